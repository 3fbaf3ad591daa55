"""The law data of NAFTA: what Schedule IV lists, what section 13 asks, and no value without a source."""

import re
from pathlib import Path

import pytest

from rvc.law.nafta_law import LISTED, NOT_LISTED, PERHAPS_LISTED, load_nafta

LAW = load_nafta()
FOLDER = Path(__file__).parents[2] / "rvc" / "law" / "nafta"


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("401110", LISTED),
        ("840991", LISTED),
        ("840734", PERHAPS_LISTED),
        ("870840", LISTED),
        ("870829", PERHAPS_LISTED),
        ("850760", PERHAPS_LISTED),
        ("848299", NOT_LISTED),
        ("392690", NOT_LISTED),
        ("", PERHAPS_LISTED),
    ],
)
def test_schedule_iv(code: str, answer: int) -> None:
    """A subheading listed whole is listed; one of which only items of eight digits are listed is perhaps listed."""
    assert LAW.listed(code) == answer


@pytest.mark.parametrize(
    ("code", "light", "schedule"),
    [
        ("840733", True, "light_duty"),
        ("870840", False, "heavy_duty"),
        ("940120", True, "heavy_duty"),
        ("848210", True, None),
        ("392690", True, None),
    ],
)
def test_section_13(code: str, light: bool, schedule: str | None) -> None:
    """Engines and gear boxes follow their vehicle, other listed goods need 60, bearings what Schedule I prints."""
    assert LAW.requirement(code, light=light) == schedule


def test_items_of_eight_digits_decide_nothing() -> None:
    """Items of eight digits are one country's: a code is read to six digits."""
    assert LAW.to_2012("87082911") == "870829"


def test_every_citation_has_a_source() -> None:
    """Each citation of the folder opens with the prefix of an instrument in sources.toml."""
    prefixes = tuple(source.prefix for source in LAW.sources)
    written = [
        cite
        for path in FOLDER.rglob("*.toml")
        if path.name != "sources.toml"
        for block in re.findall(r"^cite = (.*)$|cite = (\"[^\"]*\")", path.read_text(encoding="utf-8"), re.MULTILINE)
        for cite in re.findall(r'"([^"]*)"', "".join(block))
    ]
    assert len(written) > len(prefixes)
    assert all(cite.startswith(prefixes) for cite in written)
