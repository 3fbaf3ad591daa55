"""Files and mappings as cases: digits as written, one meaning in every format, the line of every problem."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rvc.base.errors import InputError
from rvc.law.load import load_law
from rvc.lines.case import Case
from rvc.lines.read import as_mapping, case_from, problems_of, read_case
from rvc.lines.schema import CASE, CORE_PARTS, FEATURES, REGION, Shape

HEAD = "schema: rvc/1\ngood: {id: A, hs: 8703.20, date: 2026-11-22, currency: USD}\n"


def read(folder: Path, text: str, name: str = "case.yaml") -> Case:
    """A case out of a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_case(path).case


def refused(folder: Path, text: str, name: str = "case.yaml") -> dict[str, int | None]:
    """Code and line of each problem in a text."""
    with pytest.raises(InputError) as error:
        read(folder, text, name)
    return {problem.code: problem.line for problem in error.value.problems}


def test_yaml_keeps_digits_and_words(tmp_path: Path) -> None:
    """8703.20 and NO are text, 1_000 and 0x10 are no numbers, and trailing zeros stay."""
    case = read(
        tmp_path,
        HEAD + "value: {net_cost: 24350.00}\nmaterials:\n  - {id: 007, origin: NO, hs: 7320.20, part_number: 1.10, "
        "description: on, unit_value: 1.50, originating: False}\n  - {id: 1e3, description: 'null', uom: ~, "
        "parent: null}\n",
    )
    assert case.good.hs == "870320"
    assert str(case.value and case.value.net_cost) == "24350.00"
    line = case.materials[0]
    assert (line.id, line.origin, line.hs, line.part_number, line.description) == ("007", "NO", "732020", "1.10", "on")
    assert (str(line.unit_value), line.originating) == ("1.50", False)
    assert (case.materials[1].id, case.materials[1].description) == ("1e3", "null")
    assert (case.materials[1].uom, case.materials[1].parent) == (None, None)
    assert refused(tmp_path, HEAD + "value: {net_cost: 1_000}\n") == {"number.separators": 3}
    assert refused(tmp_path, HEAD + "value: {net_cost: 0x10}\n") == {"number.malformed": 3}
    assert refused(tmp_path, HEAD + "value: {net_cost: .nan}\n") == {"number.not_finite": 3}
    assert refused(tmp_path, HEAD + "value: {net_cost: 1:30}\n") == {"number.malformed": 3}


def test_only_true_and_false_are_flags(tmp_path: Path) -> None:
    """YAML's yes, no, on and off are text and so no flags; nor is a quoted true."""
    for word in ("yes", "no", "on", "OFF", "y", "'true'", '"false"', "1"):
        found = refused(tmp_path, HEAD + f"materials: [{{id: A, originating: {word}}}]\n")
        assert found == {"flag.malformed": 3}, word
    for word in ("true", "True", "TRUE"):
        assert read(tmp_path, HEAD + f"materials: [{{id: A, originating: {word}}}]\n").materials[0].originating is True


def test_json_keeps_digits(tmp_path: Path) -> None:
    """A JSON number is the digits of its token, also where text is expected."""
    written = (
        '{"schema": "rvc/1", "good": {"id": 7.10, "hs": 8703.20, "date": "2026-11-22"}, "value": {"net_cost": 0.30}}'
    )
    case = read(tmp_path, written, "case.json")
    assert (case.good.id, case.good.hs, str(case.value and case.value.net_cost)) == ("7.10", "870320", "0.30")


@pytest.mark.parametrize(
    ("number", "code"),
    [("1e5", "number.exponent"), ("NaN", "number.not_finite"), ("-Infinity", "number.not_finite"),
     ("0.1234567", "number.digits"), ("1" * 5000, "number.digits"), ("true", "number.expected")],
)  # fmt: skip
def test_json_numbers_that_are_no_amounts(tmp_path: Path, number: str, code: str) -> None:
    """Exponents, NaN, Infinity and too many digits are refused, with the line."""
    head = '{"schema": "rvc/1",\n"good": {"id": "A", "hs": "8703.23", "date": "2026-11-22"},\n'
    written = f'{head}"value": {{"net_cost": {number}}}}}'
    assert refused(tmp_path, written, "case.json") == {code: 3}


def test_a_key_given_twice_is_refused_in_json_too(tmp_path: Path) -> None:
    """Neither of two values of one key is taken in silence."""
    written = '{"schema": "rvc/1", "good": {"id": "A", "hs": "8703.23",\n"date": "2026-11-22", "id": "B"}}'
    assert refused(tmp_path, written, "case.json") == {"key.duplicate": 2}


def test_aliases_cannot_blow_up(tmp_path: Path) -> None:
    """A billion laughs is a handful of problems."""
    rows = ["a: &a [x, x]"] + [
        f"{new}: &{new} [*{old}, *{old}]" for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
    ]
    assert {"yaml.alias", "yaml.anchor"} <= set(refused(tmp_path, HEAD + "\n".join(rows)))


def test_problems_carry_their_lines(tmp_path: Path) -> None:
    """Each problem has the line of its own key; one of a missing key that of its block."""
    text = (
        "schema: rvc/1\ngood:\n  hs: 8703.23\n  date: 2026-11-22\n  currency: USD\nmaterials:\n"
        "  - id: A\n    hs: 87.03\n  - id: B\n    parent: C\n    line_value: 5\n    unit_value: 6\n"
    )
    expected = {"value.missing": 2, "hs.malformed": 8, "parent.unknown": 10, "line_value.disagrees": 11}
    assert refused(tmp_path, text) == expected
    as_json = json.dumps(
        {"schema": "rvc/1", "good": {"hs": "8703.23", "date": "2026-11-22", "currency": "USD"}, "materials": [
            {"id": "A", "hs": "87.03"}, {"id": "B", "parent": "C", "line_value": 5, "unit_value": 6}]},
        indent="\t",
    )  # fmt: skip
    rows = as_json.splitlines()
    lines = refused(tmp_path, as_json, "case.json")
    assert "87.03" in rows[(lines["hs.malformed"] or 0) - 1]
    assert '"parent"' in rows[(lines["parent.unknown"] or 0) - 1]


def test_json_and_yaml_give_the_same_case(tmp_path: Path, case: dict[str, Any]) -> None:
    """The format, the order of keys and quotes do not change a case or its hash."""
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-16")
    turned = {key: case[key] for key in reversed(case)}
    (tmp_path / "case.yml").write_text("# a case\n" + json.dumps(turned, indent=1), encoding="utf-8-sig")
    by_json, by_yaml, by_caller = (
        read_case(tmp_path / "case.json"),
        read_case(str(tmp_path / "case.yml")),
        case_from(case),
    )
    assert by_json.case == by_yaml.case == by_caller.case
    assert by_json.sha256 == by_yaml.sha256 == by_caller.sha256
    case["value"]["net_cost"] = "24350.01"
    assert case_from(case).sha256 != by_json.sha256


def test_a_case_reads_back_from_its_document(case: dict[str, Any]) -> None:
    """The canonical document holds the whole case."""
    read_once = case_from(case)
    assert case_from(json.loads(read_once.document)).case == read_once.case
    assert case_from(as_mapping(read_once.case)).document == read_once.document
    assert problems_of(read_once.case) == ()


def test_a_callers_own_types(case: dict[str, Any]) -> None:
    """Floats are their shortest decimal; decimals, integers and dates are themselves."""
    case["good"]["date"] = date(2026, 11, 22)
    case["materials"][2]["acquired_on"] = datetime(2026, 5, 2)  # noqa: DTZ001 - as frames give days
    case["value"] = {"net_cost": 24350.1, "transaction_value": Decimal("28900.10"), "packing": 3, "total_cost": 1e5}
    read_case_ = case_from(case).case
    assert read_case_.value is not None
    assert str(read_case_.value.net_cost) == "24350.1"
    assert str(read_case_.value.transaction_value) == "28900.10"
    assert (read_case_.value.packing, read_case_.value.total_cost) == (3, 100_000)
    assert read_case_.materials[2].acquired_on == date(2026, 5, 2)


def test_what_is_not_stated_is_none(case: dict[str, Any]) -> None:
    """Only the choices that the form itself settles have a value when they are left out."""
    bare = case_from(
        {"schema": "rvc/1", "good": case["good"], "materials": [{"id": "A", "vnm": None}], "labor": None}
    ).case
    line = bare.materials[0]
    assert {item.name: getattr(line, item.name) for item in fields(line) if getattr(line, item.name) is not None} == {
        "id": "A", "quantity": 1, "made": "purchased", "intermediate": False, "role": "direct", "recovered": False,
    }  # fmt: skip
    assert (bare.value, bare.labor, bare.steel, bare.elections.regime) == (None, (), None, "usmca")
    labor = case_from(case).case.labor[0]
    assert labor.transport == ()
    assert case_from({**case, "labor": {"basis": "net_cost"}}).case.labor[0].transport is None


def test_components_are_understood_in_the_singular(case: dict[str, Any]) -> None:
    """Contract of names: crankshaft is crankshafts."""
    case["materials"][1]["component"] = "crankshaft"
    assert case_from(case).case.materials[1].component == "crankshafts"


def test_the_table_of_fields_is_the_case() -> None:
    """Every attribute of a record has a field with a help text, and no field is without an attribute."""
    waiting: list[Shape] = [CASE]
    while waiting:
        shape = waiting.pop()
        assert is_dataclass(shape.make)
        assert {item.attribute for item in shape.fields} == {item.name for item in fields(shape.make)}, shape.make
        assert all(item.help.endswith(".") for item in shape.fields), shape.make
        waiting.extend(item.shape for item in shape.fields if item.shape is not None)


def test_names_are_those_of_the_law() -> None:
    """Features, core parts and the region are the same in the table of fields and in the law data."""
    law = load_law()
    assert {feature.name for feature in law.kinds.features} == set(FEATURES)
    assert set(law.core_categories) == set(CORE_PARTS)
    assert set(law.figures.wages) == set(REGION)


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    """A folder is told from a file of another kind."""
    with pytest.raises(InputError) as caught:
        read_case(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["file.folder"]


def test_a_country_of_two_names_is_asked_for(tmp_path: Path) -> None:
    """Korea alone may be either; the one that makes parts of cars is offered."""
    with pytest.raises(InputError, match='the nearest is "KR"'):
        read(tmp_path, HEAD + "materials: [{id: B, origin: Corea}]\n")
