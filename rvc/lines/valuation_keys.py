"""The keys of a valuation: what makes up the value of a material (UR 8, Schedule 6) or of a good (Schedules 3 and 4).

Each figure is added or taken out by the provision beside it. The fields of a case are written from these tables, and so
are the steps of a derivation.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a valuation: its key, whether it is added (1) or taken out (-1), its provision, its meaning."""

    name: str
    sign: int
    cite: str
    help: str


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What leaves no transaction value, or an unacceptable one: its name and its provision for each of the two."""

    name: str
    of_material: str
    of_good: str


SIX, THREE, FOUR = "UR Schedule 6 s. ", "UR Schedule 3 s. ", "UR Schedule 4 s. "
SHARED = ("tools", "indirect_materials", "engineering")
"""Elements supplied by the buyer that are allocated over units (s. 4(13) of Schedules 3 and 6)."""

SUPPLIED = ("supplied_materials", "supplied_materials_costs", *SHARED)
"""Elements supplied free or at reduced cost (s. 4(1)(b) of Schedules 3 and 6)."""

MATERIAL_PRICE = (
    Part("price", 1, f"{SIX}3(1)", "Price actually paid or payable for one unit (Schedule 6)."),
    Part("paid_indirectly", 1, f"{SIX}3(1)", "Paid for the seller's benefit beside it, such as a debt settled."),
    Part("later_charges", -1, f"{SIX}3(3)", "Assembly, upkeep, technical assistance in it, shown apart: out."),
    Part("unrelated_payments", -1, f"{SIX}3(4)", "Dividends and payments in it that are not for the material: out."),
    Part("commissions", 1, f"{SIX}4(1)(a)(i)", "Commissions and brokerage, save buying commissions, not in it."),
    Part("containers", 1, f"{SIX}4(1)(a)(ii)", "Containers classified with the material, not in it."),
    Part("supplied_materials", 1, f"{SIX}4(1)(b)(i)", "Materials supplied to the seller, as s. 4(6) values them."),
    Part("supplied_materials_costs", 1, f"{SIX}4(7)", "Freight, duties, brokerage, waste of those, if not in it."),
    Part("tools", 1, f"{SIX}4(1)(b)(ii)", "Tools, dies, moulds supplied to the seller, less earlier use."),
    Part("indirect_materials", 1, f"{SIX}4(1)(b)(iii)", "Other indirect materials supplied to the seller."),
    Part("engineering", 1, f"{SIX}4(1)(b)(iv)", "Engineering and design supplied, made outside its country."),
    Part("royalties", 1, f"{SIX}4(1)(c)", "Royalties paid as a condition of the sale, not in it."),
    Part("proceeds", 1, f"{SIX}4(1)(d)", "Proceeds of later disposal or use that the seller receives."),
    Part("international_shipment", 1, "UR 8(1)(a)", "International shipment of an imported material, not in it."),
)
GOOD_PRICE = (
    Part("price", 1, f"{THREE}3(1)", "Price actually paid or payable for the good (Schedule 3)."),
    Part("paid_indirectly", 1, f"{THREE}3(1)", "Paid for the producer's benefit beside it, such as a debt settled."),
    Part("later_charges", -1, f"{THREE}3(3)(a)", "Assembly, upkeep, technical assistance in it, shown apart: out."),
    Part("buyer_duties", -1, f"{THREE}3(3)(b)", "Duties and taxes of the buyer's country in it, shown apart: out."),
    Part("unrelated_payments", -1, f"{THREE}3(4)", "Dividends and payments in it that are not for the good: out."),
    Part("commissions", 1, f"{THREE}4(1)(a)(i)", "Commissions and brokerage, save buying commissions, not in it."),
    Part("transport", 1, f"{THREE}4(1)(a)(ii)", "Transport to the point of direct shipment, paid by the buyer."),
    Part("packaging", 1, f"{THREE}4(1)(a)(iii)", "Packaging classified with the good, as s. 4(6) values it."),
    Part("packaging_costs", 1, f"{THREE}4(7)", "Freight, duties, brokerage, waste of that, not in its value."),
    Part("supplied_materials", 1, f"{THREE}4(1)(b)(i)", "Materials that the buyer supplied, as s. 4(6) values them."),
    Part("supplied_materials_costs", 1, f"{THREE}4(7)", "Freight, duties, brokerage, waste of those, if not in it."),
    Part("tools", 1, f"{THREE}4(1)(b)(ii)", "Tools, dies, moulds that the buyer supplied, less earlier use."),
    Part("indirect_materials", 1, f"{THREE}4(1)(b)(iii)", "Other indirect materials that the buyer supplied."),
    Part("engineering", 1, f"{THREE}4(1)(b)(iv)", "Engineering and design that the buyer supplied, made anywhere."),
    Part("royalties", 1, f"{THREE}4(1)(c)", "Royalties that the buyer pays as a condition of the sale, not in it."),
    Part("proceeds", 1, f"{THREE}4(1)(d)", "Proceeds of later resale, disposal or use that the producer receives."),
)
RESOLD = (
    Part("margin", -1, f"{SIX}8(1)(a)", "Commissions usually earned, or profit and general expenses, in it."),
    Part("taxes", -1, f"{SIX}8(1)(b)", "Recoverable taxes in the unit price."),
)
COMPUTED = (
    Part("cost_of_materials", 1, f"{SIX}9(1)(a)", "Computed value: materials used to make it."),
    Part("cost_of_production", 1, f"{SIX}9(1)(b)", "Computed value: cost of producing it."),
    Part("profit_and_expenses", 1, f"{SIX}9(1)(c)", "Computed value: usual profit and general expenses."),
)
REASONABLE = Part("reasonable_value", 1, f"{SIX}10(1)", "Value by reasonable means, consistent with Schedule 6.")
CIRCUMSTANCES = (
    Circumstance("not_sold", f"{SIX}2(2)", f"{FOUR}2(1)"),
    Circumstance("restrictions", f"{SIX}2(3)(a)", f"{FOUR}2(2)(a)"),
    Circumstance("condition", f"{SIX}2(3)(b)", f"{FOUR}2(2)(b)"),
    Circumstance("proceeds", f"{SIX}2(3)(c)", f"{FOUR}2(2)(c)"),
    Circumstance("no_data", f"{SIX}4(3)", f"{THREE}4(3)"),
)
INFLUENCED = Circumstance("influenced", f"{SIX}2(3)(d)", f"{FOUR}2(2)(d)")
LOWEST = {"identical": f"{SIX}5(4)", "similar": f"{SIX}6(4)"}
GREATEST = f"{SIX}8(3)"
SECTIONS = ("identical", "similar", "resale", "computed", "other_means")
"""Where a value is found that is no transaction value: Schedule 6 s. 5, 6, 8, 9 and 10."""

Described = tuple[str, str, str, tuple[str, ...]]  # name, kind, help, choices


def _amounts(parts: tuple[Part, ...]) -> tuple[Described, ...]:
    return tuple((part.name, "amount", part.help, ()) for part in parts)


_OF_BOTH: tuple[Described, ...] = (
    ("assist_units", "above_zero", "Units over which tools, indirect_materials and engineering are allocated.", ()),
    ("first_shipment", "above_zero", "Units of the first shipment, which alone cannot carry them (s. 4(13)).", ()),
    ("contracted_units", "above_zero", "Units bought under the contract (s. 4(13)).", ()),
    (
        "unacceptable", "choices", "What leaves no transaction value, or an unacceptable one.",
        tuple(item.name for item in CIRCUMSTANCES),
    ),
    ("related", "flag", "Whether buyer and seller are related persons.", ()),
    ("influenced", "flag", "Whether their relation influenced the price.", ()),
)  # fmt: skip
OF_GOOD: tuple[Described, ...] = (*_amounts(GOOD_PRICE), *_OF_BOTH)
OF_MATERIAL: tuple[Described, ...] = (
    *_amounts(MATERIAL_PRICE),
    *_OF_BOTH,
    ("found_under", "choice", "How its value is found instead; what stands before it gives none.", SECTIONS),
    ("sales", "sales", "Sales of identical or similar materials: 80 x 90; 55 x 95.", ()),
    *_amounts((*RESOLD, *COMPUTED, REASONABLE)),
)
