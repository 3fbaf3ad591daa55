"""Cells of one column as values of a case: what a column leaves open is decided by all of its cells, or refused.

`1,234` and `01/02/2026` mean what the other cells of the column say, or what `TableOptions` says. A cell is read as it
was meant or refused, and never read as something else: what no cell and no option decides is one problem of the column.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rvc.base.problem import Problem
from rvc.lines.grids.grid import Broken, Percent
from rvc.lines.scalars import Wrong, shown
from rvc.lines.tables.cell_readers import reader_for
from rvc.lines.tables.date_columns import decide_dates
from rvc.lines.tables.number_columns import decide_numbers, decide_shares
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.reading import Decided, Denoised, Refused, Repaired
from rvc.lines.tables.table_fields import AMOUNTS, FieldRef

_EXAMPLES = 3
BLANKS = " \t\r\n\u00a0\u2009\u202f\ufeff"
_FORMULA_TEXT = '="'


@dataclass(frozen=True, slots=True)
class CellIssue:
    """A defect of one cell, by its place among the cells of the column; one `of_column` holds for all of them."""

    at: int
    code: str
    params: dict[str, str]
    warning: bool = False
    of_column: bool = False

    def problem(self, file: str, sheet: str, row: int, column: str) -> Problem:
        """The defect with its place in a file."""
        return Problem(
            self.code, self.params, file=file, sheet=sheet, row=row, column=column, warning=self.warning
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it was understood: its values in the order of the cells, None where blank or defective.

    Values are what a case mapping takes: texts with the digits written, true or false for flags, lists of names. Ranges
    and what a name may be are for the reader of cases to check. `how` is the code of what was decided, `currency` the
    one that header or cells name ("" if none does). `reader` reads one more cell by the same decisions; it may raise
    Wrong.
    """

    field: FieldRef
    values: tuple[object, ...]
    issues: tuple[CellIssue, ...]
    how: str
    params: dict[str, str]
    currency: str
    examples: tuple[tuple[str, str], ...]
    reader: Callable[[object], object]

    @property
    def refused(self) -> bool:
        """Whether something in the column could not be read."""
        return any(not issue.warning for issue in self.issues)


def decide_column(
    cells: Sequence[object], field: FieldRef, options: TableOptions | None = None, *, doubles: bool = False
) -> Column:
    """Decide how a column is written and read every cell of it.

    Args:
        cells: The cells of the body, as `rvc.lines.grids.grid` has them.
        field: What the column holds, as `match_headers` found it.
        options: What the caller says about the writing of numbers and dates.
        doubles: Whether number cells were stored in binary, as in XLSX and ODS.
    """
    options = options or TableOptions()
    tidy = [trimmed(cell) if type(cell) is str else cell for cell in cells]
    keys = _keys(tidy)
    distinct = dict(zip(keys, tidy, strict=True))
    sound: list[object] = [cell for cell in distinct.values() if isinstance(cell, str | bool | int | Decimal | date)]
    decided = _decide(sound, field, options, doubles=doubles)
    values: dict[object, object] = {}
    defects: dict[object, Wrong] = {}
    for key, cell in distinct.items():
        values[key] = None
        try:
            values[key] = _value(cell, decided)
        except Repaired as repaired:
            values[key], defects[key] = repaired.value, repaired
        except Wrong as wrong:
            defects[key] = wrong
    return Column(
        field=field,
        values=tuple([values[key] for key in keys]),
        issues=tuple(_issues(keys, defects)) if defects else (),
        how=decided.how,
        params=decided.params,
        currency=decided.currency or field.currency,
        examples=_examples(distinct, values),
        reader=lambda cell: _one(cell, decided),
    )


def _keys(cells: list[object]) -> list[object]:
    """What tells cells apart: themselves, with their type where 1, true and 100% would be taken for the same."""
    types = set(map(type, cells))
    if len(types & {bool, int, Decimal, Percent}) > 1:
        return [(type(cell), cell) for cell in cells]
    return cells


def trimmed(text: str) -> str | None:
    """A text without blanks around it and without ="..." that keeps a spreadsheet from altering it."""
    text = text.strip(BLANKS)
    if text.startswith(_FORMULA_TEXT) and text.endswith('"') and len(text) > len(_FORMULA_TEXT):
        text = text.removeprefix(_FORMULA_TEXT)[:-1]
        text = text if '"' not in text else f'="{text}"'
    return text or None


def _decide(cells: list[object], field: FieldRef, options: TableOptions, *, doubles: bool) -> Decided:
    if field.kind in AMOUNTS:
        return decide_numbers(cells, field, options, doubles=doubles)
    if field.kind == "share":
        return decide_shares(cells, field, options, doubles=doubles)
    if field.kind == "date":
        return decide_dates(cells, field, options)
    return Decided(reader_for(field, cells), f"column.how.{field.kind}")


def _value(cell: object, decided: Decided) -> object:
    if cell is None:
        return None
    if isinstance(cell, Broken):
        raise Wrong(f"grid.cell.{cell.code}", seen=shown(cell.text))
    if not isinstance(cell, str | bool | int | Decimal | date):
        raise Wrong("text.expected", seen=shown(cell))
    return decided.read(cell)


def _one(cell: object, decided: Decided) -> object:
    try:
        return _value(trimmed(cell) if isinstance(cell, str) else cell, decided)
    except Repaired as repaired:
        return repaired.value


def _issues(keys: list[object], defects: dict[object, Wrong]) -> list[CellIssue]:
    """Every defect at its cell; what holds for a whole column only at the first of its cells."""
    issues, said = [], set()
    for at, key in enumerate(keys):
        wrong = defects.get(key)
        if wrong is None or wrong.code in said:
            continue
        params, of_column = wrong.params, isinstance(wrong, Refused | Denoised)
        if of_column:
            said.add(wrong.code)
        if isinstance(wrong, Denoised):
            params = {**params, "count": str(sum(isinstance(defects.get(each), Denoised) for each in keys))}
        issues.append(CellIssue(at, wrong.code, params, warning=isinstance(wrong, Repaired), of_column=of_column))
    return issues


def _examples(distinct: dict[object, object], values: dict[object, object]) -> tuple[tuple[str, str], ...]:
    """A few cells as they stand, with what was read."""
    read = ((distinct[key], value) for key, value in values.items() if value is not None)
    return tuple((shown(cell), _said(value)) for cell, value in list(read)[:_EXAMPLES])


def _said(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else shown(value)
