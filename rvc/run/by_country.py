"""Where the value of a good comes from: net cost by country of last production, and through the tiers."""

from dataclasses import dataclass

import numpy as np

from rvc.base.decimals import money
from rvc.base.ratio import percent
from rvc.base.span import Flags, Ints, Span
from rvc.lines.nodes import ORIGINS
from rvc.run.evaluate import Evaluation, Root
from rvc.run.report import CountryValue


@dataclass(frozen=True)
class ByCountry:
    """Two tables, a row a good and a column a country of ORIGINS, and whether every figure behind them is known."""

    added: Ints
    last: Ints
    net_cost: Ints
    complete: Flags


def by_country(found: Evaluation, root: Root) -> ByCountry:
    """The net cost of every good by country.

    `added` carries it through the tiers: each line counts in its country of last production for its value less that of
    the lines in it, and so does the good itself for what its producer adds. `last` does not look into the lines that
    go straight into the good. What is not known counts for nothing and leaves the row incomplete.
    """
    nodes, ledgers, goods = found.nodes, root.rolled.ledgers, found.nodes.goods
    contributed, inside = ledgers.whole("contributed"), ledgers.whole("cost")
    at = np.arange(goods)
    whole = Span(contributed.rows.copy())
    whole.rows[:, :goods] = root.bases.net_cost.rows
    certain = (whole.least == whole.most) & whole.known & (inside.least == inside.most) & inside.known
    certain[:goods] &= nodes.opened[:goods]  # of a part whose materials are not listed nobody knows where they are from
    own = np.where(certain, whole.least - inside.least, 0)
    added, last = (np.zeros((goods, len(ORIGINS)), dtype=own.dtype) for _ in range(2))
    np.add.at(added, (nodes.good, nodes.origin), own)
    top = np.flatnonzero(nodes.depth == 1)
    np.add.at(last, (nodes.good[top], nodes.origin[top]), np.where(certain, whole.least, 0)[top])
    np.add.at(last, (at, nodes.origin[:goods]), own[:goods])
    complete = np.ones(goods, dtype=bool)
    np.logical_and.at(complete, nodes.good, certain)
    return ByCountry(added, last, np.where(certain[:goods], whole.least[:goods], 0), complete)


def shown(found: Evaluation, table: ByCountry, row: int) -> list[CountryValue]:
    """The rows of one good, in the order of ORIGINS; none where nothing is known."""
    scale, base = found.nodes.scale, int(table.net_cost[row])
    rows = []
    for place, country in enumerate(ORIGINS):
        added, last = int(table.added[row, place]), int(table.last[row, place])
        if added or last:
            rows.append(
                CountryValue.model_validate(
                    {
                        "country": country,
                        "value": money(added, scale),
                        "points": percent(added, base) if base else None,
                        "last_production": money(last, scale),
                        "last_production_points": percent(last, base) if base else None,
                    }
                )
            )
    return rows
