"""Frames of callers: what they hold is read exactly, and problems name the frame, the row of data and the column."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import rvc
from rvc.base.errors import InputError
from rvc.lines.grids.grid import Broken
from rvc.lines.grids.grid_frame import frame_grid, is_frame
from rvc.lines.read import ReadCase
from rvc.lines.tables.many import Unread, read_set
from rvc.lines.tables.options import TableOptions

Data = dict[str, list[Any]]
Make = Callable[[Data], Any]


def of_objects(data: Data) -> pd.DataFrame:
    """A frame of pandas whose columns hold what they are given."""
    return pd.DataFrame(data, dtype=object)


MAKERS = (pl.DataFrame, pa.table, of_objects)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([Decimal("1.10"), None], [Decimal("1.10"), None]),
        ([0.1, 1e-7, float("nan")], [Decimal("0.1"), Decimal("0.0000001"), None]),
        ([2**60, None], [Decimal(2**60), None]),
        ([True, None], [True, None]),
        (["8703.20", "", "#N/A"], ["8703.20", None, Broken("error_value", "#N/A")]),
        ([date(2026, 11, 22)], [date(2026, 11, 22)]),
        ([datetime(2026, 11, 22, 1)], [datetime(2026, 11, 22, 1)]),  # noqa: DTZ001 - as a frame has it
        ([[1, 2]], [Broken("nested")]),
        ([time(1, 2)], None),
    ],
    ids=str,
)
def test_values_are_what_they_are(make: Make, values: list[Any], cells: list[object] | None) -> None:
    """A decimal keeps its digits, a float is its shortest decimal, and nothing is blank that is not."""
    grid = frame_grid(make({"a": values}), "goods")
    found = [row[0] for row in grid.rows]
    assert (grid.first_row, found[0]) == (0, "a")
    if cells is None:
        assert [type(cell) for cell in found[1:]] == [Broken]
    else:
        assert list(map(repr, found[1:])) == list(map(repr, cells))


@pytest.mark.parametrize("make", MAKERS[:2])
def test_single_precision_is_its_own_shortest_decimal(make: Make) -> None:
    """0.1 of single precision is 0.1, and not what it is in double precision."""
    column = pa.array([0.1, None, float("nan")], pa.float32())
    frame = make({"a": column if make is pa.table else pl.Series([0.1, None, float("nan")], dtype=pl.Float32)})  # type: ignore[dict-item]
    assert [row[0] for row in frame_grid(frame, "goods").rows[1:]] == [Decimal("0.1"), None, None]


def cells_of(series: pd.Series) -> list[object]:
    """What a column of pandas is read as."""
    return [row[0] for row in frame_grid(series.to_frame("a"), "goods").rows[1:]]


def test_a_frame_of_pandas() -> None:
    """Its marks of nothing are blank, a named index is a column, and what is no cell is refused."""
    values = [pd.NA, pd.NaT, float("nan"), None, 0.1, 3, Decimal("1.10"), Decimal("NaN"), True, b"x"]
    cells = [None, None, None, None, Decimal("0.1"), Decimal(3), Decimal("1.10"), None, True, Broken("nested")]
    assert cells_of(pd.Series(values, dtype=object)) == cells
    indexed = pd.DataFrame({"good_id": ["G1"], "a": [1]}).set_index("good_id")
    assert frame_grid(indexed, "goods").rows == [["good_id", "a"], ["G1", Decimal(1)]]


@pytest.mark.parametrize(
    ("series", "cells"),
    [
        (pd.Series([0.1, None], dtype="float32"), [Decimal("0.1"), None]),
        (pd.Series([0.1, None], dtype="float64"), [Decimal("0.1"), None]),
        (pd.Series([3, None], dtype="Int64"), [Decimal(3), None]),
        (pd.Series([True, None], dtype="boolean"), [True, None]),
        (pd.Series(["8703.20", None], dtype="str"), ["8703.20", None]),
        (pd.Series(["8703.20", None], dtype="category"), ["8703.20", None]),
        (pd.Series(pd.to_datetime(["2026-11-22", None])), [datetime(2026, 11, 22), None]),  # noqa: DTZ001 - as it is
        (pd.Series([Decimal("1.10"), None], dtype=pd.ArrowDtype(pa.decimal128(9, 2))), [Decimal("1.10"), None]),
    ],
    ids=lambda item: str(item.dtype) if isinstance(item, pd.Series) else "",
)
def test_types_of_pandas(series: pd.Series, cells: list[object]) -> None:
    """Each type of column is read as what it holds."""
    assert list(map(repr, cells_of(series))) == list(map(repr, cells))


def test_numbers_of_numpy_are_numbers() -> None:
    """What a column of objects may hold."""
    values = [np.float32(0.1), np.float64(0.1), np.int64(3), np.bool_(True)]  # noqa: FBT003 - its class of truth
    cells = cells_of(pd.Series(values, dtype=object))
    assert list(map(repr, cells)) == ["Decimal('0.1')", "Decimal('0.1')", "Decimal('3')", "True"]


GOODS: Data = {"Good": ["G1", "G2"], "HTS": ["8703.23", "8703.24"], "date": [date(2026, 11, 22)] * 2,
               "Net Cost (USD)": [100.5, 200.25]}  # fmt: skip
MATERIALS: Data = {"good_id": ["G1", "G2"], "P/N": ["A", "B"], "hs": ["8407.34", "99"], "unit_value": [1.25, 2.5]}


@pytest.mark.parametrize("make", MAKERS)
def test_a_set_of_frames(make: Make) -> None:
    """Frames are read by the same names; what is wrong is told by frame, row of data and name of the column."""
    many = read_set(make(GOODS), make(MATERIALS))
    first, second = many.goods
    assert isinstance(first, ReadCase)
    assert first.case.value is not None
    assert (first.case.value.net_cost, first.case.good.currency) == (Decimal("100.5"), "USD")
    assert first.case.materials[0].unit_value == Decimal("1.25")
    assert isinstance(second, Unread)
    (problem,) = second.problems
    assert (second.id, problem.code, problem.file, problem.row, problem.column) == (
        "G2", "hs.malformed", "materials", 2, "hs"
    )  # fmt: skip


def test_a_frame_is_answered_in_its_kind() -> None:
    """The result of frames of pandas is a frame of pandas, with a row for each good."""
    found = rvc.score(pd.DataFrame(GOODS), pd.DataFrame(MATERIALS))
    assert isinstance(found, pd.DataFrame)
    assert found["good_id"].tolist() == ["G1", "G2"]
    assert found["verdict"].tolist()[1] == "unreadable"


def test_a_frame_of_parts() -> None:
    """One frame is a parts list if it has the columns of one; every row is a part, whatever stands in it."""
    frame = pl.DataFrame({"part_number": ["A", "Total", None], "hs": ["8708.10"] * 3, "vnm": [1, 2, 3]})
    many = read_set(frame, options=TableOptions(facts={"good": {"date": "2026-11-22"}}))
    assert [good.id if isinstance(good, Unread) else good.case.good.id for good in many.goods] == [
        "A",
        "Total",
        "row 3",
    ]


def test_what_is_wrong_with_a_frame_is_raised() -> None:
    """The header of a frame has no row of its own."""
    with pytest.raises(InputError) as caught:
        read_set(pl.DataFrame({"good_id": ["A"], "date": ["2026-11-22"], "net_cost": [5]}), pl.DataFrame(MATERIALS))
    assert [(problem.code, problem.file, problem.row) for problem in caught.value.problems] == [
        ("column.missing", "goods", None)
    ]


def test_what_is_no_frame() -> None:
    """A list of rows is no frame, nor is one column of one, nor a query that was not collected."""
    assert not is_frame([{"a": 1}])
    assert not is_frame(pd.Series([1]))
    assert not is_frame(pl.Series([1]))
    with pytest.raises(TypeError, match="LazyFrame"):
        read_set(pl.DataFrame(GOODS).lazy(), pl.DataFrame(MATERIALS))
