"""The door for tables: kinds of cells, what is refused at the door, and files as a spreadsheet program writes them."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from rvc.base.errors import InputError
from rvc.lines.grids.grid import Broken, Percent, Table, column_name, number_cell, read_grids, text_cell

CORPUS = Path(__file__).parent / "corpus"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(path: Path) -> str:
    """The code of the one problem for which a file is refused."""
    with pytest.raises(InputError) as refused:
        read_grids(path)
    (problem,) = refused.value.problems
    assert problem.file == str(path)
    assert "\n" not in str(problem)
    return problem.code


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods"])
def test_every_kind_of_cell(name: str) -> None:
    """Texts, numbers, percents, days, truths and errors each come back as what they are, from both forms alike."""
    (parts, lists, deep), problems = read_grids(CORPUS / name)
    assert problems == ()
    assert (parts.sheet, parts.hidden, parts.first_row) == ("parts", False, 1)
    assert parts.merged == ((1, 0, 1, 2),)
    title, blank, kinds, _, results, more = parts.rows
    assert (title, blank) == (["Title"], [])
    assert kinds[:7] == ["text", "007.50", Decimal("0.1"), Percent("0.75"), date(2026, 2, 1),
                         datetime(2026, 2, 1, 13, 5), True]  # fmt: skip  # noqa: DTZ001
    assert [type(cell) for cell in kinds[2:7]] == [Decimal, Percent, date, datetime, bool]
    assert isinstance(kinds[7], Broken)
    assert kinds[7].code == "time_of_day"
    assert kinds[8:] == [Decimal("8703.23"), Decimal("1234.5")]
    assert results == [Decimal(2), Broken("error_value", "#N/A"), None, "xy", Broken("error_value", "#DIV/0!"), True]
    assert more[:5] == ["x\nnew  line é ñ", "rich", Decimal("-5.5"), Decimal(10**22), date(1900, 3, 1)]
    assert (lists.hidden, lists.first_row, lists.rows) == (True, 7, [[None, None, "hidden"]])
    assert (deep.hidden, deep.rows) == (True, [])


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods"])
def test_one_sheet_by_name(name: str) -> None:
    """A sheet is found by its name in any case; a name that no sheet has is refused with the names there are."""
    (grid,), _ = read_grids(CORPUS / name, sheet="LISTS")
    assert grid.sheet == "lists"
    with pytest.raises(InputError, match="parts, lists, deep"):
        read_grids(CORPUS / name, sheet="list")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF", "grid.suffix"),
        ("a", b"x", "grid.suffix"),
        ("a.xls", COMPOUND, "grid.old_format"),
        ("a.xlsb", b"PK\x03\x04", "grid.old_format"),
        ("renamed.xlsx", COMPOUND + b"W\0o\0r\0k\0b\0o\0o\0k\0", "grid.old_format"),
        ("locked.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "grid.encrypted"),
        ("locked.csv", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "grid.encrypted"),
        ("empty.csv", b"", "grid.empty"),
        ("a.xlsx", b"part_number,hs\n", "grid.not_workbook"),
        ("a.ods", b"<html>", "grid.not_workbook"),
        ("a.csv", b"PK\x03\x04\x14\x00", "grid.not_text"),
        ("a.csv", b"PAR1xxxxPAR1", "grid.not_text"),
        ("a.parquet", b"part_number,hs\n", "grid.damaged"),
    ],
)
def test_refused_at_the_door(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    """A file that is not what its name says, or that no reader takes, is refused with one line that says what to do."""
    path = tmp_path / name
    path.write_bytes(content)
    assert code_of(path) == code


def test_no_such_file(tmp_path: Path) -> None:
    """A file that is missing, or is a folder, is refused in words."""
    assert code_of(tmp_path / "missing.csv") == "file.unreadable"
    (tmp_path / "folder.csv").mkdir()
    assert code_of(tmp_path / "folder.csv") == "file.unreadable"


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods"])
def test_cut_off_anywhere(tmp_path: Path, name: str) -> None:
    """A workbook cut off at any place is refused as damaged."""
    whole = (CORPUS / name).read_bytes()
    path = tmp_path / name
    for length in range(4, len(whole), 997):
        path.write_bytes(whole[:length])
        assert code_of(path) == "grid.damaged"


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_column_names(index: int, letters: str) -> None:
    """Columns are lettered as spreadsheets letter them."""
    assert column_name(index) == letters


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("5", "5"),
        ("-0", "0"),
        ("1E-3", "0.001"),
        ("0.10000000000000001", "0.1"),
        ("8703.2299999999996", "8703.23"),
        ("1.5E+16", "15000000000000000"),
        ("1e22", "10000000000000000000000"),
    ],
)
def test_numbers_as_shortest_decimals(written: str, digits: str) -> None:
    """A number is the shortest decimal of the double that a workbook stores, in plain digits."""
    assert str(number_cell(written)) == digits


@pytest.mark.parametrize("written", ["", "nan", "inf", "1_000", "1,5", " 1", "٣", "0x10", "1e999", "--1"])
def test_what_is_no_number(written: str) -> None:
    """What is not a finite number in ASCII digits is broken, not some number."""
    assert number_cell(written) == Broken("malformed", written)


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#DIV/0!", "#¡VALOR!", "#¿NOMBRE?", "#N/D", "Err:502"])
def test_errors_in_text(shown: str) -> None:
    """A text that is an error of a spreadsheet, in English or Spanish, is an error value; one with more is not."""
    assert text_cell(shown) == Broken("error_value", shown)
    assert text_cell(f"{shown} ") == f"{shown} "
    assert text_cell("Part #") == "Part #"


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x7f", "\x85", "\ud800"])
def test_control_characters(sign: str) -> None:
    """A text with control characters or broken letters is broken and can be told in one line."""
    cell = text_cell(f"8703{sign}23")
    assert isinstance(cell, Broken)
    problem = cell.problem("f.csv", "", 3, "B")
    assert str(problem).startswith("f.csv, row 3, column B: The text ")
    assert str(problem).replace("…", "").isprintable()


@pytest.mark.parametrize(
    "code", ["error_value", "uncalculated", "time_of_day", "no_such_day", "characters", "nested", "malformed"]
)
def test_broken_cells_have_words(code: str) -> None:
    """Each reason for a broken cell has its words."""
    assert str(Broken(code, "x").problem("f", "S", 1, "A")).startswith("f, sheet S, row 1, column A: ")


def test_rows_keep_their_numbers() -> None:
    """Blank rows above are left out, blank rows between are kept, and a table above the limit is refused."""
    table = Table()
    table.add(5, ["a"])
    table.add(8, ["b"], 2)
    assert (table.first_row, table.rows) == (5, [["a"], [], [], ["b"], ["b"]])
    with pytest.raises(InputError, match="20,000,000"):
        table.add(10, ["x"] * 21, 1_000_000)
