"""The result table of many goods as a frame of the caller's own kind; nothing is imported that the caller has not."""

import sys
from typing import Any

import polars as pl


def lists(frame: pl.DataFrame) -> dict[str, list[str]]:
    """The columns of a table as lists."""
    return {column.name: _list(column) for column in frame.get_columns()}


def _list(column: pl.Series) -> list[str]:
    """One of them; a column that says the same throughout is quickly made."""
    if len(column) and bool((column == column[0]).all()):
        return [str(column[0])] * len(column)
    return column.to_list()


def frame_like(source: object, frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a frame of any library
    """A table as a frame of the library that `source` is of; its columns as lists where that is no frame."""
    library = type(source).__module__.partition(".")[0]
    if library == "polars":
        return frame
    if library == "pyarrow":
        arrow = sys.modules[library]
        return frame.to_arrow().cast(arrow.schema([(name, arrow.string()) for name in frame.columns]))
    columns = lists(frame)
    return sys.modules[library].DataFrame(columns) if library == "pandas" else columns
