"""Small payrolls for tests: a line that is right, changed here and there, written as CSV."""

import csv
from collections.abc import Sequence
from pathlib import Path

from rvc.pay.average import average
from rvc.pay.result import Payroll

LINE = {
    "plant": "Lansing", "country": "US", "period_from": "2026-01-01", "period_to": "2026-03-31", "worker": "W1",
    "worker_kind": "production", "direct_hours": "100", "other_hours": "0", "break_hours": "0", "overtime_hours": "0",
    "pay_basis": "hourly", "pay": "20", "pay_units": "", "premiums": "", "benefits": "", "currency": "USD",
}  # fmt: skip


def line(**changes: str) -> dict[str, str]:
    """The line with changes."""
    return {**LINE, **changes}


def written(path: Path, lines: Sequence[dict[str, str]], **form: str) -> Path:
    """A CSV file of lines."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(LINE), **form)  # type: ignore[arg-type]
        writer.writeheader()
        writer.writerows(lines)
    return path


def averaged(folder: Path, *lines: dict[str, str]) -> Payroll:
    """What lines come to."""
    return average([written(folder / "payroll.csv", lines)])
