"""Every problem and remark that tables can give is given by an input here, small enough to be read."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from rvc.base.errors import InputError
from rvc.base.messages import catalog
from rvc.base.problem import Problem
from rvc.lines.grids import grid
from rvc.lines.tables.any_table import read_tables
from rvc.lines.tables.columns_found import explain, match_headers
from rvc.lines.tables.forms import read_form
from rvc.lines.tables.options import TableOptions, read_mapping
from rvc.lines.tables.values import decide_column
from tests.lines.corpus.packed import pack, xlsx_parts

Made = tuple[Path, TableOptions]
Maker = Callable[[Path], Made]
GOOD = {"id": "P", "hs": "8708.40", "use": "aftermarket", "date": "2026-11-22", "currency": "USD"}
FACTS: list[list[object]] = [["good_id", "P"], ["hs", "8708.40"], ["date", "2026-11-22"], ["currency", "USD"]]
LABOR: list[object] = ["basis", "item", "country", "wage_currency", "value"]
TWO = ("P/N,HTS,Unit Cost", "A,8483.40,5", ",,", "Part No,HTS Code,Unit Price", "B,8483.40,5")
STEEL = "HTS,Value,Originating,Melted In,Purchased On"
LISTED = "P/N,Originating,Producer (Yes/No),Criterion,Blanket From,Blanket To"


def csv(*lines: str, facts: object = GOOD, beside: str = "", **options: object) -> Maker:
    """A table as text, with the facts of its good as options, or beside it."""

    def make(folder: Path) -> Made:
        (folder / "a.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if beside:
            (folder / "a.yaml").write_text(beside)
        stated = {"good": facts} if facts else {}
        return folder / "a.csv", TableOptions(**{"facts": stated, **options})  # type: ignore[arg-type]

    return make


def book(sheets: dict[str, list[list[object]]], *, hidden: str = "", merged: str = "", **options: object) -> Maker:
    """A workbook of these cells."""

    def make(folder: Path) -> Made:
        path = folder / "a.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as made:
            for name, rows in sheets.items():
                sheet = made.add_worksheet(name)
                for at, row in enumerate(rows):
                    sheet.write_row(at, 0, row)
        if hidden or merged:
            changed = load_workbook(path)
            if hidden:
                changed[hidden].sheet_state = "hidden"
            if merged:
                changed.worksheets[0].merge_cells(merged)
            changed.save(path)
        return path, TableOptions(**{"facts": {"good": GOOD}, **options})  # type: ignore[arg-type]

    return make


def case(**sheets: list[list[object]]) -> Maker:
    """The workbook of a case."""
    return book({"good": FACTS, **sheets}, facts={})


def raw(name: str, content: bytes) -> Maker:
    """A file of these bytes."""

    def make(folder: Path) -> Made:
        (folder / name).write_bytes(content)
        return folder / name, TableOptions(facts={"good": GOOD})

    return make


def cell(written: str, *, formats: tuple[str, ...] = (), more: dict[str, str | bytes] | None = None) -> Maker:
    """A workbook of one line whose last cell is written so, and more parts."""
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    head = "".join(text.format(header) for header in ("P/N", "HTS", "Acquisition Date"))
    rows = f"<row>{head}</row><row>{text.format('A')}{text.format('8483.40')}{written}</row>"

    def make(folder: Path) -> Made:
        pack(folder / "a.xlsx", xlsx_parts(rows, formats=formats) | (more or {}))
        return folder / "a.xlsx", TableOptions(facts={"good": GOOD})

    return make


def parquet(folder: Path) -> Made:
    """A table in Parquet in which a cell holds a list."""
    arrow, files = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    files.write_table(arrow.table({"P/N": ["A"], "Description": [["x"]]}), folder / "a.parquet")
    return folder / "a.parquet", TableOptions(facts={"good": GOOD})


INPUTS: dict[str, Maker] = {
    "grid.suffix": raw("a.doc", b"x"),
    "grid.empty": raw("a.csv", b""),
    "grid.old_format": raw("a.xls", b"x"),
    "grid.encrypted": raw("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    "grid.not_workbook": raw("a.xlsx", b"P/N,Qty\n"),
    "grid.not_text": raw("a.csv", b"PK\x03\x04\x14\x00"),
    "grid.damaged": raw("a.xlsx", b"PK\x03\x04" + b"\0" * 40),
    "grid.unsafe": cell("", more={"xl/strings.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
    "grid.sheet": book({"BOM": [["P/N", "Qty"], ["A", 1]]}, sheet="Other"),
    "grid.encoding": raw("a.csv", b"P/N,Qty\n\x81,1\n"),
    "grid.windows_1252": raw("a.csv", "P/N,Descripción\nA,caño\n".encode("cp1252")),
    "grid.delimiter": csv("a;b,c", "1;2,3"),
    "grid.quotes": csv("P/N,Qty", '"A,1'),
    "grid.library": raw("a.parquet", b"PAR1PAR1"),
    "grid.too_large.file": csv("P/N,Qty", "A,1"),
    "grid.too_large.memory": csv("P/N,Qty", "A,1"),
    "grid.too_large.unpacked": cell("", more={"xl/worksheets/sheet1.xml": b" " * (64 * 2**20)}),
    "grid.too_large.parts": cell("", more={f"p{at}": b"" for at in range(10_001)}),
    "grid.too_large.cells": csv("," * 20_000_001),
    "grid.too_large.columns": csv("P/N,Qty", "A" + ",x" * 20_000),
    "grid.cell.error_value": csv("P/N,Unit Cost", "A,#N/A"),
    "grid.cell.uncalculated": cell("<c><f>A1+1</f></c>"),
    "grid.cell.time_of_day": cell('<c s="1"><v>0.5</v></c>', formats=("h:mm",)),
    "grid.cell.no_such_day": cell('<c s="1"><v>-5</v></c>', formats=("yyyy-mm-dd",)),
    "grid.cell.characters": csv("P/N,Unit Cost", "A,\x07"),
    "grid.cell.nested": parquet,
    "grid.cell.malformed": cell("<c><v>1,5</v></c>"),
    "column.missing": csv("Qty,Unit Cost,HTS", "1,5,8407.34"),
    "column.ambiguous": csv("P/N,P/N,Qty", "A,B,1"),
    "column.unit": csv("P/N,Qty,Unit Cost (moons)", "A,1,1"),
    "column.mapped": csv("P/N,Qty,HTS", "A,1,8483.40", mapping={"Qty": "quantty"}),
    "column.decimal_open": csv("P/N,Unit Cost", 'A,"1,234"'),
    "column.decimal_mixed": csv("P/N,Unit Cost", 'A,"1,50"', 'B,"1,234.50"'),
    "column.decimal": csv("P/N,Unit Cost", 'A,"1,50"', decimal="point"),
    "column.number": csv("P/N,Unit Cost", "A,much"),
    "column.percent": csv("P/N,Unit Cost", "A,5%"),
    "column.share": csv("P/N,Percentage Sourced", "A,1"),
    "column.currencies": csv("P/N,Unit Cost", "A,USD 5", "B,CAD 5"),
    "column.date": csv("P/N,Acquisition Date", "A,soon"),
    "column.date_order": csv("P/N,Acquisition Date", "A,13/02/2026", dates="mdy"),
    "column.dates_open": csv("P/N,Acquisition Date", "A,01/02/2026"),
    "column.dates_unlike": csv("P/N,Acquisition Date", "A,13/02/2026", "B,02/13/2026"),
    "column.dates_mixed": book({"BOM": [["P/N", "Acquisition Date"], ["A", date(2026, 1, 2)], ["B", "13/02/2026"]]}),
    "column.binary": book({"BOM": [["P/N", "Unit Cost"], ["A", 4.029999999999999]]}),
    "column.date_serial": book({"BOM": [["P/N", "Acquisition Date"], ["A", 46024]]}),
    "column.hs_repaired": book({"BOM": [["P/N", "HTS"], ["A", 8703.2]]}),
    "column.long_number": csv("P/N,Qty", "1.23E+15,1"),
    "column.zeros": book({"BOM": [["P/N", "Qty"], ["00457", 1], [458, 1]]}),
    "column.text": book({"BOM": [["P/N", "Description"], ["A", True]]}),
    "column.flag": csv("P/N,Originating", "A,perhaps"),
    "column.method": csv("P/N,Method of Qualification", "A,guess"),
    "column.criterion": csv(LISTED, "A,Y,Y,Z,2026-01-01,2026-12-31"),
    "column.level": csv("P/N,Level", "A,deep"),
    "column.claim_lacks": csv(LISTED, "A,Y,,,,"),
    "column.claim_denied": csv(LISTED, "A,N,Y,B,2026-01-01,2026-12-31"),
    "form.no_table": csv("a,b", "c,d"),
    "form.blank": book({"One": []}),
    "form.no_lines": csv("P/N,Qty"),
    "form.no_facts": csv("P/N,Qty", "A,1", facts=None),
    "form.two_files": csv("P/N,Qty", "A,1", beside="good: {}\n"),
    "form.facts_shape": csv("P/N,Qty", "A,1", beside="- a\n"),
    "form.materials_twice": csv("P/N,Qty", "A,1", beside="materials: []\n"),
    "form.which_sheet": book({"One": [["P/N", "Qty"], ["A", 1]], "Two": [["P/N", "Qty"], ["B", 1]]}),
    "form.sheet_twice": book({"good": FACTS, "good ": FACTS}),
    "form.two_headers": csv(*TWO),
    "form.no_header_there": csv(*TWO, header=2),
    "form.below_other": csv("P/N,HTS", "A,8483.40", ",", STEEL, "7210.49,5,Y,US,2026-01-02", ",", "B,8483.40"),
    "form.beside_unclear": csv("P/N,Qty,,Currency,Rate", "A,1,,MXN,0.05"),
    "form.merged": book({"BOM": [["P/N", "HTS"], ["A", "8483.40"], ["B", None]]}, merged="B2:B3"),
    "form.total_unclear": csv("P/N,Description,Qty", "Total,of all,5", "A,a,1"),
    "form.row_without_key": csv("P/N,Description,Qty", ",a,5", "A,a,1"),
    "form.row_unclear": csv("P/N,Description,Qty", "B,,", "A,a,1"),
    "form.column_unknown": case(materials=[["id", "core_prt"], ["A", "engine"]]),
    "form.column_elsewhere": case(labor=[["basis", "item", "assembly_country"], ["net_cost", "assembly", "MX"]]),
    "form.no_header": csv("P/N,Qty,", "A,1,x"),
    "form.fact_unknown": book({"good": [*FACTS, ["colour", "red"]]}),
    "form.fact_twice": book({"good": [*FACTS, ["HTS", "8703.24"]]}),
    "form.none_and_stated": book({"good": [*FACTS, ["costs", "none"], ["costs_other", "1"]]}),
    "form.currency": csv("P/N,Unit Cost (CAD),Currency", "A,5,USD"),
    "form.currencies": csv("P/N,Unit Cost (USD),Net Cost (CAD)", "A,5,5"),
    "form.currency_unnamed": csv("P/N,Unit Cost (CAD),Line Value", "A,5,5"),
    "form.goods": csv("Good,P/N", "P,A", "X,B"),
    "form.other_good": csv("Good,P/N", "X,A"),
    "form.share": csv("P/N,Percentage Sourced", "A,60%", "A,0%"),
    "form.share_blank": csv("P/N,Qty,Percentage Sourced", "A,1,60%", "A,1,"),
    "form.share_above": csv("P/N,Percentage Sourced", "A,60%", "A,50%"),
    "form.share_unlike": csv("P/N,Qty,Percentage Sourced", "A,1,60%", "A,2,40%"),
    "form.share_inexact": csv("P/N,Line Value,Percentage Sourced", "A,0.00001,50.5%", "A,1,49.5%"),
    "form.share_rest": csv("P/N,Percentage Sourced", "A,60%"),
    "form.level_of_good": csv("Level,P/N", "0,A", "1,B"),
    "form.level_jump": csv("Level,P/N", "1,A", "3,B"),
    "form.no_level": csv("Level,P/N,Qty", "1,A,1", ",B,1"),
    "form.level_and_parent": csv("Level,P/N,Parent", "1,A,", "2,B,A"),
    "form.parent_open": csv("P/N,Qty,Parent", "A,1,", "A,1,", "B,1,A"),
    "form.no_id": case(materials=[["part_number", "hs"], ["A", "8407.34"], [None, "8407.34"]]),
    "form.id_made": csv("P/N,Qty", "A,1", "A,2"),
    "form.item": case(labor=[LABOR, ["net_cost", "assembling"]]),
    "form.item_twice": case(labor=[LABOR, ["net_cost", "assembly", "MX"], [None, "assembly", "MX"]]),
    "form.not_of_item": case(labor=[LABOR, ["net_cost", "assembly", "MX", None, "5"]]),
    "form.sums": case(steel=[["period", "summed_value"], ["month_to_date", "5"], [None, "6"]]),
    "form.periods": case(steel=[["period", "hs"], ["month_to_date", "7210.49"], ["quarter_to_date", "7210.49"]]),
    "form.hidden": book({"good": FACTS, "materials": [["id", "hs"], ["A", "8483.40"]]}, hidden="materials"),
    "form.mapping_unused": csv("P/N,Qty", "A,1", mapping={"Zz": "hs"}),
    "form.left_out.above": csv("BOM of the gear box,", "P/N,Qty", "A,1"),
    "form.left_out.header": csv("P/N,Qty", "A,1", "P/N,Qty", "B,1"),
    "form.left_out.total": csv("P/N,Qty", "A,1", "Total,1"),
    "form.left_out.remark": csv("P/N,Qty,Unit Cost", "A,1,5", "Prices of January 2026,,"),
    "form.left_out.table": csv(*TWO, header=1),
    "form.left_out.beside_table": csv(f"P/N,Qty,,{STEEL}", "A,1,,7210.49,5,Y,US,2026-01-02"),
    "form.left_out.good": csv("Level,P/N", "0,P", "1,A"),
    "form.left_out.column": csv("P/N,Qty,Buyer Code", "A,1,7"),
    "form.left_out.unused": csv("P/N,Traced Value", "A,5"),
    "form.left_out.beside": book({"good": [*FACTS, ["net_cost", "5", "help", "6?"]]}),
    "form.left_out.sheet": book({"good": FACTS, "Notes": [["x"]]}),
    "form.left_out.other_sheet": book({"Cover": [["BOM"]], "BOM": [["P/N", "Qty"], ["A", 1]]}),
    "form.left_out.hidden": book({"BOM": [["P/N", "Qty"], ["A", 1]], "Old": [["P/N", "Qty"], ["B", 1]]}, hidden="Old"),
}
"""What is given, by an input that gives it."""

HOW: dict[str, tuple[str, str, list[str]]] = {
    "text": ("materials", "description", ["x"]),
    "identifier": ("materials", "part_number", ["x"]),
    "amount": ("materials", "unit_value", ["5"]),
    "point": ("materials", "unit_value", ["5.5"]),
    "comma": ("materials", "unit_value", ["5,5"]),
    "percent": ("materials", "percentage_sourced", ["50%"]),
    "fraction": ("materials", "percentage_sourced", ["0.5"]),
    "refused": ("materials", "percentage_sourced", ["1"]),
    "date": ("materials", "acquired_on", ["2026-01-02"]),
    "dmy": ("materials", "acquired_on", ["13/02/2026"]),
    "mdy": ("materials", "acquired_on", ["02/13/2026"]),
    "ymd": ("materials", "acquired_on", ["26/02/13"]),
    "flag": ("materials", "recovered", ["yes"]),
    "status": ("parts", "originating", ["yes"]),
    "hs": ("materials", "hs", ["8703.23"]),
    "country": ("materials", "origin", ["MX"]),
    "currency": ("materials", "currency", ["USD"]),
    "choice": ("materials", "role", ["direct"]),
    "choices": ("goods", "features", ["hybrid"]),
    "sales": ("materials", "valuation_sales", ["80 x 90"]),
    "component": ("materials", "component", ["heads"]),
    "regime": ("goods", "regime", ["usmca"]),
    "block": ("materials", "claim", ["none"]),
    "level": ("materials", "level", ["1"]),
    "method": ("parts", "method", ["NC"]),
    "criterion": ("parts", "criterion", ["B"]),
    "certifier": ("parts", "certifier", ["ABC Tube Inc"]),
}
"""How a column is said to have been read: a table, a field and cells of which it is said."""


def given_by(path: Path, options: TableOptions) -> Iterator[Problem]:
    """All that is said of a file."""
    try:
        form = read_form(path, options)
    except InputError as error:
        yield from error.problems
    else:
        yield from form.problems


@pytest.mark.parametrize("code", INPUTS)
def test_a_problem_is_brought_about(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The input of each code gives it, in words, and with its file."""
    if code == "grid.library":
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    elif code == "grid.too_large.file":
        monkeypatch.setattr(grid, "MAX_BYTES", 4)
    elif code == "grid.too_large.memory":
        monkeypatch.setattr(grid, "bytes_of", lambda _: (_ for _ in ()).throw(MemoryError))
    elif code == "form.two_files":
        (tmp_path / "a.json").write_text("{}")
    made = INPUTS[code](tmp_path)
    found = {problem.code: problem for problem in given_by(*made)}
    assert code in found
    assert found[code].text
    assert Path(found[code].file).stem == "a"
    assert found[code].warning == (code in WARNINGS or code.startswith("form.left_out."))


WARNINGS = {
    "grid.windows_1252", "column.binary", "column.date_serial", "column.hs_repaired", "column.claim_lacks",
    "form.share_rest", "form.id_made", "form.hidden", "form.mapping_unused", "form.no_header",
}  # fmt: skip


@pytest.mark.parametrize("how", HOW)
def test_a_way_of_reading_is_said(how: str) -> None:
    """A column is explained by the way in which it was read."""
    table, name, cells = HOW[how]
    matched = match_headers(table, [name])
    options = TableOptions(dates="ymd" if how == "ymd" else None)
    columns = {0: decide_column(cells, matched.by_index[0], options)}
    assert [told.code for told in explain(matched, columns)] == [f"column.how.{how}"]


def test_a_column_that_was_not_read_is_explained() -> None:
    """A column without a field, one too many or one left out is explained as that."""
    headers = ["P/N", "Qty", "Qty", "Zz", "", "HTS"]
    matched = match_headers("materials", headers, {"HTS": None})
    assert [told.code.removeprefix("column.how.") for told in explain(matched, {})] == [
        "unread", "ambiguous", "ambiguous", "unmatched", "no_header", "left_out",
    ]  # fmt: skip


def test_a_mapping_in_a_wrong_shape(tmp_path: Path) -> None:
    """A mapping file that is a list is refused."""
    (tmp_path / "map.yaml").write_text("- a\n")
    with pytest.raises(InputError) as caught:
        read_mapping(tmp_path / "map.yaml")
    assert [problem.code for problem in caught.value.problems] == ["column.mapping_shape"]


def test_every_code_has_an_input() -> None:
    """No text about grids, columns and forms is left without an input, save the words of `rvc columns` itself.

    Nor is a full disk one (tests/run/test_fleet_in_no_order.py).
    """
    elsewhere = {"column.mapping_shape", "grid.no_room", *(f"column.how.{how}" for how in HOW)}
    elsewhere |= {f"column.how.{how}" for how in ("unread", "ambiguous", "unmatched", "no_header", "left_out")}
    codes = {code.removeprefix("problem.") for code in catalog("problem")}
    codes = {code for code in codes if code.startswith(("grid.", "column.", "form.")) if "form.columns." not in code}
    assert codes == {*INPUTS, *elsewhere}


def test_tables_of_any_kind_say_the_same(tmp_path: Path) -> None:
    """`rvc columns` finds in a bill of materials what reading it as a case finds."""
    made = INPUTS["form.level_jump"](tmp_path)
    assert read_tables(*made).problems == read_form(*made).problems
