"""Three answers, and figures that are known between two bounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from tests.oracle.figures import HUNDRED


class Answer(IntEnum):
    """NO < OPEN < YES: all-of is `min`, any-of is `max`."""

    NO = 0
    OPEN = 1
    YES = 2

    @property
    def status(self) -> str:
        """The word for a test."""
        return ("fail", "undetermined", "pass")[self]

    @property
    def verdict(self) -> str:
        """The word for a good."""
        return ("non_originating", "undetermined", "originating")[self]


NO, OPEN, YES = Answer


def every(answers: Iterable[Answer]) -> Answer:
    """All of them; of nothing, yes."""
    return min(answers, default=YES)


def any_of(answers: Iterable[Answer]) -> Answer:
    """Any of them; of nothing, no."""
    return max(answers, default=NO)


def agreed(answers: Iterable[Answer]) -> Answer:
    """What all readings say alike; open where they differ."""
    distinct = set(answers)
    return distinct.pop() if len(distinct) == 1 else OPEN


@dataclass(frozen=True)
class Bounds:
    """A figure known between `least` and `most`; `most` None is without limit."""

    least: Fraction
    most: Fraction | None

    def __add__(self, other: "Bounds") -> "Bounds":
        """The sum, bound by bound."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Bounds(self.least + other.least, most)

    def times(self, factor: Fraction) -> "Bounds":
        """This figure for `factor` units."""
        return Bounds(self.least * factor, None if self.most is None else self.most * factor)

    def less(self, amount: Fraction) -> "Bounds":
        """This figure without a known amount."""
        return Bounds(self.least - amount, None if self.most is None else self.most - amount)

    def from_nothing(self) -> "Bounds":
        """Between nothing and the most."""
        return Bounds(Fraction(0), self.most)


NOTHING = Bounds(Fraction(0), Fraction(0))
UNKNOWN = Bounds(Fraction(0), None)


def exactly(figure: Fraction) -> Bounds:
    """A figure that is known."""
    return Bounds(figure, figure)


def stated(figure: Fraction | None) -> Bounds:
    """A figure as stated; unknown, never zero, where it is not."""
    return UNKNOWN if figure is None else exactly(figure)


def total(figures: Iterable[Bounds]) -> Bounds:
    """The sum of figures."""
    result = NOTHING
    for figure in figures:
        result = result + figure
    return result


def between(first: Bounds, second: Bounds) -> Bounds:
    """Either the one or the other."""
    most = None if first.most is None or second.most is None else max(first.most, second.most)
    return Bounds(min(first.least, second.least), most)


@dataclass(frozen=True)
class Content:
    """A percentage in the worst and in the best case; None where nothing can be said of that side."""

    worst: Fraction | None
    best: Fraction | None

    def at_least(self, required: Bounds) -> Answer:
        """Not less than the requirement (UR 13); a requirement open to reading has two figures."""
        if required.most is not None and self.worst is not None and self.worst >= required.most:
            return YES
        return NO if self.best is not None and self.best < required.least else OPEN

    def more_than(self, required: Bounds) -> Answer:
        """Exceeds the requirement (UR 14(12))."""
        if required.most is not None and self.worst is not None and self.worst > required.most:
            return YES
        return NO if self.best is not None and self.best <= required.least else OPEN


def regional_value_content(base: Bounds, vnm: Bounds) -> Content:
    """UR 7(2), 7(3): (base - VNM) / base x 100, the base being net cost or transaction value."""
    worst = None if vnm.most is None or base.least <= 0 else (base.least - vnm.most) / base.least * HUNDRED
    if base.most is None or base.most <= 0:
        return Content(worst, None)
    return Content(worst, (base.most - vnm.least) / base.most * HUNDRED)


def share(part: Bounds, whole: Bounds) -> Content:
    """A part of a whole in percent."""
    least = Fraction(0) if whole.most is None else (part.least / whole.most * HUNDRED if whole.most > 0 else None)
    most = None if part.most is None or whole.least <= 0 else part.most / whole.least * HUNDRED
    return Content(least, most)
