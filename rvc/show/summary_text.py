"""A batch in brief, as text: verdicts by kind, tests passed, nearest misses, who is waited for, what expires."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.base.ratio import plain
from rvc.run.summary import Grouped, Passing, Summary
from rvc.show.figures import money, rounded
from rvc.show.layout import section, table
from rvc.show.words import clean, say, word

GROUPS_SHOWN = 20
_VERDICTS = ("originating", "undetermined", "non_originating", "unreadable")


def render(summary: Summary) -> RenderableType:
    """A summary as something that Rich can print."""
    return Group(*_parts(summary))


def _parts(summary: Summary) -> Iterator[RenderableType]:
    yield Text(say("batch.goods", {"count": f"{summary.goods:,}"}), style="bold")
    yield section(say("batch.verdicts"), _verdicts(summary))
    if summary.tests:
        yield section(say("batch.tests"), _tests(summary))
    for name, groups in summary.groups.items():
        yield section(say(f"batch.by_{name}"), _groups(name, groups[:GROUPS_SHOWN]))
        if len(groups) > GROUPS_SHOWN:
            yield Text(say("batch.more", {"count": f"{len(groups) - GROUPS_SHOWN:,}"}), style="dim")
    if summary.measured:
        yield section(say("batch.reached"), _reached(summary))
    if summary.nearest:
        yield section(say("batch.nearest"), _nearest(summary), Text(say("batch.nearest_note"), style="dim"))
    if summary.waiting:
        yield section(say("batch.waiting"), _waiting(summary))
    if summary.expiring:
        yield section(say("batch.expiring"), _expiring(summary))


def _verdicts(summary: Summary) -> RenderableType:
    shown = [verdict for verdict in _VERDICTS if summary.verdicts.get(verdict)]
    rows = [
        [word("kind", kind) if kind else say("batch.no_kind"), *(f"{counted.get(verdict, 0):,}" for verdict in shown)]
        for kind, counted in summary.kinds.items()
    ]
    if len(rows) > 1:
        rows.append([say("batch.all"), *(f"{summary.verdicts[verdict]:,}" for verdict in shown)])
    heads = [(say("batch.kind"), "left"), *((word("batch_verdict", verdict), "right") for verdict in shown)]
    return table([(head, "left" if align == "left" else "right") for head, align in heads], rows)


def _tests(summary: Summary) -> RenderableType:
    return table(
        [
            (say("head.test"), "left"),
            (word("status", "pass"), "right"),
            (word("status", "fail"), "right"),
            (word("status", "undetermined"), "right"),
            (say("batch.share"), "right"),
        ],
        [
            [word("test", rule), f"{item.passed:,}", f"{item.failed:,}", f"{item.undetermined:,}", _share(item)]
            for rule, item in summary.tests.items()
        ],
    )


def _groups(name: str, groups: Sequence[Grouped]) -> RenderableType:
    return table(
        [
            (say(f"head.{name}"), "left"),
            (say("batch.count"), "right"),
            (word("batch_verdict", "originating"), "right"),
            (say("head.share"), "right"),
        ],
        [
            [
                clean(group.name) or say("batch.not_stated"),
                f"{group.goods:,}",
                f"{group.verdicts.get('originating', 0):,}",
                _percent(group.verdicts.get("originating", 0), group.goods),
            ]
            for group in groups
        ],
    )


def _share(item: Passing) -> str:
    return _percent(item.passed, item.passed + item.failed + item.undetermined)


def _reached(summary: Summary) -> RenderableType:
    return table(
        [(say("batch.mark"), "left"), (say("batch.count"), "right"), (say("batch.share"), "right")],
        [
            [say("figure.percent", {"figure": plain(mark)}), f"{count:,}", _percent(count, summary.measured)]
            for mark, count in summary.reached.items()
        ],
    )


def _percent(part: int, whole: int) -> str:
    tenths = round(Fraction(1000 * part, whole)) if whole else 0
    return say("figure.percent", {"figure": f"{tenths // 10}.{tenths % 10}"})


def _nearest(summary: Summary) -> RenderableType:
    return table(
        [
            (say("batch.good"), "left"),
            (say("head.actual"), "right"),
            (say("head.required"), "right"),
            (say("head.method"), "left"),
            (say("batch.excess"), "right"),
        ],
        [
            [
                clean(miss.id),
                say("figure.percent", {"figure": rounded(miss.actual, miss.required)}) if miss.actual else "",
                say("figure.percent", {"figure": miss.required}),
                word("method", miss.method),
                f"{money(str(miss.excess))} {clean(miss.currency)}".rstrip(),
            ]
            for miss in summary.nearest
        ],
    )


def _waiting(summary: Summary) -> RenderableType:
    return table(
        [(say("batch.supplier"), "left"), (say("batch.good_count"), "right"), (say("batch.lines"), "right")],
        [[clean(item.supplier), f"{item.goods:,}", f"{item.lines:,}"] for item in summary.waiting],
    )


def _expiring(summary: Summary) -> RenderableType:
    return table(
        [
            (say("batch.last_day"), "left"),
            (say("batch.supplier"), "left"),
            (say("batch.certificate"), "left"),
            (say("batch.good_count"), "right"),
        ],
        [
            [item.last_day.isoformat(), clean(item.supplier), clean(item.certificate), f"{item.goods:,}"]
            for item in summary.expiring
        ],
    )
