"""One sheet of a workbook in XLSX, cell by cell as its XML runs by."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from rvc.lines.grids.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Broken, Table, refusal, text_cell
from rvc.lines.grids.grid_formats import formatted, iso_day

__all__ = ["Book", "SheetReader", "shared_text"]

_DEPTH = 64
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Book:
    """What the sheets of a workbook share.

    Attributes:
        strings: The shared texts, as cells.
        kinds: What each style shows a number as.
        from_1904: Whether days are counted from 1 January 1904.
        stale: Whether the workbook is to be calculated when it is opened: what it stores as results is not reliable.
    """

    strings: list[str | Broken | None]
    kinds: list[str]
    from_1904: bool
    stale: bool


class SheetReader:
    """Handlers for the XML of a sheet; `table` and `merged` hold what was found."""

    def __init__(self, book: Book) -> None:
        self.table = Table()
        self.merged: list[tuple[int, int, int, int]] = []
        self.pieces: list[str] = []
        self._book = book
        self._kinds = dict(enumerate(book.kinds))
        self._depth = self._seen = self._row = self._aside = 0
        self._row_text = ""
        self._cells: list[object] = []
        self._column = -1
        self._type = ""
        self._style: str | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._runs: list[str] = []
        self._starts: dict[str, Callable[[dict[str, str]], object]] = {}
        self._ends: dict[str, Callable[[], object]] = {}
        self._prefix = ""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        handle = self._starts.get(name)
        if handle is not None:
            handle(attrs)
        elif self._depth == 1:
            self._prefix = name.removesuffix(name.rpartition(":")[2])
            self._expect({"sheetData": self._begin_data}, {})
        elif self._depth > _DEPTH:
            raise refusal("grid.unsafe", part=name[:_DEPTH])

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        handle = self._ends.get(name)
        if handle is not None:
            handle()

    def _expect(
        self, starts: Mapping[str, Callable[[dict[str, str]], object]], ends: Mapping[str, Callable[[], object]]
    ) -> None:
        self._starts = {self._prefix + name: handle for name, handle in starts.items()}
        self._ends = {self._prefix + name: handle for name, handle in ends.items()}

    def _begin_data(self, _: dict[str, str]) -> None:
        starts = {"row": self._begin_row, "c": self._begin_cell, "v": self._begin_text, "f": self._begin_text}
        starts |= {"t": self._begin_text, "rPh": self._begin_aside}
        ends = {"row": self._end_row, "c": self._end_cell, "v": self._end_value, "f": self._end_formula}
        self._expect(starts, ends | {"t": self._end_run, "rPh": self._end_aside, "sheetData": self._end_data})

    def _end_data(self) -> None:
        self._expect({"mergeCell": self._merge, "sheetData": _damaged}, {})

    def _begin_row(self, attrs: dict[str, str]) -> None:
        number = attrs.get("r")
        row = self._row + 1 if number is None else int(number)
        if not self._row < row <= MAX_ROWS:
            _damaged({"r": str(row)})
        self._row, self._row_text = row, str(row)
        self._cells, self._column = [], -1

    def _end_row(self) -> None:
        self._seen += 1
        if self._cells:
            self.table.add(self._row, self._cells)
            self._cells = []

    def _begin_cell(self, attrs: dict[str, str]) -> None:
        reference = attrs.get("r")
        column = self._column + 1
        if reference is not None:
            column = _column(reference.removesuffix(self._row_text))
        self._seen += 1
        if not self._column < column < MAX_COLUMNS or self._seen > MAX_CELLS or self._depth > _DEPTH:
            _damaged({"r": reference or ""})
        self._column = column
        self._type = attrs.get("t", "n")
        self._style = attrs.get("s")
        self._value = self._formula = None
        self._runs.clear()

    def _end_cell(self) -> None:
        value = self._cell()
        if value is not None:
            cells = self._cells
            gap = self._column - len(cells)
            if gap:
                cells.extend([None] * gap)
            cells.append(value)

    def _begin_text(self, _: dict[str, str]) -> None:
        self.pieces.clear()

    def _end_value(self) -> None:
        self._value = "".join(self.pieces)

    def _end_formula(self) -> None:
        self._formula = "".join(self.pieces)

    def _end_run(self) -> None:
        if not self._aside:
            self._runs.append("".join(self.pieces))

    def _begin_aside(self, _: dict[str, str]) -> None:
        self._aside += 1

    def _end_aside(self) -> None:
        self._aside -= 1

    def _merge(self, attrs: dict[str, str]) -> None:
        first, _, last = attrs.get("ref", "").partition(":")
        from_, to = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if from_ is None or to is None:
            _damaged({"r": attrs.get("ref", "")})
        self.merged.append((int(from_[2]), _column(from_[1]), int(to[2]), _column(to[1])))

    def _cell(self) -> object:
        """The value of the cell that has just ended."""
        kind, value = self._type, self._value
        if self._formula is not None:
            if self._book.stale or value is None or (not value and kind != "str"):
                return Broken("uncalculated", f"={self._formula}")
        elif kind == "inlineStr":
            return shared_text("".join(self._runs))
        if not value:
            return None
        if kind == "n":
            return self._number(value)
        if kind == "s":
            return self._shared(value)
        return _OTHER[kind](value) if kind in _OTHER else Broken("malformed", value)

    def _number(self, value: str) -> object:
        style = self._style
        shown = "number" if style is None or not self._kinds else self._kinds[int(style)]
        return formatted(value.strip(), shown, from_1904=self._book.from_1904)

    def _shared(self, value: str) -> str | Broken | None:
        position = int(value)
        if not 0 <= position < len(self._book.strings):
            return Broken("malformed", value)
        return self._book.strings[position]


def shared_text(written: str) -> str | Broken | None:
    """A text of a workbook, in which _x000D_ stands for the sign of that number."""
    if "_x" in written:
        written = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), written)
    return text_cell(written)


def _truth(written: str) -> bool | Broken:
    return {"1": True, "true": True, "0": False, "false": False}.get(written.strip(), Broken("malformed", written))


def _error(written: str) -> Broken:
    return Broken("error_value", written)


_OTHER: dict[str, Callable[[str], object]] = {"str": shared_text, "b": _truth, "d": iso_day, "e": _error}


def _damaged(attrs: dict[str, str]) -> NoReturn:
    raise refusal("grid.damaged", part=attrs.get("r", "")[:20])


@cache
def _column(letters: str) -> int:
    if not re.fullmatch("[A-Z]{1,3}", letters):
        _damaged({"r": letters})
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
