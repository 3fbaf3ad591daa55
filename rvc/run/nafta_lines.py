"""The lines that add up to a VNM under NAFTA, for a worksheet: each with whether it counts, and for how much if so."""

from collections.abc import Iterator

from rvc.base.outcome import Outcome
from rvc.run.nafta_evaluation import NaftaEvaluation

_COUNTS, _OPEN, _NOTHING = int(Outcome.FAIL), int(Outcome.UNDETERMINED), int(Outcome.PASS)  # as by status of origin
_BY_FREIGHT = ("perhaps_listed", "anywhere")  # of a traced material, how much of freight and waste counts is not known


def counting(found: NaftaEvaluation, row: int) -> Iterator[tuple[int, int, int, int | None]]:
    """Each line in the order of the case: whether it counts, and between which bounds if it does; None: without limit.

    A line that counts by what is in it is opened. One that is open counts for nothing or for its whole value, less the
    freight and waste that may not count.
    """
    counted = found.panel.rolled.ledgers.whole("counted")
    waiting = found.nodes.children.get(row, [])[::-1]
    while waiting:
        at = waiting.pop()
        line = found.line(at)
        way = line.way(found.by[row])
        if way == "left_out":
            continue
        if way in ("within", "self_produced") and line.listed:
            waiting.extend(found.nodes.children[at][::-1])
            continue
        least, most = int(counted.least[at]), int(counted.most[at])
        if counted.endless(at):
            yield at, _OPEN, least, None
        elif not most:
            worth = int(line.worth.most[0])
            yield at, _NOTHING, worth, worth
        elif least:
            yield at, _COUNTS, least, most
        else:
            freight = int(line.rows.number("nafta_perhaps_outside")[0]) if way in _BY_FREIGHT else 0
            yield at, _OPEN, max(most - freight, 0), most
