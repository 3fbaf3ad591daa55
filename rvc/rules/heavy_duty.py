"""Non-originating materials of heavy-duty vehicles, by Schedule V (NAFTA 10(1)).

Components (engines, gear boxes) and what holds them count by the non-originating materials in them even where they
originate; listed materials that originate do not count, nor do other originating materials.
"""

from rvc.base.outcome import Outcome
from rvc.base.span import Span
from rvc.lines.nodes import Rows
from rvc.rules.tracing import INSIDE, OUTSIDE, Marks

UNKNOWN, NEITHER, LISTED_MATERIAL, COMPONENT = 0, 1, 2, 3
"""What a line is in Schedule V; an automotive component assembly and a sub-component count as a component does."""


def counted(rows: Rows, marks: Marks, worth: Span, inside: Span, listed_inside: Span) -> tuple[Span, Span]:
    """What each line counts for in VNM, and in the sum of what is listed in an originating component that it is in.

    Imported: its value (NAFTA 10(1)(c), (f)). Self-produced: the non-originating materials in it (NAFTA 6(5)(a),
    10(1)(a)(iii)); a designation is not looked at. Acquired in NAFTA: at the producer's choice (NAFTA 10(1)(b), (d),
    (e)).

    Args:
        rows: the lines, their materials settled.
        marks: the same rows.
        worth: value of each line.
        inside: VNM of the materials of each line.
        listed_inside: of them, what NAFTA 10(1)(d)(i) counts: components, listed materials and what holds them.
    """
    kind, nothing, whole = marks.schedule_v, Span.nothing(worth), Span.upto(worth)
    stated = rows.span("nafta_vnm")
    within = stated.where(stated.known, inside.where(rows.opened, whole))
    within_listed = stated.where(stated.known, listed_inside.where(rows.opened, whole))
    acquired = _acquired(rows, marks, worth, within, within_listed)
    made_here = within.where(rows.in_house, acquired)
    found = worth.where(marks.made == OUTSIDE, made_here.where(marks.made == INSIDE, worth.or_else(made_here)))
    in_sum = _in_sum(marks, worth, within_listed)
    own = within_listed.where(rows.in_house, in_sum)
    part = nothing.where(kind == NEITHER, worth.where(kind >= LISTED_MATERIAL, whole))
    listed = part.where(marks.made == OUTSIDE, own.where(marks.made == INSIDE, part.or_else(own)))
    return nothing.where(marks.left_out, found), nothing.where(marks.left_out, listed)


def _acquired(rows: Rows, marks: Marks, worth: Span, within: Span, within_listed: Span) -> Span:
    """What a line made in NAFTA and acquired counts for, the producer choosing the least."""
    kind, status, nothing = marks.schedule_v, marks.status, Span.nothing(worth)
    by_rvc, by_required = rows.span("nafta_by_rvc"), rows.span("nafta_by_required_heavy")
    has_sum = rows.opened | rows.known("nafta_vnm")
    by_sum = worth.cheaper(within).where(has_sum, worth)
    if_originating = worth.cheaper(within_listed).where(has_sum, worth)
    with_rvc = by_rvc.known & marks.by_value
    if_originating = if_originating.cheaper(by_rvc).where(with_rvc, if_originating)
    with_required = by_required.known & marks.by_value & ~by_rvc.known & ~rows.known("nafta_vnm")
    if_originating = if_originating.cheaper(by_required).where(with_required, if_originating)
    yes = if_originating.where(kind == COMPONENT, Span.upto(if_originating).where(kind == UNKNOWN, nothing))
    no = by_sum.where(kind >= LISTED_MATERIAL, by_sum.or_else(worth).where(kind == UNKNOWN, worth))
    return yes.where(status == Outcome.PASS, no.where(status == Outcome.FAIL, yes.or_else(no)))


def _in_sum(marks: Marks, worth: Span, within_listed: Span) -> Span:
    """What a line made in NAFTA adds to the sum of an originating component (NAFTA 10(1)(d)(i)(A)-(D))."""
    kind, fails, whole = marks.schedule_v, marks.status == Outcome.FAIL, Span.upto(worth)
    chosen = worth.cheaper(within_listed)
    listed = chosen.where(fails, Span.upto(chosen).where(kind == LISTED_MATERIAL, whole))
    return whole.where(kind == UNKNOWN, Span.nothing(worth).where(kind == NEITHER, listed))
