"""A parts list judged as columns: every row a good without lines, of which nothing but its amounts is its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path as FilePath

import numpy as np

from rvc.base.errors import InputError
from rvc.base.likes import Likes
from rvc.base.side_by_side import side_by_side
from rvc.base.span import Index, Span
from rvc.law.load import Law, load_law
from rvc.lines.alike.cells import Numbers
from rvc.lines.alike.columns import columns_of
from rvc.lines.alike.parts import Kind, kinds_of, read_parts
from rvc.lines.alike.pieces import Path
from rvc.lines.alike.sheets import Sheet
from rvc.lines.columns import CENTS, nodes_of
from rvc.lines.nodes import Nodes
from rvc.lines.tables.many import is_of_one_good, is_parts_list, read_tables
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.other_tables import TOP_ROWS
from rvc.lines.tables.sets import PARTS
from rvc.run.block import Block
from rvc.run.evaluate import evaluate_nodes
from rvc.run.fleet.alike import by_columns, judged_alike, settled
from rvc.run.fleet.findings import Sorts, told
from rvc.run.fleet.sums import Alike
from rvc.run.judged import Judged
from rvc.run.results import Part
from rvc.run.score import score

_AMOUNTS: Mapping[Path, str] = {
    ("value", "net_cost"): "good_net_cost", ("value", "transaction_value"): "good_transaction_value",
    ("value", "international_shipping"): "international_shipping", ("value", "packing"): "packing",
    ("value", "vnm"): "good_vnm",
}  # fmt: skip
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
        self._judged = judged_alike(reads, self._law, on, regime)
        self._sorts: Sorts = {}

    def __len__(self) -> int:
        """How many goods."""
        return len(self._parts)

    def parts(self) -> Iterator[Part]:
        """Every good once: those that are alike, some at a time, then the others."""
        sound = np.array([item is not None for item in self._judged], dtype=bool)
        fine = self._parts.fine & sound[self._parts.kind]
        rows = np.flatnonzero(fine)
        rest = [np.flatnonzero(~fine)]
        if len(rows):
            model = _Model(self._parts.amounts, self._parts.kind, self._judged, self._kinds, self._law)
            some = [rows[first : first + _AT_ONCE] for first in range(0, len(rows), _AT_ONCE)]
            for block, open_ones in side_by_side(lambda mine: self._block(mine, model), some):
                rest.append(open_ones)
                yield block
        yield from self._one_by_one(np.sort(np.concatenate(rest)))

    def _block(self, rows: Index, model: "_Model") -> tuple[Block, Index]:
        """Some rows as columns, and those of them of which there is more to say."""
        judged = model.judged.take(rows)
        found = evaluate_nodes(judged, model.nodes(rows), judged.map(lambda item: item.case), self._law)
        answers = told(found, Alike(judged, {}), self._sorts)
        block = settled(self._parts, rows, judged, answers)
        numbers = block.rows + (self._sheet.first_row + 1)
        return replace(block, said=model.said.take(block.rows), numbers=numbers), rows[answers.open]

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


class _Model:
    """The kinds of parts as the engine knows them, from which the rows of a list are laid out."""

    def __init__(
        self, amounts: Mapping[Path, Numbers], kind: Index, judged: list[Judged | None], kinds: list[Kind | None],
        law: Law,
    ) -> None:  # fmt: skip
        sound = [place for place, item in enumerate(judged) if item is not None]
        own = [item for item in judged if item is not None]
        place = np.full(len(judged), -1)
        place[sound] = np.arange(len(sound))
        self.judged = Likes(own, place[kind])
        told_of = [kinds[at] for at in sound]
        self.said = Likes([one.said if one is not None else () for one in told_of], place[kind])
        self._nodes = nodes_of([item.case for item in own], [item.use for item in own], law)
        self._amounts = {name: amounts[path] for path, name in _AMOUNTS.items() if path in amounts}
        self._scale = max([CENTS, *(held.scale for held in self._amounts.values())])

    def nodes(self, rows: Index) -> Nodes:
        """Some rows laid out as columns."""
        model, like, size = self._nodes, self.judged.of[rows], len(rows)
        spans = {}
        for name, held in self._amounts.items():
            known = held.known[rows]
            if known.any():
                units = np.where(known, held.units[rows], 0) * 10 ** (self._scale - held.scale)
                spans[name] = Span(np.stack([units, units, (~known).astype(np.int64)]))
        none = np.full(size, -1)
        return Nodes(
            goods=size, scale=self._scale, good=np.arange(size), parent=none, depth=np.zeros(size, dtype=np.int64),
            ids=("",) * size, kinds_of_good=model.kinds_of_good, code=model.code[like], origin=model.origin[like],
            claim=model.claim[like], stated=model.stated[like], change_met=model.change_met[like],
            opened=model.opened[like], in_house=model.in_house[like], designated=model.designated[like],
            accumulated=model.accumulated[like], by_vnm=model.by_vnm[like], role=model.role[like],
            core=model.core[like], component=model.component[like], amounts=spans,
            nothing=Span.unknown(Span(np.empty((3, size), dtype=np.int64))),
        )  # fmt: skip
