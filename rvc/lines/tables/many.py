"""The door for many goods: cases, parts lists, and tables of goods with their materials, as files or as frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import TABLE_SUFFIXES, Grid, column_name, read_grids
from rvc.lines.grids.grid_frame import frame_grid, is_frame
from rvc.lines.read import CASE_SUFFIXES, ReadCase, checked, read_case
from rvc.lines.scalars import shown
from rvc.lines.spelling import plain
from rvc.lines.tables import parts_list, sets
from rvc.lines.tables.each_good import Many, Unread, Whole
from rvc.lines.tables.forms import facts_beside
from rvc.lines.tables.layout import Table, find_table
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.other_tables import TOP_ROWS, is_lined, kind_of
from rvc.lines.tables.own_results import is_result
from rvc.lines.tree import Issue, from_json, located

__all__ = ["SUFFIXES", "Many", "Unread", "read_cases", "read_set"]

_LINES = (".jsonl", ".ndjson")
_KEYS = {sets.PARTS: parts_list.KEY, sets.GOODS: sets.KEY}  # what names the rows that are goods
SUFFIXES = (*CASE_SUFFIXES, *_LINES, *TABLE_SUFFIXES)
"""The files that may hold goods."""


@dataclass(frozen=True)
class _Place:
    """Where a table really stands; of a frame, which has no letters and no row of headers, the names of its columns."""

    file: str
    sheet: str
    names: Mapping[str, str] | None = None
    numbers: Mapping[int, int] | None = None


def read_cases(path: str | PathLike[str], options: TableOptions | None = None) -> Many:
    """Read every good of a file: a case, cases line by line, a parts list, or a workbook of goods and their materials.

    Raises InputError for what is wrong with the file as a whole, and with the one case of a file that holds one.
    """
    options = options or TableOptions()
    suffix = Path(path).suffix.lower()
    if suffix in _LINES:
        return _read_lines(Path(path))
    if suffix not in TABLE_SUFFIXES or is_of_one_good(Path(path), options):
        return Many((read_case(path, options),))
    grids, warnings = read_grids(path, sheet=options.sheet)
    if any(is_result(grid.rows[0]) for grid in grids if grid.rows):
        raise InputError([Problem("many.own_result", file=str(path))])
    chosen = _chosen(grids, options)
    if not chosen:
        return Many((read_case(path, options),))
    left = [grid for grid in grids if grid.rows and all(grid is not one for one in chosen.values())]
    return read_tables(chosen, options, (*warnings, *(_left_out(grid) for grid in left)))


def read_set(goods: object, materials: object = None, options: TableOptions | None = None, **tables: object) -> Many:
    """Read several goods out of tables that belong together, each a path or a frame (pandas, Polars, Arrow).

    Args:
        goods: One row a good; without any other table a parts list or a file of cases as well.
        materials: The lines of their bills of materials, by good_id.
        options: How the tables are to be read; facts stated there hold for every good.
        tables: labor, steel, aluminum or elections, by good_id.

    Raises:
        InputError: something is wrong with a table as a whole.
        TypeError: a table is neither a path nor a frame, or is of no kind that is known.
    """
    options = options or TableOptions()
    others = {kind: table for kind, table in {sets.MATERIALS: materials, **tables}.items() if table is not None}
    if unknown := others.keys() - set(sets.KINDS):
        raise TypeError(f"no table of a set is called {', '.join(sorted(unknown))}; known: {', '.join(sets.KINDS)}")
    if not others and isinstance(goods, str | PathLike):
        return read_cases(goods, options)
    grids: dict[str, Grid] = {}
    warnings: list[Problem] = []
    for kind, source in {sets.GOODS: goods, **others}.items():
        if isinstance(source, str | PathLike):
            found, said = read_grids(source)
            grids[kind] = _sheet_of(kind, found)
            warnings += said
        elif is_frame(source):
            grids[kind] = _frame(source, kind)
        else:
            raise TypeError(f"{kind} is neither a path nor a frame, but {type(source).__name__}")
    if not others and is_parts_list(grids[sets.GOODS], options):
        grids = {sets.PARTS: grids[sets.GOODS]}
    return read_tables(grids, options, warnings)


def _frame(source: object, kind: str) -> Grid:
    try:
        return frame_grid(source, kind)
    except InputError as error:
        raise InputError([replace(problem, file=kind) for problem in error.problems]) from None


def is_of_one_good(path: Path, options: TableOptions) -> bool:
    """Whether the facts of one good stand beside a table, or are given with it."""
    good = options.facts.get("good")
    return bool(facts_beside(path)) or (isinstance(good, Mapping) and not good.keys().isdisjoint({"id", "hs"}))


def _chosen(grids: Sequence[Grid], options: TableOptions) -> dict[str, Grid]:
    """The sheets to read by kind: those of a set, or the one of a parts list; none where the file holds one case."""
    named = {grid.sheet.strip().casefold(): grid for grid in grids if grid.rows}
    if options.sheet is None and "good" in named:
        return {}
    if options.sheet is None and sets.GOODS in named:
        return {kind: named[kind] for kind in sets.KINDS if kind in named}
    usable = [grid for grid in grids if grid.rows and (not grid.hidden or options.sheet is not None)]
    kinds = [(kind_of(_renamed(grid, options), options.header), grid) for grid in usable]
    found = [(kind, grid) for kind, grid in kinds if kind in {sets.GOODS, sets.PARTS}]
    if len(found) > 1:
        names = ", ".join(grid.sheet for _, grid in found)
        raise InputError([Problem("many.which_sheet", {"names": names}, file=found[0][1].file)])
    rest = [grid for kind, grid in kinds if kind == sets.MATERIALS and _names_goods(grid, options)]
    if found and found[0][0] == sets.GOODS and len(rest) == 1:
        found.append((sets.MATERIALS, rest[0]))
    return dict(found)


def _names_goods(grid: Grid, options: TableOptions) -> bool:
    """Whether a sheet of materials says of which good its lines are."""
    table = find_table(grid, sets.MATERIALS, options.mapping)
    return table is not None and table.matched.index(sets.KEY) is not None


def is_parts_list(grid: Grid, options: TableOptions) -> bool:
    """Whether a sheet, which may be the beginning of a longer one, holds a parts list."""
    return kind_of(_renamed(grid, options)) == sets.PARTS


def _renamed(grid: Grid, options: TableOptions) -> Grid:
    """The top of a sheet with the names of fields in place of the headers that the caller maps."""
    known = {plain(header): name for header, name in (options.mapping or {}).items() if name}
    top = [
        [known.get(plain(cell), cell) if isinstance(cell, str) else cell for cell in cells]
        for cells in grid.rows[:TOP_ROWS]
    ]
    return replace(grid, rows=[*top, *grid.rows[TOP_ROWS:]]) if known else grid


def _sheet_of(kind: str, grids: Sequence[Grid]) -> Grid:
    """The sheet of a file that holds a table of a set: that of its name, or the only one."""
    filled = [grid for grid in grids if grid.rows and not grid.hidden]
    named = [grid for grid in filled if grid.sheet.strip().casefold() == kind] or filled
    if len(named) != 1:
        code = "many.which_sheet" if named else "form.blank"
        raise InputError([Problem(code, {"names": ", ".join(grid.sheet for grid in named)}, file=grids[0].file)])
    return named[0]


def _left_out(grid: Grid) -> Problem:
    code = "form.left_out.hidden" if grid.hidden else "many.other_sheet"
    return Problem(code, {"name": grid.sheet}, file=grid.file, sheet=grid.sheet, warning=True)


def read_tables(
    grids: Mapping[str, Grid],
    options: TableOptions,
    warnings: Sequence[Problem] = (),
    numbers: Mapping[str, Mapping[int, int]] | None = None,
) -> Many:
    """Read the goods of tables by kind. While they are put together, each table's sheet is called as its kind.

    Args:
        grids: A sheet for each kind.
        options: How the tables are to be read.
        warnings: What was said of their files already.
        numbers: Of tables that are some rows of larger ones, the number of each row there.
    """
    places: dict[str, _Place] = {}
    wholes: dict[str, Whole] = {}
    found: list[Problem] = []
    for kind, grid in grids.items():
        names = (
            {column_name(at): str(cell or "") for at, cell in enumerate(grid.rows[0])} if grid.first_row == 0 else None
        )
        places[kind] = _Place(grid.file, grid.sheet, names, (numbers or {}).get(kind))
        table = _table(kind, replace(grid, sheet=kind), options, is_set=len(grids) > 1)
        if table is None:
            found.append(Problem("form.no_table", file=grid.file, sheet=kind, row=grid.first_row))
            continue
        whole = wholes[kind] = parts_list.read_list(table, options) if kind == sets.PARTS else sets.read_kind(
            kind, table, options
        )  # fmt: skip
        found += whole.general
        if kind in {sets.GOODS, sets.PARTS} and not whole.has("date"):
            found.append(Problem("many.no_date", file=grid.file, sheet=kind, row=table.header_row))
        empty = not whole.rows and kind in {sets.GOODS, sets.PARTS} and not options.is_part
        if empty and all(problem.warning for problem in whole.general):
            found.append(Problem("form.no_lines", file=grid.file, sheet=kind, row=table.header_row))
    found += _unused_mapping(grids, wholes, options)
    if wrong := [_settled(problem, places) for problem in found if not problem.warning]:
        named = ((wholes[kind], key) for kind, key in _KEYS.items() if kind in wholes)
        raise InputError(wrong, [whole.called(row, key) for whole, key in named for row in whole.rows])
    goods = parts_list.read_parts(wholes[sets.PARTS]) if sets.PARTS in wholes else sets.read_goods(wholes)
    headers = {(kind, whole.lines.table.header_row) for kind, whole in wholes.items()}
    once = {_said(problem): problem for problem in found}
    settled: list[ReadCase | Unread] = []
    for good in goods:
        if isinstance(good, Unread):
            settled.append(replace(good, problems=tuple(_settled(problem, places) for problem in good.problems)))
        elif good.warnings:
            once |= {_said(each): each for each in good.warnings if (each.sheet, each.row) in headers}
            own = (each for each in good.warnings if (each.sheet, each.row) not in headers)
            settled.append(replace(good, warnings=tuple(_settled(each, places) for each in own)))
        else:
            settled.append(good)
    return Many(tuple(settled), (*warnings, *(_settled(problem, places) for problem in once.values())))


def _place(grid: Grid) -> _Place:
    if not _is_of_frame(grid):
        return _Place(grid.file, grid.sheet)
    return _Place(grid.file, "", {column_name(at): str(cell or "") for at, cell in enumerate(grid.rows[0])})


def _is_of_frame(grid: Grid) -> bool:
    """Whether the rows are numbered as those of a frame: the names of the columns are row 0."""
    return grid.first_row == 0


def _table(kind: str, grid: Grid, options: TableOptions, *, is_set: bool) -> Table | None:
    """The table of a sheet. In a frame, and in tables without a key of their own, every row is a line."""
    if _is_of_frame(grid):
        return find_table(grid, kind, options.mapping, strict=True, header=0)
    header = None if is_set else options.header
    return find_table(grid, kind, options.mapping, strict=not is_lined(kind), header=header)


def _unused_mapping(grids: Mapping[str, Grid], wholes: Mapping[str, Whole], options: TableOptions) -> list[Problem]:
    """What a mapping names and no table has: perhaps it is misspelled."""
    seen = {plain(header) for whole in wholes.values() for header in whole.lines.table.matched.headers}
    file = next(grid.file for grid in grids.values())
    return [
        Problem("form.mapping_unused", {"header": header}, file=file, warning=True)
        for header in options.mapping or ()
        if wholes and plain(header) not in seen
    ]


def _said(problem: Problem) -> tuple[object, ...]:
    """What makes two warnings the same."""
    return problem.code, problem.sheet, problem.row, problem.column, *sorted(problem.params.items())


def _settled(problem: Problem, places: Mapping[str, _Place]) -> Problem:
    """A problem at its place in the caller's files and frames."""
    place = places.get(problem.sheet)
    if place is None:
        return problem
    if place.numbers is not None and problem.row is not None:
        problem = replace(problem, row=place.numbers[problem.row])
    if place.names is None:
        return replace(problem, file=place.file, sheet=place.sheet)
    column = place.names.get(problem.column, problem.column)
    return replace(problem, file=place.file, sheet="", row=problem.row or None, column=column)


def _read_lines(path: Path) -> Many:
    """Read a file that has a case in each line."""
    try:
        written = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError([Problem("file.unreadable", {"reason": reason}, file=str(path))]) from None
    goods = [
        _read_line(line, number, str(path))
        for number, line in enumerate(written.removeprefix(b"\xef\xbb\xbf").splitlines(), 1)
        if line.strip()
    ]
    if not goods:
        raise InputError([Problem("file.empty", file=str(path))])
    return Many(tuple(goods))


def _read_line(line: bytes, number: int, file: str) -> ReadCase | Unread:
    tree: Any = None
    try:
        tree, found = from_json(line.decode())
    except UnicodeDecodeError:
        found = [Issue("file.encoding")]
    if tree is None and not found:  # null
        found = [Issue("file.empty")]

    def places(issues: Sequence[Issue]) -> list[Problem]:
        return [replace(each, line=number) for each in located([*found, *issues], None, tree, file)]

    if tree is None:
        return Unread(f"line {number}", tuple(places([])))
    try:
        return checked(tree, places)
    except InputError as error:
        good = tree.get("good") if isinstance(tree, dict) else None
        name = good.get("id") if isinstance(good, dict) else None
        return Unread(shown(name) if isinstance(name, str) and name.strip() else f"line {number}", error.problems)
