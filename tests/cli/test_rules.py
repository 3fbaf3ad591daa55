"""`rvc rules`."""

import json
from datetime import date

import pytest

from rvc_cli.app import main


def test_overview_on_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    """The percentages of the date asked for, in both forms."""
    assert main(["rules", "--on", "2022-01-01"]) == 0
    assert "percentages in force on 2022-01-01" in capsys.readouterr().out
    assert main(["rules", "--on", "2022-01-01", "--format", "json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert next(item["percent"] for item in read["percentages"] if item["schedule"] == "vehicle.light") == "69"


def test_today_without_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --on the day is today, and the page says which day that is."""
    before = date.today()  # noqa: DTZ011 - the user's own calendar day
    main(["rules", "8703.23", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["law"]["as_of"]
    assert told in {before.isoformat(), date.today().isoformat()}  # noqa: DTZ011


def test_use_and_kind_narrow(capsys: pytest.CaptureFixture[str]) -> None:
    """Of a code, only the alternatives for the use or kind asked for."""
    assert main(["rules", "8708.10", "--use", "heavy_truck", "--on", "2026-11-22"]) == 0
    out = capsys.readouterr().out
    assert "Heavy trucks, or original equipment for them" in out
    assert "passenger vehicles and light trucks" not in out
    assert main(["rules", "8703.23", "--kind", "other_vehicle", "--on", "2026-11-22"]) == 0
    out = capsys.readouterr().out
    assert "at least 62.5%" in out
    assert "at least 75%" not in out


@pytest.mark.parametrize(
    "args",
    [["8708"], ["car"], ["8708.10", "--use", "boat"], ["--kind", "boat"], ["--on", "2020-02-30"], ["--on", "1.7.2020"]],
)
def test_wrong_usage(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No HS code, an unknown use or kind, or no date: one line, exit 64."""
    assert main(["rules", *args]) == 64
    caught = capsys.readouterr()
    assert caught.out == ""
    assert len(caught.err.splitlines()) == 1
