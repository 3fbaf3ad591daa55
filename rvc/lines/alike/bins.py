"""Lines that lie in no order, put into bins by their goods: each bin has all lines of its goods, and fits in memory.

The table is read twice, whatever its size: once for the good of each line, which says how many goods fill a bin, and
once to put the lines there. What memory is not to hold is kept in a temporary file without a name, which is gone when
it is closed, and when the process ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import Any

import numpy as np
import polars as pl

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.base.span import Codes, Index, Ints
from rvc.lines.alike.cells import is_text
from rvc.lines.alike.owners import Lines, Owners
from rvc.lines.alike.sheets import Sheet, ahead, module

_BIN = 1 << 18  # rows; more where the last good of a bin has more
_AT_ONCE = 4  # pieces that are put into bins together: what each of them leaves in a bin would be small
_HELD = 1 << 26  # bytes that are kept in memory, of lines as of their goods
_FEW = 1 << 16  # numbers of 16 bits are sorted without comparing any two

_WIDTH = 4  # bytes of the row of a good

_File = SpooledTemporaryFile[bytes]


def out_of_bins(sheet: Sheet, key: int, owners: Owners) -> Iterator[Lines]:
    """The lines of a table in no order, bin by bin; `key` is the column that names the goods.

    Raises:
        NotImplementedError: a line names no good, or one that is not there.
        InputError: there is no room for a temporary file.
    """
    others = [at for at in range(len(sheet.names)) if at != key]
    with SpooledTemporaryFile(_HELD) as whose, SpooledTemporaryFile(1) as kept:
        count = np.zeros(len(owners), dtype=np.int64)
        for (keys,) in sheet.pieces([key], _AT_ONCE):
            good = owners.rows(keys)
            count += np.bincount(good, minlength=len(count))
            _write(whose, good.tobytes(), sheet)
        whose.seek(0)
        bins = _Bins(sheet, kept, count)
        cuts = (
            bins.sorted(arrays, np.frombuffer(whose.read(_WIDTH * len(arrays[0])), dtype=np.int32))
            for arrays in sheet.pieces(others, _AT_ONCE)
        )
        for lines, count in ahead(lambda: next(cuts, None)):
            bins.put(lines, count)
        numbers = iter(range(len(bins)))
        for held in ahead(lambda: None if (number := next(numbers, None)) is None else bins.take(number)):
            names = owners.named(held.goods, held.good, sheet.schema.field(key).type)
            yield replace(held, arrays=[*held.arrays[:key], names, *held.arrays[key:]])


class _Bins:
    """Bins for all lines of a table, and which goods have theirs in each."""

    def __init__(self, sheet: Sheet, kept: _File, count: Index) -> None:
        """Empty bins; `count` says how many lines each good has."""
        self._sheet, self._kept, self._arrow = sheet, kept, module("pyarrow")
        there = np.flatnonzero(count)
        begin = np.cumsum(count[there]) - count[there]
        _, first, number = np.unique(begin // _BIN, return_index=True, return_inverse=True)
        self._goods = np.split(there, first[1:])
        self._number = np.zeros(len(count), dtype=np.uint16 if len(first) <= _FEW else np.int64)
        self._place = np.zeros(len(count), dtype=np.int32)
        self._number[there], self._place[there] = number, np.arange(len(there)) - first[number]
        self._parts: list[list[Any]] = [[] for _ in first]
        self._held = 0
        self._rows = 0

    def __len__(self) -> int:
        """How many bins."""
        return len(self._goods)

    def sorted(self, arrays: Sequence[Any], good: Codes) -> tuple[Any, Index]:
        """The next rows of the table in the order of bins, each bin's in their own, and how many go into each.

        `good` are the rows of their goods.
        """
        number, rows = self._number[good], np.arange(self._rows, self._rows + len(good))
        self._rows += len(good)
        columns = [*map(self._to_cut, arrays), _arrow_of(self._place[good]), _arrow_of(rows)]
        batch = self._arrow.record_batch(columns, [*map(str, range(len(columns)))])
        order = np.argsort(number, kind="stable")
        return batch.take(_arrow_of(order)), np.bincount(number, minlength=len(self))

    def put(self, lines: Any, count: Index) -> None:  # noqa: ANN401 - classes without types
        """Put lines in the order of bins there: in memory at first, then in the file."""
        first, self._held = 0, self._held + lines.nbytes
        for to in np.flatnonzero(count).tolist():
            part = lines.slice(first, count[to])
            self._parts[to].append(part if self._held <= _HELD else self._keep(part))
            first += count[to]

    def take(self, number: int) -> Lines:
        """All lines of a bin, without the column that names their goods."""
        parts = [self._kept_lines(*part) if isinstance(part, tuple) else part for part in self._parts[number]]
        *arrays, good, rows = [self._one(columns) for columns in zip(*(part.columns for part in parts), strict=True)]
        return Lines(arrays, _numbers(rows), self._goods[number], _numbers(good))

    def _to_cut(self, column: Any) -> Any:  # noqa: ANN401 - the same
        """A column to be cut: distinct values stand apart, as codes need, if each cut has more rows than there are."""
        is_coded, most = "dictionary" in str(column.type), len(column) // len(self)
        if not is_coded and not is_text(column):
            return column.combine_chunks()
        chunks = list[Any]()
        for chunk in column.chunks:
            own = chunk if is_coded else chunk.dictionary_encode()
            if len(own.dictionary) > most:
                return self._as_it_is(column)
            chunks.append(own.cast(self._arrow.dictionary(self._arrow.int32(), own.type.value_type)))
        whole = self._arrow.chunked_array(chunks).unify_dictionaries().combine_chunks()
        return whole if len(whole.dictionary) <= most else self._as_it_is(column)

    def _as_it_is(self, column: Any) -> Any:  # noqa: ANN401 - the same
        return self._arrow.chunked_array([*map(_decoded, column.chunks)]).combine_chunks()

    def _one(self, arrays: Sequence[Any]) -> Any:  # noqa: ANN401 - the same
        """One column of several."""
        if len({str(array.type) for array in arrays}) > 1:
            arrays = [*map(_decoded, arrays)]
        return self._arrow.chunked_array(arrays).unify_dictionaries().combine_chunks()

    def _keep(self, lines: Any) -> tuple[int, int]:  # noqa: ANN401 - the same
        """Write lines to the file; where they begin, and how many bytes they have."""
        sink, at = self._arrow.BufferOutputStream(), self._kept.tell()
        with self._arrow.ipc.new_stream(sink, lines.schema) as stream:
            stream.write_batch(lines)
        data = sink.getvalue()
        _write(self._kept, data, self._sheet)
        return at, len(data)

    def _kept_lines(self, first: int, size: int) -> Any:  # noqa: ANN401 - the same
        self._kept.seek(first)
        return self._arrow.ipc.open_stream(self._arrow.py_buffer(self._kept.read(size))).read_next_batch()


def _write(file: _File, data: Any, sheet: Sheet) -> None:  # noqa: ANN401 - the same
    try:
        file.write(data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError([Problem("grid.no_room", {"reason": reason}, file=sheet.file)]) from None


def _decoded(array: Any) -> Any:  # noqa: ANN401 - the same
    """An array each of whose cells holds its own value; texts in the form that has no limit."""
    own = array.dictionary_decode() if "dictionary" in str(array.type) else array
    return own.cast("large_string") if is_text(own) else own


def _arrow_of(numbers: Ints) -> Any:  # noqa: ANN401 - the same
    return pl.Series(values=numbers).to_arrow()


def _numbers(column: Any) -> Index:  # noqa: ANN401 - the same
    return pl.Series(values=pl.from_arrow(column), dtype=pl.Int64).to_numpy()
