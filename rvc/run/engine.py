"""From a case to a report: the findings of its readings, its verdict, and what they rest on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rvc.base.decimals import money
from rvc.base.hs import dotted
from rvc.base.messages import text
from rvc.base.problem import Problem
from rvc.base.ratio import percent
from rvc.base.version import engine_version
from rvc.lines.read import ReadCase
from rvc.run import nafta, nafta_findings
from rvc.run.by_country import ByCountry, by_country, shown, through_tiers
from rvc.run.core_methods import by_method
from rvc.run.evaluate import Evaluation, Root
from rvc.run.judged import Judged
from rvc.run.nafta_evaluation import NaftaEvaluation
from rvc.run.notes import notes
from rvc.run.regimes import each_by_its_law
from rvc.run.report import AlternativeFindings, GoodReference, LawReference, LineShare, Oddity, Report
from rvc.run.unknown import largest
from rvc.run.verdicts import Fleet, Judgment, by_election, judge_all, judgment, together
from rvc.run.words import note as _note


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
    return each_by_its_law(reads, regime, lambda mine, _: reports(mine, judge_all(mine, on=on, regime=regime)))


def reports(reads: Sequence[ReadCase], fleet: Fleet) -> list[Report]:
    """The reports of cases that were judged together, in their order."""
    found = fleet.found
    countries: dict[int, ByCountry] = {}

    def report(read: ReadCase, own: Judgment) -> Report:
        table = countries.get(id(own.root)) or countries.setdefault(id(own.root), by_country(found, own.root))
        return Report(
            engine_version=engine_version(),
            inputs_sha256=read.sha256,
            law=law_reference(found, own.judged),
            good=good_reference(own.judged),
            verdict=own.verdict.verdict,
            findings=list(own.findings),
            alternatives=own.product.alternatives,
            notes=list(notes(found, own.root, own.row, own.product.trial, by_election(found, own))),
            largest_non_originating=_shares(found, own.root, own.row),
            value_by_country=shown(found, table, own.row),
            value_by_country_complete=bool(table.complete[own.row]),
            value_through_tiers=through_tiers(found, table, own.row),
            core_parts_by_method=list(by_method(found, own.row)) if own.judged.light else [],
            warnings=[_oddity(item) for item in read.warnings],
        )

    whole = []
    for read, rows in zip(reads, fleet.rows, strict=True):
        judgments = [judgment(found, row) for row in rows]
        each = [report(read, own) for own in judgments]
        whole.append(each[0] if len(each) == 1 else _open_kind(found, judgments, each))
    return whole


def law_reference(found: Evaluation, judged: Judged) -> LawReference:
    """Which law a good was judged by."""
    return LawReference(
        regime="alternative_staging" if judged.staged else found.law.regime,
        as_of=judged.day.isoformat(),
        version=found.law.version,
        sha256=found.law.sha256,
    )


def _oddity(warning: Problem) -> Oddity:
    place = replace(warning, file="", line=None).place
    return Oddity(code=f"problem.{warning.code}", text=warning.text, params=warning.params, path=place)


def good_reference(judged: Judged) -> GoodReference:
    """Which good was judged, as what."""
    good = judged.case.good
    return GoodReference(
        id=good.id,
        hs=dotted(good.hs),
        kind=judged.kind,
        use=good.use,
        description=good.description,
        currency=good.currency,
        model_line=good.model_line,
        plant=good.plant,
    )


def _shares(found: Evaluation, root: Root, row: int) -> list[LineShare]:
    nodes = found.nodes
    materials = {material.id: material for material in found.judged[row].case.materials}
    net_cost = root.bases.net_cost
    base = 0 if net_cost.endless(row) else int(net_cost.least[row])
    counted = root.rolled.ledgers.whole("counted")
    shares = []
    if isinstance(found, NaftaEvaluation):
        heaviest = nafta.heaviest(found, row)
        lines, unknown = [item.line for item in heaviest], {item.line for item in heaviest if item.fact}
    else:
        lines = largest(found, root, row)
        unknown = {line for line in lines if root.rolled.status[line] == 1}
    for line in lines:
        amount, item = int(counted.most[line]), materials[nodes.ids[line]]
        shares.append(
            LineShare(
                id=item.id,
                part_number=item.part_number,
                description=item.description,
                hs=None if item.hs is None else dotted(item.hs),
                status="unknown" if line in unknown else "non_originating",
                value=money(amount, nodes.scale),
                points=percent(amount, base) if base else None,
            )
        )
    return shares


def _open_kind(found: Evaluation, judgments: Sequence[Judgment], reports: Sequence[Report]) -> Report:
    """Several readings of a good: one verdict if they agree, else undetermined with each shown (reading 33)."""
    place, verdict, findings = together(found, judgments)
    worst = reports[place]
    notes = list(worst.notes)
    if isinstance(found, NaftaEvaluation):
        cite, named = "NAFTA 2(1)", [nafta_findings.reading(found, item.row) for item in judgments]
    else:
        readings = ", ".join(map(_reading, judgments))
        for_want_of_use = any(item.judged.kind == "part" for item in judgments)
        code, cites = ("kind.by_use", ()) if for_want_of_use else ("kind.open", ("UR 14(3)",))
        notes.insert(0, _note(code, "UR 12", *cites, hs=worst.good.hs, readings=readings))
        cite, named = "UR 12", [text(f"finding.kind.{item.judged.kind}") for item in judgments]
    readings_shown = [
        AlternativeFindings(citation=cite, text=said, status=item.verdict.status, findings=list(item.findings))
        for item, said in zip(judgments, named, strict=True)
    ]
    return worst.model_copy(
        update={
            "verdict": verdict,
            "findings": findings,
            "alternatives": readings_shown,
            "notes": notes,
        }
    )


def _reading(item: Judgment) -> str:
    kind, verdict = text(f"finding.kind.{item.judged.kind}"), text(f"finding.verdict.{item.verdict.verdict}")
    return f"{kind}: {verdict}"
