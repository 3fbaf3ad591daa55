"""The lines of a table, some goods at a time: as they lie, where the lines of each good lie together, else by bins."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rvc.base.span import Index
from rvc.lines.alike.bins import out_of_bins
from rvc.lines.alike.owners import Lines, Owners
from rvc.lines.alike.sheets import Sheet


@dataclass(frozen=True)
class Runs:
    """Where the lines of each good begin, and the row of the good in the table of goods."""

    begin: Index
    good: Index

    def between(self, first: int, end: int) -> "Runs":
        """Those that begin between two lines, from the first on."""
        at = slice(*np.searchsorted(self.begin, (first, end)).tolist())
        return Runs(self.begin[at] - first, self.good[at])


def lines_by_good(sheet: Sheet, key: int, owners: Owners) -> Iterator[Lines]:
    """All lines of some goods, and of others, until there are no more; `key` is the column that names the goods.

    Raises:
        NotImplementedError: a line names no good, or one that is not there.
    """
    runs = _runs(sheet, key, owners)
    return out_of_bins(sheet, key, owners) if runs is None else _as_they_lie(sheet, runs)


def _runs(sheet: Sheet, key: int, owners: Owners) -> Runs | None:
    """Where the lines of each good lie, if they lie together."""
    begins, goods, size, last = list[Index](), list[Index](), 0, -1
    count = np.zeros(len(owners), dtype=np.int64)
    for (keys,) in sheet.pieces([key]):
        good = owners.rows(keys)
        begin = np.flatnonzero(np.concatenate(([good[0] != last], good[1:] != good[:-1])))
        count += np.bincount(good[begin], minlength=len(count))
        if count.max() > 1:
            return None
        begins.append(begin + size)
        goods.append(good[begin].astype(np.int64))
        size, last = size + len(good), int(good[-1])
    return Runs(np.concatenate(begins), np.concatenate(goods))


def _as_they_lie(sheet: Sheet, runs: Runs) -> Iterator[Lines]:
    """Lines piece by piece; what a piece has of its last good goes to the next one."""
    first, rest = 0, list[Any]()
    for arrays in sheet.pieces(range(len(sheet.names))):
        whole = [sheet.joined(pair) for pair in zip(rest, arrays, strict=True)] if rest else arrays
        end = first + len(whole[0])
        if end < sheet.size:  # the last good may go on
            end = int(runs.begin[np.searchsorted(runs.begin, end) - 1])
        if end > first:
            some = runs.between(first, end)
            good = np.repeat(np.arange(len(some.good)), np.diff(some.begin, append=end - first))
            yield Lines([array.slice(0, end - first) for array in whole], np.arange(first, end), some.good, good)
        rest = [array.slice(end - first) for array in whole]
        first = end
