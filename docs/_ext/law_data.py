"""Directives that show the law data as the engine reads them: percentages, amounts, tables, kinds, product rules."""

from collections.abc import Callable, Iterator
from datetime import date
from inspect import signature

from docutils import nodes
from markdown import plain, table
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from rvc.law.definitions import Definition
from rvc.law.load import load_law
from rvc.law.model import ANY_GOOD, Alternative, ProductRule, Schedule
from rvc.run.words import change_words
from rvc.show.rules_data import Amount, overview
from rvc.show.words import say, word

_HEADS = ("What must be met", "From", "Percentage", "Section")


def thresholds(names: str) -> str:
    """Every step of the schedules of these names, or of those under them: `core table_b.net_cost`."""
    wanted = names.split()
    found = [item for item in load_law().schedules.values() if _named(item.name, wanted)]
    unknown = [name for name in wanted if not any(_named(item.name, [name]) for item in found)]
    if unknown:
        raise ValueError(f"no schedule is called {unknown[0]}")
    return table(_HEADS, (row for schedule in found for row in _steps(schedule)))


def _named(name: str, wanted: list[str]) -> bool:
    return any(name == item or name.startswith(f"{item}.") for item in wanted)


def _steps(schedule: Schedule) -> Iterator[tuple[str, ...]]:
    for place, step in enumerate(schedule.steps):
        said = plain(schedule.says) if not place else ""
        cite = step.cite or "; ".join(schedule.cite)
        yield said, step.start.isoformat(), _percent(schedule, step.basis_points), plain(cite)


def _percent(schedule: Schedule, basis_points: int) -> str:
    return f"{word('comparison', schedule.comparison)} {basis_points / 100:g}%"


def amounts(names: str) -> str:
    """Wages, capacities, years and days of these names: `wage capacity`."""
    wanted = names.split()
    held = [item for item in overview(load_law(), date.today()).amounts if item.name in wanted]  # noqa: DTZ011 - undated
    if {item.name for item in held} != set(wanted):
        raise ValueError(f"amounts asked for: {names}; found: {', '.join(sorted({item.name for item in held}))}")
    return table(("Amount", "Section"), ((_amount(item), plain("; ".join(item.citations))) for item in held))


def _amount(item: Amount) -> str:
    of = ", ".join(word("amount_of", name) for name in item.of.split(", ")) if item.of else ""
    value = f"{int(item.value):,}" if item.name == "capacity" else item.value
    return plain(say(f"amount.{item.name}", {"value": value, "of": of}))


def part_table(name: str) -> str:
    """The lines of a table of the Regulations: `A.1`, `S.steel`; "ex": of the code only the goods described."""
    law = load_law()
    if name == "A.2":
        rows = (
            (word("category", item.category), plain(item.describes), ", ".join(map(str, item.hs)))
            for item in law.components
        )
        return table(("Column 1", "Column 2", "HS 2012"), rows)
    lines = law.entries(name)
    heads = ("HS 2012", "Goods", *(("Goes into",) if any(line.component for line in lines) else ()))
    return table(
        heads,
        (
            (f"{'ex ' if line.ex else ''}{line.hs}{line.suffix and '.' + line.suffix}", plain(line.describes),
             *((plain(line.component),) if line.component else ()))
            for line in lines
        ),
    )  # fmt: skip


def kinds() -> str:
    """The definitions of the kinds of vehicle, in the order in which they are tried: the first that is met decides."""
    rows = (
        (
            _codes(item),
            _conditions(item),
            word("kind", reading.kind),
            plain(reading.why),
            plain("; ".join(reading.cite)),
        )
        for item in load_law().kinds.definitions
        for reading in item.readings
    )
    return table(("HS 2012", "If", "It is", "Because", "Section"), rows)


def _codes(item: Definition) -> str:
    written = f" (written {', '.join(map(str, item.written))})" if item.written else ""
    return f"{', '.join(map(str, item.hs))}{written}"


def _conditions(item: Definition) -> str:
    any_of = " or ".join(word("feature", name) for name in item.any_features)
    all_of = " and ".join(word("feature", name) for name in item.all_features)
    uses = " or ".join(word("use", name) for name in item.uses)
    return plain(", and ".join(said for said in (any_of, all_of, uses) if said))


def features() -> str:
    """The features of a good that its code does not tell."""
    rows = ((f"`{item.name}`", plain(item.says), plain("; ".join(item.cite))) for item in load_law().kinds.features)
    return table(("Feature", "The good is", "Section"), rows)


def product_rules(chapter: str) -> str:
    """The product rules of a chapter, each with its text and with what each alternative asks for."""
    rules = load_law().chapter(chapter)
    if not rules:
        raise ValueError(f"no product rules of chapter {chapter}")
    return "\n".join(_rule(rule) for rule in rules)


def _rule(rule: ProductRule) -> str:
    codes = ", ".join(str(held) for held in rule.hs)
    text = "\n>\n".join(f"> {plain(line)}" for line in rule.text.strip().splitlines() if line.strip())
    ways = table(
        ("For", "Materials", "RVC", "Section"),
        ((_for(way), _change(way), _content(way), plain(way.cite)) for way in rule.alternatives),
    )
    return f"**{codes}** {plain(rule.describes)} ({plain(rule.cite)})\n\n{text}\n\n{ways}"


def _for(way: Alternative) -> str:
    uses = "; ".join(word("serves", use) for use in way.uses)
    goods = [word("goods", name) for name in way.goods if name != ANY_GOOD]
    with_features = [f"if {word('feature', name)}" for name in way.features]
    without = [f"if not {word('feature', name)}" for name in way.without_features]
    return plain("; ".join([uses, *goods, *with_features, *without]))


def _change(way: Alternative) -> str:
    said = ["no change" if way.change.none_required else f"a change {change_words(way.change)}"]
    if way.only_if:
        said.append("de minimis does not take the place of the RVC")
    if way.doubt:
        said.append(f"in doubt: {way.doubt}")
    return plain("; ".join(said))


def _content(way: Alternative) -> str:
    methods = (("net_cost", way.net_cost), ("transaction_value", way.transaction_value))
    said = [f"{word('method', method)}: {_staged(name)}" for method, name in methods if name]
    if way.open_schedule:
        said.append(f"on one of two readings, {word('method', 'net_cost')}: {_staged(way.open_schedule)}")
    return "; ".join(said) or "none"


def _staged(name: str) -> str:
    steps = load_law().schedule(name).steps
    return ", ".join(
        f"{step.basis_points / 100:g}%{'' if step.start == date.min else f' from {step.start.isoformat()}'}"
        for step in steps
    )


def _directive(write: Callable[..., str]) -> type[SphinxDirective]:
    """A directive whose argument, if it takes one, goes into a function that writes Markdown."""

    class Written(SphinxDirective):
        required_arguments = len(signature(write).parameters)
        final_argument_whitespace = True

        def run(self) -> list[nodes.Node]:
            try:
                found = self.parse_text_to_nodes(write(*self.arguments))
            except ValueError as error:
                raise self.error(str(error)) from None
            for item in found:
                for shown in item.findall(nodes.table):
                    shown["classes"].append(write.__name__)
            return found

    return Written


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives by the names of their functions."""
    for write in (thresholds, amounts, part_table, kinds, features, product_rules):
        app.add_directive(write.__name__.replace("_", "-"), _directive(write))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
