"""A parts list, as suppliers send it: one row a part, judged by what its producer states of it as a whole.

Two rows of one part number, as of two suppliers, are two goods. `docs/readings.md` 42 says what comes of the figures.
"""

from collections.abc import Mapping
from dataclasses import replace

from rvc.base.problem import Problem
from rvc.lines.read import ReadCase
from rvc.lines.tables.claims import CERTIFIERS, stated_origin
from rvc.lines.tables.each_good import Unread, Whole, form_of, read_good, read_whole
from rvc.lines.tables.layout import Table
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form, Line, Lines
from rvc.lines.tree import Path

KEY = "part_number"
_PRODUCED_IN, _ORIGIN = "produced_in", "origin"
_UNUSED = ("traced_value", "accumulation_value", "labor_value_content", "percentage_sourced")
_NO_METHOD = "none"
_METHODS = frozenset({"net_cost", "transaction_value"})  # that a regional value content is calculated by
_CLAIMED = ("originating", *CERTIFIERS, "criterion", "certificate", "blanket_from", "blanket_to")
_PATHS: Mapping[str, Path] = {
    "method": ("good", "method"),
    "originating": ("good", "originating"),
    "certificate": ("good", "claim", "certificate"),
    "criterion": ("good", "claim", "criterion"),
    "blanket_from": ("good", "claim", "valid_from"),
    "blanket_to": ("good", "claim", "valid_to"),
}


def read_list(table: Table, options: TableOptions) -> Whole:
    """Read the rows of a parts list."""
    matched = table.matched
    by_origin = matched.index(_PRODUCED_IN) is None and _PRODUCED_IN not in matched.ambiguous
    paths = {**_PATHS, _ORIGIN: ("good", _PRODUCED_IN)} if by_origin else _PATHS
    return read_whole(table, options, _say_once, paths=paths)


def _say_once(form: Form, lines: Lines) -> Lines:
    """Say what is understood and not used, and what the country of origin is taken for."""
    for name in _UNUSED:
        if any(name in line.values for line in lines.lines):
            form.warn("many.unused", lines.header(name), field=name)
    if any(_ORIGIN in line.values for line in lines.lines):
        code = "many.unused" if _PRODUCED_IN in lines.fields else "many.origin"
        form.warn(code, lines.header(_ORIGIN), field=_ORIGIN)
    return lines


def read_parts(whole: Whole) -> list[ReadCase | Unread]:
    """Every row as a good, in order."""
    return [_part(whole, row) for row in whole.rows]


def _part(whole: Whole, row: int) -> ReadCase | Unread:
    line = whole.by_number.get(row)
    if line is None:
        return whole.unread(row, KEY)
    extra: dict[tuple[str, str], object] = {}
    found = list(whole.wrong.get(row, ()))
    method = line.values.get("method", _NO_METHOD)
    if method != _NO_METHOD:
        extra["good", "method"] = method
        if method in _METHODS:
            extra["elections", "rvc_method"] = method
    if _ORIGIN in whole.paths and _ORIGIN in line.values:
        extra["good", _PRODUCED_IN] = line.values[_ORIGIN]
    if not any(line.lacks(name) for name in _CLAIMED):
        extra |= _claim(whole, line, found)
    return read_good(form_of(whole, line, (whole.label,), extra), whole.called(row, KEY), found)


def _claim(whole: Whole, line: Line, found: list[Problem]) -> dict[tuple[str, str], object]:
    """What the row says of origin, as far as it is entitled to (UR 14(9); Annex 5-A)."""
    said = stated_origin({name: line.values[name] for name in _CLAIMED if name in line.values})
    if said.problem is not None:
        spot = whole.lines.spot(line, "originating")
        found.append(replace(said.problem, file=whole.form.file, sheet=spot.sheet, row=spot.row, column=spot.column))
    extra: dict[tuple[str, str], object] = {}
    if said.originating is not None:
        extra["good", "originating"] = said.originating
    if said.claim is not None:
        extra["good", "claim"] = said.claim
    return extra
