"""The live workbook, recalculated by LibreOffice: its formulas come to what the engine says, ties included."""

import random
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import rvc
from rvc.base.messages import speaking
from rvc.lines.read import ReadCase, case_from, read_case
from rvc.run.compare import with_changes
from rvc.run.engine import check
from rvc.run.report import Report
from rvc.run.score import RULES
from rvc.run.verdicts import judge_all
from rvc.run.worksheet import worksheet
from rvc.show.live_book import live_book
from rvc.show.words import word
from tests.test_cases import case_of, load

SOFFICE = shutil.which("soffice")
ROOT = Path(__file__).parents[2]
SAMPLES = sorted([*(ROOT / "sample_boms").glob("*.yaml"), ROOT / "sample_boms" / "sedan.json"])


def book_of(read: ReadCase, regime: str | None = None) -> bytes:
    """The workbook of a case."""
    return live_book(worksheet(judge_all([read], regime=regime), check(read, regime=regime)))


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """Workbooks without their cached values, computed anew by LibreOffice, by name."""
    made, done = folder / "made", folder / "done"
    made.mkdir()
    for name, content in books.items():
        load_workbook(BytesIO(content)).save(made / f"{name}.xlsx")  # openpyxl writes formulas and no values
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(done), *map(str, sorted(made.iterdir()))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: load_workbook(done / f"{name}.xlsx", data_only=True) for name in books}


def told(book: Any, lang: str = "en") -> tuple[str, dict[str, str]]:  # noqa: ANN401 - openpyxl's own
    """Verdict and results on the first sheet, by their names."""
    page = book["verdict"]
    with speaking(lang):
        verdicts = {word("verdict", name): name for name in ("originating", "non_originating", "undetermined")}
        tests = {word("test_name", name): name for name in RULES}
        results = {word("status", name): name for name in ("pass", "fail", "undetermined")}
    rows = {str(row[0].value): str(row[1].value) for row in page.iter_rows(min_row=6) if row[0].value in tests}
    return verdicts[str(page["B3"].value)], {tests[name]: results[result] for name, result in rows.items()}


def of_report(report: Report) -> tuple[str, dict[str, str]]:
    """The same of a report."""
    return report.verdict, {finding.rule: finding.status for finding in report.findings}


def truck(net_cost: str, lines: list[tuple[str, bool | None]]) -> dict[str, Any]:
    """A fire truck of UR 20(3), 60 required, with these materials."""
    return {
        "schema": "rvc/1",
        "good": {"id": "TRUCK", "hs": "8705.30", "date": "2026-11-22", "currency": "USD", "produced_in": "US",
                 "left_territory": False},
        "value": {"net_cost": net_cost},
        "materials": [
            {"id": f"L{place}", "hs": "8544.30", "unit_value": value}
            | ({} if originating is None else {"originating": originating})
            for place, (value, originating) in enumerate(lines)
        ],
    }  # fmt: skip


TIES = {
    "tie": truck("1000.01", [("400.004", False)]),
    "above": truck("1000.01", [("400.005", False)]),
    "open_tie": truck("1000.01", [("400.004", False), ("5", None)]),
    "open": truck("1000.01", [("300", False), ("100.005", None)]),
    "odd": truck("1000000.03", [("133333.34", False), ("266666.672", False)]),
    "large": truck("999999999999.99", [("399999999999.996", False)]),
}


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_samples_ties_and_random_cases_come_out_as_the_engine_says(tmp_path: Path) -> None:
    """Every result and the verdict, computed by the formulas alone."""
    draw = random.Random(7)  # noqa: S311 - cases, not secrets
    reads = {path.stem: read_case(path) for path in SAMPLES}
    reads |= {name: case_from(case) for name, case in TIES.items()}
    for number in range(25):
        net_cost = draw.randint(100, 90_000)
        lines = [
            (f"{draw.randint(1, net_cost * 3) / 1000:.3f}", draw.choice((True, False, None)))
            for _ in range(draw.randint(1, 5))
        ]
        reads[f"random{number}"] = case_from(truck(f"{net_cost}.{draw.randint(0, 99):02d}", lines))
    books = recalculated({name: book_of(read) for name, read in reads.items()}, tmp_path)
    wrong = {
        name: (told(books[name]), of_report(check(read)))
        for name, read in reads.items()
        if told(books[name]) != of_report(check(read))
    }
    assert wrong == {}
    live = books["sedan"]
    assert round(live["RVC"]["B5"].value, 6) == 79.73097
    assert round(live["labor value"]["B7"].value, 6) == 41.041305
    assert live["net cost"]["B10"].value == pytest.approx(22090.5981)


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_in_another_language_the_formulas_come_to_the_same(tmp_path: Path) -> None:
    """The words of results and of statuses are part of the formulas: in Spanish too they decide as the engine does."""
    reads = {path.stem: read_case(path) for path in SAMPLES}
    with speaking("es"):
        books = {name: book_of(read) for name, read in reads.items()}
    made = recalculated(books, tmp_path)
    assert {name: told(made[name], "es") for name in reads} == {
        name: of_report(check(read)) for name, read in reads.items()
    }
    assert {cell.value for cell in made["sedan"]["materials"]["C"][1:]} == {
        "no originario",
        "desconocido",
        "originario",
    }


NAFTA_CASES = {
    path.stem: case_of(load(path))
    for path in sorted((ROOT / "tests" / "cases" / "nafta").glob("*.toml"))
    if "problems" not in load(path)["expect"]
}


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_under_nafta_and_a_proposal_too(tmp_path: Path) -> None:
    """Samples by other rules, and the cases of NAFTA, ties among them: the formulas decide as the engine does."""
    asked = {(path.stem, regime): read_case(path) for path in SAMPLES for regime in ("nafta", "rvc85.toml")}
    asked |= {(name, "nafta"): case_from(case) for name, case in NAFTA_CASES.items()}
    named = {f"{name}_{regime.partition('.')[0]}": (read, regime) for (name, regime), read in asked.items()}
    books = recalculated({name: book_of(*pair) for name, pair in named.items()}, tmp_path)
    wrong = {
        name: (told(books[name]), of_report(check(read, regime=regime)))
        for name, (read, regime) in named.items()
        if told(books[name]) != of_report(check(read, regime=regime))
    }
    assert wrong == {}
    assert [books[f"pickup_{name}"]["verdict"]["A3"].value for name in ("nafta", "rvc85")] == [
        "NAFTA status", "PROPOSAL, NOT LAW: rvc85 status",
    ]  # fmt: skip
    live = {name for name, book in books.items() if name.endswith("_nafta") and "materials" in book.sheetnames}
    assert {"pickup_nafta", "heavy_truck_nafta", "no_roll_up_nafta"} <= live


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_a_traced_material_settled_in_the_sheet(tmp_path: Path) -> None:
    """Every open line of the pickup said not to count: the sheet passes, as the engine does at the least VNM."""
    read = read_case(ROOT / "sample_boms" / "pickup.yaml")
    with speaking("es"):
        changed = load_workbook(BytesIO(book_of(read, "nafta")))
    sheet: Any = changed["materials"]
    states = [row[2].value for row in sheet.iter_rows(min_row=2)]
    assert {"cuenta", "no cuenta", "abierto"} == set(states)
    for row in sheet.iter_rows(min_row=2):
        row[2].value = "no cuenta" if row[2].value == "abierto" else row[2].value
    written = BytesIO()
    changed.save(written)
    verdict, results = told(recalculated({"changed": written.getvalue()}, tmp_path)["changed"], "es")
    assert (verdict, results["rvc"]) == ("originating", "pass")


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_a_changed_cell_is_a_changed_case(tmp_path: Path) -> None:
    """A line that is said to originate: the sheets say what the engine says of such a case."""
    path = ROOT / "sample_boms" / "fails_rvc.yaml"
    read = read_case(path)
    largest = check(read).largest_non_originating[0].id
    changed = load_workbook(BytesIO(book_of(read)))
    sheet: Any = changed["materials"]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == largest)
    assert row[2].value == "not originating"
    row[2].value = "originating"
    written = BytesIO()
    changed.save(written)
    verdict, results = told(recalculated({"changed": written.getvalue()}, tmp_path)["changed"])
    expected = check(with_changes(read, [f"{largest}.originating=true"]))
    assert results["rvc"] == expected.finding("rvc").status == "pass"  # type: ignore[union-attr]
    assert verdict == "originating"


def formulas(content: bytes) -> dict[str, str]:
    """The formulas of the first sheet, by the test that they are of."""
    page: Any = load_workbook(BytesIO(content))["verdict"]
    names = {word("test_name", name): name for name in RULES}
    return {names[row[0].value]: row[1].value for row in page.iter_rows(min_row=6) if row[0].value in names}


def test_what_is_live_and_what_is_not() -> None:
    """Shares are formulas; the tariff change and the territory stand as values, and the sheet says which."""
    found = formulas(book_of(read_case(ROOT / "sample_boms" / "sedan.json")))
    assert {rule for rule, cell in found.items() if cell.startswith("=")} == {
        "rvc", "core_parts", "steel", "aluminum", "labor_value",
    }  # fmt: skip
    assert (found["territory"], found["tariff_change"]) == ("pass", "pass")


def test_figures_too_large_for_a_sheet_stand_as_values() -> None:
    """Where a spreadsheet's numbers would round, no formula decides."""
    assert formulas(book_of(case_from(TIES["large"])))["rvc"] == "pass"
    assert formulas(book_of(case_from(TIES["tie"])))["rvc"] == "=RVC!B7"


@pytest.mark.parametrize(
    ("good", "live"),
    [
        ({"use": "passenger_light"}, True),
        ({"use": "aftermarket"}, False),  # 50 as printed, or 62.5: a figure between them settles nothing
        ({}, False),  # each use has its own percentage
    ],
)
def test_a_figure_decides_nothing_beside_another_reading(good: dict[str, str], live: bool) -> None:
    """An engine under NAFTA: its RVC is recomputed where one reading and one percentage settle it, else stated."""
    case = truck("10000", [("100", None)])
    case["good"] = {"id": "ENG", "hs": "8408.20", "kind": "part", "date": "2026-11-22", "produced_in": "MX", **good}
    case["materials"][0] |= {"hs": "8409.99", "origin": "JP"}
    read = case_from(case)
    assert check(read, regime="nafta").verdict == "originating"
    found = formulas(book_of(read, "nafta"))["rvc"]
    assert found == ("=RVC!B7" if live else "pass")


def test_texts_of_users_stay_texts() -> None:
    """A name that begins like a formula is a text."""
    case = truck("1000", [("10", False)])
    case["materials"][0] |= {"id": "=1+1", "description": "@SUM(A1)"}
    book: Any = load_workbook(BytesIO(book_of(case_from(case))))
    row = next(iter(book["materials"].iter_rows(min_row=2)))
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert (row[7].value, row[7].data_type) == ("@SUM(A1)", "s")


def test_cached_values_are_those_of_the_report() -> None:
    """A viewer that computes nothing shows the report too."""
    for path in SAMPLES:
        book = load_workbook(BytesIO(book_of(read_case(path))), data_only=True)
        assert told(book) == of_report(rvc.check(path))
