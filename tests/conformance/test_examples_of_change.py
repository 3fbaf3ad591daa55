"""The worked examples of UR 3, 4, 5 and 8 on what must change classification, put on goods of the automotive data.

The examples are on good A, bulldozers, copper anodes, shoes and barbers' chairs; the goods here have a product rule of
the same form: a change from any other heading, a change with a value content, a subheading with its own parts.
"""

from typing import Any

import pytest

import rvc

Tree = dict[str, Any]


def part(hs: str, materials: list[Tree], **value: str) -> Tree:
    """A part for the aftermarket, of known cost and price."""
    return {
        "schema": "rvc/1",
        "good": {
            "id": "GOOD", "hs": hs, "use": "aftermarket", "produced_in": "US", "left_territory": False,
            "date": "2026-11-22", "currency": "USD",
        },
        "value": {"net_cost": "100.00", "total_cost": "100.00", "transaction_value": "100.00", **value},
        "materials": materials,
    }  # fmt: skip


def line(name: str, hs: str, value: str, **fields: object) -> Tree:
    """A material bought for `value`."""
    return {"id": name, "hs": hs, "unit_value": value, **fields}


def test_3_9_example_6_self_produced_material() -> None:
    """UR 3(9) Example 6: Y is of the good's heading and does not change; Z, made in house of X and Y, does.

    Parts of pumps, 8413.91: from any other heading. Y of 84.13 is worth 50 of 100, far above de minimis.
    """
    y = line("Y", "8413.30", "50.00", originating=False)
    assert rvc.check(part("8413.91", [line("X", "7326.90", "20.00", originating=True), y])).verdict == "non_originating"
    z = {"id": "Z", "hs": "7326.90", "made": "in_house", "other_cost": "5.00"}
    inside = [line("X", "7208.51", "20.00", originating=True, parent="Z"), {**y, "parent": "Z"}]
    assert rvc.check(part("8413.91", [z, *inside])).verdict == "originating"


@pytest.mark.parametrize(("features", "verdict"), [(["remanufactured"], "originating"), ([], "undetermined")])
def test_4_4_example_2_recovered_materials(features: list[str], verdict: str) -> None:
    """UR 4(4) Example 2: what is recovered in the region is originating in a remanufactured good; other lines change.

    Pumps of 8413.30: from any other heading. The recovered pump is of 84.13 and worth 60; in a good that is not
    remanufactured it has to originate by itself (UR 4(2)), which nothing here shows.
    """
    case = part(
        "8413.30",
        [
            line("RECOVERED", "8413.30", "60.00", recovered=True, origin="MX"),
            line("NEW", "8501.10", "20.00", originating=False),
        ],
    )
    case["good"]["features"] = features
    assert rvc.check(case).verdict == verdict


@pytest.mark.parametrize(
    ("same", "other", "verdict"),
    [
        ("10.00", "40.00", "originating"),  # 10% does not change; (100 - 50) / 100 = 50%
        ("10.00", "40.01", "non_originating"),  # 49.99%: what does not change counts in the VNM with all the rest
        ("10.01", "20.00", "non_originating"),  # above 10%, so the change is not met whatever the value content
    ],
)
def test_5_15_example_3_change_and_value_content(same: str, other: str, verdict: str) -> None:
    """UR 5(15) Example 3: de minimis cures the change, and the value content must still be met, all VNM counted.

    Vibration control goods of 8708.99.aa: from any other subheading, with 50% by net cost.
    """
    lines = [
        line("SAME", "8708.99", same, originating=False),
        line("OTHER", "7208.51", other, originating=False),
    ]
    case = part("8708.99", lines)
    case["good"]["named_good"] = "vibration_control_good"
    assert rvc.check(case).verdict == verdict


@pytest.mark.parametrize(("vnm", "verdict"), [("10.00", "originating"), ("10.01", "non_originating")])
def test_5_15_example_4_little_of_all(vnm: str, verdict: str) -> None:
    """UR 5(15) Example 4: with VNM of 10% or less of the transaction value no value content is asked.

    The same good with a net cost of 15: (15 - 10) / 15 = 33.3%, below 50%; 10 is 10% of the price of 100.
    """
    lines = [line("OTHER", "7208.51", vnm, originating=False)]
    case = part("8708.99", lines, net_cost="15.00", total_cost="15.00")
    case["good"]["named_good"] = "vibration_control_good"
    assert rvc.check(case).verdict == verdict


@pytest.mark.parametrize(
    ("vnm", "verdict"),
    [
        ("10.00", "originating"),  # 10% or less of the price: neither change nor value content is asked
        ("50.00", "originating"),  # UR 3(4)(a): (100 - 50) / 100 = 50% by net cost
        ("50.01", "non_originating"),  # 49.99% by net cost; by transaction value 60% would be asked
    ],
)
def test_5_15_example_5_goods_and_their_parts(vnm: str, verdict: str) -> None:
    """UR 5(15) Example 5: parts of the subheading of the good itself cannot change; UR 3(4)(a), or 5(4), helps.

    Steering wheels, columns and boxes and their parts are all of 8708.94.
    """
    assert rvc.check(part("8708.94", [line("PART", "8708.94", vnm, originating=False)])).verdict == verdict


@pytest.mark.parametrize(("role", "verdict"), [("accessory", "originating"), ("direct", "non_originating")])
def test_8_28_example_7_standard_accessories(role: str, verdict: str) -> None:
    """UR 8(28) Example 7: tools delivered with a good as its standard accessories need not change (UR 8(24)).

    Seats of 9401.20: from any other chapter. Wrenches of chapter 94 do not exist; a mat of 94.04 stands for them.
    """
    lines = [
        line("COVER", "9404.90", "30.00", originating=False, role=role),
        line("FRAME", "7326.90", "20.00", originating=False),
    ]
    case = part("9401.20", lines)
    case["good"]["use"] = "passenger_light"
    assert rvc.check(case).verdict == verdict
