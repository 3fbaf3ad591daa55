"""A parts list by columns: which rows are alike but for their amounts, and what holds for all that are.

Of each kind two rows are read as any others, under other names and with other amounts: what is said of both alike is
said of every row of the kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from rvc.base.likes import combined
from rvc.base.problem import Problem
from rvc.base.side_by_side import side_by_side
from rvc.base.span import Flags, Ints
from rvc.lines.alike.cells import Coder, Numbers, Texts, encoded, is_stated, sound_names, sound_texts
from rvc.lines.alike.columns import Columns
from rvc.lines.alike.pieces import Goods, Path, amount_of
from rvc.lines.alike.sheets import Sheet
from rvc.lines.columns import CENTS, SAFE_SUM
from rvc.lines.read import ReadCase
from rvc.lines.spelling import NUMBERED, names_nothing, plain
from rvc.lines.tables.each_good import Unread
from rvc.lines.tables.many import read_tables
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.sets import PARTS

_FEW_CELLS = 2  # rows of so few may be remarks
_PRICE, _SHIPPING, _PACKING = (
    ("value", name) for name in ("transaction_value", "international_shipping", "packing")
)  # fmt: skip
_VNM = ("value", "vnm")
_LARGE, _SMALL = Decimal(10**9), Decimal(1)  # of one row of a kind; of the other one more
_ARE_SMALL: set[Path] = {_SHIPPING, _PACKING, _VNM}
_LARGEST = SAFE_SUM // 8  # of an amount, so that the few sums and products of a part surely fit 64 bits
_WORTH_IT = 4  # rows of a kind, on the average, from which on it pays to look for those that are alike


@dataclass(frozen=True)
class Kind:
    """What holds for every row of a kind: one of them read, and what was said of it, without its row.

    `read` is None where what was said is why no row of the kind can be read.
    """

    read: ReadCase | None
    said: tuple[Problem, ...]


def read_parts(sheet: Sheet, columns: Columns) -> Goods:
    """The rows of a parts list, every one a part.

    Raises:
        NotImplementedError: a row may be something else than a part, or hardly any rows are alike.
    """
    arrays = [sheet.column(at) for at in range(len(sheet.names))]
    names = texts_of(arrays[columns.key])
    _see_that_rows_are_parts(sheet, columns, arrays, names)
    counted = zip([arrays[at] for at in columns.counted], columns.amounts.values(), strict=True)
    amounts = dict(zip(columns.amounts, side_by_side(lambda pair: amount_of(*pair), counted), strict=True))
    fine = np.ones(sheet.size, dtype=bool)
    scale = max([CENTS, *(held.scale for held in amounts.values())])
    for held in amounts.values():
        fine &= held.fine & (held.units < _LARGEST // 10 ** (scale - held.scale))
    for read in side_by_side(
        lambda at: _read(arrays[at], as_name=at in columns.stated), (*columns.plain, *columns.stated)
    ):
        fine &= read
    fine &= _leave_a_price(amounts, fine, scale)
    flags = [held.known for held in amounts.values()]
    flags += [is_stated(arrays[at]) for at in columns.stated]
    if _VNM in amounts:
        flags.append(amounts[_VNM].known & (amounts[_VNM].units == 0))
    codes = list(side_by_side(lambda at: Coder().codes(arrays[at]), columns.facts))
    kind, first = combined(codes, flags, sheet.size)
    if len(first) * _WORTH_IT > sheet.size:
        raise NotImplementedError
    suppliers = None if columns.supplier is None else Texts.read(arrays[columns.supplier])
    return Goods(names, kind, first, amounts, fine, suppliers)


def _see_that_rows_are_parts(sheet: Sheet, columns: Columns, arrays: Sequence[Any], names: pl.Series) -> None:
    """See to it that no row is a total, a remark, a header once more, or blank where parts have something."""
    partly = [array for array in arrays if array.null_count]
    cells = np.full(sheet.size, len(arrays) - len(partly))
    for array in partly:
        cells += is_stated(array)
    headers = {plain(name) for name in sheet.names}
    facts = (value for at in columns.facts for value in encoded(arrays[at])[1])
    repeated = any(isinstance(value, str) and plain(value) in headers for value in facts)
    if repeated or "" in sheet.names or not (cells > _FEW_CELLS).all() or not sound_names(names).all():
        raise NotImplementedError


def _read(array: Any, *, as_name: bool) -> Flags:  # noqa: ANN401 - classes without types
    """Rows whose text can be read, or is blank."""
    if array.null_count == len(array):
        return np.ones(len(array), dtype=bool)
    check = _sound_certificates if as_name else sound_texts
    if "dictionary" not in str(array.type):
        texts = texts_of(array)
        return np.asarray(check(texts) | texts.is_null().to_numpy(), dtype=bool)
    if "string" not in str(array.type):
        raise NotImplementedError
    distinct = Texts.read(array)
    fine = check(pl.Series(distinct.values, dtype=pl.String))
    fine[0] = True  # a blank
    return fine[distinct.codes]


def texts_of(array: Any) -> pl.Series:  # noqa: ANN401 - the same
    """A column of texts.

    Raises:
        NotImplementedError: it is one of something else.
    """
    if "dictionary" in str(array.type):
        array = array.dictionary_decode()
    if "string" not in str(array.type):
        raise NotImplementedError
    return pl.Series(values=pl.from_arrow(array), dtype=pl.String)


def _sound_certificates(names: pl.Series) -> Flags:
    """Which names are read as they are written, and name something: "N/A" does not."""
    unnumbered = names.filter(~names.str.contains(NUMBERED)).unique().to_list()
    nothing = [name for name in unnumbered if names_nothing(name)]
    return np.asarray(sound_names(names) & ~names.is_in(nothing).fill_null(value=False).to_numpy(), dtype=bool)


def _leave_a_price(amounts: dict[Path, Numbers], fine: Flags, scale: int) -> Flags:
    """Rows where shipping and packing leave something of the price, if it is stated."""
    price = amounts.get(_PRICE)
    if price is None or not (_SHIPPING in amounts or _PACKING in amounts):
        return fine

    def stated(held: Numbers) -> Ints:
        units: Ints = np.where(held.known & fine, held.units, 0) * 10 ** (scale - held.scale)
        return units

    taken = sum(stated(amounts[path]) for path in (_SHIPPING, _PACKING) if path in amounts)
    return np.asarray(~price.known | (stated(price) > taken), dtype=bool)


def kinds_of(
    sheet: Sheet, columns: Columns, parts: Goods, options: TableOptions
) -> tuple[list[Kind | None], tuple[Problem, ...]]:
    """Of each kind what holds for all of its rows, None if that is not certain; and what is said of the table."""
    arrays = [sheet.some(sheet.column(at), parts.first) for at in range(len(sheet.names))]
    size, zero = len(parts.first), _zero(parts)
    found = [[cell for cell in sheet.cells(array) for _ in range(2)] for array in arrays]
    found[columns.key] = [f"{name}{kind}" for kind in range(size) for name in ("G-", "Part ")]
    for path, at in columns.places.items():
        one = _SMALL if path in _ARE_SMALL else _LARGE
        pairs = [(Decimal(0), Decimal(0)) if path == _VNM and none else (one, one + 1) for none in zero.tolist()]
        found[at] = [None if cell is None else pairs[row // 2][row % 2] for row, cell in enumerate(found[at])]
    for at in columns.stated:
        found[at] = [None if cell is None else f"{'CX'[row % 2]}-{row}" for row, cell in enumerate(found[at])]
    for at in (*columns.plain, *columns.unread):
        found[at] = sheet.first_only(at, 2 * size) if at in columns.unread else [None] * (2 * size)
    many = read_tables({PARTS: sheet.grid(found)}, options)
    rows = [sheet.first_row + 1 + place for place in range(2 * size)]
    pairs_read = zip(many.goods[::2], many.goods[1::2], rows[::2], rows[1::2], strict=True)
    kinds: list[Kind | None] = []
    for one_read, other, row, below in pairs_read:
        said, again = _without_row(_said(one_read), row), _without_row(_said(other), below)
        alike = type(one_read) is type(other) and said is not None and said == again
        kinds.append(Kind(one_read if isinstance(one_read, ReadCase) else None, said or ()) if alike else None)
    return kinds, many.warnings


def _said(good: ReadCase | Unread) -> Sequence[Problem]:
    """What was said of a good: warnings, or why it cannot be read."""
    return good.warnings if isinstance(good, ReadCase) else good.problems


def _zero(parts: Goods) -> Flags:
    """Of which kinds the VNM is stated as zero."""
    vnm = parts.amounts.get(_VNM)
    if vnm is None:
        return np.zeros(len(parts.first), dtype=bool)
    return np.asarray(vnm.known[parts.first] & (vnm.units[parts.first] == 0), dtype=bool)


def _without_row(said: Sequence[Problem], row: int) -> tuple[Problem, ...] | None:
    """What was said of a row, if it was said of that row."""
    if any(problem.row != row for problem in said):
        return None
    return tuple(replace(problem, row=None) for problem in said)
