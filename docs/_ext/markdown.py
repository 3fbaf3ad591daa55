"""Markdown that is made from data: what stands in it is shown as it is, whatever signs it holds."""

import re
from collections.abc import Iterable, Sequence

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|#$~]|^[-+]")
_NUMBER = re.compile(r"^(\d+)(?=[.)])")


def plain(written: str) -> str:
    """Text in which no sign is markup, and no number at its beginning that of a list, on one line."""
    return _NUMBER.sub(r"\1\\", _SIGNS.sub(r"\\\g<0>", " ".join(written.split())))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown themselves."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
