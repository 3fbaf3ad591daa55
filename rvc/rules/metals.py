"""Steel and aluminum: 70% by value of the producer's purchases of Table S must originate, each metal apart (UR 17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rvc.base.outcome import Outcome
from rvc.law.load import Law
from rvc.lines.case import MetalPurchase
from rvc.lines.schema import REGION


@dataclass(frozen=True)
class MetalTest:
    """One metal judged: share that originates at worst and at best (None: no limit), the sums, and what is missing."""

    outcome: Outcome
    worst: Fraction | None
    best: Fraction | None
    originating: Decimal
    counted: Decimal
    left_out: int
    by_melt_date: bool
    missing: tuple[str, ...]


def test(
    law: Law, metal: str, purchases: Sequence[MetalPurchase], schedule: str, day: date, *, melted: bool
) -> MetalTest:
    """Judge the purchases of one metal ("steel" or "aluminum") for a vehicle of a day (UR 17(1)-(5)).

    `melted` says that UR 17(5)(b) binds: steel, and no alternative staging (UR 19(4)(c)).
    """
    required = Fraction(law.schedule(schedule).on(day) or 0, 10_000)
    yes = no = yes_most = no_most = originating = counted = Decimal(0)
    unlimited, left_out, by_melt_date = False, 0, False
    missing: list[str] = []
    for place, item in enumerate(purchases):
        listed = law.in_table(f"S.{metal}", law.to_2012(item.hs)) if item.hs else None
        if listed == ():
            left_out += 1
            continue
        stamping = bool(listed) and all(entry.ex for entry in listed or ())
        value = item.table_s_metal_value if stamping else item.value
        ceiling = value if value is not None else item.value
        by_both, by_either = _qualifies(law, item, day, melted=melted)
        by_melt_date |= by_both != by_either
        path = f"{metal}.purchases[{place}]"
        _note(missing, path, item, stamping=stamping, by_both=by_both, by_either=by_either)
        if ceiling is None:
            unlimited = True
            continue
        sure = value if value is not None and listed else Decimal(0)
        counted += ceiling
        originating += sure if by_both is Outcome.PASS else Decimal(0)
        yes += sure if by_both is Outcome.PASS else Decimal(0)
        no += sure if by_either is Outcome.FAIL else Decimal(0)
        yes_most += ceiling if by_either is not Outcome.FAIL else Decimal(0)
        no_most += ceiling if by_both is not Outcome.PASS else Decimal(0)
    worst = _part(yes, no_most) if not unlimited else None
    best = _part(yes_most, no) if not unlimited else None
    sure_pass = worst is not None and worst >= required
    possible = best is None or best >= required
    outcome = Outcome(int(sure_pass) + int(possible or sure_pass))
    needed = tuple(dict.fromkeys(missing)) if outcome is Outcome.UNDETERMINED else ()
    if not purchases or (not counted and not unlimited):
        needed = (f"{metal}.purchases",)
    return MetalTest(outcome, worst, best, originating, counted, left_out, by_melt_date, needed)


def _qualifies(law: Law, item: MetalPurchase, day: date, *, melted: bool) -> tuple[Outcome, Outcome]:
    """Whether a purchase counts as originating under every reading, and under the mildest (UR 17(5); reading 38).

    From 1 July 2027 steel must also be melted in the region: by the vehicle's date, or by the date of purchase.
    """
    status = Outcome.UNDETERMINED if item.originating is None else Outcome(2 * int(item.originating))
    if not melted:
        return status, status
    in_region = Outcome.UNDETERMINED if item.melted_in is None else Outcome(2 * int(item.melted_in in REGION))
    with_melt = min(status, in_region)
    start = law.figures.melted_from
    by_vehicle = {with_melt if day >= start else status}
    bought = item.purchased_on
    if bought is None:
        by_purchase = {status, with_melt} if day >= start else {status}
    else:
        by_purchase = {with_melt if bought >= start else status}
    readings = by_vehicle | by_purchase
    return min(readings), max(readings)


def _note(
    missing: list[str], path: str, item: MetalPurchase, *, stamping: bool, by_both: Outcome, by_either: Outcome
) -> None:
    if item.hs is None:
        missing.append(f"{path}.hs")
    if stamping and item.table_s_metal_value is None:
        missing.append(f"{path}.table_s_metal_value")
    if not stamping and item.value is None:
        missing.append(f"{path}.value")
    if item.originating is None:
        missing.append(f"{path}.originating")
    elif by_both != by_either and item.purchased_on is None:
        missing.append(f"{path}.purchased_on")
    elif by_either is not Outcome.FAIL and by_both is Outcome.UNDETERMINED:
        missing.append(f"{path}.melted_in")


def _part(yes: Decimal, no: Decimal) -> Fraction | None:
    return Fraction(yes) / Fraction(yes + no) if yes + no else None
