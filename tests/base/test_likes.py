"""Rows of which many are alike: each row has its own item, and what holds for it."""

import numpy as np
import pytest

from rvc.base import likes
from rvc.base.likes import Likes, combined, dense, last_rows


def test_rows_are_items_however_they_are_held() -> None:
    """Items by row, slice and index; what is asked of an item is asked once."""
    one, other = "one", "other"
    rows = Likes.each([one, other, one, one])
    assert (len(rows), list(rows), rows[1], list(rows[1:3])) == (4, [one, other, one, one], other, [other, one])
    assert rows.kinds == (one, other)
    asked: list[str] = []
    lengths = rows.column(lambda item: asked.append(item) or len(item), np.int64)
    assert (lengths.tolist(), asked) == ([3, 5, 3, 3], [one, other])
    assert list(rows.take(np.array([1, 0])).map(str.upper)) == ["OTHER", "ONE"]
    assert Likes.each(rows) is rows
    assert list(Likes[str].each([])) == []


@pytest.mark.parametrize("table", [0, 1 << 22])
def test_rows_are_alike_if_every_column_is(monkeypatch: pytest.MonkeyPatch, table: int) -> None:
    """A number for each sort of row, and its first row, whether keys have a table or are sorted."""
    monkeypatch.setattr(likes, "_TABLE", table)
    codes = [np.array([3, 3, 0, 3]), np.zeros(4, dtype=np.int64)]
    flags = [np.array([True, False, True, True])]
    key, first = combined(codes, flags, 4)
    assert key[0] == key[3]
    assert len({*key.tolist()}) == len(first) == 3
    assert first[key].tolist() == [0, 1, 2, 0]
    found, back = dense(np.array([5, 2, 5]), 6)
    assert found[back].tolist() == [5, 2, 5]
    assert [len(part) for part in combined([np.zeros(0, dtype=np.int64)], [], 0)] == [0, 0]
    assert [part.tolist() for part in combined([], [], 2)] == [[0, 0], [0]]


@pytest.mark.parametrize(("table", "space"), [(1 << 22, 6), (0, 6), (0, 100)])
def test_the_last_row_that_has_a_key_is_found(monkeypatch: pytest.MonkeyPatch, table: int, space: int) -> None:
    """By a table or sorted: -1 for keys that no row has, and for the one after the last."""
    monkeypatch.setattr(likes, "_TABLE", table)
    find = last_rows(np.array([5, 2, 5]), space)
    assert find(np.array([5, 2, 0, 3, space])).tolist() == [2, 1, -1, -1, -1]


def test_rows_of_the_same_kinds_are_joined_without_keeping_them_twice() -> None:
    """Kinds that are the same stay as they are; others come after one another; the rows are the same either way."""
    same = [Likes(["a", "b"], np.array(of)) for of in ([0, 1], [1, 1])]
    other = Likes(["b", "c"], np.array([1, 0]))
    assert Likes.joined(same).kinds == ("a", "b")
    assert [*Likes.joined(same)] == ["a", "b", "b", "b"]
    assert [*Likes.joined([*same, other])] == ["a", "b", "b", "b", "c", "b"]


def test_rows_that_hold_an_item_are_found() -> None:
    """Whichever of several equal kinds they have; none where it is not there."""
    held = Likes(["a", "b", "a"], np.array([2, 1, 0, 0]))
    assert held.holds("a").tolist() == [True, False, True, True]
    assert not held.holds("c").any()
