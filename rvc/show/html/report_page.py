"""One report as a page for a browser: verdict, tests, where the value comes from, what weighs most, the derivation."""

from decimal import Decimal

from markupsafe import Markup

from rvc.run.derivation import Derivation
from rvc.run.report import CorePartMethod, Finding, LineShare, Part, Report
from rvc.show import figures
from rvc.show.html.bars import FULL, bar
from rvc.show.html.charts import Piece, keys, measure, stack, tiers_chart
from rvc.show.html.page import page
from rvc.show.tiers import share, statuses, tiers, total
from rvc.show.words import classified, clean, line_heads, line_status, say, word

_LABOR_FULL = Decimal(60)  # the labor value content of a bar of full width: what is required is in its middle
_CAPPED = ("technology", "assembly")  # their percentage is the most that counts (UR 18(1)), not the least required


def report_page(report: Report, derivation: Derivation | None = None) -> str:
    """The page as HTML: complete in itself, every text escaped, nothing fetched, no script."""
    return page(
        "report.html",
        ("style.css",),
        report=report,
        derivation=derivation,
        missing=[(item.rule, item.settled_by()) for item in report.findings if item.settled_by()],
        tiers=tiers(report),
        statuses=statuses(report),
        tiers_chart=tiers_chart,
        keys=keys,
        share=share,
        total=total,
        capped=_CAPPED,
        test_bar=_test_bar,
        part_bar=_part_bar,
        component_bar=_component_bar,
        by_method=_by_method(report.core_parts_by_method),
        method_bar=_method_bar,
        labor_bar=_labor_bar,
        classified=classified,
        line_heads=line_heads(report.law.regime),
        line_status=line_status,
        weights=_weights(report.largest_non_originating),
    )


def _test_bar(finding: Finding) -> Markup:
    full = _LABOR_FULL if finding.rule == "labor_value" else FULL
    drawn = bar(finding.actual, finding.actual_best, finding.required, full)
    return measure(drawn, _told(word("test_name", finding.rule), finding))


def _part_bar(part: Part) -> Markup:
    return measure(bar(part.actual, part.actual_best, part.required), _told(clean(part.id or ""), part))


def _component_bar(part: Part, place: int) -> Markup:
    """One component of the labor value content against its floor or cap, in its color of the bar of all."""
    drawn = bar(part.actual, part.actual_best, part.required, _LABOR_FULL)
    name = word("component", part.component or "")
    return measure(drawn, _told(name, part), look=f"part-{place}", cap=part.component in _CAPPED)


def _told(name: str, measured: Finding | Part | CorePartMethod) -> str:
    actual = figures.percent_between(measured.actual, measured.actual_best, measured.required)
    return say("html.bar", {"test": name, "actual": actual, "required": figures.percent(measured.required)})


def _by_method(rows: list[CorePartMethod]) -> dict[str, dict[bool, CorePartMethod]]:
    """Of each core part, and last of the super-core, the row of all materials and that of components only."""
    found: dict[str, dict[bool, CorePartMethod]] = {}
    for row in rows:
        found.setdefault(_part_name(row), {})[row.method.endswith("components")] = row
    return found


def _part_name(row: CorePartMethod) -> str:
    return word("method", row.method.removesuffix("_components")) if row.id is None else clean(row.id)


def _method_bar(row: CorePartMethod) -> Markup:
    name = f"{_part_name(row)}, {word('method', row.method)}"
    return measure(bar(row.actual, row.actual_best, row.required), _told(name, row))


def _labor_bar(finding: Finding) -> Markup:
    """The components of the labor value content one after the other, against what they must come to together."""
    pieces = [
        Piece(
            Decimal(part.actual),
            f"part-{place}",
            f"{word('component', part.component or '')} {figures.percent_between(part.actual, None, None)}",
        )
        for place, part in enumerate(finding.parts)
        if part.actual is not None
    ]
    return stack(pieces, _told(word("test_name", finding.rule), finding), _LABOR_FULL, finding.required)


def _weights(lines: list[LineShare]) -> dict[str, Markup]:
    """Of each of the largest materials a bar of its percentage points, beside the largest of them."""
    points = {line.id: Decimal(line.points) for line in lines if line.points is not None}
    full = max(points.values(), default=Decimal(0))
    if full <= 0:
        return {}
    return {
        name: stack([Piece(item, "sure")], say("html.weight", {"id": name, "points": figures.rounded(str(item))}), full)
        for name, item in points.items()
    }
