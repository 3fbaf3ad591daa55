"""The page of one report, in a real Chromium: it shows the report, fetches nothing, and anyone can read it."""

from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import rvc
from rvc.base.messages import speaking
from rvc.run.report import LineShare, Oddity, Report
from rvc.show.html.bars import bar
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


@pytest.mark.parametrize("lang", ["en", "es"])
def test_under_nafta(browser: Browser, tmp_path: Path, lang: str) -> None:
    """The page of a NAFTA verdict: lines count or are open, the derivation cites NAFTA; anyone can read it."""
    path = ROOT / "sample_boms" / "heavy_truck.yaml"
    with speaking(lang):
        report = rvc.check(path, regime="nafta")
        written = report_page(report, rvc.explain(path, regime="nafta"))
    page, troubles = opened(browser, tmp_path, written, viewport={"width": 360, "height": 740})
    said = {"en": ("NAFTA status:", "counts", "NAFTA 10(1)"), "es": ("Condición TLCAN:", "cuenta", "TLCAN 10(1)")}
    words = said[lang]
    assert page.locator("body").inner_text().splitlines()[0].startswith(words[0])
    counted = page.locator("section[aria-labelledby=lines] tbody tr td:nth-child(3)").all_inner_texts()
    assert words[1] in counted
    assert len(counted) == len(report.largest_non_originating)
    assert words[2] in (page.locator("section[aria-labelledby=derivation]").text_content() or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["impact"]) for item in found if item["impact"] != "minor"] == []
    assert troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sample", ["sedan.json", "unknown_origins.yaml", "fails_core_parts.yaml"])
def test_anyone_can_read_it(browser: Browser, tmp_path: Path, sample: str, scheme: str) -> None:
    """Contrast, headings, tables, names of pictures: axe finds nothing serious, by day and by night."""
    page, _ = opened(browser, tmp_path, page_of(sample), color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["impact"]) for item in found if item["impact"] != "minor"] == []


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
    assert 'style="' not in html
    assert "unsafe-inline" not in html
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
    """Without a bound there is nothing to draw."""
    assert bar(None, None, "75") is None


def test_tiers_are_drawn_to_scale(browser: Browser, tmp_path: Path) -> None:
    """A bar a tier, as wide as the net cost; each piece as wide as its share, from what counts to what does not."""
    page, _ = opened(browser, tmp_path, page_of("sedan.json"))
    rects = page.get_by_role("img", name="Net cost by country").locator("rect[class^=from-]")
    drawn = rects.evaluate_all("all => all.map(one => ['y', 'class', 'width'].map(name => one.getAttribute(name)))")
    bars: dict[str, list[tuple[str, Decimal]]] = {}
    for top, look, wide in drawn:
        bars.setdefault(top, []).append((look, Decimal(wide[:-1])))
    assert len(bars) == 3
    shares = rvc.check(ROOT / "sample_boms" / "sedan.json").value_through_tiers
    for number, pieces in enumerate(bars.values(), 1):
        assert abs(sum(wide for _, wide in pieces) - 100) < Decimal("0.01")
        stated = {f"from-{item.country} is-{item.status}": item.points for item in shares if item.tier == number}
        assert {look: round(Decimal(stated[look] or 0), 3) for look, _ in pieces} == dict(pieces)
        order = [look.partition("is-")[2] for look, _ in pieces]
        assert sorted(order, key=["originating", "production", "unknown", "non_originating"].index) == order


def test_pictures_say_what_they_show(browser: Browser, tmp_path: Path) -> None:
    """Every picture has a name; that of the tiers says each share, and a table beside it holds the same figures."""
    page, _ = opened(browser, tmp_path, page_of("sedan.json"))
    pictures = page.locator("svg[role=img]")
    assert pictures.count() > 30
    assert all(pictures.nth(place).locator("> title").text_content() for place in range(pictures.count()))
    picture = page.get_by_role("img", name="Net cost by country")
    assert "Through all tiers (3): United States, Originating 14.19%" in (
        picture.locator("> desc").text_content() or ""
    )
    rows = page.locator("section[aria-labelledby=countries] details[open] tbody tr")
    assert rows.first.inner_text().split() == ["United", "States", "14.19%", "-", "-", "-"]
    assert rows.last.inner_text().split() == ["Total", "54.19%", "19.98%", "0.35%", "25.48%"]


def test_core_parts_stand_under_each_method(browser: Browser, tmp_path: Path) -> None:
    """The transmission fails of all materials and passes of components; the super-core stands once."""
    page, _ = opened(browser, tmp_path, page_of("sedan.json"))
    rows = page.locator("[aria-labelledby=by_method] tbody tr")
    found = {row[0].strip(): row[1:] for row in (text.split("\t") for text in rows.all_inner_texts())}
    assert [cell.strip() for cell in found["TRN"]] == ["fail 71.17%", "pass 88.87%"]
    assert [cell.strip() for cell in found["super-core"]] == ["pass 82.56 to 85.67%", "pass 91.92 to 94.78%"]


def test_labor_value_stands_against_floors_and_caps(browser: Browser, tmp_path: Path) -> None:
    """The bar of all components has one mark; of the three below one has a floor and two have caps."""
    page, _ = opened(browser, tmp_path, page_of("sedan.json"))
    section = page.locator("section[aria-labelledby=labor_value]")
    assert section.locator("> svg rect[class^=part-]").count() == 3
    assert section.locator("> svg line.mark").count() == 1
    assert section.locator("table line.mark").count() == 1
    assert section.locator("table line.cap").count() == 2


def test_colors_follow_the_dark(browser: Browser, tmp_path: Path) -> None:
    """Pieces, words and lines of pictures have other colors by night."""
    colors = []
    for scheme in ("light", "dark"):
        page, _ = opened(browser, tmp_path, page_of("sedan.json"), color_scheme=scheme)
        colors.append([
            page.locator(f"svg {part}").first.evaluate(f"one => getComputedStyle(one).{name}")
            for part, name in ((".from-US", "fill"), ("text", "fill"), (".mark", "stroke"))
        ])  # fmt: skip
    assert all(day != night for day, night in zip(*colors, strict=True))


def test_paper_shows_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    """In print every step of the derivation stands open."""
    page, _ = opened(browser, tmp_path, page_of("sedan.json"))
    step = page.locator("section[aria-labelledby=derivation] .leaf").first
    assert not step.is_visible()
    page.emulate_media(media="print")
    assert step.is_visible()
