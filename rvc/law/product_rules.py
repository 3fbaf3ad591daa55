"""Product-specific rules of origin (UR 13, Schedule 1), one TOML file a chapter."""

from collections.abc import Mapping
from datetime import date

from rvc.law.model import ANY_GOOD, OTHER_GOOD, Alternative, Change, ProductRule, SameSubheading
from rvc.law.strict import Entry

LEVELS = ("chapter", "heading", "subheading")
USES = (
    "passenger_light",
    "heavy_truck",
    "vehicle_20_2",
    "vehicle_20_3",
    "aftermarket",
    "other",
    "passenger_vehicle",
    "light_truck",
    "other_vehicle",
    "light_duty_vehicle",
    "heavy_duty_vehicle",
)


def product_rules(file: Entry, placeholders: Mapping[str, frozenset[str]]) -> tuple[ProductRule, ...]:
    """Every `[[rule]]` of a chapter."""
    return tuple(_rule(entry, placeholders) for entry in file.only("rule").children("rule"))


def same_subheading(file: Entry) -> SameSubheading:
    """The way of UR 3(4)(a)."""
    file.only(
        "cite", "text", "net_cost", "transaction_value", "goods_and_parts", "parts_only", "parts_doubt", "certain_for",
        "doubt",
    )  # fmt: skip
    return SameSubheading(
        file.text("cite"), file.text("text"), file.text("net_cost"), file.text("transaction_value"),
        file.ranges("goods_and_parts"), file.ranges("parts_only"), file.text("parts_doubt"),
        _all_known(file, "certain_for", USES), file.text("doubt"),
    )  # fmt: skip


def _rule(entry: Entry, placeholders: Mapping[str, frozenset[str]]) -> ProductRule:
    entry.only("hs", "describes", "cite", "named_goods", "text", "alternative")
    named_goods = entry.texts("named_goods", ())
    rule = ProductRule(
        hs=entry.ranges("hs"),
        describes=entry.text("describes"),
        cite=entry.text("cite"),
        text=entry.text("text"),
        named_goods=named_goods,
        alternatives=tuple(_alternative(item, named_goods, placeholders) for item in entry.children("alternative")),
    )
    for name in ("hs", "alternative"):
        if not entry.values.get(name):
            raise entry.refusal(name, "missing")
    return rule


def _alternative(entry: Entry, named_goods: tuple[str, ...], placeholders: Mapping[str, frozenset[str]]) -> Alternative:
    entry.only(
        *("uses", "goods", "features", "without_features", "cite", "text", "change", "net_cost", "transaction_value"),
        *("only_if", "open_schedule", "open_point", "open_transaction_value", "doubt", "blocks"),
        *("start", "end"),
    )
    return Alternative(
        uses=_all_known(entry, "uses", USES),
        goods=_all_known(entry, "goods", (ANY_GOOD, OTHER_GOOD, *named_goods)),
        cite=entry.text("cite"),
        text=entry.text("text"),
        change=_change(entry.child("change"), placeholders),
        net_cost=entry.text("net_cost", ""),
        transaction_value=entry.text("transaction_value", ""),
        open_schedule=entry.text("open_schedule", ""),
        open_point=entry.text("open_point", ""),
        open_transaction_value=entry.text("open_transaction_value", ""),
        only_if=entry.flag("only_if"),
        features=entry.texts("features", ()),
        without_features=entry.texts("without_features", ()),
        doubt=entry.text("doubt", ""),
        blocks=entry.flag("blocks"),
        start=entry.day("start", date.min),
        end=entry.day("end", date.max),
    )


def _change(entry: Entry, placeholders: Mapping[str, frozenset[str]]) -> Change:
    entry.only("other", "outside", "also_from", "exceptions", "none_required", "no_part")
    return Change(
        other=entry.one_of("other", LEVELS, ""),
        outside=entry.ranges("outside", placeholders),
        also_from=entry.ranges("also_from", placeholders),
        exceptions=entry.ranges("exceptions", placeholders),
        none_required=entry.flag("none_required"),
        no_part=entry.ranges("no_part", placeholders),
    )


def _all_known(entry: Entry, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    for value in entry.texts(name):
        if value not in known:
            raise entry.refusal(name, f"{value!r} is none of {', '.join(known)}")
    return entry.texts(name)
