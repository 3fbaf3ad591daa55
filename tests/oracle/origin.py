"""A product judged by its product rule: tariff change, value content, de minimis (UR 3(2), 3(6), 3(8), 5, 7)."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from tests.oracle import materials
from tests.oracle.answer import (
    NO,
    NOTHING,
    OPEN,
    UNKNOWN,
    YES,
    Answer,
    Bounds,
    Content,
    agreed,
    any_of,
    every,
    exactly,
    regional_value_content,
    total,
)
from tests.oracle.bill import Bill, Line
from tests.oracle.figures import DE_MINIMIS_SHARE
from tests.oracle.product_rules import Alternative, Branches, Change, OutOfScopeError, rules_for

NOT_LOOKED_AT = ("packing", "packaging", "accessory", "indirect")  # UR 8(13), 8(14), 8(17), 8(24)


@dataclass(frozen=True)
class Product:
    """A good or material with what its own determination needs; `lines` None where its materials are not stated."""

    hs: str
    named: str | None
    net_cost: Bounds
    transaction_value: Fraction | None
    total_cost: Bounds
    lines: tuple[Line, ...] | None
    units: Fraction = Fraction(1)
    rolled: "materials.Rolled" = field(default_factory=dict)
    method: str = "best"
    core: bool = False
    priced: bool = True  # False: a self-produced or core part, sold by nobody (reading 30)


@dataclass(frozen=True)
class Way:
    """The value content by one method against what is required."""

    method: str
    status: Answer
    content: Content
    required: Bounds


@dataclass(frozen=True)
class Tried:
    """One alternative, tried: None where it does not ask for a change or for a value content."""

    alternative: Alternative
    status: Answer
    tariff_change: Answer | None
    value_content: Answer | None
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Judgement:
    """What a product rule comes to; `tried` are the alternatives of each named good that it can be."""

    status: Answer
    by_change_alone: Answer
    tried: tuple[tuple[Tried, ...], ...]

    @property
    def deciding(self) -> Tried:
        """The best alternative of the least favorable branch; of equals the first printed."""
        best = [max(branch, key=lambda tried: tried.status) for branch in self.tried]
        return min(best, key=lambda tried: tried.status)


def branches_for(product: Product, rules: Branches) -> list[list[Alternative]]:
    """The named goods that a product can be: the one stated, else all that the rule tells apart."""
    if product.named is not None:
        if product.named in rules:
            return [rules[product.named]]
        if "other" not in rules:
            raise OutOfScopeError(product.hs, product.named)
        return [rules["other"]]
    if "other" not in rules:
        raise OutOfScopeError(product.hs)
    return list(rules.values())


def judge_product(bill: Bill, product: Product) -> Judgement:
    """UR 3(2), 3(6): one alternative is enough; where the named good is not stated, in every branch."""
    rules = rules_for(product.hs, bill.use, bill.day, staging=bill.staging)
    return judge_by(bill, product, branches_for(product, rules))


def judge_by(bill: Bill, product: Product, branches: list[list[Alternative]]) -> Judgement:
    """A product under given alternatives."""
    tried = tuple(tuple(try_alternative(bill, product, way) for way in ways) for ways in branches)
    return Judgement(
        status=agreed(any_of(way.status for way in ways) for ways in tried),
        by_change_alone=agreed(any_of(_by_change_alone(way) for way in ways) for ways in tried),
        tried=tried,
    )


def _by_change_alone(tried: Tried) -> Answer:
    """Whether the way succeeds without being subject to a value content (for the proviso of UR 8(6))."""
    if tried.alternative.asks_value:
        return NO
    return min(tried.status, OPEN) if tried.alternative.is_open else tried.status


def try_alternative(bill: Bill, product: Product, way: Alternative) -> Tried:
    """One alternative; by a way that one of two texts lacks, no good surely originates."""
    tried = _try(bill, product, way)
    return replace(tried, status=min(tried.status, OPEN)) if way.disputed else tried


def _try(bill: Bill, product: Product, way: Alternative) -> Tried:
    """The change, if the alternative asks for one, and the value content, if it asks for one."""
    change = None if way.change is None else tariff_change(bill, product, way.change)
    if way.is_open:  # UR 15(2), 15(3): a value content on top, or not
        value, ways = value_content(bill, product, way, way.open_net_cost, way.open_transaction_value)
        least = YES if change is None else change
        status = least if least is NO else YES if min(least, value) is YES else OPEN
        return Tried(way, status, change, max(value, OPEN), ways)  # one reading does not ask for it
    if not way.asks_value:
        return Tried(way, YES if change is None else change, change, None, ())
    value, ways = value_content(bill, product, way, way.net_cost, way.transaction_value)
    if change is not None:
        change = min([change, *(_not_met(bill, product, printed) for printed in way.instead_of)])
    elected = product.method != materials.NET_COST and product.transaction_value is not None
    if way.open_price is not None and elected:  # one reading admits it (reading 30)
        by_price, _ = value_content(bill, product, way, None, way.open_price)
        value = max(value, min(by_price, OPEN))
    return Tried(way, min(value, YES if change is None else change), change, value, ways)


def _not_met(bill: Bill, product: Product, change: Change) -> Answer:
    """UR 3(4)(a) serves a good of which one or more materials cannot change."""
    if product.lines is None:
        return OPEN
    return Answer(2 - every(line_changes(bill, line, change) for line in product.lines))


def tariff_change(bill: Bill, product: Product, change: Change) -> Answer:
    """UR 3(2): each non-originating material changes; or UR 5(1): those that do not are worth 10% or less."""
    if product.lines is None:
        return OPEN
    each = every(line_changes(bill, line, change) for line in product.lines)
    left = total(unchanged_value(bill, line, change) for line in product.lines).times(product.units)
    return max(each, de_minimis(left, product, from_below=False))


def line_changes(bill: Bill, line: Line, change: Change) -> Answer:
    """One material: originating, or changed; a self-produced one by itself or by what is in it (UR 3(8))."""
    if line.role in NOT_LOOKED_AT:
        return YES
    found = materials.status(bill, line)
    if found is YES:
        return YES
    answer = OPEN if line.hs is None else change(line.hs, line.named)
    if found is OPEN:
        answer = max(answer, OPEN)
    if line.in_house and line.opened:
        answer = max(answer, every(line_changes(bill, child, change) for child in line.children))
    return answer


def unchanged_value(bill: Bill, line: Line, change: Change) -> Bounds:
    """UR 5(1)(a): the value of non-originating materials that do not change; of a self-produced one, of those in it."""
    answer = line_changes(bill, line, change)
    if answer is YES:
        return NOTHING
    if line.in_house and line.opened:
        left = total(unchanged_value(bill, child, change) for child in line.children).times(line.quantity)
    else:
        left = materials.vnm_of(bill, line, materials.PLAIN, {})
    return left if answer is NO else left.from_nothing()


def de_minimis(value: Bounds, product: Product, *, from_below: bool) -> Answer:
    """UR 5(1), 5(4): not more than 10% of the transaction value or of the total cost (reading 5).

    `from_below`: a base that is not stated counts as far as it is known from below (reading 25, for UR 5(4)).
    """
    price, whole = product.transaction_value, product.total_cost
    lower = max(whole.least, product.net_cost.least)  # net cost is never more than total cost
    bases = [lower] if price is None else [lower, price]
    if value.most is not None and any(value.most * 100 <= DE_MINIMIS_SHARE * base for base in bases):
        return YES
    known = bases if from_below else [base for base in (price, whole.most) if base is not None]
    return NO if known and all(value.least * 100 > DE_MINIMIS_SHARE * base for base in known) else OPEN


def vnm_for(bill: Bill, product: Product, method: str) -> Bounds:
    """VNM of a product by a method; unknown where its materials are not stated."""
    if product.lines is None:
        return UNKNOWN
    return materials.vnm(bill, product.lines, method, product.rolled, core=product.core).times(product.units)


def value_content(
    bill: Bill,
    product: Product,
    way: Alternative,
    net_cost: Fraction | None,
    transaction_value: Fraction | None,
) -> tuple[Answer, tuple[Way, ...]]:
    """UR 7(1)-(3), 7(6): the methods that the rule prints, as elected; UR 5(4) in their place unless "only if"."""
    required = {}
    if net_cost is not None:
        required[materials.NET_COST] = exactly(net_cost)
    if transaction_value is not None:
        required[materials.TRANSACTION_VALUE] = exactly(transaction_value)
    return weigh(bill, product, required, only_if=way.only_if)


def weigh(
    bill: Bill, product: Product, required: dict[str, Bounds], *, only_if: bool
) -> tuple[Answer, tuple[Way, ...]]:
    """The value content of a product by each method that has a requirement."""
    if not product.priced and product.transaction_value is None:
        required = {method: figure for method, figure in required.items() if method == materials.NET_COST}
    if product.method in required:
        required = {product.method: required[product.method]}
    ways = []
    for method, figure in required.items():
        price = product.transaction_value
        base = product.net_cost if method == materials.NET_COST else (UNKNOWN if price is None else exactly(price))
        content = regional_value_content(base, vnm_for(bill, product, method))
        ways.append(Way(method, content.at_least(figure), content, figure))
    answer = any_of(way.status for way in ways)
    if not only_if:
        answer = max(answer, de_minimis(vnm_for(bill, product, materials.PLAIN), product, from_below=True))
    return answer, tuple(ways)
