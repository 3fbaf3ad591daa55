"""Labor value content: UR 12, 18."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle import figures
from tests.oracle.answer import NO, NOTHING, OPEN, UNKNOWN, YES, Answer, Bounds, Content, any_of, exactly, share, stated
from tests.oracle.bill import Bill, amount

LIGHT = ("passenger_vehicle", "light_truck")


@dataclass(frozen=True)
class LaborValue:
    """The content by one block: points of high-wage material and labor, technology, assembly; and their sum."""

    status: Answer
    high_wage: Content
    technology: Content
    assembly: Content
    total: Content


def qualifies(country: str | None, wage: Fraction | None, currency: str | None) -> Answer:
    """UR 12: a plant in the region that pays at least US$16, CA$20.88 or MXN$294.22 an hour."""
    if country is None:
        return OPEN
    if country not in figures.REGION:
        return NO
    if wage is None or currency != figures.CURRENCIES[country]:
        return OPEN
    return YES if wage >= figures.WAGES[country] else NO


def _pays(item: Mapping[str, Any], country: str = "country") -> Answer:
    wage = amount(item.get("average_base_hourly_wage"))
    return qualifies(item.get(country), wage, item.get("wage_currency"))


def _counted(answer: Answer, value: object) -> Bounds:
    """A value that counts if its plant qualifies (reading 37)."""
    if answer is NO:
        return NOTHING
    known = stated(amount(value))
    return known if answer is YES else known.from_nothing()


def high_wage_materials(block: Mapping[str, Any]) -> Bounds:
    """UR 18(4), 18(7), 18(20): materials of qualifying plants, and transport by qualifying carriers."""
    materials = block.get("materials")  # an empty list says that there is none; a missing one says nothing
    result = UNKNOWN if materials is None else NOTHING
    for item in materials or ():
        result = result + _counted(_pays(item, "plant_country"), item.get("value"))
    for item in block.get("transport") or ():  # may be included (UR 18(20)): left out, none is claimed
        result = result + _counted(_pays(item), item.get("cost"))
    return result


def high_wage_labor(block: Mapping[str, Any]) -> Bounds:
    """UR 18(3)(b): wages in the assembly of the vehicle, at a qualifying assembly plant."""
    assembly = block.get("assembly")
    return UNKNOWN if assembly is None else _counted(_pays(assembly), assembly.get("labor_cost"))


def high_wage_points(block: Mapping[str, Any], net_cost: Bounds) -> Content:
    """UR 18(6): by net cost, or by annual purchase value with or without labor, the better."""
    materials, labor = high_wage_materials(block), high_wage_labor(block)
    if block["basis"] == "net_cost":
        return share(materials + labor, net_cost)
    purchases = stated(amount(block.get("total_annual_purchase_value")))
    without = share(materials, purchases)
    worst, best = without.worst, without.best
    if purchases.most is not None and purchases.most + labor.least > 0:
        worst = _larger(worst, (materials.least + labor.least) / (purchases.most + labor.least) * 100)
    if best is not None and materials.most is not None:
        limit = Fraction(100)  # what the fraction comes to as labor grows
        if labor.most is not None:
            limit = (materials.most + labor.most) / (purchases.least + labor.most) * 100
        best = _larger(best, limit)
    return Content(worst, best)


def _larger(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    known = [figure for figure in (first, second) if figure is not None]
    return max(known, default=None)


def technology_credit(block: Mapping[str, Any]) -> Content:
    """UR 18(9), 18(10): research and information technology wages in percent of production wages, to 10 points."""
    cap = figures.TECHNOLOGY_CAP
    said = block.get("technology")
    if said is None:
        return Content(Fraction(0), cap)
    research = stated(amount(said.get("research_and_development_wages")))
    technology = stated(amount(said.get("information_technology_wages")))
    production = amount(said.get("production_wages"))
    if not production:
        return Content(Fraction(0), cap)
    wages = research + technology
    least = min(cap, wages.least / production * 100)
    return Content(least, cap if wages.most is None else min(cap, wages.most / production * 100))


def assembly_credit(bill: Bill, block: Mapping[str, Any]) -> Content:
    """UR 18(12)-(14): five points with one high-wage assembly plant of the capacity that UR 12 asks for."""
    plants = block.get("assembly_plants")
    found = OPEN if plants is None else any_of(_plant_qualifies(bill, plant) for plant in plants)
    credit = figures.ASSEMBLY_CREDIT
    return Content(credit if found is YES else Fraction(0), Fraction(0) if found is NO else credit)


def _plant_qualifies(bill: Bill, plant: Mapping[str, Any]) -> Answer:
    group = "light" if bill.kind in LIGHT else "heavy"
    capacity = amount(plant.get("capacity"))
    enough = OPEN if capacity is None else _yes(capacity >= figures.CAPACITY[group, plant["makes"]])
    years = amount(plant.get("contract_years"))
    contract = OPEN if years is None else _yes(years >= figures.CONTRACT_YEARS)
    relation = {"own": YES, "contract": contract}.get(plant.get("relation") or "", OPEN)
    if plant.get("relation") is None and contract is YES:
        relation = YES  # either way
    return min(_pays(plant), enough, relation)


def _yes(condition: bool) -> Answer:
    return YES if condition else NO


def labor_value_of(bill: Bill, block: Mapping[str, Any], net_cost: Bounds) -> LaborValue:
    """UR 18(1), 18(2), 18(6): the parts, their sum, and both requirements."""
    high_wage = high_wage_points(block, net_cost)
    technology, assembly = technology_credit(block), assembly_credit(bill, block)
    whole = Content(
        _sum(high_wage.worst, technology.worst, assembly.worst),
        _sum(high_wage.best, technology.best, assembly.best),
    )
    needed, needed_high_wage = requirement(bill)
    status = min(whole.at_least(exactly(needed)), high_wage.at_least(exactly(needed_high_wage)))
    return LaborValue(status, high_wage, technology, assembly, whole)


def requirement(bill: Bill) -> tuple[Fraction, Fraction]:
    """The total and the points of high-wage material and labor required (UR 18(1), 18(2), 19(4)(d))."""
    if bill.staging:
        return figures.STAGING_TOTAL, figures.STAGING_HIGH_WAGE
    kind, day = bill.kind, bill.day
    return figures.labor_value_total(kind, day), figures.labor_value_high_wage(kind, day)


def _sum(*parts: Fraction | None) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if len(known) == len(parts) else None


def blocks(bill: Bill) -> list[Mapping[str, Any]]:
    """The labor blocks of a case: none, one, or one a basis."""
    labor = bill.case.get("labor")
    if labor is None:
        return []
    return list(labor) if isinstance(labor, list | tuple) else [labor]


def labor_value(bill: Bill, net_cost: Bounds) -> list[LaborValue]:
    """Every block, the better first."""
    found = [labor_value_of(bill, block, net_cost) for block in blocks(bill)]
    nothing = Fraction(-1)
    return sorted(
        found,
        key=lambda item: (item.status, nothing if item.total.worst is None else item.total.worst),
        reverse=True,
    )


def heavy_truck_credit(bill: Bill, net_cost: Bounds) -> Bounds:
    """UR 18(22): the points above 30, where the content exceeds 45; open on 1 July 2027 itself, none after it."""
    if bill.kind != "heavy_truck" or bill.day > figures.CREDIT_OPEN_DAY:
        return NOTHING
    found = labor_value(bill, net_cost)
    if not found:
        return UNKNOWN
    least, most = Fraction(0), Fraction(0)
    unlimited = False
    for item in found:
        if item.total.worst is not None and item.total.worst > figures.CREDIT_LVC and item.high_wage.worst is not None:
            least = max(least, item.high_wage.worst - figures.CREDIT_ABOVE)
        if item.total.best is None or item.high_wage.best is None:
            unlimited = True
        elif item.total.best > figures.CREDIT_LVC:
            most = max(most, item.high_wage.best - figures.CREDIT_ABOVE)
    if bill.day == figures.CREDIT_OPEN_DAY:
        least = Fraction(0)
    return Bounds(least, None if unlimited else most)
