"""A CSV file as columns of text, for tables of a million lines: what is plain is read so, anything else row by row.

Polars splits the records; it refuses what is not UTF-8, a quote that is not closed, and a record longer than the
header. What it refuses, and what it could read otherwise than `grid_csv`, is left to that reader, which says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import polars as pl

from rvc.base.errors import InputError
from rvc.lines.grids.grid import MAX_BYTES, Source
from rvc.lines.grids.grid_csv import separator_of

_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_SAMPLE = 2**18
_STRANGE = (b"PK\x03\x04", b"PAR1", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xfe", b"\xfe\xff", b"sep=")


@dataclass(frozen=True)
class TextColumns:
    """The records of a file below its first one: the headers, and each column as text, blank cells null.

    Record 0 stands in row 2 of the file, as a spreadsheet counts.
    """

    headers: tuple[str, ...]
    columns: tuple[pl.Series, ...]


def text_columns(path: str | PathLike[str]) -> TextColumns | None:
    """The columns of a plain CSV file whose first record is its header; None if it must be read row by row."""
    file = Path(path)
    if file.suffix.lower() not in _SUFFIXES:
        return None
    try:
        with file.open("rb") as stream:
            sample = stream.read(_SAMPLE)
        if file.stat().st_size > MAX_BYTES or sample.lower().startswith(_STRANGE) or b"\0" in sample:
            return None
        separator = separator_of(Source(str(file), file.suffix.lower(), sample, None), "utf-8")
        frame = pl.read_csv(file, has_header=False, infer_schema=False, separator=separator)
    except (OSError, InputError, pl.exceptions.PolarsError):
        return None
    headers: Sequence[str | None] = frame.row(0) if frame.height > 1 else ()
    if not headers or any(header is None or not header.strip() for header in headers):
        return None
    return TextColumns(tuple(map(str, headers)), tuple(frame.slice(1).get_columns()))
