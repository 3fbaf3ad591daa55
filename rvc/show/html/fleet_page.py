"""Many goods as a page for a browser: what passes, how margins lie, nearest misses, a table to sort and filter."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from rvc.base.hs import dotted
from rvc.run.score import Scored
from rvc.run.summary import Summary
from rvc.show import figures
from rvc.show.html.report_page import environment
from rvc.show.words import clean, say, word

STEP, FURTHEST = 5, 30  # percentage points in a column of the picture of margins, and where it ends
VERDICTS = ("originating", "undetermined", "non_originating", "unreadable")


@dataclass(frozen=True)
class Column:
    """One column of the picture of margins: its label, how many goods lie in it, its height against the highest."""

    label: str
    goods: int
    height: str
    met: bool


def fleet_page(goods: Sequence[Scored], summary: Summary) -> str:
    """The page as HTML: complete in itself, every text escaped, nothing fetched; its script only sorts and filters."""
    return (
        environment()
        .get_template("fleet.html")
        .render(
            summary=summary,
            verdicts=[(verdict, summary.verdicts.get(verdict, 0)) for verdict in VERDICTS],
            columns=margins(goods),
            share=_share,
            shown=say("fleet.shown", {name: f"{{{name}}}" for name in ("from", "to", "count")}),
            rows=_embedded([_row(good) for good in goods]),
            words={verdict: word("batch_verdict", verdict) for verdict in VERDICTS},
        )
    )


def margins(goods: Sequence[Scored]) -> list[Column]:
    """How many goods lie how far above or below the RVC that they need, in columns of equal width."""
    found: dict[int, int] = {}
    for good in goods:
        content = good.finding("rvc")
        if content is not None and content.margin is not None:
            place = int((Decimal(content.margin) / STEP).to_integral_value(ROUND_FLOOR)) * STEP
            place = min(max(place, -FURTHEST - STEP), FURTHEST)
            found[place] = found.get(place, 0) + 1
    if not found:
        return []
    highest = max(found.values())
    return [
        Column(_label(place), found.get(place, 0), _share(found.get(place, 0), highest), place >= 0)
        for place in range(-FURTHEST - STEP, FURTHEST + STEP, STEP)
    ]


def _label(place: int) -> str:
    if place < -FURTHEST:
        return f"< -{FURTHEST}"
    return f"{FURTHEST}+" if place >= FURTHEST else f"{place} to {place + STEP}"


def _share(part: int, whole: int) -> str:
    return f"{Decimal(part) * 100 / whole if whole else Decimal(0):.1f}"


def _row(good: Scored) -> list[str]:
    """A good as the table has it, short: name, code, kind, verdict, RVC, margin, what fails or is open."""
    content = good.finding("rvc")
    failing = [word("test", finding.rule) for finding in good.findings if finding.status != "pass"]
    return [
        clean(good.id),
        dotted(good.case.good.hs) if good.case is not None else "",
        word("kind", good.kind) if good.kind else "",
        good.verdict,
        "" if content is None or content.actual is None else figures.rounded(content.actual, content.required),
        "" if content is None or content.margin is None else figures.rounded(content.margin, "0"),
        "; ".join(failing) if failing else "; ".join(clean(problem.text) for problem in good.problems[:1]),
    ]


def _embedded(rows: Sequence[Sequence[str]]) -> str:
    """Rows as JSON that can stand inside a page: no sign in it begins a tag."""
    written = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
