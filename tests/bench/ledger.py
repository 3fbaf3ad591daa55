"""`python -m tests.bench.ledger`: a ledger of 1,000,000 lines to net cost, beside a bare `polars.read_csv` of it.

Both are taken in turn in one process, and the median of the ratios is reported.
"""

import csv
import gc
import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl

import rvc

LINES, RUNS = 1_000_000, 7
UNCOLLECTED = 200_000  # as the command sets it
HEADS = ("Account", "Account Description", "Amount", "Category", "Good", "Base", "Posting Date")
CATEGORIES = ("direct_material", "direct_labor", "direct_overhead", "period", "royalties", "sales_promotion", "other")


def write(path: Path) -> None:
    """A ledger of 2,000 accounts and eight goods over a quarter."""
    draw = random.Random(7)  # noqa: S311 - figures, not secrets
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADS)
        for _ in range(LINES):
            account = draw.randrange(2000)
            category = CATEGORIES[account % len(CATEGORIES)]
            good = f"G{draw.randrange(8)}" if category.startswith("direct") else ""
            day = f"2026-0{draw.randint(1, 3)}-{draw.randint(1, 28):02d}"
            amount = f"{draw.randint(-100_000, 5_000_000) / 100:.2f}"
            base = "" if good else "units"
            out.writerow((f"{5000 + account}", f"account {account}", amount, category, good, base, day))


def main() -> None:
    """Print seconds and the ratio."""
    gc.set_threshold(UNCOLLECTED)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.csv"
        write(ledger)
        setup = {
            "schema": "rvc-accounts/1",
            "producer": {"country": "MX", "currency": "USD"},
            "period": {"from": "2026-01-01", "to": "2026-03-31"},
            "order": "all_goods",
            "goods": [{"id": f"G{number}", "units": str(1000 + number)} for number in range(8)],
        }
        rvc.net_cost(ledger, setup)
        pl.read_csv(ledger)
        ours, ratios = [], []
        for _ in range(RUNS):
            start = perf_counter()
            rvc.net_cost(ledger, setup)
            half = perf_counter()
            pl.read_csv(ledger)
            ours.append(half - start)
            ratios.append((half - start) / (perf_counter() - half))
    print(f"net cost of {LINES:,} lines: {median(ours):.2f} s")
    print(f"ratio to polars.read_csv, median of {RUNS}: {median(ratios):.2f} (aim: at most 5)")


if __name__ == "__main__":
    sys.exit(main())
