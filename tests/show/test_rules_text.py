"""The rules as a page and as JSON."""

import json
from datetime import date

import pytest

from rvc.law.load import load_law
from rvc.show import rules_data, rules_text
from rvc.show.layout import plain_page

TODAY = date(2026, 11, 22)


def page_of(hs: str | None, use: str | None = None) -> str:
    """The page for a code, or the overview."""
    law = load_law()
    told = rules_data.overview(law, TODAY) if hs is None else rules_data.of_code(law, hs, TODAY, use=use)
    return plain_page(rules_text.render(told))


def squeezed(page: str) -> str:
    """A page with its wrapping undone."""
    return " ".join(page.split())


@pytest.mark.parametrize("hs", [None, "8703.23", "8704.60", "8708.29", "8407.34", "8507.60", "0101.21"])
def test_no_line_is_too_long(hs: str | None) -> None:
    """Every page stays within 80 columns."""
    assert max(len(line) for line in page_of(hs).splitlines()) <= 80


def test_the_overview_tells_percentages_dates_and_citations() -> None:
    """A row has the percentage in force, since when, the next step; amounts and sources follow."""
    page = squeezed(page_of(None))
    assert page.startswith("USMCA rules: percentages in force on 2026-11-22")
    assert "at least 64% 2024-07-01 70% from" in page
    assert "more than 75%" in page
    assert "USD 16.00 an hour: base wage of a qualifying plant in the United States [UR 12" in page
    assert "100,000 a year: capacity" in page
    assert "SOR/2020-155" in page


def test_a_code_tells_its_alternatives_verbatim() -> None:
    """Each alternative of the use asked for: the words of the law, the percentage on the date, the citation."""
    page = squeezed(page_of("8708.29", "passenger_light"))
    rule = load_law().rule("870829")
    assert rule is not None
    assert all(squeezed(way.text) in page for way in rule.alternatives if "passenger_light" in way.uses)
    assert "Original equipment for passenger vehicles and light trucks" in page
    assert "heavy trucks, or" not in page.lower()
    assert "RVC by net cost: at least 75% [UR 14(13)(d)]" in page
    assert "ex 8708.29 Body stampings" in page
    assert "ex: only the goods described." in page
    assert "In doubt:" in page


def test_json_is_one_line_and_the_same_each_time() -> None:
    """The same rules give the same bytes; they carry schema, law and date."""
    law = load_law()
    told = rules_data.of_code(law, "8708.29", TODAY)
    written = rules_text.to_json(told)
    assert written == rules_text.to_json(rules_data.of_code(law, "8708.29", TODAY))
    assert written.count("\n") == 1
    read = json.loads(written)
    assert read["schema"] == "rvc-rules/1"
    assert read["law"] == {"regime": "usmca", "as_of": "2026-11-22", "version": law.version, "sha256": law.sha256}
