"""The second opinion: a payroll read row by row, worker by worker, in fractions, as UR 12 and 29 CFR 810 tell it."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

NEVER = {"management", "research_development", "engineering_off_line", "intern_without_agreement"}
Row = Mapping[str, str]


def averages(
    rows: Sequence[Row], *, average_week: bool, other_personnel: bool, excepted_in_total: bool
) -> dict[str, tuple[Fraction, Fraction]]:
    """Hours that count and base wages by plant, over all of its lines."""
    found: dict[str, tuple[Fraction, Fraction]] = {}
    for plant in dict.fromkeys(row["plant"] for row in rows):
        all_rows = [row for row in rows if row["plant"] == plant]
        mine = [row for row in all_rows if _counts(row, other_personnel=other_personnel)]
        hours = wages = Fraction(0)
        for worker in {row["worker"] for row in mine}:
            lines = [row for row in mine if row["worker"] == worker]
            direct = sum(_of(row, "direct_hours") + _of(row, "break_hours") for row in lines)
            of_test = [row for row in all_rows if row["worker"] == worker] if excepted_in_total else lines
            total = sum(_worked(row) for row in of_test)
            whole = direct >= Fraction(85, 100) * total  # 29 CFR 810.105(b)(2)(i): at least 85 percent
            for row in lines:
                counted = _worked(row) if whole else _of(row, "direct_hours")
                if counted:
                    hours += counted
                    wages += _hourly(row, average_week=average_week) * counted
        found[plant] = hours, wages
    return found


def _counts(row: Row, *, other_personnel: bool) -> bool:
    return row["worker_kind"] not in NEVER and (other_personnel or row["worker_kind"] != "other_personnel")


def _hourly(row: Row, *, average_week: bool) -> Fraction:
    """The hourly base wage rate of a line (29 CFR 810.105(b)(1), 810.125)."""
    pay, worked, basis = _of(row, "pay"), _worked(row), row["pay_basis"]
    if basis == "hourly":
        return pay
    if basis == "gross":
        return (pay - _of(row, "premiums") - _of(row, "benefits")) / worked
    if average_week and basis in {"monthly", "semi_monthly"}:
        weeks = Fraction((date.fromisoformat(row["period_to"]) - date.fromisoformat(row["period_from"])).days + 1, 7)
        a_week = pay * {"monthly": 12, "semi_monthly": 24}[basis] / 52
        return a_week / (worked / weeks)
    return pay * _of(row, "pay_units") / worked


def _worked(row: Row) -> Fraction:
    return _of(row, "direct_hours") + _of(row, "other_hours") + _of(row, "break_hours")


def _of(row: Row, name: str) -> Fraction:
    return Fraction(row.get(name) or "0")
