"""A table of typed columns as Arrow holds it: a Parquet file, or a frame that hands out Arrow; read piece by piece."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import polars as pl

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.base.span import Index
from rvc.lines.alike import csv_table
from rvc.lines.alike.cells import chunks_of
from rvc.lines.grids.grid import Grid, text_cell
from rvc.lines.grids.grid_frame import frame_cells
from rvc.lines.grids.grid_parquet import TEXTS, cells_of
from rvc.lines.tables.sets import GOODS, PARTS

_Item = TypeVar("_Item")
_PIECE = 1 << 18  # rows
_PLAIN = {
    "string", "large_string", "bool", "date32[day]", "null",
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
}  # fmt: skip


class Sheet:
    """The columns of one table, by position. Texts come as dictionaries: codes, and what each stands for."""

    def __init__(self, source: object, kind: str) -> None:
        """Open a table.

        Raises:
            NotImplementedError: it is neither a Parquet file nor an Arrow or Polars frame, or pyarrow is not there.
        """
        self._arrow: Any = module("pyarrow")
        self.kind, self.file, self.first_row = kind, kind if kind != PARTS else GOODS, 0
        self._parquet: Any = None
        self._table: Any = None
        path = Path(source) if isinstance(source, str | PathLike) else None
        if path is not None:
            self.file, self.first_row = str(source), 1
        if path is not None and path.suffix.lower() in csv_table.SUFFIXES:
            self._table = csv_table.csv_table(path, kind)
        elif path is not None:
            if path.suffix.lower() != ".parquet":
                raise NotImplementedError
            self._parquet = _opened(str(source), self._arrow)
        elif hasattr(source, "__arrow_c_stream__") and type(source).__module__.partition(".")[0] != "pandas":
            self._table = _with_plain_texts(self._arrow.table(source), self._arrow)
        else:
            raise NotImplementedError
        if self._parquet is not None:
            self.schema, self.size = self._parquet.schema_arrow, int(self._parquet.metadata.num_rows)
        else:
            self.schema, self.size = self._table.schema, int(self._table.num_rows)
        self.names: list[str] = list(self.schema.names)
        if len(set(self.names)) < len(self.names) or not all(self._is_plain(kind) for kind in self.schema.types):
            raise NotImplementedError

    def pieces(self, columns: Sequence[int], at_once: int = 1) -> Iterator[list[Any]]:
        """The columns asked for, some rows at a time, each a chunked Arrow array; `at_once` makes them larger."""
        batches = self._batches([self.names[at] for at in columns])
        return ahead(lambda: self._gathered(batches, at_once * _PIECE))

    def _gathered(self, batches: Iterator[Any], most: int) -> list[Any] | None:
        """The columns of the next batches, so many that they make a piece."""
        held, rows = list[Any](), 0
        for batch in batches:
            held.append(batch)
            rows += len(batch)
            if rows >= most:
                break
        return self._arrow.Table.from_batches(held).columns if held else None

    def _batches(self, names: Sequence[str]) -> Iterator[Any]:
        batches = self._read(names, _PIECE)
        return iter(lambda: self._next(batches), None)

    def _read(self, names: Sequence[str], rows: int) -> Iterator[Any]:
        """Some columns as they are in the table, so many rows at most at a time."""
        if self._parquet is not None:
            return iter(self._parquet.iter_batches(rows, columns=list(names)))
        return iter(self._table.select(list(names)).to_batches(rows))

    def _next(self, batches: Iterator[Any]) -> Any:  # noqa: ANN401 - classes without types
        """The next batch, if there is one; raises InputError where a file is not what it says."""
        try:
            batch = next(batches, None)
            if batch is not None and self._parquet is not None:
                batch.validate(full=True)
        except (self._arrow.ArrowException, OSError, ValueError, LookupError):
            raise InputError([Problem("grid.damaged", {"part": "Parquet"}, file=self.file)]) from None
        return batch

    def column(self, at: int) -> Any:  # noqa: ANN401 - classes without types
        """A whole column as one Arrow array."""
        if self._table is not None and self._table.column(at).num_chunks == 1:
            return self._table.column(at).chunk(0)
        chunks = [batch.column(0) for batch in self._batches([self.names[at]])]
        return self._arrow.chunked_array(chunks, type=self.schema.field(at).type).combine_chunks()

    def head(self, rows: int) -> list[Any]:
        """The first rows, by column."""
        top = None if self._table is None else iter(self._table.slice(0, rows).combine_chunks().to_batches())
        batch = self._next(self._read(self.names, rows) if top is None else top)
        return [self.empty(at) if batch is None else batch.column(at).slice(0, rows) for at in range(len(self.names))]

    def texts(self, at: int) -> pl.Series:
        """The texts of a column, those of a dictionary once each; without blanks."""
        found: list[pl.Series] = []
        for batch in self._batches([self.names[at]]):
            values = batch.column(0)
            values = values.dictionary if "dictionary" in str(values.type) else values
            found.append(pl.Series(values=pl.from_arrow(values), dtype=pl.String).drop_nulls())
        return pl.concat([pl.Series(dtype=pl.String), *found])

    def empty(self, at: int) -> Any:  # noqa: ANN401 - the same
        """No values, of the type of a column."""
        return self._arrow.nulls(0, self.schema.field(at).type)

    def cells(self, column: Any) -> list[object]:  # noqa: ANN401 - the same
        """The cells of an array, as a reader of the whole table has them."""
        if "dictionary" in str(column.type):
            column = column.dictionary_decode()
        chunked = self._arrow.chunked_array([column])
        return list(cells_of(chunked, self._arrow) if self.first_row else frame_cells(chunked, self._arrow))

    def first_only(self, at: int, rows: int) -> list[object]:
        """A column that belongs to nothing: what is said of it names the first cell that is not blank."""
        cells = self.cells(self.column(at).drop_null().slice(0, 1))
        return [*cells, *[None] * rows][:rows]

    def joined(self, columns: Sequence[Any]) -> Any:  # noqa: ANN401 - the same
        """Rows of one column after one another."""
        return self._arrow.chunked_array([chunk for column in columns for chunk in column.chunks])

    def some(self, column: Any, rows: Index) -> Any:  # noqa: ANN401 - the same
        """Some rows of a column as an Arrow array."""
        chunked = self._arrow.chunked_array(chunks_of(column), type=column.type)
        return chunked.unify_dictionaries().take(_places(rows)).combine_chunks()

    def rows(self, arrays: Sequence[Any], places: Sequence[int]) -> list[list[object]]:
        """The cells of some rows of a piece."""
        at = np.array(places, dtype=np.int64)
        return [list(row) for row in zip(*(self.cells(self.some(array, at)) for array in arrays), strict=True)]

    def grid(self, columns: Sequence[Sequence[object]]) -> Grid:
        """Columns of cells as a sheet with the headers of this table."""
        header = [text_cell(name) for name in self.names]
        rows = [header, *map(list, zip(*columns, strict=True))]
        return Grid(self.file, "", hidden=False, rows=rows, first_row=self.first_row)

    def grid_of(self, arrays: Sequence[Any], rows: Index) -> Grid:
        """Some rows of the columns of a piece as a sheet."""
        return self.grid([self.cells(self.some(array, rows)) for array in arrays] or [[] for _ in self.names])

    def numbers(self, rows: Index) -> dict[int, int]:
        """The numbers, in the whole table, of a sheet that holds the header and some of its rows."""
        return {place + self.first_row: row + self.first_row for place, row in enumerate([0, *(rows + 1).tolist()])}

    def _is_plain(self, kind: Any) -> bool:  # noqa: ANN401 - the same
        """Whether values of a type are numbers, texts, dates, yes or no, or nothing."""
        own = getattr(kind, "value_type", kind)
        return str(own) in _PLAIN or self._arrow.types.is_decimal128(own) or self._arrow.types.is_floating(own)


def ahead(make: Callable[[], _Item | None]) -> Iterator[_Item]:
    """Things made one after another, until there is none: the next one while this one is looked at."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(make)
        while (item := coming.result()) is not None:
            coming = maker.submit(make)
            yield item


def _places(rows: Index) -> Any:  # noqa: ANN401 - classes without types
    """Places of rows as Arrow has them; its own door for arrays would import pandas."""
    return pl.Series(values=rows, dtype=pl.Int64).to_arrow()


def _with_plain_texts(table: Any, arrow: Any) -> Any:  # noqa: ANN401 - classes without types
    """The same table with texts of one form."""
    fields = [
        field.with_type(arrow.large_string()) if str(field.type) == "string_view" else field for field in table.schema
    ]
    return table.cast(arrow.schema(fields))


def module(name: str) -> Any:  # noqa: ANN401 - a library that may not be installed
    """A library, if it is there. Raises NotImplementedError."""
    try:
        return import_module(name)
    except ImportError:
        raise NotImplementedError from None


def _opened(path: str, arrow: Any) -> Any:  # noqa: ANN401 - the same
    """A file whose texts come as dictionaries where they lie in it so; to make one takes longer than to read texts."""
    parquet = module("pyarrow.parquet")
    try:
        plain = parquet.ParquetFile(path)
        groups = [plain.metadata.row_group(number) for number in range(plain.num_row_groups)]
        held = [group.column(at) for group in groups for at in range(group.num_columns)]
        bare = {column.path_in_schema for column in held if not column.has_dictionary_page}
        texts = [field.name for field in plain.schema_arrow if str(field.type) in TEXTS and field.name not in bare]
        return parquet.ParquetFile(path, read_dictionary=texts)
    except (arrow.ArrowException, OSError, ValueError):
        raise NotImplementedError from None
