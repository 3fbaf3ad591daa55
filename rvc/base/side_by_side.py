"""Work on whole columns, two at a time: most of it is done outside the interpreter."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")
TOGETHER = 2
"""Threads: more of them wait for one another."""


def side_by_side(work: Callable[[_Item], _Found], items: Iterable[_Item]) -> list[_Found]:
    """What a function gives for each item, in their order; the first error that one of them raises, if any does."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        return [each.result() for each in [pool.submit(copy_context().run, work, item) for item in items]]
