"""What the text leaves open of an average: each reading as the goods that it takes together, and the days asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rvc.base.result import Said
from rvc.law.load import Law
from rvc.lines.averaging.election import Election
from rvc.lines.averaging.goods import kinds_as, tables_of
from rvc.lines.case import Case

_OVER_ITS_DAYS = ("rvc", "core_parts")  # averages over what is produced in the period; the others look back or to date


@dataclass(frozen=True)
class Reading:
    """One way to read which goods are averaged together: of each good the group that it is in. `why` it is open."""

    groups: tuple[object, ...]
    why: Said | None = None


def readings(election: Election, cases: Sequence[Case], law: Law) -> Iterator[Reading]:
    """All goods together, then each other reading under which they would not be (docs/readings.md)."""
    yield Reading((None,) * len(cases))
    category = law.averaging.categories[election.category]
    rule = law.averaging.subjects[election.subject].rule
    apart: dict[str, Callable[[int], object]] = {}
    if "plant" not in category.same:
        apart["countries"] = lambda place: cases[place].good.produced_in
    if category.same == ("model_line",):
        apart["kinds"] = lambda place: kinds_as(cases[place], law)
    if category.name == "same_plant":
        apart["subheadings"] = lambda place: law.to_2012(cases[place].good.hs)[:6]
    if rule in _OVER_ITS_DAYS or rule == "labor_value":
        apart["added"] = lambda place: election.goods[place].added_on is not None
    for name, group in apart.items():
        groups = tuple(group(place) for place in range(len(cases)))
        if len(set(groups)) > 1:
            yield Reading(groups, Said.of(f"finding.averaging.open_{name}"))


def alone_too(election: Election, case: Case, law: Law) -> tuple[Said | None, tuple[str, ...]]:
    """Why a good can be read not to be averaged by this provision at all, and the facts that would tell."""
    subject = law.averaging.subjects[election.subject]
    held = tables_of(case, subject, law)
    if not held or not all(held.values()):
        return None, ()
    tables = ", ".join(held)
    if any(group.open for group in subject.tables if group.use == case.good.use):
        return Said.of("finding.averaging.open_tables", tables=tables), ()
    return Said.of("finding.averaging.open_named", tables=tables), ("good.named_good",)


def days_of(election: Election, case: Case, law: Law) -> tuple[date, ...]:
    """The days whose requirement can govern a good: its own, and those of the period that it is produced in."""
    if law.averaging.subjects[election.subject].rule not in _OVER_ITS_DAYS:
        return (case.good.date,)
    first = law.figures.entry_into_force
    return tuple(dict.fromkeys((case.good.date, max(election.from_, first), election.to)))
