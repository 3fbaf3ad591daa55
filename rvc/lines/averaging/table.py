"""A table of elections: a row a good, which states the election that it belongs to, or leaves that to a row above."""

from collections.abc import Iterator, Sequence
from os import PathLike
from typing import Any

from rvc.base.errors import InputError
from rvc.lines.averaging.election import SCHEMA
from rvc.lines.scalars import shown
from rvc.lines.tables.forms import only_table, opened
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form, Line, Lines, Spot
from rvc.lines.tables.table_fields import GOOD_ID, NAMED, averaged
from rvc.lines.tree import Path as CasePath

KIND = "averaging"


def read_table(path: str | PathLike[str], options: TableOptions | None = None) -> Form:
    """Read a table of elections as a file of elections; raises InputError with every cell that cannot be read.

    Of the options how numbers and dates are written counts; the rest is of the tables of goods.
    """
    form, grids = opened(
        path, TableOptions(decimal=options.decimal, dates=options.dates) if options else TableOptions()
    )
    table = only_table(form, grids, KIND)
    lines = form.lines(table) if table is not None else None
    if lines is not None:
        form.data = {"schema": SCHEMA, "elections": list(_elections(form, lines))}
        if not lines.lines:
            form.say("form.no_lines", lines.header())
    if wrong := [problem for problem in form.problems if not problem.warning]:
        raise InputError(wrong)
    return form


def _elections(form: Form, lines: Lines) -> Iterator[dict[str, Any]]:
    """The elections in the order of their first rows: rows of one name, or all where they have none."""
    rows: dict[object, list[Line]] = {}
    name: object = None
    for line in lines.lines:
        name = line.values.get(NAMED, name)
        rows.setdefault(name, []).append(line)
    for place, own in enumerate(rows.values()):
        here = ("elections", place)
        form.spots[here] = lines.spot(own[0])
        yield {**_stated(form, lines, own, here), "goods": list(_goods(form, lines, own, here))}


def _stated(form: Form, lines: Lines, rows: Sequence[Line], here: CasePath) -> dict[str, object]:
    """What the rows of an election state of it, each of them the same or nothing."""
    stated: dict[str, object] = {}
    names = [item.name for item in averaged()[0].fields if item.shape is None]
    for line in rows:
        for name in names:
            value = line.values.get(name)
            if value is not None and name not in stated:
                stated[name], form.spots[*here, name] = value, lines.spot(line, name)
            elif value is not None and value != stated[name]:
                first = form.spots[*here, name].row
                params = {"name": name, "seen": shown(value), "row": str(first), "first": shown(stated[name])}
                form.say("averaging.rows_differ", lines.spot(line, name), **params)
    return stated


def _goods(form: Form, lines: Lines, rows: Sequence[Line], here: CasePath) -> Iterator[dict[str, object]]:
    columns = {GOOD_ID if item.name == "id" else item.name: item.name for item in averaged()[1].fields}
    letters: dict[CasePath, str] = {
        (name,): lines.letters[column] for column, name in columns.items() if column in lines.letters
    }
    for place, line in enumerate(rows):
        form.spots[*here, "goods", place] = Spot(lines.sheet, line.number, columns=letters)
        yield {name: line.values[column] for column, name in columns.items() if column in line.values}
