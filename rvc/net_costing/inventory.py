"""Inventory methods: values of identical non-originating materials (Schedule 7), origin of fungible ones (Schedule 8).

Everything is exact. `places` says to how many decimals ratios and unit values are rounded before they are used, as the
worked examples print them; no provision rounds.
"""

from calendar import month_abbr
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from rvc.net_costing.case_block import rounded

_NOTHING = Fraction(0)
FIFO, LIFO, ROLLING, AVERAGE, SPECIFIC = "fifo", "lifo", "rolling_average", "average", "specific"
METHODS_7 = (FIFO, LIFO, ROLLING)  # Schedule 7 s. 2
METHODS_8 = (SPECIFIC, FIFO, LIFO, AVERAGE)  # Schedule 8 s. 2, 11
MONTHS = {"month": 1, "quarter": 3}  # Schedule 8 s. 6, 14


@dataclass(frozen=True)
class Movement:
    """Units received (or in opening inventory) or withdrawn; `originating` as marked, `unit_value` by UR 8."""

    row: int
    on: date
    withdrawn: bool
    quantity: Fraction
    originating: bool | None = None
    unit_value: Fraction | None = None


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal is considered to be: units by origin, and the value of the non-originating ones.

    `ratio` is that of non-originating units, where the method has one. None: no provision says.
    """

    movement: Movement
    non_originating: Fraction | None
    value: Fraction | None
    ratio: Fraction | None = None

    @property
    def originating(self) -> Fraction | None:
        """The units considered to be originating."""
        return None if self.non_originating is None else self.movement.quantity - self.non_originating


class ShortStock(Exception):  # noqa: N818 - a defect on its way to a Problem
    """More is withdrawn than there is."""

    def __init__(self, movement: Movement, stock: Fraction) -> None:
        super().__init__(movement.row)
        self.movement, self.stock = movement, stock


def in_order(movements: Sequence[Movement], *, last_first: bool) -> Iterator[Withdrawal]:
    """FIFO or LIFO: the origin and value of what was received first, or last, are those of what is withdrawn first."""
    layers: list[Movement] = []
    for movement in movements:
        if not movement.withdrawn:
            layers.append(movement)
            continue
        taken = list(_take(layers, movement, last_first=last_first))
        yield _sum(movement, taken)


def specific(movements: Sequence[Movement]) -> Iterator[Withdrawal]:
    """Specific identification (Schedule 8 s. 4, 13): each withdrawal is what it is marked as, in the order received."""
    layers: dict[bool | None, list[Movement]] = {True: [], False: []}
    for movement in movements:
        own = layers[movement.originating]
        if movement.withdrawn:
            yield _sum(movement, list(_take(own, movement, last_first=False)))
        else:
            own.append(movement)


def _take(layers: list[Movement], movement: Movement, *, last_first: bool) -> Iterator[Movement]:
    """Take units out of layers."""
    stock = sum((layer.quantity for layer in layers), _NOTHING)
    left = movement.quantity
    if left > stock:
        raise ShortStock(movement, stock)
    while left:
        at = -1 if last_first else 0
        part = min(left, layers[at].quantity)
        yield replace(layers[at], quantity=part)
        left -= part
        if part == layers[at].quantity:
            del layers[at]
        else:
            layers[at] = replace(layers[at], quantity=layers[at].quantity - part)


def _sum(movement: Movement, taken: Sequence[Movement]) -> Withdrawal:
    out = [layer for layer in taken if not layer.originating]
    units = sum((layer.quantity for layer in out), _NOTHING)
    known = all(layer.unit_value is not None for layer in out)
    value = sum((layer.quantity * (layer.unit_value or 0) for layer in out), _NOTHING) if known else None
    return Withdrawal(movement, units, value)


@dataclass
class _Pool:
    """Units and value of an inventory as one; `non` are its non-originating units."""

    units: Fraction = _NOTHING
    non: Fraction = _NOTHING
    value: Fraction | None = _NOTHING

    def add(self, movement: Movement) -> None:
        """Receive units."""
        self.units += movement.quantity
        self.non += _NOTHING if movement.originating else movement.quantity
        known = self.value is not None and movement.unit_value is not None
        self.value = (self.value or _NOTHING) + movement.quantity * (movement.unit_value or 0) if known else None

    def unit_value(self, places: int | None) -> Fraction | None:
        """The average value of a unit."""
        return None if self.value is None else _shown(self.value / self.units, places)

    def ratio(self, places: int | None) -> Fraction:
        """The ratio of non-originating units."""
        return _shown(self.non / self.units, places)

    def take(self, movement: Movement, ratio: Fraction, places: int | None) -> Withdrawal:
        """Withdraw units; what remains has the ratio as well (Schedule 8 s. 8(2))."""
        if movement.quantity > self.units:
            raise ShortStock(movement, self.units)
        each = self.unit_value(places)
        value = None if each is None else movement.quantity * each * ratio
        self.units -= movement.quantity
        self.non = self.units * ratio
        self.value = None if self.value is None or each is None else self.value - movement.quantity * each
        return Withdrawal(movement, movement.quantity * ratio, value, ratio)


def by_shipment(movements: Sequence[Movement], places: int | None = None) -> Iterator[Withdrawal]:
    """Average before each shipment: Schedule 8 s. 8; of non-originating materials alone, Schedule 7 s. 4."""
    pool = _Pool()
    for movement in movements:
        if not movement.withdrawn:
            pool.add(movement)
        elif movement.quantity > pool.units:
            raise ShortStock(movement, pool.units)
        else:
            yield pool.take(movement, pool.ratio(places), places)


def over_period(movements: Sequence[Movement]) -> Iterator[Withdrawal]:
    """Average over one period (Schedule 8 s. 7): opening inventory and all receipts of it, for every withdrawal.

    The Schedule gives units; their value is by the average of all units, as in Example 3 of Appendix A (reading 69).
    """
    _check_stock(movements)
    whole = _Pool()
    for movement in movements:
        if not movement.withdrawn:
            whole.add(movement)
    for movement in movements:
        if movement.withdrawn:
            ratio, each = whole.ratio(None), whole.unit_value(None)
            units = movement.quantity * ratio
            yield Withdrawal(movement, units, None if each is None else units * each, ratio)


def by_preceding(movements: Sequence[Movement], months: int) -> Iterator[Withdrawal]:
    """Average of the preceding one- or three-month period (Schedule 8 s. 6, 14).

    The ratio of a period is that of its opening units and receipts; it is the ratio of what is withdrawn in the next
    period and of what remains at its end. For the first period no provision gives one, nor after a period with
    nothing in stock. As in section 7, units only.
    """
    _check_stock(movements)
    units, ratio = _NOTHING, None
    for group in _periods(movements, months):
        opened = _Pool(units, units * (ratio or _NOTHING))
        for movement in group:
            if not movement.withdrawn:
                opened.add(movement)
        for movement in group:
            if movement.withdrawn:
                yield Withdrawal(movement, None if ratio is None else movement.quantity * ratio, None, ratio)
        ratio = opened.ratio(None) if opened.units else None
        units = opened.units - sum((movement.quantity for movement in group if movement.withdrawn), _NOTHING)


def _periods(movements: Sequence[Movement], months: int) -> Iterator[list[Movement]]:
    """Movements by periods of whole months from the first, periods without any among them."""
    if not movements:
        return
    first = movements[0].on
    groups: dict[int, list[Movement]] = {}
    for movement in movements:
        groups.setdefault(_months(first, movement.on) // months, []).append(movement)
    yield from (groups.get(number, []) for number in range(max(groups) + 1))


def _months(first: date, day: date) -> int:
    """Whole months from the month of one day to that of another."""
    return (day.year - first.year) * _YEAR + day.month - first.month


_YEAR = len(month_abbr) - 1


def _check_stock(movements: Sequence[Movement]) -> None:
    """Never more is withdrawn than there is."""
    stock = _NOTHING
    for movement in movements:
        if movement.withdrawn and movement.quantity > stock:
            raise ShortStock(movement, stock)
        stock += -movement.quantity if movement.withdrawn else movement.quantity


def opening(receipts: Sequence[Movement], quantity: Fraction) -> list[Movement] | None:
    """The latest receipts that add up to an opening inventory (Schedule 8 s. 9(1), 15(1)); None if they do not."""
    kept: list[Movement] = []
    left = quantity
    for receipt in reversed(receipts):
        if left:
            part = min(left, receipt.quantity)
            kept.insert(0, replace(receipt, quantity=part))
            left -= part
    return None if left else kept


def _shown(number: Fraction, places: int | None) -> Fraction:
    return number if places is None else rounded(number, places)
