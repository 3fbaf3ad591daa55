"""Three answers: fail < undetermined < pass, so that *all of* is the minimum and *any of* the maximum."""

from enum import IntEnum
from typing import Literal

Status = Literal["fail", "undetermined", "pass"]
Verdict = Literal["non_originating", "undetermined", "originating"]

_STATUS: tuple[Status, ...] = ("fail", "undetermined", "pass")
_VERDICT: tuple[Verdict, ...] = ("non_originating", "undetermined", "originating")


class Outcome(IntEnum):
    """What a legal test concluded; ordered, so `min` is *and* and `max` is *or* (Kleene's strong logic)."""

    FAIL = 0
    UNDETERMINED = 1
    PASS = 2

    @property
    def status(self) -> Status:
        """The word used in results: fail, undetermined or pass."""
        return _STATUS[self]

    @property
    def verdict(self) -> Verdict:
        """The word used for a good: non_originating, undetermined or originating."""
        return _VERDICT[self]


FAIL, UNDETERMINED, PASS = (int(outcome) for outcome in Outcome)
"""The outcomes as columns hold them: plain numbers, with which numpy works far faster than with an enumeration."""
