"""Traced materials of light-duty vehicles and their parts: what of a line was imported under Schedule IV (NAFTA 8, 9).

There is no roll-up: a traced material counts through all stages of production, whatever the status of what it is in
(NAFTA 9(1), 9(9)(a)).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.outcome import Outcome
from rvc.base.span import Flags, Span
from rvc.law.nafta_law import LISTED, NOT_LISTED
from rvc.lines.nodes import Rows

OUTSIDE, ANYWHERE, INSIDE = 0, 1, 2
"""Where a line was last produced: outside NAFTA, not known, in a NAFTA country."""

WAYS = (
    "left_out", "listed", "perhaps_listed", "not_listed", "stated", "stated_twice", "by_rvc", "by_required",
    "perhaps_by_value", "within", "unsaid", "anywhere",
)  # fmt: skip
"""How a line comes to its traced value; `ways` gives the place of each in this list."""
_WAY = {name: place for place, name in enumerate(WAYS)}


@dataclass(frozen=True)
class Marks:
    """What NAFTA asks of each line beside its amounts, a row a line.

    `made`: OUTSIDE, ANYWHERE or INSIDE; `listed`: 2 of Schedule IV, 1 perhaps, 0 not. `status` is that of NAFTA: 2
    stated as originating, 0 non-originating, 1 not known; `by_value`, of the lines whose supplier states that they
    originate: 2 by a rule with a value content, 1 by a rule that is not said, 0 otherwise. `schedule_v` is a place in
    SCHEDULE_V (heavy_duty), `left_out` a line that no value
    content counts.
    """

    made: npt.NDArray[np.int8]
    listed: npt.NDArray[np.int8]
    status: npt.NDArray[np.int8]
    by_value: npt.NDArray[np.int8]
    schedule_v: npt.NDArray[np.int8]
    left_out: Flags

    def take(self, at: npt.NDArray[Any]) -> "Marks":
        """The rows of an index."""
        return Marks(
            self.made[at], self.listed[at], self.status[at], self.by_value[at], self.schedule_v[at], self.left_out[at]
        )


def ways(rows: Rows, marks: Marks, inside: Span) -> npt.NDArray[np.int8]:
    """How each line comes to its traced value: a place in WAYS.

    Imported under another provision than those of Schedule IV: nothing (NAFTA 9(9)(b)); under one of them: as stated by
    whom it was acquired from, else its own value (NAFTA 9(2)(a)-(e)).
    Made in NAFTA: as its supplier states, its value, or VM x (1 - RVC) or (1 - RVCR) (NAFTA 9(2)(c)-(h)); where a
    statement has both a value and an RVC, the text does not say which goes first. Else by what its own materials hold,
    or, nothing being said, between nothing and its value (NAFTA 9(2)(i)).
    """
    value, told = in_one_sum(rows).known, stated(rows, inside).known
    sure, has_rvc = marks.by_value == Outcome.PASS, rows.known("nafta_by_rvc")
    twice = told & has_rvc & (marks.by_value != Outcome.FAIL)
    by_required = rows.known("nafta_by_required") & sure & ~has_rvc & ~told
    imported = np.select(
        [marks.listed == NOT_LISTED, value, marks.listed == LISTED],
        [_WAY["not_listed"], _WAY["stated"], _WAY["listed"]], _WAY["perhaps_listed"],
    )  # fmt: skip
    found = np.select(
        [
            marks.left_out, marks.made == OUTSIDE, twice, value, has_rvc & sure, by_required, marks.made == ANYWHERE,
            rows.opened & (marks.by_value != Outcome.FAIL) & ~told, rows.opened,
        ],
        [
            _WAY["left_out"], imported, _WAY["stated_twice"], _WAY["stated"], _WAY["by_rvc"], _WAY["by_required"],
            _WAY["anywhere"], _WAY["perhaps_by_value"], _WAY["within"],
        ],
        _WAY["unsaid"],
    )  # fmt: skip
    return found.astype(np.int8)


def in_one_sum(rows: Rows) -> Span:
    """The traced materials in each line as stated in one sum, which stands aside where a self-produced line is opened.

    Such a line was acquired from nobody, so that its own materials tell (NAFTA 9(2)(c)-(e)).
    """
    value = rows.span("nafta_traced")
    return Span.unknown(value).where(rows.in_house & rows.opened, value)


def stated(rows: Rows, inside: Span) -> Span:
    """The traced materials in each line as its supplier states them: in one sum, else listed so that they add up."""
    value = in_one_sum(rows)
    return inside.where(rows.opened & inside.settled & ~value.known, value)


def traced(rows: Rows, marks: Marks, worth: Span, inside: Span) -> Span:
    """The value of the traced materials in each line, found as `ways` says.

    Freight to the first place in NAFTA, duties and brokerage count (NAFTA 9(2)(a)-(d), 9(4)). How much of freight that
    is stated ran beyond that place, and whether what was wasted is "incorporated" (NAFTA 9(1)), is not known.

    Args:
        rows: the lines, their materials settled.
        marks: the same rows.
        worth: value of each line.
        inside: traced materials in the materials of each line.
    """
    arrived = Span.of(worth.less(rows.number("nafta_perhaps_outside")).least, worth.most, worth.unbounded)
    nothing, value, by_rvc = Span.nothing(worth), stated(rows, inside), rows.span("nafta_by_rvc")
    perhaps = Span.upto(arrived)
    imported = arrived.where(marks.listed == LISTED, nothing.where(marks.listed == NOT_LISTED, perhaps))
    unsaid = Span.upto(worth)
    required, sure = rows.span("nafta_by_required"), marks.by_value == Outcome.PASS
    formula = by_rvc.where(by_rvc.known, required.where(required.known, unsaid))
    perhaps_by_value = formula.where(sure, inside.or_else(formula))
    by_lines = perhaps_by_value.where((marks.by_value != Outcome.FAIL) & ~value.known, inside)
    amounts = {
        "listed": arrived,
        "perhaps_listed": perhaps,
        "stated": value,
        "stated_twice": value.or_else(by_rvc),
        "by_rvc": by_rvc,
        "by_required": required,
        "perhaps_by_value": perhaps_by_value,
        "within": inside,
        "unsaid": unsaid,
        "anywhere": imported.or_else(by_lines.where(rows.opened, unsaid)),
    }
    way, found = ways(rows, marks, inside), nothing
    for name, amount in amounts.items():
        found = amount.where(way == _WAY[name], found)
    return found
