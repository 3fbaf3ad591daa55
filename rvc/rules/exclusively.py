"""Goods produced exclusively from originating materials: they originate without a rule of Schedule 1 (UR 3(3))."""

from rvc.base.outcome import PASS
from rvc.base.span import Ints
from rvc.lines.nodes import Nodes

_VEHICLES = ("8701", "8702", "8703", "8704", "8705")


def exclusively_originating(nodes: Nodes, row: int, status: Ints) -> bool:
    """Whether every material of an opened node originates; packing is left out, self-produced ones are looked through.

    Packaging and accessories count: UR 8(14) and 8(24) leave them out of other questions, not of this one. Of a
    vehicle, and of a good without a code, other requirements are not ruled out (UR 17, 18).
    """
    code = str(nodes.hs[row])
    return bool(code) and not code.startswith(_VEHICLES) and of_originating_materials(nodes, row, status)


def of_originating_materials(nodes: Nodes, row: int, status: Ints) -> bool:
    """The same of any good, a vehicle too (NAFTA 4(3), which has no other requirement)."""
    if not nodes.opened[row]:
        return False
    stack = list(nodes.children[row])
    while stack:
        line = stack.pop()
        if nodes.is_packing[line] or status[line] == PASS:
            continue
        if not (nodes.in_house[line] and nodes.opened[line]) or nodes.stated[line]:
            return False
        stack.extend(nodes.children[line])
    return True
