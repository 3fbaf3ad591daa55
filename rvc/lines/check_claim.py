"""Checks of a claim of origin: that of a supplier for a line, or of a producer for a part (19 CFR 182.12)."""

from datetime import date

from rvc.base.days import anniversary
from rvc.lines.build import Draft
from rvc.lines.case import Claim
from rvc.lines.claim_period import covers, period_of
from rvc.lines.spelling import names_nothing
from rvc.lines.tree import Path


def check_claim(draft: Draft, path: Path, claim: Claim, *, originating: bool | None, day: date) -> None:
    """A blanket period is a period of at most 12 months, and covers what was acquired in it (19 CFR 182.12).

    `path` leads to what is claimed to originate, `day` is that of its acquisition.
    """
    if not originating and draft.sound(*path, "originating"):
        draft.warn("claim.without_claim", (*path, "claim"))
    if claim.certificate is not None and names_nothing(claim.certificate):
        draft.warn("claim.names_nothing", (*path, "claim", "certificate"), seen=claim.certificate)
    first, last = claim.valid_from, claim.valid_to
    if first is not None and last is not None:
        if first > last:
            days = {"first": first.isoformat(), "last": last.isoformat()}
            draft.say("claim.period", (*path, "claim", "valid_from"), **days)
            return
        if last >= anniversary(first, 1):
            days = {"first": first.isoformat(), "last": last.isoformat()}
            draft.warn("claim.above_12_months", (*path, "claim", "valid_to"), **days)
    if not covers(claim, day) and draft.sound("good", "date") and draft.sound(*path, "acquired_on"):
        period = " - ".join(limit.isoformat() if limit else "…" for limit in period_of(claim))
        draft.warn("claim.out_of_period", (*path, "claim"), date=day.isoformat(), period=period)
