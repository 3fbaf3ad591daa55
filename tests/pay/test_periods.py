"""Periods of wages and what they certify (UR 18(5), 18(19); 29 CFR 810.105(d))."""

from datetime import date

import pytest

from rvc.law.load import load_law
from rvc.pay.periods import Certified, Period, certified, may_be

LAW = load_law()


@pytest.mark.parametrize(
    ("first", "last", "until", "by_months"),
    [
        ("2025-01-01", "2025-12-31", "2026-12-31", "2026-12-31"),  # twelve months: the following twelve
        ("2025-04-01", "2026-03-31", "2027-03-31", "2027-03-31"),
        ("2026-01-01", "2026-03-31", "2026-06-29", "2026-06-30"),  # 90 days, or three months
        ("2026-02-01", "2026-02-28", "2026-03-28", "2026-03-31"),
        ("2026-03-01", "2026-03-31", "2026-04-30", "2026-04-30"),  # April is shorter than 31 days
        ("2026-01-05", "2026-01-18", "2026-02-01", "2026-02-01"),  # 14 days: the following 14
        ("2020-07-01", "2020-12-31", "2021-06-30", "2021-06-30"),
    ],
)
def test_the_following_period(first: str, last: str, until: str, by_months: str) -> None:
    """Less than twelve months serve the following period of the same length, twelve months the following twelve."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    start = date.fromordinal(period.last.toordinal() + 1)
    expected = Certified(start, date.fromisoformat(until), date.fromisoformat(by_months))
    assert certified(LAW, period) == expected


def test_more_than_twelve_months() -> None:
    """A day more than twelve months certifies nobody, and is a period of no kind."""
    long = Period(date(2025, 1, 1), date(2026, 1, 1))
    assert (certified(LAW, long), may_be(LAW, long)) == (None, ())


@pytest.mark.parametrize(
    ("first", "last", "kinds"),
    [
        (
            "2025-01-01", "2025-12-31",
            ("previous_fiscal_year", "previous_calendar_year", "fiscal_year_to_date", "calendar_year_to_date"),
        ),
        ("2025-04-01", "2026-03-31", ("previous_fiscal_year", "fiscal_year_to_date")),
        ("2026-04-01", "2026-06-30", ("quarter_to_date", "fiscal_year_to_date")),
        ("2026-05-01", "2026-05-20", ("month_to_date", "fiscal_year_to_date")),
        (
            "2026-01-01", "2026-01-20",
            ("quarter_to_date", "month_to_date", "fiscal_year_to_date", "calendar_year_to_date"),
        ),
        ("2026-01-05", "2026-04-05", ("fiscal_year_to_date",)),
    ],
)  # fmt: skip
def test_what_a_period_can_be(first: str, last: str, kinds: tuple[str, ...]) -> None:
    """The periods that a producer may elect, by the first and the last day."""
    assert may_be(LAW, Period(date.fromisoformat(first), date.fromisoformat(last))) == kinds
