"""The door for records of inventories: a table of movements, to what each withdrawal is considered to be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from os import PathLike

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.grids.grid import Grid
from rvc.lines.scalars import Wrong, above_zero, amount, day, shown
from rvc.lines.spelling import nearest_word
from rvc.lines.tables.forms import check_mapping, only_table, opened
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form, Line, Lines, Spot
from rvc.lines.tables.table_fields import MOVEMENTS
from rvc.net_costing.case_block import figure
from rvc.net_costing.inventory import (
    AVERAGE,
    FIFO,
    LIFO,
    METHODS_7,
    MONTHS,
    ROLLING,
    SPECIFIC,
    Movement,
    ShortStock,
    Withdrawal,
    by_preceding,
    by_shipment,
    in_order,
    opening,
    over_period,
    specific,
)  # fmt: skip
from rvc.net_costing.report import Figure, Inventory, Withdrawn

SHIPMENT, WHOLE = "shipment", "whole"
PERIODS = (SHIPMENT, *MONTHS, WHOLE)
_PRINTED = 2  # decimals of ratios and unit values in Example 3 of Schedule 8, Appendix A
_CITES = {
    FIFO: "s. 1", LIFO: "s. 1", ROLLING: "s. 4", SPECIFIC: "s. 4", SHIPMENT: "s. 8", WHOLE: "s. 7",
    **dict.fromkeys(MONTHS, "s. 6"),
}  # fmt: skip
_CITES_OF_GOODS = {FIFO: "s. 10", LIFO: "s. 10", SPECIFIC: "s. 13", **dict.fromkeys(MONTHS, "s. 14")}


@dataclass(frozen=True)
class Election:
    """What the producer chose: the method, the Schedule (7 or 8), the averaging period, how opening stock counts."""

    method: str
    schedule: int = 8
    goods: bool = False
    period: str = SHIPMENT
    opening_non_originating: bool = False

    @property
    def cite(self) -> str:
        """The section of the method."""
        name = self.period if self.method == AVERAGE else self.method
        return f"UR Schedule {self.schedule} {(_CITES_OF_GOODS if self.goods else _CITES)[name]}"


def inventory(path: str | PathLike[str], election: Election, options: TableOptions | None = None) -> Inventory:
    """What each withdrawal of an inventory is considered to be.

    Args:
        path: a table of movements: material, date, receipt, opening or withdrawal, quantity, unit value, originating.
        election: the method and what goes with it.
        options: how tables are to be read.

    Raises:
        InputError: more is withdrawn than there is, a status is missing ...; every problem at once.
    """
    if not is_lawful(election):
        what = {"schedule": str(election.schedule), "method": election.method, "period": election.period}
        raise InputError([Problem("ledger.method", what, file=str(path))])
    form, grids = opened(path, options or TableOptions())
    lines = _lines(form, grids)
    histories = _histories(form, lines, election) if lines is not None else {}
    found: list[Withdrawn] = []
    for name, movements in histories.items() if not _wrong(form) else ():
        try:
            found += _withdrawn(name, movements, election)
        except ShortStock as short:
            params = {"stock": figure(short.stock).shown, "quantity": figure(short.movement.quantity).shown}
            spot = Spot(lines.sheet, short.movement.row, lines.letters["quantity"]) if lines else Spot()
            form.say("ledger.short_stock", spot, material=shown(name), **params)
    if wrong := _wrong(form):
        raise InputError(wrong)
    return Inventory(
        file=form.file, method=election.method, period=election.period if election.method == AVERAGE else None,
        cite=election.cite, withdrawals=found, warnings=[str(problem) for problem in form.problems],
    )  # fmt: skip


def _wrong(form: Form) -> list[Problem]:
    return [problem for problem in form.problems if not problem.warning]


def _lines(form: Form, grids: Sequence[Grid]) -> Lines | None:
    table = only_table(form, grids, "inventory")
    if table is None:
        return None
    lines = form.lines(table)
    if not lines.lines and all(problem.warning for problem in table.problems):
        form.say("form.no_lines", lines.header())
    check_mapping(form)
    return lines


def _histories(form: Form, lines: Lines, election: Election) -> dict[str, list[Movement]]:
    """The movements of each material in the order of their days, those of one day as the file has them."""
    read: dict[str, list[tuple[date, int, Line]]] = {}
    for line in lines.lines:
        lacking = [name for name in ("material", "moved_on", "movement", "quantity") if name not in line.values]
        for name in lacking:
            if not line.lacks(name):
                form.say("ledger.movement_lacks", lines.spot(line, name), name=name)
        seen = str(line.values.get("movement", MOVEMENTS[0]))
        if seen not in MOVEMENTS:
            like = nearest_word("movement", seen, MOVEMENTS)
            params = {"seen": shown(seen), "nearest": like, "known": ", ".join(MOVEMENTS), "count": "1"}
            form.say("ledger.word", lines.spot(line, "movement"), name="movement", **params)
        elif not lacking:
            when = day(line.values["moved_on"])
            read.setdefault(str(line.values["material"]), []).append((when, line.number, line))
    return {
        name: list(_movements(form, lines, [line for *_, line in sorted(moved, key=lambda each: each[:2])], election))
        for name, moved in read.items()
    }


def _movements(form: Form, lines: Lines, moved: Sequence[Line], election: Election) -> Iterator[Movement]:
    """Movements with their units and values; what stood before an opening inventory is its history.

    An opening inventory may have a line for each origin and value of its units.
    What is left of it is in stock from the day of the opening: it tells no ratio of a period before (Schedule 8 s. 6).
    """
    made: list[Movement] = []
    before: Movement | None = None  # the opening inventory in the line above
    for line in moved:
        movement = _movement(form, lines, line, election)
        if movement is None:
            continue
        above, before = before, None
        if line.values["movement"] != "opening":
            made.append(movement)
            continue
        before = movement
        again = above is not None and above.on == movement.on
        if election.opening_non_originating or movement.originating is not None or election.schedule == _SEVEN:
            kept = movement.originating and not election.opening_non_originating
            made = [*(made if again else ()), replace(movement, originating=bool(kept))]
        elif again and above is not None:
            form.say("ledger.opening_again", lines.spot(line, "originating"), row=str(above.row))
        else:
            receipts = opening([each for each in made if not each.withdrawn], movement.quantity)
            if receipts is None:
                form.say("ledger.opening", lines.spot(line, "quantity"), quantity=figure(movement.quantity).shown)
            made = [replace(each, on=movement.on) for each in receipts or ()]
    yield from made


_SEVEN = 7


def _movement(form: Form, lines: Lines, line: Line, election: Election) -> Movement | None:
    """One line; None where something in it cannot be read."""
    kind = str(line.values["movement"])
    quantity = _number(form, lines, line, "quantity", amount if kind == "opening" else above_zero)
    each = _number(form, lines, line, "unit_value", amount)
    if quantity is None:
        return None
    status = line.values.get("originating")
    originating = status if isinstance(status, bool) else None
    asked = kind == "receipt" or (kind == "withdrawal" and election.method == SPECIFIC)
    if election.schedule == _SEVEN:
        if originating:
            form.say("ledger.identical_originating", lines.spot(line, "originating"))
        originating = False
    elif asked and originating is None and not line.lacks("originating"):
        form.say("ledger.no_status", lines.spot(line, "originating"))
    return Movement(line.number, day(line.values["moved_on"]), kind == "withdrawal", quantity, originating, each)


def _number(form: Form, lines: Lines, line: Line, name: str, read: Callable[[object], Decimal]) -> Fraction | None:
    """A number of a line; None where nothing stands, or what cannot be read, which is said."""
    if name not in line.values:
        return None
    try:
        return Fraction(read(line.values[name]))
    except Wrong as wrong:
        form.say(wrong.code, lines.spot(line, name), **wrong.params)
        return None


def _withdrawn(name: str, movements: Sequence[Movement], election: Election) -> Iterator[Withdrawn]:
    rounded: list[Withdrawal] = []
    if election.method == ROLLING or (election.method == AVERAGE and election.period == SHIPMENT):
        rounded = list(by_shipment(movements, _PRINTED))
    for place, each in enumerate(_method(election)(movements)):
        printed = rounded[place] if rounded else None
        yield Withdrawn(
            material=name,
            row=each.movement.row,
            on=str(each.movement.on),
            quantity=figure(each.movement.quantity),
            originating=_figure(each.originating),
            non_originating=_figure(each.non_originating),
            value=_figure(each.value),
            ratio=_figure(each.ratio),
            value_by_rounded=None if printed is None else _figure(printed.value),
        )


def _figure(amount: Fraction | None) -> Figure | None:
    return None if amount is None else figure(amount)


def _method(election: Election) -> Callable[[Sequence[Movement]], Iterator[Withdrawal]]:
    if election.method == SPECIFIC:
        return specific
    if election.method in {FIFO, LIFO}:
        return lambda movements: in_order(movements, last_first=election.method == LIFO)
    if election.method == ROLLING or election.period == SHIPMENT:
        return by_shipment
    if election.period == WHOLE:
        return over_period
    return lambda movements: by_preceding(movements, MONTHS[election.period])


def is_lawful(election: Election) -> bool:
    """Whether a Schedule knows a method, and for goods a period (Schedule 7 s. 2; Schedule 8 s. 2, 11, 14)."""
    if election.schedule == _SEVEN:
        return election.method in METHODS_7 and not election.goods
    by_months = election.method != AVERAGE or election.period in MONTHS
    return election.method != ROLLING and (by_months or not election.goods)
