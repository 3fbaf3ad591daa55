"""Goods judged by columns come out as goods judged one by one: every cell, every problem, in order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from rvc.base.errors import InputError
from rvc.lines.alike import bins, sheets
from rvc.lines.tables.many import read_set
from rvc.lines.tables.options import TableOptions
from rvc.run.fleet.fleet import Fleet
from rvc.run.fleet.scores import score_set
from rvc.run.results import Results
from rvc.run.score import Scored, score, table
from rvc.run.summary import summarize

CENTS, EXACT = pa.decimal128(14, 2), pa.decimal128(16, 4)
GOODS = {
    "good_id": pa.string(), "hs": pa.string(), "use": pa.string(), "produced_in": pa.string(), "date": pa.date32(),
    "currency": pa.string(), "absent_core_categories": pa.string(), "description": pa.string(),
    "model_line": pa.string(), "plant": pa.string(),
    "rvc_method": pa.string(), "core_parts_method": pa.string(), "core_parts_averaging": pa.string(),
    "rollup": pa.string(), "labor_basis": pa.string(), "assembly_credit": pa.bool_(), "net_cost": CENTS,
    "transaction_value": CENTS, "total_cost": CENTS, "hw_material_value": CENTS, "hw_labor_cost": CENTS,
    "total_annual_purchase_value": CENTS, "steel_value": CENTS, "steel_originating_value": CENTS,
    "aluminum_value": CENTS, "aluminum_originating_value": CENTS,
}  # fmt: skip
LINES = {
    "good_id": pa.string(), "id": pa.string(), "parent": pa.string(), "hs": pa.string(), "line_value": EXACT,
    "unit_value": CENTS, "quantity": pa.decimal128(9, 3), "other_cost": CENTS, "originating": pa.bool_(),
    "core_part": pa.string(), "component": pa.string(), "made": pa.string(), "role": pa.string(),
    "origin": pa.string(), "supplier": pa.string(), "currency": pa.string(), "rate": pa.decimal128(9, 3),
}  # fmt: skip
Row = dict[str, Any]
ABSENT = "transmission;body_and_chassis;axle;suspension_system;steering_system;advanced_battery"


def arrow(rows: list[Row], columns: Mapping[str, Any]) -> Any:  # noqa: ANN401 - classes without types
    """Rows as an Arrow table; columns that no row states are left out."""
    held = {name for row in rows for name, value in row.items() if value is not None}
    return pa.table({
        name: pa.array([row.get(name) for row in rows], kind) for name, kind in columns.items() if name in held
    })  # fmt: skip


def both(
    goods: list[Row], lines: list[Row], options: TableOptions | None = None, *, piece: int = 1 << 18
) -> tuple[list[Scored], list[Scored], int]:
    """The goods by columns, so many lines at a time and in a bin, and one by one; and how many went by columns."""
    tables = arrow(goods, GOODS), arrow(lines, LINES)
    in_chunks = pa.concat_tables([tables[1].slice(at, 2) for at in range(0, len(lines), 2)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "_PIECE", piece)
        patch.setattr(bins, "_BIN", piece)
        fleet = Fleet(tables[0], in_chunks, options or TableOptions())
        mine = list(fleet.scored())
    many = read_set(*tables, options=options)
    assert fleet.warnings == many.warnings
    return mine, list(score(many.goods)), fleet.by_column


def told(goods: list[Scored]) -> tuple[Mapping[str, list[str]], list[list[str]]]:
    """Everything that a batch shows of goods."""
    return table(goods), [[str(problem) for problem in (*good.problems, *good.warnings)] for good in goods]


def car(name: str, **facts: Any) -> Row:  # noqa: ANN401 - of any kind
    """A passenger vehicle all of whose sums suffice: LVC 30 + 15 of 40 with the credit, 70% of both metals."""
    return {
        "good_id": name, "hs": "8703.23", "produced_in": "MX", "date": date(2026, 11, 22), "currency": "USD",
        "net_cost": Decimal(1000), "transaction_value": Decimal(1200), "hw_material_value": Decimal(250),
        "hw_labor_cost": Decimal(150), "assembly_credit": True, "steel_value": Decimal(100),
        "steel_originating_value": Decimal(70), "aluminum_value": Decimal(100),
        "aluminum_originating_value": Decimal(90),
        "absent_core_categories": ABSENT,
        **facts,
    }  # fmt: skip


def line(good: str, name: str, value: str | None, **facts: Any) -> Row:  # noqa: ANN401 - of any kind
    """A purchased material."""
    return {"good_id": good, "id": name, "hs": "7318.15", "line_value": value and Decimal(value), **facts}


def engine(good: str, vnm: str) -> list[Row]:
    """An engine of net cost 200, of which so much does not originate: 75% is required (UR 14(13))."""
    rest = Decimal(190) - Decimal(vnm)
    return [
        line(good, "E", "220", hs="8407.34", core_part="engine", other_cost=Decimal(10)),
        line(good, "E1", vnm, parent="E", hs="8409.91", originating=False),
        line(good, "E2", str(rest), parent="E", originating=True),
    ]


def test_every_test_is_told_by_columns() -> None:
    """Cars that pass and that fail one test each: all by columns, none differs from the same car alone."""
    facts: dict[str, Row] = {
        "PASS": {}, "STEEL": {"steel_originating_value": Decimal("69.99")},
        "ALUMINUM": {"aluminum_originating_value": Decimal("69.99")}, "LABOR": {"hw_material_value": Decimal(0)},
        "TERRITORY": {"produced_in": "JP"}, "RVC": {}, "CORE": {"core_parts_method": "each_part"},
        "YEAR": {"date": date(2022, 1, 1)},
    }  # fmt: skip
    goods = [car(name, **own) for name, own in facts.items()]
    lines = [
        row
        for name in facts
        for row in [
            *engine(name, "50.01" if name == "CORE" else "50"),
            line(name, "X", "250.01" if name == "RVC" else "200", originating=False),
        ]
    ]
    mine, theirs, by_column = both(goods, lines)
    assert told(mine) == told(theirs)
    assert by_column == len(goods)
    failing = {good.id: [finding.rule for finding in good.findings if finding.status == "fail"] for good in mine}
    assert failing == {
        "PASS": [], "STEEL": ["steel"], "ALUMINUM": ["aluminum"], "LABOR": ["labor_value"],
        "TERRITORY": ["territory"], "RVC": ["rvc"], "CORE": ["rvc", "core_parts"], "YEAR": [],
    }  # fmt: skip


def test_figures_beyond_64_bits_are_exact() -> None:
    """Figures that need more than 64 bits once multiplied: a car on 75% passes, one just below and one at 60% fail.

    25% of 999,999,999,999.99 is 249,999,999,999.9975; in units of 0.0001 and times 10,000 that is above 2 to the 64.
    """
    figures = dict.fromkeys(("hw_material_value", "hw_labor_cost", "steel_value", "steel_originating_value"), None)
    goods = [
        car(name, net_cost=Decimal("999999999999.99"), transaction_value=None, aluminum_value=None,
            aluminum_originating_value=None, **figures)
        for name in ("ON", "BELOW", "FAR")
    ]  # fmt: skip
    out = {"ON": "249999999999.9975", "BELOW": "249999999999.9976", "FAR": "400000000000"}
    lines = [
        row
        for name in out
        for row in [
            line(name, "N", out[name], originating=False),
            *(line(name, f"O{number}", "1999999999.99", originating=True) for number in range(300)),
        ]
    ]
    mine, theirs, by_column = both(goods, lines)
    assert told(mine) == told(theirs)
    assert by_column == len(goods)
    assert [good.findings[2].status for good in mine] == ["pass", "fail", "fail"]


def test_what_is_open_and_does_not_matter_is_counted_at_its_worst() -> None:
    """A line of unknown origin in a car that originates either way: by columns, with both shares."""
    lines = [*engine("A", "50"), line("A", "X", "150", originating=False), line("A", "Y", "40")]
    tables = arrow([car("A")], GOODS), arrow(lines, LINES)
    results = Results(Fleet(*tables, TableOptions()).parts())
    assert [len(block) for block in results.blocks] == [1]
    found = results.frame().row(0, named=True)
    assert (found["rvc_actual"], found["rvc_actual_best"], found["rvc_margin"]) == ("81", "85", "6")
    assert results.frame().to_dict(as_series=False) == table(score(read_set(*tables).goods))


def test_goods_alike_keep_their_model_line_and_plant() -> None:
    """Goods that differ in nothing else come out by columns, each with its own."""
    stated = {"A": ("Alta", "Puebla"), "B": ("Brisa", "Puebla"), "C": (None, None)}
    goods = [car(name, model_line=model, plant=plant) for name, (model, plant) in stated.items()]
    mine, theirs, by_column = both(goods, [row for name in stated for row in engine(name, "50")])
    assert told(mine) == told(theirs)
    assert by_column == len(goods)
    shown = table(mine)
    assert list(zip(shown["model_line"], shown["plant"], strict=True)) == [
        ("Alta", "Puebla"), ("Brisa", "Puebla"), ("", ""),
    ]  # fmt: skip


def test_production_of_ones_own_is_looked_through() -> None:
    """An engine made in house, in four tiers, without a value: judged by columns with what is in it."""
    goods, lines = [], []
    for name, vnm in {"PASS": "46", "CORE": "47"}.items():  # of an engine of 10 + 10 + 2 x 10 + 100 + v: 75%
        goods.append(car(name, core_parts_method="each_part"))
        made: Row = {"made": "in_house", "other_cost": Decimal(10)}
        lines += [
            line(name, "E", None, hs="8407.34", core_part="engine", **made),
            line(name, "B", None, hs="8409.91", parent="E", **made),
            line(name, "C", None, hs="8409.91", parent="B", quantity=Decimal(2), **made),
            line(name, "D", str(Decimal(vnm) / 2), hs="8409.91", parent="C", originating=False),
            line(name, "F", "100", parent="B", originating=True),
        ]
    mine, theirs, by_column = both(goods, lines)
    assert told(mine) == told(theirs)
    assert by_column == 2
    assert [(good.id, [finding.rule for finding in good.findings if finding.status == "fail"]) for good in mine] == [
        ("PASS", []), ("CORE", ["core_parts"]),
    ]  # fmt: skip


def test_what_cannot_be_taken_as_alike_is_read_one_by_one() -> None:
    """Goods beside fine ones: a line without a value, one that is refused, a tree that does not hold, no lines."""
    names = ["FINE", "OPEN", "NEGATIVE", "TWICE", "ORPHAN", "LOOP", "BARE", "BELOW", "CODE", "ALSO-FINE"]
    goods = [car(name, **({"net_cost": Decimal(300)} if name == "BELOW" else {})) for name in names]
    own = {
        "OPEN": [line("OPEN", "X", None)], "NEGATIVE": [line("NEGATIVE", "X", "-1")],
        "TWICE": [line("TWICE", "X", "1"), line("TWICE", "X", "1")],
        "ORPHAN": [line("ORPHAN", "X", "1", parent="NONE")],
        "LOOP": [line("LOOP", "X", "1", parent="Y"), line("LOOP", "Y", "1", parent="X")],
        "CODE": [line("CODE", "X", "1", hs="73")],
    }  # fmt: skip
    lines = [
        row
        for name in names
        if name != "BARE"
        for row in [*engine(name, "50"), line(name, "Z", "200", originating=True), *own.get(name, [])]
    ]
    mine, theirs, by_column = both(goods, lines)
    assert told(mine) == told(theirs)
    assert by_column == 2
    assert {good.id: good.verdict for good in mine} == {
        "FINE": "originating", "OPEN": "undetermined", "NEGATIVE": "unreadable", "TWICE": "unreadable",
        "ORPHAN": "unreadable", "LOOP": "unreadable", "BARE": "undetermined", "BELOW": "originating",
        "CODE": "unreadable", "ALSO-FINE": "originating",
    }  # fmt: skip
    assert [problem.row for good in mine if good.id == "NEGATIVE" for problem in good.problems] == [
        next(number for number, row in enumerate(lines, 1) if row["good_id"] == "NEGATIVE" and row["id"] == "X")
    ]


def test_high_wage_sums_above_their_whole_are_read_one_by_one() -> None:
    """Labor value above net cost is said, and above all purchases refused; up to them both are taken by columns."""
    above = {"FINE": (600, None), "SAID": (601, None), "ALL": (500, 500), "REFUSED": (501, 500)}
    goods = [
        car(
            name, hw_material_value=Decimal(sum_), hw_labor_cost=Decimal(400),
            **({} if bought is None else {"total_annual_purchase_value": Decimal(bought)}),
        )
        for name, (sum_, bought) in above.items()
    ]  # fmt: skip
    lines = [row for name in above for row in [*engine(name, "50"), line(name, "Z", "200", originating=True)]]
    mine, theirs, by_column = both(goods, lines)
    assert told(mine) == told(theirs)
    assert by_column == 2
    assert {good.id: good.verdict for good in mine} == {
        "FINE": "originating", "SAID": "originating", "ALL": "originating", "REFUSED": "unreadable",
    }  # fmt: skip


def test_what_is_open_is_named_line_by_line() -> None:
    """Lines of unknown origin: by columns too, each named as missing, with its supplier and that of the good."""
    goods = [car(name, supplier=f"Maker {name}", produced_in=None if name == "C" else "MX") for name in "ABC"]
    lines = [
        row
        for name in "ABC"
        for row in [
            *engine(name, "50"),
            line(name, "X", "150", supplier=" Acme "),
            line(name, "Y", "120", supplier="Bolt"),
            line(name, "Z", "300", originating=name == "B" or None, supplier=None if name == "A" else "Acme"),
        ]
    ]
    columns = {**GOODS, "supplier": pa.string()}
    tables = arrow(goods, columns), arrow(lines, LINES)
    fleet = Fleet(*tables, TableOptions())
    mine, theirs = list(fleet.scored()), list(score(read_set(*tables).goods))
    assert told(mine) == told(theirs)
    assert fleet.by_column == len(goods)
    assert [good.suppliers for good in mine] == [good.suppliers for good in theirs]
    assert mine[0].suppliers == {"X": "Acme", "Y": "Bolt"}
    assert summarize(mine, nearest=5).waiting == summarize(theirs, nearest=5).waiting
    assert [(item.supplier, item.goods, item.lines) for item in summarize(mine, nearest=5).waiting] == [
        ("Acme", 3, 4), ("Bolt", 3, 3), ("Maker C", 1, 0),
    ]  # fmt: skip


amounts = st.integers(0, 40_000).map(lambda cents: Decimal(cents).scaleb(-2))
money = st.one_of(st.none(), amounts, st.sampled_from([Decimal(0), Decimal(250), Decimal(-1), Decimal(10**9)]))


@st.composite
def rows_of_good(draw: st.DrawFn, name: str) -> tuple[Row, list[Row]]:
    """A vehicle or a part with a small tree of lines; now and then something that cannot be."""
    good = car(name)
    good |= draw(st.fixed_dictionaries({}, optional={
        "hs": st.sampled_from(["8703.23", "8703.80", "8704.21", "8701.21", "8708.50", "8708.99", "8407.34", "12"]),
        "use": st.sampled_from(["passenger_light", "heavy_truck", "aftermarket", "nothing"]),
        "produced_in": st.sampled_from(["US", "JP", "XX", None]), "rollup": st.sampled_from(["panel", "us_position"]),
        "date": st.sampled_from([date(2020, 7, 1), date(2022, 6, 30), date(2023, 7, 1), date(2019, 1, 1)]),
        "rvc_method": st.sampled_from(["net_cost", "transaction_value", "best"]),
        "core_parts_method": st.sampled_from(["each_part", "super_core", "super_core_components", "best"]),
        "core_parts_averaging": st.sampled_from(["none", "category", "super_core"]),
        "labor_basis": st.sampled_from(["net_cost", "annual_purchase_value"]),
        "assembly_credit": st.sampled_from([True, False, None]), "net_cost": money, "transaction_value": money,
        "total_cost": money, "hw_material_value": money, "hw_labor_cost": money, "total_annual_purchase_value": money,
        "steel_value": money, "steel_originating_value": money, "aluminum_value": money,
        "absent_core_categories": st.sampled_from(["engine", None, "transmission"]),
        "description": st.sampled_from(["a car", "a\x07b", "#N/A", " "]),
        "model_line": st.sampled_from(["Alta", "Brisa", " "]), "plant": st.sampled_from(["Puebla", None]),
    }))  # fmt: skip
    lines: list[Row] = []
    for number in range(draw(st.integers(0, 6))):
        above = st.sampled_from([None, None, *[row["id"] for row in lines], f"L{number + 1}", "NONE"])
        own = draw(st.fixed_dictionaries({
            "hs": st.sampled_from(["7318.15", "8409.91", "8708.99", "8407.34", "8708.50", None]),
            "line_value": money, "originating": st.sampled_from([True, False, None]),
        }, optional={
            "parent": above, "unit_value": money, "other_cost": money, "role": st.sampled_from(["packing", "indirect"]),
            "quantity": st.sampled_from([Decimal(1), Decimal(2), Decimal("0.125"), Decimal(0)]),
            "core_part": st.sampled_from(["engine", "axle", None]), "made": st.sampled_from(["in_house", "purchased"]),
            "component": st.sampled_from(["pistons", None]), "origin": st.sampled_from(["US", "CN", "ZZ"]),
            "currency": st.sampled_from(["USD", "EUR"]), "rate": st.sampled_from([Decimal("1.25"), None]),
        }))  # fmt: skip
        twice = draw(st.integers(0, 30)) == 0
        lines.append({"good_id": name, "id": "L0" if twice else f"L{number}", **own})
    return good, lines


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_random_tables_come_out_the_same(data: st.DataObject) -> None:
    """Whatever stands in typed tables: the same rows, problems and warnings by columns as one by one."""
    made = [data.draw(rows_of_good(f"G-{number}")) for number in range(data.draw(st.integers(1, 5)))]
    goods, lines = [good for good, _ in made], [row for _, rows in made for row in rows]
    if not lines:
        lines = [line("G-0", "ONLY", "1")]
    if data.draw(st.booleans()):
        lines = data.draw(st.permutations(lines))
    mine, theirs, _ = both(goods, lines, piece=data.draw(st.sampled_from([1, 3, 5, 1 << 18])))
    assert told(mine) == told(theirs)


@pytest.mark.parametrize("number", range(3))
def test_files_and_frames_are_taken_alike(tmp_path: Path, number: int) -> None:
    """Parquet, Arrow and Polars: the rows of a set read one by one."""
    goods, lines = [car("A"), car("B")], [row for name in "AB" for row in engine(name, "50")]
    tables = [arrow(goods, GOODS), arrow(lines, LINES)]
    if number == 0:
        paths = [tmp_path / "goods.parquet", tmp_path / "lines.parquet"]
        for path, held in zip(paths, tables, strict=True):
            parquet.write_table(held, path)
        sources: list[Any] = paths
    else:
        sources = tables if number == 1 else [pl.from_arrow(held) for held in tables]
    fleet = Fleet(*sources, TableOptions())
    assert told(list(fleet.scored())) == told(list(score(read_set(*sources).goods)))
    assert fleet.by_column == 2


def test_numbers_in_binary_are_the_decimals_that_they_stand_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Amounts as doubles: 73.335 is that, to the digit; a chunk with more decimals is not taken by columns."""
    monkeypatch.setattr(sheets, "_PIECE", 3)
    goods, lines = [car("A"), car("B")], [row for name in "AB" for row in engine(name, "50.01")]
    floating = {name: pa.float64() if kind in {CENTS, EXACT} else kind for name, kind in LINES.items()}
    rows = [
        {**row, **{name: float(row[name]) for name in ("line_value", "other_cost") if row.get(name)}} for row in lines
    ]
    for value, count in ((73.335, 2), (1 / 3, 1)):  # the lines of B are a chunk of their own
        rows[1]["line_value"] = value
        tables = arrow(goods, GOODS), arrow(rows, floating)
        fleet = Fleet(*tables, TableOptions())
        assert told(list(fleet.scored())) == told(list(score(read_set(*tables).goods)))
        assert fleet.by_column == count


def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path) -> None:
    """Bytes altered in the pages of a Parquet file: read, or refused in words, whichever way it is taken."""
    goods = tmp_path / "goods.parquet"
    parquet.write_table(arrow([car(f"G{number}") for number in range(40)], GOODS), goods)
    rows = [row for number in range(40) for row in engine(f"G{number}", "50")]
    whole = tmp_path / "whole.parquet"
    parquet.write_table(arrow(rows, LINES), whole, compression="NONE", use_dictionary=["good_id"])
    content = whole.read_bytes()
    refused: list[str] = []
    for at in range(4, len(content) - 8, 97):
        path = tmp_path / "lines.parquet"
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        try:
            list(Fleet(goods, path, TableOptions()).scored())
        except NotImplementedError:
            continue
        except InputError as error:
            refused += [problem.code for problem in error.problems]
    assert set(refused) == {"grid.damaged"}


def test_it_pays_from_some_lines_on() -> None:
    """Few lines are read one by one; of many the same comes out by columns, by the door that `rvc.score` uses."""
    goods = arrow([car(f"G{number}") for number in range(700)], GOODS)
    lines = arrow([row for number in range(700) for row in engine(f"G{number}", "50")], LINES)
    with pytest.raises(NotImplementedError):
        Fleet(goods, lines, TableOptions(), least=len(lines) + 1)
    found = score_set(goods, lines)
    assert found.count == 700
    judged = list(found.goods)
    assert told(judged) == told(list(score(read_set(goods, lines).goods)))
    assert all(good.case is not None and not good.case.materials for good in judged)


def test_other_tables_are_read_as_ever() -> None:
    """Strays, and numbers that are not plain, are no fleet; they are scored all the same."""
    goods = arrow([car("A"), car("B")], GOODS)
    a, b = engine("A", "50"), engine("B", "50")
    rows = [*a, *b, line("C", "STRAY", "1")]
    with pytest.raises(NotImplementedError):
        Fleet(goods, arrow(rows, LINES), TableOptions())
    found = list(score_set(goods, arrow(rows, LINES)).goods)
    assert told(found) == told(list(score(read_set(goods, arrow(rows, LINES)).goods)))
    texts = arrow(a, LINES).set_column(4, "line_value", pa.array(["220", "50", "140,00"]))
    with pytest.raises(NotImplementedError):
        Fleet(goods, texts, TableOptions())


def csv(path: Path, text: str) -> Path:
    """A file of these lines."""
    path.write_text(text, encoding="utf-8", newline="")
    return path


GOODS_CSV = (
    "good_id,hs,produced_in,date,currency,net_cost\n"
    "A,8703.23,MX,2026-11-22,USD,1000.50\nB,8703.23,US,2026-11-22,USD,1000.50\n"
)
LINES_CSV = (
    "good_id,id,hs,line_value,originating,description\n"
    'A,1,8409.91,10.5,yes,"bolt, long"\nA,2,8409.91,1.250,no,\nB,1,8409.91,7,,"say ""no"""\n'
)


@pytest.mark.parametrize(
    ("goods", "lines", "by_column"),
    [
        (GOODS_CSV, LINES_CSV, True),
        ("\ufeff" + GOODS_CSV, LINES_CSV.replace("\n", "\r\n"), True),
        (GOODS_CSV.replace(",", ";"), LINES_CSV.rstrip("\n"), True),
        (GOODS_CSV, LINES_CSV.replace("10.5", '"10,5"'), False),
        (GOODS_CSV, LINES_CSV.replace("10.5", "10.500"), False),
        (GOODS_CSV, LINES_CSV.replace("\nA,2", "\n\nA,2"), False),
        (GOODS_CSV, LINES_CSV.replace("bolt,", "bolt\n"), False),
        (GOODS_CSV, "A list of parts\n" + LINES_CSV, False),
        (GOODS_CSV, LINES_CSV + "Total,,,18.75,,\n", False),
        (GOODS_CSV, LINES_CSV + "A,3\n", False),
        (GOODS_CSV.replace("2026-11-22", "22/11/2026"), LINES_CSV, False),
        (GOODS_CSV, LINES_CSV.replace("10.5", "n/a"), False),
        ("sep=,\n" + GOODS_CSV, LINES_CSV, False),
    ],
)
def test_text_files_are_taken_by_columns_where_each_line_stands_for_itself(
    tmp_path: Path, goods: str, lines: str, *, by_column: bool
) -> None:
    """CSV with signs around, quotes and marks is taken by columns; what only a reader can settle is read, the same."""
    paths = csv(tmp_path / "goods.csv", goods), csv(tmp_path / "lines.csv", lines)
    taken = True
    try:
        fleet = list(Fleet(*paths, TableOptions()).scored())
    except NotImplementedError:
        taken = False
    assert taken is by_column
    if taken:
        assert told(fleet) == told(list(score(read_set(*paths).goods)))


@pytest.mark.parametrize(
    ("encoding", "header"),
    [
        ("cp1252", "good_id,id,hs,line_value,originating,Descripción\n"),
        ("utf-8", 'good_id,id,hs,line_value,originating,"x"y\n'),
    ],
)
def test_a_header_that_is_not_plain_is_left_to_the_readers(tmp_path: Path, encoding: str, header: str) -> None:
    """A header in another encoding, or with a stray quote, is read as ever or refused in words."""
    goods, lines = csv(tmp_path / "goods.csv", GOODS_CSV), tmp_path / "lines.csv"
    lines.write_bytes((header + "A,1,8409.91,10.5,yes,\nB,1,8409.91,7,,\n").encode(encoding))
    with pytest.raises(NotImplementedError):
        Fleet(goods, lines, TableOptions())
    if encoding == "cp1252":
        assert len(told(list(score_set(goods, lines).goods))) == 2
    else:
        with pytest.raises(InputError):
            score_set(goods, lines)
