"""`rvc inventory`: what the withdrawals of an inventory are considered to be."""

from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.net_costing.inventories import Election
from rvc.net_costing.inventories import inventory as run
from rvc.show import inventory_text

from .exits import Exit
from .output import complain, deliver, refuse, refuse_to_overwrite

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def inventory(
    file: Path, election: Election, *, as_json: bool, out: Path | None, options: "TableOptions | None"
) -> Exit:
    """Show each withdrawal, on the screen or in a file that is whole or not there."""
    refuse_to_overwrite(out, [file])
    try:
        found = run(file, election, options)
    except InputError as error:
        refuse(file, error.problems)
        return Exit.UNREADABLE
    for warning in found.warnings:
        complain(warning)
    deliver(out, f"{found.to_json()}\n" if as_json else [inventory_text.render(found)])
    return Exit.ORIGINATING
