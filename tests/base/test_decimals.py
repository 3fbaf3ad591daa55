"""Whole numbers on a decimal scale in digits."""

from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvc.base.decimals import in_digits, money


@pytest.mark.parametrize(
    ("millionths", "plain", "amount"),
    [
        (0, "0", "0.00"), (1_500_000, "1.5", "1.50"), (-1, "-0.000001", "-0.000001"), (12_000_000, "12", "12.00"),
        (-2_250_000, "-2.25", "-2.25"), (1_234_567, "1.234567", "1.234567"),
    ],
)  # fmt: skip
def test_millionths_in_digits(millionths: int, plain: str, amount: str) -> None:
    """No zeros that say nothing, and two decimals at least where it is an amount."""
    assert (in_digits(millionths), money(millionths)) == (plain, amount)


@given(st.integers(-(10**60), 10**60), st.integers(0, 9), st.integers(0, 2))
def test_digits_are_the_number_exactly(amount: int, scale: int, least: int) -> None:
    """However large it is, the digits are the number, with at least so many decimals and no zero after them."""
    text = in_digits(amount, scale, least=least)
    assert Decimal(text) == Context(prec=100).scaleb(Decimal(amount), -scale)
    decimals = text.partition(".")[2]
    assert len(decimals) >= least
    assert "E" not in text
    assert len(decimals) == least or not decimals.endswith("0")
