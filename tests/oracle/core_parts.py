"""Core parts of passenger vehicles and light trucks: UR 14(4)-(13), Table A.2."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.oracle import materials
from tests.oracle.answer import (
    NO,
    NOTHING,
    OPEN,
    YES,
    Answer,
    Bounds,
    Content,
    any_of,
    every,
    exactly,
    regional_value_content,
    stated,
    total,
)
from tests.oracle.bill import Bill, Line
from tests.oracle.figures import core_net_cost
from tests.oracle.tables import CATEGORIES

EACH, EACH_COMPONENTS = "each_part", "each_part_components"
SUPER, SUPER_COMPONENTS = "super_core", "super_core_components"
METHODS = (EACH, EACH_COMPONENTS, SUPER, SUPER_COMPONENTS)
NO_ENGINE = ("870380", "870460")  # reading 31
NO_BATTERY = ("870321", "870322", "870323", "870324", "870431")  # reading 31, without feature hybrid


@dataclass(frozen=True)
class Figures:
    """Net cost of a core part and its VNM by UR 14(7)(a) and (b), as it enters the vehicle."""

    net_cost: Bounds
    vnm: Bounds
    vnm_components: Bounds


@dataclass(frozen=True)
class Found:
    """One core part: its status under the election, on its own (rollup: us_position), and by each method."""

    line: Line
    status: Answer
    on_its_own: Answer
    methods: dict[str, tuple[Answer, Content]]
    figures: Figures


def figures_of(bill: Bill, line: Line) -> Figures:
    """UR 14(4), 14(7), 14(8); readings 27, 28."""
    if line.opened:
        used = materials.vnm(bill, line.children, materials.NET_COST, {}, core=True).times(line.quantity)
        listed = total(component_value(bill, child) for child in line.children).times(line.quantity)
        return Figures(materials.own_net_cost(bill, line), used, listed)
    whole = stated(line.value)
    non_originating = materials.status(bill, line) is NO
    net_cost = whole.from_nothing() if line.net_cost is None else exactly(line.net_cost)
    if non_originating and line.vnm is None:  # nothing known of its making
        used = whole
        net_cost = whole if line.net_cost is None else net_cost
    else:
        used = whole.from_nothing() if line.vnm is None else exactly(line.vnm)
    if line.vnm_components is not None:
        return Figures(net_cost, used, exactly(line.vnm_components))
    return Figures(net_cost, used, used if non_originating and line.vnm is None else used.from_nothing())


def component_value(bill: Bill, line: Line) -> Bounds:
    """UR 14(7)(b), 14(8), 14(11): what a material inside a core part adds to the components-only VNM (reading 28)."""
    if line.role == "packing":
        return NOTHING
    if line.component is not None or line.core_part is not None:
        found = materials.status(bill, line)
        if found is YES:
            return NOTHING
        if line.in_house:
            worth = materials.value(bill, line)
            return worth if found is NO else worth.from_nothing()
        return materials.vnm_of(bill, line, materials.NET_COST, {}, core=True)
    if not line.in_house:
        return NOTHING
    inner = total(component_value(bill, child) for child in line.children).times(line.quantity)
    return inner.from_nothing()  # UR 14(8): counted, or of a part that is not listed


def battery_by_tariff_change(bill: Bill, line: Line) -> Answer:
    """UR 14(6): an advanced battery of 8507.60 by the change in tariff classification of Schedule 1."""
    if line.hs is None or not line.hs.startswith("850760") or not line.opened or line.originating is False:
        return NO
    tried = [way for ways in materials.judgement(bill, line).tried for way in ways]
    return any_of(way.status for way in tried if not way.alternative.asks_value)


def pooled(parts: Iterable[Figures], *, components: bool) -> tuple[Bounds, Bounds]:
    """UR 14(10), 14(12): sums of net cost and VNM."""
    listed = list(parts)
    vnm = total(part.vnm_components if components else part.vnm for part in listed)
    return total(part.net_cost for part in listed), vnm


def examine(bill: Bill) -> list[Found]:
    """Every line with `core_part`, by every method that the elections leave."""
    lines = [line for line in bill.all_lines() if line.core_part is not None]
    if not lines:
        return []
    required = exactly(core_net_cost(bill.day))
    figures = {line.id: figures_of(bill, line) for line in lines}
    averaging = bill.election("core_parts_averaging", "none")
    elected = bill.election("core_parts_method", "best")
    waiting = unanswered(bill)  # a sum over all core parts lacks those of a category that is not answered
    result = []
    for line in lines:
        methods: dict[str, tuple[Answer, Content]] = {}
        for method in METHODS:
            pool, exceeds = _pool(method, averaging, line, lines)
            net_cost, vnm = pooled((figures[item.id] for item in pool), components=method.endswith("components"))
            content = regional_value_content(net_cost, vnm)
            answer = content.more_than(required) if exceeds else content.at_least(required)
            together = method.startswith("super_core")
            methods[method] = (OPEN if together and waiting else answer, content)
        own = figures[line.id]
        alone = regional_value_content(own.net_cost, own.vnm).at_least(required)
        result.append(_found(bill, line, methods, alone, elected, averaging, own))
    return result


def _averages(method: str, averaging: str) -> bool:
    """Whether an election to average leaves a method: by category the parts, by super-core their sum (UR 14(12))."""
    return averaging == "none" or method.startswith("super_core") == (averaging == "super_core")


def _pool(method: str, averaging: str, line: Line, lines: list[Line]) -> tuple[list[Line], bool]:
    """The parts counted together for a method, and whether the average must exceed the threshold (UR 14(12))."""
    if method.startswith("super_core"):
        return lines, averaging == "super_core"
    if averaging == "category":
        return [item for item in lines if item.core_part == line.core_part], True
    return [line], False


def _found(
    bill: Bill,
    line: Line,
    methods: dict[str, tuple[Answer, Content]],
    alone: Answer,
    elected: str,
    averaging: str,
    figures: Figures,
) -> Found:
    known = materials.stated_status(bill, line)
    claim = known if known is not None else (NO if line.opened else OPEN)
    own_rule = materials.status(bill, line) if known is None and line.opened else NO
    battery = battery_by_tariff_change(bill, line)
    allowed = [method for method in METHODS if elected in ("best", method) and _averages(method, averaging)]
    tests = any_of(methods[method][0] for method in allowed)
    status = any_of((claim, battery, tests, own_rule))
    on_its_own = any_of((claim, own_rule, battery, alone))
    return Found(
        line=line,
        status=status,
        on_its_own=on_its_own,
        methods=methods,
        figures=figures,
    )


def rolled_up(found: list[Found], rollup: str) -> dict[str, Answer]:
    """UR 14(1): which core parts add nothing to the vehicle's VNM (panel of 14 December 2022; readings 18, 32)."""
    return {part.line.id: part.status if rollup == "panel" else part.on_its_own for part in found}


def absent(bill: Bill) -> set[str]:
    """Categories declared absent, or absent by the code itself (reading 31)."""
    result = set(bill.good.get("absent_core_categories") or ())
    written = bill.good["hs"].replace(".", "")[:6]
    if written in NO_ENGINE:
        result.add("engine")
    if written in NO_BATTERY and "hybrid" not in bill.features:
        result.add("advanced_battery")
    return result


def unanswered(bill: Bill) -> list[str]:
    """Categories that are neither present nor absent."""
    present = {line.core_part for line in bill.all_lines()}
    return [name for name in CATEGORIES if name not in present and name not in absent(bill)]


def core_parts(bill: Bill, found: list[Found]) -> Answer:
    """UR 14(4): every core part originates, of every category that the vehicle has."""
    missing = OPEN if unanswered(bill) else YES
    return every([*(part.status for part in found), missing])
