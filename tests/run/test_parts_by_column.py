"""Parts lists judged by columns come out as row by row: every cell, problem and warning, in order, and the summary."""

from collections.abc import Sequence
from dataclasses import replace
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

import rvc
from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.alike import parts
from rvc.lines.read import ReadCase
from rvc.lines.tables.many import Many, read_set, read_tables
from rvc.lines.tables.options import TableOptions
from rvc.run.fleet.parts import PartsList
from rvc.run.fleet.scores import score_files, score_set
from rvc.run.results import Results
from rvc.run.score import Scored, score, table
from rvc.run.summary import summarize

Row = dict[str, Any]
MONEY = pa.decimal128(22, 6)
COLUMNS = {
    "part_number": pa.string(), "hs": pa.string(), "use": pa.string(), "currency": pa.string(), "date": pa.date32(),
    "description": pa.string(), "supplier": pa.string(), "named_good": pa.string(), "produced_in": pa.string(),
    "origin": pa.string(), "method": pa.string(), "tariff_change_met": pa.bool_(), "originating": pa.string(),
    "criterion": pa.string(), "certificate": pa.string(), "producer": pa.string(), "blanket_from": pa.date32(),
    "blanket_to": pa.date32(), "net_cost": MONEY, "transaction_value": MONEY, "international_shipping": MONEY,
    "packing": MONEY, "vnm": MONEY, "traced_value": MONEY, "labor_value_content": pa.string(), "remark": pa.string(),
}  # fmt: skip
DAY = {"good": {"date": "2026-11-22", "currency": "USD"}}
_TELLING = {"net_cost", "transaction_value", "vnm", "criterion", "method", "tariff_change_met"}  # of parts lists
_MORE = 120  # rows than those among which a header is looked for
_ALIKE = 8  # rows of a kind, so that it pays to look at kinds


def arrow(rows: Sequence[Row]) -> Any:  # noqa: ANN401 - classes without types
    """Rows as an Arrow table; columns that no row states are left out."""
    held = {name for row in rows for name, value in row.items() if value is not None}
    return pa.table({
        name: pa.array([row.get(name) for row in rows], kind) for name, kind in COLUMNS.items() if name in held
    })  # fmt: skip


def seen(goods: Sequence[Scored]) -> list[object]:
    """Everything that a batch shows of goods, one by one."""
    said = [(good.id, str(problem)) for good in goods for problem in (*good.problems, *good.warnings)]
    return [dict(table(goods)), said, summarize(goods, nearest=5)]


def shown(results: Results) -> list[object]:
    """The same of goods that are columns."""
    said = [(name, str(problem)) for name, problem in results.problems()]
    summary = summarize(results.singles.values(), results.blocks, nearest=5)
    return [results.frame().to_dict(as_series=False), said, summary]


def same(source: object, options: TableOptions) -> int:
    """Judge a list both ways: they must not differ. How many goods went by columns."""
    fast = PartsList(source, options)
    results = Results(fast.parts())
    many: Many = read_set(source, options=options)
    slow = list(score(many.goods))
    assert fast.warnings == many.warnings
    assert len(results) == len(slow)
    assert shown(results) == seen(slow)
    assert seen(list(results.goods())) == seen(slow)
    return sum(map(len, results.blocks))


def part(**facts: Any) -> Row:  # noqa: ANN401 - of any kind
    """A part that originates by its value content."""
    return {
        "part_number": "A-1", "hs": "8708.29", "use": "passenger_light", "produced_in": "MX",
        "named_good": "body_stamping", "net_cost": Decimal(100), "vnm": Decimal(25), **facts,
    }  # fmt: skip


def test_parts_that_differ_in_amounts_are_judged_by_columns() -> None:
    """A share above, at and below what is required, none at all, and no VNM: all by columns, each its own figures."""
    figures = {"24.99": "pass", "25": "pass", "25.01": "fail", "100": "fail", "130": "fail", "0": "pass"}
    rows = [
        part(part_number=f"{vnm}-{number}", vnm=Decimal(vnm)) for vnm in figures for number in range(_ALIKE)
    ]  # fmt: skip
    assert same(arrow(rows), TableOptions(facts=DAY)) == len(rows)
    found = rvc.score(arrow(rows), on=date(2026, 11, 22))
    statuses = dict(zip(found["good_id"].to_pylist(), found["rvc_status"].to_pylist(), strict=True))
    assert {vnm: statuses[f"{vnm}-0"] for vnm in figures} == figures
    margins = dict(zip(found["good_id"].to_pylist(), found["rvc_margin"].to_pylist(), strict=True))
    assert (margins["25.01-3"], margins["25-3"], margins["130-3"]) == ("-0.01", "0", "-105")


def test_what_is_said_of_a_kind_is_said_of_each_of_its_rows() -> None:
    """A claim that lacks something: a warning for each row, at its row, and no row is read by itself."""
    rows = [part(part_number=f"P-{number}", originating="yes", criterion="B") for number in range(_ALIKE)]
    source = arrow(rows)
    assert same(source, TableOptions(facts=DAY)) == len(rows)
    said = list(Results(PartsList(source, TableOptions(facts=DAY)).parts()).problems())
    assert [(name, problem.code, problem.row) for name, problem in said] == [
        (f"P-{number}", "column.claim_lacks", number + 1) for number in range(_ALIKE)
    ]


def test_what_refuses_a_kind_refuses_each_of_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Certified and denied, or of no code: the problem of the kind at each row, and no row is read by itself."""
    denied = {
        "originating": "no", "criterion": "B", "producer": "yes", "blanket_from": date(2026, 1, 1),
        "blanket_to": date(2026, 12, 31),
    }  # fmt: skip
    facts: list[Row] = [denied, {"hs": "87"}, {}]
    rows = [part(part_number=f"P-{number}", vnm=Decimal(number), **facts[number % 3]) for number in range(3 * _ALIKE)]
    assert same(arrow(rows), TableOptions(facts=DAY)) == _ALIKE
    listed = PartsList(arrow(rows), TableOptions(facts=DAY))
    monkeypatch.delattr("rvc.run.fleet.parts.read_tables")
    said = [(name, problem.code, problem.row) for name, problem in Results(listed.parts()).problems()]
    codes = ("column.claim_denied", "hs.malformed")
    assert said == [(f"P-{row}", codes[row % 3], row + 1) for row in range(3 * _ALIKE) if row % 3 < len(codes)]


def test_a_word_in_place_of_a_certificate_certifies_nothing() -> None:
    """N/A and pendiente are read as row by row, as no certificate; a number is one."""
    nothing = "N/A", "pendiente"
    claim = {
        "criterion": "B", "originating": "yes", "blanket_from": date(2026, 1, 1), "blanket_to": date(2026, 12, 31),
        "net_cost": None, "vnm": None,
    }  # fmt: skip
    rows = [
        part(part_number=f"{word}-{number}", certificate=word if word in nothing else f"C-{number}", **claim)
        for word in (*nothing, "C") for number in range(_ALIKE)
    ]  # fmt: skip
    source = arrow(rows)
    assert same(source, TableOptions(facts=DAY)) == _ALIKE
    verdicts = rvc.score(source, on=date(2026, 11, 22))["verdict"].to_pylist()
    assert verdicts == ["undetermined"] * (2 * _ALIKE) + ["originating"] * _ALIKE


@pytest.mark.parametrize(
    ("facts", "by_itself"),
    [
        ({"net_cost": Decimal(-1)}, True),
        ({"net_cost": Decimal(0)}, True),
        ({"transaction_value": Decimal(10), "international_shipping": Decimal(4), "packing": Decimal(6)}, True),
        ({"transaction_value": Decimal(10), "international_shipping": Decimal(4), "packing": Decimal(5)}, False),
        ({"net_cost": Decimal(10**11)}, True),
        ({"net_cost": Decimal("0.000001"), "vnm": Decimal(10**4)}, False),
        ({"net_cost": Decimal("0.000001"), "vnm": Decimal(10**5)}, True),
        ({"description": "a\x07b"}, True),
        ({"description": "#N/A"}, True),
        ({"certificate": "1.5E+07"}, True),
        ({"hs": "87"}, True),
        ({"originating": "no", "criterion": "B", "certificate": "C-1", "blanket_from": date(2026, 1, 1),
          "blanket_to": date(2026, 12, 31)}, True),
    ],
)  # fmt: skip
def test_a_row_that_is_not_like_the_others_is_read_by_itself(facts: Row, *, by_itself: bool) -> None:
    """Refused amounts, those that need more than 64 bits, texts with an error, codes that are none."""
    rows = [part(part_number=f"P-{number}") for number in range(2 * _ALIKE)]
    rows[5] |= facts
    assert same(arrow(rows), TableOptions(facts=DAY)) == len(rows) - by_itself


@st.composite
def lists(draw: st.DrawFn) -> list[Row]:
    """Rows of a few kinds, in any order, each with amounts of its own; now and then one that cannot be read."""
    small = st.integers(0, 30_000).map(lambda cents: Decimal(cents).scaleb(-2))
    money = st.one_of(small, st.sampled_from([Decimal(0), Decimal(1), Decimal("0.000001"), Decimal(10**10)]))
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.fixed_dictionaries({
            "hs": st.sampled_from(["8708.29", "8544.30", "8409.91", "8407.34", "8708.99", "8512.20", "8703.23", "87"]),
        }, optional={
            "use": st.sampled_from(["passenger_light", "heavy_truck", "aftermarket", "nothing"]),
            "named_good": st.sampled_from(["body_stamping", "nothing"]),
            "produced_in": st.sampled_from(["US", "MX", "JP", "XX"]), "origin": st.sampled_from(["CA", "CN"]),
            "date": st.sampled_from([date(2020, 7, 1), date(2023, 7, 1), date(2019, 1, 1)]),
            "method": st.sampled_from(["NC", "TV", "TS", "NO", "?"]), "tariff_change_met": st.booleans(),
            "originating": st.sampled_from(["yes", "no", "undetermined"]), "criterion": st.sampled_from(["B", "X"]),
            "certificate": st.just("C-7"), "producer": st.sampled_from(["yes", "no"]),
            "blanket_from": st.sampled_from([date(2026, 1, 1), date(2025, 1, 1)]),
            "blanket_to": st.sampled_from([date(2026, 12, 31), date(2026, 3, 1)]),
            "currency": st.sampled_from(["USD", "MXN", "x"]), "labor_value_content": st.just("40%"),
        }))  # fmt: skip
        stated = draw(st.sets(st.sampled_from([
            "net_cost", "transaction_value", "international_shipping", "packing", "vnm", "traced_value",
        ])))  # fmt: skip
        for _ in range(_ALIKE):
            own = {name: draw(money) for name in sorted(stated)}
            texts = draw(st.fixed_dictionaries({}, optional={
                "supplier": st.sampled_from(["Acme", " Bolt "]), "remark": st.sampled_from(["x", "y"]),
                "description": st.sampled_from(["a part", "a\x07b", "#N/A", "pieza ñ"]),
            }))  # fmt: skip
            rows.append({"part_number": f"P-{draw(st.integers(0, 99))}", **kind, **own, **texts})
    return draw(st.permutations(rows))


@settings(max_examples=120, deadline=None)
@given(rows=lists())
def test_random_lists_come_out_the_same(rows: list[Row]) -> None:
    """Whatever stands in a list of typed columns."""
    try:
        same(arrow(rows), TableOptions(facts=DAY))
    except NotImplementedError:
        few = any(len([*row]) <= 2 for row in rows)  # such rows may be remarks
        assert few or _TELLING.isdisjoint(name for row in rows for name in row)


@settings(max_examples=60, deadline=None)
@given(rows=lists())
def test_random_files_come_out_the_same(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same rows as text and in Parquet; what a column leaves open is left to the reader of whole columns."""
    folder = tmp_path_factory.mktemp("lists")
    held = arrow(rows)
    parquet.write_table(held, folder / "parts.parquet")
    pl.DataFrame(held).write_csv(folder / "parts.csv")
    for name in ("parts.parquet", "parts.csv"):
        options = TableOptions(facts=DAY)
        try:
            same(folder / name, options)
        except NotImplementedError:
            continue


HEADER = "Part Number,HTS Code,Use,Country of Origin,Net Cost,VNM\n"
LINE = "P-{},8708.29,passenger_light,MX,100.50,25.1\n"


@pytest.mark.parametrize(
    ("text", "by_column"),
    [
        ("", True),
        ("Total 2,8708.29,passenger_light,MX,1.5,1\n", True),
        ("Total,8708.29,passenger_light,MX,1.5,1\n", False),
        ("Part Number,HTS Code,Use,Country of Origin,Net Cost,VNM\n", False),
        (",8708.29,passenger_light,MX,1.5,1\n", False),
        (",,,,,\n", False),
        ("Note: nothing,8708.29,,,,\n", False),
        ("Note 5,8708.29,,,,\n", False),
        ('P-99,8708.29,passenger_light,MX,"1,5",1\n', False),
        ("P-99,8708.29,passenger_light,MX,n/a,1\n", False),
        ("P-99,8708.29,passenger_light,MX,(1.5),1\n", False),
        ("1.5E+07,8708.29,passenger_light,MX,1.5,1\n", False),
    ],
)  # fmt: skip
def test_what_only_a_reader_of_rows_can_tell_is_left_to_it(tmp_path: Path, text: str, *, by_column: bool) -> None:
    """Totals, remarks, a header once more, blanks, numbers that are not plain: read as ever, by the one door."""
    path = tmp_path / "parts.csv"
    path.write_text(HEADER + "".join(LINE.format(number) for number in range(_MORE)) + text, encoding="utf-8")
    options = TableOptions(facts=DAY)
    if by_column:
        assert same(path, options) >= _MORE
    else:
        with pytest.raises(NotImplementedError):
            PartsList(path, options)
    assert shown(Results(score_set(path, options=options).parts)) == seen(
        list(score(read_set(path, options=options).goods))
    )


def test_a_header_once_more_is_no_part(tmp_path: Path) -> None:
    """In a list without amounts, too, whose cells would all be read as texts."""
    path = tmp_path / "parts.csv"
    header = "Part Number,HTS Code,Criterion,Producer\n"
    path.write_text(header + "P-1,8708.29,B,yes\n" * _MORE, encoding="utf-8")
    assert same(path, TableOptions(facts=DAY)) == _MORE
    path.write_text(header + "P-1,8708.29,B,yes\n" * _MORE + header, encoding="utf-8")
    with pytest.raises(NotImplementedError):
        PartsList(path, TableOptions(facts=DAY))


def test_a_row_of_texts_alone_is_left_to_the_reader(tmp_path: Path) -> None:
    """A part of which nothing is stated that counts: as ever, whichever reader has it."""
    path = tmp_path / "parts.csv"
    header = "Part Number,HTS Code,Description,Supplier,VNM\n"
    for odd in ("P-1,,a bolt,Acme,\n", "three words here,,a bolt,Acme,\n", "P-1,8708.29,a bolt,,\n"):
        path.write_text(header + "P-1,8708.29,a bolt,Acme,1.5\n" * _MORE + odd * _ALIKE, encoding="utf-8")
        assert same(path, TableOptions(facts=DAY)) >= _MORE


def test_a_part_without_foreign_material_is_of_a_kind_of_its_own() -> None:
    """Where no material lacks the change of tariff, it is met; where some does, nobody knows."""
    rows = [
        part(part_number=f"P-{number}", hs="8544.30", named_good=None, vnm=Decimal(number % 2)) for number in range(12)
    ]  # fmt: skip
    assert same(arrow(rows), TableOptions(facts=DAY)) == len(rows)
    found = rvc.score(arrow(rows), on=date(2026, 11, 22))["tariff_change_status"].to_pylist()
    assert found == ["pass", "undetermined"] * 6


def test_what_rests_on_a_name_or_an_amount_is_said_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of the two rows that stand for a kind in different words may not hold for a third."""

    def talking(*args: Any) -> Many:  # noqa: ANN401 - as they come
        many = read_tables(*args)
        goods = [good for good in many.goods if isinstance(good, ReadCase)]
        said = [Problem("x", {"of": good.case.good.id}, row=row) for row, good in enumerate(goods, 1)]
        return Many(tuple(replace(good, warnings=(each,)) for good, each in zip(goods, said, strict=True)))

    source = arrow([part(part_number=f"P-{number}") for number in range(_ALIKE)])
    assert sum(map(len, Results(PartsList(source, TableOptions(facts=DAY)).parts()).blocks)) == _ALIKE
    monkeypatch.setattr(parts, "read_tables", talking)
    assert not Results(PartsList(source, TableOptions(facts=DAY)).parts()).blocks


def test_texts_of_rows_that_are_not_there_do_not_count() -> None:
    """Rows cut out of a longer table, whose texts are numbered as there: a text that is an error is still found."""
    rows = [part(part_number=f"P-{number}", description=f"bolt {number}") for number in range(3 * _ALIKE)]
    rows[-1]["description"] = "#N/A"
    whole = arrow(rows)
    at = whole.schema.get_field_index("description")
    cut = whole.set_column(at, "description", whole.column(at).combine_chunks().dictionary_encode()).slice(2 * _ALIKE)
    assert same(cut, TableOptions(facts=DAY)) == _ALIKE - 1


def test_it_pays_from_some_rows_on(tmp_path: Path) -> None:
    """Of many rows the same comes out by columns, through the door that `rvc.score` uses; of claims that end, none."""
    path = tmp_path / "parts.csv"
    path.write_text(HEADER + "".join(LINE.format(number) for number in range(2100)), encoding="utf-8")
    options = TableOptions(facts=DAY)
    results = Results(score_set(path, options=options).parts)
    assert [len(block) for block in results.blocks] == [2100]
    assert not Results(score_set(path, options=options, with_lines=True).parts).blocks
    facts = tmp_path / "parts.yaml"
    facts.write_text("good: {id: X, hs: '8708.29'}\n", encoding="utf-8")
    with pytest.raises(NotImplementedError):  # the table is the bill of materials of one good then
        PartsList(path, options)


def test_what_is_wrong_with_a_list_as_a_whole_is_said_alike() -> None:
    """Without a date anywhere there is nothing to judge by: the same problem, by columns as row by row."""
    source = arrow([part(part_number=f"P-{number}", currency="USD") for number in range(_ALIKE)])
    told = []
    for judge in (PartsList, lambda held, options: read_set(held, options=options)):
        with pytest.raises(InputError) as raised:
            judge(source, TableOptions())
        told.append([str(problem) for problem in raised.value.problems])
        assert list(raised.value.goods) == [f"P-{number}" for number in range(_ALIKE)]
    assert told[0] == told[1]
    assert [problem.code for problem in raised.value.problems] == ["many.no_date"]


def test_files_of_goods_come_out_in_their_order(tmp_path: Path) -> None:
    """A list by columns between a list by rows and one that cannot be read: each good at its place, none lost."""
    names = ["a.csv", "b.csv", "c.csv", "d.csv"]
    counts = [3, 2100, 0, 2050]
    for name, count in zip(names, counts, strict=True):
        lines = "".join(LINE.format(f"{name[0]}{number}") for number in range(count))
        (tmp_path / name).write_text(HEADER + lines if count else "", encoding="utf-8")
    scores = score_files([tmp_path / name for name in names], TableOptions(facts=DAY))
    results = Results(scores.parts)
    assert (scores.count, len(results)) == (4154, 4154)
    assert sum(map(len, results.blocks)) == 4150
    ids = results.frame()["good_id"].to_list()
    assert (ids[0], ids[2:4], ids[2102:2105], ids[-1]) == (
        "P-a0",
        ["P-a2", "P-b0"],
        ["P-b2099", "c.csv", "P-d0"],
        "P-d2049",
    )
    assert [good.id for good in results.goods()] == ids
    verdicts = results.frame()["verdict"].to_list()
    assert [place for place, verdict in enumerate(verdicts) if verdict == "unreadable"] == [2103]
