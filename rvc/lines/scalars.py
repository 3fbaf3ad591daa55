"""Single values of a case, from what a file or a caller wrote to exact values; a defect is raised as `Wrong`.

Digits are taken as written: text and numbers of a file arrive as text (`Plain` where a YAML scalar or a JSON number
carries no quotes), a caller's float counts as its shortest decimal.
"""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources
from numbers import Integral
from unicodedata import category

from rvc.base.hs import digits
from rvc.law.load import load_law

_LONGEST_SHOWN = 60
_TOO_LARGE = 10**12
_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_ANY_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NOT_FINITE = re.compile(r"[+-]?\.?(nan|inf|infinity)", re.IGNORECASE)
_EXPONENT = re.compile(r"[+-]?[0-9.]+e[+-]?[0-9]+", re.IGNORECASE)
_SEPARATED = re.compile(r"[0-9]{1,3}(?:[ ,.'_\u00a0\u202f][0-9]{3})*(?:[.,][0-9]*)?|[0-9]+,[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SALE = re.compile(r"(?:([0-9.]+) ?x ?)?([0-9.]+)")
_CHAPTER_KEPT_FREE, _LAST_CHAPTER = 77, 97
_ALSO = {
    "USA": "US", "MEX": "MX", "CAN": "CA", "UK": "GB", "KOREA": "KR", "COREA": "KR",
    "US$": "USD", "CA$": "CAD", "MX$": "MXN",
}  # fmt: skip


class Plain(str):
    """A scalar that a file writes without quotes: text like any other, save that it may be true or false."""

    __slots__ = ()


class Wrong(Exception):  # noqa: N818 - a defect on its way to a Problem, not an error for callers
    """A value that cannot be read: the code of the problem and its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def shown(value: object) -> str:
    """A value as a message quotes it: short, one line, printable; blocks and lists only hinted at."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return float.__repr__(value)
    if not isinstance(value, str | int | Decimal | date):
        return type(value).__name__
    written = str(value) if not _huge(value) else "…"
    clean = "".join(sign if sign.isprintable() else " " for sign in written[: _LONGEST_SHOWN + 1])
    return clean if len(clean) <= _LONGEST_SHOWN else clean[:_LONGEST_SHOWN] + "…"


def nearest(name: str, known: Sequence[str]) -> str:
    """The known name that is most like this one."""
    return next(iter(get_close_matches(name[:_LONGEST_SHOWN], known, 1, 0.0)), "")


def text(value: object) -> str:
    """Any text that is not blank; a number stands for its digits."""
    if isinstance(value, str):
        if not value.isprintable() and any(category(sign) in {"Cc", "Cs"} and sign not in "\t\r\n" for sign in value):
            raise Wrong("text.characters", seen=shown(value))
        if value.isspace():
            raise Wrong("text.expected", seen=shown(value))
        return str(value)
    known = isinstance(value, int | float | Decimal | Integral | date) and not isinstance(value, bool)
    endless = isinstance(value, Decimal) and not value.is_finite()
    endless = endless or (isinstance(value, float) and not math.isfinite(value))
    if not known or endless or _huge(value):
        raise Wrong("text.expected", seen=shown(value))
    return value.isoformat() if isinstance(value, date) else _number(value)


def amount(value: object) -> Decimal:
    """A decimal that is not negative: up to 12 digits before the point and 6 after it, as written."""
    if isinstance(value, str):
        return _amount(value.strip())
    if type(value) is int and 0 <= value < _TOO_LARGE:
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Integral):
        raise Wrong("number.expected", seen=shown(value))
    return _amount(_number(value))


def above_zero(value: object) -> Decimal:
    """An amount that may not be zero."""
    read = amount(value)
    if not read:
        raise Wrong("number.zero")
    return read


def signed(value: object) -> Decimal:
    """A decimal that may be below zero: up to 12 digits before the point and 6 after it, as written."""
    written = value.strip() if isinstance(value, str) else value
    if isinstance(written, str) and written.startswith("-"):
        return -amount(written.removeprefix("-"))
    if isinstance(written, int | float | Decimal) and not isinstance(written, bool) and written < 0:
        return -amount(-written)
    return amount(written)


def flag(value: object) -> bool:
    """True or false, without quotes where a file writes it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise Wrong("flag.malformed", seen=shown(value))


def day(value: object) -> date:
    """A date written 2026-11-22."""
    if isinstance(value, str):
        return _day(value)
    if isinstance(value, datetime):
        if value.time() == datetime.min.time():
            return value.date()
    elif isinstance(value, date):
        return value
    raise Wrong("date.malformed", seen=shown(value))


def hs(value: object) -> str:
    """The digits of an HS code of 6 to 10 digits, in the edition written."""
    if isinstance(value, str):
        return _hs(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Integral) or _huge(value):
        raise Wrong("hs.malformed", seen=shown(value))
    return _hs(_number(value))


def country(value: object) -> str:
    """An ISO 3166 alpha-2 code."""
    return _code(value, "countries", "country.unknown")


def currency(value: object) -> str:
    """An ISO 4217 code, of today or withdrawn since July 2020."""
    return _code(value, "currencies", "currency.unknown")


def component(value: object) -> str:
    """The name of a component of UR Table A.2; the singular is understood."""
    law = load_law()
    found = law.component(value) if isinstance(value, str) else None
    if found is None:
        seen, known = shown(value), [item.name for item in law.components]
        raise Wrong("component.unknown", seen=seen, nearest=nearest(seen, known), known=", ".join(known))
    return found.name


def choice(value: object, name: str, choices: tuple[str, ...]) -> str:
    """One of the names that a field knows."""
    if isinstance(value, str) and value in choices:
        return str(value)
    like = nearest(shown(value), choices)
    raise Wrong("choice.unknown", name=name, seen=shown(value), nearest=like, known=", ".join(choices))


def regime(value: object, name: str, choices: tuple[str, ...]) -> str:
    """A regime by name, or the path of a scenario file, which is read when a good is judged by it."""
    if isinstance(value, str) and value.endswith(".toml"):
        return str(value)
    return choice(value, name, choices)


def sales(value: object) -> str:
    """Sales in one line: units and unit price of each, or a price alone: 80 x 90; 55 x 95."""
    found = [_SALE.fullmatch(part.strip()) for part in text(value).split(";")]
    if None in found:
        raise Wrong("sales.malformed", seen=shown(value))
    figures = ([f"{above_zero(figure):f}" for figure in sale.groups() if figure] for sale in found if sale)
    return "; ".join(" x ".join(each) for each in figures)


def sales_of(written: str) -> tuple[tuple[Decimal | None, Decimal], ...]:
    """The sales of a line that was read, each with its units, if they are said, and its unit price."""
    found = [_SALE.fullmatch(part) for part in written.split("; ")]
    return tuple((Decimal(each[1]) if each[1] else None, Decimal(each[2])) for each in found if each)


READ: dict[str, Callable[[object], object]] = {
    "text": text,
    "amount": amount,
    "above_zero": above_zero,
    "signed": signed,
    "flag": flag,
    "date": day,
    "hs": hs,
    "country": country,
    "currency": currency,
    "component": component,
    "sales": sales,
}


def _huge(value: object) -> bool:
    """Whether an integer of a caller is too long to be written out at all."""
    return isinstance(value, int) and value.bit_length() > 1000  # noqa: PLR2004


def _number(value: object) -> str:
    """A caller's number in digits, without exponent."""
    if isinstance(value, float):
        value = Decimal(float.__repr__(value))
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > 100:  # noqa: PLR2004
            return str(value)
        return f"{value:f}"
    return "9" * 400 if _huge(value) else str(int(value))  # type: ignore[call-overload]


def _number_defect(written: str) -> Wrong:
    seen = shown(written)
    if _ANY_NUMBER.fullmatch(written):
        return Wrong("number.digits", seen=seen)
    if _NOT_FINITE.fullmatch(written):
        return Wrong("number.not_finite", seen=seen)
    if _EXPONENT.fullmatch(written):
        return Wrong("number.exponent", seen=seen)
    if written.startswith("-") and _ANY_NUMBER.fullmatch(written[1:].strip()):
        return Wrong("number.negative", seen=seen)
    if _SEPARATED.fullmatch(written):
        return Wrong("number.separators", seen=seen)
    return Wrong("number.malformed", seen=seen)


def reader(kind: str, name: str, choices: tuple[str, ...]) -> Callable[[object], object] | None:
    """How a value of a field is read; None for a kind with values inside."""
    if kind == "choice":
        return lambda value: choice(value, name, choices)
    if kind == "regime":
        return lambda value: regime(value, name, choices)
    return READ.get(kind)


@lru_cache(maxsize=4096)
def _amount(written: str) -> Decimal:
    if _AMOUNT.fullmatch(written):
        return Decimal(written)
    raise _number_defect(written)


@lru_cache(maxsize=4096)
def _day(written: str) -> date:
    if not _DATE.fullmatch(written):
        raise Wrong("date.malformed", seen=shown(written))
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Wrong("date.no_such_day", seen=shown(written)) from None


@lru_cache(maxsize=65536)
def _hs(written: str) -> str:
    try:
        code = digits(written if written.isascii() else "")
    except ValueError:
        raise Wrong("hs.malformed", seen=shown(written)) from None
    if not 1 <= int(code[:2]) <= _LAST_CHAPTER or int(code[:2]) == _CHAPTER_KEPT_FREE:
        raise Wrong("hs.chapter", seen=shown(written), chapter=code[:2])
    return code


def _code(value: object, names: str, problem: str) -> str:
    known = _codes(names)
    if isinstance(value, str) and value in known:
        return str(value)
    seen = shown(value)
    like = seen.strip().upper()
    raise Wrong(problem, seen=seen, nearest=like if like in known else _ALSO.get(like) or nearest(like, sorted(known)))


@cache
def _codes(names: str) -> frozenset[str]:
    listed = resources.files("rvc.lines").joinpath("codes", f"{names}.csv").read_text(encoding="ascii")
    return frozenset(listed.split()[1:])
