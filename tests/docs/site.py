"""The site as it was built, for its tests: pages as texts, tables and links."""

from html.parser import HTMLParser
from pathlib import Path

_FETCHED = {"src", "srcset", "poster", "data", "xlink:href"}
_INLINE = {"a", "b", "code", "em", "i", "span", "strong"}
_OF_LINKS = {"stylesheet", "icon", "preload", "prefetch", "manifest", "modulepreload"}


class Built(HTMLParser):
    """One page: all its text, the cells of its tables by row, what it links to and what a browser fetches for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: set[str] = set()
        self._texts: list[str] = []
        self._in_cell = False
        self.feed(path.read_text(encoding="utf-8"))

    @property
    def text(self) -> str:
        """All text, with one space wherever there is any room."""
        return " ".join("".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag leads to."""
        self._texts.append(" " * (tag not in _INLINE))
        named = {name: value or "" for name, value in attrs}
        self.fetched += [named[name] for name in _FETCHED & set(named)]
        if tag in ("link", "image", "use") and ("rel" not in named or _OF_LINKS & set(named["rel"].split())):
            self.fetched.append(named.get("href", ""))
        if tag == "a" and named.get("href"):
            self.links.append(named["href"])
        self.ids |= {named["id"]} if "id" in named else set()
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """A cell ends."""
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        """Text, of a cell or not."""
        self._texts.append(data)
        if self._in_cell:
            self.rows[-1][-1] += data
