"""Bars to scale: where a percentage, its other bound and what is required stand."""

from dataclasses import dataclass
from decimal import Decimal

FULL = Decimal(100)


@dataclass(frozen=True)
class Bar:
    """Widths in percent of the bar: what is sure, what may be beside it, and the mark of the requirement."""

    sure: str
    perhaps: str
    mark: str | None


@dataclass(frozen=True)
class Column:
    """One column of the picture of margins: its label, where it begins, its goods, its height in percent.

    The first column has no beginning.
    """

    label: str
    start: int | None
    goods: int
    height: str

    @property
    def met(self) -> bool:
        """Whether the goods in it reach what is required."""
        return self.start is not None and self.start >= 0


def bar(actual: str | None, best: str | None, required: str | None, full: Decimal = FULL) -> Bar | None:
    """A bar of one test, `full` points wide; None where no bound is known."""
    if actual is None and best is None:
        return None
    low = within(Decimal(actual or 0), full)
    high = max(low, within(Decimal(best), full) if best is not None else full)
    mark = None if required is None else width(within(Decimal(required), full), full)
    return Bar(width(low, full), width(high - low, full), mark)


def within(figure: Decimal, full: Decimal) -> Decimal:
    """A figure that a bar can show."""
    return min(max(figure, Decimal(0)), full)


def width(figure: Decimal, full: Decimal) -> str:
    """A figure in percent of the bar."""
    return f"{figure / full * FULL:.3f}"
