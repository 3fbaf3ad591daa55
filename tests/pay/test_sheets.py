"""A payroll reads the same in every form: plain columns and cell by cell, in two languages, files and frames."""

import csv
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

import rvc
from rvc.base.errors import InputError
from rvc.lines.grids.columns_csv import text_columns
from rvc.pay.average import average
from rvc.pay.sheets import Sheet, read_sheet
from tests.pay.payrolls import LINE, line, written

SAMPLE = Path(__file__).parents[2] / "sample_boms" / "payroll.csv"
ROWS = list(csv.reader(SAMPLE.read_text(encoding="utf-8").splitlines()))
SPANISH = (
    "Planta", "País", "Desde", "Hasta", "No. de empleado", "Tipo de trabajador", "Horas directas", "Otras horas",
    "Horas de descanso", "Horas extra", "Base de pago", "Salario base", "Unidades pagadas", "Primas", "Prestaciones",
    "Moneda",
)  # fmt: skip
WORDS = {
    "production": "Producción directa", "agency": "Agencia", "management": "Gerencia", "supervisor": "Líder de equipo",
    "intern_with_agreement": "becario con convenio", "intern_without_agreement": "Becario sin convenio",
    "research_development": "I+D", "skilled_trades": "Oficios", "hourly": "por hora", "daily": "Diario",
    "weekly": "Semanal", "monthly": "Mensual", "piece_rate": "A destajo", "gross": "Bruto", "MX": "México",
    "US": "Estados Unidos",
}  # fmt: skip


def _semicolons(folder: Path) -> Path:
    path = folder / "p.csv"
    rows = [ROWS[0], *([_comma(cell) for cell in row] for row in ROWS[1:])]
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


def _comma(cell: str) -> str:
    return cell.replace(".", ",") if cell.replace(".", "").isdigit() else cell


def _spanish(folder: Path) -> Path:
    path = folder / "p.csv"
    rows = [SPANISH, *([WORDS.get(cell, cell).removeprefix("A ") for cell in row] for row in ROWS[1:])]
    with path.open("w", newline="", encoding="cp1252") as stream:
        csv.writer(stream).writerows([["Nómina del trimestre"], [], *rows])
    return path


def _quoted(folder: Path) -> Path:
    path = folder / "p.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(ROWS)
    return path


def _xlsx(folder: Path) -> Path:
    path = folder / "p.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            for place, cell in enumerate(row):
                if cell.replace(".", "").isdigit():
                    sheet.write_number(number, place, float(cell))
                else:
                    sheet.write_string(number, place, cell)
    return path


def _frame() -> pl.DataFrame:
    return pl.DataFrame(dict(zip(ROWS[0], map(list, zip(*ROWS[1:], strict=True)), strict=True)))


def _parquet(folder: Path) -> Path:
    _frame().write_parquet(folder / "p.parquet")
    return folder / "p.parquet"


def result(*sources: object) -> list[dict[str, Any]]:
    """What a payroll comes to, without the names of its files and rows."""
    plants: list[dict[str, Any]] = json.loads(rvc.payroll(*sources).to_json())["plants"]
    for plant in plants:
        for tally in plant["left_out"]:
            del tally["rows"]
    return plants


@pytest.mark.parametrize("form", [_semicolons, _spanish, _quoted, _xlsx, _parquet])
def test_forms_of_a_file(tmp_path: Path, form: Callable[[Path], Path]) -> None:
    """Decimal commas, Spanish under a title, quotes, a workbook, Parquet: the same wages."""
    assert result(form(tmp_path)) == result(SAMPLE)


@pytest.mark.parametrize("frame", [_frame(), _frame().to_arrow(), pd.DataFrame(_frame().to_dict(as_series=False))])
def test_frames(frame: object) -> None:
    """Frames of three libraries give the same wages."""
    assert result(frame) == result(SAMPLE)


def test_several_files_are_one_payroll(tmp_path: Path) -> None:
    """The lines of a plant may stand in several files, each with columns of its own."""
    half = [ROWS[:5], [ROWS[0], *ROWS[5:]]]
    files = []
    for place, rows in enumerate(half):
        path = tmp_path / f"{place}.csv"
        path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
        files.append(path)
    assert result(*files) == result(SAMPLE)
    again = [line(worker="W1")], [line(worker="W1", direct_hours="8", period_from="2026-03-31")]
    with pytest.raises(InputError) as caught:
        average([written(tmp_path / f"twice{place}.csv", lines) for place, lines in enumerate(again)])
    (problem,) = caught.value.problems
    assert (problem.code, Path(problem.file).name, problem.row) == ("payroll.overlap", "twice1.csv", 2)


def test_what_is_plain_is_read_by_columns(tmp_path: Path) -> None:
    """The sample is read as columns of text; what may be no line, and what is no CSV, goes row by row."""
    assert text_columns(SAMPLE) is not None
    assert text_columns(_xlsx(tmp_path)) is None
    total = [*ROWS, ["Total", *[""] * 15]]
    path = tmp_path / "total.csv"
    path.write_text("\n".join(",".join(row) for row in total), encoding="utf-8")
    found = average([path])
    assert [problem.code for problem in found.warnings] == ["form.left_out.total"]
    assert result(path) == result(SAMPLE)


_CELLS = {
    "direct_hours": st.sampled_from(["8", "8.5", "1,234", "1.234", "12.345", "0.125", "-3", "", "x", "1e3"]),
    "pay": st.sampled_from(["16", "16.00", "16,00", "$16.00", "1,600.50", "US$ 20", "2.000", "#N/A", "5%", "", " 17 "]),
    "worker": st.sampled_from(["W1", "W2", " W3", "007", "1E+05", "Total", "=1", "ñ"]),
    "worker_kind": st.sampled_from(["production", "Producción", "AGENCY", "intern", ""]),
    "period_from": st.sampled_from(["2026-01-01", "01/02/2026", "13/01/2026", "2026-02-30", "46023", "1 Jan 2026"]),
    "country": st.sampled_from(["US", "us", "México", "XX", ""]),
}  # fmt: skip


def told(sheet: Sheet) -> tuple[object, ...]:
    """A sheet as far as both ways of reading must agree."""
    columns = {name: sheet.lines[name].cast(pl.String).to_list() for name in sorted(sheet.lines.columns)}
    said = sorted((each.code, each.row or 0, each.column, each.text) for each in sheet.problems)
    return columns, said, sorted(sheet.broken)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=_CELLS), min_size=1, max_size=5))
def test_columns_and_cells_read_alike(
    tmp_path_factory: pytest.TempPathFactory, changes: Sequence[dict[str, str]]
) -> None:
    """Whatever stands in the cells, a file is read by columns as it is row by row: values, problems, places."""
    path = written(tmp_path_factory.mktemp("sheet") / "p.csv", [line(**each) for each in changes])
    by_columns = read_sheet(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rvc.pay.sheets.text_columns", lambda _: None)
        by_rows = read_sheet(path)
    assert told(by_columns) == told(by_rows)


def test_ends_of_lines(tmp_path: Path) -> None:
    """Lines may end as on any system; an end of a line inside a cell, without quotes, is one for every reader."""
    for place, end in enumerate(("\n", "\r\n", "\r")):
        path = tmp_path / f"{place}.csv"
        path.write_bytes(end.join(",".join(row) for row in ROWS).encode())
        assert result(path) == result(SAMPLE)
    broken = ",".join(LINE.values()).replace("Lansing", "Lan\rsing")
    path = tmp_path / "broken.csv"
    path.write_bytes(f"{','.join(LINE)}\n{broken}\n".encode())
    found = average([path])
    assert [plant.plant for plant in found.plants] == ["sing"]
    assert [(each.code, each.row) for each in found.warnings] == [("form.left_out.remark", 2)]


def test_a_currency_in_a_header(tmp_path: Path) -> None:
    """A header that names another currency than the lines is a problem of the header."""
    names = {name: name for name in LINE} | {"pay": "Pay (MXN)"}
    path = tmp_path / "p.csv"
    path.write_text("\n".join(",".join(row) for row in (names.values(), LINE.values())), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        average([path])
    assert [(each.code, each.row, each.column) for each in caught.value.problems] == [("form.currency", 1, "L")]


def test_a_column_that_is_not_known_is_said(tmp_path: Path) -> None:
    """A column of no use is left out with a warning; one that is needed and lacks is a problem."""
    path = tmp_path / "p.csv"
    path.write_text("\n".join(",".join(row) for row in ([*LINE, "Shoe size"], [*LINE.values(), "42"])), "utf-8")
    assert [each.code for each in average([path]).warnings] == ["form.left_out.column"]
    kept = [name for name in LINE if name != "other_hours"]
    path.write_text("\n".join(",".join(row) for row in (kept, [LINE[name] for name in kept])), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        average([path])
    assert [(each.code, each.params["field"]) for each in caught.value.problems] == [("column.missing", "other_hours")]


def test_amounts_are_exact(tmp_path: Path) -> None:
    """Twelve digits and six decimals come through whole."""
    (plant,) = average([written(tmp_path / "p.csv", [line(pay="123456789012.123456", direct_hours="1")])]).plants
    assert plant.wage == Decimal("123456789012.123456")
