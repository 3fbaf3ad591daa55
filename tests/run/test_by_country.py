"""Net cost by country: as last produced, and as added through the tiers; the figures add up or say that they do not."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

import rvc
from rvc.run.report import Report
from tests.strategies import cases

GOOD = {"id": "G", "hs": "8708.70", "use": "aftermarket", "produced_in": "US", "date": "2026-11-22"}


def report(materials: list[dict[str, Any]], **value: str) -> Report:
    """A part of these materials."""
    return rvc.check({"schema": "rvc/1", "good": GOOD, "value": value, "materials": materials})


def shown(found: Report) -> dict[str, tuple[Decimal, Decimal]]:
    """Of each country what was last produced there, and what was added there."""
    return {row.country: (Decimal(row.last_production), Decimal(row.value)) for row in found.value_by_country}


def test_a_purchased_assembly_is_carried_through_its_tiers() -> None:
    """100 bought from Mexico, 40 of it Japanese and 25 Canadian: Mexico last produced 100, and added 35."""
    found = report(
        [
            {"id": "A", "hs": "8708.99", "unit_value": "100", "origin": "MX"},
            {"id": "B", "parent": "A", "hs": "8708.99", "unit_value": "20", "quantity": "2", "origin": "JP"},
            {"id": "C", "parent": "A", "hs": "8708.99", "unit_value": "25", "origin": "CA"},
        ],
        net_cost="150",
    )
    # United States: 150 - 100 = 50. Mexico: 100 - 40 - 25 = 35.
    ours = (Decimal(50), Decimal(50))
    assert shown(found) == {
        "US": ours,
        "CA": (Decimal(0), Decimal(25)),
        "MX": (Decimal(100), Decimal(35)),
        "other": (Decimal(0), Decimal(40)),
    }
    assert found.value_by_country_complete
    assert [row.points for row in found.value_by_country] == ["33.333333", "16.666667", "23.333333", "26.666667"]


def test_a_self_produced_material_counts_at_its_costs() -> None:
    """Made in house for 10 on top of a part of 30: excluded cost of 4 is in no net cost, so in no country."""
    found = report(
        [
            {"id": "A", "hs": "8708.99", "made": "in_house", "other_cost": "10", "excluded_cost": "4", "origin": "US"},
            {"id": "B", "parent": "A", "hs": "8708.99", "unit_value": "30", "origin": "MX"},
        ],
        net_cost="100",
    )
    # The good: 100 - (30 + 10 - 4) = 64; the material: 36 - 30 = 6.
    assert shown(found) == {"US": (Decimal(100), Decimal(70)), "MX": (Decimal(0), Decimal(30))}


def test_a_part_without_listed_materials_is_laid_to_no_country() -> None:
    """With a net cost of 100 and a VNM of 30 nobody knows where the materials are from: nothing is shown."""
    case = {"schema": "rvc/1.1", "good": GOOD, "value": {"net_cost": "100", "vnm": "30"}}
    found = rvc.check(case)
    assert found.value_by_country == []
    assert not found.value_by_country_complete


def test_an_origin_or_a_value_that_is_not_stated_is_said() -> None:
    """A line without origin is nobody's; one without value leaves the table incomplete, and is not zero."""
    known = report([{"id": "A", "hs": "8708.99", "unit_value": "30"}], net_cost="100")
    assert shown(known)["unknown"] == (Decimal(30), Decimal(30))
    assert known.value_by_country_complete
    open_ = report([{"id": "A", "hs": "8708.99", "origin": "MX"}], net_cost="100")
    assert not open_.value_by_country_complete
    assert shown(open_) == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_countries_add_up_to_the_net_cost(case: dict[str, Any]) -> None:
    """Where every figure is known both columns come to the net cost, whatever the verdict."""
    found = rvc.check(case)
    content = found.finding("rvc")
    if found.value_by_country_complete and content and "net_cost" in content.inputs:
        whole = Decimal(content.inputs["net_cost"])
        assert sum(last for last, _ in shown(found).values()) == whole
        assert sum(added for _, added in shown(found).values()) == whole
