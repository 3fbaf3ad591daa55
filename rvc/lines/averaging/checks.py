"""Checks of elections by themselves: allowed for their subject, in time, whole, and without contradiction."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from rvc.law.averaging import Averaging, Category, Subject
from rvc.lines.averaging.election import ONE_UNIT, SCHEMA, Election, Elections
from rvc.lines.averaging.periods import WITHOUT_FISCAL_YEAR, fits, overlap, too_long
from rvc.lines.build import Draft
from rvc.lines.scalars import shown
from rvc.lines.tree import Path


def check_elections(read: Elections, draft: Draft, law: Averaging) -> None:
    """Every election of a file, and each against the others."""
    if read.schema_ not in {"", SCHEMA}:
        draft.say("ledger.schema", ("schema",), seen=shown(read.schema_), expected=SCHEMA)
    whole = [place for place in range(len(read.elections)) if draft.whole("elections", place)]
    for place in whole:
        _check(read.elections[place], draft, law, ("elections", place))
    for first, second in combinations(whole, 2):
        _check_pair(read.elections[first], read.elections[second], draft, law, (first, second))


def missing_facts(election: Election, law: Averaging) -> Iterator[str]:
    """What the election has to state or file before it can be relied on, and does not (UR 16(3), 16(6), 18(16))."""
    subject, category = law.subjects[election.subject], law.categories[election.category]
    for name in subject.needs:
        if name != "statement" and getattr(election, name) in (None, ()):
            yield f"election.{name}"
    filing = subject.filing
    if filing is not None and election.filed_with:
        for country in election.exported_to:
            if country not in (*election.filed_with, *filing.not_with):
                yield f"election.filed_with.{country}"
    wanted = [name for name in category.same if name != "class"]
    wanted += category.states if "statement" in subject.needs else ()
    for good in election.goods:
        yield from (
            f"election.goods[{good.id}].{name}" for name in dict.fromkeys(wanted) if getattr(good, name) is None
        )


def _check(election: Election, draft: Draft, law: Averaging, path: Path) -> None:
    subject, category = law.subjects[election.subject], law.categories[election.category]
    for name, known in (("category", subject.categories), ("basis", subject.bases), ("period", subject.periods)):
        if getattr(election, name) not in known:
            draft.say(
                "averaging.not_allowed", (*path, name),
                name=name, seen=getattr(election, name), subject=subject.says, known=", ".join(known),
                cite=_cited(subject),
            )  # fmt: skip
    if election.basis == "exported" and subject.exported_periods and election.period not in subject.exported_periods:
        held = ", ".join(subject.exported_periods)
        draft.say("averaging.exported_period", (*path, "basis"), seen=election.period, known=held, cite=_cited(subject))
    if election.period in subject.periods:
        _check_days(election, draft, law, path)
    _check_filing(election, subject, draft, path)
    if election.similar is False and "similar" in subject.needs:
        draft.say("averaging.not_similar", (*path, "similar"))
    metal = subject.rule in ("steel", "aluminum")
    if metal is (election.purchases is None):
        draft.say("averaging.purchases" if metal else "averaging.no_metal", (*path, "purchases"), subject=subject.says)
    _check_goods(election, category, draft, path)


def _check_days(election: Election, draft: Draft, law: Averaging, path: Path) -> None:
    period = law.periods[election.period]
    first, last = election.fiscal_year_from, election.fiscal_year_to
    if (first is None or last is None) and period.form not in WITHOUT_FISCAL_YEAR:
        draft.say("averaging.fiscal_year", (*path, "period"), seen=election.period)
        return
    for begins, ends, name in ((first, last, "fiscal_year_to"), (election.from_, election.to, "to")):
        if begins is not None and ends is not None and ends < begins:
            draft.say("averaging.order", (*path, name), first=begins.isoformat(), last=ends.isoformat())
            return
    if first is not None and last is not None and too_long(first, last):
        draft.say("averaging.long_year", (*path, "fiscal_year_to"), first=first.isoformat(), last=last.isoformat())
    if not fits(period, election):
        days = {"first": election.from_.isoformat(), "last": election.to.isoformat()}
        draft.say("averaging.days", (*path, "from"), period=period.name, cite=", ".join(period.cite), **days)
    for name in period.needs:
        if getattr(election, name) is None:
            draft.say("averaging.lacks", (*path, name), name=name, period=period.name)


def due(election: Election, subject: Subject) -> date | None:
    """The last day on which the election could be filed; None where it is not filed, or the year is not stated."""
    filing = subject.filing
    if filing is None or election.fiscal_year_from is None or election.shorter_notice_accepted:
        return None
    if filing.first is not None and election.from_ <= filing.first:
        return filing.first
    return election.fiscal_year_from - timedelta(days=filing.days)


def _check_filing(election: Election, subject: Subject, draft: Draft, path: Path) -> None:
    last = due(election, subject)
    filing = subject.filing
    if filing is None or election.filed_on is None:
        return
    if election.fiscal_year_from is None:
        draft.say("averaging.fiscal_year", (*path, "filed_on"), seen=election.period)
    elif last is not None and election.filed_on > last:
        days = {"seen": election.filed_on.isoformat(), "last": last.isoformat()}
        draft.say("averaging.late", (*path, "filed_on"), cite=", ".join(filing.cite), **days)
    if election.signed_on is not None and election.signed_on > election.filed_on:
        draft.say("averaging.signed_late", (*path, "signed_on"), seen=election.signed_on.isoformat())


def _check_goods(election: Election, category: Category, draft: Draft, path: Path) -> None:
    if not election.goods:
        draft.say("averaging.no_goods", (*path, "goods"))
    named: set[str] = set()
    for place, good in enumerate(election.goods):
        here = (*path, "goods", place)
        if good.id in named:
            draft.say("averaging.good_twice", (*here, "id"), good=shown(good.id))
        named.add(good.id)
        if good.units is None and good.figures == ONE_UNIT:
            draft.say("averaging.units", (*here, "units"), good=shown(good.id))
        elif good.units is not None and good.units % 1:
            draft.say("averaging.whole_units", (*here, "units"), seen=str(good.units))
        if good.added_on is not None and not election.from_ < good.added_on <= election.to:
            draft.say("averaging.added", (*here, "added_on"), seen=good.added_on.isoformat())
    _check_alike(election, category, draft, path)


def _check_alike(election: Election, category: Category, draft: Draft, path: Path) -> None:
    """What the goods of a category have in common is the same of all that state it."""
    for name in category.same:
        if name == "class":
            continue
        stated: dict[str, int] = {}
        for place, good in enumerate(election.goods):
            if getattr(good, name) is not None:
                stated.setdefault(getattr(good, name), place)
        first, *others = stated or [""]
        for value in others:
            draft.say(
                "averaging.not_same", (*path, "goods", stated[value], name), name=name, seen=shown(value),
                good=shown(election.goods[stated[value]].id), first=shown(first), category=category.says,
                cite=category.cite[0],
            )  # fmt: skip


def _check_pair(one: Election, other: Election, draft: Draft, law: Averaging, places: tuple[int, int]) -> None:
    """Two elections of one subject for the same good: days apart, as long as each other, of the same category."""
    shared = _shared(one, other)
    if one.subject != other.subject or not shared:
        return
    said = {"good": shown(shared[0]), "first": f"elections[{places[0]}]"}
    path: Path = ("elections", places[1])
    if overlap(one, other):
        draft.say("averaging.overlap", (*path, "from"), **said)
        return
    if one.fiscal_year_from is None or one.fiscal_year_from != other.fiscal_year_from:
        return
    subject = law.subjects[one.subject]
    if subject.name == "net_cost" and one.period != other.period:
        draft.say("averaging.duration", (*path, "period"), seen=other.period, before=one.period, **said)
    if subject.filing is not None and (one.category, one.basis) != (other.category, other.basis):
        draft.say("averaging.changed", (*path, "category"), cite="UR 16(7), 18(17)", **said)


def _shared(one: Election, other: Election) -> Sequence[str]:
    names: Collection[str] = {good.id for good in other.goods}
    return [good.id for good in one.goods if good.id in names]


def _cited(subject: Subject) -> str:
    return ", ".join(subject.cite)
