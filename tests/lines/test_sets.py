"""Goods with tables beside them: each good has its own lines, and nothing that was written is lost."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rvc.base.errors import InputError
from rvc.lines.read import ReadCase, case_from
from rvc.lines.tables.many import Many, Unread, read_cases, read_set
from rvc.lines.tables.options import TableOptions
from tests.lines.corpus.goods_and_materials import as_csv, as_workbook, tables_of
from tests.strategies import fleets

GOODS = ["good_id,hs,date,currency,net_cost", "G1,8703.23,2026-11-22,USD,100.00", "G2,8703.24,2026-11-22,USD,200.00"]
MATERIALS = ["good_id,part_number,hs,unit_value", "G1,A,8407.34,5.00", "G2,A,8407.34,6.00", "G1,B,8708.10,7.00"]
Told = list[tuple[str, list[tuple[str, int | None, str]]]]


def files(folder: Path, **tables: list[str]) -> dict[str, Any]:
    """Tables written as CSV."""
    paths = {name: folder / f"{name}.csv" for name in tables}
    for name, path in paths.items():
        path.write_text("\n".join(tables[name]) + "\n", encoding="utf-8")
    return paths


def read(folder: Path, **tables: list[str]) -> Many:
    """Tables written as CSV, read; goods and materials as above if they are not given."""
    return read_set(**files(folder, **{"goods": GOODS, "materials": MATERIALS, **tables}))


def unread(many: Many) -> Told:
    """What could not be read, and why."""
    return [
        (good.id, [(each.code, each.row, each.column) for each in good.problems])
        for good in many.goods
        if isinstance(good, Unread)
    ]


def by_name(many: Many) -> dict[str, ReadCase]:
    """The goods that could be read."""
    return {good.case.good.id: good for good in many.goods if isinstance(good, ReadCase)}


@settings(max_examples=12, deadline=None)
@given(data=fleets(), as_one=st.booleans())
def test_random_cases_come_back(
    data: list[dict[str, Any]], as_one: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Random cases written as tables, in one workbook or in files of their own, read back as the same cases."""
    tables, folder, options = tables_of(data), tmp_path_factory.getbasetemp(), TableOptions(decimal="point")
    if as_one:
        many = read_cases(as_workbook(tables, folder / "set.xlsx"), options)
    else:
        many = read_set(**as_csv(tables, folder), options=options)
    assert unread(many) == []
    assert [good.case for good in many.goods if isinstance(good, ReadCase)] == [case_from(case).case for case in data]


JUNK = st.sampled_from(
    ["", "#N/A", "abc", "1,234", "-5", "99", "Total", "=1+1", "0001", "1E+30", "none", "G1", "G2", "\t"]
)


@settings(max_examples=40, deadline=None)
@given(
    goods=st.lists(st.lists(JUNK, min_size=5, max_size=5), max_size=4),
    materials=st.lists(st.lists(JUNK, min_size=4, max_size=4), max_size=5),
)
@example(
    goods=[["Total", "", "", "", ""]], materials=[["Total", "#N/A", "", ""]]
)  # a total is no good, so its line is a stray one
def test_every_row_is_accounted_for(
    goods: list[list[str]], materials: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever stands in the cells, each row of goods comes back once, in order, or is said to be left out."""

    def quoted(rows: list[list[str]]) -> list[str]:
        return [",".join(f'"{cell}"' for cell in row) for row in rows]

    many = read(
        tmp_path_factory.getbasetemp(), goods=[*GOODS, *quoted(goods)], materials=[*MATERIALS, *quoted(materials)]
    )
    left_out = {
        row
        for warning in many.warnings
        if warning.code.startswith("form.left_out.") and Path(warning.file).stem == "goods"
        for first, _, last in [warning.params["rows"].partition("-")]
        for row in range(int(first), int(last or first) + 1)
    }
    blank = sum(not any(row) for row in goods)
    named = {cells[0] for row, cells in enumerate(goods, len(GOODS) + 1) if row not in left_out} | {"G1", "G2"}
    own = [good for good in many.goods if not isinstance(good, Unread) or not _is_stray(good)]
    assert len(own) == len(GOODS) - 1 + len(goods) - len(left_out) - blank
    assert {good.id for good in many.goods if isinstance(good, Unread) and _is_stray(good)}.isdisjoint(named - {""})


def _is_stray(good: Unread) -> bool:
    """Whether what is unread comes of lines beside the table of goods."""
    return all(Path(problem.file).stem == "materials" for problem in good.problems) and (
        good.id.startswith("row ") or any(problem.code == "many.unknown_good" for problem in good.problems)
    )


def test_lines_go_to_their_goods(tmp_path: Path) -> None:
    """Each good has the lines that name it, in order; part numbers may be the same."""
    goods = by_name(read(tmp_path))
    assert {name: [line.id for line in good.case.materials] for name, good in goods.items()} == {
        "G1": ["A", "B"], "G2": ["A"]
    }  # fmt: skip


@pytest.mark.parametrize(
    "heads", [("model_line", "plant"), ("Model Line", "Plant Name"), ("Línea de modelo", "Planta")], ids=str
)
def test_goods_have_a_model_line_and_a_plant(heads: tuple[str, str], tmp_path: Path) -> None:
    """Columns of the goods table, in English and Spanish, that come to the good; a blank one is not stated."""
    goods = [f"{GOODS[0]},{','.join(heads)}", f"{GOODS[1]},Alta,Puebla", f"{GOODS[2]},,Puebla"]
    found = {name: read.case.good for name, read in by_name(read(tmp_path, goods=goods)).items()}
    assert [(good.model_line, good.plant) for good in found.values()] == [("Alta", "Puebla"), (None, "Puebla")]


def test_levels_are_counted_in_each_good(tmp_path: Path) -> None:
    """An indented list of several goods is one tree a good."""
    lines = ["good_id,level,part_number", "G1,1,A", "G1,2,B", "G2,1,A", "G2,2,C"]
    goods = by_name(read(tmp_path, materials=lines))
    assert [(line.id, line.parent) for line in goods["G2"].case.materials] == [("A", None), ("C", "A")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("G9,C,8708.10,1", ("G9", [("many.unknown_good", 5, "A")])),
        (",C,8708.10,1", ("row 5", [("many.no_good", 5, "A")])),
        ("G2,C,8708.10,abc", ("G2", [("column.number", 5, "D")])),
        ("G2,,8708.10,1", ("G2", [("form.row_without_key", 5, "")])),
        ("G9,,8708.10,1", ("G9", [("many.unknown_good", 5, "A"), ("form.row_without_key", 5, "")])),
        (",,8708.10,1", ("row 5", [("form.row_without_key", 5, "")])),
        ("G2,C,99,1", ("G2", [("hs.malformed", 5, "C")])),
    ],
)
def test_a_line_that_cannot_be_read_leaves_its_good_unread(
    line: str, expected: tuple[str, list[tuple[str, int, str]]], tmp_path: Path
) -> None:
    """Its good, and no other; a line of nobody's good comes back by itself."""
    many = read(tmp_path, materials=[*MATERIALS, line])
    assert unread(many) == [expected]
    assert "G1" in by_name(many)
    assert all(Path(each.file).name == "materials.csv" for good in many.goods if isinstance(good, Unread)
               for each in good.problems)  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "claimed"),
    [("claim_valid_from,claim_valid_to", True), ("Valid From,Valid To", None), ("producer,claim_valid_from", None)],
)
def test_a_suppliers_table_claims_with_all_that_must_be_behind_it(
    columns: str, claimed: bool | None, tmp_path: Path
) -> None:
    """In the words of a case, originating is certified; in those of suppliers it needs certifier, criterion, period."""
    second = "yes" if columns.startswith("producer") else "2026-01-01"
    lines = [f"good_id,part_number,hs,originating,{columns}", f"G1,A,8407.34,yes,{second},2026-12-31"]
    (line,) = by_name(read(tmp_path, materials=lines))["G1"].case.materials
    assert line.originating is claimed


def test_goods_of_one_name_are_all_unread(tmp_path: Path) -> None:
    """Nobody knows whose the lines are; what was written stays in order."""
    many = read(tmp_path, goods=[*GOODS, "G1,8703.22,2026-11-22,USD,5.00"])
    assert unread(many) == [("G1", [("many.twice", 2, "A")]), ("G1", [("many.twice", 4, "A")])]
    assert [isinstance(good, Unread) for good in many.goods] == [True, False, True]


def test_sums_stand_for_what_is_not_listed(tmp_path: Path) -> None:
    """Summed figures of labor and metals are those of the good; the basis of labor follows from what is stated."""
    header = "good_id,hs,date,hw_material_value,hw_labor_cost,assembly_credit,total_annual_purchase_value,steel_value"
    goods = by_name(
        read(tmp_path, goods=[header, "G1,8703.23,2026-11-22,5,6,yes,,70", "G2,8703.23,2026-11-22,5,,,90,"])
    )
    (first,), (second,) = goods["G1"].case.labor, goods["G2"].case.labor
    assert (first.basis, first.hw_material_value, first.hw_labor_cost, first.assembly_credit) == (
        "net_cost",
        5,
        6,
        True,
    )
    assert (second.basis, second.hw_labor_cost, second.assembly_credit) == ("annual_purchase_value", None, None)
    assert (goods["G1"].case.steel is not None, goods["G2"].case.steel) == (True, None)


def test_a_plant_without_a_basis_has_none(tmp_path: Path) -> None:
    """What the wages of a plant are a share of is never assumed."""
    header, cells = "good_id,hs,date,assembly_country,assembly_labor_cost", "8703.23,2026-11-22,MX,6"
    many = read(tmp_path, goods=[header, f"G1,{cells}", f"G2,{cells}"])
    assert [good.problems[0].code for good in many.goods if isinstance(good, Unread)] == ["value.missing"] * 2


@pytest.mark.parametrize(
    ("tables", "place"),
    [
        ({"steel": ["good_id,hs,value", "G1,7210.49,5"], "goods": [f"{GOODS[0]},steel_value", f"{GOODS[1]},70"]},
         (2, "")),
        ({"elections": ["good_id,rvc_method", "G1,best"], "goods": [f"{GOODS[0]},rvc_method", f"{GOODS[1]},best"]},
         (2, "B")),
        ({"elections": ["good_id,rvc_method", "G1,best", "G1,net_cost"]}, (3, "B")),
    ],
)  # fmt: skip
def test_nothing_is_stated_twice(tables: dict[str, list[str]], place: tuple[int, str], tmp_path: Path) -> None:
    """What two tables or rows state of one good is refused, and never overwritten."""
    (told,) = unread(read(tmp_path, **{"materials": MATERIALS[:2], **tables}))
    assert told == ("G1", [("many.stated_twice", *place)])


def test_what_is_said_of_a_header_is_said_once(tmp_path: Path) -> None:
    """A column that is left out is no warning of every good; what is said of a row is one of its good alone."""
    lines = [f"{MATERIALS[0]},traced_value,colour", *(f"{line},1,red" for line in MATERIALS[1:])]
    many = read(tmp_path, materials=[*lines, "G1,A,8407.34,2,1,red"])
    assert [(warning.code, Path(warning.file).name) for warning in many.warnings] == [
        ("form.left_out.column", "materials.csv"), ("form.left_out.unused", "materials.csv")
    ]  # fmt: skip
    goods = by_name(many)
    assert [warning.code for warning in goods["G1"].warnings] == ["form.id_made"]
    assert goods["G2"].warnings == ()


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"materials": ["part_number,hs", "A,8708.10"]}, "many.no_key"),
        ({"goods": ["good_id,date", "G1,2026-11-22"]}, "column.missing"),
        ({"goods": ["good_id,hs", "G1,8703.23"]}, "many.no_date"),
        ({"materials": ["good_id,part_number,hs,HTS", "G1,A,8708.10,8708.10"]}, "column.ambiguous"),
        ({"labor": ["good_id,basis,assembly_country", "G1,net_cost,MX"]}, "form.column_elsewhere"),
    ],
)
def test_what_is_wrong_with_a_table_is_raised(tables: dict[str, list[str]], code: str, tmp_path: Path) -> None:
    """A table that cannot be read as a whole is no problem of each good."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, **tables)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_no_table_is_of_an_unknown_name(tmp_path: Path) -> None:
    """A misspelled table of a set is an error of the caller."""
    with pytest.raises(TypeError, match="steal"):
        read(tmp_path, steal=GOODS)
    with pytest.raises(TypeError, match="list"):
        read_set([], [])
