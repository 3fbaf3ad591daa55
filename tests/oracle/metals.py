"""Steel and aluminum: UR 17, Table S."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.answer import NO, NOTHING, OPEN, YES, Answer, Bounds, Content, agreed, exactly, stated
from tests.oracle.bill import Bill, amount, day_of, yes_no
from tests.oracle.figures import HUNDRED, MELTED_FROM, METAL, REGION
from tests.oracle.tables import STAMPINGS, hs_2012, in_table_s


def purchases_content(bill: Bill, metal: str) -> Content | None:
    """UR 17(1): originating purchases of Table S goods as a share of all such purchases; None where not stated."""
    block = bill.case.get(metal)
    if block is None or block.get("purchases") is None:
        return None
    originating, foreign, open_value = NOTHING, NOTHING, NOTHING
    for purchase in block["purchases"]:
        counted = table_s_value(metal, purchase)
        if outside_period(block.get("period"), day_of(purchase.get("purchased_on")), bill.day):
            counted = counted.from_nothing()
        answer = originates(bill, metal, purchase)
        if answer is YES:
            originating = originating + counted
        elif answer is NO:
            foreign = foreign + counted
        else:
            open_value = open_value + counted
    worst = _share(originating.least, _most(foreign + open_value))
    best = _share(_most(originating + open_value), foreign.least)
    return Content(worst, best)


def outside_period(period: str | None, bought: date | None, day: date) -> bool:
    """UR 17(7): not bought in the period chosen; only that of the previous calendar year is the same for everybody."""
    if bought is None or period != "previous_calendar_year":
        return False
    return bought.year != day.year - 1


def _most(figure: Bounds) -> Fraction | None:
    return figure.most


def _share(good: Fraction | None, bad: Fraction | None) -> Fraction | None:
    """The good as a percentage of good and bad; nothing can be said without figures or of no purchases at all."""
    if good is None or bad is None or good + bad == 0:
        return None
    return good / (good + bad) * HUNDRED


def table_s_value(metal: str, purchase: Mapping[str, Any]) -> Bounds:
    """UR 17(1), 17(2): the value that counts: of Table S goods; of a stamping only its Table S metal (reading 38)."""
    whole = stated(amount(purchase.get("value")))
    written = purchase.get("hs")
    if written is None:
        return whole.from_nothing()
    code = hs_2012(str(written))
    if not in_table_s(metal, code):
        return NOTHING
    if code[:6] not in STAMPINGS:
        return whole
    metal_value = amount(purchase.get("table_s_metal_value"))
    return whole.from_nothing() if metal_value is None else exactly(metal_value)


def originates(bill: Bill, metal: str, purchase: Mapping[str, Any]) -> Answer:
    """UR 17(5): an originating purchase; steel from 1 July 2027 melted in the region, by both readings of the date."""
    answer = yes_no(purchase.get("originating"))
    if metal == "aluminum" or bill.staging:
        return answer
    melted = purchase.get("melted_in")
    in_region = OPEN if melted is None else YES if melted in REGION else NO
    bought: date | None = day_of(purchase.get("purchased_on"))
    by_vehicle = in_region if bill.day >= MELTED_FROM else YES
    if bought is None:  # what went into a vehicle before that day was bought before it
        by_purchase = YES if bill.day < MELTED_FROM else agreed((in_region, YES))
    else:
        by_purchase = in_region if bought >= MELTED_FROM else YES
    return agreed(min(answer, melt) for melt in (by_vehicle, by_purchase))


def metal_test(bill: Bill, metal: str) -> tuple[Answer, Content | None]:
    """UR 17(1): at least 70 percent by value."""
    content = purchases_content(bill, metal)
    return (OPEN, None) if content is None else (content.at_least(exactly(METAL)), content)
