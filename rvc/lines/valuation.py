"""The value of a material or of a good, built from the price actually paid or payable (UR 8(1), Schedules 3, 4 and 6).

A price counts unless a circumstance stated leaves no transaction value, or an unacceptable one. A material is then
valued as Schedule 6 says next, from the figures stated for that; a good has no transaction value. What is not stated
is not in the price and adds nothing to it; what decides and is not stated leaves the value unknown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from rvc.base.decimals import share
from rvc.lines.case import GoodValuation, Material, Valuation, Value
from rvc.lines.scalars import sales_of
from rvc.lines.valuation_keys import (
    CIRCUMSTANCES,
    COMPUTED,
    GOOD_PRICE,
    GREATEST,
    INFLUENCED,
    LOWEST,
    MATERIAL_PRICE,
    REASONABLE,
    RESOLD,
    SHARED,
    SUPPLIED,
    Circumstance,
    Part,
)

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Valued:
    """A step of a valuation: the key that holds the figure, what it adds (below zero: takes out), and by what.

    `over` is the number of units over which the figure is allocated, if it is.
    """

    name: str
    amount: Decimal
    cite: str
    over: Decimal | None = None


def line_value(item: Material) -> Decimal | None:
    """What a line is worth in one parent: stated, or built from its price; None where it is not known."""
    if item.line_value is not None:
        return item.line_value
    each = item.unit_value
    if each is None and item.valuation is not None:
        each = total(of_material(item.valuation))
    return None if each is None else each * item.quantity


def price_of(value: Value) -> Decimal | None:
    """The transaction value of a good before its shipment is taken out: stated, or built; None where not known."""
    if value.transaction_value is not None or value.valuation is None:
        return value.transaction_value
    return total(of_good(value.valuation))


def total(steps: Iterable[Valued]) -> Decimal | None:
    """The sum of the steps; None where there are none: the value is not known."""
    amounts = [step.amount for step in steps]
    return sum(amounts, _ZERO) if amounts else None


def of_good(block: GoodValuation) -> tuple[Valued, ...]:
    """The transaction value of a good, step by step (Schedule 3); none where it has none, or it is not known."""
    if block.price is None or refusals(block) or is_open(block):
        return ()
    return tuple(_valued(block, GOOD_PRICE, floor))


def of_material(block: Valuation) -> tuple[Valued, ...]:
    """The value of one unit of a material, step by step (Schedule 6); none where it is not known."""
    if is_open(block) or lacking(block):
        return ()
    if not refusals(block):
        return tuple(_valued(block, MATERIAL_PRICE, ceil))
    match block.found_under:
        case "identical" | "similar" as section:
            return (Valued("sales", min(price for _, price in sales_of(block.sales or "")), LOWEST[section]),)
        case "resale":
            return (Valued("sales", _most_sold(block) or _ZERO, GREATEST), *_valued(block, RESOLD, ceil))
        case "computed":
            supplied = tuple(part for part in MATERIAL_PRICE if part.name in SUPPLIED)
            return tuple(_valued(block, (*COMPUTED, *supplied), ceil))
        case _:
            return tuple(_valued(block, (REASONABLE,), ceil))


def refusals(block: Valuation | GoodValuation) -> tuple[Circumstance, ...]:
    """The circumstances stated by which the price is no transaction value, or an unacceptable one."""
    found = [item for item in CIRCUMSTANCES if item.name in block.unacceptable]
    return (*found, INFLUENCED) if block.related and block.influenced else tuple(found)


def is_open(block: Valuation | GoodValuation) -> bool:
    """Whether it turns on something not said: whether the relation of the persons influenced the price."""
    return bool(block.related) and block.influenced is None and not refusals(block)


def lacking(block: Valuation | GoodValuation) -> str:
    """The key that a value lacks to be known; nothing where it is known, or a good has no transaction value."""
    if is_open(block):
        return "influenced"
    if not refusals(block):
        return "price" if block.price is None else ""
    if isinstance(block, GoodValuation):
        return ""
    if block.found_under is None:
        return "found_under"
    return next((name for name in figures_of(block.found_under) if _lacks(block, name)), "")


def figures_of(section: str) -> tuple[str, ...]:
    """The figures that a value is found from by a section of Schedule 6, those that must be there first."""
    return {
        "identical": ("sales",),
        "similar": ("sales",),
        "resale": ("sales", *(part.name for part in RESOLD)),
        "computed": tuple(part.name for part in COMPUTED),
        "other_means": (REASONABLE.name,),
    }[section]


def _lacks(block: Valuation, name: str) -> bool:
    """Whether a figure that must be there is not: taxes may be, and sales have to tell which price counts."""
    if name == "sales" and block.sales is not None and block.found_under == "resale":
        return _most_sold(block) is None
    return name != "taxes" and getattr(block, name) is None


def _most_sold(block: Valuation) -> Decimal | None:
    """The unit price in the greatest aggregate quantity (Schedule 6 s. 8(3)); None where the sales do not tell."""
    sales = sales_of(block.sales or "")
    if len({price for _, price in sales}) == 1:
        return sales[0][1]
    units: dict[Decimal, Decimal] = defaultdict(Decimal)
    for sold, price in sales:
        if sold is None:
            return None
        units[price] += sold
    most = max(units.values())
    prices = [price for price, sold in units.items() if sold == most]
    return prices[0] if len(prices) == 1 else None


def _valued(
    block: Valuation | GoodValuation, parts: Iterable[Part], rounded: Callable[[Fraction], int]
) -> Iterable[Valued]:
    """The figures stated of these parts."""
    for part in parts:
        amount = getattr(block, part.name)
        if amount is not None:
            over = block.assist_units if part.name in SHARED else None
            one = amount if over is None else share(amount, over, rounded)
            yield Valued(part.name, part.sign * one, part.cite, over)
