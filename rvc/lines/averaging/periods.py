"""The days of an averaging period: whether those stated are such a period, and whether a good's day goes with it."""

from collections.abc import Callable
from datetime import date, timedelta

from rvc.law.averaging import AveragingPeriod, PrintedDays
from rvc.lines.averaging.election import Election

_DAY = timedelta(days=1)
_YEAR = 12
_LONGEST = timedelta(days=371)  # 53 weeks
WITHOUT_FISCAL_YEAR = ("months", "previous_calendar_year", "months_to_date", "calendar_year_to_date", "printed")


def too_long(first: date, last: date) -> bool:
    """Whether days are more than any fiscal year has."""
    return last - first >= _LONGEST


def is_months(first: date, last: date, months: int) -> bool:
    """Whether days are so many calendar months (UR 1)."""
    return first.day == 1 and last == _months_on(first, months) - _DAY


def fits(period: AveragingPeriod, election: Election) -> bool:
    """Whether the days stated are a period of this kind."""
    first, last = election.from_, election.to
    year, end = election.fiscal_year_from or date.min, election.fiscal_year_to or date.max
    fitting: dict[str, Callable[[], bool]] = {
        "fiscal_year": lambda: (first, last) == (year, end),
        "months": lambda: is_months(first, last, period.months) and _begins(period, first, election),
        "months_to_date": lambda: last < _months_on(first, period.months) and _begins(period, first, election),
        "remaining": lambda: _divides(period.months, first, last, year, end),
        "previous_fiscal_year": lambda: last == year - _DAY,
        "previous_calendar_year": lambda: (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)),
        "fiscal_year_to_date": lambda: first == year and last <= end,
        "calendar_year_to_date": lambda: first == date(first.year, 1, 1) and last.year == first.year,
    }
    return fitting[period.form]() if period.form in fitting else bool(_spans(period, election))


def printed_for(period: AveragingPeriod, election: Election) -> frozenset[str]:
    """The kinds and tables of goods for which the law prints these days; none where it prints them for all."""
    return frozenset(name for span in _spans(period, election) for name in (*span.kinds, *span.tables))


def goes_with(period: AveragingPeriod, election: Election, day: date) -> bool:
    """Whether a good of a day may rest on a period before it, or to date (UR 17(7), 18(19)); any, of another kind."""
    first, last = election.from_, election.to
    year, end = election.fiscal_year_from or date.min, election.fiscal_year_to or date.max
    match period.form:
        case "previous_fiscal_year" | "fiscal_year_to_date":
            return year <= day <= end and (period.form == "previous_fiscal_year" or last <= day)
        case "previous_calendar_year":
            return day.year == last.year + 1
        case "calendar_year_to_date":
            return last <= day and day.year == first.year
        case "months_to_date":
            return last <= day < _months_on(first, period.months)
        case _:
            return True


def overlap(one: Election, other: Election) -> bool:
    """Whether two periods share a day."""
    return one.from_ <= other.to and other.from_ <= one.to


def _begins(period: AveragingPeriod, first: date, election: Election) -> bool:
    """Months are calendar months (UR 1); quarters are those of the calendar year or of the fiscal year."""
    starts = [1]
    if election.fiscal_year_from is not None and election.fiscal_year_from.day == 1:
        starts.append(election.fiscal_year_from.month)
    return first.day == 1 and any((first.month - start) % period.months == 0 for start in starts)


def _divides(months: int, first: date, last: date, year: date, end: date) -> bool:
    """Within the fiscal year, and a whole number of times in its months left when the period begins (UR 7(15))."""
    if not is_months(first, last, months) or not year <= first <= last <= end:
        return False
    after = end + _DAY
    left = (after.year - first.year) * _YEAR + after.month - first.month
    return after.day == 1 and left % months == 0


def _spans(period: AveragingPeriod, election: Election) -> list[PrintedDays]:
    """The days printed that are those of the election (UR 16(4), 16(5))."""
    year, end = election.fiscal_year_from or date.min, election.fiscal_year_to or date.max
    return [
        span
        for span in period.spans
        if (election.from_, election.to) == (span.first, span.to or end)
        and (span.before is None or span.first < year < span.before)
    ]


def _months_on(day: date, months: int) -> date:
    """The first of the month so many months later."""
    count = day.year * _YEAR + day.month - 1 + months
    return date(count // _YEAR, count % _YEAR + 1, 1)
