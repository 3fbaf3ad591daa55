"""Workbooks: a case written and read back is the same case, every cell is text, and every column is explained."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rvc.base.messages import catalog
from rvc.lines.case import Case
from rvc.lines.read import as_mapping, case_from, read_case
from rvc.lines.schema import KINDS, LABOR
from rvc.lines.workbook.template import FACTS, ITEMS, SHEETS, Column, columns_of, pages_of, used_by
from rvc.lines.workbook.template_words import help_of, place_of
from rvc.lines.workbook.workbook_out import write_workbook
from tests.strategies import cases, staged_cases

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "sample_boms").iterdir() if path.suffix in {".json", ".yaml"})
FLAGS = {"yes": True, "no": False, "sí": True}
COLUMNS = [column for sheet in SHEETS for column in columns_of(sheet)]

# ---------------------------------------------------------------------------- a reader that knows only the layout


def named(sheet: str) -> dict[str, Column]:
    """The columns of a sheet by name."""
    return {column.name: column for column in columns_of(sheet)}


def value_of(column: Column | None, written: str) -> object:
    """What a cell says, in the shape of a case."""
    if column is None:
        return written
    if column.marker:
        assert written == "none"
        return {}
    if column.field.kind == "flag":
        return FLAGS[written]
    return written.split("; ") if column.field.kind == "choices" else written


def put(tree: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    """Put a value at its place."""
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = value


def table(book: Workbook, name: str) -> Iterator[dict[str, str]]:
    """The rows of a table that hold anything, as texts by header."""
    if name in book.sheetnames:
        header, *rows = book[name].iter_rows(values_only=True)
        for row in rows:
            cells = {str(key): unescape(str(cell)) for key, cell in zip(header, row, strict=True) if cell is not None}
            if cells:
                yield cells


def facts(book: Workbook, name: str, case: dict[str, Any]) -> None:
    """Read a sheet of facts into a case."""
    for field, value, *_ in book[name].iter_rows(min_row=2, values_only=True):
        if value is not None:
            column = named(name).get(str(field))
            if str(field) == "decimal":
                assert value == "point"
                continue
            path = column.path if column else ("rates", str(field).removeprefix("rates_"))
            put(case, path, value_of(column, unescape(str(value))))


def labor(book: Workbook) -> list[dict[str, Any]]:
    """The blocks of sheet labor."""
    blocks: dict[str, dict[str, Any]] = {}
    kinds = {item.name: item.kind for item in LABOR.fields}
    for row in table(book, "labor"):
        basis = row.pop("basis")
        block, item = blocks.setdefault(basis, {"basis": basis}), row.pop("item", None)
        if item is None:
            continue
        if item.removeprefix("no_") == "assembly_credit":
            block["assembly_credit"] = not item.startswith("no_")
        elif item.startswith("no_"):
            block[item.removeprefix("no_")] = []
        elif kinds[item] == "records":
            block.setdefault(item, []).append(row)
        else:
            block[item] = row if kinds[item] == "record" else row["value"]
    return list(blocks.values())


def metal(book: Workbook, name: str) -> dict[str, Any] | None:
    """The block of a metal."""
    rows = list(table(book, name))
    if not rows:
        return None
    (period,) = {row.pop("period") for row in rows if "period" in row} or {"none"}
    block: dict[str, Any] = {} if period == "none" else {"period": period}
    for row in rows:
        block |= {key.removeprefix("summed_"): row.pop(key) for key in list(row) if key.startswith("summed_")}
    purchases = [
        {key: value_of(named(name)[key], cell) for key, cell in row.items() if (key, cell) != ("hs", "none")}
        for row in rows
        if row
    ]
    return block | ({"purchases": purchases} if purchases else {})


def mapping_of(path: Path) -> dict[str, Any]:
    """A workbook as the mapping of its case."""
    book = load_workbook(path)
    case: dict[str, Any] = {}
    facts(book, "good", case)
    facts(book, "elections", case)
    lines: list[dict[str, Any]] = []
    for row in table(book, "materials"):
        lines.append({})
        for key, cell in row.items():
            column = named("materials")[key]
            put(lines[-1], column.path[1:], value_of(column, cell))
    blocks = {"materials": lines, "labor": labor(book), "steel": metal(book, "steel")}
    blocks["aluminum"] = metal(book, "aluminum")
    return case | {key: block for key, block in blocks.items() if block is not None and block != []}


def returned(case: Case, path: Path, lang: str = "en", kind: str | None = None) -> dict[str, Any]:
    """A case written as a workbook and read back."""
    write_workbook(case, path, lang=lang, kind=kind)
    return mapping_of(path)


# -------------------------------------------------------------------------------------------------- the same case


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_sample_comes_back(sample: Path, lang: str, tmp_path: Path) -> None:
    """Every sample, written as a workbook in either language, reads back as the same case."""
    case = read_case(sample).case
    read = returned(case, tmp_path / "case.xlsx", lang)
    assert read == as_mapping(case)
    assert case_from(read).case == case


@settings(max_examples=20, deadline=None)
@given(data=st.one_of(cases(), staged_cases()), kind=st.sampled_from((None, *KINDS)))
def test_any_case_comes_back(data: dict[str, Any], kind: str | None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A random case comes back, and nothing that it states is lost in a workbook narrowed to any kind of good."""
    case = case_from(data).case
    assert returned(case, tmp_path_factory.getbasetemp() / "any.xlsx", kind=kind) == as_mapping(case)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_model_line_and_plant_come_back(case: dict[str, Any], lang: str, tmp_path: Path) -> None:
    """Facts that no rule reads are kept as any other, in either language."""
    case["good"] |= {"model_line": "Línea 8", "plant": "=Puebla"}
    stated = case_from(case).case
    read = returned(stated, tmp_path / "case.xlsx", lang)
    assert read == as_mapping(stated)
    assert (read["good"]["model_line"], read["good"]["plant"]) == ("Línea 8", "=Puebla")


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
        {"alternative_staging": {"approved_in": ["MX", "US"], "from": "2020-07-01", "steel_exempt": True}},
        {"rates": {"EUR": "1.080000", "MXN": "0.058"}},
        {"materials": [{"id": "A", "deductions": {}, "claim": {}}]},
        {"materials": []},
        {"good": {"id": "A", "hs": "870323", "date": "2026-11-22", "new_plant": {}, "features": ["hybrid"]}},
    ],
    ids=str,
)
def test_what_is_stated_as_empty_comes_back(change: dict[str, Any], case: dict[str, Any], tmp_path: Path) -> None:
    """A block, list or entry with nothing in it is not the same as one that is not there."""
    changed = {"schema": "rvc/1", "good": case["good"], **change}
    read = case_from(changed).case
    assert returned(read, tmp_path / "case.xlsx") == as_mapping(read)


AWKWARD = (
    "=1+1", "+1", "-1", "@SUM(A1)", "'quoted", '="0457"', "007", "1E5", "12345678901234567890", "TRUE", "#N/A", "none",
    "2026-11-22", " ends with a space ", "two\nlines", "tab\there", "cr\r\nlf", "ñandú 漢字 😀", "mailto:a@b",
    "<b>&amp;</b>", "{=A1}", "\ufffe",
)  # fmt: skip


def test_awkward_texts_come_back(case: dict[str, Any], tmp_path: Path) -> None:
    """Text that looks like a formula, a number, a date, markup or an escape stays the text that it is."""
    case["good"]["description"] = "=HYPERLINK(1)"
    case["materials"] = [{"id": f"{text}", "part_number": text, "description": text} for text in AWKWARD]
    case["materials"] += [{"id": "M", "unit_value": "123456789012.123456", "quantity": "0.100000"}]
    read = case_from(case).case
    assert returned(read, tmp_path / "case.xlsx") == as_mapping(read)


def test_what_looks_like_an_escape_is_escaped(case: dict[str, Any], tmp_path: Path) -> None:
    """A part number with the look of an escaped letter is not read as that letter."""
    case["materials"] = [{"id": "_x0041_"}]
    write_workbook(case_from(case).case, tmp_path / "case.xlsx")
    with ZipFile(tmp_path / "case.xlsx") as archive:
        assert b"<t>_x005F_x0041_</t>" in archive.read("xl/sharedStrings.xml")


def test_every_cell_is_text(case: dict[str, Any], tmp_path: Path) -> None:
    """No cell holds a number, a date or a formula, and cells filled in later are text too."""
    write_workbook(case_from(case).case, tmp_path / "case.xlsx")
    book = load_workbook(tmp_path / "case.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    for name in SHEETS:
        empty = book[name]["B40" if name in FACTS else "B2"]
        filled = [dimension.number_format for dimension in _styles(book[name])]
        assert isinstance(empty, Cell)
        assert filled
        assert set(filled) == {"@"}


def _styles(sheet: Worksheet) -> Iterator[Any]:
    """The styles of whole columns: what a cell has that was never written."""
    return (dimension for dimension in sheet.column_dimensions.values() if dimension.has_style)


def test_the_same_case_gives_the_same_bytes(case: dict[str, Any], tmp_path: Path) -> None:
    """A workbook tells nothing of the moment it was written."""
    read = case_from(case).case
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(read, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# ------------------------------------------------------------------------------------------------------- to fill in


def test_an_empty_workbook_states_nothing(tmp_path: Path) -> None:
    """A workbook to fill in holds the form of the case and the kind asked for, and nothing else that would be read."""
    write_workbook(None, tmp_path / "empty.xlsx")
    assert mapping_of(tmp_path / "empty.xlsx") == {"schema": "rvc/1"}
    write_workbook(None, tmp_path / "part.xlsx", kind="part", lang="es")
    assert mapping_of(tmp_path / "part.xlsx") == {"schema": "rvc/1", "good": {"kind": "part"}}


def test_the_sheets(tmp_path: Path) -> None:
    """All sheets in their order, with a guide, an example and a dictionary; the lists of choices are hidden."""
    write_workbook(None, tmp_path / "empty.xlsx")
    book = load_workbook(tmp_path / "empty.xlsx")
    assert book.sheetnames == ["guide", *SHEETS, "example", "dictionary", "lists"]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["lists"]
    assert book.active is not None
    assert book.active.title == "good"


@pytest.mark.parametrize(
    ("kind", "without"),
    [
        ("part", {"labor", "steel", "aluminum", "core_part", "new_plant_kind", "absent_core_categories", "rollup"}),
        ("other_vehicle", {"labor", "steel", "core_part", "use", "alternative_staging_from"}),
        ("heavy_truck", {"core_part", "absent_core_categories", "alternative_staging_from", "new_plant_kind"}),
        ("light_truck", {"use", "new_plant_kind"}),
    ],
)
def test_a_kind_narrows(kind: str, without: set[str]) -> None:
    """A kind of good leaves out sheets and columns that cannot bear on it, and no other kind's."""
    pages, every = pages_of(None, kind), pages_of(None)
    there = {page.name for page in pages} | {column.name for page in pages for column in page.columns}
    before = {page.name for page in every} | {column.name for page in every for column in page.columns}
    assert without <= before - there
    assert {"good_id", "net_cost", "originating", "claim_valid_to", "rvc_method"} <= there
    assert ("labor" in there) == (kind in {"heavy_truck", "light_truck"})


def test_drop_downs(tmp_path: Path) -> None:
    """Choices, flags, countries, currencies and components are offered in lists, in the words of the language."""
    write_workbook(None, tmp_path / "empty.xlsx", lang="es")
    book = load_workbook(tmp_path / "empty.xlsx")
    offered: dict[str, str] = {}
    for name in SHEETS:
        for rule in book[name].data_validations.dataValidation:
            at = next(iter(rule.sqref.ranges))
            title = book[name].cell(at.min_row, 1) if name in FACTS else book[name].cell(1, at.min_col)
            offered[f"{name}.{title.value}"] = rule.formula1
    kinds = {"choice", "regime", "flag", "country", "currency", "component"}
    shown = {column for page in pages_of(None) for column in page.columns}
    listed = {f"{column.sheet}.{column.name}" for column in shown if column.field.kind in kinds or column.marker}
    assert set(offered) == listed
    assert offered["materials.originating"] == '"sí,no"'
    assert offered["materials.role"] == '"direct,indirect,packaging,packing,accessory"'
    assert offered["good.costs_excluded"] == '"none"'
    assert [book["listas"].cell(row, 1).value for row in (1, 2, 3, 4)] == ["CA", "MX", "US", "AD"]
    assert re.fullmatch(r"'?listas'?!\$A\$1:\$A\$2\d\d", offered["good.produced_in"])


def test_every_column_is_explained(tmp_path: Path) -> None:
    """Each column has its meaning beside it or in a comment, and a line in the dictionary."""
    write_workbook(None, tmp_path / "empty.xlsx")
    book = load_workbook(tmp_path / "empty.xlsx")
    lines = {row[:2]: row for row in book["dictionary"].iter_rows(min_row=2, values_only=True)}
    for page in pages_of(None):
        sheet = book[page.name]
        beside = {row[0]: row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} if page.facts else {}
        comments = {cell.value: cell.comment.text for cell in sheet[1] if cell.comment}
        for column in page.columns:
            meaning = help_of(column, "en")
            assert (beside if page.facts else comments)[column.name] == meaning
            assert lines[page.name, column.name][5] == meaning
            assert lines[page.name, column.name][6] == (place_of(column) or None)
    assert len(lines) == sum(len(page.columns) for page in pages_of(None))


def test_places_of_columns() -> None:
    """The dictionary says where a column stands in a case file."""
    places = {f"{column.sheet}.{column.name}": place_of(column) for column in COLUMNS}
    assert places["good.good_id"] == "good.id"
    assert places["good.costs_excluded_royalties"] == "value.costs.excluded.royalties"
    assert places["materials.claim_use"] == "materials[].claim.use"
    assert places["steel.hs"] == "steel.purchases[].hs"
    assert places["labor.cost"] == "labor.transport[].cost"
    assert places["labor.value"] == (
        "labor.materials[].value, labor.total_annual_purchase_value, labor.hw_material_value, labor.hw_labor_cost"
    )
    assert places["elections.alternative_staging_to"] == "alternative_staging.to"


def test_names_stand_once() -> None:
    """No two columns of a sheet share a name."""
    assert len({(column.sheet, column.name) for column in COLUMNS}) == len(COLUMNS)


def test_each_part_of_labor_has_its_columns() -> None:
    """What is not gray in a row of sheet labor is what the row's part of the block holds."""
    columns = [column for column in columns_of("labor") if column.name not in {"basis", "item"}]
    for item in ITEMS:
        fields = set(item.shape.by_name) if item.shape else {"value"} if item.kind != "flag" else set()
        assert {column.name for column in columns if item.name in used_by(column)} == fields


# ---------------------------------------------------------------------------------------------------------- texts


def test_both_languages_have_every_text() -> None:
    """The Spanish catalog has the texts of the English one with the same parameters, and a help for every column."""
    english, spanish = catalog("template"), catalog("template", "es")
    helps = {f"template.help.{column.key}" for column in COLUMNS if "{" not in help_of(column, "es")}
    own = {f"template.help.{column.key}" for column in COLUMNS if column.marker or column.field.kind == "rates"}
    assert set(spanish) == set(english) | (helps - own - {"template.help.labor.item"})
    for code, words in english.items():
        assert sorted(re.findall(r"{\w+}", words)) == sorted(re.findall(r"{\w+}", spanish[code])), code


def test_the_example_is_a_case() -> None:
    """Both examples stand every check, and each description has its words."""
    examples = tomllib.loads((ROOT / "rvc/lines/workbook/template_example.toml").read_text(encoding="utf-8"))
    things = {code.rpartition(".")[2] for code in catalog("template") if code.startswith("template.thing.")}
    used = {examples[name]["good"]["description"] for name in examples}
    used |= {line["description"] for name in examples for line in examples[name]["materials"]}
    assert used == things
    assert [case_from(data).warnings for data in examples.values()] == [(), ()]


@pytest.mark.parametrize(("kind", "lang", "sheet"), [("part", "es", "ejemplo"), (None, "en", "example")])
def test_the_example_is_marked(kind: str | None, lang: str, sheet: str, tmp_path: Path) -> None:
    """The sheet of examples says first that it is one, and shows a good of the sort asked for in the language."""
    write_workbook(None, tmp_path / "empty.xlsx", kind=kind, lang=lang)
    cells = [row[:4] for row in load_workbook(tmp_path / "empty.xlsx")[sheet].iter_rows(values_only=True)]
    assert str(cells[0][0]).startswith("EXAMPLE" if lang == "en" else "EJEMPLO")
    shown = {cell for row in cells for cell in row}
    assert ({"CALIPER-01", "pistón de acero recubierto"} if kind else {"SEDAN-01", "automatic transmission"}) <= shown


# -------------------------------------------------------------------------------------------------------- the file


def test_what_no_sheet_can_hold_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    """A text longer than a cell holds is refused by name, not cut off; the file that was there stays."""
    path = tmp_path / "case.xlsx"
    path.write_bytes(b"before")
    case["materials"][1]["description"] = "😀" * 16_384
    with pytest.raises(ValueError, match="sheet materials, column description: a text of 32768 characters"):
        write_workbook(case_from(case).case, path)
    assert path.read_bytes() == b"before"
    case["materials"][1]["description"] = "😀" * 16_383 + "x"
    read = case_from(case).case
    assert returned(read, path) == as_mapping(read)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    """Where the workbook cannot take its place, nothing is left beside it."""
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_workbook(None, tmp_path / "folder.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.xlsx"]
