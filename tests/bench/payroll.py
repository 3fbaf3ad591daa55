"""`python -m tests.bench.payroll [LINES]`: wages of a payroll, beside bare reads of the same file by `polars.read_csv`.

The lines are those of thirteen weeks, in one file worker by worker and in one week by week: on four bases of pay, hours
and pay in cents, a quarter of them of workers who never count. Read in turn, run by run.
"""

import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl

import rvc

HEADS = (
    "plant", "country", "period_from", "period_to", "worker", "worker_kind", "direct_hours", "other_hours",
    "pay_basis", "pay", "pay_units", "premiums", "benefits", "currency",
)  # fmt: skip
PLANTS = (("Toluca", "MX", "MXN"), ("Puebla", "MX", "MXN"), ("Detroit", "US", "USD"), ("Windsor", "CA", "CAD"))
KINDS = ("production", "agency", "supervisor", "management")
BASES = (("hourly", "1"), ("weekly", "1"), ("daily", "5"), ("gross", "1"))
FIRST, WEEKS, LINES, RUNS = date(2026, 1, 5), 13, 1_000_000, 5
AIM = 5


def lines(count: int, *, by_week: bool) -> Iterator[tuple[str, ...]]:
    """The lines of so many worker-weeks, worker by worker or week by week."""
    draw = random.Random(7)  # noqa: S311 - figures, not secrets
    workers = -(-count // WEEKS)
    for number in range(count):
        week, worker = divmod(number, workers) if by_week else divmod(number, WEEKS)[::-1]
        plant, country, currency = PLANTS[worker % len(PLANTS)]
        basis, units = BASES[worker // 16 % len(BASES)]
        start = FIRST + timedelta(weeks=week)
        cents = (draw.randrange(size) for size in (4_000, 800, 80_000, 4_000, 4_000))
        direct, other, pay, premiums, benefits = (f"{each / 100:.2f}" for each in cents)
        yield (
            plant, country, f"{start}", f"{start + timedelta(days=6)}", f"W{worker:06}",
            KINDS[worker // 4 % len(KINDS)], direct, f"{1 + float(other):.2f}", basis, f"{100 + float(pay):.2f}", units,
            premiums, benefits, currency,
        )  # fmt: skip


def measured(path: Path) -> tuple[float, float]:
    """Seconds of a bare read and of ours."""
    start = perf_counter()
    pl.read_csv(path)
    between = perf_counter()
    rvc.payroll(path)
    return between - start, perf_counter() - between


def main() -> None:
    """Write both files, read each in turn, print the medians."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with tempfile.TemporaryDirectory() as folder:
        for name, by_week in (("worker by worker", False), ("week by week", True)):
            path = Path(folder) / f"{'weeks' if by_week else 'workers'}.csv"
            with path.open("w", newline="", encoding="utf-8") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(HEADS)
                writer.writerows(lines(count, by_week=by_week))
            measured(path)
            runs = [measured(path) for _ in range(RUNS)]
            ratio = median(ours / bare for bare, ours in runs)
            bare, ours = (median(each) * 1000 for each in zip(*runs, strict=True))
            print(f"{count:,} lines, {name}: read bare {bare:.0f} ms, rvc.payroll {ours:.0f} ms")
            print(f"ratio, median of {RUNS} runs: {ratio:.2f} (aim: at most {AIM})")


if __name__ == "__main__":
    main()
