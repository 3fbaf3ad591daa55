"""Tables that `rvc batch` wrote: results and problems are nobody's goods, though they name some."""

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from rvc.base.errors import InputError
from rvc.lines.grids.grid import read_grids

_SIGNS = ({"good_id", "verdict", "territory_status"}, {"good_id", "code", "problem", "warning"})


def is_result(header: Sequence[object]) -> bool:
    """Whether the first row of a table is that of results, or of their problems."""
    return any(sign <= set(header) for sign in _SIGNS)


def holds_results(path: Path) -> bool:
    """Whether a file is there and holds such a table; only its head is read where its form allows it."""
    try:
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return is_result(next(csv.reader(file), []))
        if path.suffix.lower() == ".parquet":
            return is_result(list(pl.read_parquet_schema(path)))
        grids, _ = read_grids(path)
    except (OSError, UnicodeDecodeError, csv.Error, pl.exceptions.PolarsError, InputError):
        return False
    return any(is_result(grid.rows[0]) for grid in grids if grid.rows)
