"""Languages: nothing lacks in a catalog, nothing is said outside one, and what programs read stays as it is."""

import json
import re
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from openpyxl import load_workbook

import rvc
from rvc.base import messages
from rvc.base.messages import catalog, languages, speaking, text
from rvc.law.load import load_law
from rvc.lines.read import read_case
from rvc.run.evidence import Source, evidence
from rvc.run.score import score
from rvc_cli.app import main

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_boms"
ROOMS = ("explain", "finding", "note", "problem", "show")
HOLES = re.compile(r"\{\w+\}")
SAME = {  # texts of names and signs, and words that are the same in both languages
    "show.statement.accumulated", "show.statement.accumulated_designated", "show.net_cost.case", "show.regime.usmca",
}  # fmt: skip
WITHOUT_HELP = {"problem.value.missing", "problem.column.missing"}  # whose help is that of the schema, in English
LEAST = 12  # letters from which on a text is more than a name


def letters(words: str) -> str:
    """What a text says beside its parameters."""
    return re.sub(r"[^A-Za-zÀ-ÿ]", "", HOLES.sub("", words))


def english_of(room: str) -> list[str]:
    """Passages of English sentences between parameters, longer than what the quoted law has in common with them."""
    passages = (part.strip() for words in catalog(room).values() for part in HOLES.split(words))
    spanish = " ".join(catalog(room, "es").values())
    return [part for part in passages if part.count(" ") > 3 and part not in spanish]


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_is_there_in_every_language(room: str) -> None:
    """The same codes, no parameter that English has not, and no sentence left in English."""
    english = catalog(room)
    assert len(languages()) > 1
    for lang in languages():
        other = catalog(room, lang)
        assert other.keys() == english.keys()
        unlike = {code for code in english if set(HOLES.findall(other[code])) != set(HOLES.findall(english[code]))}
        assert unlike <= WITHOUT_HELP
        if lang != "en":
            long = [code for code, words in english.items() if len(letters(words)) > LEAST and words == other[code]]
            assert set(long) <= SAME


def placed(part: str) -> Path:
    """A sample, or a file of the documentation."""
    return ROOT / part if part.startswith("docs/") else SAMPLES / part


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != "en"])
def test_every_requirement_has_a_title(lang: str) -> None:
    """What the law data call the requirements, in every language: of each and of nothing else."""
    assert set(catalog("law", lang)) == {f"law.{name}" for name in load_law().schedules}


@pytest.mark.parametrize(
    "command",
    [
        ["check", "fails_core_parts.yaml"], ["check", "unknown_origins.yaml"], ["check", "heavy_truck.yaml"],
        ["explain", "fails_labor_value.yaml"], ["statement", "brake_part.yaml"], ["payroll", "payroll.csv"],
        ["compare", "pickup.yaml", "--on", "2023-07-01"], ["diff", "fails_rvc.yaml", "fails_rvc.yaml"],
        ["check", "sedan.json", "--format", "html"], ["net-cost", "docs/net_cost/plant.csv"], ["rules"],
        ["columns", "docs/tutorial/caliper.csv"],
    ],
)  # fmt: skip
def test_a_command_speaks_spanish(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With --lang es no passage of an English sentence is left on the page; without, they are there."""
    name, *rest = [str(path) if (path := placed(part)).is_file() else part for part in command]
    main([name, *rest])
    english = " ".join(capsys.readouterr().out.split())
    main([name, *rest, "--lang", "es"])
    spanish = " ".join(capsys.readouterr().out.split())
    passages = [passage for room in ROOMS for passage in english_of(room)]
    assert [passage for passage in passages if passage in english]
    assert not [passage for passage in passages if passage in spanish]


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language whose texts are the English ones in marks: whatever stands outside marks is in no catalog."""
    texts = tmp_path / "texts"
    shutil.copytree(str(resources.files("rvc.base").joinpath("texts")), texts)
    shutil.copytree(texts / "en", texts / "xx")
    for file in (texts / "xx").iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        marked = [re.sub(r'^([\w"*.]+ = ")(.*)"$', r'\1«\2»"', line) for line in lines]
        file.write_text("\n".join(marked), encoding="utf-8")
    monkeypatch.setattr(messages, "_texts", lambda: texts)
    messages.catalog.cache_clear()
    messages.languages.cache_clear()
    yield
    messages.catalog.cache_clear()
    messages.languages.cache_clear()


def outside(told: str) -> set[str]:
    """Words that stand in no marks."""
    while (shorter := re.sub(r"«[^«»]*»", " ", told)) != told:
        told = shorter
    return set(re.findall(r"[A-Za-z]{3,}", told))


@pytest.mark.usefixtures("made_up")
def test_a_further_language_is_a_further_folder() -> None:
    """A catalog that is put beside the others is spoken; what it does not say are names of the case and of the law."""
    assert "xx" in languages()
    case = SAMPLES / "unknown_origins.yaml"
    with speaking("xx"):
        report = rvc.check(case)
        told = {finding.because.text for finding in report.findings} | {note.text for note in report.notes}
    assert all(words.startswith("«") and words.endswith("»") for words in told)
    lines = {line.id for line in read_case(case).case.materials}
    assert set().union(*map(outside, told)) <= lines
    with pytest.raises(ValueError, match="yy"), speaking("yy"):
        pass


def test_json_stays_english(capsys: pytest.CaptureFixture[str]) -> None:
    """What programs read is the same in every language, byte for byte."""
    case = str(SAMPLES / "fails_rvc.yaml")
    main(["check", case, "--format", "json"])
    english = capsys.readouterr().out
    main(["check", case, "--format", "json", "--lang", "es"])
    assert capsys.readouterr().out == english
    assert json.loads(english)["verdict"] == "non_originating"


def test_evidence_is_the_same_in_every_language() -> None:
    """Evidence made while Spanish is spoken replays anywhere: it holds the English report."""
    read, source = read_case(SAMPLES / "pickup.yaml"), Source("pickup.yaml", b"")
    english = evidence(read, source, on=None, regime=None, command="rvc replay pickup.zip")
    with speaking("es"):
        assert evidence(read, source, on=None, regime=None, command="rvc replay pickup.zip") == english


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_speak_as_they_are_told(jobs: int) -> None:
    """Goods judged in other processes are told in the language of the caller, and afterwards it is English again."""
    reads = [read_case(SAMPLES / "fails_rvc.yaml")]
    with speaking("es"):
        (good,) = score(reads, jobs=jobs)
    params = {"actual": "71.66325", "method": "el método de costo neto", "required": "75"}
    finding = good.finding("rvc")
    assert isinstance(finding, rvc.run.report.Finding)
    assert finding.because.text == text("finding.rvc.fail", params | {"actual": finding.actual or ""}, "es")
    assert rvc.check(SAMPLES / "fails_rvc.yaml").findings[2].because.text.startswith("Regional value content")


def test_problems_are_told_in_spanish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table with a wrong cell: the sentence and the place in Spanish, in the table of problems and on the screen."""
    table = tmp_path / "parts.csv"
    table.write_text("part_number,hs,net_cost\nA,8708.29,1x\n", encoding="utf-8")
    main(["batch", str(table), "--out", str(tmp_path / "out.csv"), "--fact", "good.date=2026-11-22", "--lang", "es"])
    assert "1 bienes, 1 problemas" in capsys.readouterr().err
    told = (tmp_path / "out-problems.csv").read_text(encoding="utf-8")
    assert "no se lee como número" in told
    main(["check", str(table), "--lang", "es"])
    told = capsys.readouterr().err
    assert "parts.csv, renglón 1: Ninguna columna tiene el día" in told


def test_a_language_without_a_catalog_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang xx` names the languages that there are."""
    assert main(["check", str(SAMPLES / "pickup.yaml"), "--lang", "xx"]) == 64
    told = capsys.readouterr().err
    assert 'no texts in "xx". Languages: en, es' in told


def test_the_environment_names_a_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """RVC_LANG is the language of commands that are not told another one; workbooks are in it too."""
    monkeypatch.setenv("RVC_LANG", "es")
    book = tmp_path / "pickup.xlsx"
    main(["check", str(SAMPLES / "pickup.yaml"), "--format", "xlsx", "--out", str(book)])
    cells = {str(cell.value) for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row}
    assert "Valor de contenido regional (VCR)" in cells
    assert any('"ORIGINARIO"' in cell for cell in cells)
    assert "Regional value content (RVC)" not in cells
    main(["check", str(SAMPLES / "pickup.yaml"), "--lang", "en"])
    assert "USMCA status: ORIGINATING" in capsys.readouterr().out
