"""Books of producers for tests: a ledger in a file, and the set-up beside it as a mapping."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import rvc
from rvc.net_costing.report import Figure, NetCost

HEADS = ("account", "amount", "category", "excluded", "good", "allocation", "base")
Line = Sequence[str]
Tree = dict[str, Any]


def write_ledger(path: Path, lines: Iterable[Line], heads: Sequence[str] = HEADS) -> Path:
    """A ledger as a CSV file; short lines are blank at their end."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(heads), *([*line, *[""] * (len(heads) - len(line))] for line in lines)])
    return path


def setup(order: str = "all_goods", goods: Mapping[str, Mapping[str, str]] | None = None, **more: object) -> Tree:
    """A producer in Mexico of goods with bases; `units` among them is a good's units."""
    listed = []
    for name, bases in (goods or {"A": {}, "B": {}}).items():
        good: Tree = {"id": name, "bases": {base: value for base, value in bases.items() if base != "units"}}
        if "units" in bases:
            good["units"] = bases["units"]
        listed.append(good)
    producer = {"country": "MX", "currency": "USD"}
    return {"schema": "rvc-accounts/1", "producer": producer, "order": order, "goods": listed, **more}


def costed(folder: Path, lines: Iterable[Line], beside: Mapping[str, object], heads: Sequence[str] = HEADS) -> NetCost:
    """The net cost out of a ledger of these lines."""
    return rvc.net_cost(write_ledger(folder / "ledger.csv", lines, heads), beside)


def exact(figure: Figure) -> Fraction:
    """A figure without rounding."""
    return Fraction(figure.exact) if figure.exact else Fraction(Decimal(figure.shown))


def net_costs(found: NetCost) -> list[Fraction]:
    """The net cost of each good."""
    return [exact(good.net_cost) for good in found.goods]
