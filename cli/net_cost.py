"""`rvc net-cost`: from a producer's ledger to the net cost of its goods."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.net_costing.books import net_cost_of
from rvc.net_costing.report import NetCost
from rvc.show import net_cost_text

from .exits import Exit
from .output import Delivered, complain, deliver, refuse, refuse_to_overwrite, refuse_to_show

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def net_cost(
    ledgers: Sequence[Path], *, setup: Path | None, order: str | None, shown: str, out: Path | None,
    options: "TableOptions | None",
) -> Exit:  # fmt: skip
    """Show the net cost of the goods of a producer, on the screen or in a file that is whole or not there."""
    refuse_to_show(shown, out)
    refuse_to_overwrite(out, [*ledgers, *([setup] if setup else [])])
    try:
        found = net_cost_of(ledgers, setup, options, {} if order is None else {"order": order})
        written = _FORMS[shown](found)
    except InputError as error:
        refuse(ledgers[0], error.problems)
        return Exit.UNREADABLE
    for warning in found.warnings:
        complain(warning)
    deliver(out, written)
    return Exit.ORIGINATING


def _workbook(found: NetCost) -> bytes:
    from rvc.show.net_cost_book import workbook

    return workbook(found)


_FORMS: dict[str, Callable[[NetCost], Delivered]] = {
    "table": lambda found: [net_cost_text.render(found)],
    "json": lambda found: f"{found.to_json()}\n",
    "xlsx": _workbook,
}
