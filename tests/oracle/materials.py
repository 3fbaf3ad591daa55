"""What a material is and counts for: status, cost, value of non-originating materials (UR 4, 7, 8, 9)."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from tests.oracle import origin
from tests.oracle.answer import NO, NOTHING, OPEN, UNKNOWN, YES, Answer, Bounds, any_of, between, exactly, stated, total
from tests.oracle.bill import Bill, Line, day_of
from tests.oracle.figures import REGION

NET_COST, TRANSACTION_VALUE, PLAIN = "net_cost", "transaction_value", "plain"  # PLAIN: UR 5(5), without statements
Rolled = Mapping[str, Answer]


def claim_holds(bill: Bill, line: Line) -> bool:
    """Reading 11: a claim covers what was acquired within its period, for the use it names."""
    claim = line.claim
    if claim is None:
        return True
    day = line.acquired_on or bill.day
    begins, ends = day_of(claim.get("valid_from")), day_of(claim.get("valid_to"))
    if begins is not None and ends is None and _a_year_on(begins, day):
        return False  # 19 CFR 182.12: twelve months at most
    if ends is not None and begins is None and _a_year_on(day, ends):
        return False
    if begins is not None and day < begins:
        return False
    if ends is not None and day > ends:
        return False
    return claim.get("use") is None or claim["use"] == bill.use


def _a_year_on(first: date, later: date) -> bool:
    return (later.year - first.year, later.month, later.day) >= (1, first.month, first.day)


def stated_status(bill: Bill, line: Line) -> Answer | None:
    """What is known of a line without looking into it; None where nothing is."""
    if line.role == "indirect":
        return YES  # UR 8(13)
    if line.recovered and "remanufactured" in bill.features and line.origin in REGION:
        return YES  # UR 4(1)
    if line.originating is True and claim_holds(bill, line):
        return YES
    return NO if line.originating is False else None


def status(bill: Bill, line: Line) -> Answer:
    """Whether a material originates, traded on its own (UR 3(2), 14(9); readings 11-15)."""
    known = stated_status(bill, line)
    if known is not None:
        return known
    if not line.opened or line.hs is None:
        return OPEN
    return judgement(bill, line).status


def judgement(bill: Bill, line: Line) -> "origin.Judgement":
    """A material judged by its own product rule, for the use of what it goes into (reading 13)."""
    if line.id not in bill.answers:
        bill.answers[line.id] = origin.judge_product(bill, product_of(bill, line))
    found: origin.Judgement = bill.answers[line.id]
    return found


def product_of(bill: Bill, line: Line) -> "origin.Product":
    """A material as a good of its own: its own net cost, prices and materials."""
    return origin.Product(
        hs=line.hs or "",
        named=line.named,
        net_cost=own_net_cost(bill, line),
        transaction_value=line.transaction_value,
        total_cost=own_total_cost(bill, line),
        lines=line.children,
        units=line.quantity,
        core=line.core_part is not None,  # UR 14(11)
        priced=not line.in_house and line.core_part is None,
    )


def own_total_cost(bill: Bill, line: Line) -> Bounds:
    """UR 8(8): the costs of its materials and what its producer adds; for as many as enter the parent."""
    return total(cost(bill, child) for child in line.children).times(line.quantity) + stated(line.other_cost)


def own_net_cost(bill: Bill, line: Line) -> Bounds:
    """UR 7(11) for a material: stated, else its total cost less excluded costs (reading 7)."""
    if line.net_cost is not None:
        return exactly(line.net_cost)
    if not line.opened:
        return UNKNOWN
    excluded = line.excluded_cost if line.other_cost is not None else Fraction(0)
    return own_total_cost(bill, line).less(excluded)


def cost(bill: Bill, line: Line) -> Bounds:
    """What a line adds to the cost of what it goes into (UR 7(11), 7(13), 8(8), 9(2)(a)(i))."""
    if line.role == "packing":
        return NOTHING  # UR 8(17)
    if "net_cost" in line.statement and "vnm" in line.statement:
        return exactly(line.statement["net_cost"] + line.transport)
    if not (line.in_house and line.opened):
        return stated(line.value)
    whole, without = own_total_cost(bill, line), own_net_cost(bill, line)
    if not line.designated:
        return without
    kept = min(status(bill, line), Answer(2 - barred(bill, line)))  # UR 8(7)(a), 8(10): only if it originates
    return whole if kept is YES else without if kept is NO else between(whole, without)


def value(bill: Bill, line: Line) -> Bounds:
    """UR 8(1): what a line is worth: stated, or all costs of a self-produced one."""
    if line.value is None and line.in_house and line.opened:
        return own_total_cost(bill, line)
    return stated(line.value)


def qualifies_by_value(bill: Bill, line: Line) -> Answer:
    """Whether a material originates by a rule with a value content, and not by tariff change alone (reading 17)."""
    if status(bill, line) is NO:
        return NO
    if stated_status(bill, line) is not None or not line.opened or line.hs is None:
        return OPEN
    found = judgement(bill, line)
    if found.by_change_alone is YES:
        return NO
    return YES if found.status is YES and found.by_change_alone is NO else OPEN


def barred(bill: Bill, line: Line) -> Answer:
    """UR 8(6), the proviso: a designated material with a value content rule that holds another such one."""
    inner = any_of(_designated_with_value(bill, child) for child in line.children)
    return min(inner, qualifies_by_value(bill, line)) if inner is not NO else NO


def _designated_with_value(bill: Bill, line: Line) -> Answer:
    """Whether a self-produced material, or one inside it, is designated and subject to a value content."""
    if line.statement:  # UR 9(6): accumulated, so as if of one's own production
        if line.supplier_designated is not None:
            return YES if line.supplier_designated else NO
        if not line.opened:
            return OPEN
    elif not line.in_house:
        return NO  # UR 8(7)(c): another producer's
    deeper = any_of(_designated_with_value(bill, child) for child in line.children)
    itself = min(qualifies_by_value(bill, line), Answer(2 - barred(bill, line))) if line.designated else NO
    return max(deeper, itself)


def inside(bill: Bill, line: Line, method: str, rolled: Rolled, *, core: bool) -> Bounds:
    """UR 7(5)(a): the non-originating materials used to produce a line."""
    if line.opened:
        return vnm(bill, line.children, method, rolled, core=core).times(line.quantity)
    if line.vnm is not None:
        return exactly(line.vnm)
    whole = stated(line.value).less(line.transport + line.waste)
    return whole if status(bill, line) is NO else whole.from_nothing()


def vnm_of(bill: Bill, line: Line, method: str, rolled: Rolled, *, core: bool = False) -> Bounds:
    """The value of non-originating materials that one line brings (UR 7(4), 7(5), 8(1), 8(2), 9; reading 16).

    `rolled` holds the lines found originating as core parts (UR 14(1)); `core`: within a core part (UR 14(11)).
    """
    if line.role == "packing":
        return NOTHING
    as_core = line.id in rolled
    found = rolled[line.id] if as_core else status(bill, line)
    if line.in_house:
        counted = inside(bill, line, method, rolled, core=core or line.core_part is not None)
        freed = as_core or (core and line.component is not None)  # UR 14(1), 14(11): no designation needed
        if not freed:
            found = min(found, Answer(2 - barred(bill, line))) if line.designated else NO
    else:
        counted = _purchased_value(line, method)
    return NOTHING if found is YES else counted.from_nothing() if found is OPEN else counted


def _purchased_value(line: Line, method: str) -> Bounds:
    """A purchased, non-originating material: by its producer's statement (UR 9(2), 9(3)), else by UR 8(1), 8(2)."""
    said = line.statement
    if method == NET_COST and "net_cost" in said and "vnm" in said:
        return exactly(said["vnm"])
    if method == NET_COST and "amount" in said:
        return stated(line.value).less(said["amount"])
    if method == TRANSACTION_VALUE and "vnm" in said and "net_cost" not in said:
        return exactly(said["vnm"])
    return stated(line.value).less(line.transport + line.waste)


def vnm(bill: Bill, lines: Iterable[Line], method: str, rolled: Rolled, *, core: bool = False) -> Bounds:
    """VNM of all materials used in the production of a good (UR 7(2), 7(3))."""
    return total(vnm_of(bill, line, method, rolled, core=core) for line in lines)
