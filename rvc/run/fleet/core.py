"""Core parts of many vehicles as columns, where all of them originate (UR 14(4)-(12))."""

import numpy as np

from rvc.base.likes import Likes
from rvc.base.outcome import Outcome
from rvc.base.span import Flags, Index, Ints
from rvc.rules.core_parts import METHODS
from rvc.run.block import NOT_BOUND, NOTHING, Tested
from rvc.run.evaluate import Evaluation
from rvc.run.fleet.shares import MILLIONTHS, share_test, shares

_NONE = -1


def core_parts(found: Evaluation) -> tuple[Tested, Flags]:
    """The test of each good, and the goods that it binds and of which there is more to say than columns do."""
    light = found.judged.column(lambda item: item.light, bool)
    asked = found.core.required.hard.astype(np.int64) * MILLIONTHS
    lines, size = found.core_lines, len(light)
    worst, best, method, said = _by_method(found, asked)
    unsaid = np.zeros(size, dtype=bool)
    unsaid[lines.good[~said]] = True
    sure = light & (found.core.good == Outcome.PASS) & ~unsaid & bool(len(lines.line))
    low = _lowest(lines.good, worst, method, size)
    there = sure & (low != _NONE)
    status = np.where(sure, Outcome.PASS, np.where(light, Outcome.UNDETERMINED, NOT_BOUND))
    actual, shown = (np.append(column, NOTHING)[np.where(there, low, _NONE)] for column in (worst, best))
    names = Likes(("", *METHODS), _only(lines.good, method, size) + 1)
    test = share_test("core_parts", status, np.where(sure, asked, NOTHING), actual, shown, names)
    return test, light & ~sure


def _by_method(found: Evaluation, asked: Ints) -> tuple[Ints, Ints, Index, Flags]:
    """Of each core part its share at worst and at best, by the first method that serves it, if it takes one.

    The last are those of which that is all there is to say: what is claimed, or originates by its own rule, has none.
    """
    lines, core = found.core_lines, found.core
    claimed = found.nodes.claim[lines.line] == Outcome.PASS
    by_rule = (lines.own == Outcome.PASS) & (core.by_method["each_part"].outcome != Outcome.PASS)
    method = np.full(len(lines.line), _NONE)
    for number in range(len(METHODS))[::-1]:
        figures = core.by_method[METHODS[number]]
        method[figures.allowed & (figures.outcome == Outcome.PASS)] = number
    method[claimed | by_rule] = _NONE
    averaging = found.judged.column(lambda item: item.case.elections.core_parts_averaging, object)
    worst, best = np.full(len(method), NOTHING), np.full(len(method), NOTHING)
    said = claimed | by_rule
    for number, name in enumerate(METHODS):
        mine = np.flatnonzero(method == number)
        if not len(mine):
            continue
        figures = core.by_method[name]
        exceeds = np.asarray(averaging == ("super_core" if name.startswith("super_core") else "category"), dtype=bool)
        cost, out = figures.net_cost.take(mine), figures.vnm.take(mine)
        fine = np.asarray((cost.least > 0) & out.known & cost.known & (cost.least == cost.most), dtype=bool)
        of_good = lines.good[mine]
        for column, taken in ((worst, out.most), (best, out.least)):
            column[mine], fits = shares(cost.least - taken, cost.least, fine, asked[of_good], exceeds[of_good])
            fine &= fits
        said[mine] = fine
    return worst, best, method, said


def _lowest(good: Index, worst: Ints, method: Index, size: int) -> Index:
    """The core part of each good whose share is lowest, the first of them; _NONE where no share is shown."""
    order = np.lexsort((np.arange(len(good)), worst, good))[::-1]  # the first of the lowest comes last
    order = order[method[order] != _NONE]
    low = np.full(size, _NONE)
    low[good[order]] = order
    return low


def _only(good: Index, method: Index, size: int) -> Index:
    """The method of each good's core parts, where all that take one take the same; else _NONE."""
    takes = method != _NONE
    one = np.full(size, _NONE)
    one[good[takes]] = method[takes]
    several = good[takes][one[good[takes]] != method[takes]]
    one[several] = _NONE
    return one
