"""Which alternatives a report shows beside the one that decides (UR 3(4)(a), 3(6))."""

import pytest

import rvc


@pytest.mark.parametrize(
    ("foreign", "verdict", "shown"),
    [
        ("4000", "originating", ["fail", "fail", "pass"]),  # RVC 60 against 50
        ("6000", "non_originating", ["fail", "fail"]),  # RVC 40 against 50 and, of the same price, 60
    ],
)
def test_the_way_of_3_4_a_is_shown_where_it_helps(foreign: str, verdict: str, shown: list[str]) -> None:
    """A clutch of clutch parts: UR 13 prints two ways; UR 3(4)(a) stands beside them where it serves."""
    report = rvc.check(
        {
            "schema": "rvc/1",
            "good": {
                "id": "CLUTCH", "hs": "8708.93", "use": "aftermarket", "named_good": "clutch", "produced_in": "MX",
                "date": "2026-11-22", "currency": "USD",
            },
            "value": {"net_cost": "10000", "total_cost": "10000", "transaction_value": "10000"},
            "materials": [{"id": "PARTS", "hs": "8708.93", "unit_value": foreign, "originating": False}],
        }
    )  # fmt: skip
    assert report.verdict == verdict
    assert [item.status for item in report.alternatives][: len(shown)] == shown
    assert ("UR 3(4)(a)" in [item.citation for item in report.alternatives]) == (verdict == "originating")
