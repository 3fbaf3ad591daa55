"""The net cost of goods as a page of text: the goods first, then every step with its section."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.net_costing.report import DebtRow, Figure, GoodCost, NetCost, Row, Step
from rvc.show import figures
from rvc.show.layout import Align, bullets, section, table
from rvc.show.words import cited, clean, say, word

_COLUMNS = 3  # goods that a page of 80 has room for


def render(found: NetCost) -> RenderableType:
    """The net cost of goods as something that Rich can print."""
    return Group(*_opening(found), *_steps(found), *_closing(found))


def opening(found: NetCost) -> list[str]:
    """The lines above the tables: whose books, by which order, over which period, out of which files."""
    title = say("net_cost.title", {"producer": found.producer}) if found.producer else say("net_cost.title_unnamed")
    order = {"order": word("net_cost_order", found.order), "currency": found.currency, "country": found.country}
    lines = [title, say("net_cost.of", order)]
    if found.period:
        lines.append(say("net_cost.period", {"first": found.period[0], "last": found.period[1]}))
    for ledger in found.ledgers:
        told = {"file": ledger.file, "lines": f"{ledger.lines:,}", "total": figures.money(ledger.total)}
        lines.append(say("net_cost.ledger", told))
    return lines


def _opening(found: NetCost) -> Iterator[RenderableType]:
    title, *rest = opening(found)
    yield Text(title, style="bold")
    yield from (Text(line, style="dim") for line in rest)
    heads = ("good", "total_cost", "excluded", "net_cost", "per_unit")
    rows = [[clean(good.id), *good_figures(good)] for good in found.goods]
    yield section(say("net_cost.goods"), _table(heads, rows))


def good_figures(good: GoodCost) -> list[str]:
    """Total cost, excluded costs, net cost (between its readings) and net cost of a unit."""
    net = shown(good.net_cost)
    if good.net_cost != good.net_cost_best:
        net = say("net_cost.between", {"least": net, "most": shown(good.net_cost_best)})
    unit = say("figure.none") if good.net_cost_per_unit is None else shown(good.net_cost_per_unit)
    return [shown(good.total_cost), shown(good.excluded), net, unit]


def _steps(found: NetCost) -> Iterator[RenderableType]:
    goods = [clean(good.id) for good in found.goods]
    for number, step in enumerate(found.steps, 1):
        cites = Text(say("net_cost.cite", {"cite": cited(step.cite)}), style="dim")
        yield section(f"{number}. {step.says.text}", cites, *_tables(step, goods))


def _tables(step: Step, goods: Sequence[str]) -> Iterator[RenderableType]:
    few = len(goods) <= _COLUMNS
    beside = list(goods) if few else []
    if step.rows:
        rows = [[label(row), _sum(row), *_of_goods(row, few=few)] for row in step.rows]
        yield _table(("item", "total"), rows, beside)
    if step.ratios:
        rows = [
            [label(row), _sum(row), *([_ratio(figure) for figure in row.goods] if few else [])] for row in step.ratios
        ]
        yield _table(("base", "total"), rows, beside)
    if step.accounts:
        rows = [
            [clean(f"{row.of} {row.name}"), word("net_cost_of", row.category), _sum(row), *_of_goods(row, few=few)]
            for row in step.accounts
        ]
        yield _table(("account", "cost", "total"), rows, beside)
    if step.debts:
        yield _table(
            ("debt", "rate", "maturity", "federal", "limit", "interest", "excluded"), [_debt(row) for row in step.debts]
        )
    if not few and any(row.goods for row in (*step.rows, *step.ratios, *step.accounts)):
        yield Text(say("net_cost.many", {"count": str(len(goods))}), style="dim")


def _debt(row: DebtRow) -> list[str]:
    """A debt: its rate, the maturity compared, the federal rate, that with its margin, its interest and what is out."""
    rates = [" / ".join(shown(each) for each in some) or say("figure.none") for some in (row.federal, row.limit)]
    out = shown(row.excluded)
    if row.excluded != row.excluded_most:
        out = say("net_cost.between", {"least": out, "most": shown(row.excluded_most)})
    return [clean(row.of), shown(row.rate), row.rounded, *rates, _sum(row), out]


def _closing(found: NetCost) -> Iterator[RenderableType]:
    if found.readings:
        yield section(say("net_cost.readings"), bullets([each.text for each in found.readings]))
    for good in found.goods if len(found.goods) <= _COLUMNS else ():
        yield section(*block(good))


def block(good: GoodCost) -> list[str]:
    """What the block of a case is of, and the block; or that there is none."""
    if good.value is None:
        return [say("net_cost.no_block", {"id": good.id})]
    costs = good.value.costs
    told = {**costs.model_dump(exclude={"excluded"}), **costs.excluded.model_dump()}
    return [
        say("net_cost.block", {"id": good.id, "materials": shown(good.materials)}),
        say("net_cost.case", {name: str(value) for name, value in told.items()}),
    ]


def label(row: Row) -> str:
    """What a row is of, in words; one that is left out says so."""
    name = word("net_cost_of", row.of)
    left_out = say("net_cost.left_out")
    return name if row.counts else f"{name} ({left_out})"


def shown(figure: Figure) -> str:
    """A figure with its thousands set apart; one that is rounded ends in three dots."""
    written = figures.money(figure.shown)
    return written if figure.exact is None else f"{figures.money(f'{Decimal(figure.shown):.2f}')}…"


def _ratio(figure: Figure) -> str:
    return figure.shown if figure.exact is None else figure.exact


def _sum(row: Row) -> str:
    return "" if row.total is None else shown(row.total)


def _of_goods(row: Row, *, few: bool) -> list[str]:
    return [shown(figure) for figure in row.goods] if few else []


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], goods: Sequence[str] = ()) -> RenderableType:
    texts = {"good", "item", "base", "account", "cost", "debt"}
    named: list[tuple[str, Align]] = [(say(f"head.{head}"), "left" if head in texts else "right") for head in heads]
    columns: list[tuple[str, Align]] = [*named, *((good, "right") for good in goods)]
    width = len(columns)
    return table(columns, [[*row, *([""] * (width - len(row)))] for row in rows])
