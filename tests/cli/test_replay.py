"""`rvc check --evidence` and `rvc replay`."""

import json
import zipfile
from pathlib import Path

import pytest

from rvc_cli.app import main

RVC = "sample_boms/fails_rvc.yaml"


def test_kept_and_replayed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The check shows what it always shows; the evidence comes out identical."""
    kept = tmp_path / "e.zip"
    assert main(["check", RVC, "--evidence", str(kept)]) == 1
    assert "NOT ORIGINATING" in capsys.readouterr().out
    assert main(["replay", str(kept)]) == 0
    assert capsys.readouterr().out == (
        "RVC-FAIL: NOT ORIGINATING. The report comes out identical, by law data 2026.11.\n"
    )
    with zipfile.ZipFile(kept) as package:
        assert json.loads(package.read("manifest.json"))["replay"] == "rvc replay e.zip"


def test_what_cannot_be_kept_or_replayed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nothing is written of what could not be read, nor over the case; other files are no evidence."""
    kept = tmp_path / "e.zip"
    assert main(["check", "no.yaml", "--evidence", str(kept)]) == 2
    assert not kept.exists()
    assert "not written" in capsys.readouterr().err
    assert main(["check", RVC, RVC, "--evidence", str(kept)]) == 64
    assert main(["check", RVC, "--evidence", RVC]) == 64
    assert main(["check", RVC, "--evidence", str(tmp_path / "no" / "e.zip")]) == 64
    assert main(["replay", RVC]) == 2
    assert "This is no evidence file" in capsys.readouterr().err
    assert main(["replay", str(kept)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_what_differs_is_listed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By another program the report names another version: that is what differs."""
    kept = tmp_path / "e.zip"
    assert main(["check", RVC, "--evidence", str(kept)]) == 1
    monkeypatch.setattr("rvc.run.engine.engine_version", lambda: "9.9.9")
    capsys.readouterr()
    assert main(["replay", str(kept)]) == 1
    assert "  engine_version: was 0.1.0, is 9.9.9\n" in capsys.readouterr().out
