"""Parquet: typed columns as cells."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rvc.base.errors import InputError
from rvc.lines.grids.grid import Broken, read_grids

arrow: Any = pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")


def column_of(path: Path, values: list[object], kind: object = None) -> list[object]:
    """A column as it reads back, without its name."""
    parquet.write_table(arrow.table({"x": arrow.array(values, kind), "end": [1] * len(values)}), path / "a.parquet")
    (grid,), problems = read_grids(path / "a.parquet")
    assert (problems, grid.rows[0], grid.first_row) == ((), ["x", "end"], 1)
    return [row[0] for row in grid.rows[1:]]


@pytest.mark.parametrize(
    ("values", "kind", "cells"),
    [
        (["007", None, "", "#N/A"], None, ["007", None, None, Broken("error_value", "#N/A")]),
        (["a", None, "a"], "large_string", ["a", None, "a"]),
        ([0.1, None, 8703.0, 1e-7], None, [Decimal("0.1"), None, Decimal(8703), Decimal("0.0000001")]),
        ([0.1], "float32", [Decimal("0.1")]),
        ([float("nan")], None, [Broken("malformed", "nan")]),
        ([2**63, None], "uint64", [Decimal(2**63), None]),
        ([Decimal("1.10")], None, [Decimal("1.10")]),
        ([True, None], None, [True, None]),
        ([date(2026, 2, 1)], None, [date(2026, 2, 1)]),
        ([datetime(2026, 2, 1, 5, tzinfo=UTC)], None, [datetime(2026, 2, 1, 5)]),  # noqa: DTZ001
        ([time(5)], None, [Broken("time_of_day", "05:00:00.000000")]),
        ([["a"], None], None, [Broken("nested"), None]),
        ([b"a"], None, [Broken("nested")]),
        ([None], "null", [None]),
    ],
)
def test_columns(tmp_path: Path, values: list[object], kind: str | None, cells: list[object]) -> None:
    """Each type of column gives the cells that it means, exactly; what is no single value is broken, not blank."""
    made = getattr(arrow, kind)() if kind and kind != "float32" else (arrow.float32() if kind else None)
    found = column_of(tmp_path, values, made)
    assert found == cells
    assert [type(cell) for cell in found] == [type(cell) for cell in cells]


def test_categories(tmp_path: Path) -> None:
    """Columns of categories read as their values, texts and numbers alike."""
    assert column_of(tmp_path, ["a", "b", "a"], arrow.dictionary(arrow.int8(), arrow.string())) == ["a", "b", "a"]
    assert column_of(tmp_path, [5, 6, 5], arrow.dictionary(arrow.int8(), arrow.int64())) == [5, 6, 5]


def test_cut_off(tmp_path: Path) -> None:
    """A file cut off or altered inside is refused as damaged."""
    column_of(tmp_path, ["text"] * 50)
    whole = (tmp_path / "a.parquet").read_bytes()
    for spoiled in (whole[:-20], whole[: len(whole) // 2] + whole[-8:], whole[:50] + b"\xff" * 60 + whole[110:]):
        (tmp_path / "b.parquet").write_bytes(spoiled)
        with pytest.raises(InputError, match="damaged"):
            read_grids(tmp_path / "b.parquet")


def test_a_small_file_of_endless_rows(tmp_path: Path) -> None:
    """A file that packs more cells than are read is refused before they are made."""
    parquet.write_table(arrow.table({"x": arrow.nulls(30_000_000, arrow.bool_())}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match="20,000,000"):
        read_grids(tmp_path / "a.parquet")
