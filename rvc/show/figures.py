"""Figures as people read them: two decimals where those tell the same as all of them do. Decimal strings only."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from rvc.show.words import clean, say

_TWO_PLACES = Decimal("0.01")
_CONTEXT = Context(prec=200)


def rounded(figure: str, required: str | None = None) -> str:
    """At most two decimals, or all of them where rounding would move the figure to or across what is required."""
    exact = Decimal(figure)
    short = exact.quantize(_TWO_PLACES, ROUND_HALF_EVEN, _CONTEXT)
    if required is not None and _side(short, Decimal(required)) != _side(exact, Decimal(required)):
        short = exact
    return _plain(short)


def percent(figure: str | None) -> str:
    """A percentage required, whole."""
    return say("figure.none") if figure is None else say("figure.percent", {"figure": _plain(Decimal(figure))})


def percent_between(worst: str | None, best: str | None, required: str | None) -> str:
    """One percentage, or both bounds where what is unknown sets them apart; a bound that is not known is said so."""
    if worst is None:
        return say("figure.none") if best is None else say("figure.at_most", {"best": rounded(best, required)})
    if best is None:
        return say("figure.or_more", {"worst": rounded(worst, required)})
    if Decimal(worst) == Decimal(best):
        return say("figure.percent", {"figure": rounded(worst, required)})
    low, high = _apart(worst, best, required)
    return say("figure.between", {"worst": low, "best": high})


def margin_between(margin: str | None, best: str | None, required: str | None) -> str:
    """Percentage points above or below what is required, signed; both bounds where they differ."""
    if margin is None:
        return say("figure.none")
    if best is None or required is None:
        return _signed(rounded(margin, "0"))
    most = str(_CONTEXT.subtract(Decimal(best), Decimal(required)))
    if Decimal(most) == Decimal(margin):
        return _signed(rounded(margin, "0"))
    low, high = _apart(margin, most, "0")
    return say("figure.margin_between", {"worst": _signed(low), "best": _signed(high)})


def money(amount: str | None) -> str:
    """An amount with its thousands set apart, every decimal kept; what is no number is shown as it is."""
    if amount is None:
        return say("figure.none")
    try:
        return f"{Decimal(amount):,f}"
    except InvalidOperation:
        return clean(amount)


def _apart(worst: str, best: str, required: str | None) -> tuple[str, str]:
    low, high = rounded(worst, required), rounded(best, required)
    return (low, high) if low != high else (_plain(Decimal(worst)), _plain(Decimal(best)))


def _side(figure: Decimal, required: Decimal) -> int:
    return int(figure.compare(required))


def _plain(number: Decimal) -> str:
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _signed(figure: str) -> str:
    return figure if figure.startswith("-") or not figure.strip("0.") else f"+{figure}"
