"""The door for cases: JSON, YAML, tables and mappings of callers, to a checked case or all of its problems."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, localcontext
from functools import cache, cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.law.load import load_law
from rvc.lines.build import Draft, draft_of
from rvc.lines.case import Case
from rvc.lines.check_good import check_good
from rvc.lines.check_labor import check_labor, check_metals, listed_labor
from rvc.lines.check_lines import check_lines
from rvc.lines.check_sums import check_sums
from rvc.lines.document import as_mapping, canonical
from rvc.lines.grids.grid import TABLE_SUFFIXES
from rvc.lines.tree import Issue, from_json, from_yaml, located
from rvc.lines.tree import Path as CasePath

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions

__all__ = ["CASE_SUFFIXES", "ReadCase", "as_mapping", "case_from", "checked", "problems_of", "read_case"]

_READERS: dict[str, Callable[[str], tuple[object, list[Issue]]]] = {
    ".json": from_json,
    ".yaml": from_yaml,
    ".yml": from_yaml,
}
CASE_SUFFIXES = tuple(_READERS)
_REFUSED_BY_NAME = (".xls", ".xlsb", ".xlt", ".xltx", ".numbers")  # the door of tables says what to do with them
_EXACT = Context(prec=1000)
_ASKED = "place.asked"  # no problem: what asks a reader where a path stands


@dataclass(frozen=True)
class ReadCase:
    """A case that stood every check, with the oddities found in it."""

    case: Case
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def document(self) -> str:
        """The case in canonical JSON."""
        return canonical(self.case)

    @cached_property
    def sha256(self) -> str:
        """The hash of the canonical JSON: the same facts, however written, give the same."""
        return hashlib.sha256(self.document.encode()).hexdigest()


Located = Callable[[CasePath], str]


def read_case(path: str | PathLike[str], options: "TableOptions | None" = None) -> ReadCase:
    """Read a case from a file; `options` say how tables are to be read. Raises InputError with every problem found."""
    return located_case(path, options)[0]


def located_case(path: str | PathLike[str], options: "TableOptions | None" = None) -> tuple[ReadCase, Located]:
    """The same, with what tells where in the file a path of the case stands: its line, or its sheet, row and column."""
    place = Path(path)
    suffix = place.suffix.lower()
    if suffix in {*TABLE_SUFFIXES, *_REFUSED_BY_NAME}:
        from rvc.lines.tables.forms import read_form

        form = read_form(path, options)
        return checked(form.data, form.located, form.doubtful), _placed(form.located)
    tree = read_tree(path, (*_READERS, *TABLE_SUFFIXES))
    return checked(tree.data, tree.places), _placed(tree.at)


@dataclass(frozen=True)
class Tree:
    """A JSON or YAML file as a tree; `places` gives issues their places, with what the reading itself found."""

    data: object
    places: Callable[[Sequence[Issue]], list[Problem]]
    at: Callable[[Sequence[Issue]], list[Problem]]


def read_tree(path: str | PathLike[str], known: Sequence[str] = CASE_SUFFIXES) -> Tree:
    """Read a JSON or YAML file; raises InputError where it is none. `known` are the suffixes that are offered."""
    place = Path(path)
    reader = _READERS.get(place.suffix.lower())
    if reader is None and place.is_dir():
        raise _refusal(path, "file.folder")
    if reader is None:
        raise _refusal(path, "file.suffix", seen=place.suffix or "-", known=", ".join(known))
    try:
        written = place.read_bytes()
    except OSError as error:
        raise _refusal(path, "file.unreadable", reason=error.strerror or type(error).__name__) from None
    try:
        text = written.decode(json.detect_encoding(written)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise InputError([Problem("file.encoding", file=str(path), line=line)]) from None
    tree, found = reader(text)
    if tree is None:
        raise InputError(located(found or [Issue("file.empty")], None, None, str(path)))

    def places(issues: Sequence[Issue]) -> list[Problem]:
        every = [*found, *issues]
        unplaced = reader is from_json and any(not issue.warning for issue in every)
        return located(every, from_yaml(text)[0] if unplaced else tree, tree, str(path))

    @cache
    def lines() -> object:
        return from_yaml(text)[0] if reader is from_json else tree

    return Tree(tree, places, lambda issues: located(issues, lines(), tree, str(path)))


def _placed(places: Callable[[Sequence[Issue]], list[Problem]]) -> Located:
    """What names the place of a path in the words of a problem there."""

    def place(path: CasePath) -> str:
        (asked,) = (problem for problem in places([Issue(_ASKED, path)]) if problem.code == _ASKED)
        return replace(asked, path="").place

    return place


def case_from(data: Mapping[str, object], file: str = "") -> ReadCase:
    """Read a case from a mapping of plain values; raises InputError with every problem found."""
    return checked(data, lambda issues: located(issues, data, data, file))


def problems_of(case: Case) -> tuple[Problem, ...]:
    """The contradictions in a case that a program put together or altered; warnings among them."""
    draft = Draft()
    draft.case = case
    data = as_mapping(case)
    _check(draft, listed=listed_labor(data))
    return tuple(located(draft.issues, None, data, ""))


def _refusal(path: str | PathLike[str], code: str, **params: str) -> InputError:
    return InputError([Problem(code, params, file=str(path))])


def checked(
    data: object, places: Callable[[Sequence[Issue]], list[Problem]], doubtful: Iterable[CasePath] = ()
) -> ReadCase:
    """Check a case. `places` gives what is found its place in the file, with what the reading itself found.

    Raises InputError with every problem; `doubtful` are paths on which nothing may be built.
    """
    draft = draft_of(data, doubtful)
    _check(draft, listed=listed_labor(data))
    problems = places(draft.issues)
    wrong = [problem for problem in problems if not problem.warning]
    if wrong:
        raise InputError(wrong)
    return ReadCase(draft.case, tuple(problems))


def _check(draft: Draft, *, listed: bool) -> None:
    law = load_law()
    with localcontext(_EXACT):
        check_good(draft, law)
        built = check_sums(draft) if check_lines(draft, law) else None
        check_labor(draft, law, built, listed=listed)
        check_metals(draft)
