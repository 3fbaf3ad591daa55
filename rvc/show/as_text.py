"""A report as a page of text: the verdict, a row a test, then what each rests on, what is missing and what to know."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from rvc.run.report import AlternativeFindings, Finding, Note, Part, Report
from rvc.show import figures
from rvc.show.layout import WIDTH, bullets, named, plain_page, print_page, section, status_text, table
from rvc.show.tiers import Tier, share, statuses, tiers, total
from rvc.show.words import cited, classified, clean, clean_lines, line_heads, line_status, say, word

MISSING_SHOWN = 8
HASH_SHOWN = 12
_VERDICT_STYLE = {"originating": "bold green", "non_originating": "bold red", "undetermined": "bold yellow"}
_CAPPED = ("technology", "assembly")  # their percentage is the most that counts (UR 18(1)), not the least required


def print_report(report: Report, console: Console) -> None:
    """Print a report on a console, in its width and colors."""
    print_page(render(report), console)


def plain(report: Report, width: int = WIDTH) -> str:
    """A report as plain text, no line longer than `width`."""
    return plain_page(render(report), width)


def render(report: Report) -> RenderableType:
    """A report as something that Rich can print."""
    return Group(*_opening(report), *_tests(report), *_parts(report), *_after(report), *_basis(report))


def _opening(report: Report) -> Iterator[RenderableType]:
    good, law = report.good, report.law
    verdict = word("verdict", report.verdict)
    yield Text(
        say("report.status", {"regime": word("regime", law.regime), "verdict": verdict}),
        style=_VERDICT_STYLE[report.verdict],
    )
    yield Text(
        say("report.good", {"id": good.id, "description": good.description}) if good.description else clean(good.id)
    )
    yield Text(classified(report))
    for status, code in (("fail", "failing"), ("undetermined", "open")):
        tests = [word("test_name", finding.rule) for finding in report.findings if finding.status == status]
        if tests:
            yield Text(say(f"report.{code}", {"tests": "; ".join(tests)}))


def _tests(report: Report) -> Iterator[RenderableType]:
    yield Text()
    yield table(
        [
            (say("head.test"), "left"),
            (say("head.result"), "left"),
            (say("head.required"), "right"),
            (say("head.actual"), "right"),
            (say("head.margin"), "right"),
            (say("head.method"), "left"),
        ],
        [
            [word("test", finding.rule), status_text(finding.status), *_measured(finding), _method(finding.method)]
            for finding in report.findings
        ],
    )
    if any(finding.margin for finding in report.findings):
        yield Text(say("report.margin_note"), style="dim")
    if any(finding.actual != finding.actual_best for finding in report.findings):
        yield Text(say("report.bounds_note"), style="dim")
    yield section(
        say("report.reasons"), named((word("test", item.rule), _why(item, report)) for item in report.findings)
    )


def _measured(finding: Finding) -> tuple[str, str, str]:
    """Required, actual and margin; bounds that differ are both shown."""
    return (
        figures.percent(finding.required),
        figures.percent_between(finding.actual, finding.actual_best, finding.required),
        figures.margin_between(finding.margin, finding.actual_best, finding.required),
    )


def _method(method: str | None) -> str:
    return word("method", method) if method else say("figure.none")


def _why(finding: Finding, report: Report) -> RenderableType:
    lines = [Text(clean_lines(finding.because.text))]
    if finding.inputs:
        shown = "; ".join(f"{_input(name, finding)} {figures.money(value)}" for name, value in finding.inputs.items())
        lines.append(Text(say("report.inputs", {"inputs": shown, "currency": _currency(report)})))
    if finding.citations:
        lines.append(Text(say("report.cited", {"citations": cited(finding.citations)}), style="dim"))
    return Group(*lines)


def _input(name: str, finding: Finding) -> str:
    """The label of a figure; VNM is its largest where the least stands beside it."""
    return word("input", "vnm_most" if name == "vnm" and "vnm_least" in finding.inputs else name)


def _currency(report: Report) -> str:
    return say("report.currency", {"currency": report.good.currency}) if report.good.currency else ""


def _parts(report: Report) -> Iterator[RenderableType]:
    for rule, layout in (("core_parts", _core_parts), ("labor_value", _labor_value), ("us_content", _labor_value)):
        finding = report.finding(rule)
        if finding is not None and finding.parts:
            required = figures.percent(finding.required)
            yield section(say(f"report.{rule}", {"required": required}), *layout(finding.parts))


def _core_parts(parts: list[Part]) -> Iterator[RenderableType]:
    yield table(
        [
            (say("head.part"), "left"),
            (say("head.result"), "left"),
            (say("head.actual"), "right"),
            (say("head.net_cost"), "right"),
            (say("head.vnm"), "right"),
            (say("head.method"), "left"),
        ],
        [
            [
                _name(part),
                status_text(part.status),
                figures.percent_between(part.actual, part.actual_best, part.required),
                figures.money(part.net_cost),
                figures.money(part.vnm),
                _method(part.method),
            ]
            for part in parts
        ],
    )
    unmet = [part for part in parts if part.status != "pass" and part.because]
    if unmet:
        yield bullets(f"{_name(part)}: {clean(part.because.text)}" for part in unmet if part.because)


def _name(part: Part) -> str:
    category = word("category", part.category) if part.category else ""
    if part.id is None:
        return category
    return f"{clean(part.id)} ({category})" if category else clean(part.id)


def _labor_value(parts: list[Part]) -> Iterator[RenderableType]:
    yield table(
        [
            (say("head.component"), "left"),
            (say("head.result"), "left"),
            (say("head.required"), "right"),
            (say("head.actual"), "right"),
        ],
        [
            [
                word("component", part.component or ""),
                status_text(part.status),
                _limit(part),
                figures.percent_between(part.actual, part.actual_best, part.required),
            ]
            for part in parts
        ],
    )


def _limit(part: Part) -> str:
    if part.required is not None and part.component in _CAPPED:
        return say("figure.up_to", {"figure": part.required})
    return figures.percent(part.required)


def _after(report: Report) -> Iterator[RenderableType]:
    missing = [(finding.rule, names) for finding in report.findings if (names := finding.settled_by())]
    if missing:
        named_so = ((word("test", rule), bullets(_some([clean(name) for name in names]))) for rule, names in missing)
        yield section(say("report.missing"), named(named_so))
    if report.largest_non_originating:
        params = {"id": report.good.id, "currency": _currency(report)}
        title, _ = line_heads(report.law.regime)
        yield section(title, _lines(report), Text(say("report.lines_note", params), style="dim"))
    if report.value_by_country:
        note = "countries_note" if report.value_by_country_complete else "countries_partial"
        yield section(say("report.countries"), _countries(report), Text(say(f"report.{note}"), style="dim"))
    if seen := tiers(report):
        yield section(
            say("report.statuses"), _statuses(report, seen[-1]), Text(say("report.statuses_note"), style="dim")
        )
    if report.alternatives:
        rows = ((status_text(item.status), _alternative(item)) for item in report.alternatives)
        yield section(say("report.alternatives"), named(rows))
    if report.notes:
        yield section(say("report.notes"), bullets(_note(note) for note in report.notes))
    if report.warnings:
        yield section(
            say("report.warnings"), bullets(clean(f"{warning.path}: {warning.text}") for warning in report.warnings)
        )


def _some(names: list[str]) -> list[str]:
    rest = len(names) - MISSING_SHOWN
    return [*names[:MISSING_SHOWN], say("report.missing_more", {"count": str(rest)})] if rest > 1 else names


def _lines(report: Report) -> RenderableType:
    _, status = line_heads(report.law.regime)
    return table(
        [
            (say("head.material"), "left"),
            (say("head.hs"), "left"),
            (status, "left"),
            (say("head.value"), "right"),
            (say("head.points"), "right"),
        ],
        [
            [
                clean(", ".join(dict.fromkeys(name for name in (line.id, line.part_number, line.description) if name))),
                clean(line.hs or say("figure.none")),
                line_status(report.law.regime, line.status),
                figures.money(line.value),
                say("figure.none") if line.points is None else figures.rounded(line.points),
            ]
            for line in report.largest_non_originating
        ],
    )


def _countries(report: Report) -> RenderableType:
    return table(
        [
            (say("head.country"), "left"),
            (say("head.last_production"), "right"),
            (say("head.share"), "right"),
            (say("head.added"), "right"),
            (say("head.share"), "right"),
        ],
        [
            [
                word("country", item.country),
                figures.money(item.last_production),
                _share(item.last_production_points),
                figures.money(item.value),
                _share(item.points),
            ]
            for item in report.value_by_country
        ],
    )


def _statuses(report: Report, tier: Tier) -> RenderableType:
    shown = statuses(report)
    return table(
        [(say("head.country"), "left"), *((word("value_status", status), "right") for status in shown)],
        [
            *(
                [word("country", country), *(share(row.get(status)) for status in shown)]
                for country, row in tier.rows.items()
            ),
            [say("head.total"), *(total(tier, status) for status in shown)],
        ],
    )


def _share(points: str | None) -> str:
    return say("figure.none") if points is None else say("figure.percent", {"figure": figures.rounded(points)})


def _alternative(alternative: AlternativeFindings) -> RenderableType:
    lines = [
        Text(clean_lines(alternative.text)),
        Text(say("report.cited", {"citations": cited([alternative.citation])}), style="dim"),
    ]
    lines.extend(Text("- " + ", ".join(_short(finding))) for finding in alternative.findings)
    return Group(*lines)


def _short(finding: Finding) -> Iterator[str]:
    yield f"{word('test', finding.rule)}: {word('status', finding.status)}"
    required, actual, _ = _measured(finding)
    if actual != say("figure.none"):
        yield f"{say('head.actual').lower()} {actual}"
    if finding.required is not None:
        yield f"{say('head.required').lower()} {required}"
    if finding.method:
        yield word("method", finding.method)


def _note(note: Note) -> str:
    cites = say("report.cited", {"citations": cited(note.citations)}) if note.citations else ""
    return f"{clean(note.text)} {cites}".rstrip()


def _basis(report: Report) -> Iterator[RenderableType]:
    law = report.law
    yield Text()
    yield Text(
        say(
            "report.basis",
            {
                "version": law.version,
                "regime": law.regime,
                "law_hash": law.sha256[:HASH_SHOWN],
                "inputs_hash": report.inputs_sha256[:HASH_SHOWN],
                "engine": report.engine_version,
            },
        ),
        style="dim",
    )
