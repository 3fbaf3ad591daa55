"""What is wrong between the lines of a payroll: blanks, hours that a period cannot hold, lines that overlap."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

import polars as pl

from rvc.base.decimals import PLACES, in_digits
from rvc.base.problem import Problem
from rvc.pay.kinds import COUNTED, NEEDS_UNITS
from rvc.pay.sheets import Sheet, of_two

ONE = 10**PLACES
_DAY_HOURS = timedelta(days=1) // timedelta(hours=1)
_DAYS, _CODES = 10**7, 100 * 10**9  # more than days that are counted; what leaves room for them in 64 bits
_OF_EVERY_LINE = ("plant", "country", "period_from", "period_to", "worker", "worker_kind", "currency")
_OF_COUNTED = ("direct_hours", "other_hours", "pay_basis", "pay")
_OF_TOTAL = ("direct_hours", "other_hours")
_OF_GROSS = ("premiums", "benefits")
_SAME_LINE = ("period_from", "period_to", "worker_kind", "pay_basis", "pay")


def check(sheets: list[Sheet], lines: pl.DataFrame) -> list[Problem]:
    """Every defect between the cells of the lines, which have the columns of all sheets and `sheet`, its place.

    A column of which some cell could not be read is not asked: its defect is said already.
    """
    broken = frozenset(name for sheet in sheets for name in sheet.broken)
    found = _Found(sheets, lines, broken)
    found.blanks()
    found.figures()
    found.plants()
    found.overlaps()
    return found.problems


class _Found:
    """The problems found so far, and how a row that offends is told."""

    def __init__(self, sheets: list[Sheet], lines: pl.DataFrame, broken: frozenset[str]) -> None:
        self._sheets, self._broken = sheets, broken
        self._lines = lines
        self.problems: list[Problem] = []

    def _sound(self, *names: str) -> bool:
        return self._broken.isdisjoint(names)

    def _say(self, where: pl.Expr, code: str, field: str, shown: Iterable[str] = (), /, **params: str) -> None:
        """A problem of the cell of a field in every line that a condition holds of, with the cells it shows."""
        hit = self._lines.filter(where)
        for line in hit.iter_rows(named=True):
            told = {**params, **{each: _shown(line[each], each) for each in shown}}
            self.problems.append(self._sheets[line["sheet"]].problem(code, line["row"], field, **told))

    def blanks(self) -> None:
        """What a line must say: hours and pay of those who are counted, never taken as zero.

        Of a worker who has such lines, hours in a position that never counts too: the 85% may be of them as well.
        """
        counted = pl.col("worker_kind").is_in(COUNTED)
        who = of_two(pl.col("plant").to_physical(), pl.col("worker").to_physical())
        beside = counted.not_() & who.is_in(who.filter(counted).implode())
        for name in _OF_EVERY_LINE:
            self._blank(name, pl.lit(value=True))
        for name in _OF_COUNTED:
            self._blank(name, counted)
        for name in _OF_TOTAL:
            self._blank(name, beside, "payroll.blank_beside")
        if any("break_hours" in sheet.letters for sheet in self._sheets):
            apart = [at for at, sheet in enumerate(self._sheets) if "break_hours" in sheet.letters]
            kept = pl.col("sheet").is_in(apart)
            self._blank("break_hours", counted & kept)
            self._blank("break_hours", beside & kept, "payroll.blank_beside")
        self._blank("pay_units", counted & pl.col("pay_basis").is_in(NEEDS_UNITS))
        for name in _OF_GROSS:
            self._blank(name, counted & (pl.col("pay_basis") == "gross"))

    def _blank(self, name: str, where: pl.Expr, code: str = "payroll.blank") -> None:
        if self._sound(name, "worker_kind", "pay_basis") and self._lines[name].null_count():
            self._say(where & pl.col(name).is_null(), code, name, name=name)

    def figures(self) -> None:
        """Hours within the time that they cover, pay with hours, and premiums within the gross pay."""
        if self._sound("period_from", "period_to"):
            late = pl.col("period_to") < pl.col("period_from")
            self._say(late, "payroll.period", "period_to", ("period_from", "period_to"))
        if self._sound("direct_hours", "other_hours", "break_hours", "period_from", "period_to"):
            above = (pl.col("days") > 0) & (pl.col("hours") > pl.col("days") * (_DAY_HOURS * ONE))
            self._say(above, "payroll.hours_above", "direct_hours", ("hours", "days"))
            late = pl.col("overtime_hours") > pl.col("hours")
            self._say(late, "payroll.overtime_above", "overtime_hours", ("overtime_hours", "hours"))
        counted = pl.col("worker_kind").is_in(COUNTED)
        if self._sound("direct_hours", "other_hours", "break_hours", "pay"):
            idle = counted & (pl.col("hours") == 0) & (pl.col("pay") > 0)
            self._say(idle, "payroll.pay_without_hours", "direct_hours", ("pay",))
        if self._sound("pay", *_OF_GROSS):
            below = counted & (pl.col("pay_basis") == "gross") & (
                pl.col("premiums") + pl.col("benefits") > pl.col("pay")
            )  # fmt: skip
            self._say(below, "payroll.premiums_above", "pay", ("pay", *_OF_GROSS))

    def plants(self) -> None:
        """A plant stands in one country and pays in one currency."""
        for name, code in (("country", "payroll.two_countries"), ("currency", "payroll.two_currencies")):
            if self._sound("plant", name) and self._differs(name):
                told = self._lines.select("plant", name, "sheet", "row").unique(
                    ("plant", name), keep="first", maintain_order=True
                )  # fmt: skip
                first: dict[str, str] = {}
                for plant, value, sheet, row in told.drop_nulls().iter_rows():
                    if first.setdefault(plant, value) != value:
                        params = {"plant": plant, "first": first[plant], "second": value}
                        self.problems.append(self._sheets[sheet].problem(code, row, name, **params))

    def _differs(self, name: str) -> bool:
        """Whether some plant has more than one of a column."""
        told = self._lines.lazy().filter(pl.col(name).is_not_null())
        both = of_two(pl.col("plant").to_physical(), pl.col(name).to_physical())
        plants, pairs = told.select(pl.col("plant").n_unique(), both.n_unique().alias("pairs")).collect().row(0)
        return bool(plants != pairs)

    def overlaps(self) -> None:
        """Two lines of a worker at a plant cover the same days only where their kind or rate differs.

        Lines of the very same period are parts of it, at one rate each (29 CFR 810.105(b)(3)).
        """
        if not self._sound("plant", "worker", "period_from", "period_to") or not self._may_overlap():
            return
        ranked = self._lines.select(
            of_two(pl.col("plant").to_physical(), pl.col("worker").to_physical()).alias("who"),
            pl.col("period_from").cast(pl.Int32).alias("from"), pl.col("period_to").cast(pl.Int32).alias("to"),
            pl.int_range(pl.len()).alias("at"),
        ).sort("who", "from", "to", "at")  # fmt: skip
        before = ranked.select(
            pl.col("who").shift(), pl.col("from").shift(), pl.col("to").shift(), pl.col("at").shift()
        )
        before.columns = ["who_b", "from_b", "to_b", "at_b"]
        both = ranked.hstack(before).filter(
            (pl.col("who") == pl.col("who_b")) & (pl.col("from") <= pl.col("to_b"))
        )  # fmt: skip
        same = (pl.col("from") == pl.col("from_b")) & (pl.col("to") == pl.col("to_b"))
        for at, other in both.filter(~same).select("at", "at_b").iter_rows():
            self._pair("payroll.overlap", at, other)
        self._twice(both.filter(same), ranked)

    def _may_overlap(self) -> bool:
        """Whether sorting the lines can be spared: no two pay periods overlap, and no worker has one of them twice."""
        first, last = (pl.col(name).cast(pl.Int32).cast(pl.Int64) + 10**6 for name in ("period_from", "period_to"))
        plant, worker = (pl.col(name).to_physical().cast(pl.Int64) for name in ("plant", "worker"))
        plants, workers = self._lines.select(plant.max(), worker.max()).row(0)
        if plants is None or workers is None or (plants + 1) * (workers + 1) > _CODES:
            return True
        told = self._lines.select((first * _DAYS + last).unique().sort()).to_series()
        spans = [divmod(int(span), _DAYS) for span in told.drop_nulls()]
        if any(start <= end for (_, end), (start, _) in pairwise(spans)):
            return True
        own = (plant * (workers + 1) + worker) * _DAYS + first
        return bool(self._lines.select(own.n_unique()).item() != self._lines.height)

    def _twice(self, both: pl.DataFrame, ranked: pl.DataFrame) -> None:
        """Lines of one period: none may be there twice, and their hours together fit in it."""
        if not both.height or not self._sound("worker_kind", "pay_basis", "pay", "direct_hours", "other_hours"):
            return
        groups = ranked.join(both.select("who", "from", "to").unique(), on=("who", "from", "to"), how="semi")
        lines = self._lines.with_row_index("at")
        told = groups.join(lines.with_columns(pl.col("at").cast(pl.Int64)), on="at", maintain_order="left")
        for _, group in told.group_by("who", "from", "to", maintain_order=True):
            seen: dict[tuple[object, ...], int] = {}
            for line in group.iter_rows(named=True):
                key = tuple(line[name] for name in _SAME_LINE)
                if seen.setdefault(key, line["at"]) != line["at"]:
                    self._pair("payroll.twice", line["at"], seen[key])
            hours, days = group["hours"].sum(), group["days"][0]
            single = (group["hours"] > days * _DAY_HOURS * ONE).any()
            if days > 0 and hours > days * _DAY_HOURS * ONE and not single:
                last = group.row(-1, named=True)
                params = {"hours": _shown(hours), "days": str(days)}
                sheet = self._sheets[last["sheet"]]
                self.problems.append(sheet.problem("payroll.hours_above", last["row"], "direct_hours", **params))

    def _pair(self, code: str, at: int, other: int) -> None:
        """A line that collides with another one."""
        line, first = self._lines.row(at, named=True), self._lines.row(other, named=True)
        names = {"worker": line["worker"], "plant": line["plant"], "row": str(first["row"])}
        self.problems.append(self._sheets[line["sheet"]].problem(code, line["row"], "period_from", **names))


def _shown(value: object, name: str = "") -> str:
    """A cell as a message quotes it: whole millionths as the amount that they are, and days as so many."""
    if name == "days" or not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        return str(value)
    return in_digits(value)


def in_order(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems in the order in which one meets them in the files."""
    files: dict[str, int] = {}
    listed = list(problems)
    for problem in listed:
        files.setdefault(problem.file, len(files))
    yield from sorted(listed, key=lambda each: (files[each.file], each.row or 0))
