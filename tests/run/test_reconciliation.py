"""Estimates against actual figures: what turns, and who must be told."""

from decimal import Decimal
from typing import Any

from rvc.lines.read import ReadCase, case_from
from rvc.run.reconciliation import reconcile
from tests.run.test_fleet import ABSENT


def car(name: str = "CAR", vnm: str = "250", steel: str = "70", **good: Any) -> ReadCase:  # noqa: ANN401 - of any kind
    """A passenger vehicle of net cost 1,000 with an engine: 75% RVC leaves 250, 70% of steel must originate."""
    rest = Decimal(1000) - Decimal(vnm) - 200
    return case_from({
        "schema": "rvc/1",
        "good": {"id": name, "hs": "8703.23", "date": "2026-11-22", "currency": "USD", "produced_in": "MX",
                 "left_territory": False, "absent_core_categories": ABSENT.split(";"), **good},
        "value": {"net_cost": "1000"},
        "materials": [
            {"id": "E", "hs": "8407.34", "line_value": "200", "core_part": "engine", "originating": True},
            {"id": "X", "hs": "8409.91", "line_value": vnm, "originating": False},
            {"id": "Y", "hs": "8409.91", "line_value": str(rest), "originating": True},
        ],
        "labor": {"basis": "net_cost", "hw_material_value": "250", "hw_labor_cost": "150", "assembly_credit": True,
                  "technology": {"research_and_development_wages": "0", "information_technology_wages": "0",
                                 "production_wages": "1"}},
        "steel": {"value": "100", "originating_value": steel},
        "aluminum": {"value": "100", "originating_value": "90"},
    })  # fmt: skip


def part(vnm: str, **claim: Any) -> ReadCase:  # noqa: ANN401 - of any kind
    """A drive axle of net cost 100, judged by its figures: 75% RVC leaves 25."""
    return case_from({
        "schema": "rvc/1",
        "good": {"id": "AXLE", "hs": "8708.50", "use": "passenger_light", "date": "2026-11-22", "currency": "USD",
                 "produced_in": "US", "left_territory": False, "tariff_change_met": True, **claim},
        "value": {"net_cost": "100", "vnm": vnm},
    })  # fmt: skip


def notices(before: ReadCase, after: ReadCase) -> list[tuple[str, list[str]]]:
    """What follows for the one good."""
    (good,) = reconcile([before], [after]).goods
    return [(notice.code.rpartition(".")[2], notice.citations) for notice in good.notices]


def test_a_vehicle_that_fails_on_actual_costs() -> None:
    """RVC of 75 becomes 74.999: everyone is informed at once, and CBP within 30 days."""
    (good,) = reconcile([car()], [car(vnm="250.01")]).goods
    assert (good.before, good.after) == ("originating", "non_originating")
    assert [(test.rule, test.before, test.after, test.actual_before, test.actual_after) for test in good.tests] == [
        ("rvc", "pass", "fail", "75", "74.999")
    ]
    assert notices(car(), car(vnm="250.01")) == [("inform", ["UR 16(9)"]), ("notify", ["19 CFR 182.102(b)"])]
    assert "Within 30 days" in good.notices[1].text


def test_a_vehicle_that_fails_on_actual_purchases() -> None:
    """69.99% of steel: UR 17(11)."""
    assert notices(car(), car(steel="69.99")) == [("inform", ["UR 17(11)"]), ("notify", ["19 CFR 182.102(b)"])]
    both = notices(car(), car(vnm="250.01", steel="69.99"))
    assert [cited for _, cited in both] == [["UR 16(9)"], ["UR 17(11)"], ["19 CFR 182.102(b)"]]


def test_other_outcomes() -> None:
    """One that was never held to originate, one that is open, one that originates now, one that fails elsewhere."""
    assert notices(car(vnm="251"), car(vnm="252")) == []
    assert notices(car(), car(produced_in=None)) == [("settle", [])]
    assert notices(car(vnm="251"), car()) == [("may_be_certified", [])]
    assert notices(car(), car(produced_in="JP")) == [("other_test", [])]
    assert notices(car(), car()) == []


def test_a_part() -> None:
    """The analysis is asked of the producer of a part, and no text says whom to tell."""
    assert notices(part("25"), part("25.01")) == [("part", ["UR 7(20)"])]


def test_goods_are_matched_by_name() -> None:
    """In the order of the new figures; the second of a name meets the second; strangers are named apart."""
    before = [car("A"), car("B"), car("B", vnm="251"), car("GONE")]
    after = [car("B"), car("NEW"), car("A"), car("B")]
    found = reconcile(before, after)
    assert [(good.id, good.before, good.after) for good in found.goods] == [
        ("B", "originating", "originating"), ("A", "originating", "originating"),
        ("B", "non_originating", "originating"),
    ]  # fmt: skip
    assert (found.only_before, found.only_after) == (["GONE"], ["NEW"])
    assert [good.id for good in found.turned] == ["B"]
