"""Roll-up from the leaves: status and VNM of every line, tier by tier (UR 7(4)-(5), 8(6), 9, 14(1), 14(11))."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rvc.base.outcome import FAIL, PASS, UNDETERMINED
from rvc.base.span import Flags, Index, Ints, Span
from rvc.lines.nodes import DESIGNATED, DESIGNATED_NOT_SAID, NO_STATEMENT, NONE_DESIGNATED, Nodes, Rows
from rvc.rules import core_parts, value
from rvc.rules.exclusively import exclusively_originating
from rvc.rules.value import Inside
from rvc.run.trials import Bases, Trials, verdicts

LEDGERS = (
    "cost", "vnm_net_cost", "vnm_transaction_value", "vnm_value", "components", "counted", "counted_price",
    "counted_value", "amount", "contributed", "core_net_cost", "core_vnm", "core_components",
)  # fmt: skip
_INSIDE = 5  # the first ledgers are sums over the materials of a node, in the order of Inside
JudgeNodes = Callable[[Rows, Bases, Ints, Span], Trials]


class Ledgers:
    """Working columns of spans, one row a node, written tier by tier: all of them in one array."""

    def __init__(self, rows: Ints) -> None:
        self._rows = rows

    @classmethod
    def blank(cls, nodes: Nodes) -> "Ledgers":
        """Nothing written yet."""
        return cls(np.zeros((len(LEDGERS), *nodes.nothing.rows.shape), dtype=nodes.nothing.rows.dtype))

    def kept(self, keep: Flags) -> "Ledgers":
        """A copy that keeps the rows of the mask; the others start from nothing."""
        return Ledgers(np.where(keep, self._rows, 0))

    def whole(self, name: str) -> Span:
        """Every row of a ledger."""
        return Span(self._rows[LEDGERS.index(name)])

    def get(self, name: str, at: Index) -> Span:
        """Some rows of a ledger."""
        return self.whole(name).take(at)

    def put(self, name: str, at: Index, span: Span) -> None:
        """Write some rows of a ledger."""
        for row, amounts in zip(self.whole(name).rows, span.rows, strict=True):
            row[at] = amounts

    def add(self, name: str, to: Index, span: Span) -> None:
        """Add each row of a span to the row of `to` that it belongs to."""
        self.whole(name).add_at(to, span)

    def inside(self, at: Index) -> Inside:
        """Sums over the materials of the rows `at`."""
        return Inside(*map(Span, self._rows[:_INSIDE].take(at, axis=2)))


@dataclass(frozen=True)
class Rolled:
    """What the roll-up found: `status` of every line, sums by ledger, trials by tier; `own` is by its own product rule.

    `status` is what a line counts by in VNM: a self-produced one that is not designated does not originate there (UR
    7(5)(a)), while `own` says whether it does as the material that a tariff change looks at (UR 3(8)).

    `provided` marks designated materials that the proviso of UR 8(6) bars; `by_rvc` is the outcome of "designated, and
    qualifies by a value requirement", `holds_one` that of "contains such a one".
    """

    status: Ints
    own: Ints
    provided: Flags
    by_rvc: Ints
    holds_one: Ints
    ledgers: Ledgers
    trials: list[tuple[int, Trials]]

    @property
    def as_materials(self) -> Ints:
        """Whether each line originates as a material that a tariff change looks at (UR 3(8))."""
        return np.maximum(self.status, self.own)

    @cached_property
    def tried(self) -> frozenset[int]:
        """The lines for which the law data hold a product rule, and whose status was not stated."""
        return frozenset(int(node) for _, tier in self.trials for node in tier.node)


def roll_up(nodes: Nodes, judge: JudgeNodes) -> Rolled:
    """Work from the deepest lines to those that go straight into the good.

    `judge` tries the product rules of opened materials.
    """
    rows = len(nodes)
    none, not_one = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=np.int8)
    start = Rolled(
        nodes.claim.copy(), nodes.claim.copy(), none, not_one.copy(), not_one.copy(), Ledgers.blank(nodes), []
    )
    for depth in range(len(nodes.tiers) - 1, 0, -1):
        _judge_tier(nodes, judge, start, depth)
        _add_tier(nodes, start, nodes.tiers[depth])
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
        before.ledgers.kept(stands), [tier for tier in before.trials if tier[0] >= deepest],
    )  # fmt: skip
    for depth in range(deepest, 0, -1):
        at = nodes.tiers[depth].at
        if depth < deepest:
            _judge_tier(nodes, judge, again, depth)
        again.status[at] = np.where(core_status[at] >= 0, core_status[at], again.status[at])
        _add_tier(nodes, again, nodes.tiers[depth])
    return again


def _judge_tier(nodes: Nodes, judge: JudgeNodes, rolled: Rolled, depth: int) -> None:
    """Settle the lines of one tier by their product rules (UR 13, Schedule 1), those under them being settled."""
    tier = nodes.tiers[depth]
    tried = tier.at[tier.opened & (rolled.status[tier.at] == UNDETERMINED)]
    if len(tried):
        rows = Rows(nodes, tried)
        trials = judge(rows, line_bases(rows, rolled), rolled.as_materials, rolled.ledgers.whole("counted_value"))
        rolled.trials.append((depth, trials))
        _settle(rows, rolled, trials)
        _settle_without_rule(nodes, rolled, tried[~_among(trials.node, len(nodes))[tried]])
    _designated_by_word(nodes, rolled, tier)
    _look_through(nodes, rolled, tier)


def _designated_by_word(nodes: Nodes, rolled: Rolled, tier: Rows) -> None:
    """Designated lines that originate on a word that tells no rule: the proviso of UR 8(6) may bar them."""
    said = nodes.stated[tier.at] & (tier.claim == PASS)
    at = tier.at[said & tier.designated & ~(tier.core | tier.component)]
    rolled.by_rvc[at] = UNDETERMINED
    barred = np.minimum(rolled.holds_one[at], UNDETERMINED)
    rolled.status[at] = np.minimum(rolled.status[at], PASS - barred)


def _look_through(nodes: Nodes, rolled: Rolled, tier: Rows) -> None:
    """Self-produced lines whose own status does not count do not originate, as far as VNM goes (UR 7(5)(a), 14(11)).

    Of those of which neither materials nor VNM are known, it is not known what is in them.
    """
    inside = tier.at[~nodes.counts_by_status[tier.at]]
    known = nodes.opened[inside] | nodes.known("vnm")[inside]
    rolled.status[inside] = np.where(known, FAIL, np.minimum(rolled.status[inside], UNDETERMINED))


def _add_tier(nodes: Nodes, rolled: Rolled, tier: Rows) -> None:
    """Add the lines of one tier to what they go into."""
    if tier.core.any():
        _write_core(nodes, rolled, tier.at[tier.core])
    _contribute(rolled, tier)
    if rolled.by_rvc.any() or rolled.holds_one.any() or tier.accumulated.any():
        np.maximum.at(rolled.holds_one, tier.parent, np.maximum(rolled.by_rvc[tier.at], _designated_in(rolled, tier)))


def _designated_in(rolled: Rolled, tier: Rows) -> Ints:
    """Outcome of "holds a designated material subject to a value content", for what counts as the user's production.

    That is what is made in house, and what is accumulated (UR 9(6)): of it the supplier's word, else what is listed.
    """
    said = tier.accumulated
    listed = np.where(tier.in_house | (said != NO_STATEMENT), rolled.holds_one[tier.at], FAIL)
    unsaid = np.where(tier.opened, listed, UNDETERMINED)
    held = np.where(said == DESIGNATED_NOT_SAID, unsaid, np.where(said == DESIGNATED, PASS, listed))
    return np.where(said == NONE_DESIGNATED, FAIL, held).astype(np.int8)


def _settle(rows: Rows, rolled: Rolled, trials: Trials) -> None:
    """Write what the product rules made of a tier's opened materials, within UR 8(6) and 8(7)."""
    size, tried = len(rows.nodes), rows.at
    outcome = verdicts(trials, size)[0][tried]
    rolled.own[tried] = outcome
    if not rows.designated.any() and not rolled.holds_one.any():
        rolled.status[tried] = outcome
        return
    by_rvc = np.where(rows.designated, _by_rvc(trials, size)[tried], FAIL)
    barred = np.where(rows.core | rows.component, FAIL, np.minimum(by_rvc, rolled.holds_one[tried]))
    rolled.provided[tried] = barred == PASS
    rolled.by_rvc[tried] = np.minimum(by_rvc, PASS - barred)
    rolled.status[tried] = np.minimum(outcome, PASS - barred)


def _among(some: Index, rows: int) -> Flags:
    """Whether each row is one of some."""
    held = np.zeros(rows, dtype=bool)
    held[some] = True
    return held


def _settle_without_rule(nodes: Nodes, rolled: Rolled, tried: Index) -> None:
    """Lines for which the law data hold no product rule: originating materials alone make one that originates."""
    for line in tried.tolist():
        if exclusively_originating(nodes, line, rolled.status):
            rolled.own[line] = rolled.status[line] = PASS
            rolled.by_rvc[line] = FAIL


def line_bases(rows: Rows, rolled: Rolled) -> Bases:
    """What opened materials are measured by, those under them being settled (UR 5, 7(2), 7(3), 7(11))."""
    inside = rolled.ledgers.inside(rows.at)
    return Bases(
        net_cost=value.own_net_cost(rows, inside),
        transaction_value=rows.span("transaction_value"),
        total_cost=value.total_cost(rows, inside),
        vnm_net_cost=inside.vnm_net_cost,
        vnm_transaction_value=inside.vnm_transaction_value,
        vnm_value=inside.vnm_value,
    )


def _contribute(rolled: Rolled, tier: Rows) -> None:
    """Add each line's cost, VNM and column-2 components to what it goes into (UR 14(7)(b), 14(8), 14(11)).

    A component that is bought counts as in VNM, so by its statement where it is accumulated (UR 9(2)).
    """
    ledgers, to, status = rolled.ledgers, tier.parent, rolled.status[tier.at]
    inside = ledgers.inside(tier.at)
    worth = value.value(tier, inside)
    by_cost, by_price, by_value = value.if_non_originating(tier, inside, worth)
    vnm = value.counted(by_cost, status, tier.packing)
    vnm_price = value.counted(by_price, status, tier.packing)
    by_worth = value.counted(by_value, status, tier.packing)
    ledgers.put("amount", tier.at, by_cost)
    ledgers.put("counted", tier.at, vnm)
    ledgers.put("counted_price", tier.at, vnm_price)
    ledgers.put("counted_value", tier.at, by_worth)
    contributed = value.cost_in_good(tier, worth, status)
    ledgers.put("contributed", tier.at, contributed)
    ledgers.add("cost", to, contributed)
    ledgers.add("vnm_net_cost", to, vnm)
    ledgers.add("vnm_transaction_value", to, vnm_price)
    ledgers.add("vnm_value", to, by_worth)
    through = Span.upto(inside.components).where(tier.in_house & tier.opened, Span.nothing(worth))  # open: reading 28
    if tier.component.any():
        entire = worth.less(tier.number("deducted")).where(tier.in_house, by_cost)
        listed = value.counted(entire, status, tier.packing)
        through = listed.where(tier.component, through)
    ledgers.add("components", to, through)


def makings(nodes: Nodes, rolled: Rolled, at: Index) -> tuple[Span, Span, Span]:
    """Net cost, VNM and column-2 VNM of lines: from their materials, or as stated (UR 14(4), 14(7))."""
    rows, inside = Rows(nodes, at), rolled.ledgers.inside(at)
    net_cost, worth = value.own_net_cost(rows, inside), value.value(rows, inside)
    leaf = core_parts.figures_of_leaf(
        rows.claim, net_cost, rows.span("vnm"), rows.span("vnm_components"), worth, worth.less(rows.number("deducted"))
    )
    return (
        net_cost.where(rows.opened, leaf[0]),
        inside.vnm_net_cost.where(rows.opened, leaf[1]),
        inside.components.where(rows.opened, leaf[2]),
    )


def _write_core(nodes: Nodes, rolled: Rolled, at: Index) -> None:
    """Write the figures of core-part lines."""
    net_cost, vnm, components = makings(nodes, rolled, at)
    rolled.ledgers.put("core_net_cost", at, net_cost)
    rolled.ledgers.put("core_vnm", at, vnm)
    rolled.ledgers.put("core_components", at, components)


def _by_rvc(trials: Trials, rows: int) -> Ints:
    """Outcome of "qualifies, and only by a rule with an RVC" (UR 1, "subject to a regional value content")."""
    outcome = verdicts(trials, rows)[0]
    without = ~(trials.asks_net_cost | trials.asks_transaction_value)
    free = np.zeros(rows, dtype=np.int8)
    by_change = np.where(trials.asks_open, np.minimum(trials.outcome, UNDETERMINED), trials.outcome)
    np.maximum.at(free, trials.node[without], by_change[without])
    return np.minimum(outcome, PASS - free).astype(np.int8)
