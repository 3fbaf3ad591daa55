"""What the columns of a table hold: keys, amounts as whole numbers, texts without effect, and facts as codes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from rvc.base.span import Flags, Index
from rvc.lines.alike.sheets import Sheet
from rvc.lines.grids.grid import CONTROLS, ERRORS
from rvc.lines.tables.columns_found import match_headers
from rvc.lines.tables.layout import find_table
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.other_tables import TOP_ROWS
from rvc.lines.tables.sets import GOODS, KEY, MATERIALS, PARTS
from rvc.lines.tables.table_fields import AMOUNTS, FieldRef
from rvc.lines.tables.values import trimmed

DIGITS, PLACES = 12, 6  # of an amount, before and after the point
CENTS, TEN = 2, 10
_WIDEST = 38  # digits of a decimal of Arrow
_COUNTED: dict[str, set[tuple[str, ...]]] = {  # amounts that differ between goods or lines of one kind
    GOODS: {
        ("value", "net_cost"), ("value", "total_cost"), ("value", "transaction_value"),
        ("labor", "hw_material_value"), ("labor", "hw_labor_cost"), ("labor", "total_annual_purchase_value"),
        ("steel", "value"), ("steel", "originating_value"), ("aluminum", "value"), ("aluminum", "originating_value"),
    },
    MATERIALS: {("line_value",), ("unit_value",), ("other_cost",)},
    PARTS: {
        ("value", "net_cost"), ("value", "transaction_value"), ("value", "international_shipping"),
        ("value", "packing"), ("value", "vnm"), ("traced_value",), ("accumulation_value",),
    },
}  # fmt: skip
_FACTS = {
    "quantity",
    "rate",
    "assembly_average_base_hourly_wage",
}  # amounts that are facts here: few, and the same often
_NO_EFFECT = {"description", "part_number", "supplier"}
_STATED = {"certificate", "labor_value_content"}  # texts that have an effect, whatever they say
_OF_PARTS = {
    "origin",
    "method",
    "originating",
    "criterion",
    "producer",
    "exporter",
    "importer",
    "certifier",
    "blanket_from",
    "blanket_to",
}
_KEYS = {GOODS: KEY, MATERIALS: KEY, PARTS: "part_number"}
_DAMAGED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}|=\".*|.*[\n\r\t].*|\s.*|.*\s|", re.DOTALL)
_DAY = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"
_NUMBER = r"\A[0-9]{1,12}(?:\.[0-9]{1,6})?\z"
_PERHAPS_THOUSANDS = r"\A[0-9]{1,3}\.[0-9]{3}\z"
_ORDINARY_NAME = r"\A[A-Za-z0-9](?:[A-Za-z0-9 ._/-]*[A-Za-z0-9])?\z"  # sound if it has a digit
_ORDINARY_TEXT = r"\A[A-Za-z0-9][A-Za-z0-9 ,.;()/&+'_-]*\z"
_WORDS = re.compile(r"(?:grand |gran |sub)?(?:sub)?total(?:s|es)?\b.*|sum(?:a|atoria)?\b.*|[*(].*|.*:", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """The columns of a table by place: the key of the good, ids and parents of lines, amounts by the path of each.

    `facts` are those that decide what a row is; `stated` are texts of which it only counts whether they are there;
    `plain` are texts without effect, `supplier` among them; `unread` belong to nothing. `pointed` says that numbers are
    texts with a decimal point.
    """

    key: int
    id: int
    parent: int | None
    amounts: dict[tuple[str, ...], FieldRef]
    places: dict[tuple[str, ...], int]
    facts: tuple[int, ...]
    stated: tuple[int, ...]
    plain: tuple[int, ...]
    supplier: int | None
    unread: tuple[int, ...]
    pointed: bool

    @property
    def counted(self) -> list[int]:
        """Places of the amounts."""
        return list(self.places.values())


def columns_of(sheet: Sheet, options: TableOptions) -> Columns:
    """What each column of a table of goods or of materials is.

    Raises:
        NotImplementedError: a column makes rows depend on one another, or is not understood.
    """
    matched, key = match_headers(sheet.kind, sheet.names, options.mapping), _KEYS[sheet.kind]
    if matched.problems or matched.ambiguous or matched.index(key) is None or not _begins_with_header(sheet, options):
        raise NotImplementedError
    by_name = {ref.name: at for at, ref in matched.by_index.items()}
    if sheet.kind == MATERIALS and "id" not in by_name:
        raise NotImplementedError
    lines = sheet.kind == MATERIALS
    found: dict[str, list[int]] = {"amounts": [], "facts": [], "stated": [], "plain": []}
    pointed = False
    for at, ref in matched.by_index.items():
        if ref.name == key or (lines and ref.name in {"id", "parent"}):
            continue
        what = _what(sheet, at, ref)
        found.get(what, []).append(at)
        if ref.kind in {"date", *AMOUNTS} and what in {"amounts", "facts"} and is_text(sheet.empty(at)):
            pointed |= ref.kind in AMOUNTS
            _see_that_it_is_plain(sheet.texts(at), ref, options)
    amounts = {_path(matched.by_index[at]): at for at in found["amounts"]}
    return Columns(
        by_name[key], by_name["id"] if lines else by_name[key], by_name.get("parent") if lines else None,
        {path: matched.by_index[at] for path, at in amounts.items()}, amounts,
        tuple(found["facts"]), tuple(found["stated"]), tuple(found["plain"]), by_name.get("supplier"),
        (*matched.unmatched, *matched.left_out), pointed,
    )  # fmt: skip


def _path(ref: FieldRef) -> tuple[str, ...]:
    return ref.path or (ref.name,)


def _what(sheet: Sheet, at: int, ref: FieldRef) -> str:
    """What a column is for its rows; "" where nothing stands in it.

    Raises:
        NotImplementedError: it makes rows depend on one another, or is of another type.
    """
    if _path(ref) in _COUNTED[sheet.kind]:
        numbers(sheet.empty(at), above_zero=False)  # of a type that holds amounts
        return "amounts"
    if ref.name in _NO_EFFECT:
        return "plain"
    if sheet.kind == PARTS and ref.name in _STATED:
        return "stated"
    if _is_fact(ref, sheet.kind):
        return "facts"
    if sheet.column(at).null_count < sheet.size:
        raise NotImplementedError
    return ""


def _is_fact(ref: FieldRef, kind: str) -> bool:
    if kind == PARTS and ref.name in _OF_PARTS:
        return True
    if not ref.path or ref.percent or ref.kind in {"share", "level", "method", "status", "criterion"}:
        return False
    return ref.kind not in AMOUNTS or ref.name in _FACTS


def _begins_with_header(sheet: Sheet, options: TableOptions) -> bool:
    """Whether the first row of a file is its header, as a reader of the whole file finds it."""
    if not sheet.first_row:
        return True
    head = sheet.grid([sheet.cells(column) for column in sheet.head(TOP_ROWS)])
    table = find_table(head, sheet.kind, options.mapping)
    return table is not None and table.header_row == sheet.first_row and len(table.rows) == len(head.rows) - 1


def _see_that_it_is_plain(texts: pl.Series, ref: FieldRef, options: TableOptions) -> None:
    """See to it that texts of a column are dates or numbers that can be read one by one: 2026-11-22, 1234.50.

    `1.234` is one where another number of the column shows what its point means.

    Raises:
        NotImplementedError: how they are read is for a reader of whole columns to decide.
    """
    if ref.kind == "date":
        plain = bool(texts.str.contains(_DAY).all())
    else:
        numbers_only = bool(texts.str.contains(_NUMBER).all())
        plain = options.decimal != "comma" and numbers_only and (_shows(texts.head(TOP_ROWS)) or _decided(texts))
    if not plain:
        raise NotImplementedError


def _shows(texts: pl.Series) -> bool:
    """Whether a point stands where none could part thousands."""
    return bool((texts.str.contains(".", literal=True) & ~texts.str.contains(_PERHAPS_THOUSANDS)).any())


def _decided(texts: pl.Series) -> bool:
    """Whether the numbers of a column show what their points mean."""
    return _shows(texts) or not texts.str.contains(_PERHAPS_THOUSANDS).any()


def is_text(column: Any) -> bool:  # noqa: ANN401 - classes without types
    """Whether a column holds texts."""
    return "string" in str(column.type)


@dataclass(frozen=True)
class Numbers:
    """A column of amounts: whole numbers at `scale` decimals, where one is stated, and where it can be taken so."""

    units: npt.NDArray[np.int64]
    known: Flags
    fine: Flags
    scale: int

    def take(self, rows: Index) -> "Numbers":
        """The amounts of some rows."""
        return Numbers(self.units[rows], self.known[rows], self.fine[rows], self.scale)


def numbers(column: Any, *, above_zero: bool) -> Numbers:  # noqa: ANN401 - classes without types
    """Amounts of an Arrow column, exactly; one that a reader would refuse or repair is not fine.

    Raises:
        NotImplementedError: the type of the column holds no numbers.
    """
    kind, size = str(column.type), len(column)
    if "dictionary" in kind:
        return _of_distinct(column, above_zero=above_zero)
    known = np.asarray(column.is_valid(), dtype=bool)
    fine = np.ones(size, dtype=bool)
    if is_text(column) or import_module("pyarrow").types.is_floating(column.type):
        decimals = _as_decimals(column)
        if decimals is None:
            return Numbers(np.zeros(size, dtype=np.int64), known, ~known, PLACES)
        column, kind = decimals, "decimal128"
    scale = 0
    if kind.startswith("decimal128"):
        scale = column.type.scale
        words = np.frombuffer(column.buffers()[1], dtype=np.int64)
        words = words[2 * column.offset : 2 * (column.offset + size)].reshape(-1, 2)
        units = np.where(known, words[:, 0], 0)
        fine &= ~known | (words[:, 1] == words[:, 0] >> 63)
    elif kind.startswith(("int", "uint8", "uint16", "uint32")):
        units = column.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    elif kind == "null":
        units = np.zeros(size, dtype=np.int64)
    else:
        raise NotImplementedError
    if not 0 <= scale <= PLACES:
        raise NotImplementedError
    for needless in range(scale - CENTS, 0, -1):
        if not (units % TEN**needless).any():
            units, scale = units // TEN**needless, scale - needless
            break
    fine &= (units >= int(above_zero)) | ~known
    return Numbers(units, known, fine & (units < 10 ** (DIGITS + scale)), scale)


def _of_distinct(column: Any, *, above_zero: bool) -> Numbers:  # noqa: ANN401 - the same
    """The same where distinct values stand apart, each of which is looked at once."""
    places = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    one = numbers(column.dictionary, above_zero=above_zero)
    units, known, fine = (
        np.append(held, of_blank)[places] for held, of_blank in ((one.units, 0), (one.known, False), (one.fine, True))
    )
    return Numbers(units, known, fine, one.scale)


def _as_decimals(column: Any) -> Any:  # noqa: ANN401 - classes without types
    """Numbers in binary, or texts, as the decimals that they stand for; None if one is too long."""
    arrow: Any = import_module("pyarrow")
    try:
        texts = column if is_text(column) else column.cast(arrow.string())
        return texts.cast(arrow.decimal128(_WIDEST, PLACES))
    except arrow.ArrowException:  # more digits, or no number
        return None


class Coder:
    """Gives the values of a column numbers, the same in every piece of the table; 0 is a blank cell."""

    def __init__(self) -> None:
        self.values: list[object] = [None]
        self._known: dict[object, int] = {}

    def codes(self, column: Any) -> Index:  # noqa: ANN401 - classes without types
        """The number of each value of a piece."""
        coded, own = encoded(column)
        numbers_of = np.array([0, *(self._number(value) for value in own)], dtype=np.int64)
        return numbers_of[coded + 1]

    def _number(self, value: object) -> int:
        key = (type(value), value)
        if key not in self._known:
            self._known[key] = len(self.values)
            self.values.append(value)
        return self._known[key]


def encoded(column: Any) -> tuple[Index, list[object]]:  # noqa: ANN401 - classes without types
    """The place of each value among the distinct ones, -1 for a blank, and these."""
    if "dictionary" not in str(column.type):
        column = column.dictionary_encode()
    places = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return places, column.dictionary.to_pylist()


@dataclass(frozen=True)
class Texts:
    """A column of texts: the place of each row's among the distinct ones, -1 for a blank."""

    places: Index
    values: list[object]

    def of(self, row: int) -> str | None:
        """What stands in a row, as it is read."""
        place = int(self.places[row])
        return None if place < 0 else trimmed(str(self.values[place]))


def supplied(texts: Texts | None, rows: Index) -> pl.Series:
    """What a column says in some rows, as it is read; blanks where there is no such column."""
    if texts is None:
        return pl.repeat(None, len(rows), dtype=pl.String, eager=True)
    read = [trimmed(str(value)) for value in texts.values]
    return pl.Series([*read, None], dtype=pl.String).gather(texts.places[rows] % (len(read) + 1))


def sound_names(names: pl.Series) -> Flags:
    """Which names are read as they are written: no blanks around them, no error, no number that a file damaged."""
    ordinary = names.str.contains(_ORDINARY_NAME) & names.str.contains("[0-9]")
    return _sound(names, ordinary, _is_sound)


def sound_texts(texts: pl.Series) -> Flags:
    """Which texts are read as texts, whatever they say."""
    return _sound(texts, texts.str.contains(_ORDINARY_TEXT), _is_read)


def _sound(texts: pl.Series, ordinary: pl.Series, is_sound: Callable[[str], bool]) -> Flags:
    """Texts that are ordinary, and of the others those that are sound by themselves; a blank is not."""
    found = ordinary.fill_null(value=False).to_numpy().copy()
    for at in np.flatnonzero(~found).tolist():
        text = texts[at]
        found[at] = text is not None and is_sound(text)
    return np.asarray(found, dtype=bool)


def _is_read(text: str) -> bool:
    return not (text.isspace() or CONTROLS.search(text) or ERRORS.fullmatch(text))


def _is_sound(name: str) -> bool:
    return not (CONTROLS.search(name) or ERRORS.fullmatch(name) or _DAMAGED.fullmatch(name) or _WORDS.fullmatch(name))
