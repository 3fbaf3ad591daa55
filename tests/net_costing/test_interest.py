"""Non-allowable interest: Schedule 9, both sides of the margin, every kind of comparison, and what has no rule."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rvc
from rvc.base.errors import InputError
from rvc.net_costing.interest import Debt, Federal, Payment, compare, half_up, years_between
from tests.net_costing.books import Line, Tree, costed, exact, net_costs, setup, write_ledger

ALL = Fraction(1)
NONE = Fraction(0)
YIELDS = [("1", "4"), ("5", "5"), ("10", "7")]


def federal(*pairs: tuple[str, str]) -> tuple[Federal, ...]:
    """Federal rates by maturity."""
    return tuple(Federal(Decimal(maturity), Decimal(rate)) for maturity, rate in pairs or YIELDS)


def fixed(rate: str, years: str, *pairs: tuple[str, str]) -> Debt:
    """A debt of 100 repaid at once after so many years."""
    payment = Payment(Decimal(100), years=Decimal(years))
    return Debt("D", "fixed_rate", Decimal(rate), federal(*pairs), Decimal(100), payments=(payment,))


def variable(rate: str, every: str, *pairs: tuple[str, str], **more: object) -> Debt:
    """A debt whose rate is adjusted at intervals of so many years."""
    return Debt("D", "variable_rate", Decimal(rate), federal(*pairs), adjusted_every=Decimal(every), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rate", "shares"),
    [
        ("12", (NONE,)),  # 5 and 7: exactly at the limit is not "more than"
        ("12.000001", (Fraction(1, 12000001), ALL)),
        ("14", (Fraction(2, 14), ALL)),  # what is above, or all of it
        ("3", (NONE,)),
    ],
)
def test_more_than_700_basis_points_above(rate: str, shares: tuple[Fraction, ...]) -> None:
    """A five-year debt beside 5%: up to 12% nothing is non-allowable, above it what is above, or all."""
    assert compare(fixed(rate, "5")).shares == shares


@pytest.mark.parametrize(
    ("years", "rates"),
    [
        ("5", (5,)),  # printed
        ("3", (Fraction(9, 2),)),  # 4 + (5 - 4) x (3 - 1) / (5 - 1)
        ("7.5", (6,)),
        ("10", (7,)),
        ("10.1", (7,)),  # beyond the longest: that of the longest, s. 2(c)
        ("30", (7,)),
        ("0.9", ()),  # below the shortest: no rule
    ],
)
def test_a_fixed_rate_by_its_maturity(years: str, rates: tuple[int, ...]) -> None:
    """The federal rate of the same length, printed or interpolated; beyond the longest the longest."""
    assert compare(fixed("5", years)).federal == rates


def test_below_the_shortest_maturity_either_may_be() -> None:
    """Where no rule finds a federal rate, the interest may be allowable or not."""
    assert compare(fixed("5", "0.9")).shares == (NONE, ALL)


@pytest.mark.parametrize(
    ("years", "rounded"), [("5.94", "5.9"), ("5.95", "6"), ("5.949999", "5.9"), ("6.04", "6"), ("0.05", "0.1")]
)
def test_the_maturity_is_rounded_to_one_decimal_midpoints_up(years: str, rounded: str) -> None:
    """Schedule 9 s. 1: to the nearest single decimal, the midpoint to the greater."""
    assert compare(fixed("5", years)).rounded == Fraction(rounded)


@given(st.fractions(0, 50))
def test_rounding_against_the_words(number: Fraction) -> None:
    """No number of one decimal is nearer; of two that are equally near it is the greater."""
    tenths = [Fraction(each, 10) for each in range(int(number * 10) - 1, int(number * 10) + 3)]
    assert half_up(number) == max(tenths, key=lambda each: (-abs(each - number), each))


@pytest.mark.parametrize(
    ("every", "rates", "cite"),
    [
        ("0.25", (3,), "UR Schedule 9 s. 2(b)(i)"),
        ("0.5", (3,), "UR Schedule 9 s. 2(b)(i)"),
        ("0.625", (3, 4), "UR Schedule 9 s. 2(b)(i)"),  # as far from 0.25 as from 1
        ("1", (4,), "UR Schedule 9 s. 2(b)(i)"),  # one year is not greater than one year
    ],
)
def test_a_variable_rate_by_its_interval(every: str, rates: tuple[int, ...], cite: str) -> None:
    """Adjusted within a year: the maturity closest to the interval; of two equally close, both."""
    found = compare(variable("5", every, ("0.25", "3"), ("1", "4"), ("2", "9")))
    assert (found.federal, found.cite) == (rates, cite)


def test_a_tie_that_matters_is_open_and_one_that_does_not_is_not() -> None:
    """At 10.5% a debt is above 3 and 7 and not above 4 and 7; at 10% above neither."""
    pairs = ("0.25", "3"), ("1", "4")
    assert set(compare(variable("10.5", "0.625", *pairs)).shares) == {NONE, Fraction(1, 21), ALL}
    assert set(compare(variable("10", "0.625", *pairs)).shares) == {NONE}


def test_a_variable_rate_adjusted_after_years_by_its_payments() -> None:
    """S. 1: 40 after one year and 60 owing at the end of two are (40 x 1 + 60 x 2) / 100 = 1.6 years."""
    found = compare(
        variable(
            "5", "2", amount=Decimal(100), from_=date(2025, 1, 1), to=date(2027, 1, 1),
            payments=(Payment(Decimal(40), on=date(2026, 1, 1)),),
        )
    )  # fmt: skip
    assert (found.maturity, found.cite) == (Fraction(8, 5), "UR Schedule 9 s. 2(b)(ii)")


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2025, 1, 1), date(2026, 1, 1), Fraction(1)),
        (date(2025, 1, 1), date(2025, 1, 1), Fraction(0)),
        (date(2023, 3, 1), date(2024, 2, 29), Fraction(365, 366)),
        (date(2024, 2, 29), date(2025, 3, 1), Fraction(1)),
        (date(2025, 1, 1), date(2026, 7, 2), 1 + Fraction(182, 365)),
    ],
)
def test_years_between_days(first: date, last: date, years: Fraction) -> None:
    """Whole years, and of the year begun its days gone by."""
    assert years_between(first, last) == years


LOAN: Tree = {
    "id": "LOAN", "kind": "fixed_rate", "rate": "14", "amount": "100", "payments": [{"principal": "100", "years": "5"}],
    "federal": [{"maturity": "5", "rate": "5"}],
}  # fmt: skip
DATED = {"principal": "100", "on": "2026-01-01"}
FIVE = {"maturity": "5", "rate": "5"}
HEADS = "account", "amount", "category", "good", "debt"
INTEREST: list[Line] = [("I", "140", "interest", "A", "LOAN"), ("L", "100", "direct_labor", "A")]


def test_interest_in_the_net_cost(tmp_path: Path) -> None:
    """140 of interest at 14% beside 12%: 20 or 140 are out, and the block of the case has the lower net cost."""
    found = costed(tmp_path, INTEREST, setup(debts=[LOAN]), HEADS)
    good = found.goods[0]
    assert (exact(good.net_cost), exact(good.net_cost_best)) == (100, 220)
    assert good.value is not None
    assert good.value.costs.excluded.non_allowable_interest == "140.00"
    assert [reading.code for reading in found.readings] == ["note.net_cost.open_interest"]
    (row,) = (row for step in found.steps for row in step.debts)
    assert (exact(row.excluded), exact(row.excluded_most), [exact(limit) for limit in row.limit]) == (20, 140, [12])


def test_allowable_interest_is_a_cost_like_any_other(tmp_path: Path) -> None:
    """At 12% nothing is out, and nothing is open; interest on no stated debt may be either."""
    found = costed(tmp_path, INTEREST, setup(debts=[{**LOAN, "rate": "12"}]), HEADS)
    assert (net_costs(found)[0], found.readings) == (240, [])
    lines: list[Line] = [("I", "140", "interest", "A"), *INTEREST[1:]]
    good = costed(tmp_path, lines, setup(), HEADS).goods[0]
    assert (exact(good.net_cost), exact(good.net_cost_best)) == (100, 240)


@pytest.mark.parametrize(
    ("code", "change", "path"),
    [
        ("ledger.debt_lacks", {"amount": None}, "debts[0].amount"),
        ("ledger.debt_lacks", {"payments": []}, "debts[0].payments"),
        ("ledger.debt_lacks", {"federal": []}, "debts[0].federal"),
        ("ledger.debt_lacks", {"kind": "variable_rate"}, "debts[0].adjusted_every"),
        ("ledger.debt_lacks", {"kind": "variable_rate", "adjusted_every": "2", "from": "2025-01-01"}, "debts[0].to"),
        ("ledger.debt_lacks", {"payments": [DATED]}, "debts[0].from"),
        ("value.missing", {"rate": None}, "debts[0].rate"),
        ("number.negative", {"rate": "-8"}, "debts[0].rate"),
        ("value.missing", {"payments": [{"years": "5"}]}, "debts[0].payments[0].principal"),
        ("value.missing", {"federal": [{"maturity": "5"}]}, "debts[0].federal[0].rate"),
        ("number.zero", {"federal": [{**FIVE, "maturity": "0"}]}, "debts[0].federal[0].maturity"),
        ("ledger.payment_when", {"payments": [{"principal": "100"}]}, "debts[0].payments[0]"),
        ("ledger.payment_when", {"payments": [{**DATED, "years": "1"}], "from": "2025-01-01"}, "debts[0].payments[0]"),
        ("ledger.payment_outside", {"payments": [DATED], "from": "2026-01-02"}, "debts[0].payments[0].on"),
        ("ledger.payments", {"payments": [{"principal": "99.98", "years": "5"}]}, "debts[0].payments"),
        ("ledger.payments", {"payments": [{"principal": "100.02", "years": "5"}]}, "debts[0].payments"),
        ("ledger.twice", {"federal": [FIVE, {**FIVE, "maturity": "5.0"}]}, "debts[0].federal[1].maturity"),
        ("ledger.period", {"from": "2025-01-01", "to": "2025-01-01"}, "debts[0].to"),
    ],
)  # fmt: skip
def test_a_debt_that_does_not_hold(tmp_path: Path, code: str, change: Tree, path: str) -> None:
    """What a comparison lacks or contradicts is named at its place."""
    with pytest.raises(InputError) as refused:
        costed(tmp_path, INTEREST, setup(debts=[{**LOAN, **change}]), HEADS)
    assert [problem.path for problem in refused.value.problems if problem.code == code] == [path]
    assert all("{" not in problem.text for problem in refused.value.problems)


def test_payments_may_miss_the_amount_by_their_rounding(tmp_path: Path) -> None:
    """The table of the Schedule itself is a cent off: each payment is rounded."""
    payments = [{"principal": "99.99", "years": "5"}]
    costed(tmp_path, INTEREST, setup(debts=[{**LOAN, "payments": payments}]), HEADS)
    assert rvc.net_cost(tmp_path / "ledger.csv", setup(debts=[LOAN])).goods[0].id == "A"


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (("I", "1", "interest", "A", "LAON"), "ledger.debt", "E"),
        (("P", "1", "period", "A", "LOAN"), "ledger.debt_elsewhere", "E"),
    ],
)
def test_a_debt_of_a_line(tmp_path: Path, line: Line, code: str, column: str) -> None:
    """A debt that is not stated, or of what is no interest, is a problem of its cell."""
    path = write_ledger(tmp_path / "ledger.csv", [*INTEREST, line], HEADS)
    with pytest.raises(InputError) as refused:
        rvc.net_cost(path, setup(debts=[LOAN]))
    assert [(problem.code, problem.row, problem.column) for problem in refused.value.problems] == [(code, 4, column)]
