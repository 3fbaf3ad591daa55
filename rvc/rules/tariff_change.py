"""Tariff change of a good: every non-originating material undergoes the change, but for de minimis (UR 3(2), 5(1))."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.outcome import FAIL, PASS, UNDETERMINED
from rvc.base.span import Index, Ints, Span
from rvc.law.model import Change
from rvc.lines.nodes import Nodes
from rvc.rules.change import permits

_SPARSE = 2**4  # possible pairs of codes to a line, above which sorting the lines is cheaper than a table of the pairs


@dataclass(frozen=True)
class Materials:
    """The lines of each node in one array: those of node n are `lines[start[n] : start[n] + count[n]]`."""

    lines: Index
    start: Index
    count: Index

    @classmethod
    def of(cls, nodes: Nodes) -> "Materials":
        """The lines that a tariff change looks at: direct materials (UR 8(14), 8(17), 8(24))."""
        lines = np.flatnonzero(nodes.is_direct)
        lines = lines[np.argsort(nodes.parent[lines], kind="stable")]
        count = (
            np.bincount(nodes.parent[lines], minlength=len(nodes)) if len(lines) else np.zeros(len(nodes), dtype=int)
        )
        return cls(lines, np.concatenate(([0], np.cumsum(count)[:-1])), count)

    def expand(self, owners: Index) -> tuple[Index, Index]:
        """For each owner its lines: the position of the owner in `owners`, and the line, pair by pair."""
        if not len(self.lines):
            return self.lines, self.lines
        count = self.count[owners]
        position = np.repeat(np.arange(len(owners)), count)
        within = np.arange(len(position)) - np.repeat(np.cumsum(count) - count, count)
        return position, self.lines[self.start[owners][position] + within]


@dataclass(frozen=True)
class Shifted:
    """Of each trial: the outcome line by line at its worst, and the value of the lines that do not change."""

    outcome: Ints
    unchanged: Span


class TariffChange:
    """Judges changes for many (good, change) trials at once; each distinct pair of codes is looked up once."""

    def __init__(self, nodes: Nodes, materials: Materials) -> None:
        self._nodes = nodes
        self._materials = materials
        self._code, self._codes = nodes.code, nodes.kinds_of_good

    def judge(
        self, owners: Index, changes: Sequence[Change], which: Index, status: Ints, counted: Span
    ) -> tuple[Shifted, Index, Index, Ints]:
        """Outcome of change `changes[which[i]]` into node `owners[i]`; and of each line, as (trial, line, outcome).

        Of a good without listed materials the outcome is what its producer states of the change (reading 42).
        """
        trial, line = self._materials.expand(owners)
        outcome, left = self._lines(self._code[owners[trial]], changes, which[trial], line, status, counted)
        asked = np.array([not change.none_required for change in changes], dtype=bool)[which]
        answered = self._nodes.opened[owners] | ~asked
        stated = np.minimum(self._nodes.change_met[owners], PASS)
        worst = np.where(answered, PASS, stated).astype(np.int8)
        np.minimum.at(worst, trial, outcome)
        pooled = left.pooled(trial[outcome < PASS], len(owners))
        most, unbounded = np.where(answered, pooled.most, pooled.least), pooled.unbounded | ~answered
        return Shifted(worst, Span.of(pooled.least, most, unbounded)), trial, line, outcome

    def _lines(
        self, good: Index, changes: Sequence[Change], which: Index, line: Index, status: Ints, counted: Span
    ) -> tuple[Ints, Span]:
        """Line by line: originating passes; a self-produced one passes by itself or by what is in it (UR 3(8)).

        With it, of each line that does not pass, the value of what does not change: in a self-produced one, of those of
        its materials that do not (UR 5(1)(a)).
        """
        outcome = self._by_themselves(good, changes, which, line, status)
        tiers: list[tuple[Ints, Index, Index, Index]] = []
        at = self._to_open(outcome, line)
        while len(at):
            position, inner = self._materials.expand(line[at])
            tiers.append((outcome, line, at, position))
            good, which, line = good[at][position], which[at][position], inner
            outcome = self._by_themselves(good, changes, which, line, status)
            at = self._to_open(outcome, line)
        left = _left(outcome, line, counted)
        for above, above_line, opened, position in reversed(tiers):
            worst = np.full(len(opened), PASS, dtype=np.int8)
            np.minimum.at(worst, position, outcome)
            inside = left.pooled(position[outcome < PASS], len(opened))
            inside = inside.where(above[opened] == FAIL, Span.upto(inside))
            above[opened] = np.maximum(above[opened], worst)
            outcome, left = above, _left(above, above_line, counted)
            still = outcome[opened] < PASS
            left.rows[:, np.searchsorted(np.flatnonzero(outcome < PASS), opened[still])] = inside.rows[:, still]
        return outcome, left

    def _by_themselves(self, good: Index, changes: Sequence[Change], which: Index, line: Index, status: Ints) -> Ints:
        held = status[line]
        direct = self._pairs(good, changes, which, line)
        perhaps = np.where(held == UNDETERMINED, np.maximum(direct, UNDETERMINED), direct)
        return np.where(held == PASS, PASS, perhaps).astype(np.int8)

    def _to_open(self, outcome: Ints, line: Index) -> Index:
        """The self-produced lines that do not pass by themselves."""
        return np.flatnonzero((outcome < PASS) & self._nodes.in_house[line] & self._nodes.opened[line])

    def _pairs(self, good: Index, changes: Sequence[Change], which: Index, line: Index) -> npt.NDArray[Any]:
        size = len(self._codes)
        key = (which * size + good) * size + self._code[line]
        space = len(changes) * size * size
        if space > _SPARSE * len(key):
            distinct, back = np.unique(key, return_inverse=True)
        else:
            met = np.zeros(space, dtype=bool)
            met[key] = True
            distinct, back = np.flatnonzero(met), (np.cumsum(met) - 1)[key]
        answers = (
            permits(changes[code // size // size], self._codes[code // size % size][0], *self._codes[code % size])
            for code in distinct.tolist()
        )
        return np.fromiter(answers, dtype=np.int8, count=len(distinct))[back]


def _left(outcome: Ints, line: Index, counted: Span) -> Span:
    """Of the lines that do not pass, in order, their value: all of it if they fail, up to it if that is open."""
    short = np.flatnonzero(outcome < PASS)
    left = counted.take(line[short])
    return left.where(outcome[short] == FAIL, Span.upto(left))
