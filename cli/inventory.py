"""`rvc inventory`: what the withdrawals of an inventory are considered to be."""

from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.net_costing.inventories import Election
from rvc.net_costing.inventories import inventory as run
from rvc.show import inventory_text
from rvc.show.layout import WIDTH

from .exits import Exit
from .output import complain, plain_pages, refuse, refuse_to_overwrite, show_pages, show_text, write_whole

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
    written = f"{found.to_json()}\n" if as_json else None
    if out is not None:
        write_whole(out, (written or plain_pages([inventory_text.render(found)], WIDTH)).encode())
    elif written:
        show_text(written)
    else:
        show_pages([inventory_text.render(found)])
    return Exit.ORIGINATING
