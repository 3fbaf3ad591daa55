"""What the command line says about tables."""

from pathlib import Path
from typing import TYPE_CHECKING

from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import DateOrder, Decimals, TableOptions


def table_options(
    mapped: Path | None, decimal: "Decimals | None", dates: "DateOrder | None", sheet: str | None
) -> "TableOptions | None":
    """The options as the readers of tables take them; None if nothing is said."""
    if mapped is None and decimal is None and dates is None and sheet is None:
        return None
    from rvc.base.errors import InputError
    from rvc.lines.tables.options import TableOptions, read_mapping

    try:
        mapping = None if mapped is None else read_mapping(mapped)
    except InputError as error:
        raise WrongUsage(str(error.problems[0])) from None
    return TableOptions(mapping, decimal, dates, sheet)
