"""The best lawful designations: no set that a producer could state by hand does better (UR 8(6))."""

from decimal import Decimal
from itertools import chain, combinations
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

import rvc

RANK = {"non_originating": 0, "undetermined": 1, "originating": 2}
FOREIGN = ("8409.91", "8483.10", "8708.40", "8708.99")  # engine parts, shafts: with and without a change of heading
OWN = ("8407.34", "8409.91", "8708.40", "8708.10", "8483.10")


@st.composite
def bills(draw: st.DrawFn) -> dict[str, Any]:
    """A fire truck of which up to five materials are made in house, one inside another or beside it."""
    lines: list[dict[str, Any]] = []
    makers: list[str | None] = [None]
    for number in range(draw(st.integers(1, 4))):
        name = f"OWN{number}"
        parent = draw(st.sampled_from(makers))
        own = {"id": name, "hs": draw(st.sampled_from(OWN)), "made": "in_house", "excluded_cost": "5"}
        own["other_cost"] = str(draw(st.integers(5, 900)))
        lines.append(own if parent is None else own | {"parent": parent})
        makers.append(name)
        for place in range(draw(st.integers(1, 2))):
            leaf = {"id": f"{name}-{place}", "parent": name, "hs": draw(st.sampled_from(FOREIGN))}
            status = {} if draw(st.integers(0, 4)) == 0 else {"originating": draw(st.integers(0, 3)) == 0}
            lines.append(leaf | {"unit_value": str(draw(st.integers(1, 900)))} | status)
    return {
        "schema": "rvc/1.2",
        "good": {
            "id": "TRUCK", "hs": "8705.30", "date": "2026-11-22", "currency": "USD", "produced_in": "US",
            "left_territory": False,
        },
        "value": {
            "costs": {"other_product": str(draw(st.integers(1, 4000))), "period": "0", "other": "0", "excluded": {}}
        },
        "materials": lines,
    }  # fmt: skip


def own(name: str, hs: str, cost: str, **line: str) -> dict[str, Any]:
    """A line made in house."""
    return {"id": name, "hs": hs, "made": "in_house", "excluded_cost": "5", "other_cost": cost, **line}


OPEN_INSIDE = {
    "schema": "rvc/1.2",
    "good": {
        "id": "TRUCK", "hs": "8705.30", "date": "2026-11-22", "currency": "USD", "produced_in": "US",
        "left_territory": False,
    },
    "value": {"costs": {"other_product": "1", "period": "0", "other": "0", "excluded": {}}},
    "materials": [
        own("OWN0", "8407.34", "189"),
        {"id": "OWN0-0", "parent": "OWN0", "hs": "8409.91", "unit_value": "307", "originating": False},
        own("OWN1", "8407.34", "5"),
        {"id": "OWN1-0", "parent": "OWN1", "hs": "8409.91", "unit_value": "2"},
        own("OWN2", "8407.34", "5"),
        {"id": "OWN2-0", "parent": "OWN2", "hs": "8409.91", "unit_value": "6", "originating": False},
        own("OWN3", "8409.91", "210", parent="OWN0"),
        {"id": "OWN3-0", "parent": "OWN3", "hs": "8409.91", "unit_value": "67"},
    ],
}  # fmt: skip
"""OWN3 may qualify without a value content, as nothing says where its material is from; OWN0 qualifies only with it."""


def judged(case: dict[str, Any], designated: frozenset[str] = frozenset(), **elections: str) -> tuple[int, Decimal]:
    """The verdict and the RVC that is sure, with some lines designated."""
    lines = [line | ({"intermediate": True} if line["id"] in designated else {}) for line in case["materials"]]
    report = rvc.check(case | {"materials": lines, "elections": elections})
    finding = report.finding("rvc")
    assert finding is not None
    return RANK[report.verdict], Decimal(finding.actual or "-1000")


@settings(max_examples=60, deadline=None)
@given(case=bills())
@example(case=OPEN_INSIDE)
def test_no_set_stated_by_hand_does_better(case: dict[str, Any]) -> None:
    """On request a good gets the best verdict of all sets, and with it, where it is settled, the highest RVC."""
    own = [line["id"] for line in case["materials"] if "made" in line]
    sets = chain.from_iterable(combinations(own, size) for size in range(len(own) + 1))
    by_hand = [judged(case, frozenset(chosen)) for chosen in sets]
    verdict, actual = judged(case, intermediates="best")
    assert verdict == max(found for found, _ in by_hand)
    settled = verdict != RANK["undetermined"]
    if settled and all("originating" in line or "made" in line for line in case["materials"]):
        assert actual == max(figure for _, figure in by_hand)


@settings(max_examples=40, deadline=None)
@given(case=bills())
def test_the_set_named_is_the_set_used(case: dict[str, Any]) -> None:
    """Stating by hand the designations that the note names gives the same figures, and nothing is barred."""
    report = rvc.check(case | {"elections": {"intermediates": "best"}})
    note = next(note for note in report.notes if note.code.startswith("designation."))
    named = frozenset(note.params["lines"].split(", ")) - {""}
    lines = [line | ({"intermediate": True} if line["id"] in named else {}) for line in case["materials"]]
    again = rvc.check(case | {"materials": lines})
    assert again.findings == report.findings
    assert "designation.proviso" not in {note.code for note in report.notes}
