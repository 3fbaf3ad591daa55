"""Inventory methods: what has no printed example, what no rule covers, and stocks that cannot be."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

import rvc
from rvc.base.errors import InputError
from rvc.net_costing.inventory import Movement, by_shipment, in_order
from rvc.net_costing.report import Inventory
from rvc_cli.app import main
from tests.net_costing.books import exact, write_ledger

HEADS = "material", "date", "movement", "quantity", "unit_value", "originating"
Row = Sequence[str]
STOCK: list[Row] = [
    ("M", "2026-01-01", "receipt", "10", "1", "yes"),
    ("M", "2026-01-02", "receipt", "30", "2", "no"),
    ("M", "2026-01-03", "withdrawal", "20"),
    ("M", "2026-02-04", "withdrawal", "10"),
]


def withdrawn(folder: Path, rows: Sequence[Row], method: str, **more: object) -> Inventory:
    """The withdrawals of an inventory."""
    return rvc.inventory(write_ledger(folder / "stock.csv", rows, HEADS), method, **more)  # type: ignore[arg-type]


def out(found: Inventory) -> list[Fraction | None]:
    """The non-originating units of each withdrawal."""
    return [each.non_originating and exact(each.non_originating) for each in found.withdrawals]


@pytest.mark.parametrize(
    ("method", "more", "units", "cite"),
    [
        ("fifo", {}, [10, 10], "UR Schedule 8 s. 1"),
        ("lifo", {}, [20, 10], "UR Schedule 8 s. 1"),
        ("lifo", {"goods": True}, [20, 10], "UR Schedule 8 s. 10"),
        ("average", {}, [15, Fraction(15, 2)], "UR Schedule 8 s. 8"),
        ("average", {"period": "whole"}, [15, Fraction(15, 2)], "UR Schedule 8 s. 7"),
        ("average", {"period": "month"}, [None, Fraction(15, 2)], "UR Schedule 8 s. 6"),  # no month before January
        ("average", {"period": "month", "goods": True}, [None, Fraction(15, 2)], "UR Schedule 8 s. 14"),
        ("average", {"period": "quarter"}, [None, None], "UR Schedule 8 s. 6"),
    ],
)
def test_the_methods_of_schedule_8(
    tmp_path: Path, method: str, more: dict[str, object], units: list[Fraction | None], cite: str
) -> None:
    """10 O and 30 N, of which 20 and then 10 are withdrawn; without a preceding period no rule gives a ratio."""
    found = withdrawn(tmp_path, STOCK, method, **more)
    assert (out(found), found.cite) == (units, cite)


def test_a_whole_period_has_one_average_value(tmp_path: Path) -> None:
    """S. 7, as Example 3 values s. 8: 10 at 1 and 30 at 2 are 70 for 40; 15 and 7.5 at 1.75. Unknown, if one is."""
    found = withdrawn(tmp_path, STOCK, "average", period="whole")
    values = [each.value and exact(each.value) for each in found.withdrawals]
    assert values == [Fraction("26.25"), Fraction("13.125")]
    open_value = [STOCK[0], (*STOCK[1][:4], "", STOCK[1][5]), *STOCK[2:]]
    found = withdrawn(tmp_path, open_value, "average", period="whole")
    assert [each.value for each in found.withdrawals] == [None, None]


def test_what_remains_has_the_ratio_of_its_period(tmp_path: Path) -> None:
    """S. 6(2): January 10 O and 30 N; of 20 left 15 are N. With 20 O in February, 15 of 40 for March."""
    rows: list[Row] = [
        *STOCK[:3],
        ("M", "2026-02-01", "receipt", "20", "1", "yes"),
        ("M", "2026-03-05", "withdrawal", "8"),
    ]
    assert out(withdrawn(tmp_path, rows, "average", period="month")) == [None, 3]


def test_a_month_without_movements_keeps_its_ratio(tmp_path: Path) -> None:
    """January's ratio is that of February, in which nothing moved, and so of what is withdrawn in March."""
    rows: list[Row] = [*STOCK[:3], ("M", "2026-03-05", "withdrawal", "8")]
    assert out(withdrawn(tmp_path, rows, "average", period="month")) == [None, 6]


def test_a_month_with_nothing_in_stock_has_no_ratio(tmp_path: Path) -> None:
    """All of January's 10 O leave in it: February has neither stock nor receipts, so that 0 / 0 tells nothing of March.

    By January's ratio the units withdrawn in March would originate, whose every receipt is N. April goes by March.
    """
    rows: list[Row] = [
        ("M", "2026-01-01", "receipt", "10", "1", "yes"),
        ("M", "2026-01-31", "withdrawal", "10"),
        ("M", "2026-03-01", "receipt", "10", "1", "no"),
        ("M", "2026-03-05", "withdrawal", "5"),
        ("M", "2026-04-05", "withdrawal", "5"),
    ]
    assert out(withdrawn(tmp_path, rows, "average", period="month")) == [None, None, 5]


@pytest.mark.parametrize(
    ("method", "values"),
    [("fifo", [30, 20]), ("lifo", [40, 20]), ("rolling_average", [35, Fraction(35, 2)])],
)
def test_the_methods_of_schedule_7(tmp_path: Path, method: str, values: list[Fraction]) -> None:
    """10 at 1 and 30 at 2: 10 + 20, then 20; 40, then 20; 20 at 1.75, then 10."""
    rows = [row[:5] for row in STOCK]
    found = withdrawn(tmp_path, rows, method, schedule=7)
    assert [exact(each.value) for each in found.withdrawals if each.value] == values


def test_specific_identification(tmp_path: Path) -> None:
    """Each withdrawal is what it is marked as, and takes the value of its own kind."""
    rows: list[Row] = [
        *STOCK[:2],
        ("M", "2026-01-03", "withdrawal", "5", "", "yes"),
        ("M", "2026-01-03", "withdrawal", "4", "", "no"),
    ]
    found = withdrawn(tmp_path, rows, "specific")
    assert out(found) == [0, 4]
    assert [exact(each.value) for each in found.withdrawals if each.value] == [0, 8]


@pytest.mark.parametrize(("elected", "units"), [(False, [5, 0]), (True, [10, 0])])
def test_opening_inventory(tmp_path: Path, *, elected: bool, units: list[Fraction]) -> None:
    """S. 9: the latest receipts that add up to it, 5 O of 10 and 5 N; or all of it non-originating."""
    rows: list[Row] = [
        ("M", "2025-12-01", "receipt", "10", "1", "yes"),
        ("M", "2025-12-02", "receipt", "5", "1", "no"),
        ("M", "2026-01-01", "opening", "10"),
        ("M", "2026-01-02", "withdrawal", "10"),
        ("M", "2026-01-03", "receipt", "1", "1", "yes"),
        ("M", "2026-01-04", "withdrawal", "1"),
    ]
    assert out(withdrawn(tmp_path, rows, "fifo", opening_non_originating=elected)) == units


def test_an_opening_inventory_is_no_period_of_its_own(tmp_path: Path) -> None:
    """Of December only what is left is known, 5 O and 5 N, not what was received in it: no ratio for January (s. 6)."""
    rows: list[Row] = [
        ("M", "2025-12-01", "receipt", "10", "1", "yes"),
        ("M", "2025-12-02", "withdrawal", "5"),
        ("M", "2025-12-03", "receipt", "5", "1", "no"),
        ("M", "2026-01-01", "opening", "10"),
        ("M", "2026-01-02", "withdrawal", "4"),
        ("M", "2026-02-02", "withdrawal", "2"),
    ]
    assert out(withdrawn(tmp_path, rows, "average", period="month")) == [None, 1]


def test_two_records_in_a_workbook_are_chosen_between(tmp_path: Path) -> None:
    """Movements on two sheets are two inventories: the sheet is asked for, and neither is left out in silence."""
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("North", "South"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([HEADS, *STOCK]):
                sheet.write_row(number, 0, row)
    with pytest.raises(InputError) as error:
        rvc.inventory(path, "fifo")
    assert [problem.code for problem in error.value.problems] == ["form.which_sheet"]


def test_materials_are_apart_and_days_in_order(tmp_path: Path) -> None:
    """Rows in any order, of several materials, are as those of each by day."""
    rows = [*STOCK, *[("N", *row[1:]) for row in STOCK]]
    Random(1).shuffle(rows)  # noqa: S311 - an order, no secret
    found = withdrawn(tmp_path, rows, "fifo")
    moved = [(each.material, each.on, units) for each, units in zip(found.withdrawals, out(found), strict=True)]
    assert sorted(moved) == [(name, day, 10) for name in "MN" for day in ("2026-01-03", "2026-02-04")]


@pytest.mark.parametrize(
    ("code", "row", "column"),
    [
        ("ledger.short_stock", ("M", "2026-02-05", "withdrawal", "11"), "D"),
        ("ledger.movement_lacks", ("M", "", "withdrawal", "1"), "B"),
        ("ledger.word", ("M", "2026-02-05", "movedd", "1"), "C"),
        ("ledger.no_status", ("M", "2026-02-05", "receipt", "1", "1"), "F"),
        ("ledger.opening", ("M", "2026-02-05", "opening", "41"), "D"),
        ("number.digits", ("M", "2026-02-05", "withdrawal", "0.1234567"), "D"),
        ("number.zero", ("M", "2026-02-05", "withdrawal", "0"), "D"),
        ("number.zero", ("M", "2026-02-05", "receipt", "0", "1", "no"), "D"),
        ("number.negative", ("M", "2026-02-05", "withdrawal", "-1"), "D"),
        ("number.negative", ("M", "2026-02-05", "receipt", "1", "-1", "no"), "E"),
        ("column.flag", ("M", "2026-02-05", "receipt", "1", "1", "maybe"), "F"),
        ("form.row_without_key", ("", "2026-02-05", "receipt", "1", "1", "no"), ""),
    ],
)
@pytest.mark.parametrize("method", ["fifo", "lifo", "average"])
def test_a_record_that_cannot_be(tmp_path: Path, method: str, code: str, row: Row, column: str) -> None:
    """A stock below zero, a movement without its day, units without a status: each at its cell."""
    with pytest.raises(InputError) as refused:
        withdrawn(tmp_path, [*STOCK, row], method)
    assert [(problem.code, problem.row, problem.column) for problem in refused.value.problems] == [(code, 6, column)]
    assert "{" not in refused.value.problems[0].text


def test_a_record_without_movements(tmp_path: Path) -> None:
    """Nothing below the header is said, and is not an inventory of which nothing was withdrawn."""
    with pytest.raises(InputError) as refused:
        withdrawn(tmp_path, [], "fifo")
    assert [(problem.code, problem.row) for problem in refused.value.problems] == [("form.no_lines", 1)]


@pytest.mark.parametrize(
    ("method", "more", "units"),
    [
        ("fifo", {}, [0, 5]),
        ("lifo", {}, [5, 0]),
        ("average", {}, [Fraction(5, 2), Fraction(5, 2)]),
        ("specific", {}, [0, 5]),
        ("fifo", {"opening_non_originating": True}, [5, 5]),
    ],
)
def test_an_opening_inventory_of_both_origins(
    tmp_path: Path, method: str, more: dict[str, object], units: list[Fraction]
) -> None:
    """Originating and other units in opening inventory, each in a line of its own, are there together (s. 9)."""
    rows = [
        *STOCK[:2],
        ("M", "2026-01-03", "opening", "5", "1", "yes"),
        ("M", "2026-01-03", "opening", "5", "1", "no"),
        ("M", "2026-01-04", "withdrawal", "5", "", "yes"),
        ("M", "2026-01-05", "withdrawal", "5", "", "no"),
    ]
    assert out(withdrawn(tmp_path, rows, method, **more)) == units


@pytest.mark.parametrize("first", ["", "yes"])
def test_an_opening_inventory_is_stated_once(tmp_path: Path, first: str) -> None:
    """A second line of it without a status is neither added to the first nor put in its place."""
    rows = [*STOCK[:2], ("M", "2026-01-03", "opening", "5", "1", first), ("M", "2026-01-03", "opening", "5")]
    with pytest.raises(InputError) as refused:
        withdrawn(tmp_path, rows, "fifo")
    assert [(problem.code, problem.row, problem.column) for problem in refused.value.problems] == [
        ("ledger.opening_again", 5, "F")
    ]


@pytest.mark.parametrize("method", ["fifo", "lifo", "average"])
def test_an_opening_inventory_of_nothing(tmp_path: Path, method: str) -> None:
    """What nothing was left of is said to be nothing; what comes after it counts alone."""
    rows = [*STOCK[:2], ("M", "2026-01-03", "opening", "0"), ("M", "2026-01-04", "receipt", "5", "1", "no")]
    found = withdrawn(tmp_path, [*rows, ("M", "2026-01-05", "withdrawal", "5")], method)
    assert out(found) == [5]


@pytest.mark.parametrize("period", ["month", "quarter", "whole"])
def test_a_stock_below_zero_in_every_period(tmp_path: Path, period: str) -> None:
    """The stock is followed day by day, though the ratio is that of a period."""
    early = [("M", "2025-12-31", "withdrawal", "1"), *STOCK]
    with pytest.raises(InputError) as refused:
        withdrawn(tmp_path, early, "average", period=period)
    assert [problem.code for problem in refused.value.problems] == ["ledger.short_stock"]


def test_schedule_7_is_of_non_originating_materials(tmp_path: Path) -> None:
    """Units said to be originating have no place there."""
    with pytest.raises(InputError) as refused:
        withdrawn(tmp_path, STOCK, "fifo", schedule=7)
    assert [problem.code for problem in refused.value.problems] == ["ledger.identical_originating"]


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("rolling_average", {}),
        ("average", {"schedule": 7}),
        ("specific", {"schedule": 7}),
        ("average", {"goods": True}),
        ("average", {"goods": True, "period": "whole"}),
        ("fifo", {"goods": True, "schedule": 7}),
    ],
)
def test_methods_that_a_schedule_does_not_have(tmp_path: Path, method: str, more: dict[str, object]) -> None:
    """Schedule 7 s. 2, Schedule 8 s. 2, 11 and 14 are closed lists."""
    with pytest.raises(InputError) as refused:
        withdrawn(tmp_path, STOCK, method, **more)
    assert [problem.code for problem in refused.value.problems] == ["ledger.method"]


MOVES = st.lists(st.tuples(st.booleans(), st.integers(1, 50), st.booleans(), st.integers(0, 9)), max_size=12)


@given(MOVES)
def test_nothing_is_lost(moves: list[tuple[bool, int, bool, int]]) -> None:
    """FIFO against a queue of single units; by the average what is out and what is left are what came in."""
    movements, queue, expected, stock = [], [], [], 0
    for place, (takes, quantity, originating, value) in enumerate(moves):
        quantity = min(quantity, stock) if takes else quantity  # noqa: PLW2901
        if quantity:
            stock += -quantity if takes else quantity
            day = date(2026, 1, 1)
            movements.append(Movement(place, day, takes, Fraction(quantity), originating, Fraction(value)))
            if takes:
                taken, queue = queue[:quantity], queue[quantity:]
                expected.append((sum(not one for one, _ in taken), sum(each for one, each in taken if not one)))
            else:
                queue += [(originating, value)] * quantity
    found = list(in_order(movements, last_first=False))
    assert [(each.non_originating, each.value) for each in found] == expected
    average = list(by_shipment(movements))
    assert all(each.ratio is not None and 0 <= each.ratio <= 1 for each in average)


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A page and JSON, on the screen and in a file; a stock below zero is exit 2."""
    path = write_ledger(tmp_path / "stock.csv", STOCK, HEADS)
    assert main(["inventory", str(path), "--method", "fifo"]) == 0
    assert "first in, first out (UR Schedule 8 s. 1)" in " ".join(capsys.readouterr().out.split())
    assert main(["inventory", str(path), "--method", "average", "--period", "month", "--format", "json"]) == 0
    assert capsys.readouterr().out == f"{rvc.inventory(path, 'average', period='month').to_json()}\n"
    assert main(["inventory", str(path), "--method", "average", "--period", "month", "--out", str(tmp_path / "a")]) == 0
    assert "no provision says" in " ".join((tmp_path / "a").read_text(encoding="utf-8").split())
    write_ledger(path, [*STOCK, ("M", "2026-02-05", "withdrawal", "11")], HEADS)
    assert main(["inventory", str(path), "--method", "fifo"]) == 2
    assert "row 6, column D" in capsys.readouterr().err
    assert main(["inventory", str(path), "--method", "fefo"]) == 64


def test_a_record_in_spanish_without_units_of_value(tmp_path: Path) -> None:
    """Entradas and salidas are read; without values units are still told apart, and the value is left open."""
    heads = "No. de parte", "Fecha", "Movimiento", "Cantidad", "Originario"
    rows = [
        ("M", "2026-01-01", "entrada", "5", "sí"),
        ("M", "2026-01-02", "entrada", "5", "no"),
        ("M", "2026-01-03", "salida", "6"),
    ]
    (each,) = rvc.inventory(write_ledger(tmp_path / "stock.csv", rows, heads), "fifo").withdrawals
    assert (each.non_originating and exact(each.non_originating), each.value) == (1, None)
