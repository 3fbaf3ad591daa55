"""Dates as people write them: which days a text can mean, by the order of day, month and year."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from rvc.lines.spelling import plain

_THIS_CENTURY = 2000
_SHORT_YEAR = 2
_SERIALS = range(36526, 73051)  # 2000-01-01 to 2100-01-01, counted as spreadsheets do
_DAY_ZERO = date(1899, 12, 30)
_DIGITS = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})")
_RUN = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_TIME = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?[ap]\.? ?m\.?)?", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[- ./]*(?:de )?([^\W\d_]+)\.?[- ./,]*(?:del? )?([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[- ./]*([0-9]{1,2})(?:st|nd|rd|th)?[- ./,]+([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo",
            "june jun junio", "july jul julio", "august aug agosto ago", "september sep sept septiembre setiembre",
            "october oct octubre", "november nov noviembre", "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
"""Where year, month and day stand in each order."""


@lru_cache(maxsize=65536)
def days(text: str) -> Mapping[str, date]:
    """The days that a text can mean, by order; one that means the same in any order stands under ""."""
    text = _without_time(text.strip())
    named = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if named:
        number, month = (1, 2) if named[1].isdigit() else (2, 1)
        found = _day(named[3], str(_MONTHS.get(plain(named[month]), 0)), named[number])
        return {"": found} if found else {}
    run = _RUN.fullmatch(text)
    if run:
        found = _day(*run.groups())
        return {"": found} if found else {}
    parts = _DIGITS.fullmatch(text)
    if not parts:
        return {}
    numbers = (parts[1], parts[3], parts[4])
    if len(parts[1]) > _SHORT_YEAR:
        found = _day(*numbers)
        return {"": found} if found else {}
    read = {order: _day(*(numbers[place] for place in places)) for order, places in _ORDERS.items()}
    return {order: found for order, found in read.items() if found}


def of_serial(number: int) -> date | None:
    """The day that a spreadsheet shows for a number, within this century."""
    return _DAY_ZERO + timedelta(days=number) if number in _SERIALS else None


def of_cell(cell: date | datetime) -> str:
    """The day of a date cell, whatever its time."""
    return (cell.date() if isinstance(cell, datetime) else cell).isoformat()


def _day(year: str, month: str, day: str) -> date | None:
    if len(year) not in {_SHORT_YEAR, 4} or max(len(month), len(day)) > _SHORT_YEAR:
        return None
    full = int(year) + (_THIS_CENTURY if len(year) == _SHORT_YEAR else 0)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _without_time(text: str) -> str:
    found = _TIME.search(text)
    return text[: found.start()] if found and found.end() == len(text) else text
