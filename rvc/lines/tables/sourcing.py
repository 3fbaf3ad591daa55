"""One part from several suppliers: each row takes its share of the quantity, and what nobody supplies is unknown.

Rows of one part number that go into one parent are one part if a share below 100% stands in any of them. Each repeats
the whole quantity that one parent takes; its own is that quantity times its share. Its unit value is the price of its
own supplier. Where a line value or deductions are stated, they are those of the whole quantity at that supplier's
price, and are split alike; whatever else is stated for one unit stays. A share that cannot be taken exactly is refused.

Rows without shares, or of 100% each, are separate usages of a part, and stay as they are.
"""

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from typing import Any

from rvc.base.hs import digits
from rvc.lines.scalars import Wrong, amount, shown
from rvc.lines.tables.places import Form, Line, Lines

_WHOLE = Decimal(100)
_EXACT = Context(prec=200)
_SHARE = "percentage_sourced"
_WHAT_IT_IS = ("hs", "named_good", "quantity", "uom", "core_part", "component", "role")
_CURRENCY = ("currency", "rate")
_OF_THE_REST = ("part_number", "description", "parent", *_WHAT_IT_IS, *_CURRENCY)
_Row = tuple[int, Line, dict[str, Any]]  # its place among the materials, as read, and as a material


def split_by_source(form: Form, lines: Lines, kept: Sequence[Line], materials: list[dict[str, Any]]) -> None:
    """Split what several suppliers deliver by their shares, and add what is left as of unknown origin (UR 7(21))."""
    if _SHARE not in lines.fields:
        return
    parts: dict[object, list[_Row]] = {}
    for place, (line, material) in enumerate(zip(kept, materials, strict=True)):
        number = material.get("part_number", material.get("id"))
        if number is not None:
            parts.setdefault((number, material.get("parent")), []).append((place, line, material))
    for rows in parts.values():
        if not any(line.broken for _, line, _ in rows) and _is_shared(form, lines, rows):
            left = _WHOLE - sum((Decimal(str(line.values[_SHARE])) for _, line, _ in rows), Decimal(0))
            if _agree(form, lines, rows, (*_WHAT_IT_IS, *(_CURRENCY if left else ()))):
                rest = [_rest(form, lines, rows, left, materials)] if left else []
                for _, line, material in rows:
                    _take(form, lines, line, material, Decimal(str(line.values[_SHARE])))
                materials += rest


def _is_shared(form: Form, lines: Lines, rows: Sequence[_Row]) -> bool:
    """Whether the rows share a part in a way that can be split."""
    shares = [(line, line.values.get(_SHARE)) for _, line, _ in rows]
    if all(share is None or Decimal(str(share)) == _WHOLE for _, share in shares):
        return False
    sound = True
    for line, share in shares:
        if share is None:
            form.say("form.share_blank", lines.spot(line, _SHARE), part=_part(rows))
            sound = False
        elif not 0 < Decimal(str(share)) <= _WHOLE:
            form.say("form.share", lines.spot(line, _SHARE), seen=shown(share))
            sound = False
    total = sum((Decimal(str(share)) for _, share in shares if share is not None), Decimal(0))
    if sound and total > _WHOLE:
        form.say("form.share_above", lines.spot(shares[-1][0], _SHARE), part=_part(rows), sum=f"{total:f}")
        sound = False
    return sound


def _agree(form: Form, lines: Lines, rows: Sequence[_Row], names: Sequence[str]) -> bool:
    """Whether the rows tell of the same part."""
    (_, _, first), *others = rows
    for name in names:
        for _, line, material in others:
            if _bare(name, material) != _bare(name, first):
                seen, other = shown(first.get(name, "-")), shown(material.get(name, "-"))
                form.say("form.share_unlike", lines.spot(line, name), part=_part(rows), field=name, first=seen,
                         seen=other)  # fmt: skip
                return False
    return True


def _bare(name: str, material: Mapping[str, Any]) -> object:
    """A value as it is compared: a code by its digits, a quantity as a number."""
    value = material.get(name)
    try:
        if name == "quantity":
            return _quantity(material)
        return digits(str(value)) if name == "hs" and value is not None else value
    except (Wrong, ValueError):  # the reader of cases says what is wrong with it
        return value


def _quantity(material: Mapping[str, Any]) -> Decimal:
    return amount(material.get("quantity", "1"))


def _take(form: Form, lines: Lines, line: Line, material: dict[str, Any], share: Decimal) -> None:
    """Leave a row its share of what it states for the whole quantity."""
    material.setdefault("quantity", "1")
    deductions = material.get("deductions")
    figures: list[tuple[dict[str, Any], str, str]] = [
        (material, name, name) for name in ("quantity", "line_value") if name in material
    ]
    if isinstance(deductions, dict):
        figures += [(deductions, name, f"deductions_{name}") for name in deductions]
    for block, name, column in figures:
        try:
            block[name] = _part_of(block[name], share)
        except _Inexact:
            params = {"share": f"{share:f}", "field": column, "seen": shown(block[name])}
            form.say("form.share_inexact", lines.spot(line, column), **params)
        except Wrong:  # the reader of cases says what is wrong with it
            continue


class _Inexact(Exception):  # noqa: N818 - a defect on its way to a problem
    """A share of a figure that has more decimals than a case holds."""


def _part_of(figure: object, share: Decimal) -> str:
    """A share of a figure, exactly."""
    part = _EXACT.multiply(amount(figure), share).scaleb(-2, _EXACT).normalize(_EXACT)
    try:
        return f"{amount(f'{part:f}'):f}"
    except Wrong:
        raise _Inexact from None


def _rest(
    form: Form, lines: Lines, rows: Sequence[_Row], left: Decimal, materials: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the shares leave: of unknown status, at the highest value that any supplier asks."""
    place, line, first = rows[0]
    dearest = max(rows, key=lambda row: _worth(row[2]) or Decimal(0))[2]
    rest = {name: first[name] for name in _OF_THE_REST if name in first}
    if all(_worth(material) is not None for _, _, material in rows):
        rest |= {name: dearest[name] for name in ("unit_value", "line_value") if name in dearest}
    taken = {material.get("id") for material in materials}
    number = len(rows) + 1
    while (name := f"{first.get('id')} #{number}") in taken:
        number += 1
    rest["id"] = name
    here = ("materials", len(materials))
    form.spots[here] = form.spots["materials", place]
    form.warn("form.share_rest", lines.spot(line, _SHARE), part=_part(rows), sum=f"{_WHOLE - left:f}",
              rest=f"{left:f}", id=shown(name))  # fmt: skip
    _take(form, lines, line, rest, left)
    return rest


def _worth(material: Mapping[str, Any]) -> Decimal | None:
    """The value of the whole quantity at the price of a row; None if it has none."""
    try:
        if "line_value" in material:
            return amount(material["line_value"])
        return amount(material["unit_value"]) * _quantity(material) if "unit_value" in material else None
    except Wrong:
        return None


def _part(rows: Sequence[_Row]) -> str:
    _, _, material = rows[0]
    return shown(material.get("part_number", material.get("id", "-")))
