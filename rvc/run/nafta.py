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
from rvc.base.problem import Problem
from rvc.base.ratio import BASIS, Requirement
from rvc.base.span import Span
from rvc.law.kinds import kinds_of
from rvc.law.nafta_law import LISTED, NOT_LISTED, NaftaLaw
from rvc.lines.case import Case, Material
from rvc.lines.columns import nodes_of
from rvc.lines.nodes import NO_STATEMENT, NOT_STATED, ROLES, Nodes, Rows
from rvc.lines.read import ReadCase
from rvc.lines.schema import REGION
from rvc.rules import core_parts, heavy_duty, territory, value
from rvc.rules.core_parts import CoreElections, CoreLines
from rvc.rules.product_rule import Facts, branches
from rvc.rules.tariff_change import Materials, TariffChange
from rvc.rules.tracing import ANYWHERE, INSIDE, OUTSIDE, Marks, traced
from rvc.run.evaluate import Apart, Evaluation, Root, good_bases
from rvc.run.judged import Judged
from rvc.run.requirement import Displaced, as_columns
from rvc.run.rollup import Ledgers, Rolled
from rvc.run.trials import Bases, Setting, Trials, judge, verdicts

LIGHT, HEAVY = "light_duty_vehicle", "heavy_duty_vehicle"
_OF_USMCA = frozenset({"good_vnm", "vnm", "statement_net_cost", "statement_vnm", "statement_amount"})
_SCHEDULE_V = {
    "component": heavy_duty.COMPONENT,
    "component_assembly": heavy_duty.COMPONENT,
    "sub_component": heavy_duty.COMPONENT,
    "listed_material": heavy_duty.LISTED_MATERIAL,
    "none": heavy_duty.NEITHER,
}


def readings(read: ReadCase, law: NaftaLaw, day: date) -> tuple[Judged, ...] | Problem:
    """The case under each kind that its code allows (NAFTA 2(1)), or why it cannot be judged on the day."""
    good = read.case.good
    if day < law.first_day:
        params = {"seen": day.isoformat(), "first": law.first_day.isoformat()}
        return Problem("date.before_nafta_data", params, "good.date")
    entries = kinds_of(law, law.to_2012(good.hs), good.hs, frozenset(good.features), good.use)
    kinds = tuple(entry.kind for entry in entries)
    return tuple(
        Judged(read.case, entry.kind, entry.provision, good.use, day, staged=False, kinds=kinds) for entry in entries
    )


def evaluate(judged: Sequence[Judged], law: NaftaLaw) -> Evaluation:
    """Judge every good under NAFTA, as `rvc.run.evaluate.evaluate` does under the USMCA."""
    cases = [item.case for item in judged]
    nodes = nodes_of(cases, [item.use for item in judged], law, lambda item: _amounts(item, law))
    marks = _marks(nodes, cases, law)
    nodes = _without_usmca(nodes, marks)
    rolled = _roll_up(nodes, marks, judged)
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
    return Evaluation(
        law, goods, nodes, root, root, lines, core, goods.map(lambda _: dict[str, str]()), where, apart, lowered,
        goods.map(lambda _: None),
    )  # fmt: skip


def _amounts(item: Material, law: NaftaLaw) -> Iterable[tuple[str, Decimal]]:
    """What NAFTA asks of a line, of the whole line in its currency (NAFTA 9(2)(c)-(h), 10(1)(b), (d))."""
    stated = item.nafta
    if stated is None:
        return
    if stated.traced_value is not None:
        yield "nafta_traced", stated.traced_value * item.quantity
    if stated.vnm is not None:
        yield "nafta_vnm", stated.vnm * item.quantity
    worth = item.line_value
    if worth is None and item.unit_value is not None:
        worth = item.unit_value * item.quantity
    if worth is None:
        return
    if stated.rvc is not None:
        yield "nafta_by_rvc", worth * (1 - stated.rvc.scaleb(-2))
    for name, light in (("nafta_by_required", True), ("nafta_by_required_heavy", False)):
        schedule = law.requirement(law.to_2012(item.hs), light=light) if item.hs else None
        if schedule is not None:
            points = law.schedule(schedule).steps[-1].basis_points
            yield name, worth * (1 - Decimal(points) / BASIS)


def _marks(nodes: Nodes, cases: Sequence[Case], law: NaftaLaw) -> Marks:
    """What the lines state for NAFTA, and what their codes and countries tell."""
    rows = len(nodes)
    made = np.full(rows, INSIDE, dtype=np.int8)
    listed = np.array([law.listed(code) for code, _ in nodes.kinds_of_good], dtype=np.int8)[nodes.code]
    status = np.full(rows, NOT_STATED, dtype=np.int8)
    by_value = np.zeros(rows, dtype=bool)
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
                by_value[row] = bool(stated.originating and stated.subject_to_rvc)
                if stated.schedule_v is not None:
                    kind[row] = _SCHEDULE_V[stated.schedule_v]
            row += 1
    status[made == OUTSIDE] = Outcome.FAIL
    indirect = np.asarray(nodes.role == ROLES.index("indirect"), dtype=bool)
    status[indirect] = Outcome.PASS  # NAFTA 7(11)
    return Marks(made, listed, status, by_value, kind, nodes.is_packing | indirect)


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
        by_vnm=none,
        accumulated=np.full(len(nodes), NO_STATEMENT, dtype=np.int8),
        amounts={name: span for name, span in nodes.amounts.items() if name not in _OF_USMCA},
    )


def _roll_up(nodes: Nodes, marks: Marks, judged: Sequence[Judged]) -> Rolled:
    """Cost and VNM of every line, tier by tier; the ledger `components` holds the sums of NAFTA 10(1)(d)(i)."""
    ledgers = Ledgers.blank(nodes)
    kinds = np.array([item.kind for item in judged], dtype=object)[nodes.good]
    light, heavy = np.asarray(kinds == LIGHT, dtype=bool), np.asarray(kinds == HEAVY, dtype=bool)
    for tier in reversed(nodes.tiers[1:]):
        mine, inside = marks.take(tier.at), ledgers.inside(tier.at)
        worth = value.value(tier, inside)
        by_trace = traced(tier, mine, worth, inside.vnm_net_cost)
        by_list, in_sum = heavy_duty.counted(tier, mine, worth, inside.vnm_net_cost, inside.components)
        plain = value.counted(_if_non_originating(tier, worth, inside.vnm_net_cost), mine.status, mine.left_out)
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


def _if_non_originating(rows: Rows, worth: Span, inside: Span) -> Span:
    """Of goods of neither kind: the value of a line, or what is in a self-produced one (NAFTA 6(5)(a), 7(1))."""
    unopened = Span.upto(worth).where(rows.in_house, worth)
    return inside.where(rows.in_house & rows.opened, unopened)


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
    found = [branches(law, _facts(item, *nodes.kinds_of_good[nodes.code[row]])) for row, item in enumerate(judged)]
    change, counted = TariffChange(nodes, Materials.of(nodes)), rolled.ledgers.whole("counted_value")
    required, ways = as_columns(lowered), Likes.each(found)
    trials = _open_changes(judge(goods, ways, setting, change, rolled.status, counted, bases, required))
    outcome, of_branch = verdicts(trials, nodes.goods)
    return Root(rolled, trials, bases, outcome, of_branch)


def _facts(judged: Judged, hs: str, named_good: str) -> Facts:
    use = judged.case.good.use if judged.kind == "part" else judged.kind
    return Facts(hs, use, judged.day, named_good)


def _open_changes(trials: Trials) -> Trials:
    """A change that is not met is open: what section 5 lets through is not in the texts at hand."""
    changed = np.maximum(trials.tariff_change, Outcome.UNDETERMINED).astype(np.int8)
    outcome = np.minimum(changed, trials.rvc).astype(np.int8)
    return replace(trials, tariff_change=changed, outcome=outcome)


def _lowered(law: NaftaLaw, judged: Judged) -> Displaced:
    """Where a new plant or a refit is stated, NAFTA 13(2) is open: its conditions are not those of UR 20(8)."""
    printed = {LIGHT: "light_duty", HEAVY: "heavy_duty"}.get(judged.kind)
    if judged.case.good.new_plant is None or printed is None:
        return Displaced()
    hard, soft = (_percent(law, name, judged.day) for name in (printed, "new_plant"))
    return Displaced(hard, soft, "new_plant.nafta", missing=("good.new_plant",))


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


def weighing(found: Evaluation, row: int) -> list[Weighing]:
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
        settled = stated is not None and (stated.traced is not None or stated.traced_value is not None)
        if nodes.opened[line] and not settled and (item.origin in REGION or item.made == "in_house"):
            stack.extend(nodes.children[line])
            continue
        is_open = counted.least[line] != counted.most[line] or counted.endless(line)
        lines.append(Weighing(line, _fact(found.judged[row].kind, item) if is_open else None))
    return sorted(lines, key=lambda each: (-int(counted.most[each.line]), each.line))


def heaviest(found: Evaluation, row: int, most: int = 10) -> list[Weighing]:
    """The largest of them, as many as a report names."""
    return weighing(found, row)[:most]


def _fact(kind: str, item: Material) -> str:
    """The fact that an open line lacks."""
    stated = item.nafta
    if kind == LIGHT:
        if item.line_value is None and item.unit_value is None:
            return "line_value"
        if item.origin is None:
            return "origin"
        return "nafta.traced_value" if item.origin in REGION else "nafta.traced"
    if kind == HEAVY and stated is not None and stated.originating is not None:
        return "nafta.schedule_v" if stated.schedule_v is None else "nafta.vnm"
    return "nafta.originating"
