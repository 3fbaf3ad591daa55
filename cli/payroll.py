"""`rvc payroll`: the average base hourly wage of each plant and period out of a payroll."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.pay.average import average
from rvc.pay.result import Payroll
from rvc.show import payroll_text
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .output import Delivered, complain, deliver, refuse, refuse_to_overwrite, refuse_to_show
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def payroll(
    files: Sequence[Path], *, shown: str, out: Path | None, periods: Sequence[str], options: "TableOptions | None"
) -> Exit:
    """Show the average base wages of plants, on the screen or in a file that is whole or not there."""
    refuse_to_overwrite(out, files)
    refuse_to_show(shown, out)
    try:
        found = average([str(file) for file in files], [_period(each) for each in periods], options)
    except InputError as error:
        refuse(files[0], error.problems)
        return Exit.UNREADABLE
    for warning in found.warnings:
        complain(str(warning))
    deliver(out, _FORMS[shown](found))
    return of_verdicts([found.outcome.verdict], unreadable=False)


def _period(written: str) -> tuple[date, date]:
    first, _, last = written.partition(":")
    try:
        period = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise WrongUsage(say("cli.period", {"seen": written})) from None
    if period[1] < period[0]:
        raise WrongUsage(say("cli.period", {"seen": written}))
    return period


_FORMS: dict[str, Callable[[Payroll], Delivered]] = {
    "table": lambda found: [payroll_text.render(found)],
    "json": lambda found: f"{found.to_json()}\n",
    "xlsx": payroll_text.workbook,
}
