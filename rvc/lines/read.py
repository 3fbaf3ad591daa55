"""The door for cases: files of JSON and YAML and mappings of callers, to a checked case or all of its problems."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, localcontext
from functools import cached_property
from os import PathLike
from pathlib import Path

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
from rvc.lines.tree import Issue, from_json, from_yaml, located

__all__ = ["ReadCase", "as_mapping", "case_from", "problems_of", "read_case"]

_READERS: dict[str, Callable[[str], tuple[object, list[Issue]]]] = {
    ".json": from_json,
    ".yaml": from_yaml,
    ".yml": from_yaml,
}
_EXACT = Context(prec=1000)


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


def read_case(path: str | PathLike[str]) -> ReadCase:
    """Read a case from a file; raises InputError with every problem found."""
    place = Path(path)
    reader = _READERS.get(place.suffix.lower())
    if reader is None:
        raise _refusal(path, "file.suffix", seen=place.suffix or "-", known=", ".join(_READERS))
    try:
        written = place.read_bytes()
    except OSError as error:
        raise _refusal(path, "file.unreadable", reason=error.strerror or type(error).__name__) from None
    try:
        text = written.decode(json.detect_encoding(written)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise InputError([Problem("file.encoding", file=str(path), line=line)]) from None
    tree, issues = reader(text)
    if tree is None:
        issues = issues or [Issue("file.empty")]
        raise InputError(located(issues, None, None, str(path)))
    return _checked(tree, issues, str(path), lambda: tree if reader is from_yaml else from_yaml(text)[0])


def case_from(data: Mapping[str, object], file: str = "") -> ReadCase:
    """Read a case from a mapping of plain values; raises InputError with every problem found."""
    return _checked(data, [], file, lambda: None)


def problems_of(case: Case) -> tuple[Problem, ...]:
    """The contradictions in a case that a program put together or altered; warnings among them."""
    draft = Draft()
    draft.case = case
    data = as_mapping(case)
    _check(draft, listed=listed_labor(data))
    return tuple(located(draft.issues, None, data, ""))


def _refusal(path: str | PathLike[str], code: str, **params: str) -> InputError:
    return InputError([Problem(code, params, file=str(path))])


def _checked(data: object, issues: list[Issue], file: str, lines: Callable[[], object]) -> ReadCase:
    draft = draft_of(data)
    _check(draft, listed=listed_labor(data))
    found = [*issues, *draft.issues]
    if any(not issue.warning for issue in found):
        problems = located(found, lines(), data, file)
        raise InputError([problem for problem in problems if not problem.warning])
    return ReadCase(draft.case, tuple(located(found, data, data, file)))


def _check(draft: Draft, *, listed: bool) -> None:
    law = load_law()
    with localcontext(_EXACT):
        check_good(draft, law)
        if check_lines(draft, law):
            check_sums(draft)
        check_labor(draft, law, listed=listed)
        check_metals(draft)
