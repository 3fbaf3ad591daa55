"""The door for many goods: which file holds what, and every good of it in order."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from rvc.base.errors import InputError
from rvc.lines.read import ReadCase, case_from
from rvc.lines.tables.many import Many, Unread, read_cases
from rvc.lines.tables.options import TableOptions
from rvc.lines.workbook.workbook_out import write_workbook
from tests.lines.conftest import sedan

ROOT = Path(__file__).parents[2]
DAY: dict[str, Any] = {"good": {"date": "2026-11-22"}}
PARTS = [["P/N", "HTS", "VNM"], ["A", "8708.10", "5"], ["B", "8708.10", "6"]]
GOODS = [["good_id", "hs", "kind", "produced_in"], ["A", "8703.23", "passenger_vehicle", "MX"]]
LINES = [["good_id", "part_number", "hs", "quantity"], ["A", "X", "8708.10", "1"]]


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    """A workbook of texts."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def names(many: Many) -> list[str]:
    """Every good by its name, those that could not be read with a mark."""
    return [f"{good.id}!" if isinstance(good, Unread) else good.case.good.id for good in many.goods]


def test_cases_line_by_line(tmp_path: Path) -> None:
    """Each line is a case; one that is none is unread with its line, and stops no other."""
    case = sedan()
    wrong = {**case, "good": {**case["good"], "hs": "99", "id": "BAD"}}
    lines = [json.dumps(case), "", json.dumps(wrong), '{"good"', "null", json.dumps(case)]
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode() + b"\n\xff\n")
    many = read_cases(path)
    assert names(many) == ["SEDAN-01", "BAD!", "line 4!", "line 5!", "SEDAN-01", "line 7!"]
    told = [(each.code, each.line) for good in many.goods if isinstance(good, Unread) for each in good.problems]
    assert told == [("hs.malformed", 3), ("file.syntax", 4), ("file.empty", 5), ("file.encoding", 7)]
    assert many.goods[0] == case_from(case, str(path)) or isinstance(many.goods[0], ReadCase)
    path.write_text("\n")
    with pytest.raises(InputError):
        read_cases(path)


def test_a_file_of_one_case(tmp_path: Path) -> None:
    """A case file, a workbook of a case and a bill of materials with its facts are one good each."""
    case = case_from(sedan()).case
    write_workbook(case, tmp_path / "case.xlsx")
    (tmp_path / "case.json").write_text(json.dumps(sedan()))
    (tmp_path / "bom.csv").write_text("part_number,hs,net_cost\nX,8708.10,5\n")
    (tmp_path / "bom.yaml").write_text("good: {id: A, hs: '8703.23', date: 2026-11-22}\n")
    found = [read_cases(tmp_path / name).goods for name in ("case.xlsx", "case.json", "bom.csv")]
    assert [[good.case.good.id for good in goods if isinstance(good, ReadCase)] for goods in found] == [
        ["SEDAN-01"], ["SEDAN-01"], ["A"]
    ]  # fmt: skip


def test_facts_of_a_good_make_a_table_its_bill_of_materials(tmp_path: Path) -> None:
    """With the code of a good in the options a table is its materials; with a day alone it is a parts list."""
    path = workbook(tmp_path / "any.xlsx", list=PARTS)
    good = {**DAY["good"], "id": "G", "hs": "8703.23"}
    assert names(read_cases(path, TableOptions(facts={"good": good}))) == ["G"]
    assert names(read_cases(path, TableOptions(facts=DAY))) == ["A", "B"]


@pytest.mark.parametrize(
    ("sheets", "expected", "left"),
    [
        ({"goods": GOODS, "materials": LINES}, ["A"], []),
        ({"vehicles": GOODS, "lines": LINES}, ["A"], []),
        ({"vehicles": GOODS, "notes": [["a"], ["b"]]}, ["A"], ["many.other_sheet"]),
        ({"parts 2026": PARTS, "notes": [["a"], ["b"]]}, ["A", "B"], ["many.other_sheet"]),
    ],
)
def test_which_sheets_are_read(
    sheets: dict[str, list[list[str]]], expected: list[str], left: list[str], tmp_path: Path
) -> None:
    """Sheets are known by their names, or by what stands in them; any other is said to be left out."""
    many = read_cases(workbook(tmp_path / "set.xlsx", **sheets), TableOptions(facts=DAY))
    assert names(many) == expected
    assert [warning.code for warning in many.warnings] == left
    if "materials" in sheets or "lines" in sheets:
        (good,) = many.goods
        assert isinstance(good, ReadCase)
        assert [line.id for line in good.case.materials] == ["X"]


def test_two_lists_are_not_guessed_between(tmp_path: Path) -> None:
    """Two sheets that could be the one are refused by name; the caller may choose."""
    path = workbook(tmp_path / "set.xlsx", January=PARTS, February=PARTS[:2])
    with pytest.raises(InputError) as caught:
        read_cases(path, TableOptions(facts=DAY))
    assert [(problem.code, problem.params["names"]) for problem in caught.value.problems] == [
        ("many.which_sheet", "January, February")
    ]
    assert names(read_cases(path, TableOptions(facts=DAY, sheet="February"))) == ["A"]


def test_a_mapping_names_the_columns_of_a_list(tmp_path: Path) -> None:
    """What no header tells, a mapping does; a name in it that no table has is said."""
    path = workbook(tmp_path / "list.xlsx", list=[["Pieza x", "Codigo y", "Valor z"], *PARTS[1:]])
    mapping = {"Pieza x": "part_number", "Codigo y": "hs", "Valor z": "vnm", "Nada": "use"}
    many = read_cases(path, TableOptions(facts=DAY, mapping=mapping))
    assert names(many) == ["A", "B"]
    assert [warning.code for warning in many.warnings] == ["form.mapping_unused"]


def test_merged_cells_leave_their_rows_unread(tmp_path: Path) -> None:
    """A value merged across parts belongs to nobody knows which of them."""
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("list")
        for at, row in enumerate([*PARTS, ["C", "8708.10", "7"]]):
            sheet.write_row(at, 0, row)
        sheet.merge_range(1, 2, 2, 2, "5")
    assert names(read_cases(path, TableOptions(facts=DAY))) == ["A!", "B!", "C"]


def test_a_case_file_needs_no_reader_of_tables() -> None:
    """Reading a case does not load what reads tables, so that it starts at once."""
    code = (
        "import sys; from rvc.lines.read import read_case; read_case('sample_boms/sedan.json');"
        "print([name for name in sys.modules if name.startswith('rvc.lines.tables')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
