"""The engine: many goods at once, from lines to outcomes. One good is a fleet of one."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.likes import Likes, dense
from rvc.base.outcome import Outcome
from rvc.base.ratio import Requirement
from rvc.base.span import Flags, Index, Ints, Span
from rvc.law.kinds import absent_core_categories
from rvc.law.load import Law
from rvc.lines.case import Case
from rvc.lines.columns import nodes_of
from rvc.lines.nodes import Nodes, Rows
from rvc.rules import core_parts, labor_value, metals, regional_value, territory
from rvc.rules.core_parts import CATEGORIES, CoreElections, CoreLines, CoreTest
from rvc.rules.labor_value import Between, LaborTest
from rvc.rules.metals import MetalTest
from rvc.rules.product_rule import Branch, Facts, branches
from rvc.rules.tariff_change import Materials, TariffChange
from rvc.run.judged import Judged
from rvc.run.requirement import Displaced, as_columns, displaced_each
from rvc.run.rollup import Rolled, makings, roll_up, with_core_parts
from rvc.run.trials import Bases, Setting, Trials, judge, verdicts

_STAGED = {  # UR 19(4); every other method is that of its own section (UR 19(6))
    "vehicle.light": "alternative_staging.vehicle",
    "core.net_cost": "alternative_staging.a1.net_cost",
    "core.transaction_value": "alternative_staging.a1.transaction_value",
}


@dataclass(frozen=True)
class Root:
    """The goods themselves under one rollup election: their trials, outcome by product rule, and the roll-up below."""

    rolled: Rolled
    trials: Trials
    bases: Bases
    outcome: Ints
    of_branch: Ints


@dataclass(frozen=True)
class Evaluation:
    """Everything found about a fleet, column by column. Rows of goods follow `judged`."""

    law: Law
    judged: Likes[Judged]
    nodes: Nodes
    panel: Root
    us_position: Root
    core_lines: CoreLines
    core: CoreTest
    answers: Likes[dict[str, str]]
    territory: Likes[tuple[Outcome, tuple[str, ...]]]
    apart: "Apart"
    displaced: Likes[Displaced]
    staged_parts: Likes[Outcome | None]

    @cached_property
    def bench(self) -> "Bench":
        """What judges further nodes of the same goods."""
        return Bench(self.judged, self.nodes, self.law)

    def labor(self, row: int) -> LaborTest | None:
        """The labor value content of a good, if it binds the good and anything is stated of it."""
        return self.apart.labor(row)

    def metals(self, row: int) -> dict[str, MetalTest | None]:
        """The metals that bind a good, each with its test if anything is stated of it."""
        return self.apart.metals(row)


class Apart:
    """Tests that look at no line: labor and metals, found once for each good that is asked about."""

    def __init__(
        self, judged: Sequence[Judged], cases: Sequence[Case], net_cost: Callable[[], Span], scale: int, law: Law
    ) -> None:
        self._judged, self._cases, self._scale, self._law = judged, cases, scale, law
        self._net_cost = cache(net_cost)
        self._labor: dict[int, LaborTest | None] = {}
        self._metals: dict[int, dict[str, MetalTest | None]] = {}

    def labor(self, row: int) -> LaborTest | None:
        """As `Evaluation.labor`."""
        if row not in self._labor:
            net_cost = between(self._net_cost(), row, self._scale)
            self._labor[row] = _labor(self._judged[row], self._cases[row], net_cost, self._law)
        return self._labor[row]

    def metals(self, row: int) -> dict[str, MetalTest | None]:
        """As `Evaluation.metals`."""
        if row not in self._metals:
            self._metals[row] = _metals(self._judged[row], self._cases[row], self._law)
        return self._metals[row]


def evaluate(judged: Sequence[Judged], law: Law) -> Evaluation:
    """Judge every good. Order and neighbors do not matter: nothing but sums by good joins rows."""
    cases = [item.case for item in judged]
    return evaluate_nodes(judged, nodes_of(cases, [item.use for item in judged], law), cases, law)


def evaluate_nodes(goods: Sequence[Judged], nodes: Nodes, cases: Sequence[Case], law: Law) -> Evaluation:
    """Judge goods that are laid out as columns already.

    Args:
        goods: of each good what it is; goods that are alike may share one.
        nodes: the goods and their lines.
        cases: of each good the case whose labor and metals are its own.
        law: the law data.
    """
    judged = Likes.each(goods)
    bench = Bench(judged, nodes, law)
    first = roll_up(nodes, bench.judge)
    answers = _answers(judged, nodes, law)
    core_lines = _core_lines(nodes, first)
    core = core_test(core_lines, judged, answers, law)
    apart = Apart(judged, cases, lambda: good_bases(nodes, first).net_cost, nodes.scale, law)
    shifted = displaced_each(law, judged, apart.labor)
    panel = bench.root(core_lines.line, core.line, first, shifted)
    us_position = panel
    if not np.array_equal(core.line, core.on_its_own):
        us_position = bench.root(core_lines.line, core.on_its_own, first, shifted)
    return Evaluation(
        law, judged, nodes, panel, us_position, core_lines, core, answers,
        judged.map(lambda item: territory.test(item.case.good)),
        apart, shifted,
        _staged_parts(nodes, first, judged, answers, law),
    )  # fmt: skip


class Bench:
    """Judges nodes by their product rules: what is shared by every tier."""

    def __init__(self, judged: Likes[Judged], nodes: Nodes, law: Law) -> None:
        self._judged, self._nodes, self._law = judged, nodes, law
        self._change = TariffChange(nodes, Materials.of(nodes))
        days = judged.column(lambda item: item.day, "datetime64[D]")
        by_cost = judged.column(lambda item: item.case.elections.rvc_method != "transaction_value", bool)
        is_good = nodes.parent < 0
        core = nodes.is_core
        priced = nodes.known("transaction_value") | ~(nodes.in_house | core)
        self._setting = Setting(
            law,
            days[nodes.good],
            _STAGED,
            judged.column(lambda item: item.staged, bool)[nodes.good],
            ~is_good | by_cost[nodes.good],
            np.where(is_good, judged.column(lambda item: item.by_price, bool)[nodes.good], priced),
            core & ~np.array([code.startswith("850760") for code, _ in nodes.kinds_of_good], dtype=bool)[nodes.code],
            nodes.change_met,
            judged.column(lambda item: item.case.good.method or "", object)[nodes.good],
        )  # fmt: skip

    def judge(self, rows: Rows, bases: Bases, status: Ints, counted: Span) -> Trials:
        """Try the product rules of opened materials."""
        at = rows.at
        found = self._branches(at, line_facts)
        return judge(at, found, self._setting, self._change, status, counted, bases)

    def root(self, core: Index, core_status: Ints, first: Rolled, shifted: Likes[Displaced]) -> Root:
        """Try the goods' own rules, core parts having the status that their test found."""
        nodes, judged = self._nodes, self._judged
        given = np.full(len(nodes), -1, dtype=np.int8)
        light = judged.column(lambda item: item.light, bool)[nodes.good[core]]
        given[core[light]] = core_status[light]
        rolled = with_core_parts(nodes, self.judge, first, given)
        at = np.arange(nodes.goods)
        bases = good_bases(nodes, rolled)
        found = self._branches(at, good_facts)
        trials = judge(
            at,
            found,
            self._setting,
            self._change,
            rolled.as_materials,
            rolled.ledgers.whole("counted_value"),
            bases,
            as_columns(shifted),
        )
        outcome, of_branch = verdicts(trials, nodes.goods)
        return Root(rolled, trials, bases, outcome, of_branch)

    def _branches(self, at: Index, facts: Callable[[Judged, str, str], Facts]) -> Likes[tuple[Branch, ...]]:
        """The branches of the product rule of each node; nodes alike are looked up once."""
        codes, kinds = self._nodes.kinds_of_good, self._judged.kinds
        key = self._judged.of[self._nodes.good[at]] * len(codes) + self._nodes.code[at]
        distinct, back = dense(key, len(kinds) * len(codes))
        asked = ((kinds[each // len(codes)], *codes[each % len(codes)]) for each in distinct.tolist())
        return Likes((branches(self._law, facts(*each)) for each in asked), back)


def good_facts(judged: Judged, hs: str, named_good: str) -> Facts:
    """What the product rule of a good asks about it."""
    use = judged.case.good.use if judged.kind == "part" else judged.kind
    return Facts(hs, use, judged.day, named_good, frozenset(judged.case.good.features))


def line_facts(judged: Judged, hs: str, named_good: str) -> Facts:
    """What the product rule of a material asks about it."""
    return Facts(hs, judged.use, judged.day, named_good)


def good_bases(nodes: Nodes, rolled: Rolled) -> Bases:
    """What the goods are measured by (UR 1, 5, 7(2), 7(3), 7(11); readings 4-6)."""
    rows = nodes.tiers[0]
    stated, total = rows.span("good_net_cost"), rows.span("total_cost")
    inside = rolled.ledgers.inside(rows.at)
    itemized = rows.known("other_product") | rows.known("period") | rows.known("other") | rows.known("excluded")
    built = net_cost = Span.unknown(stated)
    if itemized.any():
        excluded = rows.span("excluded")
        built = inside.cost + rows.span("other_product") + rows.span("period") + rows.span("other")
        net_cost = built.less(excluded.least).where(excluded.known, Span.upto(built)).where(itemized, net_cost)
    net_cost = stated.where(stated.known, net_cost)
    total = total.where(total.known, built.where(itemized, net_cost.open_above()))  # UR 1: not below net cost
    price = regional_value.adjusted(
        rows.span("good_transaction_value"),
        rows.number("international_shipping"),
        rows.number("packing"),
        rows.number("pre_shipment"),
    )
    said = rows.span("good_vnm")
    return Bases(
        net_cost, price, total,
        inside.vnm_net_cost.where(rows.opened, said), inside.vnm_transaction_value.where(rows.opened, said),
        inside.vnm_value.where(rows.opened, said.open_above()),
    )  # fmt: skip


def between(span: Span, row: int, scale: int) -> Between:
    """One row of a column of amounts, in units of money."""
    most = None if span.endless(row) else Fraction(int(span.most[row]), 10**scale)
    return Between(Fraction(int(span.least[row]), 10**scale), most)


def _answers(judged: Likes[Judged], nodes: Nodes, law: Law) -> Likes[dict[str, str]]:
    """Of each good which column-1 categories it has; goods alike in that are asked once."""
    lines = np.flatnonzero(nodes.is_core)
    if not len(lines):
        return judged.map(lambda item: _categories(item, (), law))
    held = np.zeros((nodes.goods, len(CATEGORIES)), dtype=np.int64)
    held[nodes.good[lines], _category(nodes.core[lines])] = 1
    sets = 1 << len(CATEGORIES)
    key = judged.of * sets + held @ (1 << np.arange(len(CATEGORIES)))
    distinct, back = dense(key, len(judged.kinds) * sets)
    asked = (divmod(each, sets) for each in distinct.tolist())
    return Likes((_categories(judged.kinds[kind], _present(some), law) for kind, some in asked), back)


def _category(names: npt.NDArray[Any]) -> Index:
    """The places of categories among CATEGORIES."""
    found = np.zeros(len(names), dtype=np.int64)
    for place, name in enumerate(CATEGORIES):
        found[np.asarray(names == name, dtype=bool)] = place
    return found


def _present(some: int) -> set[str]:
    """The categories of a set in bits."""
    return {name for place, name in enumerate(CATEGORIES) if some >> place & 1}


def _categories(judged: Judged, present: Collection[str], law: Law) -> dict[str, str]:
    """Of each column-1 category: present, declared absent, absent by code, or unanswered (readings 31; A11)."""
    if not judged.light:
        return {}
    case = judged.case
    by_code = {item.category for item in absent_core_categories(law, case.good.hs, case.good.features)}
    answers: dict[str, str] = {}
    for category in CATEGORIES:
        if category in present:
            answers[category] = "present"
        elif category in case.good.absent_core_categories:
            answers[category] = "declared"
        else:
            answers[category] = "code" if category in by_code else "unanswered"
    return answers


def _core_lines(nodes: Nodes, rolled: Rolled) -> CoreLines:
    line, ledgers = np.flatnonzero(nodes.is_core), rolled.ledgers
    return CoreLines(
        line, nodes.good[line], _category(nodes.core[line]), ledgers.get("core_net_cost", line),
        ledgers.get("core_vnm", line), ledgers.get("core_components", line), rolled.own[line],
    )  # fmt: skip


def core_test(lines: CoreLines, judged: Likes[Judged], answers: Likes[dict[str, str]], law: Law) -> CoreTest:
    """Judge core-part lines, whose goods are rows of `judged` and `answers` (UR 14(4)-(13))."""
    elections = CoreElections(
        judged.column(lambda item: item.case.elections.core_parts_method, object),
        judged.column(lambda item: item.case.elections.core_parts_averaging, object),
    )
    days = np.array([item.day for item in judged.kinds], dtype="datetime64[D]")
    staged = np.array([item.staged for item in judged.kinds], dtype=bool)
    points = np.where(
        staged, law.schedule("alternative_staging.a1.net_cost").at(days), law.schedule("core.net_cost").at(days)
    )
    average = np.where(staged, points, law.schedule("core.averaged").at(days)).take(judged.of)
    points = points.take(judged.of)
    answered: Flags = answers.column(lambda item: "unanswered" not in item.values(), bool)
    exceeds = law.schedule("core.averaged").comparison == "more_than"
    return core_parts.test(
        lines, elections, Requirement.of(points), Requirement.of(average, more_than=exceeds), answered, len(judged)
    )


def _staged_parts(
    nodes: Nodes, rolled: Rolled, judged: Likes[Judged], answers: Likes[dict[str, str]], law: Law
) -> Likes[Outcome | None]:
    """Of goods under alternative staging: whether each part of Table A.1 meets the 62.5% of UR 19(4)(b) itself."""
    if not any(item.staged for item in judged.kinds):
        return Likes([None], np.zeros(len(judged), dtype=np.int64))
    found: list[Outcome | None] = []
    for row, item in enumerate(judged):
        if not item.staged:
            found.append(None)
            continue
        lines = [
            line
            for line in np.flatnonzero((nodes.good == row) & (nodes.parent >= 0)).tolist()
            if _in_a1(nodes, line, law)
        ]
        at = np.array(lines, dtype=np.int64)
        net_cost, vnm, _ = makings(nodes, rolled, at)
        points = law.schedule("alternative_staging.a1.net_cost").at(np.full(len(at), item.day, dtype="datetime64[D]"))
        each = np.maximum(rolled.status[at], regional_value.by_net_cost(net_cost, vnm, Requirement.of(points)))
        open_category = "unanswered" in answers[row].values()
        found.append(Outcome(min([*each.tolist(), Outcome.UNDETERMINED if open_category else Outcome.PASS])))
    return Likes.each(found)


def _in_a1(nodes: Nodes, line: int, law: Law) -> bool:
    """A line of Table A.1; of the lines marked "ex", what the table describes."""
    named = {"870829": "body_stamping", "870899": "chassis_frame"}
    code = str(nodes.hs[line])
    entries = law.in_table("A.1", code) if code else ()
    return any(not entry.ex or named.get(code[:6], "") in ("", nodes.named_good[line]) for entry in entries)


def _labor(judged: Judged, case: Case, net_cost: Between, law: Law) -> LaborTest | None:
    if not judged.covered or not case.labor:
        return None
    schedule = "alternative_staging.labor_value" if judged.staged else f"labor_value.{judged.kind}"
    group = "heavy_truck" if judged.kind == "heavy_truck" else "passenger_light"
    return labor_value.better(
        [labor_value.test(law, block, net_cost, schedule, group, judged.day) for block in case.labor]
    )


def _metals(judged: Judged, case: Case, law: Law) -> dict[str, MetalTest | None]:
    if not judged.covered:
        return {}
    approval = case.alternative_staging if judged.staged else None
    found: dict[str, MetalTest | None] = {}
    for metal, bought in (("steel", case.steel), ("aluminum", case.aluminum)):
        if approval is not None and getattr(approval, f"{metal}_exempt"):
            continue
        schedule = f"alternative_staging.{metal}" if judged.staged else metal
        melted = metal == "steel" and not judged.staged
        found[metal] = None if bought is None else metals.test(law, metal, bought, schedule, judged.day, melted=melted)
    return found
