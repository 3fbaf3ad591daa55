"""A batch in brief: every good counted once, shares of exact figures, misses by the dollars that separate them."""

from decimal import Decimal
from typing import Any

from rvc.base.problem import Problem
from rvc.lines.read import case_from
from rvc.lines.tables.each_good import Unread
from rvc.run.score import score
from rvc.run.summary import Passing, Summary, summarize


def part(name: str, vnm: str | None, **good: Any) -> Any:  # noqa: ANN401 - facts of a case
    """A part of 8708.10 whose change is met with a value content by net cost: 70% of 100.00 is asked."""
    stated = {
        "id": name, "hs": "8708.10", "use": "passenger_light", "produced_in": "MX", "date": "2026-11-22",
        "currency": "USD", "tariff_change_met": True, "method": "net_cost", **good,
    }  # fmt: skip
    return case_from(
        {"schema": "rvc/1.1", "good": stated, "value": {"net_cost": "100"} | ({"vnm": vnm} if vnm else {})}
    )


def brief(*goods: Any, **options: Any) -> Summary:  # noqa: ANN401
    """A summary of these goods."""
    return summarize(score(goods), **{"nearest": 10} | options)


def test_every_good_is_counted_once() -> None:
    """Those that could not be read among them."""
    found = brief(part("A", "30"), part("B", None), Unread("C", (Problem("file.empty"),)))
    assert found.verdicts == {"originating": 1, "undetermined": 1, "unreadable": 1}
    assert found.goods == 3
    assert found.kinds == {"": {"unreadable": 1}, "part": {"originating": 1, "undetermined": 1}}


def test_goods_are_grouped_by_model_line_and_plant() -> None:
    """Each group counts its verdicts and its tests, the largest first; a fact that no good states makes no groups."""
    found = brief(
        part("A", "30", model_line="Alta"), part("B", None, model_line="Alta"), part("C", None, model_line="Brisa"),
        part("D", "30"), part("E", "30", model_line="Alta"),
    )  # fmt: skip
    assert list(found.groups) == ["model_line"]
    assert [(group.name, group.goods, group.verdicts) for group in found.groups["model_line"]] == [
        ("Alta", 3, {"originating": 2, "undetermined": 1}),
        ("", 1, {"originating": 1}),
        ("Brisa", 1, {"undetermined": 1}),
    ]
    alta, _, brisa = found.groups["model_line"]
    assert alta.tests["rvc"] == Passing(2, 0, 1)
    assert brisa.tests["rvc"] == Passing(0, 0, 1)
    assert brief(part("A", "30")).groups == {}


def test_marks_are_met_exactly() -> None:
    """62.5% of 100 is met at a VNM of 37.50 and missed a cent above; 75% at 25.00."""
    found = brief(part("A", "25"), part("B", "25.01"), part("C", "30"))
    assert found.measured == 3
    assert found.reached == {Decimal("62.5"): 3, Decimal(75): 1}


def test_the_nearest_misses_come_first() -> None:
    """By the dollars of VNM above what the rule allows, rounded up to a cent."""
    lines = [{"id": "1", "hs": "8708.99", "unit_value": "31.005", "originating": False}]
    more = [{"id": "1", "hs": "8708.99", "unit_value": "50", "originating": False}]
    goods = [
        case_from(
            {
                "schema": "rvc/1",
                "good": {
                    "id": name, "hs": "8708.10", "use": "passenger_light", "produced_in": "MX", "date": "2026-11-22",
                    "currency": "USD",
                },
                "value": {"net_cost": "100", "transaction_value": "120"},
                "materials": materials,
            }
        )
        for name, materials in (("far", more), ("near", lines))
    ]  # fmt: skip
    found = brief(*goods)
    # Allowed: 100 - 70 = 30. Excess: 50 - 30 = 20, and 31.005 - 30 = 1.005, a cent of which cannot be halved: 1.01.
    assert [(miss.id, miss.excess, miss.currency) for miss in found.nearest] == [
        ("near", Decimal("1.01"), "USD"),
        ("far", Decimal("20.00"), "USD"),
    ]


def test_suppliers_are_waited_for_by_goods() -> None:
    """The supplier whose answers are missing on most goods comes first; one whose goods are settled is not there."""
    found = brief(
        part("A", None, supplier="Two"), part("B", None, supplier="Two"), part("C", None, supplier="One"),
        part("D", "30", supplier="Settled"),
    )  # fmt: skip
    assert [(item.supplier, item.goods) for item in found.waiting] == [("Two", 2), ("One", 1)]


def test_claims_that_end_within_days_are_listed() -> None:
    """A claim through 22 December 2026 ends within 30 days of 22 November, and not within 29."""
    claim = {"certificate": "C-1", "criterion": "B", "valid_from": "2026-01-01", "valid_to": "2026-12-22"}
    good = part("A", "30", originating=True, claim=claim, supplier="Acme")
    assert brief(good, expiring_within=29).expiring == []
    found = brief(good, expiring_within=30).expiring
    assert [(item.supplier, item.certificate, item.goods) for item in found] == [("Acme", "C-1", 1)]
    assert brief(good).expiring == []
