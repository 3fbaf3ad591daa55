"""Work on columns side by side: the same as one after another."""

from threading import Event

import pytest

from rvc.base.messages import language, speaking
from rvc.base.side_by_side import side_by_side


def test_what_comes_out_is_in_the_order_of_what_goes_in() -> None:
    """The first item waits for the second, and still comes first."""
    second = Event()

    def work(item: int) -> int:
        if item == 1:
            assert second.wait(timeout=10)
        second.set()
        return item * 10

    assert list(side_by_side(work, [1, 2, 3])) == [10, 20, 30]
    assert not list(side_by_side(work, []))


def test_the_first_error_is_raised() -> None:
    """Of several that fail, the one that stands first."""
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda item: 1 // item if item < 2 else [][item], [1, 0, 2]))


def test_the_language_is_that_of_the_caller() -> None:
    """Threads speak as the one that they work for."""
    with speaking("es"):
        assert list(side_by_side(lambda _: language(), [1, 2])) == ["es", "es"]
