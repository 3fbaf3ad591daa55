"""Where the value of a good comes from: net cost by country and by status, tier by tier."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rvc.base.decimals import money
from rvc.base.outcome import FAIL, PASS, UNDETERMINED
from rvc.base.ratio import percent
from rvc.base.span import Flags, Ints, Span
from rvc.lines.nodes import ORIGINS, Nodes
from rvc.run.evaluate import Evaluation, Root
from rvc.run.report import CountryValue, TierValue

STATUSES = ("originating", "non_originating", "unknown", "production")
_ORIGINATING, _NON_ORIGINATING, _UNKNOWN, _PRODUCTION = range(len(STATUSES))
_OF_OUTCOME = {PASS: _ORIGINATING, FAIL: _NON_ORIGINATING, UNDETERMINED: _UNKNOWN}
NEAREST = 5  # tiers that are told apart; below them only the deepest is shown


@dataclass(frozen=True)
class ByCountry:
    """Of every good the net cost by tier, country of ORIGINS and status, and whether every figure behind it is known.

    Of `tiers` each table has a row a good, then a column a country, then one a status. The first looks no further than
    what goes straight into the good, the last to the end of every branch; between them are the NEAREST.
    """

    tiers: tuple[Ints, ...]
    deepest: Ints
    net_cost: Ints
    complete: Flags


def by_country(found: Evaluation, root: Root) -> ByCountry:
    """The net cost of every good by country and status.

    Seen to a tier, each line above it counts in its country of last production for its value less that of the lines in
    it, each line of the tier for its whole value, and the good itself for what its producer adds. What is not known
    counts for nothing and leaves the row incomplete.
    """
    nodes, ledgers, goods = found.nodes, root.rolled.ledgers, found.nodes.goods
    inside, whole = ledgers.whole("cost"), Span(ledgers.whole("contributed").rows.copy())
    whole.rows[:, :goods] = root.bases.net_cost.rows
    exact = (whole.least == whole.most) & whole.known
    certain = exact & (inside.least == inside.most) & inside.known
    certain[:goods] &= nodes.opened[:goods]  # of a part whose materials are not listed nobody knows where they are from
    added, entire = _by_status(
        nodes, root, np.where(exact, whole.least, 0), np.where(certain, inside.least, 0), certain
    )
    tiers = []
    for depth in _told(len(nodes.tiers) - 1):
        table = np.zeros((goods, len(ORIGINS), len(STATUSES)), dtype=added.dtype)
        for rows, amounts in ((nodes.depth < depth, added), (nodes.depth == depth, entire)):
            np.add.at(table, (nodes.good[rows], nodes.origin[rows]), amounts[rows])
        tiers.append(table)
    deepest, complete = np.ones(goods, dtype=np.int64), np.ones(goods, dtype=bool)
    np.maximum.at(deepest, nodes.good, nodes.depth)
    np.logical_and.at(complete, nodes.good, certain)
    return ByCountry(tuple(tiers), deepest, np.where(certain[:goods], whole.least[:goods], 0), complete)


def _by_status(nodes: Nodes, root: Root, whole: Ints, inside: Ints, certain: Flags) -> tuple[Ints, Ints]:
    """What is added in each node, and its whole value: a row a node, a column a place of STATUSES.

    The value of a settled line is all of its status, whatever the lines in it are. Through other lines one looks at
    what is in them; what is in a self-produced one that is not listed is its stated VNM, or not known (UR 7(5)(a)).
    """
    at, lines = np.arange(len(nodes)), nodes.tiers[1:]
    status, through = _statuses(nodes, root)
    added, entire = (np.zeros((len(nodes), len(STATUSES)), dtype=whole.dtype) for _ in range(2))
    added[at, status] = np.where(certain, whole - inside, 0)
    entire[at, status] = np.where(through, added[at, status], whole)
    unlisted = at[through & ~nodes.opened & (nodes.depth > 0)]
    counted = root.rolled.ledgers.whole("counted").take(unlisted)
    value = whole[unlisted]
    sure = np.minimum(counted.least, value)
    perhaps = np.where(counted.known, np.minimum(counted.most, value), value) - sure
    for table in (added, entire):
        table[unlisted] = 0
        table[unlisted, _NON_ORIGINATING], table[unlisted, _UNKNOWN] = sure, perhaps
        table[unlisted, _PRODUCTION] = value - sure - perhaps
    for tier in reversed(lines):
        entire[tier.at, _UNKNOWN] += whole[tier.at] - entire[tier.at].sum(axis=1)
        inner = through[tier.parent]
        np.add.at(entire, tier.parent[inner], entire[tier.at[inner]])
    entire[~certain] = 0
    return added, entire


def _statuses(nodes: Nodes, root: Root) -> tuple[Ints, Flags]:
    """Of each node the status of what is added in it, and whether one looks through it.

    That is so of the good and of what its producer makes in it: their own value is production. What is in a settled
    line, at any depth, is of the status of the line.
    """
    found, outcomes = root.rolled.status, list(_OF_OUTCOME)
    own = np.select([found == outcome for outcome in outcomes], list(_OF_OUTCOME.values()))
    looked = nodes.in_house & ((found == FAIL) | (~nodes.opened & (found != PASS)))
    status, through = np.full(len(nodes), _PRODUCTION), np.ones(len(nodes), dtype=bool)
    for tier in nodes.tiers[1:]:
        through[tier.at] = through[tier.parent] & looked[tier.at]
        mine = np.where(looked[tier.at], _PRODUCTION, own[tier.at])
        status[tier.at] = np.where(through[tier.parent], mine, status[tier.parent])
    return status, through


def shown(found: Evaluation, table: ByCountry, row: int) -> list[CountryValue]:
    """The rows of one good by country, in the order of ORIGINS; none where nothing is known."""
    scale, base = found.nodes.scale, int(table.net_cost[row])
    rows = []
    for place, country in enumerate(ORIGINS):
        added, last = (sum(table.tiers[tier][row, place].tolist()) for tier in (-1, 0))
        if added or last:
            rows.append(
                CountryValue.model_validate(
                    {
                        "country": country,
                        "value": money(added, scale),
                        "points": _points(added, base),
                        "last_production": money(last, scale),
                        "last_production_points": _points(last, base),
                    }
                )
            )
    return rows


def through_tiers(found: Evaluation, table: ByCountry, row: int) -> list[TierValue]:
    """The rows of one good by tier, country and status, the nearest tiers and the deepest; none of nothing."""
    scale, base = found.nodes.scale, int(table.net_cost[row])
    return [
        TierValue.model_validate(
            {
                "tier": tier,
                "country": country,
                "status": status,
                "value": money(amount, scale),
                "points": _points(amount, base),
            }
        )
        for tier, seen in zip(_told(int(table.deepest[row])), table.tiers, strict=False)
        for place, country in enumerate(ORIGINS)
        for status, amount in zip(STATUSES, seen[row, place].tolist(), strict=True)
        if amount
    ]


def _told(deepest: int) -> Sequence[int]:
    """The tiers that are told apart, of goods with so many."""
    return [*range(1, max(1, min(deepest, NEAREST)) + 1), *([deepest] if deepest > NEAREST else [])]


def _points(amount: int, base: int) -> str | None:
    return percent(amount, base) if base else None
