"""README and docs are true: their console lines are as promised, their examples run, their links lead somewhere."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

import rvc
from rvc_cli.app import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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
SHOWN = [text for page in PAGES for _, text in blocks(page, "console") if text.startswith("$ rvc ")]


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


def test_commands_print_what_the_pages_show(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A console block that starts with `$ rvc` prints what stands below its command; … stands for any text."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    assert SHOWN
    for text in SHOWN:
        command, _, shown = text.partition("\n")
        main(shlex.split(command.removeprefix("$ rvc ")))
        pattern = ".*".join(re.escape(part.strip("\n")) for part in shown.split("…"))
        printed = capsys.readouterr().out
        assert re.fullmatch(rf"\s*{pattern}\s*", printed, re.DOTALL), f"{command} printed:\n{printed}"


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
