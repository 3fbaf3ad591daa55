"""`rvc statement`: what the buyer of a part asks its producer for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import read_case
from rvc.run.statement import Statement, statement
from rvc.show import statement_text

from .exits import Exit, of_verdicts
from .output import Delivered, deliver, refuse, refuse_to_overwrite, refuse_to_show

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def state(file: Path, *, shown: str, out: Path | None, on: date | None, options: "TableOptions | None") -> Exit:
    """State the figures of one part: on the screen, or in a file that is whole or not there."""
    refuse_to_overwrite(out, [file])
    refuse_to_show(shown, out)
    try:
        stated = statement(read_case(file, options), on=on)
    except InputError as error:
        refuse(file, error.problems)
        return Exit.UNREADABLE
    deliver(out, _FORMS[shown](stated))
    return of_verdicts([stated.uses[0].verdict], unreadable=False)


def _workbook(stated: Statement) -> bytes:
    from rvc.show.statement_book import workbook

    return workbook(stated)


_FORMS: dict[str, Callable[[Statement], Delivered]] = {
    "table": lambda stated: [statement_text.render(stated)],
    "json": lambda stated: f"{stated.to_json()}\n",
    "xlsx": _workbook,
}
