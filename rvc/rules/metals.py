"""Steel and aluminum: 70% by value of the producer's purchases of Table S must originate, each metal apart (UR 17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rvc.base.outcome import Outcome
from rvc.law.load import Law
from rvc.lines.case import MetalPurchase, MetalPurchases
from rvc.lines.purchase_period import is_outside
from rvc.lines.schema import REGION


@dataclass(frozen=True)
class MetalTest:
    """One metal judged: share that originates at worst and at best (None: no limit), and what is missing.

    `originating` and `counted` are the sums of which `worst` is the share.
    """

    outcome: Outcome
    worst: Fraction | None
    best: Fraction | None
    originating: Decimal
    counted: Decimal
    left_out: int
    by_melt_date: bool
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    """One purchase, or a sum of them: its value if known, its ceiling, and whether it counts under every reading."""

    sure: Decimal
    ceiling: Decimal | None
    by_both: Outcome
    by_either: Outcome
    missing: tuple[str, ...] = ()


def test(law: Law, metal: str, bought: MetalPurchases, schedule: str, day: date, *, melted: bool) -> MetalTest:
    """Judge the purchases of one metal ("steel" or "aluminum") for a vehicle of a day (UR 17(1)-(5)).

    `melted` says that UR 17(5)(b) binds: steel, and no alternative staging (UR 19(4)(c)).
    """
    required = Fraction(law.schedule(schedule).on(day) or 0, 10_000)
    listed = [entry for place in range(len(bought.purchases))
              if (entry := _entry(law, metal, bought, place, day, melted=melted))]  # fmt: skip
    entries = [*listed, *_sums(law, metal, bought, day, melted=melted)]
    yes = no = yes_most = no_most = Decimal(0)
    unlimited = any(entry.ceiling is None for entry in entries)
    for entry in entries:
        ceiling = entry.ceiling or Decimal(0)
        yes += entry.sure if entry.by_both is Outcome.PASS else 0
        no += entry.sure if entry.by_either is Outcome.FAIL else 0
        yes_most += ceiling if entry.by_either is not Outcome.FAIL else 0
        no_most += ceiling if entry.by_both is not Outcome.PASS else 0
    worst = _part(yes, no_most) if not unlimited else None
    best = _part(yes_most, no) if not unlimited else None
    sure_pass = worst is not None and worst >= required
    possible = best is None or best >= required
    outcome = Outcome(int(sure_pass) + int(possible or sure_pass))
    missing = dict.fromkeys(path for entry in entries for path in entry.missing)
    needed = tuple(missing) if outcome is Outcome.UNDETERMINED else ()
    if not entries or not (yes_most + no_most or unlimited):
        needed = (f"{metal}.purchases",)
    by_melt_date = any(entry.by_both != entry.by_either for entry in entries)
    left_out = len(bought.purchases) - len(listed)
    return MetalTest(outcome, worst, best, yes, yes + no_most, left_out, by_melt_date, needed)


def _entry(law: Law, metal: str, bought: MetalPurchases, place: int, day: date, *, melted: bool) -> _Entry | None:
    """A purchase as it counts; None if Table S does not hold its code."""
    item = bought.purchases[place]
    listed = law.in_table(f"S.{metal}", law.to_2012(item.hs)) if item.hs else None
    if listed == ():
        return None
    stamping = bool(listed) and all(entry.ex for entry in listed or ())
    value = item.table_s_metal_value if stamping else item.value
    by_both, by_either = qualifies(law, item, day, melted=melted)
    path = f"{metal}.purchases[{place}]"
    outside = is_outside(item.purchased_on, bought.period, day)  # it is not of the period, or its day is mistyped
    missing = tuple(_lacking(path, item, stamping=stamping, by_both=by_both, by_either=by_either))
    if outside:
        missing += (f"{path}.purchased_on",)
    sure = value if value is not None and listed and not outside else Decimal(0)
    return _Entry(sure, value if value is not None else item.value, by_both, by_either, missing)


def _sums(law: Law, metal: str, bought: MetalPurchases, day: date, *, melted: bool) -> Iterator[_Entry]:
    """Purchases of which only the sums are stated: what originates, and the rest."""
    whole, part = bought.value, bought.originating_value
    if whole is None and part is None:
        return
    names = {"value": whole, "originating_value": part}
    missing = tuple(f"{metal}.{name}" for name, figure in names.items() if figure is None)
    if whole is None or part is None:
        yield _Entry(Decimal(0), whole, Outcome.UNDETERMINED, Outcome.UNDETERMINED, missing)
        return
    by_both, by_either = qualifies(law, MetalPurchase(originating=True), day, melted=melted)
    missing = () if by_both is by_either is Outcome.PASS else (f"{metal}.purchases",)
    yield _Entry(part, part, by_both, by_either, missing)
    yield _Entry(whole - part, whole - part, Outcome.FAIL, Outcome.FAIL)


def qualifies(law: Law, item: MetalPurchase, day: date, *, melted: bool) -> tuple[Outcome, Outcome]:
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


def _lacking(path: str, item: MetalPurchase, *, stamping: bool, by_both: Outcome, by_either: Outcome) -> Iterator[str]:
    if item.hs is None:
        yield f"{path}.hs"
    if stamping and item.table_s_metal_value is None:
        yield f"{path}.table_s_metal_value"
    if not stamping and item.value is None:
        yield f"{path}.value"
    if item.originating is None:
        yield f"{path}.originating"
    elif by_both != by_either and item.purchased_on is None:
        yield f"{path}.purchased_on"
    elif by_either is not Outcome.FAIL and by_both is Outcome.UNDETERMINED:
        yield f"{path}.melted_in"


def _part(yes: Decimal, no: Decimal) -> Fraction | None:
    return Fraction(yes) / Fraction(yes + no) if yes + no else None
