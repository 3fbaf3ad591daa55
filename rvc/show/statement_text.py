"""A supplier's statement as a page of text."""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.run.statement import Statement
from rvc.show import figures
from rvc.show.layout import bullets, section, table
from rvc.show.statement_tables import StatementTable, tables
from rvc.show.words import clean, say, word

MISSING_SHOWN = 8
_USE_WIDTHS = (12, 13, 6, 11, 15, 5, 4)  # with what lies between them, a page of 80


def render(stated: Statement) -> RenderableType:
    """A statement as something that Rich can print."""
    return Group(*_opening(stated), *_tables(stated), *_closing(stated))


def opening(stated: Statement) -> list[str]:
    """The lines above the tables: what is stated, of which part, by whom, and its verdict."""
    good, law = stated.good, stated.law
    name = f"{good.id}: {good.description}" if good.description else good.id
    lines = [
        say("statement.title", {"id": name}),
        say("statement.classified", {"hs": good.hs, "rules": word("rules_of", law.regime), "on": law.as_of}),
    ]
    if stated.supplier:
        lines.append(say("statement.supplier", {"supplier": stated.supplier}))
    if stated.produced_in:
        lines.append(say("statement.produced_in", {"country": stated.produced_in}))
    if good.use is not None:
        verdict = {"verdict": word("verdict", stated.uses[0].verdict), "use": word("use", good.use)}
        lines.append(say("statement.verdict", {"regime": word("regime", law.regime), **verdict}))
        if stated.uses[0].failing:
            tests = "; ".join(word("test_name", rule) for rule in stated.uses[0].failing)
            lines.append(say("report.failing", {"tests": tests}))
    return lines


def accumulation(stated: Statement) -> str:
    """The block that the buyer's case takes, or why there is none."""
    block = stated.accumulation
    if block is None:
        return say("statement.accumulation_none")
    params = {"net_cost": block.net_cost, "vnm": block.vnm}
    if block.designated is None:
        return say("statement.accumulated", params)
    return say("statement.accumulated_designated", {**params, "designated": str(block.designated).lower()})


def _opening(stated: Statement) -> Iterator[RenderableType]:
    for place, line in enumerate(opening(stated)):
        yield Text(line, style="bold" if not place else "")


def _tables(stated: Statement) -> Iterator[RenderableType]:
    shown = {found.name: found for found in tables(stated)}
    currency = say("report.currency", {"currency": stated.good.currency}) if stated.good.currency else ""
    for name in ("amounts", "uses", "materials", "plants"):
        heading = say(f"statement.{name}", {"id": stated.good.id, "currency": currency})
        if name in shown:
            note = [Text(say("statement.uses_note"), style="dim")] if name == "uses" else []
            yield section(heading, _grid(shown[name]), *note)
        elif name == "materials":
            yield section(heading, Text(say("statement.materials_none")))


def _grid(shown: StatementTable) -> RenderableType:
    widths = _USE_WIDTHS if shown.name == "uses" else ()
    return table(
        [(head, "right" if place in shown.figures else "left") for place, head in enumerate(shown.heads)],
        [[figures.money(str(cell)) if isinstance(cell, Decimal) else cell for cell in row] for row in shown.rows],
        widths,
    )


def _closing(stated: Statement) -> Iterator[RenderableType]:
    missing = [clean(name) for name in stated.uses[0].missing]
    if missing:
        rest = len(missing) - MISSING_SHOWN
        more = [say("report.missing_more", {"count": str(rest)})] if rest > 0 else []
        yield section(say("statement.missing"), bullets([*missing[:MISSING_SHOWN], *more]))
    yield section(say("statement.accumulation"), Text(accumulation(stated)))
    yield Text()
    yield Text(say("statement.sign"), style="dim")
