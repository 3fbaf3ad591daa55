"""The engine against a slow literal reading of the regulations, and what must hold of any case (UR 3-20)."""

from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

import rvc
from rvc.base.outcome import Outcome
from rvc.lines.read import ReadCase, case_from
from rvc.run.engine import check_many
from rvc.run.report import Report
from tests import strategies
from tests.oracle.judge import judge
from tests.oracle.product_rules import OutOfScopeError

Case = dict[str, Any]
VEHICLE_RULES = ("territory", "tariff_change", "rvc", "core_parts", "steel", "aluminum", "labor_value")
FOR_WORSE = ("tariff_change", "rvc", "core_parts", "steel", "aluminum")
RANK = {outcome.status: int(outcome) for outcome in Outcome}
SLOW = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def read(case: Case) -> ReadCase:
    """The case, checked; a drawn case that the reader refuses is not one."""
    try:
        return case_from(case)
    except rvc.InputError:
        reject()


@SLOW
@given(strategies.cases())
def test_verdicts_are_those_of_the_oracle(case: Case) -> None:
    """Two readings of the same law, written apart, come to the same verdict."""
    report = check_many([read(case)])[0]
    try:
        opinion = judge(case)
    except OutOfScopeError:
        reject()
    assert report.verdict == opinion.verdict


@SLOW
@given(strategies.vehicles())
def test_findings_of_vehicles_are_those_of_the_oracle(case: Case) -> None:
    """Every test of a vehicle has the same status, and the same figures to the last place shown."""
    report = check_many([read(case)])[0]
    opinion = judge(case)
    assume(not opinion.readings)
    assert [finding.rule for finding in report.findings] == [rule for rule in VEHICLE_RULES if rule in opinion.rules]
    for finding in report.findings:
        expected = opinion.rules[finding.rule]
        assert finding.status == expected.status, finding.rule
        if finding.rule in ("steel", "aluminum", "labor_value") and finding.actual is not None:
            assert expected.actual is not None
            assert abs(Fraction(finding.actual) - expected.actual) <= Fraction(1, 10**6)


@SLOW
@given(strategies.vehicles())
def test_core_parts_are_those_of_the_oracle(case: Case) -> None:
    """Each core part has the same status by itself."""
    report = check_many([read(case)])[0]
    opinion = judge(case)
    assume(not opinion.readings)
    finding = report.finding("core_parts")
    shown = {part.id: part.status for part in finding.parts if part.id} if finding else {}
    assert shown == {part.id: part.status for part in opinion.parts if part.id}


@settings(SLOW, max_examples=60)
@given(strategies.fleets(), st.randoms())
def test_neighbors_and_order_do_not_matter(fleet: list[Case], random: Random) -> None:
    """A fleet's reports are those of its goods alone, in whatever order they stand."""
    reads = [read(case) for case in fleet]
    alone = [check_many([item])[0].to_json() for item in reads]
    assert [report.to_json() for report in check_many(reads)] == alone
    order = list(range(len(reads)))
    random.shuffle(order)
    assert [report.to_json() for report in check_many([reads[place] for place in order])] == [
        alone[place] for place in order
    ]


def outcomes(report: Report) -> dict[str, int]:
    """The outcome of each rule, by name."""
    return {finding.rule: RANK[finding.status] for finding in report.findings}


@SLOW
@given(strategies.vehicles("passenger_vehicle", "light_truck", "heavy_truck"), st.data())
def test_losing_origin_never_helps(case: Case, data: st.DataObject) -> None:
    """A purchased line that turns out non-originating betters no test but labor value (UR 18(21))."""
    lines = [
        place
        for place, line in enumerate(case["materials"])
        if line.get("originating") is True and not line.get("core_part")
    ]
    assume(lines)
    place = data.draw(st.sampled_from(lines))
    before = outcomes(check_many([read(case)])[0])
    worse = {**case, "materials": [dict(line) for line in case["materials"]]}
    worse["materials"][place] |= {"originating": False}
    worse["materials"][place].pop("claim", None)
    after = outcomes(check_many([read(worse)])[0])
    assert all(after[rule] <= before[rule] for rule in FOR_WORSE if rule in before)


@SLOW
@given(strategies.vehicles(), st.sampled_from(("0.01", "17", "1000")))
def test_more_non_originating_value_never_helps(case: Case, value: str) -> None:
    """One more imported material, the net cost staying as stated, betters no test but labor value."""
    assume(case.get("value", {}).get("net_cost") is not None and "costs" not in case["value"])
    before = outcomes(check_many([read(case)])[0])
    extra = {"id": "EXTRA", "hs": "7326.90", "unit_value": value, "originating": False}
    after = outcomes(check_many([read({**case, "materials": [*case["materials"], extra]})])[0])
    assert all(after[rule] <= before[rule] for rule in FOR_WORSE if rule in before)


@SLOW
@given(strategies.cases())
def test_regional_value_content_is_never_above_100(case: Case) -> None:
    """No figure of an RVC, nor of a core part, exceeds 100%."""
    report = check_many([read(case)])[0]
    for finding in report.findings:
        figures = [finding.actual, finding.actual_best, *(part.actual for part in finding.parts)]
        if finding.rule in ("rvc", "core_parts"):
            assert all(Fraction(figure) <= 100 for figure in figures if figure is not None)


@SLOW
@given(strategies.cases())
def test_the_same_input_gives_the_same_bytes(case: Case) -> None:
    """A report is a function of the case alone."""
    assert check_many([read(case)])[0].to_json() == check_many([read(case)])[0].to_json()
