"""A ledger in a plain CSV file, read in columns: what a million lines need.

Whatever is not plain in it (titles above the header, blank rows inside, remarks, a cell that cannot be read, numbers
that could mean two things) is left to the reader of tables in general, which says what it is and where.
"""

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import polars as pl

from rvc.base.errors import InputError
from rvc.lines.grids.grid import ERRORS, Source, bytes_of
from rvc.lines.grids.grid_csv import encoding_of, separator_of
from rvc.lines.tables.columns_found import Matched, match_headers
from rvc.lines.tables.layout import REMARKS, is_total
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.table_fields import FieldRef
from rvc.lines.tables.values import decide_column

_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_CONTROLS = bytes({*range(32), 127} - {9, 10, 13})
_MORE_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
_PLAIN = r"^-?[0-9]{1,12}(?:\.[0-9]{1,6})?$"
_GROUPED = r"^-?[0-9]{1,3}(?:,[0-9]{3}){0,3}(?:\.[0-9]{1,6})?$"
_OPEN, _SURE = r"^-?[0-9]{1,3}[.,][0-9]{3}$", r"[0-9](?:\.(?:[0-9]{1,2}|[0-9]{4,6})|[0-9]{3}\.[0-9]{3})$"
_FIRST = 2  # row of the first line: the header stands in row 1
_FEW = 1000  # cells of which one mostly tells what a point is
_BLANKS = " \t\r\n\u00a0\u2009\u202f\ufeff"
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
    if path.suffix.lower() not in _SUFFIXES or options.header is not None or options.sheet is not None:
        return None
    try:
        return _read(path, options)
    except (_NotPlain, InputError, pl.exceptions.PolarsError, UnicodeDecodeError):
        return None


def _read(path: Path, options: TableOptions) -> PlainLedger:
    data = bytes_of(path)
    source = Source(str(path), path.suffix.lower(), data)
    encoding, problems = encoding_of(source)
    separator = separator_of(source, encoding)
    plain = data if encoding == "utf-8" else data.decode(encoding).encode()
    if problems or len(plain.translate(None, _CONTROLS)) != len(plain):
        raise _NotPlain
    if not plain.isascii() and _MORE_CONTROLS.search(plain):
        raise _NotPlain
    if (b"#" in plain or (b":" in plain and b"Err:" in plain)) and ERRORS.search(plain.decode()):
        raise _NotPlain
    cells = pl.read_csv(BytesIO(plain), has_header=False, infer_schema=False, separator=separator)
    matched = match_headers("ledger", [str(cell or "") for cell in cells.row(0)], options.mapping)
    unknown = [at for at in matched.unmatched if cells.to_series(at)[1:].is_not_null().any()]
    if (
        matched.problems
        or matched.score <= 1
        or unknown
        or len(matched.by_index) + len(matched.unmatched) < cells.width
    ):
        raise _NotPlain
    frame = _tidy(cells, matched)
    lines, totals = _parted(frame, matched, options)
    _hold_totals(lines, totals)
    return PlainLedger(lines.drop(_SIDES, strict=False), matched, hashlib.sha256(data).hexdigest())


def _tidy(cells: pl.DataFrame, matched: Matched) -> pl.DataFrame:
    """The cells below the header under the names of their fields, without blanks around them, and their rows."""
    frame = cells.slice(1).select(
        _stripped(cells.to_series(at).slice(1).alias(field.name)) for at, field in matched.by_index.items()
    )
    whole = frame.with_row_index("row", offset=_FIRST)
    if not frame["account"].null_count():
        return whole
    stated = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    return whole.slice(0, stated[-1] + 1 if len(stated) else 0)


def _stripped(column: pl.Series) -> pl.Series:
    """A column without blanks around its cells; one of nothing else is blank."""
    if column.name in _AMOUNTS and column.str.contains(_PLAIN).all():
        return column
    distinct = column.unique()
    stripped = distinct.str.strip_chars(_BLANKS)
    if (distinct == stripped).all() and not (distinct == "").any():
        return column
    return column.str.strip_chars(_BLANKS).replace("", None)


def _parted(frame: pl.DataFrame, matched: Matched, options: TableOptions) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines with every column read, and the rows of totals among them."""
    accounts = frame["account"].unique()
    if accounts.null_count() or any(_is_formula(each) or REMARKS.match(each) for each in accounts):
        raise _NotPlain
    totals = [each for each in accounts if is_total(each)]
    read = {}
    for field in matched.by_index.values():
        column = frame[field.name]
        read[field.name] = (
            _amounts(column, field, options) if field.name in _AMOUNTS else _texts(column, field, options)
        )
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


def _is_formula(text: str) -> bool:
    return text.startswith("=")


def _texts(column: pl.Series, field: FieldRef, options: TableOptions) -> pl.Series:
    """A column of texts, names or days, each different cell of it read once."""
    distinct = column.unique().drop_nulls()
    if field.kind == "text" and not distinct.str.starts_with("=").any():
        return column
    return _mapped(column, distinct.to_list(), field, options)


def _mapped(column: pl.Series, cells: list[str], field: FieldRef, options: TableOptions) -> pl.Series:
    """The cells of a column by what the reader of tables makes of each different one."""
    decided = decide_column(cells, field, options)
    if decided.issues or decided.currency or any(not isinstance(value, str) for value in decided.values):
        raise _NotPlain
    if list(decided.values) == cells:
        return column
    return column.replace_strict(cells, list(decided.values), default=None, return_dtype=pl.String)


def _amounts(column: pl.Series, field: FieldRef, options: TableOptions) -> pl.Series:
    """A column of amounts with a decimal point; one written otherwise goes by the reader of tables, cell by cell."""
    plain = column.str.contains(_PLAIN).all()
    grouped = plain or (column.str.contains(_PLAIN) | column.str.contains(_GROUPED)).all()
    if grouped and not field.currency and _has_point(column, options):
        return (column if plain else column.str.replace_all(",", "")).cast(MONEY)
    read = _mapped(column, column.unique().drop_nulls().to_list(), field, options)
    if not read.drop_nulls().str.contains(_PLAIN).all():
        raise _NotPlain
    return read.cast(MONEY)


def _has_point(column: pl.Series, options: TableOptions) -> bool:
    """Whether a point in a column is a decimal point: the caller says so, or a cell, or none could be anything else."""
    if options.decimal is not None:
        return options.decimal == "point"
    for cells in (column.head(_FEW), column):
        if (~cells.str.contains(_OPEN) & cells.str.contains(_SURE)).any():
            return True
    return not column.str.contains(_OPEN).any()


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
