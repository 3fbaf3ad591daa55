"""Estimates against actual figures as a page of text: what turns, and who must be told."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.run.reconciliation import Notice, Reconciled, Reconciliation, Turned
from rvc.show import figures
from rvc.show.layout import bullets, named, section, table
from rvc.show.words import cited, clean, say, word


def render(found: Reconciliation) -> RenderableType:
    """The goods whose verdict or tests turn, with what follows for their producer."""
    return Group(*_page(found))


def _page(found: Reconciliation) -> Iterator[RenderableType]:
    turned = found.turned
    params = {"count": f"{len(found.goods):,}", "turned": f"{len(turned):,}"}
    yield Text(say("diff.title", params), style="bold")
    for name, only in (("only_before", found.only_before), ("only_after", found.only_after)):
        if only:
            yield Text(say(f"diff.{name}", {"names": ", ".join(only), "count": f"{len(only):,}"}))
    if turned:
        yield section(
            say("diff.turned"),
            table(
                [(say("head.good"), "left"), (say("head.before"), "left"), (say("head.after"), "left")],
                [
                    [clean(good.id), word("batch_verdict", good.before), word("batch_verdict", good.after)]
                    for good in turned
                ],
            ),
        )
    moved = [(good, test) for good in found.goods for test in good.tests]
    if moved:
        yield section(
            say("diff.tests"),
            table(
                [
                    (say("head.good"), "left"),
                    (say("head.test"), "left"),
                    (say("head.before"), "left"),
                    (say("head.after"), "left"),
                    (say("head.required"), "right"),
                    (say("head.actual"), "right"),
                ],
                [_test(good, test) for good, test in moved],
            ),
        )
    told = [(Text(clean(good.id)), bullets(_told(good))) for good in found.goods if good.notices]
    if told:
        yield section(say("diff.notices"), named(told))
    if not (turned or moved):
        yield Text()
        yield Text(say("diff.nothing"))


def _test(good: Reconciled, test: Turned) -> list[str]:
    before, after = (_shown(figure, test.required) for figure in (test.actual_before, test.actual_after))
    return [
        clean(good.id), word("test_name", test.rule), _status(test.before), _status(test.after),
        _shown(test.required, test.required), before if before == after else f"{before} > {after}",
    ]  # fmt: skip


def _status(status: str | None) -> str:
    return say("diff.not_bound") if status is None else word("status", status)


def _shown(figure: str | None, required: str | None) -> str:
    return "-" if figure is None else figures.rounded(figure, required)


def _told(good: Reconciled) -> Iterator[str]:
    yield from map(_notice, good.notices)
    if good.certificate is not None:
        yield say("diff.certificate", {"certificate": good.certificate})


def _notice(notice: Notice) -> str:
    return f"{notice.text} ({cited(notice.citations)})" if notice.citations else notice.text
