"""What may be averaged, of which goods and over which periods, against a table written out by hand from the text."""

import pytest

from rvc.law.load import load_law

COVERED = {"passenger_vehicle", "light_truck", "heavy_truck"}
OF_16_1 = {"model_line_class_plant", "class_plant", "model_line", "class"}  # (a), (b), (c)
FIRST_YEARS = {"following_fiscal_year", "transitional"}  # UR 16(4), 16(5)
TO_DATE = {
    "previous_fiscal_year", "previous_calendar_year", "quarter_to_date", "month_to_date", "fiscal_year_to_date",
    "calendar_year_to_date",
}  # fmt: skip
BOTH = {"all", "exported"}

# subject: kinds, categories, bases, periods, days of notice
ALLOWED = {
    "vehicle": (COVERED, OF_16_1, BOTH, {"fiscal_year"} | FIRST_YEARS, 10),  # UR 16(1), 16(6)
    "core_parts": (  # UR 14(12), 16(10)(b)-(d)
        {"passenger_vehicle", "light_truck"}, OF_16_1, BOTH, {"fiscal_year", "quarter", "month"} | FIRST_YEARS, None,
    ),
    "part": (  # UR 16(10)(a)-(c)
        {"part"}, {"same_plant"}, BOTH, {"buyer_fiscal_year", "quarter", "month", "fiscal_year"} | FIRST_YEARS, None,
    ),
    "other_vehicle": (  # UR 20(6): no category of one class in the whole territory; UR 16(6)
        {"other_vehicle"}, OF_16_1 - {"class"}, BOTH, {"fiscal_year"} | FIRST_YEARS, 10,
    ),
    "part_of_other_vehicle": (  # UR 20(7)
        {"part"}, {"same_plant"}, BOTH, {"buyer_fiscal_year", "quarter", "month", "fiscal_year"}, None,
    ),
    "net_cost": (  # UR 7(15): not where an election of 16(1) or (10) may be made, nor of exports alone
        {"part", "other_vehicle"}, {"identical_or_similar"}, {"all"},
        {"month", "three_months", "six_months", "fiscal_year"}, None,
    ),
    "labor_value": (COVERED, OF_16_1, BOTH, TO_DATE | FIRST_YEARS, 10),  # UR 18(15), 18(16)(g), 18(19)
    "steel": (COVERED, OF_16_1 | {"all_vehicles"}, BOTH, TO_DATE | FIRST_YEARS, None),  # UR 17(7), 17(9)
    "aluminum": (COVERED, OF_16_1 | {"all_vehicles"}, BOTH, TO_DATE | FIRST_YEARS, None),
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_be_averaged(name: str) -> None:
    """Kinds, categories, bases, periods and days of notice of each subject are those of its provision."""
    subject = load_law().averaging.subjects[name]
    days = subject.filing.days if subject.filing is not None else None
    found = (set(subject.kinds), set(subject.categories), set(subject.bases), set(subject.periods), days)
    assert found == ALLOWED[name]


def test_every_subject_is_held() -> None:
    """No subject is left out of the table."""
    assert set(load_law().averaging.subjects) == set(ALLOWED)


def test_exports_alone() -> None:
    """Of parts, goods that are exported may be averaged apart over (10)(a) and (b), not over (c) (UR 16(11)(b))."""
    assert set(load_law().averaging.subjects["part"].exported_periods) == {"buyer_fiscal_year", "quarter", "month"}


def test_tables() -> None:
    """Tables A.1, B and C are for light vehicles; D and E are open; F and G go by the use (UR 16(10), 20(7))."""
    subjects = load_law().averaging.subjects
    of = {(name, item.use): (set(item.tables), item.open) for name in subjects for item in subjects[name].tables}
    assert of == {
        ("part", "passenger_light"): ({"A.1", "B", "C"}, False),
        ("part", "heavy_truck"): ({"D", "E"}, True),
        ("part_of_other_vehicle", "vehicle_20_2"): ({"F"}, False),
        ("part_of_other_vehicle", "vehicle_20_3"): ({"F", "G"}, False),
        ("part_of_other_vehicle", "aftermarket"): ({"F", "G"}, False),
    }


def test_own_fiscal_year_of_table_f_is_for_the_aftermarket() -> None:
    """Over its own fiscal year a producer averages what is sold as an aftermarket part (UR 20(7)(a)(iii))."""
    tables = load_law().averaging.subjects["part_of_other_vehicle"].tables
    assert {item.use for item in tables if not item.periods or "fiscal_year" in item.periods} == {"aftermarket"}


def test_printed_days() -> None:
    """The periods printed follow the years of Tables A.1 to C, and those of heavy trucks (UR 16(5)(a), (b))."""
    light = ({"passenger_vehicle", "light_truck", "other_vehicle"}, {"A.1", "B", "C"})
    heavy = ({"heavy_truck"}, {"D", "E"})
    spans = load_law().averaging.periods["transitional"].spans
    found = [
        (item.first.isoformat(), item.to.isoformat() if item.to else None, set(item.kinds), set(item.tables))
        for item in spans
    ]
    assert found == [
        ("2020-07-01", "2021-06-30", *light),
        ("2021-07-01", "2022-06-30", *light),
        ("2022-07-01", "2023-06-30", *light),
        ("2023-07-01", None, *light),
        ("2023-07-01", "2024-06-30", *heavy),
        ("2024-07-01", "2025-06-30", *heavy),
        ("2025-07-01", "2026-06-30", *heavy),
        ("2026-07-01", "2027-06-30", *heavy),
        ("2027-07-01", None, *heavy),
    ]
