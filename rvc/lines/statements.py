"""A supplier's statement for accumulation (UR 9): its figures for one unit, those of an average divided by its units.

An average is of identical or similar materials from a single plant, over some months within the fiscal year of who buys
them (UR 9(4), (5)).
"""

from decimal import Decimal
from math import ceil, floor

from rvc.base.decimals import share
from rvc.law.load import Law
from rvc.lines.averaging.periods import is_months, too_long
from rvc.lines.build import Draft
from rvc.lines.case import Statement
from rvc.lines.tree import Path

FIGURES = ("net_cost", "vnm", "amount")
_SHAPES = ({"net_cost", "vnm"}, {"amount"}, {"vnm"})  # UR 9(2)(a), (4)(a); 9(2)(b), (4)(b); 9(3), (5)
_OF_AN_AVERAGE = ("units", "from", "to", "fiscal_year_from", "fiscal_year_to")


def of_one_unit(statement: Statement, name: str) -> Decimal | None:
    """A figure of the statement for one unit; of a sum its share, to the last decimal (docs/readings.md 101)."""
    figure: Decimal | None = getattr(statement, name)
    if figure is None or statement.units is None:
        return figure
    rounded = ceil if name == "vnm" else floor
    return share(figure, statement.units, rounded)


def check_statement(draft: Draft, path: Path, statement: Statement, law: Law) -> None:
    """What a statement states together, and the days of one that is an average."""
    stated = {name for name in FIGURES if getattr(statement, name) is not None}
    if stated not in _SHAPES:
        draft.say("statement.shape", path, seen=", ".join(sorted(stated)) or "-")
    given = {
        "units": statement.units, "from": statement.from_, "to": statement.to,
        "fiscal_year_from": statement.fiscal_year_from, "fiscal_year_to": statement.fiscal_year_to,
    }  # fmt: skip
    lacking = [name for name in _OF_AN_AVERAGE if given[name] is None]
    if len(lacking) == len(given):
        return
    for name in lacking:
        draft.say("statement.average_lacks", (*path, name), name=name)
    first, last = statement.from_, statement.to
    if first is None or last is None:
        return
    lengths = law.figures.statement_months.values()
    days = {"first": first.isoformat(), "last": last.isoformat()}
    if not any(is_months(first, last, months) for months in lengths):
        known = ", ".join(map(str, lengths))
        draft.say("statement.period", (*path, "from"), known=known, **days)
    year, end = statement.fiscal_year_from, statement.fiscal_year_to
    if year is None or end is None:
        return
    told = {"year": year.isoformat(), "end": end.isoformat()}
    if too_long(year, end):
        draft.say("statement.long_year", (*path, "fiscal_year_to"), **told)
    elif not year <= first <= last <= end:
        draft.say("statement.outside_year", (*path, "from"), **days, **told)
