"""The lines of ledgers as costs: what each account is, in the currency of the books, and how it is to be allocated.

What stands in a line of the ledger counts before what the set-up says of its account, and that before what it says of
a class of costs.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from rvc.base.problem import Problem
from rvc.law.cost_categories import EXCLUDED_COSTS, RESEARCH, CostCategory
from rvc.law.load import load_law
from rvc.lines.scalars import nearest, shown
from rvc.lines.spelling import nearest_word
from rvc.lines.tables.ledger import Ledger
from rvc.lines.tables.ledger_lines import AMOUNT, DAY
from rvc.lines.tables.table_fields import ALLOCATIONS
from rvc.net_costing.case_block import figure
from rvc.net_costing.interest import compare
from rvc.net_costing.setup import Account, Allocation, ReadSetup

KEYS = ("account", "category", "excluded", "good", "allocation", "base", "debt", "currency", "rate")
RATIO_CLASSES = {
    "direct_labor_and_material": ("direct_labor", "direct_material"),  # Schedule 5 Appendix B
    "direct_cost": ("direct_labor", "direct_material", "direct_overhead"),  # Appendix C
}
"""The classes of costs that a ratio is made of."""
INTEREST = "non_allowable_interest"
_ANY = "*"
_NOTHING = Fraction(0)
_NONE_OR_ALL = (_NOTHING, Fraction(1))


class Amounts(NamedTuple):
    """A cost under one reading of the law: what is in total cost, and what of it is an excluded cost."""

    total: Fraction
    excluded: Fraction

    @property
    def kept(self) -> Fraction:
        """What stays in net cost."""
        return self.total - self.excluded if self.excluded else self.total


class Cost(NamedTuple):
    """The lines of one account that are alike: what they are, and come to under the readings least and most favorable.

    `excluded` is the kind of excluded cost that they are, or may be; `good` the one they are charged to, else `way`
    says how they are allocated. `recorded` is what they come to on the books; `ledger`, `row` say where.
    """

    account: str
    name: str
    category: CostCategory
    excluded: str
    good: str | None
    way: Allocation
    debt: str | None
    recorded: Fraction
    least: Amounts
    most: Amounts
    ledger: Ledger
    row: int

    @property
    def cost_class(self) -> str:
        """Its class of cost; "" if it is no part of total cost."""
        return self.category.cost_class

    @property
    def is_open(self) -> bool:
        """Whether the readings differ on it."""
        return self.least != self.most

    @property
    def allocated(self) -> bool:
        """Whether it is a part of total cost that goes to goods."""
        return self.category.standing not in {"not_total_cost", "not_allocated"}


def costs_of(ledgers: Sequence[Ledger], read: ReadSetup) -> tuple[list[Cost], list[Problem]]:
    """Every cost of the ledgers, in their order, and everything that keeps a line from being one."""
    reader = _Reader(read)
    costs = [cost for ledger in ledgers for cost in reader.costs(ledger)]
    reader.check_total(ledgers)
    reader.check_signs(costs)
    return costs, reader.problems


class _Group(NamedTuple):
    """Lines that say the same: their `KEYS`, what they come to, how many they are, and what their first line holds."""

    account: str | None
    category: str | None
    excluded: str | None
    good: str | None
    allocation: str | None
    base: str | None
    debt: str | None
    currency: str | None
    rate: str | None
    amount: Decimal
    lines: int
    row: int
    account_name: str | None


class _Reader:
    """Turns groups of like lines into costs, and keeps what was wrong."""

    def __init__(self, read: ReadSetup) -> None:
        self.problems: list[Problem] = []
        self._read, self._setup = read, read.setup
        self._categories = load_law().cost_categories
        self._goods = [good.id for good in self._setup.goods]
        self._debts = {debt.id: compare(debt) for debt in self._setup.debts}
        self._exact = {rule.account: rule for rule in self._setup.accounts if not rule.account.endswith(_ANY)}
        self._begin = sorted(
            (rule for rule in self._setup.accounts if rule.account.endswith(_ANY)),
            key=lambda rule: -len(rule.account),
        )

    def costs(self, ledger: Ledger) -> Iterator[Cost]:
        """The costs of one ledger, by account and by all that its lines say beside it."""
        self._check_days(ledger)
        own = self._setup.producer.currency
        if ledger.currency not in {"", own}:
            params = {"seen": ledger.currency, "own": own}
            self.problems.append(ledger.problem("ledger.currency", ledger.header_row, AMOUNT, **params))
        there = [name for name in KEYS if name in ledger.letters]
        lacking = [pl.lit(None, dtype=pl.String).alias(name) for name in KEYS if name not in there]
        grouped = (
            ledger.frame.group_by(there)
            .agg(pl.col(AMOUNT, "lines").sum(), pl.col("row").min(), pl.col("account_name").first())
            .sort("row")
            .with_columns(lacking)
        )
        self._check_words(ledger, grouped)
        for group in map(_Group._make, grouped.select(_Group._fields).iter_rows()):
            cost = self._cost(ledger, group)
            if cost is not None:
                yield cost

    def _cost(self, ledger: Ledger, group: _Group) -> Cost | None:
        account, row = group.account or "", group.row
        rule = self._rule(account)
        name, debt = group.category or rule.category, group.debt or rule.debt
        category = self._categories.get(name or "")
        amount = self._in_own_currency(ledger, group)
        if name is None:
            params = {"account": shown(account), "count": str(group.lines)}
            self.problems.append(ledger.problem("ledger.no_category", row, "account", **params))
        if category is None or amount is None:
            return None
        stated = group.excluded or rule.excluded
        if stated:
            self._check_excluded(ledger, row, category, stated)
        if debt and category.standing != "interest":
            self.problems.append(ledger.problem("ledger.debt_elsewhere", row, "debt", category=category.name))
        excluded = stated or category.excluded
        way = Allocation(group.allocation or rule.allocation, group.base or rule.base)
        cost = Cost(
            account, group.account_name or "", category, excluded or _may_be(category), group.good or rule.good,
            way if way.base or way.method else self._of_class(category), debt,
            amount, *_readings(category, excluded, amount, self._shares(debt)), ledger, row,
        )  # fmt: skip
        return cost if self._has_way(cost) else None

    def _shares(self, debt: str | None) -> Sequence[Fraction]:
        """What part of the interest on a debt is non-allowable; nothing is known of one that is not stated."""
        found = self._debts.get(debt or "")
        return _NONE_OR_ALL if found is None else found.shares

    def _rule(self, account: str) -> Account:
        """What the set-up says of an account: of it alone, or of the longest beginning that it has."""
        exact = self._exact.get(account)
        if exact is not None:
            return exact
        return next((rule for rule in self._begin if account.startswith(rule.account[:-1])), Account(account))

    def _of_class(self, category: CostCategory) -> Allocation:
        return getattr(self._setup.allocate, _allocated_as(category.cost_class)) or Allocation()

    def _in_own_currency(self, ledger: Ledger, group: _Group) -> Fraction | None:
        """The amount in the currency of the books, by the rate by which it was recorded (UR 2(1)(a))."""
        currency, rate, row, amount = group.currency, group.rate, group.row, Fraction(group.amount)
        own = self._setup.producer.currency
        if currency in {None, own}:
            if rate is not None and Decimal(rate) != 1:
                code = "ledger.rate_without_currency" if currency is None else "ledger.rate_of_own_currency"
                self.problems.append(ledger.problem(code, row, "rate", seen=rate, own=own))
                return None
            return amount
        if rate is None:
            self.problems.append(ledger.problem("ledger.no_rate", row, "currency", currency=shown(currency), own=own))
            return None
        if Decimal(rate) <= 0:
            self.problems.append(ledger.problem("ledger.rate", row, "rate", seen=rate))
            return None
        return amount * Fraction(rate)

    def _check_words(self, ledger: Ledger, grouped: pl.DataFrame) -> None:
        """Every name that a line may only take out of a closed set."""
        closed = {"category": tuple(self._categories), "excluded": EXCLUDED_COSTS, "allocation": ALLOCATIONS}
        for name, known in closed.items():
            for seen, row, count in _others(grouped, name, known):
                params = {"seen": shown(seen), "nearest": nearest_word(name, seen, known), "known": ", ".join(known)}
                self.problems.append(ledger.problem("ledger.word", row, name, count=count, name=name, **params))
        for name, ids in (("good", self._goods), ("debt", list(self._debts))):
            for seen, row, count in _others(grouped, name, ids):
                params = {"seen": shown(seen), "nearest": nearest(seen, ids), "count": count}
                self.problems.append(ledger.problem(f"ledger.{name}", row, name, **params))

    def _check_days(self, ledger: Ledger) -> None:
        """Every line was recorded in the period (UR 1(7)); each day outside it is said once."""
        period = self._setup.period
        if period is None:
            return
        first, last = str(period.from_), str(period.to)
        outside = ledger.days.filter(~pl.col(DAY).is_between(pl.lit(first), pl.lit(last)))
        for seen, row, count in outside.select(DAY, "row", "lines").iter_rows():
            params = {"seen": shown(seen), "count": str(count), "first": first, "last": last}
            self.problems.append(ledger.problem("ledger.outside_period", row, DAY, **params))

    def _check_excluded(self, ledger: Ledger, row: int, category: CostCategory, excluded: str) -> None:
        """An excluded cost is recorded as such, and neither inside the value of a material nor research (UR 7(13))."""
        if category.cost_class == "direct_material":
            self.problems.append(ledger.problem("ledger.excluded_in_material", row, "excluded", seen=excluded))
        elif category.standing != "cost" or category.name == RESEARCH or category.excluded not in {"", excluded}:
            params = {"seen": excluded, "category": category.name}
            self.problems.append(ledger.problem("ledger.excluded_elsewhere", row, "excluded", **params))

    def _has_way(self, cost: Cost) -> bool:
        """A cost that goes to goods has a way there; direct costs are what the ratios are made of."""
        if not cost.allocated or cost.good is not None:
            return True
        method, base = cost.way.method, cost.way.base
        by_ratio = method in RATIO_CLASSES
        if method is None and base is None:
            wrong = "no_way", "account"
        elif base is None and method == "cost_ratio":
            wrong = "no_base", "allocation"
        elif base is not None and by_ratio:
            wrong = "base_and_method", "base"
        elif by_ratio and cost.cost_class in RATIO_CLASSES[str(method)]:
            wrong = "direct_by_ratio", "account"
        else:
            return method in {None, *ALLOCATIONS}  # another word is said where the words are checked
        params = {
            "account": shown(cost.account), "class": cost.cost_class, "method": str(method), "base": shown(base),
            "allocated_as": _allocated_as(cost.cost_class),
        }  # fmt: skip
        self.problems.append(cost.ledger.problem(f"ledger.{wrong[0]}", cost.row, wrong[1], **params))
        return False

    def check_signs(self, costs: Sequence[Cost]) -> None:
        """A gain of currency lowers total cost, a loss raises it (UR 1(6)(d)); by account: lines may be reversals."""
        sums: dict[tuple[str, str], tuple[Fraction, Cost]] = {}
        for cost in costs:
            if cost.category.standing == "currency":
                key = cost.account, cost.category.name
                sums[key] = sums.get(key, (Fraction(0), cost))[0] + cost.most.total, cost
        for (account, name), (total, cost) in sums.items():
            if (total > 0) == (name == "currency_gain") and total:
                params = {"account": shown(account), "category": name, "seen": figure(total).shown}
                self.problems.append(cost.ledger.problem("ledger.sign", cost.row, "account", **params))

    def check_total(self, ledgers: Sequence[Ledger]) -> None:
        """All lines come to what the set-up says that they do."""
        stated = self._setup.ledger_total
        if stated is None:
            return
        total = sum((ledger.frame[AMOUNT].sum() or Decimal(0) for ledger in ledgers), Decimal(0))
        if total != stated:
            params = {"seen": figure(Fraction(stated)).shown, "total": figure(Fraction(total)).shown}
            self.problems.append(self._read.problem("ledger.disagrees", ("ledger_total",), **params))


def _others(groups: pl.DataFrame, name: str, known: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """The values of a column that are not known, each with its first row and the count of its lines."""
    outside = groups.filter(pl.col(name).is_not_null() & ~pl.col(name).is_in(list(known)))
    grouped = outside.group_by(name).agg(pl.col("row").min(), pl.col("lines").sum()).sort("row")
    yield from ((seen, row, str(count)) for seen, row, count in grouped.iter_rows())


def _allocated_as(cost_class: str) -> str:
    """The name under `allocate` of how costs of a class are allocated: what is not direct is indirect overhead."""
    return cost_class if cost_class in RATIO_CLASSES["direct_cost"] else "indirect_overhead"


def _may_be(category: CostCategory) -> str:
    """The excluded cost that a category may turn out to be."""
    return INTEREST if category.standing == "interest" else ""


def _readings(
    category: CostCategory, excluded: str, amount: Fraction, shares: Sequence[Fraction]
) -> tuple[Amounts, Amounts]:
    """A cost under the reading least favorable to net cost, and the most favorable one."""
    if category.standing == "cost":
        only = Amounts(amount, amount if excluded else _NOTHING)
        return only, only
    if category.standing == "not_total_cost":
        readings = [Amounts(_NOTHING, _NOTHING)]
    elif category.standing == "unrelated_currency":  # UR 1(6)(a) takes every cost on the books in; 1(6)(d) names others
        readings = [Amounts(_NOTHING, _NOTHING), Amounts(amount, _NOTHING)]
    elif category.standing == "interest" and not excluded:
        readings = [Amounts(amount, amount * share) for share in shares]
    else:
        readings = [Amounts(amount, amount if excluded else _NOTHING)]
    ordered = sorted(readings, key=lambda reading: reading.kept)
    return ordered[0], ordered[-1]
