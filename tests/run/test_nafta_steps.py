"""The derivation of a NAFTA verdict and its worksheet: lines that add up to the VNM of the report, at every depth."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rvc
from rvc.base.messages import speaking
from rvc.lines.read import case_from
from rvc.run.derivation import Step
from rvc.run.engine import reports
from rvc.run.verdicts import judge_all
from rvc.run.worksheet import NOT_ORIGINATING, ORIGINATING, worksheet

_CODES = ("4011.10", "8409.91", "8708.29", "3926.90", "8408.20", "8708.40", "9401.20", "7325.99")
_GOODS = ("8703.23", "8704.23", "8703.10", "8702.10", "8408.20", "8407.34", "8708.40", "8708.99", "8714.10")
_USES = ("passenger_light", "heavy_truck", "vehicle_20_2", "aftermarket", "other", None)
_SUMS = ("vnm", "vnm_traced", "vnm_schedule_v")
_IF_OPENED = ("traced.within", "schedule_v.self_produced", "choice.sum")


def amounts_of(most: int) -> st.SearchStrategy[str]:
    """Amounts in cents, up to `most`."""
    return st.integers(0, most * 100).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


@st.composite
def nafta_cases(draw: st.DrawFn) -> dict[str, Any]:
    """A vehicle or a part, its lines in up to three tiers, each with what NAFTA asks, or some of it, or nothing."""
    lines: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 7))):
        line: dict[str, Any] = {
            "id": f"L{number}",
            "hs": draw(st.sampled_from(_CODES)),
            "quantity": str(draw(st.integers(1, 3))),
        }
        if draw(st.integers(0, 9)):
            line["unit_value"] = draw(amounts_of(900))
        depths = {None: 0} | {item["id"]: item["depth"] for item in lines if item["depth"] < 3}
        parent = draw(st.sampled_from(list(depths)))
        line["depth"] = depths[parent] + 1
        if parent is not None:
            line["parent"] = parent
        if (origin := draw(st.sampled_from(["US", "MX", "JP", None]))) is not None:
            line["origin"] = origin
        if draw(st.integers(0, 3)) == 0:
            line["made"] = "in_house"
        elif draw(st.integers(0, 4)) == 0:
            line["role"] = draw(st.sampled_from(["indirect", "packing", "packaging"]))
        if draw(st.booleans()):
            line["nafta"] = draw(statements())
        lines.append(line)
    for line in lines:
        del line["depth"]
    good = {"id": "V", "hs": draw(st.sampled_from(_GOODS)), "date": "2026-11-22", "produced_in": "MX"}
    if not good["hs"].startswith("870") or good["hs"].startswith("8708"):
        good["use"] = draw(st.sampled_from(_USES))
    return {
        "schema": "rvc/1",
        "good": {**good, "left_territory": False, "currency": "USD"},
        "value": {"net_cost": "5000.00", "transaction_value": "6000.00"},
        "materials": lines,
        "elections": {"regime": "nafta"},
    }


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    """What a supplier states for NAFTA."""
    amount = amounts_of(500)
    flags = st.booleans()
    every = {
        "traced": flags,
        "traced_value": amount,
        "originating": flags,
        "subject_to_rvc": flags,
        "rvc": st.sampled_from(["62.5", "71.25", "100"]),
        "vnm": amount,
        "schedule_v": st.sampled_from(["component", "listed_material", "sub_component", "none"]),
    }
    names = draw(st.sets(st.sampled_from(sorted(every)), min_size=1, max_size=4))
    return {name: draw(every[name]) for name in sorted(names)}


def every(step: Step) -> Iterator[Step]:
    """A step and all that it rests on."""
    yield step
    for inside in step.steps:
        yield from every(inside)


def most(step: Step) -> Decimal:
    """What a step counts at most."""
    return Decimal(step.params["value"].rpartition(" ")[2])


def amounts(step: Step) -> Decimal:
    """The sum of what the lines under a step count at most."""
    return sum((most(inside) for inside in step.steps if "value" in inside.params), Decimal(0))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nafta_cases())
def test_lines_add_up_to_vnm(case: dict[str, Any]) -> None:
    """At every depth the lines come to what they are in; the choice taken is the least that there was."""
    finding = rvc.check(case).finding("rvc")
    found = rvc.explain(case)
    sums = [step for step in every(found) if step.code in _SUMS]
    if finding is None:
        assert sums == []
        return
    (whole,) = sums
    if "vnm" not in finding.inputs:
        assert "not known" in whole.model_dump_json()
        return
    assert amounts(whole) == Decimal(finding.inputs["vnm"])
    for step in every(whole):
        if step.code in _IF_OPENED and step.steps:
            assert amounts(step) == most(step)
        if step.code in ("schedule_v.component", "schedule_v.chosen"):
            assert most(step) == min(map(most, step.steps))
    assert all(cite.startswith("NAFTA") for step in every(found) for cite in step.citations)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nafta_cases())
def test_worksheet_lines_add_up_to_vnm(case: dict[str, Any]) -> None:
    """A worksheet has the lines behind a VNM wherever the VNM has an upper bound: none is lost, none twice."""
    read = case_from(case)
    fleet = judge_all([read])
    (report,) = reports([read], fleet)
    finding = report.finding("rvc")
    lines = worksheet(fleet, report).lines
    if finding is None or "vnm" not in finding.inputs:
        assert lines == ()
        return
    assert sum((line.most for line in lines if line.status != ORIGINATING), Decimal(0)) == Decimal(
        finding.inputs["vnm"]
    )
    assert all(line.least for line in lines if line.status == NOT_ORIGINATING)  # one that may count nothing is open
    least = sum((line.least for line in lines if line.status == NOT_ORIGINATING), Decimal(0))
    assert least == Decimal(finding.inputs.get("vnm_least", finding.inputs["vnm"]))


def steps_of(line: dict[str, Any], hs: str = "8703.23") -> list[Step]:
    """The steps of one line under the VNM of a vehicle; another, which does not originate (4(3)), adds nothing."""
    case = {
        "schema": "rvc/1",
        "good": {"id": "V", "hs": hs, "date": "2026-11-22", "produced_in": "MX", "currency": "USD"},
        "value": {"net_cost": "10000"},
        "materials": [
            {"id": "SEA", "hs": "9401.20", "origin": "MX", "unit_value": "1000", **line},
            {"id": "LBL", "hs": "4011.10", "origin": "JP", "unit_value": "0"},
        ],
    }
    (whole,) = [step for step in every(rvc.explain(case, regime="nafta")) if step.code in _SUMS]
    return [step for step in whole.steps if step.params.get("line") != "LBL"]


@pytest.mark.parametrize(
    ("line", "code", "cites", "words"),
    [
        ({"origin": "JP"}, "traced.listed", "NAFTA 9(2)(a)-(d)", "counts 1000.00"),
        ({"origin": "JP", "hs": "3926.90"}, "traced.not_listed", "NAFTA 9(9)(b)", "add nothing: 1"),
        ({"origin": "JP", "hs": "8708.29"}, "traced.perhaps_listed", "NAFTA 8", "counts 0.00 to 1000.00"),
        ({"nafta": {"traced_value": "250"}}, "traced.stated", "NAFTA 9(2)(c)-(e)", "of 250.00"),
        (
            {"nafta": {"originating": True, "subject_to_rvc": True, "rvc": "70"}},
            "traced.by_rvc", "NAFTA 9(2)(f)", "1000.00 x (1 - 70%) = 300.00",
        ),
        (
            {"nafta": {"originating": True, "subject_to_rvc": True}},
            "traced.by_required", "NAFTA 9(2)(g)", "1000.00 x (1 - 60%) = 400.00",
        ),
        (
            {"nafta": {"originating": True, "subject_to_rvc": True, "rvc": "70", "traced_value": "250"}},
            "traced.stated_twice", "NAFTA 9(2)(c)-(f)", "counts 250.00 to 300.00",
        ),
        ({}, "traced.unsaid", "NAFTA 9(2)(i)", "counts 0.00 to 1000.00"),
    ],
)  # fmt: skip
def test_a_step_says_by_which_section_a_line_counts(line: dict[str, Any], code: str, cites: str, words: str) -> None:
    """Each way to a traced value has its sentence, its formula with the figures, and its section."""
    (step,) = steps_of(line)
    assert (step.code, step.citations[0]) == (code, cites)
    assert words in step.text


def test_the_choices_of_a_component() -> None:
    """An originating engine of a truck: its value, what is stated to be in it, and by its RVC; the least is taken."""
    engine = {"hs": "8408.20", "nafta": {"originating": True, "subject_to_rvc": True, "rvc": "70", "vnm": "320"}}
    (step,) = steps_of(engine, "8704.23")
    assert (step.code, step.params["value"]) == ("schedule_v.component", "300.00")
    assert [(choice.code, choice.params["value"], choice.citations) for choice in step.steps] == [
        ("choice.value", "1000.00", ["NAFTA 10(1)(d)(iv)"]),
        ("choice.sum", "320.00", ["NAFTA 10(1)(d)(i)"]),
        ("choice.by_rvc", "300.00", ["NAFTA 10(1)(d)(ii)"]),
    ]


def test_in_spanish() -> None:
    """Every step of every sample is said in Spanish, with sections of the TLCAN."""
    with speaking("es"):
        found = rvc.explain("sample_boms/heavy_truck.yaml", regime="nafta")
        told = [step.text for step in every(found)]
    assert any("según el Anexo V" in text for text in told)
    assert not any("counts" in text or "imported" in text for text in told)
