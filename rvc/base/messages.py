"""Texts by code and parameters: the code is the stable name, a catalog holds the words of one language.

A catalog is a folder `texts/<language>/` of TOML files; the first word of a code names the file:
`problem.hs.unknown` is the key `hs.unknown` of `problem.toml`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources


@cache
def catalog(room: str, lang: str = "en") -> Mapping[str, str]:
    """One file of a language's catalog, flat: code -> text with {parameters}."""
    with resources.files("rvc.base").joinpath("texts", lang, f"{room}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file), f"{room}."))


def text(code: str, params: Mapping[str, str] | None = None, lang: str = "en") -> str:
    """The words for `code`; a code that the catalog lacks is a fault of ours and raises KeyError."""
    return catalog(code.partition(".")[0], lang)[code].format_map(dict(params or {}))


def _flat(tree: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
