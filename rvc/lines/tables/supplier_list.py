"""A bill of materials with columns of certification is a supplier's list: what its lines claim, and what they cannot.

Where such a column stands, `originating: yes` is a claim only with all that must be behind one; a line that lacks some
of it is not claimed, with a warning. A table that has `originating` alone keeps the meaning of a case: certified.
"""

from collections.abc import Mapping
from dataclasses import replace

from rvc.base.problem import Problem
from rvc.lines.tables.cell_readers import UNDETERMINED, criterion_of
from rvc.lines.tables.claims import CERTIFIERS, stated_origin
from rvc.lines.tables.places import Form, Line, Lines, Spot
from rvc.lines.tables.table_fields import fields_of

_ORIGINATING, _CRITERION = "originating", "claim_criterion"
_BEHIND: Mapping[str, str] = {  # the columns of a claim as a parts list calls them
    "claim_certificate": "certificate",
    _CRITERION: "criterion",
    "claim_valid_from": "blanket_from",
    "claim_valid_to": "blanket_to",
}
_CERTIFICATION = (*CERTIFIERS, *_BEHIND)


def with_claims(form: Form, lines: Lines) -> Lines:
    """The lines of a bill of materials with the status that they are entitled to (UR 14(9); Annex 5-A).

    Every line of a table without columns of certification stays as it is.
    """
    if not any(name in lines.fields for name in _CERTIFICATION):
        return lines
    at = lines.table.matched.index(_ORIGINATING)
    cells = [None] * len(lines.lines) if at is None else lines.table.column(at)
    read = tuple(_judged(form, lines, line, said=_said(cell)) for line, cell in zip(lines.lines, cells, strict=True))
    own = {_ORIGINATING: fields_of("materials")[_ORIGINATING]}
    letters = {_ORIGINATING: lines.letters.get(_CRITERION, "")}
    return replace(lines, lines=read, fields={**own, **lines.fields}, letters={**letters, **lines.letters})


def _said(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _judged(form: Form, lines: Lines, line: Line, *, said: bool) -> Line:
    """A line with its claim, or without what does not come to one; `said`: something stands in its status."""
    values = {name: value for name, value in line.values.items() if name not in CERTIFIERS}
    if any(line.lacks(name) for name in (_ORIGINATING, *_CERTIFICATION)):  # that is said, and nothing is built on it
        return replace(line, values=values)
    status = line.values.get(_ORIGINATING, UNDETERMINED if said else None)
    held = {name: line.values[column] for column, name in _BEHIND.items() if column in line.values}
    criterion = criterion_of(str(held.get("criterion", "")))
    if "criterion" in held and criterion is None and status is not False:
        form.say("column.criterion", lines.spot(line, _CRITERION), seen=str(held["criterion"]))
        return replace(line, values=values)
    flags = {name: line.values[name] for name in CERTIFIERS if name in line.values}
    stated = stated_origin({**flags, **held, _ORIGINATING: status})
    if stated.problem is not None:
        _tell(form, lines.spot(line, _ORIGINATING), stated.problem)
    if stated.claim is not None:
        return replace(line, values={**values, _ORIGINATING: True, _CRITERION: criterion})
    if stated.problem is not None and (status is None or status is True):
        values = {name: value for name, value in values.items() if name != _ORIGINATING and name not in _BEHIND}
    return replace(line, values=values)


def _tell(form: Form, spot: Spot, problem: Problem) -> None:
    form.problems.append(replace(problem, file=form.file, sheet=spot.sheet, row=spot.row, column=spot.column))
