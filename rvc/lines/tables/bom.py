"""Lines of a bill of materials out of a table: their ids, what they go into, and the currency of their amounts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rvc.base.hs import digits
from rvc.lines.scalars import shown
from rvc.lines.tables.places import Form, Line, Lines
from rvc.lines.tables.sourcing import split_by_source
from rvc.lines.tables.table_fields import AMOUNTS

_UNUSED = (
    "method", "producer", "exporter", "importer", "certifier", "traced_value", "labor_value_content",
)  # fmt: skip


def read_materials(form: Form, lines: Lines) -> None:
    """Put the lines of a table of materials into the case."""
    _check_good(form, lines)
    _say_unused(form, lines)
    kept = _without_good(form, lines)
    materials = [form.line(lines, line, ("materials", place)) for place, line in enumerate(kept)]
    _currencies(form, lines, kept, materials)
    ids = _ids(form, lines, kept, materials)
    if any("level" in line.values or line.lacks("level") for line in kept):
        _parents_by_level(form, lines, kept, materials, ids)
    elif "parent" in lines.fields and "id" not in lines.fields:
        _parents_by_number(form, lines, kept, materials)
    split_by_source(form, lines, kept, materials)
    form.data["materials"] = materials


def _check_good(form: Form, lines: Lines) -> None:
    """A table may name the good that its lines go into: one good, the one of the facts."""
    good = form.data.setdefault("good", {})
    if not isinstance(good, dict):
        return
    for name, key in (("good_id", "id"), ("good_hs", "hs")):
        stated: dict[str, Line] = {}
        for line in lines.lines:
            if name in line.values:
                stated.setdefault(str(line.values[name]), line)
        if len(stated) > 1:
            first, second, *_ = stated
            form.say("form.goods", lines.spot(stated[second], name), first=shown(first), second=shown(second))
        for written, line in stated.items():
            own = good.get(key)
            if own is None and len(stated) == 1:
                good[key] = written
                form.spots["good", key] = lines.spot(line, name)
            elif own is not None and _bare(key, own) != _bare(key, written):
                form.say("form.other_good", lines.spot(line, name), seen=shown(written), own=shown(own))
                break


def _bare(key: str, written: object) -> str:
    try:
        return digits(str(written)) if key == "hs" else str(written)
    except ValueError:
        return str(written)


def _say_unused(form: Form, lines: Lines) -> None:
    """Say which columns are understood and of no use in a bill of materials."""
    for name in _UNUSED:
        if any(name in line.values for line in lines.lines):
            form.warn("form.left_out.unused", lines.header(name), field=name)


def _without_good(form: Form, lines: Lines) -> Sequence[Line]:
    """The lines without a first one of level 0 that is the good itself."""
    if not lines.lines or lines.lines[0].values.get("level") != "0":
        return lines.lines
    line = lines.lines[0]
    own, part = form.good("id"), line.values.get("part_number", line.values.get("id"))
    if own != part:
        params = {"seen": shown(part), "own": shown(own or "-")}
        form.say("form.level_of_good", lines.spot(line, "level"), **params)
    else:
        form.warn("form.left_out.good", lines.spot(line), seen=shown(part))
    return lines.lines[1:]


def _currencies(form: Form, lines: Lines, kept: Sequence[Line], materials: list[dict[str, Any]]) -> None:
    """Amounts whose header or cells name a currency are in it, and so is all else of their lines."""
    amounts = [column for column in lines.columns.values() if column.field.kind in AMOUNTS and any(column.values)]
    amounts = [column for column in amounts if column.field.name not in {"quantity", "rate"} or column.currency]
    named = {column.currency: column.field.name for column in amounts if column.currency}
    if not named:
        return
    currency, own = next(iter(named)), form.good("currency")
    unnamed = [column.field.name for column in amounts if not column.currency]
    if len(named) > 1:
        form.say("form.currencies", lines.header(list(named.values())[1]), seen=", ".join(named))
    elif unnamed and currency != own and "currency" not in lines.fields:
        form.say("form.currency_unnamed", lines.header(unnamed[0]), seen=currency, own=str(own or "-"))
    else:
        _set_currency(form, lines, kept, materials, (currency, named[currency]))
        return
    form.doubtful |= {("materials", place, "currency") for place in range(len(materials))}


def _set_currency(
    form: Form, lines: Lines, kept: Sequence[Line], materials: list[dict[str, Any]], named: tuple[str, str]
) -> None:
    """Give every line the currency of its amounts, if it is not the good's; `named` has it, and a field in it."""
    currency, field = named
    own = form.good("currency")
    for line, material in zip(kept, materials, strict=True):
        stated = material.get("currency")
        if stated is not None and stated != currency:
            form.say("form.currency", lines.spot(line, "currency"), seen=currency, expected=shown(stated),
                     field=field)  # fmt: skip
        elif stated is None and currency != own:
            material["currency"] = currency


def _ids(form: Form, lines: Lines, kept: Sequence[Line], materials: list[dict[str, Any]]) -> list[str | None]:
    """The ids of the lines: stated, or made from part numbers, each once."""
    if "id" in lines.fields or "id" in lines.table.matched.ambiguous:
        return [material.get("id") for material in materials]
    numbers = [material.get("part_number") for material in materials]
    taken, seen = {number for number in numbers if number}, Counter[str]()
    for line, material, number in zip(kept, materials, numbers, strict=True):
        if number is None:
            continue
        seen[number] += 1
        name = number
        if seen[number] > 1:
            while (name := f"{number} #{seen[number]}") in taken:
                seen[number] += 1
            taken.add(name)
            form.warn("form.id_made", lines.spot(line, "part_number"), seen=shown(number), id=shown(name))
        material["id"] = name
    for place, (line, material) in enumerate(zip(kept, materials, strict=True)):
        if "id" not in material:
            form.doubtful.add(("materials", place, "id"))
            if not line.lacks("part_number"):
                form.say("form.no_id", lines.spot(line, "part_number"))
    return [material.get("id") for material in materials]


def _parents_by_level(
    form: Form, lines: Lines, kept: Sequence[Line], materials: list[dict[str, Any]], ids: list[str | None]
) -> None:
    """The parent of a line is the last line above it of one level less."""
    above: list[str | None] = []  # the last id of each level from 1 on
    for place, (line, material) in enumerate(zip(kept, materials, strict=True)):
        here = ("materials", place, "parent")
        if "parent" in material:
            form.say("form.level_and_parent", lines.spot(line, "parent"))
        written = line.values.get("level")
        if written is None:
            form.doubtful.add(here)
            if not line.lacks("level"):
                form.say("form.no_level", lines.spot(line, "level"))
            above = []
            continue
        level = int(str(written))
        if not 1 <= level <= len(above) + 1:
            form.doubtful.add(here)
            if above or place == 0 or level < 1:  # below a line without a level, nothing is known
                form.say("form.level_jump", lines.spot(line, "level"), seen=str(level), most=str(len(above) + 1))
            continue
        if level > 1:
            parent = above[level - 2]
            if parent is None:
                form.doubtful.add(here)
            else:
                material["parent"] = parent
        above[level - 1 :] = [ids[place]]


def _parents_by_number(form: Form, lines: Lines, kept: Sequence[Line], materials: list[dict[str, Any]]) -> None:
    """Without ids a parent is named by its part number, which only one line may have."""
    count = Counter(material.get("part_number") for material in materials)
    for place, (line, material) in enumerate(zip(kept, materials, strict=True)):
        parent = material.get("parent")
        if parent is not None and count[parent] > 1:
            form.doubtful.add(("materials", place, "parent"))
            form.say("form.parent_open", lines.spot(line, "parent"), seen=shown(parent), count=str(count[parent]))
