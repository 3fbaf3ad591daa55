"""Files made to exhaust a reader: each is answered in bounded time, with bounded memory and in one line."""

import hashlib
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rvc.base.errors import InputError
from rvc.lines.grids.grid import read_grids
from tests.lines.corpus.packed import MAIN, ODF, ods_parts, ods_table, pack, xlsx_parts

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SHEET = "xl/worksheets/sheet1.xml"


@contextmanager
def bounded(seconds: float, mebibytes: float) -> Iterator[None]:
    """Hold what runs inside to a time and to a peak of memory."""
    tracemalloc.start()
    began = time.perf_counter()
    try:
        yield
        assert time.perf_counter() - began < seconds
        assert tracemalloc.get_traced_memory()[1] < mebibytes * 2**20
    finally:
        tracemalloc.stop()


def refused(path: Path) -> str:
    """The code of the one problem for which a file is refused, in little time and memory."""
    with bounded(20, 200), pytest.raises(InputError) as error:
        read_grids(path)
    (problem,) = error.value.problems
    assert "\n" not in str(problem)
    return problem.code


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_zip_bomb(tmp_path: Path, name: str) -> None:
    """A part that unpacks to hundreds of times its size is refused before it is unpacked."""
    bomb = b" " * (64 * 2**20)
    parts = xlsx_parts("") | {SHEET: bomb} if name == "a.xlsx" else ods_parts("") | {"content.xml": bomb}
    assert refused(pack(tmp_path / name, parts)) == "grid.too_large.unpacked"


def test_many_parts(tmp_path: Path) -> None:
    """A workbook of tens of thousands of parts is refused before its directory is read."""
    parts = xlsx_parts("") | {f"p{at}": b"" for at in range(10_001)}
    assert refused(pack(tmp_path / "a.xlsx", parts)) == "grid.too_large.parts"


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    """Two parts of one name could be read as either, so the file is refused."""
    assert refused(pack(tmp_path / "a.xlsx", xlsx_parts("") | {SHEET.upper(): b""})) == "grid.damaged"


def test_unknown_packing(tmp_path: Path) -> None:
    """A way of packing that spreadsheet programs do not use is refused."""
    assert refused(pack(tmp_path / "a.xlsx", xlsx_parts(""), zipfile.ZIP_LZMA)) == "grid.damaged"


@pytest.mark.parametrize(
    ("name", "part"),
    [("a.xlsx", SHEET), ("a.xlsx", "xl/strings.xml"), ("a.xlsx", "xl/workbook.xml"), ("a.ods", "content.xml")],
)
def test_billion_laughs(tmp_path: Path, name: str, part: str) -> None:
    """Entities are refused with the document type that declares them, in any part."""
    parts = xlsx_parts("") if name == "a.xlsx" else ods_parts("")
    parts[part] = f"{LAUGHS}<x>&b;</x>"
    assert refused(pack(tmp_path / name, parts)) == "grid.unsafe"


def test_endless_depth(tmp_path: Path) -> None:
    """Elements inside elements without end are refused."""
    deep = "".join(f"<a{at * 7919 % 1_000_003}>" for at in range(100_000))
    assert refused(pack(tmp_path / "a.xlsx", xlsx_parts(deep))) == "grid.unsafe"
    assert refused(pack(tmp_path / "a.xlsx", xlsx_parts("<row><c>" + "<c>" * 1000))) == "grid.damaged"
    assert refused(pack(tmp_path / "a.ods", {"content.xml": f"<x {ODF}>{deep}"})) == "grid.unsafe"


def test_one_endless_tag(tmp_path: Path) -> None:
    """A tag of megabytes is refused, not scanned again and again."""
    noise = hashlib.shake_256(b"noise").hexdigest(16 * 2**20).encode()
    parts = xlsx_parts("") | {SHEET: f"<worksheet {MAIN} x='".encode() + noise + b"'/>"}
    assert refused(pack(tmp_path / "a.xlsx", parts)) == "grid.unsafe"


def test_a_million_empty_rows(tmp_path: Path) -> None:
    """Formatted rows down to the last one are passed over in seconds, and the cells that count are read."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(f'<row r="{at}" ht="15"/>' for at in range(2, 1_048_577))
    path = pack(tmp_path / "a.xlsx", xlsx_parts(rows))
    began = time.perf_counter()
    (grid,), _ = read_grids(path)
    assert time.perf_counter() - began < 30
    assert grid.rows == [[1]]


def test_the_farthest_cells(tmp_path: Path) -> None:
    """A cell in the last row and the last column does not make the cells between."""
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    path = pack(tmp_path / "a.xlsx", xlsx_parts(far))
    with bounded(10, 50):
        (grid,), _ = read_grids(path)
    assert (len(grid.rows), grid.rows[-1][-1], len(grid.rows[-1])) == (1_048_576, 2, 16_384)


def test_too_many_cells(tmp_path: Path) -> None:
    """A sheet whose rows all reach to the last column is refused once the cells are too many."""
    rows = "".join(f'<row r="{at}"><c r="XFD{at}"><v>{at}</v></c></row>' for at in range(1, 2000))
    assert refused(pack(tmp_path / "a.xlsx", xlsx_parts(rows))) == "grid.too_large.cells"


@pytest.mark.parametrize(("rows", "columns", "code"), [
    (1_048_576, 16_384, "grid.too_large.cells"),
    (1_048_577, 1, "grid.damaged"),
    (1, 16_385, "grid.damaged"),
    (10**12, 1, "grid.damaged"),
])  # fmt: skip
def test_repeated_without_end(tmp_path: Path, rows: int, columns: int, code: str) -> None:
    """A cell repeated over more than a sheet, or over more cells than are read, is refused."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell>'
    table = ods_table(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')
    assert refused(pack(tmp_path / "a.ods", ods_parts(table))) == code
