"""The goods to be averaged, out of cases, tables of goods and mappings: all of them, or every problem."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from os import PathLike

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.read import ReadCase, case_from
from rvc.lines.tables.many import Many, read_cases
from rvc.lines.tables.options import TableOptions

Good = str | PathLike[str] | Mapping[str, object]


def cases_of(sources: Iterable[Good], options: TableOptions | None = None) -> tuple[list[ReadCase], list[Problem]]:
    """Read goods, with what was said of their files as a whole.

    An average needs each of its goods: one that cannot be read is an InputError, which holds every problem.
    """
    reads: list[ReadCase] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for source in sources:
        found: list[Problem] = []
        try:
            many = Many((case_from(source),)) if isinstance(source, Mapping) else read_cases(source, options)
            reads += [item for item in many.goods if isinstance(item, ReadCase)]
            found += [problem for item in many.goods if not isinstance(item, ReadCase) for problem in item.problems]
            warnings += many.warnings
        except InputError as error:
            found += error.problems
        file = "" if isinstance(source, Mapping) else str(source)
        problems += [problem if problem.file else replace(problem, file=file) for problem in found]
    if problems:
        raise InputError(problems)
    return reads, warnings
