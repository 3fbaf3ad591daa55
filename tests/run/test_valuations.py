"""Valuations and averages of suppliers in whole cases: what is built decides as the same figure stated does."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

import rvc
from tests.strategies import cases, written

NORTH_AMERICA = {None, "CA", "MX", "US"}
Tree = dict[str, Any]


def priced(worth: str) -> Tree:
    """A price that comes to a value: a third of it as commissions, and charges of 2 that are taken out again."""
    value = Decimal(worth)
    third = (value / 3).quantize(Decimal("0.000001"), rounding="ROUND_DOWN")
    return {"price": written(value - third + 2), "commissions": written(third), "later_charges": "2"}


def averaged(statement: Tree) -> Tree:
    """A statement as the sums of eight units over the first quarter."""
    sums = {name: written(Decimal(statement[name]) * 8) for name in ("net_cost", "vnm", "amount") if name in statement}
    year = {"fiscal_year_from": "2026-01-01", "fiscal_year_to": "2026-12-31"}
    return {**statement, **sums, "units": "8", "from": "2026-01-01", "to": "2026-03-31", **year}


def by_price(case: Tree) -> Tree:
    """The case with a price in place of every value that can be built from one, and averages for statements."""
    built = deepcopy(case)
    for item in built.get("materials") or ():
        bought = item.get("made") != "in_house" or item.get("origin") not in NORTH_AMERICA
        if (
            "unit_value" in item
            and "line_value" not in item
            and bought
            and item.get("role") not in {"indirect", "packing"}
        ):
            item["valuation"] = priced(item.pop("unit_value"))
        if item.get("statement"):
            item["statement"] = averaged(item["statement"])
    value = built.get("value") or {}
    if value.get("transaction_value") is not None:
        value["valuation"] = priced(str(value.pop("transaction_value")))
    return built


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_a_price_decides_as_the_value_it_comes_to(case: Tree) -> None:
    """Verdict and findings are the same, down to figures and what is missing."""
    stated, built = rvc.check(case), rvc.check(by_price(case))
    assert built.verdict == stated.verdict
    assert built.findings == stated.findings
    assert built.alternatives == stated.alternatives
