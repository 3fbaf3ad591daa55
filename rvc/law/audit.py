"""Faults that the law data can have though every file reads well: each is a sentence, none is what is wanted."""

from collections.abc import Iterator
from itertools import chain, pairwise

from rvc.base.errors import LawError
from rvc.law.model import Alternative, KindEntry
from rvc.law.regime import Law
from rvc.law.tables import TABLES


def audit(law: Law) -> tuple[str, ...]:
    """Every fault found: days without law, steps out of order, citations of no source, names that nothing bears."""
    return tuple(
        fault
        for check in (_days, _order, _citations, _schedule_names, _unused, _features, _components)
        for fault in check(law)
    )


def _days(law: Law) -> Iterator[str]:
    start = law.figures.entry_into_force
    for schedule in law.schedules.values():
        if schedule.on(start) is None:
            yield f"schedule {schedule.name}: no requirement on {start}"


def _order(law: Law) -> Iterator[str]:
    for schedule in law.schedules.values():
        for earlier, later in pairwise(schedule.steps):
            if earlier.start >= later.start:
                yield f"schedule {schedule.name}: {later.start} does not come after {earlier.start}"
            if earlier.basis_points == later.basis_points:
                yield f"schedule {schedule.name}: nothing changes on {later.start}"


def _citations(law: Law) -> Iterator[str]:
    prefixes = tuple(source.prefix for source in law.sources)
    for place, cite in _cites(law):
        if not cite.startswith(prefixes):
            yield f"{place}: {cite!r} opens with the prefix of no source"


def _cites(law: Law) -> Iterator[tuple[str, str]]:
    for place, cites in chain(_cites_of_figures(law), _cites_of_kinds(law), _cites_of_rules(law)):
        for cite in cites:
            yield place, cite


def _cites_of_figures(law: Law) -> Iterator[tuple[str, tuple[str, ...]]]:
    for schedule in law.schedules.values():
        yield f"schedule {schedule.name}", (*schedule.cite, *(step.cite for step in schedule.steps))
    for name, cites in law.figures.cites.items():
        yield f"figure {name}", cites
    for category in law.cost_categories.values():
        yield f"cost category {category.name}", category.cite


def _cites_of_kinds(law: Law) -> Iterator[tuple[str, tuple[str, ...]]]:
    for reading in _readings(law):
        yield f"kind {reading.kind}", reading.cite
    for feature in law.kinds.features:
        yield f"feature {feature.name}", feature.cite
    for absent in law.kinds.absent:
        yield f"absent {absent.category}", absent.cite
    yield from law.averaging.cites()


def _cites_of_rules(law: Law) -> Iterator[tuple[str, tuple[str, ...]]]:
    for chapter in law.chapters:
        for rule in law.chapter(chapter):
            yield f"rule {rule.cite}", (rule.cite, *(alternative.cite for alternative in rule.alternatives))


def _schedule_names(law: Law) -> Iterator[str]:
    for alternative in _alternatives(law):
        for name in _named_by(alternative):
            try:
                law.schedule(name)
            except LawError:
                yield f"rule {alternative.cite}: no schedule {name!r}"
    for reading in _readings(law):
        if reading.requirement and reading.requirement not in law.schedules:
            yield f"kind {reading.kind}: no schedule {reading.requirement!r}"


def _unused(law: Law) -> Iterator[str]:
    named = {name for alternative in _alternatives(law) for name in _named_by(alternative)}
    named |= {reading.requirement for reading in _readings(law)}
    for schedule in law.schedules.values():
        if schedule.serves == "product_rules" and schedule.name not in named:
            yield f"schedule {schedule.name}: no product rule names it"


def _features(law: Law) -> Iterator[str]:
    known = {feature.name for feature in law.kinds.features}
    for alternative in _alternatives(law):
        for name in (*alternative.features, *alternative.without_features):
            if name not in known:
                yield f"rule {alternative.cite}: no feature {name!r}"


def _components(law: Law) -> Iterator[str]:
    names = [name for component in law.components for name in (component.name, *component.also)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"Table A.2: {name} names two components"
    for absent in law.kinds.absent:
        if absent.category not in law.core_categories:
            yield f"absent {absent.category}: no category of Table A.2"
    for table in TABLES:
        lines = [(entry.hs, entry.suffix, entry.describes) for entry in law.entries(table)]
        if len(set(lines)) < len(lines):
            yield f"Table {table}: a line stands twice"


def _readings(law: Law) -> Iterator[KindEntry]:
    for definition in law.kinds.definitions:
        yield from definition.readings


def _alternatives(law: Law) -> Iterator[Alternative]:
    for chapter in law.chapters:
        for rule in law.chapter(chapter):
            yield from rule.alternatives


def _named_by(alternative: Alternative) -> tuple[str, ...]:
    names = (
        *(alternative.net_cost, alternative.transaction_value),
        *(alternative.open_schedule, alternative.open_transaction_value),
    )
    return tuple(name for name in names if name)
