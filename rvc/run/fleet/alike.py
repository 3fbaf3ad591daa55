"""What goods that are alike are judged as."""

from collections.abc import Sequence
from datetime import date

from rvc.base.problem import Problem
from rvc.law.regime import Law
from rvc.lines.read import ReadCase
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
