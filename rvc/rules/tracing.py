"""Traced materials of light-duty vehicles and their parts: what of a line was imported under Schedule IV (NAFTA 8, 9).

There is no roll-up: a traced material counts through all stages of production, whatever the status of what it is in
(NAFTA 9(1), 9(9)(a)).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.span import Flags, Span
from rvc.law.nafta_law import LISTED, NOT_LISTED
from rvc.lines.nodes import Rows

OUTSIDE, ANYWHERE, INSIDE = 0, 1, 2
"""Where a line was last produced: outside NAFTA, not known, in a NAFTA country."""


@dataclass(frozen=True)
class Marks:
    """What NAFTA asks of each line beside its amounts, a row a line.

    `made`: OUTSIDE, ANYWHERE or INSIDE; `listed`: 2 of Schedule IV, 1 perhaps, 0 not. `status` is that of NAFTA: 2
    stated as originating, 0 non-originating, 1 not known; `by_value` is where it is stated to originate by a rule with
    a value content. `schedule_v` is a place in SCHEDULE_V (heavy_duty), `left_out` a line that no value content counts.
    """

    made: npt.NDArray[np.int8]
    listed: npt.NDArray[np.int8]
    status: npt.NDArray[np.int8]
    by_value: Flags
    schedule_v: npt.NDArray[np.int8]
    left_out: Flags

    def take(self, at: npt.NDArray[Any]) -> "Marks":
        """The rows of an index."""
        return Marks(
            self.made[at], self.listed[at], self.status[at], self.by_value[at], self.schedule_v[at], self.left_out[at]
        )


def traced(rows: Rows, marks: Marks, worth: Span, inside: Span) -> Span:
    """The value of the traced materials in each line.

    Imported under Schedule IV: its customs value with freight to the first place in NAFTA, duties and brokerage (NAFTA
    9(2)(a)-(d), 9(4)); how much of freight that is stated ran beyond that place is not known. Imported under another
    provision: nothing (NAFTA 9(9)(b)). Made in NAFTA: as its supplier states (NAFTA 9(2)(c)-(h)), else what its own
    materials hold, else between nothing and its value (NAFTA 9(2)(i)).

    Args:
        rows: the lines, their materials settled.
        marks: the same rows.
        worth: value of each line.
        inside: traced materials in the materials of each line.
    """
    arrived = Span.of(worth.less(rows.number("deducted")).least, worth.most, worth.unbounded)
    perhaps = Span.upto(arrived).where(marks.listed != LISTED, arrived)
    imported = Span.nothing(worth).where(marks.listed == NOT_LISTED, perhaps)
    stated, said = _stated(rows, marks)
    made_here = said.where(stated, inside.where(rows.opened, Span.upto(worth)))
    either = made_here.where(stated, imported.or_else(made_here))
    found = imported.where(marks.made == OUTSIDE, made_here.where(marks.made == INSIDE, either))
    return Span.nothing(worth).where(marks.left_out, found)


def _stated(rows: Rows, marks: Marks) -> tuple[Flags, Span]:
    """Where a supplier's statement says what is traced, and what it says: its value, or VM x (1 - RVC) or (1 - RVCR).

    Where a statement has both a value and an RVC, the text does not say which goes first: either may be.
    """
    value, by_rvc, by_required = (rows.span(name) for name in ("nafta_traced", "nafta_by_rvc", "nafta_by_required"))
    with_rvc = by_rvc.known & marks.by_value
    without = by_required.known & marks.by_value & ~by_rvc.known & ~value.known
    said = by_rvc.where(with_rvc, by_required)
    said = value.where(value.known & ~with_rvc, said)
    said = value.or_else(by_rvc).where(value.known & with_rvc, said)
    return np.asarray(value.known | with_rvc | without, dtype=bool), said
