"""`python -m tests.bench.fleet [GOODS]`: a fleet of passenger vehicles in Parquet, beside a bare sum by DuckDB.

300 lines a vehicle: six core parts, opened one tier, and what goes into them and straight into the vehicle; 5% of the
lines are of unknown origin. Seeded, written in pieces to a temporary folder, the lines of a good together (counted, not
assumed), and once more in no order. Lines a second, the ratio to the bare sum, and the peak of memory are reported;
nothing is asserted.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from pyarrow import parquet

import rvc

SEED, GOODS, LINES, PIECE = 20261126, 3000, 300, 1000
MOST_WHOLE = 30_000  # vehicles whose lines a loop of pandas holds at once
CORE = {
    "engine": "8407.34", "transmission": "8708.40", "body_and_chassis": "8707.10",
    "axle": "8708.50", "suspension_system": "8708.80", "steering_system": "8708.94",
}  # fmt: skip
CODES = ("7318.15", "8482.10", "8544.30", "3926.90", "4016.93", "8536.69", "8512.20", "7007.21", "8409.91", "8708.99")
STATUS, WEIGHTS = (True, False, None), (0.70, 0.25, 0.05)
BARE = "select good_id, sum(line_value) from read_parquet('{path}') where originating is not true group by good_id"
SHUFFLE = """copy (select * exclude file_row_number from read_parquet('{path}', file_row_number = true)
order by hash(file_row_number)) to '{other}' (format parquet)"""
TOGETHER = """select count(*) from (select good_id, lag(good_id) over (order by file_row_number) as before
from read_parquet('{path}', file_row_number = true)) where good_id is distinct from before"""


def goods_of(first: int, last: int) -> pl.DataFrame:
    """Vehicles with their sums of labor and metals."""
    count = last - first
    cents = pl.Decimal(14, 2)
    amounts = {
        "net_cost": 27000, "transaction_value": 32000, "hw_material_value": 8500, "hw_labor_cost": 1500,
        "steel_value": 900, "steel_originating_value": 700, "aluminum_value": 400, "aluminum_originating_value": 300,
    }  # fmt: skip
    return pl.DataFrame({
        "good_id": [f"V{number:06}" for number in range(first, last)], "hs": ["8703.23"] * count,
        "produced_in": ["MX"] * count, "date": [date(2026, 11, 22)] * count, "currency": ["USD"] * count,
        "assembly_credit": [True] * count,
        **{name: pl.Series([figure] * count, dtype=cents) for name, figure in amounts.items()},
    })  # fmt: skip


def lines_of(first: int, last: int, random: np.random.Generator, *, deep: bool) -> pl.DataFrame:
    """The lines of some vehicles, each vehicle's together: core parts first; `deep`: with two more tiers in each."""
    core = list(CORE)
    below = [f"{name}-{tier}" for tier in (2, 3) for name in core] if deep else []
    names, above = [*core, *below], [*[None] * len(core), *core, *below[: len(core)]][: len(core) + len(below)]
    codes = [CORE[name.partition("-")[0]] if name in CORE else "8708.99" for name in names]
    count, inner = last - first, LINES - len(names)
    into = [*names, *[None] * len(core)]
    rows = count * inner
    leaves = pl.DataFrame({
        "good_id": np.repeat([f"V{number:06}" for number in range(first, last)], inner),
        "id": [f"L{number:03}" for number in range(inner)] * count,
        "parent": [into[place] for place in random.integers(0, len(into), rows).tolist()],
        "hs": [CODES[place] for place in random.integers(0, len(CODES), rows).tolist()],
        "line_value": pl.Series(random.integers(500, 14000, rows)),
        "originating": [STATUS[place] for place in random.choice(3, rows, p=WEIGHTS).tolist()],
        "core_part": pl.Series([None] * rows, dtype=pl.String), "place": list(range(inner)) * count,
    })  # fmt: skip
    size = len(names)
    whole = [name if name in CORE else None for name in names]
    parts = pl.DataFrame({
        "good_id": np.repeat([f"V{number:06}" for number in range(first, last)], size), "id": names * count,
        "parent": pl.Series(above * count, dtype=pl.String), "hs": codes * count,
        "line_value": pl.Series([220000 if name else 70000 for name in whole] * count),
        "originating": pl.Series([None] * (size * count), dtype=pl.Boolean), "core_part": pl.Series(whole * count),
        "place": list(range(-size, 0)) * count,
    })  # fmt: skip
    table = pl.concat([parts, leaves]).sort("good_id", "place", maintain_order=True).drop("place")
    costs = pl.when(pl.col("core_part").is_not_null()).then(30000)
    cents = [(costs / 100).cast(pl.Decimal(14, 2)).alias("other_cost")]
    return table.with_columns((pl.col("line_value") / 100).cast(pl.Decimal(14, 2)), *cents)


def write(folder: Path, goods: int, *, deep: bool = False) -> tuple[Path, Path]:
    """Both tables, piece by piece."""
    random, paths = np.random.default_rng(SEED), (folder / "goods.parquet", folder / "materials.parquet")
    writers: list[Any] = [None, None]
    for first in range(0, goods, PIECE):
        last = min(first + PIECE, goods)
        for place, frame in enumerate((goods_of(first, last), lines_of(first, last, random, deep=deep))):
            table = frame.to_arrow()
            writers[place] = writers[place] or parquet.ParquetWriter(paths[place], table.schema)
            writers[place].write_table(table)
    for writer in writers:
        writer.close()
    return paths


def shuffled(path: Path) -> Path:
    """The same lines in no order, by a hash of the place of each; DuckDB sorts them within 2 GB."""
    other = path.with_name("shuffled.parquet")
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(path.parent / "sorting")}) as sorter:
        sorter.execute(SHUFFLE.format(path=path, other=other))
    return other


def judge(vehicles: str, materials: str) -> tuple[float, dict[str, int], float]:
    """Seconds to judge a fleet in a process of its own, its verdicts, and the peak of memory in MiB."""
    start = perf_counter()
    table = rvc.score(vehicles, materials)
    seconds = perf_counter() - start
    counts = {verdict: table["verdict"].count(verdict) for verdict in sorted(set(table["verdict"]))}
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage has the parent too
    return seconds, counts, int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measure(name: str, vehicles: Path, materials: Path, lines: int) -> None:
    """Judge a fleet after three bare sums of the same file."""
    seconds = []
    for _ in range(3):
        start = perf_counter()
        duckdb.sql(BARE.format(path=materials)).fetchall()
        seconds.append(perf_counter() - start)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        ours, counts, peak = alone.submit(judge, str(vehicles), str(materials)).result()
    print(f"{name}: verdicts {counts}")
    print(f"  bare sum {min(seconds) * 1000:.1f} ms; rvc.score {ours:.2f} s, {lines / ours:,.0f} lines a second")
    print(f"  ratio {ours / min(seconds):,.0f}; peak memory {peak:,.0f} MiB")


def loop(goods: int, materials: Path) -> None:
    """What a script with pandas does: the goods one by one, of each the sum of what does not originate."""
    table = pd.read_parquet(materials)
    start = perf_counter()
    sums = {
        name: lines["line_value"][lines["originating"] != True].sum()  # noqa: E712 - of a column
        for name, lines in table.groupby("good_id", sort=False)
    }
    seconds = perf_counter() - start
    done = f"a loop over {len(sums):,} goods in pandas, one sum each: {goods * LINES / seconds:,.0f} lines a second"
    print(done)


def main() -> None:
    """Measure goods that lie together, the same lines in no order, four tiers, and a loop of pandas."""
    goods = int(sys.argv[1]) if len(sys.argv) > 1 else GOODS
    with TemporaryDirectory() as folder:
        vehicles, materials = write(Path(folder), goods)
        runs = duckdb.sql(TOGETHER.format(path=materials)).fetchall()[0][0]
        print(f"{goods:,} vehicles, {goods * LINES:,} lines; goods lie together: {'yes' if runs == goods else 'no'}")
        measure("together (aim: a ratio of at most 3)", vehicles, materials, goods * LINES)
        measure("in no order (aim: at most 6)", vehicles, shuffled(materials), goods * LINES)
        if goods <= MOST_WHOLE:
            loop(goods, materials)
            vehicles, materials = write(Path(folder), goods, deep=True)
            measure("four tiers (aim: at most 6)", vehicles, materials, goods * LINES)


if __name__ == "__main__":
    main()
