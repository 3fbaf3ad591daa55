"""Averages as a page of text: each election with its sums, each good by itself and by the average."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.run.averaging.result import AveragedResult, AveragedTest, Averages, Elected
from rvc.run.report import Finding
from rvc.show import figures
from rvc.show.layout import Align, bullets, named, section, status_text, table
from rvc.show.words import clean, say, word


def render(found: Averages) -> RenderableType:
    """The elections, the verdicts, the tests, and what is said of those that do not pass."""
    return Group(*_page(found))


def _page(found: Averages) -> Iterator[RenderableType]:
    params = {"goods": f"{len(found.goods):,}", "elections": f"{len(found.elections):,}"}
    yield Text(say("average.title", params), style="bold")
    for election in found.elections:
        yield section(_heading(election), bullets(_lines(election)))
    yield section(
        say("average.verdicts"),
        table(
            [(say("head.good"), "left"), (say("average.alone"), "left"), (say("average.average"), "left")],
            [
                [clean(good.id), word("batch_verdict", good.alone), word("batch_verdict", good.average)]
                for good in found.goods
            ],
        ),
    )
    heads = ("head.good", "head.test", "head.required", "average.alone", "average.average")
    aligned: list[tuple[str, Align]] = [
        (say(head), "right" if place > 1 else "left") for place, head in enumerate(heads)
    ]
    rows = [_row(good, test) for good in found.goods for test in good.tests]
    if rows:
        yield section(say("average.tests"), table(aligned, rows))
    told = [
        (Text(clean(good.id)), bullets(_said(test.average) for test in good.tests if test.average.status != "pass"))
        for good in found.goods
        if any(test.average.status != "pass" for test in good.tests)
    ]
    if told:
        yield section(say("average.why"), named(told))
    if found.not_named:
        yield Text()
        yield Text(say("average.not_named", {"names": ", ".join(found.not_named)}))


def _heading(election: Elected) -> str:
    return say(
        "average.election",
        {
            "subject": word("average_subject", election.subject),
            "category": word("average_category", election.category),
            "basis": word("average_basis", election.basis), "first": election.first_day, "last": election.last_day,
        },
    )  # fmt: skip


def _lines(election: Elected) -> Iterator[str]:
    if not election.in_use:
        yield say("average.not_in_use")
    yield say("average.goods", {"goods": ", ".join(f"{name} x {count:,}" for name, count in election.weights.items())})
    if election.sums:
        sums = ", ".join(f"{word('average_sum', name)} {figures.money(sum_)}" for name, sum_ in election.sums.items())
        yield say("average.sums", {"sums": sums, "currency": election.currency or ""})
    if election.missing:
        yield say("average.missing", {"names": ", ".join(election.missing)})
    yield from (clean(said.text) for said in election.open)
    yield f"[{', '.join(election.citations)}]"


def _row(good: AveragedResult, test: AveragedTest) -> list[str | Text]:
    required = test.average.required
    return [
        clean(good.id), word("test", test.rule), figures.percent(required), _cell(test.alone, required),
        _cell(test.average, required),
    ]  # fmt: skip


def _cell(finding: Finding | None, required: str | None) -> Text:
    if finding is None:
        return Text("-")
    shown = figures.percent_between(finding.actual, finding.actual_best, required)
    return Text(f"{shown} ").append_text(status_text(finding.status))


def _said(finding: Finding) -> str:
    asked = finding.settled_by()
    told = [finding.because.text, *([say("average.asks", {"names": ", ".join(asked)})] if asked else [])]
    return clean(" ".join(told))
