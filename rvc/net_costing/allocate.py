"""Reasonable allocation of costs to goods: Schedule 5, sections 3 and 4, Appendices A, B and C, in exact fractions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rvc.base.problem import Problem
from rvc.lines.scalars import nearest, shown
from rvc.net_costing.case_block import rounded
from rvc.net_costing.costs import RATIO_CLASSES, Cost
from rvc.net_costing.setup import Allocation, ReadSetup

UNITS = "units"
_PRINTED = 3  # decimals of the ratios in the examples of Schedule 5
_NOTHING = Fraction(0)
COMPUTED = {"direct_labor": ("direct_labor",), "direct_material": ("direct_material",)}
"""Bases that the ledger itself gives: what is charged or allocated to each good of a class of costs."""
CHARGED = "charged"


@dataclass(frozen=True)
class Share:
    """What each good has of a base, and so its ratio: base of the good over base of all goods.

    `method` is that of an appendix, or "charged": the producer records the cost as that of one good.
    """

    method: str
    base: str
    parts: tuple[Fraction, ...]

    @cached_property
    def total(self) -> Fraction:
        """The base of all goods."""
        return sum(self.parts, Fraction(0))

    @cached_property
    def ratios(self) -> tuple[Fraction, ...]:
        """The ratio of each good."""
        total = self.total
        return tuple(part / total if part else _NOTHING for part in self.parts)

    @cached_property
    def of_some(self) -> tuple[tuple[int, Fraction], ...]:
        """The ratios of the goods that have any of the base, with their places."""
        return tuple((place, ratio) for place, ratio in enumerate(self.ratios) if ratio)

    @cached_property
    def printed(self) -> tuple[Fraction, ...]:
        """The ratios rounded as the examples of Schedule 5 print them."""
        return tuple(rounded(ratio, _PRINTED) for ratio in self.ratios)


class Allocator:
    """Finds the share of each cost. `gross`: direct overhead counts with its excluded costs in it (Appendix C)."""

    def __init__(self, costs: Sequence[Cost], read: ReadSetup, *, gross: bool) -> None:
        self.problems: list[Problem] = []
        self._read, self._gross = read, gross
        self._goods = [good.id for good in read.setup.goods]
        self._shares: dict[tuple[str, str], Share | None] = {}
        self._making: set[tuple[str, str]] = set()
        self._costs = [cost for cost in costs if cost.allocated]
        for good in self._goods:
            parts = tuple(Fraction(int(good == each)) for each in self._goods)
            self._shares[CHARGED, good] = Share(CHARGED, good, parts)

    def share(self, cost: Cost) -> Share | None:
        """The share of a cost; None where a base is missing, which is said once."""
        if cost.good is not None:
            return self._shares.get((CHARGED, cost.good))
        return self._of(cost.way)

    def _of(self, way: Allocation) -> Share | None:
        method = way.method or "cost_ratio"
        key = method, way.base or ""
        if key in self._making:
            self.problems.append(
                self._read.problem("ledger.base_of_itself", ("allocate",), base=shown(key[1] or method))
            )
            return None
        if key not in self._shares:
            self._making.add(key)
            self._shares[key] = self._made(method, way.base)
            self._making.remove(key)
        return self._shares[key]

    def _made(self, method: str, base: str | None) -> Share | None:
        classes = RATIO_CLASSES.get(method) or COMPUTED.get(base or "")
        name = base or method
        parts = self._stated(name) if classes is None else self._direct(classes)
        if parts is None:
            return None
        share = Share(method, name, tuple(parts))
        if share.total <= 0 or any(part < 0 for part in parts):
            self.problems.append(self._read.problem("ledger.base_of_nothing", ("goods",), base=shown(name)))
            return None
        return share

    def _stated(self, base: str) -> list[Fraction] | None:
        """A base that the set-up states of every good."""
        parts: list[Fraction] = []
        lacking = []
        for place, good in enumerate(self._read.setup.goods):
            value = good.units if base == UNITS else (good.bases or {}).get(base)
            parts.append(Fraction(value or 0))
            if value is None:
                lacking.append(place)
        known = sorted({name for good in self._read.setup.goods for name in good.bases or ()})
        if len(lacking) == len(parts):
            names = [UNITS, *COMPUTED, *known]
            params = {"base": shown(base), "nearest": nearest(base, names), "known": ", ".join(names)}
            self.problems.append(self._read.problem("ledger.base_unknown", ("goods",), **params))
        for place in lacking if len(lacking) < len(parts) else ():
            path = ("goods", place, *((UNITS,) if base == UNITS else ("bases",)))
            params = {"base": shown(base), "good": shown(self._goods[place])}
            self.problems.append(self._read.problem("ledger.base_missing", path, **params))
        return None if lacking else parts

    def _direct(self, classes: Iterable[str]) -> list[Fraction] | None:
        """What each good has of direct costs: charged to it, or allocated to it by a base."""
        shared = []
        for cost in self._costs:
            if cost.cost_class in classes:
                share = self.share(cost)
                if share is None:
                    return None
                amount = cost.most.total if self._gross else cost.most.kept
                shared.append((share, amount))
        return list(by_good(shared, len(self._goods)))


def by_good(amounts: Iterable[tuple[Share, Fraction]], goods: int) -> tuple[Fraction, ...]:
    """What each good has of amounts by their shares, CAG = CA x CR; those of one share are added up before."""
    of_share: dict[tuple[str, str], tuple[Share, list[Fraction]]] = {}
    for share, amount in amounts:
        of_share.setdefault((share.method, share.base), (share, []))[1].append(amount)
    sums = [_NOTHING] * goods
    for share, own in of_share.values():
        whole = own[0] if len(own) == 1 else added(own)
        for place, ratio in share.of_some if whole else ():
            amount = whole if share.method == CHARGED else whole * ratio
            sums[place] = sums[place] + amount if sums[place] else amount
    return tuple(sums)


def added(amounts: Iterable[Fraction]) -> Fraction:
    """The sum of amounts; those of one denominator, as cents are, are added up as whole numbers."""
    numerators: dict[int, int] = {}
    for amount in amounts:
        numerator, denominator = amount.as_integer_ratio()
        numerators[denominator] = numerators.get(denominator, 0) + numerator
    return sum((Fraction(number, denominator) for denominator, number in numerators.items()), _NOTHING)
