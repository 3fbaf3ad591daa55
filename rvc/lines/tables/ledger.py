"""A producer's ledger out of a table: its lines in columns, each with its row, and its totals held to their sums."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from operator import itemgetter
from os import PathLike
from pathlib import Path

import polars as pl

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import bytes_of, column_name
from rvc.lines.scalars import Wrong, signed
from rvc.lines.tables.forms import check_mapping, in_sight, opened
from rvc.lines.tables.layout import Table, find_table
from rvc.lines.tables.ledger_csv import read_plain
from rvc.lines.tables.ledger_lines import AMOUNT, DAY, MONEY, TEXTS, days_of, gathered, whole
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form, Line, Lines, Spot

_SIDES = ("debit", "credit")
_EXACT = Context(prec=60)
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Ledger:
    """The lines of one ledger, those that say the same beside amount and day as one row of `frame`.

    It has the first `row`, the `amount` (debit less credit), how many `lines` they are, and the texts of `TEXTS`;
    `days` has each day on which lines were recorded, with its first row and its lines.

    `sha256` is that of the bytes of the file, `letters` the columns that it has, `currency` that which its header or
    cells name, `problems` what is said of it without stopping it.
    """

    file: str
    sheet: str
    header_row: int
    frame: pl.DataFrame
    days: pl.DataFrame
    letters: Mapping[str, str]
    sha256: str
    currency: str = ""
    problems: tuple[Problem, ...] = ()

    def problem(self, code: str, row: int, name: str, /, **params: str) -> Problem:
        """A defect of the cell of a field in a row."""
        letter = self.letters.get(name, "")
        return Problem(code, params, file=self.file, sheet=self.sheet, row=row, column=letter)


def read_ledger(path: str | PathLike[str], options: TableOptions | None = None) -> list[Ledger]:
    """Read every ledger of a file, one a sheet; raises InputError with every problem found."""
    options = options or TableOptions()
    plain = read_plain(Path(path), options)
    if plain is not None:
        letters = {field.name: column_name(at) for at, field in plain.matched.by_index.items()}
        return [Ledger(str(path), "", 1, whole(plain.frame), plain.days, letters, plain.sha256)]
    sha256 = hashlib.sha256(bytes_of(Path(path))).hexdigest()
    form, grids = opened(path, options)
    tables = [
        table
        for grid in in_sight(grids, options)
        if (table := find_table(grid, "ledger", options.mapping, header=options.header)) is not None
    ]
    if not tables:
        form.say("form.no_table", Spot())
    ledgers = [_ledger(form, table, sha256) for table in tables]
    check_mapping(form)
    wrong = [problem for problem in form.problems if not problem.warning]
    if wrong:
        raise InputError(wrong)
    return [replace(ledger, problems=tuple(form.problems)) for ledger in ledgers[:1]] + ledgers[1:]


def without_totals(table: Table) -> Table:
    """A table of whose totals is not said that they are left out: a ledger is held to them."""
    return replace(
        table, problems=tuple(problem for problem in table.problems if problem.code != "form.left_out.total")
    )


def _ledger(form: Form, table: Table, sha256: str) -> Ledger:
    """Read a table; totals are read with its lines, so that their cells are written as those are."""
    rows = tuple(sorted([*table.rows, *table.totals], key=itemgetter(0)))
    lines = form.lines(replace(without_totals(table), rows=rows))
    totals = {row for row, _ in table.totals}
    if not table.rows:
        form.say("form.no_lines", lines.header())
    columns = {column.field.name: column.values for column in lines.columns.values()}
    amounts = _amounts(form, lines, totals)
    _hold_totals(form, lines, amounts, totals)
    at = [place for place, line in enumerate(lines.lines) if line.number not in totals]
    read = pl.DataFrame(
        {
            "row": pl.Series([lines.lines[place].number for place in at], dtype=pl.UInt32),
            AMOUNT: pl.Series([amounts[place] or _ZERO for place in at], dtype=MONEY),
            **{
                name: pl.Series([columns[name][place] for place in at], dtype=pl.String)
                for name in (*TEXTS, DAY)
                if name in columns
            },
        }
    )
    named = [column.currency for column in lines.columns.values() if column.field.kind == "signed" and column.currency]
    currency = next(iter(named), "")
    frame, days = whole(gathered(read)), days_of(read)
    return Ledger(form.file, lines.sheet, table.header_row, frame, days, lines.letters, sha256, currency)


def _amounts(form: Form, lines: Lines, totals: Collection[int]) -> list[Decimal | None]:
    """The amount of each row: as stated, or debit less credit. A line without any is said, and is never nothing."""
    names = [name for name in (AMOUNT, *_SIDES) if name in lines.fields]
    amounts = []
    for line in lines.lines:
        stated, broken = _stated(form, lines, line, names)
        whole, sides = stated.get(AMOUNT), {name: stated[name] for name in _SIDES if name in stated}
        balance = _EXACT.subtract(sides.get("debit", _ZERO), sides.get("credit", _ZERO)) if sides else None
        if not stated and not broken and line.number not in totals:
            form.say("ledger.no_amount", lines.spot(line, next(iter(names), "")))
        elif whole is not None and balance is not None and whole != balance:
            form.say("ledger.sides", lines.spot(line, AMOUNT), seen=f"{whole:f}", balance=f"{balance:f}")
        amounts.append(balance if whole is None else whole)
    return amounts


def _stated(form: Form, lines: Lines, line: Line, names: Sequence[str]) -> tuple[dict[str, Decimal], bool]:
    """The amounts that stand in a row, and whether one of them cannot be read."""
    stated, broken = {}, False
    for name in names:
        try:
            if name in line.values:
                stated[name] = signed(line.values[name])
        except Wrong as wrong:
            form.say(wrong.code, lines.spot(line, name), **wrong.params)
            broken = True
    return stated, broken or any(line.lacks(name) for name in names)


def _hold_totals(form: Form, lines: Lines, amounts: Sequence[Decimal | None], totals: Collection[int]) -> None:
    """Compare each row of a total with the lines above it: all of them, or those since the total before it."""
    part = whole = _ZERO
    for line, amount in zip(lines.lines, amounts, strict=True):
        if line.number not in totals:
            part, whole = part + (amount or _ZERO), whole + (amount or _ZERO)
            continue
        if amount is not None and amount not in {part, whole}:
            name = next(name for name in (AMOUNT, *_SIDES) if name in line.values)
            told = {"seen": f"{amount:f}", "part": f"{part:f}", "whole": f"{whole:f}"}
            form.say("ledger.total", lines.spot(line, name), **told)
        part = _ZERO
