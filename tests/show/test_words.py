"""Labels, and text from outside that must not steer a terminal."""

import unicodedata
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvc.base.messages import catalog
from rvc.law.load import load_law
from rvc.law.regime import Law
from rvc.run.report import Finding
from rvc.show.words import clean, clean_lines, say, word


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("two\nlines\t and  more", "two lines and more"),
        ("8-bit \x9b31m", "8-bit 31m"),
        ("turned \u202eround", "turned round"),
        ("eje delantero, tracción", "eje delantero, tracción"),
        ("lone \ud800", "lone "),
    ],
)
def test_clean(written: str, shown: str) -> None:
    """Escape sequences, turned text and line breaks are gone; letters of any language stay."""
    assert clean(written) == shown


@given(st.text())
def test_clean_leaves_nothing_that_steers(written: str) -> None:
    """No control or format character is left of any text."""
    assert not {unicodedata.category(letter) for letter in clean(written)} & {"Cc", "Cf", "Cs"}


def test_lines_of_a_rule_stay() -> None:
    """The verbatim text of a rule keeps its lines, and nothing else that controls."""
    assert clean_lines("\n(1) A change\n(2) to\x1b\n") == "(1) A change\n(2) to"


def test_parameters_of_labels_are_made_safe() -> None:
    """What is put into a label passes through the same filter."""
    assert say("report.good", {"id": "A\x1b[2J", "description": "b"}) == "A[2J: b"


def test_a_name_without_label_is_shown() -> None:
    """A name that the catalog lacks is shown as it is, with spaces."""
    assert word("method", "some_new_method") == "some new method"


def test_every_name_of_the_law_has_a_label() -> None:
    """Rules, core categories, kinds, uses and groups of schedules all have words of their own."""
    law: Law = load_law()
    rules = get_args(Finding.model_fields["rule"].annotation)
    served = {
        use
        for chapter in law.chapters
        for rule in law.chapter(chapter)
        for way in rule.alternatives
        for use in way.uses
    }
    wanted = [
        *(f"{group}.{rule}" for group in ("test", "test_name") for rule in rules),
        *(f"category.{name}" for name in law.core_categories),
        *(f"serves.{use}" for use in served),
        *(f"group.{name.partition('.')[0]}" for name in law.schedules),
        *(f"comparison.{schedule.comparison}" for schedule in law.schedules.values()),
    ]
    assert not [name for name in wanted if f"show.{name}" not in catalog("show")]
