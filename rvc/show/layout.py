"""What a page of text is laid out with: headings, tables, lists; ruled in ASCII, for pipes and old terminals."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Literal

from rich.box import Box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rvc.show.words import word

WIDTH = 80
UNBROKEN = 13  # a column of cells this short is kept whole; longer ones give way
Align = Literal["left", "right"]
_STATUS_STYLE = {"pass": "green", "fail": "bold red", "undetermined": "yellow"}
_RULED = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def status_text(status: str) -> Text:
    """pass, fail or undetermined, in its color where there is color."""
    return Text(word("status", status), style=_STATUS_STYLE.get(status, ""))


def section(heading: str, *content: RenderableType) -> RenderableType:
    """A heading after a blank line, and what stands under it, indented."""
    return Group(Text(), Text(heading, style="bold"), *(Padding(item, (0, 0, 0, 2)) for item in content))


def table(
    heads: Sequence[tuple[str, Align]], rows: Iterable[Sequence[str | Text]], widths: Sequence[int] = ()
) -> RenderableType:
    """Columns under heads and a ruled line, as wide as needed or as `widths`; one without any content is left out."""
    body = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    kept = [place for place in range(len(heads)) if any(row[place].plain.strip("-") for row in body)]
    grid = Table(box=_RULED, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for place in kept:
        head, align = heads[place]
        whole = max(len(head), *(len(row[place]) for row in body)) <= UNBROKEN
        width = widths[place] if widths else None
        grid.add_column(Text(head), justify=align, overflow="fold", no_wrap=whole and not widths, width=width)
    for row in body:
        grid.add_row(*(row[place] for place in kept))
    return grid


def named(rows: Iterable[tuple[str | Text, RenderableType]]) -> RenderableType:
    """Names on the left, what is said of them on the right."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold", max_width=16)
    grid.add_column(overflow="fold", ratio=1)
    for name, said in rows:
        grid.add_row(name if isinstance(name, Text) else Text(name), said)
    return grid


def bullets(items: Iterable[str | Text]) -> RenderableType:
    """One item a line, wrapped under itself."""
    return named((Text("-"), item if isinstance(item, Text) else Text(item)) for item in items)


def print_page(page: RenderableType, console: Console) -> None:
    """Print on a terminal, in its width and colors."""
    console.print(page, highlight=False, markup=False, emoji=False)


def plain_page(page: RenderableType, width: int = WIDTH) -> str:
    """The page as plain text, no line longer than `width` and none with blanks at its end."""
    out = StringIO()
    print_page(page, Console(file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
