"""The schemas say what the models are: every sample and random case fits, and a slip of form does not."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import rvc
from rvc.lines.document import as_mapping
from rvc.lines.read import case_from, read_case
from rvc.run.compare import AS_STATED, Named, compare
from rvc.run.reconciliation import reconcile
from rvc.show.json_schema import NAMES, schema_of, text_of
from tests.strategies import cases

ROOT = Path(__file__).parents[2]
SAMPLES = sorted([*(ROOT / "sample_boms").glob("*.yaml"), ROOT / "sample_boms" / "sedan.json"])
CASE = schema_of("case")


def wrong(schema: dict[str, Any], held: object) -> list[str]:
    """What a schema finds wrong."""
    return [error.message for error in Draft202012Validator(schema).iter_errors(held)]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_published_is_that_of_the_models(name: str) -> None:
    """docs/schemas holds what `rvc schema` prints, and it is a schema."""
    assert (ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") == text_of(name)
    Draft202012Validator.check_schema(schema_of(name))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_and_their_reports_fit(path: Path) -> None:
    """Every sample is a case, and its expected report a report, by their schemas."""
    assert wrong(CASE, as_mapping(read_case(path).case)) == []
    report = json.loads((ROOT / "sample_boms" / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert wrong(schema_of("report"), report) == []


def test_the_json_sample_fits_as_it_is_written() -> None:
    """The file itself fits, not only what was read of it."""
    assert wrong(CASE, json.loads((ROOT / "sample_boms" / "sedan.json").read_text(encoding="utf-8"))) == []


def test_statements_and_comparisons_fit() -> None:
    """Results of the other commands fit theirs."""
    part = ROOT / "sample_boms" / "brake_part.yaml"
    assert wrong(schema_of("statement"), json.loads(rvc.statement(part).to_json())) == []
    [found] = compare([[Named(AS_STATED, read_case(part))]])
    assert wrong(schema_of("comparison"), json.loads(found.to_json())) == []


def test_results_on_a_producers_books_fit() -> None:
    """Net cost with its debts, both Schedules of inventories, and a payroll of which lines were left out."""
    books = ROOT / "docs" / "net_cost"
    found = json.loads(rvc.net_cost(books / "plant.csv").to_json())
    assert wrong(schema_of("net_cost"), found) == []
    found["goods"][0]["net_cost"] = 5
    assert wrong(schema_of("net_cost"), found)
    assert (
        wrong(schema_of("inventory"), json.loads(rvc.inventory(books / "sheet_steel.csv", "average").to_json())) == []
    )
    payroll = json.loads(rvc.payroll(ROOT / "sample_boms" / "payroll.csv").to_json())
    assert [each["rows"] for plant in payroll["plants"] for each in plant["left_out"]]
    assert wrong(schema_of("payroll"), payroll) == []
    del payroll["plants"][0]["status"]
    assert wrong(schema_of("payroll"), payroll) == ["'status' is a required property"]


def test_estimates_beside_actual_figures_fit() -> None:
    """`rvc diff` of a sample with itself, and with another net cost."""
    case = json.loads((ROOT / "sample_boms" / "sedan.json").read_text(encoding="utf-8"))
    before = case_from(case)
    case["value"] = {"net_cost": "9000"}
    found = json.loads(reconcile([before], [case_from(case)]).to_json())
    assert found["goods"][0]["tests"]
    assert wrong(schema_of("diff"), found) == []


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_random_cases_fit(case: dict[str, Any]) -> None:
    """Whatever the reader takes as a case, in its plain form, fits the schema."""
    assert wrong(CASE, as_mapping(case_from(case).case)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("good", "hs"), "87.O3.23"),
        (("good", "date"), "22/11/2026"),
        (("good", "left_territory"), "no"),
        (("good", "colour"), "red"),
        (("value", "net_cost"), "0"),
        (("value", "net_cost"), "-5"),
        (("value", "packing"), "1,5"),
        (("good", "kind"), "car"),
        (("materials",), {"id": "A"}),
        (("schema",), "rvc/2"),
        (("rates",), {"dollars": "1"}),
    ],
)
def test_a_slip_of_form_is_refused_by_both(path: tuple[str, ...], value: object) -> None:
    """What the schema refuses, the reader refuses too."""
    case: Any = json.loads((ROOT / "sample_boms" / "sedan.json").read_text(encoding="utf-8"))
    block = case
    for step in path[:-1]:
        block = block[step]
    block[path[-1]] = value
    assert wrong(CASE, case)
    with pytest.raises(rvc.InputError):
        rvc.check(case)


def test_what_is_required_is_required() -> None:
    """A case without the date of its good is none."""
    case = as_mapping(read_case(ROOT / "sample_boms" / "sedan.json").case)
    del case["good"]["date"]
    assert wrong(CASE, case) == ["'date' is a required property"]
