"""The options of `rvc diff`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Format, On, Regime, Shown
from .shared_options import reads_goods, spoken

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


@spoken
@reads_goods
def diff(
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
    regime: Regime = None,
    options: "TableOptions | None",
) -> int:
    """Lay actual figures beside estimates: which verdicts and tests turn, and who must be told.

    Exit: as of check, by the actual figures.
    """
    from .diff import averaged_difference, difference

    day = on.date() if on else None
    as_line = shown is Format.json
    if elections:
        return averaged_difference(before, after, elections, as_line=as_line, on=day, regime=regime, options=options)
    return difference(before, after, as_line=as_line, on=day, regime=regime, options=options)
