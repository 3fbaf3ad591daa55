"""What a ledger does not say itself: the producer, the period, the goods, and how costs are allocated to them."""

from calendar import month_abbr
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, cast, get_args

from rvc.base.days import anniversary
from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.law.cost_categories import EXCLUDED_COSTS
from rvc.law.load import load_law
from rvc.lines.averaging.periods import too_long
from rvc.lines.build import Draft, block_of
from rvc.lines.scalars import nearest, shown
from rvc.lines.schema import REGION, Field, Shape
from rvc.lines.tables.table_fields import ALLOCATIONS
from rvc.lines.tree import Issue, Path, dotted
from rvc.net_costing.interest import FIXED, VARIABLE, Debt, Federal, Payment, asks_for_payments

SCHEMA = "rvc-accounts/1"
_CENT = Decimal(1).scaleb(-2)
_SHORTER_YEAR = timedelta(days=2)  # one of 52 weeks
Order = Literal["all_goods", "allocate_total", "each_cost"]
"""UR 7(11)(a), (b) and (c)."""
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class Producer:
    """Whose books they are; `currency` is that of the books (UR 2)."""

    country: str
    currency: str
    name: str | None = None


@dataclass(frozen=True)
class Period:
    """The period of the ledger, both days included (UR 1(7))."""

    from_: date
    to: date

    @property
    def months(self) -> int:
        """How many calendar months it has, if it is made of whole ones (UR 1(1)); else 0."""
        after = self.to + timedelta(days=1)
        whole = self.from_.day == after.day == 1
        return (after.year - self.from_.year) * len(month_abbr[1:]) + after.month - self.from_.month if whole else 0


@dataclass(frozen=True)
class Allocation:
    """How costs are allocated: by a base (Schedule 5 Appendix A), or by the ratio of Appendix B or C."""

    method: str | None = None
    base: str | None = None


@dataclass(frozen=True)
class Allocations:
    """How the costs of each class are allocated, where the ledger and its accounts do not say."""

    direct_material: Allocation | None = None
    direct_labor: Allocation | None = None
    direct_overhead: Allocation | None = None
    indirect_overhead: Allocation | None = None


@dataclass(frozen=True)
class ProducedGood:
    """A good of the producer: units produced in the period, and what it has of each allocation base."""

    id: str
    description: str | None = None
    units: Decimal | None = None
    bases: Mapping[str, Decimal] | None = None


@dataclass(frozen=True)
class Account:
    """What an account is, where the lines of the ledger do not say."""

    account: str
    category: str | None = None
    excluded: str | None = None
    good: str | None = None
    allocation: str | None = None
    base: str | None = None
    debt: str | None = None


@dataclass(frozen=True)
class Setup:
    """All that stands beside a ledger."""

    schema_: str
    producer: Producer
    order: Order
    goods: tuple[ProducedGood, ...]
    period: Period | None = None
    ledger_total: Decimal | None = None
    allocate: Allocations = Allocations()
    accounts: tuple[Account, ...] = ()
    debts: tuple[Debt, ...] = ()


_ALLOCATION = Shape(
    Allocation,
    (
        Field("method", "choice", "cost_ratio (by a base), or a ratio of Schedule 5.", choices=ALLOCATIONS),
        Field("base", "text", "Base of the cost ratio: units, direct_labor, direct_material or another of the goods."),
    ),
)


def shape() -> Shape:
    """The fields of a set-up; the categories of accounts are those of the law data."""
    categories = tuple(load_law().cost_categories)
    classes = ("direct_material", "direct_labor", "direct_overhead", "indirect_overhead")
    producer = (
        Field("name", "text", "Name of the producer."),
        Field("country", "choice", "Where the producer is.", required=True, choices=REGION),
        Field("currency", "currency", "Currency of the books.", required=True),
    )
    period = (
        Field("from", "date", "First day.", required=True),
        Field("to", "date", "Last day.", required=True),
    )
    good = (
        Field("id", "text", "Identifier of the good.", required=True),
        Field("description", "text", "What it is."),
        Field("units", "above_zero", "Units produced in the period."),
        Field("bases", "amounts", "What it has of each allocation base."),
    )
    account = (
        Field("account", "text", "Account of the books; 61* for all that begin so.", required=True),
        Field("category", "choice", "What the cost is.", choices=categories),
        Field("excluded", "choice", "The excluded cost that it is.", choices=EXCLUDED_COSTS),
        Field("good", "text", "The good to which the producer charges the account."),
        Field("allocation", "choice", "Method of Schedule 5, Appendix A, B or C.", choices=ALLOCATIONS),
        Field("base", "text", "Base by which the account is allocated."),
        Field("debt", "text", "The debt on which interest is paid."),
    )
    payment = (
        Field("principal", "amount", "Principal paid.", required=True),
        Field("on", "date", "Day of the payment."),
        Field("years", "amount", "Years since the contract, or the current interest rate period, began."),
    )
    federal = (
        Field("maturity", "above_zero", "Maturity in years.", required=True),
        Field("rate", "signed", "Yield in percent, of the week that Schedule 9 s. 1 names.", required=True),
    )
    debt = (
        Field("id", "text", "What the ledger calls the debt.", required=True),
        Field("kind", "choice", "fixed_rate or variable_rate.", required=True, choices=(FIXED, VARIABLE)),
        Field("rate", "above_zero", "Interest rate in percent.", required=True),
        Field("amount", "above_zero", "Original amount; with a variable rate the balance when this rate began."),
        Field("from", "date", "Day of the contract; with a variable rate the first day of this rate."),
        Field("to", "date", "Last day of the current interest rate period."),
        Field("adjusted_every", "above_zero", "Interval at which a variable rate is adjusted, in years."),
        Field("payments", "records", "Payments of principal.", shape=Shape(Payment, payment)),
        Field("federal", "records", "Federal rates to compare with.", required=True, shape=Shape(Federal, federal)),
    )
    return Shape(
        Setup,
        (
            Field("schema", "text", "rvc-accounts/1.", required=True),
            Field("producer", "record", "Whose books.", required=True, shape=Shape(Producer, producer)),
            Field("period", "record", "Period of the ledger (UR 1(7)).", shape=Shape(Period, period)),
            Field("order", "choice", "Order of UR 7(11): (a), (b) or (c).", required=True, choices=ORDERS),
            Field("ledger_total", "signed", "What all lines of the ledger come to."),
            Field(
                "allocate", "record", "Methods by class of cost (Schedule 5).",
                shape=Shape(Allocations, tuple(
                    Field(name, "record", "How they are allocated.", shape=_ALLOCATION) for name in classes
                )),
            ),
            Field("goods", "records", "Every good produced.", required=True, shape=Shape(ProducedGood, good)),
            Field("accounts", "records", "What accounts are.", shape=Shape(Account, account)),
            Field("debts", "records", "Debts on which interest is paid (Schedule 9).", shape=Shape(Debt, debt)),
        ),
    )  # fmt: skip


Places = Callable[[Sequence[Issue]], list[Problem]]


@dataclass(frozen=True)
class ReadSetup:
    """A set-up that stood every check, and what gives a place in its file to what shows only beside the ledger.

    `warnings` are what is said of it without stopping it.
    """

    setup: Setup
    places: Places
    warnings: Sequence[Problem] = ()

    def problem(self, code: str, path: Path, **params: str) -> Problem:
        """A defect at a path of the set-up."""
        return next(problem for problem in self.places([Issue(code, path, params)]) if problem.code == code)


def setup_from(data: object, places: Places) -> ReadSetup:
    """Read a set-up out of a tree; raises InputError with every problem found."""
    made, draft = block_of(shape(), data, SCHEMA)
    setup = cast("Setup", made)
    _check(setup, draft)
    said = places(draft.issues)
    if any(not problem.warning for problem in said):
        raise InputError([problem for problem in said if not problem.warning])
    return ReadSetup(setup, places, said)


def _check(setup: Setup, draft: Draft) -> None:
    if setup.schema_ not in {"", SCHEMA}:
        draft.say("ledger.schema", ("schema",), seen=shown(setup.schema_), expected=SCHEMA)
    if not setup.goods and draft.sound("goods"):
        draft.say("ledger.no_goods", ("goods",))
    _check_names("id", ("goods",), [good.id for good in setup.goods], draft)
    _check_names("account", ("accounts",), [account.account for account in setup.accounts], draft)
    if setup.period is not None and draft.whole("period"):
        _check_period(setup.period, draft)
    known = {good.id for good in setup.goods}
    for place, account in enumerate(setup.accounts):
        if account.good is not None and account.good not in known:
            seen = shown(account.good)
            draft.say(
                "ledger.good", ("accounts", place, "good"), seen=seen, nearest=nearest(seen, sorted(known)), count="1"
            )
        _check_method(account.allocation, account.base, ("accounts", place), draft)
    _check_names("id", ("debts",), [debt.id for debt in setup.debts], draft)
    for place, debt in enumerate(setup.debts):
        if draft.whole("debts", place):
            _check_debt(debt, ("debts", place), draft)
    for name in ("direct_material", "direct_labor", "direct_overhead", "indirect_overhead"):
        way: Allocation | None = getattr(setup.allocate, name)
        if way is not None:
            _check_method(way.method, way.base, ("allocate", name), draft)


def _check_period(period: Period, draft: Draft) -> None:
    """Total cost is calculated over a month, three, six, or a fiscal year, which is stated nowhere (UR 1(7)(b))."""
    days = {"first": str(period.from_), "last": str(period.to)}
    if period.to < period.from_:
        draft.say("ledger.period", ("period",), **days)
    elif too_long(period.from_, period.to):
        draft.say("ledger.period_too_long", ("period",), **days)
    elif period.months not in lawful_months() and period.to < anniversary(period.from_, 1) - _SHORTER_YEAR:
        draft.warn("ledger.period_length", ("period",), **days)


def lawful_months() -> set[int]:
    """The months over which a producer may elect to calculate total cost, short of a fiscal year (UR 1(7), 7(15))."""
    law = load_law().averaging
    return {law.periods[name].months for name in law.subjects["net_cost"].periods if law.periods[name].months}


def _check_names(field: str, block: Path, names: Sequence[str], draft: Draft) -> None:
    """Every name stands once."""
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        if name and first.setdefault(name, place) < place:
            draft.say("ledger.twice", (*block, place, field), seen=shown(name), first=dotted((*block, first[name])))


def _check_method(method: str | None, base: str | None, path: Path, draft: Draft) -> None:
    """A base goes with the cost ratio, and with no other method."""
    if base is not None and method not in {None, "cost_ratio"}:
        draft.say("ledger.base_and_method", (*path, "base"), base=shown(base), method=str(method))
    elif base is None and method == "cost_ratio":
        draft.say("ledger.no_base", path)


def _check_debt(debt: Debt, path: Path, draft: Draft) -> None:
    """A debt has what its comparison needs, its payments come to its amount, and no maturity stands twice."""
    needed = ["adjusted_every"] if debt.kind == VARIABLE else []
    if asks_for_payments(debt.kind, debt.adjusted_every):
        dated = debt.kind == VARIABLE or any(payment.on is not None for payment in debt.payments)
        needed += ["amount", "payments"] if debt.kind == FIXED else ["amount", "to"]
        needed += ["from"] if dated else []
    for name in needed:
        if not getattr(debt, "from_" if name == "from" else name):
            draft.say("ledger.debt_lacks", (*path, name), name=name, debt=shown(debt.id))
    if not debt.federal:
        draft.say("ledger.debt_lacks", (*path, "federal"), name="federal", debt=shown(debt.id))
    maturities = [str(rate.maturity.normalize()) for rate in debt.federal]
    _check_names("maturity", (*path, "federal"), maturities, draft)
    _check_payments(debt, path, draft)
    if debt.from_ is not None and debt.to is not None and debt.to <= debt.from_:
        draft.say("ledger.period", (*path, "to"), first=str(debt.from_), last=str(debt.to))


def _check_payments(debt: Debt, path: Path, draft: Draft) -> None:
    for place, payment in enumerate(debt.payments):
        day, here = payment.on, (*path, "payments", place)
        if (day is None) == (payment.years is None):
            draft.say("ledger.payment_when", here)
        elif day is not None and debt.from_ is not None and not debt.from_ <= day <= (debt.to or day):
            params = {"seen": str(day), "first": str(debt.from_), "last": str(debt.to or "-")}
            draft.say("ledger.payment_outside", (*here, "on"), **params)
    paid = sum((payment.principal for payment in debt.payments), Decimal(0))
    if debt.amount is None or not debt.payments:
        return
    off = abs(paid - debt.amount) if debt.kind == FIXED else max(paid - debt.amount, Decimal(0))
    if off > _CENT * len(debt.payments):  # each payment of a schedule is rounded to a cent
        params = {"seen": f"{paid:f}", "amount": f"{debt.amount:f}"}
        draft.say("ledger.payments", (*path, "payments"), **params)
