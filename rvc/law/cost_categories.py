"""What the accounts of a producer's books are for the net cost (UR 1(1), 1(6), 7(11)-(13), Schedule 5)."""

from dataclasses import dataclass

from rvc.law.strict import Entry

COST_CLASSES = ("direct_material", "direct_labor", "direct_overhead", "period", "other")
EXCLUDED_COSTS = ("sales_promotion", "royalties", "shipping_and_packing", "non_allowable_interest")
RESEARCH = "research_and_development"
"""Of services performed in a USMCA country: no amount paid for them is an excluded cost (UR 7(13)(c))."""
STANDINGS = ("cost", "currency", "unrelated_currency", "interest", "not_total_cost", "not_allocated")


@dataclass(frozen=True)
class CostCategory:
    """One category: its class of cost, the excluded cost that it is ("" for none) and how it stands in total cost."""

    name: str
    says: str
    cite: tuple[str, ...]
    cost_class: str
    excluded: str
    standing: str


def cost_categories(file: Entry) -> dict[str, CostCategory]:
    """Every `[category.<name>]` table, by name."""
    file.only("category")
    found = {entry.key.removeprefix("category."): entry for entry in file.child("category").leaves("says")}
    return {name: _category(name, entry) for name, entry in found.items()}


def _category(name: str, entry: Entry) -> CostCategory:
    entry.only("says", "cite", "class", "excluded", "standing")
    standing = entry.one_of("standing", STANDINGS)
    cost_class = entry.one_of("class", COST_CLASSES, "")
    if (standing == "not_total_cost") == bool(cost_class):
        raise entry.refusal("class", "a category has a class exactly if it is a part of total cost")
    excluded = entry.one_of("excluded", EXCLUDED_COSTS, "")
    return CostCategory(name, entry.text("says"), entry.texts("cite"), cost_class, excluded, standing)
