"""A payroll as columns: read as columns of text where the file is plain, by the readers of cells where it is not.

A payroll has a million lines and few different texts, so cells are read by their distinct texts: the readers of
rvc.lines.tables decide each column and refuse each cell as they do in any table, only not row by row. Amounts in
plain digits with a decimal point, which mean one thing only, are not even looked at one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from os import PathLike

import polars as pl

from rvc.base.decimals import PLACES
from rvc.base.problem import Problem
from rvc.lines import scalars
from rvc.lines.grids.columns_csv import TextColumns, text_columns
from rvc.lines.grids.grid import Grid, column_name, text_cell
from rvc.lines.grids.grid_frame import frame_grid
from rvc.lines.scalars import Wrong, shown
from rvc.lines.tables.columns_found import Matched, match_headers
from rvc.lines.tables.forms import check_mapping, only_table, opened
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form
from rvc.lines.tables.plain_numbers import UNSIGNED, has_point
from rvc.lines.tables.table_fields import AMOUNTS, FieldRef, fields_of
from rvc.lines.tables.values import decide_column
from rvc.pay.kinds import BASIS, WHY

KIND = "payroll"
_ODD_NAME = "[\\p{C}#=]|E\\+|^\\p{Z}|\\p{Z}$|(?i)total|suma|\\berr:"
_FILLED = ("plant", "worker", "period_from")


@dataclass(frozen=True)
class Sheet:
    """The lines of one file: `row` and, by field, whole millionths, days or texts; null where blank or unreadable.

    `broken` are the fields of which some cell could not be read: nothing may be built on them.
    """

    file: str
    sheet: str
    header_row: int
    lines: pl.DataFrame
    letters: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    currencies: Mapping[str, str] = default(default_factory=dict)

    def problem(self, code: str, row: int | None, field: str, /, **params: str) -> Problem:
        """A defect in the cell of a field; of the header where `row` is None."""
        place = self.header_row if row is None else row
        return Problem(code, params, file=self.file, sheet=self.sheet, row=place, column=self.letters.get(field, ""))


@dataclass(frozen=True)
class _Coded:
    """A column by its distinct cells: for each line the place of its cell among `values`, null where it is blank."""

    codes: pl.Series
    values: Sequence[object]

    def rows_of(self, place: int) -> pl.Series:
        """The positions of the lines that say a value."""
        return (self.codes == place).arg_true()


def _coded(texts: pl.DataFrame) -> dict[str, _Coded]:
    """Columns of texts by their distinct cells; Polars works at all of them at once."""
    if not texts.width:
        return {}
    found = texts.select(pl.all().drop_nulls().unique(maintain_order=True).implode()).row(0, named=True)
    codes = texts.select(pl.col(name).cast(pl.Enum(cells)).to_physical() for name, cells in found.items())
    return {name: _Coded(codes[name], cells) for name, cells in found.items()}


@dataclass
class _Draft:
    """A sheet on its way: its columns by field, those that are read and those that are coded, and what was wrong."""

    file: str
    sheet: str
    rows: pl.Series
    read: dict[str, pl.Series] = default(default_factory=dict)
    coded: dict[str, _Coded] = default(default_factory=dict)
    letters: dict[str, str] = default(default_factory=dict)
    problems: list[Problem] = default(default_factory=list)
    broken: set[str] = default(default_factory=set)
    currencies: dict[str, str] = default(default_factory=dict)

    def say(self, name: str, at: int, code: str, params: dict[str, str], *, warning: bool = False) -> None:
        """Note a defect of the cell of a field in the line at a position."""
        self.problems.append(
            Problem(
                code, params, file=self.file, sheet=self.sheet, row=self.rows[at], column=self.letters[name],
                warning=warning,
            )
        )  # fmt: skip


def read_sheet(source: object, options: TableOptions | None = None) -> Sheet:
    """Read the one payroll of a file or a frame; raises InputError where nothing of it can be read."""
    options = options or TableOptions()
    if not isinstance(source, str | PathLike):
        return _by_rows("frame", Form("frame", options), [frame_grid(source, "frame")])
    if options.sheet is None and options.header is None and (columns := text_columns(source)) is not None:
        matched = match_headers(KIND, columns.headers, options.mapping)
        if not matched.problems and (draft := _by_columns(str(source), columns, matched, options)) is not None:
            return _typed(draft, header_row=1)
    form, grids = opened(source, options)
    return _by_rows(str(source), form, grids)


def _by_rows(file: str, form: Form, grids: Sequence[Grid]) -> Sheet:
    table = only_table(form, grids, KIND)
    if table is None:
        return Sheet(file, "", 1, pl.DataFrame(), {}, tuple(form.problems), frozenset(fields_of(KIND)))
    read = form.lines(table)
    check_mapping(form)
    if not read.lines and all(problem.warning for problem in form.problems):
        form.say("form.no_lines", read.header())
    draft = _Draft(file, read.sheet, pl.Series("row", [line.number for line in read.lines], pl.Int64))
    draft.problems, draft.letters = form.problems, dict(read.letters)
    draft.broken = {ref.name for line in read.lines for ref in line.broken}
    draft.broken |= {name for group in table.matched.problems for name in [group.params.get("field", "")] if name}
    texts = {column.field.name: pl.Series(column.values, dtype=pl.String) for column in read.columns.values()}
    draft.currencies = {column.field.name: column.currency for column in read.columns.values()}
    if "worker" in texts:
        draft.read["worker"] = texts.pop("worker").cast(pl.Categorical)
    draft.coded = _coded(pl.DataFrame(texts))
    return _typed(draft, header_row=table.header_row)


def _by_columns(file: str, columns: TextColumns, matched: Matched, options: TableOptions) -> _Draft | None:
    """The columns of a plain file; None where a row may be no line, which the readers of rows tell apart."""
    found = {ref.name: columns.columns[index] for index, ref in matched.by_index.items()}
    if any(found[name].null_count() or (found[name] == "").any() for name in _FILLED):
        return None
    if found["worker"].str.contains(_ODD_NAME).any() or found["plant"].unique().str.contains(_ODD_NAME).any():
        return None
    height = columns.columns[0].len()
    draft = _Draft(file, "", pl.int_range(2, height + 2, eager=True).alias("row"))
    draft.letters = {ref.name: column_name(index) for index, ref in matched.by_index.items()}
    for index in matched.unmatched:
        seen = columns.columns[index].drop_nulls()
        if seen.len():
            params = {"header": shown(matched.headers[index]), "seen": shown(seen[0])}
            draft.problems.append(
                Problem("form.left_out.column", params, file=file, row=1, column=column_name(index), warning=True)
            )
    amounts = pl.DataFrame({name: cells for name, cells in found.items() if fields_of(KIND)[name].kind in AMOUNTS})
    plain = _plain(amounts, options)
    millionths = pl.col(plain).cast(pl.Decimal(scale=PLACES)).to_physical().cast(pl.Int64)
    draft.read = {**amounts.select(millionths).to_dict(), "worker": found["worker"].cast(pl.Categorical)}
    coded = _coded(pl.DataFrame({name: cells for name, cells in found.items() if name not in draft.read}))
    if any("\r" in str(cell) for column in coded.values() for cell in column.values):
        return None  # the end of a line, for readers of rows
    for ref in matched.by_index.values():
        draft.currencies[ref.name] = ref.currency
        if ref.name in coded:
            _decide(draft, ref, coded[ref.name], options)
    return draft


def _decide(draft: _Draft, ref: FieldRef, coded: _Coded, options: TableOptions) -> None:
    """One column of a plain file, by its distinct cells."""
    column = decide_column([text_cell(str(cell)) for cell in coded.values], ref, options)
    draft.currencies[ref.name] = column.currency
    draft.coded[ref.name] = _Coded(coded.codes, column.values)
    if column.refused:
        draft.broken.add(ref.name)
    for issue in column.issues:
        rows = coded.rows_of(issue.at)
        for at in rows.head(1) if issue.of_column else rows:
            draft.say(ref.name, at, issue.code, issue.params, warning=issue.warning)


def _plain(amounts: pl.DataFrame, options: TableOptions) -> list[str]:
    """The columns whose every amount is in plain digits, with a point that is for certain a decimal one, if any."""
    if options.decimal == "comma" or not amounts.width:
        return []
    fine = amounts.select(pl.all().str.contains(UNSIGNED).all()).row(0, named=True)
    return [name for name, plain in fine.items() if plain and has_point(amounts[name], options)]


def _typed(draft: _Draft, *, header_row: int) -> Sheet:
    """Texts as the values of their kinds; what a kind refuses is a problem of each cell that says it."""
    lines = {"row": draft.rows.cast(pl.Int64), **draft.read}
    for name, coded in draft.coded.items():
        ref = fields_of(KIND)[name]
        values: list[object] = []
        for place, cell in enumerate(coded.values):
            try:
                values.append(None if cell is None else _read_as(ref, cell))
            except Wrong as wrong:
                values.append(None)
                draft.broken.add(name)
                for at in coded.rows_of(place):
                    draft.say(name, at, wrong.code, wrong.params)
        kind = kind_of(ref)
        held = pl.Series(values, dtype=pl.String() if kind == pl.Categorical else kind)
        lines[name] = held.cast(kind).gather(coded.codes)
    frame = pl.DataFrame(lines)
    return Sheet(
        draft.file, draft.sheet, header_row, frame, draft.letters, tuple(draft.problems), frozenset(draft.broken),
        draft.currencies,
    )  # fmt: skip


def _read_as(ref: FieldRef, cell: object) -> object:
    """A text as the value of its kind; raises Wrong where it is none."""
    if ref.kind in AMOUNTS:
        return int(scalars.amount(cell).scaleb(PLACES))
    if ref.kind == "choice":
        return scalars.choice(cell, ref.name, ref.choices)
    return cell if ref.kind == "identifier" else scalars.READ[ref.kind](cell)


def kind_of(ref: FieldRef) -> pl.DataType:
    """How a column holds the values of a field."""
    if ref.kind == "choice":
        return WHY if ref.name == "worker_kind" else BASIS
    return pl.Int64() if ref.kind in AMOUNTS else pl.Date() if ref.kind == "date" else pl.Categorical()


def of_two(first: pl.Expr, code: pl.Expr) -> pl.Expr:
    """One number for two, of which the second is the code of a text, of 32 bits."""
    return first.cast(pl.Int64) * (100 * 10**8) + code
