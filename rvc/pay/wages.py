"""Hours that count and the base wages paid for them, exactly, for each plant and period (29 CFR 810.105, 810.125).

The amount of a line is what its pay comes to over all hours worked: rate times hours, units times their rate, or gross
pay less premiums and benefits. Its base wages are that amount times the hours that count over the hours worked, so that
of a worker all of whose hours count nothing has to be divided. Other lines are summed by divisor, in whole numbers.
"""

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.law.load import Law
from rvc.pay.kinds import BY_THE_WEEK, COUNTED, FULL, NONE, OPEN, PART, WHY
from rvc.pay.sheets import SCALE, of_worker

_ONE = 10**SCALE
_WEEK = 7
_LARGEST = 10_000**9  # below the largest whole number of 128 bits
_COUNTED_HOURS = (FULL, PART)
_MONEY, _UNITS, _HOURS = ("pay", "premiums", "benefits"), ("pay_units",), ("hours", "counts")


@dataclass(frozen=True)
class Reading:
    """How two clauses are read that are open: docs/readings.md numbers them.

    `average_week`: semi-monthly and monthly pay is brought to a week, and divided by the hours of the average week of
    the line; else it is divided by the hours of its own time. `other_personnel`: their direct production work counts.
    """

    average_week: bool = True
    other_personnel: bool = True


@dataclass(frozen=True)
class Sum:
    """Of one plant and period: hours that count, and base wages paid for them."""

    hours: Fraction
    wages: Fraction

    @property
    def hourly(self) -> Fraction | None:
        """The average base hourly wage; None where no hours count."""
        return self.wages / self.hours if self.hours else None


def counted(law: Law, lines: pl.DataFrame, *, other_personnel: bool) -> pl.DataFrame:
    """Lines with `counts`, the hours that count, and `share`: full or part of a worker's hours, or why none do.

    Of a worker at least 85% of whose hours, paid breaks among them, are direct production work, all hours count; of any
    other only those of direct production work (29 CFR 810.105(b)(2), 810.115). The test runs over the whole period at
    the plant; hours in a position that never counts are outside it.
    """
    kinds = COUNTED if other_personnel else [kind for kind in COUNTED if kind != OPEN]
    counts = pl.col("worker_kind").is_in(kinds)
    direct = pl.col("direct_hours") + pl.col("break_hours").fill_null(0)
    points = law.schedule("direct_production_worker").steps[-1].basis_points
    beyond = pl.when(counts).then(direct * 10_000 - pl.col("hours") * points)
    marked = lines.with_columns(counts.alias("kind_counts"), of_worker(pl.col("group")).alias("who")).with_columns(
        (beyond.sum().over("who") >= 0).alias("whole")
    )  # fmt: skip
    hours = pl.when("kind_counts").then(pl.when("whole").then("hours").otherwise("direct_hours")).otherwise(0)
    share = (
        pl.when(pl.col("kind_counts").not_()).then(pl.col("worker_kind"))
        .when(pl.col("counts") == 0).then(pl.lit(NONE, WHY))
        .when("whole").then(pl.lit(FULL, WHY)).otherwise(pl.lit(PART, WHY))
    )  # fmt: skip
    return marked.with_columns(hours.alias("counts")).with_columns(share.alias("share"))


def sums(law: Law, lines: pl.DataFrame, *, average_week: bool) -> dict[int, Sum]:
    """Hours and base wages by group of lines that `counted` has marked (29 CFR 810.105(b)(3), 810.125).

    Raises:
        InputError: figures are too large for their sum to be held.
    """
    used = lines.filter(pl.col("share").is_in(_COUNTED_HOURS))
    money, units, hours = (_common_zeros(used, names) for names in (_MONEY, _UNITS, _HOURS))
    zeros = {**dict.fromkeys(_MONEY, money), **dict.fromkeys(_UNITS, units), **dict.fromkeys(_HOURS, hours)}
    columns = [(pl.col(name) // 10**cut).cast(pl.Int128).alias(name) for name, cut in zeros.items()]
    scaled = used.select("group", "pay_basis", "share", pl.col("days").cast(pl.Int128), *columns)
    _refuse_too_large(scaled)
    parts: dict[int, list[Fraction]] = {}
    for basis in scaled["pay_basis"].unique(maintain_order=True):
        amount, unit = _amount(law, basis, average_week=average_week)
        for name, cut in (("pay", money), ("pay_units", units), ("counts", hours)):
            if name in unit.scales:
                unit = unit.times(Fraction(10**cut, _ONE))
        mine = scaled.filter(pl.col("pay_basis") == basis)
        for group, divided in _by_divisor(mine, amount, hourly=basis == "hourly").items():
            parts.setdefault(group, []).append(_added(divided) * unit.factor)
    counted_hours = used.group_by("group").agg(pl.col("counts").cast(pl.Int128).sum())
    return {
        group: Sum(Fraction(total, _ONE), sum(parts.get(group, []), Fraction(0)))
        for group, total in counted_hours.sort("group").iter_rows()
    }


@dataclass(frozen=True)
class _Unit:
    """What the whole number of an amount is worth: a factor of the law, and the columns whose scales it carries."""

    factor: Fraction
    scales: tuple[str, ...]

    def times(self, scale: Fraction) -> "_Unit":
        return _Unit(self.factor * scale, self.scales)


def _amount(law: Law, basis: str, *, average_week: bool) -> tuple[pl.Expr, _Unit]:
    """What the pay of a line comes to, by its basis; of hourly pay only for the hours that count."""
    pay = pl.col("pay")
    if basis == "hourly":
        return pay * pl.col("counts"), _Unit(Fraction(1), ("pay", "counts"))
    if basis == "gross":
        return pay - pl.col("premiums") - pl.col("benefits"), _Unit(Fraction(1), ("pay",))
    if basis in BY_THE_WEEK and average_week:
        weekly = Fraction(law.figures.pay_periods[basis], law.figures.weeks_of_a_year)
        return pay * pl.col("days"), _Unit(weekly / _WEEK, ("pay",))
    return pay * pl.col("pay_units"), _Unit(Fraction(1), ("pay", "pay_units"))


def _by_divisor(lines: pl.DataFrame, amount: pl.Expr, *, hourly: bool) -> dict[int, list[tuple[int, int]]]:
    """Sums of amounts times the hours that count, by the hours worked that they are still to be divided by."""
    one = pl.lit(1, pl.Int128)
    undivided = pl.lit(value=True) if hourly else pl.col("share") == FULL
    found: dict[int, list[tuple[int, int]]] = {}
    told = lines.select(
        "group",
        pl.when(undivided).then(amount).otherwise(amount * pl.col("counts")).alias("part"),
        pl.when(undivided).then(one).otherwise(pl.col("hours")).alias("by"),
    )
    for group, by, part in told.group_by("group", "by").agg(pl.col("part").sum()).sort("group", "by").iter_rows():
        found.setdefault(group, []).append((part, by))
    return found


def _added(parts: list[tuple[int, int]]) -> Fraction:
    """The sum of fractions, added two by two, so that divisors stay short as long as they can."""
    while len(parts) > 1:
        pairs = zip(parts[::2], parts[1::2], strict=False)
        odd = parts[-1:] if len(parts) % 2 else []
        parts = [(one * below + other * by, by * below) for (one, by), (other, below) in pairs] + odd
    return Fraction(*parts[0])


def _common_zeros(lines: pl.DataFrame, names: tuple[str, ...]) -> int:
    """How many of the decimals no cell of some columns uses."""
    for cut in range(SCALE, 0, -1):
        if not any((lines[name] % 10**cut != 0).any() for name in names):
            return cut
    return 0


def _refuse_too_large(lines: pl.DataFrame) -> None:
    """Whole numbers of 128 bits must hold the sums."""
    most = {name: int(str(lines[name].max() or 0)) for name in ("pay", "pay_units", "days", "counts")}
    largest = most["pay"] * max(most["pay_units"], most["days"], most["counts"]) * max(most["counts"], 1)
    if largest * max(lines.height, 1) > _LARGEST:
        raise InputError([Problem("payroll.too_large")])
