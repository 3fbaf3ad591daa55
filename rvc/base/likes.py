"""Rows of which many are alike: what stands in a row is kept once, and what is asked of it is asked once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Generic, TypeVar, overload

import numpy as np
import numpy.typing as npt

from rvc.base.span import Codes, Flags, Index

_TABLE = 1 << 22  # keys that a table may have a place for, before they are sorted instead
_ROOMY = 8  # places of a table for each row

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")


class Likes(Sequence[_Item], Generic[_Item]):
    """A sequence, a row an item: `kinds` are the items that stand in it, `of` which of them stands in each row."""

    __slots__ = ("kinds", "of")

    def __init__(self, kinds: Iterable[_Item], of: Index) -> None:
        self.kinds, self.of = tuple(kinds), of

    @classmethod
    def each(cls, items: Sequence[_Item]) -> "Likes[_Item]":
        """Items as they come, an object that comes again being the same kind; rows that are alike already stay so."""
        if isinstance(items, Likes):
            return items
        places: dict[int, int] = {}
        of = np.array([places.setdefault(id(item), len(places)) for item in items], dtype=np.int64)
        kinds = {id(item): item for item in items}
        return cls(kinds.values(), of)

    @classmethod
    def joined(cls, parts: Sequence["Likes[_Item]"]) -> "Likes[_Item]":
        """Rows after one another."""
        if all(part.kinds == parts[0].kinds for part in parts):
            return cls(parts[0].kinds, np.concatenate([part.of for part in parts]))
        starts = accumulate((len(part.kinds) for part in parts), initial=0)
        of = [part.of + start for part, start in zip(parts, starts, strict=False)]
        return cls((item for part in parts for item in part.kinds), np.concatenate(of))

    def __len__(self) -> int:
        """How many rows."""
        return len(self.of)

    @overload
    def __getitem__(self, row: int) -> _Item: ...

    @overload
    def __getitem__(self, row: slice) -> "Likes[_Item]": ...

    def __getitem__(self, row: int | slice) -> "_Item | Likes[_Item]":
        """A row, or some one after another."""
        return Likes(self.kinds, self.of[row]) if isinstance(row, slice) else self.kinds[self.of[row]]

    def __iter__(self) -> Iterator[_Item]:
        """Every row."""
        return map(self.kinds.__getitem__, self.of.tolist())

    def map(self, find: Callable[[_Item], _Answer]) -> "Likes[_Answer]":
        """What holds for each row."""
        return Likes(map(find, self.kinds), self.of)

    def column(self, find: Callable[[_Item], object], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """The same as an array."""
        return np.array([find(item) for item in self.kinds], dtype=dtype).take(self.of)

    def holds(self, item: object) -> Flags:
        """Which rows an item stands in."""
        return self.column(lambda kind: kind == item, bool)

    def take(self, rows: Index) -> "Likes[_Item]":
        """Some rows."""
        return Likes(self.kinds, self.of.take(rows))


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


def combined(codes: Sequence[Codes | Index], flags: Sequence[Flags], rows: int) -> tuple[Index, Index]:
    """Rows that have all codes and flags alike: a number from zero for each sort of row, and the first row of each."""
    key, space = np.zeros(rows, dtype=np.int64), min(rows, 1)
    for column in (*codes, *flags):
        size = int(column.max(initial=0)) + 1
        if size == 1:
            continue
        if space * size > _TABLE:
            found, key = dense(key, space)
            space = len(found)
        key *= size
        key += column
        space *= size
    found, key = dense(key, space)
    first = np.empty(len(found), dtype=np.int64)
    first[key[::-1]] = np.arange(rows)[::-1]
    return key, first


def last_rows(key: Index, space: int) -> Callable[[Index], Index]:
    """What finds the last row that has a key, from zero up to `space`; -1 where none has, as for `space` itself."""
    if space <= max(_TABLE, _ROOMY * len(key)):
        row = np.full(space + 1, -1)
        row[key] = np.arange(len(key))
        return row.take
    found, back = dense(key, space)
    last = np.empty(len(found), dtype=np.int64)
    last[back] = np.arange(len(key))

    def find(asked: Index) -> Index:
        at = np.minimum(np.searchsorted(found, asked), len(found) - 1)
        return np.where(found[at] == asked, last[at], -1)

    return find
