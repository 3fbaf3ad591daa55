"""Where results and complaints go: standard output, a file that is whole or not there, and standard error."""

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rich.console import Console, RenderableType

from rvc.base import whole_file
from rvc.base.problem import Problem
from rvc.show.layout import plain_page, print_page
from rvc.show.words import clean, say

from .usage import WrongUsage


def complain(message: str) -> None:
    """One line on standard error."""
    print(clean(message), file=sys.stderr)  # noqa: T201 - the command's own voice


def refuse(file: Path, problems: Iterable[Problem]) -> None:
    """Complain of the problems of a file; one that knows no file is of this one."""
    for problem in problems:
        complain(str(problem if problem.file else replace(problem, file=str(file))))


def show_pages(pages: list[RenderableType]) -> None:
    """Pages on standard output: in color and as wide as it is on a terminal, plain text elsewhere."""
    console = Console()
    if console.is_terminal:
        for number, page in enumerate(pages):
            if number:
                console.rule(characters="=")
            print_page(page, console)
    else:
        show_text(plain_pages(pages, console.width))


def plain_pages(pages: list[RenderableType], width: int) -> str:
    """Pages as plain text, one after another."""
    return f"\n{'=' * width}\n\n".join(plain_page(page, width) for page in pages)


def show_text(text: str) -> None:
    """Text on standard output. A reader that has gone away (`rvc check … | head`) is no fault."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there; one that cannot be written is wrong usage."""
    try:
        whole_file.write_whole(path.resolve(), content)
    except OSError as error:
        raise WrongUsage(say("cli.cannot_write", {"path": str(path), "reason": error.strerror or str(error)})) from None


def write_whole(path: Path, text: str) -> None:
    """Write a text so that the file is whole or what was there stays."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a pipe or a device takes the text itself; a folder refuses it
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    whole_file.write_whole(path, text.encode())
