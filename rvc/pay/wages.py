"""Hours that count and the base wages paid for them, exactly, for each plant and period (29 CFR 810.105, 810.125).

The amount of a line is what its pay comes to over all hours worked: rate times hours, units times their rate, or gross
pay less premiums and benefits. Its base wages are that amount times the hours that count over the hours worked, so that
of a worker all of whose hours count nothing has to be divided. Other lines are summed by divisor, in whole numbers.
"""

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from rvc.base.decimals import PLACES
from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.law.load import Law
from rvc.pay.kinds import BY_THE_WEEK, COUNTED, FULL, NONE, OPEN, PART, WHY
from rvc.pay.sheets import of_two

_ONE = 10**PLACES
_WEEK = 7
_OF_64_BITS = 100**9
_LARGEST = 10_000**9  # below the largest whole number of 128 bits
_COUNTED_HOURS = (FULL, PART)
_USED = ("group", "pay_basis", "share", "days", "pay", "pay_units", "premiums", "benefits", "hours", "counts")
_MONEY, _UNITS, _HOURS = ("pay", "premiums", "benefits"), ("pay_units",), ("hours", "counts")


@dataclass(frozen=True)
class Reading:
    """How three clauses are read that are open: docs/readings.md numbers them.

    `average_week`: semi-monthly and monthly pay is brought to a week, and divided by the hours of the average week of
    the line; else it is divided by the hours of its own time. `other_personnel`: their direct production work counts.
    `excepted_in_total`: a worker's hours in positions that never count are in the total of the 85% test.
    """

    average_week: bool = True
    other_personnel: bool = True
    excepted_in_total: bool = False


@dataclass(frozen=True)
class Sum:
    """Of one plant and period: hours that count, and base wages paid for them."""

    hours: Fraction
    wages: Fraction

    @property
    def hourly(self) -> Fraction | None:
        """The average base hourly wage; None where no hours count."""
        return self.wages / self.hours if self.hours else None


def counted(law: Law, lines: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Lines with `counts`, the hours that count, and `share`: full or part of a worker's hours, or why none do.

    Of a worker at least 85% of whose hours, paid breaks among them, are direct production work, all hours count; of any
    other only those of direct production work (29 CFR 810.105(b)(2), 810.115). The test runs over the whole period at
    the plant; whether hours in a position that never counts are in its total is as the reading has it.
    """
    kinds = COUNTED if reading.other_personnel else [kind for kind in COUNTED if kind != OPEN]
    counts = pl.col("worker_kind").is_in(kinds)
    direct = pl.col("direct_hours") + pl.col("break_hours").fill_null(0)
    points = law.schedule("direct_production_worker").steps[-1].basis_points
    excepted = pl.col("hours") * -points if reading.excepted_in_total else None
    beyond = pl.when(counts).then(direct * 10_000 - pl.col("hours") * points).otherwise(excepted)
    who = of_two(pl.col("group"), pl.col("worker").to_physical())
    marked = lines.with_columns(counts.alias("kind_counts"), who.alias("who")).with_columns(
        (beyond.sum().over("who") >= 0).alias("whole")
    )
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
    used = lines.lazy().filter(pl.col("share").is_in(_COUNTED_HOURS)).select(*_USED).collect()
    cut = {names: _common_zeros(used, names) for names in (_MONEY, _UNITS, _HOURS)}
    columns = [pl.col(name) // 10**zeros for names, zeros in cut.items() for name in names]
    scaled = used.lazy().with_columns(columns)
    kind = _whole_numbers(scaled.select(pl.col("pay", "pay_units", "days", "counts").max(), pl.len()).collect())
    by_the_week = BY_THE_WEEK if average_week else ()
    found: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for group, basis, by, part in _by_divisor(scaled, kind, by_the_week).collect().iter_rows():
        found.setdefault((group, basis), []).append((part, by))
    wages: dict[int, Fraction] = {}
    for (group, basis), parts in found.items():
        unit = Fraction(10 ** cut[_MONEY], _ONE)
        if basis == "hourly":
            unit *= Fraction(10 ** cut[_HOURS], _ONE)
        elif basis in by_the_week:
            unit *= Fraction(law.figures.pay_periods[basis], law.figures.weeks_of_a_year * _WEEK)
        elif basis != "gross":
            unit *= Fraction(10 ** cut[_UNITS], _ONE)
        wages[group] = wages.get(group, Fraction(0)) + _added(parts) * unit
    hours = used.group_by("group").agg(pl.col("counts").sum()).sort("group").iter_rows()
    return {group: Sum(Fraction(total, _ONE), wages[group]) for group, total in hours}


def _by_divisor(lines: pl.LazyFrame, kind: pl.DataType, by_the_week: tuple[str, ...]) -> pl.LazyFrame:
    """Amounts, times the hours that count where they are still to be divided, summed by the hours that divide them.

    The amount is what pay comes to by its basis: of hourly pay for the hours that count, so that nothing divides it; of
    pay brought to a week over the days of the line.
    """
    pay, counts, hours = (pl.col(name).cast(kind) for name in ("pay", "counts", "hours"))
    hourly = pl.col("pay_basis") == "hourly"
    amount = (
        pl.when(hourly).then(pay * counts)
        .when(pl.col("pay_basis") == "gross").then(pay - pl.col("premiums") - pl.col("benefits"))
        .when(pl.col("pay_basis").is_in(by_the_week)).then(pay * pl.col("days"))
        .otherwise(pay * pl.col("pay_units"))
    )  # fmt: skip
    undivided = hourly | (pl.col("share") == FULL)
    part = pl.when(undivided).then(amount).otherwise(amount * counts).cast(pl.Int128)
    by = pl.when(undivided).then(pl.lit(1, kind)).otherwise(hours)
    told = lines.select("group", "pay_basis", by.alias("by"), part.alias("part"))
    return told.group_by("group", "pay_basis", "by").agg(pl.col("part").sum()).sort("group", "pay_basis", "by")


def _added(parts: list[tuple[int, int]]) -> Fraction:
    """The sum of fractions, added two by two, so that divisors stay short as long as they can."""
    while len(parts) > 1:
        pairs = zip(parts[::2], parts[1::2], strict=False)
        odd = parts[-1:] if len(parts) % 2 else []
        parts = [(one * below + other * by, by * below) for (one, by), (other, below) in pairs] + odd
    return Fraction(*parts[0])


def _common_zeros(lines: pl.DataFrame, names: tuple[str, ...]) -> int:
    """How many of the decimals no cell of some columns uses."""
    for cut in range(PLACES, 0, -1):
        if not any((lines[name] % 10**cut != 0).any() for name in names):
            return cut
    return 0


def _whole_numbers(most: pl.DataFrame) -> pl.DataType:
    """Whole numbers that hold every amount of a line; those of 128 bits must hold the sums of all."""
    pay, units, days, counts, lines = (int(each or 0) for each in most.row(0))
    largest = pay * max(units, days, counts) * max(counts, 1)
    if largest * max(lines, 1) > _LARGEST:
        raise InputError([Problem("payroll.too_large")])
    return pl.Int64() if largest < _OF_64_BITS else pl.Int128()
