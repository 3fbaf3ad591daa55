"""Whatever a caller or a file holds: a case, or problems in words; never another error."""

import json
import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rvc.base.errors import InputError
from rvc.lines.build import draft_of
from rvc.lines.case import Case
from rvc.lines.read import as_mapping, case_from, read_case
from rvc.lines.schema import CASE, GOOD, MATERIAL, Field, Shape

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.dates() | st.text(max_size=12)
    | st.sampled_from(["USD", "MX", "8703.23", "2026-11-22", "rvc/1", "1.5", "engine", "A", "true"])
)  # fmt: skip
NAMES = st.sampled_from(sorted({item.name for shape in (CASE, GOOD, MATERIAL) for item in shape.fields})) | st.text(
    max_size=4
)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6))
AMOUNTS = st.decimals(0, 999_999_999_999, allow_nan=False, places=6) | st.integers(0, 999_999_999_999).map(Decimal)
TEXTS = st.text(string.ascii_letters + "áñ ~:#'\"{}-", min_size=1, max_size=8).filter(lambda text: text.strip())
BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS | st.sampled_from(["NO", "null", "8703.20", "1e3", "true"]),
    "amount": AMOUNTS.map(lambda amount: f"{amount:f}"),
    "above_zero": AMOUNTS.map(lambda amount: f"{amount + 1:f}").filter(lambda text: len(text.partition(".")[0]) <= 12),
    "flag": st.booleans(),
    "date": st.dates(date(2020, 7, 1), date(2099, 1, 1)).map(date.isoformat),
    "hs": st.sampled_from(["8703.23", "8708290000", "8407.34", "9401.99.10"]),
    "country": st.sampled_from(["MX", "US", "NO", "DE"]),
    "currency": st.sampled_from(["USD", "MXN", "EUR"]),
    "component": st.sampled_from(["crankshaft", "heads", "cells"]),
    "regime": st.sampled_from(["usmca", "alternative_staging"]),
    "sales": st.sampled_from(["90", "80 x 90; 55 x 95.5"]),
    "rates": st.dictionaries(st.sampled_from(["EUR", "MXN"]), st.just("1.25"), max_size=2),
}


def values_of(item: Field) -> st.SearchStrategy[Any]:
    """Values that a field can be read from."""
    if item.kind == "choice":
        return st.sampled_from(item.choices)
    if item.kind == "choices":
        return st.lists(st.sampled_from(item.choices), max_size=3)
    if item.shape is None:
        return BY_KIND[item.kind]
    block = blocks_of(item.shape)
    return block if item.kind == "record" else st.lists(block, max_size=3)


def blocks_of(shape: Shape) -> st.SearchStrategy[dict[str, Any]]:
    """Blocks that a shape can be read from, with any of its fields left out."""
    needed = {item.name: values_of(item) for item in shape.fields if item.required}
    optional = {item.name: values_of(item) for item in shape.fields if not item.required}
    if shape is CASE:
        needed["schema"] = st.just("rvc/1")
    return st.fixed_dictionaries(needed, optional=optional)


def read(data: object) -> Case | dict[str, str]:
    """A case, or the code of the problem at each path; every problem has its words."""
    try:
        return case_from(cast("Mapping[str, object]", data)).case
    except InputError as error:
        return worded(error)


def worded(error: InputError) -> dict[str, str]:
    """The code of the problem at each path, once every problem was put into words."""
    assert error.problems
    assert all(str(problem).encode() for problem in error.problems)
    return {problem.path: problem.code for problem in error.problems}


def read_file(path: Path) -> Case | dict[str, str]:
    """The same of a file."""
    try:
        return read_case(path).case
    except InputError as error:
        return worded(error)


@given(ANYTHING)
@settings(max_examples=200)
def test_any_mapping_is_a_case_or_problems(data: object) -> None:
    """No mapping brings another error than InputError, and every problem has its words."""
    assert read(data)


@given(
    st.fixed_dictionaries({"schema": st.just("rvc/1"), "good": ANYTHING, "materials": st.lists(ANYTHING, max_size=4)})
)
@settings(max_examples=150)
def test_anything_inside_a_case_is_a_case_or_problems(data: object) -> None:
    """The same deeper inside, where the checks of lines begin."""
    assert read(data)


@given(
    st.binary(max_size=60) | ANYTHING.map(lambda data: json.dumps(data, default=str).encode()),
    st.sampled_from(["json", "yaml"]),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_a_case_or_problems(tmp_path: Path, content: bytes, suffix: str) -> None:
    """No bytes bring another error than InputError."""
    path = tmp_path / f"case.{suffix}"
    path.write_bytes(content)
    assert read_file(path)


@given(blocks_of(CASE))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_read_reads_back(data: dict[str, Any]) -> None:
    """A case of readable values keeps every one of them through its document, whatever they contradict."""
    draft = draft_of(data)
    assert draft.flawless
    again = draft_of(json.loads(json.dumps(as_mapping(draft.case))))
    assert again.flawless
    assert again.case == draft.case
    assert read(data)


@given(blocks_of(CASE))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
def test_a_file_is_read_as_its_mapping(tmp_path: Path, data: dict[str, Any]) -> None:
    """The same values in a file give the same case, or the same problems."""
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_file(path) == read(data)


def test_a_number_that_is_none_is_a_problem() -> None:
    """Decimals without a value, quiet or signaling, are refused where a text is expected."""
    for written in ("NaN", "sNaN", "Infinity"):
        with pytest.raises(InputError):
            case_from({"schema": "rvc/1", "good": {"id": Decimal(written), "hs": "870323", "date": "2026-11-22"}})
