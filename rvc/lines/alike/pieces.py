"""Goods with their lines, some at a time: the tree of each, and what each row is alike to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from rvc.base.likes import combined, dense, last_rows
from rvc.base.span import Codes, Flags, Index
from rvc.lines.alike.by_good import lines_by_good
from rvc.lines.alike.cells import Coder, Numbers, Texts, encoded, numbers, sound_names, sound_texts
from rvc.lines.alike.columns import Columns
from rvc.lines.alike.likeness import LineKinds
from rvc.lines.alike.owners import Lines, Owners
from rvc.lines.alike.sheets import Sheet
from rvc.lines.tables.table_fields import FieldRef

_DEEPEST = 64  # tiers
NO_PARENT = NO_KIND = -1
Depths = npt.NDArray[np.int8]
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
    """Some goods with all their lines, in whatever order these lie.

    `goods` are rows of the table of goods; `good` is the place of a line's good among them, `parent` that of the line
    it goes into, or -1. `kind` numbers what each line is alike to. `fine` says of each good whether its lines can be
    taken as they stand. `names` are the ids of lines, by `id`. `arrays` are the columns themselves, and `rows` the
    places of their rows in the table. `suppliers` is None where no column names them.
    """

    arrays: list[Any]
    rows: Index

    goods: Index
    good: Index
    parent: Index
    depth: Depths
    opened: Flags
    kind: Index
    amounts: dict[Path, Numbers]
    fine: Flags
    id: Codes
    names: list[Any]
    suppliers: Texts | None

    def only(self, keep: Flags) -> "Piece":
        """Some of the goods, with their lines; `arrays`, `rows` and `suppliers` stay as they are."""
        kept = keep[self.good]
        lines, place = np.flatnonzero(kept), np.cumsum(kept) - 1
        parent = self.parent[lines]
        return replace(
            self, goods=self.goods[keep], good=(np.cumsum(keep) - 1)[self.good[lines]],
            parent=np.where(parent >= 0, place[parent], NO_PARENT), depth=self.depth[lines], opened=self.opened[lines],
            kind=self.kind[lines], amounts={path: held.take(lines) for path, held in self.amounts.items()},
            fine=self.fine[keep], id=self.id[lines],
        )  # fmt: skip


def read_goods(sheet: Sheet, columns: Columns) -> Goods:
    """The table of goods. Raises NotImplementedError if its rows are no goods, each with a name of its own."""
    places, names = encoded(sheet.column(columns.key))
    if len(names) != sheet.size or (places == len(names)).any() or not sound_names(_texts(names)).all():
        raise NotImplementedError
    amounts = amounts_of(columns, [sheet.column(at) for at in columns.counted])
    facts = [Coder().codes(sheet.column(at)) for at in columns.facts]
    fine = _sound([sheet.column(at) for at in columns.plain], sheet.size)
    for held in amounts.values():
        fine &= held.fine
    kind, first = combined(facts, [held.known for held in amounts.values()], sheet.size)
    suppliers = None if columns.supplier is None else Texts.read(sheet.column(columns.supplier))
    named = pl.Series(names, dtype=pl.String).gather(places)
    return Goods(named, kind, first, amounts, fine, suppliers)


def read_pieces(sheet: Sheet, columns: Columns, goods: Goods, kinds: LineKinds) -> Iterator[Piece]:
    """The table of materials, piece by piece; new kinds of lines are noted in `kinds`.

    Raises:
        NotImplementedError: a line names no good, or one that is not there.
    """
    reader = _Pieces(sheet, columns, goods, kinds)
    return map(reader.piece, lines_by_good(sheet, columns.key, Owners(goods.names)))


class _Pieces:
    """Reads pieces; what holds for all of them together."""

    def __init__(self, sheet: Sheet, columns: Columns, goods: Goods, kinds: LineKinds) -> None:
        self._sheet, self._columns, self._goods, self._kinds = sheet, columns, goods, kinds
        self._coders = [Coder() for _ in columns.facts]
        self._names: list[object] = []
        self._sound_names = np.empty(0, dtype=bool)

    def piece(self, lines: Lines) -> Piece:
        """Goods with all their lines."""
        columns, arrays, goods, good = self._columns, lines.arrays, lines.goods, lines.good
        size, rows = len(good), lines.rows
        amounts = amounts_of(columns, [arrays[at] for at in columns.counted])
        fine = _sound([arrays[at] for at in columns.plain], size)
        for held in amounts.values():
            fine &= held.fine
        ids = Coder()
        ident = ids.codes(arrays[columns.id])
        names = list(ids.values)
        if names != self._names:  # hardly ever, where goods are alike
            self._names, self._sound_names = names, sound_names(_texts(names))  # a blank is none
        fine &= self._sound_names[ident]
        parent, known = self._parents(arrays, good, ident, ids)
        depth = _depths(parent)
        fine &= known & (depth > 0)
        sound = np.ones(len(goods), dtype=bool)
        sound[good[~fine]] = False
        opened = np.zeros(size, dtype=bool)
        opened[parent[parent >= 0]] = True
        with self._kinds.lock:
            known_amounts = [held.known for held in amounts.values()]
            kind = self._kinds_of(arrays, goods, good, parent, depth, [*known_amounts, opened])
        suppliers = None if columns.supplier is None else Texts.read(arrays[columns.supplier])
        return Piece(arrays, rows, goods, good, parent, depth, opened, kind, amounts, sound, ident, names, suppliers)

    def _parents(self, arrays: list[Any], good: Index, ident: Codes, ids: Coder) -> tuple[Index, Flags]:
        """The line that each goes into, and which lines have an id of their own and a parent that is there."""
        size, width = len(good), len(ids.values)
        space = (int(good.max()) + 1) * width
        key = good * width + ident
        line = last_rows(key, space)
        parent, alone = np.full(size, NO_PARENT), line(key) == np.arange(size)
        if self._columns.parent is None:
            return parent, alone
        said = ids.codes(arrays[self._columns.parent])
        stated = np.flatnonzero(said != 0)
        wanted = np.where(said[stated] < width, good[stated] * width + said[stated], space)  # or the id of no line
        parent[stated] = line(wanted)
        alone[stated[parent[stated] < 0]] = False
        return parent, alone

    def _kinds_of(
        self, arrays: list[Any], goods: Index, good: Index, parent: Index, depth: Depths, flags: list[Flags]
    ) -> Index:
        """The kind of every line, from the top tier down; -1 where the tree does not hold."""
        codes = [coder.codes(arrays[at]) for coder, at in zip(self._coders, self._columns.facts, strict=True)]
        own, first = combined(codes, flags, len(good))
        owns = [
            self._kinds.own((*(int(code[at]) for code in codes), *(int(flag[at]) for flag in flags)))
            for at in first.tolist()
        ]
        kind, width = np.full(len(good), NO_KIND), len(owns)
        of_good = self._goods.kind[goods]
        new: list[int] = []
        for tier in range(1, int(depth.max(initial=0)) + 1):
            lines = np.flatnonzero(depth == tier)
            above = of_good[good[lines]] if tier == 1 else kind[parent[lines]]
            if (above == NO_KIND).any():
                lines, above = lines[above != NO_KIND], above[above != NO_KIND]
            key = above * width + own[lines]
            found, back = dense(key, (int(above.max(initial=0)) + 1) * width)
            numbered = np.empty(len(found), dtype=np.int64)
            for place, each in enumerate(found.tolist()):
                up, mine = divmod(each, width)
                of, into = (up, NO_KIND) if tier == 1 else (self._kinds.good[up], up)
                numbered[place], is_new = self._kinds.number(of, into, owns[mine])
                if is_new:
                    new.append(int(lines[np.argmax(back == place)]))
            kind[lines] = numbered[back]
        if new:
            self._kinds.cells += self._sheet.rows(arrays, new)
        return kind


def amounts_of(columns: Columns, arrays: list[Any]) -> dict[Path, Numbers]:
    """The amounts of a table by their paths."""
    return {path: amount_of(array, ref) for (path, ref), array in zip(columns.amounts.items(), arrays, strict=True)}


def amount_of(array: Any, ref: FieldRef) -> Numbers:  # noqa: ANN401 - classes without types
    """The amounts of one column."""
    return numbers(array, above_zero=ref.kind == "above_zero")


def _sound(arrays: list[Any], size: int) -> Flags:
    """Rows whose texts without effect can be read."""
    fine = np.ones(size, dtype=bool)
    for array in arrays:
        texts = Texts.read(array)
        read = sound_texts(_texts(texts.values))
        read[0] = True  # a blank
        fine &= read[texts.codes]
    return fine


def _texts(values: list[object]) -> pl.Series:
    """Values as texts; one that is none is a blank."""
    return pl.Series([value if isinstance(value, str) else None for value in values], dtype=pl.String)


def _depths(parent: Index) -> Depths:
    """The tier of each line, from 1; 0 for lines that never lead to the good, or lie too deep."""
    depth = (parent < 0).astype(np.int8)
    waiting = np.flatnonzero(depth == 0)
    for _ in range(_DEEPEST):
        if not len(waiting):
            break
        above = depth[parent[waiting]]
        depth[waiting] = np.where(above > 0, above + 1, 0)
        waiting = waiting[above == 0]
    return depth
