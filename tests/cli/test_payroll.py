"""`rvc payroll`."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import rvc
from rvc.base.messages import speaking
from rvc.show.payroll_text import steps
from rvc_cli.app import main
from tests.pay.payrolls import line, written

SAMPLE = "sample_boms/payroll.csv"


def test_a_page_json_and_a_workbook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The three forms are of one result, that of the library; one plant does not qualify: exit 1."""
    assert main(["payroll", SAMPLE]) == 1
    page = " ".join(capsys.readouterr().out.split())
    assert "Average base hourly wage: 285.474613 MXN" in page
    assert "It certifies the plant for the following period, 2026-04-01 to 2026-06-29 (UR 18(5))." in page
    assert main(["payroll", SAMPLE, "--format", "json"]) == 1
    told = capsys.readouterr().out
    assert told == f"{rvc.payroll(SAMPLE).to_json()}\n"
    assert json.loads(told)["schema"] == "rvc-payroll/1"
    out = tmp_path / "wages.xlsx"
    assert main(["payroll", SAMPLE, "--format", "xlsx", "--out", str(out)]) == 1
    book = load_workbook(BytesIO(out.read_bytes()))
    assert book.sheetnames == ["payroll", "plants", "lines"]
    assert [row[5].value for row in book["plants"].iter_rows(min_row=2)] == [285.474613, 25.600609]
    assert main(["payroll", SAMPLE, "--out", str(tmp_path / "wages.txt")]) == 1
    assert "285.474613" in (tmp_path / "wages.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({}, 0, "It reaches 16.00 USD"),
        ({"pay": "15"}, 1, "It does not reach 16.00 USD"),
        ({"currency": "MXN"}, 3, "The pay is in MXN, and no rate of exchange is assumed"),
        ({"country": "DE"}, 1, "DE is outside the region"),
        ({"period_to": "2027-03-31"}, 3, "The period is longer than any"),
        ({"worker_kind": "management"}, 3, "No hours of direct production work count"),
        ({"pay_basis": "monthly", "pay_units": "3"}, 1, "divided by the hours of its own time instead"),
        ({"worker_kind": "other_personnel"}, 3, "Without direct production work of other personnel: -"),
    ],
)
def test_what_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, changes: dict[str, str], code: int, said: str
) -> None:
    """Each result has its exit code and its sentence."""
    assert main(["payroll", str(written(tmp_path / "payroll.csv", [line(**changes)]))]) == code
    assert said in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("language", "own_time", "in_total"),
    [
        ("en", "Semi-monthly and monthly pay divided by the hours of its own time instead",
         "With a worker's hours in positions that never count in the total of the 85%"),
        ("es", "Con el pago quincenal y mensual dividido entre las horas de su propio tiempo",
         "Con las horas del trabajador en puestos que nunca cuentan dentro del total del 85%"),
    ],
)  # fmt: skip
def test_each_reading_is_told(tmp_path: Path, language: str, own_time: str, in_total: str) -> None:
    """Each reading that brings another wage is said by what it reads otherwise, alone and together.

    2400 for 110 direct hours of 120 are 20 an hour, or 19.78 by the average week of April; with 20 hours of management
    they are 110 of 140, of which only those 110 count.
    """
    april = {"period_from": "2026-04-01", "period_to": "2026-04-30"}
    lines = [
        line(**april, direct_hours="110", other_hours="10", pay_basis="monthly", pay="2400", pay_units="1"),
        line(**april, direct_hours="0", other_hours="20", worker_kind="management"),
        line(**april, worker="W2", pay="11.60"),
    ]
    (plant,) = rvc.payroll(written(tmp_path / "payroll.csv", lines)).plants
    with speaking(language):
        said = list(steps(plant))
    both = f"{own_time}; {in_total[0].lower()}{in_total[1:]}"
    # (120 x 20 + 1160) / 220; (110 x 19.780219 + 1160) / 210; (110 x 20 + 1160) / 210
    expected = {f"{own_time}: 16.181818 USD.", f"{in_total}: 15.884877 USD.", f"{both}: 16 USD."}
    assert expected <= set(said)
    assert plant.status == "undetermined"


def test_periods(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Each period has a page of its own; lines of none are said."""
    lines = [
        line(period_from="2026-01-01", period_to="2026-01-31"), line(period_from="2026-03-01", period_to="2026-03-31")
    ]  # fmt: skip
    file = str(written(tmp_path / "payroll.csv", lines))
    assert main(["payroll", file, "--period", "2026-01-01:2026-01-31"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "Lansing (US), 2026-01-01 to 2026-01-31" in page
    assert "In none of the periods" in page


@pytest.mark.parametrize("period", ["2026-01-01", "2026-01-01:", "2026-03-31:2026-01-01", "January"])
def test_wrong_periods(capsys: pytest.CaptureFixture[str], period: str) -> None:
    """A period that is none is wrong usage."""
    assert main(["payroll", SAMPLE, "--period", period]) == 64
    assert "is no period" in capsys.readouterr().err


def test_what_cannot_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A defect is said by file, row and column, and nothing is written; a workbook needs a place."""
    file = written(tmp_path / "payroll.csv", [line(), line(worker="W2", other_hours="")])
    out = tmp_path / "wages.json"
    assert main(["payroll", str(file), "--format", "json", "--out", str(out)]) == 2
    assert 'row 3, column H: "other_hours" is blank' in capsys.readouterr().err
    assert not out.exists()
    assert main(["payroll", "none.csv"]) == 2
    assert "none.csv" in capsys.readouterr().err
    assert main(["payroll", SAMPLE, "--format", "xlsx"]) == 64
    assert main(["payroll", str(file), "--out", str(file)]) == 64
