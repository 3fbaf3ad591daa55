"""`rvc compare`: dates, regimes, two cases, or a case with changes, side by side."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import ReadCase, read_case
from rvc.run.compare import AS_SET, AS_STATED, Comparison, Named, compare, with_changes
from rvc.show import compare_text
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .goods import goods_of
from .output import deliver, refuse
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def lay_side_by_side(
    files: Sequence[Path],
    *,
    settings: Sequence[str],
    days: Sequence[date],
    regimes: Sequence[str],
    as_lines: bool,
    options: "TableOptions | None",
) -> Exit:
    """Compare one good under several dates, regimes or changes, two cases of it, or many goods of a table."""
    if len(files) > _MOST or (settings and len(files) > 1):
        raise WrongUsage(say("cli.compare_files"))
    try:
        goods, unread = _goods(files, settings, options)
        found = compare(goods, days=days or (None,), regimes=regimes or (None,))
    except InputError as error:
        refuse(files[0], error.problems)
        return Exit.UNREADABLE
    if as_lines:
        deliver(None, "".join(f"{item.to_json()}\n" for item in found))
    else:
        alone = len(found) == 1 and not unread
        deliver(None, [compare_text.render(found[0]) if alone else compare_text.render_many(found, unread)])
    return of_verdicts(_last_verdicts(found), unreadable=unread > 0)


_MOST = 2  # files: the old case and the new one


def _last_verdicts(found: Sequence[Comparison]) -> list[str]:
    """The verdicts that speak for the comparison: those of the last variant, which is the one asked about."""
    return [item.variants[-1].report.verdict for item in found]


def _goods(
    files: Sequence[Path], settings: Sequence[str], options: "TableOptions | None"
) -> tuple[list[list[Named]], int]:
    """The goods to compare, each with its cases, and how many could not be read."""
    reads, unread = _read(files[0], options)
    if len(files) == 1 and not settings:
        return [[Named(AS_STATED, read)] for read in reads], unread
    if len(reads) != 1 or unread:
        raise WrongUsage(say("cli.compare_one", {"path": str(files[0])}))
    if settings:
        return [[Named(AS_STATED, reads[0]), Named(AS_SET, with_changes(reads[0], settings))]], 0
    return [[Named(files[0].name, reads[0]), Named(files[1].name, read_case(files[1], options))]], 0


def _read(file: Path, options: "TableOptions | None") -> tuple[list[ReadCase], int]:
    reads, unread = [], 0
    for good in goods_of(file, options):
        if isinstance(good, ReadCase):
            reads.append(good)
        else:
            unread += 1
            refuse(file, good.problems)
    return reads, unread
