"""`rvc net-cost`: from a producer's ledger to the net cost of its goods."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.net_costing.books import net_cost_of
from rvc.show import net_cost_text

from .exits import Exit
from .output import complain, deliver, refuse, refuse_to_overwrite

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def net_cost(
    ledgers: Sequence[Path], *, setup: Path | None, order: str | None, shown: str, out: Path | None,
    options: "TableOptions | None",
) -> Exit:  # fmt: skip
    """Show the net cost of the goods of a producer, on the screen or in a file that is whole or not there."""
    refuse_to_overwrite(out, [*ledgers, *([setup] if setup else [])])
    try:
        found = net_cost_of(ledgers, setup, options, {} if order is None else {"order": order})
    except InputError as error:
        refuse(ledgers[0], error.problems)
        return Exit.UNREADABLE
    for warning in found.warnings:
        complain(warning)
    deliver(out, f"{found.to_json()}\n" if shown == "json" else [net_cost_text.render(found)])
    return Exit.ORIGINATING
