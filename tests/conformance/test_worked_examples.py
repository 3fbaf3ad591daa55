"""The worked examples of the Uniform Regulations, with their own figures.

Bicycles, chairs and the like have no product rule in the automotive data. Where an example turns on figures only, they
are put on ball bearings of 8482.10 for the aftermarket: made of rings of 8482.99.aa they need 50% by net cost, as the
goods of most examples do. Percentages are printed rounded or cut to one decimal: they are held to 0.1.
"""

from decimal import Decimal
from typing import Any

import pytest

import rvc
from rvc.run.report import Finding, Report

RINGS = "8482.99.05"
EXCLUDED = ("sales_promotion", "royalties", "shipping_and_packing", "non_allowable_interest")
TENTH = Decimal("0.1")
Tree = dict[str, Any]


def bearing(materials: list[Tree], **costs: str) -> Tree:
    """A ball bearing for the aftermarket, made of `materials` with the producer's other costs, judged by net cost."""
    excluded = {name: costs.pop(name) for name in EXCLUDED if name in costs}
    return {
        "schema": "rvc/1",
        "good": {
            "id": "GOOD", "hs": "8482.10", "use": "aftermarket", "produced_in": "US", "left_territory": False,
            "date": "2026-11-22", "currency": "USD",
        },
        "value": {"costs": {**costs, "excluded": excluded}},
        "materials": materials,
        "elections": {"rvc_method": "net_cost"},
    }  # fmt: skip


def line(name: str, hs: str, value: str, **fields: object) -> Tree:
    """A material bought for `value`."""
    return {"id": name, "hs": hs, "unit_value": value, **fields}


def content(case: Tree) -> tuple[Report, Finding]:
    """The report on a case and its finding of regional value content, of the alternative that asks for one."""
    report = rvc.check(case)
    offered = [*report.findings, *(item for way in report.alternatives for item in way.findings)]
    return report, next(finding for finding in offered if finding.rule == "rvc")


def amounts(finding: Finding) -> tuple[Decimal, Decimal]:
    """Net cost and value of non-originating materials."""
    return Decimal(finding.inputs["net_cost"]), Decimal(finding.inputs["vnm"])


def near(shown: str | None, printed: str) -> bool:
    """Whether a percentage is the printed one, up to its rounding."""
    return shown is not None and abs(Decimal(shown) - Decimal(printed)) < TENTH


def test_5_15_example_1_aluminum_powder() -> None:
    """UR 5(15) Example 1: scrap of heading 76.02 worth 10% or less does not keep powder of 76.03 from originating."""
    powder: Tree = {
        "schema": "rvc/1",
        "good": {
            "id": "POWDER", "hs": "7603.10", "use": "other", "produced_in": "US", "left_territory": False,
            "date": "2026-11-22", "currency": "USD",
        },
        "value": {"total_cost": "100.00", "transaction_value": "100.00"},
        "materials": [
            line("SCRAP", "7602.00", "10.00", originating=False),
            line("REST", "7601.10", "60.00", originating=True),
        ],
    }  # fmt: skip
    assert rvc.check(powder).verdict == "originating"
    powder["materials"] = [line("SCRAP", "7602.00", "10.01", originating=False)]
    assert rvc.check(powder).verdict == "non_originating"


def test_5_15_example_2_fans() -> None:
    """UR 5(15) Example 2: a part of the fan worth 10% or less saves the change of heading, and no RVC is then asked."""
    fan: Tree = {
        "schema": "rvc/1",
        "good": {
            "id": "FAN", "hs": "8414.59", "use": "other", "produced_in": "US", "left_territory": False,
            "date": "2026-11-22", "currency": "USD",
        },
        "value": {"net_cost": "100.00", "total_cost": "100.00", "transaction_value": "100.00"},
        "materials": [
            line("PART", "8414.90", "10.00", originating=False),
            line("REST", "8501.10", "80.00", originating=False),
        ],
    }  # fmt: skip
    report = rvc.check(fan)
    assert report.verdict == "originating"
    assert report.finding("rvc") is None
    fan["materials"][0]["unit_value"] = "10.01"
    assert rvc.check(fan).verdict == "non_originating"


def test_7_22_example_4_net_cost_method() -> None:
    """UR 7(22) Example 4: total cost 100 less excluded costs 12 is a net cost of 88; (88 - 40) / 88 is 54.5%."""
    case = bearing(
        [line("ORI", "7228.30", "30.00", originating=True), line("NOM", RINGS, "40.00", originating=False)],
        other_product="20.00", period="10.00", other="0.00",
        sales_promotion="5.00", royalties="2.50", shipping_and_packing="3.00", non_allowable_interest="1.50",
    )  # fmt: skip
    report, finding = content(case)
    assert amounts(finding) == (Decimal(88), Decimal(40))
    assert near(finding.actual, "54.5")
    assert finding.required == "50"
    assert report.verdict == "originating"


def test_7_22_example_5_net_cost_of_all_goods() -> None:
    """UR 7(22) Example 5: 9000 of cost of Goods A and B less 1200 of excluded costs is 7800."""
    case = bearing(
        [line("ORI", "7228.30", "2000", originating=True), line("NOM", RINGS, "1000", originating=False)],
        other_product="2400", period="3200", other="400",
        sales_promotion="500", royalties="200", shipping_and_packing="500",
    )  # fmt: skip
    assert amounts(content(case)[1]) == (Decimal(7800), Decimal(1000))


@pytest.mark.parametrize(
    ("share", "total", "promotion", "royalties", "shipping", "net_cost"),
    [("0.58", 5220, "290", "116", "290", 4524), ("0.42", 3780, "210", "84", "210", 3276)],
    ids=["Good A", "Good B"],
)
def test_7_22_example_6_allocated_total_cost(
    share: str, total: int, promotion: str, royalties: str, shipping: str, net_cost: int
) -> None:
    """UR 7(22) Example 6: the allocated total cost less the allocated excluded costs is 4524 for A and 3276 for B.

    The example allocates 58% and 42% of the total; here each cost is allocated so.
    """
    books = {"ori": 2000, "nom": 1000, "own": 2400, "period": 3200, "other": 400}
    part = {name: str(cost * Decimal(share)) for name, cost in books.items()}
    assert sum(Decimal(cost) for cost in part.values()) == total
    case = bearing(
        [line("ORI", "7228.30", part["ori"], originating=True), line("NOM", RINGS, part["nom"], originating=False)],
        other_product=part["own"], period=part["period"], other=part["other"],
        sales_promotion=promotion, royalties=royalties, shipping_and_packing=shipping,
    )  # fmt: skip
    assert amounts(content(case)[1])[0] == net_cost


@pytest.mark.parametrize(
    ("ori", "nom", "own", "period", "excluded", "net_cost"),
    [("0", "800", "300", "3036", "300", 3836), ("100", "100", "200", "2643", "120", 2923)],
    ids=["Good C", "Good D"],
)
def test_7_22_example_7_each_cost_allocated(
    ori: str, nom: str, own: str, period: str, excluded: str, net_cost: int
) -> None:
    """UR 7(22) Example 7: costs allocated one by one, without the excluded costs, come to 3836 for C and 2923 for D."""
    case = bearing(
        [line("ORI", "7228.30", ori, originating=True), line("NOM", RINGS, nom, originating=False)],
        other_product=own, period=period, other="0", sales_promotion=excluded,
    )  # fmt: skip
    assert amounts(content(case)[1]) == (Decimal(net_cost), Decimal(nom))


def test_8_28_example_2_designated_chainring() -> None:
    """UR 8(28) Example 2: a designated material that originates enters at its total cost of 10.60, royalties included.

    The chainring stands as bearing parts of 8482.91, which like it originate by a change of tariff classification. The
    total cost of the good is 28.20, with 5.50 of non-originating materials.
    """
    case = bearing(
        [
            {**made("RING", "8482.91", "2.10"), "excluded_cost": "0.30"},
            line("RING-ORI", "7228.30", "1.00", parent="RING", originating=True),
            line("RING-NOM", "7228.60", "7.50", parent="RING", originating=False),
            line("ORI", "7228.30", "3.00", originating=True),
            line("NOM", RINGS, "5.50", originating=False),
        ],
        other_product="6.50", period="2.50", other="0.10",
    )  # fmt: skip
    assert amounts(content(case)[1]) == (Decimal("28.20"), Decimal("5.50"))


def test_8_28_example_3_situation_a_purchased_frame() -> None:
    """UR 8(28) Example 3, Situation A: a purchased originating frame of 11.00 gives a net cost of 23.40 and 76.5%."""
    case = bearing(
        [line("FRAME", "7228.30", "11.00", originating=True), line("NOM", RINGS, "5.50", originating=False)],
        other_product="6.50", period="0.50", other="0.10", royalties="0.20",
    )  # fmt: skip
    report, finding = content(case)
    assert amounts(finding) == (Decimal("23.40"), Decimal("5.50"))
    assert near(finding.actual, "76.5")
    assert report.verdict == "originating"


def fire_truck(materials: list[Tree]) -> Tree:
    """A vehicle of 87.05 with net cost 10000 and 2000 of other non-originating materials; its engine parts need 60%."""
    return {
        "schema": "rvc/1",
        "good": {
            "id": "TRUCK", "hs": "8705.30", "produced_in": "US", "left_territory": False,
            "date": "2026-11-22", "currency": "USD",
        },
        "value": {"net_cost": "10000"},
        "materials": [line("OTHER", "8544.30", "2000", originating=False), *materials],
    }  # fmt: skip


def made(name: str, hs: str, cost: str, parent: str | None = None) -> Tree:
    """A designated intermediate material with a processing cost of its own."""
    fields = {"made": "in_house", "intermediate": True, "other_cost": cost, "excluded_cost": "0"}
    return {"id": name, "hs": hs, **fields, **({"parent": parent} if parent else {})}


def test_8_28_example_4_designation_by_another_producer() -> None:
    """UR 8(28) Example 4: a subassembly that producer A designated does not bar B from designating what holds A's part.

    Switches stand as engine parts of 8409.91 and the switch assembly as an engine, for a vehicle whose parts need 60%:
    the subassembly is at 70%, and with it designated the bought part at 100%.
    """
    report, finding = content(
        fire_truck(
            [
                made("ENGINE", "8407.34", "900"),
                line("SWITCH", "8409.91", "1500", parent="ENGINE", other_cost="500", excluded_cost="0"),
                made("SUB", "8409.91", "700", parent="SWITCH"),
                line("SUB-NOM", "8409.91", "300", parent="SUB", originating=False),
                line("SHAFT", "8483.10", "100", parent="ENGINE", originating=False),
            ]
        )
    )
    assert amounts(finding)[1] == 2000
    assert "designation.proviso" not in {note.code for note in report.notes}


@pytest.mark.parametrize(
    ("designated", "vnm", "noted"),
    [(True, "2100.00", True), (False, "2000.00", False)],  # barred, ENGINE's own shaft of 100 counts as well
)
def test_8_28_example_4_designation_with_accumulation(*, designated: bool, vnm: str, noted: bool) -> None:
    """UR 8(28) Example 4, last paragraph: accumulating, B cannot designate what holds A's designated material."""
    said = {"net_cost": "1500", "vnm": "0", "designated": designated}
    report, finding = content(
        fire_truck(
            [
                made("ENGINE", "8407.34", "900"),
                line("SWITCH", "8409.91", "1500", parent="ENGINE", originating=True, statement=said),
                line("SHAFT", "8483.10", "100", parent="ENGINE", originating=False),
            ]
        )
    )
    assert amounts(finding)[1] == Decimal(vnm)
    assert ("designation.proviso" in {note.code for note in report.notes}) == noted


def test_8_28_example_5_successive_designations() -> None:
    """UR 8(28) Example 5: Y, which holds the designated X and like X has a value requirement, cannot be designated."""
    report, finding = content(
        fire_truck(
            [
                made("Y", "8407.34", "900"),
                made("X", "8409.91", "700", parent="Y"),
                line("X-NOM", "8409.91", "300", parent="X", originating=False),
                line("Y-NOM", "8483.10", "100", parent="Y", originating=False),
            ]
        )
    )
    assert amounts(finding)[1] == 2100
    assert any("Y" in note.params["lines"] for note in report.notes if note.code == "designation.proviso")


def test_8_28_example_6_designations_side_by_side() -> None:
    """UR 8(28) Example 6: A, B and C, none of which is in another, may all be designated."""
    materials = []
    for name in ("A", "B", "C"):
        materials += [
            made(name, "8409.91", "700"),
            line(f"{name}-NOM", "8409.91", "300", parent=name, originating=False),
        ]
    report, finding = content(fire_truck(materials))
    assert amounts(finding)[1] == 2000
    assert "designation.proviso" not in {note.code for note in report.notes}


def test_8_28_example_8_moulds_given_to_the_supplier() -> None:
    """UR 8(28) Example 8: moulds given free are originating and worth nothing on B's books; A's sensor holds their 100.

    The example prints 100 for the moulds only; the other figures are of this test.
    """
    sensor = {"id": "SENSOR", "hs": RINGS, "originating": False, "valuation": {"price": "250.00", "tools": "100.00"}}
    moulds = line("MOULDS", "8480.71", "0", role="indirect", originating=False)
    case = bearing([sensor, moulds], other_product="650.00", period="0", other="0")
    assert amounts(content(case)[1]) == (Decimal(1000), Decimal(350))


def rings_bought(statement: Tree | None) -> Tree:
    """Producer B's bearing with Producer A's rings bought at 1.50 (UR 9(8) Example 1)."""
    ring = line("RINGS", RINGS, "1.50", originating=False)
    if statement is not None:
        ring["statement"] = statement
    return bearing(
        [line("ORI", "7228.30", "0.45", originating=True), ring],
        other_product="0.75", period="0.15", other="0.05", royalties="0.05",
    )  # fmt: skip


def test_9_8_example_1_the_rings() -> None:
    """UR 9(8) Example 1: rings finished from rings of the same subheading do not originate; their net cost is 1.40."""
    case = bearing(
        [line("ORI", "7228.30", "0.15", originating=True), line("NOM", RINGS, "0.75", originating=False)],
        other_product="0.35", period="0.15", other="0.05", royalties="0.05",
    )  # fmt: skip
    case["good"]["hs"] = "8482.99"
    case["value"]["transaction_value"] = "1.50"
    assert rvc.check(case).verdict == "non_originating"
    case["good"]["hs"] = "8482.10"
    assert amounts(content(case)[1]) == (Decimal("1.40"), Decimal("0.75"))


def test_9_8_example_1_situation_a_without_accumulation() -> None:
    """UR 9(8) Example 1, Situation A: net cost 2.85, VNM 1.50, 47.4%: the bearings do not originate."""
    report, finding = content(rings_bought(None))
    assert amounts(finding) == (Decimal("2.85"), Decimal("1.50"))
    assert near(finding.actual, "47.4")
    assert report.verdict == "non_originating"


def test_9_8_example_1_situation_b_with_accumulation() -> None:
    """UR 9(8) Example 1, Situation B: with A's statement net cost 2.75, VNM 0.75, 72.7%: the bearings originate."""
    report, finding = content(rings_bought({"net_cost": "1.40", "vnm": "0.75"}))
    assert amounts(finding) == (Decimal("2.75"), Decimal("0.75"))
    assert near(finding.actual, "72.7")
    assert report.verdict == "originating"
