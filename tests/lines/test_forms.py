"""Workbooks and bills of materials: a case comes back the same, and every problem names its sheet, row and column."""

import json
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import read_grids
from rvc.lines.read import ReadCase, as_mapping, case_from, read_case
from rvc.lines.schema import KINDS
from rvc.lines.tables.options import TableOptions
from rvc.lines.workbook.workbook_out import write_workbook
from tests.lines.conftest import sedan
from tests.lines.corpus.packed import ods_parts, pack
from tests.strategies import cases, staged_cases

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "sample_boms").iterdir() if path.suffix in {".json", ".yaml"})
Rows = Iterable[Iterable[object]]


def refused(path: Path) -> list[Problem]:
    """The problems for which a file is refused, each with its text."""
    with pytest.raises(InputError) as caught:
        read_case(path)
    assert all(problem.file and str(problem) and not problem.warning for problem in caught.value.problems)
    return list(caught.value.problems)


def spots(problems: Iterable[Problem]) -> list[tuple[str, str, int | None, str]]:
    """What is wrong, and where."""
    return [(problem.code, problem.sheet, problem.row, problem.column) for problem in problems]


def workbook(path: Path, sheets: dict[str, Rows]) -> Path:
    """A workbook with these cells."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(at, column, cell)
    return path


def as_ods(source: Path, path: Path) -> Path:
    """A workbook of texts once more, as ODS."""
    tables = ""
    for grid in read_grids(source)[0]:
        rows = f'<table:table-row table:number-rows-repeated="{grid.first_row - 1}"/>' if grid.first_row > 1 else ""
        for cells in grid.rows:
            written = "".join(
                "<table:table-cell/>"
                if cell is None
                else f'<table:table-cell office:value-type="string"><text:p>{escaped(str(cell))}</text:p>'
                "</table:table-cell>"
                for cell in cells
            )
            rows += f"<table:table-row>{written}</table:table-row>"
        tables += f'<table:table table:name="{grid.sheet}">{rows}</table:table>'
    return pack(path, ods_parts(tables))


def escaped(text: str) -> str:
    """Text as XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</text:p><text:p>")


def facts(path: Path, **blocks: object) -> Path:
    """Write the facts of a good beside a table; returns the path of the table."""
    good = {"id": "SEDAN-01", "hs": "8703.23", "date": "2026-11-22", "currency": "USD", "produced_in": "MX"}
    written = {"schema": "rvc/1", "good": good, **blocks}
    path.with_suffix(".yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    return path


def bom(path: Path, *lines: str) -> Path:
    """A table as CSV, with facts beside it."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return facts(path)


def warned(read: ReadCase) -> list[tuple[str, int | None, str]]:
    """What was said of a file that could be read."""
    return [(warning.code, warning.row, warning.column) for warning in read.warnings]


# --------------------------------------------------------------------------------------------------- the workbook


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["en.xlsx", "es.xlsx", "en.ods"])
def test_a_sample_comes_back(sample: Path, form: str, tmp_path: Path) -> None:
    """A sample written as a workbook reads as the same case, with the same warnings and the same hash."""
    source, path = read_case(sample), tmp_path / "case.xlsx"
    write_workbook(source.case, path, lang=form[:2])
    read = read_case(path if form.endswith("xlsx") else as_ods(path, tmp_path / "case.ods"))
    assert read.case == source.case
    assert read.sha256 == source.sha256
    assert [warning.code for warning in read.warnings] == [warning.code for warning in source.warnings]


@settings(max_examples=20, deadline=None)
@given(data=st.one_of(cases(), staged_cases()), kind=st.sampled_from((None, *KINDS)))
def test_any_case_comes_back(data: dict[str, Any], kind: str | None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A random case comes back out of the workbook of any kind of good."""
    case, path = case_from(data).case, tmp_path_factory.getbasetemp() / "any.xlsx"
    write_workbook(case, path, kind=kind)
    assert read_case(path).case == case


@pytest.mark.parametrize(
    "change",
    [
        {"value": {}},
        {"value": {"costs": {}}},
        {"value": {"costs": {"excluded": {}}}},
        {"steel": {}, "aluminum": {"period": "month_to_date"}},
        {"steel": {"purchases": [{}, {"value": "1"}, {}]}},
        {"steel": {"period": "month_to_date", "purchases": [{}]}},
        {"steel": {"period": "month_to_date", "value": "5", "originating_value": "4.10"}, "aluminum": {"value": "7"}},
        {"labor": {"basis": "net_cost", "assembly_credit": False, "hw_material_value": "5", "hw_labor_cost": "0.50"}},
        {"labor": {"basis": "net_cost", "assembly_credit": True}},
        {"labor": {"basis": "net_cost"}},
        {"labor": [{"basis": "annual_purchase_value", "assembly": {}}, {"basis": "net_cost", "technology": {}}]},
        {"labor": {"basis": "net_cost", "materials": [], "transport": [], "assembly_plants": []}},
        {"labor": {"basis": "net_cost", "materials": [{}, {"value": "1"}], "total_annual_purchase_value": "7.10"}},
        {"alternative_staging": {}, "elections": {}},
        {"rates": {"EUR": "1.080000", "MXN": "0.058"}},
        {"materials": [{"id": "A", "deductions": {}, "claim": {}}]},
        {"materials": []},
        {"good": {"id": "A", "hs": "870323", "date": "2026-11-22", "new_plant": {}, "features": ["hybrid"]}},
        {},
    ],
    ids=str,
)
def test_what_is_stated_as_empty_comes_back(change: dict[str, Any], case: dict[str, Any], tmp_path: Path) -> None:
    """A block, list or entry with nothing in it is not the same as one that is not there."""
    read = case_from({**case, **change}).case if not change else case_from(
        {"schema": "rvc/1", "good": case["good"], **change}
    ).case  # fmt: skip
    write_workbook(read, tmp_path / "case.xlsx")
    assert read_case(tmp_path / "case.xlsx").case == read


def test_cells_in_the_ways_of_people(tmp_path: Path) -> None:
    """A workbook filled in with numbers, dates, words in Spanish and other headers reads as what it says."""
    path = workbook(
        tmp_path / "case.xlsx",
        {
            "Good": [["Campo", "Valor"], ["schema", "rvc/1"], ["No. de Parte", "SEDAN-01"], ["HTS", 8703.23],
                     ["date", "22-nov-2026"], ["Moneda", "USD"], ["net_cost", 24350.5], ["left_territory", "No"],
                     ["Transaction Price", "US$ 28,900.00"], ["features", "hybrid; remanufactured"]],
            "Materials": [["Line", "Part Number", "HTS Code", "Unit Cost (USD)", "Qty", "Originating", "Core Part"],
                          [1, "EN-1", "8407.34", 3100.25, 1, "Sí", None], [2, "TR-1", "8708.40", "1,900.10", 2, "N"]],
            "Steel": [["period", "hs", "value", "originating"], ["previous_calendar_year", "7210.49", 70, "x"]],
        },
    )  # fmt: skip
    case = read_case(path).case
    assert case.good.id == "SEDAN-01"
    assert (case.good.hs, case.good.left_territory) == ("870323", False)
    assert case.good.features == ("hybrid", "remanufactured")
    assert case.value is not None
    assert (case.value.net_cost, case.value.transaction_value) == (Decimal("24350.5"), Decimal("28900.00"))
    first, second = case.materials
    assert (first.id, first.part_number, first.unit_value, first.originating) == ("1", "EN-1", Decimal("3100.25"), True)
    assert (second.unit_value, second.quantity, second.originating) == (Decimal("1900.10"), 2, False)
    assert case.steel is not None
    assert case.steel.purchases[0].originating is True


def spoiled(tmp_path: Path, changes: dict[tuple[str, str], object]) -> Path:
    """The workbook of the sedan with some cells changed; a new row of facts where the name is not a cell."""
    path = tmp_path / "case.xlsx"
    write_workbook(case_from(sedan()).case, path)
    book = load_workbook(path)
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def cell_of(path: Path, sheet: str, name: str) -> str:
    """The letter of a column, or the row of a fact."""
    cells = load_workbook(path)[sheet]
    if sheet in {"good", "elections"}:
        return next(str(row[0].row) for row in cells.iter_rows() if row[0].value == name)
    return next(cell.column_letter for cell in cells[1] if cell.value == name)


def test_problems_name_sheet_row_and_column(tmp_path: Path) -> None:
    """Defects of every sheet are found at once, each at its cell."""
    blank = spoiled(tmp_path, {})
    row = cell_of(blank, "good", "hs")
    hs, value, wage = (cell_of(blank, sheet, name) for sheet, name in (
        ("materials", "hs"), ("materials", "unit_value"), ("labor", "wage_currency")
    ))  # fmt: skip
    steel = cell_of(blank, "steel", "originating")
    path = spoiled(
        tmp_path,
        {("good", f"B{row}"): "99", ("materials", f"{hs}3"): "8483.1x", ("materials", f"{value}3"): "#N/A",
         ("labor", f"{wage}2"): "USD", ("steel", f"{steel}2"): "perhaps"},
    )  # fmt: skip
    assert spots(refused(path)) == [
        ("hs.malformed", "good", int(row), "B"),
        ("hs.malformed", "materials", 3, hs),
        ("grid.cell.error_value", "materials", 3, value),
        ("wage.currency", "labor", 2, wage),
        ("column.flag", "steel", 2, steel),
    ]


def test_what_is_missing_is_named_at_its_row(tmp_path: Path) -> None:
    """A required value that is blank is a problem at the cell where it belongs; the material is named."""
    blank = spoiled(tmp_path, {})
    row, letter = cell_of(blank, "good", "date"), cell_of(blank, "materials", "id")
    path = spoiled(tmp_path, {("good", f"B{row}"): None, ("materials", f"{letter}4"): None})
    assert spots(refused(path)) == [
        ("value.missing", "good", int(row), "B"),
        ("value.missing", "materials", 4, letter),
    ]


GOOD = [["field", "value"], ["good_id", "A"], ["hs", "8703.23"], ["date", "2026-11-22"], ["currency", "USD"]]
LABOR = ["basis", "item", "country", "wage_currency", "value", "average_base_hourly_wage"]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"good": [*GOOD, ["colour", "red"]]}, ("form.fact_unknown", "good", 6, "A")),
        ({"good": [*GOOD, ["HTS", "8703.24"]]}, ("form.fact_twice", "good", 6, "B")),
        ({"good": [*GOOD, ["rvc_method", "best"]]}, ("form.fact_unknown", "good", 6, "A")),
        ({"good": [*GOOD, [None, "8703.24"]]}, ("form.fact_unknown", "good", 6, "A")),
        ({"good": [*GOOD, ["net_cost", "CA$ 5.00"]]}, ("form.currency", "good", 6, "B")),
        ({"good": [*GOOD, ["net_cost", "1,234"]]}, ("column.decimal_open", "good", 6, "B")),
        ({"good": [*GOOD, ["costs", "none"], ["costs_other", "1"]]}, ("form.none_and_stated", "good", 6, "B")),
        ({"materials": [["id", "hs", "core_prt"], ["A", "8407.34", "engine"]]},
         ("form.column_unknown", "materials", 1, "C")),
        ({"materials": [["id", "hs"], ["A", "8407.34", "engine"]]}, ("form.no_header", "materials", 1, "C")),
        ({"materials": [["nothing"], ["A"]]}, ("form.no_table", "materials", 1, "")),
        ({"labor": [LABOR, ["net_cost", "assembly", "MX", None, None, None], [None, "assembly"]]},
         ("form.item_twice", "labor", 3, "B")),
        ({"labor": [LABOR, ["net_cost", "assembly", "MX", None, "5"]]}, ("form.not_of_item", "labor", 2, "E")),
        ({"labor": [["basis", "item", "assembly_country"], ["net_cost", "assembly", "MX"]]},
         ("form.column_elsewhere", "labor", 1, "C")),
        ({"labor": [LABOR, ["net_cost", "assembling", "MX"]]}, ("form.item", "labor", 2, "B")),
        ({"labor": [LABOR, ["net_cost", "no_transport"], [None, "transport", "MX"]]},
         ("form.item_twice", "labor", 3, "B")),
        ({"labor": [LABOR, ["net_cost", "total_annual_purchase_value", None, None, "EUR 5"]]},
         ("form.currency", "labor", 1, "E")),
        ({"labor": [LABOR, ["net_cost", "assembly", "MX", "MXN", None, "US$16.50"]]},
         ("form.currency", "labor", 2, "F")),
        ({"steel": [["period", "hs"], ["month_to_date", "7210.49"], ["quarter_to_date", "7210.49"]]},
         ("form.periods", "steel", 3, "A")),
        ({"steel": [["summed_value", "period"], ["5", "month_to_date"], ["6", None]]},
         ("form.sums", "steel", 3, "A")),
        ({"labor": [LABOR, ["net_cost", "assembly_credit"], [None, "no_assembly_credit"]]},
         ("form.item_twice", "labor", 3, "B")),
        ({"good": [*GOOD, ["decimal", "point"], ["net_cost", "5,50"]]}, ("column.decimal", "good", 7, "B")),
        ({"good": [*GOOD, ["decimal", "point"], ["net_cost", "1,234"]]}, ("column.decimal_open", "good", 7, "B")),
        ({"good": [*GOOD, ["decimal", "komma"]]}, ("choice.unknown", "good", 6, "B")),
        ({"good": [*GOOD, ["decimal", "comma"], ["Decimal", "comma"]]}, ("form.fact_twice", "good", 7, "B")),
        ({"steel": [["hs", "value"], ["none", "5"]]}, ("form.none_and_stated", "steel", 2, "A")),
        ({"elections": [["field", "value"], ["rvc_method", "fastest"]]}, ("choice.unknown", "elections", 2, "B")),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)  # fmt: skip
def test_what_a_workbook_may_not_say(
    sheets: dict[str, Rows], expected: tuple[str, str, int, str], tmp_path: Path
) -> None:
    """What does not belong, is said twice or contradicts itself is refused at its cell."""
    path = workbook(tmp_path / "case.xlsx", {"good": GOOD, **sheets})
    assert spots(refused(path)) == [expected]


def test_sheets_that_are_not_read_are_said(tmp_path: Path) -> None:
    """A sheet of another name is left out with a warning; a second one of the same name is refused."""
    path = workbook(tmp_path / "case.xlsx", {"good": GOOD, "Notes 2026": [["x"]], "guide": [["x"]]})
    read = read_case(path)
    assert [(warning.code, warning.sheet) for warning in read.warnings] == [("form.left_out.sheet", "Notes 2026")]
    path = workbook(tmp_path / "case.xlsx", {"good": GOOD, "good ": GOOD})
    assert spots(refused(path)) == [("form.sheet_twice", "good", None, "")]


def test_wages_take_the_currency_of_their_header(tmp_path: Path) -> None:
    """A wage whose header names a currency is in it."""
    header = ["basis", "item", "country", "average_base_hourly_wage (MXN)"]
    path = workbook(tmp_path / "case.xlsx", {"good": GOOD, "labor": [header, ["net_cost", "assembly", "MX", 300]]})
    (block,) = read_case(path).case.labor
    assert block.assembly is not None
    assert block.assembly.wage_currency == "MXN"


@pytest.mark.parametrize(
    ("rows", "net_cost"),
    [
        ([["schema", "rvc/1"], ["net_cost", "1.234"]], "1.234"),
        ([["net_cost", "1.234"]], None),
        ([["schema", "rvc/1"], ["net_cost", "1.234"], ["transaction_value", "5,50"]], None),
        ([["schema", "rvc/1"], ["net_cost", "1,234"]], None),
        ([["decimal", "point"], ["net_cost", "1.234"]], "1.234"),
        ([["decimal", "comma"], ["net_cost", "1.234"]], "1234"),
        ([["decimal", "comma"], ["net_cost", "1,234"]], "1.234"),
        ([["schema", "rvc/1"], ["decimal", None], ["net_cost", "1.234"]], "1.234"),
    ],
    ids=str,
)
def test_a_point_in_an_amount(rows: Rows, net_cost: str | None, tmp_path: Path) -> None:
    """1.234 has a decimal point where the sheet says so, or the form is stated and no cell has a comma."""
    path = workbook(tmp_path / "case.xlsx", {"good": [*GOOD, *rows]})
    if net_cost is None:
        assert {problem.code for problem in refused(path)} == {"column.decimal_open"}
    else:
        value = read_case(path).case.value
        assert value is not None
        assert str(value.net_cost) == net_cost


# ------------------------------------------------------------------------------------------------ bills of materials


BOM = (
    "Level,Part Number,Description,HTS Code,Qty,Unit Cost (USD),Country of Origin,Originating",
    '1,EN-1,engine,8407.34,1,"3,100.50",MX,',
    "2,CR-1,crankshaft,8483.10,2,500.00,US,No",
    "3,BL-1,blank,7224.90,1,100.00,US,Yes",
    "2,PI-1,piston,8409.91,4,20.00,CN,N",
    "1,GB-1,gear box,8708.40,1,900.00,US,Y",
)


def test_a_bare_bom(tmp_path: Path) -> None:
    """A table with facts beside it: ids from part numbers, parents from levels, amounts as written."""
    read = read_case(bom(tmp_path / "sedan.csv", *BOM))
    assert read.warnings == ()
    assert [(line.id, line.parent) for line in read.case.materials] == [
        ("EN-1", None), ("CR-1", "EN-1"), ("BL-1", "CR-1"), ("PI-1", "EN-1"), ("GB-1", None),
    ]  # fmt: skip
    assert [line.originating for line in read.case.materials] == [None, False, True, False, True]
    assert read.case.materials[0].unit_value == Decimal("3100.50")
    assert read.case.materials[1].hs == "848310"
    assert read.case.good.id == "SEDAN-01"


def test_the_same_bom_in_every_form(tmp_path: Path) -> None:
    """CSV, XLSX, ODS and Parquet of the same table, with YAML or JSON beside it, are the same case."""
    source = read_case(bom(tmp_path / "a.csv", *BOM))
    rows = [[*cells, None][:8] for cells in read_grids(tmp_path / "a.csv")[0][0].rows]
    facts(workbook(tmp_path / "b.xlsx", {"BOM": rows}))
    facts(as_ods(tmp_path / "b.xlsx", tmp_path / "c.ods"))
    told = yaml.safe_load((tmp_path / "a.yaml").read_text())
    (tmp_path / "c.yaml").unlink()
    (tmp_path / "c.json").write_text(json.dumps(told))
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    header, *body = rows
    columns = {name: [str(row[at] or "") for row in body] for at, name in enumerate(header)}
    parquet.write_table(pyarrow.table(columns), tmp_path / "d.parquet")
    facts(tmp_path / "d.parquet")
    for name in ("b.xlsx", "c.ods", "d.parquet"):
        assert read_case(tmp_path / name).case == source.case, name


def test_facts_as_options(tmp_path: Path) -> None:
    """Facts of the good may be given by the caller, and count before those beside the table."""
    path = bom(tmp_path / "sedan.csv", *BOM)
    assert read_case(path, TableOptions(facts={"good": {"id": "OTHER"}})).case.good.id == "OTHER"
    told = yaml.safe_load(path.with_suffix(".yaml").read_text())
    path.with_suffix(".yaml").unlink()
    assert read_case(path, TableOptions(facts=told)).case.good.id == "SEDAN-01"


def test_problems_of_facts_name_their_own_file(tmp_path: Path) -> None:
    """A defect in the facts is named in their file by line, one in the table by row and column."""
    path = bom(tmp_path / "sedan.csv", "Part Number,HTS", "A,8407.34", "B,84")
    facts(path, good={"id": "A", "hs": "9999", "date": "2026-11-22"}, vlaue={"net_cost": "1"})
    problems = refused(path)
    assert {(Path(problem.file).suffix, problem.code) for problem in problems} == {
        (".yaml", "hs.malformed"), (".yaml", "key.unknown"), (".csv", "hs.malformed"),
    }  # fmt: skip
    assert all(problem.line for problem in problems if problem.file.endswith("yaml"))
    assert [(problem.row, problem.column) for problem in problems if problem.file.endswith("csv")] == [(3, "B")]


def test_a_bom_without_its_good(tmp_path: Path) -> None:
    """Without facts there is one problem that names the file to write; with two files of them, or the lines twice."""
    path = bom(tmp_path / "sedan.csv", *BOM)
    path.with_suffix(".json").write_text("{}")
    assert "form.two_files" in [problem.code for problem in refused(path)]
    path.with_suffix(".json").unlink()
    facts(path, materials=[])
    assert spots(refused(path)) == [("form.materials_twice", "", None, "")]
    path.with_suffix(".yaml").write_text("- a\n")
    assert spots(refused(path)) == [("form.facts_shape", "", None, "")]
    path.with_suffix(".yaml").unlink()
    (problem,) = refused(path)
    assert problem.code == "form.no_facts"
    assert "sedan.yaml" in problem.text


def test_ids_are_made_once(tmp_path: Path) -> None:
    """A part number that stands in several lines gives each its own id, with a warning; the rest keep theirs."""
    read = read_case(bom(tmp_path / "a.csv", "P/N,Qty", "A,1", "A,2", "A #2,3", "A,4"))
    assert [line.id for line in read.case.materials] == ["A", "A #3", "A #2", "A #4"]
    assert warned(read) == [("form.id_made", 3, "A"), ("form.id_made", 5, "A")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Level,P/N", "1,A", "3,B"], ("form.level_jump", "", 3, "A")),
        (["Level,P/N", "2,A", "1,B"], ("form.level_jump", "", 2, "A")),
        (["Level,P/N", "0,A", "1,B"], ("form.level_of_good", "", 2, "A")),
        (["Level,P/N,Qty", "1,A,1", ",B,1", "2,C,1"], ("form.no_level", "", 3, "A")),
        (["Level,P/N,Qty", "1,A,1", "deep,B,1", "2,C,1"], ("column.level", "", 3, "A")),
        (["Level,P/N,Parent", "1,A,", "2,B,A"], ("form.level_and_parent", "", 3, "C")),
        (["P/N,Parent,Qty", "A,,1", "A,,1", "B,A,1"], ("form.parent_open", "", 4, "B")),
        (["P/N,Parent,Qty", "A,,1", "B,C,1"], ("parent.unknown", "", 3, "B")),
        (["P/N,Qty,Unit Cost (CAD)", "A,1,5"], ("rate.missing", "", 2, "")),
        (["P/N,Qty,Unit Cost (CAD),Line Value", "A,1,0,0"], ("form.currency_unnamed", "", 1, "D")),
        (["P/N,Unit Cost (USD),Net Cost (CAD)", "A,5,5"], ("form.currencies", "", 1, "C")),
        (["P/N,Unit Cost (CAD),Currency", "A,5,USD"], ("form.currency", "", 2, "C")),
        (["P/N,Qty,Unit Cost", "A,1,#N/A"], ("grid.cell.error_value", "", 2, "C")),
        (["P/N,Qty,Unit Cost", 'A,1,"1,234"'], ("column.decimal_open", "", 2, "C")),
        (["P/N,Qty,Percentage Sourced", "A,1,60%", "A,1,0%"], ("form.share", "", 3, "C")),
        (["P/N,Qty,Percentage Sourced", "A,1,60%", "A,1,"], ("form.share_blank", "", 3, "C")),
        (["P/N,Qty,Percentage Sourced", "A,1,60%", "A,1,50%"], ("form.share_above", "", 3, "C")),
        (["P/N,Qty,Percentage Sourced", "A,1,60%", "A,2,40%"], ("form.share_unlike", "", 3, "B")),
        (["P/N,Line Value,Percentage Sourced", "A,0.00001,50.5%", "A,10,49.5%"], ("form.share_inexact", "", 2, "B")),
        (["Good,P/N,Qty", "X,A,1"], ("form.other_good", "", 2, "A")),
        (["P/N,Line,HTS,Good HTS", "A,1,8407.34,8703.24"], ("form.other_good", "", 2, "D")),
        (["P/N,P/N,Qty", "A,B,1"], ("column.ambiguous", "", 1, "A")),
        (["Qty,Unit Cost,HTS", "1,5,8407.34"], ("column.missing", "", 1, "")),
        (["P/N,Qty"], ("form.no_lines", "", 1, "")),
        (["a,b", "c,d"], ("form.no_table", "", 1, "")),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_what_a_bom_may_not_say(lines: list[str], expected: tuple[str, str, int, str], tmp_path: Path) -> None:
    """What could mean two things, or nothing, is refused at its cell."""
    assert spots(refused(bom(tmp_path / "a.csv", *lines))) == [expected]


def test_lines_of_several_goods(tmp_path: Path) -> None:
    """A table whose lines name two goods is refused, whichever the facts are of."""
    found = spots(refused(bom(tmp_path / "a.csv", "Good,P/N,Qty", "SEDAN-01,A,1", "X,B,1")))
    assert ("form.goods", "", 3, "A") in found


def test_facts_that_only_the_table_has(tmp_path: Path) -> None:
    """The good's own id may stand in the table instead of the facts."""
    path = bom(tmp_path / "a.csv", "Good,P/N,Qty", "X,A,1")
    path.with_suffix(".yaml").write_text("schema: rvc/1\ngood: {hs: '8703.23', date: 2026-11-22}\n")
    assert read_case(path).case.good.id == "X"


def test_a_sheet_of_a_case_without_ids(tmp_path: Path) -> None:
    """Without a column of ids, a line of a case needs a part number."""
    lines = [["part_number", "hs"], ["A", "8407.34"], [None, "8407.34"]]
    path = workbook(tmp_path / "case.xlsx", {"good": GOOD, "materials": lines})
    assert spots(refused(path)) == [("form.no_id", "materials", 3, "A")]


def test_what_stands_beside_the_facts(tmp_path: Path) -> None:
    """What stands beside the facts is left out and said; a hidden sheet of a case is read and said."""
    path = workbook(
        tmp_path / "case.xlsx",
        {"good": [*GOOD, ["net_cost", 5, "help", "6?"]], "elections": [["field", "value"], ["rollup", "panel"]]},
    )
    book = load_workbook(path)
    book["elections"].sheet_state = "hidden"
    book.save(path)
    assert warned(read_case(path)) == [("form.left_out.beside", 6, "D"), ("form.hidden", None, "")]


def test_a_file_in_which_nothing_is_shown(tmp_path: Path) -> None:
    """A workbook whose sheets are all blank is refused by one line."""
    path = workbook(tmp_path / "a.xlsx", {"One": [], "Two": []})
    assert spots(refused(path)) == [("form.blank", "", None, "")]


def test_the_good_itself_at_level_0(tmp_path: Path) -> None:
    """A first line of level 0 that is the good itself is left out, and said."""
    read = read_case(bom(tmp_path / "a.csv", "Level,P/N", "0,SEDAN-01", "1,A", ".2,B"))
    assert [(line.id, line.parent) for line in read.case.materials] == [("A", None), ("B", "A")]
    assert warned(read) == [("form.left_out.good", 2, "")]


def test_currency_of_a_header(tmp_path: Path) -> None:
    """Amounts in another currency than the good's make lines of that currency; in the good's own, nothing is added."""
    path = bom(tmp_path / "a.csv", "P/N,Qty,Unit Cost (CAD)", "A,1,5")
    facts(path, rates={"CAD": "0.7"})
    assert read_case(path).case.materials[0].currency == "CAD"
    path = bom(tmp_path / "b.csv", "P/N,Qty,Unit Cost (USD)", "A,1,5")
    assert read_case(path).case.materials[0].currency is None


def test_columns_left_out_are_said(tmp_path: Path) -> None:
    """A column that is not understood is left out with a warning, and so is one that a bill of materials cannot use."""
    read = read_case(bom(tmp_path / "a.csv", "P/N,Qty,Buyer Code,Traced Value,Blank", "A,1,77,5,"))
    assert warned(read) == [("form.left_out.column", 1, "C"), ("form.left_out.unused", 1, "D")]


def test_a_mapping_of_headers(tmp_path: Path) -> None:
    """A mapping names columns by the caller's headers; one that names no column is said."""
    path = bom(tmp_path / "a.csv", "Thing,Worth,Qty", "A,5.5,1")
    read = read_case(
        path, TableOptions(mapping={"thing": "part_number", "WORTH": "unit_value", "Qty": None, "Zz": "hs"})
    )
    assert [(line.id, line.unit_value) for line in read.case.materials] == [("A", Decimal("5.5"))]
    assert warned(read) == [("form.mapping_unused", None, "")]


def test_the_sheet_of_a_bom(tmp_path: Path) -> None:
    """One sheet that is a bill of materials is found among others; of two, one must be named."""
    table = [["P/N", "Qty"], ["A", 1]]
    path = facts(workbook(tmp_path / "a.xlsx", {"Cover": [["BOM of the sedan"]], "Data": table}))
    read = read_case(path)
    assert [line.id for line in read.case.materials] == ["A"]
    assert [(warning.code, warning.sheet) for warning in read.warnings] == [("form.left_out.other_sheet", "Cover")]
    path = facts(workbook(tmp_path / "b.xlsx", {"One": table, "Two": [["P/N", "Qty"], ["B", 1]]}))
    assert spots(refused(path)) == [("form.which_sheet", "", None, "")]
    assert [line.id for line in read_case(path, TableOptions(sheet="two")).case.materials] == ["B"]


def test_a_hidden_sheet_is_left_out(tmp_path: Path) -> None:
    """A hidden sheet holds no bill of materials unless it is asked for."""
    path = facts(workbook(tmp_path / "a.xlsx", {"Data": [["P/N", "Qty"], ["A", 1]], "Old": [["P/N", "Qty"], ["B", 1]]}))
    book = load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    read = read_case(path)
    assert [line.id for line in read.case.materials] == ["A"]
    assert [(warning.code, warning.sheet) for warning in read.warnings] == [("form.left_out.hidden", "Old")]


def test_json_needs_no_table() -> None:
    """A case in JSON is read without the code of tables."""
    code = (
        "import sys; from rvc.lines.read import read_case; read_case(sys.argv[1]);"
        "print(sorted(name for name in sys.modules if name.startswith('rvc.lines.')))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "sample_boms/sedan.json")],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    loaded = set(json.loads(found.stdout.replace("'", '"')))
    assert "rvc.lines.read" in loaded
    assert not {f"rvc.lines.{name}" for name in ("forms", "grid", "options", "layout", "template", "values")} & loaded


def test_a_case_in_a_table_has_the_hash_of_the_case(tmp_path: Path) -> None:
    """The same facts in a table and in JSON have the same hash."""
    path = bom(tmp_path / "sedan.csv", *BOM)
    read = read_case(path)
    assert case_from(as_mapping(read.case)).sha256 == read.sha256
