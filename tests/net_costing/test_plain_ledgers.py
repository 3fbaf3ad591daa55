"""The reader in columns against the reader of tables: what it reads it reads alike, and what is not plain it leaves."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rvc.base.errors import InputError
from rvc.lines.tables import ledger as tables
from rvc.lines.tables.ledger import read_ledger
from rvc.lines.tables.ledger_csv import read_plain
from rvc.lines.tables.options import TableOptions

Rows = list[tuple[object, ...]]
Read = tuple[Rows, Rows, dict[str, str]] | list[str]
HEAD = "account,amount,category,good\n"


def general(path: Path, options: TableOptions, monkeypatch: pytest.MonkeyPatch) -> Read:
    """What the reader of tables makes of a file."""
    with monkeypatch.context() as patch:
        patch.setattr(tables, "read_plain", lambda *_: None)
        return found(path, options)


def found(path: Path, options: TableOptions) -> Read:
    """The lines of a ledger, its days and the letters of its columns, or the codes of its problems with their cells."""
    try:
        (ledger,) = read_ledger(path, options)
    except InputError as error:
        return [f"{problem.code} {problem.row} {problem.column}" for problem in error.problems]
    return ledger.frame.rows(), ledger.days.rows(), dict(ledger.letters)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (HEAD + "1,5,period,A\n2,-5.25,period,A\n", True),
        (HEAD + '1,"1,234.50",period,A\n2,12,period,A\n', True),
        (HEAD + " 1 , 5 ,period, A \n", True),
        (HEAD + "1,5,period,A\n1,6,period, A\n", True),
        (HEAD + "1,5,period,A\nTotal,5,,\n", True),
        (HEAD + "1,5,period,A\n Total ,5,,\n", True),
        (HEAD + "1,5,period,A\nTotal,5,period,\n", False),
        (HEAD + "1,,period,A\nTotal,5,,\n", False),
        (HEAD + "1,5,period,A\nTotal,6,,\n", False),
        (HEAD + "1,5,period,A\n\n2,5,period,A\n", False),
        (HEAD + "1,5,period,A\n\n\n", True),
        (HEAD + "1,1.234,period,A\n", False),  # a thousand, or one and a bit
        (HEAD + "1,1.234,period,A\n2,1.23,period,A\n", True),
        (HEAD + '1,"1.234,50",period,A\n', True),
        (HEAD + "1,(5),period,A\n2,5-,period,A\n", True),
        (HEAD + "1,,period,A\n", False),
        (HEAD + "1,x,period,A\n", False),
        (HEAD + "1,0.1234567,period,A\n", False),
        (HEAD + "1,1234567890123,period,A\n", False),
        (HEAD + "1,#N/A,period,A\n", False),
        (HEAD + '"=""001""",5,period,A\n', False),
        (HEAD + "Note: end,5,period,A\n1,5,period,A\n", False),
        ("Books of 2026,,,\n" + HEAD + "1,5,period,A\n", False),
        (HEAD + HEAD + "1,5,period,A\n", False),
        ("account,debit,credit\n1,5,\n1,,2.5\nTotal,5,2.5\n", True),
        ("account,debit,credit,amount\n1,5,1,4\n", True),
        ("account,debit,credit,amount\n1,5,1,3\n", False),
        ("account,amount (USD)\n1,5\n", False),
        ("account,amount,remark\n1,5,x\n", False),
        ("cuenta;importe;categoría\n1;1.234,50;gastos del periodo\n", True),
        (HEAD + "1,5,period,Ñ\n", True),
        (HEAD + "1,5,period,A\x01\n", False),
        ("account,amount,posted_on\n1,5,2026-01-02\n", True),
        ("account,amount,posted_on\n1,5,2026-01-02\n1,5,\n1,5,2026-01-03\n1,5,2026-01-02\nTotal,20,\n", True),
        ("account,amount,posted_on\n1,5,2026-01-02\n1,5,  \n1,5, 2026-01-02\n", True),
        ("account,amount,posted_on\n1,5,31/01/2026\n", True),
        ("account,amount,posted_on\n1,5,01/02/2026\n", False),
        (HEAD, False),
    ],
)
def test_plain_or_not_the_lines_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, *, plain: bool
) -> None:
    """Each file gives the same lines or the same problems by either reader; the quick one takes the plain ones."""
    path = tmp_path / "ledger.csv"
    path.write_bytes(text.encode())
    options = TableOptions()
    assert found(path, options) == general(path, options, monkeypatch)
    assert (read_plain(path, options) is not None) == plain


def test_lines_that_say_the_same_are_one(tmp_path: Path) -> None:
    """Of lines alike beside amount and day there is the first row, how many they are and what they come to."""
    path = tmp_path / "ledger.csv"
    lines = ("1,5,A,2026-01-02", "2,7,A,2026-01-02", "1,-1.5,A,2026-01-03", "1,1,B,", "1,0.25, A ,2026-01-02")
    path.write_text("\n".join(("account,amount,good,posted_on", *lines)), encoding="utf-8")
    (ledger,) = read_ledger(path)
    alike = [tuple(map(str, row)) for row in ledger.frame.select("row", "amount", "lines", "account", "good").rows()]
    assert alike == [
        ("2", "3.750000", "3", "1", "A"),
        ("3", "7.000000", "1", "2", "A"),
        ("5", "1.000000", "1", "1", "B"),
    ]
    assert ledger.days.rows() == [("2026-01-02", 2, 3), ("2026-01-03", 4, 1)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_marked_encoding_is_read_in_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """What Excel saves as Unicode text, or with a mark, is plain as well, and its letters are what they were."""
    path = tmp_path / "ledger.csv"
    path.write_bytes((HEAD + "1,5,period,Ñandú\n2,1.25,period,\n").encode(encoding))
    options = TableOptions()
    assert read_plain(path, options) is not None
    assert found(path, options) == general(path, options, monkeypatch)


@pytest.mark.parametrize("cell", ["A\rB", "Err:502", "A\x85"])
def test_a_cell_that_is_not_what_it_seems_is_left_to_the_reader_of_tables(tmp_path: Path, cell: str) -> None:
    """A stray end of line, an error value, a control character: whatever column they stand in."""
    path = tmp_path / "ledger.csv"
    path.write_bytes(f"account,amount,category,account_name\n1,5,period,{cell}\n".encode())
    assert read_plain(path, TableOptions()) is None


CELLS = st.sampled_from(
    ["1", "-2", "3.5", "1.234", "1,234", "1,234.5", "1.234,5", "(4)", "", " 7", "x", "0012.50", "5%"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "02", " 3", "Total", "n", ""]), CELLS, st.sampled_from(["A", "", " B "])),
        max_size=6,
    ),
    st.sampled_from([None, "point", "comma"]),
    st.sampled_from([",", ";"]),
)
def test_any_ledger_is_read_alike(rows: list[tuple[str, str, str]], decimal: str | None, by: str) -> None:
    """No cell is read as another number by the quick reader, whatever stands around it."""
    lines = [
        by.join(f'"{cell}"' if by in cell else cell for cell in row) for row in [("account", "amount", "good"), *rows]
    ]
    options = TableOptions(decimal=decimal)  # type: ignore[arg-type]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "ledger.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert found(path, options) == general(path, options, patch)
