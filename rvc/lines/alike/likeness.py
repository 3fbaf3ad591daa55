"""Which rows are alike: the same facts, the same amounts stated, and for lines the same place in alike goods."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rvc.base.span import Flags, Index

_TABLE = 1 << 22  # keys that a table may have a place for, before they are sorted instead


def dense(key: Index, space: int) -> tuple[Index, Index]:
    """The distinct keys, from zero up to `space`, and which of them each row has."""
    if space > _TABLE:
        found, back = np.unique(key, return_inverse=True)
        return found, back.astype(np.int64)
    there = np.zeros(space, dtype=bool)
    there[key] = True
    found = np.flatnonzero(there)
    number = np.empty(space, dtype=np.int64)
    number[found] = np.arange(len(found))
    return found, number[key]


def combined(codes: Sequence[Index], flags: Sequence[Flags], rows: int) -> tuple[Index, Index]:
    """Rows that have all codes and flags alike: a number from zero for each sort of row, and the first row of each."""
    key, space = np.zeros(rows, dtype=np.int64), 1
    for column in (*codes, *(flag.astype(np.int64) for flag in flags)):
        size = int(column.max(initial=0)) + 1
        found, key = dense(key * size + column, space * size)
        space = len(found)
    first = np.empty(space, dtype=np.int64)
    first[key[::-1]] = np.arange(rows)[::-1]
    return key, first


@dataclass
class LineKinds:
    """Every kind of line met so far: of which kind of good it is, and into which kind of line it goes, if any.

    Once there are `most` of them, a further one gets no number.
    """

    most: int
    good: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    cells: list[list[object]] = field(default_factory=list)
    _own: dict[tuple[int, ...], int] = field(default_factory=dict)
    _known: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.good)

    def own(self, facts: tuple[int, ...]) -> int:
        """The number of what a line says of itself."""
        return self._own.setdefault(facts, len(self._own))

    def number(self, good: int, parent: int, own: int) -> tuple[int, bool]:
        """The kind of a line, and whether it is new; then its cells are to be added."""
        key = (good, parent, own)
        if key in self._known:
            return self._known[key], False
        if len(self.good) >= self.most:
            return -1, False
        self._known[key] = len(self.good)
        self.good.append(good)
        self.parent.append(parent)
        return self._known[key], True
