"""The choice of UR 20(4): a material of Table F or G counts by its value, or by what is non-originating in it."""

from rvc.base.outcome import Outcome
from rvc.law.load import Law

_COMPONENTS_FOR = {"vehicle_20_2": "F", "vehicle_20_3": "G"}


def offers_choice(law: Law, use: str | None, product: str, named_good: str) -> Outcome:
    """Whether the producer of a product has the choice for its materials (UR 20(4); reading 45).

    `use`: what the product is original equipment for; `product`: its HS 2012 code; `named_good`: which good of it, ""
    if that is not said: the tables list gear boxes and bumpers, and not all the parts of their subheadings. A vehicle's
    own producer has it not (UR 20(5)).
    """
    table = _COMPONENTS_FOR.get(use or "")
    listed = {entry.named_good for entry in law.in_table(table, product)} if table is not None and product else set()
    if "" in listed or named_good in listed:
        return Outcome.PASS
    return Outcome.UNDETERMINED if listed and not named_good else Outcome.FAIL


def may_be_listed(law: Law, product: str, material: str) -> bool:
    """Whether a material can be one of Table F or G: by its code, or as a named material of a component of Table G."""
    return bool(law.in_table("F", material)) or bool(product and law.in_table("G", product))
