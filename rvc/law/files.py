"""The data files of one regime: their bytes, hashed in a canonical order, and their tables, read when asked for."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib.resources.abc import Traversable
from types import MappingProxyType

import tomli

from rvc.base.errors import LawError
from rvc.law.strict import Entry


class Files:
    """Every TOML and CSV file under a folder, by its path within ("tables/a1.csv").

    `beside` are files from elsewhere, by the name that they have here; they are hashed with the others.
    """

    def __init__(self, folder: Traversable, beside: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self._bytes = dict(sorted([*_walk(folder, ""), *beside.items()]))
        self._toml: dict[str, Entry] = {}

    @property
    def sha256(self) -> str:
        """The hash of all files, names and contents, in the order of the names."""
        digest = hashlib.sha256()
        for name, content in self._bytes.items():
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def names(self, folder: str = "") -> tuple[str, ...]:
        """The paths of the files, or of those in one folder."""
        return tuple(name for name in self._bytes if name.startswith(folder))

    def toml(self, name: str) -> Entry:
        """A TOML file, with numbers exactly as written."""
        if name not in self._toml:
            try:
                self._toml[name] = Entry(name, "", tomli.loads(self._text(name), parse_float=Decimal))
            except tomli.TOMLDecodeError as error:
                raise LawError(f"{name}: {error}") from error
        return self._toml[name]

    def csv(self, name: str, *columns: str) -> tuple[Entry, ...]:
        """The rows of a CSV file that has exactly these columns."""
        header, *rows = csv.reader(self._text(name).splitlines(), strict=True)
        for column in header:
            if column not in columns:
                raise LawError(f"{name}: {column}: unknown column; known are {', '.join(columns)}")
        if header != list(columns):
            raise LawError(f"{name}: expected the columns {', '.join(columns)}")
        for place, row in enumerate(rows, start=2):
            if len(row) != len(columns):
                raise LawError(f"{name}: row {place}: expected {len(columns)} cells, found {len(row)}")
        return tuple(
            Entry(name, f"row {place}", dict(zip(columns, row, strict=True))) for place, row in enumerate(rows, start=2)
        )

    def _text(self, name: str) -> str:
        if name not in self._bytes:
            raise LawError(f"{name}: missing")
        return self._bytes[name].decode()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        name = f"{prefix}{item.name}"
        if item.is_dir():
            yield from _walk(item, f"{name}/")
        elif item.name.endswith((".toml", ".csv")):
            yield name, item.read_bytes()
