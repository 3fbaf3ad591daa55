"""What a good is: passenger vehicle, light truck, heavy truck, other vehicle or part (UR 12, 20)."""

from collections.abc import Collection
from functools import lru_cache

from rvc.base.hs import HsRange
from rvc.law.definitions import AbsentCategory, Definition, Feature
from rvc.law.model import KindEntry
from rvc.law.regime import Law

__all__ = ["KindEntry", "absent_core_categories", "contradictions", "is_remanufactured", "kinds_of"]


def kinds_of(
    law: Law, hs2012: str, hs_as_written: str, features: Collection[str], use: str | None
) -> tuple[KindEntry, ...]:
    """What a good is: one kind, or two where the law is open to two readings."""
    return _kinds_of(law, hs2012, hs_as_written, frozenset(features), use)


@lru_cache(maxsize=4096)
def _kinds_of(
    law: Law, hs2012: str, hs_as_written: str, features: frozenset[str], use: str | None
) -> tuple[KindEntry, ...]:
    for definition in law.kinds.definitions:
        if _meets(definition, hs2012, hs_as_written, features, use):
            return definition.readings
    return (law.kinds.part,)


def contradictions(law: Law, hs_as_written: str, features: Collection[str]) -> tuple[Feature, ...]:
    """Of the features stated, those that the words of the code exclude."""
    return tuple(
        feature
        for feature in law.kinds.features
        if feature.name in features and _held(feature.excluded_by, hs_as_written)
    )


def is_remanufactured(law: Law, hs2012: str, features: Collection[str]) -> bool:
    """Whether a good is a remanufactured good as UR 1(1) defines it: some codes have none."""
    return any(
        feature.name in features and _held(feature.defined_for, hs2012) and not _held(feature.not_for, hs2012)
        for feature in law.kinds.features
        if feature.name == "remanufactured"
    )


def absent_core_categories(law: Law, hs_as_written: str, features: Collection[str]) -> tuple[AbsentCategory, ...]:
    """The categories of Table A.2 that the code itself says the vehicle lacks."""
    return tuple(
        absent
        for absent in law.kinds.absent
        if _held(absent.written, hs_as_written) and not set(absent.without_features) & set(features)
    )


def _meets(definition: Definition, hs2012: str, hs_as_written: str, features: Collection[str], use: str | None) -> bool:
    return (
        _held(definition.hs, hs2012)
        and (not definition.written or _held(definition.written, hs_as_written))
        and (not definition.any_features or bool(set(definition.any_features) & set(features)))
        and set(definition.all_features) <= set(features)
        and (not definition.uses or use in definition.uses)
        and (not definition.use_not_stated or use is None)
    )


def _held(ranges: tuple[HsRange, ...], code: str) -> bool:
    return any(held.holds(code) for held in ranges)
