"""Files that the program wrote: tables of results and problems, reports. They hold no goods, though they name some."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import polars as pl

_SIGNS = ({"good_id", "verdict", "territory_status"}, {"good_id", "code", "problem", "warning"})
_SHEETS = (b'name="results"', b'name="problems"')
_REPORT = re.compile(rb'\s*\{\s*"schema"\s*:\s*"rvc-')
_HEAD = 200  # bytes


def is_result(header: Sequence[object]) -> bool:
    """Whether the first row of a table is that of results, or of their problems."""
    return any(sign <= set(header) for sign in _SIGNS)


def holds_results(path: Path) -> bool:
    """Whether a file is there and holds results; only its head is read."""
    look = _LOOKS.get(path.suffix.lower())
    try:
        return look is not None and look(path)
    except (OSError, UnicodeDecodeError, csv.Error, pl.exceptions.PolarsError, BadZipFile, KeyError):
        return False


def _csv(path: Path) -> bool:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return is_result(next(csv.reader(file), []))


def _parquet(path: Path) -> bool:
    return is_result(list(pl.read_parquet_schema(path)))


def _workbook(path: Path) -> bool:
    with ZipFile(path) as book:
        listed = book.read("xl/workbook.xml")
    return all(sheet in listed for sheet in _SHEETS)


def _json(path: Path) -> bool:
    with path.open("rb") as file:
        return _REPORT.match(file.read(_HEAD)) is not None


_LOOKS = {".csv": _csv, ".parquet": _parquet, ".xlsx": _workbook, ".json": _json, ".jsonl": _json}
