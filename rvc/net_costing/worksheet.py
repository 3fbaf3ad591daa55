"""The worksheet: the steps of UR 7(11)(a), (b) or (c), each with its section, from the ledger to the net cost."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from rvc.base.result import Said
from rvc.law.cost_categories import COST_CLASSES, EXCLUDED_COSTS
from rvc.net_costing.allocate import CHARGED, Share, added, by_good
from rvc.net_costing.case_block import figure
from rvc.net_costing.costs import Amounts, Cost
from rvc.net_costing.interest import Compared, margin
from rvc.net_costing.report import AccountRow, DebtRow, Figure, RatioRow, Row, Step

_ORDERS = {"all_goods": "UR 7(11)(a)", "allocate_total": "UR 7(11)(b)", "each_cost": "UR 7(11)(c)"}
_METHODS = {
    CHARGED: "UR Schedule 5 s. 3",
    "cost_ratio": "UR Schedule 5 Appendix A",
    "direct_labor_and_material": "UR Schedule 5 Appendix B",
    "direct_cost": "UR Schedule 5 Appendix C",
}
Sums = tuple[Fraction, ...]


class Allocated(NamedTuple):
    """A cost with the share by which it goes to goods, and what it comes to under one reading."""

    cost: Cost
    share: Share
    amounts: Amounts


def alike(rows: Iterable[Allocated]) -> list[Allocated]:
    """Costs of one class and kind that go to goods by one share, as one: all that their sums need."""
    found: dict[tuple[str, ...], list[Allocated]] = {}
    for each in rows:
        key = each.cost.cost_class, each.cost.excluded, each.share.method, each.share.base
        found.setdefault(key, []).append(each)
    return [
        Allocated(
            own[0].cost,
            own[0].share,
            Amounts(added(each.amounts.total for each in own), added(each.amounts.excluded for each in own)),
        )
        for own in found.values()
    ]


Of = Callable[[Amounts], Fraction]
"""What is taken of a cost: its total, what of it is excluded, or what is kept."""
TOTAL: Of = attrgetter("total")
EXCLUDED: Of = attrgetter("excluded")
KEPT: Of = attrgetter("kept")


def to_goods(rows: Iterable[Allocated], of: Of, goods: int) -> Sums:
    """What each good has of costs."""
    return by_good(((each.share, of(each.amounts)) for each in rows), goods)


class Worksheet:
    """Writes the steps of one order out of allocated costs, those that are `alike` together, and compared debts."""

    def __init__(
        self,
        order: str,
        goods: int,
        costs: Sequence[Cost],
        allocated: Sequence[Allocated],
        together: Sequence[Allocated],
        debts: Sequence[Compared] = (),
    ) -> None:
        self._order, self._goods, self._costs, self._allocated, self._debts = order, goods, costs, allocated, debts
        self._alike = together

    def steps(self) -> list[Step]:
        """The steps, in the order that the producer chose."""
        first = [self._total_cost(), *([self._interest()] if self._debts else [])]
        last = [self._net_cost()]
        if self._order == "allocate_total":
            return [*first, self._ratios(), self._allocation(TOTAL), self._excluded_by_good(), *last]
        subtracted = [self._subtracted()] if self._order == "all_goods" else []
        return [*first, *subtracted, self._ratios(), self._allocation(KEPT), *last]

    def _step(self, code: str, cite: Sequence[str], **rows: object) -> Step:
        return Step.model_validate(
            {"code": code, "says": Said.of(f"note.net_cost.{code}"), "cite": list(cite), **rows}
        )  # fmt: skip

    def _total_cost(self) -> Step:
        """Every cost on the books by its category, in and out of total cost (UR 1(6))."""
        rows = []
        for name in dict.fromkeys(cost.category.name for cost in self._costs):
            own = [cost for cost in self._costs if cost.category.name == name]
            category = own[0].category
            out = category.standing in {"not_total_cost", "not_allocated"}
            amount = added(cost.recorded if out else cost.least.total for cost in own)
            rows.append(Row(of=name, cite=list(category.cite), total=figure(amount), counts=not out))
        whole = added(each.amounts.total for each in self._alike)
        rows.append(Row(of="total_cost", cite=["UR 7(12)"], total=figure(whole)))
        return self._step("total_cost", ["UR 1(6)", "UR 7(12)"], rows=rows)

    def _interest(self) -> Step:
        """Every debt beside the federal rate."""
        rows = []
        for each in self._debts:
            paid = added(cost.recorded for cost in self._costs if cost.debt == each.debt.id)
            out = sorted(paid * share for share in each.shares)
            rows.append(
                DebtRow(
                    of=each.debt.id,
                    cite=[each.cite],
                    total=figure(paid),
                    kind=each.debt.kind,
                    rate=figure(Fraction(each.debt.rate)),
                    maturity=figure(each.maturity),
                    rounded=figure(each.rounded).shown,
                    federal=[figure(rate) for rate in each.federal],
                    limit=[figure(rate + margin()) for rate in each.federal],
                    excluded=figure(out[0]),
                    excluded_most=figure(out[-1]),
                )
            )
        return self._step("interest", ["UR 7(14)", "UR Schedule 9"], debts=rows)

    def _subtracted(self) -> Step:
        """Excluded costs out of the total cost of all goods."""
        rows = [Row(of=kind, cite=["UR 1(1)"], total=figure(added(amounts))) for kind, amounts in self._kinds()]
        remainder = added(each.amounts.kept for each in self._alike)
        rows.append(Row(of="remainder", cite=["UR 7(11)(a)"], total=figure(remainder)))
        return self._step("excluded", ["UR 7(11)(a)", "UR 7(13)"], rows=rows)

    def _excluded_by_good(self) -> Step:
        """Excluded costs out of what was allocated to each good, by the ratio that allocated it."""
        return self._step("excluded_by_good", ["UR 7(11)(b)", "UR 7(13)"], rows=list(self._kind_rows()))

    def _kinds(self) -> Iterator[tuple[str, Sums]]:
        for kind in EXCLUDED_COSTS:
            own = [each for each in self._alike if each.cost.excluded == kind]
            if own:
                yield kind, to_goods(own, EXCLUDED, self._goods)

    def _kind_rows(self) -> Iterator[Row]:
        for kind, amounts in self._kinds():
            yield _row(kind, ["UR 1(1)"], amounts)

    def _ratios(self) -> Step:
        """Every base and ratio that is used."""
        shares = {(each.share.method, each.share.base): each.share for each in self._allocated}
        rows = [
            RatioRow(
                of=share.base,
                cite=[_METHODS[share.method]],
                method=share.method,
                total=figure(share.total),
                base=[figure(part) for part in share.parts],
                goods=[figure(ratio) for ratio in share.ratios],
                rounded=[figure(ratio).shown for ratio in share.printed],
            )
            for share in shares.values()
            if share.method != CHARGED
        ]
        return self._step("ratios", ["UR Schedule 5 s. 3", "UR Schedule 5 s. 4"], ratios=rows)

    def _allocation(self, of: Of) -> Step:
        """Each cost by its ratio: exactly, and by the ratio rounded as the examples print it."""
        found = ((own, to_goods(own, of, self._goods)) for own in self._by_account())
        rows = [self._account(own[0], amounts) for own, amounts in found if any(amounts)]
        cite = [_ORDERS[self._order], *dict.fromkeys(_METHODS[each.share.method] for each in self._alike)]
        return self._step("allocation", cite, accounts=rows)

    def _by_account(self) -> list[list[Allocated]]:
        """Allocated costs, those of one account that are charged to goods as one."""
        charged: dict[tuple[str, str, str], list[Allocated]] = {}
        rows: list[list[Allocated]] = []
        for each in self._allocated:
            if each.share.method != CHARGED:
                rows.append([each])
                continue
            key = each.cost.account, each.cost.category.name, each.cost.excluded
            if key not in charged:
                charged[key] = []
                rows.append(charged[key])
            charged[key].append(each)
        return rows

    def _account(self, each: Allocated, amounts: Sums) -> AccountRow:
        cost, share, whole = each.cost, each.share, added(amounts)
        exact = [figure(amount) for amount in amounts]
        is_charged = share.method == CHARGED
        by_rounded = exact if is_charged else [figure(whole * ratio) for ratio in share.printed]
        return AccountRow(
            of=cost.account,
            name=cost.name,
            cite=[*cost.category.cite, _METHODS[share.method]],
            category=cost.category.name,
            cost_class=cost.cost_class,
            excluded=cost.excluded,
            ratio=CHARGED if is_charged else share.base,
            total=figure(whole),
            goods=exact,
            by_rounded=by_rounded if by_rounded != exact else [],
        )

    def _net_cost(self) -> Step:
        """Total cost less excluded costs, good by good."""
        rows = []
        for name in COST_CLASSES:
            own = [each for each in self._alike if each.cost.cost_class == name]
            if own:
                rows.append(_row(name, ["UR 1(1)"], to_goods(own, TOTAL, self._goods)))
        rows.append(_row("total_cost", ["UR 7(12)"], to_goods(self._alike, TOTAL, self._goods)))
        rows += self._kind_rows()
        rows.append(_row("net_cost", [_ORDERS[self._order]], to_goods(self._alike, KEPT, self._goods)))
        return self._step("net_cost", [_ORDERS[self._order], "UR 1(1)"], rows=rows)


def _row(of: str, cite: Iterable[str], amounts: Sums) -> Row:
    goods: list[Figure] = [figure(amount) for amount in amounts]
    return Row(of=of, cite=list(cite), total=figure(added(amounts)), goods=goods)
