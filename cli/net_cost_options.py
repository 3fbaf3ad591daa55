"""The options of `rvc net-cost`."""

from pathlib import Path
from typing import Annotated

import typer

from .options import Dates, DecimalSign, Format, Header, Mapped, Order, Sheet


def net_cost(  # noqa: PLR0913 - a command takes its options
    ledgers: Annotated[
        list[Path], typer.Argument(metavar="LEDGER", help="Accounts and amounts: CSV, XLSX, ODS, Parquet.")
    ],
    *,
    setup: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Producer, goods, accounts, allocation: YAML or JSON; else beside the ledger."
        ),
    ] = None,
    order: Annotated[Order | None, typer.Option(help="Order of UR 7(11): (a), (b) or (c).")] = None,
    shown: Annotated[Format, typer.Option("--format", help="A page or JSON.")] = Format.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead, once everything could be read.")] = None,
    mapped: Mapped = None,
    decimal: DecimalSign = None,
    dates: Dates = None,
    sheet: Sheet = None,
    header: Header = None,
) -> int:
    """Allocate a producer's costs to its goods, excluded costs out: net cost, every step, the block of a case.

    Exit: 0 done; 2 something could not be read, or does not add up.
    """
    from .net_cost import net_cost as run
    from .table_options import table_options

    options = table_options(mapped, decimal, dates, sheet, header)
    return run(
        ledgers, setup=setup, order=order.value if order else None, shown=shown.value, out=out, options=options
    )  # fmt: skip
