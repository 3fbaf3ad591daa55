"""Tables as text: encodings, separators, quotation marks and rows of any length."""

from pathlib import Path

import pytest

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import Broken, Grid, read_grids

TEXT = "part;fracción\nÑ-1;8708.29\n"
ROWS = [["part", "fracción"], ["Ñ-1", "8708.29"]]


def grid_of(path: Path, content: bytes, name: str = "a.csv") -> Grid:
    """The one table of a file of these bytes, read without a warning."""
    (path / name).write_bytes(content)
    (grid,), problems = read_grids(path / name)
    assert problems == ()
    return grid


def refused(path: Path, content: bytes, name: str = "a.csv") -> Problem:
    """The one problem for which a file of these bytes is refused."""
    with pytest.raises(InputError) as error:
        grid_of(path, content, name)
    (problem,) = error.value.problems
    return problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode(tmp_path: Path, encoding: str) -> None:
    """Text in any Unicode encoding reads the same, with a mark at its beginning or without."""
    assert grid_of(tmp_path, TEXT.encode(encoding)).rows == ROWS


def test_windows_1252(tmp_path: Path) -> None:
    """Text that is not UTF-8 is read as Windows-1252, and a warning shows what came of it."""
    (tmp_path / "a.csv").write_bytes(TEXT.encode("cp1252"))
    (grid,), (warning,) = read_grids(tmp_path / "a.csv")
    assert grid.rows == ROWS
    assert (warning.warning, warning.code, warning.line) == (True, "grid.windows_1252", 1)
    assert "fracción" in warning.text


@pytest.mark.parametrize(
    ("content", "line"), [(TEXT.encode() + b"\xe9;1\n", 3), (b"\xef\xbb\xbfa\n\xe9", 2), (b"a\n\n\x81;1\n", 3)]
)
def test_no_encoding(tmp_path: Path, content: bytes, line: int) -> None:
    """Text that is mostly UTF-8, is marked as UTF-8, or fits no encoding is refused by line, not read askew."""
    problem = refused(tmp_path, content)
    assert (problem.code, problem.line) == ("grid.encoding", line)


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2\n2,5;3\n", [["a", "b"], ["1,5", "2"], ["2,5", "3"]]),
        ("a\tb\n1,5\t2;\n", [["a", "b"], ["1,5", "2;"]]),
        ("Report, 2026\n\na;b;c\n1;2,0;3\n", [["Report, 2026"], [], ["a", "b", "c"], ["1", "2,0", "3"]]),
        ('a,b\n"x, y; z",2\n', [["a", "b"], ["x, y; z", "2"]]),
        ("only\none\n", [["only"], ["one"]]),
    ],
)  # fmt: skip
def test_separators(tmp_path: Path, content: str, rows: list[list[str]]) -> None:
    """Comma, semicolon and tab are told apart by the rows, not by the first line alone."""
    assert grid_of(tmp_path, content.encode()).rows == rows


def test_two_separators_alike(tmp_path: Path) -> None:
    """Where two separators would give every row as many cells, the file is refused; a first line sep= settles it."""
    text = "a,x;b\n1,5;2\n"
    assert refused(tmp_path, text.encode()).code == "grid.delimiter"
    grid = grid_of(tmp_path, f"sep=;\r\n{text}".encode())
    assert (grid.first_row, grid.rows) == (2, [["a,x", "b"], ["1,5", "2"]])


def test_tab_by_name(tmp_path: Path) -> None:
    """In a .tsv file only tabs separate."""
    assert grid_of(tmp_path, b"a,b,c\n1,2,3\n", "a.tsv").rows == [["a,b,c"], ["1,2,3"]]


def test_rows_of_any_length(tmp_path: Path) -> None:
    """Rows keep their own length; blank cells at the end and blank rows around are left out, and numbers hold."""
    grid = grid_of(tmp_path, b"\n,,\na,b,c\n1\n\n1,2,3,4,,\n,x\n\n\n")
    assert grid.first_row == 3
    assert grid.rows == [["a", "b", "c"], ["1"], [], ["1", "2", "3", "4"], [None, "x"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_newlines(tmp_path: Path, end: str) -> None:
    """A line break inside quotation marks belongs to the cell, and the next row has the next number."""
    grid = grid_of(tmp_path, f'a,b{end}"x{end}y ""z""",2{end}3,4{end}'.encode())
    assert grid.rows == [["a", "b"], [f'x{end}y "z"', "2"], ["3", "4"]]


@pytest.mark.parametrize(("content", "row"), [(b'a,b\n"1/2" bolt,2\n', 2), (b'a,b\n1,2\n"open,2\n3,4\n', 3)])
def test_quotation_marks_that_do_not_match(tmp_path: Path, content: bytes, row: int) -> None:
    """A quotation mark that would swallow or drop what follows is refused by row."""
    problem = refused(tmp_path, content)
    assert (problem.code, problem.row) == ("grid.quotes", row)


def test_inches(tmp_path: Path) -> None:
    """A quotation mark in the middle of a cell is an inch."""
    assert grid_of(tmp_path, b'a,b\nbolt 1/2",2\n').rows[1] == ['bolt 1/2"', "2"]


def test_cells_stay_text(tmp_path: Path) -> None:
    """No cell is taken for a number, a day or a truth, and errors are not blank."""
    row = grid_of(tmp_path, b"a,b,c,d,e,f\n007.50,1e5,TRUE,2026-01-02,#N/A, \n").rows[1]
    assert row == ["007.50", "1e5", "TRUE", "2026-01-02", Broken("error_value", "#N/A"), " "]


def test_control_characters(tmp_path: Path) -> None:
    """A cell with a zero or another control character is broken, and the rest of the file reads."""
    rows = grid_of(tmp_path, b"a,b\n12\x0034,x\n5,\x1by\n").rows
    assert rows == [["a", "b"], [Broken("characters", "12\x0034"), "x"], ["5", Broken("characters", "\x1by")]]


def test_too_many_columns(tmp_path: Path) -> None:
    """A row with more columns than a spreadsheet has is refused by row."""
    problem = refused(tmp_path, b"a,b\n" + b"1," * 16384 + b"1\n")
    assert (problem.code, problem.row) == ("grid.too_large.columns", 2)


def test_too_many_cells(tmp_path: Path) -> None:
    """A file of separators only is refused before its cells are made."""
    assert refused(tmp_path, b"," * 20_000_001).code == "grid.too_large.cells"
