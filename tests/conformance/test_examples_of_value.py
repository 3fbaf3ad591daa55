"""The worked examples of Schedules 3 and 6: a mould allocated over units, and the unit price most units are sold at."""

from decimal import Decimal
from typing import Any

import pytest

import rvc
from rvc.base.errors import InputError

MOULD = {"price": "5000.00", "tools": "1000.00", "first_shipment": "1000", "contracted_units": "10000"}
Tree = dict[str, Any]


def golf_cart(value: Tree, valuation: Tree) -> Tree:
    """A golf cart with one non-originating material, valued so."""
    return {
        "schema": "rvc/1",
        "good": {
            "id": "CART", "hs": "8703.10", "produced_in": "US", "left_territory": False, "date": "2026-11-22",
            "currency": "USD",
        },
        "value": value,
        "materials": [{"id": "PART", "hs": "8544.30", "originating": False, "valuation": valuation}],
    }  # fmt: skip


def figure(case: Tree, name: str) -> Decimal:
    """An input of the regional value content of a case."""
    finding = rvc.check(case).finding("rvc")
    assert finding is not None
    return Decimal(finding.inputs[name])


@pytest.mark.parametrize(("units", "share"), [("4000", "0.25"), ("10000", "0.10")])
def test_schedule_3_mould_of_the_buyer(units: str, share: str) -> None:
    """Schedule 3 s. 4(13): over the 4,000 units produced or all 10,000 contracted, never over the first 1,000.

    The mould's value is not printed; here it is 1,000.
    """
    case = golf_cart({"valuation": {**MOULD, "assist_units": units}}, {"price": "1.00"})
    case["elections"] = {"rvc_method": "transaction_value"}
    assert figure(case, "transaction_value") == 5000 + Decimal(share)
    case["value"]["valuation"]["assist_units"] = "1000"
    with pytest.raises(InputError) as refused:
        rvc.check(case)
    assert [problem.code for problem in refused.value.problems] == ["valuation.first_shipment"]


@pytest.mark.parametrize(("units", "share"), [("4000", "0.25"), ("10000", "0.10")])
def test_schedule_6_mould_of_the_producer(units: str, share: str) -> None:
    """Schedule 6 s. 4(13): the same of a material, for whose seller the producer provides the mould."""
    case = golf_cart({"net_cost": "9000"}, {**MOULD, "assist_units": units})
    assert figure(case, "vnm") == 5000 + Decimal(share)
    case["materials"][0]["valuation"]["assist_units"] = "1000"
    with pytest.raises(InputError) as refused:
        rvc.check(case)
    assert [problem.code for problem in refused.value.problems] == ["valuation.first_shipment"]


def resold(sales: str) -> Tree:
    """The part, found by its unit price in resales, with nothing to take out."""
    return golf_cart(
        {"net_cost": "9000"}, {"unacceptable": ["not_sold"], "found_under": "resale", "sales": sales, "margin": "0"}
    )


def test_schedule_6_price_list() -> None:
    """Schedule 6 s. 8(3): 10 sales of 5 and 5 of 3 at 100, 5 of 11 at 95, one of 30 and one of 50 at 90: 90 counts."""
    sales = ["5 x 100"] * 10 + ["3 x 100"] * 5 + ["11 x 95"] * 5 + ["30 x 90", "50 x 90"]
    assert figure(resold("; ".join(sales)), "vnm") == 90
    assert figure(resold("65 x 100; 55 x 95; 80 x 90"), "vnm") == 90


def test_schedule_6_two_sales() -> None:
    """Schedule 6 s. 8(3): 500 units at 95 and 400 at 90: 95 counts."""
    assert figure(resold("500 x 95; 400 x 90"), "vnm") == 95
