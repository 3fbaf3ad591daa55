"""Directives that show reports of the samples, made anew by each build: text as pictures, and pages for a browser.

A picture is SVG that holds its text as text, in a font of the reader's own machine, so that nothing is fetched.
"""

from collections.abc import Callable
from contextlib import chdir
from html import escape
from io import StringIO
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst.directives import positive_int
from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.terminal_theme import TerminalTheme
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import rvc
from rvc.lines.tables.many import read_cases
from rvc.run.score import score
from rvc.run.summary import summarize
from rvc.show import as_text, derivation_text, statement_text
from rvc.show.html.fleet_page import fleet_page
from rvc.show.html.report_page import report_page
from rvc.show.layout import WIDTH

ROOT = Path(__file__).parents[2]
_TEXTS: dict[str, Callable[[str], RenderableType]] = {
    "check": lambda path: as_text.render(rvc.check(path)),
    "explain": lambda path: derivation_text.render(rvc.explain(path)),
    "statement": lambda path: statement_text.render(rvc.statement(path)),
}
_NEAREST = 10
_ASPECT = 0.602  # width to height of the letters of the fonts named below
_INK = TerminalTheme(
    (250, 250, 247), (12, 16, 20),
    [(12, 16, 20), (176, 30, 30), (18, 104, 48), (128, 84, 0),
     (30, 80, 160), (120, 50, 130), (0, 98, 108), (90, 95, 100)],
)  # fmt: skip
_SVG = """\
<svg viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{ font: {char_height}px "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
.{unique_id}-title {{ font: bold 18px sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def picture(command: str, path: str, lines: int | None = None) -> str:
    """What `rvc <command> <path>` prints on a terminal, or its first lines, as SVG."""
    console = Console(record=True, file=StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
    with chdir(ROOT):
        page = _TEXTS[command](path)
    shown = console.render_lines(page, pad=False, new_lines=True)[:lines]
    console.print(Segments([segment for line in shown for segment in line] + [Segment("\n")] * bool(lines)))
    return console.export_svg(title=f"rvc {command} {path}", theme=_INK, code_format=_SVG, font_aspect_ratio=_ASPECT)


def browser_page(path: str) -> str:
    """The page that `rvc check --format html` writes for a case, or `rvc batch --html` for a folder of cases."""
    with chdir(ROOT):
        if not Path(path).is_dir():
            return report_page(rvc.check(path), rvc.explain(path))
        cases = sorted(item for item in Path(path).iterdir() if item.suffix in {".json", ".yaml"})
        scored = list(score(good for case in cases for good in read_cases(case).goods))
    return fleet_page(scored, summarize(scored, nearest=_NEAREST))


class TextReport(SphinxDirective):
    """`{text-report} check sample_boms/sedan.json`; option `lines`: only so many of the first ones."""

    required_arguments = 2
    option_spec: ClassVar = {"lines": positive_int}

    def run(self) -> list[nodes.Node]:
        """The picture, in a box that is moved sideways on a narrow screen."""
        command, path = self.arguments
        label = escape(f"What rvc {command} {path} prints")
        svg = picture(command, path, self.options.get("lines"))
        box = f'<div class="report" role="region" aria-label="{label}" tabindex="0">{svg}</div>'
        return [nodes.raw("", box, format="html")]


class BrowserReport(SphinxDirective):
    """`{browser-report} sample_boms/sedan.json`: the page itself, in a frame and to open."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The frame; the page that it shows is written when the site is."""
        path = self.arguments[0]
        name = f"{Path(path).stem}.html"
        self.env.metadata[self.env.docname].setdefault("browser_reports", {})[name] = path
        title = escape(f"Report on {path}")
        link = f'<p><a href="reports/{name}">Open the page by itself</a></p>'
        frame = f'<iframe class="report" src="reports/{name}" title="{title}" loading="lazy"></iframe>'
        return [nodes.raw("", f"{frame}{link}", format="html")]


def write_browser_reports(app: Sphinx, error: Exception | None) -> None:
    """Beside each page, the reports that it shows."""
    for docname, told in app.env.metadata.items() if error is None else ():
        folder = Path(app.outdir, docname).parent / "reports"
        for name, path in told.get("browser_reports", {}).items():
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(browser_page(path), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("text-report", TextReport)
    app.add_directive("browser-report", BrowserReport)
    app.connect("build-finished", write_browser_reports)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
