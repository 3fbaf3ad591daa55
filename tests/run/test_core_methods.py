"""Core parts under each method: the one that the finding chose is among them, and none that is elected does better."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

import rvc
from tests.strategies import cases

SAMPLES = Path(__file__).parents[2] / "sample_boms"
RANK = {"fail": 0, "undetermined": 1, "pass": 2}


def test_each_part_stands_under_its_methods_and_the_super_core_once() -> None:
    """The transmission, (1,347.77 - 388.60) of 1,347.77, fails of all materials and passes of components.

    Of the rear axle, which is covered by a claim, nothing is known.
    """
    rows = rvc.check(SAMPLES / "sedan.json").core_parts_by_method
    transmission = [(row.method, row.status, row.actual) for row in rows if row.id == "TRN"]
    assert transmission == [
        ("each_part", "fail", "71.167187"),
        ("each_part_components", "pass", "88.866795"),
    ]
    assert [(row.method, row.category) for row in rows if row.id is None] == [
        ("super_core", None),
        ("super_core_components", None),
    ]
    assert "RAX" not in {row.id for row in rows}
    assert all(row.elected and row.required == "75" for row in rows)
    assert rvc.check(SAMPLES / "heavy_truck.yaml").core_parts_by_method == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_the_finding_takes_the_best_that_is_elected(case: dict[str, Any]) -> None:
    """Figures of the method that a finding names are those of its row, and no elected method does better."""
    report = rvc.check(case)
    finding = report.finding("core_parts")
    rows = {(row.id, row.method): row for row in report.core_parts_by_method}
    for part in finding.parts if finding else []:
        row = rows.get((None if (part.method or "").startswith("super_core") else part.id, part.method or ""))
        if row is None:
            continue
        assert row.elected
        figures = ("net_cost", "vnm", "actual", "actual_best", "required")
        assert [getattr(part, name) for name in figures] == [getattr(row, name) for name in figures]
        others = [one for one in rows.values() if one.elected and one.id in {part.id, None}]
        assert max(RANK[one.status] for one in others) <= RANK[part.status]
