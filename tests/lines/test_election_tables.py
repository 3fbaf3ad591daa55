"""Tables of elections: the same elections as a file states, by row, in English and Spanish, with problems by cell."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from rvc.base.errors import InputError
from rvc.lines.averaging.read import read_elections
from rvc.lines.tables.options import TableOptions
from tests.lines.elections import file, member, of, vehicle

ROWS = [
    ["subject", "category", "basis", "period", "from", "to", "fiscal_year_from", "fiscal_year_to", "exported_to",
     "filed_with", "filed_on", "good_id", "units", "model_line", "model_name", "plant", "added_on"],
    ["vehicle", "class_plant", "all", "fiscal_year", "2026-01-01", "2026-12-31", "2026-01-01", "2026-12-31", "US; CA",
     "US; CA", "2025-12-22", "A", "100", "L", "A", "P", ""],
    ["", "", "", "", "", "", "", "", "", "", "", "B", "250", "L", "B", "P", "2026-05-14"],
]  # fmt: skip
SPANISH = [
    ["Objeto del promedio", "Categoría", "Base", "Periodo", "Desde", "Hasta", "Inicio del ejercicio fiscal",
     "Fin del ejercicio fiscal", "Exportado a", "Presentada ante", "Fecha de presentación", "Bien", "Unidades",
     "Línea de modelo", "Nombre del modelo", "Planta", "Agregado el"],
    ["vehículos", "clase y planta", "todos", "ejercicio fiscal", "01/01/2026", "31/12/2026", "01/01/2026", "31/12/2026",
     "US; CA", "US; CA", "22/12/2025", "A", "100", "L", "A", "P", ""],
    ["", "", "", "", "", "", "", "", "", "", "", "B", "250", "L", "B", "P", "14/05/2026"],
]  # fmt: skip
Rows = list[list[str]]


def stated() -> dict[str, Any]:
    """The election of both tables."""
    both = ["US", "CA"]
    goods = member("A"), member("B", 250, added_on="2026-05-14")
    return vehicle(*goods, exported_to=both, filed_with=both)


def csv(folder: Path, rows: Rows, name: str = "elections.csv") -> Path:
    """The rows as a file parted by semicolons, with quotes around what holds one."""
    path = folder / name
    quoted = ([f'"{cell}"' if ";" in cell else cell for cell in row] for row in rows)
    path.write_text("\n".join(";".join(row) for row in quoted), encoding="utf-8")
    return path


def xlsx(folder: Path, rows: Rows) -> Path:
    """The rows as a workbook, among other sheets."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "elections"
    for row in rows:
        sheet.append([cell or None for cell in row])
    path = folder / "elections.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("written", [csv, xlsx])
@pytest.mark.parametrize("rows", [ROWS, SPANISH], ids=["en", "es"])
def test_a_table_states_what_a_file_does(tmp_path: Path, written: Any, rows: Rows) -> None:  # noqa: ANN401 - a function
    """A row a good; what stands above of the election holds for the rows below."""
    assert read_elections(written(tmp_path, rows)).elections == read_elections(file(stated())).elections


def test_an_election_may_stand_in_every_row(tmp_path: Path) -> None:
    """Rows that repeat what others state say nothing new."""
    rows = [ROWS[0], ROWS[1], [*ROWS[1][:11], *ROWS[2][11:]]]
    assert read_elections(csv(tmp_path, rows)).elections == read_elections(file(stated())).elections


def test_several_elections_have_names(tmp_path: Path) -> None:
    """Rows of one name are one election; a row without a name goes with the row above."""
    parts = ["part", "same_plant", "all", "month", "2026-02-01", "2026-02-28"]
    rows = [
        ["election", *ROWS[0]], ["1", *ROWS[1]], ["", *ROWS[2]],
        ["2", *parts, *[""] * 5, "C", "7", "", "", "P", ""],
        ["1", *[""] * 11, "D", "9", "L", "D", "P", ""],
    ]  # fmt: skip
    expected = stated()
    expected["goods"].append(member("D", 9))
    month = of("part", {"id": "C", "units": 7, "plant": "P"}, category="same_plant", period="month")
    month = {key: value for key, value in month.items() if not key.startswith("fiscal_year")}
    month |= {"from": "2026-02-01", "to": "2026-02-28"}
    assert read_elections(csv(tmp_path, rows)).elections == read_elections(file(expected, month)).elections


def slip(row: int, column: str, cell: str) -> Rows:
    """The table with one cell changed."""
    rows = [list(each) for each in ROWS]
    rows[row][ROWS[0].index(column)] = cell
    return rows


@pytest.mark.parametrize(
    ("rows", "code", "row", "column"),
    [
        (slip(2, "period", "month"), "averaging.rows_differ", 3, "D"),
        (slip(1, "filed_on", "2025-12-23"), "averaging.late", 2, "K"),
        (slip(2, "units", "1.5"), "averaging.whole_units", 3, "M"),
        (slip(2, "good_id", "A"), "averaging.good_twice", 3, "L"),
        (slip(2, "good_id", ""), "form.row_without_key", 3, ""),
        (slip(1, "units", "many"), "column.number", 2, "M"),
        (slip(1, "subject", "wheels"), "choice.unknown", 2, "A"),
        (slip(0, "basis", "whatever"), "column.missing", 1, ""),
        (ROWS[:1], "form.no_lines", 1, ""),
    ],
)
def test_a_problem_names_its_cell(tmp_path: Path, rows: Rows, code: str, row: int, column: str) -> None:
    """What is wrong with an election stands at the row and column that state it."""
    with pytest.raises(InputError) as refused:
        read_elections(csv(tmp_path, rows))
    found = [(problem.row, problem.column) for problem in refused.value.problems if problem.code == code]
    assert found == [(row, column)], refused.value.problems


def test_dates_are_read_as_the_caller_says(tmp_path: Path) -> None:
    """Where no day tells the order of day and month, the option does."""
    rows = [list(row) for row in ROWS]
    for name, cell in (("filed_on", "01/02/2025"), ("added_on", "")):
        rows[1][ROWS[0].index(name)] = cell
        rows[2][ROWS[0].index(name)] = ""
    path = csv(tmp_path, rows)
    (read,) = read_elections(path, TableOptions(dates="dmy")).elections
    assert str(read.filed_on) == "2025-02-01"
    with pytest.raises(InputError):
        read_elections(path)
