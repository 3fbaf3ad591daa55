"""One report as a page for a browser: verdict, tests, where the value comes from, what weighs most, the derivation."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from rvc.run.derivation import Derivation
from rvc.run.report import Finding, Part, Report
from rvc.show import figures
from rvc.show.html.bars import Bar, bar, slices
from rvc.show.words import clean, clean_lines, say, word

_LABOR_FULL = Decimal(60)  # the labor value content of a bar of full width: what is required is in its middle


def report_page(report: Report, derivation: Derivation | None = None) -> str:
    """The page as HTML: complete in itself, every text escaped, nothing fetched."""
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            derivation=derivation,
            slices=slices(report.value_by_country),
            missing=[(item.rule, item.settled_by()) for item in report.findings if item.settled_by()],
        )
    )


@cache
def environment() -> Environment:
    """The templates of this room, with the words and figures that they use; every text is escaped."""
    environment = Environment(
        loader=PackageLoader("rvc.show.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words: dict[str, Callable[..., object]] = {
        "say": lambda code, **params: say(code, params),
        "word": word,
        "clean": clean,
        "clean_lines": clean_lines,
        "money": figures.money,
        "percent": figures.percent,
        "percent_between": figures.percent_between,
        "margin_between": figures.margin_between,
        "rounded": figures.rounded,
        "bar_of": _bar_of,
        "part_bar": _part_bar,
    }
    environment.globals.update(words)
    return environment


def _bar_of(finding: Finding) -> Bar | None:
    full = _LABOR_FULL if finding.rule == "labor_value" else Decimal(100)
    return bar(finding.actual, finding.actual_best, finding.required, full)


def _part_bar(part: Part) -> Bar | None:
    return bar(part.actual, part.actual_best, part.required)
