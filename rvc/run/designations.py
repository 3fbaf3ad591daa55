"""The best lawful set of intermediate materials, where a case asks for it (UR 8(6), 8(7); reading 44).

A designated material that originates adds nothing to VNM (UR 7(4)(b)) and its whole cost to what it goes into
(UR 8(8)), so that designating is never a disadvantage, but for the proviso of UR 8(6): of two materials one inside the
other, both subject to a regional value content, only one can be designated. The outer one takes all that the inner one
would save with it, if it qualifies without the inner one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rvc.base.outcome import Outcome
from rvc.law.load import Law
from rvc.lines.case import Case
from rvc.run.evaluate import Evaluation, evaluate
from rvc.run.judged import Judged


@dataclass(frozen=True)
class _Bill:
    """The self-produced lines of one case that its producer may designate, and what has become of each.

    `freely` qualify without a value content (the proviso does not see them), `by_value` with one; either may be open.
    """

    case: Case
    depth: dict[str, int]
    parent: dict[str, str | None]
    freely: set[str] = field(default_factory=set)
    by_value: dict[str, Outcome] = field(default_factory=dict)

    def designating(self, chosen: set[str]) -> Case:
        """The case with these lines designated, and no other of its producer's."""
        lines = [
            replace(line, intermediate=line.id in chosen) if line.id in self.depth else line
            for line in self.case.materials
        ]
        return replace(self.case, materials=tuple(lines))

    def outermost(self, among: set[str]) -> set[str]:
        """Those that are inside no other."""
        return {line for line in among if among.isdisjoint(self._above(line))}

    def clear_of(self, line: str, others: set[str]) -> bool:
        """Whether a line is neither inside any of the others nor holds one."""
        return others.isdisjoint(self._above(line)) and all(line not in self._above(other) for other in others)

    def _above(self, line: str) -> list[str]:
        chain, parent = [], self.parent[line]
        while parent is not None:
            chain.append(parent)
            parent = self.parent.get(parent)
        return chain


def with_best(judged: Sequence[Judged], law: Law) -> list[Judged]:
    """The same goods, those that ask for it with the designations that serve their producer best."""
    bills = {
        place: _bill(item.case, light=item.use == "passenger_light")
        for place, item in enumerate(judged)
        if item.case.elections.intermediates == "best" and item.case.materials
    }
    if not bills:
        return list(judged)
    candidates: list[dict[int, set[str]]] = []
    for may_be_free in (False, True):
        tried = {place: replace(bill, freely=set(), by_value={}) for place, bill in bills.items()}
        _try_tiers(judged, tried, law, may_be_free=may_be_free)
        candidates += [{place: which(bill) for place, bill in tried.items()} for which in (_sure, _open)]
    chosen = list(judged)
    outcomes = [_judge(judged, bills, sets, law).panel.outcome for sets in candidates]
    for row, (place, bill) in enumerate(bills.items()):
        found = [int(outcome[row]) for outcome in outcomes]
        best = candidates[found.index(max(found))]
        chosen[place] = replace(judged[place], case=bill.designating(best[place]))
    return chosen


def _bill(case: Case, *, light: bool) -> _Bill:
    """The lines that a producer may designate: made in house, out of lines, and inside nothing that another makes.

    Left alone are those whose status is stated, and, for light vehicles, parts of Table A.2, which need no designation
    (UR 14(1), 14(11)).
    """
    parent = {line.id: line.parent for line in case.materials}
    by_id = {line.id: line for line in case.materials}
    opened = set(parent.values())
    depth: dict[str, int] = {}
    for line in case.materials:
        chain = [line]
        while chain[-1].parent is not None:
            chain.append(by_id[chain[-1].parent])
        own = all(item.made == "in_house" for item in chain)
        named = light and (line.core_part is not None or line.component is not None)
        if own and line.id in opened and line.originating is None and not named:
            depth[line.id] = len(chain)
    return _Bill(case, depth, parent)


def _try_tiers(judged: Sequence[Judged], bills: dict[int, _Bill], law: Law, *, may_be_free: bool) -> None:
    """Find what lines come to, from the deepest, with nothing designated inside them but what qualifies freely.

    `may_be_free`: also what may do so, being open to qualifying without a value content.
    """
    deepest = max((depth for bill in bills.values() for depth in bill.depth.values()), default=0)
    bound = (Outcome.PASS,) if may_be_free else (Outcome.PASS, Outcome.UNDETERMINED)
    for tier in range(deepest, 0, -1):
        tried = {
            place: bill.freely | {line for line, depth in bill.depth.items() if depth == tier}
            for place, bill in bills.items()
        }
        found = _judge(judged, bills, tried, law)
        rolled, nodes = found.panel.rolled, found.nodes
        for row, (place, bill) in enumerate(bills.items()):
            for line in nodes.lines_of(row).tolist():
                name = nodes.ids[line]
                if name in tried[place] and bill.depth[name] == tier and rolled.status[line] != Outcome.FAIL:
                    if rolled.by_rvc[line] not in bound:
                        bill.freely.add(name)
                    else:
                        bill.by_value[name] = Outcome(int(rolled.status[line]))


def _sure(bill: _Bill) -> set[str]:
    """The best set by what is sure."""
    sure = bill.outermost({line for line, outcome in bill.by_value.items() if outcome == Outcome.PASS})
    beside = {line for line in bill.by_value if line not in sure and bill.clear_of(line, sure)}
    return bill.freely | sure | bill.outermost(beside)


def _open(bill: _Bill) -> set[str]:
    """The best set by what is possible."""
    return bill.freely | bill.outermost(set(bill.by_value))


def _judge(judged: Sequence[Judged], bills: dict[int, _Bill], sets: dict[int, set[str]], law: Law) -> Evaluation:
    cases = [replace(judged[place], case=bill.designating(sets[place])) for place, bill in bills.items()]
    return evaluate(cases, law)
