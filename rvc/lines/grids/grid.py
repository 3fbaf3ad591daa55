"""Tables of cells as spreadsheets and exports hold them: what a cell says, exactly, or why it cannot be read.

Nothing is interpreted here beyond the cell itself: no header, no unit, no decimal comma. A cell that shows an error,
waits to be calculated or holds no single value is `Broken`, never blank and never some other value.
"""

import gc
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import import_module
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Protocol

from rvc.base.errors import InputError
from rvc.base.problem import Problem

__all__ = [
    "Broken",
    "Grid",
    "Percent",
    "Source",
    "Table",
    "bytes_of",
    "column_name",
    "find_sheet",
    "number_cell",
    "read_grids",
    "refusal",
    "text_cell",
]

MAX_BYTES = 512 * 2**20  # of a file, and of all that is unpacked from it
_PIECE = 4 * 2**20
MAX_CELLS = 20_000_000
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576

_READERS = {
    ".csv": "grid_csv",
    ".tsv": "grid_csv",
    ".txt": "grid_csv",
    ".xlsx": "grid_xlsx",
    ".xlsm": "grid_xlsx",
    ".ods": "grid_ods",
    ".parquet": "grid_parquet",
}
CSV_SUFFIXES = tuple(suffix for suffix, reader in _READERS.items() if reader == "grid_csv")
TABLE_SUFFIXES = tuple(_READERS)
"""The files that hold tables."""
_BLANK_ROW: list[object] = []
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the form of old Excel files, and the wrapping of encrypted new ones
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
ERRORS = re.compile(
    r"#(?:N/A|N/D|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|PYTHON!|¡(?:REF|VALOR|DIV/0|NUM|NULO|DESBORDAMIENTO|CALC)!|¿NOMBRE\?|NOMBRE\?|VALOR!|NULO!)|Err:[0-9]{3}"
)


class Percent(Decimal):
    """The number of a cell shown in percent, as stored: a cell that shows 75% holds 0.75."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Apart from a plain number, to which it may be equal."""
        return f"Percent('{self}')"


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that is not blank and has no value that could be read; `text` is what it holds or shows.

    Codes: error_value (#N/A, #REF! ...), uncalculated (a formula whose result the file lacks), time_of_day (a time
    without a day), no_such_day (a day outside the calendar), characters (control characters or broken letters),
    nested (a list or block), malformed (not what its own type says).
    """

    code: str
    text: str = ""

    def problem(self, file: str, sheet: str, row: int, column: str) -> Problem:
        """Why the cell cannot be read, with its place."""
        seen = {"seen": CONTROLS.sub(" ", self.text[:60])}
        return Problem(f"grid.cell.{self.code}", seen, file=file, sheet=sheet, row=row, column=column)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, without the blank rows above and below and the blank cells at the ends of rows.

    Attributes:
        file: The path as given.
        sheet: The name of the sheet; "" in files that hold one table only.
        hidden: Whether the sheet is hidden from whoever opens the file.
        rows: The cells: None (blank), str, Decimal, Percent, bool, date, datetime or Broken. Not to be altered: equal
            rows may be one list.
        first_row: The number of rows[0] as a spreadsheet shows it; rows[i] is row first_row + i.
        merged: Merged ranges: first row, first column, last row, last column; rows as numbered, columns by position.
    """

    file: str
    sheet: str
    hidden: bool
    rows: list[list[object]]
    first_row: int = 1
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Source:
    """A file to be read: its path as given, its suffix, what it holds, and the one sheet that is asked for."""

    file: str
    suffix: str
    data: bytes
    sheet: str | None = None


class Table:
    """Rows on their way into a grid: blank rows above and below are left out, those between stand for one list."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self.first_row = 1
        self._cells = 0

    def add(self, number: int, cells: list[object], times: int = 1) -> None:
        """Put a row that is not blank at its number, `times` below one another."""
        if not self.rows:
            self.first_row = number
        gap = number - self.first_row - len(self.rows)
        self._cells += gap + times * len(cells)
        if self._cells > MAX_CELLS:
            raise refusal("grid.too_large.cells", limit=f"{MAX_CELLS:,}")
        if gap:
            self.rows.extend([_BLANK_ROW] * gap)
        if times == 1:
            self.rows.append(cells)
        else:
            self.rows.extend([cells] * times)


class _Reader(Protocol):
    def read(self, source: Source) -> tuple[list[Grid], list[Problem]]: ...


def read_grids(path: str | PathLike[str], *, sheet: str | None = None) -> tuple[list[Grid], tuple[Problem, ...]]:
    """Read every sheet of a file, or the one named, with warnings; raises InputError if it cannot be read at all."""
    file, suffix = str(path), Path(path).suffix.lower()
    try:
        reader: _Reader = _reader(suffix)
        data = bytes_of(Path(path))
        if data.startswith(_COMPOUND):
            encrypted = "EncryptedPackage".encode("utf-16-le") in data
            raise refusal("grid.encrypted") if encrypted else refusal("grid.old_format", seen=suffix)
        with _no_collection():
            grids, problems = reader.read(Source(file, suffix, data, sheet))
    except InputError as error:
        raise InputError([replace(problem, file=file) for problem in error.problems]) from None
    except MemoryError:
        raise InputError([Problem("grid.too_large.memory", file=file)]) from None
    return grids, tuple(problems)


def refusal(code: str, **params: str) -> InputError:
    """What a reader raises: one problem, whose file the door adds."""
    return InputError([Problem(code, params)])


def find_sheet(seen: str, known: Sequence[str]) -> int:
    """The position of a sheet by name, without case, as spreadsheets compare them."""
    for position, name in enumerate(known):
        if name.casefold() == seen.casefold():
            return position
    raise refusal("grid.sheet", seen=seen, known=", ".join(known))


@cache
def column_name(index: int) -> str:
    """The letters of a column by its position: 0 is A, 26 is AA."""
    before, letter = divmod(index, 26)
    return (column_name(before - 1) if before else "") + chr(ord("A") + letter)


def text_cell(text: str) -> str | Broken | None:
    """A cell of text: blank if empty, broken if it shows an error or holds control characters."""
    if not text:
        return None
    if CONTROLS.search(text):
        return Broken("characters", text)
    if text[0] in "#E" and ERRORS.fullmatch(text):
        return Broken("error_value", text)
    return text


def number_cell(text: str) -> Decimal | Broken:
    """A cell of a number: the shortest decimal of the double that its digits stand for, without exponent."""
    digits = float.__repr__(float(text)) if _NUMBER.fullmatch(text) else "inf"
    if "inf" in digits:
        return Broken("malformed", text)
    if "e" in digits:
        return Decimal(f"{Decimal(digits):f}")
    return Decimal(digits.removesuffix(".0")) if digits != "-0.0" else Decimal(0)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Spare the search for cycles while millions of cells are made, none of which is in one."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _reader(suffix: str) -> _Reader:
    if suffix in {".xls", ".xlsb", ".xlt", ".xltx", ".numbers"}:
        raise refusal("grid.old_format", seen=suffix)
    if suffix not in _READERS:
        raise refusal("grid.suffix", seen=suffix or "-", known=", ".join(_READERS))
    reader: _Reader = import_module(f"rvc.lines.grids.{_READERS[suffix]}")
    return reader


def bytes_of(path: Path) -> bytes:
    """What a file holds; raises InputError if it cannot be read, is empty or too large."""
    try:
        with path.open("rb") as stream:
            whole = stream.read(min(os.fstat(stream.fileno()).st_size, MAX_BYTES))
            pieces = islice(iter(lambda: stream.read(_PIECE), b""), MAX_BYTES // _PIECE + 1)
            data = b"".join([whole, *pieces])
    except OSError as error:
        raise refusal("file.unreadable", reason=error.strerror or type(error).__name__) from None
    except ValueError as error:
        raise refusal("file.unreadable", reason=str(error)) from None
    if len(data) > MAX_BYTES:
        raise refusal("grid.too_large.file", limit=f"{MAX_BYTES // 2**20} MiB")
    if not data:
        raise refusal("grid.empty")
    return data
