"""The average base hourly wage: each rule of UR 12 and 29 CFR 810 Subpart B by a case, and all of it by the oracle."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rvc.pay.average import average
from rvc.pay.result import PlantWage, rounded_down
from rvc.pay.wages import Reading
from tests.pay.oracle import averages
from tests.pay.payrolls import averaged, line, written


def one(folder: Path, *lines: dict[str, str]) -> PlantWage:
    """The one plant of lines."""
    (plant,) = averaged(folder, *lines).plants
    return plant


@pytest.mark.parametrize(
    ("country", "currency", "pay", "status"),
    [
        ("US", "USD", "16", "pass"),
        ("US", "USD", "15.999999", "fail"),
        ("CA", "CAD", "20.88", "pass"),
        ("CA", "CAD", "20.879999", "fail"),
        ("MX", "MXN", "294.22", "pass"),
        ("MX", "MXN", "294.219999", "fail"),
        ("MX", "USD", "100", "undetermined"),
        ("DE", "USD", "100", "fail"),
    ],
)
def test_wage_of_the_country(tmp_path: Path, country: str, currency: str, pay: str, status: str) -> None:
    """A plant qualifies at the wage of its country in that country's currency, and outside the region never (UR 12)."""
    assert one(tmp_path, line(country=country, currency=currency, pay=pay)).status == status


@pytest.mark.parametrize(
    ("direct", "breaks", "other", "hours"),
    [
        ("85", "0", "15", "100"),  # 85 of 100: at least 85 percent, all 100 count
        ("84.99", "0", "15.01", "84.99"),  # below: only the hours of direct production
        ("80", "5", "15", "100"),  # paid breaks count for the test, and with it
        ("80", "4.99", "15.01", "80"),  # below: neither other hours nor breaks (29 CFR 810.115)
    ],
)
def test_85_percent(tmp_path: Path, direct: str, breaks: str, other: str, hours: str) -> None:
    """Of at least 85 percent all hours count, of less only direct production (29 CFR 810.105(b)(2), 810.115)."""
    plant = one(tmp_path, line(direct_hours=direct, break_hours=breaks, other_hours=other))
    assert plant.readings[0][1].hours == Fraction(hours)


def test_85_percent_is_of_the_whole_period(tmp_path: Path) -> None:
    """Weeks below 85 percent are made up for by weeks above: 40 + 30 of 40 + 40 hours are 87.5 percent."""
    weeks = [("2026-01-05", "2026-01-11", "40", "0"), ("2026-01-12", "2026-01-18", "30", "10")]
    lines = [line(period_from=a, period_to=b, direct_hours=c, other_hours=d) for a, b, c, d in weeks]
    assert one(tmp_path, *lines).readings[0][1].hours == 80


@pytest.mark.parametrize(
    ("elsewhere", "pays", "wages", "status"),
    [
        # 90 of 100 hours are direct; with 20 of management 90 of 120, 75 percent: only the 90 count.
        # (100 x 20 + 100 x 12) / 200 = 16; (90 x 20 + 100 x 12) / 190 = 15.789473
        ("20", ("20", "12"), ["16", "15.789473"], "undetermined"),
        # (100 x 12 + 100 x 19.90) / 200 = 15.95; (90 x 12 + 100 x 19.90) / 190 = 16.157894
        ("20", ("12", "19.90"), ["15.95", "16.157894"], "undetermined"),
        # (100 x 12 + 100 x 20) / 200 = 16; (90 x 12 + 100 x 20) / 190 = 16.210526: reached by both
        ("20", ("12", "20"), ["16", "16.210526"], "pass"),
        # (100 x 20 + 100 x 11) / 200 = 15.5; (90 x 20 + 100 x 11) / 190 = 15.263157: reached by neither
        ("20", ("20", "11"), ["15.5", "15.263157"], "fail"),
        ("5", ("20", "12"), ["16"], "pass"),  # 90 of 105 are 85.7 percent: all 100 count either way
    ],
)
@pytest.mark.parametrize("kind", ["management", "research_development", "engineering_off_line"])
def test_85_percent_of_a_worker_with_two_positions(
    tmp_path: Path, kind: str, elsewhere: str, pays: tuple[str, str], wages: list[str], status: str
) -> None:
    """Whether hours in a position that never counts are in the total of the 85 percent is open: both are averaged."""
    plant = one(
        tmp_path,
        line(direct_hours="90", other_hours="10", pay=pays[0]),
        line(worker_kind=kind, direct_hours="0", other_hours=elsewhere, pay="90"),
        line(worker="W2", pay=pays[1]),
    )
    assert [str(rounded_down(found.hourly or Fraction(0))) for _, found in plant.readings] == wages
    assert (plant.status, plant.why) == (status, "readings" if status == "undetermined" else "")
    assert (str(plant.wage), str(plant.most)) == (min(wages, key=Decimal), max(wages, key=Decimal))


@pytest.mark.parametrize(("elsewhere", "readings"), [("10", 1), ("10.01", 2)])
def test_85_percent_exactly_with_both_positions(tmp_path: Path, elsewhere: str, readings: int) -> None:
    """Of 85 direct hours of 90, 10 more of management make 85 of 100, which is enough; 10.01 more do not."""
    plant = one(
        tmp_path,
        line(direct_hours="80", break_hours="5", other_hours="5"),
        line(worker_kind="management", direct_hours="0", other_hours=elsewhere),
    )
    assert [found.hours for _, found in plant.readings] == [90, 80][:readings]


def test_85_percent_with_work_of_other_personnel(tmp_path: Path) -> None:
    """Hours as other personnel are in the total where they count: 90 + 2 direct ones of 100 + 20 are 76.7 percent.

    Where they do not, they are outside it, so that 100 hours count (90 of 100), or in it, so that 90 do (90 of 120).
    """
    plant = one(
        tmp_path,
        line(direct_hours="90", other_hours="10"),
        line(worker_kind="other_personnel", direct_hours="2", other_hours="18"),
    )
    found = [(reading.other_personnel, reading.excepted_in_total, own.hours) for reading, own in plant.readings]
    assert found == [(True, False, 92), (False, False, 100), (False, True, 90)]


@pytest.mark.parametrize(
    ("changes", "wages"),
    [
        ({"pay": "20"}, "2000"),
        ({"pay_basis": "daily", "pay": "150", "pay_units": "12.5"}, "1875"),  # 150 x 12.5
        ({"pay_basis": "weekly", "pay": "800", "pay_units": "2"}, "1600"),
        ({"pay_basis": "biweekly", "pay": "1600", "pay_units": "1"}, "1600"),
        ({"pay_basis": "piece_rate", "pay": "2.5", "pay_units": "700"}, "1750"),
        ({"pay_basis": "gross", "pay": "2400", "premiums": "250", "benefits": "150"}, "2000"),  # 2400 - 250 - 150
        # 3000 x 12 / 52 a week; 90 days are 90 / 7 weeks: 3000 x 12 / 52 x 90 / 7
        ({"pay_basis": "monthly", "pay": "3000", "pay_units": "3"}, "810000/91"),
        ({"pay_basis": "semi_monthly", "pay": "1500", "pay_units": "6"}, "810000/91"),
    ],
)
def test_conversion_of_pay(tmp_path: Path, changes: dict[str, str], wages: str) -> None:
    """Pay on any basis is brought to an hour by all hours worked, then times those that count (29 CFR 810.125)."""
    whole, half = (one(tmp_path, line(**changes, other_hours=other)).readings[0][1] for other in ("0", "100"))
    assert (whole.hours, whole.wages) == (100, Fraction(wages))
    assert half.wages == (whole.wages if changes.get("pay_basis", "hourly") == "hourly" else whole.wages / 2)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("production", True), ("skilled_trades", True), ("supervisor", True), ("agency", True),
        ("intern_with_agreement", True), ("intern_without_agreement", False), ("management", False),
        ("research_development", False), ("engineering_off_line", False),
    ],
)  # fmt: skip
def test_kinds_of_workers(tmp_path: Path, kind: str, counts: bool) -> None:
    """Who counts and who never does (UR 12, direct production work; 29 CFR 810.110-810.135)."""
    plant = one(tmp_path, line(), line(worker="W2", worker_kind=kind, pay="50"))
    assert plant.wage == (Decimal(35) if counts else Decimal(20))  # (20 + 50) / 2
    assert [tally.why for tally in plant.left_out] == ([] if counts else [kind])


def test_a_wage_reached_by_one_reading_only(tmp_path: Path) -> None:
    """Other personnel at 8 dollars bring 20 down to 14: whether they count is open, so the wage is undetermined."""
    plant = one(tmp_path, line(), line(worker="W2", worker_kind="other_personnel", pay="8"))
    assert (plant.status, plant.why, plant.wage, plant.most) == ("undetermined", "readings", Decimal(14), Decimal(20))
    assert plant.case is None


def test_a_month_divided_in_two_ways(tmp_path: Path) -> None:
    """2800 for 28 days of 175 hours: 2800 x 12 / 52 / (175 / 4) is 14.769230, and 2800 / 175 is 16: undetermined."""
    month = {"period_from": "2026-02-01", "period_to": "2026-02-28", "direct_hours": "175"}
    plant = one(tmp_path, line(**month, pay_basis="monthly", pay="2800", pay_units="1"))
    assert (plant.wage, plant.most, plant.status) == (Decimal("14.769230"), Decimal(16), "undetermined")


def test_chosen_periods(tmp_path: Path) -> None:
    """Each period has its own average; lines of none of them are left out, and said."""
    lines = [
        line(period_from=f"2026-0{month}-01", period_to=f"2026-0{month}-28", pay=str(pay))
        for month, pay in ((1, 15), (2, 17), (3, 30))
    ]
    file = written(tmp_path / "payroll.csv", lines)
    found = average([file], [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))])
    assert [(plant.wage, plant.status) for plant in found.plants] == [(Decimal(15), "fail"), (Decimal(17), "pass")]
    assert [(tally.lines, tally.rows[0][1]) for tally in found.outside] == [(1, ((4, 4),))]


_CENTS = st.integers(0, 40_000).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
_MICRO = st.integers(1, 10**9).map(lambda number: f"{Decimal(number).scaleb(-6):f}")
_KINDS = (
    "production", "skilled_trades", "supervisor", "agency", "intern_with_agreement", "intern_without_agreement",
    "management", "research_development", "engineering_off_line", "other_personnel",
)  # fmt: skip


@st.composite
def payrolls(draw: st.DrawFn) -> list[dict[str, str]]:
    """Lines of a few workers at two plants, a week each, on any basis of pay."""
    lines = []
    for plant in ("P", "Q"):
        for worker in range(draw(st.integers(1, 4))):
            positions = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=2))
            for week in range(draw(st.integers(1, 3))):
                basis = draw(st.sampled_from(
                    ("hourly", "daily", "weekly", "biweekly", "semi_monthly", "monthly", "piece_rate", "gross")
                ))  # fmt: skip
                direct, other, rest = (f"{draw(st.integers(0, 5000)) / 100:.2f}" for _ in range(3))
                pay = draw(st.one_of(_CENTS, _MICRO)) if float(direct) + float(other) + float(rest) else "0"
                lines.append(line(
                    plant=plant, worker=f"W{worker}", worker_kind=draw(st.sampled_from(positions)), pay_basis=basis,
                    direct_hours=direct,
                    other_hours=other, break_hours=rest, overtime_hours="", pay=pay, pay_units=draw(_MICRO),
                    period_from=f"2026-01-{5 + 7 * week:02}", period_to=f"2026-01-{11 + 7 * week:02}",
                    premiums=draw(st.sampled_from(["0", pay])), benefits="0",
                ))  # fmt: skip
    return lines


@settings(max_examples=60, deadline=None)
@given(payrolls())
def test_columns_equal_the_oracle(tmp_path_factory: pytest.TempPathFactory, lines: list[dict[str, str]]) -> None:
    """Hours and wages of every plant and reading are those that a slow reading in fractions finds, and none lacks."""
    found = averaged(tmp_path_factory.mktemp("payroll"), *lines)
    for plant in found.plants:
        for reading, own in plant.readings:
            assert (own.hours, own.wages) == averages(lines, **asdict(reading))[plant.plant]
        every = (Reading(*ways) for ways in product((True, False), repeat=3))
        told = {averages(lines, **asdict(reading))[plant.plant] for reading in every}
        assert told == {(own.hours, own.wages) for _, own in plant.readings}
