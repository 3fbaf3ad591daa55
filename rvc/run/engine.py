"""From a case to a report: the readings of its kind, its findings, its verdict."""

import importlib.metadata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from rvc.base.errors import InputError
from rvc.base.hs import dotted
from rvc.base.messages import text
from rvc.base.outcome import Outcome, Status
from rvc.base.problem import Problem
from rvc.base.ratio import percent
from rvc.law.load import Law, load_law
from rvc.lines.read import ReadCase
from rvc.run import vehicle_findings
from rvc.run.by_country import ByCountry, by_country, shown
from rvc.run.evaluate import Evaluation, Root, evaluate
from rvc.run.figures import money
from rvc.run.judged import Judged, readings, unavailable
from rvc.run.notes import notes
from rvc.run.product_findings import product_findings
from rvc.run.report import (
    AlternativeFindings,
    Finding,
    GoodReference,
    LawReference,
    LineShare,
    Note,
    Oddity,
    Report,
    Said,
)
from rvc.run.stated import as_stated
from rvc.run.unknown import largest

REGIMES = ("usmca", "alternative_staging")
_RANK = {"fail": 0, "undetermined": 1, "pass": 2}


def check(read: ReadCase, *, on: date | None = None, regime: str | None = None) -> Report:
    """Judge one good (UR 3-20) by the rules of its date, or of `on`: a fleet of one.

    Args:
        read: a case as `rvc.lines.read` gives it, checked.
        on: the day whose rules apply; the good's own date if None.
        regime: "usmca" or "alternative_staging" (UR 19); the case's election if None.

    Returns:
        The report; percentages are decimal strings, money is in the good's currency.

    Raises:
        InputError: the regime is not one that this case can elect.
    """
    return check_many([read], on=on, regime=regime)[0]


def check_many(reads: Sequence[ReadCase], *, on: date | None = None, regime: str | None = None) -> list[Report]:
    """Judge goods together, each as if it were alone; the reports come in the order of the cases.

    Raises:
        InputError: a case cannot elect the regime; `problems` holds one for each such case.
    """
    law = load_law()
    problems: list[Problem] = []
    owners: list[int] = []
    judged: list[Judged] = []
    for place, read in enumerate(reads):
        found = _readings(read, law, on, regime)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            judged += found
            owners += [place] * len(found)
    if problems:
        raise InputError(problems)
    evaluation = evaluate(judged, law)
    origins = {id(root): by_country(evaluation, root) for root in (evaluation.panel, evaluation.us_position)}
    rows_of: dict[int, list[int]] = {}
    for row, owner in enumerate(owners):
        rows_of.setdefault(owner, []).append(row)
    whole = []
    for place, read in enumerate(reads):
        rows = rows_of[place]
        mine = [_report(evaluation, row, read, law, origins) for row in rows]
        whole.append(mine[0] if len(mine) == 1 else _open_kind(mine, tuple(judged[row] for row in rows)))
    return whole


def _readings(read: ReadCase, law: Law, on: date | None, regime: str | None) -> tuple[Judged, ...] | Problem:
    """The readings of one case, or why it cannot elect the regime."""
    case = read.case
    day, chosen = on or case.good.date, regime or case.elections.regime
    if chosen not in REGIMES:
        return Problem("regime.unavailable", {"seen": chosen, "expected": ", ".join(REGIMES)}, "elections.regime")
    first = law.figures.entry_into_force
    if day < first:
        return Problem("date.before_agreement", {"seen": day.isoformat(), "first": first.isoformat()}, "good.date")
    judged = readings(case, law, day, chosen)
    return unavailable(judged, day, chosen) or judged


def _report(found: Evaluation, row: int, read: ReadCase, law: Law, origins: Mapping[int, ByCountry]) -> Report:
    judged = found.judged[row]
    root = found.us_position if judged.case.elections.rollup == "us_position" else found.panel
    product = product_findings(found, root, row)
    beside = _beside(found, row)
    findings = [beside[0], *product.findings, *beside[1:]]
    claim = int(found.nodes.claim[row])
    findings = as_stated(findings, claim)
    verdict = _verdict(findings)
    verdicts = {"panel": verdict, "us_position": verdict}
    for election, other in (("panel", found.panel), ("us_position", found.us_position)):
        if other is not root:
            others = [beside[0], *product_findings(found, other, row).findings, *beside[1:]]
            verdicts[election] = _verdict(as_stated(others, claim))
    return Report(
        engine_version=_version(),
        inputs_sha256=read.sha256,
        law=LawReference(
            regime="alternative_staging" if judged.staged else "usmca", as_of=judged.day.isoformat(),
            version=law.version, sha256=law.sha256,
        ),
        good=_good(judged),
        verdict=verdict.verdict,
        findings=findings,
        alternatives=product.alternatives,
        notes=list(notes(found, root, row, product.trial, verdicts)),
        largest_non_originating=_shares(found, root, row),
        value_by_country=shown(found, origins[id(root)], row),
        value_by_country_complete=bool(origins[id(root)].complete[row]),
        warnings=[_oddity(item) for item in read.warnings],
    )  # fmt: skip


@cache
def _version() -> str:
    return importlib.metadata.version("usmca-rvc")


def _beside(found: Evaluation, row: int) -> list[Finding]:
    """The findings that bind the good beside its product rule, in the order of the contract; territory first."""
    judged = found.judged[row]
    findings = [vehicle_findings.territory(found, row)]
    if judged.light:
        findings.append((vehicle_findings.staged_parts if judged.staged else vehicle_findings.core_parts)(found, row))
    if judged.covered:
        findings += [vehicle_findings.metal(found, row, name) for name in found.metals[row]]
        findings.append(vehicle_findings.labor_value(found, row))
    return findings


def _verdict(findings: list[Finding]) -> Outcome:
    """All pass: originating; one fails: non-originating; otherwise undetermined."""
    return Outcome(min(_RANK[finding.status] for finding in findings))


def _oddity(warning: Problem) -> Oddity:
    place = replace(warning, file="", line=None).place
    return Oddity(code=f"problem.{warning.code}", text=warning.text, params=warning.params, path=place)


def _good(judged: Judged) -> GoodReference:
    good = judged.case.good
    return GoodReference(
        id=good.id,
        hs=dotted(good.hs),
        kind=judged.kind,
        use=good.use,
        description=good.description,
        currency=good.currency,
    )


def _shares(found: Evaluation, root: Root, row: int) -> list[LineShare]:
    nodes = found.nodes
    materials = {material.id: material for material in found.judged[row].case.materials}
    net_cost = root.bases.net_cost
    base = 0 if net_cost.unbounded[row] else int(net_cost.least[row])
    counted = root.rolled.ledgers.whole("counted")
    shares = []
    for line in largest(found, root, row):
        amount, item = int(counted.most[line]), materials[nodes.ids[line]]
        shares.append(
            LineShare(
                id=item.id,
                part_number=item.part_number,
                description=item.description,
                hs=None if item.hs is None else dotted(item.hs),
                status="unknown" if root.rolled.status[line] == 1 else "non_originating",
                value=money(amount, nodes.scale),
                points=percent(amount, base) if base else None,
            )
        )
    return shares


def _open_kind(reports: list[Report], judged: tuple[Judged, ...]) -> Report:
    """Two readings of the kind: one verdict if they agree, else undetermined with both shown (reading 33)."""
    worst = min(reports, key=lambda report: ("non_originating", "undetermined", "originating").index(report.verdict))
    said = ", ".join(_reading(item, report) for item, report in zip(judged, reports, strict=True))
    params = {"hs": worst.good.hs, "readings": said}
    note = Note.model_validate(
        {**Said.of("note.kind.open", **params).model_dump(), "code": "kind.open", "citations": ["UR 12", "UR 14(3)"]}
    )
    readings_shown = [
        AlternativeFindings(
            citation="UR 12", text=text(f"finding.kind.{item.kind}"), status=_status(report), findings=report.findings,
        )
        for item, report in zip(judged, reports, strict=True)
    ]  # fmt: skip
    agreed = len({report.verdict for report in reports}) == 1
    findings = worst.findings if agreed else [_soften(finding) for finding in worst.findings]
    return worst.model_copy(
        update={
            "verdict": worst.verdict if agreed else "undetermined",
            "findings": findings,
            "alternatives": readings_shown,
            "notes": [note, *worst.notes],
        }
    )


def _reading(judged: Judged, report: Report) -> str:
    kind, verdict = text(f"finding.kind.{judged.kind}"), text(f"finding.verdict.{report.verdict}")
    return f"{kind}: {verdict}"


def _status(report: Report) -> Status:
    return next(outcome.status for outcome in Outcome if outcome.verdict == report.verdict)


def _soften(finding: Finding) -> Finding:
    """A finding that fails under one reading of the kind only is not settled until the kind is elected."""
    if finding.status != "fail":
        return finding
    return finding.model_copy(update={"status": "undetermined", "missing": [*finding.missing, "good.kind"]})
