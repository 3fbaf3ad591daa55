"""Tables A.1 to S, complete: counts by chapter or heading were made by hand from the print, not from the files."""

from collections import Counter

import pytest

from rvc.base.errors import LawError
from rvc.law.load import load_law

LAW = load_law()
COUNTS = {
    "A.1": "8407:4 8408:1 8409:2 8507:1 8706:1 8707:2 8708:6",
    "B": "8413:2 8414:2 8415:1 8479:1 8482:6 8483:6 8501:2 8505:2 8511:4 8537:1 8708:10 9401:1",
    "C": "4009:4 8301:1 8421:1 8481:3 8501:3 8507:4 8511:1 8512:2 8519:1 8536:2 8539:2 8544:1 9031:1 9032:1",
    "D": "8407:4 8408:1 8409:2 8413:1 8414:2 8415:1 8483:3 8501:1 8511:2 8537:1 8706:1 8707:1 8708:14 9401:1",
    "E": "8413:1 8479:1 8482:5 8483:3 8505:2 8507:1 8511:2",
    "F": "4009:1 4010:5 4011:1 4016:2 7007:2 7009:1 8301:1 8407:5 8408:1 8409:1 8413:1 8414:2 8415:1 8421:1 "
    "8481:3 8482:1 8483:5 8501:4 8507:4 8511:3 8512:2 8519:1 8527:2 8536:2 8537:1 8539:2 8544:1 8706:1 "
    "8707:1 8708:18 9031:1 9032:1 9401:1",
    "G": "8407:23 8708:8",
    "S.steel": "7208:11 7209:9 7210:4 7211:3 7212:2 7213:2 7214:3 7225:6 7226:3 7227:2 7228:4 7306:5 8708:2",
    "S.aluminum": "7601:1 7602:1 7604:1 7605:1 7606:1 7608:1 8708:2",
}
EX = {
    "A.1": ["8408.20", "8708.29", "8708.99"],
    "B": ["8479.89", "8511.90", "8708.29", "8708.99"],
    "C": ["8421.39", "8507.20", "8507.30", "8507.40", "8507.80", "8519.81", "8536.90"],
    "D": ["8414.59", "8501.32"],
    "E": ["8479.89"],
    "G": [],
    "S.steel": ["8708.29", "8708.99"],
    "S.aluminum": ["8708.29", "8708.99"],
}
SUFFIXES = (
    "4010.39.aa 4016.93.aa 4016.99.aa 8407.34.aa 8407.34.bb 8414.59.aa 8414.80.aa 8421.39.aa 8501.32.aa 8507.20.aa "
    "8507.30.aa 8507.40.aa 8507.80.aa 8537.10.bb 8708.10.aa 8708.29.aa 8708.29.cc 8708.70.aa 8708.93.aa 8708.99.aa "
    "8708.99.bb 8708.99.ee 8708.99.hh"
)
ROWS = {"engine": 8, "transmission": 7, "body_and_chassis": 5, "axle": 6} | {
    "suspension_system": 8,
    "steering_system": 4,
    "advanced_battery": 4,
}


@pytest.mark.parametrize("table", COUNTS)
def test_counts(table: str) -> None:
    """A table has as many lines of each heading as the print."""
    expected = dict(pair.split(":") for pair in COUNTS[table].split())
    found = Counter(entry.hs.first[:4] for entry in LAW.entries(table))
    assert {heading: str(lines) for heading, lines in found.items()} == expected


@pytest.mark.parametrize("table", EX)
def test_ex(table: str) -> None:
    """Just the lines that are printed "ex" are kept as such, each with its description."""
    assert [str(entry.hs) for entry in LAW.entries(table) if entry.ex] == EX[table]
    assert all(entry.describes for entry in LAW.entries(table))


def test_placeholders_of_table_f() -> None:
    """Table F's placeholders keep their subheading and suffix, and mean only the goods described."""
    lines = [entry for entry in LAW.entries("F") if entry.suffix]
    assert " ".join(f"{entry.hs}.{entry.suffix}" for entry in lines) == SUFFIXES
    assert all(entry.ex for entry in lines)
    assert [str(entry.hs) for entry in LAW.entries("F") if entry.ex and not entry.suffix] == ["8519.81"]


def test_table_a2() -> None:
    """Table A.2 has its seven categories, the first row of each marked, and every code is "ex"."""
    assert Counter(component.category for component in LAW.components) == ROWS
    assert LAW.core_categories == tuple(ROWS)
    assert [component.name for component in LAW.components if component.first_row] == [
        *("whole_engine", "gear_box", "body_in_white_stampings", "whole_axle", "whole_suspension_system"),
        *("steering_wheel_column_box", "traction_battery"),
    ]
    assert len(LAW.entries("A.2")) == sum(len(component.hs) for component in LAW.components) == 70
    assert all(entry.ex for entry in LAW.entries("A.2"))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("whole_engine", "8407.33 8407.34 8408.20"),
        ("crankshafts", "8483.10"),
        ("pistons", "8409.91"),
        ("coil_springs", "7320.20"),
        ("leaf_springs", "7320.10"),
        ("control_units", "8537.10 8537.90 8543.70"),
        ("major_body_panel_stampings", "8708.10 8708.29"),
        ("axle_hubs", "8482.10 8482.20 8708.50 8708.99"),
        ("cells", "8507.60 8507.80 8507.90"),
        ("assembled_packs", "8507.60 8507.80"),
    ],
)
def test_component_codes(name: str, codes: str) -> None:
    """A component has the codes of its own row, and no other."""
    component = LAW.component(name)
    assert component is not None
    assert " ".join(map(str, component.hs)) == codes


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("crankshaft", "crankshafts"),
        ("clutch", "clutches"),
        ("steering_rack", "steering_gears_racks"),
        ("gear_blank", "gears_and_gear_blanks"),
        ("module", "modules_arrays"),
        ("gear_boxes", "gear_box"),
    ],
)
def test_singular(written: str, name: str) -> None:
    """A component is understood in the singular as in the plural."""
    component = LAW.component(written)
    assert component is not None
    assert component.name == name


def test_no_component() -> None:
    """A name that is in no row is no component, a category of column 1 included."""
    assert LAW.component("turbocharger") is None
    assert LAW.component("engine") is None


@pytest.mark.parametrize(
    ("table", "code", "held"),
    [
        ("A.1", "840734", True),
        ("A.1", "840734990", True),
        ("A.1", "840790", False),
        ("B", "848280", True),
        ("E", "848280", False),
        ("F", "848260", True),
        ("F", "848299", False),
        ("F", "400922", True),
        ("S.steel", "721049", True),
        ("S.steel", "721041", False),
        ("S.steel", "730640", False),
        ("S.aluminum", "760612", True),
        ("S.aluminum", "760711", False),
    ],
)
def test_in_table(table: str, code: str, held: object) -> None:
    """A code is in a table where one of its lines or ranges holds it."""
    assert bool(LAW.in_table(table, code)) is held


def test_in_table_ex() -> None:
    """A line "ex" comes back marked and described, for the caller to ask which good it is."""
    (stamping,) = LAW.in_table("A.1", "870829")
    assert (stamping.ex, stamping.describes, stamping.cite) == (True, "Body stampings", "UR Table A.1")
    (steel,) = LAW.in_table("S.steel", "870899")
    assert steel.ex
    assert steel.cite == "UR Table S"
    assert [entry.suffix for entry in LAW.in_table("F", "870899")] == ["aa", "bb", "ee", "hh"]


def test_unknown_table() -> None:
    """A table that the Regulations do not have is an error, never an empty one."""
    with pytest.raises(LawError, match=r"no table 'A\.3'"):
        LAW.in_table("A.3", "840734")


@pytest.mark.parametrize(
    ("written", "hs2012"),
    [
        ("870380", "870390"),
        ("870340", "870390"),
        ("8703800010", "870390"),
        ("870121", "870120"),
        ("870129", "870120"),
        ("870194", "870190"),
        ("870220", "870210"),
        ("870240", "870290"),
        ("870441", "870421"),
        ("870443", "870423"),
        ("870451", "870431"),
        ("870452", "870490"),
        ("870460", "870490"),
        ("870822", "870829"),
        ("842132", "842139"),
        ("854914", "854810"),
        ("940199", "940190"),
        ("870323", "870323"),
        ("8703230010", "8703230010"),
        ("870829", "870829"),
        ("854810", "854810"),
        ("850760", "850760"),
        ("852411", "852411"),
    ],
)
def test_to_2012(written: str, hs2012: str) -> None:
    """A code of HS 2017 or 2022 becomes that of HS 2012, six digits of it; every other stays as it is, whole."""
    assert LAW.to_2012(written) == hs2012


@pytest.mark.parametrize("table", [*COUNTS, "A.2"])
def test_tables_are_in_hs_2012(table: str) -> None:
    """No line of a table is in a later edition: the tables are printed in HS 2012."""
    assert all(LAW.to_2012(entry.hs.first) == entry.hs.first for entry in LAW.entries(table))


@pytest.mark.parametrize("table", ["F", "G"])
def test_named_goods_of_tables(table: str) -> None:
    """A good that Table F or G names is one that the product rule of its subheading tells from the others."""
    named = [entry for entry in LAW.entries(table) if entry.named_good]
    assert named
    for entry in named:
        rule = LAW.rule(entry.hs.first)
        assert rule is not None
        assert entry.named_good in rule.named_goods, entry
