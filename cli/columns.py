"""`rvc columns`: how the columns of a file were understood."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rvc.base.errors import InputError
from rvc.base.messages import text
from rvc.base.problem import Problem
from rvc.lines.tables.any_table import read_tables
from rvc.lines.tables.columns_found import Explained, explain
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form, Lines
from rvc.show.words import clean, clean_lines

from .exits import Exit
from .output import complain, show_text


def columns(file: Path, options: TableOptions | None) -> Exit:
    """Show how each column of each table of a file was understood, and what was left out."""
    try:
        form = read_tables(file, options)
    except InputError as error:
        for problem in error.problems:
            complain(str(problem))
        return Exit.UNREADABLE
    told = [*_facts(form), *(line for lines in form.tables for line in _told(lines, str(file)))]
    show_text("".join(f"{line}\n" for line in told))
    found = [problem for problem in form.problems if not _of_facts(problem)]
    for problem in found:
        complain(str(problem))
    return Exit.ORIGINATING if all(problem.warning for problem in found) else Exit.UNREADABLE


def _of_facts(problem: Problem) -> bool:
    """Whether a problem is that of facts of the good, which may stand elsewhere and are not asked for here."""
    missing = problem.code == "column.missing" and problem.params["field"] == "date"
    return missing or problem.code == "form.no_facts"


def _facts(form: Form) -> Iterator[str]:
    """The facts of sheets of facts: what each name was understood as."""
    sheet = ""
    for spot, column in sorted(form.stated, key=lambda each: (form.sheets.index(each[0].sheet), each[0].row or 0)):
        if spot.sheet != sheet:
            sheet = spot.sheet
            yield text("problem.form.columns.facts", {"place": clean(sheet)})
        field = column.field
        how = text(f"problem.{column.how}", column.params)
        told = {"row": f"{spot.row:>3}", "header": clean(field.header), "field": field.name, "how": how}
        yield text("problem.form.columns.fact", told)
        yield from _examples(column.examples)


def _told(lines: Lines, file: str) -> Iterator[str]:
    table = lines.table
    told = {"place": clean(lines.sheet or file), "row": str(table.header_row), "lines": str(len(lines.lines))}
    told["kind"] = table.matched.table
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
    yield from _examples(column.examples)


def _examples(examples: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A few cells as they stand, with what was read."""
    if examples:
        seen = ", ".join(clean(cell if cell == read else f"{cell} = {read}") for cell, read in examples)
        yield text("problem.form.columns.examples", {"seen": seen})
