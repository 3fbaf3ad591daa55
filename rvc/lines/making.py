"""Where a line was made, as far as that decides whether its making counts."""

from rvc.lines.case import Material
from rvc.lines.schema import REGION


def made_outside(material: Material) -> bool:
    """Whether a line was last produced outside the region: how it was made there counts for nothing (UR 3(2), 9(1))."""
    return material.origin is not None and material.origin not in REGION


def tells_of_making(material: Material, *, opened: bool) -> bool:
    """Whether anything is stated of how a line was made, by which it could count for less than its value."""
    less = material.vnm is not None and material.vnm != material.net_cost
    return opened or less or material.statement is not None
