"""`rvc payroll`: the average base hourly wage of each plant and period out of a payroll."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .exits import Exit
from .options import Dates, DecimalSign, Header, Mapped, Sheet, StatementFormat
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.pay.result import Payroll

_EXITS = {"pass": Exit.ORIGINATING, "fail": Exit.NON_ORIGINATING, "undetermined": Exit.UNDETERMINED}


def payroll(  # noqa: PLR0913 - a command takes its options
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Payrolls, taken as one: CSV, XLSX, ODS or Parquet.")
    ],
    *,
    shown: Annotated[
        StatementFormat, typer.Option("--format", help="A table to read, JSON, a workbook.")
    ] = StatementFormat.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead, once everything could be read.")] = None,
    periods: Annotated[
        list[str] | None,
        typer.Option("--period", metavar="FROM:TO", help="Days to average over, 2026-01-01:2026-03-31; once for each."),
    ] = None,
    mapped: Mapped = None,
    decimal: DecimalSign = None,
    dates: Dates = None,
    sheet: Sheet = None,
    header: Header = None,
) -> int:
    """Average base wages by plant and period: does each plant pay a qualifying wage (UR 12; 29 CFR 810 Subpart B)?

    Exit: 0 every plant does; 1 one or more do not; 3 none fails, one or more undetermined; 2 something is unreadable.
    """
    from rvc.base.errors import InputError
    from rvc.pay.average import average
    from rvc.show.words import say

    from .output import complain, refuse, refuse_to_overwrite, show_pages, show_text, write_whole
    from .table_options import table_options

    refuse_to_overwrite(out, files)
    if shown is StatementFormat.xlsx and out is None:
        raise WrongUsage(say("cli.needs_out", {"format": shown.value}))
    options = table_options(mapped, decimal, dates, sheet, header)
    try:
        found = average([str(file) for file in files], [_period(each) for each in periods or ()], options)
    except InputError as error:
        refuse(files[0], error.problems)
        return Exit.UNREADABLE
    for warning in found.warnings:
        complain(str(warning))
    if out is not None:
        write_whole(out, _BYTES[shown.value](found))
    elif shown is StatementFormat.json:
        show_text(f"{found.to_json()}\n")
    else:
        from rvc.show.payroll_text import render

        show_pages([render(found)])
    return _EXITS[found.status]


def _period(written: str) -> tuple[date, date]:
    from rvc.show.words import say

    first, _, last = written.partition(":")
    try:
        period = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise WrongUsage(say("cli.period", {"seen": written})) from None
    if period[1] < period[0]:
        raise WrongUsage(say("cli.period", {"seen": written}))
    return period


def _table(found: "Payroll") -> bytes:
    from rvc.show.layout import WIDTH
    from rvc.show.payroll_text import render

    from .output import plain_pages

    return plain_pages([render(found)], WIDTH).encode()


def _workbook(found: "Payroll") -> bytes:
    from rvc.show.payroll_text import workbook

    return workbook(found)


_BYTES: dict[str, Callable[["Payroll"], bytes]] = {
    "table": _table,
    "json": lambda found: f"{found.to_json()}\n".encode(),
    "xlsx": _workbook,
}
