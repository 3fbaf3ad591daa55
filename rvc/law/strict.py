"""Closed reading of law data: a key that is not known, missing or of the wrong kind is refused by file and key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from rvc.base.errors import LawError
from rvc.base.hs import HsRange

_T = TypeVar("_T")
_WHOLE = 10_000
_PLACEHOLDER = re.compile(r"\d{4}\.\d{2}\.[a-z]{2}")


@dataclass(frozen=True)
class Entry:
    """A table of a law file, at `key`. Each getter takes the name of a key and refuses a value of another kind."""

    file: str
    key: str
    values: Mapping[str, object]

    def only(self, *known: str) -> "Entry":
        """The entry itself, once every key in it is known."""
        for name in self.values:
            if name not in known:
                raise self.refusal(name, f"unknown key; known are {', '.join(known)}")
        return self

    def text(self, name: str, default: str | None = None) -> str:
        """A text, not blank; `default` where the key may be left out."""
        value = self._of(str, name, default)
        if not value and default is None:
            raise self.refusal(name, "blank")
        return value

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts; without a default it holds at least one."""
        found = self._of(list, name, None if default is None else list(default))
        if not all(isinstance(item, str) and item for item in found) or (not found and default is None):
            raise self.refusal(name, "expected a list of texts")
        return tuple(found)

    def flag(self, name: str) -> bool:
        """True or false; false where the key is left out."""
        return self._of(bool, name, default=False)

    def day(self, name: str, default: date | None = None) -> date:
        """A date without a time."""
        value = self._of(date, name, default)
        if isinstance(value, datetime):
            raise self.refusal(name, "expected a date without a time")
        return value

    def whole(self, name: str) -> int:
        """A whole number above zero."""
        value = self._of(int, name)
        if value < 1:
            raise self.refusal(name, "expected a whole number above zero")
        return value

    def decimal(self, name: str) -> Decimal:
        """A number, exactly as written."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        return self._of(Decimal, name)

    def basis_points(self, name: str) -> int:
        """A percentage of at most two decimals, from 0 to 100, as basis points."""
        points = self.decimal(name) * 100
        if points != int(points) or not 0 <= points <= _WHOLE:
            raise self.refusal(name, "expected a percentage from 0 to 100 with at most two decimals")
        return int(points)

    def one_of(self, name: str, known: tuple[str, ...], default: str | None = None) -> str:
        """A text out of a closed list."""
        value = self.text(name, default)
        if value not in known and value != default:
            raise self.refusal(name, f"{value!r} is none of {', '.join(known)}")
        return value

    def ranges(self, name: str, placeholders: Mapping[str, frozenset[str]] | None = None) -> tuple[HsRange, ...]:
        """HS ranges as the regulations write them, placeholders (8482.99.aa) with their items; none where left out."""
        return tuple(self.range(name, written, placeholders or {}) for written in self.texts(name, ()))

    def range(self, name: str, written: str, placeholders: Mapping[str, frozenset[str]]) -> HsRange:
        """One HS range or placeholder, or "8507.90 battery_cell": the named good of a range."""
        if " " in written:
            codes, goods = written.split(" ", 1)
            return replace(self.range(name, codes, placeholders), goods=goods)
        if _PLACEHOLDER.fullmatch(written):
            if written not in placeholders:
                raise self.refusal(name, f"{written} is not among the placeholders")
            subheading = HsRange.parse(written[:7])
            return HsRange(subheading.first, subheading.last, placeholders[written])
        try:
            return HsRange.parse(written)
        except ValueError as error:
            raise self.refusal(name, f"{written!r} is not an HS code or range") from error

    def child(self, name: str) -> "Entry":
        """The table at a key."""
        return Entry(self.file, self._path(name), self._of(dict, name))

    def children(self, name: str) -> Iterator["Entry"]:
        """The tables of the list at a key, none where it is left out."""
        for place, item in enumerate(self._of(list, name, [])):
            if not isinstance(item, dict):
                raise self.refusal(name, "expected a list of tables")
            yield Entry(self.file, f"{self._path(name)}[{place}]", item)

    def leaves(self, mark: str) -> Iterator["Entry"]:
        """The tables below, however deep, that hold the key `mark`."""
        for name in self.values:
            entry = self.child(name)
            if mark in entry.values:
                yield entry
            else:
                yield from entry.leaves(mark)

    def refusal(self, name: str, why: str) -> LawError:
        """The error that names file and key."""
        return LawError(f"{self.file}: {self._path(name)}: {why}")

    def _path(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def _of(self, kind: type[_T], name: str, default: _T | None = None) -> _T:
        value = self.values.get(name, default)
        if value is None:
            raise self.refusal(name, "missing")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.refusal(name, f"expected {kind.__name__}, found {value!r}")
        return value
