"""A CSV file of plain shape as an Arrow table of texts: a header, and below it one record a line and nothing else."""

import csv
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from rvc.base.errors import InputError
from rvc.lines.grids.grid import MAX_BYTES, Source
from rvc.lines.grids.grid_csv import separator_of
from rvc.lines.tables.columns_found import match_headers
from rvc.lines.tables.sets import PARTS
from rvc.lines.tables.table_fields import AMOUNTS

SUFFIXES = (".csv", ".tsv")
_SELDOM_THE_SAME = {"part_number", "description", "certificate"}
_DIRECTIVE = re.compile(rb"(?:\xef\xbb\xbf)?sep=", re.IGNORECASE)
_BLOCK, _READ = 2**20, 2**22  # bytes looked at together, and read together: distinct texts of few blocks are soon one
_MARK = b"\xef\xbb\xbf"
_LF, _CR = b"\n\r"


def csv_table(path: Path, kind: str) -> Any:  # noqa: ANN401 - classes without types
    """The records of a file as a table of a kind, blank cells as nulls; no cell is interpreted.

    Texts that are often the same come as dictionaries; of a parts list amounts and names seldom are.

    Raises:
        NotImplementedError: the file has another shape, so that a reader has to look at it line by line.
    """
    data = _bytes(path)
    try:
        sign = separator_of(Source(str(path), path.suffix.lower(), data), "utf-8")
        header = data[: data.index(b"\n")].decode("utf-8-sig").rstrip("\r")
        names = next(csv.reader([header], delimiter=sign, strict=True))
    except (InputError, UnicodeDecodeError, csv.Error):
        raise NotImplementedError from None
    if b'"' in data and not _is_quoted_plainly(data, sign.encode()):
        raise NotImplementedError
    arrow: Any = import_module("pyarrow")
    texts, reader = arrow.dictionary(arrow.int32(), arrow.string()), import_module("pyarrow.csv")
    fields = match_headers(PARTS, names).by_index if kind == PARTS else {}
    seldom = [names[at] for at, field in fields.items() if field.kind in AMOUNTS or field.name in _SELDOM_THE_SAME]
    types = dict.fromkeys(names, texts) | dict.fromkeys(seldom, arrow.string())
    try:
        table = reader.read_csv(
            arrow.BufferReader(data.removeprefix(_MARK)),
            read_options=reader.ReadOptions(block_size=_READ),
            parse_options=reader.ParseOptions(delimiter=sign),
            convert_options=reader.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )  # fmt: skip
    except (arrow.ArrowException, ValueError):
        raise NotImplementedError from None
    # a blank line is no row of the table
    if table.num_rows + 1 != _lines(data) or table.column_names != names:
        raise NotImplementedError
    return table.combine_chunks() if kind == PARTS else table  # parts are looked at as a whole


def _bytes(path: Path) -> bytes:
    """What the file holds, if every line of it can be a record."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotImplementedError
        data = path.read_bytes()
    except OSError:
        raise NotImplementedError from None
    strange = _DIRECTIVE.match(data) or data.startswith((b"\n", b"\r")) or b"\0" in data
    if strange or b"\n" not in data:
        raise NotImplementedError
    return data


def _lines(data: bytes) -> int:
    """How many lines there are, where every return stands before the end of one.

    Raises:
        NotImplementedError: one stands elsewhere.
    """
    signs, found = np.frombuffer(data, dtype=np.uint8), 0
    for first in range(0, len(signs), _BLOCK):
        ends = signs[first : first + _BLOCK + 1] == _LF  # the sign after a block too
        found += int(np.count_nonzero(ends[:_BLOCK]))
        returns = signs[first : first + _BLOCK] == _CR
        if np.greater(returns[: len(ends) - 1], ends[1:]).any():
            raise NotImplementedError
    if signs[-1] == _CR:
        raise NotImplementedError
    return found + int(signs[-1] != _LF)


def _is_quoted_plainly(data: bytes, sign: bytes) -> bool:
    """Whether quotes stand around whole cells only, and no cell goes on in the next line."""
    cell = rb'(?:[^"' + re.escape(sign) + rb'\r\n]*|"(?:[^"\r\n]|"")*")'
    record = re.compile(cell + rb"(?:" + re.escape(sign) + cell + rb")*\r?")
    return all(record.fullmatch(line) for line in data.split(b"\n") if b'"' in line)
