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


def through(found: Report, tier: int) -> dict[tuple[str, str], Decimal]:
    """Of each country and status what a tier shows."""
    return {(row.country, row.status): Decimal(row.value) for row in found.value_through_tiers if row.tier == tier}


def test_what_is_in_a_settled_material_has_its_status() -> None:
    """An originating assembly of 100 with 40 of Japan in it: Japan added 40 that counts as originating in the good."""
    found = report(
        [
            {"id": "A", "hs": "8708.99", "unit_value": "100", "origin": "MX", "originating": True},
            {"id": "B", "parent": "A", "hs": "8708.99", "unit_value": "40", "origin": "JP", "originating": False},
            {"id": "C", "hs": "8708.99", "unit_value": "20", "origin": "JP", "originating": False},
            {"id": "D", "hs": "8708.99", "unit_value": "10", "origin": "MX"},
            {"id": "E", "parent": "D", "hs": "8708.99", "unit_value": "4", "origin": "US"},
        ],
        net_cost="150",
    )
    both = {
        ("US", "production"): Decimal(20),
        ("other", "non_originating"): Decimal(20),
    }
    assert through(found, 1) == both | {("MX", "originating"): Decimal(100), ("MX", "unknown"): Decimal(10)}
    assert through(found, 2) == both | {
        ("US", "unknown"): Decimal(4),
        ("MX", "originating"): Decimal(60),
        ("MX", "unknown"): Decimal(6),
        ("other", "originating"): Decimal(40),
    }
    assert [row.points for row in found.value_through_tiers if row.status == "production"] == ["13.333333"] * 2


def test_one_looks_through_what_the_producer_makes_itself() -> None:
    """In house for 10 on top of 30 of Japan: 10 produced, 30 not originating; not listed: unknown (UR 7(5)(a))."""
    made = {"id": "A", "hs": "8708.99", "made": "in_house", "origin": "US"}
    listed = report(
        [
            made | {"other_cost": "10"},
            {"id": "B", "parent": "A", "hs": "8708.99", "unit_value": "30", "origin": "JP", "originating": False},
        ],
        net_cost="100",
    )
    assert through(listed, 1) == {("US", "production"): Decimal(70), ("US", "non_originating"): Decimal(30)}
    assert through(listed, 2) == {("US", "production"): Decimal(70), ("other", "non_originating"): Decimal(30)}
    said = report([made | {"unit_value": "40", "vnm": "30", "originating": False}], net_cost="100")
    assert through(said, 1) == {("US", "production"): Decimal(70), ("US", "non_originating"): Decimal(30)}
    silent = report([made | {"unit_value": "40"}], net_cost="100")
    assert through(silent, 1) == {("US", "production"): Decimal(60), ("US", "unknown"): Decimal(40)}


def test_of_many_tiers_the_nearest_and_the_deepest_are_shown() -> None:
    """Nine lines, each in the one before: five tiers, and the ninth."""
    chain = [
        {"id": f"L{place}", "hs": "8708.99", "unit_value": str(10 - place), "origin": "MX"}
        | ({"parent": f"L{place - 1}"} if place else {})
        for place in range(9)
    ]
    found = report(chain, net_cost="20")
    assert list(dict.fromkeys(row.tier for row in found.value_through_tiers)) == [1, 2, 3, 4, 5, 9]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_shares_add_up_at_every_tier(case: dict[str, Any]) -> None:
    """Each tier comes to the net cost, each status to the same sum at every tier; first and last are as by country.

    What VNM is sure of is in what does not originate, what it leaves open in what is unknown.
    """
    found = rvc.check(case)
    tiers = list(dict.fromkeys(row.tier for row in found.value_through_tiers))
    by_status: list[dict[str, Decimal]] = []
    for tier in tiers:
        seen = through(found, tier)
        sums: dict[str, Decimal] = {}
        for (_, status), value in seen.items():
            sums[status] = sums.get(status, Decimal(0)) + value
        by_status.append(sums)
        for country, (last, added) in shown(found).items():
            whole = sum(value for (place, _), value in seen.items() if place == country)
            assert tier != 1 or whole == last
            assert tier != tiers[-1] or whole == added or not found.value_by_country_complete
    content = found.finding("rvc")
    if found.value_by_country_complete and content and "net_cost" in content.inputs:
        assert tiers
        assert all(sum(sums.values()) == Decimal(content.inputs["net_cost"]) for sums in by_status)
        assert all(sums == by_status[0] for sums in by_status)
        if "vnm" in content.inputs and content.method == "net_cost":
            most = Decimal(content.inputs["vnm"])
            least = Decimal(content.inputs.get("vnm_least", most))
            assert by_status[0].get("non_originating", 0) >= least
            assert by_status[0].get("unknown", 0) >= most - least


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
