"""Where results and complaints go: standard output, a file that is whole or not there, and standard error."""

import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console, RenderableType

from rvc.show.layout import plain_page, print_page
from rvc.show.words import clean


def complain(message: str) -> None:
    """One line on standard error."""
    print(clean(message), file=sys.stderr)  # noqa: T201 - the command's own voice


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


def write_whole(path: Path, text: str) -> None:
    """Write a file, or leave what was there: a temporary file beside it takes its name once it is complete."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a pipe or a device takes the text itself; a folder refuses it
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, or that of any new file of this user."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
