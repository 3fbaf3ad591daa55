"""`rvc diff`: estimates against actual figures."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import ReadCase
from rvc.run.reconciliation import Reconciliation, reconcile
from rvc.show import diff_text
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .goods import goods_of
from .output import deliver, refuse
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


_SIDES = 2


def difference(
    before: Path, after: Path, *, as_line: bool, on: date | None, regime: str | None, options: "TableOptions | None"
) -> Exit:
    """Show what turns between two files of the same goods; goods that cannot be read are complained of."""
    unread: list[Path] = []
    sides = [list(_read(file, options, unread)) for file in (before, after)]
    try:
        found = reconcile(*sides, on=on, regime=regime)
    except InputError as error:
        refuse(after, error.problems)
        return Exit.UNREADABLE
    return _show(found, as_line=as_line, unreadable=bool(unread))


def averaged_difference(
    before: Path,
    after: Path,
    elections: Sequence[Path],
    *,
    as_line: bool,
    on: date | None,
    regime: str | None,
    options: "TableOptions | None",
) -> Exit:
    """Show what turns between the averages of two files of goods; an average needs all of its goods."""
    from rvc.lines.averaging.read import read_elections
    from rvc.lines.averaging.sources import cases_of
    from rvc.run.averaging.year_end import reconcile_averages

    if len(elections) > _SIDES:
        raise WrongUsage(say("cli.elections"))
    try:
        old, new = (cases_of([file], options)[0] for file in (before, after))
        estimated, actual = (read_elections(each, options) for each in (elections[0], elections[-1]))
        found = reconcile_averages(old, new, estimated, actual, on=on, regime=regime)
    except InputError as error:
        refuse(after, error.problems)
        return Exit.UNREADABLE
    return _show(found, as_line=as_line, unreadable=False)


def _show(found: Reconciliation, *, as_line: bool, unreadable: bool) -> Exit:
    deliver(None, f"{found.to_json()}\n" if as_line else [diff_text.render(found)])
    return of_verdicts((good.after for good in found.goods), unreadable=unreadable)


def _read(file: Path, options: "TableOptions | None", unread: list[Path]) -> Iterator[ReadCase]:
    try:
        for good in goods_of(file, options):
            if isinstance(good, ReadCase):
                yield good
            else:
                unread.append(file)
                refuse(file, good.problems)
    except InputError as error:
        unread.append(file)
        refuse(file, error.problems)
