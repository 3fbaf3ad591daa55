"""Shares against requirements, exactly: whole numbers are multiplied across, never divided, to decide."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from rvc.base.decimals import PLACES, in_digits
from rvc.base.span import Flags, Ints, Span

BASIS = 10_000
_MILLION = 10**PLACES
LAST_PLACE = Decimal(1).scaleb(-PLACES)


@dataclass(frozen=True)
class Requirement:
    """Basis points required, as fractions: `hard` under every reading of the law, `soft` under the mildest.

    A hard numerator below zero says that no requirement is in force: nothing can be sure then.
    """

    hard: Ints
    soft: Ints
    over: Ints
    more_than: Flags

    @classmethod
    def of(cls, basis_points: Ints, *, more_than: bool = False) -> "Requirement":
        """The same basis points under every reading."""
        rows = len(basis_points)
        return cls(basis_points, basis_points, np.ones(rows, dtype=np.int64), np.full(rows, more_than))


def left_over(whole: Span, out: Span, required: Requirement) -> Ints:
    """Outcome of (whole - out) / whole against a requirement: fail 0, undetermined 1, pass 2.

    Sure: even with the smallest whole and the most taken out. Possible: with the largest whole and the least taken out.
    """
    least, most, in_force = whole.least, whole.most, required.hard >= 0
    worst = _meets(least - out.most, least, required.hard, required) & out.known & (least > 0)
    best = _meets(most - out.least, most, required.soft, required) & (most > 0)
    return _outcome(worst & in_force, best | whole.unbounded | ~in_force)


def part_of(yes: Span, no: Span, required: Requirement) -> Ints:
    """Outcome of yes / (yes + no) against a requirement; what is unknown may lie on either side."""
    whole_worst, whole_best = yes.least + no.most, yes.most + no.least
    sure = _meets(yes.least, whole_worst, required.hard, required) & no.known & (whole_worst > 0)
    return _outcome(sure, _meets(yes.most, whole_best, required.soft, required) | yes.unbounded | (whole_best <= 0))


def within(part: Span, whole: Span, most: Ints) -> Ints:
    """Outcome of "part is not more than so many basis points of whole"."""
    least = whole.least
    sure = (BASIS * part.most <= most * least) & part.known & (least > 0)
    return _outcome(sure, (BASIS * part.least <= most * whole.most) | whole.unbounded)


def _outcome(sure: Flags, possible: Flags) -> Ints:
    """Pass where it is sure, undetermined where it is only possible, else fail."""
    return np.add(sure, possible | sure, dtype=np.int8)


def _meets(part: Ints, whole: Ints, points: Ints, required: Requirement) -> Flags:
    left, right = BASIS * part * required.over, points * whole
    met: Flags = np.where(required.more_than, left > right, left >= right)
    return met


def percent(part: int, whole: int, required: Decimal | None = None, *, more_than: bool = False) -> str:
    """Share of part in whole in percent, rounded half-even to 6 places for show, but never across the requirement.

    A figure that fails is not shown as its threshold, nor one that must exceed it and does.
    """
    millionths = part * 100 * _MILLION
    down, rest = divmod(millionths, whole)
    shown = down + (2 * rest > whole or (2 * rest == whole and down % 2 == 1))
    if required is not None:
        over, under = required.as_integer_ratio()
        limit = over * _MILLION
        if millionths * under < limit * whole and limit <= shown * under:
            shown = down
        if more_than and shown * under <= limit and limit * whole < millionths * under:
            shown = down + 1
    return in_digits(shown)


def percents(part: Ints, whole: Ints, required: Ints, more_than: Flags) -> Ints:
    """`percent` of many rows, in millionths of a percentage point; `required` likewise, below zero where none is.

    The caller sees to it that `part` times 10**8 fits the type of the columns.
    """
    millionths = part * (100 * _MILLION)
    down = millionths // whole
    rest = millionths - down * whole
    up = _flags(2 * rest > whole) | (_flags(2 * rest == whole) & _flags(down % 2 == 1))
    shown = down + up
    asked = _flags(required >= 0)
    shown = np.where(asked & _flags(down < required) & _flags(shown >= required), down, shown)
    above = _flags(down > required) | (_flags(down == required) & _flags(rest > 0))
    exceeding: Ints = np.where(asked & more_than & _flags(shown <= required) & above, down + 1, shown)
    return exceeding


def _flags(answers: Ints) -> Flags:
    return np.asarray(answers, dtype=bool)


def plain(number: Decimal) -> str:
    """A decimal as people write it: no exponent, no trailing zeros."""
    written = str(number)
    if "E" in written:
        written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
