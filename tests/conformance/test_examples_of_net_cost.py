"""The worked examples of UR 7(22) and Schedule 5 out of a ledger, with their own figures.

Where an example rounds a ratio before it uses it, the worksheet gives both: the exact figure, for no provision rounds,
and the one printed.
"""

from fractions import Fraction
from pathlib import Path

import pytest

from rvc.net_costing.report import AccountRow, NetCost
from tests.net_costing.books import Line, costed, exact, net_costs, setup

BOTH = "all_goods", "each_cost"
UNITS_58 = {"A": {"share": "58"}, "B": {"share": "42"}}
BOOKS: list[Line] = [  # UR 7(22) Examples 5 and 6: 9,000 in all, of which 1,200 are excluded
    ("1", "2000", "direct_material"),
    ("2", "1000", "direct_material"),
    ("3", "2400", "direct_overhead"),
    ("4", "2000", "period"),
    ("5", "500", "sales_promotion"),
    ("6", "200", "royalties"),
    ("7", "500", "shipping_and_packing"),
    ("8", "400", "other"),
]
BY_SHARE = {
    name: {"base": "share"} for name in ("direct_material", "direct_labor", "direct_overhead", "indirect_overhead")
}
DIRECT: list[Line] = [  # Schedule 5, Appendices B and C
    ("L", "5", "direct_labor", "", "A"),
    ("L", "5", "direct_labor", "", "B"),
    ("M", "10", "direct_material", "", "A"),
    ("M", "5", "direct_material", "", "B"),
]
OVERHEAD: list[Line] = [("O", "8", "direct_overhead", "", "A"), ("O", "2", "direct_overhead", "", "B")]


def account(found: NetCost, name: str) -> AccountRow:
    """An account of the step of allocation."""
    return next(row for step in found.steps for row in step.accounts if row.of == name)


def of_step(found: NetCost, code: str, name: str) -> list[Fraction]:
    """The figures of the goods in a row of a step, or its sum if it has none."""
    row = next(row for step in found.steps if step.code == code for row in step.rows if row.of == name)
    return [exact(figure) for figure in row.goods] or [exact(figure) for figure in (row.total,) if figure]


def test_7_22_example_5_ledger(tmp_path: Path) -> None:
    """UR 7(22) Example 5: 9,000 less 1,200 of excluded costs leaves 7,800 to be allocated to both goods."""
    found = costed(tmp_path, BOOKS, setup("all_goods", UNITS_58, allocate=BY_SHARE))
    assert of_step(found, "total_cost", "total_cost") == [9000]
    assert of_step(found, "excluded", "remainder") == [7800]
    assert sum(net_costs(found)) == 7800


def test_7_22_example_6_ledger(tmp_path: Path) -> None:
    """UR 7(22) Example 6: 5,220 and 3,780 allocated; 290, 116, 290 and 210, 84, 210 excluded; 4,524 and 3,276 net."""
    found = costed(tmp_path, BOOKS, setup("allocate_total", UNITS_58, allocate=BY_SHARE))
    assert of_step(found, "net_cost", "total_cost") == [5220, 3780]
    kinds = ("sales_promotion", "royalties", "shipping_and_packing")
    assert [of_step(found, "excluded_by_good", kind) for kind in kinds] == [[290, 210], [116, 84], [290, 210]]
    assert net_costs(found) == [4524, 3276]


def test_7_22_example_7_ledger(tmp_path: Path) -> None:
    """UR 7(22) Example 7: each cost charged to its good gives 3,836 and 2,923, which are net though it says "total"."""
    lines: list[Line] = [
        ("1", "100", "direct_material", "", "D"),
        ("2", "800", "direct_material", "", "C"),
        ("2", "100", "direct_material", "", "D"),
        ("3", "300", "direct_overhead", "", "C"),
        ("3", "200", "direct_overhead", "", "D"),
        ("4", "2736", "period", "", "C"),  # 3,036 less 300 of excluded costs
        ("4", "2523", "period", "", "D"),  # 2,643 less 120
        ("5", "300", "sales_promotion", "", "C"),
        ("5", "120", "sales_promotion", "", "D"),
    ]
    found = costed(tmp_path, lines, setup("each_cost", {"C": {}, "D": {}}))
    assert net_costs(found) == [3836, 2923]
    assert sum(net_costs(found)) == 6759


@pytest.mark.parametrize("order", BOTH)
def test_schedule_5_appendix_a_example_1_labor_hours(tmp_path: Path, order: str) -> None:
    """Schedule 5 Appendix A Example 1: 5,000 and 3,000 hours give 0.625 and 0.375, 3,750,000 and 2,250,000."""
    hours = {"A": {"labor_hours": "5000"}, "B": {"labor_hours": "3000"}}
    found = costed(tmp_path, [("O", "6000000", "period", "", "", "", "labor_hours")], setup(order, hours))
    assert net_costs(found) == [3_750_000, 2_250_000]


def test_schedule_5_appendix_a_example_2_labor_costs(tmp_path: Path) -> None:
    """Schedule 5 Appendix A Example 2: 50,000 and 10,000 of labor: exactly 5,000,000; by 0.833, 4,998,000."""
    lines: list[Line] = [
        ("L", "50000", "direct_labor", "", "A"),
        ("L", "10000", "direct_labor", "", "B"),
        ("O", "6000000", "period", "", "", "", "direct_labor"),
    ]
    overhead = account(costed(tmp_path, lines, setup()), "O")
    assert [exact(figure) for figure in overhead.goods] == [5_000_000, 1_000_000]
    assert [exact(figure) for figure in overhead.by_rounded] == [4_998_000, 1_002_000]


def test_schedule_5_appendix_a_example_3_units(tmp_path: Path) -> None:
    """Schedule 5 Appendix A Example 3: 100,000 and 50,000 units: exactly 4,000,000; by 0.667, 4,002,000."""
    units = {"A": {"units": "100000"}, "B": {"units": "50000"}}
    overhead = account(costed(tmp_path, [("O", "6000000", "period", "", "", "", "units")], setup(goods=units)), "O")
    assert [exact(figure) for figure in overhead.goods] == [4_000_000, 2_000_000]
    assert [exact(figure) for figure in overhead.by_rounded] == [4_002_000, 1_998_000]


def test_schedule_5_appendix_b_example_1(tmp_path: Path) -> None:
    """Schedule 5 Appendix B Example 1: 30 of overhead without excluded costs by 15/25 and 10/25 is 18 and 12."""
    lines = [*DIRECT, ("O", "30", "period", "", "", "direct_labor_and_material")]
    found = costed(tmp_path, lines, setup("all_goods"))
    assert [exact(figure) for figure in account(found, "O").goods] == [18, 12]


def test_schedule_5_appendix_b_example_2(tmp_path: Path) -> None:
    """Schedule 5 Appendix B Example 2: 50 of overhead with 20 of excluded costs: 30 less 12, and 20 less 8."""
    way = "", "", "direct_labor_and_material"
    lines = [*DIRECT, ("O", "30", "period", *way), ("R", "20", "royalties", *way)]
    found = costed(tmp_path, lines, setup("allocate_total"))
    assert of_step(found, "net_cost", "period") == [30, 20]
    assert of_step(found, "excluded_by_good", "royalties") == [12, 8]
    assert [one - 15 for one in net_costs(found)] == [18, 12 - 5]  # beside direct costs of 15 and 10


def test_schedule_5_appendix_c_example_1(tmp_path: Path) -> None:
    """Schedule 5 Appendix C Example 1: 30 by 23/35 and 12/35 is exactly 138/7 and 72/7, printed 19.71 and 10.29."""
    lines = [*DIRECT, *OVERHEAD, ("I", "30", "period", "", "", "direct_cost")]
    indirect = account(costed(tmp_path, lines, setup("all_goods")), "I")
    assert [exact(figure) for figure in indirect.goods] == [Fraction(138, 7), Fraction(72, 7)]
    assert [round(exact(figure), 2) for figure in indirect.goods] == [Fraction(1971, 100), Fraction(1029, 100)]


SCHEDULE_9 = (
    "75867.96", "80420.04", "85245.24", "90359.95", "95781.55", "101528.44", "107620.15", "114077.36", "120922.00",
    "128177.32",
)  # fmt: skip


def test_schedule_9_appendix_fixed_rate(tmp_path: Path) -> None:
    """Schedule 9 Appendix: 5.98 years round to 6; 4.7 and 5.0% at 5 and 7 years give 4.85%; 6% is allowable.

    The printed weights, of payments before their rounding, sum to 5,977,993.19; the printed payments to 5,977,993.08.
    """
    debt = {
        "id": "LOAN", "kind": "fixed_rate", "rate": "6", "amount": "1000000",
        "payments": [{"principal": paid, "years": str(year)} for year, paid in enumerate(SCHEDULE_9, 1)],
        "federal": [{"maturity": "5", "rate": "4.7"}, {"maturity": "7", "rate": "5.0"}],
    }  # fmt: skip
    heads = "account", "amount", "category", "good", "debt"
    lines: list[Line] = [("I", "60000", "interest", "A", "LOAN")]
    found = costed(tmp_path, lines, setup(debts=[debt]), heads)
    (row,) = (row for step in found.steps for row in step.debts)
    assert abs(exact(row.maturity) - Fraction("5.977993")) < Fraction(1, 10**6)
    assert Fraction(row.rounded) == 6
    assert [exact(rate) for rate in row.federal] == [Fraction("4.85")]
    assert exact(row.excluded_most) == 0
    assert net_costs(found) == [60000, 0]
