"""NAFTA's traced VNM against a plain reading in fractions; regimes of a batch; what NAFTA does not show."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rvc
from rvc.lines.read import case_from
from rvc.run.engine import check_many
from rvc.run.regimes import each_by_its_law

_LISTED = {"4011.10": True, "8409.91": True, "8708.40": True, "8708.29": None, "3926.90": False}
_REQUIRED = {"4011.10": "60", "8409.91": "60", "8708.40": "62.5"}  # of what Schedule IV lists (NAFTA 13(1))
_NET_COST = 1_000_000


@st.composite
def lines(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A bill of materials of up to two tiers, each line with a country or none, and perhaps a statement."""
    found: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        parents = [None, *(line["id"] for line in found if line.get("parent") is None)]
        line: dict[str, Any] = {
            "id": f"L{number}",
            "hs": draw(st.sampled_from(sorted(_LISTED))),
            "unit_value": str(draw(st.integers(0, 900))),
            "quantity": str(draw(st.integers(1, 3))),
        }
        if (parent := draw(st.sampled_from(parents))) is not None:
            line["parent"] = parent
        if (origin := draw(st.sampled_from(["US", "MX", "JP", None]))) is not None:
            line["origin"] = origin
        if draw(st.integers(0, 3)) == 0:
            line["made"] = "in_house"
        line["nafta"] = draw(statements())
        found.append(line)
    return found


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    """What a supplier may state of a line."""
    known = {
        "traced_value": st.integers(0, 500).map(str),
        "originating": st.booleans(),
        "subject_to_rvc": st.booleans(),
        "rvc": st.sampled_from(["40", "90"]),
    }
    return {name: draw(values) for name, values in known.items() if draw(st.booleans())}


Bounds = tuple[Fraction, Fraction]


def plainly(line: dict[str, Any], all_lines: list[dict[str, Any]], many: int) -> Bounds:
    """Least and most traced in a line, `many` of what it goes into being in the good (NAFTA 9)."""
    mine = many * int(line["quantity"])
    worth, stated = Fraction(line["unit_value"]) * mine, line["nafta"].get("traced_value")
    inside = [plainly(item, all_lines, mine) for item in all_lines if item.get("parent") == line["id"]]
    by_lines = (sum((low for low, _ in inside), Fraction(0)), sum((high for _, high in inside), Fraction(0)))
    in_house = line.get("made") == "in_house" and line.get("origin") != "JP"
    value = None if stated is None or (in_house and inside) else Fraction(stated) * mine
    if line.get("origin") == "JP":
        return imported(line, worth, value)
    rests_on, made_here = made_in_nafta(line, worth, value, by_lines if inside else None, in_house=in_house)
    if line.get("origin") is not None or rests_on:
        return made_here
    return either(imported(line, worth, value), made_here)


def imported(line: dict[str, Any], worth: Fraction, value: Fraction | None) -> Bounds:
    """A traced material by what is stated of it, else by its value; another not at all (NAFTA 9(2)(a)-(e), 9(9)(b))."""
    listed = _LISTED[line["hs"]]
    if listed is False:
        return Fraction(0), Fraction(0)
    if value is not None:
        return value, value
    return (worth if listed else Fraction(0)), worth


def made_in_nafta(
    line: dict[str, Any], worth: Fraction, value: Fraction | None, by_lines: Bounds | None, *, in_house: bool
) -> tuple[bool, Bounds]:
    """What is traced in a line made in NAFTA, and whether a statement says it (NAFTA 9(2)(c)-(i))."""
    said = line["nafta"]
    told = value if value is not None else by_lines[0] if by_lines and by_lines[0] == by_lines[1] else None
    unsaid = by_lines if by_lines is not None else (Fraction(0), worth)
    formula: Bounds | None = None
    if said.get("originating") and said.get("subject_to_rvc") is not False and not in_house:
        share = said.get("rvc", _REQUIRED.get(line["hs"]))
        formula = (Fraction(0), worth) if share is None else (worth * (1 - Fraction(share) / 100),) * 2
    certain = formula is not None and bool(said.get("subject_to_rvc"))
    if formula is not None and told is not None and "rvc" in said:
        return True, either((told, told), formula)  # which of the two goes first is not said
    if value is not None:
        return True, (value, value)
    if certain and formula is not None and told is None and formula[0] == formula[1]:
        return True, formula
    if formula is None or told is not None:
        return False, unsaid
    return False, formula if certain else either(unsaid, formula)


def either(one: Bounds, other: Bounds) -> Bounds:
    """One of the two, not known which."""
    return min(one[0], other[0]), max(one[1], other[1])


def vehicle(materials: list[dict[str, Any]]) -> dict[str, Any]:
    """A case of a light-duty vehicle."""
    told = {"id": "V", "hs": "8703.23", "produced_in": "MX", "date": "2026-11-22", "left_territory": False}
    return {"schema": "rvc/1", "good": told, "value": {"net_cost": str(_NET_COST)}, "materials": materials}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines())
def test_traced_materials_are_summed_as_the_text_reads(materials: list[dict[str, Any]]) -> None:
    """VNM lies between the least and the most that a plain reading of section 9 gives."""
    filler = {"id": "LBL", "hs": "4821.10", "origin": "CN", "unit_value": "0"}  # not all materials originate (4(3))
    found = rvc.check({**vehicle([*materials, filler]), "schema": "rvc/1.5"}, regime="nafta").finding("rvc")
    each = [plainly(line, materials, 1) for line in materials if line.get("parent") is None]
    least, most = (sum((pair[side] for pair in each), Fraction(0)) for side in (0, 1))
    assert found is not None
    assert Fraction(found.inputs["vnm"]) == most
    assert Fraction(found.inputs.get("vnm_least", found.inputs["vnm"])) == least


def test_usmca_facts_do_not_settle_nafta() -> None:
    """A certified USMCA origin leaves a part of Schedule IV open under NAFTA, and passes the USMCA."""
    part = {"id": "SEA", "hs": "9401.20", "origin": "MX", "originating": True, "unit_value": "900000"}
    under = {regime: rvc.check(vehicle([part]), regime=regime).finding("rvc") for regime in ("usmca", "nafta")}
    assert [finding and finding.status for finding in under.values()] == ["pass", "undetermined"]


def test_each_case_is_judged_by_the_law_that_it_elects() -> None:
    """Cases of several regimes in one batch come out in order, each as it would alone."""
    tire = {"id": "TIR", "hs": "4011.10", "origin": "JP", "unit_value": "300000", "originating": False}
    elected = ("nafta", "usmca", "rvc85.toml", "nafta")
    goods = [{**vehicle([tire]), "elections": {"regime": regime}} for regime in elected]
    reports = check_many([case_from(case) for case in goods])
    assert [report.law.regime for report in reports] == ["nafta", "usmca", "proposal:rvc85", "nafta"]
    required = [finding.required for report in reports if (finding := report.finding("rvc")) is not None]
    assert required == ["62.5", "75", "85", "62.5"]
    assert each_by_its_law([], None, lambda reads, _: reads) == []


def test_days_on_which_a_fiscal_year_decides_are_refused() -> None:
    """Until 2 July 2002 the percentage depended on the producer's fiscal year; from the next day it is 62.5."""
    with pytest.raises(rvc.InputError) as refused:
        rvc.check(vehicle([]), on=date(2002, 7, 2), regime="nafta")
    assert [problem.code for problem in refused.value.problems] == ["date.before_nafta_data"]
    found = rvc.check(vehicle([]), on=date(2002, 7, 3), regime="nafta").finding("rvc")
    assert found is not None
    assert found.required == "62.5"


@pytest.mark.parametrize(("regime", "code"), [("usmc", "regime.unavailable"), ("none.toml", "scenario.wrong")])
def test_a_regime_that_is_not_there_is_refused(regime: str, code: str) -> None:
    """A name that no regime has, and a scenario file that cannot be read, are problems with a text."""
    with pytest.raises(rvc.InputError) as refused:
        rvc.check(vehicle([]), regime=regime)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert regime in refused.value.problems[0].text


def test_every_finding_cites_nafta() -> None:
    """No finding of a NAFTA verdict cites the Uniform Regulations of the USMCA."""
    report = rvc.check("sample_boms/sedan.json", regime="nafta")
    assert report.findings
    assert all(cite.startswith("NAFTA") for finding in report.findings for cite in finding.citations)
