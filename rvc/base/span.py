"""Columns of amounts known within bounds: nothing missing is ever zero, so a sum may have a least and a most.

Amounts are whole numbers at one scale for all columns (see `lines.columns`): machine integers where
sums and products surely fit, Python integers otherwise; the same code serves both.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]
Index = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Span:
    """Columns of amounts: at least `least`, at most `most`; where `unbounded`, nothing limits them from above.

    `rows` holds the three together, so that one operation serves them: least, most, and above zero if unbounded.
    """

    rows: Ints

    @classmethod
    def of(cls, least: Ints, most: Ints, unbounded: Flags) -> "Span":
        """Amounts between bounds."""
        rows = np.empty((3, len(least)), dtype=least.dtype)
        rows[0], rows[1], rows[2] = least, most, unbounded
        return cls(rows)

    @classmethod
    def exact(cls, amounts: Ints) -> "Span":
        """Amounts that are known."""
        rows = np.zeros((3, len(amounts)), dtype=amounts.dtype)
        rows[:2] = amounts
        return cls(rows)

    @classmethod
    def unknown(cls, like: "Span") -> "Span":
        """Anything from zero up, throughout."""
        rows = np.zeros_like(like.rows)
        rows[2] = 1
        return cls(rows)

    @classmethod
    def upto(cls, most: "Span") -> "Span":
        """From nothing to the upper bound of another span."""
        rows = most.rows.copy()
        rows[0] = 0
        return cls(rows)

    @classmethod
    def nothing(cls, like: "Span") -> "Span":
        """Zero throughout."""
        return cls(np.zeros_like(like.rows))

    @property
    def least(self) -> Ints:
        """The lower bounds."""
        least: Ints = self.rows[0]
        return least

    @property
    def most(self) -> Ints:
        """The upper bounds; without meaning where unbounded."""
        most: Ints = self.rows[1]
        return most

    @property
    def unbounded(self) -> Flags:
        """Where nothing limits the amount from above."""
        unbounded: Flags = self.rows[2] > 0
        return unbounded

    @property
    def known(self) -> Flags:
        """Where something limits the amount from above; of an amount as stated: where it was."""
        known: Flags = self.rows[2] == 0
        return known

    @property
    def settled(self) -> Flags:
        """Where both bounds are the same."""
        settled: Flags = self.known & (self.least == self.most)
        return settled

    def endless(self, row: int) -> bool:
        """Whether nothing limits the amount of one row from above; the other rows are not looked at."""
        return bool(self.rows[2, row] > 0)

    def __len__(self) -> int:
        """How many amounts there are."""
        return int(self.rows.shape[1])

    def as_stated(self) -> "Span":
        """Only what is known from below: an amount without limit counts as its lower bound."""
        rows = self.rows.copy()
        np.copyto(rows[1], rows[0], where=self.unbounded)
        rows[2] = 0
        return Span(rows)

    def open_above(self) -> "Span":
        """Not below the lower bound, and without limit from above."""
        return Span.of(self.least, self.least, np.ones(len(self), dtype=bool))

    def __add__(self, other: "Span") -> "Span":
        """Both together."""
        return Span(self.rows + other.rows)

    def less(self, amounts: Ints) -> "Span":
        """Lowered by known amounts, never below zero."""
        rows = self.rows.copy()
        np.maximum(rows[:2] - amounts, 0, out=rows[:2])
        return Span(rows)

    def times(self, counts: Ints) -> "Span":
        """So many of each."""
        rows = self.rows.astype(object)
        rows[:2] *= counts
        return Span(rows)

    def or_else(self, other: "Span") -> "Span":
        """One of the two, not known which."""
        unbounded = self.unbounded | other.unbounded
        return Span.of(np.minimum(self.least, other.least), np.maximum(self.most, other.most), unbounded)

    def cheaper(self, other: "Span") -> "Span":
        """The lower of the two."""
        most = np.where(self.unbounded, other.most, self.most)
        most = np.where(self.known & other.known, np.minimum(self.most, other.most), most)
        return Span.of(np.minimum(self.least, other.least), most, self.unbounded & other.unbounded)

    def take(self, index: Index) -> "Span":
        """The rows of an index."""
        return Span(self.rows.take(index, axis=1))

    def where(self, mask: Flags, other: "Span") -> "Span":
        """This span where the mask holds, the other elsewhere."""
        return Span(np.where(mask, self.rows, other.rows)) if np.count_nonzero(mask) else other  # quicker than any()

    def pooled(self, group: Index, groups: int) -> "Span":
        """Sums by group number."""
        total = Span(np.zeros((3, groups), dtype=self.rows.dtype))
        total.add_at(group, self)
        return total

    def add_at(self, group: Index, amounts: "Span") -> None:
        """Add amounts to the rows of this span, in place: a ledger."""
        for total, part in zip(self.rows, amounts.rows, strict=True):
            np.add.at(total, group, part)
