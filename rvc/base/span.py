"""Amounts known between two bounds, as columns. What nobody stated is not zero: it is a span.

Amounts are whole numbers at one scale for all columns (see `lines.columns`): machine integers where
sums and products surely fit, Python integers otherwise; the same code serves both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]
Index = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Span:
    """Columns of amounts: at least `least`, at most `most`; where `unbounded`, nothing limits them from above."""

    least: Ints
    most: Ints
    unbounded: Flags

    @classmethod
    def exact(cls, amounts: Ints) -> "Span":
        """Amounts that are known."""
        return cls(amounts, amounts, np.zeros(len(amounts), dtype=bool))

    @classmethod
    def stated(cls, amounts: Ints, known: Flags) -> "Span":
        """Known amounts (zero where not known), and no limit from above where nobody stated one."""
        return cls(amounts, amounts, ~known)

    @classmethod
    def upto(cls, most: "Span") -> "Span":
        """From nothing to the upper bound of another span."""
        return cls(np.zeros_like(most.most), most.most, most.unbounded)

    @classmethod
    def nothing(cls, like: "Span") -> "Span":
        """Zero throughout."""
        return cls.exact(np.zeros_like(like.most))

    def as_stated(self) -> "Span":
        """Only what is known from below: an amount without limit counts as its lower bound."""
        return Span(self.least, np.where(self.unbounded, self.least, self.most), np.zeros_like(self.unbounded))

    def __add__(self, other: "Span") -> "Span":
        """Both together."""
        return Span(self.least + other.least, self.most + other.most, self.unbounded | other.unbounded)

    def less(self, amounts: Ints) -> "Span":
        """Lowered by known amounts, never below zero."""
        return Span(np.maximum(self.least - amounts, 0), np.maximum(self.most - amounts, 0), self.unbounded)

    def take(self, index: Index) -> "Span":
        """The rows of an index."""
        return Span(self.least[index], self.most[index], self.unbounded[index])

    def where(self, mask: Flags, other: "Span") -> "Span":
        """This span where the mask holds, the other elsewhere."""
        if not mask.any():
            return other
        return Span(
            np.where(mask, self.least, other.least),
            np.where(mask, self.most, other.most),
            np.where(mask, self.unbounded, other.unbounded),
        )

    def pooled(self, group: Index, groups: int) -> "Span":
        """Sums by group number."""
        unbounded = np.zeros(groups, dtype=bool)
        np.logical_or.at(unbounded, group, self.unbounded)
        return Span(pool(self.least, group, groups), pool(self.most, group, groups), unbounded)


def pool(amounts: Ints, group: Index, groups: int) -> Ints:
    """Exact sums of amounts by group number."""
    total = np.zeros(groups, dtype=amounts.dtype)
    np.add.at(total, group, amounts)
    return total


def pick(conditions: Sequence[Flags], spans: Sequence[Span], default: Span) -> Span:
    """The span of the first condition that holds, row by row."""
    chosen = default
    for condition, span in zip(reversed(conditions), reversed(spans), strict=True):
        chosen = span.where(condition, chosen)
    return chosen
