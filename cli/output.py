"""Where results and complaints go: standard output, a file that is whole or not there, and standard error."""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console, RenderableType

from rvc.base import whole_file
from rvc.base.problem import Problem
from rvc.show.layout import WIDTH, plain_page, print_page
from rvc.show.words import clean, say

from .usage import WrongUsage

Delivered = bytes | str | Sequence[RenderableType]
"""What a command has found, in the form asked for: a workbook, text for machines and browsers, or pages to read."""


def complain(message: str) -> None:
    """One line on standard error."""
    print(clean(message), file=sys.stderr)  # noqa: T201 - the command's own voice


def refuse(file: Path, problems: Iterable[Problem]) -> None:
    """Complain of the problems of a file; one that knows no file is of this one."""
    for problem in problems:
        complain(str(problem if problem.file else replace(problem, file=str(file))))


def deliver(out: Path | None, found: Delivered) -> None:
    """Put what was found where it is asked for: in a file that is whole or as it was, or on standard output."""
    if out is not None:
        plain = found if isinstance(found, bytes | str) else plain_pages(found, WIDTH)
        write_whole(out, plain.encode() if isinstance(plain, str) else plain)
    elif isinstance(found, str):
        show_text(found)
    elif not isinstance(found, bytes):
        show_pages(found)


def refuse_to_show(shown: str, out: Path | None) -> None:
    """A workbook is for a file: asking for it without one is wrong usage."""
    if shown == "xlsx" and out is None:
        raise WrongUsage(say("cli.needs_out", {"format": shown}))


def show_pages(pages: Sequence[RenderableType]) -> None:
    """Pages on standard output: in color and as wide as it is on a terminal, plain text elsewhere."""
    console = Console()
    if console.is_terminal:
        for number, page in enumerate(pages):
            if number:
                console.rule(characters="=")
            print_page(page, console)
    else:
        show_text(plain_pages(pages, console.width))


def plain_pages(pages: Sequence[RenderableType], width: int) -> str:
    """Pages as plain text, one after another."""
    return f"\n{'=' * width}\n\n".join(plain_page(page, width) for page in pages)


def show_text(text: str) -> None:
    """Text on standard output. A reader that has gone away (`rvc check … | head`) is no fault."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse_to_overwrite(out: Path | None, files: Iterable[Path]) -> None:
    """Writing over a file that is read is wrong usage."""
    if out is not None and out.resolve() in {file.resolve() for file in files}:
        raise WrongUsage(say("cli.overwrites", {"path": str(out)}))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is whole or as it was; one that cannot be written is wrong usage.

    A link stays one; a pipe or a device takes the content itself.
    """
    place = path.resolve()
    try:
        if place.exists() and not place.is_file():  # a folder refuses it
            place.write_bytes(content)
        else:
            whole_file.write_whole(place, content)
    except OSError as error:
        raise WrongUsage(say("cli.cannot_write", {"path": str(path), "reason": error.strerror or str(error)})) from None
