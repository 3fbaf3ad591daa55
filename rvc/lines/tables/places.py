"""A case on its way out of tables: its mapping, the place of every value in the file, and what was found wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from rvc.base.problem import Problem
from rvc.lines.grids.grid import column_name
from rvc.lines.scalars import shown
from rvc.lines.tables.layout import Table
from rvc.lines.tables.number_styles import written
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.table_fields import AMOUNTS, FieldRef, fields_of
from rvc.lines.tables.values import Column, decide_column
from rvc.lines.tree import Issue, Path, located

_THREE = re.compile(r"[0-9]{1,3}\.[0-9]{3}")  # the only amount with a point that could be read as one of thousands
_DOUBLES = frozenset({".xlsx", ".xlsm", ".ods"})  # files that store numbers in binary
_NO_COLUMNS: Mapping[Path, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; of a row that holds several values, the columns by the path of the value inside it."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    columns: Mapping[Path, str] = field(default_factory=lambda: _NO_COLUMNS)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as read: its values by field, and the fields of the cells that could not be read."""

    number: int
    values: Mapping[str, object]
    broken: tuple[FieldRef, ...] = ()

    def lacks(self, name: str) -> bool:
        """Whether something stands in the cell of a field and could not be read."""
        return any(ref.name == name for ref in self.broken)


@dataclass(frozen=True, slots=True)
class Lines:
    """A table as read: its lines, its fields by name with the letters of their columns, and its columns by place."""

    table: Table
    lines: tuple[Line, ...]
    fields: Mapping[str, FieldRef]
    letters: Mapping[str, str]
    columns: Mapping[int, Column]

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.table.grid.sheet

    @property
    def by_path(self) -> dict[Path, str]:
        """The letters of the columns by the path of their values inside a row."""
        return {field.path: self.letters[name] for name, field in self.fields.items() if field.path}

    def spot(self, line: Line, name: str = "") -> Spot:
        """The place of a line, or of the cell of a field in it."""
        return Spot(self.sheet, line.number, self.letters.get(name, ""))

    def header(self, name: str = "") -> Spot:
        """The place of the header, or of that of a field."""
        return Spot(self.sheet, self.table.header_row, self.letters.get(name, ""))


@dataclass
class Form:
    """What was read of a file of tables.

    `data` is the case as far as it could be read; `doubtful` are the paths on which nothing may be built, because
    something stands there that could not be read. `stated` has the facts of sheets of facts, with their places.
    `beside` is the file of facts beside a table, `facts` its tree. `points` says that amounts have a decimal point, so
    that 1.234 is no thousand.
    """

    file: str
    options: TableOptions
    sheets: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubtful: set[Path] = field(default_factory=set)
    spots: dict[Path, Spot] = field(default_factory=dict)
    tables: list[Lines] = field(default_factory=list)
    stated: list[tuple[Spot, Column]] = field(default_factory=list)
    beside: str = ""
    facts: object = None
    points: bool = False

    def good(self, key: str) -> object:
        """A fact of the good as it stands; None if it is not stated."""
        good = self.data.get("good")
        return good.get(key) if isinstance(good, Mapping) else None

    def given(self, path: Path) -> bool:
        """Whether the caller states what stands at a path, which counts before the file."""
        facts: object = self.options.facts
        for step in path:
            if not isinstance(facts, Mapping):
                break
            if step not in facts:
                return False
            facts = facts[step]
        return not isinstance(facts, Mapping)

    def say(self, code: str, spot: Spot, **params: str) -> None:
        """Note a defect."""
        self.problems.append(Problem(code, params, file=self.file, sheet=spot.sheet, row=spot.row, column=spot.column))

    def warn(self, code: str, spot: Spot, **params: str) -> None:
        """Note something that does not stop the case from being judged."""
        self.say(code, spot, **params)
        self.problems[-1] = replace(self.problems[-1], warning=True)

    def located(self, issues: Sequence[Issue]) -> list[Problem]:
        """Issues at paths of the case as problems at their places, after those that the tables themselves have."""
        found = list(self.problems)
        for issue in issues:
            spot, column = self._spot(issue.path)
            (problem,) = located([issue], None, self.data, self.file)
            if spot is not None:
                found.append(replace(problem, sheet=spot.sheet, row=spot.row, column=column))
            elif self.beside and not self.given(issue.path):
                found += located([issue], self.facts, self.data, self.beside)
            else:
                found.append(problem)
        order = {sheet: at for at, sheet in enumerate(["", *self.sheets])}
        return sorted(found, key=lambda problem: (order[problem.sheet], problem.row or 0))

    def _spot(self, path: Path) -> tuple[Spot | None, str]:
        """The place that is nearest to a path, and its column."""
        if self.given(path):
            return None, ""
        for size in range(len(path), 0, -1):
            spot = self.spots.get(path[:size])
            if spot is not None:
                rest = path[size:]
                inside = (spot.columns.get(rest[:more]) for more in range(len(rest), 0, -1))
                return spot, next(filter(None, inside), spot.column)
        return None, ""

    def value(self, cell: object, ref: FieldRef, spot: Spot, path: Path) -> Column | None:
        """Read a cell that stands by itself; None if it could not be read."""
        column = self._decide([cell], ref)
        self.problems += [
            issue.problem(self.file, spot.sheet, spot.row or 0, spot.column) for issue in column.issues
        ]  # fmt: skip
        if column.refused:
            self.doubtful.add(path)
            return None
        return column

    def _decide(self, cells: Sequence[object], ref: FieldRef) -> Column:
        options = self.options
        if self.points and ref.kind in AMOUNTS:
            cells = [Decimal(cell) if isinstance(cell, str) and _THREE.fullmatch(cell) else cell for cell in cells]
            found = [written(cell) for cell in cells if isinstance(cell, str)]
            if any(each is not None and each.point is None for each in found):
                options = replace(options, decimal="point")
        return decide_column(cells, ref, options, doubles=FilePath(self.file).suffix.lower() in _DOUBLES)

    def lines(self, table: Table, *, only: Iterable[str] | None = None, complete: bool = False) -> Lines:
        """Read the lines of a table, column by column.

        Args:
            table: The table.
            only: The fields that the table may have; a column of any other is a problem.
            complete: Whether a column that is not understood is a problem, or a warning.
        """
        matched, grid = table.matched, table.grid
        self.problems += table.problems
        header = Spot(grid.sheet, table.header_row)
        known = None if only is None else frozenset(only)
        columns: dict[int, Column] = {}
        broken: dict[int, list[FieldRef]] = {}
        for index, ref in matched.by_index.items():
            if known is not None and ref.name not in known:
                spot = replace(header, column=column_name(index))
                self.say("form.column_elsewhere", spot, header=shown(ref.header), field=ref.name, sheet=grid.sheet)
                continue
            column = columns[index] = self._decide(table.column(index), ref)
            for issue in column.issues:
                row = table.rows[issue.at][0]
                self.problems.append(issue.problem(self.file, grid.sheet, row, column_name(index)))
            if column.refused:
                self._mark(table, index, column, broken)
        self._unknown(table, complete=complete)
        for name in matched.ambiguous:
            for at in range(len(table.rows)):
                broken.setdefault(at, []).append(fields_of(matched.table)[name])
        named = [(column.field.name, column.values) for column in columns.values()]
        lines = tuple(
            Line(
                number,
                {name: values[at] for name, values in named if values[at] is not None},
                tuple(broken.get(at, ())),
            )
            for at, (number, _) in enumerate(table.rows)
        )
        fields = {column.field.name: column.field for column in columns.values()}
        letters = {column.field.name: column_name(index) for index, column in columns.items()}
        read = Lines(table, lines, fields, letters, columns)
        self.tables.append(read)
        return read

    def _mark(self, table: Table, index: int, column: Column, broken: dict[int, list[FieldRef]]) -> None:
        """Mark every cell that is there and was not read: of a column that is refused, only the first is said."""
        for at, cell in enumerate(table.column(index)):
            blank = cell is None or (isinstance(cell, str) and not cell.strip())
            if not blank and column.values[at] is None:
                broken.setdefault(at, []).append(column.field)

    def _unknown(self, table: Table, *, complete: bool) -> None:
        """Say which columns were not understood, if anything stands in them."""
        matched, grid = table.matched, table.grid
        headed = {index for index, header in enumerate(matched.headers) if header}
        width = max((len(cells) for _, cells in table.rows), default=0)
        unknown = [*matched.unmatched, *(index for index in range(width) if index not in headed)]
        for index in unknown:
            first = next((cell for cell in table.column(index) if cell is not None), None)
            if first is None and not (complete and index in headed):
                continue
            header = shown(matched.headers[index]) if index in headed else ""
            spot = Spot(grid.sheet, table.header_row, column_name(index))
            params = {"header": header, "seen": shown(first)}
            if not header:
                (self.say if complete else self.warn)("form.no_header", spot, **params)
            elif complete:
                self.say("form.column_unknown", spot, **params)
            else:
                self.warn("form.left_out.column", spot, **params)

    def line(self, lines: Lines, line: Line, path: Path, fields: Iterable[str] | None = None) -> dict[str, Any]:
        """The values of a line as a block of the case at a path, with their places."""
        block: dict[str, Any] = {}
        self.spots[path] = Spot(lines.sheet, line.number, columns=lines.by_path)
        names = line.values.keys() if fields is None else [name for name in fields if name in line.values]
        stated = [(lines.fields[name], line.values[name], lines.spot(line, name)) for name in names]
        self.put(block, stated)
        for ref in line.broken:
            if ref.path:
                self.doubtful.add((*path, *ref.path))
        return block

    def put(self, block: dict[str, Any], stated: Iterable[tuple[FieldRef, object, Spot]]) -> None:
        """Put values at the paths of their fields; `none` beside the name of a block states the block, empty."""
        markers = []
        for ref, value, spot in stated:
            if ref.kind == "block":
                markers.append((ref, value, spot))
            elif ref.path:
                _inner(block, ref.path)[ref.path[-1]] = value
        for ref, value, spot in sorted(markers, key=lambda marker: -len(marker[0].path)):
            inner, name = _inner(block, ref.path), ref.path[-1]
            if value != "none":
                inner[name] = value
            elif inner.setdefault(name, {}):
                self.say("form.none_and_stated", spot, name=ref.name)

    def currency(self, lines: Lines, expected: str, amounts: Iterable[str] | None = None) -> None:
        """Refuse a column whose header or cells name another currency than the amounts of the table are in."""
        for index, column in lines.columns.items():
            ref = column.field
            if column.currency and ref.kind in AMOUNTS and column.currency != expected and (
                amounts is None or ref.name in amounts
            ):  # fmt: skip
                spot = Spot(lines.sheet, lines.table.header_row, column_name(index))
                self.say("form.currency", spot, seen=column.currency, expected=expected or "-", field=ref.name)


def _inner(block: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The block that holds the last step of a path."""
    for step in path[:-1]:
        block = block.setdefault(step, {})
    return block
