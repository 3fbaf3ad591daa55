"""Checks of valuations: what has a price, that figures agree, and which figures count (Schedules 3, 4 and 6)."""

from decimal import Decimal

from rvc.lines.build import Draft
from rvc.lines.case import GoodValuation, Material, Valuation, Value
from rvc.lines.making import made_outside
from rvc.lines.tree import Path
from rvc.lines.valuation import figures_of, of_good, of_material, refusals, total
from rvc.lines.valuation_keys import SECTIONS

_HALF_A_CENT = Decimal("0.005")
_NOT_BOUGHT = ("indirect", "packing")  # valued by the books (UR 1(6)(b)(iii))


def check_material(draft: Draft, path: Path, material: Material) -> None:
    """The valuation of a line, if it has one: of a material that is bought, and the value that it gives the line."""
    block, here = material.valuation, (*path, "valuation")
    if block is None or not draft.whole(*here):
        return
    made_here = material.made == "in_house" and not made_outside(material)
    if made_here or material.role in _NOT_BOUGHT:
        draft.say("valuation.not_bought", here, seen=material.made if made_here else material.role)
    _check_block(draft, here, block)
    if block.found_under is not None and not refusals(block):
        draft.say("valuation.still_acceptable", (*here, "found_under"), seen=block.found_under)
    used = figures_of(block.found_under) if block.found_under is not None else ()
    for name in dict.fromkeys(name for section in SECTIONS for name in figures_of(section)):
        if getattr(block, name) is not None and name not in used:
            draft.say("valuation.unused", (*here, name), name=name, section=block.found_under or "-")
    built = total(of_material(block))
    _check_sum(draft, here, built, above_zero=False)
    for name, stated in (("unit_value", material.unit_value), ("line_value", material.line_value)):
        times = material.quantity if name == "line_value" else 1
        if stated is not None and draft.sound(*path, "quantity"):
            _agree(draft, (*path, name), stated, None if built is None else built * times)


def check_value(draft: Draft, value: Value) -> None:
    """The valuation of the good, if it has one."""
    block, here = value.valuation, ("value", "valuation")
    if block is None or not draft.whole(*here):
        return
    _check_block(draft, here, block)
    built = total(of_good(block))
    _check_sum(draft, here, built, above_zero=True)
    if value.transaction_value is not None:
        _agree(draft, ("value", "transaction_value"), value.transaction_value, built)
    if refusals(block) and draft.case.elections.rvc_method == "transaction_value":
        draft.say("valuation.no_method", ("elections", "rvc_method"))


def _check_block(draft: Draft, here: Path, block: Valuation | GoodValuation) -> None:
    if block.influenced and not block.related:
        draft.say("valuation.not_related", (*here, "influenced"))
    alone = block.assist_units is not None and block.assist_units == block.first_shipment
    if alone and block.contracted_units != block.first_shipment:  # s. 4(13) of Schedules 3 and 6
        units, contracted = f"{block.assist_units:f}", block.contracted_units
        told = "-" if contracted is None else f"{contracted:f}"
        draft.say("valuation.first_shipment", (*here, "assist_units"), units=units, contracted=told)


def _check_sum(draft: Draft, here: Path, built: Decimal | None, *, above_zero: bool) -> None:
    if built is not None and (built < 0 or (above_zero and not built)):
        draft.say("valuation.none_left", here, seen=f"{built:f}")


def _agree(draft: Draft, path: Path, stated: Decimal, built: Decimal | None) -> None:
    if built is None:
        draft.say("valuation.beside_nothing", path, name=str(path[-1]), seen=f"{stated:f}")
    elif abs(stated - built) > _HALF_A_CENT:
        draft.say("valuation.disagrees", path, name=str(path[-1]), seen=f"{stated:f}", built=f"{built:f}")
