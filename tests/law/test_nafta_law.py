"""The law data of NAFTA: what Schedule IV lists, what section 13 asks, and no value without a source."""

import re
from pathlib import Path

import pytest

from rvc.law.model import ProductRule
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


RULES = [rule for chapter in LAW.chapters for rule in LAW.chapter(chapter)]
VEHICLES = ("light_duty_vehicle", "heavy_duty_vehicle")


def test_rules_hold_what_they_print() -> None:
    """The words of each alternative stand in its rule, its percentages too; each schedule that it names is there."""
    assert len(RULES) > 100
    for rule in RULES:
        for item in rule.alternatives:
            assert item.text.rstrip(".") in rule.text, item.cite
            for name in (item.net_cost, item.transaction_value, item.open_schedule, item.open_transaction_value):
                assert not name or LAW.schedule(name).steps
            for flat in (item.net_cost, item.transaction_value, item.open_transaction_value):
                assert not flat.endswith("%") or re.search(rf"{flat[:-1]} per ?cent", item.text), item.cite


def numbers(rule: ProductRule) -> range:
    """The numbers of six digits in the range of a rule."""
    (held,) = rule.hs if len(rule.hs) == 1 else (rule.hs[0],)
    return range(int(held.first.ljust(6, "0")), int(held.last.ljust(6, "9")) + 1)


def test_rules_ask_what_section_13_asks() -> None:
    """Of a part for a vehicle: the percentage of section 13 where it has one, and by net cost alone what is listed."""
    asked = 0
    for code in (f"{number:06d}" for rule in RULES for number in numbers(rule)):
        rule = LAW.rule(code)
        assert rule is not None
        for item in (one for one in rule.alternatives if one.net_cost):
            for use in set(VEHICLES) & set(item.uses):
                schedule = LAW.requirement(code, light=use == VEHICLES[0])
                if not code.startswith(("8701", "8702", "8703", "8704", "8705")) and schedule is not None:
                    assert (item.net_cost, item.open_schedule, item.transaction_value) == (schedule, "", "")
                    asked += 1
                elif LAW.listed(code) == PERHAPS_LISTED:
                    assert item.open_schedule == "heavy_duty"
            assert not item.transaction_value or set(item.uses) <= {"other", "other_vehicle"}
    assert asked > 50


@pytest.mark.parametrize("code", ["841520", "853650", "903149", "842191"])
def test_rules_that_turn_on_items_are_left_out(code: str) -> None:
    """Where the rules of a subheading change by tariff item, in a way that six digits cannot put, there is none."""
    assert LAW.rule(code) is None


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
