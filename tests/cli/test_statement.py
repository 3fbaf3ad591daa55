"""`rvc statement`."""

import json
from pathlib import Path

import pytest

import rvc
from rvc_cli.app import main

PART = "sample_boms/brake_part.yaml"


def test_a_page_json_and_a_workbook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The three forms are of one statement, that of the library; the exit code is that of the use stated."""
    assert main(["statement", PART]) == 0
    assert "Supplier's statement: CALIPER-01" in capsys.readouterr().out
    assert main(["statement", PART, "--format", "json"]) == 0
    written = capsys.readouterr().out
    assert written == f"{rvc.statement(PART).to_json()}\n"
    assert json.loads(written)["schema"] == "rvc-statement/1"
    out = tmp_path / "statement.xlsx"
    assert main(["statement", PART, "--format", "xlsx", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"PK")
    assert main(["statement", PART, "--format", "json", "--out", str(tmp_path / "statement.json")]) == 0
    assert (tmp_path / "statement.json").read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("fails_tariff_change.yaml", "Change in tariff classification"),
        ("fails_territory.yaml", "Production in the territory"),
    ],
)
def test_a_part_that_does_not_originate(capsys: pytest.CaptureFixture[str], path: str, test: str) -> None:
    """The exit code is that of `check`, and the page says by which test."""
    assert main(["statement", f"sample_boms/{path}"]) == 1
    page = " ".join(capsys.readouterr().out.split())
    assert "NOT ORIGINATING" in page
    assert f"Tests not met: {test}" in page


def test_what_cannot_be_stated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A vehicle, a file that is not there, a workbook without a place: each its own line, nothing written."""
    assert main(["statement", "sample_boms/sedan.json"]) == 2
    assert "sample_boms/sedan.json, good.hs: Only parts have a supplier's statement" in capsys.readouterr().err
    assert main(["statement", "no.yaml"]) == 2
    assert "no.yaml" in capsys.readouterr().err
    assert main(["statement", PART, "--format", "xlsx"]) == 64
    assert "--out" in capsys.readouterr().err
    assert main(["statement", PART, "--out", PART]) == 64
    assert main(["statement", PART, "--out", str(tmp_path / "no" / "such")]) == 64
    assert list(tmp_path.iterdir()) == []
