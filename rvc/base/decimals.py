"""Whole numbers on a decimal scale as people write them: exactly, without exponents and needless zeros."""

from fractions import Fraction

PLACES = 6
"""Decimals of a number of millionths."""
CENTS = 2


def in_digits(amount: int, scale: int = PLACES, *, least: int = 0) -> str:
    """A whole number at a scale in digits: 1500000 millionths are 1.5, and with at least two decimals 1.50."""
    whole, rest = divmod(abs(amount), 10**scale)
    sign = "-" if amount < 0 else ""
    if not rest and not least:
        return f"{sign}{whole}"
    tail = (f"{rest:0{scale}}" if scale else "").rstrip("0").ljust(least, "0")
    return f"{sign}{whole}.{tail}"


def money(amount: int, scale: int = PLACES) -> str:
    """A whole number at a scale as an amount: at least two decimals, and no more than it needs."""
    return in_digits(amount, scale, least=CENTS)


def exact_money(value: Fraction) -> str:
    """An amount that came from decimals, with all its digits."""
    scale = CENTS
    while (value * 10**scale).denominator != 1:
        scale += 1
    return money(int(value * 10**scale), scale)
