"""What the columns of a table hold: keys, amounts as whole numbers, texts without effect, and facts as codes."""

from dataclasses import dataclass

import polars as pl

from rvc.base.side_by_side import side_by_side
from rvc.lines.alike.cells import is_text, numbers
from rvc.lines.alike.sheets import Sheet
from rvc.lines.tables.columns_found import match_headers
from rvc.lines.tables.layout import find_table
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.other_tables import TOP_ROWS
from rvc.lines.tables.sets import GOODS, KEY, MATERIALS, PARTS
from rvc.lines.tables.table_fields import AMOUNTS, FieldRef

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
_DAY = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"
_NUMBER = r"\A[0-9]{1,12}(?:\.[0-9]{1,6})?\z"
_PERHAPS_THOUSANDS = r"\A[0-9]{1,3}\.[0-9]{3}\z"


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
    written: list[tuple[int, FieldRef]] = []
    for at, ref in matched.by_index.items():
        if ref.name == key or (lines and ref.name in {"id", "parent"}):
            continue
        what = _what(sheet, at, ref)
        found.get(what, []).append(at)
        if ref.kind in {"date", *AMOUNTS} and what in {"amounts", "facts"} and is_text(sheet.empty(at)):
            pointed |= ref.kind in AMOUNTS
            written.append((at, ref))
    if not all(side_by_side(lambda each: _is_plain(sheet.texts(each[0]), each[1], options), written)):
        raise NotImplementedError
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


def _is_plain(texts: pl.Series, ref: FieldRef, options: TableOptions) -> bool:
    """Whether texts of a column are dates or numbers that can be read one by one: 2026-11-22, 1234.50.

    `1.234` is one where another number of the column shows what its point means. How others are read is for a reader
    of whole columns to decide.
    """
    if ref.kind == "date":
        return bool(texts.str.contains(_DAY).all())
    numbers_only = bool(texts.str.contains(_NUMBER).all())
    return options.decimal != "comma" and numbers_only and (_shows(texts.head(TOP_ROWS)) or _decided(texts))


def _shows(texts: pl.Series) -> bool:
    """Whether a point stands where none could part thousands."""
    return bool((texts.str.contains(".", literal=True) & ~texts.str.contains(_PERHAPS_THOUSANDS)).any())


def _decided(texts: pl.Series) -> bool:
    """Whether the numbers of a column show what their points mean."""
    return _shows(texts) or not texts.str.contains(_PERHAPS_THOUSANDS).any()
