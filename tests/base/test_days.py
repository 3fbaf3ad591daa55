"""Anniversaries, and the years between two days that are counted by them."""

from datetime import date
from fractions import Fraction

import pytest

from rvc.base.days import anniversary
from rvc.net_costing.interest import years_between


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2021, 3, 15), 5, date(2026, 3, 15)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 29), 5, date(2025, 3, 1)),
        (date(9998, 7, 1), 2, date.max),
    ],
)
def test_an_anniversary_is_the_same_day(day: date, years: int, expected: date) -> None:
    """29 February has its anniversary on 1 March where the year has no such day; no day is after the last one."""
    assert anniversary(day, years) == expected


def test_years_are_counted_up_to_the_last_day_of_all() -> None:
    """A debt whose end is written as 9999-12-31 is counted like any other."""
    assert years_between(date(2020, 12, 31), date.max) == 7979
    assert years_between(date(2020, 7, 1), date(2021, 7, 2)) == 1 + Fraction(1, 365)
