"""Figures for show: amounts with their cents, percentages that never cross their requirement."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rvc.base.decimals import money
from rvc.base.messages import text
from rvc.base.ratio import LAST_PLACE, percent, plain
from rvc.base.span import Span


def amount(span: Span, row: int, scale: int) -> str:
    """An amount of one row as a derivation shows it: its bounds where it is not one figure."""
    if span.endless(row):
        return text("explain.open")
    least, most = int(span.least[row]), int(span.most[row])
    shown = money(most, scale)
    return shown if least == most else text("explain.between", {"least": money(least, scale), "most": shown})


def points(basis_points: int) -> str:
    """7500 -> '75', 6250 -> '62.5'."""
    return plain(Decimal(basis_points) / 100)


@dataclass(frozen=True)
class Measured:
    """A percentage as a result shows it: the lawful worst, the best, the requirement and the margin."""

    actual: str | None
    actual_best: str | None
    required: str | None
    margin: str | None


def content(whole: Span, out: Span, row: int, required: Fraction | None, *, more_than: bool = False) -> Measured:
    """(whole - out) / whole of one row: worst with the least whole and the most out, best the other way."""
    least, most = int(whole.least[row]), int(whole.most[row])
    worst = best = None
    if least > 0 and not out.endless(row):
        worst = Fraction(least - int(out.most[row]), least)
    if most > 0 and not whole.endless(row):
        best = Fraction(most - int(out.least[row]), most)
    return measured(worst, best, required, more_than=more_than)


def measured(
    worst: Fraction | None, best: Fraction | None, required: Fraction | None, *, more_than: bool = False
) -> Measured:
    """Shares (of one) against percentage points required, as strings."""
    limit = None if required is None else _decimal(required)

    def shown(share: Fraction | None) -> str | None:
        if share is None:
            return None
        figure = percent(share.numerator, share.denominator, limit, more_than=more_than)
        if required is not None and limit == Decimal(figure) and share * 100 < required:
            return plain(limit - LAST_PLACE)  # below an endless requirement by less than the last place shown
        return figure

    actual = shown(worst)
    margin = None if actual is None or limit is None else plain(Decimal(actual) - limit)
    return Measured(actual, shown(best), None if limit is None else plain(limit), margin)


def _decimal(number: Fraction) -> Decimal:
    """Percentage points as a decimal; a credit can leave them endless, then to 6 places."""
    return Decimal(percent(number.numerator, number.denominator * 100))
