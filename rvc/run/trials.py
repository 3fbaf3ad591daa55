"""Trials: each way to originate that a product rule offers to each node, as columns (UR 3(2), 3(6), 5, 13)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from rvc.base.likes import Likes
from rvc.base.outcome import FAIL, PASS, UNDETERMINED
from rvc.base.ratio import Requirement
from rvc.base.span import Flags, Index, Ints, Span
from rvc.law.load import Law
from rvc.law.model import Alternative, Change
from rvc.lines.nodes import CHANGE_MET, CHANGE_NOT_MET
from rvc.rules import de_minimis, regional_value
from rvc.rules.product_rule import Branch
from rvc.rules.tariff_change import Shifted, TariffChange

NO_REQUIREMENT = -1


@dataclass(frozen=True)
class Bases:
    """What nodes are measured by: net cost, transaction value, total cost; VNM by either method and by value alone."""

    net_cost: Span
    transaction_value: Span
    total_cost: Span
    vnm_net_cost: Span
    vnm_transaction_value: Span
    vnm_value: Span


@dataclass(frozen=True)
class Trials:
    """One row an alternative tried on a node. Outcomes: 0 fail, 1 undetermined, 2 pass.

    `asks_*` say where the alternative asks for a value content; `rvc` is 2 where it asks for none.
    """

    node: Index
    branch: Index
    branches: Likes[Branch]
    alternatives: Likes[Alternative]
    shifted: Shifted
    line_trial: Index
    line: Index
    line_outcome: Ints
    tariff_change: Ints
    saved: Flags
    required_net_cost: Requirement
    required_transaction_value: Requirement
    asks_net_cost: Flags
    asks_transaction_value: Flags
    net_cost: Ints
    transaction_value: Ints
    by_method: Ints
    rvc: Ints
    asks_open: Flags
    open_rvc: Ints
    outcome: Ints

    def of(self, node: int) -> range:
        """The trials of a node: they lie together, in the order of the nodes."""
        return range(*np.searchsorted(self.node, (node, node + 1)).tolist())

    def lines_of(self, trial: int) -> slice:
        """Where the lines of a trial stand in `line`: they lie together, in the order of the trials."""
        first, last = np.searchsorted(self.line_trial, (trial, trial + 1)).tolist()
        return slice(first, last)


@dataclass(frozen=True)
class Setting:
    """What trials are judged under: the law; of each node its day, whether schedules are renamed, its methods.

    `value_only`: a core part that must meet a value content, other than a battery of 8507.60 (UR 14(5)). `change_met`
    and `method`: what producers state of the tariff change of goods without listed materials, and how they qualify.
    """

    law: Law
    days: np.typing.NDArray[np.datetime64]
    renamed: Mapping[str, str]
    is_renamed: Flags
    use_net_cost: Flags
    use_transaction_value: Flags
    value_only: Flags
    change_met: Ints
    method: npt.NDArray[np.object_]


def judge(
    at: Index,
    found: Likes[tuple[Branch, ...]],
    setting: Setting,
    change: TariffChange,
    status: Ints,
    counted: Span,
    bases: Bases,
    displaced: Requirement | None = None,
) -> Trials:
    """Try every alternative of every branch on the nodes `at`; `found`, `bases` and `displaced` are rows of `at`.

    Nodes of one kind in `found` have one day, and their schedules the same names.
    `displaced` holds an RVC requirement that takes the place of the printed one (UR 18(22), 20(8)), if not below zero.
    """
    place, branch, branches, alternatives = _laid_out(found)
    node = at[place]
    index: dict[Change, int] = {}
    which = alternatives.column(lambda item: index.setdefault(item.change, len(index)), np.int64)
    shifted, line_trial, line, line_outcome = change.judge(node, tuple(index), which, status, counted)

    limit = setting.law.schedule("de_minimis").at(setting.days[at])
    short = np.flatnonzero(shifted.outcome < PASS)
    of_short = place[short]
    price, total = bases.transaction_value.take(of_short), bases.total_cost.take(of_short)
    saved = np.zeros(len(node), dtype=np.int8)
    saved[short] = de_minimis.small_enough(shifted.unchanged.take(short), price, total, limit[of_short])
    saved = np.where(setting.change_met[node] == CHANGE_NOT_MET, FAIL, saved)
    tariff_change = np.maximum(shifted.outcome, saved)
    by_value = (shifted.outcome < PASS) & (saved == PASS)

    asked_nc, asks_nc = _required(setting, alternatives.map(lambda item: item.net_cost), node)
    asked_tv, asks_tv = _required(setting, alternatives.map(lambda item: item.transaction_value), node)
    asked_open, asks_open = _required(setting, alternatives.map(lambda item: item.open_schedule), node)
    if displaced is not None:
        taken = np.asarray(displaced.hard[place] >= 0, dtype=bool)
        asked_nc = Requirement(
            np.where(taken, displaced.hard[place], asked_nc.hard),
            np.where(taken, displaced.soft[place], asked_nc.soft),
            np.where(taken, displaced.over[place], asked_nc.over),
            asked_nc.more_than,
        )
    nc, vnm, tv, vnm_tv = bases.net_cost, bases.vnm_net_cost, bases.transaction_value, bases.vnm_transaction_value
    by_nc = _measured(regional_value.by_net_cost, nc, vnm, place, asked_nc)
    by_tv = _measured(regional_value.by_transaction_value, tv, vnm_tv, place, asked_tv)
    stated, only_if = tv.as_stated(), alternatives.column(lambda item: item.only_if, bool)
    small_of = de_minimis.small_enough(bases.vnm_value, stated, bases.total_cost.as_stated(), limit)
    small = np.where(only_if, 0, small_of[place]).astype(np.int8)
    none = np.zeros(len(node), dtype=np.int8)  # where nobody asks for a content that is open
    by_open_nc = _measured(regional_value.by_net_cost, nc, vnm, place, asked_open) if asks_open.any() else none
    open_rvc = np.maximum(by_open_nc, small)
    nc_counts = asks_nc & (setting.use_net_cost[node] | ~asks_tv)
    tv_counts = asks_tv & setting.use_transaction_value[node]
    asked_open_tv, asks_open_tv = _required(setting, alternatives.map(lambda item: item.open_transaction_value), node)
    by_open_tv = none
    if asks_open_tv.any():
        by_open_tv = _measured(regional_value.by_transaction_value, stated, vnm_tv, place, asked_open_tv)
    perhaps = np.where(asks_open_tv & (setting.use_transaction_value[node] & (by_open_tv > FAIL)), UNDETERMINED, 0)
    best = np.maximum(np.where(nc_counts, by_nc, 0), np.where(tv_counts, by_tv, 0))
    best = np.maximum(best, perhaps)
    asks = asks_nc | asks_tv
    rvc = np.where(asks, np.maximum(best, small), 2).astype(np.int8)
    tariff_change = _as_stated(setting, node, branch, alternatives, which, tariff_change, rvc)
    outcome = np.minimum(tariff_change, rvc)
    outcome = np.where(setting.value_only[node] & ~asks, FAIL, outcome)
    outcome = np.where(asks_open, np.minimum(outcome, np.maximum(open_rvc, 1)), outcome)
    blocked = alternatives.column(lambda item: item.blocks, bool)
    outcome = np.minimum(outcome, _needed(alternatives, branch, shifted.outcome))
    outcome = np.where(blocked, np.minimum(outcome, UNDETERMINED), outcome).astype(np.int8)
    return Trials(
        node, branch, branches, alternatives, shifted, line_trial, line,
        line_outcome, tariff_change, by_value, asked_nc, asked_tv, nc_counts, tv_counts,
        by_nc, by_tv, best, rvc, asks_open, open_rvc, outcome,
    )  # fmt: skip


def _measured(
    method: Callable[[Span, Span, Requirement], Ints], whole: Span, out: Span, place: Index, asked: Requirement
) -> Ints:
    """Outcome of a value content by a method in every trial; open where no requirement is in force."""
    found = np.full(len(place), UNDETERMINED, dtype=np.int8)
    rows = np.flatnonzero(asked.hard >= 0)
    of = place[rows]
    found[rows] = method(whole.take(of), out.take(of), asked.take(rows))
    return found


def _laid_out(found: Likes[tuple[Branch, ...]]) -> tuple[Index, Index, Likes[Branch], Likes[Alternative]]:
    """Every alternative of every branch of each node, in order: the place of its node, its branch, and both by row."""
    branches = [branch for kind in found.kinds for branch in kind]
    ways = [way for branch in branches for way in branch.alternatives]
    own = [number for kind in found.kinds for number, branch in enumerate(kind) for _ in branch.alternatives]
    place, at = _spread([sum(len(branch.alternatives) for branch in kind) for kind in found.kinds], found.of)
    count = [len(kind) for kind in found.kinds]
    of_branch = _spread(count, found.of)[1]
    branch = _first(np.array(count, dtype=np.int64)[found.of])[place] + np.array(own, dtype=np.int64)[at]
    return place, branch, Likes(branches, of_branch), Likes(ways, at)


def _spread(counts: Sequence[int], of: Index) -> tuple[Index, Index]:
    """Rows each of which holds as many items as its kind: of each item its row, and its place among all kinds'."""
    starts = np.array([0, *accumulate(counts)], dtype=np.int64)[:-1]
    count = np.array(counts, dtype=np.int64)[of]
    row = np.repeat(np.arange(len(of)), count)
    return row, np.arange(len(row)) + np.repeat(starts[of] - _first(count), count)


def _first(count: Index) -> Index:
    """Where the items of each row begin, which has so many."""
    return np.cumsum(count) - count


def _as_stated(
    setting: Setting, node: Index, branch: Index, alternatives: Likes[Alternative], which: Index, changed: Ints,
    rvc: Ints,
) -> Ints:  # fmt: skip
    """Tariff change where its producer states it met, and does not say which change of several (reading 42).

    It is one of those that the branch prints: settled if the good originates whichever it is, else open.
    """
    stated = np.asarray(setting.change_met[node] == CHANGE_MET, dtype=bool)
    if not stated.any():
        return changed
    asked = ~alternatives.column(lambda item: item.change.none_required, bool)
    printed = stated & asked & alternatives.column(lambda item: item.in_place_of is None, bool)
    serves = np.zeros(len(node), dtype=bool)
    for method in set(setting.method[node[printed]].tolist()):
        named = np.asarray(setting.method[node] == method, dtype=bool)
        serves |= printed & named & alternatives.column(partial(found_by, method=method), bool)
    key = branch * (int(which.max(initial=0)) + 1) + which
    found, back = np.unique(key[serves], return_inverse=True)
    best = np.zeros(len(found), dtype=np.int8)
    np.maximum.at(best, back, rvc[serves])
    owner = np.zeros(len(found), dtype=np.int64)
    owner[back] = branch[serves]
    size = int(branch.max(initial=-1)) + 1
    count, least = np.bincount(owner, minlength=size), np.full(size, PASS, dtype=np.int8)
    np.minimum.at(least, owner, best)
    sure = np.isin(key, found) & ((count[branch] == 1) | (least[branch] == PASS))
    return np.where(stated & asked & ~sure, UNDETERMINED, changed).astype(changed.dtype)


def found_by(alternative: Alternative, method: str) -> bool:
    """Whether an alternative asks what its producer names: the change alone, or a value content by a method."""
    asked = {"net_cost": alternative.net_cost, "transaction_value": alternative.transaction_value}
    if method == "tariff_change":
        return not any(asked.values())
    return not method or bool(asked[method])


def _needed(alternatives: Likes[Alternative], branch: Index, changed: Ints) -> Ints:
    """Outcome of "no printed change of the branch is met", for alternatives that make up for it; a pass for others."""
    makes_up = alternatives.column(lambda item: item.in_place_of is not None, bool)
    if not makes_up.any():
        return np.full(len(branch), PASS, dtype=np.int8)
    best = np.zeros(int(branch.max(initial=-1)) + 1, dtype=np.int8)
    np.maximum.at(best, branch[~makes_up], changed[~makes_up])
    return np.where(makes_up, PASS - best[branch], PASS).astype(np.int8)


def verdicts(trials: Trials, rows: int) -> tuple[Ints, Ints]:
    """Outcome by node (undetermined where branches disagree or there is no rule), and by branch (its best)."""
    of_branch = np.zeros(len(trials.branches), dtype=np.int8)
    np.maximum.at(of_branch, trials.branch, trials.outcome)
    node_of = np.zeros(len(trials.branches), dtype=np.int64)
    node_of[trials.branch] = trials.node
    low, high = np.full(rows, 2, dtype=np.int8), np.zeros(rows, dtype=np.int8)
    np.minimum.at(low, node_of, of_branch)
    np.maximum.at(high, node_of, of_branch)
    return np.where(low == high, low, 1).astype(np.int8), of_branch


def _required(setting: Setting, names: Likes[str], node: Index) -> tuple[Requirement, Flags]:
    """Basis points in force for each trial's schedule on its day, and which name one; NO_REQUIREMENT elsewhere."""
    ones = np.ones(len(names), dtype=np.int64)
    if not any(names.kinds):
        points, none = np.full(len(names), NO_REQUIREMENT, dtype=np.int64), np.zeros(len(names), dtype=bool)
        return Requirement(points, points, ones, none), none
    kinds = np.array(names.kinds, dtype=object)
    points, more_than = np.full(len(kinds), NO_REQUIREMENT, dtype=np.int64), np.zeros(len(kinds), dtype=bool)
    asks, one = names.column(bool, bool), np.zeros(len(kinds), dtype=np.int64)
    one[names.of] = node  # a node for each kind
    renamed = setting.is_renamed[one]
    sides = (False, True) if renamed.any() else (False,)
    for name in sorted({name for name in names.kinds if name}):
        for other in sides:
            mine = np.flatnonzero(np.asarray(kinds == name, dtype=bool) & (renamed == other))
            if len(mine):
                schedule = setting.law.schedule(setting.renamed.get(name, name) if other else name)
                points[mine] = schedule.at(setting.days[one[mine]])
                more_than[mine] = schedule.comparison == "more_than"
    hard = points[names.of]
    return Requirement(hard, hard, ones, more_than[names.of]), asks
