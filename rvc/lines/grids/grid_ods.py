"""Workbooks in ODS: every sheet of cells. Macros, links to other files, drawings and comments are never read."""

import re
from collections.abc import Callable

from rvc.base.problem import Problem
from rvc.lines.grids.grid import (
    ERRORS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Broken,
    Grid,
    Percent,
    Source,
    Table,
    find_sheet,
    number_cell,
    refusal,
    text_cell,
)
from rvc.lines.grids.grid_formats import iso_day
from rvc.lines.grids.grid_package import Package

__all__ = ["read"]

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{_NAMESPACE}{name}:1.0 " for name in ("table", "office", "text"))
_STYLE, _DRAW = (f"{_NAMESPACE}{name}:1.0 " for name in ("style", "drawing"))
_ERROR_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_ASIDE = {_OFFICE + "annotation", _TABLE + "shapes", _TABLE + "tracked-changes"}
_SHEET_DEPTH, _DEPTH = 4, 256
_NUMBER_TYPES = re.compile("float|currency")
_LINKED = re.compile(r"'[a-z]+:.*'#")  # the name of a sheet that only keeps what another file held


def read(source: Source) -> tuple[list[Grid], list[Problem]]:
    """Every sheet of a workbook, or the one asked for."""
    package = Package(source.data, "ODS")
    if _encrypted(package):
        raise refusal("grid.encrypted")
    if "content.xml" not in package:
        raise refusal("grid.not_workbook", form="ODS")
    content = _Content(source, calculated=_calculated(package))
    package.parse("content.xml", content.start, content.end, content.pieces.append, namespaces=True)
    grids = content.grids
    if source.sheet is not None:
        position = find_sheet(source.sheet, [grid.sheet for grid in grids])
        grids = grids[position : position + 1]
    return grids, []


def _encrypted(package: Package) -> bool:
    found: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        if name.endswith("encryption-data"):
            found.append(name)

    if "META-INF/manifest.xml" in package:
        package.parse("META-INF/manifest.xml", start, _ignore, _ignore)
    return bool(found)


def _calculated(package: Package) -> bool:
    """Whether the program that wrote the file calculates every formula: there, one without a result is empty text."""
    pieces: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        pieces.append("<" + name.rpartition(":")[2] + ">")

    if "meta.xml" in package:
        package.parse("meta.xml", start, _ignore, pieces.append)
    return "<generator>LibreOffice/" in "".join(pieces)


def _ignore(_: str) -> None:
    """Take no notice."""


class _Content:
    """Handlers for the XML of all sheets; `grids` holds those that ended."""

    def __init__(self, source: Source, *, calculated: bool) -> None:
        self._calculated = calculated
        self.grids: list[Grid] = []
        self.pieces: list[str] = []
        self._file = source.file
        self._depth = self._aside = self._kept = self._seen = 0
        self._hidden_styles: set[str] = set()
        self._table_style = ""
        self._sheet: str | None = None
        self._hidden = False
        self._new_sheet()
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            _STYLE + "style": self._style,
            _STYLE + "table-properties": self._properties,
            _TABLE + "table": self._begin_sheet,
            _TABLE + "table-row": self._begin_row,
            _TABLE + "table-cell": self._begin_cell,
            _TABLE + "covered-table-cell": self._begin_cell,
            _TEXT + "p": self._begin_paragraph,
            _TEXT + "s": self._spaces,
            _TEXT + "tab": lambda _: self.pieces.append("\t"),
            _TEXT + "line-break": lambda _: self.pieces.append("\n"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            _TABLE + "table": self._end_sheet,
            _TABLE + "table-row": self._end_row,
            _TABLE + "table-cell": self._end_cell,
            _TABLE + "covered-table-cell": self._end_cell,
            _TEXT + "p": self._end_paragraph,
        }

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """An element begins; what is inside comments and drawings is passed over."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise refusal("grid.unsafe", part=name[-_DEPTH:])
        if self._aside:
            return
        handle = self._starts.get(name)
        if handle is not None:
            handle(attrs)
        elif name in _ASIDE or name.startswith(_DRAW):
            self._aside = self._depth
            self._kept = len(self.pieces)

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self._aside:
            if self._depth < self._aside:
                self._aside = 0
                del self.pieces[self._kept :]
        elif (handle := self._ends.get(name)) is not None:
            handle()

    def _style(self, attrs: dict[str, str]) -> None:
        self._table_style = attrs.get(_STYLE + "name", "") if attrs.get(_STYLE + "family") == "table" else ""

    def _properties(self, attrs: dict[str, str]) -> None:
        if attrs.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._table_style)

    def _new_sheet(self) -> None:
        self._table = Table()
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._row_times = self._column = self._cell_times = 0
        self._cells: list[object] = []
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []

    def _begin_sheet(self, attrs: dict[str, str]) -> None:
        if self._depth == _SHEET_DEPTH:
            self._new_sheet()
            self._sheet = attrs.get(_TABLE + "name", "")
            self._hidden = attrs.get(_TABLE + "style-name", "") in self._hidden_styles

    def _end_sheet(self) -> None:
        if self._sheet is not None and self._depth == _SHEET_DEPTH - 1:
            if not _LINKED.match(self._sheet):
                table, merged = self._table, tuple(self._merged)
                self.grids.append(Grid(self._file, self._sheet, self._hidden, table.rows, table.first_row, merged))
            self._sheet = None

    def _begin_row(self, attrs: dict[str, str]) -> None:
        self._row_times = _times(attrs, "number-rows-repeated")
        self._cells, self._column = [], 0
        if self._row + self._row_times > MAX_ROWS:
            raise refusal("grid.damaged", part=f"{self._row + 1}")

    def _end_row(self) -> None:
        if self._sheet is not None and self._cells:
            self._table.add(self._row + 1, self._cells, self._row_times)
        self._row += self._row_times

    def _begin_cell(self, attrs: dict[str, str]) -> None:
        self._cell = attrs
        self._paragraphs = []
        self._cell_times = _times(attrs, "number-columns-repeated")
        self._seen += 1
        if self._seen > MAX_CELLS:
            raise refusal("grid.too_large.cells", limit=f"{MAX_CELLS:,}")
        if self._column + self._cell_times > MAX_COLUMNS:
            raise refusal("grid.damaged", part=f"{self._row + 1}")
        rows, columns = _times(attrs, "number-rows-spanned"), _times(attrs, "number-columns-spanned")
        if rows * columns > 1:
            first = self._row + 1, self._column
            self._merged.append((*first, first[0] + rows - 1, first[1] + columns - 1))

    def _end_cell(self) -> None:
        value = _value(self._cell, "\n".join(self._paragraphs), calculated=self._calculated)
        if value is not None:
            gap = self._column - len(self._cells)
            self._cells.extend([None] * gap)
            self._cells.extend([value] * self._cell_times)
        self._column += self._cell_times

    def _begin_paragraph(self, _: dict[str, str]) -> None:
        self.pieces.clear()

    def _end_paragraph(self) -> None:
        self._paragraphs.append("".join(self.pieces))

    def _spaces(self, attrs: dict[str, str]) -> None:
        times = int(attrs.get(_TEXT + "c", "1"))
        if not 0 <= times <= MAX_COLUMNS * 2:
            raise refusal("grid.damaged", part=f"{self._row + 1}")
        self.pieces.append(" " * times)


def _times(attrs: dict[str, str], name: str) -> int:
    written = attrs.get(_TABLE + name)
    if written is None:
        return 1
    times = int(written)
    if not 1 <= times <= MAX_ROWS:
        raise refusal("grid.damaged", part=name)
    return times


def _value(cell: dict[str, str], shown: str, *, calculated: bool) -> object:
    """The value of a cell by its own type; what it shows counts only for text, and to tell an error."""
    kind, formula = cell.get(_OFFICE + "value-type"), cell.get(_TABLE + "formula")
    is_error = cell.get(_ERROR_TYPE) == "error"
    if is_error or (formula is not None and ERRORS.fullmatch(shown)):
        return Broken("error_value", shown)
    if kind in {None, "string"}:
        if formula is not None and kind is None and not shown and not calculated:
            return Broken("uncalculated", f"={formula.partition(':=')[2] or formula}")
        return text_cell(cell.get(_OFFICE + "string-value", shown))
    read_one = _BY_TYPE.get(kind)
    written = cell.get(_OFFICE + _ATTRIBUTE.get(kind, "value"), "")
    if _NUMBER_TYPES.fullmatch(kind):
        truth = _SHOWN_TRUTH.get(shown)
        return truth if truth is not None and written == str(int(truth)) else number_cell(written)
    return read_one(written) if read_one else Broken("malformed", shown)


def _percent(written: str) -> Percent | Broken:
    number = number_cell(written)
    return number if isinstance(number, Broken) else Percent(number)


def _truth(written: str) -> bool | Broken:
    return {"true": True, "false": False}.get(written, Broken("malformed", written))


def _time(written: str) -> Broken:
    return Broken("time_of_day", written)


_SHOWN_TRUTH = {"TRUE": True, "VERDADERO": True, "FALSE": False, "FALSO": False}
_ATTRIBUTE = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
_BY_TYPE: dict[str, Callable[[str], object]] = {
    "percentage": _percent,
    "date": iso_day,
    "boolean": _truth,
    "time": _time,
}
