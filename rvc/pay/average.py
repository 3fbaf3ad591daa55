"""The door of the room: payrolls in, the average base hourly wage of each plant and period out (UR 12)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from rvc.base.decimals import in_digits
from rvc.base.errors import InputError
from rvc.base.outcome import Outcome
from rvc.base.problem import Problem
from rvc.law.load import Law, load_law
from rvc.lines.schema import REGION
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.table_fields import fields_of
from rvc.pay.checks import check, in_order
from rvc.pay.kinds import BY_THE_WEEK, CITES, COUNTED, FULL, NONE, OPEN, PART, WHY
from rvc.pay.periods import Period, certified, may_be
from rvc.pay.result import Payroll, PlantWage, Tally, Why
from rvc.pay.sheets import KIND, Sheet, kind_of, read_sheet
from rvc.pay.wages import Reading, Sum, counted, sums

_SHARES = {
    FULL: ("UR 12, direct production worker", "29 CFR 810.105(b)(2)(i)"),
    PART: ("UR 12, average base hourly wage rate", "29 CFR 810.105(b)(2)(ii)"),
}


def average(
    sources: Sequence[object],
    periods: Sequence[tuple[date, date]] = (),
    options: TableOptions | None = None,
) -> Payroll:
    """Average the base wages of payrolls by plant and period.

    Args:
        sources: paths of files or frames, which are taken as one payroll.
        periods: first and last days over which to average; each plant's whole payroll if none is named.
        options: how the tables are to be read.

    Raises:
        InputError: something could not be read or does not go together; `.problems` holds every defect.
    """
    sheets, problems = _read(sources, options)
    lines, chosen = _together(sheets), [Period(*days) for days in dict.fromkeys(periods)]
    if lines.height:
        problems += [*_currencies(sheets, lines), *check(sheets, lines)]
        problems += _crossing(sheets, lines, chosen)
    if any(not problem.warning for problem in problems):
        raise InputError(tuple(in_order(problems)))
    law = load_law()
    marked = _grouped(lines, chosen)
    found = _Averages(law, sheets, marked)
    return Payroll(tuple(found.plants()), tuple(found.outside(lines) if periods else ()), tuple(problems), law.version)


def _read(sources: Sequence[object], options: TableOptions | None) -> tuple[list[Sheet], list[Problem]]:
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            sheets.append(read_sheet(source, options))
        except InputError as error:
            problems += error.problems
    problems += [problem for sheet in sheets for problem in sheet.problems]
    return sheets, problems


def _together(sheets: list[Sheet]) -> pl.DataFrame:
    """The lines of all sheets with every column, `sheet`, and what follows: `days` of the line, `hours` worked."""
    kinds = {name: kind_of(ref) for name, ref in fields_of(KIND).items()}
    frames = []
    for place, sheet in enumerate(sheets):
        if sheet.lines.height:
            has = sheet.lines.columns
            columns = [pl.col(name) if name in has else pl.lit(None, kind).alias(name) for name, kind in kinds.items()]
            frames.append(sheet.lines.select("row", pl.lit(place, pl.Int32).alias("sheet"), *columns))
    if not frames:
        return pl.DataFrame()
    hours = pl.col("direct_hours") + pl.col("other_hours") + pl.col("break_hours").fill_null(0)
    days = (pl.col("period_to") - pl.col("period_from")).dt.total_days() + 1
    return pl.concat(frames).with_columns(hours.alias("hours"), days.alias("days"))


def _currencies(sheets: list[Sheet], lines: pl.DataFrame) -> list[Problem]:
    """A header that names a currency names that of every line."""
    found = []
    for place, sheet in enumerate(sheets):
        for name, seen in sheet.currencies.items():
            other = lines.filter((pl.col("sheet") == place) & (pl.col("currency") != seen)) if seen else None
            if other is not None and other.height:
                params = {"seen": seen, "expected": other["currency"][0], "field": name}
                found.append(sheet.problem("form.currency", None, name, **params))
    return found


def _crossing(sheets: list[Sheet], lines: pl.DataFrame, periods: list[Period]) -> list[Problem]:
    """A line that a period takes in part only: how its hours and pay are shared out, nobody can tell."""
    if any(name in sheet.broken for sheet in sheets for name in ("period_from", "period_to")):
        return []
    found = []
    for period in periods:
        first, last = pl.lit(period.first), pl.lit(period.last)
        meets = (pl.col("period_from") <= last) & (pl.col("period_to") >= first)
        inside = (pl.col("period_from") >= first) & (pl.col("period_to") <= last)
        for line in lines.filter(meets & inside.not_()).iter_rows(named=True):
            params = {"first": str(period.first), "last": str(period.last)}
            found.append(sheets[line["sheet"]].problem("payroll.crosses", line["row"], "period_from", **params))
    return found


def _grouped(lines: pl.DataFrame, periods: list[Period]) -> pl.DataFrame:
    """Lines with `group`, a number for each plant and period; of a chosen period its `first` and `last` day."""
    plant = pl.col("plant").to_physical().cast(pl.Int64)
    if not periods:
        return lines.with_columns(
            plant.alias("group"), pl.lit(None, pl.Date).alias("first"), pl.lit(None, pl.Date).alias("last")
        )  # fmt: skip
    return pl.concat(
        lines.filter((pl.col("period_from") >= period.first) & (pl.col("period_to") <= period.last)).with_columns(
            (plant * len(periods) + place).alias("group"),
            pl.lit(period.first).alias("first"), pl.lit(period.last).alias("last"),
        )
        for place, period in enumerate(periods)
    )  # fmt: skip


class _Averages:
    """Plant by plant, the average under each reading, and what was done with each line."""

    def __init__(self, law: Law, sheets: list[Sheet], lines: pl.DataFrame) -> None:
        self._law, self._sheets, self._lines = law, sheets, lines
        self._marked = counted(law, lines, Reading())
        self._left = pl.DataFrame()
        self._split: frozenset[int] = frozenset()
        self._sums: dict[Reading, dict[int, Sum]] = {}

    def plants(self) -> list[PlantWage]:
        """Each plant and period, in the order of the payroll."""
        counts, kind = pl.col("share").is_in(list(_SHARES)), pl.col("worker_kind")
        told = self._marked.lazy().group_by("group", maintain_order=True).agg(
            pl.col("plant", "country", "currency").first(),
            pl.col("first").first().fill_null(pl.col("period_from").min()),
            pl.col("last").first().fill_null(pl.col("period_to").max()),
            *(pl.col(name).filter(counts).sum() for name in ("overtime_hours", "premiums", "benefits")),
            (kind.is_in(COUNTED) & pl.col("pay_basis").is_in(BY_THE_WEEK)).any().alias("weeks"),
            (kind == OPEN).any().alias("people"),
        )  # fmt: skip
        of_workers = self._marked.lazy().group_by("group", "who", "share", "worker_kind").agg(
            pl.len().alias("lines"), pl.col("hours", "counts").sum()
        )  # fmt: skip
        left = self._marked.lazy().filter(~counts).select("group", "share", "sheet", "row")
        plants, workers, self._left = pl.collect_all([told, of_workers, left])
        self._split = _with_split_time(workers)
        kept, out = workers.filter(counts), workers.filter(~counts)
        tallies = (_tallied(kept, "share"), _tallied(out, "share"), _tallied(kept, "worker_kind"))
        return [self._plant(line, *tallies) for line in plants.iter_rows(named=True)]

    def _plant(
        self, told: dict[str, Any], kept: pl.DataFrame, left: pl.DataFrame, kinds: pl.DataFrame
    ) -> PlantWage:  # fmt: skip
        group, country, currency = told["group"], told["country"], told["currency"]
        period = Period(told["first"], told["last"])
        required = self._law.figures.wages.get(country)
        readings = [
            Reading(week, person, total) for week in ((True, False) if told["weeks"] else (True,))
            for person in ((True, False) if told["people"] else (True,))
            for total in ((False, True) if group in self._split else (False,))
        ]  # fmt: skip
        own: dict[Sum, Reading] = {}
        for reading in readings:
            own.setdefault(self._sum(reading).get(group, Sum(_NOTHING, _NOTHING)), reading)
        elected = may_be(self._law, period)
        outcome, why = self._outcome(country, currency, list(own), elected)
        return PlantWage(
            told["plant"], country, currency, period, elected, required,
            tuple((reading, found) for found, reading in own.items()), outcome, why,
            counted=tuple(self._tallies(kept, group)),
            left_out=tuple(self._tallies(left, group, rows=True)),
            kinds=tuple(self._tallies(kinds, group)),
            overtime=_decimal(told["overtime_hours"]),
            premiums=_decimal(told["premiums"]),
            benefits=_decimal(told["benefits"]),
            certified=certified(self._law, period) if elected else None,
        )  # fmt: skip

    def _sum(self, reading: Reading) -> dict[int, Sum]:
        """Hours and wages of every group under a reading."""
        if reading not in self._sums:
            as_shown = replace(reading, average_week=True) == Reading()
            marked = self._marked if as_shown else counted(self._law, self._lines, reading)
            self._sums[reading] = sums(self._law, marked, average_week=reading.average_week)
        return self._sums[reading]

    def _outcome(self, country: str, currency: str, found: list[Sum], elected: tuple[str, ...]) -> tuple[Outcome, Why]:
        """Whether the wage reaches that of the country, under every reading (UR 12); else why that is open."""
        if country not in REGION:
            return Outcome.FAIL, ""
        required = self._law.figures.wages[country]
        averages = [each.hourly for each in found]
        if currency != required.currency:
            return Outcome.UNDETERMINED, "currency"
        if None in averages:
            return Outcome.UNDETERMINED, "no_hours"
        if not elected:
            return Outcome.UNDETERMINED, "period"
        met = {average >= Fraction(required.hourly) for average in averages if average is not None}
        if len(met) > 1:
            return Outcome.UNDETERMINED, "readings"
        return (Outcome.PASS if met == {True} else Outcome.FAIL), ""

    def outside(self, lines: pl.DataFrame) -> list[Tally]:
        """The lines that no period takes."""
        taken = self._marked.select("sheet", "row").unique()
        left = lines.join(taken, on=("sheet", "row"), how="anti").with_columns(pl.lit(0).alias("group"))
        if not left.height:
            return []
        alike = (pl.lit(NONE, WHY).alias("share"), pl.lit(0).alias("counts"), pl.lit(1).alias("lines"))
        told = _tallied(left.with_columns(*alike, pl.col("worker").alias("who")), "share")
        (found,) = self._tallies(told, 0)
        cite = ("UR 18(19)", "29 CFR 810.105(d)")
        return [replace(found, why="outside_period", cite=cite, rows=self._runs(left))]

    def _tallies(self, told: pl.DataFrame, group: int, *, rows: bool = False) -> Iterator[Tally]:
        """The lines of a group by how they were treated."""
        for _, why, count, workers, hours, counts in told.filter(pl.col("group") == group).iter_rows():
            treated = (pl.col("group") == group) & (pl.col("share") == why)
            runs = self._runs(self._left.filter(treated)) if rows else ()
            yield Tally(why, {**CITES, **_SHARES}[why], count, workers, _decimal(hours), _decimal(counts), runs)

    def _runs(self, lines: pl.DataFrame) -> tuple[tuple[tuple[str, str], tuple[tuple[int, int], ...]], ...]:
        """The rows of lines, as runs of one after another."""
        told = []
        for (place,), mine in lines.select("sheet", "row").sort("sheet", "row").group_by("sheet", maintain_order=True):
            run = mine.group_by((pl.col("row") - pl.int_range(pl.len())).alias("run"), maintain_order=True)
            ends = run.agg(pl.col("row").min().alias("first"), pl.col("row").max().alias("last"))
            sheet = self._sheets[int(str(place))]
            told.append(((sheet.file, sheet.sheet), tuple(ends.select("first", "last").iter_rows())))
        return tuple(told)


_NOTHING = Fraction(0)


def _tallied(lines: pl.DataFrame, by: str) -> pl.DataFrame:
    """How many lines and whose, with their hours, by group and treatment."""
    return lines.group_by("group", by).agg(
        pl.col("lines").sum(), pl.col("who").n_unique().alias("workers"), pl.col("hours", "counts").sum()
    ).sort("group", by)  # fmt: skip


def _with_split_time(workers: pl.DataFrame) -> frozenset[int]:
    """The groups in which some worker has lines of more than one sort: counted, counted on one reading, or never."""
    kind = pl.col("worker_kind")
    sort = pl.when(kind.is_in(COUNTED)).then(kind == OPEN)
    split = workers.group_by("group", "who").agg((sort.n_unique() > 1).alias("split"))
    return frozenset(split.filter("split")["group"])


def _decimal(millionths: int | None) -> Decimal:
    """Whole millionths as a decimal without needless zeros."""
    return Decimal(in_digits(millionths or 0))
