"""Exact figures as a result shows them, and as a case takes them over: rounded against the producer, never for it."""

from collections.abc import Mapping
from fractions import Fraction

from rvc.base.decimals import PLACES, money
from rvc.law.cost_categories import EXCLUDED_COSTS
from rvc.net_costing.report import CaseValue, Costs, Excluded, Figure

_MICRO = 10**PLACES
_ZERO = Figure(shown=money(0))
_BLOCK = {"other_product": ("direct_labor", "direct_overhead"), "period": ("period",), "other": ("other",)}


def figure(amount: Fraction) -> Figure:
    """A figure with at least two decimals and at most six, and the fraction where six do not hold it."""
    if not amount:
        return _ZERO
    numerator, denominator = amount.as_integer_ratio()
    whole, rest = divmod(numerator * _MICRO, denominator)
    if not rest:
        return Figure(shown=money(whole))
    nearest = whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2))
    return Figure(shown=money(nearest), exact=f"{numerator}/{denominator}")


def rounded(ratio: Fraction, places: int) -> Fraction:
    """A ratio rounded half-even to some decimals, as the examples of Schedule 5 print it."""
    return Fraction(round(ratio * 10**places), 10**places)


def case_block(
    by_class: Mapping[str, Fraction], excluded: Mapping[str, Fraction], units: Fraction = Fraction(1)
) -> CaseValue | None:
    """The block `value` of a case: costs rounded down and excluded costs up.

    A kind of cost below zero (currency gains) is taken out of another, for a case states none; None where that leaves
    less than nothing, or an excluded cost is below zero: net cost is the same whichever kind holds a cost.
    """
    costs = {name: sum((by_class.get(each, Fraction(0)) for each in of), Fraction(0)) for name, of in _BLOCK.items()}
    for name, into in (("other", "period"), ("period", "other_product")):
        if costs[name] < 0:
            costs[into] += costs[name]
            costs[name] = Fraction(0)
    out = {name: excluded.get(name, Fraction(0)) for name in EXCLUDED_COSTS}
    if any(amount < 0 for amount in (*costs.values(), *out.values())):
        return None
    kept = {name: money(amount / units * _MICRO // 1) for name, amount in costs.items()}
    taken = {name: money(-(-amount / units * _MICRO // 1)) for name, amount in out.items()}
    return CaseValue(costs=Costs(**kept, excluded=Excluded(**taken)))
