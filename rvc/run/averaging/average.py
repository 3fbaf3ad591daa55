"""From goods and elections to averages: each good by itself and by the average of its category."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from rvc.base.errors import InputError
from rvc.base.hs import dotted
from rvc.base.outcome import Outcome
from rvc.base.problem import Problem
from rvc.base.result import Said
from rvc.base.version import engine_version
from rvc.law.load import Law, load_law
from rvc.lines.averaging.checks import missing_facts
from rvc.lines.averaging.election import Election
from rvc.lines.averaging.goods import check_goods
from rvc.lines.averaging.read import ReadElections
from rvc.lines.read import ReadCase
from rvc.run.averaging.combine import (
    Branches,
    Read,
    ReadProduct,
    by_method,
    combined,
    core_outcomes,
    differing,
    product_by_average,
)
from rvc.run.averaging.pooled import Group, branches_of
from rvc.run.averaging.readings import alone_too, days_of, readings
from rvc.run.averaging.result import AveragedResult, AveragedTest, Averages, Elected
from rvc.run.averaging.shown import citations, shown_sums
from rvc.run.averaging.totals import Sums
from rvc.run.engine import reports
from rvc.run.product_findings import unsettled
from rvc.run.regimes import elected, is_usmca
from rvc.run.report import Finding, Report
from rvc.run.stated import as_stated
from rvc.run.verdicts import Judgment, judge_all, judgment, verdict_of

_ORDER = (
    "core_parts",
    "labor_value",
    "rvc",
    "steel",
    "aluminum",
)  # core parts bear on RVC (UR 14(1)), as does LVC (18(22))


@dataclass
class _Good:
    """One good on its way: its own judgment, and what averages have put in the place of its findings."""

    read: ReadCase
    report: Report
    own: Judgment
    product: Branches
    unsettled: list[str]
    findings: list[Finding] = field(default_factory=list)
    replaced: dict[str, Finding] = field(default_factory=dict)
    tests: list[AveragedTest] = field(default_factory=list)
    core: dict[str, Outcome] = field(default_factory=dict)
    certified: Sums | None = None

    def averaged(self) -> Report:
        """The report by the average, where one binds the good."""
        if not self.tests:
            return self.report
        beside = [self.replaced.get(finding.rule, finding) for finding in self.own.beside]
        findings = as_stated([beside[0], *self.findings, *beside[1:]], self.own.product.claim)
        verdict = verdict_of(findings).verdict
        return self.report.model_copy(update={"verdict": verdict, "findings": findings, "alternatives": []})


def average(
    reads: Sequence[ReadCase], elections: ReadElections, *, on: date | None = None, regime: str | None = None
) -> tuple[Averages, list[Report]]:
    """Average goods as elected (UR 7(15), 14(12), 16, 17(7)-(11), 18(15)-(19), 20(6)-(7)).

    Args:
        reads: the cases of the goods, of one unit or totals of the period as each election says.
        elections: as `rvc.lines.averaging.read` gives them.
        on: the day whose rules apply; each good's own date, and the days of its period, if None.
        regime: "usmca" or "alternative_staging"; each case's own election if None.

    Returns:
        The averages, and the report of each good by them, in the order of `reads`.

    Raises:
        InputError: goods and elections contradict each other; a case cannot elect the regime, or it has no averages.
    """
    others = {chosen for read in reads if not is_usmca(chosen := elected(read, regime))}
    if others:
        raise InputError(
            [Problem("regime.not_averaged", {"seen": name}, "elections.regime") for name in sorted(others)]
        )
    law = load_law()
    used, problems = _used(reads, elections, law)
    if problems:
        raise InputError(problems)
    goods = _goods(reads, on, regime)
    by_id = {good.read.case.good.id: good for good in goods}
    shown: dict[int, Elected] = {}
    rules = {place: law.averaging.subjects[item.subject].rule for place, item in enumerate(elections.elections)}
    for place in sorted(rules, key=lambda place: (_ORDER.index(rules[place]), place)):
        election = elections.elections[place]
        members = [by_id[good.id] for good in election.goods] if place in used else []
        shown[place] = _Averaging(election, place, members, on, regime, law).judge()
    named = {good.id for election in elections.elections for good in election.goods}
    results = Averages(
        engine_version=engine_version(), elections=[shown[place] for place in sorted(shown)],
        goods=[_result(good) for good in goods], not_named=[name for name in by_id if name not in named],
    )  # fmt: skip
    return results, [good.averaged() for good in goods]


def _by_purchases(alone: Finding, average: Finding) -> bool:
    """Whether a labor value content by annual purchases, which no average holds, serves a good better (UR 18(6)(b))."""
    return alone.method == "annual_purchase_value" and verdict_of([alone]) > verdict_of([average])


def _used(reads: Sequence[ReadCase], elections: ReadElections, law: Law) -> tuple[set[int], list[Problem]]:
    """The elections whose period the goods are of, and every contradiction.

    Of several for the same goods, one after another, that is the one in whose days the dates of its goods lie.
    """
    cases: dict[str, list[ReadCase]] = {}
    for read in reads:
        cases.setdefault(read.case.good.id, []).append(read)
    used, problems = set(), []
    for place, election in enumerate(elections.elections):
        ids = {good.id for good in election.goods}
        rivals = [
            other
            for other in elections.elections
            if other is not election and other.subject == election.subject and ids & {good.id for good in other.goods}
        ]
        days = [read.case.good.date for name in ids for read in cases.get(name, ())]
        inside = [election.from_ <= day <= election.to for day in days]
        if rivals and not all(inside):
            if any(inside):
                problems.append(elections.problem("averaging.which", ("elections", place, "goods")))
            continue
        used.add(place)
        problems += check_goods(
            elections, place, {name: [item.case for item in items] for name, items in cases.items()}, law
        )
    return used, problems


def _goods(reads: Sequence[ReadCase], on: date | None, regime: str | None) -> list[_Good]:
    fleet = judge_all(reads, on=on, regime=regime)
    found = fleet.found
    goods = []
    for read, report, rows in zip(reads, reports(reads, fleet), fleet.rows, strict=True):
        own = judgment(found, rows[0])
        asked = unsettled(found, own.row)
        goods.append(_Good(read, report, own, branches_of(own, found), asked, list(own.product.findings)))
    return goods


def _result(good: _Good) -> AveragedResult:
    averaged = good.averaged()
    return AveragedResult(
        id=averaged.good.id, hs=dotted(good.read.case.good.hs), kind=averaged.good.kind, alone=good.report.verdict,
        average=averaged.verdict, tests=good.tests, findings=averaged.findings, law=averaged.law,
    )  # fmt: skip


_Outcome = Read | ReadProduct


@dataclass
class _Averaging:
    """One election at work on the goods of its category, which are in its order."""

    election: Election
    place: int
    goods: list[_Good]
    on: date | None
    regime: str | None
    law: Law
    open: dict[str, Said] = field(default_factory=dict)

    def judge(self) -> Elected:
        """Put the average in the place of each good's own finding; say what it rests on."""
        election, law = self.election, self.law
        rule = law.averaging.subjects[election.subject].rule
        missing = tuple(missing_facts(election, law.averaging))
        sums: dict[str, str] = {}
        if self.goods:
            days = [(self.on,) if self.on else days_of(election, good.read.case, law) for good in self.goods]
            found = self._found(rule, days)
            for good, reads in zip(self.goods, found, strict=True):
                self._put(good, rule, reads, missing)
            sums = self._sums(rule, days[0][0])
            if rule == "core_parts":
                self._roll_up([mine[0] for mine in days])
        return Elected(
            subject=election.subject, category=election.category, basis=election.basis, period=election.period,
            first_day=election.from_.isoformat(), last_day=election.to.isoformat(), in_use=bool(self.goods),
            weights={good.id: good.weight for good in election.goods},
            currency=self.goods[0].read.case.good.currency if self.goods else None, sums=sums, missing=list(missing),
            open=list(self.open.values()), citations=citations(election, law),
        )  # fmt: skip

    def _put(self, good: _Good, rule: str, reads: Sequence[_Outcome], missing: tuple[str, ...]) -> None:
        """The finding by the average of one good; by itself too, where the average may not be open to it."""
        alone = good.report.finding(rule)
        doubt, lacking = alone_too(self.election, good.read.case, self.law)
        if missing:
            doubt, lacking = Said.of("finding.averaging.open_facts"), (*missing, *lacking)
        if rule == "rvc":
            products = [item for item in reads if isinstance(item, ReadProduct)]
            if not good.product:  # no product rule in the data: nothing is averaged
                return
            if price := self._by_price(good):
                products.append(ReadProduct(price, Said.of("finding.averaging.open_price"), if_better=True))
            if doubt is not None:
                products.append(ReadProduct(good.product, doubt, lacking))
            good.findings, each = product_by_average(good.product, products, good.unsettled)
        else:
            each = [item for item in reads if isinstance(item, Read)]
            if doubt is not None and alone is not None:
                each.append(Read(alone, doubt, lacking))
            if each and alone is not None and _by_purchases(alone, each[0].finding):
                each.append(Read(alone, Said.of("finding.averaging.open_purchases")))
        if not each:
            return
        finding = combined(each)
        if rule == "core_parts":
            good.core = dict(core_outcomes(each))
        good.replaced[rule] = finding
        good.tests.append(AveragedTest(rule=rule, election=self.place, alone=alone, average=finding))
        self.open |= {item.why.code: item.why for item in differing(each) if item.why is not None}

    def _by_price(self, good: _Good) -> Branches:
        """The transaction value method, where neither the case nor the election rules it out (UR 7(19)).

        An average is one of net cost; whether a part may still go by its own price, UR 16(10) and 20(7) do not say.
        """
        case = good.read.case
        if self.election.subject == "net_cost" or case.elections.rvc_method == "net_cost":
            return []
        priced = replace(case, elections=replace(case.elections, rvc_method="transaction_value"))
        found = judge_all([ReadCase(priced)], on=self.on, regime=self.regime).found
        branches = branches_of(judgment(found, 0, alternatives=False), found)
        return [[by_method(option, "transaction_value") for option in branch] for branch in branches]

    def _roll_up(self, days: Sequence[date]) -> None:
        """The RVC of each good by itself, its core parts having the status that their average found (UR 14(1), 14(12)).

        An average of RVC takes its place.
        """
        for place, (good, day) in enumerate(zip(self.goods, days, strict=True)):
            if not good.product:
                continue
            group = self._group([place], day)
            products = [ReadProduct(found) for found in group.content(group.each)]
            good.findings, _ = product_by_average(good.product, products, good.unsettled)

    def _sums(self, rule: str, day: date) -> dict[str, str]:
        group = self._group(range(len(self.goods)), day)
        if rule == "labor_value":
            for good in self.goods:
                good.certified = group.sums
        tested = next((test.average.inputs for good in self.goods for test in good.tests if test.rule == rule), {})
        return shown_sums(rule, group.sums) or dict(tested)

    def _group(self, places: Sequence[int], day: date) -> Group:
        goods = [self.goods[place] for place in places]
        return Group(
            self.election, tuple(good.read.case for good in goods),
            tuple(self.election.goods[place].weight for place in places), tuple(good.core for good in goods),
            day, self.regime, self.law,
        )  # fmt: skip

    def _found(self, rule: str, days: Sequence[tuple[date, ...]]) -> list[list[_Outcome]]:
        """Of each good what every reading on every day comes to, its own day and all goods together first."""
        cases = [good.read.case for good in self.goods]
        found: list[list[tuple[tuple[int, int], _Outcome]]] = [[] for _ in cases]
        every = list(dict.fromkeys(day for mine in days for day in mine))
        for number, reading in enumerate(readings(self.election, cases, self.law)):
            for key, day in product(dict.fromkeys(reading.groups), every):
                places = [place for place, group in enumerate(reading.groups) if group == key]
                if not any(day in days[place] for place in places):
                    continue
                judged = self._judged(rule, places, day)
                for place, outcome in zip(places, judged, strict=True):
                    if day in days[place] and outcome is not None:
                        rank = days[place].index(day)
                        why = reading.why or (Said.of("finding.averaging.open_days") if rank else None)
                        found[place].append(((number, rank), replace(outcome, why=why)))
        return [[outcome for _, outcome in sorted(mine, key=lambda item: item[0])] for mine in found]

    def _judged(self, rule: str, places: Sequence[int], day: date) -> Sequence[_Outcome | None]:
        group = self._group(places, day)
        if rule == "rvc":
            goods = [self.goods[place] for place in places]
            certified = [good.certified or own for good, own in zip(goods, group.each, strict=True)]
            return [ReadProduct(found) for found in group.content(certified)]
        if rule == "core_parts":
            findings: Sequence[Finding | None] = group.core_parts()
        elif rule == "labor_value":
            findings = group.labor()
        else:
            findings = group.metal(rule)
        return [None if finding is None else Read(finding) for finding in findings]
