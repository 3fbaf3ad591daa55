"""`rvc statement`: what the buyer of a part asks its producer for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import read_case
from rvc.run.statement import Statement, statement
from rvc.show import statement_text
from rvc.show.layout import WIDTH
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .output import plain_pages, refuse, refuse_to_overwrite, show_pages, show_text, write_whole
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def state(file: Path, *, shown: str, out: Path | None, on: date | None, options: "TableOptions | None") -> Exit:
    """State the figures of one part: on the screen, or in a file that is whole or not there."""
    refuse_to_overwrite(out, [file])
    if shown == "xlsx" and out is None:
        raise WrongUsage(say("cli.needs_out", {"format": shown}))
    try:
        stated = statement(read_case(file, options), on=on)
    except InputError as error:
        refuse(file, error.problems)
        return Exit.UNREADABLE
    if out is not None:
        write_whole(out, _BYTES[shown](stated))
    elif shown == "json":
        show_text(f"{stated.to_json()}\n")
    else:
        show_pages([statement_text.render(stated)])
    return of_verdicts([stated.uses[0].verdict], unreadable=False)


def _workbook(stated: Statement) -> bytes:
    from rvc.show.statement_book import workbook

    return workbook(stated)


_BYTES: dict[str, Callable[[Statement], bytes]] = {
    "table": lambda stated: plain_pages([statement_text.render(stated)], WIDTH).encode(),
    "json": lambda stated: f"{stated.to_json()}\n".encode(),
    "xlsx": _workbook,
}
