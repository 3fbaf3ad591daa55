"""Beyond one machine: goods and their lines as Spark frames, each good whole in one place, judged by the same engine.

Goods are parted into buckets by a hash of their key, so that all that is known of a good lies in one bucket; the
engine gets the tables of a bucket as Arrow tables and answers with its rows of the result table. Nothing is collected
on the driver but a row that tells whether the tables can be read at all, and pandas has no part in it.
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from pyspark.sql import functions as sql

from rvc.lines.tables.columns_found import match_headers
from rvc.lines.tables.many import read_set
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.sets import GOODS, KEY, KINDS, MATERIALS
from rvc.run import score as run
from rvc.run.block import Block
from rvc.run.fleet.scores import score_set
from rvc.run.results import Part, Results
from rvc.run.score import Scored

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_BUCKET, _ORDER, _KIND = "__bucket", "__order", "__kind"
_MARK = "\x1f"  # between the kind of a table and the name of its column, where tables travel together
_BY_ROW = re.compile(r"row \d+")  # what a row without a name is called; beside other buckets its number means nothing


def score_spark(
    goods: "DataFrame",
    materials: "DataFrame | None" = None,
    *,
    options: TableOptions,
    on: date | None = None,
    regime: str | None = None,
    buckets: int | None = None,
    **tables: "DataFrame",
) -> "DataFrame":
    """Judge the goods of Spark frames; what `rvc.score_spark` says holds."""
    if unknown := tables.keys() - set(KINDS):
        raise TypeError(f"no table of a set is called {', '.join(sorted(unknown))}; known: {', '.join(KINDS)}")
    judge = _Judge(replace(options, is_part=True), on, regime, (GOODS, *tables))
    _look(judge, goods, materials, tables)
    spread = buckets or int(goods.sparkSession.conf.get("spark.sql.shuffle.partitions") or 1)
    schema = ", ".join(f"`{name}` string" for name in run.columns())
    kinds = {GOODS: goods, **tables}
    left = reduce(
        lambda some, more: some.unionByName(more, allowMissingColumns=True),
        (_packed(kind, frame, _bucket(kind, frame, options, spread)) for kind, frame in kinds.items()),
    )

    def rows(bucket: pa.Table) -> pa.Table:
        return judge.rows(bucket)

    def rows_with_lines(bucket: pa.Table, lines: pa.Table) -> pa.Table:
        return judge.rows(bucket, lines)

    with warnings.catch_warnings():  # functions, since PySpark counts the parameters, and would count self
        warnings.filterwarnings("ignore", ".*pandas", FutureWarning)  # which PySpark looks for, and does not use here
        if materials is None:
            return left.groupBy(_BUCKET).applyInArrow(rows, schema)
        right = _packed(MATERIALS, materials, _bucket(MATERIALS, materials, options, spread))
        return left.groupBy(_BUCKET).cogroup(right.groupBy(_BUCKET)).applyInArrow(rows_with_lines, schema)


@dataclass(frozen=True)
class _Judge:
    """What is done with a bucket where it lies; it travels there."""

    options: TableOptions
    on: date | None
    regime: str | None
    kinds: tuple[str, ...]

    def rows(self, bucket: pa.Table, lines: pa.Table | None = None) -> pa.Table:
        """The goods of a bucket, with the tables and the lines of theirs, as rows of the result table."""
        tables = {kind: _unpacked(kind, bucket) for kind in self.kinds}
        if lines is not None:
            tables[MATERIALS] = _unpacked(MATERIALS, lines)
        goods, materials = tables.pop(GOODS), tables.pop(MATERIALS, None)
        scored = score_set(goods, materials, self.options, on=self.on, regime=self.regime, tables=tables)
        columns = Results(map(_placeless, scored.parts)).frame()
        return columns.to_arrow().cast(pa.schema([(name, pa.string()) for name in columns.columns]))


def _look(judge: _Judge, goods: "DataFrame", materials: "DataFrame | None", tables: Mapping[str, "DataFrame"]) -> None:
    """Read one row of each table, here and now: raises InputError for what is wrong with a table as a whole."""
    others = {kind: frame for kind, frame in {MATERIALS: materials, **tables}.items() if frame is not None}
    some = {kind: frame.limit(1).toArrow() for kind, frame in others.items()}
    read_set(goods.limit(1).toArrow(), options=judge.options, **some)


def _bucket(kind: str, frame: "DataFrame", options: TableOptions, spread: int) -> "Column":
    """The bucket of each row: that of the good that it names. Rows of a parts list are goods by themselves."""
    at = match_headers(kind, frame.columns, options.mapping).index(KEY)
    if at is None:
        return sql.pmod(sql.monotonically_increasing_id(), sql.lit(spread))
    name = sql.trim(sql.col(f"`{frame.columns[at]}`").cast("string"))
    return sql.pmod(sql.xxhash64(sql.coalesce(name, sql.lit(""))), sql.lit(spread))


def _packed(kind: str, frame: "DataFrame", bucket: "Column") -> "DataFrame":
    """A table with the bucket and the order of its rows, under names that no other table has."""
    named = [sql.col(f"`{name}`").alias(f"{kind}{_MARK}{name}") for name in frame.columns]
    order = sql.monotonically_increasing_id()
    return frame.select(bucket.alias(_BUCKET), order.alias(_ORDER), sql.lit(kind).alias(_KIND), *named)


def _unpacked(kind: str, bucket: pa.Table) -> pa.Table:
    """One table out of those that travelled together, its rows in their order."""
    mine = bucket.filter(pc.equal(bucket[_KIND], kind)).sort_by(_ORDER)
    prefix = f"{kind}{_MARK}"
    names = [name for name in mine.column_names if name.startswith(prefix)]
    return mine.select(names).rename_columns([name.removeprefix(prefix) for name in names])


def _placeless(part: Part) -> Part:
    """Goods without the numbers of rows, which are those of its bucket and say nothing to the caller."""
    return part if isinstance(part, Block) else {place: _without_row(good) for place, good in part.items()}


def _without_row(good: Scored) -> Scored:
    problems = tuple(replace(problem, row=None) for problem in good.problems)
    nameless = good.case is None and _BY_ROW.fullmatch(good.id)
    return replace(good, id="" if nameless else good.id, problems=problems)
