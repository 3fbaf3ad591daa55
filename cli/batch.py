"""`rvc batch`: many goods in, a result table and a table of problems out, and a summary."""

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from rvc.base.errors import InputError
from rvc.lines.tables.many import SUFFIXES
from rvc.lines.tables.own_results import holds_results
from rvc.run.fleet.scores import score_files, score_set
from rvc.run.results import Part, Results
from rvc.run.score import UNREADABLE
from rvc.run.summary import summarize
from rvc.show.frames import lists
from rvc.show.result_table import PROBLEMS, Columns, beside, problems_table, writer
from rvc.show.summary_text import render
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .goods import is_case
from .output import complain, refuse_to_overwrite, show_pages, write_whole
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions

_LONG_WORK = 1_000  # goods, from which on a terminal sees how far it is
_TOLD = 3  # problems that are said at once; the table of problems has them all
_NEAREST = 10  # misses and suppliers waited for that the summary lists
_NOT_IN_FOLDERS = (".txt",)  # more often words than tables
_WILD = frozenset("*?[")


def batch(  # noqa: PLR0913 - a command takes its options
    paths: Sequence[Path],
    *,
    goods: Path | None,
    materials: Path | None,
    out: Path,
    on: date | None,
    regime: str | None,
    jobs: int,
    expiring: int | None,
    page: Path | None = None,
    options: "TableOptions | None" = None,
) -> Exit:
    """Judge every good of the files; write the tables whole, or not at all, and a page for a browser if asked for."""
    files = _files(paths, goods, materials, out)
    write = _writer(out, files)
    refuse_to_overwrite(page, (out, *files))
    with_lines = expiring is not None
    try:
        if goods is None:
            read = score_files(files, options, on=on, regime=regime, jobs=jobs, with_lines=with_lines)
        else:
            read = score_set(goods, materials, options, on=on, regime=regime, jobs=jobs, with_lines=with_lines)
        for problem in read.warnings:
            complain(str(problem))
        results = Results(_shown(read.parts, read.count))
    except InputError as error:
        for problem in error.problems:
            complain(str(problem))
        complain(say("cli.not_written", {"path": str(out)}))
        return Exit.UNREADABLE
    found = [("", problem) for problem in read.warnings]
    found += results.problems()
    for path, content in write({"results": lists(results.frame()), PROBLEMS: problems_table(found)}).items():
        write_whole(path, content)
    summary = summarize(results.singles.values(), results.blocks, nearest=_NEAREST, expiring_within=expiring)
    if page is not None:
        from rvc.show.html.fleet_page import fleet_page

        write_whole(page, fleet_page(list(results.goods()), summary).encode())
    show_pages([render(summary)])
    told = dict.fromkeys(str(problem) for _, problem in found if not problem.warning)
    for line in islice(told, _TOLD):
        complain(line)
    complain(say("batch.written", {"path": str(out), "count": f"{len(results):,}", "problems": f"{len(found):,}"}))
    verdicts = summary.verdicts
    return of_verdicts((item for item in verdicts if item != UNREADABLE), unreadable=UNREADABLE in verdicts)


def _files(paths: Sequence[Path], goods: Path | None, materials: Path | None, out: Path) -> list[Path]:
    """The files to read: those named, those of folders, those that a pattern meets; there, not what is written anew."""
    if bool(paths) == bool(goods):
        raise WrongUsage(say("cli.batch_both" if paths else "cli.batch_nothing"))
    if goods is not None:
        return [goods, *([materials] if materials else [])]
    if materials is not None:
        raise WrongUsage(say("cli.batch_materials"))
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            mine = sorted(_of_folder(path.rglob("*"), out))
        elif not path.exists() and _WILD & set(path.name):
            mine = sorted(_of_folder(path.parent.glob(path.name), out))
        else:
            mine = [path]
        if not mine:
            raise WrongUsage(say("cli.batch_none", {"path": str(path)}))
        found += mine
    return list(dict.fromkeys(found))


def _of_folder(paths: Iterable[Path], out: Path) -> Iterator[Path]:
    """Files that may hold goods; the facts beside a table are read with it, and results of earlier runs are none."""
    anew = {file.resolve() for file in (out, beside(out, PROBLEMS))}
    held = [
        path
        for path in paths
        if path.is_file() and not path.name.startswith((".", "~")) and path.suffix.lower() in SUFFIXES
    ]
    tables = {path.with_suffix("") for path in held if not is_case(path)}
    for path in held:
        facts = is_case(path) and path.with_suffix("") in tables
        if facts or path.suffix.lower() in _NOT_IN_FOLDERS:
            continue
        if not holds_results(path):
            yield path
        elif path.resolve() not in anew:
            complain(say("batch.own_results", {"path": str(path)}))


def _writer(out: Path, files: Iterable[Path]) -> Callable[[Mapping[str, Columns]], dict[Path, bytes]]:
    write = writer(out)
    if write is None:
        raise WrongUsage(say("cli.batch_suffix", {"path": str(out)}))
    if out.suffix.lower() == ".parquet" and importlib.util.find_spec("pyarrow") is None:
        raise WrongUsage(say("cli.batch_parquet", {"path": str(out)}))
    refuse_to_overwrite(out, files)
    if not out.parent.is_dir():
        raise WrongUsage(say("cli.cannot_write", {"path": str(out), "reason": say("cli.no_folder")}))
    return write


def _shown(parts: Iterable[Part], count: int) -> Iterator[Part]:
    """The same goods, with a bar on a terminal while there is much to do."""
    console = Console(stderr=True)
    with Progress(console=console, disable=count < _LONG_WORK or not console.is_terminal) as bar:
        task = bar.add_task(say("batch.progress"), total=count)
        for part in parts:
            yield part
            bar.advance(task, len(part))
