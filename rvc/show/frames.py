"""The result table of many goods as a frame of the caller's own kind; nothing is imported that the caller has not."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl


class Columns(Mapping[str, list[str]]):
    """The columns of a table as lists, each made when it is asked for."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame, self._lists = frame, dict[str, list[str]]()

    def __getitem__(self, name: str) -> list[str]:
        """A column by its name."""
        if name not in self._lists:
            if name not in self._frame.columns:
                raise KeyError(name)
            self._lists[name] = self._frame[name].to_list()
        return self._lists[name]

    def __iter__(self) -> Iterator[str]:
        """The names of the columns."""
        return iter(self._frame.columns)

    def __len__(self) -> int:
        """How many columns."""
        return self._frame.width

    def __repr__(self) -> str:
        """The table in brief."""
        return repr(self._frame)


def frame_like(source: object, frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a frame of any library
    """A table as a frame of the library that `source` is of; its columns where that is no frame."""
    library = type(source).__module__.partition(".")[0]
    if library == "polars":
        return frame
    if library == "pyarrow":
        arrow = sys.modules[library]
        return frame.to_arrow().cast(arrow.schema([(name, arrow.string()) for name in frame.columns]))
    columns = Columns(frame)
    return sys.modules[library].DataFrame(dict(columns)) if library == "pandas" else columns
