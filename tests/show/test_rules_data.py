"""What `rvc rules` tells, against the law data and the print."""

from datetime import date

import pytest

from rvc.law.load import load_law
from rvc.law.model import Schedule, Step
from rvc.show import rules_data

TODAY = date(2026, 11, 22)


def required(on: date) -> dict[str, str | None]:
    """Percentages by schedule on a date."""
    return {item.schedule: item.percent for item in rules_data.overview(load_law(), on).percentages}


def test_the_date_decides() -> None:
    """The stages of UR 13 on both sides of a step, and nothing before the entry into force."""
    assert required(date(2023, 6, 30))["vehicle.light"] == "72"
    assert required(date(2023, 7, 1))["vehicle.light"] == "75"
    assert required(date(2020, 6, 30))["vehicle.light"] is None
    assert required(TODAY)["other_vehicle.20_2"] == "62.5"


def test_the_next_step_is_told() -> None:
    """Heavy trucks rise to 70% on 1 July 2027 (UR 13), and not again."""
    by_name = {item.schedule: item for item in rules_data.overview(load_law(), TODAY).percentages}
    heavy = by_name["vehicle.heavy"]
    assert (heavy.percent, heavy.since, heavy.next_percent, heavy.next_on) == ("64", "2024-07-01", "70", "2027-07-01")
    assert by_name["vehicle.light"].next_on is None
    assert all(item.citations for item in by_name.values())


def test_all_or_what_is_asked_for() -> None:
    """Without a use or kind every schedule is there; with one, those that speak of it."""
    law = load_law()
    assert set(required(TODAY)) == set(law.schedules)
    heavy = {item.schedule for item in rules_data.overview(law, TODAY, kind="heavy_truck").percentages}
    assert {"vehicle.heavy", "labor_value.heavy_truck.total", "steel"} <= heavy
    assert not {"vehicle.light", "labor_value.light_truck.total", "table_b.net_cost"} & heavy
    for_use = {item.schedule for item in rules_data.overview(law, TODAY, use="vehicle_20_3").percentages}
    assert for_use == {"other_vehicle.20_3", "de_minimis"}


def test_every_percentage_speaks_of_something() -> None:
    """Each schedule is selected by some kind or use, and each kind and use selects some beside de minimis."""
    law = load_law()
    by_kind = [
        {item.schedule for item in rules_data.overview(law, TODAY, kind=kind).percentages} for kind in rules_data.KINDS
    ]
    by_use = [
        {item.schedule for item in rules_data.overview(law, TODAY, use=use).percentages} for use in rules_data.USES
    ]
    assert set().union(*by_kind, *by_use) == set(law.schedules)
    assert all(names > {"de_minimis"} for names in (*by_kind, *by_use[:4]))


def test_a_code_with_its_uses() -> None:
    """Bumpers as original equipment for passenger vehicles: tariff change, or 70% by net cost (UR 13, 14(15))."""
    found = rules_data.of_code(load_law(), "8708.10", TODAY, use="passenger_light")
    assert found.rule is not None
    assert {use for way in found.rule.alternatives for use in way.uses} == {"passenger_light"}
    asked = [
        (item.method, item.requirement.percent, item.open) for way in found.rule.alternatives for item in way.required
    ]
    assert asked == [("net_cost", "70", False)]
    assert all(way.text and way.citation for way in found.rule.alternatives)
    assert {line.table for line in found.tables} >= {"B", "D"}


def test_an_open_reading_is_marked() -> None:
    """Heavy-truck bumpers by tariff change alone: the RVC of Table D on one of two readings (UR 15(2))."""
    found = rules_data.of_code(load_law(), "8708.10", TODAY, use="heavy_truck")
    assert found.rule is not None
    asked = [(item.requirement.percent, item.open) for way in found.rule.alternatives for item in way.required]
    assert ("64", True) in asked


def test_ex_is_kept() -> None:
    """A line of a table that means only the goods described says so."""
    found = rules_data.of_code(load_law(), "8708.29", TODAY)
    assert {line.ex for line in found.tables if line.table == "A.1"} == {True}
    assert {line.ex for line in found.tables if line.table == "D"} == {False}


def test_a_code_of_a_later_edition() -> None:
    """8703.80 of HS 2017 is judged as 8703.90 of HS 2012."""
    found = rules_data.of_code(load_law(), "87038000", TODAY)
    assert (found.hs, found.hs2012) == ("8703.80.00", "8703.90")
    assert found.rule is not None
    assert {item.kind for item in found.kinds} == {"passenger_vehicle"}


def test_a_code_without_rule() -> None:
    """A code that the law data do not cover has no rule, and nothing is made up."""
    found = rules_data.of_code(load_law(), "0101.21", TODAY)
    assert found.rule is None
    assert found.tables == ()


@pytest.mark.parametrize("written", ["87", "8708", "8708.2", "car", ""])
def test_not_a_code(written: str) -> None:
    """What is no code of 6, 8 or 10 digits is refused."""
    with pytest.raises(ValueError, match=f"^{written}$"):
        rules_data.of_code(load_law(), written, TODAY)


def test_a_flat_percentage_has_no_first_day() -> None:
    """A percentage that a product rule prints without stages is in force since ever."""
    told = rules_data.percentage(Schedule("50%", "50%", (), "at_least", (Step(date.min, 5000),)), TODAY)
    assert (told.percent, told.since, told.next_on) == ("50", None, None)
