"""The worked examples of Schedules 7 and 8: values and origin out of a record of movements, with their own figures."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import rvc
from rvc.net_costing.report import Inventory
from tests.net_costing.books import exact, write_ledger

HEADS = "material", "date", "movement", "quantity", "unit_value", "originating"
IDENTICAL = [  # Schedule 7, Appendix
    ("A", "2021-01-01", "receipt", "200", "1.05"),
    ("A", "2021-01-03", "receipt", "1000", "1.00"),
    ("A", "2021-01-05", "receipt", "1000", "1.10"),
    ("A", "2021-01-08", "withdrawal", "500"),
    ("A", "2021-01-09", "withdrawal", "500"),
    ("A", "2021-01-10", "receipt", "1000", "1.05"),
    ("A", "2021-01-14", "withdrawal", "1500"),
    ("A", "2021-01-16", "receipt", "2000", "1.10"),
    ("A", "2021-01-18", "withdrawal", "1500"),
]
FUNGIBLE = [  # Schedule 8, Appendices A and B: opening inventory is what the latest receipts before it were
    ("A", "2020-12-18", "receipt", "100", "1.00", "yes"),
    ("A", "2020-12-27", "receipt", "100", "1.10", "no"),
    ("A", "2021-01-01", "opening", "200"),
    ("A", "2021-01-01", "receipt", "1000", "1.00", "yes"),
    ("A", "2021-01-05", "receipt", "1000", "1.10", "no"),
    ("A", "2021-01-10", "withdrawal", "100"),
    ("A", "2021-01-10", "receipt", "1000", "1.05", "yes"),
    ("A", "2021-01-15", "withdrawal", "700"),
    ("A", "2021-01-16", "receipt", "2000", "1.10", "no"),
    ("A", "2021-01-20", "withdrawal", "1000"),
    ("A", "2021-01-23", "withdrawal", "900"),
]


def withdrawn(folder: Path, rows: Sequence[Sequence[str]], method: str, **more: object) -> Inventory:
    """The withdrawals of an inventory by one method."""
    return rvc.inventory(write_ledger(folder / "stock.csv", rows, HEADS), method, **more)  # type: ignore[arg-type]


def values(found: Inventory) -> list[Fraction]:
    """The value of non-originating units of each withdrawal."""
    return [exact(each.value) for each in found.withdrawals if each.value is not None]


def units(found: Inventory) -> list[tuple[Fraction, Fraction]]:
    """The originating and the non-originating units of each withdrawal."""
    return [
        (exact(each.originating), exact(each.non_originating))
        for each in found.withdrawals
        if each.originating is not None and each.non_originating is not None
    ]


def test_schedule_7_appendix_example_1_fifo(tmp_path: Path) -> None:
    """Schedule 7 Appendix Example 1: 510, 500, 1,615 and 1,615."""
    assert values(withdrawn(tmp_path, IDENTICAL, "fifo", schedule=7)) == [510, 500, 1615, 1615]


def test_schedule_8_appendix_a_example_1_fifo(tmp_path: Path) -> None:
    """Schedule 8 Appendix A Example 1: values of 0, 110, 660 and 440."""
    assert values(withdrawn(tmp_path, FUNGIBLE, "fifo")) == [0, 110, 660, 440]


def test_schedule_8_appendix_a_example_3_average(tmp_path: Path) -> None:
    """Schedule 8 Appendix A Example 3: 52.50, 249.90, 684.80 and 616.32 as printed, by ratios rounded to two decimals.

    Exactly, by the ratios of s. 8: 1/2; then 1,050 of 3,100; then 1,050 x 24/31 and 2,000 more of 4,400. The table has
    2,812 non-originating units where the text has 2,816: the text applies the ratio to what remains, as s. 8(2) asks.
    """
    found = withdrawn(tmp_path, FUNGIBLE, "average")
    printed = [exact(each.value_by_rounded) for each in found.withdrawals if each.value_by_rounded]
    assert printed == [Fraction("52.50"), Fraction("249.90"), Fraction("684.80"), Fraction("616.32")]
    second, third = Fraction(1050, 3100), (2400 * Fraction(1050, 3100) + 2000) / 4400
    assert [exact(each.ratio) for each in found.withdrawals if each.ratio] == [Fraction(1, 2), second, third, third]
    each = Fraction(4720, 4400)
    assert values(found) == [Fraction("52.50"), 735 * second, 1000 * each * third, 900 * each * third]


def test_schedule_8_appendix_b_example_1_fifo(tmp_path: Path) -> None:
    """Schedule 8 Appendix B Example 1: the goods shipped are 100 O; 600 O, 100 N; 400 O, 600 N; 500 O, 400 N."""
    assert units(withdrawn(tmp_path, FUNGIBLE, "fifo", goods=True)) == [(100, 0), (600, 100), (400, 600), (500, 400)]
