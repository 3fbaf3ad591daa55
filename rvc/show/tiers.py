"""Net cost by tier, country and status, laid out as tables have it: a row a country, a column a status."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rvc.run.by_country import STATUSES
from rvc.run.report import Report, TierValue
from rvc.show import figures
from rvc.show.words import say


@dataclass(frozen=True)
class Tier:
    """The net cost as seen to one tier: `rows` by country, each by status."""

    number: int
    deepest: bool
    rows: Mapping[str, Mapping[str, TierValue]]


def tiers(report: Report) -> list[Tier]:
    """The tiers of a report, the nearest first; none where values are left out, so that nothing is a share of all."""
    found: dict[int, dict[str, dict[str, TierValue]]] = {}
    for item in report.value_through_tiers:
        if item.points is None:
            return []
        found.setdefault(item.tier, {}).setdefault(item.country, {})[item.status] = item
    return [Tier(number, number == max(found), rows) for number, rows in found.items()]


def statuses(report: Report) -> list[str]:
    """The statuses that any value of a report has, in the order of STATUSES."""
    held = {item.status for item in report.value_through_tiers}
    return [status for status in STATUSES if status in held]


def share(item: TierValue | None) -> str:
    """The share of one country and status in the net cost."""
    if item is None or item.points is None:
        return say("figure.none")
    return say("figure.percent", {"figure": figures.rounded(item.points)})


def total(tier: Tier, status: str) -> str:
    """The share of one status over all countries."""
    points = [row[status].points for row in tier.rows.values() if status in row]
    known = sum((Decimal(item) for item in points if item is not None), Decimal(0))
    return say("figure.percent", {"figure": figures.rounded(str(known))})
