"""A derivation as an indented page: sentences with their sections, and the place in the file of what they rest on."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from rvc.run.derivation import Step
from rvc.show.layout import named, status_text
from rvc.show.words import cited, clean, clean_lines, say

_INDENT = 2


def render(step: Step) -> RenderableType:
    """The page; each step under what rests on it, a test with its result before it."""
    return Group(*_lines(step, 0))


def _lines(step: Step, depth: int) -> Iterator[RenderableType]:
    if depth == 1:
        yield Text()
    mark = Text("-") if depth > 1 else None
    label = _label(step)
    yield Padding(named([(mark, label)]) if mark is not None else label, (0, 0, 0, _INDENT * max(depth - 1, 0)))
    for inside in step.steps:
        yield from _lines(inside, depth + 1)


def _label(step: Step) -> RenderableType:
    told = Text()
    if step.status is not None:
        told.append_text(status_text(step.status))
        told.append("  ")
    told.append(clean_lines(step.text))
    beside = [say("report.cited", {"citations": cited(step.citations)})] if step.citations else []
    beside += [clean(step.place)] if step.place else []
    return Group(told, Text("  ".join(beside), style="dim")) if beside else told
