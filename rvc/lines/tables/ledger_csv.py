"""A ledger in a plain CSV file, read in columns: what a million lines need.

Whatever is not plain in it (titles above the header, blank rows inside, remarks, a cell that cannot be read, numbers
that could mean two things) is left to the reader of tables in general, which says what it is and where.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from rvc.base.errors import InputError
from rvc.lines.grids.columns_csv import TextColumns, is_plain, text_columns
from rvc.lines.grids.grid import bytes_of
from rvc.lines.tables.columns_found import Matched, match_headers
from rvc.lines.tables.layout import REMARKS, is_total
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.plain_numbers import GROUPED, SIGNED, has_point
from rvc.lines.tables.table_fields import FieldRef
from rvc.lines.tables.values import BLANKS, decide_column

_FIRST = 2  # row of the first line: the header stands in row 1
_ODD = r"^(?:[=#]|Err:)|[\p{C}--[\t\n]]"  # what may be a formula, an error or broken
_SIDES = ("debit", "credit")
_AMOUNTS = ("amount", *_SIDES)
MONEY = pl.Decimal(38, 6)


@dataclass(frozen=True)
class PlainLedger:
    """Lines of a ledger in columns: `row`, `amount` and the texts that it has; what the headers were understood as."""

    frame: pl.DataFrame
    matched: Matched
    sha256: str


class _NotPlain(Exception):  # noqa: N818 - no error: another reader's work
    """Something in the file asks for the reader of tables in general."""


def read_plain(path: Path, options: TableOptions) -> PlainLedger | None:
    """Read a ledger whose file is a plain table from its first row on; None if it is not."""
    if options.header is not None or options.sheet is not None:
        return None
    try:
        data = bytes_of(path)
        columns = text_columns(path, data)
        if columns is None:
            return None
        return _read(columns, data, options)
    except (_NotPlain, InputError, pl.exceptions.PolarsError):
        return None


def _read(columns: TextColumns, data: bytes, options: TableOptions) -> PlainLedger:
    matched = match_headers("ledger", columns.headers, options.mapping)
    known = len(matched.by_index) + len(matched.unmatched) == len(columns.headers)
    blank = all(columns.columns[at].null_count() == len(columns.columns[at]) for at in matched.unmatched)
    if matched.problems or matched.score <= 1 or not known or not blank:
        raise _NotPlain
    cells = [_cells(columns.columns[at].alias(field.name)) for at, field in matched.by_index.items()]
    frame = pl.DataFrame([each.column for each in cells]).with_row_index("row", offset=_FIRST)
    if frame["account"].null_count():
        stated = frame.select(pl.any_horizontal(pl.exclude("row").is_not_null())).to_series().arg_true()
        frame = frame.slice(0, stated[-1] + 1 if len(stated) else 0)
    named = {each.column.name: each for each in cells}
    lines, totals = _parted(frame, named, matched, options)
    _hold_totals(lines, totals)
    return PlainLedger(lines.drop(_SIDES, strict=False), matched, hashlib.sha256(data).hexdigest())


@dataclass(frozen=True)
class _Cells:
    """A column without blanks around its cells, and its distinct texts, of which a million cells have few.

    `digits` says that every cell is an amount in plain digits; then the distinct ones are not asked for.
    """

    column: pl.Series
    distinct: pl.Series
    digits: bool = False


def _cells(column: pl.Series) -> _Cells:
    """The cells of a column, none of which seems to be what it is not; one of nothing else than blanks is blank."""
    if column.name in _AMOUNTS and column.str.contains(SIGNED).all():
        return _Cells(column, column.clear(), digits=True)
    distinct = column.unique().drop_nulls()
    odd = distinct.filter(distinct.str.contains(_ODD))
    if odd.str.starts_with("=").any() or not is_plain(odd):
        raise _NotPlain
    stripped = distinct.str.strip_chars(BLANKS)
    if (distinct == stripped).all() and not (distinct == "").any():
        return _Cells(column, distinct)
    column = column.str.strip_chars(BLANKS).replace("", None)
    return _Cells(column, column.unique().drop_nulls())


def _parted(
    frame: pl.DataFrame, cells: Mapping[str, _Cells], matched: Matched, options: TableOptions
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines with every column read, and the rows of totals among them."""
    accounts = cells["account"].distinct
    if frame["account"].null_count() or any(REMARKS.match(each) for each in accounts):
        raise _NotPlain
    totals = [each for each in accounts if is_total(each)]
    read = dict(_columns(frame, cells, matched, options))
    whole = _balanced(frame.with_columns(**read))
    if not totals:
        lines, left = whole, whole.clear()
    else:
        is_line = ~pl.col("account").is_in(totals)
        lines, left = whole.filter(is_line), whole.filter(~is_line)
    beside = [left[name].null_count() for name in read if name not in {*_AMOUNTS, "account"}]
    if lines["amount"].null_count() or lines.is_empty() or any(count < left.height for count in beside):
        raise _NotPlain
    return lines, left


def _columns(
    frame: pl.DataFrame, cells: Mapping[str, _Cells], matched: Matched, options: TableOptions
) -> Iterator[tuple[str, pl.Series]]:
    """Every column as its kind is read."""
    for field in matched.by_index.values():
        column = frame[field.name]
        if field.name in _AMOUNTS:
            yield field.name, _amounts(column, field, options, digits=cells[field.name].digits)
        elif field.kind != "text":
            yield field.name, _mapped(column, cells[field.name].distinct, field, options)
        else:
            yield field.name, column


def _mapped(column: pl.Series, distinct: pl.Series, field: FieldRef, options: TableOptions) -> pl.Series:
    """The cells of a column by what the reader of tables makes of each different one."""
    cells = distinct.to_list()
    decided = decide_column(cells, field, options)
    if decided.issues or decided.currency or any(not isinstance(value, str) for value in decided.values):
        raise _NotPlain
    if list(decided.values) == cells:
        return column
    return column.replace_strict(cells, list(decided.values), default=None, return_dtype=pl.String)


def _amounts(column: pl.Series, field: FieldRef, options: TableOptions, *, digits: bool) -> pl.Series:
    """A column of amounts with a decimal point; one written otherwise goes by the reader of tables, cell by cell."""
    grouped = digits or (column.str.contains(SIGNED) | column.str.contains(GROUPED)).all()
    if grouped and not field.currency and has_point(column, options):
        return (column if digits else column.str.replace_all(",", "")).cast(MONEY)
    read = _mapped(column, column.unique().drop_nulls(), field, options)
    if not read.drop_nulls().str.contains(SIGNED).all():
        raise _NotPlain
    return read.cast(MONEY)


def _balanced(frame: pl.DataFrame) -> pl.DataFrame:
    """The amount of each row: as stated, or debit less credit; both together must agree."""
    sides = [
        pl.col(name).fill_null(0) * sign for name, sign in zip(_SIDES, (1, -1), strict=True) if name in frame.columns
    ]
    if not sides:
        return frame
    stated = pl.any_horizontal(pl.col(name).is_not_null() for name in _SIDES if name in frame.columns)
    balance = pl.when(stated).then(pl.sum_horizontal(sides)).cast(MONEY)
    if "amount" not in frame.columns:
        return frame.with_columns(amount=balance)
    if frame.select((pl.col("amount") != balance).any()).item():
        raise _NotPlain
    return frame.with_columns(pl.col("amount").fill_null(balance))


def _hold_totals(lines: pl.DataFrame, totals: pl.DataFrame) -> None:
    """Every total is the sum of the lines since the one before it, or of all above it."""
    if totals.is_empty():
        return
    rows, sums, before = lines["row"], lines["amount"].cum_sum(), Decimal(0)
    for row, amount in totals.select("row", "amount").iter_rows():
        at = int(rows.search_sorted(row))
        whole = sums[at - 1] if at else Decimal(0)
        if amount is not None and amount not in {whole, whole - before}:
            raise _NotPlain
        before = whole
