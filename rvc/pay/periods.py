"""The time over which wages are averaged, and the time for which a plant is then certified (UR 18(5), 18(19))."""

from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from rvc.law.load import Law

_DAY = timedelta(days=1)
_QUARTER = 3
_MONTHS = len(month_name) - 1


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both in it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many months it has, if it is made of whole ones; else 0."""
        whole = self.first.day == 1 and (self.last + _DAY).day == 1
        return _index(self.last) - _index(self.first) + 1 if whole else 0


@dataclass(frozen=True)
class Certified:
    """The following period: its first day, the last one for certain, and the last one by whole months."""

    first: date
    last: date
    last_by_months: date


def may_be(law: Law, period: Period) -> tuple[str, ...]:
    """Which of the periods that a producer may elect this can be (29 CFR 810.105(d); UR 18(19)).

    When a fiscal year begins is not known here: a period of up to twelve months can be one, or the part of one to date.
    """
    found = []
    if period.last < _months_on(period.first, law.figures.certified_months):
        found += ["previous_fiscal_year"] if _full_year(law, period) else []
        found += ["fiscal_year_to_date"]
    if period.first.day == 1 and _index(period.first) == _index(period.last):
        found.append("month_to_date")
    if _begins_quarter(period.first) and _index(period.last) - _index(period.first) < _QUARTER:
        found.append("quarter_to_date")
    if period.first == date(period.first.year, 1, 1) and period.last.year == period.first.year:
        found += ["previous_calendar_year"] if _full_year(law, period) else []
        found.append("calendar_year_to_date")
    return tuple(sorted(found, key=_ORDER.index))


_ORDER = (
    "previous_fiscal_year", "previous_calendar_year", "quarter_to_date", "month_to_date", "fiscal_year_to_date",
    "calendar_year_to_date",
)  # fmt: skip


def certified(law: Law, period: Period) -> Certified | None:
    """The period for which wages of this one certify a plant (UR 18(5)); None if they are of more than twelve months.

    Less than twelve months serve the following period of the same length, twelve months the following twelve. Whether
    a length of whole months is counted in months or in days is open: `last` is the earlier end.
    """
    first = period.last + _DAY
    if _full_year(law, period):
        last = _months_on(first, law.figures.certified_months) - _DAY
        return Certified(first, last, last)
    if period.last >= _months_on(period.first, law.figures.certified_months):
        return None
    by_days = first + timedelta(days=period.days) - _DAY
    by_months = _months_on(first, period.months) - _DAY if period.months else by_days
    return Certified(first, min(by_days, by_months), by_months)


def _full_year(law: Law, period: Period) -> bool:
    return period.last + _DAY == _months_on(period.first, law.figures.certified_months)


def _begins_quarter(day: date) -> bool:
    return day.day == 1 and (day.month - 1) % _QUARTER == 0


def _index(day: date) -> int:
    """Months counted on."""
    return day.year * _MONTHS + day.month - 1


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(_index(day) + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
