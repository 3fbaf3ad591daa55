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
    """The goods of a fleet by their names."""

    def __init__(self, names: pl.Series) -> None:
        """Goods in the order of their table, each with a name of its own."""
        self._arrow: Any = import_module("pyarrow")
        self._index_in: Any = import_module("pyarrow.compute").index_in
        self._names = names.to_arrow()
        self._last: tuple[Any, Any] = (None, None)

    def __len__(self) -> int:
        """How many goods."""
        return len(self._names)

    def rows(self, keys: Any) -> Codes:  # noqa: ANN401 - classes without types
        """The row, in the table of goods, of the good that each cell of a column names.

        Raises:
            NotImplementedError: a cell names no good, or one that is not there.
        """
        found = list(side_by_side(self._of_chunk, chunks_of(keys)))
        if any(rows.null_count for rows in found):
            raise NotImplementedError
        return np.concatenate([pl.Series(pl.from_arrow(rows)).to_numpy() for rows in found])

    def named(self, goods: Index, good: Index, kind: Any) -> Any:  # noqa: ANN401 - the same
        """A column of a type, each cell of which names one of some goods by its place among them."""
        names = self._names.take(pl.Series(goods).to_arrow()).cast(getattr(kind, "value_type", kind))
        return self._arrow.DictionaryArray.from_arrays(pl.Series(good, dtype=pl.Int32).to_arrow(), names)

    def _of_chunk(self, chunk: Any) -> Any:  # noqa: ANN401 - the same
        if str(chunk.type) in TEXTS:
            return self._of(chunk)
        if str(getattr(chunk.type, "value_type", None)) in TEXTS:
            texts, rows = self._last
            if texts is None or not chunk.dictionary.equals(texts):  # mostly it is that of the chunk before
                texts, rows = self._last = chunk.dictionary, self._of(chunk.dictionary)
            return rows.take(chunk.indices)
        places, values = encoded(chunk)
        texts = self._arrow.array([*map(str, values), None], self._names.type)
        return self._of(texts).take(pl.Series(places).to_arrow())

    def _of(self, texts: Any) -> Any:  # noqa: ANN401 - the same
        return self._index_in(texts, value_set=self._names.cast(texts.type))
