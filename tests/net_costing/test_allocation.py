"""Costs to goods: the orders of UR 7(11), the methods of Schedule 5, and the sums that must hold whatever the books."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rvc
from rvc.lines.case import Case
from rvc.lines.read import case_from
from rvc.net_costing.report import NetCost
from tests.net_costing.books import Line, Tree, costed, exact, net_costs, setup

ORDERS = "all_goods", "allocate_total", "each_cost"
GOODS = {"A": {"hours": "5"}, "B": {"hours": "3"}}
BY_HOURS = {"indirect_overhead": {"base": "hours"}, "direct_overhead": {"base": "hours"}}
EXCLUDED = "sales_promotion", "royalties", "shipping_and_packing", "non_allowable_interest"


@pytest.mark.parametrize("order", ORDERS)
def test_the_orders_agree_where_a_ratio_has_no_overhead(tmp_path: Path, order: str) -> None:
    """80 of period costs and 16 of royalties by 5/8 and 3/8: 50 and 30 in every order."""
    lines: list[Line] = [("P", "80", "period"), ("R", "16", "royalties")]
    found = costed(tmp_path, lines, setup(order, GOODS, allocate=BY_HOURS))
    assert net_costs(found) == [50, 30]
    assert [exact(good.total_cost) for good in found.goods] == [60, 36]
    assert [exact(good.excluded) for good in found.goods] == [10, 6]


@pytest.mark.parametrize(("order", "of_a"), [("all_goods", Fraction(1, 2)), ("allocate_total", Fraction(2, 3))])
def test_excluded_costs_in_direct_overhead(tmp_path: Path, order: str, of_a: Fraction) -> None:
    """Appendix C: royalties of 10 in A's direct overhead are in DO of UR 7(11)(b), 20/30, and out of (a), 10/20."""
    lines: list[Line] = [
        ("L", "10", "direct_labor", "", "A"),
        ("L", "10", "direct_labor", "", "B"),
        ("D", "10", "direct_overhead", "royalties", "A"),
        ("P", "60", "period", "", "", "direct_cost"),
    ]
    assert net_costs(costed(tmp_path, lines, setup(order))) == [10 + 60 * of_a, 10 + 60 * (1 - of_a)]


def test_research_in_the_region_stays_in(tmp_path: Path) -> None:
    """UR 7(13)(c): research and development services performed in the region are no excluded cost."""
    lines: list[Line] = [("P", "80", "period"), ("X", "8", "R&D")]
    assert net_costs(costed(tmp_path, lines, setup("all_goods", GOODS, allocate=BY_HOURS))) == [55, 33]


def test_currency_gains_come_off_and_losses_go_in(tmp_path: Path) -> None:
    """UR 1(6)(d): 80 less a gain of 16 and with a loss of 8 is 72."""
    lines: list[Line] = [("P", "80", "period"), ("G", "-16", "currency_gain"), ("V", "8", "currency_loss")]
    assert net_costs(costed(tmp_path, lines, setup("all_goods", GOODS, allocate=BY_HOURS))) == [45, 27]


@pytest.mark.parametrize(("amount", "least", "most"), [("8", 80, 88), ("-8", 72, 80)])
def test_currency_that_is_not_of_production_is_open(tmp_path: Path, amount: str, least: int, most: int) -> None:
    """UR 1(6)(d) is silent on it: a loss is left out in the lower figure, a gain is taken off in it."""
    lines: list[Line] = [("P", "80", "period"), ("U", amount, "unrelated_currency")]
    found = costed(tmp_path, lines, setup("all_goods", GOODS, allocate=BY_HOURS))
    assert sum(net_costs(found)) == least
    assert sum(exact(good.net_cost_best) for good in found.goods) == most
    assert [reading.code for reading in found.readings] == ["note.net_cost.open_unrelated_currency"]


def test_what_is_no_cost_and_what_no_method_may_allocate(tmp_path: Path) -> None:
    """UR 1(6)(c): profits and their taxes; Schedule 5 s. 7: services to others and the sale of assets go to no good."""
    out = "profit", "income tax", "ventas", "service_to_others", "venta de activo fijo", "discontinued_operation"
    lines: list[Line] = [("P", "80", "period"), *((f"X{place}", "1000", name) for place, name in enumerate(out))]
    found = costed(tmp_path, lines, setup("all_goods", GOODS, allocate=BY_HOURS))
    assert sum(net_costs(found)) == 80
    rows = {row.of: row for row in found.steps[0].rows}
    assert [exact(rows[name].total) for name in ("profit", "service_to_others") if rows[name].total] == [1000, 1000]
    assert not rows["profit"].counts
    assert rows["period"].counts


def test_the_ledger_counts_before_its_accounts_and_these_before_the_class(tmp_path: Path) -> None:
    """A line's base, else that of its account (the longest beginning), else that of its class."""
    goods = {"A": {"one": "1", "two": "1", "three": "1"}, "B": {"one": "0", "two": "1", "three": "3"}}
    accounts = [{"account": "6*", "base": "two"}, {"account": "61*", "base": "three", "category": "period"}]
    allocate = {"indirect_overhead": {"base": "one"}}
    lines: list[Line] = [
        ("6100", "8", "", "", "", "", "one"),
        ("6101", "8"),
        ("6200", "8", "period"),
        ("7000", "8", "period"),
    ]
    found = costed(tmp_path, lines, setup("all_goods", goods, accounts=accounts, allocate=allocate))
    by_account = {row.of: [exact(figure) for figure in row.goods] for step in found.steps for row in step.accounts}
    assert by_account == {"6100": [8, 0], "6101": [2, 6], "6200": [4, 4], "7000": [8, 0]}


def test_another_currency_by_the_rate_of_the_record(tmp_path: Path) -> None:
    """UR 2(1)(a): 100 recorded at 17.123456 and 100 at 18 are 3,512.3456 in the currency of the books, exactly."""
    heads = "account", "amount", "category", "good", "currency", "rate"
    lines = [
        ("M", "100", "direct_material", "A", "CAD", "17.123456"),
        ("M", "100", "direct_material", "A", "CAD", "18"),
    ]
    assert net_costs(costed(tmp_path, lines, setup(), heads))[0] == Fraction(35123456, 10000)


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
CLASSES = st.sampled_from(["direct_material", "direct_labor", "direct_overhead", "period", "other", *EXCLUDED])
RATIOS = st.sampled_from(["direct_labor_and_material", "direct_cost", "hours"])


@st.composite
def ledgers(draw: st.DrawFn) -> list[Line]:
    """A ledger whose direct costs are charged, and whose overhead goes by any method."""
    lines: list[Line] = [("L0", "1", "direct_labor", "", "A")]
    for place in range(draw(st.integers(0, 8))):
        name, amount, good = draw(CLASSES), str(draw(AMOUNTS)), draw(st.sampled_from("AB"))
        way = "good" if name.startswith("direct") else draw(RATIOS)
        beside = {"good": ("", good), "hours": ("", "", "", "hours")}.get(way, ("", "", way))
        lines.append((f"X{place}", amount, name, *beside))
    return lines


def by_hand(lines: list[Line]) -> list[Fraction]:
    """The net cost of A and B straight from the words of Schedule 5, one line at a time."""
    whole = [(*line, *[""] * (7 - len(line))) for line in lines]
    of = {
        (name, good): sum((Fraction(line[1]) for line in whole if line[2] == name and line[4] == good), Fraction(0))
        for name in ("direct_labor", "direct_material", "direct_overhead")
        for good in "AB"
    }
    net = []
    for good, hours in (("A", 5), ("B", 3)):
        kept = Fraction(0)
        for _, amount, name, _, charged, method, base in whole:
            classes = ["direct_labor", "direct_material", *(["direct_overhead"] if method == "direct_cost" else [])]
            ratio = Fraction(int(charged == good))
            if base:
                ratio = Fraction(hours, 8)
            elif method:
                ratio = sum(of[each, good] for each in classes) / sum(of[each, one] for each in classes for one in "AB")
            kept += 0 if name in EXCLUDED else Fraction(amount) * ratio
        net.append(kept)
    return net


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.sampled_from(ORDERS), st.randoms())
def test_any_ledger_is_as_by_hand(lines: list[Line], order: str, shuffle: Random) -> None:
    """Columns give what a literal reading gives, in any order of lines; nothing is lost between goods and ledger."""
    shuffled = list(lines)
    shuffle.shuffle(shuffled)
    with TemporaryDirectory() as folder:
        found = costed(Path(folder), shuffled, setup(order, GOODS))
    assert net_costs(found) == by_hand(lines)
    kept = sum((Fraction(line[1]) for line in lines if line[2] not in EXCLUDED), Fraction(0))
    assert sum(net_costs(found)) == kept
    assert sum(exact(good.total_cost) for good in found.goods) == sum(Fraction(line[1]) for line in lines)


def case_of(found: NetCost, value: Tree) -> Case:
    """A case of the first good that takes the block over, with its materials as lines."""
    return case_from(
        {
            "schema": "rvc/1",
            "good": {"id": "A", "hs": "8482.10", "use": "aftermarket", "date": "2026-11-22", "currency": "USD"},
            "value": value,
            "materials": [
                {"id": "M", "hs": "7228.30", "line_value": found.goods[0].materials.shown, "originating": True}
            ],
        }
    ).case


def test_the_block_is_what_a_case_takes(tmp_path: Path) -> None:
    """The block with the materials as lines gives the same net cost, whole or to less than a millionth below it."""
    lines: list[Line] = [
        ("M", "70", "direct_material", "", "A"),
        ("L", "10", "direct_labor", "", "A"),
        ("L", "20", "direct_labor", "", "B"),
        ("P", "10", "period", "", "", "", "direct_labor"),
        ("S", "5", "sales_promotion", "", "", "", "direct_labor"),
    ]
    found = costed(tmp_path, lines, setup("allocate_total"))
    good = found.goods[0]
    assert exact(good.net_cost) == 70 + 10 + Fraction(10, 3)
    assert good.value is not None
    block: Tree = {**good.value.model_dump(), "net_cost": good.net_cost.shown}  # if both are stated, they must agree
    costs = case_of(found, block).value
    assert costs is not None
    assert costs.costs is not None
    assert costs.costs.excluded is not None
    kept = (costs.costs.other_product, costs.costs.period, costs.costs.other)
    built = 70 + sum((amount for amount in kept if amount), Decimal(0)) - (costs.costs.excluded.sales_promotion or 0)
    assert 0 <= exact(good.net_cost) - Fraction(built) < Fraction(5, 10**6)


def test_the_block_of_one_unit(tmp_path: Path) -> None:
    """100 of labor over 8 units: 12.50 each."""
    found = costed(tmp_path, [("L", "100", "direct_labor", "", "A")], setup(goods={"A": {"units": "8"}}))
    (good,) = found.goods
    assert good.net_cost_per_unit is not None
    assert good.net_cost_per_unit.shown == "12.50"
    assert good.value_per_unit is not None
    assert good.value_per_unit.costs.other_product == "12.50"


@pytest.mark.parametrize(("gain", "block"), [("-30", ("100.00", "20.00")), ("-60", ("90.00", "0.00")), ("-151", None)])
def test_gains_come_off_a_cost_that_a_case_can_state(tmp_path: Path, gain: str, block: tuple[str, str] | None) -> None:
    """100 of labor and 50 of period costs less a gain: the block has no cost below zero, or there is none."""
    lines: list[Line] = [
        ("L", "100", "direct_labor", "", "A"),
        ("P", "50", "period", "", "A"),
        ("G", gain, "currency_gain", "", "A"),
    ]
    value = costed(tmp_path, lines, setup()).goods[0].value
    assert (None if value is None else (value.costs.other_product, value.costs.period)) == block


def test_an_order_of_the_caller_counts_before_the_setup(tmp_path: Path) -> None:
    """`order` replaces what the set-up elects."""
    costed(tmp_path, [("L", "100", "direct_labor", "", "A")], setup("all_goods"))
    found = rvc.net_cost([tmp_path / "ledger.csv"], setup("all_goods"), order="each_cost")
    assert found.order == "each_cost"
