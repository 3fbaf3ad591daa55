"""Days of the calendar, as periods of the law count them."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def anniversary(day: date, years: int) -> date:
    """The same day so many years on: 1 March for a 29 February that is not there, the last day of all beyond it."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, day.month + 1, 1)
