"""Texts by code and parameters: the code is the stable name, a catalog holds the words of one language.

A catalog is a folder `texts/<language>/` of TOML files; the first word of a code names the file:
`problem.hs.unknown` is the key `hs.unknown` of `problem.toml`. A further language is a further folder.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import tomli

ENGLISH = "en"
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def language() -> str:
    """The language that texts are in: English, unless `speaking` says otherwise."""
    return _spoken.get()


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Texts made inside are in a language: those of reports, problems and pages.

    Args:
        lang: "en", "es", or the name of any other catalog.

    Returns:
        A context for `with`; afterwards texts are in the language that was spoken before.

    Raises:
        ValueError: there is no such catalog.
    """
    if lang not in languages():
        raise ValueError(text("problem.language", {"seen": lang, "known": ", ".join(languages())}))
    before = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalog."""
    return tuple(sorted(folder.name for folder in _texts().iterdir() if folder.is_dir()))


@cache
def catalog(room: str, lang: str = ENGLISH) -> Mapping[str, str]:
    """One file of a language's catalog, flat: code -> text with {parameters}."""
    with _texts().joinpath(lang, f"{room}.toml").open("rb") as file:
        return dict(_flat(tomli.load(file), f"{room}."))


def text(code: str, params: Mapping[str, str] | None = None, lang: str | None = None) -> str:
    """The words for `code`, in the language spoken; one that the catalog lacks is a fault of ours: KeyError."""
    return catalog(code.partition(".")[0], lang or language())[code].format_map(params or {})


def _texts() -> Traversable:
    return resources.files("rvc.base").joinpath("texts")


def _flat(tree: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
