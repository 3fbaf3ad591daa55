"""Labor value content: high-wage materials and labor, technology and assembly credits, in exact fractions (UR 18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rvc.base.outcome import Outcome
from rvc.law.load import Law
from rvc.lines.case import AssemblyPlant, Labor
from rvc.lines.schema import REGION

HUNDRED = 100


@dataclass(frozen=True)
class Between:
    """A figure known between two bounds; `most` None: nothing limits it."""

    least: Fraction
    most: Fraction | None

    @property
    def known(self) -> bool:
        """Whether both bounds are the same."""
        return self.least == self.most

    @classmethod
    def stated(cls, figure: Decimal | None) -> "Between":
        """A figure as stated, or anything from zero up."""
        exact = Fraction(figure or 0)
        return cls(exact, None if figure is None else exact)

    def counted(self, qualifies: Outcome) -> "Between":
        """This figure if the plant's wage qualifies, nothing if not, anything between if that is not known."""
        if qualifies is Outcome.FAIL:
            return Between(Fraction(0), Fraction(0))
        return self if qualifies is Outcome.PASS else Between(Fraction(0), self.most)

    def __add__(self, other: "Between") -> "Between":
        """Both together."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Between(self.least + other.least, most)

    def times(self, count: int) -> "Between":
        """So many of it."""
        return Between(self.least * count, None if self.most is None else self.most * count)


@dataclass(frozen=True)
class LaborTest:
    """One block judged. Points are percentage points; `missing` are paths within the block."""

    basis: str
    outcome: Outcome
    total: Between
    high_wage: Between
    technology: Between
    assembly: Between
    required: dict[str, Fraction]
    missing: tuple[str, ...]
    inputs: dict[str, Fraction | None]


def wage_qualifies(law: Law, country: str | None, wage: Decimal | None) -> Outcome:
    """Whether a plant's average base hourly wage reaches that of its country (UR 12, qualifying wage rate).

    The wage is in the plant's own currency, which the reader has checked; a plant outside the region never qualifies.
    """
    if country is not None and country not in REGION:
        return Outcome.FAIL
    if country is None or wage is None:
        return Outcome.UNDETERMINED
    return Outcome.PASS if wage >= law.figures.wages[country].hourly else Outcome.FAIL


def test(law: Law, labor: Labor, net_cost: Between, schedule: str, group: str, day: date) -> LaborTest:
    """Judge one labor block of a vehicle (UR 18(1), (2), (6)-(14), (20)-(21)).

    `schedule` names the requirement ("labor_value.passenger_vehicle"), `group` whose capacities earn the assembly
    credit.
    """
    missing: list[str] = []
    materials, labor_cost = high_wage_sums(law, labor, missing)
    high_wage = _high_wage_points(labor, net_cost, materials, labor_cost, missing)
    points = {
        name: _points(law, f"{schedule}.{name}", day) for name in ("total", "high_wage", "technology", "assembly")
    }
    technology = _technology(labor, points["technology"], missing)
    credit = _assembly_credit(law, labor, group, missing)
    assembly = Between(
        points["assembly"] if credit is Outcome.PASS else Fraction(0),
        Fraction(0) if credit is Outcome.FAIL else points["assembly"],
    )
    total = high_wage + technology + assembly
    sure = total.least >= points["total"] and high_wage.least >= points["high_wage"]
    possible = _reaches(total, points["total"]) and _reaches(high_wage, points["high_wage"])
    outcome = Outcome(int(sure) + int(possible or sure))
    inputs = {
        "net_cost": net_cost.least if labor.basis == "net_cost" and net_cost.least == net_cost.most else None,
        "high_wage_materials": materials.least,
        "high_wage_labor": labor_cost.least,
    }
    needed = () if outcome is not Outcome.UNDETERMINED else tuple(dict.fromkeys(missing))
    return LaborTest(labor.basis, outcome, total, high_wage, technology, assembly, points, needed, inputs)


def better(tests: Sequence[LaborTest]) -> LaborTest:
    """Of two blocks, one a basis, the one that serves the producer better (UR 18(6))."""
    return max(tests, key=lambda item: (item.outcome, item.total.least))


def high_wage_sums(law: Law, labor: Labor, missing: list[str]) -> tuple[Between, Between]:
    """High-wage materials with their transport, and high-wage assembly labor (UR 18(4), 18(7), 18(20), 18(21))."""
    materials = Between(Fraction(0), Fraction(0))
    if labor.hw_material_value is not None:
        materials = Between.stated(labor.hw_material_value)
    elif labor.materials is None:
        materials = Between(Fraction(0), None)
        missing.append("materials")
    for place, item in enumerate(labor.materials or ()):
        qualifies = wage_qualifies(law, item.plant_country, item.average_base_hourly_wage)
        materials += Between.stated(item.value).counted(qualifies)
        _note(missing, f"materials[{place}]", qualifies, "value", item.value)
    for place, haul in enumerate(labor.transport or ()):
        qualifies = wage_qualifies(law, haul.country, haul.average_base_hourly_wage)
        materials += Between.stated(haul.cost).counted(qualifies)
        _note(missing, f"transport[{place}]", qualifies, "cost", haul.cost)
    plant = labor.assembly
    if labor.hw_labor_cost is not None:
        return materials, Between.stated(labor.hw_labor_cost)
    if plant is None:
        missing.append("assembly")
        return materials, Between(Fraction(0), None)
    qualifies = wage_qualifies(law, plant.country, plant.average_base_hourly_wage)
    _note(missing, "assembly", qualifies, "labor_cost", plant.labor_cost)
    return materials, Between.stated(plant.labor_cost).counted(qualifies)


def _note(missing: list[str], path: str, qualifies: Outcome, name: str, figure: Decimal | None) -> None:
    if qualifies is Outcome.UNDETERMINED:
        missing.append(f"{path}.average_base_hourly_wage")
    if figure is None and qualifies is not Outcome.FAIL:
        missing.append(f"{path}.{name}")


def _high_wage_points(
    labor: Labor, net_cost: Between, materials: Between, wages: Between, missing: list[str]
) -> Between:
    """Points of high-wage material and labor, by net cost or by annual purchase value (UR 18(6)(a), (b))."""
    if labor.basis == "net_cost":
        if net_cost.least != net_cost.most:
            missing.append("value.net_cost")
        return _share(materials + wages, net_cost)
    purchases = Between.stated(labor.total_annual_purchase_value)
    if purchases.most is None:
        missing.append("total_annual_purchase_value")
    without = _share(materials, purchases)
    included = (
        _share(materials + wages, purchases + wages)
        if wages.least == wages.most
        else _spread(materials, purchases, wages)
    )
    least = max(without.least, included.least)
    most = None if without.most is None or included.most is None else max(without.most, included.most)
    return Between(least, most)


def _spread(materials: Between, purchases: Between, wages: Between) -> Between:
    """The share with labor on both sides, labor itself being unknown: it never lies below the share without."""
    if wages.most is None:
        return Between(Fraction(0), None)
    top = _share(materials + Between(wages.most, wages.most), purchases + Between(wages.most, wages.most))
    return Between(Fraction(0), top.most)


def _share(part: Between, whole: Between) -> Between:
    """Share of a part in a whole, in percentage points."""
    least = HUNDRED * part.least / whole.most if whole.most else Fraction(0)
    most = None if part.most is None or not whole.least else HUNDRED * part.most / whole.least
    return Between(least, most)


def _technology(labor: Labor, cap: Fraction, missing: list[str]) -> Between:
    """Credit for wages in research, development and information technology, capped (UR 18(9)-(11))."""
    technology = labor.technology
    if technology is None:
        missing.append("technology")
        return Between(Fraction(0), cap)
    spent = Between.stated(technology.research_and_development_wages) + Between.stated(
        technology.information_technology_wages
    )
    credit = _share(spent, Between.stated(technology.production_wages))
    names = ("research_and_development_wages", "information_technology_wages", "production_wages")
    missing.extend(f"technology.{name}" for name in names if getattr(technology, name) is None)
    return Between(min(credit.least, cap), cap if credit.most is None else min(credit.most, cap))


def _assembly_credit(law: Law, labor: Labor, group: str, missing: list[str]) -> Outcome:
    """Whether one plant earns the high-wage assembly credit (UR 12, 18(12)-(14)), or the credit as stated."""
    if labor.assembly_credit is not None:
        return Outcome.PASS if labor.assembly_credit else Outcome.FAIL
    plants = labor.assembly_plants
    if plants is None:
        missing.append("assembly_plants")
        return Outcome.UNDETERMINED
    best = Outcome.FAIL
    for place, plant in enumerate(plants):
        answers = {
            "average_base_hourly_wage": wage_qualifies(law, plant.country, plant.average_base_hourly_wage),
            "capacity": _at_least(plant.capacity, law.figures.capacity.get((group, plant.makes or ""))),
            "relation": _bound(plant, law.figures.contract_years),
        }
        outcome = min(answers.values())
        if outcome is Outcome.UNDETERMINED:
            missing.extend(f"assembly_plants[{place}].{name}" for name, answer in answers.items() if answer == outcome)
        best = max(best, outcome)
    return best


def _bound(plant: AssemblyPlant, years: int) -> Outcome:
    long_enough = _at_least(plant.contract_years, years)
    if plant.relation is None:
        return max(long_enough, Outcome.UNDETERMINED)
    return Outcome.PASS if plant.relation == "own" else long_enough


def _at_least(figure: Decimal | int | None, required: int | None) -> Outcome:
    if figure is None or required is None:
        return Outcome.UNDETERMINED
    return Outcome.PASS if figure >= required else Outcome.FAIL


def _reaches(points: Between, required: Fraction) -> bool:
    return points.most is None or points.most >= required


def _points(law: Law, name: str, day: date) -> Fraction:
    """Percentage points of a schedule on a day."""
    return Fraction(law.schedule(name).on(day) or 0, HUNDRED)
