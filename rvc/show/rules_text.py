"""The rules in force on a date as a page of text, and as one line of JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.law.model import ANY_GOOD
from rvc.show.figures import money
from rvc.show.layout import bullets, named, section, table
from rvc.show.rules_data import Amount, CodeRules, Overview, Percentage, Required, Rule, TableLine, Way
from rvc.show.words import cited, clean, clean_lines, law_words, say, word

HASH_SHOWN = 12
_WIDTHS = (38, 14, 10, 10)


def to_json(rules: Overview | CodeRules) -> str:
    """One line; the same rules give the same bytes."""
    return json.dumps(asdict(rules), ensure_ascii=False, separators=(",", ":")) + "\n"


def render(rules: Overview | CodeRules) -> RenderableType:
    """The rules as something that Rich can print."""
    page = _overview(rules) if isinstance(rules, Overview) else _code(rules)
    basis = {"version": rules.law.version, "regime": rules.law.regime, "law_hash": rules.law.sha256[:HASH_SHOWN]}
    return Group(*page, Text(), Text(say("rules.basis", basis), style="dim"))


def _overview(rules: Overview) -> Iterator[RenderableType]:
    params = {"rules": word("rules_of", rules.law.regime), "on": rules.law.as_of}
    yield Text(say("rules.overview", params), style="bold")
    for group, members in groupby(rules.percentages, lambda item: item.schedule.partition(".")[0]):
        yield section(word("group", group), _percentages(list(members)))
    yield section(say("rules.figures"), bullets(_amount(item) for item in rules.amounts))
    yield section(
        say("rules.sources"), named((item.prefix, Text(say("rules.source", asdict(item)))) for item in rules.sources)
    )


def _percentages(members: list[Percentage]) -> RenderableType:
    heads = ("threshold", "in_force", "since", "next")
    return table(
        [(say(f"head.{head}"), "left") for head in heads],
        [
            [
                Text(f"{clean(law_words(item.schedule, item.says))} {_cited(*item.citations)}"),
                _in_force(item),
                item.since or "",
                _next(item),
            ]
            for item in members
        ],
        _WIDTHS,
    )


def _in_force(item: Percentage) -> str:
    if item.percent is None:
        return say("rules.not_in_force")
    return f"{word('comparison', item.comparison)} {say('figure.percent', {'figure': item.percent})}"


def _next(item: Percentage) -> str:
    if item.next_percent is None or item.next_on is None:
        return ""
    return say("rules.next", {"figure": item.next_percent, "on": item.next_on})


def _amount(item: Amount) -> str:
    of = ", ".join(word("amount_of", name) for name in item.of.split(", ")) if item.of else ""
    value = money(item.value) if item.name == "capacity" else item.value
    return f"{say(f'amount.{item.name}', {'value': value, 'of': of})} {_cited(*item.citations)}"


def _cited(*citations: str) -> str:
    return say("report.cited", {"citations": cited(citations)})


def _code(rules: CodeRules) -> Iterator[RenderableType]:
    params = {"hs": rules.hs, "rules": word("rules_of", rules.law.regime), "on": rules.law.as_of}
    yield Text(say("rules.code", params), style="bold")
    if rules.hs.replace(".", "") != rules.hs2012.replace(".", ""):
        yield Text(say("rules.as_2012", {"hs": rules.hs, "hs2012": rules.hs2012}))
    kinds = (
        say("rules.kind", {"kind": word("kind", item.kind), "why": item.why, "cited": _cited(*item.citations)})
        for item in rules.kinds
    )
    yield section(say("rules.kinds"), bullets(kinds))
    if rules.rule is None:
        yield section(say("rules.no_rule", {"hs": rules.hs2012}))
    else:
        yield from _rule(rules.rule)
    yield section(say("rules.tables"), *_tables(rules.tables))


def _tables(lines: tuple[TableLine, ...]) -> Iterator[RenderableType]:
    if not lines:
        yield Text(say("rules.no_table"))
        return
    yield named((name, bullets(_line(item) for item in held)) for name, held in groupby(lines, lambda item: item.table))
    if any(item.ex for item in lines):
        yield Text(say("rules.ex"), style="dim")


def _rule(rule: Rule) -> Iterator[RenderableType]:
    opening = [Text(_cited(rule.citation), style="dim")]
    if rule.named_goods:
        names = ", ".join(word("goods", name) for name in rule.named_goods)
        opening.append(Text(say("rules.named_goods", {"names": names})))
    if not rule.alternatives:
        opening.append(Text(say("rules.none_for")))
    yield section(say("rules.rule", {"describes": rule.describes}), *opening)
    for uses, ways in groupby(rule.alternatives, lambda way: way.uses):
        heading = "; ".join(word("serves", use) for use in uses)
        yield section(heading[:1].upper() + heading[1:], *(_way(way) for way in ways))


def _way(way: Way) -> RenderableType:
    lines = [Text(clean_lines(way.text))]
    if way.goods != (ANY_GOOD,):
        goods = ", ".join(word("goods", name) for name in way.goods)
        lines.append(Text(say("rules.goods", {"goods": goods})))
    for code, names in (("only_with", way.features), ("only_without", way.without_features)):
        if names:
            lines.append(Text(say(f"rules.{code}", {"features": ", ".join(word("feature", name) for name in names)})))
    lines.extend(Text(_required(item), style="bold") for item in way.required)
    if not way.required:
        lines.append(Text(say("rules.no_percentage"), style="bold"))
    if way.only_if:
        lines.append(Text(say("rules.only_if")))
    if way.doubt:
        lines.append(Text(say("rules.doubt", {"doubt": way.doubt})))
    lines.append(Text(_cited(way.citation), style="dim"))
    return named([("-", Group(*lines))])


def _required(item: Required) -> str:
    code = "percentage_open" if item.open else "percentage"
    params = {
        "method": word("method", item.method),
        "figure": _in_force(item.requirement),
        "cited": _cited(*item.requirement.citations) if item.requirement.citations else "",
    }
    return say(f"rules.{code}", params).rstrip()


def _line(item: TableLine) -> str:
    describes = f"{word('component', item.component)}: {item.describes}" if item.component else item.describes
    return say("rules.in_table_ex" if item.ex else "rules.in_table", {"hs": item.hs, "describes": describes})
