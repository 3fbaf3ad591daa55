"""Words of people matched without case, accents, spaces and punctuation; the data of spellings."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from unicodedata import normalize

import tomli

from rvc.lines.scalars import nearest

_SIGNS = {"%": " percent ", "#": " number ", "&": " and ", "✓": "yes", "✔": "yes"}
_DOUBTS = frozenset("?¿*†‡")
NUMBERED = "[1-9]"
"""What every number has, other than that of nothing."""


@lru_cache(maxsize=4096)
def plain(written: str) -> str:
    """'No. de Parte' -> 'nodeparte', 'Fracción' -> 'fraccion', 'Part #' -> 'partnumber'."""
    spelled = "".join(_SIGNS.get(sign, sign) for sign in written)
    return "".join(sign for sign in normalize("NFKD", spelled).casefold() if sign.isalnum())


def meant(written: str) -> str:
    """The plain spelling of a word of a cell; nothing where a sign of doubt or of a footnote stands at it: "Yes*"."""
    return "" if not _DOUBTS.isdisjoint(written) else plain(written)


@cache
def spellings(name: str) -> Mapping[str, Mapping[str, Any]]:
    """One file of spellings, as it stands."""
    with resources.files("rvc.lines.tables").joinpath("synonyms", f"{name}.toml").open("rb") as file:
        return tomli.load(file)


def names_nothing(written: str) -> bool:
    """Whether a text stands where a name or number is missing: N/A, -, 0, pendiente."""
    if re.search(NUMBERED, written):
        return False
    spelled = plain(written)
    return not spelled.strip("0") or spelled in words("nothing")


@cache
def words(group: str) -> Mapping[str, str]:
    """What the words of a group mean, by their plain spelling."""
    listed = spellings("words").get(group, {})
    found = {plain(word): meaning for meaning, spelled in listed.items() for word in (*spelled, meaning)}
    return {word: meaning for word, meaning in found.items() if word}


def nearest_word(group: str, seen: str, known: Sequence[str]) -> str:
    """The known name of a group of which a spelling, in any language, is most like what was written."""
    spelled = {word: name for word, name in words(group).items() if name in known}
    spelled |= {plain(name): name for name in known}
    return spelled[nearest(plain(seen), tuple(spelled))]
