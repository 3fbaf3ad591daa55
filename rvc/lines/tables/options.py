"""What a caller says about tables that the tables do not say themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.tree import Issue, from_yaml, located

Decimals = Literal["point", "comma"]
DateOrder = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True)
class TableOptions:
    """How tables are to be read; what is left out is decided by the cells, or refused.

    `mapping` is header -> column name of a field, or None for a column to leave out. `header` is the row of the header
    of the one table to take where a sheet has several. `facts` are facts of the good that stand in no table; they
    count before those that a file states. `is_part`: the table is a part of a larger one, and may have no rows.
    """

    mapping: Mapping[str, str | None] | None = None
    decimal: Decimals | None = None
    dates: DateOrder | None = None
    sheet: str | None = None
    header: int | None = None
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    is_part: bool = False


def read_mapping(path: str | PathLike[str]) -> Mapping[str, str | None]:
    """Read a mapping file: YAML of header: field, where a blank field leaves the column out."""
    try:
        written = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError([Problem("file.unreadable", {"reason": reason}, file=str(path))]) from None
    tree, issues = from_yaml(written)
    if issues:
        raise InputError(located(issues, tree, None, str(path)))
    if not isinstance(tree, dict) or not all(value is None or isinstance(value, str) for value in tree.values()):
        raise InputError(located([Issue("column.mapping_shape")], tree, None, str(path)))
    return {str(header): value for header, value in tree.items()}
