"""Averages on estimates against averages on actual figures, at the end of the fiscal year (UR 16(9), 17(11))."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rvc.base.errors import InputError
from rvc.lines.averaging.election import Election
from rvc.lines.averaging.read import ReadElections
from rvc.lines.read import ReadCase
from rvc.run.averaging.average import average
from rvc.run.reconciliation import Reconciliation, reconciliation


def reconcile_averages(
    before: Sequence[ReadCase],
    after: Sequence[ReadCase],
    estimated: ReadElections,
    actual: ReadElections,
    *,
    on: date | None = None,
    regime: str | None = None,
) -> Reconciliation:
    """Judge goods by their average on estimates and on actual figures, and say what follows for whom.

    Args:
        before: cases with estimates.
        after: cases with actual costs and purchases.
        estimated: the elections with the units estimated.
        actual: the same with the actual units; nothing else of them may differ.
        on: the day whose rules apply; each good's own date, and the days of its period, if None.
        regime: "usmca" or "alternative_staging"; each case's own election if None.

    Raises:
        InputError: an election is not the same, or goods contradict it.
    """
    first = [_fixed(election) for election in estimated.elections]
    problems = [
        actual.problem("averaging.modified", ("elections", place), cite="UR 7(17), 16(7), 18(17)")
        for place, election in enumerate(actual.elections)
        if _fixed(election) not in first
    ]
    if problems:
        raise InputError(problems)
    (_, old), (_, new) = (
        average(reads, elections, on=on, regime=regime) for reads, elections in ((before, estimated), (after, actual))
    )
    given = {
        good.id: good.certificate
        for elections in (estimated, actual)
        for election in elections.elections
        for good in election.goods
        if good.certificate is not None
    }
    return reconciliation(before, old, after, new, given)


def _fixed(election: Election) -> Election:
    """What of an election cannot be changed once it is made."""
    return replace(election, goods=())
