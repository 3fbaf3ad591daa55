"""Goods read one by one, each with its own problems: what comes back, and what every kind of table shares for it.

A table is read whole, since only all cells of a column tell how it is written; then each row goes its own way. What is
wrong with the table itself is raised; what is wrong with a row makes its good unread, and no other one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import Broken, Grid, column_name
from rvc.lines.read import ReadCase, checked
from rvc.lines.scalars import Wrong, shown
from rvc.lines.schema import SCHEMA
from rvc.lines.tables.forms import merged
from rvc.lines.tables.layout import Table
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form, Line, Lines, Spot
from rvc.lines.tables.table_fields import AMOUNTS, FieldRef, fields_of
from rvc.lines.tree import Path

_ENDS_THE_TABLE = "form.two_headers"  # below it no row was read
_WAGE = "assembly_average_base_hourly_wage"  # in the currency of the plant; all other amounts are in the good's
_WAGE_CURRENCY = "assembly_wage_currency"


@dataclass(frozen=True)
class Unread:
    """A good that could not be read: its name as written, or "row 17" where that is what could not be read."""

    id: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Many:
    """Goods in the order in which they stand, read or not, and what was said of their file as a whole, once."""

    goods: tuple[ReadCase | Unread, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Whole:
    """A table read whole.

    `wrong` has what was found in each row, `general` what was found in the table itself, warnings and others. `paths`
    are places in a case that columns lead to beside their own.
    """

    form: Form
    lines: Lines
    wrong: Mapping[int, list[Problem]]
    general: tuple[Problem, ...]
    paths: Mapping[str, Path] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What the sheet is called while goods are put together."""
        return self.lines.sheet

    @cached_property
    def by_number(self) -> dict[int, Line]:
        """The lines by the number of their row."""
        return {line.number: line for line in self.lines.lines}

    @cached_property
    def rows(self) -> list[int]:
        """The rows that are lines, and those of which it is not known."""
        return sorted({*self.by_number, *self.wrong})

    @cached_property
    def blocks(self) -> dict[str, dict[Path, str]]:
        """The letters of the columns by block of the case and by the path inside it."""
        found: dict[str, dict[Path, str]] = {"good": {}}
        own = {name: ref.path for name, ref in self.lines.fields.items() if ref.path}
        for name, path in {**own, **self.paths}.items():
            if name in self.lines.letters:
                found.setdefault(str(path[0]), {})[path[1:]] = self.lines.letters[name]
        return found

    @cached_property
    def currencies(self) -> dict[str, str]:
        """The currency that a column of amounts names."""
        columns = self.lines.columns.values()
        return {each.field.name: each.currency for each in columns if each.currency and each.field.kind in AMOUNTS}

    def has(self, name: str) -> bool:
        """Whether a column holds a field, or the facts of the options state it for every row."""
        path = fields_of(self.lines.table.matched.table)[name].path
        return name in self.lines.fields or name in self.lines.table.matched.ambiguous or self.form.given(path)

    def cell(self, row: int, name: str) -> object:
        """A cell as it stands, by its row and its field."""
        index = self.lines.table.matched.index(name)
        grid = self.lines.table.grid
        cells = grid.rows[row - grid.first_row]
        return cells[index] if index is not None and index < len(cells) else None

    def named(self, row: int, name: str) -> str:
        """What a row is called, as it is read or else as it is written; "" if nothing is there."""
        line, cell = self.by_number.get(row), self.cell(row, name)
        if line is not None and name in line.values:
            return str(line.values[name])
        if cell is None or isinstance(cell, Broken) or not str(cell).strip():
            return ""
        column = next((each for each in self.lines.columns.values() if each.field.name == name), None)
        try:
            return shown(cell if column is None else column.reader(cell))
        except Wrong:
            return shown(cell)

    def called(self, row: int, name: str) -> str:
        """The same, or the number of the row."""
        return self.named(row, name) or f"row {row}"

    def unread(self, row: int, name: str) -> Unread:
        """A row that is no good by itself."""
        found = tuple(problem for problem in self.wrong.get(row, ()) if not problem.warning)
        return Unread(self.called(row, name), found)


def read_whole(
    table: Table,
    options: TableOptions,
    then: Callable[[Form, Lines], Lines] = lambda _, lines: lines,
    *,
    only: Iterable[str] | None = None,
    paths: Mapping[str, Path] | None = None,
) -> Whole:
    """Read every line of a table, and part what was found by rows.

    Args:
        table: The table.
        options: How it is to be read; facts stated there need no column.
        then: What else is read in the lines while they are together.
        only: The fields that the table may have; None for all.
        paths: Places in a case that columns lead to beside their own.
    """
    form, kind = Form(table.grid.file, options, (table.grid.sheet,)), table.matched.table
    lines = then(form, form.lines(table, only=only))
    wrong: dict[int, list[Problem]] = {}
    general: list[Problem] = []
    there = {line.number for line in lines.lines}
    for problem in form.problems:
        row = problem.row
        if problem.code == "column.missing" and form.given(fields_of(kind)[problem.params["field"]].path):
            continue
        if row is None or row <= table.header_row or problem.code == _ENDS_THE_TABLE:
            general.append(problem)
        elif problem.code == "form.merged":
            for each in there.intersection(_merged_rows(table.grid, problem)):
                wrong.setdefault(each, []).append(problem)
        elif problem.warning and row not in there:
            general.append(problem)
        else:
            wrong.setdefault(row, []).append(problem)
    _say_of_every_row(lines, wrong)
    return Whole(form, lines, wrong, tuple(general), paths or {})


def _merged_rows(grid: Grid, problem: Problem) -> range:
    """The rows of a merged cell."""
    for top, left, bottom, _ in grid.merged:
        if top == problem.row and column_name(left) == problem.column:
            return range(top, min(bottom, grid.first_row + len(grid.rows) - 1) + 1)
    return range(0)


def _say_of_every_row(lines: Lines, wrong: dict[int, list[Problem]]) -> None:
    """What makes a column unreadable was said at its first cell only, and is said in every row that has one."""
    refused = {column.field.name: (index, column) for index, column in lines.columns.items() if column.refused}
    grid = lines.table.grid
    for line in lines.lines:
        for ref in line.broken:
            if ref.name not in refused:
                continue
            index, column = refused[ref.name]
            letter = column_name(index)
            if any(problem.column == letter and not problem.warning for problem in wrong.get(line.number, ())):
                continue
            try:
                column.reader(grid.rows[line.number - grid.first_row][index])
            except Wrong as defect:
                problem = Problem(
                    defect.code, defect.params, file=grid.file, sheet=grid.sheet, row=line.number, column=letter
                )
                wrong.setdefault(line.number, []).append(problem)


def form_of(
    whole: Whole, line: Line, sheets: Sequence[str], extra: Mapping[tuple[str, str], object] | None = None
) -> Form:
    """What the row of a good states, with the facts of the options and the places of all; `extra` comes on top."""
    options = whole.form.options
    form = Form(whole.form.file, options, tuple(sheets))
    put_row(form, whole, line)
    for (block, name), value in (extra or {}).items():
        form.data.setdefault(block, {})[name] = value
    form.data = merged(form.data, options.facts)
    form.data.setdefault("schema", SCHEMA)
    _set_currency(form, whole, line)
    return form


def put_row(form: Form, whole: Whole, line: Line) -> None:
    """Put the values of a row at their places in the case."""
    lines = whole.lines
    for block, columns in whole.blocks.items():
        form.spots.setdefault((block,), Spot(lines.sheet, line.number, columns=columns))
    form.put(form.data, [(lines.fields[name], value, lines.spot(line, name)) for name, value in line.values.items()])
    form.doubtful |= {_in_case(ref, whole.paths) for ref in line.broken if _in_case(ref, whole.paths)}


def _in_case(ref: FieldRef, paths: Mapping[str, Path]) -> Path:
    return ref.path or paths.get(ref.name, ())


def _set_currency(form: Form, whole: Whole, line: Line) -> None:
    """Amounts whose header or cells name a currency are in it, and so is all else of the good."""
    good = form.data.get("good")
    for name, currency in whole.currencies.items():
        if name not in line.values or not isinstance(good, dict):
            continue
        own = good
        key, expected = "currency", "currency"
        if name == _WAGE:
            own, key, expected = form.data["labor"]["assembly"], "wage_currency", _WAGE_CURRENCY
        if not line.lacks(expected) and own.setdefault(key, currency) != currency:
            form.say("form.currency", whole.lines.spot(line, name), seen=currency, expected=shown(own[key]), field=name)


def read_good(form: Form, name: str, found: Iterable[Problem]) -> ReadCase | Unread:
    """Check the good that a form holds; `found` is what the reading of its rows found."""
    form.problems += found
    try:
        return checked(form.data, form.located, form.doubtful)
    except InputError as error:
        return Unread(name, error.problems)
