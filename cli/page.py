"""`rvc check --format html` and `xlsx`: the report of one good as a page for a browser, or as a live workbook."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import located_case
from rvc.run.engine import reports
from rvc.run.verdicts import judge_all
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .output import deliver, refuse, refuse_to_overwrite, refuse_to_show
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def page(
    files: Sequence[Path],
    *,
    shown: str,
    out: Path | None,
    on: date | None,
    regime: str | None,
    options: "TableOptions | None",
) -> Exit:
    """Write one good's page or workbook: a file that is whole or not there, or a page on standard output."""
    if len(files) != 1:
        raise WrongUsage(say("cli.one_good", {"format": shown}))
    refuse_to_show(shown, out)
    refuse_to_overwrite(out, files)
    try:
        read, place = located_case(files[0], options)
        fleet = judge_all([read], on=on, regime=regime)
        report = reports([read], fleet)[0]
        if shown == "xlsx":
            from rvc.run.worksheet import worksheet
            from rvc.show.live_book import live_book

            written: str | bytes = live_book(worksheet(fleet, report))
        else:
            from rvc.run.derivation import explained
            from rvc.show.html.report_page import report_page

            written = report_page(report, explained(fleet, place))
    except InputError as error:
        refuse(files[0], error.problems)
        return Exit.UNREADABLE
    deliver(out, written)
    return of_verdicts([report.verdict], unreadable=False)
