"""The door for tables: a workbook that holds a case, or a bill of materials with the facts of its good beside it."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import Grid, read_grids
from rvc.lines.schema import SCHEMA
from rvc.lines.spelling import plain
from rvc.lines.tables.bom import read_materials
from rvc.lines.tables.layout import Table, find_table
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.other_tables import is_keyed
from rvc.lines.tables.places import Form, Spot
from rvc.lines.tables.supplier_list import with_claims
from rvc.lines.tree import from_json, from_yaml, located
from rvc.lines.workbook.workbook_in import named_sheets, read_workbook

_BESIDE = {".yaml": from_yaml, ".yml": from_yaml, ".json": from_json}


def read_form(path: str | PathLike[str], options: TableOptions | None = None) -> Form:
    """Read a file of tables as far as it can be read; raises InputError where that is not at all."""
    options = options or TableOptions()
    form, grids = opened(path, options)
    if options.sheet is None and "good" in named_sheets(grids):
        form.data = merged({}, options.facts)
        read_workbook(form, grids)
    else:
        table = only_table(form, grids)
        if table is None:
            raise InputError([problem for problem in form.problems if not problem.warning])
        _read_beside(form, Path(path))
        form.data = merged(form.data, options.facts)
        _read_bare(form, table)
    form.data.setdefault("schema", SCHEMA)
    check_mapping(form)
    return form


def opened(path: str | PathLike[str], options: TableOptions) -> tuple[Form, list[Grid]]:
    """What will be read of a file of tables, still empty, and its sheets."""
    grids, warnings = read_grids(path, sheet=options.sheet)
    return Form(str(path), options, tuple(grid.sheet for grid in grids), problems=list(warnings)), grids


def in_sight(grids: Sequence[Grid], options: TableOptions) -> list[Grid]:
    """The sheets that hold something; a hidden one counts where it is asked for by name."""
    return [grid for grid in grids if grid.rows and (not grid.hidden or options.sheet is not None)]


def merged(facts: Mapping[str, Any], more: Mapping[str, object]) -> dict[str, Any]:
    """Facts with those of the options, which count before them."""
    both = dict(facts)
    for key, value in more.items():
        own = both.get(key)
        both[key] = merged(own if isinstance(own, Mapping) else {}, value) if isinstance(value, Mapping) else value
    return both


def facts_beside(path: Path) -> list[Path]:
    """The files of the same name as a table that may hold the facts of its good."""
    return [path.with_suffix(suffix) for suffix in _BESIDE if path.with_suffix(suffix).is_file()]


def _read_beside(form: Form, path: Path) -> None:
    """Read the facts of the good from the file of the same name beside a table."""
    there = facts_beside(path)
    if not there:
        if not form.options.facts:
            form.say("form.no_facts", Spot(), name=path.with_suffix(".yaml").name)
            form.doubtful |= {("good",)}
        return
    if len(there) > 1:
        form.say("form.two_files", Spot(), names=", ".join(file.name for file in there))
    form.beside = str(there[0])
    try:
        written = there[0].read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError([Problem("file.unreadable", {"reason": reason}, file=form.beside)]) from None
    tree, issues = _BESIDE[there[0].suffix](written)
    form.problems += located(issues, tree, None, form.beside)
    if not isinstance(tree, dict):
        if not issues:
            form.problems.append(Problem("form.facts_shape", file=form.beside))
        form.doubtful |= {("good",)}
        return
    form.facts = tree if there[0].suffix != ".json" else from_yaml(written)[0]
    if "materials" in tree:
        form.problems.append(Problem("form.materials_twice", {"table": path.name}, file=form.beside))
    form.data = {key: merged({}, value) if isinstance(value, Mapping) else value for key, value in tree.items()}


def only_table(form: Form, grids: Sequence[Grid], kind: str = "materials") -> Table | None:
    """The one table of a kind that a file holds; None where there is none or more, which is said."""
    shown = in_sight(grids, form.options)
    mapping, header = form.options.mapping, form.options.header
    found = [table for grid in shown if (table := find_table(grid, kind, mapping, header=header))]
    usable = [table for table in found if is_keyed(table.matched)] or found
    if not shown:
        form.say("form.blank", Spot())
    elif not usable:
        for grid in shown:
            if header is None:
                form.say("form.no_table", Spot(grid.sheet, grid.first_row))
            else:
                form.say("form.no_header_there", Spot(grid.sheet), row=str(header))
    elif len(usable) > 1:
        form.say("form.which_sheet", Spot(), names=", ".join(table.grid.sheet for table in usable))
    else:
        for grid in grids:
            if grid.rows and grid is not usable[0].grid:
                why = "hidden" if grid.hidden else "other_sheet"
                form.warn(f"form.left_out.{why}", Spot(grid.sheet), name=grid.sheet)
        return usable[0]
    return None


def _read_bare(form: Form, table: Table) -> None:
    """Read the table of materials of a good whose facts are known."""
    form.data.pop("materials", None)
    form.doubtful.add(("materials",))
    lines = form.lines(table)
    if lines.lines:
        form.doubtful.discard(("materials",))
        read_materials(form, with_claims(form, lines))
    elif all(problem.warning for problem in table.problems):
        form.say("form.no_lines", lines.header())


def check_mapping(form: Form) -> None:
    """Say what a mapping names and no table has: perhaps it is misspelled."""
    seen = {plain(header) for lines in form.tables for header in lines.table.matched.headers}
    for header in form.options.mapping or ():
        if form.tables and plain(header) not in seen:
            form.warn("form.mapping_unused", Spot(), header=header)
