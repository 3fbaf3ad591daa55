"""Columns of dates: the order of day, month and year, by all the cells of the column."""

import re
from datetime import date
from functools import partial

from rvc.lines.scalars import Wrong, shown
from rvc.lines.tables.date_styles import days, of_cell, of_serial
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.reading import Decided, Refused, Repaired
from rvc.lines.tables.table_fields import FieldRef

_MONTHS = 12
_SERIAL = re.compile(r"[0-9]{5}")


def decide_dates(cells: list[object], field: FieldRef, options: TableOptions) -> Decided:
    """Dates: cells that hold a day are certain; texts follow the one order that all of them allow."""
    texts = [cell for cell in cells if isinstance(cell, str) and _open(cell)]
    asked = options.dates or field.dates
    order, refused = (asked, None) if asked else _order(texts)
    turned = [cell for cell in cells if isinstance(cell, date)]
    if texts and turned and not asked and all(cell.day <= _MONTHS for cell in turned):
        refused = Refused("column.dates_mixed", seen=shown(texts[0]), day=of_cell(turned[0]))
        return Decided(partial(_day, order="", refused=refused, turned=True), "column.how.refused")
    how = "column.how.refused" if refused else f"column.how.{order}" if order and texts else "column.how.date"
    return Decided(partial(_day, order=order, refused=refused, turned=False), how)


def _open(text: str) -> bool:
    """Whether a text is a date in digits whose order is not plain by itself."""
    return bool(read := days(text)) and "" not in read


def _order(texts: list[str]) -> tuple[str, Refused | None]:
    """The one order that every text allows, or why there is none; "" where no text needs one."""
    shows = {frozenset(days(text)): text for text in reversed(texts)}
    if not shows:
        return "", None
    allowed = frozenset.intersection(*shows)
    if not allowed:
        pairs = ((one, two) for orders, one in shows.items() for others, two in shows.items() if not orders & others)
        first, second = next(pairs, (texts[0], texts[-1]))
        return "", Refused("column.dates_unlike", first=shown(first), second=shown(second))
    for text in texts:
        found = {days(text)[order] for order in allowed}
        if len(found) > 1:
            readings = ", ".join(sorted(map(str, found)))
            return "", Refused("column.dates_open", seen=shown(text), readings=readings)
    return min(allowed), None


def _day(cell: object, *, order: str, refused: Refused | None, turned: bool) -> str:
    if isinstance(cell, date):
        if turned and refused is not None:
            raise Refused(refused.code, **refused.params)
        return of_cell(cell)
    if isinstance(cell, bool):
        raise Wrong("column.date", seen=shown(cell))
    read = days(str(cell))
    if not read:
        return _from_serial(cell)
    if "" in read:
        return read[""].isoformat()
    if refused is not None:
        raise Refused(refused.code, **refused.params)
    if order not in read:
        raise Wrong("column.date_order", seen=shown(cell), order=order)
    return read[order].isoformat()


def _from_serial(cell: object) -> str:
    """The day that a spreadsheet shows for a number."""
    digits = str(cell).removesuffix(".0")
    day = of_serial(int(digits)) if _SERIAL.fullmatch(digits) else None
    if day is None:
        raise Wrong("column.date", seen=shown(cell))
    raise Repaired("column.date_serial", day.isoformat(), seen=shown(cell), day=day.isoformat())
