"""Wages, capacities, periods and days, as UR 12, 17, 18, 19 and 20 print them."""

from datetime import date
from decimal import Decimal

import pytest

from rvc.law.load import load_law

FIGURES = load_law().figures


@pytest.mark.parametrize(
    ("country", "currency", "hourly"), [("US", "USD", "16.00"), ("CA", "CAD", "20.88"), ("MX", "MXN", "294.22")]
)
def test_wages(country: str, currency: str, hourly: str) -> None:
    """A plant qualifies by the wage of its own country, in that country's currency (UR 12)."""
    wage = FIGURES.wages[country]
    assert (wage.country, wage.currency, wage.hourly) == (country, currency, Decimal(hourly))


def test_no_other_country() -> None:
    """The region is Canada, Mexico and the United States."""
    assert set(FIGURES.wages) == {"US", "CA", "MX"}


def test_capacity() -> None:
    """A high-wage assembly plant has the capacities of UR 12, by group of vehicle."""
    assert FIGURES.capacity == {
        ("passenger_light", "engine"): 100_000,
        ("passenger_light", "transmission"): 100_000,
        ("passenger_light", "advanced_battery"): 25_000,
        ("heavy_truck", "engine"): 20_000,
        ("heavy_truck", "transmission"): 20_000,
        ("heavy_truck", "advanced_battery"): 20_000,
    }


def test_periods_and_days() -> None:
    """Contract and new-plant years, and the days on which the law begins, changes and ends."""
    assert FIGURES.contract_years == 3
    assert FIGURES.reconciliation_days == 30
    assert FIGURES.pay_periods == {"monthly": 12, "semi_monthly": 24}
    assert FIGURES.weeks_of_a_year == 52
    assert FIGURES.certified_months == 12
    assert sorted(FIGURES.statement_months.values()) == [1, 3, 6, 12]
    assert FIGURES.new_plant_years == {"new_building": 5, "refit": 2}
    assert FIGURES.entry_into_force == date(2020, 7, 1)
    assert FIGURES.melted_from == date(2027, 7, 1)
    assert FIGURES.credit_last_certain_day == date(2027, 6, 30)
    assert FIGURES.credit_open_day == date(2027, 7, 1)
    assert FIGURES.alternative_staging_from == date(2020, 7, 1)
    assert FIGURES.alternative_staging_to == date(2025, 6, 30)


def test_every_figure_is_cited() -> None:
    """Each figure has the provision it is read from."""
    assert FIGURES.cites["melted_from"] == ("UR 17(5)(b)",)
    assert len(FIGURES.cites) == 29
    assert all(FIGURES.cites.values())
