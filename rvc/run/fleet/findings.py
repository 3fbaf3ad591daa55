"""The findings of many goods as columns: the same figures as findings one by one, for tests that are settled."""

from collections.abc import Sequence

import numpy as np

from rvc.base.decimals import in_digits, money
from rvc.base.outcome import Outcome
from rvc.base.ratio import percents
from rvc.base.span import Flags, Index, Ints
from rvc.lines.nodes import NOT_STATED
from rvc.rules.core_parts import METHODS
from rvc.run.evaluate import Evaluation, Root
from rvc.run.fleet.sums import MILLIONTHS, OPEN, Alike, Found, labor_value, metal, share_of
from rvc.run.score import Settled

_MOST = np.iinfo(np.int64).max // 10**8  # of an amount that `percents` can take in 64 bits
_NOTHING = -1


def settled(found: Evaluation, goods: Alike) -> list[tuple[Settled, ...] | None]:
    """Of each good its findings, in the order of the contract; None where one is not settled, or has more to it.

    A column of findings holds None where the test does not bind the good, and OPEN where it is not settled.
    """
    columns = [
        _territory(found),
        *_by_product_rule(found, goods),
        _core_parts(found, goods),
        *(metal(found, goods, name) for name in ("steel", "aluminum")),
        labor_value(found, goods),
    ]
    claimed = (found.nodes.claim[: found.nodes.goods] != NOT_STATED).tolist()
    rows = zip(*columns, strict=True)
    return [None if stated else _settled_row(row) for stated, row in zip(claimed, rows, strict=True)]


def _settled_row(row: Sequence[Settled | None]) -> tuple[Settled, ...] | None:
    """The findings of one good; None where one is open."""
    kept = []
    for item in row:
        if item is OPEN:
            return None
        if item is not None:
            kept.append(item)
    return tuple(kept)


def _territory(found: Evaluation) -> Found:
    known: dict[Outcome, Settled] = {
        Outcome.FAIL: Settled("territory", "fail"),
        Outcome.UNDETERMINED: OPEN,
        Outcome.PASS: Settled("territory", "pass"),
    }
    return [known[outcome] for outcome, _ in found.territory]


def _by_product_rule(found: Evaluation, goods: Alike) -> tuple[Found, Found]:
    """Tariff change and value content of the alternative that decides (UR 3(6))."""
    size = len(goods.judged)
    change: Found = [OPEN] * size
    content: Found = [OPEN] * size
    for root in {id(root): root for root in (found.panel, found.us_position)}.values():
        mine = [
            row
            for row, item in enumerate(goods.judged)
            if (found.us_position if item.case.elections.rollup == "us_position" else found.panel) is root
        ]
        _Deciding(found, root, size).put(mine, change, content)
    return change, content


class _Deciding:
    """The trial that decides each good, and what it found."""

    def __init__(self, found: Evaluation, root: Root, size: int) -> None:
        self._found, self._root = found, root
        trials = root.trials
        self._known: dict[int, tuple[bool, bool, bool]] = {}
        printed = np.array([item.in_place_of is None for item in trials.alternatives], dtype=bool)
        serves = printed | (trials.outcome > Outcome.FAIL)
        rank = ((trials.outcome * 2 + printed) * 3 + trials.tariff_change) * 3 + trials.rvc + 1
        order = np.lexsort((-np.arange(len(rank)), np.where(serves, rank, 0), trials.node))
        self.trial = np.full(size, _NOTHING)
        self.trial[trials.node[order]] = order
        branches = np.full(size, _NOTHING)
        branches[trials.node] = trials.branch
        several = np.zeros(size, dtype=bool)
        several[trials.node[branches[trials.node] != trials.branch]] = True
        self.trial[several] = _NOTHING  # readings of the rule side by side: put together one by one

    def put(self, rows: Sequence[int], change: Found, content: Found) -> None:
        """Write the findings of goods, as far as they are plain."""
        plain_ones = [row for row in rows if self._is_plain(row)]
        if not plain_ones:
            return
        at = np.array(plain_ones, dtype=np.int64)
        shown = self._contents(at)
        for row, told in zip(plain_ones, shown, strict=True):
            _, asks_change, asks_content = self._told(int(self.trial[row]))
            change[row] = self._change(int(self.trial[row])) if asks_change else None
            content[row] = told if asks_content else None

    def _is_plain(self, row: int) -> bool:
        trial = int(self.trial[row])
        return trial >= 0 and self._told(trial)[0] and not self._found.displaced[row].note

    def _told(self, trial: int) -> tuple[bool, bool, bool]:
        """Whether a trial's alternative has no reading of its own, whether it asks a change, and a value content."""
        item = self._root.trials.alternatives[trial]
        key = id(item)
        if key not in self._known:
            plain_one = not (item.open_schedule or item.open_transaction_value or item.blocks)
            asks = bool(item.net_cost or item.transaction_value)
            self._known[key] = plain_one, not item.change.none_required, asks
        return self._known[key]

    def _change(self, trial: int) -> Settled | None:
        trials = self._root.trials
        if trials.tariff_change[trial] != Outcome.PASS:
            return OPEN
        return _BY_DE_MINIMIS if trials.saved[trial] else _CHANGED

    def _contents(self, at: Index) -> Found:
        trials, bases, scale = self._root.trials, self._root.bases, self._found.nodes.scale
        trial = self.trial[at]
        by_price = trials.asks_transaction_value[trial] & (
            ~trials.asks_net_cost[trial] | (trials.transaction_value[trial] > trials.net_cost[trial])
        )
        whole = bases.transaction_value.take(at).where(by_price, bases.net_cost.take(at))
        out = bases.vnm_transaction_value.take(at).where(by_price, bases.vnm_net_cost.take(at))
        asked = np.where(
            by_price, trials.required_transaction_value.hard[trial], trials.required_net_cost.hard[trial]
        ).astype(np.int64)
        over = np.where(by_price, trials.required_transaction_value.over[trial], trials.required_net_cost.over[trial])
        exceeds = np.where(
            by_price, trials.required_transaction_value.more_than[trial], trials.required_net_cost.more_than[trial]
        ).astype(bool)
        outcome, small = trials.rvc[trial], trials.rvc[trial] > trials.by_method[trial]
        exact = whole.known & out.known & (whole.least == whole.most) & (whole.least > 0) & (over == 1) & (asked >= 0)
        exact &= outcome != Outcome.UNDETERMINED
        asked = asked * MILLIONTHS
        worst = _shares(whole.least, out.most, exact, asked, exceeds)
        best = _shares(whole.least, out.least, exact, asked, exceeds)
        found: Found = []
        for place, fine in enumerate(exact.tolist()):
            if not fine:
                found.append(OPEN)
                continue
            price = bool(by_price[place])
            name = "transaction_value" if price else "net_cost"
            inputs = {name: money(int(whole.most[place]), scale), "vnm": money(int(out.most[place]), scale)}
            method = "de_minimis" if small[place] else name
            found.append(
                share_of("rvc", outcome[place], int(worst[place]), int(best[place]), int(asked[place]), method, inputs)
            )
        return found


_CHANGED = Settled("tariff_change", "pass")
_BY_DE_MINIMIS = Settled("tariff_change", "pass", method="de_minimis")


def _shares(whole: Ints, out: Ints, fine: Flags, asked: Ints, exceeds: Flags) -> Ints:
    """(whole - out) / whole where that can be said; rows that cannot are 0."""
    top, bottom = np.where(fine, whole - out, 0), np.where(fine, whole, 1)
    if np.abs(top).max(initial=0) > _MOST or bottom.max(initial=0) > _MOST:
        top, bottom = top.astype(object), bottom.astype(object)
    return percents(top, bottom, asked, exceeds)


def _core_parts(found: Evaluation, goods: Alike) -> Found:
    """Core parts of the goods that they bind, all of which originate (UR 14(4)-(12))."""
    lines, core = found.core_lines, found.core
    size = len(goods.judged)
    answer: Found = [None if not item.light else OPEN for item in goods.judged]
    if not len(lines.line):
        return answer
    claimed = found.nodes.claim[lines.line] == Outcome.PASS
    each = core.by_method["each_part"].outcome
    by_rule = (lines.own == Outcome.PASS) & (each != Outcome.PASS)
    method = np.full(len(lines.line), _NOTHING)
    for number in range(len(METHODS))[::-1]:
        figures = core.by_method[METHODS[number]]
        method[figures.allowed & (figures.outcome == Outcome.PASS)] = number
    serves = ~claimed & ~by_rule & (method >= 0)
    averaging = np.array([item.case.elections.core_parts_averaging for item in goods.judged], dtype=object)
    worst, best = np.zeros(len(method), dtype=np.int64), np.zeros(len(method), dtype=np.int64)
    asked = core.required.hard.astype(np.int64) * MILLIONTHS
    said = np.zeros(len(method), dtype=bool)
    for number, name in enumerate(METHODS):
        mine = np.flatnonzero(serves & (method == number))
        if not len(mine):
            continue
        figures = core.by_method[name]
        exceeds = np.asarray(averaging == ("super_core" if name.startswith("super_core") else "category"), dtype=bool)
        cost, out = figures.net_cost.take(mine), figures.vnm.take(mine)
        fine = (cost.least > 0) & out.known & cost.known & (cost.least == cost.most)
        limits, over = asked[lines.good[mine]], exceeds[lines.good[mine]]
        worst[mine] = _shares(cost.least, out.most, fine, limits, over)
        best[mine] = _shares(cost.least, out.least, fine, limits, over)
        said[mine] = fine
    unsaid = np.zeros(size, dtype=bool)
    unsaid[lines.good[~(claimed | by_rule | said)]] = True
    lowest = np.lexsort((np.arange(len(method)), worst, lines.good))[::-1]  # the first of the lowest comes last
    lowest = lowest[said[lowest]]
    low = np.full(size, _NOTHING)
    low[lines.good[lowest]] = lowest
    several = np.zeros(size, dtype=bool)
    one = np.full(size, _NOTHING)
    one[lines.good[said]] = method[said]
    several[lines.good[said][one[lines.good[said]] != method[said]]] = True
    for row in np.flatnonzero((core.good == Outcome.PASS) & ~unsaid).tolist():
        if not goods.judged[row].light:
            continue
        place, name_of = int(low[row]), None if several[row] or one[row] < 0 else METHODS[one[row]]
        if place < 0:
            answer[row] = Settled("core_parts", "pass", in_digits(int(asked[row])), method=name_of)
        else:
            answer[row] = share_of(
                "core_parts", Outcome.PASS, int(worst[place]), int(best[place]), int(asked[row]), name_of
            )
    return answer
