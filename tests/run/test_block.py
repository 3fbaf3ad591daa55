"""Goods as columns: figures are written as one by one, and several blocks are as one."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rvc.base.decimals import in_digits
from rvc.base.likes import Likes
from rvc.run.block import NOTHING, Content, digits

EDGES = [0, 1, -1, 999_999, 10**6, -(10**6), 1_500_000, 100 * 10**6, 2**62, -(2**62)]


@given(figures=st.lists(st.one_of(st.sampled_from(EDGES), st.integers(-(2**62), 2**62), st.just(NOTHING)), max_size=9))
def test_figures_are_written_as_one_by_one(figures: list[int]) -> None:
    """Millionths with the digits that they need and no more, whatever their size; nothing for what there is not."""
    expected = ["" if figure == NOTHING else in_digits(figure) for figure in figures]
    rows = pl.DataFrame({"row": range(len(figures))})  # what is the same in all of them is made once
    assert rows.with_columns(shown=digits(np.array(figures, dtype=np.int64)))["shown"].to_list() == expected


def test_amounts_of_several_scales_are_joined_at_the_finest() -> None:
    """12.5 and 3.250 are still those, and amounts beyond 64 bits stay what they are."""
    one, none = np.array([True]), np.zeros(1, dtype=np.int64)
    parts = [
        Content(Likes(["net_cost"], none), np.array([amount]), np.array([1]), one, scale)
        for amount, scale in ((1250, 2), (3250, 3), (2**62, 2))
    ]
    whole = Content.joined(parts)
    assert [dict(whole.inputs(row)) for row in range(3)] == [
        {"net_cost": "12.50", "vnm": "0.01"}, {"net_cost": "3.25", "vnm": "0.001"},
        {"net_cost": in_digits(2**62, 2, least=2), "vnm": "0.01"},
    ]  # fmt: skip
