"""Elections: every refusal by the smallest slip that brings it about, and both sides of every day."""

from typing import Any

import pytest

import rvc
from rvc.base.errors import InputError
from rvc.base.messages import catalog
from rvc.base.problem import Problem
from rvc.law.load import load_law
from rvc.lines.averaging.checks import missing_facts
from rvc.lines.averaging.read import read_elections
from tests.lines.elections import file, labor, member, of, plain, vehicle
from tests.run.test_reconciliation import car, part

MONTHS = {"period": "month", "from": "2026-02-01", "to": "2026-02-28"}
ALIKE = {"category": "identical_or_similar", "similar": True}
PART = {"subject": "part", "category": "same_plant", **MONTHS}
STEEL = {"period": "fiscal_year_to_date", "to": "2026-10-31", "purchases": "by_good"}

# code, the elections of the file, the path at which the problem stands
SLIPS: list[tuple[str, list[dict[str, Any]], str]] = [
    ("not_allowed", [vehicle(category="same_plant")], "elections[0].category"),
    ("not_allowed", [vehicle(category="all_vehicles")], "elections[0].category"),
    ("not_allowed", [vehicle(period="month")], "elections[0].period"),
    ("not_allowed", [of("net_cost", **ALIKE, basis="exported")], "elections[0].basis"),
    ("not_allowed", [of("other_vehicle", category="class")], "elections[0].category"),
    ("exported_period", [of("part", category="same_plant", basis="exported")], "elections[0].basis"),
    ("fiscal_year", [vehicle(fiscal_year_to=None)], "elections[0].period"),
    ("fiscal_year", [labor(period="calendar_year_to_date", fiscal_year_from=None)], "elections[0].filed_on"),
    ("order", [of("core_parts", **{**MONTHS, "to": "2026-01-31"})], "elections[0].to"),
    ("order", [vehicle(fiscal_year_to="2025-12-31")], "elections[0].fiscal_year_to"),
    ("long_year", [vehicle(to="2027-01-07", fiscal_year_to="2027-01-07")], "elections[0].fiscal_year_to"),
    ("days", [vehicle(to="2026-12-30")], "elections[0].from"),
    ("days", [vehicle(period="following_fiscal_year")], "elections[0].from"),
    ("days", [vehicle(period="transitional")], "elections[0].from"),
    ("days", [of("core_parts", **{**MONTHS, "to": "2026-02-27"})], "elections[0].from"),
    ("days", [of("core_parts", **{**MONTHS, "from": "2026-01-15", "to": "2026-02-14"})], "elections[0].from"),
    ("days", [of("net_cost", **ALIKE, period="three_months", to="2026-02-28")], "elections[0].from"),
    ("lacks", [of("part", category="same_plant", period="buyer_fiscal_year")], "elections[0].sold_to"),
    ("late", [vehicle(filed_on="2025-12-23")], "elections[0].filed_on"),
    ("late", [labor(filed_on="2025-12-23")], "elections[0].filed_on"),
    ("signed_late", [labor(signed_on="2025-12-23")], "elections[0].signed_on"),
    ("not_similar", [of("net_cost", **{**ALIKE, "similar": False})], "elections[0].similar"),
    ("purchases", [of("steel", **{**STEEL, "purchases": None})], "elections[0].purchases"),
    ("no_metal", [vehicle(purchases="corporate")], "elections[0].purchases"),
    ("no_goods", [vehicle(goods=[])], "elections[0].goods"),
    ("good_twice", [vehicle(member("A"), member("A"))], "elections[0].goods[1].id"),
    ("units", [vehicle(member("A"), member("B", units=None))], "elections[0].goods[1].units"),
    ("whole_units", [vehicle(member("A", units="1.5"))], "elections[0].goods[0].units"),
    ("added", [vehicle(member("A", added_on="2026-01-01"))], "elections[0].goods[0].added_on"),
    ("added", [vehicle(member("A", added_on="2027-01-01"))], "elections[0].goods[0].added_on"),
    ("not_same", [vehicle(member("A"), member("B", plant="Q"))], "elections[0].goods[1].plant"),
    (
        "not_same",
        [vehicle(member("A"), member("B", model_line="M"), category="model_line")],
        "elections[0].goods[1].model_line",
    ),
    ("overlap", [vehicle(), vehicle()], "elections[1].from"),
    (
        "duration",
        [of("net_cost", **ALIKE, **MONTHS),
         of("net_cost", **ALIKE, **{"period": "three_months", "from": "2026-04-01", "to": "2026-06-30"})],
        "elections[1].period",
    ),
    (
        "changed",
        [labor(period="quarter_to_date", to="2026-03-31"),
         labor(**{"period": "quarter_to_date", "from": "2026-04-01", "category": "class"})],
        "elections[1].category",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "elections", "path"), SLIPS, ids=lambda item: item if isinstance(item, str) else "")
def test_a_slip_is_one_problem_at_its_place(code: str, elections: list[dict[str, Any]], path: str) -> None:
    """Nothing else is said of an election with one slip."""
    with pytest.raises(InputError) as refused:
        read_elections(file(*elections))
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [(f"averaging.{code}", path)]


def test_a_file_that_is_of_another_schema() -> None:
    """The schema is named."""
    with pytest.raises(InputError) as refused:
        read_elections({**file(vehicle()), "schema": "rvc/1"})
    assert [problem.path for problem in refused.value.problems] == ["schema"]


@pytest.mark.parametrize(
    "election",
    [
        vehicle(filed_on="2025-12-22"),  # ten days before 1 January
        vehicle(filed_on="2025-12-31", shorter_notice_accepted=True),
        vehicle(
            period="following_fiscal_year", filed_on="2020-07-31",
            fiscal_year_from="2021-01-01", fiscal_year_to="2021-12-31", **{"from": "2020-07-01", "to": "2021-12-31"},
        ),  # UR 16(12): the example of 18 months
        vehicle(period="transitional", filed_on="2020-07-31", **{"from": "2020-07-01", "to": "2021-06-30"}),
        vehicle(period="transitional", **{"from": "2026-07-01", "to": "2027-06-30"}),  # heavy trucks, UR 16(5)(b)(iv)
        vehicle(to="2027-01-06", fiscal_year_to="2027-01-06"),  # 53 weeks
        of("core_parts", **MONTHS),
        of("core_parts", period="quarter", to="2026-03-31"),
        of("core_parts", period="quarter", **{
            "from": "2026-05-01", "to": "2026-07-31", "fiscal_year_from": "2026-02-01", "fiscal_year_to": "2027-01-31",
        }),
        of("part", category="same_plant", **MONTHS, basis="exported"),
        of("net_cost", **ALIKE, period="three_months", **{"from": "2026-10-01"}),
        of("net_cost", **ALIKE, period="six_months", to="2026-06-30"),
        labor(signed_on="2025-12-22"),
        labor(period="previous_fiscal_year", **{"from": "2025-01-01", "to": "2025-12-31"}),
        labor(period="previous_calendar_year", **{"from": "2025-01-01", "to": "2025-12-31"}),
        labor(period="month_to_date", **{"from": "2026-06-01"}),
        of("steel", **STEEL, category="all_vehicles"),
    ],
)  # fmt: skip
def test_what_the_law_allows_is_read(election: dict[str, Any]) -> None:
    """On the right side of each day and of each form of period nothing is said."""
    assert read_elections(file(election)).elections[0].subject == election["subject"]


@pytest.mark.parametrize(
    ("first", "last", "period", "whole"),
    [
        ("2026-10-01", "2026-12-31", "three_months", True),  # 3 months are left
        ("2026-02-01", "2026-04-30", "three_months", False),  # 11 are left: not divisible by 3
        ("2026-07-01", "2026-12-31", "six_months", True),
        ("2026-04-01", "2026-09-30", "six_months", False),  # 9 are left
        ("2026-11-01", "2027-01-31", "three_months", False),  # beyond the fiscal year
    ],
)
def test_periods_that_divide_what_is_left(first: str, last: str, period: str, whole: bool) -> None:
    """Three or six months divide the months left of the fiscal year evenly (UR 7(15)(a)(ii))."""
    election = of("net_cost", **ALIKE, period=period, **{"from": first, "to": last})
    if whole:
        assert read_elections(file(election)).elections
    else:
        with pytest.raises(InputError, match="no period of the kind"):
            read_elections(file(election))


def test_what_a_notice_lacks() -> None:
    """UR 16(3)(b), 16(6) and 18(16): each fact that is not stated is named, by the good."""
    law = load_law().averaging
    bare = {"exported_to": ["US", "CA"], "goods": [{"id": "A", "units": 1}]}
    (read,) = read_elections(file(vehicle(**bare))).elections
    assert list(missing_facts(read, law)) == [
        "election.filed_with.CA", "election.goods[A].plant", "election.goods[A].model_name",
    ]  # fmt: skip
    (read,) = read_elections(file(labor(producer_address=None, filed_on=None))).elections
    assert list(missing_facts(read, law)) == ["election.filed_on", "election.producer_address"]
    other = of("other_vehicle", exported_to=["US"], filed_with=["MX"], filed_on="2025-12-22")
    assert list(missing_facts(read_elections(file(other)).elections[0], law)) == []  # 19 CFR 182.101(c)


def refusals(elections: list[dict[str, Any]], *cases: object) -> list[str]:
    """The codes of what is said of goods beside their elections."""
    with pytest.raises(InputError) as refused:
        rvc.average([plain(case) for case in cases], file(*elections))  # type: ignore[arg-type]
    return [problem.code.removeprefix("averaging.") for problem in refused.value.problems]


def truck(name: str, **good: Any) -> object:  # noqa: ANN401 - of any kind
    """A light truck with the figures of the car."""
    return car(name, hs="8704.31", **good)


def test_goods_that_contradict_their_election() -> None:
    """Kinds, classes, currencies, plants and choices that one average cannot have: each its own problem."""
    month = [of("core_parts", **MONTHS)]
    assert refusals([vehicle()], car("A"), truck("B")) == ["unlike.class"]
    assert refusals([vehicle()], car("A"), car("B", currency="CAD")) == ["unlike.currency"]
    assert refusals([vehicle()], car("A"), car("B", produced_in="US")) == ["unlike.plant_country"]
    assert refusals([vehicle()], car("A")) == ["no_case"]
    assert refusals([vehicle()], car("A", plant="P"), car("B", plant="Q")) == ["not_as_case"]
    assert refusals([vehicle()], car("A"), car("B"), car("B")) == ["cases"]
    assert refusals([vehicle(member("AXLE"))], part("20")) == ["kind"]
    assert refusals([vehicle(member("A"))], car("A", hs="8704.60", features=["off_road"])) == ["kind"]
    assert refusals([vehicle(member("A"))], car("A", hs="8704.60")) == ["kind_open"]
    assert refusals(month, car("A"), car("B")) == ["no_core_averaging", "no_core_averaging"]
    assert refusals([of("part", member("AXLE"), category="same_plant", **MONTHS)], part("20", use="aftermarket")) == [
        "table"
    ]
    assert refusals([of("net_cost", member("AXLE"), **ALIKE, **MONTHS)], part("20")) == ["barred"]
    assert refusals([of("other_vehicle", member("A"))], car("A", hs="8703.10")) == ["no_class"]


def test_own_year_of_a_part_of_table_f_is_for_the_aftermarket() -> None:
    """UR 20(7)(a)(iii): over its own fiscal year a producer averages what is sold as an aftermarket part.

    Two axles, VNM 45 and 20 of 100, average 67.5%: as original equipment of a bus, which asks for 60%, the first would
    originate by the year of its producer, which (i) and (ii) do not offer.
    """
    election = of("part_of_other_vehicle", member("AXLE"), category="same_plant")
    assert refusals([election], part("45", use="vehicle_20_2")) == ["period_of_use"]
    assert refusals([election], part("45", use="vehicle_20_3")) == ["period_of_use"]
    assert rvc.average([plain(part("45", use="aftermarket"))], file(election)).elections[0].in_use
    months = {**election, **MONTHS}
    assert rvc.average([plain(part("45", use="vehicle_20_3"))], file(months)).elections[0].in_use


def test_part_of_a_bumper_stands_in_no_table() -> None:
    """UR 20(7) is for goods listed in Table F: bumpers of 8708.10, "but not parts thereof"."""
    election = of("part_of_other_vehicle", member("AXLE"), category="same_plant", **MONTHS)
    bumper = {"hs": "8708.10", "use": "vehicle_20_2"}
    assert refusals([election], part("20", **bumper, named_good="other")) == ["table"]
    assert rvc.average([plain(part("20", **bumper, named_good="bumper"))], file(election)).elections[0].in_use


def test_periods_printed_for_some_kinds() -> None:
    """UR 16(5)(b): July 2026 to June 2027 is for heavy trucks; it was never for cars."""
    days = {"period": "transitional", "from": "2026-07-01", "to": "2027-06-30", "filed_on": "2025-12-22"}
    assert refusals([vehicle(member("A"), **days)], car("A")) == ["printed_for"]
    truck_case = car("A", hs="8701.20", absent_core_categories=[])
    assert rvc.average([plain(truck_case)], file(vehicle(member("A"), **days))).elections[0].in_use


def changed(case: Any, **blocks: Any) -> Any:  # noqa: ANN401 - a case
    """A case with other blocks."""
    return rvc_case({**plain(case), **blocks})


def rvc_case(data: dict[str, Any]) -> Any:  # noqa: ANN401 - a case
    """A case read from a mapping."""
    from rvc.lines.read import case_from

    return case_from(data)


def test_choices_and_figures_that_contradict() -> None:
    """A method, a roll-up, producer-wide figures and periods that are not those of the election."""
    price = changed(car("B"), elections={"rvc_method": "transaction_value"})
    assert refusals([vehicle()], car("A"), price) == ["method"]
    other = changed(car("B"), elections={"rollup": "us_position"})
    assert refusals([vehicle()], car("A"), other) == ["unlike.elections"]
    block = plain(car("B"))["labor"]
    without = changed(car("B"), labor={**block[0], "assembly_credit": False})
    assert refusals([labor(to="2026-11-22")], car("A"), without) == ["unlike.producer"]
    steel = of("steel", **{**STEEL, "purchases": "corporate"})
    assert refusals([steel], car("A"), car("B", steel="71")) == ["unlike.corporate"]
    dated = changed(car("B"), steel={"period": "previous_calendar_year", "value": "100", "originating_value": "70"})
    assert refusals([of("steel", **STEEL)], car("A"), dated) == ["metal_period"]


@pytest.mark.parametrize(
    ("period", "first", "last", "day", "goes"),
    [
        ("month_to_date", "2026-11-01", "2026-11-22", "2026-11-22", True),
        ("month_to_date", "2026-11-01", "2026-11-23", "2026-11-22", False),
        ("month_to_date", "2026-11-01", "2026-11-22", "2026-12-01", False),
        ("quarter_to_date", "2026-10-01", "2026-10-31", "2026-12-31", True),
        ("fiscal_year_to_date", "2026-01-01", "2026-10-31", "2027-01-01", False),
        ("calendar_year_to_date", "2026-01-01", "2026-10-31", "2026-12-31", True),
        ("previous_calendar_year", "2025-01-01", "2025-12-31", "2026-01-01", True),
        ("previous_calendar_year", "2024-01-01", "2024-12-31", "2026-01-01", False),
        ("previous_fiscal_year", "2025-01-01", "2025-12-31", "2026-12-31", True),
        ("previous_fiscal_year", "2025-01-01", "2025-12-31", "2027-01-01", False),
    ],
)
def test_periods_before_and_to_date_go_with_the_day_of_the_good(
    period: str,
    first: str,
    last: str,
    day: str,
    goes: bool,
) -> None:
    """UR 17(7): the year before, or the period to date in which the vehicle is exported."""
    days = {"period": period, "from": first, "to": last}
    steel = of("steel", member("A"), **{**STEEL, **days})
    if goes:
        assert rvc.average([plain(car("A", date=day))], file(steel)).elections[0].in_use
    else:
        assert refusals([steel], car("A", date=day)) == ["date"]


def test_one_election_of_several_months() -> None:
    """Of elections for one month after another, that of the goods' days counts; goods of two months are refused."""
    first = of("core_parts", **MONTHS)
    second = of("core_parts", **{**MONTHS, "from": "2026-03-01", "to": "2026-03-31"})
    assert refusals([first, second], car("A", date="2026-02-03"), car("B", date="2026-03-03")) == ["which", "which"]


def test_every_refusal_is_brought_about() -> None:
    """Each text of an averaging problem is met by a test here or in tests/run/test_averaging.py."""
    codes = {code.removeprefix("problem.averaging.") for code in catalog("problem") if ".averaging." in code}
    tried = {code for code, _, _ in SLIPS} | {
        "unlike.class", "unlike.currency", "unlike.plant_country", "unlike.elections", "unlike.producer",
        "unlike.corporate", "no_case", "cases", "kind", "kind_open", "no_core_averaging", "table", "barred", "no_class",
        "method", "metal_period", "printed_for", "not_as_case", "date", "which", "modified", "period_of_use",
        "rows_differ",  # tests/lines/test_election_tables.py
    }  # fmt: skip
    assert codes == tried


def test_a_problem_names_line_and_path(tmp_path: Any) -> None:  # noqa: ANN401 - a path
    """In a file the line is named."""
    path = tmp_path / "election.yaml"
    path.write_text("schema: rvc-averaging/1\nelections:\n- subject: wheels\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_elections(path)
    first: Problem = refused.value.problems[0]
    assert (first.line, first.path) == (3, "elections[0].subject")
