"""Every table of a file read by itself, as the kind that it seems to be, to show how its columns are understood."""

from os import PathLike

from rvc.lines.tables.forms import check_mapping, in_sight, opened, read_form
from rvc.lines.tables.layout import find_table
from rvc.lines.tables.ledger import without_totals
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.other_tables import book_of, is_lined, kind_of
from rvc.lines.tables.places import Form, Spot
from rvc.lines.workbook.workbook_in import named_sheets


def read_tables(path: str | PathLike[str], options: TableOptions | None = None) -> Form:
    """Read the tables of a file as far as they can be read; raises InputError where that is not at all.

    A workbook of a case and a bill of materials are read as cases are.
    """
    options = options or TableOptions()
    form, grids = opened(path, options)
    shown = in_sight(grids, options)
    kinds = {
        grid.sheet: book_of(grid, options.mapping, options.header) or kind_of(grid, options.header) for grid in shown
    }
    if set(kinds.values()) <= {"materials"} or (options.sheet is None and "good" in named_sheets(grids)):
        return read_form(path, options)
    for grid in shown:
        kind = kinds[grid.sheet]
        table = find_table(grid, kind, options.mapping, strict=not is_lined(kind), header=options.header)
        if table is None:
            form.say("form.no_table", Spot(grid.sheet, grid.first_row))
        else:
            form.lines(without_totals(table) if kind == "ledger" else table)
    check_mapping(form)
    return form
