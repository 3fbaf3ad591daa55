"""The door to the law refuses what it does not know, by file and key, and its hash changes with every byte."""

import shutil
from pathlib import Path

import pytest

from rvc.base.errors import LawError
from rvc.law.load import law_in, load_law
from rvc.law.regime import Law

FOLDER = Path(__file__).parents[2] / "rvc" / "law" / "usmca"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in {".toml", ".csv"})


def _everything(law: Law) -> None:
    law.sources, law.schedules, law.figures, law.components, law.kinds  # noqa: B018  reading them is the test
    for table in ("A.1", "A.2", "B", "C", "D", "E", "F", "G", "S.steel", "S.aluminum"):
        law.entries(table)
    law.to_2012("870380")
    for chapter in law.chapters:
        law.chapter(chapter)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the law that a test may spoil."""
    return shutil.copytree(FOLDER, tmp_path / "usmca")


def test_identity() -> None:
    """A law says which it is; asked for again, it is the same one."""
    law = load_law()
    assert (law.regime, law.version, len(law.sha256)) == ("usmca", "2026.11", 64)
    assert load_law() is load_law("usmca")


@pytest.mark.parametrize("regime", ["atlantis", "", "..", "usmca/tables", "product_rules"])
def test_unknown_regime(regime: str) -> None:
    """A regime that is not in the package is an error."""
    with pytest.raises(LawError, match="no law data"):
        load_law(regime)


def test_a_copy_is_the_same_law(folder: Path) -> None:
    """The hash depends on names and contents alone; a file that is no data changes nothing."""
    (folder / "notes.txt").write_text("no law", encoding="utf-8")
    law = law_in(folder)
    assert law.sha256 == load_law().sha256
    _everything(law)


@pytest.mark.parametrize("name", NAMES)
def test_every_byte_counts(folder: Path, name: str) -> None:
    """One byte more in any data file is another hash, though the file is never read."""
    with (folder / name).open("ab") as file:
        file.write(b"\n")
    assert law_in(folder).sha256 != load_law().sha256


def test_a_file_more_or_renamed_counts(folder: Path) -> None:
    """A new file, and the same bytes under another name, are another law."""
    before = law_in(folder).sha256
    (folder / "tables" / "h.csv").write_bytes(b"")
    more = law_in(folder).sha256
    (folder / "tables" / "h.csv").rename(folder / "tables" / "i.csv")
    assert len({before, more, law_in(folder).sha256}) == 3


@pytest.mark.parametrize(
    ("name", "old", "new", "refused"),
    [
        ("law.toml", "version =", "edition =", r"law.toml: edition: unknown key"),
        ("law.toml", '"2026.11"', "2026.11", r"law.toml: version: expected str"),
        ("law.toml", "[figure.entry_into_force]", "[figure.force]", r"entry_into_force: missing"),
        ("sources.toml", "url =", "link =", r"sources.toml: source\[0\].link: unknown key"),
        ("regional_value.toml", "percent = 75,", "per_cent = 75,", r"vehicle.light.steps\[3\].per_cent: unknown key"),
        ("regional_value.toml", 'cite = ["UR 13"]\n', "", r"vehicle.light.cite: missing"),
        (
            "regional_value.toml",
            ', cite = "UR 13, 8703.21-8703.90 (1)(d)"',
            "",
            r"vehicle.light.steps\[3\].cite: missing",
        ),
        ("regional_value.toml", "(1)(d)", '(1)(d)" , note = "', r"vehicle.light.steps\[3\].note: unknown key"),
        ("regional_value.toml", "percent = 75", "percent = 175", r"steps\[3\].percent: expected a percentage"),
        ("regional_value.toml", "percent = 75", "percent = 75.125", r"steps\[3\].percent: expected a percentage"),
        ("regional_value.toml", "from = 2023-07-01", "from = 2023-07-01T00:00:00", r"steps\[3\].from: expected a date"),
        ("regional_value.toml", "from = 2023-07-01", 'from = "2023-07-01"', r"steps\[3\].from: expected date"),
        (
            "regional_value.toml",
            'comparison = "at_least"',
            'comparison = "about"',
            r"vehicle.light.comparison: 'about' is none of",
        ),
        ("regional_value.toml", "whole = 5", "whole = 0", r"new_plant_years.new_building.whole: expected a whole"),
        ("regional_value.toml", "whole = 5", "whole = true", r"new_plant_years.new_building.whole: expected int"),
        ("regional_value.toml", "schedule.new_plant]", "schedule.vehicle.heavy]", r"regional_value.toml: "),
        ("labor_value.toml", "[figure.contract_years]", "[figure.contract_days]", r"contract_years: missing"),
        ("labor_value.toml", "[schedule.heavy_truck_credit.lvc]", "[schedule.steel]", r"schedule.steel: stands twice"),
        ("kinds.toml", "any_features =", "some_features =", r"kinds.toml: definition\[1\].some_features: unknown key"),
        ("kinds.toml", '["motorcycle"]', '["bicycle"]', r"any_features: 'bicycle' is no feature"),
        ("kinds.toml", '"8703.31-8703.33"', '"8703.33-8703.31"', r"definition\[5\].hs: '8703.33-8703.31' is not an HS"),
        ("kinds.toml", 'kind = "heavy_truck"', 'kind = "lorry"', r"kind: 'lorry' is none of"),
        ("tables/a1.csv", "hs,ex", "hs,extra", r"tables/a1.csv: extra: unknown column"),
        ("tables/a1.csv", "8407.31,,", "8407.31,", r"tables/a1.csv: row 2: expected 3 cells, found 2"),
        ("tables/b.csv", "8413.50", "8413.5", r"tables/b.csv: row 3.hs: '8413.5' is not an HS code"),
        ("tables/f.csv", "8519.81,,ex", "8519.81,,out of", r"tables/f.csv: row 49.ex: expected 'ex' or nothing"),
        ("tables/a2.csv", "ex,yes", "ex,true", r"tables/a2.csv: row 2.first_row: expected 'yes' or nothing"),
        ("hs_editions.csv", "UN conversion table HS 2022 to HS 2012", "", r"hs_editions.csv: row 2.source: blank"),
        ("placeholders.csv", "8482.99.05", "8482.99.5", r"placeholders.csv: row 5.items: '8482.99.5' is not an HS"),
    ],
)
def test_refusals(folder: Path, name: str, old: str, new: str, refused: str) -> None:
    """A key, value or column that the law does not know is refused, and the error says where."""
    file = folder / name
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError, match=refused):
        _everything(law_in(folder))


@pytest.mark.parametrize(
    ("rule", "refused"),
    [
        ('uses = ["any"]', r"uses: 'any' is none of"),
        ('goods = ["wheel"]', r"goods: 'wheel' is none of"),
        ('change = {other = "item"}', r"change.other: 'item' is none of"),
        ('change = {exceptions = ["8482.98.zz"]}', r"change.exceptions: 8482.98.zz is not among the placeholders"),
        ('change = {from = "heading"}', r"change.from: unknown key"),
        ("only_if = 1", r"only_if: expected bool"),
        ('rvc = "50%"', r"rule\[0\].alternative\[0\].rvc: unknown key"),
    ],
)
def test_refusals_in_product_rules(folder: Path, rule: str, refused: str) -> None:
    """A product rule is closed too: uses, named goods, levels and placeholders are all known."""
    key = rule.partition(" ")[0]
    lines = [
        'uses = ["other"]',
        'goods = ["*"]',
        'cite = "UR 13"',
        'text = "a change"',
        "change = {none_required = true}",
    ]
    branch = "\n".join([*(line for line in lines if not line.startswith(f"{key} ")), rule])
    head = 'hs = ["8803.10"]\ndescribes = "Propellers"\ncite = "UR 13"\ntext = "a change"\n'
    (folder / "product_rules" / "88.toml").write_text(
        f"[[rule]]\n{head}[[rule.alternative]]\n{branch}\n", encoding="utf-8"
    )
    with pytest.raises(LawError, match=f"^product_rules/88.toml: .*{refused}"):
        law_in(folder).chapter("88")


def test_a_missing_file_is_refused(folder: Path) -> None:
    """A regime without one of its files is not read as one with fewer requirements."""
    (folder / "steel_aluminum.toml").unlink()
    with pytest.raises(LawError, match=r"steel_aluminum.toml: missing"):
        _everything(law_in(folder))


def test_broken_toml_is_refused(folder: Path) -> None:
    """A file that is not TOML is refused by name; a key that stands twice is no TOML."""
    with (folder / "law.toml").open("a", encoding="utf-8") as file:
        file.write("day = 2020-07-02\n")
    with pytest.raises(LawError, match=r"^law.toml: "):
        law_in(folder)


def test_rule_is_the_narrowest(folder: Path) -> None:
    """Of two ranges that hold a code the narrower gives its rule; a code in no range, or of no chapter, has none."""
    branch = (
        '[[rule.alternative]]\nuses = ["other"]\ngoods = ["*"]\ncite = "UR 13"\n'
        'text = "t"\nchange = {none_required = true}\n'
    )
    rules = "".join(
        f'[[rule]]\nhs = ["{span}"]\ndescribes = "{name}"\ncite = "UR 13"\ntext = "t"\n{branch}'
        for span, name in (("88.01-88.03", "wide"), ("8802.11-8802.40", "narrow"), ("8803.10", "one"))
    )
    (folder / "product_rules" / "88.toml").write_text(rules, encoding="utf-8")
    law = law_in(folder)
    found = [law.rule(code) for code in ("8802201000", "880310", "880390", "880400", "990000")]
    assert [rule.describes if rule else None for rule in found] == ["narrow", "one", "wide", None, None]
