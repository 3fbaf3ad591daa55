"""`rvc average`: goods averaged as their producer elects."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .exits import Exit, of_verdicts
from .options import Format, On, Regime, Shown
from .shared_options import reads_goods, spoken
from .usage import WrongUsage

if TYPE_CHECKING:
    from datetime import date

    from rvc.base.problem import Problem
    from rvc.lines.read import ReadCase
    from rvc.lines.tables.options import TableOptions
    from rvc.run.averaging.result import Averages
    from rvc.run.report import Report


@spoken
@reads_goods
def average(
    goods: Annotated[
        list[Path], typer.Argument(metavar="GOODS", help="Cases, or tables of goods: every good of the category.")
    ],
    *,
    election: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What is averaged over which goods and days; that named by the cases if none."
        ),
    ] = None,
    shown: Shown = Format.table,
    on: On = None,
    regime: Regime = None,
    options: "TableOptions | None",
) -> int:
    """Average goods as elected, each beside its own figures (UR 7(15), 14(12), 16, 17(7)-(11), 18(15)-(19), 20).

    Exit: as of check, by the averages.
    """
    from rvc.base.errors import InputError

    from .output import deliver, refuse

    try:
        found, _ = averages(goods, election, options, on=on.date() if on else None, regime=regime)
    except InputError as error:
        refuse(goods[0], error.problems)
        return Exit.UNREADABLE
    from rvc.show.average_text import render

    deliver(None, f"{found.to_json()}\n" if shown is Format.json else [render(found)])
    return of_verdicts((good.average for good in found.goods), unreadable=False)


def averages(
    goods: list[Path], election: Path | None, options: "TableOptions | None", *, on: "date | None", regime: str | None
) -> "tuple[Averages, list[Report]]":
    """Read goods and election, and average; warnings of whole files are complained of.

    Raises:
        InputError: something could not be read, or they contradict each other.
    """
    from rvc.base.errors import InputError
    from rvc.lines.averaging.read import read_elections
    from rvc.lines.averaging.sources import cases_of
    from rvc.run.averaging.average import average as run

    from .output import complain

    problems: list[Problem] = []
    reads: list[ReadCase] = []
    elections = None
    try:
        reads, warnings = cases_of(goods, options)
        for warning in warnings:
            complain(str(warning))
    except InputError as error:
        problems += error.problems
    if election is not None or not problems:
        try:
            elections = read_elections(election or goods[0].parent / _named(reads), options)
        except InputError as error:
            problems += error.problems
    if problems or elections is None:
        raise InputError(problems)
    return run(reads, elections, on=on, regime=regime)


def _named(reads: "list[ReadCase]") -> str:
    """The election that the cases name, beside the goods; wrong usage where they do not name one."""
    from rvc.show.words import say

    names = sorted({read.case.elections.averaging for read in reads})
    if len(names) != 1 or names[0] == "none":
        raise WrongUsage(say("cli.no_election", {"names": ", ".join(names)}))
    return names[0]
