"""A raw case as fractions: the good and its tree of materials, every amount in the good's currency (readings 1-3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.answer import Answer
from tests.oracle.tables import hs_2012, named_good


@dataclass(frozen=True)
class Line:
    """A material as it enters one unit of what it goes into; amounts stated for one unit are times its quantity."""

    id: str
    core_part: str | None
    component: str | None
    hs: str | None
    named: str | None
    origin: str | None
    originating: bool | None
    claim: Mapping[str, Any] | None
    acquired_on: date | None
    in_house: bool
    designated: bool
    role: str
    recovered: bool
    quantity: Fraction
    value: Fraction | None
    transport: Fraction
    waste: Fraction
    net_cost: Fraction | None
    transaction_value: Fraction | None
    vnm: Fraction | None
    vnm_components: Fraction | None
    other_cost: Fraction | None
    excluded_cost: Fraction
    statement: Mapping[str, Fraction]
    supplier_designated: bool | None
    children: tuple["Line", ...]

    @property
    def opened(self) -> bool:
        """Whether its own materials are known."""
        return bool(self.children)


@dataclass(frozen=True)
class Bill:
    """One case under one reading of its kind and use; `answers` remembers what was found of each line."""

    case: Mapping[str, Any]
    day: date
    features: frozenset[str]
    lines: tuple[Line, ...] | None
    kind: str = "part"
    use: str = "other"
    provision: str = ""
    staging: bool = False
    answers: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def good(self) -> Mapping[str, Any]:
        """The good's own block."""
        good: Mapping[str, Any] = self.case["good"]
        return good

    @property
    def hs(self) -> str:
        """The good's code in HS 2012."""
        return hs_2012(self.good["hs"])

    def election(self, name: str, default: str) -> str:
        """What the user elected."""
        return str((self.case.get("elections") or {}).get(name) or default)

    def read_as(self, kind: str, use: str, provision: str) -> "Bill":
        """The same case under another reading."""
        return replace(self, kind=kind, use=use, provision=provision, answers={})

    def all_lines(self) -> list[Line]:
        """Every material at every depth."""
        found: list[Line] = []
        waiting = list(self.lines or ())
        while waiting:
            line = waiting.pop(0)
            found.append(line)
            waiting.extend(line.children)
        return found


def amount(value: object) -> Fraction | None:
    """A number as written."""
    return None if value is None else Fraction(str(value))


def day_of(value: object) -> date | None:
    """A date as written."""
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))


def yes_no(value: bool | None) -> Answer:
    """A stated yes or no; open where it was not stated."""
    return Answer.OPEN if value is None else Answer.YES if value else Answer.NO


def read(case: Mapping[str, Any]) -> Bill:
    """The case as it is judged."""
    good = case["good"]
    materials = case.get("materials")
    lines = None
    if materials:  # an empty list says nothing
        known = {item["id"] for item in materials}
        top = [item for item in materials if item.get("parent") is None]
        if any(item.get("parent") is not None and item["parent"] not in known for item in materials):
            raise ValueError("a parent is missing")
        lines = tuple(_line(item, materials, case) for item in top)
    day = day_of(good["date"])
    if day is None:
        raise ValueError("no date")
    return Bill(case, day, frozenset(good.get("features") or ()), lines)


def _line(item: Mapping[str, Any], materials: list[Mapping[str, Any]], case: Mapping[str, Any]) -> Line:
    rate = _rate(item, case)
    quantity = amount(item.get("quantity")) or Fraction(1)

    abroad = item.get("origin") not in (None, "CA", "MX", "US")  # reading 13: its making counts for nothing

    def once(name: str) -> Fraction | None:
        figure = None if abroad and name != "unit_value" else amount(item.get(name))
        return None if figure is None else figure * quantity * rate

    by_line = amount(item.get("line_value"))
    value = once("unit_value") if by_line is None else by_line * rate
    cuts = {name: amount(cut) or Fraction(0) for name, cut in (item.get("deductions") or {}).items()}
    moved = sum((cut for name, cut in cuts.items() if name != "waste"), Fraction(0))
    statement = {
        name: Fraction(str(figure)) * quantity * rate
        for name, figure in (item.get("statement") or {}).items()
        if figure is not None and name != "designated" and not abroad
    }
    written = item.get("hs")
    hs = None if written is None else hs_2012(str(written))
    core_part, component = item.get("core_part"), item.get("component")
    return Line(
        id=item["id"],
        core_part=core_part,
        component=component,
        hs=hs,
        named=item.get("named_good") or named_good(core_part, component, hs),
        origin=item.get("origin"),
        originating=item.get("originating"),
        claim=item.get("claim"),
        acquired_on=day_of(item.get("acquired_on")),
        in_house=item.get("made") == "in_house" and not abroad,
        designated=bool(item.get("intermediate")) and not abroad,
        role=item.get("role") or "direct",
        recovered=bool(item.get("recovered")),
        quantity=quantity,
        value=value,
        transport=moved * rate,
        waste=cuts.get("waste", Fraction(0)) * rate,
        net_cost=once("net_cost"),
        transaction_value=once("transaction_value"),
        vnm=once("vnm"),
        vnm_components=once("vnm_components"),
        other_cost=once("other_cost"),
        excluded_cost=once("excluded_cost") or Fraction(0),
        statement=statement,
        supplier_designated=(item.get("statement") or {}).get("designated"),
        children=tuple(
            _line(child, materials, case) for child in materials if child.get("parent") == item["id"] and not abroad
        ),
    )


def _rate(item: Mapping[str, Any], case: Mapping[str, Any]) -> Fraction:
    currency = item.get("currency")
    if currency is None or currency == case["good"].get("currency"):
        return Fraction(1)
    own = amount(item.get("rate"))
    return own if own is not None else Fraction(str(case["rates"][currency]))
