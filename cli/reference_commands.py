"""The commands that need no good: the rules and what has a form."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .options import Format, Kind, On, Schema, Shown, Use
from .shared_options import spoken


@spoken
def rules(
    hs: Annotated[str | None, typer.Argument(metavar="[HS]", help="A code of 6, 8 or 10 digits.")] = None,
    *,
    use: Annotated[Use | None, typer.Option(help="Only what holds for parts of this use.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only what holds for this kind of good.")] = None,
    on: On = None,
    shown: Shown = Format.table,
) -> int:
    """Show the percentages in force on a date, or the product rule and tables of an HS code; today's without --on."""
    from .rules import rules as run

    day = on.date() if on else date.today()  # noqa: DTZ011 - the user's own calendar day; the page says which
    return run(hs, use=use, kind=kind, on=day, as_line=shown is Format.json)


def schema(
    name: Annotated[
        Schema,
        typer.Argument(metavar="NAME", help=f"{', '.join(Schema)}."),
    ] = Schema.case,
) -> int:
    """Print the JSON Schema of a case, or of a result."""
    from .schema import schema as run

    return run(name.value)


@spoken
def template(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The workbook to write, .xlsx.")],
    *,
    kind: Annotated[Kind | None, typer.Option(help="Only what can bear on this kind of good.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
) -> int:
    """Write a workbook to fill in: help, drop-downs, an example and a dictionary of its columns."""
    from .template import template as run

    return run(path, kind=kind, force=force)
