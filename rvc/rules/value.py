"""What a material counts for: value, cost in the good, and value if it is non-originating (UR 7(4)-(5), 8, 9)."""

from dataclasses import dataclass

import numpy as np

from rvc.base.outcome import Outcome
from rvc.base.span import Flags, Index, Ints, Span, pick
from rvc.lines.columns import Nodes


@dataclass(frozen=True)
class Inside:
    """Sums over the materials of a line: cost, VNM by either method and by value alone, column-2 components."""

    cost: Span
    vnm_net_cost: Span
    vnm_transaction_value: Span
    vnm_value: Span
    components: Span


def total_cost(nodes: Nodes, at: Index, inside: Inside) -> Span:
    """Total cost of an opened material: its materials and its producer's other costs (UR 8(8), 5(11))."""
    return inside.cost + nodes.span("other_cost").take(at)


def own_net_cost(nodes: Nodes, at: Index, inside: Inside) -> Span:
    """Net cost of a material for its own RVC: stated, or built from its materials (UR 7(11); reading 7)."""
    stated = nodes.known("net_cost")[at]
    built = total_cost(nodes, at, inside).less(
        np.where(nodes.known("other_cost"), nodes.number("excluded_cost"), 0)[at]
    )
    return nodes.span("net_cost").take(at).where(stated | ~nodes.opened[at], built)


def value(nodes: Nodes, at: Index, inside: Inside) -> Span:
    """Value of a line: stated, or of a self-produced material its costs (UR 8(1))."""
    self_made = nodes.in_house[at] & nodes.opened[at] & ~nodes.known("value")[at]
    return total_cost(nodes, at, inside).where(self_made, nodes.span("value").take(at))


def cost_in_good(nodes: Nodes, at: Index, worth: Span) -> Span:
    """What a line of a value adds to the net cost of what it goes into (UR 7(11), 8(8), 8(13), 9(2)(a)(i))."""
    excluded = nodes.number("excluded_cost")[at]
    self_made = nodes.in_house[at] & nodes.opened[at] & ~nodes.known("value")[at] & ~nodes.designated[at]
    accumulated = nodes.known("statement_net_cost")[at]
    said = nodes.span("statement_net_cost").take(at)
    moved = Span.exact(nodes.number("transport_cost")[at])
    packing = np.asarray(nodes.role[at] == "packing", dtype=bool)
    return pick([packing, accumulated, self_made], [Span.nothing(worth), said + moved, worth.less(excluded)], worth)


def if_non_originating(nodes: Nodes, at: Index, inside: Inside, worth: Span) -> tuple[Span, Span, Span]:
    """What a line counts for in VNM if it does not originate: by net cost, by transaction value, and by value alone.

    Purchased: its value (UR 8(1)) less deductions. Self-produced: the non-originating materials in it (UR 7(5)(a)); of
    one not opened they are its stated VNM, else between nothing and its value. Accumulated: by statement (UR 9), save
    for de minimis (UR 5(5)).
    """
    whole = worth.less(nodes.number("deducted")[at])
    in_house, opened = nodes.in_house[at], nodes.opened[at]
    vnm = nodes.span("vnm").take(at)
    conditions: list[Flags] = [in_house & opened, in_house & nodes.known("vnm")[at], in_house]
    by_cost = pick(conditions, [inside.vnm_net_cost, vnm, Span.upto(whole)], whole)
    by_price = pick(conditions, [inside.vnm_transaction_value, vnm, Span.upto(whole)], whole)
    full, amount = nodes.known("statement_net_cost")[at], nodes.known("statement_amount")[at]
    said = nodes.span("statement_vnm").take(at)
    rest = worth.less(nodes.number("statement_amount")[at])
    only_vnm = nodes.known("statement_vnm")[at] & ~full
    by_value = pick(conditions, [inside.vnm_value, vnm, Span.upto(whole)], whole)
    return pick([full, amount], [said, rest], by_cost), said.where(only_vnm, by_price), by_value


def counted(amount: Span, status: Ints, left_out: Flags) -> Span:
    """VNM of a line by status: originating none, non-originating all, unknown between (UR 7(4), 7(21))."""
    unknown = pick([status == Outcome.UNDETERMINED], [Span.upto(amount)], amount)
    return Span.nothing(amount).where((status == Outcome.PASS) | left_out, unknown)
