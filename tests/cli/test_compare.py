"""`rvc compare`."""

import json
from pathlib import Path

import pytest

from rvc_cli.app import main

RVC = "sample_boms/fails_rvc.yaml"


def test_dates_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    """A column a date, what turns, and the exit code of the last one."""
    assert main(["compare", RVC, "--on", "2022-06-30", "--on", "2026-11-22"]) == 1
    page = capsys.readouterr().out
    assert "What turns: Regional value content (RVC)" in page
    rows = [" ".join(line.split()) for line in page.splitlines()]
    assert "as stated 2022-06-30 USMCA Originating" in rows
    assert "as stated 2026-11-22 USMCA Not originating" in rows
    assert max(map(len, page.splitlines())) <= 80
    assert main(["compare", RVC, "--on", "2026-11-22", "--on", "2022-06-30"]) == 0


def test_a_change_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """What was changed stands above what it does; JSON holds the same, one line a good."""
    args = ["compare", "sample_boms/sedan.json", "--set", "ENG.other_cost=1"]
    assert main(args) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "materials[ENG].other_cost 468.00 1" in page
    assert "as changed 2026-11-22 pass 75% 79.29 to 79.65% +928.34" in page
    assert main([*args, "--format", "json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["changes"] == [{"path": "materials[ENG].other_cost", "before": "468.00", "after": "1"}]
    assert [item["case"] for item in read["variants"]] == ["stated", "set"]


def test_two_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The old case and the new one go by the names of their files."""
    new = tmp_path / "new_case.yaml"
    new.write_text(Path(RVC).read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["compare", RVC, str(new)]) == 1
    page = capsys.readouterr().out
    assert "No test turns." in page
    assert "new_case.yaml" in page
    assert "What was changed" not in page


def test_a_table_of_goods(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Axles with an RVC of 70 and 90: 66 is required in 2020 and 75 in 2026 (UR 14(13)), so that one of them turns."""
    table = tmp_path / "parts.csv"
    head = "Part Number,HTS Code,Use,Net Cost,VNM\n"
    fine = "P-1,8708.50,passenger_light,100.00,30.00\nP-2,8708.50,passenger_light,100.00,10.00\n"
    table.write_text(head + fine, encoding="utf-8")
    facts = ["--fact", "good.date=2026-11-22", "--fact", "good.currency=USD", "--fact", "good.produced_in=US",
             "--fact", "good.left_territory=false"]  # fmt: skip
    days = ["--on", "2020-08-01", "--on", "2026-11-22"]
    assert main(["compare", str(table), *facts, *days]) == 1
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "2 goods" in rows
    assert "as stated 2020-08-01 USMCA 2 0 0" in rows
    assert "as stated 2026-11-22 USMCA 1 0 1" in rows
    assert "P-1 Originating Not originating" in rows
    assert not any(row.startswith("P-2") for row in rows)
    table.write_text(head + fine + "P-3,87,passenger_light,100.00,10.00\n", encoding="utf-8")
    assert main(["compare", str(table), *facts, *days]) == 2
    caught = capsys.readouterr()
    assert "1 not read" in caught.out
    assert "row 4" in caught.err


@pytest.mark.parametrize(
    "args",
    [
        [RVC, RVC, RVC],
        [RVC, RVC, "--set", "A.origin=US"],
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], args: list[str]) -> None:
    """One file, or an old and a new one; --set goes with one."""
    assert main(["compare", *args]) == 64
    assert "compare takes one file" in capsys.readouterr().err


def test_what_cannot_be_set_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in --set exits 2 with one line, and nothing is compared."""
    assert main(["compare", RVC, "--set", "NOPE.origin=US"]) == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "--set NOPE.origin=US: no material" in caught.err
