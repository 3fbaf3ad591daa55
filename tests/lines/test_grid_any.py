"""Whatever a file holds: cells, or problems in words; and no number that comes back as another number."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rvc.base.errors import InputError
from rvc.lines.grids.grid import Broken, number_cell, read_grids
from tests.lines.corpus.packed import ods_parts, ods_table, pack, xlsx_parts

CORPUS = Path(__file__).parent / "corpus"
CELLS = (str, Decimal, bool, date, datetime, Broken)
CHEAP = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15).map(float)


def read(path: Path) -> None:
    """Read a file: it gives cells of the known kinds, or is refused in one line each."""
    try:
        grids, problems = read_grids(path)
    except InputError as error:
        problems, grids = error.problems, []
        assert problems
    for problem in problems:
        assert "\n" not in str(problem)
    for grid in grids:
        assert all(cell is None or isinstance(cell, CELLS) for row in grid.rows for cell in row)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.xlsx", "a.xlsm", "a.ods", "a.parquet", "a.xls", "a"])
@given(content=st.binary(max_size=400) | st.text('a,;\t"\n\r1é\x00', max_size=80).map(str.encode))
@example(content=b"PK\x05\x06" + b"\0" * 18)
@example(content=b"PK\x03\x04" + b"\0" * 40)
@example(content=b"PAR1" + b"\xff" * 20 + b"PAR1")
@example(content=b"\xff\xfe\x00")
@CHEAP
def test_any_bytes(tmp_path: Path, name: str, content: bytes) -> None:
    """Any bytes under any name are read or refused; no other error comes out."""
    path = tmp_path / name
    path.write_bytes(content)
    read(path)


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods"])
@given(data=st.data())
@CHEAP
def test_spoiled_bytes(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """A workbook with any bytes altered is read or refused."""
    spoiled = bytearray((CORPUS / name).read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(spoiled) - 1), min_size=1, max_size=4)):
        spoiled[at] = data.draw(st.integers(0, 255))
    (tmp_path / name).write_bytes(spoiled)
    read(tmp_path / name)


ROWS = ("<row>", "</row>", '<row r="2">', '<c r="B2" t="s">', '<c r="A1" t="b" s="1">', '<c t="d">', "<c>", "</c>")
INSIDE = ("<v>", "</v>", "<f>", "</f>", "<is>", "</is>", "<t>", "</t>", "<rPh>", "</rPh>", "1", "x", "-1", "1e999")
ODDITIES = ("</sheetData>", "<sheetData>", "<!-- -->", "<![CDATA[1]]>", "&#1;", "&lt;", "&x;", "_xD800_")
TABLES = ("<table:table-row>", "</table:table-row>", '<table:table-cell office:value-type="float" office:value="1">')
TEXTS = ("</table:table-cell>", "<text:p>", "</text:p>", '<text:s text:c="3"/>', '<table:table table:name="T">')
ASIDES = ("<office:annotation>", "</office:annotation>", "<draw:a>", "</draw:a>", "</table:table>")
XML = st.lists(st.sampled_from(ROWS + INSIDE + ODDITIES + TABLES + TEXTS + ASIDES), max_size=14).map("".join)


@given(rows=XML)
@CHEAP
def test_any_elements(tmp_path: Path, rows: str) -> None:
    """Elements in any order are read or refused, in both forms."""
    read(pack(tmp_path / "a.xlsx", xlsx_parts(rows, formats=("yyyy",), strings="<si><t>x</t></si>")))
    read(pack(tmp_path / "a.ods", ods_parts(ods_table(rows))))


def xlsx_cells(numbers: list[float]) -> str:
    """A row for each number, as a workbook writes it."""
    return "".join(f"<row><c><v>{number!r}</v></c></row>" for number in numbers)


def ods_cells(numbers: list[float]) -> str:
    """The same for the other form."""
    cell = '<table:table-row><table:table-cell office:value-type="float" office:value="{!r}"/></table:table-row>'
    return "".join(cell.format(number) for number in numbers)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.xlsx", lambda numbers: xlsx_parts(xlsx_cells(numbers))),
        ("a.ods", lambda numbers: ods_parts(ods_table(ods_cells(numbers)))),
    ],
)
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=8))
@CHEAP
def test_no_number_becomes_another(
    tmp_path: Path, name: str, write: Callable[[list[float]], dict[str, str | bytes]], numbers: list[float]
) -> None:
    """Every number that a workbook stores comes back as the same double, in its shortest digits."""
    (grid,), _ = read_grids(pack(tmp_path / name, write(numbers)))
    cells = [row[0] for row in grid.rows]
    assert all(type(cell) is Decimal for cell in cells)
    assert [float(str(cell)) for cell in cells] == numbers
    assert [cell.normalize() for cell in cells if isinstance(cell, Decimal)] == [
        Decimal(repr(number)).normalize() for number in numbers
    ]


@given(written=st.text("0123456789+-.,eE _x", max_size=12))
@CHEAP
def test_a_text_is_a_number_or_broken(written: str) -> None:
    """What a cell of a number holds is that number, or broken: never a part of it."""
    cell = number_cell(written)
    if isinstance(cell, Decimal):
        assert float(written) == float(str(cell))
        assert not set(written) & set(",_x ")
    else:
        assert cell == Broken("malformed", written)


@given(rows=st.lists(st.lists(st.text("ab1,;.\"\n é'", min_size=1, max_size=6), min_size=2, max_size=4), max_size=6))
@CHEAP
def test_any_table_as_text(tmp_path: Path, rows: list[list[str]]) -> None:
    """A table written as CSV with tabs reads back cell by cell."""
    quoted = ("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path = tmp_path / "a.tsv"
    path.write_bytes(("\n".join(quoted) + "\n").encode())
    (grid,), _ = read_grids(path)
    assert grid.rows == rows
