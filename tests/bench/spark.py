"""`python -m tests.bench.spark`: goods judged on a local Spark session, beside the same goods judged in this process.

Reports lines a second and the ratio, for several numbers of buckets; asserts nothing. Needs Java.
"""

import os
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

import pyarrow as pa

import rvc

GOODS, LINES = 4_000, 50
BUCKETS = (2, 8, 32)
ROOT = Path(__file__).parents[2]


def tables() -> tuple[pa.Table, pa.Table]:
    """Parts of two kinds with lines of six kinds, every twentieth of unknown origin."""
    goods = pa.table(
        {
            "good_id": [f"G{number}" for number in range(GOODS)],
            "hs": [("8708.10", "8708.70")[number % 2] for number in range(GOODS)],
            "use": ["passenger_light"] * GOODS,
            "produced_in": ["MX"] * GOODS,
            "date": [date(2026, 11, 22)] * GOODS,
            "net_cost": [200 + number % 7 for number in range(GOODS)],
        }
    )
    codes = ("7208.51", "7318.15", "8708.99", "3926.90", "4016.93", "8482.10")
    lines = range(GOODS * LINES)
    materials = pa.table(
        {
            "good_id": [f"G{line // LINES}" for line in lines],
            "id": [f"L{line % LINES}" for line in lines],
            "hs": [codes[line % len(codes)] for line in lines],
            "line_value": [1 + line % 5 for line in lines],
            "originating": [None if line % 20 == 0 else line % 3 > 0 for line in lines],
        }
    )
    return goods, materials


def main() -> None:
    """Judge the goods here and on Spark; print what each costs."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = str(ROOT)
    goods, materials = tables()
    start = perf_counter()
    here = rvc.score(goods, materials)
    alone = perf_counter() - start
    count = GOODS * LINES
    print(f"{GOODS:,} goods, {count:,} lines, one process: {alone:.1f} s, {count / alone:,.0f} lines a second")
    start = perf_counter()
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    print(f"session start: {perf_counter() - start:.1f} s")
    frames = session.createDataFrame(goods), session.createDataFrame(materials)
    rvc.score_spark(frames[0].limit(2), frames[1].limit(2)).collect()
    for buckets in BUCKETS:
        start = perf_counter()
        rows = rvc.score_spark(*frames, buckets=buckets).count()
        took = perf_counter() - start
        print(
            f"local[2], {buckets} buckets: {took:.1f} s, {count / took:,.0f} lines a second, "
            f"{took / alone:.2f} times one process, {rows:,} of {here.num_rows:,} goods"
        )
    session.stop()


if __name__ == "__main__":
    main()
