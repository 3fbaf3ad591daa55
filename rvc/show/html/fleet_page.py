"""Many goods as a page for a browser: what passes, how margins lie, nearest misses, a table to sort and filter."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from markupsafe import Markup

from rvc.base.hs import dotted
from rvc.run.score import RULES, Scored
from rvc.run.summary import Grouped, Passing, Summary
from rvc.show import figures
from rvc.show.html.bars import Column
from rvc.show.html.charts import Piece, margins_chart, stack
from rvc.show.html.page import page
from rvc.show.summary_text import GROUPS_SHOWN
from rvc.show.words import clean, say, word

STEP, FURTHEST = 5, 30  # percentage points in a column of the picture of margins, and where it ends
VERDICTS = ("originating", "undetermined", "non_originating", "unreadable")
_COLUMNS = ("good", "hs", "kind", "verdict", "rvc", "margin", "not_met")
_FIGURES = ("rvc", "margin")


@dataclass(frozen=True)
class Filter:
    """A choice above the table: the column that it looks at, its label, the label of no choice, and its choices."""

    column: int
    label: str
    every: str
    choices: Sequence[tuple[str, str]]


def fleet_page(goods: Sequence[Scored], summary: Summary) -> str:
    """The page as HTML: complete in itself, every text escaped, nothing fetched; its script only sorts and filters."""
    columns = (*_COLUMNS, *summary.groups)
    words = {verdict: word("batch_verdict", verdict) for verdict in VERDICTS}
    return page(
        "fleet.html",
        ("style.css", "fleet.css"),
        "fleet.js",
        summary=summary,
        verdicts=[(verdict, summary.verdicts.get(verdict, 0)) for verdict in VERDICTS],
        words=words,
        margins=margins(goods),
        margins_chart=margins_chart,
        share=_share,
        passing=_passing,
        rules=[rule for rule in RULES if rule in summary.tests],
        groups={name: found[:GROUPS_SHOWN] for name, found in summary.groups.items()},
        left_out={name: len(found) - GROUPS_SHOWN for name, found in summary.groups.items()},
        headings={name: say(f"fleet.by_{name}") for name in summary.groups},
        named=_named,
        columns=columns,
        figures=_FIGURES,
        filters=list(_filters(summary, words, columns)),
        rows=_embedded([_row(good, summary.groups) for good in goods]),
        told=_embedded(
            {
                "words": words,
                "verdict": columns.index("verdict"),
                "figures": [columns.index(name) for name in _FIGURES],
                "shown": say("fleet.shown", {name: f"{{{name}}}" for name in ("from", "to", "count")}),
            }
        ),
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
        Column(
            _label(place),
            None if place < -FURTHEST else place,
            found.get(place, 0),
            _share(found.get(place, 0), highest),
        )
        for place in range(-FURTHEST - STEP, FURTHEST + STEP, STEP)
    ]


def _label(place: int) -> str:
    if place < -FURTHEST:
        return f"< -{FURTHEST}"
    if place >= FURTHEST:
        return f"{FURTHEST}+"
    return say("figure.money_between", {"worst": str(place), "best": str(place + STEP)})


def _share(part: int, whole: int) -> str:
    return f"{Decimal(part) * 100 / whole if whole else Decimal(0):.1f}"


def _passing(name: str, item: Passing) -> Markup:
    """The goods that a test binds on one bar: those that pass, are undetermined, fail."""
    counted = {"pass": item.passed, "undetermined": item.undetermined, "fail": item.failed}
    whole = max(1, sum(counted.values()))
    pieces = [
        Piece(Decimal(count) * 100 / whole, status, f"{word('status', status)} {count:,}")
        for status, count in counted.items()
    ]
    return stack(pieces, name)


def _named(group: Grouped) -> str:
    return clean(group.name) or say("batch.not_stated")


def _filters(summary: Summary, words: dict[str, str], columns: Sequence[str]) -> Iterable[Filter]:
    """By verdict, and by each fact that goods are grouped by; of very many groups the largest."""
    yield Filter(columns.index("verdict"), say("fleet.verdict"), say("fleet.every"), list(words.items()))
    for name, groups in summary.groups.items():
        choices = [(clean(group.name), clean(group.name)) for group in groups[:GROUPS_SHOWN] if group.name]
        yield Filter(columns.index(name), say(f"head.{name}"), say(f"fleet.every_{name}"), choices)


def _row(good: Scored, groups: Iterable[str]) -> list[str]:
    """A good as the table has it, short: name, code, kind, verdict, RVC, margin, what fails or is open, its groups."""
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
        *(clean(good.group(name)) for name in groups),
    ]


def _embedded(held: object) -> Markup:
    """JSON that can stand inside a page: no sign in it begins a tag."""
    written = json.dumps(held, ensure_ascii=True, separators=(",", ":"))
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
