"""A ledger in a plain CSV file, read in columns: what a million lines need.

Whatever is not plain in it (titles above the header, blank rows inside, remarks, a cell that cannot be read, numbers
that could mean two things) is left to the reader of tables in general, which says what it is and where.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from rvc.base.errors import InputError
from rvc.lines.grids.columns_csv import TextColumns, is_plain, text_columns
from rvc.lines.grids.grid import bytes_of
from rvc.lines.tables.columns_found import Matched, match_headers
from rvc.lines.tables.layout import REMARKS, is_total
from rvc.lines.tables.ledger_lines import DAY, MONEY, TEXTS, days_of, gathered
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.plain_numbers import GROUPED, SIGNED, has_point
from rvc.lines.tables.table_fields import FieldRef
from rvc.lines.tables.values import BLANKS, decide_column

_FIRST = 2  # row of the first line: the header stands in row 1
_ODD = r"^(?:[=#]|Err:)|[\p{C}--[\t\n]]"  # what may be a formula, an error or broken
_SIDES = ("debit", "credit")
_AMOUNTS = ("amount", *_SIDES)


@dataclass(frozen=True)
class PlainLedger:
    """A ledger in columns, as `Ledger` has them; what the headers were understood as."""

    frame: pl.DataFrame
    days: pl.DataFrame
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
        matched = _matched(columns, options)
        frame, days = _read(columns, matched, options)
        return PlainLedger(frame, days, matched, hashlib.sha256(data).hexdigest())
    except (_NotPlain, InputError, pl.exceptions.PolarsError):
        return None


def _matched(columns: TextColumns, options: TableOptions) -> Matched:
    """The fields of the columns, all of which are known or blank."""
    matched = match_headers("ledger", columns.headers, options.mapping)
    known = len(matched.by_index) + len(matched.unmatched) == len(columns.headers)
    blank = all(columns.columns[at].null_count() == len(columns.columns[at]) for at in matched.unmatched)
    if matched.problems or matched.score <= 1 or not known or not blank:
        raise _NotPlain
    return matched


def _read(columns: TextColumns, matched: Matched, options: TableOptions) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines by what they say, and the days of all: each text is read once, and only amounts line by line."""
    named = {field.name: columns.columns[at].alias(field.name) for at, field in matched.by_index.items()}
    lines = pl.DataFrame(list(named.values())).with_row_index("row", offset=_FIRST)
    if lines["account"].null_count():
        stated = lines.select(pl.any_horizontal(pl.exclude("row").is_not_null())).to_series().arg_true()
        lines = lines.slice(0, stated[-1] + 1 if len(stated) else 0)
    fields = {field.name: field for field in matched.by_index.values()}
    sums = [_amounts(lines[name], field, options) for name, field in fields.items() if name in _AMOUNTS]
    lines = _balanced(lines.with_columns(sums))
    alike = gathered(lines)
    totals = _totals(alike["account"])
    lines, left = _parted(lines, totals) if totals else (lines, lines.clear())
    if lines["amount"].null_count() or lines.is_empty():
        raise _NotPlain
    if totals:
        _hold(lines, left)
        alike = gathered(lines)
    texts = [_texts(alike[name], field, options) for name, field in fields.items() if name in TEXTS]
    alike = gathered(alike.with_columns(texts))
    if alike["account"].null_count():
        raise _NotPlain
    days = days_of(lines)
    if DAY in fields:
        days = days_of(days.with_columns(_texts(days[DAY], fields[DAY], options)))
    return alike, days


def _totals(accounts: pl.Series) -> list[str]:
    """What stands for an account in rows of totals; no account is a remark."""
    distinct = accounts.unique().drop_nulls().to_list()
    if any(REMARKS.match(each.strip(BLANKS)) for each in distinct):
        raise _NotPlain
    return [each for each in distinct if is_total(each.strip(BLANKS))]


def _parted(rows: pl.DataFrame, totals: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines among rows, and the rows of totals, beside whose amounts nothing stands."""
    of_total = pl.col("account").is_in(totals).fill_null(value=False)
    lines, left = rows.filter(~of_total), rows.filter(of_total)
    beside = left.drop("row", "account", "amount")
    if any(count < left.height for count in beside.null_count().row(0)):
        raise _NotPlain
    return lines, left


def _hold(lines: pl.DataFrame, totals: pl.DataFrame) -> None:
    """Every total is the sum of the lines since the one before it, or of all above it."""
    rows, sums, before = lines["row"], lines["amount"].cum_sum(), Decimal(0)
    for row, amount in totals.select("row", "amount").iter_rows():
        at = int(rows.search_sorted(row))
        whole = sums[at - 1] if at else Decimal(0)
        if amount is not None and amount not in {whole, whole - before}:
            raise _NotPlain
        before = whole


def _texts(column: pl.Series, field: FieldRef, options: TableOptions) -> pl.Series:
    """The texts of a column by what the reader of tables makes of each different one."""
    column = _stripped(column)
    if field.kind == "text":
        return column
    return _mapped(column, field, options)


def _stripped(column: pl.Series) -> pl.Series:
    """The cells of a column without blanks around them, none of which seems to be what it is not; "" is blank."""
    distinct = column.unique().drop_nulls()
    odd = distinct.filter(distinct.str.contains(_ODD))
    if odd.str.starts_with("=").any() or not is_plain(odd):
        raise _NotPlain
    stripped = distinct.str.strip_chars(BLANKS)
    if (distinct == stripped).all() and not (distinct == "").any():
        return column
    return column.str.strip_chars(BLANKS).replace("", None)


def _mapped(column: pl.Series, field: FieldRef, options: TableOptions) -> pl.Series:
    """The cells of a column as the reader of tables understands each different one."""
    cells = column.unique().drop_nulls().to_list()
    decided = decide_column(cells, field, options)
    if decided.issues or decided.currency or any(not isinstance(value, str) for value in decided.values):
        raise _NotPlain
    if list(decided.values) == cells:
        return column
    return column.replace_strict(cells, list(decided.values), default=None, return_dtype=pl.String)


def _amounts(column: pl.Series, field: FieldRef, options: TableOptions) -> pl.Series:
    """A column of amounts with a decimal point; one written otherwise goes by the reader of tables, cell by cell."""
    digits = column.str.contains(SIGNED).all()
    if not digits:
        column = _stripped(column)
    grouped = digits or (column.str.contains(SIGNED) | column.str.contains(GROUPED)).all()
    if grouped and not field.currency and has_point(column, options):
        return (column if digits else column.str.replace_all(",", "")).cast(MONEY)
    read = _mapped(column, field, options)
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
        return frame.with_columns(amount=balance).drop(_SIDES, strict=False)
    if frame.select((pl.col("amount") != balance).any()).item():
        raise _NotPlain
    return frame.with_columns(pl.col("amount").fill_null(balance)).drop(_SIDES, strict=False)
