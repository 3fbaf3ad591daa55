"""A workbook that holds one case: its sheets, the names of its columns, and what a case writes in them.

Names are those of a case; nested names are joined with an underscore, without the name of the block that the sheet
stands for: `value.costs.period` is `costs_period` on sheet good, `claim.use` of a line is `claim_use` on sheet
materials. Only `good.id` is called `good_id`. A sheet is one of two sorts; a blank cell says that nothing is stated.

Sheets of facts (good, elections), one fact a row: its name in column A, its value in column B, help in column C. The
first row is a header; a row with nothing in B states nothing (headings are such rows). Good holds `schema`, `decimal`
(how amounts are written: `point`, as here, or `comma` for whoever fills it in so), the fields of `good` and of `value`,
and the rates as `rates_CAD`; elections holds those of `elections`, and of `alternative_staging` with the name of that
block before them.

Tables (materials, labor, steel, aluminum): the first row is the header, one row a thing.
- materials: a row a line.
- labor: `basis` is the block, and where blank that of the row above. `item` says which part of it the row is (a list
  has several rows), and the other columns are the fields of that part; `total_annual_purchase_value` and other sums
  have their amount in `value`. A row `no_transport` (or another list) says that there is none, `assembly_credit` and
  `no_assembly_credit` are yes and no; a row without `item` says that there is a block of this basis.
- steel, aluminum: a row a purchase; `period` and the sums are stated once, in any row, or the same in several. A row
  with nothing else is no purchase.

Everything is text: amounts with the digits of the case, dates as 2026-11-22, codes with dots; flags are `yes` and `no`,
in Spanish `sí` and `no`; lists of choices are joined with `;`. The word `none` beside the name of a block
(`costs_excluded`, `claim`) says that the block is stated and empty, as `none` in `period` does of the block of a metal,
and in `hs` of a purchase of which nothing is known. Sheets of other names are not read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rvc.lines.case import Case
from rvc.lines.document import as_mapping
from rvc.lines.schema import (
    ALTERNATIVE_STAGING,
    ASSEMBLY,
    ASSEMBLY_PLANT,
    CASE,
    ELECTIONS,
    GOOD,
    HIGH_WAGE_MATERIAL,
    KINDS,
    LABOR,
    MATERIAL,
    METAL,
    METAL_PURCHASE,
    SCHEMA,
    TECHNOLOGY,
    TRANSPORT,
    VALUE,
    Field,
    Shape,
)

SHEETS = ("good", "materials", "labor", "steel", "aluminum", "elections")
FACTS = frozenset({"good", "elections"})
NONE = "none"
JOIN = "; "
ITEM = "item"
ITEMS = tuple(item for item in LABOR.fields if item.name != "basis")
"""What a row of sheet labor can be: a part of its block."""

NO_ITEMS = tuple(f"no_{item.name}" for item in ITEMS if item.kind in {"records", "flag"})
SUMS = {f"summed_{name}": METAL.by_name[name] for name in ("value", "originating_value")}
"""Of a metal: what is stated of all purchases where they are not listed."""

DECIMAL = Field("decimal", "choice", "How decimals are written in this workbook.", choices=("point", "comma"))
"""A fact of the workbook itself, and of no case."""

_RATES = ("CAD", "MXN", "USD")
_STAGED = ("passenger_vehicle", "light_truck")
_COVERED = (*_STAGED, "heavy_truck")
_ONLY_FOR: Mapping[str, tuple[str, ...]] = {  # a sheet, or a column and those whose names begin with its name
    "labor": _COVERED,  # UR 18
    "steel": _COVERED,  # UR 17
    "aluminum": _COVERED,
    "good.use": ("part", "heavy_truck"),
    "good.absent_core_categories": _STAGED,  # UR 14(4)
    "good.new_plant": ("other_vehicle",),  # UR 20(8)
    "materials.core_part": _STAGED,
    "materials.component": _STAGED,
    "materials.vnm_components": _STAGED,
    "elections.core_parts": _STAGED,
    "elections.rollup": _STAGED,
    "elections.alternative_staging": _STAGED,  # UR 19
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a fact of a sheet of facts.

    `path` is the place in a case, of a list the place in any entry: ("materials", "claim", "use"). It is empty where
    the place depends on the row (sheet labor), or is none (decimal). `marker` is true of the name of a block, which
    takes only `none`.
    """

    sheet: str
    name: str
    path: tuple[str, ...]
    field: Field
    marker: bool = False

    @property
    def key(self) -> str:
        """Its name in a catalog of texts: the two metals share theirs."""
        return f"{'metal' if self.sheet in {'steel', 'aluminum'} else self.sheet}.{self.name}"


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with what stands in it: texts and flags by the name of their column. A sheet of facts has one row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, str | bool], ...]

    @property
    def facts(self) -> bool:
        """Whether it is a sheet of facts, one a row, and no table."""
        return self.name in FACTS


def pages_of(case: Case | None, kind: str | None = None) -> tuple[Page, ...]:
    """The sheets of a case, or empty ones; for a kind of good only what can bear on it, and whatever is stated."""
    data: Mapping[str, Any] = as_mapping(case) if case else {"schema": SCHEMA, "good": {"kind": kind} if kind else {}}
    rows = {
        "good": [dict(_good(data))],
        "materials": [dict(_cells(MATERIAL, line)) for line in data.get("materials", ())],
        "labor": list(_labor(data.get("labor", ()))),
        "steel": list(_metal(data.get("steel"))),
        "aluminum": list(_metal(data.get("aluminum"))),
        "elections": [dict(_elections(data))],
    }
    pages = []
    for sheet in SHEETS:
        stated = {name for row in rows[sheet] for name in row}
        if stated or kind is None or kind in _ONLY_FOR.get(sheet, KINDS):
            shown = tuple(column for column in _with_rates(sheet, stated) if _belongs(column, kind, stated))
            pages.append(Page(sheet, shown, tuple(rows[sheet])))
    return tuple(pages)


@cache
def columns_of(sheet: str) -> tuple[Column, ...]:
    """Every column that a sheet can have; the rates stand for any currency with those of the region."""
    match sheet:
        case "good":
            currencies = (Column(sheet, f"rates_{name}", ("rates", name), CASE.by_name["rates"]) for name in _RATES)
            return (
                Column(sheet, "schema", ("schema",), CASE.by_name["schema"]),
                Column(sheet, DECIMAL.name, (), DECIMAL),
                *_columns(sheet, GOOD, path=("good",), names={"id": "good_id"}),
                Column(sheet, "value", ("value",), CASE.by_name["value"], marker=True),
                *_columns(sheet, VALUE, path=("value",)),
                *currencies,
            )
        case "materials":
            return tuple(_columns(sheet, MATERIAL, path=("materials",)))
        case "labor":
            shapes = (HIGH_WAGE_MATERIAL, TRANSPORT, ASSEMBLY, ASSEMBLY_PLANT, TECHNOLOGY)
            fields = [LABOR.by_name["basis"], _ITEM, *(field for shape in shapes for field in shape.fields)]
            return tuple(
                Column(sheet, field.name, (), field) for field in {field.name: field for field in fields}.values()
            )
        case "elections":
            block = "alternative_staging"
            return (
                *_columns(sheet, ELECTIONS, path=("elections",)),
                Column(sheet, block, (block,), CASE.by_name[block], marker=True),
                *_columns(sheet, ALTERNATIVE_STAGING, path=(block,), before=f"{block}_"),
            )
        case _:
            period = Column(sheet, "period", (sheet, "period"), METAL.by_name["period"])
            sums = (Column(sheet, name, (sheet, field.name), field) for name, field in SUMS.items())
            return period, *_columns(sheet, METAL_PURCHASE, path=(sheet, "purchases")), *sums


_ITEM = Field(ITEM, "choice", "", choices=(*(item.name for item in ITEMS), *NO_ITEMS))


def used_by(column: Column) -> tuple[str, ...]:
    """The items of sheet labor whose rows have the column; all, for the two that say what a row is."""
    if column.name in {"basis", ITEM}:
        return _ITEM.choices
    return tuple(
        item.name
        for item in ITEMS
        if (column.name in item.shape.by_name if item.shape else column.name == "value" and item.kind != "flag")
    )


def _columns(
    sheet: str, shape: Shape, *, path: tuple[str, ...], before: str = "", names: Mapping[str, str] | None = None
) -> Iterator[Column]:
    """The columns of a block: its own values first, then the blocks in it."""
    for field in sorted(shape.fields, key=lambda field: field.shape is not None):
        here, name = (*path, field.name), before + (names or {}).get(field.name, field.name)
        yield Column(sheet, name, here, field, marker=field.shape is not None)
        if field.shape is not None:
            yield from _columns(sheet, field.shape, path=here, before=f"{name}_")


def _with_rates(sheet: str, stated: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a sheet, with the rates of any other currency that is stated."""
    columns = columns_of(sheet)
    if sheet != "good":
        return columns
    others = sorted(set(stated) - {column.name for column in columns})
    field = CASE.by_name["rates"]
    return *columns, *(Column(sheet, name, ("rates", name.removeprefix("rates_")), field) for name in others)


def _belongs(column: Column, kind: str | None, stated: set[str]) -> bool:
    if column.name in stated:
        return True
    if column.marker and column.name != "costs_excluded":  # the one whose emptiness decides something (UR 1)
        return False
    place = f"{column.sheet}.{column.name}"
    kinds = (kinds for begins, kinds in _ONLY_FOR.items() if place == begins or place.startswith(f"{begins}_"))
    return kind is None or all(kind in those for those in kinds)


def _cells(shape: Shape, given: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str | bool]]:
    """What a block writes, by the names of its columns."""
    for key, value in given.items():
        field, name = shape.by_name[key], before + key
        if field.shape is not None:
            yield from _cells(field.shape, value, f"{name}_") if value else ((name, NONE),)
        else:
            yield name, JOIN.join(value) if field.kind == "choices" else value


def _good(data: Mapping[str, Any]) -> Iterator[tuple[str, str | bool]]:
    yield "schema", data["schema"]
    yield DECIMAL.name, "point"
    for name, value in _cells(GOOD, data["good"]):
        yield "good_id" if name == "id" else name, value
    if "value" in data:
        yield from _cells(VALUE, data["value"]) if data["value"] else (("value", NONE),)
    for currency, rate in data.get("rates", {}).items():
        yield f"rates_{currency}", rate


def _elections(data: Mapping[str, Any]) -> Iterator[tuple[str, str | bool]]:
    yield from _cells(ELECTIONS, data.get("elections", {}))
    block = "alternative_staging"
    if block in data:
        yield from _cells(ALTERNATIVE_STAGING, data[block], f"{block}_") if data[block] else ((block, NONE),)


def _labor(blocks: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str | bool]]:
    for block in blocks:
        basis = {"basis": block["basis"]}
        items = [item for item in ITEMS if item.name in block]
        if not items:
            yield {**basis}
        for item in items:
            given, name = block[item.name], {**basis, ITEM: item.name}
            if item.kind == "records":
                yield from ({**name, **entry} for entry in given)
                if not given:
                    yield {**basis, ITEM: f"no_{item.name}"}
            elif item.kind == "flag":
                yield {**basis, ITEM: item.name if given else f"no_{item.name}"}
            else:
                yield {**name, **given} if item.shape else {**name, "value": given}


def _metal(block: Mapping[str, Any] | None) -> Iterator[dict[str, str | bool]]:
    if block is None:
        return
    once = {name: block[field.name] for name, field in SUMS.items() if field.name in block}
    once |= {"period": block["period"]} if "period" in block else {}
    purchases = [dict(entry) or {"hs": NONE} for entry in block.get("purchases", ())]
    if not purchases:
        yield once or {"period": NONE}
    for place, purchase in enumerate(purchases):
        yield {**once, **purchase} if place == 0 else purchase
