"""A supplier's statement: its figures by hand, and that a buyer who takes them over gets the same answer."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rvc

PART: dict[str, Any] = {
    "schema": "rvc/1",
    "good": {
        "id": "PUMP", "hs": "8413.30", "use": "passenger_light", "date": "2026-11-22", "currency": "USD",
        "produced_in": "MX", "left_territory": False, "supplier": "Bombas",
    },
    "value": {
        "costs": {"other_product": "30", "period": "8", "other": "0", "excluded": {"royalties": "3"}},
        "transaction_value": "120", "international_shipping": "0", "packing": "0", "pre_shipment": "0",
    },
    "materials": [
        {"id": "BODY", "made": "in_house", "hs": "8413.91", "other_cost": "10", "excluded_cost": "0"},
        {"id": "CAST", "parent": "BODY", "hs": "7616.99", "unit_value": "15", "originating": False},
        {"id": "BOLT", "parent": "BODY", "hs": "7318.15", "unit_value": "5", "originating": True},
        {"id": "SEAL", "hs": "4016.93", "unit_value": "4"},
        {"id": "SHAFT", "hs": "8483.10", "unit_value": "20", "component": "crankshafts", "originating": False},
        {"id": "BOX", "hs": "4819.10", "unit_value": "2", "originating": False, "role": "packing"},
    ],
}  # fmt: skip


def test_figures_by_hand() -> None:
    """Net cost 30 + 20 + 4 + 30 + 8 - 3; VNM 15 + 20, and 4 of unknown origin; the body is looked through."""
    stated = rvc.statement(PART)
    assert (stated.net_cost.least, stated.net_cost.most) == ("89.00", "89.00")
    assert stated.transaction_value.most == "120.00"
    first = stated.uses[0]
    by_cost, by_price = first.contents
    assert (by_cost.vnm.least, by_cost.vnm.most) == ("35.00", "39.00")
    assert (first.vnm_components.least, first.vnm_components.most) == ("20.00", "20.00")
    assert by_cost.actual == "56.179775"  # 50 / 89
    assert by_cost.actual_best == "60.674157"  # 54 / 89
    assert by_price.actual == "67.5"  # 81 / 120
    assert [(item.id, item.hs, item.status) for item in stated.non_originating] == [
        ("CAST", "7616.99", "non_originating"), ("SEAL", "4016.93", "unknown"), ("SHAFT", "8483.10", "non_originating"),
    ]  # fmt: skip
    assert stated.accumulation is not None
    assert (stated.accumulation.net_cost, stated.accumulation.vnm) == ("89.00", "39.00")
    assert stated.accumulation.designated is False


def test_every_use_is_answered_and_the_stated_one_comes_first() -> None:
    """The RVC required differs by use (UR 14(13), (15), 20); the verdict of each is that of `check` for that use."""
    stated = rvc.statement(PART)
    assert [use.use for use in stated.uses] == [
        "passenger_light", "heavy_truck", "vehicle_20_2", "vehicle_20_3", "aftermarket", "other",
    ]  # fmt: skip
    for use in stated.uses:
        assert use.verdict == rvc.check(PART | {"good": PART["good"] | {"use": use.use}}).verdict
    assert len({content.required for use in stated.uses for content in use.contents}) > 2


def test_what_is_not_stated_is_no_figure() -> None:
    """Without costs the net cost is not stated, not zero; nothing can then be accumulated."""
    stated = rvc.statement(PART | {"value": {"transaction_value": "120"}})
    assert (stated.net_cost.least, stated.net_cost.most) == (None, None)
    assert stated.accumulation is None
    assert stated.uses[0].contents[0].actual is None


def test_a_part_without_materials_states_what_its_producer_says() -> None:
    """VNM as stated; what of it is components of Table A.2 is not known."""
    stated = rvc.statement({key: held for key, held in PART.items() if key != "materials"} | {
        "value": {"net_cost": "100", "vnm": "25"}})  # fmt: skip
    first = stated.uses[0]
    assert first.contents[0].vnm.most == "25.00"
    assert first.contents[0].actual == "75"
    assert (first.vnm_components.least, first.vnm_components.most) == (None, None)
    assert stated.non_originating == []


def test_plants_and_their_wages() -> None:
    """16 US dollars is a high wage, a cent less is not (UR 12); a wage that is not stated is not known."""
    wages = {"country": "US", "wage_currency": "USD"}
    labor = {
        "basis": "net_cost",
        "materials": [
            {"description": "casting", "plant_country": "US", "average_base_hourly_wage": wage, "wage_currency": "USD",
             "value": "15"} for wage in ("16.00", "15.99", None)
        ],
        "assembly": {**wages, "average_base_hourly_wage": "20", "labor_cost": "12"},
        "transport": [{"country": "CN", "cost": "1"}],
    }  # fmt: skip
    plants = rvc.statement(PART | {"labor": labor}).plants
    assert [(plant.what, plant.high_wage, plant.value) for plant in plants] == [
        ("material", True, "15"), ("material", False, "15"), ("material", None, "15"), ("transport", False, "1"),
        ("labor", True, "12"),
    ]  # fmt: skip


def test_vehicles_have_none() -> None:
    """Only the producer of a part states it."""
    with pytest.raises(rvc.InputError) as refused:
        rvc.statement("sample_boms/sedan.json")
    assert [problem.code for problem in refused.value.problems] == ["statement.vehicle"]


LEAVES = st.lists(
    st.tuples(st.sampled_from(("8413.91", "7318.15", "8501.10")), st.integers(1, 900), st.booleans()),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(leaves=LEAVES, own=st.integers(1, 500), excluded=st.integers(0, 1), beside=st.integers(1, 900))
def test_a_buyer_who_takes_the_statement_over_gets_the_rvc_of_one_who_makes_the_part(
    leaves: list[tuple[str, int, bool]], own: int, excluded: int, beside: int
) -> None:
    """UR 9(2)(a): accumulated production counts as that of the buyer, who would look through the part (UR 7(5)(a))."""
    lines = [
        {"id": f"L{place}", "hs": hs, "unit_value": str(value), "originating": originating}
        for place, (hs, value, originating) in enumerate(leaves)
    ]
    costs = {"other_product": str(own), "period": "0", "other": "0", "excluded": {"royalties": str(excluded)}}
    supplier = PART | {"value": {"costs": costs}, "materials": lines}
    block = rvc.statement(supplier).accumulation
    assert block is not None
    pump = {"id": "PUMP", "hs": "8413.30"}
    said = {"net_cost": block.net_cost, "vnm": block.vnm, "designated": block.designated}
    bought = pump | {"unit_value": "2000", "originating": False, "statement": said}
    made = pump | {"made": "in_house", "other_cost": str(own), "excluded_cost": str(excluded)}
    value = {"costs": {"other_product": str(beside), "period": "0", "other": "0", "excluded": {}}}
    good = PART["good"] | {"id": "UNIT", "hs": "8708.99"}
    buyer = {"schema": "rvc/1.2", "good": good, "value": value, "elections": {"rvc_method": "net_cost"}}
    opened = [made, *(line | {"parent": "PUMP"} for line in lines)]
    taken = rvc.statement(buyer | {"materials": [bought]}).uses[0].contents[0]
    looked_through = rvc.statement(buyer | {"materials": opened}).uses[0].contents[0]
    assert taken.actual == looked_through.actual
    assert Decimal(taken.vnm.most or "-1") == sum(value for _, value, originating in leaves if not originating)
