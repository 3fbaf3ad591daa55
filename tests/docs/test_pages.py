"""README and docs are true: their console lines are as promised, their examples run, their links lead somewhere."""

import doctest
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import rvc
from rvc_cli.app import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
UNTRIED = {"regimes.md": "toml", "windows.md": "bat"}
"""Pages that say themselves that their blocks of a language have not been tried."""

_BLOCK = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[tuple[int, str]]:
    """Line number and text of each block of a language on a page."""
    text = page.read_text(encoding="utf-8")
    return [
        (text[: found.start()].count("\n") + 2, found[2]) for found in _BLOCK.finditer(text) if found[1] == language
    ]


def quick_start() -> str:
    """The README's section of that name."""
    _, _, after = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Quick start\n")
    return after.partition("\n## ")[0]


PYTHON = [
    pytest.param(page, line, text, id=f"{page.name}:{line}") for page in PAGES for line, text in blocks(page, "python")
]
CONSOLE = [
    pytest.param(page, line, text, id=f"{page.name}:{line}")
    for page in PAGES
    for line, text in blocks(page, "console")
    if text not in quick_start()  # which is played word for word in a fresh environment: .ci/run
]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with what it is shown to print."""
    for part in f"\n{text}".split("\n$ ")[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that pages speak of, in which their commands may write."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("docs", "sample_boms"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_quick_start_is_two_lines() -> None:
    """Quick start has exactly two blocks, console, of one line each: the first decides a sample, the second tests."""
    found = [(block[1], block[2].splitlines()) for block in _BLOCK.finditer(quick_start())]
    assert [(language, len(lines)) for language, lines in found] == [("console", 1), ("console", 1)]
    (_, (first,)), (_, (second,)) = found
    assert first.endswith(".venv/bin/rvc check sample_boms/sedan.json")
    assert second.endswith(".venv/bin/python -m pytest")
    assert "requirements.txt" in first
    assert "requirements-dev.txt" in second


@pytest.mark.parametrize(("page", "line", "text"), PYTHON)
def test_python_example_runs(page: Path, line: int, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python block runs from the top of the repository, and prints what it shows."""
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), line)
    assert example.examples, "a Python block is written with >>>, so that what it shows is checked"
    said: list[str] = []
    assert doctest.DocTestRunner(verbose=False).run(example, out=said.append).failed == 0, "".join(said)


def test_example_at_the_door_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example in the docstring of `rvc` itself prints what it shows."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testmod(rvc)
    assert (failed, tried > 0) == (0, True)


@pytest.mark.parametrize(("page", "line", "text"), CONSOLE)
def test_commands_print_what_the_pages_show(
    page: Path,
    line: int,
    text: str,
    workplace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each `$ rvc` of a console block prints what stands below it; … stands for any text."""
    monkeypatch.chdir(workplace)
    monkeypatch.setenv("COLUMNS", "80")
    assert text.startswith("$ "), f"{page.name}, line {line}: a command follows $"
    for command, shown in commands(text):
        assert command.startswith("rvc "), f"{page.name}, line {line}: only rvc is replayed, not {command}"
        main(shlex.split(command.removeprefix("rvc ")))
        pattern = ".*".join(re.escape(part.strip("\n")) for part in shown.split("…"))
        printed = capsys.readouterr().out
        assert re.fullmatch(rf"\s*{pattern}\s*", printed, re.DOTALL), f"{command} printed:\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_is_replayed(page: Path) -> None:
    """A block is a command, an example in Python, or a directive of the site; else the page says that it is untried."""
    found = [block[1] for block in _BLOCK.finditer(page.read_text(encoding="utf-8"))]
    fences = re.findall(r"(?m)^\s*(?:```|~~~)", page.read_text(encoding="utf-8"))
    assert len(fences) == 2 * len(found), "a block begins and ends with ``` at the beginning of a line"
    replayed = {"console", "python", UNTRIED.get(page.name, "console")}
    assert [language for language in found if language not in replayed and language[:1] != "{"] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page is to a file or folder of this repository that is there."""
    targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_is_reached_from_the_index() -> None:
    """docs/index.md leads to every other page."""
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    assert [
        page.name
        for page in PAGES[1:]
        if page.name != "index.md" and f"]({page.relative_to(ROOT / 'docs').as_posix()})" not in index
    ] == []
