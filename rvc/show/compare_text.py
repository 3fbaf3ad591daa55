"""Comparisons as pages of text: one good with a table a test, or many goods by what turns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.base.outcome import Outcome
from rvc.run.compare import AS_SET, AS_STATED, Change, Comparison, Variant
from rvc.run.headroom import Room
from rvc.show import figures
from rvc.show.layout import section, status_text, table
from rvc.show.words import clean, say, word

_MEASURED = ("rvc", "core_parts", "steel", "aluminum", "labor_value", "us_content")


def render(comparison: Comparison) -> RenderableType:
    """One good: its verdicts, what was changed, a table for each test that is a share, what turns."""
    return Group(*_page(comparison))


def render_many(comparisons: Sequence[Comparison], unread: int) -> RenderableType:
    """Many goods: how many come out how under each variant, and those whose verdict turns."""
    return Group(*_pages(comparisons, unread))


def _page(comparison: Comparison) -> Iterator[RenderableType]:
    good = comparison.variants[0].report.good
    title = {"id": good.id, "description": good.description or ""}
    yield Text(say("compare.title", title) if good.description else clean(good.id), style="bold")
    tests = "; ".join(word("test_name", rule) for rule in comparison.turned)
    yield Text(say("compare.turned", {"tests": tests}) if tests else say("compare.nothing_turns"))
    if comparison.changes:
        yield section(say("compare.changes"), _changes(comparison.changes))
    yield section(say("compare.variants"), _verdicts(comparison.variants))
    for rule in _MEASURED:
        if any(variant.report.finding(rule) is not None for variant in comparison.variants):
            yield section(say("compare.test", {"test": word("test_name", rule)}), _test(comparison.variants, rule))
    yield Text()
    yield Text(say("compare.room_note"), style="dim")


def _changes(changes: Sequence[Change]) -> RenderableType:
    return table(
        [(say("head.path"), "left"), (say("head.before"), "right"), (say("head.after"), "right")],
        [[clean(item.path), _value(item.before), _value(item.after)] for item in changes],
    )


def _value(held: str | None) -> str:
    return say("compare.absent") if held is None else clean(held)


def _name(variant: Variant) -> list[str]:
    named = variant.case in (AS_STATED, AS_SET)
    return [
        word("compare_case", variant.case) if named else clean(variant.case),
        variant.on,
        word("regime_name", variant.regime),
    ]


def _verdicts(variants: Sequence[Variant]) -> RenderableType:
    return table(
        [
            (say("head.variant"), "left"),
            (say("head.on"), "left"),
            (say("head.regime"), "left"),
            (say("head.verdict"), "left"),
        ],
        [[*_name(item), word("batch_verdict", item.report.verdict)] for item in variants],
    )


def _test(variants: Sequence[Variant], rule: str) -> RenderableType:
    rows: list[list[str | Text]] = []
    several = len({variant.regime for variant in variants}) > 1
    for variant in variants:
        finding = variant.report.finding(rule)
        case, on, regime = _name(variant)
        named = [regime if several else case, on]
        if finding is None:
            rows.append([*named, say("compare.not_applicable"), *[say("figure.none")] * 3])
            continue
        rows.append(
            [
                *named,
                status_text(finding.status),
                figures.percent(finding.required),
                figures.percent_between(finding.actual, finding.actual_best, finding.required),
                _room(variant.rooms, rule),
            ]
        )
    return table(
        [
            (say("head.variant"), "left"),
            (say("head.on"), "left"),
            (say("head.result"), "left"),
            (say("head.required"), "right"),
            (say("head.actual"), "right"),
            (say("head.room"), "right"),
        ],
        rows,
    )


def _room(found: Sequence[Room], rule: str) -> str:
    """The room of a test; of core parts, the tightest with its name."""
    mine = [room for room in found if room.rule == rule]
    if not mine:
        return say("figure.none")
    tightest = min(mine, key=_signed)
    amount = figures.money(f"{_signed(tightest):f}")
    shown = amount if amount.startswith("-") else f"+{amount}"
    return f"{shown} ({clean(tightest.part)})" if tightest.part else shown


def _signed(room: Room) -> Decimal:
    return -Decimal(room.must_fall) if room.must_fall is not None else Decimal(room.may_rise or "0")


def _pages(comparisons: Sequence[Comparison], unread: int) -> Iterator[RenderableType]:
    yield Text(say("compare.goods", {"count": f"{len(comparisons):,}"}), style="bold")
    if unread:
        yield Text(say("compare.unread", {"count": f"{unread:,}"}))
    verdicts = [outcome.verdict for outcome in reversed(Outcome)]
    rows = []
    for place, variant in enumerate(comparisons[0].variants if comparisons else ()):
        found = Counter(item.variants[place].report.verdict for item in comparisons)
        rows.append([*_name(variant), *(f"{found[verdict]:,}" for verdict in verdicts)])
    heads = [say("head.variant"), say("head.on"), say("head.regime")]
    counts = [word("batch_verdict", verdict) for verdict in verdicts]
    yield section(
        say("compare.variants"),
        table([*((head, "left") for head in heads), *((head, "right") for head in counts)], rows),
    )
    turning = [item for item in comparisons if len({variant.report.verdict for variant in item.variants}) > 1]
    if not turning:
        yield Text()
        yield Text(say("compare.none_turning"))
        return
    yield section(
        say("compare.turning"),
        table(
            [
                (say("head.good"), "left"),
                *((f"{variant.on} {word('regime_name', variant.regime)}", "left") for variant in turning[0].variants),
            ],
            [
                [
                    clean(item.variants[0].report.good.id),
                    *(word("batch_verdict", variant.report.verdict) for variant in item.variants),
                ]
                for item in turning
            ],
        ),
    )
