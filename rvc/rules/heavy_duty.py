"""Non-originating materials of heavy-duty vehicles, by Schedule V (NAFTA 10(1)).

Components (engines, gear boxes) and what holds them count by the non-originating materials in them even where they
originate; listed materials that originate do not count, nor do other originating materials.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from rvc.base.outcome import Outcome
from rvc.base.span import Flags, Span
from rvc.lines.nodes import Rows
from rvc.rules.tracing import ANYWHERE, INSIDE, OUTSIDE, Marks

UNKNOWN, NEITHER, LISTED_MATERIAL, COMPONENT = 0, 1, 2, 3
"""What a line is in Schedule V; an automotive component assembly and a sub-component count as a component does."""


WAYS = (
    "left_out", "imported", "anywhere", "perhaps_designated", "self_produced", "component", "chosen", "by_value",
    "originating", "unknown_status", "unknown_kind",
)  # fmt: skip
"""How a line comes to what it counts for; `ways` gives the place of each in this list."""
_WAY = {name: place for place, name in enumerate(WAYS)}
Choices = Mapping[str, tuple[Flags, Span]]
"""What the producer may count of each line, by name: where it may, and how much that is."""


def ways(rows: Rows, marks: Marks) -> npt.NDArray[np.int8]:
    """How each line comes to what it counts for: a place in WAYS (NAFTA 6(5)(a), 10(1)(a)-(f))."""
    kind, status = marks.schedule_v, marks.status
    found = np.select(
        [
            marks.left_out, marks.made == OUTSIDE, marks.made == ANYWHERE, may_be_designated(rows, marks),
            rows.in_house, status == Outcome.UNDETERMINED, (status == Outcome.PASS) & (kind == COMPONENT),
            (status == Outcome.FAIL) & (kind >= LISTED_MATERIAL), kind == UNKNOWN, status == Outcome.PASS,
        ],
        [
            _WAY["left_out"], _WAY["imported"], _WAY["anywhere"], _WAY["perhaps_designated"], _WAY["self_produced"],
            _WAY["unknown_status"], _WAY["component"], _WAY["chosen"], _WAY["unknown_kind"], _WAY["originating"],
        ],
        _WAY["by_value"],
    )  # fmt: skip
    return found.astype(np.int8)


def may_be_designated(rows: Rows, marks: Marks) -> Flags:
    """Where a self-produced material that originates may be designated: no component, nor what holds one (NAFTA 7(4)).

    Designations are not looked at, so that such a line counts for nothing or for what is in it (NAFTA 10(9)(a)).
    """
    return np.asarray(rows.in_house & (marks.status == Outcome.PASS) & (marks.schedule_v != COMPONENT), dtype=bool)


def counted(rows: Rows, marks: Marks, worth: Span, inside: Span, listed_inside: Span) -> tuple[Span, Span]:
    """What each line counts for in VNM, and in the sum of what is listed in an originating component that it is in.

    Imported: its value (NAFTA 10(1)(c), (f)). Self-produced: the non-originating materials in it (NAFTA 6(5)(a),
    10(1)(a)(iii)), unless it may be designated. Acquired in NAFTA: at the producer's choice (NAFTA 10(1)(b), (d),
    (e)).

    Args:
        rows: the lines, their materials settled.
        marks: the same rows.
        worth: value of each line.
        inside: VNM of the materials of each line.
        listed_inside: of them, what NAFTA 10(1)(d)(i) counts: components, listed materials and what holds them.
    """
    kind, nothing, whole = marks.schedule_v, Span.nothing(worth), Span.upto(worth)
    own_making = _self_produced(rows, marks, within(rows, worth, inside))
    made_here = own_making.where(rows.in_house, _acquired(rows, marks, worth, inside, listed_inside))
    found = worth.where(marks.made == OUTSIDE, made_here.where(marks.made == INSIDE, worth.or_else(made_here)))
    own = _in_sum(rows, marks, worth, inside, listed_inside)
    part = nothing.where(kind == NEITHER, worth.where(kind >= LISTED_MATERIAL, whole))
    listed = part.where(marks.made == OUTSIDE, own.where(marks.made == INSIDE, part.or_else(own)))
    return nothing.where(marks.left_out, found), nothing.where(marks.left_out, listed)


def _self_produced(rows: Rows, marks: Marks, inside: Span) -> Span:
    return Span.upto(inside).where(may_be_designated(rows, marks), inside)


def within(rows: Rows, worth: Span, inside: Span) -> Span:
    """What is in each line: as its supplier states, else by its own materials, else up to its value.

    Of a self-produced line its materials tell, if they are listed: it was acquired from nobody.
    """
    stated = rows.span("nafta_vnm")
    return stated.where(stated.known & ~(rows.in_house & rows.opened), inside.where(rows.opened, Span.upto(worth)))


def of_component(rows: Rows, marks: Marks, worth: Span, listed_inside: Span) -> Choices:
    """What may be counted of an originating component (NAFTA 10(1)(d)(i)-(iv)).

    Where it is not said whether its rule has a value content, one of the formulas is open up to its value; so is that
    of a requirement which is not at hand, down to nothing.
    """
    by_rvc, by_required = rows.span("nafta_by_rvc"), rows.span("nafta_by_required_heavy")
    by_required = by_required.where(by_required.known, Span.upto(worth))
    told = rows.known("nafta_vnm") | (rows.opened & listed_inside.settled)
    sure, perhaps = marks.by_value == Outcome.PASS, marks.by_value != Outcome.FAIL
    return {
        **of_non_originating(rows, worth, listed_inside),
        "by_rvc": (perhaps & by_rvc.known, by_rvc.where(sure, by_rvc.or_else(worth))),
        "by_required": (perhaps & ~by_rvc.known & ~told, by_required.where(sure, by_required.or_else(worth))),
    }


def of_non_originating(rows: Rows, worth: Span, inside: Span) -> Choices:
    """What may be counted of a non-originating component or listed material (NAFTA 10(1)(b), (e))."""
    has_sum = rows.opened | rows.known("nafta_vnm")
    return {
        "value": (np.ones(len(rows), dtype=bool), worth),
        "sum": (has_sum, within(rows, worth, inside)),
    }


def _least(choices: Choices) -> Span:
    """What the producer chooses: the least of what it may count."""
    found = choices["value"][1]
    for may, amount in choices.values():
        found = found.cheaper(amount).where(may, found)
    return found


def _acquired(rows: Rows, marks: Marks, worth: Span, inside: Span, listed_inside: Span) -> Span:
    """What a line made in NAFTA and acquired counts for, the producer choosing the least."""
    kind, status, nothing = marks.schedule_v, marks.status, Span.nothing(worth)
    if_originating = _least(of_component(rows, marks, worth, listed_inside))
    by_sum = _least(of_non_originating(rows, worth, inside))
    yes = if_originating.where(kind == COMPONENT, Span.upto(if_originating).where(kind == UNKNOWN, nothing))
    no = by_sum.where(kind >= LISTED_MATERIAL, by_sum.or_else(worth).where(kind == UNKNOWN, worth))
    unsaid = yes.or_else(no).or_else(worth.cheaper(within(rows, worth, listed_inside)))
    by_rvc = rows.span("nafta_by_rvc")
    unsaid = unsaid.or_else(unsaid.cheaper(by_rvc)).where(by_rvc.known, unsaid)
    return yes.where(status == Outcome.PASS, no.where(status == Outcome.FAIL, unsaid))


def _in_sum(rows: Rows, marks: Marks, worth: Span, inside: Span, listed_inside: Span) -> Span:
    """What a line made in NAFTA adds to the sum of an originating component (NAFTA 10(1)(d)(i)(A)-(D)).

    A listed material that does not originate adds what it counts for by (a) or (b), all that is non-originating in it;
    a component, and what is made by the maker of what it is in, the listed materials in it.
    """
    kind, status, whole = marks.schedule_v, marks.status, Span.upto(worth)
    fails, is_listed = status == Outcome.FAIL, kind == LISTED_MATERIAL
    as_listed = _least(of_non_originating(rows, worth, inside))
    as_component = _least(of_non_originating(rows, worth, listed_inside))
    acquired = as_listed.where(is_listed & fails, Span.upto(as_listed).where(is_listed, whole))
    acquired = as_component.where((kind == COMPONENT) & fails, acquired)
    acquired = Span.nothing(worth).where(kind == NEITHER, acquired)
    everything = within(rows, worth, inside)
    made = _self_produced(rows, marks, within(rows, worth, listed_inside))
    perhaps_listed = (is_listed | (kind == UNKNOWN)) & (status != Outcome.PASS)
    made = made.or_else(everything).where(perhaps_listed, made)
    return everything.where(is_listed & fails, made).where(rows.in_house, acquired)
