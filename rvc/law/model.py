"""The shapes of the law: dated schedules, figures, part tables, product rules. Data only; `load` fills them."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from rvc.base.errors import LawError
from rvc.base.hs import HsRange

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ANY_GOOD = "*"
OTHER_GOOD = "other"
COMPARISONS = ("at_least", "more_than", "at_most")
_FLAT = re.compile(r"\d{1,3}(\.\d{1,2})?%")


@dataclass(frozen=True)
class Source:
    """An instrument that the data cite: every citation opens with the `prefix` of one. `hs_edition`: of its codes."""

    prefix: str
    title: str
    url: str
    hs_edition: str


@dataclass(frozen=True)
class Step:
    """From this day on, this many basis points (75% is 7500) are required."""

    start: date
    basis_points: int
    cite: str = ""


@dataclass(frozen=True)
class Schedule:
    """A requirement that is staged by date. Only starts are kept, so that steps cannot overlap.

    `comparison` is law too: "at_least" (UR 13, "not less than"), "more_than" (UR 14(12), "exceeds") or "at_most"
    (UR 5(1), 18(1), "not more than"). `serves` says who names it: the "product_rules" of the data, or the "tests".
    """

    name: str
    says: str
    cite: tuple[str, ...]
    comparison: str
    steps: tuple[Step, ...]
    serves: str = "product_rules"

    @classmethod
    def flat(cls, name: str) -> "Schedule":
        """'50%': the same on every day, at least, as a product rule prints it. Raises LawError for another form."""
        if not _FLAT.fullmatch(name):
            raise LawError(f"schedule {name!r}: neither in the law data nor a percentage")
        return cls(name, name, (), "at_least", (Step(date.min, int(Decimal(name[:-1]) * 100)),))

    def on(self, day: date) -> int | None:
        """Basis points required on a day; None before the first step."""
        return next((step.basis_points for step in reversed(self.steps) if step.start <= day), None)

    def at(self, days: "NDArray[np.datetime64]") -> "NDArray[np.int64]":
        """Basis points required on each of many days; -1 before the first step and where there is no day."""
        starts, points = self._columns
        found: NDArray[np.int64] = points[starts.searchsorted(days, side="right")]
        found[days != days] = -1  # noqa: PLR0124  no day is equal to nothing, itself included
        return found

    @cached_property
    def _columns(self) -> "tuple[NDArray[np.datetime64], NDArray[np.int64]]":
        import numpy as np

        starts = np.array([step.start for step in self.steps], dtype="datetime64[D]")
        return starts, np.array([-1, *(step.basis_points for step in self.steps)], dtype=np.int64)


@dataclass(frozen=True)
class Change:
    """A change in tariff classification: which non-originating materials may go into the good.

    A material may if it lies outside the good's own `other` level ("heading": from any other heading) or outside the
    group `outside`, or in `also_from`; never if it lies in `exceptions`. Where `also_from` means parts of a subheading,
    or any other good of it, `no_part` names goods that are neither: a material said to be one is not admitted by it.
    `none_required` asks for no change.
    """

    other: str = ""
    outside: tuple[HsRange, ...] = ()
    also_from: tuple[HsRange, ...] = ()
    exceptions: tuple[HsRange, ...] = ()
    none_required: bool = False
    no_part: tuple[HsRange, ...] = ()

    def __hash__(self) -> int:
        """The hash of all fields, computed once: changes are looked up for every pair of codes."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.other, self.outside, self.also_from, self.exceptions, self.none_required, self.no_part))


@dataclass(frozen=True)
class Alternative:
    """One way to originate under a product rule.

    `uses` are kinds of vehicle or uses of a part; `goods` the named goods it is limited to (ANY_GOOD: no limit;
    OTHER_GOOD: every good of the rule that has no name in it). Schedules are names in `Law.schedules`. `open_schedule`
    is an RVC that one of two readings adds (UR 15(2), (3)); `open_point` names the reading (docs/readings.md),
    `open_transaction_value` is a figure that UR 14(13) or 14(15) has and the rule does not print (reading 30), `doubt`
    a doubt about the print. `start` and `end` are the first and the last day on which it stands.
    `in_place_of` is the change that it makes up for (UR 3(4)(a)): it serves only goods that do not meet that change.
    """

    uses: tuple[str, ...]
    goods: tuple[str, ...]
    cite: str
    text: str
    change: Change
    net_cost: str = ""
    transaction_value: str = ""
    open_schedule: str = ""
    open_point: str = ""
    open_transaction_value: str = ""
    only_if: bool = False
    features: tuple[str, ...] = ()
    without_features: tuple[str, ...] = ()
    doubt: str = ""
    blocks: bool = False
    start: date = date.min
    end: date = date.max
    in_place_of: Change | None = None


@dataclass(frozen=True)
class ProductRule:
    """The product-specific rule of origin of a range of HS 2012 codes (UR 13 or Schedule 1)."""

    hs: tuple[HsRange, ...]
    describes: str
    cite: str
    text: str
    named_goods: tuple[str, ...]
    alternatives: tuple[Alternative, ...]

    def width(self, hs2012: str) -> int | None:
        """How many subheading numbers the range that holds the code spans; None where no range holds it."""
        spans = [_span(span) for span in self.hs if span.holds(hs2012[:6])]
        return min(spans, default=None)


@dataclass(frozen=True)
class SameSubheading:
    """The way of UR 3(4)(a), where a good and its materials share a subheading: certain for some uses, else open.

    Open for every use in subheadings of `parts_only`.
    """

    cite: str
    text: str
    net_cost: str
    transaction_value: str
    goods_and_parts: tuple[HsRange, ...]
    parts_only: tuple[HsRange, ...]
    parts_doubt: str
    certain_for: tuple[str, ...]
    doubt: str


@dataclass(frozen=True)
class TableEntry:
    """A line of Tables A.1 to G or S: an HS 2012 range and its printed description.

    `ex`: only the goods described, of those in the range, for it is printed "ex" or with a `suffix` of the treaty
    (8708.29.aa). In Table G the range is that of the component that the material goes into, named in `component`.
    `named_good`: in Tables F and G, which named good of its product rule is listed; "" where the code alone tells.
    """

    table: str
    hs: HsRange
    ex: bool
    describes: str
    suffix: str = ""
    component: str = ""
    named_good: str = ""

    @property
    def cite(self) -> str:
        """The table, as a citation."""
        return f"UR Table {self.table.removesuffix('.steel').removesuffix('.aluminum')}"


@dataclass(frozen=True)
class Component:
    """A row of Table A.2: a column-2 component of a column-1 category, with its codes (all marked "ex").

    `also` are other spellings of the name, the singular among them. `first_row`: the part of column 1 itself, which
    stands in column 2 as well.
    """

    category: str
    name: str
    describes: str
    hs: tuple[HsRange, ...]
    first_row: bool
    also: tuple[str, ...] = ()
    cite: str = "UR Table A.2"


@dataclass(frozen=True)
class KindEntry:
    """What a good is under UR 12 or 20, and the schedule of its RVC ("" where only its product rule says).

    `provision` is the paragraph of UR 20 that names it ("20(2)(a)"), "" where none does.
    """

    kind: str
    requirement: str
    provision: str
    cite: tuple[str, ...]
    why: str


def _span(held: HsRange) -> int:
    return int(held.last.ljust(6, "9")[:6]) - int(held.first.ljust(6, "0")[:6]) + 1
