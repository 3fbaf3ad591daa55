"""Parquet: a table of typed columns, read as a sheet whose first row holds the names."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from itertools import zip_longest
from typing import Any

from rvc.base.problem import Problem
from rvc.lines.grids.grid import MAX_BYTES, MAX_CELLS, Broken, Grid, Source, Table, number_cell, refusal, text_cell

__all__ = ["TEXTS", "cells_of", "read"]

TEXTS = {"string", "large_string"}


def read(source: Source) -> tuple[list[Grid], list[Problem]]:
    """The one table of the file."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise refusal("grid.library") from None
    try:
        columns = _columns(source.data, arrow, parquet)
    except (arrow.ArrowException, OSError, ValueError, OverflowError, LookupError):
        raise refusal("grid.damaged", part="Parquet") from None
    table = Table()
    for number, row in enumerate(zip_longest(*columns), 1):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            table.add(number, cells)
    return [Grid(source.file, "", hidden=False, rows=table.rows, first_row=table.first_row)], []


def _columns(data: bytes, arrow: Any, parquet: Any) -> list[list[object]]:  # noqa: ANN401 - modules without types
    """Each column with its name first; texts that repeat are kept once."""
    file = parquet.ParquetFile(BytesIO(data))
    schema, told = file.schema_arrow, file.metadata
    size = sum(told.row_group(group).total_byte_size for group in range(told.num_row_groups))
    if size > MAX_BYTES or told.num_rows * max(1, len(schema.names)) > MAX_CELLS:
        raise refusal("grid.too_large.cells", limit=f"{MAX_CELLS:,}")
    texts = [field.name for field in schema if str(field.type) in TEXTS]
    found = parquet.ParquetFile(BytesIO(data), read_dictionary=texts).read(use_threads=False)
    found.validate(full=True)
    return [[text_cell(name), *cells_of(found.column(at), arrow)] for at, name in enumerate(found.column_names)]


def cells_of(column: Any, arrow: Any) -> Iterable[object]:  # noqa: ANN401 - classes without types
    """The cells of an Arrow column, by its type."""
    kind = column.type
    if arrow.types.is_dictionary(kind):
        if str(kind.value_type) in TEXTS:
            return _texts(column)
        column, kind = column.cast(kind.value_type), kind.value_type
    for names, convert in _BY_TYPE.items():
        if any(getattr(arrow.types, f"is_{name}")(kind) for name in names):
            return convert(column, arrow)
    return (None if blank else Broken("nested") for blank in column.is_null().to_pylist())


def _as_is(column: Any, _: Any) -> Iterable[object]:  # noqa: ANN401 - the same
    cells: list[object] = column.to_pylist()
    return cells


def _plain_texts(column: Any, _: Any) -> Iterable[object]:  # noqa: ANN401 - the same
    return _each(column, text_cell)


def _floats(column: Any, arrow: Any) -> Iterable[object]:  # noqa: ANN401 - the same
    return _each(column.cast(arrow.string()), number_cell)


def _integers(column: Any, _: Any) -> Iterable[object]:  # noqa: ANN401 - the same
    return _each(column, Decimal)


def _moments(column: Any, arrow: Any) -> Iterable[object]:  # noqa: ANN401 - the same
    return _each(column.cast(arrow.timestamp("us", column.type.tz), safe=False), lambda at: at.replace(tzinfo=None))


def _times(column: Any, arrow: Any) -> Iterable[object]:  # noqa: ANN401 - the same
    return _each(column.cast(arrow.string()), lambda time: Broken("time_of_day", time))


def _each(column: Any, read_one: Callable[[Any], object]) -> Iterator[object]:  # noqa: ANN401 - the same
    return (None if value is None else read_one(value) for value in column.to_pylist())


def _texts(column: Any) -> Iterator[object]:  # noqa: ANN401 - the same
    for chunk in column.chunks:
        known = [None if text is None else text_cell(text) for text in chunk.dictionary.to_pylist()]
        for position in chunk.indices.to_pylist():
            yield None if position is None else known[position]


_BY_TYPE: dict[tuple[str, ...], Callable[[Any, Any], Iterable[object]]] = {
    ("string", "large_string"): _plain_texts,
    ("floating",): _floats,
    ("integer",): _integers,
    ("timestamp",): _moments,
    ("time", "duration"): _times,
    ("boolean", "date", "decimal", "null"): _as_is,
}
