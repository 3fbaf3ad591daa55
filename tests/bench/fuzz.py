"""`python -m tests.bench.fuzz [SECONDS] [KIND]`: the readers under coverage-guided noise (atheris), as long as asked.

Two things hold whatever a file is: it is read, or refused in words and never with a traceback; and a number that was
written is not read as another one. The first is tried on whole files of each KIND (csv, xlsx, ods, parquet, json,
yaml), the second on columns of amounts (amounts). What breaks either stops the run with the input that did it.
"""

import io
import re
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

import atheris  # type: ignore[import-untyped]
import polars as pl

with atheris.instrument_imports(include=["rvc"]):
    from rvc.base.errors import InputError
    from rvc.lines.read import read_case
    from rvc.lines.tables.many import read_cases
    from rvc.lines.tables.table_fields import fields_of
    from rvc.lines.tables.values import decide_column
from tests.lines.corpus.packed import ods_parts, ods_table, pack, xlsx_parts

ROOT = Path(__file__).parents[2]
SHEET_CELLS = (  # one for each byte; what is broken stands between what is sound
    "<c><v>1</v></c>",
    '<c t="s"><v>0</v></c>',
    '<c t="b"><v>1</v></c>',
    '<c t="e"><v>#N/A</v></c>',
    "<c/>",
    '<c s="1"><v>44000.5</v></c>',
    '<c t="inlineStr"><is><t>Part Number</t></is></c>',
    "<c><f>A1</f></c>",
    "</row><row>",
    '<c t="inlineStr"><is><t>HTS Code</t></is></c>',
    '<c r="XFD9"><v>-1e3</v></c>',
    "<c><v>1e999</v></c>",
    "<row>",
    "&#1;",
)
TABLE_CELLS = (
    '<table:table-cell office:value-type="float" office:value="1.5"/>', "<table:table-cell/>", "<text:p>x</text:p>",
    '<table:table-cell office:value-type="string"><text:p>Part Number</text:p></table:table-cell>', "<table:table-row>",
    '<table:table-cell table:number-columns-repeated="3"><text:p>8708.29</text:p></table:table-cell>',
    "</table:table-row><table:table-row>",
    '<table:table-cell office:value-type="date" office:date-value="2026-02-30"/>', "<draw:a>", "&x;",
)  # fmt: skip
SECONDS, LONGEST = 60, 4096
KINDS = ("csv", "xlsx", "ods", "parquet", "json", "yaml", "amounts")
HEADER = b"Part Number,HTS Code,Net Cost,VNM,Originating\n"


def whole_file(kind: str, folder: Path, noise: bytes) -> None:
    """A file of a kind that holds noise: cases or problems come back, nothing else."""
    path = folder / f"noise.{kind}"
    if kind == "xlsx":
        cells = "".join(SHEET_CELLS[byte % len(SHEET_CELLS)] for byte in noise)
        pack(path, xlsx_parts(f"<row>{cells}</row>", formats=("yyyy",), strings="<si><t>x</t></si>"))
    elif kind == "ods":
        cells = "".join(TABLE_CELLS[byte % len(TABLE_CELLS)] for byte in noise)
        pack(path, ods_parts(ods_table(f"<table:table-row>{cells}</table:table-row>")))
    elif kind == "parquet":
        path.write_bytes(spoiled(noise))
    else:
        path.write_bytes(HEADER + noise if kind == "csv" else noise)
    try:
        if kind in {"json", "yaml"}:
            read_case(path)
        else:
            read_cases(path)
    except InputError as error:
        if not error.problems or any("\n" in str(problem) for problem in error.problems):
            raise AssertionError("a refusal without a word, or in several lines") from error


@cache
def a_parquet_file() -> bytes:
    """A parts list of two rows."""
    out = io.BytesIO()
    rows = {"Part Number": ["A", "B"], "HTS Code": ["8708.29", None], "Net Cost": [1.5, 2.0], "VNM": [1, 2]}
    pl.DataFrame(rows).write_parquet(out)
    return out.getvalue()


def spoiled(noise: bytes) -> bytes:
    """A Parquet file with a byte altered for each three of the noise: where, twice, and into what."""
    content = bytearray(a_parquet_file())
    for high, low, byte in zip(noise[::3], noise[1::3], noise[2::3], strict=False):
        content[(high * 256 + low) % len(content)] = byte
    return bytes(content)


def amounts(noise: bytes) -> None:
    """Cells of a column of amounts: a number comes back with the digits that were written, or not at all."""
    cells = [cell for cell in noise.decode("utf-8", "replace").split("\n") if cell.strip()]
    read = decide_column(cells, fields_of("parts")["net_cost"])
    for cell, value in zip(cells, read.values, strict=True):
        if value is None:
            continue
        digits, written = re.sub(r"[^0-9]", "", f"{Decimal(str(value)):f}"), re.sub(r"[^0-9]", "", cell)
        if digits.strip("0") != written.strip("0"):
            raise AssertionError(f"{cell!r} was read as {value}")


def one_input(check: Callable[[bytes], None], noise: bytes) -> None:
    """What atheris calls."""
    check(noise)


def main() -> None:
    """Fuzz one kind until the time is over; atheris ends the process."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else str(SECONDS)
    kind = sys.argv[2] if len(sys.argv) > 2 else "csv"
    if kind not in KINDS:
        sys.exit(f"a kind is one of {', '.join(KINDS)}")
    with tempfile.TemporaryDirectory() as folder:
        check = amounts if kind == "amounts" else partial(whole_file, kind, Path(folder))
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for sample in (ROOT / "sample_boms").glob(f"*.{kind}"):
            (seeds / sample.name).write_bytes(sample.read_bytes()[:LONGEST])
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=2048", "-verbosity=1"]
        atheris.Setup([sys.argv[0], str(seeds), *limits], partial(one_input, check))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
