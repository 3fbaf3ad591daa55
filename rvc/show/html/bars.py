"""Figures drawn to scale: where a percentage, its other bound and what is required stand on a bar."""

from dataclasses import dataclass
from decimal import Decimal

from rvc.run.report import CountryValue

FULL = Decimal(100)


@dataclass(frozen=True)
class Bar:
    """Widths in percent of the bar: what is sure, what may be beside it, and the mark of the requirement."""

    sure: str
    perhaps: str
    mark: str | None


@dataclass(frozen=True)
class Slice:
    """One country's part of a bar."""

    country: str
    width: str


def bar(actual: str | None, best: str | None, required: str | None, full: Decimal = FULL) -> Bar | None:
    """A bar of one test, `full` points wide; None where no bound is known."""
    if actual is None and best is None:
        return None
    low = _within(Decimal(actual or 0), full)
    high = max(low, _within(Decimal(best), full) if best is not None else full)
    mark = None if required is None else _width(_within(Decimal(required), full), full)
    return Bar(_width(low, full), _width(high - low, full), mark)


def slices(values: list[CountryValue]) -> list[Slice]:
    """The countries of a good as parts of one bar, by the value added there; none where shares are not known."""
    shares = [(item.country, _within(Decimal(item.points), FULL)) for item in values if item.points is not None]
    total = sum((share for _, share in shares), Decimal(0))
    if not total:
        return []
    return [Slice(country, _width(share, max(total, FULL))) for country, share in shares]


def _within(figure: Decimal, full: Decimal) -> Decimal:
    return min(max(figure, Decimal(0)), full)


def _width(figure: Decimal, full: Decimal) -> str:
    return f"{figure / full * 100:.3f}"
