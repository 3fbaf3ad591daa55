"""A CSV file as columns of text, for tables of a million lines: what is plain is read so, anything else row by row.

Polars splits the records; it refuses what is not UTF-8, a quote that is not closed, and a record longer than the
header. What it refuses, and what it could read otherwise than `grid_csv`, is left to that reader, which says why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import polars as pl

from rvc.base.errors import InputError
from rvc.lines.grids.grid import CSV_SUFFIXES, MAX_BYTES, Source, bytes_of, text_cell
from rvc.lines.grids.grid_csv import separator_of

_SAMPLE = 2**18
_STRANGE = (b"PK\x03\x04", b"PAR1", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"sep=")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class TextColumns:
    """The records of a file below its first one: the headers, and each column as text, blank cells null.

    Record 0 stands in row 2 of the file, as a spreadsheet counts.
    """

    headers: tuple[str, ...]
    columns: tuple[pl.Series, ...]


def text_columns(path: str | PathLike[str], data: bytes | None = None) -> TextColumns | None:
    """The columns of a plain CSV file whose first record is its header; None if it must be read row by row.

    `data` are the bytes of the file, where they are read already. A caller looks at the texts: `is_plain` tells.
    """
    file = Path(path)
    if file.suffix.lower() not in CSV_SUFFIXES:
        return None
    try:
        sample = _beginning(file) if data is None else data[:_SAMPLE]
        if sample.startswith(_UTF_16):
            data = (data or bytes_of(file)).decode("utf-16").encode()
            sample = data[:_SAMPLE]
        if file.stat().st_size > MAX_BYTES or sample.lower().startswith(_STRANGE) or b"\0" in sample:
            return None
        separator = separator_of(Source(str(file), file.suffix.lower(), sample, None), "utf-8")
        frame = pl.read_csv(data or file, has_header=False, infer_schema=False, separator=separator)
    except (OSError, InputError, UnicodeError, pl.exceptions.PolarsError):
        return None
    headers: Sequence[str | None] = frame.row(0) if frame.height > 1 else ()
    if not headers or any(header is None or not header.strip() for header in headers):
        return None
    return TextColumns(tuple(map(str, headers)), tuple(frame.slice(1).get_columns()))


def _beginning(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_SAMPLE)


def is_plain(texts: Iterable[str]) -> bool:
    """Whether texts are what they seem to every reader: no error values, control characters or stray ends of lines."""
    return all(type(text_cell(text)) is str and "\r" not in text for text in texts)
