"""What a good is (UR 12, 20), on both sides of each boundary of code, feature and use."""

import pytest

from rvc.base.hs import digits
from rvc.law.kinds import absent_core_categories, contradictions, kinds_of
from rvc.law.load import load_law

LAW = load_law()


def _kinds(hs: str, features: str = "", use: str | None = None) -> list[str]:
    written = digits(hs)
    return [
        f"{entry.kind} {entry.provision}".strip()
        for entry in kinds_of(LAW, LAW.to_2012(written), written, features.split(), use)
    ]


@pytest.mark.parametrize(
    ("hs", "features", "kind"),
    [
        ("8703.10", "", "other_vehicle"),
        ("8703.21", "", "passenger_vehicle"),
        ("8703.24", "hybrid", "passenger_vehicle"),
        ("8703.23", "motorcycle", "other_vehicle 20(2)(c)"),
        ("8703.23", "motorhome", "other_vehicle 20(2)(d)"),
        ("8703.23", "ambulance_hearse_prison_van", "other_vehicle 20(2)(e)"),
        ("8703.23", "off_road", "other_vehicle 20(2)(f)"),
        ("8703.23", "all_terrain", "other_vehicle 20(2)(f)"),
        ("8703.23", "remanufactured", "passenger_vehicle"),
        ("8703.31", "", "other_vehicle 20(2)(b)"),
        ("8703.32", "motorhome", "other_vehicle 20(2)(d)"),
        ("8703.33", "", "other_vehicle 20(2)(b)"),
        ("8703.40", "", "passenger_vehicle"),
        ("8703.50", "", "other_vehicle 20(2)(b)"),
        ("8703.60", "", "passenger_vehicle"),
        ("8703.70", "", "other_vehicle 20(2)(b)"),
        ("8703.80", "electric", "passenger_vehicle"),
        ("8703.80.00.10", "", "passenger_vehicle"),
        ("8703.80", "off_road", "other_vehicle 20(2)(f)"),
        ("8703.90", "", "passenger_vehicle"),
        ("8703.90", "hybrid", "passenger_vehicle"),
        ("8703.90", "compression_ignition hybrid", "other_vehicle 20(2)(b)"),
        ("8703.90", "compression_ignition electric", "other_vehicle 20(2)(b)"),
        ("8704.10", "", "other_vehicle 20(3)(a)(iii)"),
        ("8704.10", "off_road", "other_vehicle 20(3)(a)(iii)"),
        ("8704.21", "", "light_truck"),
        ("8704.21", "compression_ignition", "light_truck"),
        ("8704.21", "off_road", "other_vehicle 20(2)(g)"),
        ("8704.31", "", "light_truck"),
        ("8704.31", "off_road", "other_vehicle 20(2)(g)"),
        ("8704.41", "", "light_truck"),
        ("8704.51", "", "light_truck"),
        ("8704.51", "off_road", "other_vehicle 20(2)(g)"),
        ("8704.22", "", "heavy_truck"),
        ("8704.23", "", "heavy_truck"),
        ("8704.23", "off_road", "other_vehicle 20(3)(a)(iv)"),
        ("8704.32", "", "heavy_truck"),
        ("8704.32", "off_road", "other_vehicle 20(3)(a)(iv)"),
        ("8704.42", "", "heavy_truck"),
        ("8704.43", "", "heavy_truck"),
        ("8704.52", "", "heavy_truck"),
        ("8704.90", "", "heavy_truck"),
        ("8704.90", "off_road", "other_vehicle 20(3)(a)(iv)"),
        ("8701.20", "", "heavy_truck"),
        ("8701.21", "", "heavy_truck"),
        ("8701.29", "", "heavy_truck"),
        ("8701.20", "off_road", "other_vehicle"),
        ("8701.10", "", "other_vehicle 20(3)(a)(i)"),
        ("8701.30", "", "other_vehicle 20(3)(a)(i)"),
        ("8701.94", "", "other_vehicle 20(3)(a)(i)"),
        ("8702.10", "", "other_vehicle 20(2)(a)"),
        ("8702.10", "persons_16_or_more", "other_vehicle 20(3)(a)(ii)"),
        ("8702.40", "electric", "other_vehicle 20(2)(a)"),
        ("8702.90", "motorhome", "other_vehicle 20(2)(a)"),
        ("8705.90", "", "other_vehicle 20(3)(a)(v)"),
    ],
)
def test_vehicles(hs: str, features: str, kind: str) -> None:
    """A vehicle is of one kind by its code and features, and of the paragraph of section 20 that names it."""
    assert _kinds(hs, features) == [kind]


@pytest.mark.parametrize(
    ("hs", "use", "kind"),
    [
        ("8706.00", "heavy_truck", "heavy_truck"),
        ("8706.00", "passenger_light", "part"),
        ("8706.00", "vehicle_20_3", "part"),
        ("8707.10", "heavy_truck", "part"),
        ("8708.29", None, "part"),
        ("8709.11", None, "part"),
        ("8711.50", None, "part"),
        ("8716.39", None, "part"),
        ("8407.34", "heavy_truck", "part"),
    ],
)
def test_parts(hs: str, use: str | None, kind: str) -> None:
    """All but the vehicles of 87.01 to 87.05 is a part, save the chassis of a heavy truck."""
    assert _kinds(hs, use=use) == [kind]


def test_open_kinds() -> None:
    """Where the law has two readings, both come back; off the road there is one again."""
    assert _kinds("8704.60") == ["heavy_truck", "light_truck"]
    assert _kinds("8704.60", "off_road") == ["other_vehicle 20(3)(a)(iv)"]
    assert _kinds("8706.00") == ["heavy_truck", "part"]
    assert _kinds("8703.90", "compression_ignition") == ["passenger_vehicle", "other_vehicle 20(2)(b)"]


@pytest.mark.parametrize(
    ("hs", "features", "requirement", "points"),
    [
        ("8703.23", "", "vehicle.light", 7500),
        ("8704.31", "", "vehicle.light", 7500),
        ("8704.22", "", "vehicle.heavy", 6400),
        ("8702.10", "", "other_vehicle.20_2", 6250),
        ("8705.10", "", "other_vehicle.20_3", 6000),
    ],
)
def test_requirement(hs: str, features: str, requirement: str, points: int) -> None:
    """A kind names the schedule of its regional value content."""
    day = LAW.figures.credit_last_certain_day
    (entry,) = kinds_of(LAW, digits(hs), digits(hs), features.split(), None)
    assert entry.requirement == requirement
    assert LAW.schedule(entry.requirement).on(day) == points


@pytest.mark.parametrize("hs", ["8703.10", "8701.20"])
def test_no_requirement(hs: str) -> None:
    """8703.10, and 8701.20 off the road, are not named in section 20: only their product rule says."""
    (entry,) = kinds_of(LAW, digits(hs), digits(hs), ["off_road"], None)
    assert (entry.kind, entry.requirement, entry.provision) == ("other_vehicle", "", "")


@pytest.mark.parametrize(
    ("hs", "features", "excluded"),
    [
        ("8703.23", "compression_ignition electric hybrid", "compression_ignition electric"),
        ("8703.32", "compression_ignition electric", "electric"),
        ("8703.40", "compression_ignition hybrid", "compression_ignition"),
        ("8703.70", "compression_ignition hybrid", ""),
        ("8703.80", "compression_ignition electric hybrid", "compression_ignition hybrid"),
        ("8703.90", "compression_ignition electric hybrid", ""),
        ("8703.23", "persons_16_or_more", "persons_16_or_more"),
        ("8702.10", "persons_16_or_more", ""),
        ("8704.31", "compression_ignition", "compression_ignition"),
        ("8704.60", "hybrid electric", "hybrid"),
        ("8704.21", "compression_ignition", ""),
        ("8704.51", "hybrid", ""),
    ],
)
def test_contradictions(hs: str, features: str, excluded: str) -> None:
    """A feature contradicts a code only where the words of the subheading exclude it."""
    found = contradictions(LAW, digits(hs), features.split())
    assert " ".join(feature.name for feature in found) == excluded


def test_known_features() -> None:
    """The features are those of a case, each described and cited."""
    assert {feature.name for feature in LAW.kinds.features} == {
        *("compression_ignition", "off_road", "motorcycle", "all_terrain", "motorhome", "ambulance_hearse_prison_van"),
        *("electric", "hybrid", "persons_16_or_more", "remanufactured"),
    }
    assert all(feature.says and feature.cite for feature in LAW.kinds.features)


@pytest.mark.parametrize(
    ("hs", "features", "absent"),
    [
        ("8703.80", "", "engine"),
        ("8704.60", "", "engine"),
        ("8703.90", "electric", ""),
        ("8703.21", "", "advanced_battery"),
        ("8703.24", "hybrid", ""),
        ("8703.40", "", ""),
        ("8704.31", "", "advanced_battery"),
        ("8704.31", "hybrid", ""),
        ("8704.51", "", ""),
        ("8704.21", "", ""),
    ],
)
def test_absent_core_categories(hs: str, features: str, absent: str) -> None:
    """A category is absent by code only where the subheading, as written, says so."""
    found = absent_core_categories(LAW, digits(hs), features.split())
    assert " ".join(item.category for item in found) == absent
