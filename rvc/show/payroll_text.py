"""Wages of plants as a page of text and as a workbook: the average, its steps by section, what was left out."""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.pay.result import Payroll, PlantWage, Tally, rounded_down
from rvc.pay.wages import Reading
from rvc.show import figures
from rvc.show.layout import Align, bullets, section, status_text, table
from rvc.show.statement_tables import StatementTable
from rvc.show.words import cited, clean, say, word

_HEADS = ("why", "lines", "workers", "hours_worked", "hours_counted", "section")
_WIDTHS = (17, 6, 8, 10, 10, 22)
_RUNS_SHOWN = 3


def render(found: Payroll) -> RenderableType:
    """Every plant and period, one after another."""
    parts: list[RenderableType] = []
    for plant in found.plants:
        parts += _plant(plant)
    if found.outside:
        parts.append(section(say("payroll.outside"), _grid(found.outside)))
    return Group(*parts)


def workbook(found: Payroll) -> bytes:
    """The same as a workbook: the steps to read, and the plants and the treatment of lines as tables."""
    from rvc.show.table_book import book_of

    lines = [say("payroll.title", {"status": word("status", found.status)})]
    for plant in found.plants:
        lines += ["", opening(plant), *steps(plant)]
    return book_of("payroll", lines, (_plants(found), _lines(found)))


def opening(plant: PlantWage) -> str:
    """Which plant, over which time."""
    period = plant.period
    return say(
        "payroll.plant",
        {"plant": plant.plant, "country": plant.country, "from": str(period.first), "to": str(period.last)},
    )


def steps(plant: PlantWage) -> Iterator[str]:
    """How the average was found, and what it means, each with its section."""
    found = plant.readings[0][1]
    money = {"currency": plant.currency}
    yield say("payroll.period", {"may_be": ", ".join(word("payroll_period", each) for each in plant.may_be) or "-"})
    yield say("payroll.hours", {"hours": _figure(rounded_down(found.hours)), "overtime": _figure(plant.overtime)})
    yield say("payroll.wages", {"wages": _figure(rounded_down(found.wages)), **money})
    out = {"premiums": _figure(plant.premiums), "benefits": _figure(plant.benefits)}
    yield say("payroll.out", {**out, **money})
    if plant.wage is not None:
        yield say("payroll.average", {"wage": _between(plant), **money})
    if plant.required is not None:
        cite = cited(plant.required.cite)
        yield say(f"payroll.{plant.status}", {
            "required": f"{plant.required.hourly:f}", "currency": plant.required.currency, "cite": cite,
        })  # fmt: skip
    else:
        yield say("payroll.outside_region", {"country": plant.country})
    if plant.why:
        yield say(f"payroll.why_{plant.why}", {"seen": plant.currency})
    for reading, each in plant.readings[1:]:
        wage = "-" if each.hourly is None else _figure(rounded_down(each.hourly))
        yield say("payroll.reading", {"ways": _ways(reading), "wage": wage, **money})
    yield from _certified(plant)
    if plant.case is not None:
        yield say("payroll.case", {"country": plant.country, "wage": f"{plant.wage:f}", **money})


def _ways(reading: Reading) -> str:
    """In what a reading differs from the one that is shown first, as the beginning of a sentence."""
    differs = {
        "whole_time": not reading.average_week,
        "no_other_personnel": not reading.other_personnel,
        "excepted_in_total": reading.excepted_in_total,
    }
    ways = "; ".join(word("payroll_reading", name) for name, so in differs.items() if so)
    return ways[0].upper() + ways[1:]


def _certified(plant: PlantWage) -> Iterator[str]:
    if plant.status != "pass":
        return
    if plant.certified is None:
        yield say("payroll.not_certified")
        return
    days = plant.certified
    yield say("payroll.certified", {"from": str(days.first), "to": str(days.last)})
    if days.last_by_months != days.last:
        yield say("payroll.certified_months", {"to": str(days.last_by_months)})


def _plant(plant: PlantWage) -> Iterator[RenderableType]:
    yield section(opening(plant), status_text(plant.status), bullets(steps(plant)))
    yield section(say("payroll.counted"), _grid(plant.counted))
    yield section(say("payroll.kinds"), _grid(plant.kinds))
    if plant.left_out:
        rows = [say("payroll.rows", {"why": word("payroll_why", tally.why), "rows": _rows(tally)})
                for tally in plant.left_out]  # fmt: skip
        yield section(say("payroll.left_out"), _grid(plant.left_out), bullets(rows))
    yield Text()


def _grid(tallies: tuple[Tally, ...]) -> RenderableType:
    heads: list[tuple[str, Align]] = [(say(f"head.{head}"), "right" if 0 < place < len(_HEADS) - 1 else "left")
             for place, head in enumerate(_HEADS)]  # fmt: skip
    rows = [
        (
            word("payroll_why", tally.why), f"{tally.lines:,}", f"{tally.workers:,}", _figure(tally.hours),
            _figure(tally.counted), cited(tally.cite),
        )
        for tally in tallies
    ]  # fmt: skip
    return table(heads, rows, _WIDTHS)


def _rows(tally: Tally) -> str:
    """The rows of lines, the first few runs of each file."""
    told = []
    for (file, sheet), runs in tally.rows:
        shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_RUNS_SHOWN]]
        more = ["…"] if len(runs) > _RUNS_SHOWN else []
        told.append(f"{clean(sheet or file)}: {', '.join(shown + more)}")
    return "; ".join(told)


def _between(plant: PlantWage) -> str:
    if plant.wage == plant.most:
        return _figure(plant.wage)
    return say("figure.money_between", {"worst": _figure(plant.wage), "best": _figure(plant.most)})


def _figure(figure: Decimal | None) -> str:
    return figures.money(None if figure is None else f"{figure:f}")


def _plants(found: Payroll) -> StatementTable:
    names = ("plant", "country", "period_from", "period_to", "status", "wage", "required_wage", "currency")
    rows = [
        (
            clean(plant.plant), plant.country, str(plant.period.first), str(plant.period.last),
            word("status", plant.status), plant.wage if plant.wage is not None else "-",
            plant.required.hourly if plant.required else "-", plant.currency,
        )
        for plant in found.plants
    ]  # fmt: skip
    return StatementTable("plants", tuple(say(f"head.{name}") for name in names), frozenset({5, 6}), tuple(rows))


def _lines(found: Payroll) -> StatementTable:
    rows = [
        (
            clean(plant.plant), str(plant.period.first), str(plant.period.last), word("payroll_why", tally.why),
            Decimal(tally.lines), Decimal(tally.workers), tally.hours, tally.counted, cited(tally.cite),
            _rows(tally),
        )
        for plant in found.plants
        for tally in (*plant.counted, *plant.left_out)
    ]  # fmt: skip
    names = ("plant", "period_from", "period_to", *_HEADS, "rows")
    return StatementTable("lines", tuple(say(f"head.{name}") for name in names), frozenset(range(4, 8)), tuple(rows))
