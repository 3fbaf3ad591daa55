"""Goods whose lines lie together in a table, some at a time: the tree of each, and what each row is alike to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from rvc.base.likes import combined, dense
from rvc.base.span import Flags, Index
from rvc.lines.alike.columns import Coder, Columns, Numbers, Texts, encoded, numbers, sound_names, sound_texts
from rvc.lines.alike.likeness import LineKinds
from rvc.lines.alike.sheets import Sheet

_DEEPEST = 64  # tiers
NO_PARENT, UNKNOWN_PARENT = -1, -2
Path = tuple[str, ...]


@dataclass(frozen=True)
class Goods:
    """A table of goods by row: names, which goods are alike, amounts, and whether a row can be taken as it stands.

    `suppliers` is None where no column names them.
    """

    names: pl.Series
    kind: Index
    first: Index
    amounts: dict[Path, Numbers]
    fine: Flags
    suppliers: Texts | None

    def __len__(self) -> int:
        """How many goods."""
        return len(self.names)


@dataclass(frozen=True)
class Piece:
    """Some goods with all their lines.

    `goods` are rows of the table of goods, in the order of their lines; `good` is the place of a line's good among
    them, `parent` that of the line it goes into, or -1. `kind` numbers what each line is alike to. `fine` says of each
    good whether its lines can be taken as they stand. `names` are the ids of lines, by `id`. `arrays` are the columns
    themselves, and `first` is the place of the first line in the table. `suppliers` is None where no column names them.
    """

    arrays: list[Any]
    first: int

    goods: Index
    good: Index
    parent: Index
    depth: Index
    opened: Flags
    kind: Index
    amounts: dict[Path, Numbers]
    fine: Flags
    id: Index
    names: list[Any]
    suppliers: Texts | None


def read_goods(sheet: Sheet, columns: Columns) -> Goods:
    """The table of goods. Raises NotImplementedError if its rows are no goods, each with a name of its own."""
    places, names = encoded(sheet.column(columns.key))
    if len(names) != sheet.size or (places < 0).any() or not sound_names(_texts(names)).all():
        raise NotImplementedError
    amounts = amounts_of(columns, [sheet.column(at) for at in columns.counted])
    facts = [Coder().codes(sheet.column(at)) for at in columns.facts]
    fine = _sound([sheet.column(at) for at in columns.plain], sheet.size)
    for held in amounts.values():
        fine &= held.fine
    kind, first = combined(facts, [held.known for held in amounts.values()], sheet.size)
    suppliers = None if columns.supplier is None else Texts(*encoded(sheet.column(columns.supplier)))
    named = pl.Series(names, dtype=pl.String).gather(places)
    return Goods(named, kind, first, amounts, fine, suppliers)


def read_pieces(sheet: Sheet, columns: Columns, goods: Goods, kinds: LineKinds) -> Iterator[Piece]:
    """The table of materials, piece by piece, in which goods lie together; new kinds of lines are noted in `kinds`."""
    reader = _Pieces(sheet, columns, goods, kinds)
    rest: list[Any] | None = None
    for arrays in sheet.pieces(range(len(sheet.names))):
        whole = arrays if rest is None else [sheet.joined(pair) for pair in zip(rest, arrays, strict=True)]
        end = reader.last_good(whole[columns.key])
        if end:
            yield reader.piece([array.slice(0, end) for array in whole])
        rest = [sheet.by_itself(array.slice(end)) for array in whole]
    if rest is not None and len(rest[0]):
        yield reader.piece(rest)


def order_of(sheet: Sheet, columns: Columns, goods: Goods) -> Index | None:
    """The order that puts the lines of each good together, their own order kept; None where they lie so already.

    Raises:
        NotImplementedError: a line names no good, or one that is not there.
    """
    rows = {name: row for row, name in enumerate(goods.names)}
    every = []
    for (key,) in sheet.pieces([columns.key]):
        places, names = encoded(key)
        mine = np.array([*(rows.get(str(name), -1) for name in names), -1], dtype=np.int32)[places]
        if (mine < 0).any():
            raise NotImplementedError
        every.append(mine)
    good = np.concatenate(every)
    begins = good[np.concatenate(([True], good[1:] != good[:-1]))]
    together = int(np.bincount(begins).max()) == 1
    return None if together else np.argsort(good, kind="stable")


class _Pieces:
    """Reads pieces; what holds for all of them together."""

    def __init__(self, sheet: Sheet, columns: Columns, goods: Goods, kinds: LineKinds) -> None:
        self._sheet, self._columns, self._goods, self._kinds = sheet, columns, goods, kinds
        self._rows = {name: row for row, name in enumerate(goods.names)}
        self._coders = [Coder() for _ in columns.facts]
        self._first = 0

    def last_good(self, key: Any) -> int:  # noqa: ANN401 - classes without types
        """Where the last good of an array begins: it may go on in the next one."""
        places, _ = encoded(key)
        changes = np.flatnonzero(places[1:] != places[:-1])
        return int(changes[-1]) + 1 if len(changes) else 0

    def piece(self, arrays: list[Any]) -> Piece:
        """Goods with all their lines."""
        columns, size = self._columns, len(arrays[0])
        goods, good = self._own_goods(arrays[columns.key])
        amounts = amounts_of(columns, [arrays[at] for at in columns.counted])
        fine = _sound([arrays[at] for at in columns.plain], size)
        for held in amounts.values():
            fine &= held.fine
        ident, names = encoded(arrays[columns.id])
        fine &= (ident >= 0) & np.append(sound_names(_texts(names)), False)[ident]
        parent, known = self._parents(arrays, good, ident, names)
        depth = _depths(parent)
        fine &= known & (depth > 0)
        sound = np.ones(len(goods), dtype=bool)
        sound[good[~fine]] = False
        opened = np.zeros(size, dtype=bool)
        opened[parent[parent >= 0]] = True
        with self._kinds.lock:
            known_amounts = [held.known for held in amounts.values()]
            kind = self._kinds_of(arrays, goods[good], parent, depth, opened, known_amounts)
        first, self._first = self._first, self._first + size
        suppliers = None if columns.supplier is None else Texts(*encoded(arrays[columns.supplier]))
        return Piece(arrays, first, goods, good, parent, depth, opened, kind, amounts, sound, ident, names, suppliers)

    def _own_goods(self, key: Any) -> tuple[Index, Index]:  # noqa: ANN401 - classes without types
        """The goods of a piece, and the place of each line's good among them."""
        places, names = encoded(key)
        rows = np.array([*(self._rows.get(str(name), -1) for name in names), -1], dtype=np.int64)[places]
        starts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
        goods = rows[starts]
        return goods, np.repeat(np.arange(len(goods)), np.diff(np.append(starts, len(rows))))

    def _parents(self, arrays: list[Any], good: Index, ident: Index, names: list[Any]) -> tuple[Index, Flags]:
        """The line that each goes into, and which lines have an id of their own and a parent that is there."""
        size, width = len(good), len(names) + 1
        key = good * width + ident
        found, back = dense(key, (int(good[-1]) + 1) * width)
        line = np.empty(len(found), dtype=np.int64)
        line[back] = np.arange(size)
        alone = line[back] == np.arange(size)
        if self._columns.parent is None:
            return np.full(size, NO_PARENT), alone
        places, said = encoded(arrays[self._columns.parent])
        by_name = {name: place for place, name in enumerate(names)}
        own = np.array([*(by_name.get(name, -1) for name in said), UNKNOWN_PARENT], dtype=np.int64)[places]
        stated = np.flatnonzero(places >= 0)
        wanted = good[stated] * width + own[stated]
        at = np.searchsorted(found, wanted)
        at = np.minimum(at, len(found) - 1)
        there = (found[at] == wanted) & (own[stated] >= 0)
        parent, known = np.full(size, NO_PARENT), alone
        parent[stated] = np.where(there, line[at], NO_PARENT)
        known[stated[~there]] = False
        return parent, known

    def _kinds_of(
        self, arrays: list[Any], row: Index, parent: Index, depth: Index, opened: Flags, known: list[Flags]
    ) -> Index:
        """The kind of every line, from the top tier down; -1 where the tree does not hold."""
        codes = [coder.codes(arrays[at]) for coder, at in zip(self._coders, self._columns.facts, strict=True)]
        own, first = combined(codes, [*known, opened], len(row))
        flags = [*known, opened]
        owns = [
            self._kinds.own((*(int(code[at]) for code in codes), *(int(flag[at]) for flag in flags)))
            for at in first.tolist()
        ]
        of_good, kind = self._goods.kind[row], np.full(len(row), -1)
        new: list[int] = []
        for tier in range(1, int(depth.max(initial=0)) + 1):
            lines = np.flatnonzero(depth == tier)
            above = np.where(parent[lines] >= 0, kind[parent[lines]], -1)
            lines, above = lines[(parent[lines] < 0) | (above >= 0)], above[(parent[lines] < 0) | (above >= 0)]
            width, size = len(owns), int(above.max(initial=-1)) + 2
            key = (of_good[lines] * size + above + 1) * width + own[lines]
            found, back = dense(key, (int(of_good.max()) + 1) * size * width)
            of_first = np.empty(len(found), dtype=np.int64)
            of_first[back[::-1]] = lines[::-1]
            numbered = []
            for at in of_first.tolist():
                up = int(kind[parent[at]]) if parent[at] >= 0 else -1
                number, is_new = self._kinds.number(int(of_good[at]), up, owns[int(own[at])])
                numbered.append(number)
                if is_new:
                    new.append(at)
            kind[lines] = np.array(numbered, dtype=np.int64)[back]
        self._kinds.cells += self._sheet.rows(arrays, new)
        return kind


def amounts_of(columns: Columns, arrays: list[Any]) -> dict[Path, Numbers]:
    """The amounts of a table by their paths."""
    return {
        path: numbers(array, above_zero=ref.kind == "above_zero")
        for (path, ref), array in zip(columns.amounts.items(), arrays, strict=True)
    }


def _sound(arrays: list[Any], size: int) -> Flags:
    """Rows whose texts without effect can be read."""
    fine = np.ones(size, dtype=bool)
    for array in arrays:
        places, texts = encoded(array)
        fine &= np.append(sound_texts(_texts(texts)), True)[places]
    return fine


def _texts(values: list[object]) -> pl.Series:
    """Values as texts; one that is none is a blank."""
    return pl.Series([value if isinstance(value, str) else None for value in values], dtype=pl.String)


def _depths(parent: Index) -> Index:
    """The tier of each line, from 1; 0 for lines that never lead to the good, or lie too deep."""
    depth = (parent < 0).astype(np.int64)
    waiting = np.flatnonzero(depth == 0)
    for _ in range(_DEEPEST):
        if not len(waiting):
            break
        above = depth[parent[waiting]]
        depth[waiting] = np.where(above > 0, above + 1, 0)
        waiting = waiting[above == 0]
    return depth
