"""Judging under NAFTA: status, traced materials and VNM of every line, and the product rules of Schedule I."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

import numpy as np

from rvc.base.likes import Likes
from rvc.base.outcome import Outcome
from rvc.base.ratio import BASIS, Requirement
from rvc.base.span import Span
from rvc.law.nafta_law import LISTED, NOT_LISTED, NaftaLaw
from rvc.lines.case import Case, Material, Nafta
from rvc.lines.columns import nodes_of
from rvc.lines.nodes import NO_STATEMENT, NOT_STATED, ROLES, Nodes, Rows
from rvc.lines.schema import REGION
from rvc.lines.valuation import line_value
from rvc.rules import core_parts, heavy_duty, territory, value
from rvc.rules.core_parts import CoreElections, CoreLines
from rvc.rules.product_rule import Facts, branches
from rvc.rules.tariff_change import Materials, TariffChange
from rvc.rules.tracing import ANYWHERE, INSIDE, OUTSIDE, Marks, traced
from rvc.run.evaluate import Apart, Root, good_bases
from rvc.run.judged import Judged
from rvc.run.nafta_evaluation import SCHEDULE_V, TRACED, NaftaEvaluation, required_of
from rvc.run.nafta_readings import HEAVY, LIGHT, counts_by, tells
from rvc.run.requirement import Displaced, as_columns, of_new_plant
from rvc.run.rollup import Ledgers, Rolled
from rvc.run.trials import Bases, Setting, Trials, judge, verdicts

_OF_USMCA = frozenset({"good_vnm", "vnm", "statement_net_cost", "statement_vnm", "statement_amount"})
_BY_MORE_THAN_LINES = ("perhaps_designated", "perhaps_by_value")  # ways in which an opened line may count otherwise
_SCHEDULE_V = {
    "component": heavy_duty.COMPONENT,
    "component_assembly": heavy_duty.COMPONENT,
    "sub_component": heavy_duty.COMPONENT,
    "listed_material": heavy_duty.LISTED_MATERIAL,
    "none": heavy_duty.NEITHER,
}


def evaluate(judged: Sequence[Judged], law: NaftaLaw) -> NaftaEvaluation:
    """Judge every good under NAFTA, as `rvc.run.evaluate.evaluate` does under the USMCA."""
    cases = [item.case for item in judged]
    nodes = nodes_of(cases, [item.use for item in judged], law, lambda item: _amounts(item, law))
    marks = _marks(nodes, cases, law)
    nodes = _without_usmca(nodes, marks)
    by = tuple(map(counts_by, judged))
    rolled = _roll_up(nodes, marks, by)
    bases = good_bases(nodes, rolled)
    apart = Apart(judged, cases, lambda: bases.net_cost, nodes.scale, law)
    goods = Likes.each(judged)
    lowered = goods.map(partial(_lowered, law))
    root = _root(nodes, rolled, bases, judged, law, lowered)
    lines = _no_core_parts(nodes)
    elections = CoreElections(np.full(len(judged), "best", dtype=object), np.full(len(judged), "none", dtype=object))
    none = Requirement.of(np.zeros(len(judged), dtype=np.int64))
    core = core_parts.test(lines, elections, none, none, np.ones(len(judged), dtype=bool), len(judged))
    where = goods.map(lambda item: territory.test(item.case.good))
    return NaftaEvaluation(
        law, goods, nodes, root, root, lines, core, goods.map(lambda _: dict[str, str]()), where, apart, lowered,
        goods.map(lambda _: None), marks, by,
    )  # fmt: skip


def _amounts(item: Material, law: NaftaLaw) -> Iterable[tuple[str, Decimal]]:
    """What NAFTA asks of a line, of the whole line in its currency (NAFTA 9(2)(a)-(h), 10(1)(b), (d))."""
    stated, cuts = item.nafta, item.deductions
    if cuts is not None:
        onward = (cuts.freight, cuts.insurance, cuts.packing, cuts.waste)
        yield "nafta_perhaps_outside", sum(filter(None, onward), Decimal(0))
    if stated is None:
        return
    if stated.traced_value is not None:
        yield "nafta_traced", stated.traced_value * item.quantity
    if stated.vnm is not None:
        yield "nafta_vnm", stated.vnm * item.quantity
    worth = line_value(item)
    if worth is None:
        return
    if stated.rvc is not None:
        yield "nafta_by_rvc", worth * (1 - stated.rvc.scaleb(-2))
    for name, light in (("nafta_by_required", True), ("nafta_by_required_heavy", False)):
        points = required_of(law, item, light=light)
        if points is not None:
            yield name, worth * (1 - Decimal(points) / BASIS)


def _marks(nodes: Nodes, cases: Sequence[Case], law: NaftaLaw) -> Marks:
    """What the lines state for NAFTA, and what their codes and countries tell."""
    rows = len(nodes)
    made = np.full(rows, INSIDE, dtype=np.int8)
    listed = np.array([law.listed(code) for code, _ in nodes.kinds_of_good], dtype=np.int8)[nodes.code]
    status = np.full(rows, NOT_STATED, dtype=np.int8)
    by_value = np.full(rows, Outcome.FAIL, dtype=np.int8)
    kind = np.array([_by_code(law, *pair) for pair in nodes.kinds_of_good], dtype=np.int8)[nodes.code]
    row = nodes.goods
    for case in cases:
        for item in case.materials:
            made[row] = ANYWHERE if item.origin is None else INSIDE if item.origin in REGION else OUTSIDE
            stated = item.nafta
            if stated is not None:
                if stated.traced is not None:
                    listed[row] = LISTED if stated.traced else NOT_LISTED
                    made[row] = OUTSIDE if stated.traced else made[row]
                if stated.originating is not None:
                    status[row] = Outcome.PASS if stated.originating else Outcome.FAIL
                by_value[row] = _by_value(stated)
                if stated.schedule_v is not None:
                    kind[row] = _SCHEDULE_V[stated.schedule_v]
            row += 1
    status[made == OUTSIDE] = Outcome.FAIL
    by_value[nodes.in_house] = Outcome.FAIL  # nobody states anything to a producer of what it makes itself
    indirect = np.asarray(nodes.role == ROLES.index("indirect"), dtype=bool)
    status[indirect] = Outcome.PASS  # NAFTA 7(11)
    return Marks(made, listed, status, by_value, kind, nodes.is_packing | indirect)


def _by_value(stated: Nafta) -> Outcome:
    """Whether a supplier states that it originates by a rule with a value content (NAFTA 9(2)(f), 10(1)(d)(ii))."""
    if not stated.originating:
        return Outcome.FAIL
    return {True: Outcome.PASS, False: Outcome.FAIL, None: Outcome.UNDETERMINED}[stated.subject_to_rvc]


def _by_code(law: NaftaLaw, code: str, named_good: str) -> int:
    """What a code tells of Schedule V: an engine is a component, and so is a gear box, whose parts share its code."""
    found = law.component_of(code)
    sure = found is not None and (found.name == "engine" or named_good == "gear_box")
    return heavy_duty.COMPONENT if sure else heavy_duty.UNKNOWN


def _without_usmca(nodes: Nodes, marks: Marks) -> Nodes:
    """The forest with NAFTA status, and without what is stated under rules that NAFTA has not."""
    none = np.zeros(len(nodes), dtype=bool)
    return replace(
        nodes,
        claim=marks.status,
        stated=none,
        change_met=np.full(len(nodes), NOT_STATED, dtype=np.int8),
        designated=none,
        by_vnm=none.astype(np.int8),
        accumulated=np.full(len(nodes), NO_STATEMENT, dtype=np.int8),
        amounts={name: span for name, span in nodes.amounts.items() if name not in _OF_USMCA},
    )


def _roll_up(nodes: Nodes, marks: Marks, by: Sequence[str]) -> Rolled:
    """Cost and VNM of every line, tier by tier; the ledger `components` holds the sums of NAFTA 10(1)(d)(i)."""
    ledgers = Ledgers.blank(nodes)
    found_by = np.array(by, dtype=object)[nodes.good]
    light, heavy = np.asarray(found_by == TRACED, dtype=bool), np.asarray(found_by == SCHEDULE_V, dtype=bool)
    for tier in reversed(nodes.tiers[1:]):
        mine, inside = marks.take(tier.at), ledgers.inside(tier.at)
        worth = value.value(tier, inside)
        by_trace = traced(tier, mine, worth, inside.vnm_net_cost)
        by_list, in_sum = heavy_duty.counted(tier, mine, worth, inside.vnm_net_cost, inside.components)
        plain = _by_status(tier, mine, worth, inside.vnm_net_cost)
        vnm = by_trace.where(light[tier.at], by_list.where(heavy[tier.at], plain))
        contributed = value.cost_in_good(tier, worth, mine.status)
        for name in ("counted", "counted_price", "counted_value", "amount"):
            ledgers.put(name, tier.at, vnm)
        ledgers.put("contributed", tier.at, contributed)
        ledgers.add("cost", tier.parent, contributed)
        for name in ("vnm_net_cost", "vnm_transaction_value", "vnm_value"):
            ledgers.add(name, tier.parent, vnm)
        ledgers.add("components", tier.parent, in_sum)
    none, fails = np.zeros(len(nodes), dtype=bool), np.zeros(len(nodes), dtype=np.int8)
    return Rolled(marks.status, marks.status, none, fails, fails, ledgers, [])


def _by_status(rows: Rows, marks: Marks, worth: Span, inside: Span) -> Span:
    """What each line counts for where neither Schedule IV nor V tells: nothing if it originates, else its value.

    Of a self-produced one, what is in it (NAFTA 6(5)(a)); one that originates counts less if it is designated, and
    designations are not looked at (NAFTA 6(4)(b), 7(4)).
    """
    acquired = value.counted(worth, marks.status, marks.left_out)
    within = inside.where(rows.opened, Span.upto(worth))
    made_here = Span.upto(within).where(marks.status == Outcome.PASS, within)
    own = acquired.where(marks.made == OUTSIDE, made_here.where(marks.made == INSIDE, acquired.or_else(made_here)))
    return Span.nothing(worth).where(marks.left_out, own.where(rows.in_house, acquired))


def _root(
    nodes: Nodes, rolled: Rolled, bases: Bases, judged: Sequence[Judged], law: NaftaLaw, lowered: Likes[Displaced]
) -> Root:
    """Try the rule of Schedule I of every good."""
    goods, none = np.arange(nodes.goods), np.zeros(len(nodes), dtype=bool)
    days = np.array([item.day for item in judged], dtype="datetime64[D]")
    elected = np.array([item.case.elections.rvc_method for item in judged], dtype=object)[nodes.good]
    setting = Setting(
        law, days[nodes.good], {}, none, np.asarray(elected != "transaction_value", dtype=bool),
        np.asarray(elected != "net_cost", dtype=bool), none, nodes.change_met,
        np.full(len(nodes), "", dtype=object),
    )  # fmt: skip
    found = [branches(law, _facts(law, item, *nodes.kinds_of_good[nodes.code[row]])) for row, item in enumerate(judged)]
    change, counted = TariffChange(nodes, Materials.of(nodes)), rolled.ledgers.whole("counted_value")
    required, ways = as_columns(lowered), Likes.each(found)
    trials = _open_changes(judge(goods, ways, setting, change, rolled.status, counted, bases, required))
    outcome, of_branch = verdicts(trials, nodes.goods)
    return Root(rolled, trials, bases, outcome, of_branch)


def _facts(law: NaftaLaw, judged: Judged, hs: str, named_good: str) -> Facts:
    """What the rule of Schedule I asks about a good."""
    use = judged.use if judged.kind == "part" else judged.kind
    return Facts(hs, use, judged.day, named_good if tells(law, hs, named_good) else "")


def _open_changes(trials: Trials) -> Trials:
    """A change that is not met is open: what section 5 lets through is not in the texts at hand."""
    changed = np.maximum(trials.tariff_change, Outcome.UNDETERMINED).astype(np.int8)
    outcome = np.minimum(changed, trials.rvc).astype(np.int8)
    return replace(trials, tariff_change=changed, outcome=outcome)


def _lowered(law: NaftaLaw, judged: Judged) -> Displaced:
    """50% for the vehicle of a new building or a refitted plant, its conditions attested (NAFTA 13(2))."""
    printed, plant = {LIGHT: "light_duty", HEAVY: "heavy_duty"}.get(judged.kind), judged.case.good.new_plant
    if plant is None or printed is None:
        return Displaced()
    hard, soft = (_percent(law, name, judged.day) for name in (printed, "new_plant"))
    return of_new_plant(plant, "nafta_conditions_attested", law.new_plant_years, judged.day, hard, soft)


def _percent(law: NaftaLaw, name: str, day: date) -> Fraction:
    return Fraction(law.schedule(name).on(day) or 0, 100)


def _no_core_parts(nodes: Nodes) -> CoreLines:
    none, nothing = np.empty(0, dtype=np.int64), nodes.nothing.take(np.empty(0, dtype=np.int64))
    return CoreLines(none, none, none, nothing, nothing, nothing, np.empty(0, dtype=np.int8))


@dataclass(frozen=True)
class Weighing:
    """A line at which VNM arises, and between which bounds; `fact` would settle it, None where it is settled."""

    line: int
    fact: str | None


def weighing(found: NaftaEvaluation, row: int) -> list[Weighing]:
    """The lines of a good whose VNM is above zero or open, largest first; what their own materials tell is followed."""
    nodes, counted = found.nodes, found.panel.rolled.ledgers.whole("counted")
    facts = {item.id: item for item in found.judged[row].case.materials}
    lines, stack = list[Weighing](), list(nodes.children.get(row, ()))
    while stack:
        line = stack.pop()
        if not (counted.most[line] or counted.endless(line)):
            continue
        item = facts[nodes.ids[line]]
        stated = item.nafta
        by_rvc = found.marks.by_value[line] and stated is not None and stated.rvc is not None
        in_one_sum = stated is not None and stated.traced_value is not None and not nodes.in_house[line]
        settled = by_rvc or in_one_sum or (stated is not None and stated.traced is not None)
        looked_through = nodes.opened[line] and not settled and found.marks.made[line] == INSIDE
        if looked_through and found.line(line).way(found.by[row]) not in _BY_MORE_THAN_LINES:
            stack.extend(nodes.children[line])
            continue
        is_open = counted.least[line] != counted.most[line] or counted.endless(line)
        fact = _fact(found.by[row], item, found.marks.take(np.array([line]))) if is_open else None
        lines.append(Weighing(line, fact))
    return sorted(lines, key=lambda each: (-int(counted.most[each.line]), each.line))


def heaviest(found: NaftaEvaluation, row: int, most: int = 10) -> list[Weighing]:
    """The largest of them, as many as a report names."""
    return weighing(found, row)[:most]


def _fact(by: str, item: Material, marks: Marks) -> str:
    """The fact that an open line lacks; `marks` is its row."""
    stated = item.nafta
    if by == TRACED:
        if line_value(item) is None:
            return "line_value"
        if item.origin is None:
            return "origin"
        perhaps_listed = marks.made[0] == OUTSIDE and marks.listed[0] != LISTED
        return "nafta.traced" if perhaps_listed else "nafta.traced_value"
    if by != SCHEDULE_V or stated is None or stated.originating is None or item.made == "in_house":
        return "nafta.originating"
    if marks.schedule_v[0] == heavy_duty.UNKNOWN:
        return "nafta.schedule_v"
    return "nafta.subject_to_rvc" if marks.by_value[0] == Outcome.UNDETERMINED else "nafta.vnm"
