"""The sheets labor, steel and aluminum of a workbook, row by row as `rvc.lines.workbook.template` lays them out."""

from typing import Any

from rvc.lines.scalars import shown
from rvc.lines.schema import Field
from rvc.lines.tables.places import Form, Line, Lines, Spot
from rvc.lines.workbook.template import ITEMS, NO_ITEMS, NONE, SUMS, columns_of, used_by

_PARTS = {item.name: item for item in ITEMS}
_ONCE = {"period": "period", **{name: field.name for name, field in SUMS.items()}}
_OF_THE_ROW = frozenset({"basis", "item"})
_WAGE = "average_base_hourly_wage"  # in the currency of the plant's country; all other amounts are in the good's


def read_labor(form: Form, lines: Lines, currency: str) -> None:
    """The blocks of labor: a row says of which basis it is, and which part of the block."""
    form.currency(lines, currency, lines.fields.keys() - {_WAGE})
    blocks: list[dict[str, Any]] = []
    places: dict[object, int] = {}
    basis: object = None
    for line in lines.lines:
        basis = line.values.get("basis", basis)
        if basis not in places:
            places[basis] = len(blocks)
            blocks.append({} if basis is None else {"basis": basis})
            form.spots["labor", places[basis]] = Spot(lines.sheet, line.number, columns=lines.by_path)
        if line.lacks("basis"):
            form.doubtful.add(("labor", places[basis], "basis"))
        if not line.lacks("item"):
            _read_row(form, lines, line, blocks[places[basis]], places[basis])
    form.data["labor"] = blocks


def _read_row(form: Form, lines: Lines, line: Line, block: dict[str, Any], place: int) -> None:
    """One row of labor into its block."""
    item = str(line.values.get("item") or "")
    part = _PARTS.get(item)
    if item and part is None and item not in NO_ITEMS:
        known = ", ".join([*_PARTS, *NO_ITEMS])
        form.say("form.item", lines.spot(line, "item"), seen=shown(item), known=known)
        return
    own = {column.name for column in columns_of("labor") if part and item in used_by(column)}
    for name in line.values.keys() - own - _OF_THE_ROW:
        form.say("form.not_of_item", lines.spot(line, name), name=name, item=item or "-")
    if part is not None:
        _read_part(form, lines, line, block, place, part)
    elif item:
        name = item.removeprefix("no_")
        _refuse_second(form, lines, line, block, name)
        block[name] = [] if _PARTS[name].kind == "records" else False
        form.spots["labor", place, name] = lines.spot(line, "item")


def _read_part(form: Form, lines: Lines, line: Line, block: dict[str, Any], place: int, part: Field) -> None:
    """A part of a block of labor: a row of a list, a block inside it, or one amount."""
    here = ("labor", place, part.name)
    if part.kind != "records" or block.get(part.name) == []:
        _refuse_second(form, lines, line, block, part.name)
    if part.kind == "records":
        entries = block.setdefault(part.name, [])
        entries.append(_entry(form, lines, line, (*here, len(entries)), part))
    elif part.shape is not None:
        block[part.name] = _entry(form, lines, line, here, part)
    elif part.kind == "flag":
        block[part.name] = True
        form.spots[here] = lines.spot(line, "item")
    else:
        form.spots[here] = lines.spot(line, "value")
        if "value" in line.values:
            block[part.name] = line.values["value"]
        elif line.lacks("value"):
            form.doubtful.add(here)


def _entry(form: Form, lines: Lines, line: Line, path: tuple[str | int, ...], part: Field) -> dict[str, Any]:
    """A row as a block; the wage in the currency that its header or its cells name, if no column does."""
    names = line.values.keys() & (part.shape.by_name.keys() if part.shape else set())
    entry = form.line(lines, line, path, names)
    wage = next((column.currency for column in lines.columns.values() if column.field.name == _WAGE), "")
    if wage and _WAGE in entry and entry.setdefault("wage_currency", wage) != wage:
        expected = shown(entry["wage_currency"])
        form.say("form.currency", lines.spot(line, _WAGE), seen=wage, expected=expected, field=_WAGE)
    return entry


def _refuse_second(form: Form, lines: Lines, line: Line, block: dict[str, Any], name: str) -> None:
    if name in block:
        form.say("form.item_twice", lines.spot(line, "item"), item=name)


def read_metal(form: Form, metal: str, lines: Lines) -> None:
    """The purchases of a metal; the period and the sums of them all stand once, or the same in several rows."""
    block: dict[str, Any] = {}
    purchases: list[dict[str, Any]] = []
    form.spots[metal,] = lines.header()
    for line in lines.lines:
        for name, key in _ONCE.items():
            _read_once(form, metal, lines, line, block, name, key)
        if line.values.keys() <= _ONCE.keys() and all(ref.name in _ONCE for ref in line.broken):
            continue
        entry = form.line(lines, line, (metal, "purchases", len(purchases)), line.values.keys() - _ONCE.keys())
        if entry.get("hs") == NONE:
            del entry["hs"]
            if entry:
                form.say("form.none_and_stated", lines.spot(line, "hs"), name="hs")
        purchases.append(entry)
    form.data[metal] = block | ({"purchases": purchases} if purchases else {})


def _read_once(form: Form, metal: str, lines: Lines, line: Line, block: dict[str, Any], name: str, key: str) -> None:
    """What a row states of all purchases."""
    stated = line.values.get(name)
    if line.lacks(name):
        form.doubtful.add((metal, key))
    elif stated is not None and stated != NONE:
        if block.setdefault(key, stated) != stated:
            code = "form.periods" if name == "period" else "form.sums"
            form.say(code, lines.spot(line, name), seen=shown(stated), first=shown(block[key]))
        form.spots.setdefault((metal, key), lines.spot(line, name))
