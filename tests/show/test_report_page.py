"""The page of one report, in a real Chromium: it shows the report, fetches nothing, and anyone can read it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import rvc
from rvc.run.report import LineShare, Oddity, Report
from rvc.show.html.bars import bar, slices
from rvc.show.html.report_page import report_page
from tests.show.pages import opened

ROOT = Path(__file__).parents[2]
SAMPLES = ("sedan.json", "unknown_origins.yaml", "fails_core_parts.yaml", "brake_part.yaml", "heavy_truck.yaml")
EVIL = "<script>alert(1)</script>\u202e=1+1&\"' " + "x" * 300


def page_of(sample: str) -> str:
    """The page of a sample, with its derivation."""
    path = ROOT / "sample_boms" / sample
    return report_page(rvc.check(path), rvc.explain(path))


def evil() -> Report:
    """A report in which every text of the user is hostile."""
    report = rvc.check(ROOT / "sample_boms" / "unknown_origins.yaml")
    line = LineShare(
        id=EVIL, part_number=EVIL, description=EVIL, hs="8708.29", status="unknown", value="1.00", points="0.1"
    )
    return report.model_copy(
        update={
            "good": report.good.model_copy(update={"id": EVIL, "description": EVIL}),
            "largest_non_originating": [line],
            "warnings": [Oddity(code="problem.x", text=EVIL, params={}, path=EVIL)],
        }
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_renders_in_silence(browser: Browser, tmp_path: Path, sample: str) -> None:
    """Verdict first, a row a test; no error, no request; no sideways scrolling at the width of a phone."""
    report = rvc.check(ROOT / "sample_boms" / sample)
    page, troubles = opened(browser, tmp_path, page_of(sample), viewport={"width": 360, "height": 740})
    assert page.locator("body").inner_text().splitlines()[0].startswith("USMCA status:")
    assert page.locator("section[aria-labelledby=tests] tbody tr").count() == len(report.findings)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sample", ["sedan.json", "unknown_origins.yaml", "fails_core_parts.yaml"])
def test_anyone_can_read_it(browser: Browser, tmp_path: Path, sample: str, scheme: str) -> None:
    """Contrast, headings, tables, names of pictures: axe finds nothing serious, by day and by night."""
    page, _ = opened(browser, tmp_path, page_of(sample), color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["impact"]) for item in found if item["impact"] in ("serious", "critical")] == []


def test_the_derivation_opens_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    """A step is a disclosure that a key opens."""
    page, _ = opened(browser, tmp_path, page_of("sedan.json"))
    first = page.locator("section[aria-labelledby=derivation] > details").first
    assert first.get_attribute("open") is None
    first.locator("summary").first.press("Enter")
    assert first.get_attribute("open") is not None


def test_hostile_texts_stay_texts(browser: Browser, tmp_path: Path) -> None:
    """Markup of users is shown, not obeyed; what turns the direction of text is gone; long names break."""
    page, troubles = opened(browser, tmp_path, report_page(evil()), viewport={"width": 360, "height": 740})
    assert troubles == []
    assert page.locator("script").count() == 0
    assert "<script>alert(1)</script>=1+1&\"'" in page.locator("h1").inner_text()
    assert "\u202e" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_one_file_that_asks_for_nothing() -> None:
    """No address, no script, the hashes of what it rests on; the same report gives the same bytes."""
    html = page_of("sedan.json")
    assert "://" not in html
    assert "<script" not in html
    assert html == page_of("sedan.json")
    assert rvc.check(ROOT / "sample_boms" / "sedan.json").inputs_sha256 in html


@pytest.mark.parametrize(
    ("actual", "best", "required", "sure", "perhaps", "mark"),
    [
        ("79.5", "80", "75", "79.500", "0.500", "75.000"),
        ("-12", "30", "75", "0.000", "30.000", "75.000"),
        (None, "60", "75", "0.000", "60.000", "75.000"),
        ("61", None, None, "61.000", "39.000", None),
    ],
)
def test_bars_are_to_scale(
    actual: str | None, best: str | None, required: str | None, sure: str, perhaps: str, mark: str | None
) -> None:
    """What is sure, what may be beside it, and what is required; below zero is an empty bar."""
    drawn = bar(actual, best, required)
    assert drawn is not None
    assert (drawn.sure, drawn.perhaps, drawn.mark) == (sure, perhaps, mark)


def test_nothing_known_is_no_bar() -> None:
    """Without a bound there is nothing to draw, and countries without shares have no slices."""
    assert bar(None, None, "75") is None
    assert slices([]) == []
    shown = slices(rvc.check(ROOT / "sample_boms" / "sedan.json").value_by_country)
    assert [item.country for item in shown] == ["US", "CA", "MX", "other", "unknown"]
    assert shown[2].width == "56.892"
