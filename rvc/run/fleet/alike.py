"""What goods that are alike are judged as, which tables hold such goods, and those that columns tell all of."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from rvc.base.likes import Likes
from rvc.base.problem import Problem
from rvc.base.span import Index
from rvc.law.regime import Law
from rvc.lines.alike.cells import supplied
from rvc.lines.alike.pieces import Goods
from rvc.lines.read import ReadCase
from rvc.lines.tables.options import TableOptions
from rvc.run.block import Block
from rvc.run.fleet.findings import Told
from rvc.run.judged import Judged
from rvc.run.regimes import elected, is_usmca
from rvc.run.verdicts import readings_of


def judged_alike(
    reads: Sequence[ReadCase | None], law: Law, on: date | None, regime: str | None
) -> list[Judged | None]:  # fmt: skip
    """What representatives are judged as; None where there is none, or more than its columns decides that."""
    return [None if read is None else _judged(read, law, on, regime) for read in reads]


def _judged(read: ReadCase, law: Law, on: date | None, regime: str | None) -> Judged | None:
    case = read.case
    if not is_usmca(elected(read, regime)):
        return None
    found = readings_of(read, law, on, regime)
    if isinstance(found, Problem) or len(found) != 1 or found[0].staged or case.elections.intermediates == "best":
        return None
    return found[0]


def by_columns(options: TableOptions, regime: str | None) -> bool:
    """Whether what is given beside tables leaves them to be taken by columns."""
    return is_usmca(regime) and set(options.facts) <= {"schema", "good", "elections"}


def settled(goods: Goods, rows: Index, judged: Likes[Judged], answers: Told) -> Block:
    """Of goods at some rows of their table those that nothing is open in, as columns; nothing is said of them."""
    tests, content, mine = answers.tests, answers.content, rows
    if answers.open.any():
        at = np.flatnonzero(~answers.open)
        tests, content = tuple(test.take(at) for test in tests), content.take(at)
        judged, mine = judged.take(at), rows[at]
    return Block(
        mine, goods.names.gather(mine), judged, tests, content, supplied(goods.suppliers, mine),
        Likes([()], np.zeros(len(mine), dtype=np.int64)), mine,
    )  # fmt: skip
