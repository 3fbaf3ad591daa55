"""The rules in force on a date, as data: every percentage with its citation, or all that bears on one HS code."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rvc.base.hs import digits, dotted
from rvc.law.kinds import kinds_of
from rvc.law.model import Alternative, Schedule, TableEntry
from rvc.law.regime import Law
from rvc.law.tables import TABLES

SCHEMA = "rvc-rules/1"

# Which schedules speak of a kind of vehicle or a use of a part, by the first words of their names.
_LIGHT = ("vehicle.light", "core", "alternative_staging", "direct_production_worker", "steel", "aluminum", "de_minimis")
_HEAVY = (
    "vehicle.heavy",
    "heavy_truck_credit",
    "labor_value.heavy_truck",
    "direct_production_worker",
    "steel",
    "aluminum",
    "de_minimis",
)
_OF_KIND = {
    "passenger_vehicle": (*_LIGHT, "labor_value.passenger_vehicle"),
    "light_truck": (*_LIGHT, "labor_value.light_truck"),
    "heavy_truck": _HEAVY,
    "other_vehicle": ("other_vehicle", "new_plant", "de_minimis"),
    "part": ("core", "table_b", "table_c", "table_d", "table_e", "steering_slip", "other_vehicle", "de_minimis"),
}
_OF_USE = {
    "passenger_light": ("core", "table_b", "table_c", "alternative_staging.a1", "de_minimis"),
    "heavy_truck": ("table_d", "table_e", "steering_slip", "de_minimis"),
    "vehicle_20_2": ("other_vehicle.20_2", "de_minimis"),
    "vehicle_20_3": ("other_vehicle.20_3", "de_minimis"),
    "aftermarket": ("de_minimis",),
    "other": ("de_minimis",),
}
KINDS = tuple(_OF_KIND)
USES = tuple(_OF_USE)


@dataclass(frozen=True)
class Percentage:
    """A requirement on a date: the percentage (None before its first step), since when, and the step that follows."""

    schedule: str
    says: str
    comparison: str
    percent: str | None
    since: str | None
    next_percent: str | None
    next_on: str | None
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Amount:
    """A wage, a capacity, a period or a day that the tests use; `of` says whose."""

    name: str
    of: str
    value: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Cited:
    """An instrument that citations point to."""

    prefix: str
    title: str
    url: str
    hs_edition: str


@dataclass(frozen=True)
class LawOn:
    """Which law, as in a report: regime, the date, version and hash of the law data."""

    regime: str
    as_of: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Overview:
    """Every percentage of a regime on a date."""

    schema: str
    law: LawOn
    percentages: tuple[Percentage, ...]
    amounts: tuple[Amount, ...]
    sources: tuple[Cited, ...]


@dataclass(frozen=True)
class KindOf:
    """What a good of the code is, without the features that the code does not tell."""

    kind: str
    why: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Required:
    """The RVC that an alternative asks for by one method; `open`: on one of two readings of the law only."""

    method: str
    requirement: Percentage
    open: bool


@dataclass(frozen=True)
class Way:
    """One alternative of the product rule, with what it requires on the date."""

    citation: str
    text: str
    uses: tuple[str, ...]
    goods: tuple[str, ...]
    features: tuple[str, ...]
    without_features: tuple[str, ...]
    required: tuple[Required, ...]
    only_if: bool
    doubt: str | None


@dataclass(frozen=True)
class Rule:
    """A product rule, with its verbatim text and the alternatives asked for."""

    hs: tuple[str, ...]
    describes: str
    citation: str
    text: str
    named_goods: tuple[str, ...]
    alternatives: tuple[Way, ...]


@dataclass(frozen=True)
class TableLine:
    """A line of a table that holds the code; `ex`: only the goods described."""

    table: str
    hs: str
    ex: bool
    describes: str
    component: str | None
    citation: str


@dataclass(frozen=True)
class CodeRules:
    """All that the law data say of one HS code on a date."""

    schema: str
    law: LawOn
    hs: str
    hs2012: str
    kinds: tuple[KindOf, ...]
    rule: Rule | None
    tables: tuple[TableLine, ...]


def overview(law: Law, on: date, *, use: str | None = None, kind: str | None = None) -> Overview:
    """The percentages in force on a date, all of them or those that speak of a use or a kind."""
    wanted = (_OF_USE[use] if use else ()) + (_OF_KIND[kind] if kind else ())
    return Overview(
        SCHEMA,
        LawOn(law.regime, on.isoformat(), law.version, law.sha256),
        tuple(
            percentage(schedule, on) for schedule in law.schedules.values() if not wanted or _of(schedule.name, wanted)
        ),
        tuple(_amounts(law)),
        tuple(Cited(item.prefix, item.title, item.url, item.hs_edition) for item in law.sources),
    )


def of_code(law: Law, hs: str, on: date, *, use: str | None = None, kind: str | None = None) -> CodeRules:
    """The product rule of a code, its alternatives with their percentages on a date, and the tables that hold it.

    Raises:
        ValueError: the code is not one of 6, 8 or 10 digits.
    """
    written = digits(hs)
    hs2012 = law.to_2012(written)
    return CodeRules(
        SCHEMA,
        LawOn(law.regime, on.isoformat(), law.version, law.sha256),
        dotted(written),
        dotted(hs2012),
        tuple(KindOf(item.kind, item.why, item.cite) for item in kinds_of(law, hs2012, written, (), use)),
        _rule(law, hs2012, on, {name for name in (use, kind) if name and name != "part"}),
        tuple(_line(entry) for table in TABLES for entry in law.in_table(table, hs2012)),
    )


def percentage(schedule: Schedule, on: date) -> Percentage:
    """What a schedule requires on a date."""
    now = next((step for step in reversed(schedule.steps) if step.start <= on), None)
    after = next((step for step in schedule.steps if step.start > on), None)
    return Percentage(
        schedule.name,
        schedule.says,
        schedule.comparison,
        None if now is None else _percent(now.basis_points),
        None if now is None or now.start == date.min else now.start.isoformat(),
        None if after is None else _percent(after.basis_points),
        None if after is None else after.start.isoformat(),
        (now.cite,) if now is not None and now.cite else schedule.cite,
    )


def _percent(basis_points: int) -> str:
    written = f"{Decimal(basis_points) / 100:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _of(name: str, wanted: Collection[str]) -> bool:
    return any(name == start or name.startswith(f"{start}.") for start in wanted)


def _amounts(law: Law) -> Iterator[Amount]:
    figures = law.figures
    for country, wage in figures.wages.items():
        yield Amount("wage", country, f"{wage.currency} {wage.hourly}", wage.cite)
    for (group, makes), units in figures.capacity.items():
        yield Amount("capacity", f"{makes}, {group}", str(units), figures.cites[f"capacity.{group}.{makes}"])
    yield Amount("contract_years", "", str(figures.contract_years), figures.cites["contract_years"])
    for plant, years in figures.new_plant_years.items():
        yield Amount("new_plant_years", plant, str(years), figures.cites[f"new_plant_years.{plant}"])
    yield Amount("melted_from", "", figures.melted_from.isoformat(), figures.cites["melted_from"])


def _rule(law: Law, hs2012: str, on: date, wanted: Collection[str]) -> Rule | None:
    rule = law.rule(hs2012)
    if rule is None:
        return None
    return Rule(
        tuple(str(held) for held in rule.hs),
        rule.describes,
        rule.cite,
        rule.text.strip(),
        rule.named_goods,
        tuple(_way(law, item, on) for item in rule.alternatives if not wanted or set(wanted) & set(item.uses)),
    )


def _way(law: Law, item: Alternative, on: date) -> Way:
    asked = (
        ("net_cost", item.net_cost, False),
        ("transaction_value", item.transaction_value, False),
        ("net_cost", item.open_schedule, True),
    )
    return Way(
        item.cite,
        item.text,
        item.uses,
        item.goods,
        item.features,
        item.without_features,
        tuple(
            Required(method, percentage(law.schedule(name), on), open_reading)
            for method, name, open_reading in asked
            if name
        ),
        item.only_if,
        item.doubt or None,
    )


def _line(entry: TableEntry) -> TableLine:
    return TableLine(entry.table, str(entry.hs), entry.ex, entry.describes, entry.component or None, entry.cite)
