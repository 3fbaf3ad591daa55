"""Many goods out of typed tables: those alike but for their amounts are judged as columns, the others one by one.

The engine is the same, and so is every figure; what differs is that nothing is made of a line that is only added up.
Of a good whose tests are not all settled every line stands for itself, since what is open is named by lines.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any, overload

import numpy as np

from rvc.base.likes import Likes
from rvc.base.problem import Problem
from rvc.base.span import Index
from rvc.law.load import load_law
from rvc.lines.alike.cells import Numbers
from rvc.lines.alike.columns import columns_of
from rvc.lines.alike.likeness import LineKinds
from rvc.lines.alike.pieces import Path, Piece, read_goods, read_pieces
from rvc.lines.alike.representatives import Tables, representatives
from rvc.lines.alike.sheets import Sheet, ahead
from rvc.lines.case import Case
from rvc.lines.tables.many import read_tables
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.sets import GOODS, MATERIALS
from rvc.run.block import Block, shared_case
from rvc.run.evaluate import Evaluation, evaluate_nodes
from rvc.run.fleet.alike import by_columns, judged_alike, settled
from rvc.run.fleet.findings import Sorts, told
from rvc.run.fleet.kinds import Kinds, kinds_of
from rvc.run.fleet.nodes import Laid, lay_out
from rvc.run.fleet.sums import Alike
from rvc.run.judged import Judged
from rvc.run.results import Part, Results
from rvc.run.score import Scored, missing_lines, score
from rvc.run.verdicts import judgment

_MOST_KINDS = 2 * 10**4  # of lines: further ones are not alike
_OWN = {  # what a good's own case holds beside its value
    ("labor", "hw_material_value"), ("labor", "hw_labor_cost"), ("labor", "total_annual_purchase_value"),
    ("steel", "value"), ("steel", "originating_value"), ("aluminum", "value"), ("aluminum", "originating_value"),
}  # fmt: skip


class Fleet:
    """The goods of two typed tables.

    `warnings` is what is said of the tables as a whole; `by_column` counts the goods that were judged as columns.
    """

    def __init__(
        self,
        goods: object,
        materials: object,
        options: TableOptions,
        *,
        on: date | None = None,
        regime: str | None = None,
        least: int = 1,
    ) -> None:
        """Open two tables, and read what begins them.

        Args:
            goods: a Parquet file, or a frame of Arrow or Polars, with one row a good.
            materials: the same, of their lines.
            options: how the tables are to be read.
            on: the day whose rules apply; each good's own date if None.
            regime: as `score` takes it.
            least: how many lines there have to be.

        Raises:
            NotImplementedError: the tables cannot be taken by columns.
        """
        if not by_columns(options, regime):
            raise NotImplementedError
        sheets = Sheet(goods, GOODS), Sheet(materials, MATERIALS)
        if sheets[1].size < least:
            raise NotImplementedError
        columns = [columns_of(sheet, options) for sheet in sheets]
        if any(each.pointed for each in columns):
            options = replace(options, decimal="point")
        self._on, self._regime, self._law = on, regime, load_law()
        self._goods = read_goods(sheets[0], columns[0])
        self._tables = Tables(sheets[0], columns[0], sheets[1], columns[1], options)
        self._lines = LineKinds(_MOST_KINDS)
        self._kinds: Kinds | None = None
        self._known = -1
        self._sorts: Sorts = {}
        self._cases: dict[int, Case] = {}
        self.warnings: tuple[Problem, ...] = ()
        self.by_column = 0
        pieces = read_pieces(sheets[1], columns[1], self._goods, self._lines)
        first = next(pieces)
        self._kinds_now()
        self._pieces = chain([first], pieces)

    def __len__(self) -> int:
        """How many goods."""
        return len(self._goods)

    def scored(self) -> Iterator[Scored]:
        """Every good once as an object, in the order of the table of goods."""
        return Results(self.parts()).goods()

    def parts(self) -> Iterator[Part]:
        """Every good once, those of a piece of the table of materials together, at last those that have no lines."""
        rest = np.ones(len(self), dtype=bool)
        for piece in ahead(lambda: next(self._pieces, None)):
            done = np.zeros(len(self), dtype=bool)
            for part in self._judged(piece):
                done[part.rows if isinstance(part, Block) else [*part]] = True
                self.by_column += len(part)
                yield part
            yield from self._one_by_one(piece.goods[~done[piece.goods]], piece)
            rest[piece.goods] = False
        yield from self._one_by_one(np.flatnonzero(rest), None)

    def _judged(self, piece: Piece) -> Iterator[Part]:
        """The goods of a piece that are alike: those that are settled, then the others with their lines."""
        kinds = self._kinds_now()
        laid = lay_out(self._goods, piece, kinds)
        if not len(laid.goods):
            return
        found, alike = self._evaluated(laid, kinds)
        answers = told(found, alike, self._sorts)
        yield settled(self._goods, laid.goods, found.judged, answers)
        yield self._line_by_line(piece, kinds, laid.goods[answers.open])

    def _line_by_line(self, piece: Piece, kinds: Kinds, rows: Index) -> Mapping[int, Scored]:
        """Goods whose findings are more than columns tell: what is open is named by its lines."""
        scored: dict[int, Scored] = {}
        if not len(rows):
            return scored
        laid = lay_out(self._goods, piece, kinds, line_by_line=rows)
        found, _ = self._evaluated(laid, kinds)
        places = np.flatnonzero(np.isin(piece.goods, laid.goods)).tolist()
        lines = _lines_of_each(piece)
        for row, (at, place) in enumerate(zip(laid.goods.tolist(), places, strict=True)):
            one = judgment(found, row, alternatives=False)
            verdict = one.verdict.verdict
            suppliers = _suppliers(piece, lines[place], missing_lines(one.findings))
            name = self._goods.names[at]
            scored[at] = Scored(name, verdict, one.judged.kind, self._case(at), one.findings, suppliers=suppliers)
        return scored

    def _evaluated(self, laid: Laid, kinds: Kinds) -> tuple[Evaluation, Alike]:
        """Goods as laid out, with what every test of them comes to."""
        sound = [item for item in kinds.judged if item is not None]
        judged = Likes(sound, kinds.good[self._goods.kind[laid.goods]])
        own: dict[Path, Numbers] = {
            path: held.take(laid.goods) for path, held in self._goods.amounts.items() if path in _OWN
        }
        return evaluate_nodes(judged, laid.nodes, _OwnCases(judged, own), self._law), Alike(judged, own)

    def _case(self, row: int) -> Case:
        """The facts of a good that a batch shows."""
        case, suppliers = self._cases[int(self._goods.kind[row])], self._goods.suppliers
        supplier = None if suppliers is None else suppliers.of(row)
        return case if supplier is None else replace(case, good=replace(case.good, supplier=supplier))

    def _one_by_one(self, rows: Index, piece: Piece | None) -> Iterator[Part]:
        """Goods judged as any others, by their rows; `piece` has their lines, if they have any."""
        if not len(rows):
            return
        goods, materials = self._tables.goods, self._tables.materials
        ordered = np.sort(rows)
        none = np.empty(0, dtype=np.int64)
        lines, arrays, places = none, list[Any](), none
        if piece is not None:
            lines = np.flatnonzero(np.isin(piece.goods[piece.good], rows))
            arrays, places = piece.arrays, piece.rows[lines]
        grids = {GOODS: goods.grid_of(self._goods_arrays, ordered), MATERIALS: materials.grid_of(arrays, lines)}
        numbers = {GOODS: goods.numbers(ordered), MATERIALS: materials.numbers(places)}
        many = read_tables(grids, self._tables.options, numbers=numbers)
        yield dict(zip(ordered.tolist(), score(many.goods, on=self._on, regime=self._regime), strict=True))

    @cached_property
    def _goods_arrays(self) -> list[Any]:
        return [self._tables.goods.column(at) for at in range(len(self._tables.goods.names))]

    def _kinds_now(self) -> Kinds:
        """The kinds met so far; representatives are read again when there are new ones."""
        with self._lines.lock:
            if self._kinds is None or self._known < len(self._lines):
                models = representatives(self._tables, self._goods, self._lines)
                judged = judged_alike(models.reads, self._law, self._on, self._regime)
                self._sorts = {}
                self._kinds = kinds_of(models, judged, self._lines, self._law)
                self._cases = {kind: shared_case(item.case) for kind, item in enumerate(judged) if item is not None}
                if self._known < 0:
                    self.warnings = models.warnings
                self._known = len(self._lines)
            return self._kinds


def _lines_of_each(piece: Piece) -> list[Index]:
    """The lines of each good of a piece, whose own order they keep."""
    ends = np.cumsum(np.bincount(piece.good, minlength=len(piece.goods)))
    return np.split(np.argsort(piece.good, kind="stable"), ends[:-1])


def _suppliers(piece: Piece, lines: Index, ids: Collection[str]) -> dict[str, str]:
    """Who supplies lines of a good of a piece, as far as that is said, by their ids."""
    if piece.suppliers is None or not ids:
        return {}
    named = ((piece.names[piece.id[line]], piece.suppliers.of(line)) for line in lines.tolist())
    return {name: supplier for name, supplier in named if supplier is not None and name in ids}


class _OwnCases(Sequence[Case]):
    """The case of each good with its own sums of labor and metals, made when it is asked for."""

    def __init__(self, judged: Sequence[Judged], own: Mapping[Path, Numbers]) -> None:
        self._judged, self._own = judged, own

    def __len__(self) -> int:
        return len(self._judged)

    @overload
    def __getitem__(self, row: int) -> Case: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Case]: ...

    def __getitem__(self, row: int | slice) -> Case | Sequence[Case]:
        if isinstance(row, slice):
            return [self[place] for place in range(*row.indices(len(self)))]
        case = self._judged[row].case
        blocks: dict[str, dict[str, Any]] = {}
        for (block, field), held in self._own.items():
            if held.known[row]:
                blocks.setdefault(block, {})[field] = Decimal(int(held.units[row])).scaleb(-held.scale)
        changes: dict[str, Any] = {
            metal: replace(getattr(case, metal), **blocks[metal]) for metal in ("steel", "aluminum") if metal in blocks
        }
        if "labor" in blocks:
            changes["labor"] = (replace(case.labor[0], **blocks["labor"]), *case.labor[1:])
        return replace(case, **changes)
