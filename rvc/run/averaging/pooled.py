"""Findings by the average: goods of one group on one day, their sums judged by the engine's own tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from operator import add

import numpy as np

from rvc.base.likes import Likes
from rvc.base.outcome import Outcome
from rvc.law.load import Law
from rvc.lines.averaging.election import Election
from rvc.lines.case import Case, Material
from rvc.lines.read import ReadCase
from rvc.rules.labor_value import Between
from rvc.run.averaging.combine import Branches
from rvc.run.averaging.totals import Sums, content_case, labor_case, metal_case, sums_of
from rvc.run.evaluate import Evaluation, core_test
from rvc.run.product_findings import by_branch, missing_for_rvc
from rvc.run.report import Finding
from rvc.run.vehicle_findings import core_parts
from rvc.run.verdicts import Fleet, Judgment, judge_all, judgment


@dataclass(frozen=True)
class Group:
    """Goods that are averaged together, in the order of the election, on one day under one regime.

    `core`: of each good the outcomes of its core parts by their average, empty where they are not averaged.
    """

    election: Election
    cases: tuple[Case, ...]
    weights: tuple[int, ...]
    core: tuple[Mapping[str, Outcome], ...]
    day: date
    regime: str | None
    law: Law

    @cached_property
    def fleet(self) -> Fleet:
        """The goods by themselves; of each, the kind is one."""
        return self._judged(self.cases)

    @cached_property
    def each(self) -> tuple[Sums, ...]:
        """What each good adds."""
        cases = [_with_core(case, core, Outcome.FAIL) for case, core in zip(self.cases, self.core, strict=True)]
        worst = self._sums(cases)
        if not any(Outcome.UNDETERMINED in core.values() for core in self.core):
            return worst
        best = self._sums(
            [_with_core(case, core, Outcome.PASS) for case, core in zip(self.cases, self.core, strict=True)]
        )
        return tuple(
            replace(low, vnm=Between(high.vnm.least, low.vnm.most)) for low, high in zip(worst, best, strict=True)
        )

    @cached_property
    def sums(self) -> Sums:
        """What they come to."""
        return reduce(add, self.each)

    def content(self, certified: Sequence[Sums]) -> list[Branches]:
        """What the product rule of each good says of the average; `certified`: sums of its labor value content."""
        fleet = self._judged(
            [content_case(case, self.sums, labor) for case, labor in zip(self.cases, certified, strict=True)]
        )
        found = fleet.found
        return [self._asking(branches_of(judgment(found, row, alternatives=False), found)) for row, *_ in fleet.rows]

    def labor(self) -> list[Finding | None]:
        """The labor value content of each good by the average."""
        return self._found("labor_value", [labor_case(case, self.sums) for case in self.cases])

    def metal(self, name: str) -> list[Finding | None]:
        """The purchases of a metal for each good."""
        return self._found(name, [metal_case(case, name, self.election, self.cases) for case in self.cases])

    def core_parts(self) -> list[Finding]:
        """The core parts of each good by the average of all, which must exceed the threshold (UR 14(12))."""
        found = self.fleet.found
        lines = found.core_lines
        weights = np.array(self.weights, dtype=object)[lines.good]
        net_cost, vnm, components = (span.times(weights) for span in (lines.net_cost, lines.vnm, lines.components))
        together = replace(lines, good=np.zeros_like(lines.good), net_cost=net_cost, vnm=vnm, components=components)
        answers = {name: answer for good in found.answers for name, answer in good.items() if answer == "unanswered"}
        tested = core_test(together, found.judged[:1], Likes.each([answers]), self.law)
        good = np.array([1 if "unanswered" in answer.values() else 2 for answer in found.answers], dtype=np.int8)
        np.minimum.at(good, lines.good, tested.line)
        averaged = replace(found, core=replace(tested, good=good, required=found.core.required))
        return [core_parts(averaged, row) for row, *_ in self.fleet.rows]

    @cached_property
    def missing(self) -> list[str]:
        """Everything not known that bears on the net cost or VNM of any good, by its name."""
        found = self.fleet.found
        roots = [(judgment(found, row, alternatives=False).root, row) for row, *_ in self.fleet.rows]
        return self._of_each([missing_for_rvc(found, root, row, by_price=False) for root, row in roots])

    def _asking(self, branches: Branches) -> Branches:
        """The same, an RVC that is open asking for what the goods lack, and not what their totals do."""
        return [
            [
                option.model_copy(update={"findings": [self._asks(item) for item in option.findings]})
                for option in branch
            ]
            for branch in branches
        ]

    def _asks(self, finding: Finding) -> Finding:
        if finding.rule != "rvc" or finding.status != "undetermined":
            return finding
        return finding.model_copy(update={"missing": self.missing})

    def _of_each(self, missing: Sequence[Sequence[str]]) -> list[str]:
        names = [case.good.id for case in self.cases]
        return [f"{name}: {path}" for name, paths in zip(names, missing, strict=True) for path in paths]

    def _judged(self, cases: Sequence[Case]) -> Fleet:
        return judge_all([ReadCase(case) for case in cases], on=self.day, regime=self.regime)

    def _sums(self, cases: Sequence[Case]) -> tuple[Sums, ...]:
        fleet = self._judged(cases)
        scale = fleet.found.nodes.scale
        return tuple(
            sums_of(judgment(fleet.found, row, alternatives=False), scale, self.law, weight)
            for (row, *_), weight in zip(fleet.rows, self.weights, strict=True)
        )

    def _found(self, rule: str, cases: Sequence[Case]) -> list[Finding | None]:
        fleet = self._judged(cases)
        each = [_of_rule(judgment(fleet.found, row, alternatives=False), rule) for row, *_ in fleet.rows]
        if all(finding is None or finding.status != "undetermined" for finding in each):
            return each
        alone = [_of_rule(judgment(self.fleet.found, row, alternatives=False), rule) for row, *_ in self.fleet.rows]
        asked = self._of_each([finding.missing if finding is not None else [] for finding in alone])
        return [
            finding.model_copy(update={"missing": asked}) if finding and finding.status == "undetermined" else finding
            for finding in each
        ]


def branches_of(own: Judgment, found: Evaluation) -> Branches:
    """What the product rule offers a good, branch by branch."""
    return by_branch(found, own.root, own.row)


def _of_rule(own: Judgment, rule: str) -> Finding | None:
    return next((finding for finding in own.findings if finding.rule == rule), None)


def _with_core(case: Case, outcomes: Mapping[str, Outcome], unsettled: Outcome) -> Case:
    """A case whose core parts have the status that their average found; by its own test where they have none.

    Those that originate add nothing to VNM (UR 14(1), 14(12)); only under the reading of the panel (reading 24).
    """
    if not outcomes or case.elections.rollup != "panel":
        return case
    return replace(
        case, materials=tuple(_line(line, outcomes.get(line.id), unsettled) for line in case.materials)
    )  # fmt: skip


def _line(line: Material, outcome: Outcome | None, unsettled: Outcome) -> Material:
    if outcome is None:
        return line
    settled = unsettled if outcome is Outcome.UNDETERMINED else outcome
    if settled is Outcome.PASS:
        return replace(line, originating=True)
    return replace(line, originating=False, core_part=None)
