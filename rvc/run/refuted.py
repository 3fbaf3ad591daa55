"""Claims of suppliers held against what a bill of materials lists under them: followed, and said where they differ."""

from rvc.base.outcome import FAIL
from rvc.lines.nodes import STATED_ORIGINATING, Rows
from rvc.run.evaluate import Evaluation, Root
from rvc.run.rollup import line_bases
from rvc.run.trials import verdicts


def refuted(found: Evaluation, root: Root, row: int) -> list[str]:
    """Lines of a good that are certified as originating, and fail their product rule by the materials in them.

    A certification may rest on facts that the bill of materials lacks (UR 14(9)), so that the claim stands; who relies
    on it has to know (19 CFR 182.12).
    """
    nodes, rolled = found.nodes, root.rolled
    mine = nodes.lines_of(row)
    claimed = mine[nodes.opened[mine] & (nodes.claim[mine] == STATED_ORIGINATING)]
    if not len(claimed):
        return []
    rows, counted = Rows(nodes, claimed), rolled.ledgers.whole("counted_value")
    trials = found.bench.judge(rows, line_bases(rows, rolled), rolled.as_materials, counted)
    outcome, _ = verdicts(trials, len(nodes))
    return [nodes.ids[line] for line in claimed[outcome[claimed] == FAIL].tolist()]
