"""A caller's frame as a sheet: pandas, Polars, and whatever hands out Arrow columns. None of them is imported here.

The names of the columns are row 0, so that row 1 is the first of data. Values stay what they are: a decimal keeps its
digits, a float is its shortest decimal, and what stands for nothing (None, NaN, NaT, NA) is a blank cell.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from rvc.lines.grids.grid import MAX_CELLS, Broken, Grid, number_cell, refusal, text_cell
from rvc.lines.grids.grid_parquet import cells_of

_BLANKS = frozenset({"NAType", "NaTType"})
_SINGLES = ("float16", "float32", "float")  # what holds fewer digits than Python's own floats


def is_frame(source: object) -> bool:
    """Whether something is a frame that can be read."""
    return _library(source) in {"pandas", "polars"} or hasattr(source, "__arrow_c_stream__")


def frame_grid(frame: Any, name: str) -> Grid:  # noqa: ANN401 - frames of libraries that may not be installed
    """Read a frame as the sheet of a file; `name` is what problems call it."""
    names, columns = _columns(frame)
    if max((len(column) for column in columns), default=0) * len(columns) > MAX_CELLS:
        raise refusal("grid.too_large.cells", limit=f"{MAX_CELLS:,}")
    header = [text_cell(str(column)) for column in names]
    rows = [header, *map(list, zip(*columns, strict=True))]
    return Grid(name, "", hidden=False, rows=rows, first_row=0)


def _library(source: object) -> str:
    """The library that a frame is of, whatever has been derived from it."""
    homes = [kind.__module__.partition(".")[0] for kind in type(source).__mro__]
    return next((home for home in homes if home in {"pandas", "polars"}), "")


def _columns(frame: Any) -> tuple[Sequence[object], list[list[object]]]:  # noqa: ANN401
    """The names and the cells of the columns."""
    library = _library(frame)
    if library == "pandas":
        if any(name is not None for name in frame.index.names):
            frame = frame.reset_index()
        series = [frame.iloc[:, at] for at in range(len(frame.columns))]
        return list(frame.columns), [_cells(_pandas(each)) for each in series]
    if library == "polars":
        return frame.columns, [_cells(_polars(each)) for each in frame.get_columns()]
    try:
        arrow = import_module("pyarrow")
    except ImportError:
        raise refusal("grid.library") from None
    table = arrow.table(frame)
    return table.column_names, [list(cells_of(column, arrow)) for column in table.columns]


def _pandas(series: Any) -> Iterable[Any]:  # noqa: ANN401
    """The values of a column; floats of single precision as the texts of their shortest decimals."""
    if str(series.dtype).lower().partition("[")[0] in _SINGLES:
        return (None if value != value else number_cell(value) for value in series.astype(str))  # noqa: PLR0124
    values: list[Any] = series.tolist()
    return values


def _polars(series: Any) -> Iterable[Any]:  # noqa: ANN401
    values = series.cast(str).to_list() if str(series.dtype) == "Float32" else series.to_list()
    return map(_single, values) if str(series.dtype) == "Float32" else values
