"""Which days a claim of origin covers, and whether anything stands in it (19 CFR 182.12)."""

from datetime import date, timedelta

from rvc.base.days import anniversary
from rvc.lines.case import Claim
from rvc.lines.spelling import names_nothing

_DAY = timedelta(1)


def period_of(claim: Claim) -> tuple[date | None, date | None]:
    """First and last day that a claim can cover; without either, as of one shipment, nothing limits it.

    A blanket period has at most 12 months: of one that is stated by one end only, the other is no farther away.
    """
    first, last = claim.valid_from, claim.valid_to
    if first is None and last is not None:
        first = anniversary(last + _DAY, -1)
    elif first is not None and last is None:
        last = anniversary(first, 1) - _DAY
    return first, last


def covers(claim: Claim, day: date) -> bool:
    """Whether a day lies in the period of a claim."""
    first, last = period_of(claim)
    return (first is None or first <= day) and (last is None or day <= last)


def is_blank(claim: Claim) -> bool:
    """Whether a claim names neither a certification nor a criterion of origin: nothing then stands behind a word."""
    return claim.criterion is None and (claim.certificate is None or names_nothing(claim.certificate))
