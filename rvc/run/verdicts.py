"""From checked cases to verdicts: every reading of a kind judged in one fleet, its findings, what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rvc.base.errors import InputError
from rvc.base.outcome import Outcome, Verdict
from rvc.base.problem import Problem
from rvc.law.load import Law
from rvc.law.nafta_law import NaftaLaw
from rvc.law.scenario import ScenarioLaw
from rvc.lines.read import ReadCase
from rvc.run import nafta, nafta_findings, nafta_readings, us_content, vehicle_findings
from rvc.run.designations import with_best
from rvc.run.evaluate import Evaluation, Root, evaluate
from rvc.run.judged import Judged, readings, unavailable
from rvc.run.nafta_evaluation import NaftaEvaluation
from rvc.run.product_findings import ProductFindings, product_findings
from rvc.run.regimes import elected, law_of
from rvc.run.report import Finding
from rvc.run.stated import as_stated

_RANK = {"fail": 0, "undetermined": 1, "pass": 2}


@dataclass(frozen=True)
class Fleet:
    """Goods judged together: of each case the rows of its readings in `found`, or why it cannot be judged."""

    found: Evaluation
    rows: tuple[tuple[int, ...], ...]
    problems: tuple[Problem | None, ...]


@dataclass(frozen=True)
class Judgment:
    """One good under one reading of its kind: what the product rule says, every finding, and what they come to."""

    row: int
    judged: Judged
    root: Root
    product: ProductFindings
    beside: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    verdict: Outcome


def judge_fleet(reads: Sequence[ReadCase], *, on: date | None = None, regime: str | None = None) -> Fleet:
    """Judge goods of one law together, each as if it were alone; a case that cannot elect the regime keeps its problem.

    The law is that of the regime, else of the one that the first case elects; `each_by_its_law` groups cases so.
    """
    law = law_of(elected(reads[0], regime) if reads else "usmca")
    judged: list[Judged] = []
    rows: list[tuple[int, ...]] = []
    problems: list[Problem | None] = []
    for read in reads:
        found = readings_of(read, law, on, regime)
        mine = () if isinstance(found, Problem) else found
        problems.append(found if isinstance(found, Problem) else None)
        rows.append(tuple(range(len(judged), len(judged) + len(mine))))
        judged += mine
    whole = nafta.evaluate(judged, law) if isinstance(law, NaftaLaw) else evaluate(with_best(judged, law), law)
    return Fleet(whole, tuple(rows), tuple(problems))


def judge_all(reads: Sequence[ReadCase], *, on: date | None = None, regime: str | None = None) -> Fleet:
    """Judge goods together, as `judge_fleet` does, where none may keep a problem.

    Raises:
        InputError: a case cannot elect the regime; `problems` holds one for each such case.
    """
    fleet = judge_fleet(reads, on=on, regime=regime)
    problems = [problem for problem in fleet.problems if problem is not None]
    if problems:
        raise InputError(problems)
    return fleet


def deciding(fleet: Fleet, place: int) -> tuple[Judgment, Verdict]:
    """Of the case at a place: its judgment, the worst where its kind has several readings, and its verdict."""
    judgments = [judgment(fleet.found, row) for row in fleet.rows[place]]
    worst, verdict, findings = together(fleet.found, judgments)
    return replace(judgments[worst], findings=tuple(findings)), verdict


def readings_of(read: ReadCase, law: Law, on: date | None, regime: str | None) -> tuple[Judged, ...] | Problem:
    """What one case is judged as under each reading of its kind, or why it cannot elect the regime."""
    case = read.case
    day, chosen = on or case.good.date, elected(read, regime)
    if isinstance(law, NaftaLaw):
        return nafta_readings.readings(read, law, day)
    first = law.figures.entry_into_force
    if day < first:
        return Problem("date.before_agreement", {"seen": day.isoformat(), "first": first.isoformat()}, "good.date")
    judged = readings(case, law, day, chosen)
    return unavailable(judged, day, chosen) or judged


def judgment(found: Evaluation, row: int, *, alternatives: bool = True) -> Judgment:
    """The findings of one row and their verdict; `alternatives`: with the findings of those that do not decide."""
    judged = found.judged[row]
    root = found.us_position if judged.case.elections.rollup == "us_position" else found.panel
    product = product_findings(found, root, row, alternatives=alternatives)
    if isinstance(found, NaftaEvaluation):
        product = nafta_findings.in_its_words(found, row, product)
        own = [nafta_findings.territory(found, row), *product.findings]
        return Judgment(row, judged, root, product, (own[0],), tuple(own), verdict_of(own))
    if isinstance(found.law, ScenarioLaw):
        product = replace(product, findings=[_by_scenario(found.law, judged, item) for item in product.findings])
    beside = tuple(_beside(found, root, row))
    findings = as_stated([beside[0], *product.findings, *beside[1:]], product.claim)
    return Judgment(row, judged, root, product, beside, tuple(findings), verdict_of(findings))


def by_election(found: Evaluation, own: Judgment) -> dict[str, Outcome]:
    """The verdict under each rollup election: the case's own, and the other where it could differ."""
    verdicts = {"panel": own.verdict, "us_position": own.verdict}
    for election, other in (("panel", found.panel), ("us_position", found.us_position)):
        if other is not own.root:
            product = product_findings(found, other, own.row, alternatives=False)
            findings = [own.beside[0], *product.findings, *own.beside[1:]]
            verdicts[election] = verdict_of(as_stated(findings, product.claim))
    return verdicts


def together(found: Evaluation, judgments: Sequence[Judgment]) -> tuple[int, Verdict, list[Finding]]:
    """Readings of a kind as one: the place of the worst, the verdict, its findings (reading 33).

    The verdict is theirs if they agree, else undetermined; a finding that fails under one reading only is then open.
    """
    worst = min(range(len(judgments)), key=lambda place: (judgments[place].verdict, place))
    findings = list(judgments[worst].findings)
    if len({item.verdict for item in judgments}) == 1:
        return worst, judgments[worst].verdict.verdict, findings
    row = judgments[worst].row
    settling = nafta_findings.settling(found, row) if isinstance(found, NaftaEvaluation) else "good.kind"
    return worst, Outcome.UNDETERMINED.verdict, [_soften(finding, settling) for finding in findings]


def _beside(found: Evaluation, root: Root, row: int) -> list[Finding]:
    """The findings that bind the good beside its product rule, in the order of the contract; territory first."""
    judged = found.judged[row]
    findings = [vehicle_findings.territory(found, row)]
    if judged.light:
        findings.append((vehicle_findings.staged_parts if judged.staged else vehicle_findings.core_parts)(found, row))
    if judged.covered:
        findings += [vehicle_findings.metal(found, row, name) for name in found.metals(row)]
        findings.append(vehicle_findings.labor_value(found, row))
    if us_content.asked_of(found, judged):
        findings.append(us_content.finding(found, root, row))
    return findings


def _by_scenario(law: ScenarioLaw, judged: Judged, finding: Finding) -> Finding:
    """A value content whose percentage a scenario sets cites the scenario, not the section that it displaces."""
    if finding.rule != "rvc" or not judged.light or "vehicle.light" not in law.changed:
        return finding
    return finding.model_copy(update={"citations": [*finding.citations, *law.schedule("vehicle.light").cite]})


def verdict_of(findings: Sequence[Finding]) -> Outcome:
    """All pass: originating; one fails: non-originating; otherwise undetermined."""
    return Outcome(min(_RANK[finding.status] for finding in findings))


def _soften(finding: Finding, settling: str) -> Finding:
    """A finding that fails under one reading only is not settled until it is known which of them holds."""
    if finding.status != "fail":
        return finding
    return finding.model_copy(update={"status": "undetermined", "missing": [*finding.missing, settling]})
