"""Checks of labor value content and of purchases of steel and aluminum (UR 17, 18)."""

from collections.abc import Mapping
from decimal import Decimal

from rvc.law.load import Law
from rvc.lines.build import Draft
from rvc.lines.case import Labor, MetalPurchases
from rvc.lines.purchase_period import days_of, is_outside
from rvc.lines.tree import Path

_SUMS = {"hw_material_value": "materials", "hw_labor_cost": "assembly", "assembly_credit": "assembly_plants"}


def check_labor(draft: Draft, law: Law, built: Decimal | None, *, listed: bool) -> None:
    """Each basis stands once, and wages are in the currency of the plant's country (UR 12).

    `built` is the most that the net cost of the good can be by its costs, where it is not stated.
    """
    seen: dict[str, int] = {}
    for position, block in enumerate(draft.case.labor):
        path: Path = ("labor", position) if listed else ("labor",)
        if draft.sound(*path, "basis") and seen.setdefault(block.basis, position) != position:
            draft.say("labor.basis_twice", (*path, "basis"), seen=block.basis)
        if block.assembly is not None:
            plant = block.assembly
            _check_wage(draft, law, (*path, "assembly"), "country", plant.country, plant.wage_currency)
        for number, material in enumerate(block.materials or ()):
            here = (*path, "materials", number)
            _check_wage(draft, law, here, "plant_country", material.plant_country, material.wage_currency)
        for number, leg in enumerate(block.transport or ()):
            _check_wage(draft, law, (*path, "transport", number), "country", leg.country, leg.wage_currency)
        for number, site in enumerate(block.assembly_plants or ()):
            _check_wage(draft, law, (*path, "assembly_plants", number), "country", site.country, site.wage_currency)
        for name, detail in _SUMS.items():
            if getattr(block, name) is not None and getattr(block, detail) is not None:
                draft.say("sum.with_detail", (*path, name), name=name, detail=detail)
        if draft.whole(*path):
            _check_whole(draft, path, block, built)


def _check_whole(draft: Draft, path: Path, block: Labor, built: Decimal | None) -> None:
    """High-wage materials are among all purchases (UR 12, annual purchase value), and among the costs of a vehicle."""
    listed = [item.value for item in block.materials or () if item.value is not None]
    materials = sum(listed, Decimal(0)) if block.hw_material_value is None else block.hw_material_value
    if block.basis == "annual_purchase_value":
        purchases = block.total_annual_purchase_value
        if purchases is not None and materials > purchases:
            where = (*path, "total_annual_purchase_value")
            draft.say("labor.above_purchases", where, seen=f"{purchases:f}", materials=f"{materials:f}")
        return
    wages = block.assembly.labor_cost if block.assembly and block.hw_labor_cost is None else block.hw_labor_cost
    stated = draft.case.value.net_cost if draft.case.value and draft.whole("value") else None
    net_cost = built if stated is None else stated
    together = materials + (wages or Decimal(0))
    if net_cost is not None and together > net_cost:
        draft.warn("labor.above_net_cost", path, seen=f"{together:f}", net_cost=f"{net_cost:f}")


def check_metals(draft: Draft) -> None:
    """The Table S metal of a stamping is a part of its value (UR 17(2)); what originates, of what was bought."""
    for metal, block in (("steel", draft.case.steel), ("aluminum", draft.case.aluminum)):
        whole, share = (block.value, block.originating_value) if block else (None, None)
        if whole is not None and share is not None and share > whole:
            draft.say("originating_value.above", (metal, "originating_value"), seen=str(share), whole=str(whole))
        if block and block.purchases and not whole is share is None:
            name = "value" if whole is not None else "originating_value"
            draft.say("sum.with_detail", (metal, name), name=name, detail="purchases")
        for position, purchase in enumerate(block.purchases if block else ()):
            part, value = purchase.table_s_metal_value, purchase.value
            if part is not None and value is not None and part > value:
                path = (metal, "purchases", position, "table_s_metal_value")
                draft.say("table_s_metal_value.above", path, seen=str(part), whole=str(value))
        if block and block.period and draft.sound(metal, "period") and draft.sound("good", "date"):
            _check_days(draft, metal, block, block.period)


def _check_days(draft: Draft, metal: str, block: MetalPurchases, period: str) -> None:
    """Purchases of a period are made in it (UR 17(7)); of quarters and fiscal years as far as they can reach."""
    day = draft.case.good.date
    first, last = days_of(period, day)
    for position, purchase in enumerate(block.purchases):
        bought, path = purchase.purchased_on, (metal, "purchases", position, "purchased_on")
        if bought is not None and draft.sound(*path) and is_outside(bought, period, day):
            days = {"seen": bought.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
            draft.warn("purchase.outside_period", path, period=period, **days)


def listed_labor(data: object) -> bool:
    """Whether a case gives labor as a list of blocks."""
    return isinstance(data, Mapping) and isinstance(data.get("labor"), list | tuple)


def _check_wage(draft: Draft, law: Law, path: Path, field: str, country: str | None, currency: str | None) -> None:
    if country is None:
        return
    wage = law.figures.wages.get(country)
    if wage is None:
        draft.warn("wage.outside_region", (*path, field), seen=country, known=", ".join(sorted(law.figures.wages)))
    elif currency is not None and currency != wage.currency:
        draft.say("wage.currency", (*path, "wage_currency"), seen=currency, country=country, expected=wage.currency)
