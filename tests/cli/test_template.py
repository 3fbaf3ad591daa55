"""`rvc template`."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from rvc.lines.workbook.workbook_out import write_workbook
from rvc_cli.app import main
from tests.cli.process import ROOT, rvc


def test_a_workbook_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The workbook is the one of the library, and the command says what to do with it."""
    path = tmp_path / "out.xlsx"
    assert main(["template", str(path)]) == 0
    caught = capsys.readouterr()
    assert caught.out == f"{path}: fill it in, then run rvc check {path}\n"
    assert caught.err == ""
    write_workbook(None, tmp_path / "same.xlsx")
    assert path.read_bytes() == (tmp_path / "same.xlsx").read_bytes()


def test_kind_and_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--kind leaves out what cannot bear on the good and states it; --lang es speaks Spanish, the command too."""
    path = tmp_path / "out.xlsx"
    assert main(["template", str(path), "--kind", "part", "--lang", "es"]) == 0
    assert "llénelo" in capsys.readouterr().out
    book = load_workbook(path)
    assert book.sheetnames == ["guía", "good", "materials", "elections", "ejemplo", "diccionario", "listas"]
    cells = {row[0]: row for row in book["good"].iter_rows(values_only=True)}
    assert cells["kind"][1] == "part"
    assert cells["net_cost"][2] == "Costo neto; en su lugar puede integrarse a partir de los costos."


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --force nothing is overwritten: exit 64, one line; with it, the workbook takes the place."""
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"a day's work")
    assert main(["template", str(path)]) == 64
    caught = capsys.readouterr()
    assert caught.out == ""
    assert caught.err == f"rvc: {path} is there already; --force overwrites it.\n"
    assert path.read_bytes() == b"a day's work"
    assert main(["template", str(path), "--force"]) == 0
    assert load_workbook(path)["good"]["A3"].value == "schema"


@pytest.mark.parametrize(
    "args",
    [["x.csv"], ["x"], ["x.ods"], [], ["x.xlsx", "--kind", "boat"], ["x.xlsx", "--lang", "fr"], ["no/folder/x.xlsx"]],
    ids=" ".join,
)
def test_wrong_usage(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another suffix, an unknown kind or language, no folder to write in: one line, exit 64, nothing written."""
    monkeypatch.chdir(tmp_path)
    assert main(["template", *args]) == 64
    caught = capsys.readouterr()
    assert caught.out == ""
    assert len(caught.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_no_other_command_loads_the_writer() -> None:
    """Judging a case file does not wait for the library that writes workbooks."""
    sample = str(ROOT / "sample_boms" / "sedan.json")
    code, _, _ = rvc("check", sample, then="sys.exit(90 if 'xlsxwriter' in sys.modules else 91)")
    assert code == 91
