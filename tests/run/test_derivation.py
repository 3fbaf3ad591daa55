"""A derivation: the figures of the report, down to lines that add up, each with its place in the file."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import rvc
from rvc.lines.read import case_from, located_case
from rvc.lines.tables.options import TableOptions
from rvc.run.derivation import Derivation, Step, explain
from tests.strategies import cases

ROOT = Path(__file__).parents[2]
SAMPLES = sorted([*(ROOT / "sample_boms").glob("*.yaml"), ROOT / "sample_boms" / "sedan.json"])


def derived(path: str | Path) -> Derivation:
    """The derivation of a file."""
    return explain(*located_case(path))


def every(step: Step) -> Iterator[Step]:
    """A step and all that it rests on."""
    yield step
    for inside in step.steps:
        yield from every(inside)


def one_test(step: Step, rule: str) -> Step:
    """The step of one test."""
    return next(inside for inside in step.steps if inside.code == f"test.{rule}")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_it_tells_what_the_report_tells(path: Path) -> None:
    """Verdict, tests, their results and sentences are those of the report."""
    found, report = derived(path), rvc.check(path)
    assert found.verdict == report.verdict
    assert [(step.code, step.status, step.text) for step in found.steps] == [
        (f"test.{finding.rule}", finding.status, finding.because.text) for finding in report.findings
    ]


def test_the_formula_holds_the_numbers_of_the_report() -> None:
    """RVC of the sedan: net cost 22090.5981, VNM 4477.55."""
    step = next(step for step in every(derived(ROOT / "sample_boms/sedan.json")) if step.code == "formula_net_cost")
    assert step.text == (
        "RVC = (NC - VNM) / NC x 100 = (22090.5981 - 4477.55) / 22090.5981 x 100 = 79.73097; 75 required"
    )


def test_a_place_is_the_line_that_holds_the_value() -> None:
    """Each line named in the derivation of the sedan stands where the file has its id."""
    written = (ROOT / "sample_boms/sedan.json").read_text(encoding="utf-8").splitlines()
    steps = [step for step in every(derived(ROOT / "sample_boms/sedan.json")) if "line" in step.params]
    assert len(steps) > 50
    for step in steps:
        number = re.search(r"line (\d+)$", step.place or "")
        assert number is not None
        name = step.params["line"].partition(",")[0]
        assert json.dumps({"id": name})[1:-1] in written[int(number[1]) - 1]


def test_places_in_a_table(tmp_path: Path) -> None:
    """A line of a table is found by its row."""
    table = tmp_path / "bom.csv"
    table.write_text("Offer 7\nid,hs,unit_value,originating\nB,8544.30,60,yes\nA,8544.30,40,no\n", encoding="utf-8")
    facts = {"id": "T", "hs": "8705.30", "date": "2026-11-22", "currency": "USD", "produced_in": "US"}
    options = TableOptions(facts={"good": facts, "value": {"net_cost": "150"}})
    found = explain(*located_case(table, options))
    foreign = next(step for step in every(one_test(found, "rvc")) if step.code == "foreign")
    assert foreign.params["line"] == "A"
    assert (foreign.place or "").endswith("bom.csv, row 4")


def amounts(step: Step) -> Decimal:
    """The sum of what the lines under a step count, unknown ones at their most."""
    counted = [inside for inside in step.steps if inside.code in ("foreign", "open_line", "looked_through")]
    return sum((Decimal(inside.params["value"].rpartition(" ")[2]) for inside in counted), Decimal(0))


@settings(max_examples=80, deadline=None)
@given(case=cases())
def test_lines_add_up_to_vnm(case: dict[str, Any]) -> None:
    """What each line counts sums to the VNM of the report, and so does what is in a line that is looked through."""
    read = case_from(case)
    finding = rvc.check(case).finding("rvc")
    found = explain(read, lambda _: "")
    vnm = [step for step in found.steps if step.code == "test.rvc" for step in step.steps if step.code == "vnm"]
    if not vnm or finding is None or "vnm" not in finding.inputs:
        assert not vnm or finding is None or finding.actual is None
        return
    assert amounts(vnm[0]) == Decimal(finding.inputs["vnm"])
    for step in every(vnm[0]):
        if step.code == "looked_through":
            assert amounts(step) == Decimal(step.params["value"].rpartition(" ")[2])


def test_an_open_net_cost_is_still_the_method() -> None:
    """A net cost that is not known leaves the method what it is: an accumulated line counts by its statement."""
    case = {
        "schema": "rvc/1",
        "good": {"id": "T", "hs": "8705.30", "date": "2026-11-22", "currency": "USD", "produced_in": "US"},
        "materials": [
            {"id": "A", "hs": "8544.30", "unit_value": "1", "originating": False,
             "statement": {"net_cost": "1", "vnm": "0.333333"}},
            {"id": "B", "hs": "8544.30", "unit_value": "2", "originating": False},
        ],
    }  # fmt: skip
    found = rvc.explain(case)
    (vnm,) = [step for step in every(found) if step.code == "vnm"]
    assert amounts(vnm) == Decimal("2.333333")


def test_a_mapping_has_no_places() -> None:
    """The library derives a case that is no file; nothing is said of where it stands."""
    case = {
        "schema": "rvc/1",
        "good": {"id": "T", "hs": "8705.30", "date": "2026-11-22", "currency": "USD", "produced_in": "US"},
        "value": {"net_cost": "150"},
        "materials": [{"id": "A", "hs": "8544.30", "unit_value": "40", "originating": False}],
    }
    found = rvc.explain(case)
    assert {step.place for step in every(found)} == {None}
    assert "(150.00 - 40.00) / 150.00 x 100" in " ".join(step.text for step in every(found))


def test_plants_of_a_labor_value_that_passes() -> None:
    """Each plant is a step with its points at its place; others than the fewest that suffice need not be named."""
    steps = [step for test in rvc.explain(ROOT / "sample_boms" / "sedan.json").steps for step in test.steps]
    plants = [step for step in steps if step.code.startswith("labor_plant.")]
    (fewest,) = [step for step in steps if step.code == "labor_fewest"]
    assert len(plants) == 25
    assert all("sedan.json, line" in (step.place or "") for step in plants)
    counted = sum(Decimal(step.params["points"]) for step in plants if step.status == "pass")
    assert counted.quantize(Decimal("0.0001")) == Decimal("26.0413")  # each is rounded for itself
    assert (fewest.params["points"], fewest.params["left"]) == ("25", "3")


def test_the_way_to_points_that_lack() -> None:
    """What lacks is 40 less what is reached; the wages named bring it, and the credits that are not earned are said."""
    steps = [step for test in rvc.explain(ROOT / "sample_boms" / "fails_labor_value.yaml").steps for step in test.steps]
    by_code = {code: [step for step in steps if step.code == code] for code in {step.code for step in steps}}
    assert [step.params["points"] for step in by_code["labor_lacking"]] == ["19.416815"]
    assert [step.params["points"] for step in by_code["labor_credit_left"]] == ["3.724832", "5"]
    brought = sum(Decimal(step.params["points"]) for step in by_code["labor_raise"])
    assert Decimal("19.416815") <= brought < 40


def test_a_value_is_built_from_its_price_step_by_step() -> None:
    """Each figure of a valuation with its provision: price 9, tools 100 over 40 units, less later charges of 1."""
    valuation = {"price": "9.00", "later_charges": "1.00", "tools": "100", "assist_units": "40"}
    case = {
        "schema": "rvc/1",
        "good": {"id": "CART", "hs": "8703.10", "date": "2026-11-22", "currency": "USD"},
        "value": {"net_cost": "1", "valuation": {"price": "100.00", "royalties": "2.00"}},
        "materials": [{"id": "A", "hs": "8544.30", "originating": False, "quantity": 2, "valuation": valuation}],
    }
    steps = list(every(explain(case_from(case), lambda path: ".".join(map(str, path)))))
    told = [(step.text, step.citations, step.place) for step in steps if step.code.startswith("valued")]
    here = "materials.0.valuation"
    assert told == [
        ("Price as adjusted: 100.00 + 2.00 = 102.00", [], "value.valuation"),
        ("price actually paid or payable: 100.00", ["UR Schedule 3 s. 3(1)"], "value.valuation.price"),
        ("royalties, a condition of the sale: 2.00", ["UR Schedule 3 s. 4(1)(c)"], "value.valuation.royalties"),
        ("Value of one unit: 9.00 - 1.00 + 2.5 = 10.50", [], here),
        ("price actually paid or payable: 9.00", ["UR Schedule 6 s. 3(1)"], f"{here}.price"),
        (
            "less assembly, upkeep or technical assistance, shown apart: 1.00",
            ["UR Schedule 6 s. 3(3)"],
            f"{here}.later_charges",
        ),
        (
            "tools, dies and moulds supplied: 100 over 40 units, 2.5",
            ["UR Schedule 6 s. 4(1)(b)(ii)"],
            f"{here}.tools",
        ),
    ]


def test_a_price_that_does_not_count_says_why() -> None:
    """A refused price names its circumstances and their provisions, and then the value found instead."""
    valuation = {"related": True, "influenced": True, "found_under": "identical", "sales": "3 x 12; 11.5"}
    case = {
        "schema": "rvc/1",
        "good": {"id": "CART", "hs": "8703.10", "date": "2026-11-22", "currency": "USD"},
        "value": {"net_cost": "50"},
        "materials": [{"id": "A", "hs": "8544.30", "originating": False, "valuation": valuation}],
    }
    steps = list(every(explain(case_from(case), lambda path: ".".join(map(str, path)))))
    told = [(step.code, step.citations) for step in steps if step.code.startswith(("valued", "price_"))]
    assert told == [
        ("price_refused", ["UR Schedule 6 s. 2(3)(d)"]),
        ("valued", []),
        ("valued_plus", ["UR Schedule 6 s. 5(4)"]),
    ]


YEAR = {"from": "2026-01-01", "to": "2026-03-31", "fiscal_year_from": "2026-01-01", "fiscal_year_to": "2026-12-31"}


@pytest.mark.parametrize(
    ("statement", "price", "told"),
    [
        (
            {"net_cost": "8", "vnm": "3"},
            None,
            [
                ("by its supplier's statement, net cost of the supplier: 8", "UR 9(2)(a)"),
                ("by its supplier's statement, non-originating materials in one: 3", "UR 9(2)(a)"),
            ],
        ),
        (
            {"amount": "70", "units": "10", **YEAR},
            None,
            [("part of the net cost free of non-originating materials: 70 over 10 units, 7", "UR 9(4)(b)")],
        ),
        ({"vnm": "2"}, None, []),
        (
            {"vnm": "20", "units": "10", **YEAR},
            "90",
            [("non-originating materials in one: 20 over 10 units, 2", "UR 9(5)")],
        ),
        ({"net_cost": "8", "vnm": "3"}, "90", []),
    ],
)
def test_a_statement_is_told_where_it_serves(
    statement: dict[str, str], price: str | None, told: list[tuple[str, str]]
) -> None:
    """Figures of a supplier with their provision, of an average with its units, by the method that they serve."""
    case = {
        "schema": "rvc/1",
        "good": {"id": "CART", "hs": "8703.10", "date": "2026-11-22", "currency": "USD"},
        "value": {"transaction_value": price} if price else {"net_cost": "100"},
        "materials": [{"id": "A", "hs": "8544.30", "originating": False, "unit_value": "9", "statement": statement}],
        "elections": {"rvc_method": "transaction_value" if price else "net_cost"},
    }
    steps = every(explain(case_from(case), lambda path: ".".join(map(str, path))))
    found = [(step.text, *step.citations) for step in steps if ".statement." in (step.place or "")]
    assert found == told
