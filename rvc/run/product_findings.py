"""Findings of the product rule: tariff change and RVC of the good, alternative by alternative."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rvc.base.decimals import money
from rvc.base.messages import text
from rvc.base.outcome import FAIL, PASS, UNDETERMINED, Outcome
from rvc.base.result import Said
from rvc.base.span import Span
from rvc.lines.case import Value
from rvc.lines.nodes import NOT_STATED, NOTHING_TO_CHANGE, STATED_ORIGINATING
from rvc.rules.exclusively import exclusively_originating
from rvc.run.evaluate import Evaluation, Root
from rvc.run.figures import Measured, content
from rvc.run.report import AlternativeFindings, Finding
from rvc.run.trials import Trials, found_by
from rvc.run.unknown import settling, unchanged_lines
from rvc.run.valuations import missing_of_price
from rvc.run.words import change_words

_CITE_CHANGE = "UR 3(2)"


@dataclass(frozen=True)
class Measure:
    """What a value content is measured by: (whole - out) / whole in percent, and what of it the finding shows."""

    name: str
    whole: Span
    out: Span
    required: Fraction | None
    more_than: bool = False


@dataclass(frozen=True)
class ProductFindings:
    """Findings of the alternative that decides, every alternative with its own, and the alternative's trial row.

    `claim` is what the producer of the good says of that alternative, as `as_stated` takes it.
    """

    outcome: Outcome
    findings: list[Finding]
    alternatives: list[AlternativeFindings]
    trial: int | None
    claim: int = NOT_STATED


def product_findings(found: Evaluation, root: Root, row: int, *, alternatives: bool = True) -> ProductFindings:
    """What the product rule says of good `row`: the best alternative of the branch that decides (UR 3(6)).

    `alternatives`: also the findings of those that do not decide.
    """
    trials = root.trials
    rows = trials.of(row)
    if not rows:
        return _without_rule(found, root, row)
    outcome = Outcome(int(root.outcome[row]))
    branch = min({int(trials.branch[trial]) for trial in rows}, key=lambda item: (root.of_branch[item], item))
    inside = [trial for trial in rows if int(trials.branch[trial]) == branch and _serves(trials, trial)]
    claim, method = int(found.nodes.claim[row]), found.judged[row].case.good.method
    claimed = {trial for trial in inside if not method or found_by(trials.alternatives[trial], method)}
    deciding = max(inside, key=lambda trial: _rank(trials, trial, claimed=trial in claimed))
    if claim == STATED_ORIGINATING and deciding not in claimed:
        claim = NOT_STATED
    split = len({int(root.of_branch[int(trials.branch[trial])]) for trial in rows}) > 1
    each = {trial: _findings(found, root, row, trial) for trial in (inside if alternatives else [deciding])}
    findings = each[deciding]
    if split:
        findings = [split_off(item, unsettled(found, row)) for item in findings]
    listed = [_alternative(trials, trial, each[trial]) for trial in each] if len(each) > 1 else []
    return ProductFindings(outcome, findings, listed, deciding, claim)


def by_branch(found: Evaluation, root: Root, row: int) -> list[list[AlternativeFindings]]:
    """Every alternative of every branch of the product rule, also those that could only make up for a change."""
    trials = root.trials
    branches: dict[int, list[AlternativeFindings]] = {}
    for trial in trials.of(row):
        option = _alternative(trials, trial, _findings(found, root, row, trial))
        branches.setdefault(int(trials.branch[trial]), []).append(option)
    return list(branches.values())


def _alternative(trials: Trials, trial: int, findings: list[Finding]) -> AlternativeFindings:
    alternative, status = trials.alternatives[trial], Outcome(int(trials.outcome[trial])).status
    return AlternativeFindings(citation=alternative.cite, text=alternative.text, status=status, findings=findings)


def _serves(trials: Trials, trial: int) -> bool:
    """Whether an alternative is printed, or makes up for a change and helps (UR 3(4)(a))."""
    return trials.alternatives[trial].in_place_of is None or trials.outcome[trial] > FAIL


def _rank(trials: Trials, trial: int, *, claimed: bool) -> tuple[int, bool, bool, int, int, int]:
    """The best outcome first; among equals what its producer names, one whose change is met, the one printed first."""
    outcome, change, value = trials.outcome[trial], trials.tariff_change[trial], trials.rvc[trial]
    return int(outcome), claimed, trials.alternatives[trial].in_place_of is None, int(change), int(value), -trial


def _findings(found: Evaluation, root: Root, row: int, trial: int) -> list[Finding]:
    """Findings of one alternative; a doubt or an open reading that caps its outcome shows in the last of them."""
    trials = root.trials
    alternative = trials.alternatives[trial]
    findings = []
    if not (found.judged[row].staged or alternative.change.none_required):
        findings.append(_change(found, root, trial))
    if alternative.net_cost or alternative.transaction_value:
        findings.append(_rvc(found, root, row, trial))
    if alternative.open_schedule:
        reading = _open_rvc(found, root, row, trial)
        if not alternative.net_cost:
            findings.append(reading)
        elif by_open_reading(trials, trial):
            findings[-1] = reading
    last = findings[-1]
    if alternative.blocks and trials.outcome[trial] == UNDETERMINED and last.status == "pass":
        said = Said.of(f"finding.{last.rule}.undetermined_doubt", doubt=alternative.doubt)
        findings[-1] = last.model_copy(update={"status": "undetermined", "because": said})
    return findings


def _without_rule(found: Evaluation, root: Root, row: int) -> ProductFindings:
    """A good for which the law data hold no product rule: settled only if all its materials originate (UR 3(3))."""
    hs, claim = found.judged[row].case.good.hs, int(found.nodes.claim[row])
    if exclusively_originating(found.nodes, row, root.rolled.status):
        said = Said.of("finding.tariff_change.pass_exclusively")
        finding = Finding(rule="tariff_change", status="pass", citations=["UR 3(3)"], because=said)
        return ProductFindings(Outcome.PASS, [finding], [], None, claim)
    said = Said.of("finding.tariff_change.undetermined_rule", hs=hs)
    citations, missing = [_CITE_CHANGE, "Schedule 1"], ["law.product_rule"]
    finding = Finding(
        rule="tariff_change", status="undetermined", citations=citations, because=said, missing=missing
    )  # fmt: skip
    return ProductFindings(Outcome.UNDETERMINED, [finding], [], None, claim)


def unsettled(found: Evaluation, row: int) -> list[str]:
    """What would tell between the branches of a rule."""
    good = found.judged[row].case.good
    return [f"good.{name}" for name in ("use", "named_good") if getattr(good, name) is None]


def split_off(finding: Finding, missing: Sequence[str]) -> Finding:
    """A finding that fails only if the good is one of several that the rule tells apart."""
    if finding.status != "fail":
        return finding
    said = Said.of(f"finding.{finding.rule}.undetermined_branch")
    return finding.model_copy(update={"status": "undetermined", "because": said, "missing": list(missing)})


def _change(found: Evaluation, root: Root, trial: int) -> Finding:
    trials = root.trials
    alternative = trials.alternatives[trial]
    outcome = Outcome(int(trials.tariff_change[trial]))
    missing: list[str] = []
    params = {"change": change_words(alternative.change)}
    variant: str = outcome.status
    citations = [_CITE_CHANGE, alternative.cite]
    if trials.saved[trial]:
        variant = "pass_de_minimis"
        citations.append("UR 5(1)")
    elif outcome is Outcome.FAIL and found.nodes.opened[trials.node[trial]]:
        params["lines"] = ", ".join(unchanged_lines(found.nodes, trials, trial, 0))
        citations.append("UR 5(1)")
    elif outcome is Outcome.UNDETERMINED:
        missing = _missing_for_change(found, root, trial)
    method = "de_minimis" if trials.saved[trial] else None
    met = int(found.nodes.change_met[trials.node[trial]])
    if met == NOTHING_TO_CHANGE:
        variant = "pass_nothing"
    elif met != NOT_STATED and not trials.saved[trial]:
        variant, method = f"{outcome.status}_stated", "stated"
        citations.append("19 CFR 182.12")
    return Finding(
        rule="tariff_change", status=outcome.status, method=method,
        citations=citations, because=Said.of(f"finding.tariff_change.{variant}", **params), missing=missing,
    )  # fmt: skip


def _missing_for_change(found: Evaluation, root: Root, trial: int) -> list[str]:
    trials = root.trials
    row = int(trials.node[trial])
    if not found.nodes.opened[row]:
        part = found.judged[row].kind == "part"
        return ["materials", "good.tariff_change_met"] if part else ["materials"]
    nodes, mine = found.nodes, trials.lines_of(trial)
    missing = []
    for line in trials.line[mine][trials.line_outcome[mine] < PASS].tolist():
        unknown = root.rolled.as_materials[line] == 1
        if unknown:
            missing.extend(settling(found, root, [line]))
        elif not nodes.hs[line]:
            missing.append(f"materials[{nodes.ids[line]}].hs")
    if root.bases.transaction_value.endless(row) and root.bases.total_cost.endless(row):
        missing += [*missing_of_price(found.judged[row].case), "value.total_cost"]
    return list(dict.fromkeys(missing))


def _rvc(found: Evaluation, root: Root, row: int, trial: int) -> Finding:
    trials = root.trials
    outcome = Outcome(int(trials.rvc[trial]))
    measure = _of_rvc(root, trial)
    method, by_price = measure.name, measure.name == "transaction_value"
    figures = content(measure.whole, measure.out, row, measure.required, more_than=measure.more_than)
    alternative = trials.alternatives[trial]
    citations = ["UR 7(2)" if by_price else "UR 7(3)", alternative.cite]
    small = outcome is Outcome.PASS and int(trials.by_method[trial]) < outcome
    if small:
        method, citations = "de_minimis", [*citations, "UR 5(4)"]
    elif found.displaced[row].note.endswith("applies"):
        citations.append("UR 20(8)" if "plant" in found.displaced[row].note else "UR 18(22)")
    said = Said.of(f"finding.rvc.{_variant(outcome, figures, small=small)}", **_params(figures, method))
    missing = [] if outcome is not Outcome.UNDETERMINED else missing_for_rvc(found, root, row, by_price=by_price)
    return Finding(
        rule="rvc", status=outcome.status, required=figures.required, actual=figures.actual,
        actual_best=figures.actual_best, margin=figures.margin, unit="percent", method=method,
        inputs=_inputs(found, measure, row), citations=citations, because=said, missing=missing,
    )  # fmt: skip


def measure_of(found: Evaluation, root: Root, row: int, trial: int) -> Measure | None:
    """What the value content of an alternative is measured by, as its finding shows it; None where it asks for none."""
    alternative = root.trials.alternatives[trial]
    by_reading = alternative.open_schedule and alternative.net_cost and by_open_reading(root.trials, trial)
    if (alternative.net_cost or alternative.transaction_value) and not by_reading:
        return _of_rvc(root, trial)
    return _of_open_rvc(found, root, row, trial) if alternative.open_schedule else None


def by_open_reading(trials: Trials, trial: int) -> bool:
    """Whether the reading that adds a value content to a printed one is what is open (reading 34)."""
    return bool(trials.open_rvc[trial] < PASS and trials.rvc[trial] > FAIL)


def _of_rvc(root: Root, trial: int) -> Measure:
    """The method that serves the good better, net cost if both do alike (UR 7(2), 7(3))."""
    trials, bases = root.trials, root.bases
    by_price = bool(trials.asks_transaction_value[trial]) and (
        not trials.asks_net_cost[trial] or trials.transaction_value[trial] > trials.net_cost[trial]
    )
    asked = trials.required_transaction_value if by_price else trials.required_net_cost
    required = _percent(int(asked.hard[trial]), int(asked.over[trial]))
    more_than = bool(asked.more_than[trial])
    if by_price:
        return Measure("transaction_value", bases.transaction_value, bases.vnm_transaction_value, required, more_than)
    return Measure("net_cost", bases.net_cost, bases.vnm_net_cost, required, more_than)


def _of_open_rvc(found: Evaluation, root: Root, row: int, trial: int) -> Measure:
    schedule = found.law.schedule(root.trials.alternatives[trial].open_schedule)
    points = schedule.on(found.judged[row].day)
    required = None if points is None else Fraction(points, 100)
    return Measure("net_cost", root.bases.net_cost, root.bases.vnm_net_cost, required)


def _open_rvc(found: Evaluation, root: Root, row: int, trial: int) -> Finding:
    """The RVC that one reading adds to an alternative: pass, or undetermined, never fail (reading 34)."""
    trials = root.trials
    alternative = trials.alternatives[trial]
    measure = _of_open_rvc(found, root, row, trial)
    figures = content(measure.whole, measure.out, row, measure.required)
    met = Outcome(int(max(trials.open_rvc[trial], 1)))
    variant = "pass" if met is Outcome.PASS else "undetermined_open_reading"
    return Finding(
        rule="rvc", status=met.status, required=figures.required, actual=figures.actual,
        actual_best=figures.actual_best, margin=figures.margin, unit="percent", method="net_cost",
        inputs=_inputs(found, measure, row),
        citations=[*found.law.schedule(alternative.open_schedule).cite, alternative.cite],
        because=Said.of(f"finding.rvc.{variant}", **_params(figures, "net_cost")),
    )  # fmt: skip


def _variant(outcome: Outcome, figures: Measured, *, small: bool) -> str:
    if small:
        return "pass_de_minimis"
    certain = figures.actual == figures.actual_best
    if outcome is Outcome.UNDETERMINED:
        return "undetermined" if figures.actual and figures.actual_best else "undetermined_missing"
    return outcome.status if certain or not (figures.actual and figures.actual_best) else f"{outcome.status}_unknown"


def _params(figures: Measured, method: str) -> dict[str, str]:
    return {
        "actual": figures.actual or "?",
        "best": figures.actual_best or "?",
        "required": figures.required or "?",
        "method": text(f"finding.method.{method}"),
    }


def missing_for_rvc(found: Evaluation, root: Root, row: int, *, by_price: bool) -> list[str]:
    """Everything not known that bears on the RVC of a good."""
    bases = root.bases
    missing: list[str] = []
    base = bases.transaction_value if by_price else bases.net_cost
    if base.endless(row) or base.least[row] != base.most[row]:
        case = found.judged[row].case
        missing += missing_of_price(case) if by_price else _missing_costs(case.value)
    if not found.nodes.opened[row] and not found.nodes.knows("good_vnm", row):
        missing += ["materials", "value.vnm"]
    nodes = found.nodes
    below = nodes.children.get(row, [])
    missing += found.displaced[row].missing
    return missing + settling(found, root, below)


def _missing_costs(value: Value | None) -> list[str]:
    """What the net cost lacks: the costs not stated of a build-up, else the net cost itself."""
    if value is None or value.costs is None:
        return ["value.net_cost"]
    lacking = [name for name in ("other_product", "period", "other", "excluded") if getattr(value.costs, name) is None]
    return [f"value.costs.{name}" for name in lacking] or ["value.net_cost"]


def _inputs(found: Evaluation, measure: Measure, row: int) -> dict[str, str]:
    scale = found.nodes.scale
    inputs: dict[str, str] = {}
    for label, span in ((measure.name, measure.whole), ("vnm", measure.out)):
        least, most = int(span.least[row]), int(span.most[row])
        unbounded = span.endless(row)
        if label == "vnm":
            if not unbounded:
                inputs["vnm"] = money(most, scale)
            if unbounded or least != most:
                inputs["vnm_least"] = money(least, scale)
        elif not unbounded and least == most:
            inputs[label] = money(most, scale)
    return inputs


def _percent(points: int, over: int) -> Fraction | None:
    return None if points < 0 else Fraction(points, over * 100)
