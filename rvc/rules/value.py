"""What a material counts for: value, cost in the good, and value if it is non-originating (UR 7(4)-(5), 8, 9)."""

from dataclasses import dataclass

import numpy as np

from rvc.base.outcome import PASS, UNDETERMINED
from rvc.base.span import Flags, Ints, Span
from rvc.lines.nodes import Rows


@dataclass(frozen=True)
class Inside:
    """Sums over the materials of a line: cost, VNM by either method and by value alone, column-2 components."""

    cost: Span
    vnm_net_cost: Span
    vnm_transaction_value: Span
    vnm_value: Span
    components: Span


def total_cost(rows: Rows, inside: Inside) -> Span:
    """Total cost of an opened material: its materials and its producer's other costs (UR 8(8), 5(11))."""
    return inside.cost + rows.span("other_cost")


def own_net_cost(rows: Rows, inside: Inside) -> Span:
    """Net cost of a material for its own RVC: stated, or built from its materials (UR 7(11); reading 7)."""
    excluded = np.where(rows.known("other_cost"), rows.number("excluded_cost"), 0)
    built = total_cost(rows, inside).less(excluded)
    stated = rows.span("net_cost")
    return stated.where(stated.known | ~rows.opened, built)


def value(rows: Rows, inside: Inside) -> Span:
    """Value of a line: stated, or of a self-produced material its costs (UR 8(1))."""
    return total_cost(rows, inside).where(rows.self_made, rows.span("value"))


def cost_in_good(rows: Rows, worth: Span, status: Ints) -> Span:
    """What a line of a value adds to the net cost of what it goes into (UR 7(11), 8(8), 8(13), 9(2)(a)(i)).

    A designated material enters at its total cost if it originates, else as if it were not designated (UR 8(10)).
    """
    without = worth.less(rows.number("excluded_cost"))
    stays = rows.designated & (status == PASS)
    cost = without.where(rows.self_made & ~stays, worth)
    if rows.designated.any():
        perhaps = rows.self_made & rows.designated & (status == UNDETERMINED)
        cost = Span.of(cost.least, worth.most, worth.unbounded).where(perhaps, cost)
    if rows.states("statement_net_cost"):
        said = rows.span("statement_net_cost")
        cost = (said + Span.exact(rows.number("transport_cost"))).where(said.known, cost)
    return Span.nothing(worth).where(rows.packing, cost)


def if_non_originating(rows: Rows, inside: Inside, worth: Span) -> tuple[Span, Span, Span]:
    """What a line counts for in VNM if it does not originate: by net cost, by transaction value, and by value alone.

    Purchased: its value (UR 8(1)) less deductions. Self-produced: the non-originating materials in it (UR 7(5)(a)); of
    one not opened they are its stated VNM, else between nothing and its value. Of Table F or G: by
    net cost also as UR 20(4) lets its buyer choose. Accumulated: by statement (UR 9), save for de minimis (UR 5(5)).
    """
    whole = worth.less(rows.number("deducted"))
    vnm = rows.span("vnm")
    unopened = vnm.where(rows.in_house & vnm.known, Span.upto(whole).where(rows.in_house, whole))
    looked_through = rows.in_house & rows.opened
    by_cost = inside.vnm_net_cost.where(looked_through, unopened)
    by_price = inside.vnm_transaction_value.where(looked_through, unopened)
    by_value = inside.vnm_value.where(looked_through, unopened)
    if rows.by_vnm.any():
        chosen = inside.vnm_net_cost.where(rows.opened, vnm.where(vnm.known, Span.upto(whole)))
        by_cost = chosen.where(rows.by_vnm == PASS, chosen.or_else(by_cost).where(rows.by_vnm == UNDETERMINED, by_cost))
    if rows.states("statement_amount"):
        amount = rows.span("statement_amount")
        by_cost = worth.less(amount.least).where(amount.known, by_cost)
    if rows.states("statement_vnm"):
        said, full = rows.span("statement_vnm"), rows.known("statement_net_cost")
        by_cost = said.where(full, by_cost)
        by_price = said.where(said.known & ~full, by_price)
    return by_cost, by_price, by_value


def counted(amount: Span, status: Ints, left_out: Flags) -> Span:
    """VNM of a line by status: originating none, non-originating all, unknown between (UR 7(4), 7(21), 9(1))."""
    rows = amount.rows.copy()
    np.copyto(rows[0], 0, where=status == UNDETERMINED)
    np.copyto(rows, 0, where=(status == PASS) | left_out)
    return Span(rows)
