"""`rvc check --format html`: the report of one good as a page for a browser."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import located_case
from rvc.run.derivation import explain
from rvc.run.engine import check
from rvc.show.html.report_page import report_page
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .output import refuse, show_text, write_whole
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def page(
    files: Sequence[Path], *, out: Path | None, on: date | None, regime: str | None, options: "TableOptions | None"
) -> Exit:
    """Write the page of one good, with its derivation: on standard output, or in a file that is whole or not there."""
    if len(files) != 1:
        raise WrongUsage(say("cli.html_one"))
    try:
        read, place = located_case(files[0], options)
        report = check(read, on=on, regime=regime)
        written = report_page(report, explain(read, place, on=on, regime=regime))
    except InputError as error:
        refuse(files[0], error.problems)
        return Exit.UNREADABLE
    if out is None:
        show_text(written)
    else:
        try:
            write_whole(out, written)
        except OSError as error:
            reason = error.strerror or str(error)
            raise WrongUsage(say("cli.cannot_write", {"path": str(out), "reason": reason})) from None
    return of_verdicts([report.verdict], unreadable=False)
