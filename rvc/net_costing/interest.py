"""Non-allowable interest: which debts lie more than the margin above the federal rate (UR 7(14), Schedule 9).

Rates are percentages, as contracts and central banks print them; everything is exact, and the one rounding is that of
the law: the weighted average principal maturity to one decimal, midpoints up (Schedule 9 s. 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rvc.base.days import anniversary
from rvc.law.load import load_law

FIXED, VARIABLE = "fixed_rate", "variable_rate"
_TENTHS = 10**1


@dataclass(frozen=True)
class Payment:
    """A payment of principal, so many years after the contract or the interest rate period began, or on a day."""

    principal: Decimal
    on: date | None = None
    years: Decimal | None = None


@dataclass(frozen=True)
class Federal:
    """The yield of federal debt of a maturity in years, of the week that Schedule 9 s. 1 names."""

    maturity: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Debt:
    """A debt: `amount` is its original amount, or with a variable rate the balance when the current rate began.

    `from_` is the day of the contract, or the first of the current interest rate period, `to` the end of that period.
    `adjusted_every` is the interval of a variable rate in years.
    """

    id: str
    kind: str
    rate: Decimal
    federal: tuple[Federal, ...]
    amount: Decimal | None = None
    from_: date | None = None
    to: date | None = None
    adjusted_every: Decimal | None = None
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True)
class Compared:
    """A debt beside the federal rate.

    `maturity` is the exact length that is compared and `rounded` the one that the law rounds it to; `federal` are the
    rates that it may be compared to (two where two maturities are equally close, none where no rule finds one), and
    `shares` what part of its interest is non-allowable under each reading.
    """

    debt: Debt
    maturity: Fraction
    rounded: Fraction
    federal: tuple[Fraction, ...]
    shares: tuple[Fraction, ...]
    cite: str


def compare(debt: Debt) -> Compared:
    """Compare the rate of a debt with the federal rate (Schedule 9 s. 2); the debt has what its kind asks for."""
    by_interval = debt.kind == VARIABLE and _short(debt)
    maturity = Fraction(debt.adjusted_every or 0) if by_interval else average_maturity(debt)
    length = maturity if by_interval else half_up(maturity)
    federal = closest(debt.federal, length) if by_interval else at_maturity(debt.federal, length)
    cite = "2(b)(i)" if by_interval else "2(a)" if debt.kind == FIXED else "2(b)(ii)"
    if not by_interval and length > max(Fraction(each.maturity) for each in debt.federal):
        cite = "2(c)"
    return Compared(debt, maturity, length, federal, _shares(debt, federal), f"UR Schedule 9 s. {cite}")


def margin() -> Fraction:
    """The margin above the federal rate, in percentage points."""
    return Fraction(load_law().figures.interest_margin, 100)


def asks_for_payments(kind: str, adjusted_every: Decimal | None) -> bool:
    """Whether a debt is compared by its payments: one of a fixed rate, or one adjusted at longer intervals."""
    return kind == FIXED or (adjusted_every is not None and adjusted_every > load_law().figures.short_adjustment)


def _short(debt: Debt) -> bool:
    return not asks_for_payments(debt.kind, debt.adjusted_every)


def _shares(debt: Debt, federal: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """What part of the interest is non-allowable: none; or, above the margin, what is above, or all (reading 61)."""
    if not federal:
        return Fraction(0), Fraction(1)
    rate, found = Fraction(debt.rate), []
    for each in federal:
        above = rate - each - margin()
        found += [above / rate, Fraction(1)] if above > 0 else [Fraction(0)]
    return tuple(found)


def average_maturity(debt: Debt) -> Fraction:
    """The weighted average principal maturity before its rounding (Schedule 9 s. 1)."""
    whole = Fraction(debt.amount or 0)
    weighted = sum((Fraction(each.principal) * _years(debt, each) for each in debt.payments), Fraction(0))
    if debt.kind == VARIABLE and debt.from_ is not None and debt.to is not None:
        left = whole - sum((Fraction(each.principal) for each in debt.payments), Fraction(0))
        weighted += left * years_between(debt.from_, debt.to)
    return weighted / whole


def _years(debt: Debt, payment: Payment) -> Fraction:
    if payment.years is not None:
        return Fraction(payment.years)
    return years_between(debt.from_, payment.on) if debt.from_ is not None and payment.on is not None else Fraction(0)


def years_between(first: date, last: date) -> Fraction:
    """Whole years, and of the year begun the days gone by over the days that it has (docs/readings.md 66)."""
    years = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    begun, ends = anniversary(first, years), anniversary(first, years + 1)
    return years + (Fraction((last - begun).days, (ends - begun).days) if last > begun else Fraction(0))


def half_up(number: Fraction) -> Fraction:
    """A number rounded to one decimal, midpoints to the greater (Schedule 9 s. 1)."""
    return Fraction((2 * number * _TENTHS + 1) // 2, _TENTHS)


def closest(federal: Sequence[Federal], length: Fraction) -> tuple[Fraction, ...]:
    """The rates of the maturities closest in length: of two that are equally close no rule prefers one."""
    gap = min(abs(Fraction(each.maturity) - length) for each in federal)
    return tuple(Fraction(each.rate) for each in federal if abs(Fraction(each.maturity) - length) == gap)


def at_maturity(federal: Sequence[Federal], length: Fraction) -> tuple[Fraction, ...]:
    """The rate of the same maturity: printed, interpolated, or beyond the longest that of the longest.

    None below the shortest: there is no shorter rate to interpolate from, and section 2(c) is of greater ones only.
    """
    by_maturity = {Fraction(each.maturity): Fraction(each.rate) for each in federal}
    if length in by_maturity:
        return (by_maturity[length],)
    shorter = [maturity for maturity in by_maturity if maturity < length]
    longer = [maturity for maturity in by_maturity if maturity > length]
    if not longer:
        return (by_maturity[max(shorter)],)
    if not shorter:
        return ()
    return (interpolated(max(shorter), min(longer), by_maturity, length),)


def interpolated(shorter: Fraction, longer: Fraction, rates: dict[Fraction, Fraction], length: Fraction) -> Fraction:
    """A + [((B - A) x (E - D)) / (C - D)] (Schedule 9 s. 1)."""
    a, b, c, d, e = rates[shorter], rates[longer], longer, shorter, length
    return a + (b - a) * (e - d) / (c - d)
