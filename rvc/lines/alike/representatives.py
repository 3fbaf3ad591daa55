"""One good of each kind, with one line of each kind, read as goods are read: what holds for it holds for its likes.

Amounts that are counted stand for any amount there: those of goods are large and those of lines small, so that the
figures of a representative never contradict one another. Whether those of its likes do is looked at apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rvc.base.problem import Problem
from rvc.lines.alike.columns import Columns
from rvc.lines.alike.likeness import LineKinds
from rvc.lines.alike.pieces import Goods
from rvc.lines.alike.sheets import Sheet
from rvc.lines.read import ReadCase
from rvc.lines.tables.many import read_tables
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.sets import GOODS, MATERIALS

_OF_GOOD, _OF_LINE = Decimal(10**9), Decimal(1)


@dataclass(frozen=True)
class Tables:
    """Goods and materials with what their columns are."""

    goods: Sheet
    goods_columns: Columns
    materials: Sheet
    materials_columns: Columns
    options: TableOptions


@dataclass(frozen=True)
class Representatives:
    """Of each kind of good its representative, or None where it cannot be read without a problem or a warning.

    `places` has the kinds of lines that can: their places among the materials of the representative. `warnings` is
    what is said of the tables as a whole.
    """

    reads: list[ReadCase | None]
    places: dict[int, int]
    warnings: tuple[Problem, ...]


def representatives(tables: Tables, goods: Goods, kinds: LineKinds) -> Representatives:
    """Read one good of each kind; lines that something is said of are left out, and the good is read once more."""
    lines: list[list[int]] = [[] for _ in goods.first]
    for number, good in enumerate(kinds.good):
        lines[good].append(number)
    found = Representatives([None] * len(lines), {}, ())
    waiting = [kind for kind, own in enumerate(lines) if own]
    for attempt in range(_ATTEMPTS):
        rows = [row for kind in waiting for row in lines[kind]]
        if not rows:
            break
        many = read_tables(
            {
                GOODS: tables.goods.grid(_goods_cells(tables, goods, waiting)),
                MATERIALS: tables.materials.grid(_line_cells(tables, kinds, rows)),
            },
            tables.options,
        )
        if not attempt:
            found = Representatives(found.reads, found.places, many.warnings)
        again = []
        for kind, read in zip(waiting, many.goods, strict=True):
            said = read.warnings if isinstance(read, ReadCase) else read.problems
            if isinstance(read, ReadCase) and not said and len(read.case.materials) == len(lines[kind]):
                found.reads[kind] = read
                found.places.update((number, place) for place, number in enumerate(lines[kind]))
                continue
            doubtful = _lines_of(said, tables.materials, rows)
            if doubtful is not None:
                lines[kind] = _without(lines[kind], doubtful, kinds)
                again.append(kind)
        waiting = again
    return found


_ATTEMPTS = 4
_IN_THE_GOOD = {("labor", "hw_material_value"), ("labor", "hw_labor_cost")}


def _lines_of(said: Sequence[Problem], sheet: Sheet, rows: Sequence[int]) -> set[int] | None:
    """The kinds of lines that problems speak of; None if one speaks of something else."""
    found = set()
    for problem in said:
        if problem.row is None or problem.file != sheet.file:
            return None
        found.add(rows[problem.row - sheet.first_row - 1])
    return found


def _without(lines: Sequence[int], doubtful: set[int], kinds: LineKinds) -> list[int]:
    """The kinds of lines that are left when some, and what goes into them, are taken out."""
    kept = []
    for number in lines:  # what they go into comes first
        if kinds.parent[number] in doubtful:
            doubtful.add(number)
        if number not in doubtful:
            kept.append(number)
    return kept


def _goods_cells(tables: Tables, goods: Goods, kinds: Sequence[int]) -> list[list[object]]:
    sheet, columns = tables.goods, tables.goods_columns
    arrays = [sheet.column(at) for at in range(len(sheet.names))]
    found = [sheet.cells(sheet.some(array, goods.first[kinds])) for array in arrays]
    found[columns.key] = [f"G{kind}" for kind in kinds]
    for path, at in columns.places.items():
        amount = _OF_LINE if path in _IN_THE_GOOD else _OF_GOOD
        found[at] = [None if cell is None else amount for cell in found[at]]
    for at in (*columns.plain, *columns.unread):
        found[at] = sheet.first_only(at, len(kinds)) if at in columns.unread else [None] * len(kinds)
    return found


def _line_cells(tables: Tables, kinds: LineKinds, rows: Sequence[int]) -> list[list[object]]:
    columns = tables.materials_columns
    found = [list(cells) for cells in zip(*(kinds.cells[row] for row in rows), strict=True)]
    found[columns.key] = [f"G{kinds.good[row]}" for row in rows]
    found[columns.id] = [f"L{row}" for row in rows]
    if columns.parent is not None:
        found[columns.parent] = [None if kinds.parent[row] < 0 else f"L{kinds.parent[row]}" for row in rows]
    for at in columns.counted:
        found[at] = [None if cell is None else _OF_LINE for cell in found[at]]
    for at in columns.plain:
        found[at] = [None] * len(rows)
    return found
