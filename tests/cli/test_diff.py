"""`rvc diff`."""

import json
from pathlib import Path

import pytest

from rvc.lines.document import as_mapping
from rvc_cli.app import main
from tests.run.test_reconciliation import car


def kept(path: Path, vnm: str) -> str:
    """A case in a file."""
    path.write_text(json.dumps(as_mapping(car(vnm=vnm).case), default=str), encoding="utf-8")
    return str(path)


def test_what_turns_is_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A page with the verdicts, the tests, and who must be told; the exit code is that of the new figures."""
    old, new = kept(tmp_path / "old.json", "250"), kept(tmp_path / "new.json", "250.01")
    assert main(["diff", old, new]) == 1
    shown = capsys.readouterr().out
    assert "1 goods, 1 with another verdict" in shown
    assert "75 > 74.999" in shown
    assert "UR 16(9)" in shown
    assert main(["diff", new, old, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "rvc-diff/1"


def test_nothing_turns_and_nothing_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The same figures; and a file that is not there."""
    old = kept(tmp_path / "old.json", "250")
    assert main(["diff", old, old]) == 0
    assert "No verdict and no test turns." in capsys.readouterr().out
    assert main(["diff", old, str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err
