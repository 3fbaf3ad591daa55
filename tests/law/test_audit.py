"""The law data have no fault that the audit knows; and the audit finds each that is put into a copy of them."""

import shutil
from pathlib import Path

import pytest

from rvc.law.audit import audit
from rvc.law.load import law_in, load_law

FOLDER = Path(__file__).parents[2] / "rvc" / "law" / "usmca"


def test_the_law_is_sound() -> None:
    """No day without law, no step out of order, no value without a source, no name that nothing bears."""
    assert audit(load_law()) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("de_minimis.toml", "from = 2020-07-01", "from = 2020-07-02", "de_minimis: no requirement on 2020-07-01"),
        ("regional_value.toml", "from = 2022-07-01", "from = 2021-07-01", "2021-07-01 does not come after 2021-07-01"),
        ("regional_value.toml", "percent = 69", "percent = 66", "vehicle.light: nothing changes on 2021-07-01"),
        ("regional_value.toml", "UR 13, 8703.21", "Section 13, 8703.21", "opens with the prefix of no source"),
        ("labor_value.toml", '["UR 12, ', '["Section 12, ', "figure wages.US: 'Section 12"),
        ("kinds.toml", '["UR 12, passenger vehicle (b)', '["12(b)', "kind other_vehicle: '12(b)'"),
        ("kinds.toml", '["UR 4(1)", ', '["4(1)", ', "feature remanufactured: '4(1)'"),
        ("kinds.toml", "other_vehicle.20_2", "other_vehicle.20_4", "no schedule 'other_vehicle.20_4'"),
        ("kinds.toml", 'category = "engine"', 'category = "motor"', "absent motor: no category of Table A.2"),
        ("product_rules/87.toml", '"vehicle.light"', '"vehicle.lite"', "no schedule 'vehicle.lite'"),
        ("product_rules/87.toml", 'cite = "UR 13', 'cite = "Rule 13', "opens with the prefix of no source"),
        ("regional_value.toml", "schedule.table_e.", "schedule.table_h.", "schedule table_h.net_cost: no product rule"),
        ("tables/a2.csv", "heads,head,", "heads,rod,", "Table A.2: rod names two components"),
    ],
)
def test_each_fault_is_found(tmp_path: Path, name: str, old: str, new: str, fault: str) -> None:
    """A fault put into a copy of the data is named."""
    folder = shutil.copytree(FOLDER, tmp_path / "usmca")
    content = (folder / name).read_text(encoding="utf-8")
    assert old in content
    (folder / name).write_text(content.replace(old, new, 1), encoding="utf-8")
    assert any(fault in found for found in audit(law_in(folder)))


def test_a_line_that_stands_twice(tmp_path: Path) -> None:
    """A line of a table that is there twice is named."""
    folder = shutil.copytree(FOLDER, tmp_path / "usmca")
    file = folder / "tables" / "e.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")
    assert audit(law_in(folder)) == ("Table E: a line stands twice",)
