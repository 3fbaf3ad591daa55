"""Checks of sums: a stated net cost against the costs it is built from (UR 7(11), 8(8); docs/readings.md 4, 7, 19).

A sum is known between two bounds. A stated figure above the upper bound, or beside a sum that is known exactly, is a
problem; materials worth more than a net cost are lawful (currency gains, recoverable taxes), so that is a warning.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rvc.lines.build import Draft
from rvc.lines.case import Material
from rvc.lines.check_lines import HALF_A_CENT
from rvc.lines.making import made_outside
from rvc.lines.statements import of_one_unit
from rvc.lines.tree import Path
from rvc.lines.valuation import line_value

_ZERO, _ONE = Decimal(0), Decimal(1)
_COST_FIELDS = (
    "quantity", "unit_value", "line_value", "valuation", "role", "made", "intermediate", "other_cost", "excluded_cost",
    "deductions", "statement", "currency", "rate", "parent", "origin",
)  # fmt: skip


@dataclass(slots=True)
class Sum:
    """A cost of at least `least` and at most `most`; None: no upper bound."""

    least: Decimal
    most: Decimal | None

    def __add__(self, other: "Sum") -> "Sum":
        """Both together."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Sum(self.least + other.least, most)

    def times(self, factor: Decimal) -> "Sum":
        """So many of them."""
        return Sum(self.least * factor, None if self.most is None else self.most * factor)


def _exactly(cost: Decimal) -> Sum:
    return Sum(cost, cost)


NOTHING = _exactly(_ZERO)
UNKNOWN = Sum(_ZERO, None)


def check_sums(draft: Draft) -> Decimal | None:
    """Compare each stated net cost with what it is built from. The lines stand in a tree.

    Returns:
        The most that the net cost of the good can be by its costs; None if nothing limits it.
    """
    materials = draft.case.materials
    inside: dict[str | None, list[int]] = defaultdict(list)
    for position, material in enumerate(materials):
        inside[material.parent].append(position)
    costs, flawless = [UNKNOWN] * len(materials), draft.flawless
    for position in _from_the_leaves(materials, inside):
        material = materials[position]
        lines = _total([costs[child] for child in inside[material.id]]) if material.id in inside else None
        rate = _rate(draft, material)
        readable = flawless or all(draft.whole("materials", position, name) for name in _COST_FIELDS)
        if lines is not None and readable and rate is not None:
            _check_line(draft, position, lines, rate)
        costs[position] = _cost(material, lines, rate) if readable and rate is not None else UNKNOWN
    return _check_good(draft, _total([costs[position] for position in inside[None]])) if materials else None


def own_costs(costs: Decimal | None, excluded: Decimal | None) -> Sum:
    """Costs less those excluded: exact where both are known; never below zero where the excluded ones are unknown."""
    if costs is None:
        return UNKNOWN
    return Sum(_ZERO, costs) if excluded is None else _exactly(costs - excluded)


def _total(costs: Sequence[Sum]) -> Sum:
    most = [cost.most for cost in costs if cost.most is not None]
    least = sum([cost.least for cost in costs], _ZERO)
    return Sum(least, sum(most, _ZERO) if len(most) == len(costs) else None)


def _from_the_leaves(materials: Sequence[Material], inside: dict[str | None, list[int]]) -> list[int]:
    order, waiting = [], list(inside.get(None, ()))
    while waiting:
        position = waiting.pop()
        order.append(position)
        waiting.extend(inside.get(materials[position].id, ()))
    return order[::-1]


def _rate(draft: Draft, material: Material) -> Decimal | None:
    """Units of the good's currency for one of the line's; None where it is not known."""
    if material.currency is None or material.currency == draft.case.good.currency:
        return _ONE
    return material.rate or draft.case.rates.get(material.currency)


def _cost(material: Material, lines: Sum | None, rate: Decimal) -> Sum:
    """What a line costs one parent, in the good's currency."""
    if material.role == "packing":
        return NOTHING
    said = of_one_unit(material.statement, "net_cost") if material.statement is not None else None
    if said is not None and not made_outside(material):
        cuts = material.deductions
        moving = (cuts.freight, cuts.insurance, cuts.packing, cuts.duties, cuts.brokerage) if cuts else ()
        exact = material.quantity * said + sum((cut for cut in moving if cut), _ZERO)
        return _exactly(exact * rate)
    value = line_value(material)
    if value is not None:
        return _exactly(value * rate)
    if material.made != "in_house" or lines is None or made_outside(material):
        return UNKNOWN
    own = own_costs(material.other_cost, material.excluded_cost)
    if material.intermediate:  # its excluded costs stay if it originates (UR 8(8))
        own = Sum(own.least, material.other_cost)
    return (lines + own.times(rate)).times(material.quantity)


def _check_line(draft: Draft, position: int, lines: Sum, rate: Decimal) -> None:
    material = draft.case.materials[position]
    if material.net_cost is not None:
        built = lines + own_costs(material.other_cost, material.excluded_cost).times(rate)
        _compare(draft, ("materials", position, "net_cost"), material.net_cost * rate, built)


def _check_good(draft: Draft, lines: Sum) -> Decimal | None:
    value = draft.case.value
    if value is None or not draft.whole("value"):
        return None
    costs = value.costs
    parts = (costs.other_product, costs.period, costs.other) if costs else (None,)
    known = [part for part in parts if part is not None]
    beside = sum(known, _ZERO) if len(known) == len(parts) else None
    block = costs.excluded if costs else None
    excluded = None
    if block is not None:
        categories = (block.sales_promotion, block.royalties, block.shipping_and_packing, block.non_allowable_interest)
        excluded = sum((item for item in categories if item is not None), _ZERO)
    built = lines + own_costs(beside, excluded)
    if value.net_cost is not None:
        _compare(draft, ("value", "net_cost"), value.net_cost, built)
    elif built.most is not None and built.most <= 0:
        draft.say("net_cost.none_left", ("value", "costs"), seen=f"{built.most:f}")
    total = lines + own_costs(beside, _ZERO)
    if value.total_cost is not None and total.least == total.most and abs(value.total_cost - total.least) > HALF_A_CENT:
        draft.say("total_cost.disagrees", ("value", "total_cost"), seen=str(value.total_cost), built=f"{total.least:f}")
    return built.most


def _compare(draft: Draft, path: Path, stated: Decimal, built: Sum) -> None:
    seen = f"{stated:f}"
    if built.most is not None and stated > built.most + HALF_A_CENT:
        code = "net_cost.disagrees" if built.least == built.most else "net_cost.above_costs"
        draft.say(code, path, seen=seen, built=f"{built.most:f}")
    elif stated < built.least - HALF_A_CENT:
        if built.least == built.most:
            draft.say("net_cost.disagrees", path, seen=seen, built=f"{built.least:f}")
        else:
            draft.warn("net_cost.below_materials", path, seen=seen, built=f"{built.least:f}")
