"""The verdict on one good: every rule that applies to it, in the order of the regulations."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from tests.oracle import core_parts, labor, materials, metals, origin, vehicles
from tests.oracle.answer import (
    NO,
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
    stated,
    total,
)
from tests.oracle.bill import Bill, Line, amount, read, yes_no
from tests.oracle.figures import METAL, REGION, STAGING_A1_NET_COST, core_net_cost
from tests.oracle.product_rules import other
from tests.oracle.tables import TABLE_A1, TABLE_A1_NAMED


@dataclass(frozen=True)
class RuleOpinion:
    """What one rule came to. `methods` has each method of a value content: (status, worst, best, required)."""

    status: str
    actual: Fraction | None = None
    actual_best: Fraction | None = None
    required: Fraction | None = None
    method: str | None = None
    methods: Mapping[str, tuple[str, Fraction | None, Fraction | None, Fraction | None]] = field(default_factory=dict)
    parts: Mapping[str, tuple[Fraction | None, Fraction | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class PartOpinion:
    """One core-part line (`methods`: status, worst, best of each), or a category that is not answered (id None)."""

    id: str | None
    category: str
    status: str
    on_its_own: str = "undetermined"
    required: Fraction | None = None
    methods: Mapping[str, tuple[str, Fraction | None, Fraction | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class AlternativeOpinion:
    """One way to originate that the product rule prints, with the rules it asks for."""

    cite: str
    status: str
    rules: Mapping[str, RuleOpinion]


@dataclass(frozen=True)
class Opinion:
    """The verdict, the rules by name, the core parts, the figures it rests on, and the readings where there are two.

    Of a part, `alternatives` are those of each named good that it can be, and `rules` those of the best of them: of
    alternatives that come to the same, the first printed.
    """

    verdict: str
    kind: str
    rules: Mapping[str, RuleOpinion]
    parts: tuple[PartOpinion, ...] = ()
    alternatives: tuple[tuple[AlternativeOpinion, ...], ...] = ()
    figures: Mapping[str, Bounds] = field(default_factory=dict)
    other_rollup: str | None = None
    readings: tuple["Opinion", ...] = ()


def judge(case: Mapping[str, Any]) -> Opinion:
    """A case, judged under every reading of its kind and use that the input leaves open."""
    bill = read(case)
    opinions = [_judge_kind(bill, kind) for kind in vehicles.kinds(bill)]
    if len(opinions) == 1:
        return opinions[0]
    verdict = agreed(Answer[_ANSWER[opinion.verdict]] for opinion in opinions).verdict
    return replace(opinions[0], verdict=verdict, readings=tuple(opinions))


_ANSWER = {"originating": "YES", "undetermined": "OPEN", "non_originating": "NO"}


def _judge_kind(bill: Bill, kind: vehicles.Kind) -> Opinion:
    bill = bill.read_as(kind.kind, kind.use, kind.provision)
    if bill.election("regime", "usmca") == "alternative_staging":
        if not vehicles.in_force(bill):
            raise ValueError("no alternative staging regime is approved on the date")
        bill = replace(bill, staging=True)
    if kind.kind == "part":
        return _judge_part(bill)
    rollup = bill.election("rollup", "panel")
    opinion = _judge_vehicle(bill, rollup)
    if kind.use == "passenger_light":
        swapped = _judge_vehicle(bill, "us_position" if rollup == "panel" else "panel")
        opinion = replace(opinion, other_rollup=swapped.verdict)
    return opinion


def territory(bill: Bill) -> Answer:
    """UR 3(2): produced in the region; UR 10: what left it stayed under customs control, without further operation."""
    country = bill.good.get("produced_in")
    produced = OPEN if country is None else YES if country in REGION else NO
    if not bill.good.get("left_territory"):
        return produced
    operated = yes_no(bill.good.get("further_operation"))
    return every([produced, yes_no(bill.good.get("customs_control")), Answer(2 - operated)])


# ------------------------------------------------------------------------------------------------ the good's figures


def net_cost_of(bill: Bill) -> Bounds:
    """UR 7(11): stated, or all costs less excluded costs (reading 4)."""
    value = bill.case.get("value") or {}
    net_cost = amount(value.get("net_cost"))
    if net_cost is not None:
        return exactly(net_cost)
    costs = value.get("costs")
    if costs is None:
        return UNKNOWN
    excluded = costs.get("excluded")
    if excluded is None:
        return built_up(bill).from_nothing()
    return built_up(bill).less(sum((amount(cost) or Fraction(0) for cost in excluded.values()), Fraction(0)))


def built_up(bill: Bill) -> Bounds:
    """UR 1(6), 7(12): product, period and other costs, materials among them."""
    costs = (bill.case.get("value") or {}).get("costs")
    if costs is None:
        return UNKNOWN
    added = total(stated(amount(costs.get(name))) for name in ("other_product", "period", "other"))
    if bill.lines is None:
        return UNKNOWN
    return total(materials.cost(bill, line) for line in bill.lines) + added


def total_cost_of(bill: Bill) -> Bounds:
    """UR 5(11), 5(12): stated, or built up before exclusions (reading 5)."""
    figure = amount((bill.case.get("value") or {}).get("total_cost"))
    return built_up(bill) if figure is None else exactly(figure)


def transaction_value_of(bill: Bill) -> Fraction | None:
    """UR 1, "adjusted to exclude any costs incurred in the international shipment of the good" (reading 6)."""
    value = bill.case.get("value") or {}
    price = amount(value.get("transaction_value"))
    if price is None:
        return None
    inside = [amount(value.get(name)) or Fraction(0) for name in ("international_shipping", "packing")]
    return price - sum(inside, Fraction(0)) + (amount(value.get("pre_shipment")) or Fraction(0))


def _product(bill: Bill, rolled: Mapping[str, Answer]) -> origin.Product:
    return origin.Product(
        hs=bill.hs,
        named=bill.good.get("named_good"),
        net_cost=net_cost_of(bill),
        transaction_value=transaction_value_of(bill),
        total_cost=total_cost_of(bill),
        lines=bill.lines,
        rolled=rolled,
        method=bill.election("rvc_method", "best"),
    )


def _figures(bill: Bill, product: origin.Product) -> dict[str, Bounds]:
    return {
        "net_cost": product.net_cost,
        "total_cost": product.total_cost,
        "vnm": origin.vnm_for(bill, product, materials.NET_COST),
        "vnm_transaction_value": origin.vnm_for(bill, product, materials.TRANSACTION_VALUE),
    }


# ------------------------------------------------------------------------------------------------------ the two kinds


def _judge_part(bill: Bill) -> Opinion:
    """A part: its product rule (UR 13, Schedule 1), one alternative being enough (UR 3(6))."""
    product = _product(bill, {})
    found = origin.judge_product(bill, product)
    place = territory(bill)
    return Opinion(
        verdict=min(place, found.status).verdict,
        kind="part",
        rules={"territory": RuleOpinion(place.status), **_part_rules(found)},
        alternatives=tuple(
            tuple(AlternativeOpinion(way.alternative.cite, way.status.status, _tried_rules(way)) for way in ways)
            for ways in found.tried
        ),
        figures=_figures(bill, product),
    )


def _part_rules(found: origin.Judgement) -> dict[str, RuleOpinion]:
    """The rules of the deciding alternative; where the good can be several, open unless all come to the same."""
    rules = _tried_rules(found.deciding)
    best = [_tried_rules(max(branch, key=lambda tried: tried.status)) for branch in found.tried]
    for name, rule in rules.items():
        said = {other_rules[name].status for other_rules in best if name in other_rules}
        if len(said) > 1:
            rules[name] = replace(rule, status=OPEN.status)
    return rules


def _tried_rules(tried: origin.Tried) -> dict[str, RuleOpinion]:
    rules = {}
    if tried.tariff_change is not None:
        rules["tariff_change"] = RuleOpinion(tried.tariff_change.status)
    if tried.value_content is not None:
        rules["rvc"] = _rvc_opinion(tried.value_content, tried.ways)
    return rules


def _judge_vehicle(bill: Bill, rollup: str) -> Opinion:
    """A vehicle: every rule that applies to its kind."""
    light = bill.use == "passenger_light"
    core = core_parts.examine(bill) if light and not bill.staging else []
    rolled = core_parts.rolled_up(core, rollup)
    product = _product(bill, rolled)
    rules: dict[str, RuleOpinion] = {}
    answers: list[Answer] = []

    def add(name: str, answer: Answer, opinion: RuleOpinion | None = None) -> None:
        answers.append(answer)
        rules[name] = opinion or RuleOpinion(answer.status)

    add("territory", territory(bill))
    if not bill.staging and bill.hs[:4] != "8706":  # UR 13: from any other heading; 87.06 none required
        add("tariff_change", origin.tariff_change(bill, product, other(4, bill.hs)))
    required = vehicles.vehicle_requirement(bill, product.net_cost)
    value, ways = origin.weigh(bill, product, required, only_if=False)
    add("rvc", value, _rvc_opinion(value, ways))
    parts: tuple[PartOpinion, ...] = ()
    if bill.staging:
        add("core_parts", staging_parts(bill))
    elif light:
        add("core_parts", core_parts.core_parts(bill, core))
        parts = _part_opinions(bill, core)
    if bill.kind in vehicles.COVERED:
        for metal in ("steel", "aluminum"):
            if not (bill.staging and bill.case["alternative_staging"].get(f"{metal}_exempt")):
                answer, content = metals.metal_test(bill, metal)
                add(metal, answer, _content_opinion(answer, content, METAL))
        answer, opinion = _labor_opinion(bill, product.net_cost)
        add("labor_value", answer, opinion)
    return Opinion(every(answers).verdict, bill.kind, rules, parts, figures=_figures(bill, product))


def staging_parts(bill: Bill) -> Answer:
    """UR 19(4)(b), open (reading 39): a requirement of the vehicle that its Table A.1 parts meet 62.5%, or none."""
    listed = [
        line
        for line in bill.all_lines()
        if line.hs is not None
        and (line.hs[:6] in TABLE_A1 or (line.hs[:6] in TABLE_A1_NAMED and line.named == TABLE_A1_NAMED[line.hs[:6]]))
    ]
    missing = OPEN if core_parts.unanswered(bill) else YES
    return agreed([YES, every([*(_meets_staging(bill, line) for line in listed), missing])])


def _meets_staging(bill: Bill, line: Line) -> Answer:
    """A Table A.1 part that originates, or whose own figures reach 62.5% (UR 19(4)(b)(i))."""
    known = core_parts.figures_of(bill, line)
    content = regional_value_content(known.net_cost, known.vnm)
    return max(materials.status(bill, line), content.at_least(exactly(STAGING_A1_NET_COST)))


# ------------------------------------------------------------------------------------------------- figures for reports


def _rvc_opinion(answer: Answer, ways: tuple[origin.Way, ...]) -> RuleOpinion:
    def rank(way: origin.Way) -> tuple[Answer, Fraction]:
        worst, required = way.content.worst, way.required.most
        return way.status, Fraction(-(10**9)) if worst is None or required is None else worst - required

    best = max(ways, key=rank)
    return RuleOpinion(
        status=answer.status,
        actual=best.content.worst,
        actual_best=best.content.best,
        required=best.required.most,
        method=best.method,
        methods={
            way.method: (way.status.status, way.content.worst, way.content.best, way.required.most) for way in ways
        },
    )


def _content_opinion(answer: Answer, content: Content | None, required: Fraction) -> RuleOpinion:
    if content is None:
        return RuleOpinion(answer.status, required=required)
    return RuleOpinion(answer.status, content.worst, content.best, required)


def _labor_opinion(bill: Bill, net_cost: Bounds) -> tuple[Answer, RuleOpinion]:
    required = labor.requirement(bill)[0]
    found = labor.labor_value(bill, net_cost)
    if not found:
        return OPEN, RuleOpinion("undetermined", required=required)
    best = found[0]
    answer = any_of(item.status for item in found)
    parts = {
        "high_wage_material_and_manufacturing": (best.high_wage.worst, best.high_wage.best),
        "technology": (best.technology.worst, best.technology.best),
        "assembly": (best.assembly.worst, best.assembly.best),
    }
    opinion = RuleOpinion(answer.status, best.total.worst, best.total.best, required, parts=parts)
    return answer, opinion


def _part_opinions(bill: Bill, core: list[core_parts.Found]) -> tuple[PartOpinion, ...]:
    required = core_net_cost(bill.day)
    present = [
        PartOpinion(
            id=part.line.id,
            category=part.line.core_part or "",
            status=part.status.status,
            on_its_own=part.on_its_own.status,
            required=required,
            methods={
                name: (answer.status, content.worst, content.best) for name, (answer, content) in part.methods.items()
            },
        )
        for part in core
    ]
    missing = [PartOpinion(None, name, "undetermined") for name in core_parts.unanswered(bill)]
    return (*present, *missing)
