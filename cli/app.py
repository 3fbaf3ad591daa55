"""The `rvc` command: its options, and what becomes of everything that goes wrong. Commands load what they need."""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import books_commands, reference_commands
from .average import average
from .exits import Exit
from .options import (
    CheckFormat,
    Format,
    On,
    Regime,
    Regimes,
    Shown,
    StatementFormat,
    Test,
)
from .shared_options import reads_goods, reads_tables, spoken
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions

app = typer.Typer(
    name="rvc",
    add_completion=False,
    rich_markup_mode=None,
    help="Does a vehicle or a part originate under the USMCA automotive rules of origin, and why?",
)
_UNCOLLECTED = 200_000  # objects before a search for garbage: a start makes many, all of which stay
_SPARED = {
    "OPENBLAS_NUM_THREADS": "1",  # numpy would start threads for a linear algebra that is not used
    "PYDANTIC_DISABLE_PLUGINS": "__all__",  # pydantic would search all that is installed for plugins
}
_INTERRUPTED = 130  # as shells say it: 128 + SIGINT
_CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]  # the base of all wrong usage, wherever typer keeps it


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and that of the law data.")] = False,
) -> None:
    """Does a vehicle or a part originate under the USMCA automotive rules of origin, and why?"""
    if version:
        from .version import version_line

        typer.echo(version_line())
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(Exit.USAGE)


@app.command()
@spoken
@reads_goods
def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Cases, one good each: JSON, YAML, a workbook or a table.")
    ],
    *,
    shown: Annotated[
        CheckFormat,
        typer.Option("--format", help="A table, JSON (a line a good), a page for a browser, a live workbook."),
    ] = CheckFormat.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead, once everything could be read.")] = None,
    kept: Annotated[
        Path | None,
        typer.Option("--evidence", metavar="ZIP", help="Also write what it rests on, for rvc replay."),
    ] = None,
    on: On = None,
    regime: Regime = None,
    options: "TableOptions | None",
) -> int:
    """Judge goods: a verdict each, every test with its figures and citations, what is missing.

    A table (CSV, XLSX, ODS, Parquet) holds materials; the good is in a YAML or JSON file of the same name beside it,
    or in --fact.

    Exit: 0 all originate; 1 one or more do not; 3 none fails, one or more undetermined; 2 something could not be read.
    """
    from .check import check as run

    day = on.date() if on else None
    if kept is not None:
        from .replay import keep_one

        keep_one(files, kept, on=day, regime=regime, options=options)
    if shown in (CheckFormat.html, CheckFormat.xlsx):
        from .page import page

        return page(files, shown=shown.value, out=out, on=day, regime=regime, options=options)
    return run(files, as_lines=shown is CheckFormat.json, out=out, on=day, regime=regime, options=options)


@app.command()
@spoken
@reads_goods
def batch(  # noqa: PLR0913 - a command takes its options
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]", help="Cases, parts lists, goods tables; folders of them.")
    ] = None,
    *,
    out: Annotated[Path, typer.Option(help="The result table to write: .csv, .xlsx or .parquet.")],
    goods: Annotated[Path | None, typer.Option(help="A table with one row a good, instead of FILE.")] = None,
    materials: Annotated[Path | None, typer.Option(help="The table of their materials, by good_id.")] = None,
    on: On = None,
    regime: Regime = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that share the work.")] = 1,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write a page for a browser: to sort and filter.")
    ] = None,
    expiring: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, help="List claims that end within so many days.")
    ] = None,
    options: "TableOptions | None",
) -> int:
    """Judge many goods: a result table with a row each, a table of problems, a summary.

    Goods that cannot be read stop no other; they come back as unreadable. CSV and Parquet put the problems in a file
    of their own, named like the first with -problems.

    Exit: 0 all originate; 1 one or more do not; 3 none fails, one or more undetermined; 2 something could not be read.
    """
    from .batch import batch as run
    from .table_options import dated

    day = on.date() if on else None
    return run(
        paths or (), goods=goods, materials=materials, out=out, on=day, regime=regime, jobs=jobs, expiring=expiring,
        page=page, options=dated(options, day),
    )  # fmt: skip


@app.command()
@spoken
@reads_tables
def columns(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook or a table.")],
    *,
    options: "TableOptions | None",
) -> int:
    """Explain how each column of a file was understood, and what was left out.

    Exit: 0 everything that was understood could be read; 2 something could not.
    """
    from .columns import columns as run

    return run(file, options)


@app.command("explain")
@spoken
@reads_goods
def explain_case(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The case of one good: JSON, YAML, a workbook or a table.")
    ],
    *,
    rules: Annotated[list[Test] | None, typer.Option("--rule", help="Only this test; once for each.")] = None,
    shown: Shown = Format.table,
    on: On = None,
    regime: Regime = None,
    options: "TableOptions | None",
) -> int:
    """Explain a verdict as a tree: every figure with its formula, its section, and its place in the file.

    Exit: as of check.
    """
    from .explain import derive as run

    day = on.date() if on else None
    return run(file, rules=rules or (), as_line=shown is Format.json, on=day, regime=regime, options=options)


@app.command("replay")
@spoken
def replay_evidence(
    file: Annotated[Path, typer.Argument(metavar="ZIP", help="A file that rvc check --evidence wrote.")],
) -> int:
    """Judge again what an evidence file holds: the report comes out identical, or this is what differs.

    Exit: 0 identical; 1 it differs; 2 no evidence, or not as it was.
    """
    from .replay import again

    return again(file)


@app.command("compare")
@spoken
@reads_goods
def compare_cases(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE [NEW]", help="A case, or the old one and the new; or a table of goods."),
    ],
    *,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="LINE.field=value", help="Change a value; once for each.")
    ] = None,
    days: Annotated[
        list[datetime] | None,
        typer.Option("--on", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="A date to compare; once for each."),
    ] = None,
    regimes: Regimes = None,
    shown: Shown = Format.table,
    options: "TableOptions | None",
) -> int:
    """Lay a good side by side: on dates, under regimes, as it is and as changed; how far each test is from turning.

    Exit: as of check, by the last column.
    """
    from .compare import lay_side_by_side as run

    return run(
        files, settings=settings or (), days=[day.date() for day in days or ()], regimes=regimes or (),
        as_lines=shown is Format.json, options=options,
    )  # fmt: skip


@app.command("diff")
@spoken
@reads_goods
def diff_cases(
    before: Annotated[Path, typer.Argument(metavar="OLD", help="Cases or a table of goods, on estimated figures.")],
    after: Annotated[Path, typer.Argument(metavar="NEW", help="The same goods on actual figures.")],
    *,
    elections: Annotated[
        list[Path] | None,
        typer.Option(
            "--election",
            metavar="FILE",
            help="Compare averages: the election of rvc average; a second one holds the actual units.",
        ),
    ] = None,
    shown: Shown = Format.table,
    on: On = None,
    regime: Regime = None,
    options: "TableOptions | None",
) -> int:
    """Lay actual figures beside estimates: which verdicts and tests turn, and who must be told.

    Exit: as of check, by the actual figures.
    """
    from .diff import averaged_difference, difference

    day = on.date() if on else None
    as_line = shown is Format.json
    if elections:
        return averaged_difference(before, after, elections, as_line=as_line, on=day, regime=regime, options=options)
    return difference(before, after, as_line=as_line, on=day, regime=regime, options=options)


@app.command()
@spoken
@reads_goods
def statement(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The case of one part: JSON, YAML, a workbook or a table.")
    ],
    *,
    shown: Annotated[
        StatementFormat, typer.Option("--format", help="A page to read, JSON, or a workbook.")
    ] = StatementFormat.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead.")] = None,
    on: On = None,
    options: "TableOptions | None",
) -> int:
    """State what the buyer of a part asks for: costs, VNM, RVC by use and method, materials, wages, the verdict.

    Exit: as of check, by the use that the case states.
    """
    from .statement import state as run

    return run(file, shown=shown.value, out=out, on=on.date() if on else None, options=options)


app.command()(average)
app.command("net-cost")(books_commands.net_cost)
app.command("inventory")(books_commands.inventory)
app.command("payroll")(books_commands.payroll)
app.command("rules")(reference_commands.rules)
app.command("schema")(reference_commands.schema)
app.command("template")(reference_commands.template)


def main(args: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    gc.set_threshold(_UNCOLLECTED)
    for name, value in _SPARED.items():
        os.environ.setdefault(name, value)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(typer.main.get_command(app).main(args=args, prog_name="rvc", standalone_mode=False) or 0)
    except (WrongUsage, _CLICK_ERROR) as error:
        return _wrong_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours
        return _fault(error)


def _wrong_usage(error: Exception) -> int:
    from rvc.show.words import say

    from .output import complain

    context, written = getattr(error, "ctx", None), getattr(error, "format_message", error.__str__)
    message = written().rstrip(".").replace("Value error, ", "")  # a word of the parser, not of what was typed
    if context is None:
        complain(say("cli.usage", {"message": message}))
    else:
        complain(say("cli.usage_hint", {"message": message, "command": context.command_path}))
    return Exit.USAGE


def _fault(error: Exception) -> int:
    from rvc.show.words import say

    from .output import complain

    if os.environ.get("RVC_DEBUG"):
        traceback.print_exception(error)
    said = f"{type(error).__name__}: {error}"
    notes = getattr(error, "__notes__", [])
    complain(say("cli.fault_in", {"error": said, "file": notes[-1]}) if notes else say("cli.fault", {"error": said}))
    return Exit.FAULT
