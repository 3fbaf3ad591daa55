"""Cells that are read one by one: texts, codes, yes and no, names. What a name may be, the reader of cases checks."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache, partial

from rvc.base.hs import dotted
from rvc.law.load import load_law
from rvc.lines import scalars
from rvc.lines.grids.grid import Percent
from rvc.lines.scalars import Wrong, shown
from rvc.lines.spelling import meant, names_nothing, plain, words
from rvc.lines.tables.number_columns import digits_of
from rvc.lines.tables.number_styles import currency_of
from rvc.lines.tables.reading import Repaired
from rvc.lines.tables.table_fields import FieldRef

UNDETERMINED = "undetermined"
METAL_TABLES = ("steel", "aluminum")
_NOTHING = "none"
_FLAGS = {"true": True, "false": False, UNDETERMINED: None}
_SPLIT = re.compile(r"[;|,\n]")
_DAMAGED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
_LEVEL = re.compile(r"[.\- ]*([0-9]{1,3})")
_CRITERION = re.compile(r"(?:(?:origin |preference )?criteri(?:on|o) ?)?([a-e])", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:art(?:icle|iculo|ículo|\.)? ?)?4\.2 ?\(?([a-d])\)?", re.IGNORECASE)
_HS_PAIRS = re.compile(r"([0-9]{4})[ \-]([0-9]{2})(?:[ .\-]?([0-9]{2}))?(?:[ .\-]?([0-9]{2}))?")
_HS_HEADING = re.compile(r"([0-9]{4})[.,]([0-9]{1,6})")
_HS_TAIL = re.compile(r"([0-9]{6}|[0-9]{8}|[0-9]{10})\.0")
_FINE_HS = re.compile(r"[0-9]{4}\.?[0-9]{2}(?:\.?[0-9]{2}){0,2}")


def reader_for(field: FieldRef, cells: list[object]) -> Callable[[object], object]:
    """How a cell is read that needs no decision by the others; `cells` show whether numbers lack zeros."""
    if field.kind == "identifier":
        padded = frozenset(len(cell) for cell in cells if isinstance(cell, str) and cell[0] == "0" and cell.isdigit())
        return partial(_identifier, padded=padded)
    return partial(_READERS[field.kind], field=field)


def _identifier(cell: object, *, padded: frozenset[int]) -> str:
    """A number or name that stands for a thing: nothing that a spreadsheet may have altered."""
    if isinstance(cell, str):
        if _DAMAGED.fullmatch(cell):
            raise Wrong("column.long_number", seen=shown(cell))
        return cell
    written = _text(cell)
    if padded and len(written) < max(padded):
        raise Wrong("column.zeros", seen=written, digits=str(max(padded)))
    return written


def _text(cell: object, field: FieldRef | None = None) -> str:  # noqa: ARG001 - called as every reader is
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool | date):
        raise Wrong("column.text", seen=shown(cell))
    if isinstance(cell, Percent):
        return f"{digits_of((cell * 100).normalize())}%"
    return digits_of(Decimal(str(cell)))


def _flag(cell: object, field: FieldRef) -> bool | None:
    """Yes or no in the words of the field; what says that it is not known is neither."""
    if isinstance(cell, bool):
        return cell
    word = meant(_text(cell))
    meaning = words(field.name).get(word) or words("flag").get(word)
    if meaning is None:
        raise Wrong("column.flag", seen=shown(cell))
    return _FLAGS[meaning]


def _certifier(cell: object, field: FieldRef) -> bool | None:
    """Whether somebody certifies: a text that says neither yes nor no names who does, if it names anybody."""
    if isinstance(cell, bool) or plain(_text(cell)) in {**words(field.name), **words("flag")}:
        return _flag(cell, field)
    return not names_nothing(_text(cell))


def _status(cell: object, field: FieldRef) -> bool | str:
    read = _flag(cell, field)
    return UNDETERMINED if read is None else read


def _named(cell: object, field: FieldRef) -> str:
    """A name of a closed set by its words; any other is left as written for the reader of cases to refuse."""
    seen = _text(cell)
    return _names(field.name, field.choices).get(meant(seen), seen)


def _list(cell: object, field: FieldRef) -> list[str]:
    return [_named(part.strip(), field) for part in _SPLIT.split(_text(cell)) if part.strip()]


@cache
def _names(group: str, choices: tuple[str, ...]) -> dict[str, str]:
    return {**words(group.removeprefix("claim_")), **{plain(name): name for name in choices}}


def _method(cell: object, field: FieldRef) -> str:
    seen = _text(cell)
    meaning = words(field.name).get(meant(seen))
    if meaning is None:
        raise Wrong("column.method", seen=shown(cell))
    return meaning


def criterion_of(written: str) -> str | None:
    """The letter of a criterion of origin: B for B, Criterion B or 4.2(b); None if it is none."""
    found = _CRITERION.fullmatch(written) or _ARTICLE.fullmatch(written)
    return found[1].upper() if found else None


def _criterion(cell: object, field: FieldRef) -> str:  # noqa: ARG001
    read = criterion_of(_text(cell))
    if read is None:
        raise Wrong("column.criterion", seen=shown(cell))
    return read


def _level(cell: object, field: FieldRef) -> str:  # noqa: ARG001
    found = _LEVEL.fullmatch(_text(cell))
    if found is None:
        raise Wrong("column.level", seen=shown(cell))
    return str(int(found[1]))


def _country(cell: object, field: FieldRef) -> str:  # noqa: ARG001
    """A code of ISO 3166, or a name that means one country; "No" is an answer and "NO" is Norway."""
    seen = _text(cell)
    code = seen.upper() if seen.isupper() or (seen.islower() and seen != "no") else ""
    return code if _is_country(code) else _countries().get(meant(seen), seen)


@cache
def _is_country(code: str) -> bool:
    try:
        return bool(scalars.country(code))
    except Wrong:
        return False


@cache
def _countries() -> dict[str, str]:
    """Names of countries by their plain spelling; codes of two letters are not names."""
    return {word: code for word, code in words("country").items() if len(word) > len(code)}


def _currency(cell: object, field: FieldRef) -> str:  # noqa: ARG001
    seen = _text(cell)
    return currency_of(seen) or currency_of(seen.upper()) or seen


def _component(cell: object, field: FieldRef) -> str:  # noqa: ARG001
    seen = _text(cell)
    return _components().get(meant(seen), "_".join(seen.casefold().split()))


@cache
def _components() -> dict[str, str]:
    return {plain(item.name): item.name for item in load_law().components}


def _hs(cell: object, field: FieldRef) -> str:
    """An HS code in its digits.

    A number has lost its last zeros, and a code of chapter 01 to 09 its first: what follows the point is filled up to
    pairs with a warning; anything else of a wrong length is refused.
    """
    if isinstance(cell, bool | date):
        raise Wrong("hs.malformed", seen=shown(cell))
    seen = _text(cell)
    if _FINE_HS.fullmatch(seen):
        return seen
    if seen.casefold() == _NOTHING and field.table in METAL_TABLES:
        return _NOTHING
    bare = seen.removeprefix("'")
    pairs = _HS_PAIRS.fullmatch(bare)
    if pairs:
        return ".".join(pair for pair in pairs.groups() if pair)
    if _FINE_HS.fullmatch(bare):
        return bare
    tail = _HS_TAIL.fullmatch(bare)
    if tail:
        raise Repaired("column.hs_repaired", tail[1], seen=seen, hs=tail[1])
    heading = _HS_HEADING.fullmatch(bare)
    if heading is None:
        raise Wrong("hs.malformed", seen=shown(cell))
    digits = heading[1] + heading[2] + "0" * (len(heading[2]) % 2)
    raise Repaired("column.hs_repaired", digits, seen=seen, hs=dotted(digits))


_READERS: dict[str, Callable[..., object]] = {
    "text": _text,
    "flag": _flag,
    "status": _status,
    "hs": _hs,
    "country": _country,
    "currency": _currency,
    "choice": _named,
    "choices": _list,
    "sales": _text,
    "component": _component,
    "regime": _named,
    "block": _named,
    "level": _level,
    "method": _method,
    "criterion": _criterion,
    "certifier": _certifier,
}
