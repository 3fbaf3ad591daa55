"""The net cost of goods out of a producer's books: UR 7(11)(a), (b) and (c), UR 7(12)-(13)."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction

from rvc.base.errors import InputError
from rvc.base.result import Said
from rvc.base.version import engine_version
from rvc.law.cost_categories import COST_CLASSES, EXCLUDED_COSTS
from rvc.law.load import load_law
from rvc.lines.tables.ledger import Ledger
from rvc.lines.tables.ledger_lines import AMOUNT
from rvc.net_costing.allocate import Allocator
from rvc.net_costing.case_block import case_block, figure
from rvc.net_costing.costs import Cost, costs_of
from rvc.net_costing.interest import compare
from rvc.net_costing.report import GoodCost, Law, NetCost, Source
from rvc.net_costing.setup import ReadSetup
from rvc.net_costing.worksheet import EXCLUDED, KEPT, TOTAL, Allocated, Worksheet, alike, to_goods

Readings = Sequence[Allocated]
_OPEN = ("interest", "unrelated_currency")


def net_cost(ledgers: Sequence[Ledger], read: ReadSetup, data: object) -> NetCost:
    """Allocate the costs of ledgers to the goods of a set-up.

    Args:
        ledgers: whose lines are taken together.
        read: the set-up.
        data: the set-up as it was written, for its hash.

    Raises:
        InputError: a line or a base does not fit; every problem at once.
    """
    costs, problems = costs_of(ledgers, read)
    order = read.setup.order
    allocator = Allocator(costs, read, gross=order == "allocate_total")
    found = [(cost, allocator.share(cost)) for cost in costs if cost.allocated]
    problems += allocator.problems
    if problems:
        raise InputError(problems)
    shares = [(cost, share) for cost, share in found if share is not None]
    least = [Allocated(cost, share, cost.least) for cost, share in shares]
    is_open = any(cost.is_open for cost, _ in shares)
    most = [Allocated(cost, share, cost.most) for cost, share in shares] if is_open else least
    together, law = alike(least), load_law()
    setup = read.setup
    return NetCost(
        engine_version=engine_version(),
        law=Law(regime=law.regime, version=law.version, sha256=law.sha256),
        ledgers=[_source(ledger) for ledger in ledgers],
        setup_sha256=hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest(),
        producer=setup.producer.name,
        country=setup.producer.country,
        currency=setup.producer.currency,
        period=[str(setup.period.from_), str(setup.period.to)] if setup.period else [],
        order=order,
        steps=Worksheet(
            order, len(setup.goods), costs, least, together, [compare(debt) for debt in setup.debts]
        ).steps(),
        goods=list(_goods(read, together, alike(most) if is_open else together)),
        readings=list(_open_points(costs)),
        warnings=[
            str(problem) for problem in (*read.warnings, *(each for ledger in ledgers for each in ledger.problems))
        ],
    )


def _source(ledger: Ledger) -> Source:
    total, lines = Fraction(ledger.frame[AMOUNT].sum() or 0), int(ledger.frame["lines"].sum())
    return Source(file=ledger.file, sha256=ledger.sha256, lines=lines, total=figure(total).shown)


def _goods(read: ReadSetup, least: Readings, most: Readings) -> Iterator[GoodCost]:
    """Each good under the reading least favorable to it, with its net cost under the most favorable one."""
    goods = read.setup.goods
    net_most = to_goods(most, KEPT, len(goods))
    of_class = {
        name: to_goods([each for each in least if each.cost.cost_class == name], TOTAL, len(goods))
        for name in COST_CLASSES
    }
    of_kind = {
        name: to_goods([each for each in least if each.cost.excluded == name], EXCLUDED, len(goods))
        for name in EXCLUDED_COSTS
    }
    for place, good in enumerate(goods):
        by_class = {name: sums[place] for name, sums in of_class.items()}
        excluded = {name: sums[place] for name, sums in of_kind.items()}
        total, out = sum(by_class.values(), Fraction(0)), sum(excluded.values(), Fraction(0))
        units = None if good.units is None else Fraction(good.units)
        yield GoodCost(
            id=good.id,
            description=good.description,
            units=None if good.units is None else f"{good.units:f}",
            materials=figure(by_class["direct_material"]),
            total_cost=figure(total),
            excluded=figure(out),
            net_cost=figure(total - out),
            net_cost_best=figure(net_most[place]),
            net_cost_per_unit=None if units is None else figure((total - out) / units),
            value=case_block(by_class, excluded),
            value_per_unit=None if units is None else case_block(by_class, excluded, units),
        )


def _open_points(costs: Sequence[Cost]) -> Iterator[Said]:
    """The points of law that are open and that the costs meet (docs/readings.md)."""
    standings = {cost.category.standing for cost in costs if cost.is_open}
    yield from (Said.of(f"note.net_cost.open_{standing}") for standing in _OPEN if standing in standings)
