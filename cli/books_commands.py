"""The commands on a producer's books: net cost, inventories, payrolls."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import (
    Averaging,
    Format,
    InventoryMethod,
    Order,
    StatementFormat,
)
from .shared_options import reads_tables, spoken

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


@spoken
@reads_tables
def net_cost(
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
    shown: Annotated[
        StatementFormat, typer.Option("--format", help="A page to read, JSON, a live workbook.")
    ] = StatementFormat.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead, once everything could be read.")] = None,
    options: "TableOptions | None",
) -> int:
    """Allocate a producer's costs to its goods, excluded costs out: net cost, every step, the block of a case.

    Exit: 0 done; 2 something could not be read, or does not add up.
    """
    from .net_cost import net_cost as run

    return run(
        ledgers, setup=setup, order=order.value if order else None, shown=shown.value, out=out, options=options
    )  # fmt: skip


@spoken
@reads_tables
def inventory(  # noqa: PLR0913 - a command takes its options
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Movements: material, date, movement, quantity ...")],
    *,
    method: Annotated[InventoryMethod, typer.Option(help="The method that the producer or exporter chose.")],
    schedule: Annotated[
        int, typer.Option(min=7, max=8, help="7: values of identical non-originating materials; 8: origin of fungible.")
    ] = 8,
    goods: Annotated[bool, typer.Option("--goods", help="Finished goods of an exporter, not materials.")] = False,
    period: Annotated[Averaging, typer.Option(help="Of the average method.")] = Averaging.shipment,
    opening: Annotated[
        bool, typer.Option("--opening-non-originating", help="Opening inventory counts as non-originating.")
    ] = False,
    shown: Annotated[Format, typer.Option("--format", help="A page or JSON.")] = Format.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead, once everything could be read.")] = None,
    options: "TableOptions | None",
) -> int:
    """Say what each withdrawal of an inventory is considered to be, by a method of Schedule 7 or 8.

    Exit: 0 done; 2 something could not be read, or more is withdrawn than there is.
    """
    from rvc.net_costing.inventories import Election

    from .inventory import inventory as run

    election = Election(method.value, schedule, goods, period.value, opening)
    return run(file, election, as_json=shown is Format.json, out=out, options=options)


@spoken
@reads_tables
def payroll(
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
    options: "TableOptions | None",
) -> int:
    """Average base wages by plant and period: does each plant pay a qualifying wage (UR 12; 29 CFR 810 Subpart B)?

    Exit: 0 every plant does; 1 one or more do not; 3 none fails, one or more undetermined; 2 something is unreadable.
    """
    from .payroll import payroll as run

    return run(files, shown=shown.value, out=out, periods=periods or (), options=options)
