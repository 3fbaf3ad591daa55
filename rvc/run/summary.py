"""Many goods in brief: verdicts, tests passed, nearest misses, and whose answers would settle the most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from rvc.base.decimals import in_digits
from rvc.base.ratio import plain
from rvc.law.load import load_law
from rvc.lines.case import Case, Good, Material
from rvc.run import block_counts
from rvc.run.block import Block
from rvc.run.report import Finding
from rvc.run.score import GROUPS, LINE, RULES, Scored, Settled, missing_facts

_MARKS = ("alternative_staging.vehicle", "vehicle.light")  # what NAFTA asked of a car, and what UR 13 asks in the end
_HUNDRED = 100


@dataclass(frozen=True)
class Passing:
    """How many goods of those that a test binds pass it, fail it, and are undetermined."""

    passed: int
    failed: int
    undetermined: int


@dataclass(frozen=True)
class Miss:
    """A good whose regional value content fails, and by how much its VNM is too high, in the good's currency."""

    id: str
    method: str
    actual: str
    required: str
    excess: Decimal
    currency: str


@dataclass(frozen=True)
class Waiting:
    """A supplier whose missing answers keep goods undetermined: how many of them, and on how many lines."""

    supplier: str
    goods: int
    lines: int


@dataclass(frozen=True)
class Expiring:
    """A claim that ends soon after the day it is used on: its last day, and the goods that rest on it."""

    supplier: str
    certificate: str
    last_day: date
    goods: int


@dataclass(frozen=True)
class Grouped:
    """The goods of one model line or plant: how many there are of each verdict, and how many pass each test."""

    name: str
    verdicts: Mapping[str, int]
    tests: Mapping[str, Passing]

    @property
    def goods(self) -> int:
        """How many goods it has."""
        return sum(self.verdicts.values())


@dataclass(frozen=True)
class Summary:
    """Counts over a batch; `reached` says how many of the `measured` goods have an RVC of at least a mark.

    `groups` holds, for each fact of GROUPS that any good states, the goods by it, the largest group first.
    """

    verdicts: Mapping[str, int]
    kinds: Mapping[str, Mapping[str, int]]
    tests: Mapping[str, Passing]
    measured: int
    reached: Mapping[Decimal, int]
    nearest: Sequence[Miss]
    waiting: Sequence[Waiting]
    expiring: Sequence[Expiring]
    groups: Mapping[str, Sequence[Grouped]]

    @property
    def goods(self) -> int:
        """How many goods went in."""
        return sum(self.verdicts.values())


def summarize(
    goods: Iterable[Scored], blocks: Iterable[Block] = (), *, nearest: int, expiring_within: int | None = None
) -> Summary:  # fmt: skip
    """A batch in brief; claims that end within so many days of the good's date are listed, if asked for.

    Of misses and of suppliers waited for, the `nearest` and the weightiest so many are kept.

    Args:
        goods: goods as objects.
        blocks: goods as columns, which hold no claims.
        nearest: how many misses and suppliers are listed.
        expiring_within: of how many days.
    """
    marks = [Decimal(load_law().schedule(name).steps[-1].basis_points).scaleb(-2) for name in _MARKS]
    tally = _Tally(marks, nearest, expiring_within)
    for place, good in enumerate(goods):
        tally.add(good, place)
    for block in blocks:
        tally.add_block(block)
    return tally.summary()


class _Tally:
    """The counts of a batch on their way."""

    def __init__(self, marks: Sequence[Decimal], nearest: int, expiring_within: int | None) -> None:
        self._marks, self._nearest, self._within = marks, nearest, expiring_within
        self._verdicts: Counter[str] = Counter()
        self._kinds: dict[str, Counter[str]] = {}
        self._counted: dict[tuple[str, ...], _Counted] = {}
        self._reached: Counter[Decimal] = Counter()
        self._measured = 0
        self._misses: list[Miss] = []
        self._waiting: dict[str, tuple[set[int], set[tuple[int, str]]]] = {}
        self._waiting_in_blocks: Counter[str] = Counter()
        self._ending: dict[tuple[str, str, date], set[int]] = {}

    def add(self, good: Scored, place: int) -> None:
        """Count one good."""
        statuses = [(finding.rule, finding.status) for finding in good.findings]
        self._count(tuple(map(good.group, GROUPS)), good.kind, good.verdict, statuses, 1)
        content = good.finding("rvc")
        figures = None if content is None else _figures(content)
        if content is not None and figures is not None:
            whole, vnm = figures
            self._measured += 1
            self._reached.update(mark for mark in self._marks if _HUNDRED * (whole - vnm) >= mark * whole)
            if content.status == "fail":
                self._misses.append(_miss(good, content, whole, vnm))
        if good.case is not None:
            _note_waiting(good, good.case, place, self._waiting)
            if self._within is not None:
                _note_ending(good.case, place, self._within, self._ending)

    def add_block(self, block: Block) -> None:
        """Count goods that are columns."""
        for groups, kind, verdict, statuses, count in block_counts.sorts(block):
            self._count(groups, kind, verdict, statuses.items(), count)
        measured, reached = block_counts.reached(block, self._marks)
        self._measured += measured
        self._reached += reached
        for name, method, actual, required, excess, currency in block_counts.misses(block, self._nearest):
            self._misses.append(Miss(name, method, actual, in_digits(required), excess, currency))
        self._waiting_in_blocks += block_counts.waits(block)

    def _count(
        self, groups: tuple[str, ...], kind: str, verdict: str, statuses: Iterable[tuple[str, str]], count: int
    ) -> None:
        self._verdicts[verdict] += count
        self._kinds.setdefault(kind, Counter())[verdict] += count
        by_verdict, by_test = self._counted.setdefault(groups, (Counter(), {}))
        by_verdict[verdict] += count
        for rule, status in statuses:
            by_test.setdefault(rule, Counter())[status] += count

    def summary(self) -> Summary:
        """What was counted."""
        waiting = {name: (len(goods), len(lines)) for name, (goods, lines) in self._waiting.items()}
        for name, count in self._waiting_in_blocks.items():
            goods, lines = waiting.get(name, (0, 0))
            waiting[name] = (goods + count, lines)
        counted = self._counted
        return Summary(
            verdicts=dict(self._verdicts),
            kinds={kind: dict(verdicts) for kind, verdicts in sorted(self._kinds.items())},
            tests=_passing(_together(counted.values())[1]),
            measured=self._measured,
            reached={mark: self._reached[mark] for mark in self._marks},
            nearest=sorted(self._misses, key=lambda miss: (miss.excess, miss.id))[: self._nearest],
            waiting=sorted(
                (Waiting(name, goods, lines) for name, (goods, lines) in waiting.items()),
                key=lambda item: (-item.goods, -item.lines, item.supplier),
            )[: self._nearest],
            expiring=sorted(
                (Expiring(supplier, name, last, len(some)) for (supplier, name, last), some in self._ending.items()),
                key=lambda item: (item.last_day, item.supplier, item.certificate),
            ),
            groups={
                name: _groups(counted, place)
                for place, name in enumerate(GROUPS)
                if any(facts[place] for facts in counted)
            },
        )


_Counted = tuple[Counter[str], dict[str, Counter[str]]]
"""Goods by verdict, and by the result of each test."""


def _together(parts: Iterable[_Counted]) -> _Counted:
    """Counts of several groups as one."""
    verdicts: Counter[str] = Counter()
    tests: dict[str, Counter[str]] = {}
    for by_verdict, by_test in parts:
        verdicts.update(by_verdict)
        for rule, statuses in by_test.items():
            tests.setdefault(rule, Counter()).update(statuses)
    return verdicts, tests


def _passing(tests: Mapping[str, Counter[str]]) -> dict[str, Passing]:
    """Counts by status as `Passing`, in the order of the tests."""
    return {
        rule: Passing(tests[rule]["pass"], tests[rule]["fail"], tests[rule]["undetermined"])
        for rule in RULES
        if rule in tests
    }


def _groups(counted: Mapping[tuple[str, ...], _Counted], place: int) -> list[Grouped]:
    """The groups by the fact at a place of GROUPS: by size, then by name."""
    parts: dict[str, list[_Counted]] = {}
    for facts, count in counted.items():
        parts.setdefault(facts[place], []).append(count)
    found = {name: _together(some) for name, some in parts.items()}
    whole = [Grouped(name, dict(verdicts), _passing(tests)) for name, (verdicts, tests) in found.items()]
    return sorted(whole, key=lambda group: (-group.goods, group.name))


def _figures(content: Finding | Settled) -> tuple[Decimal, Decimal] | None:
    """The base and the VNM of a regional value content, unknown material counted; None where either is not known."""
    base = "net_cost" if "net_cost" in content.inputs else "transaction_value"
    whole, vnm = content.inputs.get(base), content.inputs.get("vnm")
    return None if whole is None or vnm is None else (Decimal(whole), Decimal(vnm))


def _miss(good: Scored, content: Finding | Settled, whole: Decimal, vnm: Decimal) -> Miss:
    """How far the VNM lies above the most that the requirement allows, rounded up to a cent."""
    required = Fraction(content.required or 0)
    allowed = Fraction(whole) * (_HUNDRED - required) / _HUNDRED
    cents = -((allowed - Fraction(vnm)) * _HUNDRED // 1)
    currency = good.case.good.currency if good.case is not None else None
    return Miss(
        good.id, content.method or "", content.actual or "", plain(Decimal(content.required or 0)),
        Decimal(int(cents)).scaleb(-2), currency or "",
    )  # fmt: skip


def _note_waiting(
    good: Scored, case: Case, place: int, waiting: dict[str, tuple[set[int], set[tuple[int, str]]]]
) -> None:
    """Which suppliers' lines are among what is missing."""
    for line, supplier in good.suppliers.items():
        goods, lines = waiting.setdefault(supplier, (set(), set()))
        goods.add(place)
        lines.add((place, line))
    by_itself = any(not name.startswith(LINE) for name in missing_facts(good.findings))
    if case.good.supplier is not None and by_itself:
        waiting.setdefault(case.good.supplier, (set(), set()))[0].add(place)


def _note_ending(case: Case, place: int, days: int, ending: dict[tuple[str, str, date], set[int]]) -> None:
    """Which claims in force on the good's date end within so many days of it."""
    day = case.good.date
    stated: list[Good | Material] = [case.good, *case.materials]
    for item in stated:
        claim = item.claim
        if item.originating and claim is not None and claim.valid_to is not None:
            used = day if not isinstance(item, Material) else item.acquired_on or day
            if used <= claim.valid_to <= day + timedelta(days=days) and claim.valid_to >= day:
                key = (item.supplier or "", claim.certificate or "", claim.valid_to)
                ending.setdefault(key, set()).add(place)
