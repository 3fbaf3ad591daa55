"""Which alternatives of a product rule a good can use: by use, by named good, by features (UR 3(6), 13, Schedule 1)."""

from dataclasses import dataclass

from rvc.law.load import Law
from rvc.law.model import ANY_GOOD, OTHER_GOOD, Alternative

PART_USES = ("passenger_light", "heavy_truck", "vehicle_20_2", "vehicle_20_3", "aftermarket", "other")

_NAMES = {
    ("advanced_battery", "850760"): "traction_battery",
    ("body_and_chassis", "870829"): "body_stamping",
    ("body_and_chassis", "870899"): "chassis_frame",
    ("transmission", "870840"): "gear_box",
    ("major_body_panel_stampings", "870829"): "body_stamping",
    ("secondary_panel_stampings", "870829"): "body_stamping",
    ("structural_panel_stampings", "870829"): "body_stamping",
}


@dataclass(frozen=True)
class Facts:
    """What picks the alternatives: HS 2012 code, use (None: not stated), named good ("": not stated), features."""

    hs: str
    use: str | None
    named_good: str = ""
    features: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Branch:
    """The alternatives that stand if the good is for `use` and is what `named_good` says; any one of them is enough."""

    use: str
    named_good: str
    alternatives: tuple[Alternative, ...]


def implied_name(core_part: str, component: str, hs: str) -> str:
    """The named good that a line of Table A.2 is by its place in the table and its code."""
    return _NAMES.get((core_part or component, hs[:6]), "")


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
        standing = [item for item in rule.alternatives if use in item.uses and _fits(item, facts.features)]
        for name in _possible_names(standing, facts.named_good, rule.named_goods):
            chosen = tuple(item for item in standing if ANY_GOOD in item.goods or name in item.goods)
            if chosen:
                found.setdefault(chosen, Branch(use, name, chosen))
    return tuple(found.values())


def _fits(alternative: Alternative, features: frozenset[str]) -> bool:
    return features.issuperset(alternative.features) and features.isdisjoint(alternative.without_features)


def _possible_names(standing: list[Alternative], stated: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    if stated:
        return (stated if stated in vocabulary else OTHER_GOOD,)
    named = {name for item in standing for name in item.goods if name != ANY_GOOD}
    return tuple(sorted(named)) or (OTHER_GOOD,)
