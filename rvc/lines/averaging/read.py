"""The door for elections: a YAML or JSON file, or a mapping, to checked elections or all of their problems."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, cast

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.law.load import load_law
from rvc.lines.averaging.checks import check_elections
from rvc.lines.averaging.election import SCHEMA, Election, Elections, shape
from rvc.lines.build import block_of
from rvc.lines.grids.grid import TABLE_SUFFIXES
from rvc.lines.read import CASE_SUFFIXES, read_tree
from rvc.lines.tree import Issue, Path, located

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions

Source = str | PathLike[str] | Mapping[str, object]


@dataclass(frozen=True)
class ReadElections:
    """Elections that stood every check, and what gives a place in their file to what shows only beside the goods."""

    elections: tuple[Election, ...]
    places: Callable[[Sequence[Issue]], list[Problem]]

    def problem(self, code: str, path: Path, **params: str) -> Problem:
        """A defect at a path of the file."""
        return next(problem for problem in self.places([Issue(code, path, params)]) if problem.code == code)


def read_elections(source: Source, options: "TableOptions | None" = None) -> ReadElections:
    """Read elections; raises InputError with every problem found. `options` say how a table of them is to be read."""
    data, places = _tree(source, options)
    made, draft = block_of(shape(), data, SCHEMA)
    read = cast("Elections", made)
    check_elections(read, draft, load_law().averaging)
    wrong = [problem for problem in places(draft.issues) if not problem.warning]
    if wrong:
        raise InputError(wrong)
    return ReadElections(read.elections, places)


def _tree(source: Source, options: "TableOptions | None") -> tuple[object, Callable[[Sequence[Issue]], list[Problem]]]:
    if isinstance(source, Mapping):
        return source, lambda issues: located(issues, source, source, "")
    if FilePath(source).suffix.lower() in TABLE_SUFFIXES:
        from rvc.lines.averaging.table import read_table

        form = read_table(source, options)
        return form.data, form.located
    tree = read_tree(source, (*CASE_SUFFIXES, *TABLE_SUFFIXES))
    return tree.data, tree.places
