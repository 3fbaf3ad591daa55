"""A caller's frame as a sheet: pandas, Polars, and whatever hands out Arrow columns. None of them is imported here.

The names of the columns are row 0, so that row 1 is the first of data. Values stay what they are: a decimal keeps its
digits, a float is its shortest decimal, and what stands for nothing (None, NaN, NaT, NA) is a blank cell.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from rvc.lines.grids.grid import MAX_CELLS, Broken, Grid, number_cell, refusal, text_cell
from rvc.lines.grids.grid_parquet import cells_of

_BLANKS = frozenset({"NoneType", "NAType", "NaTType"})
_NO_NUMBER = frozenset({"nan", "<NA>"})
_DOUBLE = 8  # bytes: what holds fewer has fewer digits than a number of Python
_SINGLES = frozenset({"Float16", "Float32"})


def is_frame(source: object) -> bool:
    """Whether something is a frame that can be read: neither one column, nor a query that was not collected."""
    tells = {"pandas": "iloc", "polars": "get_columns"}.get(_library(source))
    return hasattr(source, "__arrow_c_stream__") if tells is None else hasattr(source, tells) and _is_wide(source)


def _is_wide(source: Any) -> bool:  # noqa: ANN401 - a frame or a column of a library that may not be installed
    return len(source.shape) > 1


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
        return list(frame.columns), [list(_pandas(each)) for each in series]
    if library == "polars":
        return frame.columns, [list(_polars(each)) for each in frame.get_columns()]
    try:
        arrow = import_module("pyarrow")
    except ImportError:
        raise refusal("grid.library") from None
    table = arrow.table(frame)
    return table.column_names, [frame_cells(column, arrow) for column in table.columns]


def frame_cells(column: Any, arrow: Any) -> list[object]:  # noqa: ANN401 - classes without types
    """The cells of an Arrow column of a frame."""
    return [_number(cell) for cell in cells_of(column, arrow)]


def _pandas(series: Any) -> Iterable[object]:  # noqa: ANN401
    if getattr(series.dtype, "kind", "") == "f" and series.dtype.itemsize < _DOUBLE:
        texts = series.astype(str).tolist()
        return (number_cell(text) if isinstance(text, str) and text not in _NO_NUMBER else None for text in texts)
    return map(_cell, series.tolist())


def _polars(series: Any) -> Iterable[object]:  # noqa: ANN401
    if str(series.dtype) in _SINGLES:
        return (None if text in {None, "NaN"} else number_cell(text) for text in series.cast(str).to_list())
    return map(_cell, series.to_list())


def _number(cell: object) -> object:
    """A cell of an Arrow column, blank where it is NaN."""
    return None if isinstance(cell, Broken) and (cell.code, cell.text) == ("malformed", "nan") else cell


def _cell(value: Any) -> object:  # noqa: ANN401, PLR0911 - one way out for each type
    """A value as a cell."""
    if type(value).__module__ == "numpy" and not isinstance(value, str | float):
        value = number_cell(str(value)) if value.dtype.kind == "f" else value.item()
    if type(value).__name__ in _BLANKS:
        return None
    if isinstance(value, str):
        return text_cell(str(value))
    if isinstance(value, float):
        return None if math.isnan(value) else number_cell(float.__repr__(value))
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    if isinstance(value, datetime):
        return datetime.combine(value.date(), value.time())
    if isinstance(value, bool | date):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return Broken("time_of_day", str(value)) if isinstance(value, time | timedelta) else Broken("nested")
