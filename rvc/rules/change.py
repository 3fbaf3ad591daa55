"""Change in tariff classification: whether a material of one code may go into a good of another (UR 3(2))."""

from functools import cache

from rvc.base.hs import HsRange
from rvc.base.outcome import Outcome
from rvc.law.model import Change

_LEVELS = {"chapter": 2, "heading": 4, "subheading": 6}


@cache
def permits(change: Change, good: str, material: str, named_good: str = "") -> Outcome:
    """Whether a material of one HS 2012 code, and perhaps a name, undergoes the change into a good of another code.

    Undetermined where a code or name is missing, or a code too short, for a line of the rule (docs/readings.md, 23).
    """
    if change.none_required:
        return Outcome.PASS
    if not material:
        return Outcome.UNDETERMINED
    excepted = _any(change.exceptions, material, named_good)
    itself = any(held.covers(material, named_good) for held in change.no_part)  # one that is not named is a part
    allowed = Outcome.FAIL if itself else _any(change.also_from, material, named_good)
    if change.outside:
        allowed = max(allowed, _not(_any(change.outside, material, named_good)))
    if change.other:
        size = _LEVELS[change.other]
        allowed = max(allowed, Outcome.PASS if good[:size] != material[:size] else Outcome.FAIL)
    return min(allowed, _not(excepted))


def _any(ranges: tuple[HsRange, ...], code: str, named_good: str) -> Outcome:
    answers = [hs.covers(code, named_good) for hs in ranges]
    if True in answers:
        return Outcome.PASS
    return Outcome.UNDETERMINED if None in answers else Outcome.FAIL


def _not(outcome: Outcome) -> Outcome:
    return Outcome(2 - outcome)
