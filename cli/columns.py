"""`rvc columns`: how the columns of a file were understood."""

from collections.abc import Iterator
from pathlib import Path

from rvc.base.errors import InputError
from rvc.base.messages import text
from rvc.lines.tables.columns_found import Explained, explain
from rvc.lines.tables.forms import read_form
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Lines
from rvc.show.words import clean, clean_lines

from .exits import Exit
from .output import complain, show_text

_NOT_OF_COLUMNS = "form.no_facts"  # the facts of the good are not asked for here


def columns(file: Path, options: TableOptions | None) -> Exit:
    """Show how each column of each table of a file was understood, and what was left out."""
    try:
        form = read_form(file, options)
    except InputError as error:
        for problem in error.problems:
            complain(str(problem))
        return Exit.UNREADABLE
    show_text("".join(f"{line}\n" for lines in form.tables for line in _told(lines, str(file))))
    found = [problem for problem in form.problems if problem.code != _NOT_OF_COLUMNS]
    for problem in found:
        complain(str(problem))
    return Exit.ORIGINATING if all(problem.warning for problem in found) else Exit.UNREADABLE


def _told(lines: Lines, file: str) -> Iterator[str]:
    table = lines.table
    told = {"place": clean(lines.sheet or file), "row": str(table.header_row), "lines": str(len(lines.lines))}
    yield text("problem.form.columns.table", told)
    for column in explain(table.matched, lines.columns):
        yield from _column(column)
    if table.matched.unmatched or table.matched.ambiguous:
        yield text("problem.form.columns.start")
        yield clean_lines(table.matched.mapping)


def _column(column: Explained) -> Iterator[str]:
    told = {"column": f"{column.column:>3}", "header": clean(column.header), "how": clean(column.how)}
    if column.field:
        yield text("problem.form.columns.known", {**told, "field": column.field})
    else:
        yield text("problem.form.columns.unknown", told)
    if column.examples:
        seen = ", ".join(clean(cell if cell == read else f"{cell} = {read}") for cell, read in column.examples)
        yield text("problem.form.columns.examples", {"seen": seen})
