"""Cases in English: each file of tests/cases says what must hold, with the sum, and the engine is held to it.

A file has `says` (one sentence), what it expects, and the case in the shape of `rvc.check`, on top of a base:

- `base` names a file of tests/cases/bases; `[case]` is merged into it, key by key, and a list replaces a list;
- `[lines.ID]` changes the material with that id, or adds one at the end; `without` takes out paths ("value.net_cost",
  "materials.ENG");
- `[expect]` holds `verdict`, `kind`, `notes` and `no_notes`, `warnings` (codes), `not_applied` (rules that have no
  finding), `problems` (the case is refused with these codes) and a table for each finding: any of its fields.
  `missing` names entries that must be there, `missing_only` the whole list; `inputs` are compared as numbers;
  `parts` are found by id, category or component;
- `[[expect.alternatives]]` gives part of a citation and the status of an alternative that must be there.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import rvc
from rvc.run.report import Finding, Part, Report

CASES = Path(__file__).parent / "cases"
BASES = CASES / "bases"
FOLDERS = {
    "kinds", "territory", "tariff_change", "rvc", "core_parts", "steel", "aluminum", "labor_value", "roll_up", "values",
    "staging", "missing", "stated", "table_fg", "nafta", "scenarios",
}  # fmt: skip
RULES = {"territory", "tariff_change", "rvc", "core_parts", "steel", "aluminum", "labor_value", "us_content"}
OTHER = {"verdict", "kind", "notes", "no_notes", "warnings", "not_applied", "problems", "alternatives"}
KEYS = {"says", "base", "without", "lines", "case", "expect"}
FILES = sorted(path for path in CASES.rglob("*.toml") if path.parent != BASES)

Tree = dict[str, Any]


def load(path: Path) -> Tree:
    """A case file, or the tree of one of the bases."""
    with path.open("rb") as file:
        return tomllib.load(file)


def merged(below: object, above: object) -> object:
    """Tables are merged key by key; anything else above replaces what is below."""
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        both = {key: merged(below[key], above[key]) for key in below if key in above}
        return {**below, **above, **both}
    return above


def case_of(stated: Tree) -> Tree:
    """The whole case of a file: its base, its changes, its lines, without what it takes out."""
    base = load(BASES / f"{stated['base']}.toml") if "base" in stated else {}
    case = merged(base, stated.get("case", {}))
    assert isinstance(case, dict)
    lines = {line["id"]: line for line in case.get("materials", ())}
    for name, fields in stated.get("lines", {}).items():
        lines[name] = {**lines.get(name, {}), "id": name, **fields}
    if lines:
        case["materials"] = list(lines.values())
    for path in stated.get("without", ()):
        _take_out(case, path.split("."))
    return case


def _take_out(case: Tree, path: list[str]) -> None:
    here: Any = case
    for name in path[:-1]:
        here = next(item for item in here if item["id"] == name) if isinstance(here, list) else here[name]
    if isinstance(here, list):
        here.remove(next(item for item in here if item["id"] == path[-1]))
    else:
        del here[path[-1]]


def assert_agrees(shown: Finding | Part, expected: Tree, where: str) -> None:
    """Every field that is expected is shown so."""
    for field, value in expected.items():
        seen = f"{where}.{field}"
        if field == "parts":
            for part in value:
                assert_part(shown, part, seen)
        elif field == "missing":
            assert set(value) <= set(shown.missing), f"{seen}: {shown.missing}"
        elif field == "missing_only":
            assert shown.missing == value, seen
        elif field == "inputs":
            inputs = getattr(shown, "inputs", {})
            got = {key: Decimal(inputs[key]) if key in inputs else None for key in value}
            assert got == {key: Decimal(amount) for key, amount in value.items()}, f"{seen}: {inputs}"
        elif field == "because":
            assert shown.because is not None
            assert shown.because.code == value, seen
        else:
            assert getattr(shown, field) == (None if value == "none" else value), f"{seen}: {getattr(shown, field)}"


def assert_part(shown: Finding | Part, expected: Tree, where: str) -> None:
    """One part of a finding, found by id, category or component, agrees."""
    assert isinstance(shown, Finding)
    name = next(key for key in ("id", "category", "component") if key in expected)
    found = [part for part in shown.parts if getattr(part, name) == expected[name]]
    assert len(found) == 1, f"{where}: {expected[name]} among {[(part.id, part.category) for part in shown.parts]}"
    assert_agrees(found[0], expected, f"{where}[{expected[name]}]")


def assert_report(report: Report, expect: Tree) -> None:
    """A report holds all that a case expects of it."""
    shown = {finding.rule: finding for finding in report.findings}
    for rule in RULES & expect.keys():
        assert rule in shown, f"{rule}: no finding"
        assert_agrees(shown[rule], expect[rule], rule)
    assert not set(expect.get("not_applied", ())) & shown.keys()
    assert report.good.kind == expect.get("kind", report.good.kind)
    notes, warnings = {note.code for note in report.notes}, {said.code for said in report.warnings}
    assert set(expect.get("notes", ())) <= notes, notes
    assert not set(expect.get("no_notes", ())) & notes
    assert {f"problem.{code}" for code in expect.get("warnings", ())} <= warnings, warnings
    for wanted in expect.get("alternatives", ()):
        offered = [(item.citation, item.status) for item in report.alternatives]
        assert any(wanted["citation"] in cite and wanted["status"] == status for cite, status in offered), offered
    assert report.verdict == expect["verdict"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CASES).with_suffix("").as_posix())
def test_case(path: Path) -> None:
    """The engine gives what the case expects, or refuses it with the problems expected."""
    stated = load(path)
    case, expect = case_of(stated), stated["expect"]
    if "problems" in expect:
        with pytest.raises(rvc.InputError) as refused:
            rvc.check(case)
        assert set(expect["problems"]) <= {problem.code for problem in refused.value.problems}
    else:
        assert_report(rvc.check(case), expect)


def test_every_folder_has_cases() -> None:
    """There are cases, each in a folder named after a rule or a matter, and no folder is empty."""
    assert FILES
    assert {path.parent.relative_to(CASES).as_posix() for path in FILES} == FOLDERS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CASES).with_suffix("").as_posix())
def test_case_says_what_it_expects(path: Path) -> None:
    """A case has a sentence, a sum or a reason in a comment, no unknown key, and an expectation that can fail."""
    stated = load(path)
    assert set(stated) <= KEYS
    assert stated["says"].endswith(".")
    assert any(line.startswith("# ") for line in path.read_text(encoding="utf-8").splitlines())
    expect = stated["expect"]
    assert set(expect) <= RULES | OTHER
    assert "problems" in expect or "verdict" in expect


def test_no_two_cases_are_the_same() -> None:
    """No case is judged twice: a copy would say nothing new."""
    seen: dict[str, str] = {}
    for path in FILES:
        stated = load(path)
        key = repr((case_of(stated), stated["expect"]))
        assert key not in seen, f"{path} and {seen[key]}"
        seen[key] = str(path)
