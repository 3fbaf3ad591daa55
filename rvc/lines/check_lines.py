"""Checks of the bill of materials, line by line: the tree, currencies, Table A.2, values, claims and statements."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from rvc.base.hs import HsRange, dotted
from rvc.law.kinds import absent_core_categories, is_remanufactured
from rvc.law.load import Law
from rvc.law.table_fg import may_be_listed
from rvc.lines.build import Draft
from rvc.lines.case import Deductions, Material, Statement
from rvc.lines.check_claim import check_claim
from rvc.lines.check_good import check_code, check_named_good
from rvc.lines.check_rates import check_rate, check_rates
from rvc.lines.check_valuation import check_material
from rvc.lines.making import made_outside, tells_of_making
from rvc.lines.scalars import nearest
from rvc.lines.statements import FIGURES, check_statement, of_one_unit
from rvc.lines.tree import Path
from rvc.lines.tree import dotted as place_of
from rvc.lines.valuation import line_value

HALF_A_CENT = Decimal("0.005")
_WHOLE = 100  # percent
_COMPARED = 60


def check_lines(draft: Draft, law: Law) -> bool:
    """Everything about the lines but their sums; True if they stand in a tree, so that sums make sense."""
    placed = _check_tree(draft)
    parents = {material.parent for material in draft.case.materials}
    for position, material in enumerate(draft.case.materials):
        path = ("materials", position)
        _check_values(draft, path, material, law)
        if material.vnm is not None and material.id in parents:
            draft.say("vnm.with_lines", (*path, "vnm"), seen=str(material.vnm))
        _check_currency(draft, path, material)
        _check_oddities(draft, path, material, opened=material.id in parents)
        if material.core_part or material.component or material.named_good:
            _check_names(draft, path, material, law)
        if material.claim is not None:
            day = material.acquired_on or draft.case.good.date
            check_claim(draft, path, material.claim, originating=material.originating, day=day)
    check_rates(draft)
    _check_own_currency(draft)
    _check_codes(draft, law)
    _check_recovered(draft, law)
    _check_absent(draft, law)
    _check_table_fg(draft, law)
    if placed:
        _check_nested(draft)
    return placed


def _check_tree(draft: Draft) -> bool:
    """Ids stand once, parents exist, and no line is inside itself."""
    materials = draft.case.materials
    first: dict[str, int] = {}
    twice = False
    for position, material in enumerate(materials):
        if not material.id:
            continue
        if material.id in first:
            twice = True
            there = place_of(("materials", first[material.id]))
            draft.say("id.twice", ("materials", position, "id"), id=material.id, first=there)
        else:
            first[material.id] = position
    suggested: dict[str, str] = {}
    in_order = sorted(first)
    for position, material in enumerate(materials):
        if material.parent is None or material.parent in first:
            continue
        if material.parent not in suggested:
            suggested[material.parent] = _nearest_id(material.parent, material.id, in_order)
        draft.say(
            "parent.unknown", ("materials", position, "parent"),
            seen=material.parent, nearest=suggested[material.parent],
        )  # fmt: skip
    cycles = _cycles(materials, first)
    for cycle in cycles:
        loop = " → ".join([*cycle, cycle[0]])
        draft.say("parent.cycle", ("materials", first[cycle[0]], "parent"), ids=loop)
    return not (twice or suggested or cycles)


def _nearest_id(parent: str, own: str, ids: Sequence[str]) -> str:
    """The id most like a parent that is not there; of many ids, those next to it in order are compared."""
    start = bisect_left(ids, parent) - _COMPARED // 2 if len(ids) > _COMPARED else 0
    close = [name for name in islice(ids, max(start, 0), max(start, 0) + _COMPARED) if name != own]
    return nearest(parent, close) or "-"


def _cycles(materials: Sequence[Material], first: dict[str, int]) -> list[list[str]]:
    """Each chain of lines that leads back into itself, once."""
    parent = {name: materials[position].parent for name, position in first.items()}
    settled: set[str] = set()
    found = []
    for start in parent:
        chain: dict[str, None] = {}
        name: str | None = start
        while name is not None and name in parent and name not in settled and name not in chain:
            chain[name] = None
            name = parent[name]
        if name in chain:
            names = list(chain)
            found.append(names[names.index(name) :])
        settled.update(chain)
    return found


def _check_values(draft: Draft, path: Path, material: Material, law: Law) -> None:
    """A line's figures agree with one another (UR 7, 8; docs/readings.md 1, 8). Few lines state most of them."""
    if material.line_value is not None and material.unit_value is not None:
        _check_product(draft, path, material, material.line_value, material.unit_value)
    if material.valuation is not None:
        check_material(draft, path, material)
    if material.vnm_components is not None:
        _check_order(draft, path, material, "vnm_components", "vnm")
    if material.excluded_cost is not None:
        _check_order(draft, path, material, "excluded_cost", "other_cost")
    if material.deductions is not None:
        _check_deductions(draft, path, material, material.deductions)
    if material.net_cost is not None and material.vnm is not None and material.vnm > material.net_cost:
        draft.warn("vnm.above_net_cost", (*path, "vnm"), seen=str(material.vnm), net_cost=str(material.net_cost))
    nafta = material.nafta
    if nafta is not None and nafta.rvc is not None and nafta.rvc > _WHOLE:
        draft.say("nafta.above_100", (*path, "nafta", "rvc"), seen=str(nafta.rvc))
    statement = material.statement
    if statement is not None and draft.whole(*path, "statement"):
        check_statement(draft, (*path, "statement"), statement, law)
        if _values_sound(draft, path):
            _check_statement(draft, path, material, statement)


def _values_sound(draft: Draft, path: Path) -> bool:
    """Whether what the value of a line is found from could be read."""
    return draft.sound(*path, "quantity") and draft.whole(*path, "valuation")


def _check_product(draft: Draft, path: Path, material: Material, value: Decimal, each: Decimal) -> None:
    """A value of the line is its quantity times the value of one unit."""
    product = material.quantity * each
    if abs(value - product) > HALF_A_CENT and _values_sound(draft, path):
        draft.say(
            "line_value.disagrees", (*path, "line_value"), seen=str(value),
            quantity=str(material.quantity), unit_value=str(each), product=f"{product:f}",
        )  # fmt: skip


def _check_deductions(draft: Draft, path: Path, material: Material, cuts: Deductions) -> None:
    """What lowers a value is inside it (UR 8(2))."""
    value = line_value(material)
    stated = (cuts.freight, cuts.insurance, cuts.packing, cuts.duties, cuts.brokerage, cuts.waste)
    total = sum((cut for cut in stated if cut is not None), Decimal(0))
    if value is not None and total > value and _values_sound(draft, path):
        draft.say("deductions.above_value", (*path, "deductions"), seen=str(total), value=f"{value:f}")


def _check_statement(draft: Draft, path: Path, material: Material, said: Statement) -> None:
    """What a supplier states of one unit beside its value: lawful where it is more, but rather a slip (UR 9(2))."""
    value = line_value(material)
    net_cost, vnm, amount = (of_one_unit(said, name) for name in FIGURES)
    if amount is not None and value is not None and amount * material.quantity > value + HALF_A_CENT:
        one = value / material.quantity
        draft.warn("statement.amount_above_value", (*path, "statement"), seen=f"{amount:f}", value=f"{one:.6f}")
    if net_cost is not None and vnm is not None and vnm > net_cost:
        draft.warn("statement.vnm_above_net_cost", (*path, "statement"), seen=f"{vnm:f}", net_cost=f"{net_cost:f}")


def _check_order(draft: Draft, path: Path, material: Material, part: str, whole: str) -> None:
    part_value, whole_value = getattr(material, part), getattr(material, whole)
    if whole_value is not None and part_value > whole_value:
        draft.say(f"{part}.above", (*path, part), seen=str(part_value), whole=str(whole_value))


def _check_currency(draft: Draft, path: Path, material: Material) -> None:
    """A line in another currency has a rate; a rate has another currency (docs/readings.md 3)."""
    if material.currency is None and material.rate is None:
        return
    own = draft.case.good.currency
    if not (draft.sound("good", "currency") and draft.sound(*path, "currency") and draft.sound(*path, "rate")):
        return
    if material.currency is None:
        draft.say("rate.without_currency", (*path, "rate"), seen=str(material.rate))
    elif material.currency == own:
        if material.rate is not None and material.rate != 1:
            draft.say("rate.own_currency", (*path, "rate"), seen=str(material.rate), currency=own)
    elif (
        own and not (material.rate or material.currency in draft.case.rates) and draft.sound("rates", material.currency)
    ):
        draft.say("rate.missing", (*path, "currency"), currency=material.currency, own=own)
    elif material.rate is not None:
        check_rate(draft, (*path, "rate"), material.currency, material.rate)


def _check_own_currency(draft: Draft) -> None:
    """Where lines state a currency the good has one: said once for each of theirs."""
    if draft.case.good.currency is None and draft.sound("good", "currency"):
        for currency in dict.fromkeys(
            material.currency
            for position, material in enumerate(draft.case.materials)
            if material.currency and draft.sound("materials", position, "currency")
        ):
            draft.say("currency.good_missing", ("good", "currency"), currency=currency)


def _check_oddities(draft: Draft, path: Path, material: Material, *, opened: bool) -> None:
    """What cannot be, and what is lawful but odd, such as a recovered material of no remanufactured good (UR 4(2))."""
    if material.intermediate and material.made != "in_house" and draft.sound(*path, "made"):
        draft.say("intermediate.purchased", (*path, "intermediate"))
    if material.role != "direct" and (material.core_part or material.component) and draft.sound(*path, "role"):
        draft.say("role.in_table_a2", (*path, "role"), seen=material.role)
    if material.acquired_on is not None and draft.sound("good", "date") and draft.sound(*path, "acquired_on"):
        day = draft.case.good.date
        if material.acquired_on > day:
            seen = material.acquired_on.isoformat()
            draft.warn("acquired.after_good", (*path, "acquired_on"), seen=seen, day=day.isoformat())
    outside = made_outside(material)
    if outside and material.made == "in_house":
        draft.warn("origin.in_house_outside", (*path, "origin"), seen=str(material.origin))
    elif outside and material.originating:
        draft.warn("origin.outside_region", (*path, "origin"), seen=str(material.origin))
    elif outside and tells_of_making(material, opened=opened):
        draft.warn("origin.made_outside", (*path, "origin"), seen=str(material.origin))
    if material.deductions is not None and material.originating:
        draft.warn("deductions.on_originating", (*path, "deductions"))


def _check_names(draft: Draft, path: Path, material: Material, law: Law) -> None:
    """Core parts and components lie in their rows of Table A.2; named goods are those of their rule."""
    if material.hs is None:
        return
    code = law.to_2012(material.hs)
    rows: list[tuple[str, str, tuple[HsRange, ...]]] = []
    if material.core_part is not None:
        ranges = [row.hs for row in law.components if row.category == material.core_part and row.first_row]
        rows.append(("core_part", material.core_part, tuple(held for row in ranges for held in row)))
    component = law.component(material.component) if material.component is not None else None
    if component is not None:
        rows.append(("component", component.name, component.hs))
    for field, name, ranges_held in rows:
        if not any(held.holds(code) for held in ranges_held):
            known = ", ".join(str(held) for held in ranges_held)
            draft.say(f"{field}.outside_row", (*path, "hs"), hs=dotted(material.hs), name=name, known=known)
    if material.named_good is not None:
        check_named_good(draft, law, (*path, "named_good"), material.hs, material.named_good)


def _check_table_fg(draft: Draft, law: Law) -> None:
    """Only materials of Table F or G have the choice of UR 20(4)."""
    materials = draft.case.materials
    asked = [place for place, material in enumerate(materials) if material.table_fg_vnm is not None]
    if not asked or not draft.sound("good", "hs"):
        return
    above = {None: draft.case.good.hs} | {material.id: material.hs for material in materials}
    for place in asked:
        material = materials[place]
        product = above.get(material.parent) or ""
        if material.hs is None or not draft.sound("materials", place, "hs"):
            continue
        if not may_be_listed(law, law.to_2012(product) if product else "", law.to_2012(material.hs)):
            draft.say("table_fg_vnm.not_listed", ("materials", place, "table_fg_vnm"), hs=dotted(material.hs))


def _check_codes(draft: Draft, law: Law) -> None:
    """Codes that can be none, each looked up once."""
    materials = draft.case.materials
    doubtful = {code for code in {material.hs for material in materials} if code is not None and law.is_no_code(code)}
    if not doubtful:
        return
    for place, material in enumerate(materials):
        if material.hs is not None and material.hs in doubtful:
            check_code(draft, law, ("materials", place, "hs"), material.hs)


def _check_recovered(draft: Draft, law: Law) -> None:
    """Recovered materials count as such in a remanufactured good only (UR 1(1), 4)."""
    good = draft.case.good
    recovered = [place for place, material in enumerate(draft.case.materials) if material.recovered]
    if not recovered or not (draft.sound("good", "hs") and draft.whole("good", "features")):
        return
    if not is_remanufactured(law, law.to_2012(good.hs), good.features):
        for place in recovered:
            draft.warn("recovered.not_remanufactured", ("materials", place, "recovered"))


def _check_nested(draft: Draft) -> None:
    """No core part lies inside another: in a sum of core parts it would count twice (UR 14(10), 14(12))."""
    materials = draft.case.materials
    holder = {material.id: material for material in materials if material.id}
    for position, material in enumerate(materials):
        if material.core_part is None:
            continue
        above = material.parent
        while above is not None and holder[above].core_part is None:
            above = holder[above].parent
        if above is not None:
            draft.say("core_part.inside", ("materials", position, "core_part"), seen=above, name=material.core_part)


def _check_absent(draft: Draft, law: Law) -> None:
    """A category is not both among the lines and absent."""
    good = draft.case.good
    implied = {
        absent.category for absent in absent_core_categories(law, good.hs, good.features) if draft.sound("good", "hs")
    }
    for position, material in enumerate(draft.case.materials):
        path = ("materials", position, "core_part")
        if material.core_part is None:
            if good.absent_core_categories and material.parent is None and material.component is None:
                _check_unnamed(draft, law, path, material.hs)
            continue
        if material.core_part in good.absent_core_categories:
            draft.say("core_part.declared_absent", path, seen=material.core_part)
        elif material.core_part in implied:
            draft.warn("core_part.absent_by_code", path, seen=material.core_part, hs=dotted(good.hs))


def _check_unnamed(draft: Draft, law: Law, path: Path, hs: str | None) -> None:
    """No line is by its code a core part that the good is said to lack; where parts of such share the code, perhaps."""
    code = law.to_2012(hs) if hs is not None else ""
    rows = [row for row in law.components if any(held.holds(code) for held in row.hs)]
    for category in draft.case.good.absent_core_categories:
        whole = [row for row in rows if row.category == category and row.first_row]
        if whole and len(whole) == len(rows):
            draft.say("core_part.absent_listed", path, seen=category, hs=dotted(code))
        elif whole:
            draft.warn("core_part.absent_perhaps", path, seen=category, hs=dotted(code))
