"""Figures for people: short where that tells no lie."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvc.show import figures

PERCENT = st.decimals(min_value=-200, max_value=200, places=6).map(str)
STAGES = st.sampled_from(["60", "62.5", "64", "66", "70", "75", "85", "0"])


@pytest.mark.parametrize(
    ("figure", "required", "shown"),
    [
        ("76.420945", "75", "76.42"),
        ("75", "75", "75"),
        ("75.00", "75", "75"),
        ("74.999999", "75", "74.999999"),
        ("74.995", "75", "74.995"),
        ("74.994", "75", "74.99"),
        ("75.000001", "75", "75.000001"),
        ("62.499999", "62.5", "62.499999"),
        ("61.57", "61.568523", "61.57"),
        ("61.568522", "61.568523", "61.568522"),
        ("-0.004", "0", "-0.004"),
        ("76.425", "75", "76.42"),
        ("76.435", "75", "76.44"),
        ("123456789012345678901234567890.126", "75", "123456789012345678901234567890.13"),
    ],
)
def test_rounded(figure: str, required: str, shown: str) -> None:
    """Two decimals, half-even, unless the figure would then stand elsewhere against what is required."""
    assert figures.rounded(figure, required) == shown


@given(PERCENT, STAGES)
def test_rounded_keeps_the_side(figure: str, required: str) -> None:
    """Shown figures are below, at or above what is required exactly where the figures are."""
    shown = Decimal(figures.rounded(figure, required))
    assert shown.compare(Decimal(required)) == Decimal(figure).compare(Decimal(required))
    assert abs(shown - Decimal(figure)) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("worst", "best", "shown"),
    [
        ("61", "78", "61 to 78%"),
        ("61.234567", "78.5", "61.23 to 78.5%"),
        ("74.999999", "75", "74.999999 to 75%"),
        ("61.0001", "61.0002", "61.0001 to 61.0002%"),
        ("76.4", "76.40", "76.4%"),
        (None, "78", "at most 78%"),
        ("61", None, "61% or more"),
        (None, None, "-"),
    ],
)
def test_both_bounds_are_shown(worst: str | None, best: str | None, shown: str) -> None:
    """Bounds that differ are both shown, and look different; one that is not known is said so."""
    assert figures.percent_between(worst, best, "75") == shown


@pytest.mark.parametrize(
    ("margin", "best", "shown"),
    [
        ("1.420945", "76.420945", "+1.42"),
        ("-13.765433", "78.5", "-13.77 to +3.5"),
        ("-0.000001", "74.999999", "-0.000001"),
        ("0", "75", "0"),
        ("-2", None, "-2"),
        (None, "78", "-"),
    ],
)
def test_margin(margin: str | None, best: str | None, shown: str) -> None:
    """Points are signed, a failing one never reads as none, and both bounds are there."""
    assert figures.margin_between(margin, best, "75") == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("24350.00", "24,350.00"), ("1234567.123456", "1,234,567.123456"), (None, "-"), ("many\x1b", "many")],
)
def test_money_keeps_every_decimal(amount: str | None, shown: str) -> None:
    """Thousands are set apart and nothing is rounded."""
    assert figures.money(amount) == shown
