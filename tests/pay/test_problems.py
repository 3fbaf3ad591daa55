"""Everything wrong in a payroll is a problem of its own, in its cell; nothing missing is taken as zero."""

from datetime import date
from pathlib import Path

import pytest

from rvc.base.errors import InputError
from rvc.pay.average import average
from tests.pay.payrolls import LINE, averaged, line, written

Lines = list[dict[str, str]]
NEXT = {"period_from": "2026-04-01", "period_to": "2026-06-30"}

SLIPS: list[tuple[str, str, int, Lines]] = [
    ("payroll.blank", "direct_hours", 2, [line(direct_hours="")]),
    ("payroll.blank", "other_hours", 2, [line(other_hours="")]),
    ("payroll.blank", "break_hours", 2, [line(break_hours="")]),
    ("payroll.blank_beside", "direct_hours", 3, [line(), line(worker_kind="management", direct_hours="")]),
    ("payroll.blank_beside", "other_hours", 3, [line(), line(worker_kind="management", other_hours="", pay="")]),
    ("payroll.blank_beside", "break_hours", 3, [line(), line(worker_kind="management", break_hours="")]),
    ("payroll.blank", "pay", 3, [line(), line(worker="W2", pay="")]),
    ("payroll.blank", "pay_basis", 2, [line(pay_basis="")]),
    ("payroll.blank", "pay_units", 2, [line(pay_basis="weekly")]),
    ("payroll.blank", "premiums", 2, [line(pay_basis="gross", benefits="0")]),
    ("payroll.blank", "benefits", 2, [line(pay_basis="gross", premiums="0")]),
    ("payroll.blank", "plant", 2, [line(plant="")]),
    ("payroll.blank", "country", 2, [line(country="")]),
    ("payroll.blank", "worker_kind", 2, [line(worker_kind="")]),
    ("payroll.blank", "currency", 2, [line(currency="")]),
    ("payroll.blank", "period_to", 2, [line(period_to="")]),
    ("payroll.period", "period_to", 2, [line(period_to="2025-12-31")]),
    ("payroll.hours_above", "direct_hours", 2, [line(period_to="2026-01-04", direct_hours="96.01")]),
    ("payroll.overtime_above", "overtime_hours", 2, [line(overtime_hours="100.01")]),
    ("payroll.pay_without_hours", "direct_hours", 2, [line(direct_hours="0")]),
    ("payroll.premiums_above", "pay", 2, [line(pay_basis="gross", premiums="15", benefits="5.01")]),
    ("payroll.two_countries", "country", 3, [line(), line(worker="W2", country="MX")]),
    ("payroll.two_currencies", "currency", 3, [line(), line(worker="W2", currency="MXN")]),
    ("payroll.overlap", "period_from", 3, [line(), line(period_from="2026-03-31", period_to="2026-04-30")]),
    ("payroll.twice", "period_from", 3, [line(), line()]),
    (
        "payroll.hours_above", "direct_hours", 3,
        [line(period_to="2026-01-04", direct_hours="90"), line(period_to="2026-01-04", direct_hours="7", pay="21")],
    ),
    ("number.negative", "direct_hours", 2, [line(direct_hours="-8")]),
    ("number.negative", "pay", 2, [line(pay="-20.5")]),
    ("number.digits", "pay", 2, [line(pay="20.1234567")]),
    ("column.number", "pay", 2, [line(pay="twenty")]),
    ("choice.unknown", "worker_kind", 2, [line(worker_kind="intern")]),
    ("choice.unknown", "worker_kind", 2, [line(worker_kind="engineer")]),
    ("choice.unknown", "pay_basis", 2, [line(pay_basis="salary")]),
    ("country.unknown", "country", 2, [line(country="Atlantis")]),
    ("currency.unknown", "currency", 2, [line(currency="peso")]),
    ("grid.cell.error_value", "pay", 2, [line(pay="#N/A")]),
    ("column.decimal_open", "pay", 2, [line(pay="1.234")]),
]  # fmt: skip


def test_hours_are_told_beside_their_days(tmp_path: Path) -> None:
    """Of hours that do not fit, hours and days are told as they are."""
    with pytest.raises(InputError) as caught:
        averaged(tmp_path, line(period_to="2026-01-04", direct_hours="96.01"))
    assert "96.01 hours do not fit into 4 days" in caught.value.problems[0].text


@pytest.mark.parametrize(("code", "name", "row", "lines"), SLIPS)
def test_each_slip(tmp_path: Path, code: str, name: str, row: int, lines: Lines) -> None:
    """A slip is said once, at its own cell, and nothing is averaged."""
    with pytest.raises(InputError) as caught:
        averaged(tmp_path, *lines)
    column = chr(ord("A") + list(LINE).index(name))
    said = [(problem.code, problem.row, problem.column) for problem in caught.value.problems]
    assert (code, row, column) in said
    assert [place for place in said if place[0].startswith("payroll.")] in ([], [(code, row, column)])


@pytest.mark.parametrize(
    "lines",
    [
        [line(period_to="2026-01-04", direct_hours="96")],  # four days hold 96 hours
        [line(overtime_hours="100")],
        [line(pay_basis="gross", premiums="15", benefits="5")],
        [line(), line(**NEXT)],
        [line(), line(pay="21")],  # two rates over the same days
        [line(), line(plant="Flint")],
        [line(direct_hours="0", pay="0"), line(worker="W2")],
        [
            line(),
            line(plant="Flint", worker_kind="management", direct_hours="", other_hours="", break_hours="", pay=""),
        ],
        [line(), line(worker="W2", worker_kind="management", direct_hours="", other_hours="", break_hours="", pay="")],
    ],
)
def test_what_is_right_beside_it(tmp_path: Path, lines: Lines) -> None:
    """The other side of each boundary is averaged without a word."""
    assert averaged(tmp_path, *lines).warnings == ()


def test_all_at_once(tmp_path: Path) -> None:
    """Every problem of several lines is said, in the order of the rows."""
    with pytest.raises(InputError) as caught:
        averaged(tmp_path, line(pay="-1"), line(worker="W2", country="XX"), line(worker="W3", other_hours="many"))
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4]


def test_a_line_across_the_end_of_a_period(tmp_path: Path) -> None:
    """A week of two quarters is in neither: how it is divided, nobody can tell."""
    file = written(tmp_path / "payroll.csv", [line(period_from="2026-03-30", period_to="2026-04-05")])
    with pytest.raises(InputError) as caught:
        average([file], [(date(2026, 1, 1), date(2026, 3, 31))])
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [("payroll.crosses", 2)]


def test_sums_that_no_number_holds(tmp_path: Path) -> None:
    """Figures of 18 digits each are refused, and never wrapped around."""
    huge = "999999999999.999999"
    with pytest.raises(InputError) as caught:
        averaged(tmp_path, line(pay_basis="piece_rate", pay=huge, pay_units=huge, direct_hours="1.000001"))
    assert [problem.code for problem in caught.value.problems] == ["payroll.too_large"]


@pytest.mark.parametrize("plants", [["A", "A"], ["A", "B"]])
def test_the_same_period_at_one_plant_or_two(tmp_path: Path, plants: list[str]) -> None:
    """A worker has a pay period once at a plant, but may have it at two plants, whatever stands between the lines."""
    lines = [line(plant=plant, worker=f"W{place % 3}") for place, plant in enumerate([plants[0]] * 3)]
    lines.append(line(plant=plants[1], worker="W0"))
    if plants == ["A", "B"]:
        assert len(averaged(tmp_path, *lines).plants) == 2
        return
    with pytest.raises(InputError) as caught:
        averaged(tmp_path, *lines)
    assert [(each.code, each.row) for each in caught.value.problems] == [("payroll.twice", 5)]
