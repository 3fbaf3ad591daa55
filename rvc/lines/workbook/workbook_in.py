"""A workbook that holds one case, read as `rvc.lines.workbook.template` lays it out, in the words of people as well."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rvc.base.messages import languages, text
from rvc.lines.grids.grid import Grid, column_name
from rvc.lines.scalars import nearest, shown
from rvc.lines.schema import SCHEMA
from rvc.lines.spelling import plain
from rvc.lines.tables.bom import read_materials
from rvc.lines.tables.columns_found import match_headers
from rvc.lines.tables.layout import find_table
from rvc.lines.tables.number_styles import written
from rvc.lines.tables.places import Form, Lines, Spot
from rvc.lines.tables.table_fields import FieldRef
from rvc.lines.workbook.labor_in import read_labor, read_metal
from rvc.lines.workbook.template import DECIMAL, FACTS, SHEETS, columns_of

_MADE_BY_TEMPLATE = ("guide", "example", "dictionary", "lists")
_NAME, _VALUE, _BESIDE = 0, 1, 3  # columns of a sheet of facts; what begins in D belongs to nothing
_DECIMAL = FieldRef("good", DECIMAL.name, "choice", (), DECIMAL.help, DECIMAL.choices)
_BLOCKS: Mapping[str, frozenset[str]] = {
    "good": frozenset({"schema", "good", "value", "rates"}),
    "elections": frozenset({"elections", "alternative_staging"}),
}


def named_sheets(grids: Sequence[Grid]) -> dict[str, Grid]:
    """The sheets that bear the names of those of a case."""
    return {name: grid for grid in grids if (name := grid.sheet.strip().casefold()) in SHEETS}


def read_workbook(form: Form, grids: Sequence[Grid]) -> None:
    """Read every sheet of a case."""
    sheets = named_sheets(grids)
    _say_the_rest(form, grids, sheets)
    _read_decimal(form, sheets)
    for name in SHEETS:
        if name in FACTS and name in sheets:
            _read_facts(form, name, sheets[name])
    currency = str(form.good("currency") or "")
    for name in ("materials", "labor", "steel", "aluminum"):
        lines = _lines(form, name, sheets[name]) if name in sheets else None
        if lines is None or not lines.lines:
            continue
        if name == "materials":
            read_materials(form, lines)
        elif name == "labor":
            read_labor(form, lines, currency)
        else:
            form.currency(lines, currency)
            read_metal(form, name, lines)


def _read_decimal(form: Form, sheets: Mapping[str, Grid]) -> None:
    """How decimals are written: as the caller says, else as sheet good says, else as the form rvc/1 has them.

    A point that is stated there may be what the template left, so that an amount of which a comma is all there is stays
    open; one that can only have a comma is refused.
    """
    if form.options.decimal is not None or "good" not in sheets:
        return
    good = sheets["good"]
    for number, cells in enumerate(good.rows, good.first_row):
        said = cells[_VALUE] if len(cells) > _VALUE else None
        if said is None or not _is_decimal(cells[_NAME]):
            continue
        spot = Spot(good.sheet, number, column_name(_VALUE))
        read = form.value(said, replace(_DECIMAL, header=str(cells[_NAME])), spot, ())
        style = str(read.values[0]) if read else ""
        form.stated += [(spot, read)] if read else []
        if style == "comma":
            form.options = replace(form.options, decimal="comma")
        elif style == "point":
            form.points = True
        elif read:
            known = ", ".join(DECIMAL.choices)
            form.say("choice.unknown", spot, name=DECIMAL.name, seen=style, nearest=DECIMAL.choices[0], known=known)
        return
    form.points = _has_points(sheets)


def _is_decimal(name: object) -> bool:
    return isinstance(name, str) and plain(name) == DECIMAL.name


def _has_points(sheets: Mapping[str, Grid]) -> bool:
    """Whether the form rvc/1 is stated, which has points, and no cell shows that it is not kept to."""
    every = [cells for grid in sheets.values() for cells in grid.rows]
    if not any(cells[:2] == ["schema", SCHEMA] for cells in sheets["good"].rows):
        return False
    texts = (cell for cells in every for cell in cells if isinstance(cell, str) and "," in cell)
    return not any(found and found.point is None for found in map(written, texts))


def _say_the_rest(form: Form, grids: Sequence[Grid], sheets: Mapping[str, Grid]) -> None:
    """Say which sheets were left out, save those of the template, and which hidden ones were read."""
    ours = {text(f"template.sheet.{name}", lang=lang).casefold() for name in _MADE_BY_TEMPLATE for lang in languages()}
    for grid in grids:
        name = grid.sheet.strip().casefold()
        spot = Spot(grid.sheet)
        if name not in sheets and name not in ours and grid.rows:
            form.warn("form.left_out.sheet", spot, name=grid.sheet, known=", ".join(SHEETS))
        elif name in sheets and sheets[name] is not grid:
            form.say("form.sheet_twice", spot, name=name)
        elif name in sheets and grid.hidden and grid.rows:
            form.warn("form.hidden", spot, name=grid.sheet)


def _read_facts(form: Form, sheet: str, grid: Grid) -> None:
    """Read a sheet of facts, one a row: the name in A, the value in B."""
    stated: list[tuple[FieldRef, object, Spot]] = []
    money: list[tuple[FieldRef, str, Spot]] = []
    for ref, cell, spot in _facts(form, sheet, grid):
        read = form.value(cell, ref, spot, ref.path)
        if read is not None:
            form.stated.append((spot, read))
        if read is not None and read.values[0] is not None:
            stated.append((ref, read.values[0], spot))
            if read.currency:
                money.append((ref, read.currency, spot))
    form.put(form.data, [each for each in stated if not form.given(each[0].path)])
    for block in _BLOCKS[sheet]:
        form.spots.setdefault((block,), Spot(grid.sheet))
    own = form.good("currency")
    for ref, currency, spot in money:
        if currency != own:
            form.say("form.currency", spot, seen=currency, expected=str(own or "-"), field=ref.name)
            form.doubtful.add(ref.path)


def _facts(form: Form, sheet: str, grid: Grid) -> Iterator[tuple[FieldRef, object, Spot]]:
    """The facts of a sheet that state anything, each once."""
    first: dict[str, int] = {}
    for number, cells in enumerate(grid.rows, grid.first_row):
        name, value = (cells[at] if at < len(cells) else None for at in (_NAME, _VALUE))
        header, spot = " ".join(str(name or "").split()), Spot(grid.sheet, number, column_name(_VALUE))
        ref = _DECIMAL if sheet == "good" and _is_decimal(header) else _fact(sheet, header, form.options.mapping)
        if ref is not None and ref.path:
            form.spots.setdefault(ref.path, spot)
        if any(cell is not None for cell in cells[_BESIDE:]):
            form.warn("form.left_out.beside", Spot(grid.sheet, number, column_name(_BESIDE)))
        if value is None or (isinstance(value, str) and not value.strip()) or _is_header(header, value):
            continue
        if ref is None:
            near = nearest(header, [column.name for column in columns_of(sheet)])
            form.say("form.fact_unknown", Spot(grid.sheet, number, "A"), seen=shown(header or "-"), nearest=near)
        elif ref.name in first:
            form.say("form.fact_twice", spot, name=ref.name, row=str(first[ref.name]))
            form.doubtful |= {ref.path} - {()}
        else:
            first[ref.name] = number
            if ref is not _DECIMAL:
                form.spots[ref.path] = spot
                yield ref, value, spot


def _fact(sheet: str, header: str, mapping: Mapping[str, str | None] | None) -> FieldRef | None:
    """The fact of a name, if it is one of this sheet."""
    kind = "goods" if sheet == "good" else sheet
    ref = match_headers(kind, [header], mapping).by_index.get(0) if header else None
    return ref if ref is not None and ref.path and ref.path[0] in _BLOCKS[sheet] else None


def _is_header(name: str, value: object) -> bool:
    """Whether a row is the header of a sheet of facts: field, value."""
    return any(
        plain(name) == plain(text("template.header.field", lang=lang))
        and plain(str(value)) == plain(text("template.header.value", lang=lang))
        for lang in languages()
    )


def _lines(form: Form, sheet: str, grid: Grid) -> Lines | None:
    """The lines of a sheet that is a table; None if it is blank or has no header."""
    if not grid.rows:
        return None
    table = find_table(grid, sheet, form.options.mapping, strict=True)
    if table is None:
        form.say("form.no_table", Spot(grid.sheet, grid.first_row))
        form.doubtful.add((sheet,))
        return None
    if sheet == "materials":
        return form.lines(table, complete=True)
    return form.lines(table, only={column.name for column in columns_of(sheet)}, complete=True)
