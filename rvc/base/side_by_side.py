"""Work on whole columns, two at a time: most of it is done outside the interpreter."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")
_TOGETHER = 2  # threads: more of them wait for one another


def side_by_side(work: Callable[[_Item], _Found], items: Iterable[_Item]) -> Iterator[_Found]:
    """What a function gives for each item, in their order, as it is there; the first error that one of them raises."""
    with ThreadPoolExecutor(_TOGETHER) as pool:
        for each in [pool.submit(copy_context().run, work, item) for item in items]:
            yield each.result()
