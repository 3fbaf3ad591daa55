"""The options of `rvc diff`."""

from pathlib import Path
from typing import Annotated

import typer

from .options import Dates, DecimalSign, Facts, Format, Header, Mapped, On, Regime, Sheet, Shown


def diff(  # noqa: PLR0913 - a command takes its options
    before: Annotated[Path, typer.Argument(metavar="OLD", help="Cases or a table of goods, on estimated figures.")],
    after: Annotated[Path, typer.Argument(metavar="NEW", help="The same goods on actual figures.")],
    *,
    elections: Annotated[
        list[Path] | None,
        typer.Option(
            "--election",
            metavar="FILE",
            help="Compare averages: the election of rvc average; a second one holds the actual units.",
        ),
    ] = None,
    shown: Shown = Format.table,
    on: On = None,
    regime: Annotated[Regime | None, typer.Option(help="Instead of the regimes that cases elect.")] = None,
    mapped: Mapped = None,
    decimal: DecimalSign = None,
    dates: Dates = None,
    sheet: Sheet = None,
    header: Header = None,
    facts: Facts = None,
) -> int:
    """Lay actual figures beside estimates: which verdicts and tests turn, and who must be told.

    Exit: as of check, by the actual figures.
    """
    from .diff import averaged_difference, difference
    from .table_options import table_options

    options, day = table_options(mapped, decimal, dates, sheet, header, facts or ()), on.date() if on else None
    as_line = shown is Format.json
    if elections:
        return averaged_difference(before, after, elections, as_line=as_line, on=day, regime=regime, options=options)
    return difference(before, after, as_line=as_line, on=day, regime=regime, options=options)
