"""Roll-up from the leaves: status and VNM of every line, tier by tier (UR 7(4)-(5), 8(6), 9, 14(1), 14(11))."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rvc.base.outcome import Outcome
from rvc.base.span import Flags, Index, Ints, Span
from rvc.lines.columns import Nodes
from rvc.rules import core_parts, value
from rvc.rules.value import Inside
from rvc.run.trials import Bases, Trials, verdicts

LEDGERS = (
    "cost", "vnm_net_cost", "vnm_transaction_value", "vnm_value", "components", "counted", "counted_value", "amount",
    "core_net_cost", "core_vnm", "core_components",
)  # fmt: skip
JudgeNodes = Callable[[Index, Bases, Ints, Span], Trials]


class Ledger:
    """A working column of spans, one row a node, written tier by tier."""

    def __init__(self, like: Ints, rows: int) -> None:
        self._least, self._most = np.zeros(rows, like.dtype), np.zeros(rows, like.dtype)
        self._unbounded = np.zeros(rows, dtype=bool)

    def kept(self, keep: Flags) -> "Ledger":
        """A copy that keeps the rows of the mask; the others start from nothing."""
        copy = Ledger(self._least, len(keep))
        at = np.flatnonzero(keep)
        copy.put(at, self.get(at))
        return copy

    def get(self, at: Index) -> Span:
        """The rows `at`."""
        return Span(self._least[at], self._most[at], self._unbounded[at])

    def whole(self) -> Span:
        """Every row."""
        return Span(self._least, self._most, self._unbounded)

    def put(self, at: Index, span: Span) -> None:
        """Write the rows `at`."""
        self._least[at], self._most[at], self._unbounded[at] = span.least, span.most, span.unbounded

    def add(self, to: Index, span: Span) -> None:
        """Add each row of a span to the row of `to` that it belongs to."""
        np.add.at(self._least, to, span.least)
        np.add.at(self._most, to, span.most)
        np.logical_or.at(self._unbounded, to, span.unbounded)


@dataclass(frozen=True)
class Rolled:
    """What the roll-up found: `status` of every line, spans by name, trials by tier; `own` is by its own product rule.

    `provided` marks designated materials that the proviso of UR 8(6) bars; `by_rvc` is the outcome of "designated, and
    qualifies by a value requirement", `holds_one` that of "contains such a one".
    """

    status: Ints
    own: Ints
    provided: Flags
    by_rvc: Ints
    holds_one: Ints
    cost: Ledger
    vnm_net_cost: Ledger
    vnm_transaction_value: Ledger
    vnm_value: Ledger
    components: Ledger
    counted: Ledger
    counted_value: Ledger
    amount: Ledger
    core_net_cost: Ledger
    core_vnm: Ledger
    core_components: Ledger
    trials: list[tuple[int, Trials]]

    def inside(self, at: Index) -> Inside:
        """Sums over the materials of the rows `at`."""
        return Inside(
            self.cost.get(at),
            self.vnm_net_cost.get(at),
            self.vnm_transaction_value.get(at),
            self.vnm_value.get(at),
            self.components.get(at),
        )


def roll_up(nodes: Nodes, judge: JudgeNodes) -> Rolled:
    """Work from the deepest lines to those that go straight into the good.

    `judge` tries the product rules of opened materials.
    """
    rows, like = len(nodes), nodes.number("value")
    none, not_one = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=np.int8)
    ledgers = {name: Ledger(like, rows) for name in LEDGERS}
    start = Rolled(
        nodes.claim.copy(), nodes.claim.copy(), none, not_one.copy(), not_one.copy(), trials=[], **ledgers
    )  # fmt: skip
    for depth in range(int(nodes.depth.max(initial=0)), 0, -1):
        at = np.flatnonzero(nodes.depth == depth)
        _judge_tier(nodes, judge, start, at, depth)
        _add_tier(nodes, start, at)
    return start


def with_core_parts(nodes: Nodes, judge: JudgeNodes, before: Rolled, core_status: Ints) -> Rolled:
    """The roll-up with core parts as the vehicle's own test found them (UR 14(1), 14(4)-(12)).

    `core_status` is below zero where there is no such finding. Tiers down from the deepest core part that changes
    stand as they were.
    """
    changed = (core_status >= 0) & (core_status != before.status)
    if not changed.any():
        return before
    deepest = int(nodes.depth[changed].max())
    stands = nodes.depth >= deepest
    again = Rolled(
        np.where(stands, before.status, nodes.claim).astype(np.int8),
        np.where(stands, before.own, nodes.claim).astype(np.int8),
        before.provided & stands, np.where(stands, before.by_rvc, 0), np.where(stands, before.holds_one, 0),
        trials=[tier for tier in before.trials if tier[0] >= deepest],
        **{name: getattr(before, name).kept(stands) for name in LEDGERS},
    )  # fmt: skip
    for depth in range(deepest, 0, -1):
        at = np.flatnonzero(nodes.depth == depth)
        if depth < deepest:
            _judge_tier(nodes, judge, again, at, depth)
        again.status[at] = np.where(core_status[at] >= 0, core_status[at], again.status[at])
        _add_tier(nodes, again, at)
    return again


def _judge_tier(nodes: Nodes, judge: JudgeNodes, rolled: Rolled, at: Index, depth: int) -> None:
    """Settle the lines of one tier by their product rules (UR 13, Schedule 1), those under them being settled."""
    status, rolls_up = rolled.status, _rolls_up(nodes)
    tried = at[nodes.opened[at] & rolls_up[at] & (status[at] == Outcome.UNDETERMINED)]
    if len(tried):
        trials = judge(tried, _bases(nodes, rolled, tried), status, rolled.counted_value.whole())
        rolled.trials.append((depth, trials))
        _settle(nodes, rolled, tried, trials)
    looked_through = at[nodes.opened[at] & ~rolls_up[at] & (status[at] == Outcome.UNDETERMINED)]
    status[looked_through] = Outcome.FAIL


def _add_tier(nodes: Nodes, rolled: Rolled, at: Index) -> None:
    """Add the lines of one tier to what they go into."""
    _write_core(nodes, rolled, at[_named(nodes.core)[at]])
    _contribute(nodes, rolled, at, _named(nodes.component))
    passed_on = np.where(nodes.in_house, rolled.holds_one, Outcome.FAIL)
    np.maximum.at(rolled.holds_one, nodes.parent[at], np.maximum(rolled.by_rvc, passed_on)[at].astype(np.int8))


def _rolls_up(nodes: Nodes) -> Flags:
    """Lines whose own status counts; other self-produced ones are looked through (UR 7(5)(a), 14(11))."""
    return ~nodes.in_house | nodes.designated | _named(nodes.component) | _named(nodes.core)


def _settle(nodes: Nodes, rolled: Rolled, tried: Index, trials: Trials) -> None:
    """Write what the product rules made of a tier's opened materials, within the proviso of UR 8(6)."""
    rows, status = len(nodes), rolled.status
    outcome = verdicts(trials, rows)[0][tried]
    rolled.own[tried] = outcome
    listed = _named(nodes.core)[tried] | _named(nodes.component)[tried]
    by_rvc = np.where(nodes.designated[tried], _by_rvc(trials, rows)[tried], Outcome.FAIL)
    barred = np.where(listed, Outcome.FAIL, np.minimum(by_rvc, rolled.holds_one[tried]))
    rolled.provided[tried] = barred == Outcome.PASS
    rolled.by_rvc[tried] = np.minimum(by_rvc, Outcome.PASS - barred)
    held = np.minimum(outcome, Outcome.PASS - barred)
    status[tried] = held


def _bases(nodes: Nodes, rolled: Rolled, at: Index) -> Bases:
    inside = rolled.inside(at)
    return Bases(
        net_cost=value.own_net_cost(nodes, at, inside),
        transaction_value=nodes.span("transaction_value").take(at),
        total_cost=value.total_cost(nodes, at, inside),
        vnm_net_cost=inside.vnm_net_cost,
        vnm_transaction_value=inside.vnm_transaction_value,
        vnm_value=inside.vnm_value,
    )


def _contribute(nodes: Nodes, rolled: Rolled, at: Index, is_component: Flags) -> None:
    """Add each line's cost, VNM and column-2 components to what it goes into (UR 14(7)(b), 14(8), 14(11))."""
    inside, to, status = rolled.inside(at), nodes.parent[at], rolled.status[at]
    left_out = np.asarray(nodes.role[at] == "packing", dtype=bool)
    worth = value.value(nodes, at, inside)
    by_cost, by_price, by_value = value.if_non_originating(nodes, at, inside, worth)
    vnm = value.counted(by_cost, status, left_out)
    rolled.amount.put(at, by_cost)
    rolled.counted.put(at, vnm)
    rolled.cost.add(to, value.cost_in_good(nodes, at, worth))
    rolled.vnm_net_cost.add(to, vnm)
    rolled.vnm_transaction_value.add(to, value.counted(by_price, status, left_out))
    by_worth = value.counted(by_value, status, left_out)
    rolled.counted_value.put(at, by_worth)
    rolled.vnm_value.add(to, by_worth)
    listed = value.counted(worth.less(nodes.number("deducted")[at]), status, left_out)
    through = inside.components.where(nodes.in_house[at] & nodes.opened[at], Span.nothing(listed))
    rolled.components.add(to, listed.where(is_component[at], through))


def makings(nodes: Nodes, rolled: Rolled, at: Index) -> tuple[Span, Span, Span]:
    """Net cost, VNM and column-2 VNM of lines: from their materials, or as stated (UR 14(4), 14(7))."""
    inside = rolled.inside(at)
    net_cost, worth = value.own_net_cost(nodes, at, inside), value.value(nodes, at, inside)
    leaf = core_parts.figures_of_leaf(
        nodes.claim[at], net_cost, nodes.span("vnm").take(at), nodes.span("vnm_components").take(at),
        worth, worth.less(nodes.number("deducted")[at]),
    )  # fmt: skip
    opened = nodes.opened[at]
    return (
        net_cost.where(opened, leaf[0]),
        inside.vnm_net_cost.where(opened, leaf[1]),
        inside.components.where(opened, leaf[2]),
    )


def _write_core(nodes: Nodes, rolled: Rolled, at: Index) -> None:
    """Write the figures of core-part lines."""
    if len(at):
        net_cost, vnm, components = makings(nodes, rolled, at)
        rolled.core_net_cost.put(at, net_cost)
        rolled.core_vnm.put(at, vnm)
        rolled.core_components.put(at, components)


def _by_rvc(trials: Trials, rows: int) -> Ints:
    """Outcome of "qualifies, and only by a rule with an RVC" (UR 1, "subject to a regional value content")."""
    outcome = verdicts(trials, rows)[0]
    without = ~(trials.asks_net_cost | trials.asks_transaction_value)
    free = np.zeros(rows, dtype=np.int8)
    by_change = np.where(trials.asks_open, np.minimum(trials.outcome, Outcome.UNDETERMINED), trials.outcome)
    np.maximum.at(free, trials.node[without], by_change[without])
    return np.minimum(outcome, Outcome.PASS - free).astype(np.int8)


def _named(column: np.typing.NDArray[np.object_]) -> Flags:
    return np.asarray(column != "", dtype=bool)
