"""`python -m tests.bench.readers`: tables read, checked and scored, beside bare reads of the same files.

The yardstick of XLSX is openpyxl, read-only: of the kept libraries that read a workbook fast, the one that tells an
error cell (#N/A) from an empty one. That of CSV is `polars.read_csv`: of a parts list, and of the bills of materials of
many goods; both are taken by columns. Yardsticks are read in turn with ours, run by run.
"""

import csv
import gc
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl import load_workbook

import rvc
from rvc.lines.tables.many import read_cases
from rvc.lines.tables.options import TableOptions
from rvc.run.fleet.parts import PartsList
from rvc.run.fleet.scores import score_set
from rvc.run.results import Results
from rvc.run.score import score
from tests.bench.fleet import LINES, write

HEADS = (
    "Part Number", "Description", "HTS Code", "Supplier", "Net Cost", "VNM", "Transaction Value", "Country of Origin",
    "Origin Criterion", "Certifier", "Blanket Period From", "Blanket Period To", "Originating", "Qualification Method",
    "Use",
)  # fmt: skip
CODES = ("8708.29", "8708.99", "8544.30", "8708.30", "8483.10", "8409.91", "8512.20", "8708.95")
AMOUNTS = range(4, 7)
XLSX_ROWS, CSV_ROWS, BILL_LINES, RUNS = 20_000, 1_000_000, 1_000_200, 3
FACTS = {"good": {"date": "2026-11-22", "currency": "USD", "produced_in": "US", "left_territory": False}}
UNCOLLECTED = 200_000  # as the command sets it


def rows(count: int) -> Iterator[list[str]]:
    """Parts by number, with prices, certified claims and gaps."""
    draw = random.Random(20)  # noqa: S311 - figures, not secrets
    for number in range(count):
        cents, said = draw.randint(100, 90_000), draw.choice(("yes", "no", ""))
        certified = ("B", "Producer", "2026-01-01", "2026-12-31") if said == "yes" else ("", "", "", "")
        yield [
            f"PN-{number:07d}", f"part {number}", draw.choice(CODES), f"Supplier {number % 200}",
            f"{cents / 100:.2f}", f"{draw.randint(0, cents // 2) / 100:.2f}", f"{cents * 12 // 10 / 100:.2f}",
            draw.choice(("US", "MX", "CA", "CN")), *certified, said, "NC", "passenger_light",
        ]  # fmt: skip


def write_xlsx(path: Path) -> None:
    """A workbook whose amounts are numbers."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("parts")
        sheet.write_row(0, 0, HEADS)
        for number, row in enumerate(rows(XLSX_ROWS), 1):
            for place, cell in enumerate(row):
                if place in AMOUNTS:
                    sheet.write_number(number, place, float(cell))
                else:
                    sheet.write_string(number, place, cell)


def write_csv(path: Path) -> None:
    """The same, longer, as text."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(HEADS), *rows(CSV_ROWS)])


def by_rows(path: Path) -> int:
    """Every row read, checked and judged."""
    return sum(1 for _ in score(read_cases(path, TableOptions(facts=FACTS)).goods))


def read_by_columns(path: Path) -> int:
    """Every row of a list read and checked; nothing is judged."""
    return len(PartsList(path, TableOptions(facts=FACTS)))


def by_columns(path: Path) -> int:
    """Every row of a list read, checked, judged, and put in the result table."""
    results = Results(score_set(path, options=TableOptions(facts=FACTS)).parts)
    if len(results) != CSV_ROWS or results.singles:
        raise AssertionError
    return results.frame().height


def bills(folder: Path) -> tuple[Path, Path]:
    """Vehicles and their lines as text."""
    written = []
    for path in write(folder, BILL_LINES // LINES):
        written.append(path.with_suffix(".csv"))
        pl.read_parquet(path).write_csv(written[-1])
    return written[0], written[1]


def openpyxl_cells(path: Path) -> int:
    """Every cell of the first sheet, error cells told apart."""
    book = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type != "e")


def pairs(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of ours, and median of the ratios of ours to theirs, taken in turn."""
    mine, ratios = [], []
    for _ in range(RUNS):
        start = perf_counter()
        ours()
        half = perf_counter()
        theirs()
        mine.append(half - start)
        ratios.append((half - start) / (perf_counter() - half))
    return median(mine), median(ratios)


def main() -> None:
    """Print seconds and ratios."""
    gc.set_threshold(UNCOLLECTED)
    with tempfile.TemporaryDirectory() as folder:
        book, table = Path(folder) / "parts.xlsx", Path(folder) / "parts.csv"
        write_xlsx(book)
        write_csv(table)
        seconds, ratio = pairs(lambda: by_rows(book), lambda: openpyxl_cells(book))
        done = f"XLSX, {XLSX_ROWS:,} rows read, checked, scored: {seconds:.1f} s"
        print(f"{done}; openpyxl bare: ratio {ratio:.2f} (aim: at most 3)")
        for what, judge in (("read, checked", read_by_columns), ("read, checked, scored", by_columns)):
            seconds, ratio = pairs(partial(judge, table), lambda: pl.read_csv(table))
            done = f"CSV, {CSV_ROWS:,} rows {what}: {seconds:.1f} s"
            print(f"{done}; polars.read_csv: ratio {ratio:.1f} (aim: at most 5)")
        goods, lines = bills(Path(folder))
        seconds, ratio = pairs(lambda: rvc.score(str(goods), str(lines)), lambda: pl.read_csv(lines))
        done = f"CSV, {BILL_LINES:,} lines of {BILL_LINES // LINES:,} goods read, checked, scored: {seconds:.1f} s"
        print(f"{done}; polars.read_csv: ratio {ratio:.1f} (aim: at most 5)")


if __name__ == "__main__":
    sys.exit(main())
