"""`rvc check` on the shipped samples and on files that cannot be read."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

import rvc_cli.check
from rvc.lines.read import ReadCase, read_case
from rvc.run.engine import check as judge
from rvc.run.report import Report
from rvc_cli.app import main
from tests.cli.process import rvc

SAMPLES = Path(__file__).parents[2] / "sample_boms"
PASSES = str(SAMPLES / "sedan.json")
FAILS = str(SAMPLES / "fails_rvc.yaml")
OPEN = str(SAMPLES / "unknown_origins.yaml")


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A case with two defects."""
    path = tmp_path / "broken.yaml"
    path.write_text("schema: rvc/1\ngood:\n  id: A\n  hs: '9999'\n  produced_inn: MX\n")
    return str(path)


@pytest.mark.parametrize(
    ("files", "code", "status"),
    [
        ([PASSES], 0, "ORIGINATING"),
        ([FAILS], 1, "NOT ORIGINATING"),
        ([OPEN], 3, "UNDETERMINED"),
        ([PASSES, OPEN], 3, "ORIGINATING"),
        ([OPEN, FAILS, PASSES], 1, "UNDETERMINED"),
    ],
)
def test_exit_code_and_verdict(files: list[str], code: int, status: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code says how all fared; the first line how the first did."""
    assert main(["check", *files]) == code
    caught = capsys.readouterr()
    assert caught.out.splitlines()[0] == f"USMCA status: {status}"
    assert caught.out.count("USMCA status: ") == len(files)
    assert caught.err == ""


def test_the_page_fits_a_pipe(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no terminal, lines are at most 80 columns wide and without color."""
    monkeypatch.delenv("COLUMNS", raising=False)
    main(["check", *(str(path) for path in sorted(SAMPLES.glob("*.yaml")))])
    out = capsys.readouterr().out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "\x1b" not in out


def test_json_is_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a good, the engine's own report, in the order of the files."""
    assert main(["check", "--format", "json", OPEN, PASSES]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines == [judge(read_case(path)).to_json() for path in (OPEN, PASSES)]


def test_on_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    """--on puts the rules of that day in force."""
    main(["check", PASSES, "--on", "2021-01-01", "--format", "json"])
    read = json.loads(capsys.readouterr().out)
    assert read["law"]["as_of"] == "2021-01-01"
    assert next(finding["required"] for finding in read["findings"] if finding["rule"] == "rvc") == "66"


def test_day_and_regime_reach_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the options say is what the engine is asked."""
    asked: list[object] = []

    def spy(read: ReadCase, *, on: date | None, regime: str | None) -> Report:
        asked.append((on, regime))
        return judge(read)

    monkeypatch.setattr(rvc_cli.check, "judge", spy)
    main(["check", PASSES, "--on", "2022-02-03", "--regime", "alternative_staging"])
    main(["check", PASSES])
    assert asked == [(date(2022, 2, 3), "alternative_staging"), (None, None)]


def test_every_problem_is_one_line(broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each defect has its line on standard error, opening with the file; the other files are still reported."""
    assert main(["check", broken, FAILS]) == 2
    caught = capsys.readouterr()
    complaints = caught.err.splitlines()
    assert len(complaints) >= 2
    assert all(line.startswith(f"{broken}, ") for line in complaints)
    assert any("line 4" in line and "good.hs" in line for line in complaints)
    assert any("produced_inn" in line for line in complaints)
    assert caught.out.startswith("USMCA status: NOT ORIGINATING")


@pytest.mark.parametrize("name", ["missing.yaml", "folder.yaml", "notes.txt", "empty.json", "bytes.yaml"])
def test_what_cannot_be_read_is_said(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is missing, a folder, of another kind, empty or not text: one line each, no report, exit 2."""
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty.json").write_text("")
    (tmp_path / "bytes.yaml").write_bytes(b"a: \xff\xfe\xfa")
    assert main(["check", str(tmp_path / name)]) == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert len(caught.err.splitlines()) == 1
    assert caught.err.startswith(str(tmp_path / name))


def test_a_regime_that_the_case_cannot_elect(capsys: pytest.CaptureFixture[str]) -> None:
    """What only the engine can refuse is one line with the file, too."""
    assert main(["check", PASSES, "--regime", "alternative_staging"]) == 2
    assert capsys.readouterr().err.startswith(f"{PASSES}, ")


@pytest.mark.parametrize("form", ["json", "table"])
def test_out_is_what_would_be_shown(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--out gets the same text, and standard output none."""
    out = tmp_path / "out"
    assert main(["check", PASSES, OPEN, "--format", form]) == 3
    shown = capsys.readouterr().out
    assert main(["check", PASSES, OPEN, "--format", form, "--out", str(out)]) == 3
    assert capsys.readouterr().out == ""
    assert out.read_text(encoding="utf-8") == shown


def test_nothing_is_written_if_something_cannot_be_read(
    broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file that was there stays as it was, and a line says so."""
    out = tmp_path / "out"
    out.write_text("old")
    assert main(["check", broken, PASSES, "--out", str(out)]) == 2
    assert out.read_text() == "old"
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"{out}: not written")


@pytest.mark.parametrize("out", ["no/such/folder/out.json", "."])
def test_out_that_cannot_be(out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there, or a folder in place of a file, is wrong usage."""
    assert main(["check", PASSES, "--out", str(tmp_path / out)]) == 64
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_out_never_takes_the_place_of_an_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--out on a file that is read is refused before anything happens."""
    case = tmp_path / "case.json"
    case.write_text(Path(PASSES).read_text(encoding="utf-8"), encoding="utf-8")
    before = case.read_bytes()
    assert main(["check", str(case), "--out", str(tmp_path / "." / "case.json")]) == 64
    assert case.read_bytes() == before
    assert "one of the files to read" in capsys.readouterr().err


def test_a_fault_names_the_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of ours is one line with the file and no traceback, exit 70; RVC_DEBUG shows where it happened."""

    def breaks(*_: object, **__: object) -> None:
        raise KeyError("x\ny")

    monkeypatch.setattr(rvc_cli.check, "judge", breaks)
    monkeypatch.delenv("RVC_DEBUG", raising=False)
    assert main(["check", PASSES]) == 70
    quiet = capsys.readouterr().err
    assert len(quiet.splitlines()) == 1
    assert PASSES in quiet
    assert "KeyError" in quiet
    monkeypatch.setenv("RVC_DEBUG", "1")
    assert main(["check", PASSES]) == 70
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["json", "table"])
def test_a_reader_that_goes_away_is_no_fault(form: str) -> None:
    """`rvc check ... | head` still tells the verdict by its exit code, and nothing else."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        code, _, complaints = rvc("check", FAILS, "--format", form, stdout=closed)
    assert (code, complaints) == (1, "")


def test_a_live_workbook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """--format xlsx writes a workbook of one good, and needs a place for it; never over the case."""
    out = tmp_path / "book.xlsx"
    assert main(["check", "sample_boms/fails_rvc.yaml", "--format", "xlsx", "--out", str(out)]) == 1
    assert out.read_bytes().startswith(b"PK")
    assert main(["check", "sample_boms/fails_rvc.yaml", "--format", "xlsx"]) == 64
    assert "say where with --out" in capsys.readouterr().err
    case = "sample_boms/fails_rvc.yaml"
    assert main(["check", case, "--format", "xlsx", "--out", case]) == 64
    assert main(["check", case, "--format", "xlsx", "--out", str(tmp_path / "no" / "book.xlsx")]) == 64


def test_a_page_for_a_browser(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """--format html writes one whole page of one good; several goods are wrong usage, and nothing is written."""
    out = tmp_path / "page.html"
    assert main(["check", "sample_boms/fails_rvc.yaml", "--format", "html", "--out", str(out)]) == 1
    written = out.read_text(encoding="utf-8")
    assert written.startswith("<!DOCTYPE html>\n")
    assert "NOT ORIGINATING" in written
    assert main(["check", "sample_boms/fails_rvc.yaml", "--format", "html"]) == 1
    assert capsys.readouterr().out == written
    out.unlink()
    two = ["sample_boms/fails_rvc.yaml", "sample_boms/pickup.yaml"]
    assert main(["check", *two, "--format", "html", "--out", str(out)]) == 64
    assert main(["check", "no.yaml", "--format", "html", "--out", str(out)]) == 2
    assert not out.exists()
