"""Workbooks in ODS: cells by type, repeated cells and rows, comments, hidden sheets and formulas without results."""

from decimal import Decimal
from pathlib import Path

import pytest

from rvc.base.errors import InputError
from rvc.lines.grids.grid import Broken, Percent, read_grids
from tests.lines.corpus.packed import ods_parts, ods_table, pack


def cell_of(path: Path, cell: str, **more: str) -> object:
    """The value of a single cell, None if blank."""
    rows = ods_table(f"<table:table-row>{cell}</table:table-row>")
    (grid,), _ = read_grids(pack(path / "a.ods", ods_parts(rows, **more)))
    return grid.rows[0][0] if grid.rows else None


@pytest.mark.parametrize(
    ("attributes", "shown", "value"),
    [
        ('office:value-type="float" office:value="8703.2300"', "8,703", Decimal("8703.23")),
        ('office:value-type="currency" office:value="1.5"', "$2", Decimal("1.5")),
        ('office:value-type="percentage" office:value="0.75"', "75%", Percent("0.75")),
        ('office:value-type="float"', "7", Broken("malformed", "")),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", True),
        ('office:value-type="float" office:value="0"', "FALSO", False),
        ('office:value-type="string"', "007", "007"),
        ('office:value-type="string" office:string-value="007"', "shown", "007"),
        ('office:value-type="date" office:date-value="2026-13-01"', "x", Broken("no_such_day", "2026-13-01")),
        ('office:value-type="time" office:time-value="PT1H"', "1:00", Broken("time_of_day", "PT1H")),
        ('office:value-type="other" office:value="1"', "1", Broken("malformed", "1")),
        ('table:formula="of:=NA()" office:value-type="float" office:value="0"', "#N/A", Broken("error_value", "#N/A")),
        ('table:formula="of:=[.B1]*2"', "", Broken("uncalculated", "=[.B1]*2")),
        ('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2", Decimal(2)),
        ("", "", None),
        ("", "plain", "plain"),
    ],
)
def test_cells(tmp_path: Path, attributes: str, shown: str, value: object) -> None:
    """A cell is what its type says, or broken; an error shown is one whatever value stands behind it."""
    found = cell_of(tmp_path, f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>")
    assert found == value
    assert type(found) is type(value)


def test_empty_result(tmp_path: Path) -> None:
    """A formula without a result is empty text where LibreOffice wrote it, which calculates all; elsewhere unknown."""
    cell = '<table:table-cell table:formula="of:=&quot;&quot;"/>'
    assert cell_of(tmp_path, cell, generator="LibreOffice/24.8") is None
    assert isinstance(cell_of(tmp_path, cell), Broken)


def test_text_of_a_cell(tmp_path: Path) -> None:
    """Paragraphs, spaces, tabs and spans make up the text; comments and drawings are no part of it."""
    cell = (
        "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation><draw:frame><text:p>d</text:p>"
        '</draw:frame><text:p>a<text:s text:c="2"/>b<text:span>c</text:span><text:tab/></text:p><text:p>d</text:p>'
        "</table:table-cell>"
    )
    assert cell_of(tmp_path, cell) == "a  bc\t\nd"


def test_repeated_and_merged(tmp_path: Path) -> None:
    """Repeated cells and rows stand as often as they say; what is blank to the end of the sheet is left out."""
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"/>'
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>{cell}'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-spanned="3"><text:p>x</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048571"><table:table-cell/></table:table-row>'
    )
    (grid,), _ = read_grids(pack(tmp_path / "a.ods", ods_parts(ods_table(rows))))
    assert (grid.first_row, grid.rows) == (3, [[None, None, 1, 1], [None, None, 1, 1], ["x"]])
    assert grid.merged == ((5, 0, 5, 2),)


def test_hidden_and_linked_sheets(tmp_path: Path) -> None:
    """A sheet that is not displayed is hidden; one that only keeps what another file held is passed over."""
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    tables = (
        '<table:table table:name="A" table:style-name="h"/><table:table table:name="B"/>'
        "<table:table table:name=\"'file:///x.ods'#$S\"><table:table-row/></table:table>"
    )
    grids, _ = read_grids(pack(tmp_path / "a.ods", ods_parts(tables, styles=styles)))
    assert [(grid.sheet, grid.hidden) for grid in grids] == [("A", True), ("B", False)]


def test_password(tmp_path: Path) -> None:
    """A workbook whose parts are encrypted is refused as such."""
    parts = ods_parts("") | {
        "META-INF/manifest.xml": '<m xmlns:n="urn:n"><n:encryption-data/></m>',
        "content.xml": b"\1\2",
    }
    with pytest.raises(InputError, match="password"):
        read_grids(pack(tmp_path / "a.ods", parts))
