"""Tables as text: CSV, TSV and the like, in the encodings and with the separators that exports use.

Every cell stays text: what a comma or a point means is decided for a whole column, and not here.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO, TextIOWrapper
from itertools import islice

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import CONTROLS, ERRORS, MAX_CELLS, MAX_COLUMNS, Grid, Source, refusal, text_cell

__all__ = ["encoding_of", "read", "separator_of"]

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_BINARY = (b"PK\x03\x04", b"PAR1", b"%PDF", b"\x1f\x8b", b"\x89PNG")
_LETTER_IN_UTF_8 = re.compile(rb"[\xc2-\xc5][\x80-\xbf]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DIRECTIVE = re.compile(r"\ufeff?sep=([,;\t|])\r?\n?", re.IGNORECASE)
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SAMPLE_ROWS, _SAMPLE_BYTES = 200, 2**18


def read(source: Source) -> tuple[list[Grid], list[Problem]]:
    """The one table of the file; row numbers count records, as a spreadsheet does."""
    encoding, problems = encoding_of(source)
    stream = TextIOWrapper(BytesIO(source.data), encoding, newline="")
    directive = _DIRECTIVE.fullmatch(stream.readline(10))
    if directive is None:
        stream.seek(0)
    separator = directive[1] if directive else separator_of(source, encoding)
    bounds = [separator, "\n", "\r"]
    if sum(source.data.count(sign.encode()) for sign in bounds) > MAX_CELLS:
        raise refusal("grid.too_large.cells", limit=f"{MAX_CELLS:,}")
    text = source.data.decode(encoding)
    has_errors = ("#" in text or "Err:" in text) and ERRORS.search(text) is not None
    plain = not has_errors and CONTROLS.search(text) is None
    del text
    rows = _rows(stream, separator, 2 if directive else 1, plain=plain)
    above = next((at for at, row in enumerate(rows) if row), 0)
    first_row = above + (2 if directive else 1)
    return [Grid(source.file, "", hidden=False, rows=rows[above:], first_row=first_row)], problems


def encoding_of(source: Source) -> tuple[str, list[Problem]]:
    """The encoding by its mark, by its zeros or by what can be read; a warning where it was chosen."""
    data = source.data
    if data.startswith(_BINARY):
        raise refusal("grid.not_text")
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    encoding = marked or _wide(data[:4096]) or "utf-8"
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        if encoding != "utf-8" or _LETTER_IN_UTF_8.search(data):
            raise InputError([Problem("grid.encoding", line=line)]) from None
    else:
        return encoding, []
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError([Problem("grid.encoding", line=line)]) from None
    sign = _NOT_ASCII.search(text)
    at = sign.start() if sign else 0
    seen = " ".join(CONTROLS.sub(" ", text[max(0, at - 15) : at + 15]).split())
    return "cp1252", [Problem("grid.windows_1252", {"seen": seen}, file=source.file, line=line, warning=True)]


def _wide(beginning: bytes) -> str | None:
    """UTF-16 without a mark: text whose every other byte is zero."""
    half = len(beginning) // 2
    odd, even = beginning[1::2].count(0), beginning[0::2].count(0)
    if odd * 10 >= half * 7 and not even and half:
        return "utf-16-le"
    if even * 10 >= half * 7 and not odd and half:
        return "utf-16-be"
    return None


def separator_of(source: Source, encoding: str) -> str:
    """The sign that gives most of the first rows the same number of cells, and of several such the most cells."""
    if source.suffix == ".tsv":
        return "\t"
    sample = source.data[:_SAMPLE_BYTES].decode(encoding, "ignore")
    found = {}
    for sign in _SEPARATORS:
        rows = csv.reader(_lines(sample), delimiter=sign)
        try:
            widths = Counter(len(row) for row in islice(rows, _SAMPLE_ROWS) if len(row) > 1)
        except csv.Error:
            continue
        if widths:
            found[sign] = max((rows, width) for width, rows in widths.items())
    best = max(found.values(), default=None)
    equal = [sign for sign, score in found.items() if score == best]
    if len(equal) > 1:
        raise refusal("grid.delimiter", seen=", ".join(_SEPARATORS[sign] for sign in equal))
    return equal[0] if equal else ","


def _lines(text: str) -> Iterable[str]:
    return TextIOWrapper(BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass", newline="")


def _rows(stream: TextIOWrapper, separator: str, first: int, *, plain: bool) -> list[list[object]]:
    """Every record with blank cells as None; `plain` if no cell of the file needs a closer look."""
    reader = csv.reader(stream, delimiter=separator, strict=True)
    rows: list[list[object]] = []
    try:
        for record in reader:
            if record and not record[-1]:
                _trim(record)
            if len(record) > MAX_COLUMNS:
                problem = Problem("grid.too_large.columns", {"limit": f"{MAX_COLUMNS:,}"}, row=first + len(rows))
                raise InputError([problem])
            if not plain:
                rows.append([text_cell(cell) for cell in record])
            elif "" in record:
                rows.append([cell or None for cell in record])
            else:
                rows.append([*record])
    except csv.Error as error:
        problem = Problem("grid.quotes", {"reason": str(error)}, line=reader.line_num, row=first + len(rows))
        raise InputError([problem]) from None
    _trim(rows)
    return rows


def _trim(cells: list[str] | list[list[object]]) -> None:
    """Leave out what is blank at the end."""
    while cells and not cells[-1]:
        cells.pop()
