"""What each plant contributes to labor value content, and which wages would bring points that lack (UR 18(4)-(8))."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from rvc.base.outcome import Outcome
from rvc.law.load import Law
from rvc.lines.case import Labor
from rvc.rules.labor_value import HUNDRED, wage_qualifies


@dataclass(frozen=True)
class Contribution:
    """A plant that a block states: where, the wage it pays and what it counts with.

    `points` are what it adds, or would add at a qualifying wage, in percentage points; None where value or whole is not
    known. `raise_needed` is the part of its wage by which that would have to rise, 0 where it qualifies; None where the
    wage is not known or no wage helps.
    """

    path: tuple[str | int, ...]
    name: str
    country: str | None
    wage: Decimal | None
    currency: str | None
    qualifies: Outcome
    amount: Decimal | None
    points: Fraction | None
    raise_needed: Fraction | None


def contributions(law: Law, labor: Labor, net_cost: Fraction | None) -> tuple[Contribution, ...]:
    """Materials, transport and assembly labor of a block, each with its points, in the order in which they stand.

    By annual purchase value the points are those without assembly labor, which is in part and whole alike if the
    producer includes it (UR 18(6)(b)), so that it has no points of its own.
    """
    stated = list(_stated(law, labor))
    if labor.basis == "net_cost":
        return tuple(_with_points(each, net_cost) for each in stated)
    total = labor.total_annual_purchase_value
    return tuple(
        _with_points(each, None if total is None or each.path[0] == "assembly" else Fraction(total)) for each in stated
    )


def fewest(found: tuple[Contribution, ...], needed: Fraction) -> tuple[Contribution, ...]:
    """Of the plants that count, the fewest that reach the points needed, the largest first; () if all do not.

    The others need not be calculated, nor named in the certification (UR 18(8); 29 CFR 810.405(a)(4)).
    """
    counted = [each for each in found if each.qualifies is Outcome.PASS and each.points]
    return _until(sorted(counted, key=lambda each: -(each.points or 0)), needed)


def least_raises(found: tuple[Contribution, ...], lacking: Fraction) -> tuple[Contribution, ...]:
    """Of the plants that do not count, those whose wages bring the points that lack; () if all do not.

    Wages rise by parts of themselves: the largest rise is as small as it can be, and no plant is among them needlessly.
    """
    below = [each for each in found if each.qualifies is Outcome.FAIL and each.raise_needed is not None and each.points]
    by_rise = sorted(below, key=lambda each: (each.raise_needed or 0, -(each.points or 0)))
    several = _until(by_rise, lacking)
    needed = list(several)
    for each in several[:-1]:
        rest = [other for other in needed if other is not each]
        if sum(other.points or 0 for other in rest) >= lacking:
            needed = rest
    return tuple(needed)


def _until(ordered: list[Contribution], needed: Fraction) -> tuple[Contribution, ...]:
    total, taken = Fraction(0), []
    for each in ordered:
        if total >= needed:
            break
        taken.append(each)
        total += each.points or 0
    return tuple(taken) if total >= needed else ()


def _stated(law: Law, labor: Labor) -> Iterator[Contribution]:
    for place, item in enumerate(labor.materials or ()):
        yield _of(
            law, ("materials", place), item.description or "", item.plant_country, item.average_base_hourly_wage,
            item.wage_currency, item.value,
        )  # fmt: skip
    for place, haul in enumerate(labor.transport or ()):
        yield _of(
            law, ("transport", place), "", haul.country, haul.average_base_hourly_wage, haul.wage_currency, haul.cost
        )  # fmt: skip
    plant = labor.assembly
    if plant is not None and labor.hw_labor_cost is None:
        yield _of(
            law, ("assembly",), "", plant.country, plant.average_base_hourly_wage, plant.wage_currency, plant.labor_cost
        )  # fmt: skip


def _of(
    law: Law, path: tuple[str | int, ...], name: str, country: str | None, wage: Decimal | None, currency: str | None,
    amount: Decimal | None,
) -> Contribution:  # fmt: skip
    required = law.figures.wages.get(country or "")
    qualifies = wage_qualifies(law, country, wage)
    rise = None
    if required is not None and wage:
        rise = max(Fraction(required.hourly) / Fraction(wage) - 1, Fraction(0))
    return Contribution(path, name, country, wage, currency, qualifies, amount, None, rise)


def _with_points(each: Contribution, whole: Fraction | None) -> Contribution:
    if not whole or each.amount is None:
        return each
    points = HUNDRED * Fraction(each.amount) / whole
    return replace(each, points=points)
