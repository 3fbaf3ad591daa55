"""`rvc check`: case files in, reports out."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import ReadCase
from rvc.run.engine import check as judge
from rvc.run.report import Report
from rvc.show import as_json, as_text
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .goods import goods_of, is_case
from .output import complain, deliver, refuse, refuse_to_overwrite
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.each_good import Unread
    from rvc.lines.tables.options import TableOptions


def check(
    files: Sequence[Path],
    *,
    as_lines: bool,
    out: Path | None,
    on: date | None,
    regime: str | None,
    options: "TableOptions | None" = None,
) -> Exit:
    """Judge the goods of every file; complain of what cannot be read and report the rest."""
    refuse_to_overwrite(out, files)
    for file in files:
        if options is not None and options.facts and is_case(file):
            raise WrongUsage(say("cli.fact_case", {"path": str(file)}))
    found = [report for file in files for report in _reports(file, on, regime, options)]
    reports = [report for report in found if report is not None]
    unreadable = len(reports) < len(found)
    if out is not None and unreadable:
        complain(say("cli.not_written", {"path": str(out)}))
    else:
        deliver(out, as_json.lines(reports) if as_lines else [as_text.render(report) for report in reports])
    return of_verdicts((report.verdict for report in reports), unreadable=unreadable)


def _reports(
    file: Path, on: date | None, regime: str | None, options: "TableOptions | None"
) -> Iterator[Report | None]:
    """A report for each good of a file; None for one that could not be read, which is complained of."""
    try:
        for read in goods_of(file, options):
            yield _report(file, read, on, regime)
    except InputError as error:
        refuse(file, error.problems)
        yield None
    except Exception as error:
        error.add_note(str(file))
        raise


def _report(file: Path, read: "ReadCase | Unread", on: date | None, regime: str | None) -> Report | None:
    if not isinstance(read, ReadCase):
        refuse(file, read.problems)
        return None
    try:
        return judge(read, on=on, regime=regime)
    except InputError as error:
        refuse(file, error.problems)
        return None
