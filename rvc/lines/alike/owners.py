"""Of which good each line of a table is."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import polars as pl

from rvc.base.side_by_side import side_by_side
from rvc.base.span import Codes, Index
from rvc.lines.alike.cells import chunks_of, encoded
from rvc.lines.grids.grid_parquet import TEXTS

_ROOMY = 4  # places of a table for each good, so that few share one
_HASH = 64  # bits
_NO_GOOD = np.int32(-1)


@dataclass(frozen=True)
class Lines:
    """All lines of some goods.

    `arrays` are their columns, and `rows` their places in the table. `goods` are rows of the table of goods, and `good`
    is the place of each line's good among them.
    """

    arrays: list[Any]
    rows: Index
    goods: Index
    good: Index


class Owners:
    """The goods of a fleet by their names.

    A table has the row of a good at the place that the hash of its name says. A name that is asked for is compared with
    that of the good which stands there. If it is another one, it is searched among those that lost their place to it.
    """

    def __init__(self, names: pl.Series) -> None:
        """Goods in the order of their table, each with a name of its own.

        Raises:
            NotImplementedError: there are none.
        """
        if not len(names):
            raise NotImplementedError
        self._arrow: Any = import_module("pyarrow")
        self._index_in: Any = import_module("pyarrow.compute").index_in
        self._names = names.rechunk()  # from one piece names are gathered ten times as fast
        bits = (_ROOMY * len(names)).bit_length()
        self._shift, self._table = np.uint64(_HASH - bits), np.zeros(1 << bits, dtype=np.int32)
        place, rows = self._place(names), np.arange(len(names), dtype=np.int32)
        self._table[place] = rows
        self._lost = np.append(np.flatnonzero(self._table[place] != rows).astype(np.int32), _NO_GOOD)
        self._lost_names = names.gather(self._lost[:-1]).to_arrow()
        self._last: tuple[Any, Codes] = (None, self._table[:0])

    def __len__(self) -> int:
        """How many goods."""
        return len(self._names)

    def rows(self, keys: Any) -> Codes:  # noqa: ANN401 - classes without types
        """The row, in the table of goods, of the good that each cell of a column names.

        Raises:
            NotImplementedError: a cell names no good, or one that is not there.
        """
        found = np.concatenate(list(side_by_side(self._of_chunk, chunks_of(keys))))
        if found.min(initial=0) < 0:
            raise NotImplementedError
        return found

    def named(self, goods: Index, good: Index, kind: Any) -> Any:  # noqa: ANN401 - the same
        """A column of a type, each cell of which names one of some goods by its place among them."""
        names = self._names.gather(goods).to_arrow().cast(getattr(kind, "value_type", kind))
        return self._arrow.DictionaryArray.from_arrays(pl.Series(good, dtype=pl.Int32).to_arrow(), names)

    def _of_chunk(self, chunk: Any) -> Codes:  # noqa: ANN401 - the same
        """The rows for an Arrow array; -1 where there is no such good."""
        if str(chunk.type) in TEXTS:
            return self._of(chunk)
        if str(getattr(chunk.type, "value_type", None)) not in TEXTS:
            places, values = encoded(chunk)
            texts = self._arrow.array([*map(str, values), None], self._arrow.large_string())
            return self._of(texts).take(places)
        texts, rows = self._last
        if texts is None or not chunk.dictionary.equals(texts):  # mostly it is that of the chunk before
            texts, rows = self._last = chunk.dictionary, np.append(self._of(chunk.dictionary), _NO_GOOD)
        return rows.take(pl.Series(values=pl.from_arrow(chunk.indices)).fill_null(len(texts)).to_numpy())

    def _of(self, texts: Any) -> Codes:  # noqa: ANN401 - the same
        names = pl.Series(values=pl.from_arrow(texts), dtype=pl.String)
        rows = self._table.take(self._place(names))
        others = names.ne_missing(self._names.gather(rows))
        if others.any():
            found = self._index_in(names.filter(others).to_arrow(), value_set=self._lost_names)
            rows[others.to_numpy()] = self._lost.take(pl.Series(values=pl.from_arrow(found)).fill_null(-1).to_numpy())
        return rows

    def _place(self, names: pl.Series) -> Index:
        """The place of each name in the table: the first bits of its hash."""
        return (names.hash().to_numpy() >> self._shift).astype(np.int64)
