"""What would settle an undetermined test: the unknown lines that weigh on it, largest value first."""

from collections.abc import Iterable, Iterator, Sequence

from rvc.base.outcome import FAIL, PASS, UNDETERMINED
from rvc.lines.case import Valuation
from rvc.lines.nodes import DESIGNATED_NOT_SAID, Nodes
from rvc.run.evaluate import Evaluation, Root
from rvc.run.trials import Trials
from rvc.run.valuations import missing_of_line

_VALUE = "line_value"


def settling(found: Evaluation, root: Root, start: Sequence[int]) -> list[str]:
    """Paths of the missing facts under the lines `start`, by value."""
    nodes = found.nodes
    amounts = root.rolled.ledgers.whole("amount").most
    ordered = sorted(_facts(nodes, root, start), key=lambda fact: (-int(amounts[fact[0]]), fact))
    valueless = next((line for line, name in ordered if name == _VALUE), None)
    valued = _valuations(found, valueless) if valueless is not None else {}
    return [
        f"materials[{nodes.ids[line]}].{missing_of_line(valued.get(nodes.ids[line])) if name == _VALUE else name}"
        for line, name in ordered
    ]


def _valuations(found: Evaluation, line: int) -> dict[str, Valuation]:
    """The valuations of the lines of the good that a line is of, by id."""
    case = found.judged[int(found.nodes.good[line])].case
    return {item.id: item.valuation for item in case.materials if item.valuation is not None}


def _facts(nodes: Nodes, root: Root, start: Iterable[int]) -> set[tuple[int, str]]:
    """The facts that are missing on lines whose status or value is not known, or else on those under them."""
    status, amounts = root.rolled.status, root.rolled.ledgers.whole("amount")
    packing, in_house, children = nodes.is_packing, nodes.in_house, nodes.children
    order, stack = [], list(start)
    while stack:
        line = stack.pop()
        own = status[line]
        if own != PASS and not packing[line]:
            order.append(line)
            if nodes.opened[line] and (own == UNDETERMINED or in_house[line]):
                stack.extend(children.get(line, ()))
    facts: set[tuple[int, str]] = set()
    answered: set[int] = set()
    for line in reversed(order):
        below = any(child in answered for child in children.get(line, ()))
        mine = []
        if amounts.endless(line) and not (nodes.opened[line] and in_house[line]):
            mine.append(_VALUE)
        if _may_hold_a_designated(nodes, line):
            mine.append("statement.designated")
        elif status[line] == UNDETERMINED and not below:
            mine.append(_lacking(nodes, root, line))
        facts |= {(line, name) for name in mine}
        if mine or below:
            answered.add(line)
    return facts


def _may_hold_a_designated(nodes: Nodes, line: int) -> bool:
    """Whether an accumulated line leaves the designation of what it goes into open (UR 8(6), 9(6))."""
    if nodes.accumulated[line] != DESIGNATED_NOT_SAID or nodes.opened[line]:
        return False
    above = int(nodes.parent[line])
    while above >= nodes.goods and not nodes.designated[above]:
        above = int(nodes.parent[above])
    return above >= nodes.goods


def _lacking(nodes: Nodes, root: Root, line: int) -> str:
    if not nodes.opened[line]:
        return "originating" if nodes.counts_by_status[line] else "vnm"
    if nodes.designated[line] and (nodes.stated[line] or root.rolled.holds_one[line] == UNDETERMINED):
        return "intermediate"
    if not nodes.hs[line]:
        return "hs"
    if not nodes.knows("net_cost", line) and not nodes.knows("other_cost", line):
        return "other_cost"
    return "originating"


def unchanged_lines(nodes: Nodes, trials: Trials, trial: int, outcome: int) -> list[str]:
    """Ids of the lines of a trial that do not undergo the change."""
    mine = trials.lines_of(trial)
    return [nodes.ids[line] for line in trials.line[mine][trials.line_outcome[mine] == outcome].tolist()]


def looked_through(nodes: Nodes, root: Root, row: int) -> Iterator[int]:
    """The lines under a good in the order of the case; self-produced ones that do not originate are opened."""
    waiting = nodes.children.get(row, [])[::-1]
    while waiting:
        line = waiting.pop()
        if nodes.in_house[line] and nodes.opened[line] and root.rolled.status[line] == FAIL:
            waiting.extend(nodes.children[line][::-1])
        else:
            yield line


def largest(found: Evaluation, root: Root, row: int, most: int = 10) -> list[int]:
    """The lines that weigh most on VNM, self-produced ones looked through, largest first."""
    counted = root.rolled.ledgers.whole("counted")
    lines = [line for line in looked_through(found.nodes, root, row) if counted.most[line] > 0]
    return sorted(lines, key=lambda line: (-int(counted.most[line]), line))[:most]
