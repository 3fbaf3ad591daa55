"""On Spark every good comes out as it does here, however goods are spread; sessions are real, on this machine."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StringType, StructField, StructType

import rvc
from rvc.lines.tables.many import read_set
from rvc.lines.tables.options import TableOptions
from rvc.run.score import UNREADABLE, score, table
from tests.lines.corpus.goods_and_materials import Tables, header_of, tables_of, written
from tests.strategies import fleets

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
ROOT = Path(__file__).parents[2]
OPTIONS = TableOptions(decimal="point", dates="ymd")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session with two workers, whose processes run this tree."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
        session = (
            SparkSession.builder.master("local[2]")
            .appName("usmca-rvc")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "3")
            .config("spark.local.dir", str(tmp_path_factory.mktemp("spark")))
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def texts(tables: Tables) -> dict[str, pa.Table]:
    """Tables of texts, as an export of an ERP has them."""
    return {
        name: pa.table(
            {
                column: pa.array(
                    [None if row.get(column) is None else str(written(row[column])) for row in rows], pa.string()
                )
                for column in header_of(rows)
            }
        )
        for name, rows in tables.items()
    }


def here(tables: dict[str, Any], options: TableOptions = OPTIONS) -> Counter[tuple[str, ...]]:
    """The rows of the local run, without the numbers of rows."""
    goods = [
        replace(
            good,
            id="" if good.case is None and good.id.startswith("row ") else good.id,
            problems=tuple(replace(problem, row=None) for problem in good.problems),
        )
        for good in score(read_set(options=options, **tables).goods)
    ]
    return Counter(zip(*table(goods).values(), strict=True))


def there(frame: DataFrame) -> Counter[tuple[str, ...]]:
    """The rows of a frame of Spark."""
    return Counter(tuple(row) for row in frame.collect())


def frames(spark: SparkSession, tables: dict[str, pa.Table], parts: int) -> dict[str, DataFrame]:
    """Tables as frames of so many partitions, their rows in order."""
    return {name: spark.createDataFrame(each).coalesce(1).repartition(parts) for name, each in tables.items()}


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=fleets(), buckets=st.sampled_from([1, 2, 5]))
def test_random_sets_come_out_as_here(spark: SparkSession, data: list[dict[str, Any]], buckets: int) -> None:
    """Goods with all their tables, in any number of buckets, give the rows of the local run."""
    tables = texts(tables_of(data))
    spread = {name: spark.createDataFrame(each) for name, each in tables.items()}
    assert there(rvc.score_spark(buckets=buckets, **spread)) == here(tables)


def set_of(goods: int) -> dict[str, pa.Table]:
    """Goods of two kinds with three lines each; of some the origin of a line is unknown, some cannot be read."""
    rows, lines = [], []
    for number in range(goods):
        name, country = f"G{number}", "DE" if number % 9 == 4 else "MX"
        hs = "8708.10" if number % 3 else "8708.70"
        cost = "abc" if number % 11 == 5 else "100.00"
        rows.append(
            {"good_id": name, "hs": hs, "use": "passenger_light", "produced_in": country, "date": "2026-11-22",
             "currency": "USD", "net_cost": cost}
        )  # fmt: skip
        vnm = Decimal(20 + 2 * (number % 11))  # 20 to 40; 30 are allowed
        for part, (code, value, claimed) in enumerate(
            [("8708.99", vnm, "no"), ("7318.15", Decimal(2), None if number % 2 else "yes"), ("8708.99", 10, "yes")]
        ):
            lines.append(
                {"good_id": name, "id": f"L{part}", "hs": code, "line_value": str(value), "originating": claimed}
            )
    lines.append({"good_id": "NOBODY", "id": "L0", "hs": "7208.51", "line_value": "5", "originating": "no"})
    lines.append({"good_id": None, "id": "L1", "hs": "7208.51", "line_value": "5", "originating": "no"})
    return texts({"goods": rows, "materials": lines})


@pytest.mark.parametrize(("buckets", "parts"), [(1, 1), (7, 4)])
def test_goods_stay_whole_and_none_is_lost(spark: SparkSession, buckets: int, parts: int) -> None:
    """Lines that lie in other partitions than their good find it; what cannot be read, or is nobody's, comes back."""
    tables = set_of(60)
    spread = frames(spark, tables, parts)
    found = there(rvc.score_spark(spread["goods"], spread["materials"], buckets=buckets))
    assert found == here(tables)
    verdicts = Counter(row[3] for row in found.elements())
    assert sum(verdicts.values()) == 60 + 2
    assert verdicts[UNREADABLE] == 5 + 2  # G5, G16, G27, G38, G49; the line of NOBODY and that of none
    assert len(verdicts) == 4


def test_parts_lists(spark: SparkSession) -> None:
    """A parts list is judged row by row; two rows of one part number are two goods."""
    rows = [
        {"part_number": f"P{number % 7}", "hs": "8708.10", "use": "passenger_light", "produced_in": "MX",
         "net_cost": "100", "vnm": str(number), "date": "2026-11-22"}
        for number in range(20, 40)
    ]  # fmt: skip
    tables = texts({"goods": rows})
    assert there(rvc.score_spark(*frames(spark, tables, 3).values())) == here(tables)


def test_typed_columns_are_read_by_their_type(spark: SparkSession) -> None:
    """Decimals keep their digits, a double is its shortest decimal, dates are dates."""
    goods = pa.table(
        {
            "good_id": ["A", "B"], "hs": ["8708.40", "8708.40"], "use": ["passenger_light"] * 2,
            "produced_in": ["MX", "US"], "date": [date(2026, 11, 22), date(2022, 6, 30)], "currency": ["USD"] * 2,
            "net_cost": pa.array([Decimal("100.000001"), Decimal("100.00")], pa.decimal128(18, 6)),
        }
    )  # fmt: skip
    lines = pa.table(
        {"good_id": ["A", "B"], "id": ["L", "L"], "hs": ["7208.51"] * 2, "line_value": [25.1, 31.0],
         "originating": [False, False]}
    )  # fmt: skip
    tables = {"goods": goods, "materials": lines}
    found = there(rvc.score_spark(*frames(spark, tables, 2).values()))
    assert found == here(tables)
    # 8708.40: at least 75% now, (100.000001 - 25.1) / 100.000001 = 74.9; 69% to 30 June 2022, (100 - 31) / 100 = 69
    assert {row[0]: row[3] for row in found} == {"A": "non_originating", "B": "originating"}


def test_the_day_of_the_call_is_that_of_goods_without_one(spark: SparkSession) -> None:
    """`on` dates goods that state no date, and is the day whose rules apply."""
    tables = set_of(4)
    goods = tables["goods"].drop_columns(["date"])
    spread = frames(spark, {"goods": goods, "materials": tables["materials"]}, 2)
    found = there(rvc.score_spark(spread["goods"], spread["materials"], on=date(2026, 11, 22)))
    assert found == here(tables)


def test_a_table_as_a_whole_is_refused_at_once(spark: SparkSession) -> None:
    """What is wrong with a table is said where it is handed over, not by a worker."""
    goods = spark.createDataFrame(texts({"goods": [{"good_id": "A", "hs": "8708.10"}]})["goods"])
    with pytest.raises(rvc.InputError) as caught:
        rvc.score_spark(goods)
    assert [problem.code for problem in caught.value.problems] == ["many.no_date"]
    with pytest.raises(TypeError, match="no table of a set is called wages"):
        rvc.score_spark(goods, wages=goods)


def test_no_goods_give_no_rows(spark: SparkSession) -> None:
    """A frame without rows is no mistake: it is what a filter left."""
    names = ["good_id", "hs", "date", "produced_in", "use"]
    goods = spark.createDataFrame([], StructType([StructField(name, StringType()) for name in names]))
    assert rvc.score_spark(goods).collect() == []


def test_pandas_has_no_part_in_it(spark: SparkSession) -> None:
    """The worker answers in Arrow; nothing in it asks for pandas."""
    tables = set_of(3)
    spread = frames(spark, tables, 1)
    plan = rvc.score_spark(spread["goods"], spread["materials"])._jdf.queryExecution().toString()  # type: ignore[operator] # noqa: SLF001
    assert "FlatMapCoGroupsInArrow" in plan
    assert "Pandas" not in plan
