"""The site: it builds without a warning and fetches nothing, and what it shows is what law data and program have."""

import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from inspect import getdoc, isfunction
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

import rvc
from rvc.lines.tables.table_fields import fields_of, tables
from rvc_cli.app import main
from tests.docs.site import Built

ROOT = Path(__file__).parents[2]
LAW = ROOT / "rvc" / "law" / "usmca"
RULES = ROOT / "docs" / "rules"
RULE_PAGES = sorted(path.stem for path in RULES.glob("*.md") if path.stem != "rules")
_ELSEWHERE = re.compile(r"(?:https?:)?//")
_OF_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with warnings as errors."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(ROOT / "docs"), str(out)]
    built = subprocess.run(command, capture_output=True, text=True, check=False, cwd=out)
    assert (built.returncode, built.stderr) == (0, "")
    return out


@cache
def page(path: Path) -> Built:
    """A page, read once."""
    return Built(path)


def pages(site: Path) -> Iterator[tuple[str, Built]]:
    """Every page by its path in the site, save the reports, which stand by themselves."""
    for path in sorted(site.rglob("*.html")):
        if "_static" not in path.parts:
            yield path.relative_to(site).as_posix(), page(path)


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    """No page and no style names another host for a script, a style, a font or a picture."""
    asked = {name: [url for url in found.fetched if _ELSEWHERE.match(url)] for name, found in pages(site)}
    styles = [path for pattern in ("*.css", "*.html", "*.svg") for path in site.rglob(pattern)]
    for path in styles:
        urls = _OF_STYLES.findall(path.read_text(encoding="utf-8"))
        asked[path.name] = [*asked.get(path.name, []), *filter(_ELSEWHERE.match, urls)]
    assert len(asked) > len(RULE_PAGES)
    assert {name: urls for name, urls in asked.items() if urls} == {}


@pytest.mark.parametrize("width", [1300, 400])
def test_pages_stand_in_a_browser(site: Path, browser: Browser, width: int) -> None:
    """In Chromium pages ask for nothing outside, log no error, and are no wider than their window, on a phone too."""
    names = ["index", "reports", "columns", "library", "windows", "coverage", "rules/product_rules", "rules/core_parts"]
    asked: list[str] = []
    errors: list[str] = []
    opened = browser.new_page(viewport={"width": width, "height": 900})
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for name in names:
        opened.goto((site / f"{name}.html").as_uri())
        wider = opened.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (name, wider <= 0) == (name, True)
    opened.close()
    assert errors == []
    assert {url for url in asked if not url.startswith((site.as_uri(), "data:"))} == set()


def test_links_lead_somewhere(site: Path) -> None:
    """Every link within the site is to a page, a part of one, or a file that is there."""
    lost = []
    for name, found in pages(site):
        for link in found.links:
            path, _, part = link.partition("#")
            if re.match(r"\w+:", link) or link == "#":
                continue
            target = (site / name).parent / unquote(path) if path else site / name
            if not target.exists() or (part and target.suffix == ".html" and unquote(part) not in page(target).ids):
                lost.append((name, link))
    assert lost == []


@pytest.mark.parametrize("name", RULE_PAGES)
def test_a_rule_has_its_four_parts(site: Path, name: str) -> None:
    """The page of a rule has provision, data (or what the case states), code and a replayed example, in any order."""
    headings = set(re.findall(r"(?m)^## (.*)$", (RULES / f"{name}.md").read_text(encoding="utf-8")))
    assert {"The provision", "An example"} <= headings
    assert headings & {"The data", "What the case states", "The tables of parts"}
    assert re.search(r"\]\(\.\./\.\./rvc/(rules|law)/\w+\.py\)", (RULES / f"{name}.md").read_text(encoding="utf-8"))
    assert "```{literalinclude}" in (RULES / f"{name}.md").read_text(encoding="utf-8")
    assert "```console\n$ rvc " in (RULES / f"{name}.md").read_text(encoding="utf-8")
    assert "UR " in page(site / "rules" / f"{name}.html").text


def test_every_legal_test_is_on_a_page() -> None:
    """Each module of rvc/rules is linked from the page of a rule."""
    linked = {
        path for name in RULE_PAGES for path in re.findall(r"rvc/rules/(\w+)\.py", (RULES / f"{name}.md").read_text())
    }
    assert linked == {path.stem for path in (ROOT / "rvc" / "rules").glob("*.py")} - {"__init__"}


def named(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The schedules of a file of the law data, by their names."""
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from [(prefix + name, value)] if "steps" in value else named(value, f"{prefix}{name}.")


def schedules() -> dict[str, dict[str, Any]]:
    """Every schedule of the law data as the files have it."""
    files = (tomllib.loads(file.read_text(encoding="utf-8")) for file in LAW.glob("*.toml"))
    return {name: held for file in files for name, held in named(file.get("schedule", {}))}


def test_every_percentage_of_the_law_data_is_shown(site: Path) -> None:
    """Each step of each schedule stands in a row of the page of a rule: what it says, its day and its percentage."""
    shown = {tuple(row) for name in RULE_PAGES for row in page(site / "rules" / f"{name}.html").rows}
    words = {"at_least": "at least", "more_than": "more than", "at_most": "at most"}
    expected = set()
    for held in schedules().values():
        for place, step in enumerate(held["steps"]):
            percent = f"{words[held['comparison']]} {step['percent']:g}%"
            says = "" if place else held["says"]
            expected.add((says, step["from"].isoformat(), percent, step.get("cite", "; ".join(held["cite"]))))
    assert len(expected) > len(RULE_PAGES)
    assert expected - shown == set()


def test_every_line_of_the_tables_is_shown(site: Path) -> None:
    """Each description of each table of parts is on the page of a rule."""
    shown = {cell for name in RULE_PAGES for row in page(site / "rules" / f"{name}.html").rows for cell in row}
    lost = [
        (file.name, row["describes"])
        for file in (LAW / "tables").glob("*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
        if " ".join(row["describes"].split()) not in shown
    ]
    assert lost == []


def test_every_definition_is_shown(site: Path) -> None:
    """Each reading of each definition of a kind, and each feature, is on its page with its reason and section."""
    rows = page(site / "rules" / "kinds.html").rows
    data = tomllib.loads((LAW / "kinds.toml").read_text(encoding="utf-8"))
    readings = [reading for item in data["definition"] for reading in item["readings"]]
    shown = [tuple(row[-3:]) for row in rows if len(row) == 5][1:]
    assert shown == [(item["kind"].replace("_", " "), item["why"], "; ".join(item["cite"])) for item in readings]
    features = [tuple(row) for row in rows if len(row) == 3][1:]
    assert features == [(item["name"], item["says"], "; ".join(item["cite"])) for item in data["feature"]]


def test_every_product_rule_is_shown(site: Path) -> None:
    """Each product rule is on its page with its text, each alternative with its percentages and its citation."""
    found = page(site / "rules" / "product_rules.html")
    rows = {(row[-2], row[-1]) for row in found.rows if len(row) > 1}
    held = schedules()
    for file in (LAW / "product_rules").glob("*.toml"):
        for rule in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]:
            assert " ".join(rule["text"].split()) in found.text
            for way in rule.get("alternative", ()):
                names = [way[key] for key in ("net_cost", "transaction_value", "open_schedule") if way.get(key)]
                steps = [step for name in names if name in held for step in held[name]["steps"]]
                asked = [name for name in names if name not in held] + [f"{step['percent']:g}% from" for step in steps]
                shown = [contents for contents, cited in rows if cited == " ".join(way["cite"].split())]
                assert any(all(item in contents for item in asked or ["none"]) for contents in shown), way["cite"]


@pytest.mark.parametrize("table", tables())
def test_every_column_is_in_the_dictionary(site: Path, table: str) -> None:
    """The page of columns has every column of every kind of table with its meaning."""
    assert f"```{{columns}} {table}\n" in (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    text = page(site / "columns.html").text
    assert [item.name for item in fields_of(table).values() if f"{item.name} {item.help}".strip() not in text] == []


def test_every_header_is_in_the_dictionary(site: Path) -> None:
    """Each header that the data of spellings hold is named on the page of columns."""
    text = page(site / "columns.html").text
    spelled = ROOT / "rvc" / "lines" / "tables" / "synonyms"
    headers = {
        header
        for file in spelled.glob("*.toml")
        if file.stem not in {"words", "units"}
        for languages in tomllib.loads(file.read_text(encoding="utf-8")).values()
        for listed in languages.values()
        for header in listed
    }
    assert sorted(header for header in headers if header not in text) == []


DECIDES_NOTHING = {"speaking"}


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    """Each name that `rvc` offers is on the page of the library; each function says what it takes, gives and raises."""
    found = page(site / "library.html")
    assert {name for name in rvc.__all__ if f"rvc.{name}" not in found.ids} == set()
    assert "Return type" not in found.text, "a colon in the first sentence of Returns is read as that of a type"
    for name in filter(lambda name: isfunction(getattr(rvc, name)), rvc.__all__):
        told = getdoc(getattr(rvc, name)) or ""
        assert name in DECIDES_NOTHING or re.search(r"\(UR \d", told), f"{name} cites no provision"
        assert all(f"\n{part}:\n" in told for part in ("Args", "Returns", "Raises")), name


def test_pictures_show_what_the_program_makes(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page of one good in the site is what `rvc check` writes; the pictures hold every word that it prints."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    main(["check", "sample_boms/sedan.json", "--format", "html"])
    assert (site / "reports" / "sedan.html").read_text(encoding="utf-8") == capsys.readouterr().out
    main(["check", "sample_boms/brake_part.yaml"])
    shown = page(site / "reports.html").text
    assert [word for word in capsys.readouterr().out.split() if word not in shown] == []
