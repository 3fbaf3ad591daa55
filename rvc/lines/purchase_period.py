"""The period over which purchases of steel and aluminum are counted (UR 17(7)), and what was bought outside it."""

from datetime import date, timedelta

from rvc.base.days import anniversary

_TWO_MONTHS = 59  # days: from the first of a month back into the second month before


def days_of(period: str, day: date) -> tuple[date, date]:
    """First and last day of a period, for a vehicle of a day.

    Quarters and fiscal years differ by producer: of these, the first and the last day that they can have.
    """
    month = day.replace(day=1)
    return {
        "previous_calendar_year": (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
        "calendar_year_to_date": (date(day.year, 1, 1), day),
        "month_to_date": (month, day),
        "quarter_to_date": ((month - timedelta(_TWO_MONTHS)).replace(day=1), day),
        "fiscal_year_to_date": (anniversary(day, -1), day),
        "previous_fiscal_year": (anniversary(day, -2), day),
    }[period]


def is_outside(bought: date | None, period: str | None, day: date) -> bool:
    """Whether something surely was not bought in the period; without a day or a period nothing says so."""
    if bought is None or period is None:
        return False
    first, last = days_of(period, day)
    return not first <= bought <= last
