"""What would settle an undetermined test: the unknown lines that weigh on it, largest value first."""

from collections.abc import Iterable, Sequence

import numpy as np

from rvc.lines.columns import Nodes
from rvc.run.evaluate import Evaluation, Root
from rvc.run.trials import Trials


def settling(found: Evaluation, root: Root, start: Sequence[int]) -> list[str]:
    """Paths of the missing facts under the lines `start`, by value."""
    nodes = found.nodes
    facts = list(_facts(found, root, start))
    ordered = sorted(dict.fromkeys(facts), key=lambda fact: (-int(root.rolled.amount.whole().most[fact[0]]), fact))
    return [f"materials[{nodes.ids[line]}].{name}" for line, name in ordered]


def _facts(found: Evaluation, root: Root, start: Iterable[int]) -> Iterable[tuple[int, str]]:
    """Walk down from lines whose status or value is not known to the facts that are missing."""
    nodes, rolled = found.nodes, root.rolled
    amounts = rolled.amount.whole()
    for line in start:
        status = int(rolled.status[line])
        through = bool(nodes.in_house[line] and nodes.opened[line] and status == 0)
        if status == 2 or nodes.role[line] == "packing":  # noqa: PLR2004 - outcome pass
            continue
        if amounts.unbounded[line] and not (nodes.opened[line] and nodes.in_house[line]):
            yield line, "line_value"
        if status == 1 and not nodes.opened[line]:
            yield line, "originating"
        elif status == 1 or through:
            below = list(_facts(found, root, nodes.children.get(line, ())))
            yield from below
            if status == 1 and not below:
                yield line, _lacking(nodes, line)


def _lacking(nodes: Nodes, line: int) -> str:
    if not nodes.hs[line]:
        return "hs"
    if not nodes.known("net_cost")[line] and not nodes.known("other_cost")[line]:
        return "other_cost"
    return "originating"


def unchanged_lines(nodes: Nodes, trials: Trials, trial: int, outcome: int) -> list[str]:
    """Ids of the lines of a trial that do not undergo the change."""
    mine = np.flatnonzero((trials.line_trial == trial) & (trials.line_outcome == outcome))
    return [nodes.ids[line] for line in trials.line[mine].tolist()]


def largest(found: Evaluation, root: Root, row: int, most: int = 10) -> list[int]:
    """The lines that weigh most on VNM, self-produced ones looked through, largest first."""
    nodes, rolled = found.nodes, root.rolled
    counted, lines, stack = rolled.counted.whole(), [], list(nodes.children.get(row, ()))
    while stack:
        line = stack.pop()
        if nodes.in_house[line] and nodes.opened[line] and rolled.status[line] == 0:
            stack.extend(nodes.children[line])
        elif counted.most[line] > 0:
            lines.append(line)
    return sorted(lines, key=lambda line: (-int(counted.most[line]), line))[:most]
