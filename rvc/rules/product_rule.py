"""Which alternatives of a product rule a good can use: by use, by named good, by features (UR 3(6), 4(3), 13)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from rvc.base.hs import HsRange
from rvc.law.load import Law
from rvc.law.model import ANY_GOOD, OTHER_GOOD, Alternative

PART_USES = ("passenger_light", "heavy_truck", "vehicle_20_2", "vehicle_20_3", "aftermarket", "other")


@dataclass(frozen=True)
class Facts:
    """What picks the alternatives: HS 2012 code, use (None: not stated), day, named good ("": not stated), features."""

    hs: str
    use: str | None
    day: date
    named_good: str = ""
    features: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Branch:
    """The alternatives that stand if the good is for `use` and is what `named_good` says; any one of them is enough."""

    use: str
    named_good: str
    alternatives: tuple[Alternative, ...]


@cache
def branches(law: Law, facts: Facts) -> tuple[Branch, ...]:
    """The cases to be judged: one where use and name are settled, one for each possibility where they are not.

    A good originates surely only if it does in every branch; none at all means that the law data hold no rule for it.
    """
    rule = law.rule(facts.hs)
    if rule is None:
        return ()
    uses = (facts.use,) if facts.use is not None else PART_USES
    found: dict[tuple[Alternative, ...], Branch] = {}
    for use in uses:
        standing = [item for item in rule.alternatives if use in item.uses and _fits(item, facts)]
        for name in _possible_names(standing, facts.named_good, rule.named_goods):
            chosen = tuple(item for item in standing if ANY_GOOD in item.goods or name in item.goods)
            if chosen:
                ways = (*chosen, *_same_subheading(law, chosen, facts.hs, use))
                found.setdefault(ways, Branch(use, name, ways))
    return tuple(found.values())


def _same_subheading(law: Law, printed: tuple[Alternative, ...], hs: str, use: str) -> Iterator[Alternative]:
    """UR 3(4)(a), 3(5)(a): a value content in place of the change, where a subheading holds goods and their parts.

    Open where it holds parts alone, and with them the parts of parts. Not where the rule asks for no change, so that
    nothing keeps the materials from meeting it, and never round the "only if" of UR 14(2) and 15(4).
    """
    if use not in PART_USES or any(item.change.none_required or item.only_if for item in printed):
        return
    way, own = law.same_subheading, HsRange(hs[:6], hs[:6])
    parts_only = any(item.holds(hs) for item in way.parts_only)
    if not (parts_only or any(item.holds(hs) for item in way.goods_and_parts)):
        return
    doubt = way.parts_doubt if parts_only else "" if use in way.certain_for else way.doubt
    changes = dict.fromkeys(
        item.change
        for item in printed
        if item.change.no_part or not any(held.holds(hs) for held in item.change.also_from)
    )
    for change in changes:
        yield Alternative(
            uses=(use,),
            goods=(ANY_GOOD,),
            cite=way.cite,
            text=way.text,
            change=replace(change, also_from=(*change.also_from, own), no_part=()),
            net_cost=way.net_cost,
            transaction_value=way.transaction_value,
            doubt=doubt,
            blocks=bool(doubt),
            in_place_of=change,
        )


def _fits(alternative: Alternative, facts: Facts) -> bool:
    dated = alternative.start <= facts.day <= alternative.end
    features = facts.features
    return dated and features.issuperset(alternative.features) and features.isdisjoint(alternative.without_features)


def _possible_names(standing: list[Alternative], stated: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    if stated:
        return (stated if stated in vocabulary else OTHER_GOOD,)
    named = {name for item in standing for name in item.goods if name != ANY_GOOD}
    return tuple(sorted(named)) or (OTHER_GOOD,)
