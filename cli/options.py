"""The options that commands share: closed choices, and how each option is spelled and explained."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are shown."""

    table = "table"
    json = "json"


class CheckFormat(StrEnum):
    """How a report is shown."""

    table = "table"
    json = "json"
    html = "html"
    xlsx = "xlsx"


class StatementFormat(StrEnum):
    """How a statement is shown."""

    table = "table"
    json = "json"
    xlsx = "xlsx"


class InventoryMethod(StrEnum):
    """The methods of Schedules 7 and 8."""

    fifo = "fifo"
    lifo = "lifo"
    rolling_average = "rolling_average"
    average = "average"
    specific = "specific"


class Averaging(StrEnum):
    """What the average method of Schedule 8 averages over."""

    shipment = "shipment"
    month = "month"
    quarter = "quarter"
    whole = "whole"


class Order(StrEnum):
    """The orders of UR 7(11)."""

    all_goods = "all_goods"
    allocate_total = "allocate_total"
    each_cost = "each_cost"


class Test(StrEnum):
    """The tests of a verdict."""

    territory = "territory"
    tariff_change = "tariff_change"
    rvc = "rvc"
    core_parts = "core_parts"
    steel = "steel"
    aluminum = "aluminum"
    labor_value = "labor_value"


class Schema(StrEnum):
    """What has a JSON Schema."""

    case = "case"
    report = "report"
    statement = "statement"
    comparison = "comparison"
    diff = "diff"
    average = "average"
    net_cost = "net_cost"
    inventory = "inventory"
    payroll = "payroll"


class Use(StrEnum):
    """What a part is for."""

    passenger_light = "passenger_light"
    heavy_truck = "heavy_truck"
    vehicle_20_2 = "vehicle_20_2"
    vehicle_20_3 = "vehicle_20_3"
    aftermarket = "aftermarket"
    other = "other"


class Kind(StrEnum):
    """What a good is."""

    passenger_vehicle = "passenger_vehicle"
    light_truck = "light_truck"
    heavy_truck = "heavy_truck"
    other_vehicle = "other_vehicle"
    part = "part"


class Decimals(StrEnum):
    """How the decimals of amounts are written."""

    point = "point"
    comma = "comma"


class DateOrder(StrEnum):
    """How dates in digits are written."""

    dmy = "dmy"
    mdy = "mdy"
    ymd = "ymd"


Mapped = Annotated[
    Path | None, typer.Option("--map", metavar="FILE", help="Tables: YAML of header: field, one a line.")
]
DecimalSign = Annotated[Decimals | None, typer.Option("--decimal", help="Tables: decimal point or comma.")]
Dates = Annotated[DateOrder | None, typer.Option("--dates", help="Tables: order of day, month and year.")]
Sheet = Annotated[str | None, typer.Option("--sheet", help="Tables: the sheet that holds the bill of materials.")]
Header = Annotated[
    int | None,
    typer.Option("--header", metavar="ROW", min=1, help="Tables: the row of the header, where a sheet has several."),
]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", metavar="NAME=VALUE", help="Tables: a fact of the good: good.hs=8703.23, once for each."),
]
On = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The date whose rules apply.")
]


REGIMES = ("usmca", "alternative_staging", "nafta")
_SCENARIO = ".toml"


def _regime(name: str | None) -> str | None:
    """A regime by name, or the path of a scenario file; anything else is wrong usage."""
    if name is None or name in REGIMES or name.endswith(_SCENARIO):
        return name
    from rvc.show.words import say

    raise typer.BadParameter(say("cli.regime", {"seen": name, "known": ", ".join(REGIMES)}))


def _regimes(names: list[str] | None) -> list[str] | None:
    return names and [name for name in names if _regime(name)]


_BY = "usmca, alternative_staging, nafta, or a scenario file (.toml); instead of what the case elects."
Regime = Annotated[str | None, typer.Option("--regime", metavar="REGIME", callback=_regime, help=_BY)]
Regimes = Annotated[
    list[str] | None,
    typer.Option("--regime", metavar="REGIME", callback=_regimes, help="A regime to compare; once for each."),
]
Shown = Annotated[Format, typer.Option("--format", help="A table to read, or JSON, one line a good.")]
