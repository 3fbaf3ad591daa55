"""Scenario files: what they change, what is refused, and that the hash tells the file."""

from pathlib import Path

import pytest

from rvc.base.errors import LawError
from rvc.law.load import load_law
from rvc.law.scenario import load_scenario, shipped

SOUND = (Path(__file__).parents[2] / "rvc/law/scenarios/rvc82_us50.toml").read_text(encoding="utf-8")


def test_three_are_shipped_each_a_proposal_with_a_source() -> None:
    """The three files that come with the package are proposals, with a source and a date, or the word unknown."""
    laws = [load_scenario(path) for path in shipped()]
    assert [law.regime for law in laws] == ["proposal:rvc75_us50", "proposal:rvc82_us50", "proposal:rvc85"]
    assert {law.status for law in laws} == {"proposal"}
    assert all(origin.title and origin.date for law in laws for origin in law.origins)


def test_what_a_file_does_not_change_stays() -> None:
    """Schedules that a scenario does not name are those of the USMCA; days before its first step too."""
    law, usmca = load_scenario("rvc85.toml"), load_law()
    assert law.schedule("core.net_cost") == usmca.schedule("core.net_cost")
    assert law.schedule("vehicle.light") != usmca.schedule("vehicle.light")


def test_steps_begin_where_the_file_says(tmp_path: Path) -> None:
    """Before the first day of a change the law's own steps hold."""
    path = tmp_path / "later.toml"
    path.write_text(SOUND.replace("from = 2020-07-01, percent = 82", "from = 2027-01-01, percent = 82"), "utf-8")
    steps = load_scenario(path).schedule("vehicle.light").steps
    assert [step.basis_points for step in steps] == [6600, 6900, 7200, 7500, 8200]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("percent = 82", "percent = 182", "steps[0].percent"),
        ("schedule.vehicle.light", "schedule.vehicle.lite", "schedule.vehicle.lite"),
        ('status = "proposal"', 'status = "law"', "status"),
        ("title =", "titel =", "unknown key"),
        ("[schedule.vehicle.light]", "[schedule.vehicle.light", "line 14"),
        ('"at_least"', '"more_than"', "comparison"),
        ("2020-07-01, percent = 82", '"soon", percent = 82', "steps[0].from"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, old: str, new: str, why: str) -> None:
    """A file that cannot be used is refused by name, with the line or the key."""
    path = tmp_path / "mine.toml"
    path.write_text(SOUND.replace(old, new), encoding="utf-8")
    with pytest.raises(LawError) as refused:
        load_scenario(path)
    assert "mine.toml" in str(refused.value)
    assert why in str(refused.value)


def test_the_hash_tells_the_file(tmp_path: Path) -> None:
    """Another percentage, or another word, is another hash."""
    path = tmp_path / "rvc82_us50.toml"
    path.write_text(SOUND, encoding="utf-8")
    same = load_scenario(path)
    path.write_text(SOUND + "\n# remark\n", encoding="utf-8")
    assert same.sha256 == load_scenario("rvc82_us50.toml").sha256
    assert load_scenario(path).sha256 != same.sha256
