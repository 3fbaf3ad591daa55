"""Rates of exchange that seem to be the other way round: pesos for a dollar where dollars for a peso are meant."""

from decimal import Decimal

from rvc.lines.build import Draft
from rvc.lines.tree import Path

_LARGE = frozenset({"USD", "CAD", "EUR", "GBP", "CHF"})
_SMALL = frozenset({  # each worth far less than any of these since 2020
    "BRL", "CNY", "CZK", "HUF", "IDR", "INR", "JPY", "KRW", "MXN", "PHP", "SEK", "THB", "TRY", "TWD", "VND", "ZAR",
})  # fmt: skip


def check_rate(draft: Draft, path: Path, currency: str, rate: Decimal) -> None:
    """Warn of a rate by which a peso would be worth a dollar or more, or a dollar no more than a peso.

    Args:
        draft: The case; without a currency of the good there is nothing to compare.
        path: Where the rate stands.
        currency: What the rate is of.
        rate: Units of the good's currency for one unit of it.
    """
    own = draft.case.good.currency or ""
    too_much = currency in _SMALL and own in _LARGE and rate >= 1
    too_little = currency in _LARGE and own in _SMALL and rate <= 1
    if too_much or too_little:
        draft.warn("rate.inverted", path, currency=currency, rate=f"{rate:f}", own=own)


def check_rates(draft: Draft) -> None:
    """The default rates of a case."""
    for currency, rate in draft.case.rates.items():
        check_rate(draft, ("rates", currency), currency, rate)
