"""The tables of a supplier's statement, as a page and a workbook both show them: cells are texts or whole amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rvc.run.statement import Amount, MethodContent, Plant, Statement, UseStatement
from rvc.show import figures
from rvc.show.words import clean, say, word

Cell = str | Decimal


@dataclass(frozen=True)
class StatementTable:
    """One table: its name in the catalog, its heads, which of them stand over figures, its rows."""

    name: str
    heads: tuple[str, ...]
    figures: frozenset[int]
    rows: tuple[tuple[Cell, ...], ...]


def tables(stated: Statement) -> tuple[StatementTable, ...]:
    """Amounts, uses, materials and plants, in this order; a table without rows is left out."""
    first = stated.uses[0]
    vnm = {content.method: content.vnm for content in first.contents}
    amounts = {
        "net_cost": stated.net_cost,
        "transaction_value": stated.transaction_value,
        "vnm_net_cost": vnm["net_cost"],
        "vnm_transaction_value": vnm["transaction_value"],
        "vnm_components": first.vnm_components,
    }
    found = (
        _table("amounts", ("figure", "amount"), {1}, [
            (word("statement_amount", name), amount_cell(amount)) for name, amount in amounts.items()
        ]),
        _table("uses", ("use", "verdict", "change", "method", "actual", "asked", "met"), {4, 5}, [
            row for use in stated.uses for row in _use(use)
        ]),
        _table("materials", ("hs", "material", "status", "value"), {3}, [
            (
                item.hs or say("figure.none"),
                clean(", ".join(dict.fromkeys(part for part in (item.id, item.part_number, item.description) if part))),
                word("line_status", item.status),
                amount_cell(item.value),
            )
            for item in stated.non_originating
        ]),
        _table("plants", ("plant", "country", "wage", "high_wage", "value", "basis"), {2, 4}, [
            _plant(item) for item in stated.plants
        ]),
    )  # fmt: skip
    return tuple(table for table in found if table.rows)


def _table(name: str, heads: Sequence[str], numbers: set[int], rows: Sequence[tuple[Cell, ...]]) -> StatementTable:
    return StatementTable(name, tuple(say(f"head.{head}") for head in heads), frozenset(numbers), tuple(rows))


def amount_cell(amount: Amount) -> Cell:
    """An amount that is known, as a number; bounds and what is not stated, in words."""
    if amount.least is None:
        return say("statement.unknown")
    if amount.most is None:
        return say("statement.amount_or_more", {"least": figures.money(amount.least)})
    if amount.least != amount.most:
        bounds = {"least": figures.money(amount.least), "most": figures.money(amount.most)}
        return say("statement.amount_between", bounds)
    return Decimal(amount.most)


def _use(use: UseStatement) -> list[tuple[Cell, ...]]:
    """A row a method; the use and what does not hang on the method stand in the first."""
    rows: list[tuple[Cell, ...]] = []
    for place, content in enumerate(use.contents):
        beside = ("", "", "")
        if not place:
            change = say("figure.none") if use.tariff_change is None else word("status", use.tariff_change)
            beside = (word("short_use", use.use), word("batch_verdict", use.verdict), change)
        rows.append((*beside, *_content(content)))
    return rows


def _content(content: MethodContent) -> tuple[str, str, str, str]:
    status = say("figure.none") if content.status is None else word("met", content.status)
    actual = figures.percent_between(content.actual, content.actual_best, content.required)
    return word("short_method", content.method), actual, figures.percent(content.required), status


def _plant(item: Plant) -> tuple[Cell, ...]:
    wage = say("statement.unknown")
    if item.average_base_hourly_wage is not None:
        wage = f"{item.average_base_hourly_wage} {clean(item.wage_currency or '')}".strip()
    answer = {True: "statement.yes", False: "statement.no", None: "statement.unknown"}[item.high_wage]
    return (
        clean(item.description or word("plant", item.what)),
        item.country or say("figure.none"),
        wage,
        say(answer),
        say("statement.unknown") if item.value is None else Decimal(item.value),
        word("plant", item.basis),
    )
