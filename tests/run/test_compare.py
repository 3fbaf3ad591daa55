"""Comparisons: each column is what `check` says, what is changed is named, and rooms are exact to the cent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rvc
from rvc.base.problem import Problem
from rvc.lines.read import ReadCase, case_from, read_case
from rvc.run.compare import AS_SET, AS_STATED, Comparison, Named, compare, with_changes
from rvc.run.headroom import Room, rooms

SEDAN = "sample_boms/sedan.json"
TRUCK: dict[str, Any] = {
    "schema": "rvc/1",
    "good": {
        "id": "TRUCK", "hs": "8705.30", "date": "2026-11-22", "currency": "USD", "produced_in": "US",
        "left_territory": False,
    },
    "value": {"net_cost": "1000.01"},
    "materials": [
        {"id": "A.1", "hs": "8544.30", "unit_value": "300", "originating": False, "claim": {"certificate": "C-1"}},
        {"id": "A", "hs": "8544.30", "unit_value": "100", "originating": True},
    ],
}  # fmt: skip


def one(*cases: Named, days: tuple[date | None, ...] = (None,)) -> Comparison:
    """The comparison of one good."""
    return compare([cases], days=days)[0]


def test_each_column_is_the_report_of_check() -> None:
    """Dates of three stages: the reports are those of `check` on them, and core parts turn (UR 14(13))."""
    days = (date(2022, 6, 30), date(2026, 11, 22))
    found = one(Named(AS_STATED, read_case("sample_boms/fails_rvc.yaml")), days=days)
    assert [item.report for item in found.variants] == [rvc.check("sample_boms/fails_rvc.yaml", on=day) for day in days]
    assert [item.on for item in found.variants] == ["2022-06-30", "2026-11-22"]
    assert [item.report.verdict for item in found.variants] == ["originating", "non_originating"]  # 71.7: 69, then 75
    assert found.turned == ["rvc"]


def test_a_value_changed_is_named_and_judged() -> None:
    """The changed case is judged as if it had been written so; ids with points in them are found."""
    read = case_from(TRUCK)
    changed = with_changes(read, ["A.1.originating=true", "A.1.claim.certificate=C-2", "value.transaction_value=1200"])
    found = one(Named(AS_STATED, read), Named(AS_SET, changed))
    assert [(item.path, item.before, item.after) for item in found.changes] == [
        ("materials[A.1].originating", "false", "true"),
        ("materials[A.1].claim.certificate", "C-1", "C-2"),
        ("value.transaction_value", None, "1200"),
    ]
    assert [item.report.finding("rvc").actual for item in found.variants] == ["70.0003", "100"]  # type: ignore[union-attr]


def test_no_value_takes_the_field_away() -> None:
    """A line without its status is of unknown origin."""
    changed = with_changes(case_from(TRUCK), ["A.1.originating="])
    assert changed.case.materials[0].originating is None


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("A.1.originating", "set.shape"),
        ("B.originating=true", "set.unknown_line"),
        ("A.1.orignating=true", "set.unknown_field"),
        ("A.1.claim.certificat=true", "set.unknown_field"),
        ("A.1.claim=C-2", "set.unknown_field"),
        ("A.1.description.de=x", "set.unknown_field"),
        ("materials.0=x", "set.unknown_line"),
        ("value=3", "set.unknown_line"),
    ],
)
def test_what_cannot_be_set(setting: str, code: str) -> None:
    """A slip is refused with what is nearest; nothing is guessed."""
    with pytest.raises(rvc.InputError) as refused:
        with_changes(case_from(TRUCK), [setting])
    assert [problem.code for problem in refused.value.problems] == [code]
    assert setting in str(refused.value.problems[0])


def test_a_changed_case_has_to_stand() -> None:
    """What a case may not say, it may not say by way of a change either."""
    with pytest.raises(rvc.InputError) as refused:
        with_changes(case_from(TRUCK), ["A.1.unit_value=-3"])
    assert [problem.code for problem in refused.value.problems] == ["number.negative"]


def test_goods_are_judged_together_as_they_are_alone() -> None:
    """Many goods: one comparison each, in order, the same as by itself."""
    reads = [read_case("sample_boms/brake_part.yaml"), case_from(TRUCK)]
    days = (date(2021, 1, 1), date(2026, 11, 22))
    together = compare([[Named(AS_STATED, read)] for read in reads], days=days)
    assert together == [one(Named(AS_STATED, read), days=days) for read in reads]


def test_a_regime_that_a_case_cannot_elect() -> None:
    """The problem is that of `check`."""
    with pytest.raises(rvc.InputError) as refused:
        compare([[Named(AS_STATED, case_from(TRUCK))]], regimes=["alternative_staging"])
    assert [problem.code for problem in refused.value.problems] == ["alternative_staging.missing"]


def room_of(case: ReadCase, rule: str = "rvc") -> Room:
    """The first room of a test."""
    from rvc.run.engine import check

    return next(room for room in rooms(check(case)) if room.rule == rule)


def test_room_by_hand() -> None:
    """60 required of 1000.01: VNM may be 400.004; it is 300, so that it may rise by 100.00, cents rounded down."""
    assert room_of(case_from(TRUCK)) == Room(rule="rvc", what="vnm", may_rise="100.00")
    worse = with_changes(case_from(TRUCK), ["A.originating=false", "A.unit_value=100.01"])
    assert room_of(worse) == Room(rule="rvc", what="vnm", must_fall="0.01")  # 400.01 - 400.004, rounded up


def test_room_of_metals_and_core_parts() -> None:
    """Steel of the sedan: 526.1 million of 657.7 originate; 526.1 / 0.70 is 751.57. Its engine: 25% of 2394.4791."""
    read = read_case(SEDAN)
    assert room_of(read, "steel").may_rise == "93871428.57"
    engine = next(room for room in rooms(rvc.check(SEDAN)) if room.part == "ENG")
    assert engine.may_rise == "232.25"  # 598.619775 - 366.36
    assert not [room for room in rooms(rvc.check(SEDAN), averaged=True) if room.rule == "core_parts"]


@settings(max_examples=80, deadline=None)
@given(net_cost=st.integers(10_000, 999_999), vnm=st.integers(1, 999_999), hs=st.sampled_from(("8705.30", "8703.10")))
def test_the_room_is_exactly_what_turns_the_test(net_cost: int, vnm: int, hs: str) -> None:
    """VNM raised by the room still passes and by a cent more fails; lowered by what it must fall by it just passes."""
    case = TRUCK | {"good": TRUCK["good"] | {"hs": hs}, "value": {"net_cost": f"{Decimal(net_cost) / 100}"}}

    def passes(cents: int) -> bool:
        line = {"id": "X", "hs": "8544.30", "unit_value": f"{Decimal(cents) / 100}", "originating": False}
        finding = rvc.check(case | {"materials": [line]}).finding("rvc")
        assert finding is not None
        return finding.status == "pass"

    line = {"id": "X", "hs": "8544.30", "unit_value": f"{Decimal(vnm) / 100}", "originating": False}
    found = [room for room in rooms(rvc.check(case | {"materials": [line]})) if room.rule == "rvc"]
    if not found:
        return  # saved by de minimis, or judged by another alternative
    [room] = found
    if room.may_rise is not None:
        most = vnm + int(Decimal(room.may_rise) * 100)
        assert passes(most)
        assert not passes(most + 1)
    else:
        most = vnm - int(Decimal(room.must_fall or "0") * 100)
        assert most < 0 or passes(most)
        assert not passes(most + 1)


def test_problems_of_settings_are_problems() -> None:
    """They name the setting, in one clear line."""
    problem = Problem("set.shape", {"setting": "X"})
    assert str(problem).startswith("--set X: write LINE.field=value")
