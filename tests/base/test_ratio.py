"""Shares against requirements: exact at the tie, honest about bounds, never shown across the requirement."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvc.base.ratio import Requirement, left_over, part_of, percent, plain, within
from rvc.base.span import Span

AMOUNT = st.integers(0, 10**30)
POINTS = st.sampled_from([5000, 6000, 6250, 6600, 7000, 7500])


def span(least: int, most: int | None = None, *, unbounded: bool = False) -> Span:
    """One row."""
    high = least if most is None else most
    return Span.of(np.array([least], dtype=object), np.array([high], dtype=object), np.array([unbounded]))


def need(points: int, *, more_than: bool = False) -> Requirement:
    """One row of basis points."""
    return Requirement.of(np.array([points], dtype=object), more_than=more_than)


@pytest.mark.parametrize(("vnm", "expected"), [(2500, 2), (2501, 0)])
def test_exactly_three_quarters_is_enough(vnm: int, expected: int) -> None:
    """(10000 - 2500) / 10000 is 75% and passes "not less than 75"; one more cent of VNM fails."""
    assert left_over(span(10000), span(vnm), need(7500))[0] == expected


@pytest.mark.parametrize(("vnm", "expected"), [(2500, 0), (2499, 2)])
def test_an_average_must_exceed(vnm: int, expected: int) -> None:
    """UR 14(12): exactly 75% does not exceed 75%."""
    assert left_over(span(10000), span(vnm), need(7500, more_than=True))[0] == expected


def test_bounds_on_both_sides_of_the_requirement_are_undetermined() -> None:
    """VNM between 20 and 30 of 100 against 75%: 80% at best, 70% at worst."""
    assert left_over(span(100), span(20, 30), need(7500))[0] == 1


def test_bounds_on_one_side_settle() -> None:
    """VNM between 10 and 25 passes 75%; between 26 and 40 fails it."""
    assert left_over(span(100), span(10, 25), need(7500))[0] == 2
    assert left_over(span(100), span(26, 40), need(7500))[0] == 0


def test_net_cost_without_limit_never_settles_a_failure() -> None:
    """A net cost known only from below could be large enough for any VNM."""
    assert left_over(span(100, unbounded=True), span(60), need(7500))[0] == 1


def test_no_requirement_in_force_is_undetermined() -> None:
    """Basis points below zero say that no requirement is in force on the day."""
    assert left_over(span(100), span(0), need(-1))[0] == 1


def test_what_is_unknown_may_lie_on_either_side_of_a_share() -> None:
    """65 of 100 originate and 10 are unknown: between 65% and 75% against 70%."""
    assert part_of(span(65, 75), span(25, 35), need(7000))[0] == 1
    assert part_of(span(70), span(30), need(7000))[0] == 2
    assert part_of(span(69), span(31), need(7000))[0] == 0


@pytest.mark.parametrize(("part", "expected"), [(10, 2), (11, 0)])
def test_not_more_than_ten_percent(part: int, expected: int) -> None:
    """UR 5(1): 10 of 100 is not more than 10%, 11 is."""
    assert within(span(part), span(100), np.array([1000]))[0] == expected


@given(AMOUNT, AMOUNT, POINTS)
def test_machine_integers_and_whole_numbers_agree_with_fractions(net_cost: int, vnm: int, points: int) -> None:
    """The columns decide as exact fractions do, whatever the size of the amounts."""
    expected = net_cost > 0 and Fraction(net_cost - vnm, net_cost or 1) >= Fraction(points, 10_000)
    assert left_over(span(net_cost), span(vnm), need(points))[0] == 2 * expected


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.sampled_from(["75", "62.5", "70", "66.6"]))
def test_a_failing_figure_never_reads_as_its_threshold(whole: int, part: int, required: str) -> None:
    """What is shown lies on the same side of the requirement as the exact figure."""
    limit = Decimal(required)
    shown = Decimal(percent(part, whole, limit))
    assert (shown >= limit) == (Fraction(part, whole) * 100 >= Fraction(limit))
    assert abs(Fraction(shown) - Fraction(part, whole) * 100) <= Fraction(1, 10**6)


def test_an_average_above_its_threshold_never_reads_as_it() -> None:
    """75.00000001% exceeds 75% and is shown above it."""
    assert percent(7500000001, 10**10, Decimal(75), more_than=True) == "75.000001"


def test_figures_are_rounded_half_even_to_six_places() -> None:
    """1/8 of a millionth more than 12.5% rounds to 12.5; 2/3 to 66.666667."""
    assert percent(2, 3) == "66.666667"
    assert percent(125000001, 10**9) == "12.5"


@pytest.mark.parametrize(("number", "written"), [("75.00", "75"), ("62.50", "62.5"), ("100", "100"), ("-0.10", "-0.1")])
def test_plain_numbers_have_no_idle_zeros(number: str, written: str) -> None:
    """Trailing zeros go, digits before the point stay."""
    assert plain(Decimal(number)) == written
