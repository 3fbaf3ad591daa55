"""Workbooks in XLSX: cells by type and by number format, formulas, and what a sheet may be packed as."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from rvc.base.errors import InputError
from rvc.lines.grids.grid import Broken, Grid, Percent, read_grids
from rvc.lines.grids.grid_formats import kind_of
from tests.lines.corpus.packed import LINK, MAIN, RELATION, RELATIONS, pack, xlsx_parts


def grid_of(path: Path, rows: str, **more: object) -> Grid:
    """The one sheet with these rows."""
    (grid,), _ = read_grids(pack(path / "a.xlsx", xlsx_parts(rows, **more)))  # type: ignore[arg-type]
    return grid


def cell_of(path: Path, cell: str, **more: object) -> object:
    """The value of a single cell, None if blank."""
    rows = grid_of(path, f'<row r="1">{cell}</row>', **more).rows
    return rows[0][0] if rows else None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"),
        ("0.00", "number"),
        ('#,##0.00 "pcs/day"', "number"),
        ("0.00E+00", "number"),
        ('_-"$"* #,##0.00_-;-"$"* #,##0.00_-;_-@_-', "number"),
        ("[$USD] #,##0.00", "number"),
        ("0.00 USD", "number"),
        ("@", "number"),
        ("0%", "percent"),
        ("0.00%;[Red]-0.00%", "percent"),
        ('0.0"%"', "number"),
        (r"0\%", "number"),
        ("yyyy-mm-dd", "day"),
        ("[$-409]m/d/yyyy;@", "day"),
        (r"dd\-mmm\-yy", "day"),
        ("mmm", "day"),
        ('d" de "mmmm" de "yyyy', "day"),
        ("yyyy/mm/dd hh:mm:ss.000", "moment"),
        ("m/d/yy h:mm AM/PM", "moment"),
        ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm:ss", "time"),
        ("[$-F400]h:mm:ss AM/PM", "time"),
    ],
)
def test_number_formats(code: str, kind: str) -> None:
    """What a number format shows is told from its code, without literals, colors and other sections."""
    assert kind_of(code) == kind


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>8703.2299999999996</v></c>', Decimal("8703.23")),
        ('<c r="A1" t="n"><v> 12 </v></c>', Decimal(12)),
        ("<c><v>7</v></c>", Decimal(7)),
        ('<c r="A1" t="str"><v>007</v></c>', "007"),
        ('<c r="A1" t="inlineStr"><is><t>0</t><r><t>07</t></r><rPh><t>aside</t></rPh></is></c>', "007"),
        ('<c r="A1" t="s"><v>0</v></c>', "a b\r\n"),
        ('<c r="A1" t="s"><v>1</v></c>', Broken("characters", "\x07")),
        ('<c r="A1" t="s"><v>2</v></c>', "_x0007_"),
        ('<c r="A1" t="s"><v>3</v></c>', Broken("malformed", "3")),
        ('<c r="A1" t="s"><v>-1</v></c>', Broken("malformed", "-1")),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="b"><v>2</v></c>', Broken("malformed", "2")),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Broken("error_value", "#N/A")),
        ('<c r="A1" t="d"><v>2026-02-01</v></c>', date(2026, 2, 1)),
        ('<c r="A1" t="d"><v>2026-02-30</v></c>', Broken("no_such_day", "2026-02-30")),
        ('<c r="A1" t="new"><v>1</v></c>', Broken("malformed", "1")),
        ('<c r="A1"><v>1,5</v></c>', Broken("malformed", "1,5")),
        ('<c r="A1"><v>nan</v></c>', Broken("malformed", "nan")),
        ('<c r="A1" s="0"/>', None),
        ('<c r="A1" t="s"><v></v></c>', None),
        ('<c r="A1"><f>B1*2</f><v>14</v></c>', Decimal(14)),
        ('<c r="A1"><f>B1*2</f><v></v></c>', Broken("uncalculated", "=B1*2")),
        ('<c r="A1"><f>B1*2</f></c>', Broken("uncalculated", "=B1*2")),
        ('<c r="A1"><f t="shared" si="0"/></c>', Broken("uncalculated", "=")),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Broken("error_value", "#DIV/0!")),
    ],
)  # fmt: skip
def test_cells(tmp_path: Path, cell: str, value: object) -> None:
    """A cell is what its type says, or broken; only a cell that holds nothing is blank."""
    strings = '<si><t xml:space="preserve">a b_x000D_\n</t><rPh><t>aside</t></rPh></si><si><t>_x0007_</t></si>'
    found = cell_of(tmp_path, cell, strings=f"{strings}<si><t>_x005F_x0007_</t></si>")
    assert found == value
    assert type(found) is type(value)


def test_results_of_another_day(tmp_path: Path) -> None:
    """Where the workbook asks to be calculated when opened, its results are not believed: some writers put 0."""
    cells = '<c r="A1"><f>B1</f><v>0</v></c>'
    assert cell_of(tmp_path, cells, book='<calcPr fullCalcOnLoad="1"/>') == Broken("uncalculated", "=B1")
    assert cell_of(tmp_path, cells, book='<calcPr calcId="191029"/>') == 0


FORMATS = ("0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "h:mm")


@pytest.mark.parametrize(
    ("style", "number", "value"),
    [
        (1, "0.75", Percent("0.75")),
        (1, "1", Percent(1)),
        (2, "1", date(1900, 1, 1)),
        (2, "59", date(1900, 2, 28)),
        (2, "60", Broken("no_such_day", "60")),
        (2, "61", date(1900, 3, 1)),
        (2, "46054", date(2026, 2, 1)),
        (2, "46054.75", date(2026, 2, 1)),
        (3, "46054.75", datetime(2026, 2, 1, 18)),  # noqa: DTZ001
        (3, "46054.999999999", datetime(2026, 2, 2)),  # noqa: DTZ001
        (2, "2958465", date(9999, 12, 31)),
        (2, "2958466", Broken("no_such_day", "2958466")),
        (2, "0", Broken("no_such_day", "0")),
        (2, "-1", Broken("no_such_day", "-1")),
        (4, "0.5", Broken("time_of_day", "0.5")),
        (4, "46054.5", Broken("time_of_day", "46054.5")),
    ],
)
def test_numbers_as_they_are_shown(tmp_path: Path, style: int, number: str, value: object) -> None:
    """A number shown as a percentage or a day is one; a day that the calendar lacks is broken."""
    found = cell_of(tmp_path, f'<c r="A1" s="{style}"><v>{number}</v></c>', formats=FORMATS)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("number", "day"), [("0", date(1904, 1, 1)), ("44592", date(2026, 2, 1))])
def test_days_counted_from_1904(tmp_path: Path, number: str, day: date) -> None:
    """A workbook that counts days from 1904 is read by its own count."""
    cell, book = f'<c r="A1" s="2"><v>{number}</v></c>', '<workbookPr date1904="1"/>'
    assert cell_of(tmp_path, cell, formats=FORMATS, book=book) == day


def test_places(tmp_path: Path) -> None:
    """Cells stand at the place that they name; without names, one after another."""
    rows = (
        '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row/><row><c><v>3</v></c><c><v>4</v></c></row>'
    )
    after = '<mergeCells><mergeCell ref="B3:D4"/></mergeCells>'
    grid = grid_of(tmp_path, rows, after=after)
    assert (grid.first_row, grid.rows, grid.merged) == (3, [[None, 1, None, 2], [], [3, 4]], ((3, 1, 4, 3),))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"/><row r="1"/>',
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="x"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A1"/><c r="A1"/></row>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><c r="XFE1"/></row>',
        '<row r="1"><c r="1"/></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" s="99"><v>1</v></c></row>',
        "</sheetData><sheetData>",
        "<row>",
    ],
)
def test_places_that_contradict(tmp_path: Path, rows: str) -> None:
    """A sheet whose rows or cells contradict one another is refused as damaged."""
    with pytest.raises(InputError) as refused:
        grid_of(tmp_path, rows)
    assert [problem.code for problem in refused.value.problems] == ["grid.damaged"]


def test_prefixes_charts_macros_and_links(tmp_path: Path) -> None:
    """Names may carry a prefix; chart sheets, macros and other files are passed over."""
    sheet = f'<x:worksheet xmlns:x="{MAIN[7:-1]}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    links = {"worksheet": "/xl/w.xml", "chartsheet": "chart.xml", "externalLink": "gone.xml", "vbaProject": "v.bin"}
    told = "".join(
        f'<Relationship Id="r{at}" Type="{RELATION}/{kind}" Target="{path}"/>'
        for at, (kind, path) in enumerate(links.items())
    )
    away = f'<Relationship Id="r9" Type="{RELATION}/worksheet" Target="file:///x.xml" TargetMode="External"/>'
    parts = xlsx_parts("") | {
        "xl/w.xml": f"{sheet}</x:sheetData></x:worksheet>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{told}{away}</Relationships>",
        "xl/workbook.xml": f'<x:workbook xmlns:x="{MAIN[7:-1]}" {LINK}><x:sheets><x:sheet name="S" r:id="r0"/>'
        '<x:sheet name="Chart" r:id="r1"/><x:sheet name="Away" r:id="r9"/></x:sheets></x:workbook>',
        "xl/v.bin": b"\0",
    }
    (grid,), _ = read_grids(pack(tmp_path / "a.xlsm", parts))
    assert (grid.sheet, grid.rows) == ("S", [[1]])
