"""The goods of a file: one of a case, one or many of a table."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.lines.read import CASE_SUFFIXES, ReadCase, read_case

from .output import complain

if TYPE_CHECKING:
    from rvc.lines.tables.each_good import Unread
    from rvc.lines.tables.options import TableOptions


def is_case(file: Path) -> bool:
    """Whether a file is named as a case, JSON or YAML, and not as a table."""
    return file.suffix.lower() in CASE_SUFFIXES


def goods_of(file: Path, options: "TableOptions | None") -> "Iterable[ReadCase | Unread]":
    """Every good of a file, or why it could not be read; warnings of the whole file are complained of.

    Raises:
        InputError: nothing of the file can be read.
    """
    if is_case(file):
        return (read_case(file, options),)
    from rvc.lines.tables.many import read_cases

    many = read_cases(file, options)
    for warning in many.warnings:
        complain(str(warning))
    return many.goods
