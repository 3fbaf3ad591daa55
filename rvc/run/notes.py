"""Notes: readings of the law and of the input that a verdict rests on, said whether or not they turned it."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from rvc.base.hs import dotted
from rvc.base.messages import text
from rvc.base.outcome import FAIL, PASS, UNDETERMINED, Outcome
from rvc.law.scenario import US_CONTENT, ScenarioLaw
from rvc.lines.case import Case, HighWageMaterial
from rvc.lines.nodes import NOT_STATED, ORIGINS, STATED_ORIGINATING, Nodes
from rvc.lines.schema import REGION
from rvc.lines.valuation import price_of
from rvc.run import nafta_findings, valuations
from rvc.run.evaluate import Evaluation, Root
from rvc.run.figures import measured
from rvc.run.nafta_evaluation import NaftaEvaluation
from rvc.run.refuted import refuted
from rvc.run.report import Note
from rvc.run.trials import found_by
from rvc.run.words import category_words
from rvc.run.words import note as _note

_OPEN_NOTES = {
    "table_d_tariff_change_alone": "open_table",
    "mcpherson_table_d": "open_strut",
    "steering_slip": "open_steering",
}
_OPTIONAL = ("international_shipping", "packing", "pre_shipment")


def notes(found: Evaluation, root: Root, row: int, trial: int | None, verdicts: dict[str, Outcome]) -> Iterator[Note]:
    """Every note on one good, in the order of the findings. `verdicts` holds that of each rollup election."""
    judged = found.judged[row]
    if isinstance(found, NaftaEvaluation):
        yield from nafta_findings.notes(found, row)
        return
    if isinstance(found.law, ScenarioLaw):
        yield from _proposal(found.law)
    if len(judged.kinds) > 1 and judged.case.good.kind is not None:
        hs = dotted(judged.case.good.hs)
        yield _note(
            "kind.elected", "UR 12", hs=hs, kinds=", ".join(text(f"finding.kind.{kind}") for kind in judged.kinds)
        )
    if judged.light:
        yield from _core(found, row, verdicts)
    yield from _product_rule(found, root, row, trial)
    yield from _requirement(found, row)
    if judged.covered:
        yield from _metals(found, row)
        yield from _wages(judged.case)
        yield _note("labor_value.certification", "UR 18(1)", "UR 18(2)", "19 CFR 182.92")
    if judged.staged:
        yield _note("staging.a1_parts", "UR 19(4)(b)")
    if judged.case.elections.averaging != "none":
        yield _note("election.averaged", "UR 16(7)", "UR 18(17)", "UR 7(17)", file=judged.case.elections.averaging)


def _wages(case: Case) -> Iterator[Note]:
    """Wages stated without a currency: they are tested in that of the plant's country (UR 12)."""
    countries = dict.fromkeys(
        getattr(plant, "plant_country" if isinstance(plant, HighWageMaterial) else "country")
        for block in case.labor
        for plant in (
            *(block.materials or ()),
            *(block.transport or ()),
            block.assembly,
            *(block.assembly_plants or ()),
        )
        if plant is not None and plant.average_base_hourly_wage is not None and plant.wage_currency is None
    )
    tested = [country for country in countries if country in REGION]
    if tested:
        yield _note("labor_value.wage_currency", "UR 12", countries=", ".join(tested))


def _proposal(law: ScenarioLaw) -> Iterator[Note]:
    """That the rules are a proposal, of whom and of when, and by which file."""
    said = "; ".join(f"{item.title} ({item.date})" for item in law.origins)
    yield _note(
        "scenario.proposal", title=law.title, source=said, file=law.file, sha256=law.file_sha256, status=law.status
    )
    if any(name.startswith(US_CONTENT) for name in law.schedules):
        yield _note("scenario.us_share")


def _core(found: Evaluation, row: int, verdicts: dict[str, Outcome]) -> Iterator[Note]:
    judged, nodes = found.judged[row], found.nodes
    for category, answer in found.answers[row].items():
        if answer == "code":
            yield _note("core.absent_by_code", "UR 14(4)", category=category_words(category))
        elif answer == "declared":
            yield _note("core.absent_declared", "UR 14(4)", category=category_words(category))
            if category == "advanced_battery" and "hybrid" in judged.case.good.features:
                yield _note("core.hybrid_battery", "UR Table A.2")
    mine = found.core_lines.of_good(row)
    lines = found.core_lines.line[mine]
    if judged.case.elections.core_parts_averaging == "none" and len(lines) > len(
        set(found.core_lines.category[mine].tolist())
    ):
        yield _note("core.each_line", "UR 14(4)", "UR 14(12)")
    if not np.array_equal(found.core.line[mine], found.core.on_its_own[mine]) and not judged.staged:
        panel, other = verdicts["panel"], verdicts["us_position"]
        elected = judged.case.elections.rollup
        code = "rollup.same" if panel is other else "rollup.differs"
        yield _note(
            code,
            "UR 14(1)",
            "UR 14(7)",
            elected=elected,
            panel=text(f"finding.verdict.{panel.verdict}"),
            us_position=text(f"finding.verdict.{other.verdict}"),
        )
        yield _note("rollup.third_reading", "UR 14(1)")
    if found.core.good[row] == UNDETERMINED:
        yield from _components_inside(found, row)
    undesignated = [
        nodes.ids[line]
        for line, outcome in zip(lines.tolist(), found.core.line[mine].tolist(), strict=True)
        if nodes.in_house[line] and not nodes.designated[line] and outcome == PASS
    ]
    if undesignated and not judged.staged:
        yield _note("rollup.in_house", "UR 14(1)", "UR 8(6)", lines=", ".join(undesignated))


def _components_inside(found: Evaluation, row: int) -> Iterator[Note]:
    """Self-produced parts that Table A.2 does not list, with components in them: whether these count (UR 14(8))."""
    nodes, components = found.nodes, found.panel.rolled.ledgers.whole("components")
    mine = nodes.lines_of(row)
    unlisted = nodes.in_house[mine] & nodes.opened[mine] & ~nodes.is_component[mine] & ~nodes.is_core[mine]
    lines = [nodes.ids[line] for line in mine[unlisted & (components.most[mine] > 0)].tolist()]
    if lines:
        yield _note("core.components_inside", "UR 14(7)", "UR 14(8)", lines=", ".join(lines))


def _product_rule(found: Evaluation, root: Root, row: int, trial: int | None) -> Iterator[Note]:
    judged, nodes, trials = found.judged[row], found.nodes, root.trials
    if trial is not None:
        alternative = trials.alternatives[trial]
        if alternative.open_point:
            yield _note(f"rule.{_OPEN_NOTES[alternative.open_point]}", "UR 15(2)", "UR 15(3)")
        if alternative.doubt:
            yield _note("doubt.print", alternative.cite, text=alternative.doubt)
        method, certified = judged.case.good.method, nodes.claim[row] == STATED_ORIGINATING
        if certified and method and root.outcome[row] == Outcome.UNDETERMINED and not found_by(alternative, method):
            yield _note("claim.other_method", "19 CFR 182.12", method=text(f"finding.method.{method}"))
        elected = judged.case.elections.rvc_method
        if elected == "transaction_value" and alternative.net_cost and not alternative.transaction_value:
            yield _note("election.method_not_printed", "UR 7(6)")
        value = judged.case.value
        absent = [name for name in _OPTIONAL if value is not None and getattr(value, name) is None]
        if trials.asks_transaction_value[trial] and value is not None and price_of(value) is not None and absent:
            yield _note("price.as_stated", "UR 1", names=", ".join(absent))
    yield from _other_use(judged.case, judged.use)
    yield from valuations.notes(judged.case, found.law)
    if judged.case.elections.intermediates == "best":
        chosen = ", ".join(line.id for line in judged.case.materials if line.intermediate)
        yield _note("designation.best" if chosen else "designation.none_serves", "UR 8(6)", "UR 8(7)(b)", lines=chosen)
    yield from _table_fg(judged.case, nodes, row)
    mine, rolled = nodes.lines_of(row), root.rolled
    barred = mine[rolled.provided[mine]].tolist()
    if barred:
        yield _note("designation.proviso", "UR 8(6)", lines=", ".join(nodes.ids[line] for line in barred))
    yield from _judged_lines(found, root, row)


def _other_use(case: Case, use: str | None) -> Iterator[Note]:
    """What is certified, but for another use than that of the good: such a claim does not hold here (reading 11)."""
    claimed = [(line.id, line.claim) for line in case.materials if line.originating]
    if case.good.originating:
        claimed.insert(0, (case.good.id, case.good.claim))
    apart = [name for name, claim in claimed if claim is not None and claim.use not in {None, use}]
    if apart:
        yield _note("claim.other_use", "UR 14(9)", "19 CFR 182.12", lines=", ".join(apart), use=use or "-")


def _table_fg(case: Case, nodes: Nodes, row: int) -> Iterator[Note]:
    """Lines elected to count by what is in them, and whether the choice is refused or open (UR 20(4); reading 45)."""
    asked = {line.id for line in case.materials if line.table_fg_vnm == "vnm"}
    mine = [line for line in nodes.lines_of(row).tolist() if nodes.ids[line] in asked]
    refused = [nodes.ids[line] for line in mine if nodes.by_vnm[line] == FAIL]
    if refused:
        yield _note("table_fg.no_choice", "UR 20(4)", "UR 20(5)", lines=", ".join(refused))
    unsaid = [nodes.ids[line] for line in mine if nodes.by_vnm[line] == UNDETERMINED]
    if unsaid:
        yield _note("table_fg.named_good", "UR 20(4)", lines=", ".join(unsaid))


def _judged_lines(found: Evaluation, root: Root, row: int) -> Iterator[Note]:
    """Lines with others in them: certified though these fail, of no stated place of production, without a rule."""
    if against := refuted(found, root, row):
        yield _note("claim.refuted", "UR 14(9)", "19 CFR 182.12", lines=", ".join(against))
    nodes, rolled = found.nodes, root.rolled
    mine = nodes.lines_of(row)
    judged_here = nodes.opened[mine] & ~nodes.in_house[mine] & (nodes.claim[mine] == NOT_STATED)
    nowhere = judged_here & (nodes.origin[mine] == ORIGINS.index("unknown")) & (rolled.own[mine] == PASS)
    if nowhere.any():
        yield _note("rule.made_where", "UR 3(2)", lines=", ".join(nodes.ids[line] for line in mine[nowhere].tolist()))
    lost = mine[nodes.opened[mine] & ~nodes.stated[mine] & (rolled.status[mine] == UNDETERMINED)].tolist()
    for code in sorted({str(nodes.hs[line]) for line in lost if line not in rolled.tried}):
        yield _note("rule.missing", "Schedule 1", hs=dotted(code) if code else "?")


def _requirement(found: Evaluation, row: int) -> Iterator[Note]:
    item = found.displaced[row]
    if not item.note:
        return
    cite = "UR 20(8)" if item.note.startswith("new_plant") else "UR 18(22)"
    credit = Fraction(0) if item.credit is None else item.credit
    yield _note(
        item.note, cite, missing=", ".join(item.missing), credit=measured(None, None, credit).required or "0",
        required=measured(None, None, item.hard).required or "0",
    )  # fmt: skip


def _metals(found: Evaluation, row: int) -> Iterator[Note]:
    judged = found.judged[row]
    for test in found.metals(row).values():
        if test is not None and test.left_out:
            yield _note("metals.outside_table", "UR 17(1)", "UR Table S", count=str(test.left_out))
        if test is not None and test.by_melt_date:
            yield _note("metals.melt_date", "UR 17(5)(b)")
    if judged.day >= found.law.figures.melted_from and judged.case.steel is not None:
        yield _note("metals.melt_proxy", "UR 17(5)(b)")
