"""A parts list judged as columns: every row a good without lines, of which nothing but its amounts is its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path as FilePath

import numpy as np

from rvc.base.errors import InputError
from rvc.base.likes import Likes
from rvc.base.side_by_side import side_by_side
from rvc.base.span import Index
from rvc.law.load import load_law
from rvc.lines.alike.columns import columns_of
from rvc.lines.alike.parts import kinds_of, read_parts
from rvc.lines.alike.sheets import Sheet
from rvc.lines.tables.many import is_of_one_good, is_parts_list, read_tables
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.other_tables import TOP_ROWS
from rvc.lines.tables.sets import PARTS
from rvc.run.block import Block
from rvc.run.fleet.alike import by_columns, judged_alike, settled
from rvc.run.fleet.part_sorts import PartKinds, SortedParts
from rvc.run.results import Part
from rvc.run.score import UNREADABLE, Scored, score

_AT_ONCE = 10**5  # rows


class PartsList:
    """The goods of a parts list. `warnings` is what is said of the table as a whole."""

    def __init__(
        self,
        source: object,
        options: TableOptions,
        *,
        on: date | None = None,
        regime: str | None = None,
        least: int = 1,
    ) -> None:
        """Open a list, and read what holds for its kinds of rows.

        Args:
            source: a CSV or Parquet file, or a frame of Arrow or Polars.
            options: how the table is to be read.
            on: the day whose rules apply; each good's own date if None.
            regime: as `score` takes it.
            least: how many rows there have to be.

        Raises:
            NotImplementedError: the list cannot be taken by columns.
            InputError: something is wrong with the list as a whole.
        """
        if not by_columns(options, regime):
            raise NotImplementedError
        if isinstance(source, str | PathLike) and is_of_one_good(FilePath(source), options):
            raise NotImplementedError
        sheet = Sheet(source, PARTS)
        if sheet.size < least or options.sheet is not None or options.header is not None:
            raise NotImplementedError
        if not is_parts_list(sheet.grid([sheet.cells(column) for column in sheet.head(TOP_ROWS - 1)]), options):
            raise NotImplementedError
        columns = columns_of(sheet, options)
        if columns.pointed:
            options = replace(options, decimal="point")
        self._parts = read_parts(sheet, columns)
        try:
            self._kinds, self.warnings = kinds_of(sheet, columns, self._parts, options)
        except InputError as error:
            raise InputError(error.problems, self._parts.names.to_list()) from None
        self._sheet, self._options, self._on, self._regime = sheet, options, on, regime
        self._law = load_law()
        reads = [None if kind is None else kind.read for kind in self._kinds]
        judged = judged_alike(reads, self._law, on, regime)
        self._judged = [None if item is None or item.covered else item for item in judged]  # a part, or like one
        self._said = Likes([() if kind is None else kind.said for kind in self._kinds], self._parts.kind)

    def __len__(self) -> int:
        """How many goods."""
        return len(self._parts)

    def parts(self) -> Iterator[Part]:
        """Every good once: those that are alike, some at a time, then the others."""
        sound = np.array([item is not None for item in self._judged], dtype=bool)
        refused = np.array([kind is not None and kind.read is None for kind in self._kinds], dtype=bool)
        fine, kind = self._parts.fine, self._parts.kind
        rows = np.flatnonzero(fine & sound[kind])
        rest = [np.flatnonzero(~(fine & (sound | refused)[kind]))]
        if len(rows):
            held = PartKinds(self._parts, self._judged, self._law)
            pieces = [rows[first : first + _AT_ONCE] for first in range(0, len(rows), _AT_ONCE)]
            for block, open_ones in side_by_side(self._block, held.sorted(pieces)):
                rest.append(open_ones)
                yield block
        yield from self._refused(np.flatnonzero(fine & refused[kind]))
        yield from self._one_by_one(np.sort(np.concatenate(rest)))

    def _block(self, some: SortedParts) -> tuple[Block, Index]:
        """Some rows as columns, and those of them of which there is more to say."""
        answers = some.told()
        block = settled(self._parts, some.rows, some.judged, answers)
        numbers = block.rows + (self._sheet.first_row + 1)
        return replace(block, said=self._said.take(block.rows), numbers=numbers), some.rows[answers.open]

    def _refused(self, rows: Index) -> Iterator[Part]:
        """Rows of kinds that cannot be read: each with what was said of its kind, at its own place."""
        names, first = self._parts.names, self._sheet.first_row + 1
        for place, name in zip(rows.tolist(), names.gather(rows).to_list(), strict=True):
            problems = tuple(replace(problem, row=place + first) for problem in self._said[place])
            yield {place: Scored(name, UNREADABLE, problems=problems)}

    def _one_by_one(self, rows: Index) -> Iterator[Part]:
        """Rows read and judged as any others."""
        if not len(rows):
            return
        arrays = [self._sheet.column(at) for at in range(len(self._sheet.names))]
        many = read_tables(
            {PARTS: self._sheet.grid_of(arrays, rows)}, self._options, numbers={PARTS: self._sheet.numbers(rows)}
        )  # fmt: skip
        goods = score(many.goods, on=self._on, regime=self._regime)
        yield from ({place: good} for place, good in zip(rows.tolist(), goods, strict=True))
