"""Checks of an election beside the cases of its goods: of one category, and none contradicts it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from rvc.base.hs import dotted
from rvc.base.problem import Problem
from rvc.law.averaging import Subject
from rvc.law.kinds import kinds_of
from rvc.law.load import Law
from rvc.lines.averaging.election import CORPORATE, AveragedGood, Election
from rvc.lines.averaging.periods import goes_with, printed_for
from rvc.lines.averaging.read import ReadElections
from rvc.lines.case import Case, Labor
from rvc.lines.scalars import shown
from rvc.lines.tree import Path

Cases = Mapping[str, Sequence[Case]]


def check_goods(read: ReadElections, place: int, cases: Cases, law: Law) -> list[Problem]:
    """What contradicts an election in the cases of its goods; `cases` are by the id of their good."""
    election = read.elections[place]
    problems = []
    for number, good in enumerate(election.goods):
        path: Path = ("elections", place, "goods", number, "id")
        if len(found := cases.get(good.id, ())) != 1:
            code = "averaging.cases" if found else "averaging.no_case"
            problems.append(read.problem(code, path, good=shown(good.id), count=str(len(found))))
    if problems:
        return problems
    each = [cases[good.id][0] for good in election.goods]
    for number, (good, case) in enumerate(zip(election.goods, each, strict=True)):
        for code, params in _of_one(election, good, case, law):
            problems.append(read.problem(code, ("elections", place, "goods", number, "id"), **params))
    for code, number, params in _of_all(election, each, law):
        problems.append(read.problem(code, ("elections", place, "goods", number, "id"), **params))
    return problems


def class_of(case: Case, law: Law) -> str | None:
    """The class of motor vehicles of a good (UR 12)."""
    return law.averaging.class_of(law.to_2012(case.good.hs), case.good.features)


def kinds_as(case: Case, law: Law) -> tuple[str, ...]:
    """The kinds that a good can be read to be, or the one stated of them."""
    good = case.good
    kinds = tuple(
        entry.kind for entry in kinds_of(law, law.to_2012(good.hs), good.hs, frozenset(good.features), good.use)
    )
    return (good.kind,) if good.kind in kinds else kinds


def tables_of(case: Case, subject: Subject, law: Law) -> dict[str, bool]:
    """Tables of a subject in which a part of its use stands, with whether that is open (UR 16(10), 20(7)).

    A good that its case names stands in no table that lists only other goods of its subheading; one that is not named
    may be of those.
    """
    code, named = law.to_2012(case.good.hs), case.good.named_good
    of_use = [(table, group.open) for group in subject.tables if group.use == case.good.use for table in group.tables]
    held: dict[str, bool] = {}
    for table, is_open in of_use:
        listed = {entry.named_good for entry in law.in_table(table, code)}
        if listed and (not named or listed & {"", named}):
            held[table] = is_open or not listed & {"", named}
    return held


def _of_one(election: Election, good: AveragedGood, case: Case, law: Law) -> Iterator[tuple[str, dict[str, str]]]:
    subject = law.averaging.subjects[election.subject]
    kinds, cite = kinds_as(case, law), ", ".join(subject.cite)
    said = {"good": shown(good.id), "hs": dotted(case.good.hs), "subject": subject.says, "cite": cite}
    if not set(kinds) & set(subject.kinds):
        yield "averaging.kind", {**said, "kind": ", ".join(kinds), "known": ", ".join(subject.kinds)}
        return
    if len(kinds) > 1:
        yield "averaging.kind_open", {**said, "kind": ", ".join(kinds)}
    yield from _as_case(good, case, said)
    held = tables_of(case, subject, law)
    if subject.tables:
        yield from _of_use(election, subject, case, held, said)
    elsewhere = tables_of(case, law.averaging.subjects["part"], law)
    if subject.name == "net_cost" and not all(elsewhere.values()):
        yield "averaging.barred", {**said, "tables": ", ".join(elsewhere)}
    if "class" in law.averaging.categories[election.category].same and class_of(case, law) is None:
        yield "averaging.no_class", said
    if subject.rule == "rvc" and case.elections.rvc_method == "transaction_value":
        yield "averaging.method", said
    if subject.rule == "core_parts" and case.elections.core_parts_averaging == "none":
        yield "averaging.no_core_averaging", said
    yield from _of_days(election, case, {*kinds, *held}, said, law)
    block = {"steel": case.steel, "aluminum": case.aluminum}.get(subject.rule)
    if block is not None and block.period not in (None, election.period):
        yield "averaging.metal_period", {**said, "seen": str(block.period), "period": election.period}


def _of_use(
    election: Election, subject: Subject, case: Case, held: Mapping[str, bool], said: dict[str, str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """A part that stands in no table for its use, or a period that is not open to that use (UR 20(7)(a)(iii))."""
    if not held:
        yield "averaging.table", {**said, "use": case.good.use or "?"}
    for group in subject.tables:
        if group.use == case.good.use and group.periods and election.period not in group.periods:
            known = ", ".join(group.periods)
            yield "averaging.period_of_use", {**said, "use": group.use, "seen": election.period, "known": known}


def _as_case(good: AveragedGood, case: Case, said: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """What the case itself says of the good, where the election says otherwise."""
    for name in ("model_line", "plant"):
        stated, elected = getattr(case.good, name), getattr(good, name)
        if stated is not None and elected is not None and stated != elected:
            yield "averaging.not_as_case", {**said, "name": name, "seen": shown(elected), "stated": shown(stated)}


def _of_days(
    election: Election, case: Case, of: set[str], said: dict[str, str], law: Law
) -> Iterator[tuple[str, dict[str, str]]]:
    """Days that are printed for other goods, or that the day of the good does not go with."""
    printed = printed_for(law.averaging.periods[election.period], election)
    if printed and not printed & of:
        yield (
            "averaging.printed_for",
            {**said, "known": ", ".join(sorted(printed)), "first": election.from_.isoformat()},
        )
    if not goes_with(law.averaging.periods[election.period], election, case.good.date):
        days = {"first": election.from_.isoformat(), "last": election.to.isoformat()}
        yield "averaging.date", {**said, "seen": case.good.date.isoformat(), "period": election.period, **days}


def _of_all(election: Election, cases: Sequence[Case], law: Law) -> Iterator[tuple[str, int, dict[str, str]]]:
    """The first good that is not as the first of all, for each thing in which they have to be alike."""
    subject = law.averaging.subjects[election.subject]
    category = law.averaging.categories[election.category]
    alike: dict[str, Callable[[Case], object]] = {"currency": lambda case: case.good.currency, "elections": _elected}
    if "class" in category.same:
        alike["class"] = lambda case: class_of(case, law)
    if "plant" in category.same:
        alike["plant_country"] = lambda case: case.good.produced_in
    if subject.rule == "labor_value":
        alike["producer"] = _of_producer
    if subject.rule in ("steel", "aluminum") and election.purchases == CORPORATE:
        alike["corporate"] = lambda case: getattr(case, subject.rule)
    for name, taken in alike.items():
        stated = [(number, taken(case)) for number, case in enumerate(cases) if taken(case) is not None]
        for number, value in stated[1:]:
            if value != stated[0][1]:
                params = {"good": shown(election.goods[number].id), "first": shown(election.goods[stated[0][0]].id)}
                yield f"averaging.unlike.{name}", number, params
                break


def _elected(case: Case) -> object:
    """The choices of which an average can have only one."""
    chosen = case.elections
    return chosen.regime, chosen.rollup, chosen.core_parts_averaging, chosen.core_parts_method


def _of_producer(case: Case) -> object:
    """What is the producer's as a whole, and not of one of its vehicles (UR 18(9), 18(12))."""
    block = net_cost_block(case)
    return None if block is None else (block.technology, block.assembly_plants, block.assembly_credit)


def net_cost_block(case: Case) -> Labor | None:
    """The block of labor value content that goes by net cost (UR 18(6)(a))."""
    return next((block for block in case.labor if block.basis == "net_cost"), None)
