"""Labor value and metals of many vehicles of which only sums are stated, as columns (UR 17(1), 18(1), 18(2), 18(6))."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rvc.base.ratio import BASIS, percents
from rvc.base.span import Flags, Ints
from rvc.rules.labor_value import LaborTest

_MILLION = 10**6
_HUNDRED = 100
_LARGEST = np.iinfo(np.int64).max // (4 * _HUNDRED * _MILLION)


@dataclass(frozen=True)
class Columns:
    """Outcome of each row (0 fail, 1 undetermined, 2 pass), and its share at worst and at best, in millionths of %."""

    outcome: Ints
    worst: Ints
    best: Ints


def metal(part: Ints, whole: Ints, points: int) -> Columns:
    """What originates of all purchases against basis points required (UR 17(1)); the same at worst and at best."""
    part, whole = _roomy(part, whole, BASIS + points)
    met = np.asarray(BASIS * part >= points * whole, dtype=bool)
    asked = np.full(len(part), points * (_MILLION // _HUNDRED))
    shown = percents(part, whole, asked, np.zeros(len(part), dtype=bool))
    return Columns(np.where(met, 2, 0), shown, shown)


def labor_value(part: Ints, whole: Ints, likeness: LaborTest) -> Columns:
    """High-wage sums as a share of net cost or purchases, with the credits of one vehicle of the same kind.

    Args:
        part: high-wage materials and labor.
        whole: net cost, or annual purchases with the labor that `part` counts.
        likeness: a test of one of them, for its credits and requirements, which sums do not change.
    """
    needed, asked = likeness.required["high_wage"], likeness.required["total"]
    least = likeness.technology.least + likeness.assembly.least
    most = _known(likeness.technology.most) + _known(likeness.assembly.most)
    share = _at_least(part, whole, needed)
    sure, possible = share & _at_least(part, whole, asked - least), share & _at_least(part, whole, asked - most)
    return Columns(
        np.asarray(sure, dtype=np.int8) + np.asarray(possible | sure, dtype=np.int8),
        _shown(part, whole, least, asked), _shown(part, whole, most, asked),
    )  # fmt: skip


def _known(most: Fraction | None) -> Fraction:
    if most is None:
        raise ValueError("a credit without a cap")
    return most


def _at_least(part: Ints, whole: Ints, points: Fraction) -> Flags:
    """Whether a share reaches percentage points."""
    part, whole = _roomy(part, whole, _HUNDRED * points.denominator + abs(points.numerator))
    return np.asarray(_HUNDRED * part * points.denominator >= points.numerator * whole, dtype=bool)


def _shown(part: Ints, whole: Ints, credit: Fraction, asked: Fraction) -> Ints:
    """The share with a credit beside it."""
    over = credit.denominator * _HUNDRED
    part, whole = _roomy(part, whole, over + credit.numerator)
    limit = np.full(len(part), int(asked * _MILLION))
    return percents(part * over + credit.numerator * whole, whole * over, limit, np.zeros(len(part), dtype=bool))


def _roomy(part: Ints, whole: Ints, times: int) -> tuple[Ints, Ints]:
    """Both as machine integers if so many of each, as a share in millionths too, surely fit; else Python integers."""
    most = max(int(part.max(initial=0)), int(whole.max(initial=0)))
    kind = np.int64 if most * times < _LARGEST else object
    return part.astype(kind, copy=False), whole.astype(kind, copy=False)
