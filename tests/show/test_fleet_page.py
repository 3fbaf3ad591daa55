"""The page of many goods, in a real Chromium: counts, picture, filter and sorting; nothing is fetched."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from rvc.base.problem import Problem
from rvc.lines.read import case_from
from rvc.run.score import UNREADABLE, Scored, score
from rvc.run.summary import summarize
from rvc.show.html.bars import Column
from rvc.show.html.fleet_page import fleet_page, margins
from tests.show.pages import opened

EVIL = "</script><script>alert(1)</script>"


def axle(name: str, vnm: str | None, **facts: str) -> dict[str, Any]:
    """A drive axle of net cost 100: 75 is required (UR 14(13))."""
    return {
        "schema": "rvc/1",
        "good": {"id": name, "hs": "8708.50", "use": "passenger_light", "date": "2026-11-22", "currency": "USD",
                 "produced_in": "US", "left_territory": False, **facts},
        "value": {"net_cost": "100"} | ({} if vnm is None else {"vnm": vnm}),
    }  # fmt: skip


@pytest.fixture(scope="module")
def goods() -> list[Scored]:
    """Two that pass, two that fail, one open, one that could not be read."""
    figures = {"AXLE-A": "10", "AXLE-B": "25", "AXLE-C": "25.01", "AXLE-D": "90", "AXLE-E": None}
    found = list(score([case_from(axle(name, vnm)) for name, vnm in figures.items()]))
    return [*found, Scored(EVIL, UNREADABLE, problems=(Problem("file.empty"),))]


@pytest.fixture(scope="module")
def html(goods: list[Scored]) -> str:
    """Their page."""
    return fleet_page(goods, summarize(goods, nearest=10))


def names(page: Page) -> list[str]:
    """The goods in the table, from the top."""
    return page.locator("#table tbody th").all_inner_texts()


def test_it_shows_every_good_and_filters(browser: Browser, tmp_path: Path, html: str) -> None:
    """Counts above, goods in their order below; text and verdict narrow the table; hostile names stay names."""
    page, troubles = opened(browser, tmp_path, html)
    assert page.locator(".tiles li").all_inner_texts() == [
        "2\nOriginating, 33.3%", "1\nUndetermined, 16.7%", "2\nNot originating, 33.3%", "1\nUnreadable, 16.7%",
    ]  # fmt: skip
    assert names(page) == ["AXLE-A", "AXLE-B", "AXLE-C", "AXLE-D", "AXLE-E", EVIL]
    page.get_by_role("combobox", name="Verdict").select_option("non_originating")
    assert names(page) == ["AXLE-C", "AXLE-D"]
    page.locator("#find").fill("axle-d")
    assert names(page) == ["AXLE-D"]
    assert page.locator("#shown").inner_text() == "1 to 1 of 1"
    page.locator("#find").fill("nothing like it")
    assert names(page) == []
    assert page.locator("#shown").inner_text() == "0 to 0 of 0"
    assert troubles == []


def test_it_groups_by_model_line_and_plant(browser: Browser, tmp_path: Path) -> None:
    """Shares by group above, a column and a filter each below; hostile names stay names."""
    facts = {"A": ("10", "Alta", "P1"), "B": ("90", "Alta", "P2"), "C": ("20", EVIL, "P2"), "D": ("20", "", "P1")}
    goods = list(
        score([
            case_from(axle(name, vnm, plant=plant, **({"model_line": model} if model else {})))
            for name, (vnm, model, plant) in facts.items()
        ])
    )  # fmt: skip
    html = fleet_page(goods, summarize(goods, nearest=10))
    page, troubles = opened(browser, tmp_path, html, viewport={"width": 360, "height": 740})
    table = page.locator("section[aria-labelledby=model_line] tbody tr")
    assert table.locator("th").all_inner_texts() == ["Alta", "not stated", EVIL]
    assert table.first.locator("td").all_inner_texts() == ["2", "50.0%", "100.0%", "50.0%"]
    assert page.locator("section[aria-labelledby=plant] tbody th").all_inner_texts() == ["P1", "P2"]
    page.get_by_role("combobox", name="Plant").select_option("P2")
    assert names(page) == ["B", "C"]
    page.get_by_role("combobox", name="Model line").select_option(EVIL)
    assert names(page) == ["C"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["impact"]) for item in found if item["impact"] != "minor"] == []
    assert troubles == []


def test_no_script_but_its_own_runs(browser: Browser, tmp_path: Path, html: str) -> None:
    """A script or a style that came in by any way is not obeyed: the policy names those of the page by their hashes."""
    page, troubles = opened(
        browser,
        tmp_path,
        html.replace("</main>", "<script>document.title = 'in'</script><style>h1{display:none}</style>"),
    )
    assert page.title() == "6 goods"
    assert page.locator("h1").is_visible()
    assert len(troubles) == 2
    assert "unsafe-inline" not in html
    assert len(names(page)) == 6


def test_it_sorts_figures_as_figures(browser: Browser, tmp_path: Path, html: str) -> None:
    """By RVC: 10 before 74.99 before 75 before 90; the other way at a second press; goods without one come last."""
    page, _ = opened(browser, tmp_path, html)
    head = page.get_by_role("button", name="Sort by RVC")
    head.press("Enter")
    assert names(page)[:4] == ["AXLE-D", "AXLE-C", "AXLE-B", "AXLE-A"]
    assert head.locator("xpath=..").get_attribute("aria-sort") == "ascending"
    head.press("Enter")
    assert names(page)[:4] == ["AXLE-A", "AXLE-B", "AXLE-C", "AXLE-D"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anyone_can_read_it(browser: Browser, tmp_path: Path, html: str, scheme: str) -> None:
    """Nothing serious for axe, by day and by night; no sideways scrolling at the width of a phone."""
    page, _ = opened(browser, tmp_path, html, color_scheme=scheme, viewport={"width": 360, "height": 740})
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["impact"]) for item in found if item["impact"] != "minor"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_hundred_thousand_goods(browser: Browser, tmp_path: Path, goods: list[Scored]) -> None:
    """Under 15 MB; the table shows a hundred at a time and leafs through them."""
    many = [replace(good, id=f"{good.id}-{number:06d}") for number in range(20_000) for good in goods[:5]]
    html = fleet_page(many, summarize(many, nearest=10))
    assert len(html.encode()) < 15_000_000
    page, troubles = opened(browser, tmp_path, html)
    assert len(names(page)) == 100
    assert page.locator("#shown").inner_text() == "1 to 100 of 100,000"
    page.locator("#later").click()
    assert names(page)[0] == "AXLE-A-000020"
    page.locator("#find").fill("AXLE-C-019999")
    assert names(page) == ["AXLE-C-019999"]
    assert troubles == []


def test_margins_lie_in_columns_of_five_points(goods: list[Scored]) -> None:
    """15 and 0 above; 0.01 and 65 below; what has no margin is in none."""
    found = {column.label: column for column in margins(goods) if column.goods}
    assert found == {
        "15 to 20": Column("15 to 20", 15, 1, "100.0"),
        "0 to 5": Column("0 to 5", 0, 1, "100.0"),
        "-5 to 0": Column("-5 to 0", -5, 1, "100.0"),
        "< -30": Column("< -30", None, 1, "100.0"),
    }
    assert margins([]) == []


def test_no_text_of_users_ends_the_data(html: str) -> None:
    """A name cannot close the script that holds it; the same goods give the same bytes."""
    assert html.count("</script>") == 3
    assert "alert(1)</script>" not in html
