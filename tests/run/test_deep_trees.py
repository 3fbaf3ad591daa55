"""Bills of materials far deeper than Python's own stack are judged like any other."""

from typing import Any

import pytest

import rvc


@pytest.mark.parametrize(("made", "hs"), [("in_house", "8703.90"), ("purchased", "8708.29")])
def test_what_is_unknown_at_the_bottom_is_named(made: str, hs: str) -> None:
    """1,200 tiers, each made of the one below, the last of unknown origin: that one would settle the value test."""
    tiers = 1200
    materials: list[dict[str, Any]] = [
        {"id": f"L{tier}", "hs": hs, "made": made, "unit_value": "10000"} for tier in range(tiers)
    ]
    for tier, line in enumerate(materials[1:]):
        line["parent"] = f"L{tier}"
    del materials[-1]["made"]
    good = {"id": "DEEP", "hs": "8703.23", "produced_in": "MX", "date": "2026-11-22", "currency": "USD"}
    case = {"schema": "rvc/1", "good": good, "value": {"net_cost": "100"}, "materials": materials}
    finding = rvc.check(case).finding("rvc")
    assert finding is not None
    assert finding.status == "undetermined"
    assert f"materials[L{tiers - 1}].originating" in finding.missing
