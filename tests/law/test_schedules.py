"""Every schedule on every boundary day and the day before, against a golden table typed from the Regulations."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from rvc.base.errors import LawError
from rvc.law.load import load_law

LAW = load_law()
with (Path(__file__).parent / "golden" / "schedules.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))
DAYS = [date.fromisoformat(name) for name in GOLDEN[0] if name[:2] == "20"]


def _points(cell: str) -> int | None:
    return int(Decimal(cell) * 100) if cell else None


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["schedule"])
def test_golden(row: dict[str, str]) -> None:
    """The percentage and the comparison on each day are those of the golden table, asked one by one or as a column."""
    schedule = LAW.schedule(row["schedule"])
    expected = [_points(row[day.isoformat()]) for day in DAYS]
    column = schedule.at(np.array(DAYS, dtype="datetime64[D]"))
    assert schedule.comparison == row["comparison"]
    assert [schedule.on(day) for day in DAYS] == expected
    assert column.tolist() == [-1 if points is None else points for points in expected]


def test_golden_is_complete() -> None:
    """The golden table has every schedule, every day on which a step begins, and the day before each."""
    starts = {step.start for schedule in LAW.schedules.values() for step in schedule.steps}
    assert [row["schedule"] for row in GOLDEN] == list(dict.fromkeys(row["schedule"] for row in GOLDEN))
    assert {row["schedule"] for row in GOLDEN} == set(LAW.schedules)
    assert set(DAYS) == starts | {start - timedelta(days=1) for start in starts}


def test_column_without_a_day() -> None:
    """A row without a day has no requirement, however many steps the schedule has."""
    days = np.array(["NaT", "2026-11-22"], dtype="datetime64[D]")
    assert LAW.schedule("vehicle.heavy").at(days).tolist() == [-1, 6400]


@pytest.mark.parametrize(("name", "points"), [("50%", 5000), ("62.5%", 6250), ("0%", 0), ("100%", 10000)])
def test_flat(name: str, points: int) -> None:
    """A percentage is a schedule of its own: at least that much on any day."""
    schedule = LAW.schedule(name)
    assert schedule.comparison == "at_least"
    assert schedule.on(date(2020, 7, 1)) == points
    assert schedule.at(np.array(["2026-11-22"], dtype="datetime64[D]")).tolist() == [points]


@pytest.mark.parametrize("name", ["vehicle", "table_z.net_cost", "50", "62.555%", "1e2%", "-5%", ""])
def test_unknown(name: str) -> None:
    """A name that is neither a schedule nor a percentage is an error, never a requirement of nothing."""
    with pytest.raises(LawError, match="neither"):
        LAW.schedule(name)
