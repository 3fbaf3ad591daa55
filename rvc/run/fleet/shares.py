"""Shares of many goods in millionths of a percentage point, and tests that are nothing but such a share."""

import numpy as np

from rvc.base.likes import Likes
from rvc.base.ratio import percents
from rvc.base.span import Flags, Ints
from rvc.run.block import NOTHING, Tested

MILLIONTHS = 10**4
"""Millionths of a percentage point in a basis point."""
_MOST = np.iinfo(np.int64).max // 10**8  # of an amount that `percents` can take in 64 bits
_FITS = np.iinfo(np.int64).max // 2


def shares(top: Ints, bottom: Ints, there: Flags, asked: Ints, exceeds: Flags) -> tuple[Ints, Flags]:
    """Top of bottom where it is there, else NOTHING; and where it fits 64 bits, or is not there.

    Args:
        top: the part, at the scale of `bottom`; what stands where it is not there is not looked at.
        bottom: the whole.
        there: which rows have a share.
        asked: what is required in millionths, below zero where nothing is.
        exceeds: whether that has to be exceeded.
    """
    part, whole = np.where(there, top, 0), np.where(there, bottom, 1)
    if np.abs(part).max(initial=0) > _MOST or whole.max(initial=0) > _MOST:
        part, whole = part.astype(object), whole.astype(object)
    found = percents(part, whole, asked, exceeds)
    return held(found, there)


def held(found: Ints, there: Flags) -> tuple[Ints, Flags]:
    """Figures as machine integers where they are there, and where they fit, or are not there."""
    fits = np.asarray(np.abs(found) < _FITS, dtype=bool)
    return np.where(there & fits, np.where(fits, found, 0), NOTHING).astype(np.int64), fits | ~there


def share_test(
    rule: str, status: Ints, asked: Ints, actual: Ints, best: Ints, method: Likes[str] | None = None
) -> Tested:  # fmt: skip
    """A test of shares that is settled wherever it is looked at."""
    distinct, back = np.unique(asked, return_inverse=True)
    none = np.zeros(len(status), dtype=np.int64)
    required = Likes(map(int, distinct), back)
    return Tested(rule, status.astype(np.int8), required, actual, best, method or Likes([""], none), Likes([()], none))
