"""How a workbook shows a number: as a number, in percent, as a day, as a day and time, or as a time alone."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from rvc.lines.grids.grid import Broken, Percent, number_cell

__all__ = ["BUILT_IN", "formatted", "iso_day", "kind_of"]

BUILT_IN = dict.fromkeys((9, 10), "percent")
"""What the number formats without a code of their own show; all others show numbers."""
BUILT_IN |= dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), "day")
BUILT_IN |= dict.fromkeys((22,), "moment")
BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "time")

_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_BRACKET = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CLOCK = re.compile(r"am/pm|a/p", re.IGNORECASE)
_SECONDS = re.compile(r"s+[.,]0+", re.IGNORECASE)
_DAYS_FROM_1900 = date(1899, 12, 30)  # serial 61 is 1 March 1900; Excel counts a 29 February 1900 before it
_DAYS_FROM_1904 = date(1904, 1, 1)
_LEAP_DAY_THAT_NEVER_WAS, _LAST_DAY = 60, 2_958_465
_MILLISECONDS = 86_400_000


def kind_of(code: str) -> str:
    """What a number format shows: number, percent, day, moment (day and time) or time."""
    plain = _LITERAL.sub("", code)
    if "%" in plain:
        return "percent"
    plain = plain.partition(";")[0]
    if _ELAPSED.search(plain):
        return "time"
    plain = _SECONDS.sub("s", _CLOCK.sub("h", _BRACKET.sub("", plain))).lower()
    if any(sign in plain for sign in "0#?@") or "general" in plain:
        return "number"
    has_day = any(sign in plain for sign in "yde") or "mmm" in plain
    if any(sign in plain for sign in "hs"):
        return "moment" if has_day else "time"
    return "day" if has_day or "m" in plain else "number"


def formatted(text: str, kind: str, *, from_1904: bool) -> object:
    """The value of a number cell as it is meant to be seen."""
    number = number_cell(text)
    if kind == "number" or isinstance(number, Broken):
        return number
    return Percent(number) if kind == "percent" else _day(number, kind, from_1904)


def iso_day(written: str) -> date | datetime | Broken:
    """A day, or a day and time, as ISO 8601 writes it; a zone is left out, for cells know none."""
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return Broken("no_such_day", written)
    return moment.replace(tzinfo=None) if "T" in written else moment.date()


@lru_cache(maxsize=4096)
def _day(serial: Decimal, kind: str, from_1904: bool) -> date | datetime | Broken:  # noqa: FBT001 - a cached key
    if kind == "time":
        return Broken("time_of_day", f"{serial:f}")
    days, part = divmod(serial, 1)
    first = _DAYS_FROM_1904 if from_1904 else _DAYS_FROM_1900
    if not from_1904 and 0 < days < _LEAP_DAY_THAT_NEVER_WAS:
        days += 1
    elif serial < 0 or days > _LAST_DAY or (not from_1904 and days in {0, _LEAP_DAY_THAT_NEVER_WAS}):
        return Broken("no_such_day", f"{serial:f}")
    try:
        day = first + timedelta(days=int(days))
        if kind == "day":
            return day
        return datetime(day.year, day.month, day.day) + timedelta(milliseconds=round(part * _MILLISECONDS))  # noqa: DTZ001 - cells know no zone
    except OverflowError:
        return Broken("no_such_day", f"{serial:f}")
