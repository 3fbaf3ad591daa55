"""Whole numbers on a decimal scale as people write them: exactly, without exponents and needless zeros."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

PLACES = 6
"""Decimals of a number of millionths."""
CENTS = 2


def in_digits(amount: int, scale: int = PLACES, *, least: int = 0) -> str:
    """A whole number at a scale in digits: 1500000 millionths are 1.5, and with at least two decimals 1.50."""
    digits = str(abs(amount)).zfill(scale + 1)
    point = len(digits) - scale
    tail = digits[point:].rstrip("0").ljust(least, "0")
    sign = "-" if amount < 0 else ""
    return f"{sign}{digits[:point]}.{tail}" if tail else f"{sign}{digits[:point]}"


def money(amount: int, scale: int = PLACES) -> str:
    """A whole number at a scale as an amount: at least two decimals, and no more than it needs."""
    return in_digits(amount, scale, least=CENTS)


def exact_money(value: Fraction) -> str:
    """An amount that came from decimals, with all its digits."""
    scale = CENTS
    while (value * 10**scale).denominator != 1:
        scale += 1
    return money(int(value * 10**scale), scale)


def share(amount: Decimal, units: Decimal, rounded: Callable[[Fraction], int]) -> Decimal:
    """What falls on one of so many units, to the last decimal that an amount has; `rounded` says which way."""
    return Decimal(rounded(Fraction(amount) * 10**PLACES / Fraction(units))).scaleb(-PLACES).normalize()
