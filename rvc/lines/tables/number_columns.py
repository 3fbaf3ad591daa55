"""Columns of amounts and shares: decimal point or comma, by all the cells of the column."""

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import partial

from rvc.lines.grids.grid import Percent
from rvc.lines.scalars import Wrong, shown
from rvc.lines.tables.number_styles import Written, written
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.reading import Decided, Denoised, Refused
from rvc.lines.tables.table_fields import FieldRef

_EXPONENT = re.compile(r"[+-]?[0-9.,]+e[+-]?[0-9]+", re.IGNORECASE)
_HUNDRED = Decimal(100)
_DECIMALS = 6  # of an amount
_SURE = Context(prec=15, rounding=ROUND_HALF_EVEN)  # the digits that a number in binary keeps of any decimal
_LARGEST = 100  # digits of a number that is written out


def decide_numbers(cells: list[object], field: FieldRef, options: TableOptions, *, doubles: bool) -> Decided:
    """Amounts: the style of the texts among the cells, and the currency that they name.

    `doubles` says that number cells were stored in binary, whose noise is read as the number that it stands for.
    """
    style, refused = _style(cells, options)
    currency, mixed = _currency(cells, field)
    return Decided(
        partial(_amount, style=style, refused=refused, mixed=mixed, doubles=doubles),
        f"column.how.{style}" if style else "column.how.amount",
        currency=currency,
    )


def decide_shares(cells: list[object], field: FieldRef, options: TableOptions, *, doubles: bool) -> Decided:
    """Shares as percentages: cells in percent are certain; bare numbers are all of 100, or all of 1, or refused."""
    style, refused = _style(cells, options)
    read = partial(partial, _share, style=style, refused=refused, doubles=doubles)
    bare = []
    for cell in cells:
        try:
            if not _in_percent(cell):
                bare.append(Decimal(_amount(cell, style=style, refused=refused, mixed=None)))
        except Wrong:  # said when the cell itself is read
            continue
    fractions = [share for share in bare if 0 < share < 1]
    if not fractions and (field.percent or any(share > 1 for share in bare) or not any(bare)):
        scale, how = Decimal(1), "column.how.percent"
    elif fractions and not field.percent and all(share <= 1 for share in bare):
        scale, how = _HUNDRED, "column.how.fraction"
    else:
        seen = f"{fractions[0] if fractions else bare[0]:f}"
        doubt = Refused("column.share", seen=seen)
        return Decided(read(scale=doubt), "column.how.refused")
    return Decided(read(scale=scale), how)


def _style(cells: list[object], options: TableOptions) -> tuple[str, Refused | None]:
    """The style of a column, or why it cannot be known; "" where no cell needs to know."""
    if options.decimal:
        return options.decimal, None
    shows: dict[str, str] = {}
    for cell in cells:
        if isinstance(cell, str):
            found = written(cell)
            if found is not None and not found.plain:
                open_ = found.point is not None and found.comma is not None
                shows.setdefault("open" if open_ else "comma" if found.point is None else "point", cell)
    if "point" in shows and "comma" in shows:
        return "", Refused("column.decimal_mixed", point=shown(shows["point"]), comma=shown(shows["comma"]))
    decided = next((style for style in ("point", "comma") if style in shows), "")
    if "open" in shows and not decided:
        found = written(shows["open"])
        point, comma = (found.point, found.comma) if found else ("", "")
        return "", Refused(
            "column.decimal_open", seen=shown(shows["open"]), point=str(point), comma=str(comma)
        )  # fmt: skip
    return decided, None


def _currency(cells: list[object], field: FieldRef) -> tuple[str, Refused | None]:
    """The one currency that the cells name, with the header; a second one is refused, and so is none beside one."""
    named: dict[str, str] = {}
    for cell in cells:
        found = written(cell) if isinstance(cell, str) else None
        if (isinstance(cell, int | Decimal) and cell) or (found and not found.zero):
            named.setdefault((found.currency if found else "") or field.currency, shown(cell))
    if field.currency:
        named = {field.currency: shown(field.header or field.currency), **named}
    if len(named) <= 1:
        return next(iter(named), ""), None
    first, second = list(named.items())[:2]
    return "", Refused("column.currencies", first=first[1], second=second[1])


def _amount(cell: object, *, style: str, refused: Refused | None, mixed: Refused | None, doubles: bool = False) -> str:
    if isinstance(cell, Percent):
        raise Wrong("column.percent", seen=f"{cell * _HUNDRED:f}%")
    if isinstance(cell, bool | date):
        raise Wrong("number.expected", seen=shown(cell))
    if mixed is not None:
        raise Refused(mixed.code, **mixed.params)
    if isinstance(cell, int | Decimal):
        return _number(Decimal(cell), doubles=doubles)
    found = _found(cell)
    if found.percent:
        raise Wrong("column.percent", seen=shown(cell))
    return _digits(found, cell, style, refused)


def digits_of(number: Decimal) -> str:
    """A number cell in digits, as many as it has."""
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        raise Wrong("number.digits", seen=shown(number))
    return f"{number or abs(number):f}"


def _number(number: Decimal, *, doubles: bool) -> str:
    """A number cell in digits. Of one stored in binary, 15 digits are sure, and the rest may be noise.

    4.029999999999999 is 4.03 where the digits beyond are the only thing that keeps it from being an amount.
    """
    digits = digits_of(number)
    if doubles and len(digits.partition(".")[2]) > _DECIMALS:
        rounded = _SURE.plus(number).normalize(_SURE)
        read = f"{rounded:f}"
        if len(digits.strip("-0.").replace(".", "")) > _SURE.prec and len(read.partition(".")[2]) <= _DECIMALS:
            raise Denoised("column.binary", read, seen=digits, read=read)
    return digits


def _share(cell: object, *, style: str, refused: Refused | None, scale: Decimal | Refused, doubles: bool) -> str:
    if isinstance(cell, Percent):
        return _number((cell * _HUNDRED).normalize(), doubles=doubles)
    if isinstance(cell, str) and _in_percent(cell):
        return _digits(_found(cell), cell, style, refused)
    number = Decimal(_amount(cell, style=style, refused=refused, mixed=None))
    if isinstance(scale, Refused):
        raise Refused(scale.code, **scale.params)
    number = number * scale if scale == 1 else (number * scale).normalize()
    return _number(number, doubles=doubles and not isinstance(cell, str))


def _in_percent(cell: object) -> bool:
    found = written(cell) if isinstance(cell, str) else None
    return isinstance(cell, Percent) or (found is not None and found.percent)


def _found(cell: object) -> Written:
    found = written(str(cell))
    if found is None:
        raise Wrong("number.exponent" if _EXPONENT.fullmatch(str(cell)) else "column.number", seen=shown(cell))
    return found


def _digits(found: Written, cell: object, style: str, refused: Refused | None) -> str:
    if found.plain and found.point is not None:
        return found.point
    if refused is not None:
        raise Refused(refused.code, **refused.params)
    digits = found.by(style)
    if digits is None:
        raise Wrong("column.decimal", seen=shown(cell), style=style)
    return digits
