"""Words for what is held as structure: a change in classification, a category of core parts, a remark."""

from collections.abc import Iterable

from rvc.base.hs import HsRange
from rvc.base.messages import text
from rvc.law.model import Change
from rvc.run.report import Note


def change_words(change: Change) -> str:
    """'from any other heading, or from 8708.99, except from 8482.10-8482.80'."""
    words = []
    if change.other:
        words.append(text(f"finding.change.{change.other}"))
    if change.outside:
        words.append(text("finding.change.outside", {"codes": _codes(change.outside)}))
    if change.also_from:
        words.append(text("finding.change.also_from", {"codes": _codes(change.also_from)}))
    if change.no_part:
        words.append(text("finding.change.no_part", {"goods": ", ".join(held.goods for held in change.no_part)}))
    if change.exceptions:
        words.append(text("finding.change.exceptions", {"codes": _codes(change.exceptions)}))
    return ", ".join(words)


def category_words(category: str) -> str:
    """'advanced_battery' -> 'advanced battery'."""
    return text(f"finding.category.{category}")


def note(code: str, *citations: str, **params: str) -> Note:
    """A remark by its code, with the sections that it rests on."""
    return Note(code=code, text=text(f"note.{code}", params), params=params, citations=list(citations))


def _codes(ranges: Iterable[HsRange]) -> str:
    return ", ".join(str(item) for item in ranges)
