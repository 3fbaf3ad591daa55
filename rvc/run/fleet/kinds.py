"""Kinds of goods and of lines as the engine knows them, and which lines no rule tells apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rvc.base.outcome import Outcome
from rvc.base.span import Index, Ints
from rvc.law.load import Law
from rvc.law.model import Change
from rvc.lines.alike.likeness import LineKinds
from rvc.lines.alike.representatives import Representatives
from rvc.lines.columns import factors, nodes_of
from rvc.lines.nodes import NO_STATEMENT, Nodes
from rvc.rules.change import permits
from rvc.rules.product_rule import branches
from rvc.run.evaluate import good_facts, line_facts
from rvc.run.judged import Judged

ALONE = -1
"""The group of lines that stand for themselves."""


@dataclass(frozen=True)
class Kinds:
    """Every kind of good and of line as the engine knows it: rows of `nodes`, in which representatives are laid out.

    `good` and `line` are the rows of kinds, -1 where they cannot be taken as alike. `factor` and `factor_one` multiply
    the figures of a line and of one unit of it, at `places` decimals. Lines of one `group` are told apart by no rule;
    `among` numbers, from 1, the groups that go into lines or goods of one kind.
    """

    judged: tuple[Judged | None, ...]
    nodes: Nodes
    good: Index
    line: Index
    factor: Ints
    factor_one: Ints
    places: int
    group: Index
    among: Index
    member: Index


def kinds_of(models: Representatives, judged: Sequence[Judged | None], kinds: LineKinds, law: Law) -> Kinds:
    """Lay out the representatives, and say which lines no rule tells apart.

    Args:
        models: the representatives.
        judged: what each is judged as, if that is settled.
        kinds: the kinds of lines.
        law: the law data.
    """
    sound = [kind for kind, item in enumerate(judged) if item is not None]
    cases = [read.case for kind in sound if (read := models.reads[kind]) is not None]
    nodes = nodes_of(cases, [item.use for item in judged if item is not None], law)
    good = np.full(len(judged), -1)
    good[sound] = np.arange(len(sound))
    start = {kind: int(np.searchsorted(nodes.good[nodes.goods :], row)) + nodes.goods for row, kind in enumerate(sound)}
    place = [models.places.get(number) if kind in start else None for number, kind in enumerate(kinds.good)]
    line = np.array(
        [-1 if at is None else start[kind] + at for at, kind in zip(place, kinds.good, strict=True)], dtype=np.int64
    )
    by_case = {kind: factors(case) for kind, case in zip(sound, cases, strict=True)}
    of_kind = [None if at is None else by_case[kind][at] for at, kind in zip(place, kinds.good, strict=True)]
    stated = [figure for pair in of_kind if pair is not None for figure in pair]
    digits = max([0, *(-int(figure.as_tuple().exponent) for figure in stated)])

    def column(which: int) -> Ints:
        return np.array([0 if pair is None else int(pair[which].scaleb(digits)) for pair in of_kind], dtype=object)

    _leave_out(nodes, line)
    group, among, member = _groups(nodes, [judged[kind] for kind in kinds.good], line, kinds, law)
    return Kinds(tuple(judged), nodes, good, line, column(0), column(1), digits, group, among, member)


def _leave_out(nodes: Nodes, line: Index) -> None:
    """Mark the kinds of lines whose figures are more than a value and other costs, and purchased ones without value."""
    for number, row in enumerate(line.tolist()):
        if row < 0:
            continue
        stated = {name for name in nodes.amounts if nodes.knows(name, row)}
        valued = "value" in stated or (nodes.opened[row] and nodes.in_house[row])
        if not valued or stated - {"value", "other_cost"}:
            line[number] = -1


def _groups(
    nodes: Nodes, judged: Sequence[Judged | None], line: Index, kinds: LineKinds, law: Law
) -> tuple[Index, Index, Index]:
    """The group of each kind of line, its number among those that go into the same, and a row for each group.

    They are -1 and 0 for lines that stand for themselves. Lines of a group go into lines of one kind, have the same
    claim, and undergo or fail the same changes.
    """
    groups: dict[tuple[object, ...], int] = {}
    into: dict[tuple[int, int], int] = {}
    member, numbers, found = list[int](), list[int](), list[int]()
    asked: dict[int, tuple[tuple[Change, str], ...]] = {}
    for number, row in enumerate(line.tolist()):
        item = judged[number]
        if row < 0 or item is None or not _countable(nodes, row):
            found.append(ALONE)
            continue
        above = int(nodes.parent[row])
        if above not in asked:
            asked[above] = tuple(_changes(nodes, above, item, law))
        answers: tuple[object, ...] = ()
        if nodes.claim[row] != Outcome.PASS:
            code = nodes.kinds_of_good[nodes.code[row]]
            answers = tuple(permits(change, good, *code) for change, good in asked[above])
        owner = (kinds.good[number], kinds.parent[number])
        key = (owner, int(nodes.claim[row]), int(nodes.role[row]), answers)
        if key not in groups:
            groups[key] = len(groups)
            into[owner] = into.get(owner, 0) + 1
            numbers.append(into[owner])
            member.append(row)
        found.append(groups[key])
    group = np.array(found, dtype=np.int64)
    return group, np.array([*numbers, 0], dtype=np.int64)[group], np.array(member, dtype=np.int64)


def _countable(nodes: Nodes, row: int) -> bool:
    """Whether a line has nothing of its own but its value: nothing in it, no place in Table A.2, no statement."""
    plain = not (nodes.opened[row] or nodes.in_house[row] or nodes.designated[row] or nodes.by_vnm[row])
    listed = nodes.is_core[row] or nodes.is_component[row]
    return bool(plain and not listed and nodes.accumulated[row] == NO_STATEMENT and not nodes.knows("other_cost", row))


def _changes(nodes: Nodes, above: int, judged: Judged, law: Law) -> list[tuple[Change, str]]:
    """Every change that a line may be asked for: into what it goes into, and into what that goes into."""
    found = []
    while above >= 0:
        facts = good_facts if above < nodes.goods else line_facts
        code = nodes.kinds_of_good[nodes.code[above]]
        ways = branches(law, facts(judged, *code))
        changes = {way.change: None for branch in ways for way in branch.alternatives}
        found += [(change, code[0]) for change in changes]
        above = int(nodes.parent[above])
    return found
