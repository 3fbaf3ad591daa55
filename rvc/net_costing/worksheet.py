"""The worksheet: the steps of UR 7(11)(a), (b) or (c), each with its section, from the ledger to the net cost."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import sub

from rvc.base.result import Said
from rvc.law.cost_categories import COST_CLASSES, EXCLUDED_COSTS
from rvc.net_costing.allocate import CHARGED, Share, added
from rvc.net_costing.case_block import figure, rounded
from rvc.net_costing.costs import Cost
from rvc.net_costing.interest import Compared, margin
from rvc.net_costing.report import AccountRow, DebtRow, Figure, RatioRow, Row, Step

_PRINTED = 3  # decimals of the ratios in the examples of Schedule 5
_ORDERS = {"all_goods": "UR 7(11)(a)", "allocate_total": "UR 7(11)(b)", "each_cost": "UR 7(11)(c)"}
_METHODS = {
    CHARGED: "UR Schedule 5 s. 3",
    "cost_ratio": "UR Schedule 5 Appendix A",
    "direct_labor_and_material": "UR Schedule 5 Appendix B",
    "direct_cost": "UR Schedule 5 Appendix C",
}
Sums = tuple[Fraction, ...]


@dataclass(frozen=True)
class Allocated:
    """A cost with its share, and what of it goes to each good under one reading."""

    cost: Cost
    share: Share
    total: Sums
    excluded: Sums

    @cached_property
    def kept(self) -> Sums:
        """What of it stays in the net cost of each good."""
        return self.total if not any(self.excluded) else tuple(map(sub, self.total, self.excluded))


class Worksheet:
    """Writes the steps of one order out of allocated costs and compared debts; `goods` is their number."""

    def __init__(
        self,
        order: str,
        goods: int,
        costs: Sequence[Cost],
        allocated: Sequence[Allocated],
        debts: Sequence[Compared] = (),
    ) -> None:
        self._order, self._goods, self._costs, self._allocated, self._debts = order, goods, costs, allocated, debts

    def steps(self) -> list[Step]:
        """The steps, in the order that the producer chose."""
        first = [self._total_cost(), *([self._interest()] if self._debts else [])]
        last = [self._net_cost()]
        if self._order == "allocate_total":
            spread = self._allocation(lambda each: each.total)
            return [*first, self._ratios(), spread, self._excluded_by_good(), *last]
        subtracted = [self._subtracted()] if self._order == "all_goods" else []
        return [*first, *subtracted, self._ratios(), self._allocation(lambda each: each.kept), *last]

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
            amount = sum((cost.recorded if out else cost.least.total for cost in own), Fraction(0))
            rows.append(Row(of=name, cite=list(category.cite), total=figure(amount), counts=not out))
        whole = sum((each.cost.least.total for each in self._allocated), Fraction(0))
        rows.append(Row(of="total_cost", cite=["UR 7(12)"], total=figure(whole)))
        return self._step("total_cost", ["UR 1(6)", "UR 7(12)"], rows=rows)

    def _interest(self) -> Step:
        """Every debt beside the federal rate."""
        rows = []
        for each in self._debts:
            own = [cost.recorded for cost in self._costs if cost.debt == each.debt.id]
            paid = sum(own, Fraction(0))
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
        rows = [
            Row(of=kind, cite=["UR 1(1)"], total=figure(sum(amounts, Fraction(0)))) for kind, amounts in self._kinds()
        ]
        remainder = sum((each.cost.least.kept for each in self._allocated), Fraction(0))
        rows.append(Row(of="remainder", cite=["UR 7(11)(a)"], total=figure(remainder)))
        return self._step("excluded", ["UR 7(11)(a)", "UR 7(13)"], rows=rows)

    def _excluded_by_good(self) -> Step:
        """Excluded costs out of what was allocated to each good, by the ratio that allocated it."""
        return self._step("excluded_by_good", ["UR 7(11)(b)", "UR 7(13)"], rows=list(self._kind_rows()))

    def _kinds(self) -> Iterator[tuple[str, Sums]]:
        for kind in EXCLUDED_COSTS:
            own = [each.excluded for each in self._allocated if each.cost.excluded == kind]
            if own:
                yield kind, added(own, self._goods)

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
                rounded=[figure(rounded(ratio, _PRINTED)).shown for ratio in share.ratios],
            )
            for share in shares.values()
            if share.method != CHARGED
        ]
        return self._step("ratios", ["UR Schedule 5 s. 3", "UR Schedule 5 s. 4"], ratios=rows)

    def _allocation(self, of: Callable[[Allocated], Sums]) -> Step:
        """Each cost by its ratio: exactly, and by the ratio rounded as the examples print it."""
        rows = [self._account(each, of(each)) for each in self._by_account() if any(of(each))]
        cite = [_ORDERS[self._order], *dict.fromkeys(_METHODS[each.share.method] for each in self._allocated)]
        return self._step("allocation", cite, accounts=rows)

    def _by_account(self) -> list[Allocated]:
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
        return [own[0] if len(own) == 1 else self._together(own) for own in rows]

    def _together(self, own: Sequence[Allocated]) -> Allocated:
        total = added((each.total for each in own), self._goods)
        excluded = added((each.excluded for each in own), self._goods)
        return Allocated(own[0].cost, own[0].share, total, excluded)

    def _account(self, each: Allocated, amounts: Sums) -> AccountRow:
        cost, share, whole = each.cost, each.share, sum(amounts, Fraction(0))
        exact = [figure(amount) for amount in amounts]
        is_charged = share.method == CHARGED
        by_rounded = exact if is_charged else [figure(whole * rounded(ratio, _PRINTED)) for ratio in share.ratios]
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
            own = [each.total for each in self._allocated if each.cost.cost_class == name]
            if own:
                rows.append(_row(name, ["UR 1(1)"], added(own, self._goods)))
        rows.append(_row("total_cost", ["UR 7(12)"], added((each.total for each in self._allocated), self._goods)))
        rows += self._kind_rows()
        rows.append(
            _row("net_cost", [_ORDERS[self._order]], added((each.kept for each in self._allocated), self._goods))
        )
        return self._step("net_cost", [_ORDERS[self._order], "UR 1(1)"], rows=rows)


def _row(of: str, cite: Iterable[str], amounts: Sums) -> Row:
    goods: list[Figure] = [figure(amount) for amount in amounts]
    return Row(of=of, cite=list(cite), total=figure(sum(amounts, Fraction(0))), goods=goods)
