"""Fields as columns: for each kind of table, what its columns may be called and where their values go in a case.

Column names are those of the case, nested names joined with an underscore. The blocks good, value and elections, and
labor where one row is one good, are left out of the name; a list takes one cell, its entries parted by semicolons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from rvc.law.cost_categories import EXCLUDED_COSTS
from rvc.law.load import load_law
from rvc.lines import schema
from rvc.lines.averaging.election import shape as averages
from rvc.lines.schema import Field, Shape

ColumnKind = Literal[
    "text",
    "identifier",  # text that spreadsheets damage: leading zeros, long numbers
    "amount",
    "above_zero",
    "signed",  # an amount that may be below zero
    "flag",
    "date",
    "hs",
    "country",
    "currency",
    "choice",
    "choices",
    "sales",  # units x unit price; …
    "component",
    "regime",
    "block",  # the name of a block: "none" says that it is stated and empty
    "level",  # depth in an indented bill of materials: 1, 2 or .1, ..2
    "share",  # a part of a whole, as a percentage
    "status",  # originating, non-originating, or "undetermined" said in words
    "method",  # net_cost, transaction_value, tariff_change or none
    "criterion",  # A to E
    "certifier",  # somebody's name, or no
]
AMOUNTS = frozenset({"amount", "above_zero", "signed"})


@dataclass(frozen=True, slots=True)
class FieldRef:
    """What a column holds: the field of a table, its place in a case, and what the header says of the unit.

    `path` leads from the block that a row makes (the case for goods, the line for materials) to the value; it is
    empty for what has no place of its own in a case, such as a level. `dates` is an order of dates in the header.
    """

    table: str
    name: str
    kind: ColumnKind
    path: tuple[str, ...] = ()
    help: str = ""
    choices: tuple[str, ...] = ()
    currency: str = ""
    dates: str = ""
    percent: bool = False
    header: str = ""


GOOD_ID = "good_id"
_IDENTIFIERS = {"id", "parent", "part_number", "good_id"}
_Extra = tuple[str, ColumnKind, str]
_CERTIFIERS: tuple[_Extra, ...] = (
    *((name, "flag", f"Whether the {name} certifies the origin.") for name in ("producer", "exporter", "importer")),
    ("certifier", "certifier", "Who certifies the origin, by name or as producer, exporter or importer."),
)
_SOURCED: _Extra = ("percentage_sourced", "share", "Part of the purchases from this supplier.")
_TRACED: _Extra = (
    "traced_value", "amount", "Value of materials traced by a list, as NAFTA had it; not the VNM of USMCA.",
)  # fmt: skip
_LABOR_CONTENT: _Extra = (
    "labor_value_content", "text", "Labor value content that the supplier states.",
)  # fmt: skip
_PARTS: tuple[_Extra, ...] = (
    ("method", "method", "How the supplier found the part to qualify."),
    ("originating", "status", "What the supplier says; a claim only with what stands behind it."),
    ("criterion", "criterion", "Criterion of origin certified: A to E."),
    ("certificate", "identifier", "Number or name of the certification."),
    *_CERTIFIERS,
    ("blanket_from", "date", "First day of the blanket period."),
    ("blanket_to", "date", "Last day of the blanket period."),
    ("origin", "country", "Country of origin as declared; says nothing of originating status."),
    _TRACED,
    ("accumulation_value", "amount", "Value that a buyer may accumulate (UR 9)."),
    _LABOR_CONTENT,
    _SOURCED,
)


@cache
def fields_of(table: str) -> Mapping[str, FieldRef]:
    """The fields of a table by column name. Raises KeyError for a table that is not known."""
    found: dict[str, FieldRef] = {}
    for item in _TABLES[table]():
        found.setdefault(item.name, item)
    return MappingProxyType(found)


def tables() -> tuple[str, ...]:
    """Every kind of table that is known."""
    return tuple(_TABLES)


def _goods() -> Iterator[FieldRef]:
    yield FieldRef("goods", "schema", "text", ("schema",), schema.CASE.by_name["schema"].help)
    yield from _flat("goods", schema.GOOD, ("good",), renamed={"id": "good_id"})
    yield _block("goods", "value", ("value",))
    yield from _flat("goods", schema.VALUE, ("value",))
    yield from _flat("goods", schema.ELECTIONS, ("elections",))
    yield from _flat("goods", schema.LABOR, ("labor",))
    for metal in ("steel", "aluminum"):
        yield from _flat("goods", schema.METAL, (metal,), f"{metal}_")
    yield from _staging("goods")


def _materials() -> Iterator[FieldRef]:
    yield from _extra("materials", ("good_id", "identifier", "The good that the line goes into."))
    yield from _flat("materials", schema.MATERIAL, ())
    yield from _extra(
        "materials", ("level", "level", "Depth in an indented list: 1 is a part of the good itself."),
        ("good_hs", "hs", "HS code of the good that the line goes into."),
        ("method", "method", "How the supplier found the material to qualify."),
        *_CERTIFIERS, _TRACED, _LABOR_CONTENT, _SOURCED,
    )  # fmt: skip


def _parts() -> Iterator[FieldRef]:
    yield FieldRef("parts", "part_number", "identifier", ("good", "id"), "Part number.")
    yield from _by_name(
        "goods", "description", "hs", "named_good", "features", "date", "currency", "produced_in", "use",
        "left_territory", "customs_control", "further_operation",
    )  # fmt: skip
    yield from _by_name("goods", "net_cost", "transaction_value", "international_shipping", "packing", "vnm")
    yield from _by_name("goods", "tariff_change_met", "supplier")
    yield from _extra("parts", *_PARTS)


def _by_name(table: str, *names: str) -> Iterator[FieldRef]:
    for name in names:
        item = fields_of(table)[name]
        yield FieldRef("parts", name, item.kind, item.path, item.help, item.choices)


def _labor() -> Iterator[FieldRef]:
    items = [item for item in schema.LABOR.fields if item.name != "basis"]
    none = (f"no_{item.name}" for item in items if item.kind in {"records", "flag"})
    yield from _extra("labor", ("good_id", "identifier", "The good that the row is about."))
    yield FieldRef("labor", "item", "choice", (), "What the row tells of.", (*(item.name for item in items), *none))
    yield from _flat("labor", schema.LABOR, ())
    shapes = (schema.ASSEMBLY, schema.HIGH_WAGE_MATERIAL, schema.TRANSPORT, schema.TECHNOLOGY, schema.ASSEMBLY_PLANT)
    for shape in shapes:
        yield from _flat("labor", shape, ())


def _metal(table: str) -> Iterator[FieldRef]:
    yield from _extra(table, ("good_id", "identifier", "The good that the row is about."))
    yield from (item for item in _flat(table, schema.METAL, ()) if item.name == "period")
    yield from _flat(table, schema.METAL_PURCHASE, ())
    yield from _extra(
        table, ("summed_value", "amount", "All purchases, where they are not listed."),
        ("summed_originating_value", "amount", "The originating part of all purchases."),
    )  # fmt: skip


def _elections() -> Iterator[FieldRef]:
    yield from _extra("elections", ("good_id", "identifier", "The good that the row is about."))
    yield from _flat("elections", schema.ELECTIONS, ("elections",))
    yield from _staging("elections")


def _staging(table: str) -> Iterator[FieldRef]:
    name = "alternative_staging"
    yield _block(table, name, (name,))
    yield from _flat(table, schema.ALTERNATIVE_STAGING, (name,), f"{name}_")


_KINDS_OF_WORKER = (
    "production", "skilled_trades", "supervisor", "agency", "intern_with_agreement", "intern_without_agreement",
    "management", "research_development", "engineering_off_line", "other_personnel",
)  # fmt: skip
_BASES_OF_PAY = ("hourly", "daily", "weekly", "biweekly", "semi_monthly", "monthly", "piece_rate", "gross")
_PAYROLL: tuple[_Extra, ...] = (
    ("plant", "identifier", "The plant or facility."),
    ("country", "country", "The country of the plant."),
    ("worker", "identifier", "Number or name of the worker."),
    ("period_from", "date", "First day of the time that the line covers."),
    ("period_to", "date", "Last day of the time that the line covers."),
    ("direct_hours", "amount", "Hours of direct production work, overtime included (UR 12)."),
    ("other_hours", "amount", "All other hours worked."),
    ("break_hours", "amount", "Paid meal and break time, where kept apart (29 CFR 810.115)."),
    ("overtime_hours", "amount", "The overtime among the hours: it stays in at the base rate."),
    ("pay", "amount", "Pay on its basis: a rate per hour, day, piece or pay period, or the gross pay of the line."),
    ("pay_units", "amount", "How many days, pay periods or pieces were paid."),
    ("premiums", "amount", "Overtime, shift and other premiums, bonuses and incentive pay: left out."),
    ("benefits", "amount", "Benefits: left out."),
    ("currency", "currency", "Currency of the pay."),
)


def _payroll() -> Iterator[FieldRef]:
    yield from _extra("payroll", *_PAYROLL)
    told = "What the worker is; agency: paid by a third party, pay is what the worker receives."
    yield FieldRef("payroll", "worker_kind", "choice", (), told, _KINDS_OF_WORKER)
    yield FieldRef("payroll", "pay_basis", "choice", (), "How pay is stated.", _BASES_OF_PAY)


def _rates() -> Iterator[FieldRef]:
    yield FieldRef("rates", "currency", "currency", (), "Currency of lines.")
    yield FieldRef("rates", "rate", "above_zero", (), "Units of the good's currency for one unit of it.")


def _ledger() -> Iterator[FieldRef]:
    yield FieldRef("ledger", "account", "identifier", (), "Account of the books.")
    yield from _extra(
        "ledger", ("account_name", "text", "What the account is called."),
        ("amount", "signed", "Debit above zero, credit below."), ("debit", "signed", "Debit."),
        ("credit", "signed", "Credit."),
    )  # fmt: skip
    categories = tuple(load_law().cost_categories)
    yield FieldRef("ledger", "category", "choice", (), "What the cost is (UR 1(1), 1(6)).", categories)
    yield FieldRef("ledger", "excluded", "choice", (), "The excluded cost that it is (UR 7(11)).", EXCLUDED_COSTS)
    yield from _extra("ledger", ("good", "identifier", "The good to which the producer charges the cost."))
    yield FieldRef("ledger", "allocation", "choice", (), "Method of Schedule 5, Appendix A, B or C.", ALLOCATIONS)
    yield from _extra(
        "ledger", ("base", "text", "Base by which the cost is allocated."),
        ("debt", "identifier", "The debt on which interest is paid."),
        ("posted_on", "date", "Day on which the line was recorded."),
        ("currency", "currency", "Currency of the amount, if not that of the books."),
        ("rate", "above_zero", "Rate of exchange by which it was recorded (UR 2)."),
    )  # fmt: skip


ALLOCATIONS = ("cost_ratio", "direct_labor_and_material", "direct_cost")
MOVEMENTS = ("receipt", "opening", "withdrawal")
OF_BOOKS = ("ledger", "inventory", "averaging")
"""Tables of a producer's books and elections; the others are tables of cases."""


def _inventory() -> Iterator[FieldRef]:
    yield FieldRef("inventory", "material", "identifier", (), "What is held: fungible or identical units.")
    yield from _extra("inventory", ("moved_on", "date", "Day of the movement."))
    yield FieldRef("inventory", "movement", "choice", (), "Receipt, opening inventory, or withdrawal.", MOVEMENTS)
    yield from _extra(
        "inventory", ("quantity", "above_zero", "Units moved."),
        ("unit_value", "amount", "Value of one unit (UR 8)."),
        ("originating", "status", "Whether the units are originating, or so marked."),
    )  # fmt: skip


NAMED = "election"


@cache
def averaged() -> tuple[Shape, Shape]:
    """What a row of a table of elections can state: of the election, and of the good that it is about."""
    election = averages().by_name["elections"].shape or averages()
    return election, election.by_name["goods"].shape or election


def _averaging() -> Iterator[FieldRef]:
    yield FieldRef("averaging", NAMED, "identifier", (), "Name of the election, where a table holds several.")
    election, good = averaged()
    for item in (*_flat("averaging", election, ()), *_flat("averaging", good, (), renamed={"id": GOOD_ID})):
        yield replace(item, path=())


_TABLES = {
    "goods": _goods,
    "materials": _materials,
    "parts": _parts,
    "labor": _labor,
    "steel": lambda: _metal("steel"),
    "aluminum": lambda: _metal("aluminum"),
    "elections": _elections,
    "rates": _rates,
    "ledger": _ledger,
    "inventory": _inventory,
    "averaging": _averaging,
    "payroll": _payroll,
}


def _extra(table: str, *described: _Extra) -> Iterator[FieldRef]:
    for name, kind, told in described:
        yield FieldRef(table, name, kind, (), told)


def _flat(
    table: str, shape: Shape, path: tuple[str, ...], prefix: str = "", renamed: Mapping[str, str] | None = None
) -> Iterator[FieldRef]:
    """The fields of a block that one cell can hold, and those of the blocks inside it."""
    for item in shape.fields:
        name = (renamed or {}).get(item.name, f"{prefix}{item.name}")
        if item.kind == "record" and item.shape is not None:
            yield _block(table, name, (*path, item.name))
            yield from _flat(table, item.shape, (*path, item.name), f"{name}_")
        elif item.kind not in {"records", "one_or_more", "rates"}:
            yield FieldRef(table, name, _kind(item), (*path, item.name), item.help, item.choices)


def _block(table: str, name: str, path: tuple[str, ...]) -> FieldRef:
    return FieldRef(table, name, "block", path, "Write none if the block is there and empty.", ("none",))


def _kind(item: Field) -> ColumnKind:
    return "identifier" if item.name in _IDENTIFIERS else item.kind  # type: ignore[return-value]
