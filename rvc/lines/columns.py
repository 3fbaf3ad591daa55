"""Cases as columns: every good and every material line a node of one forest, every amount a whole number.

All amounts are "in the good": a line's figures times the quantities of the lines above it, in the good's currency,
so that a roll-up is a sum. One scale serves all columns; where sums and products could leave 64 bits, the columns hold
Python integers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Context, Decimal, Inexact, localcontext
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.outcome import Outcome
from rvc.base.span import Span
from rvc.law.kinds import is_remanufactured
from rvc.law.load import Law
from rvc.law.table_fg import offers_choice
from rvc.lines.case import Case, Claim, Material, Statement
from rvc.lines.claim_period import covers, is_blank
from rvc.lines.making import made_outside
from rvc.lines.nodes import (
    CHANGE_MET,
    CHANGE_NOT_MET,
    DESIGNATED,
    DESIGNATED_NOT_SAID,
    NO_STATEMENT,
    NONE_DESIGNATED,
    NOT_STATED,
    NOTHING_TO_CHANGE,
    ORIGINS,
    ROLES,
    STATED_NON_ORIGINATING,
    STATED_ORIGINATING,
    Nodes,
)
from rvc.lines.schema import REGION
from rvc.lines.statements import FIGURES, of_one_unit
from rvc.lines.valuation import line_value, price_of

CENTS = 2
_ONE = Decimal(1)
_EXACT = Context(prec=2000, traps=[Inexact])
_LIGHT = "passenger_light"  # parts and components of Table A.2 are of passenger vehicles and light trucks alone
SAFE_SUM = (1 << 62) // 1_000_000
"""Sums below this can be multiplied by basis points, and compared, in 64 bits."""

_UNIT_AMOUNTS = {
    "net_cost": True, "transaction_value": False, "vnm": True, "vnm_components": True, "other_cost": True,
    "excluded_cost": True,
}  # fmt: skip
"""Figures of one unit, and whether they tell of its making: a line last produced outside the region has no use for
those, since it can only count by its value."""
_ROLE = {role: place for place, role in enumerate(ROLES)}
_ORIGIN = {country: ORIGINS.index(country) for country in REGION}
_UNKNOWN, _OTHER = ORIGINS.index("unknown"), ORIGINS.index("other")


Amounts = Iterable[tuple[str, Decimal]]


def nodes_of(
    cases: Sequence[Case],
    uses: Sequence[str | None],
    law: Law,
    further: Callable[[Material], Amounts] | None = None,
) -> Nodes:
    """Lay cases out as one forest; `uses` says what each good's parts are for.

    Cases are taken as checked: parents exist, no cycles, quantities above zero. `further` are amounts that a regime
    asks beside those of the USMCA: of a whole line, in its currency.
    """
    goods = len(cases)
    lines: list[Material] = []
    good, parents, depths, claims = [*range(goods)], [-1] * goods, [0] * goods, [_own_claim(case) for case in cases]
    stated = [False] * goods
    figures = [(row, name, figure) for row, case in enumerate(cases) for name, figure in _good_amounts(case)]
    made_here: list[bool] = []
    with localcontext(_EXACT):
        for number, case in enumerate(cases):
            first = goods + len(lines)
            place: dict[str | None, int] = {item.id: first + at for at, item in enumerate(case.materials)}
            place[None] = number
            good += [number] * len(case.materials)
            parents += [place[item.parent] for item in case.materials]
            day, use, abroad = case.good.date, uses[number], [made_outside(item) for item in case.materials]
            laid = zip(case.materials, _placed(case), abroad, strict=True)
            for row, (item, (depth, above), outside) in enumerate(laid, first):
                by_nature = _by_nature(item, case, law)
                depths.append(depth)
                claims.append(STATED_ORIGINATING if by_nature else _claim(item, day, use))
                stated.append(item.originating is not None and not by_nature)
                factor = above * _rate(item, case)
                for name, figure in _material_amounts(item, factor, outside=outside):
                    figures.append((row, name, figure))
                for name, figure in further(item) if further else ():
                    figures.append((row, name, figure * factor))
            made_here += [not is_abroad for is_abroad in abroad]
            lines += case.materials
        amounts, nothing, scale = _amounts(figures, good)
    parent = np.array(parents, dtype=np.int64)
    opened = np.zeros(goods + len(lines), dtype=bool)
    opened[parent[goods:]] = True
    opened[goods:] &= np.array(made_here, dtype=bool)
    named = cache(partial(_named, law))
    pairs = [named(case.good.hs, case.good.named_good) for case in cases]
    pairs += [named(item.hs, item.named_good, item.core_part, item.component) for item in lines]
    codes: dict[tuple[str, str], int] = {}
    code = [codes.setdefault(pair, len(codes)) for pair in pairs]
    no, none = [False] * goods, [""] * goods
    light = [use == _LIGHT for use in uses]
    here = [*zip(lines, made_here, strict=True)]
    in_table = [(item, light[number]) for item, number in zip(lines, good[goods:], strict=True)]
    return Nodes(
        goods=goods,
        scale=scale,
        good=np.array(good, dtype=np.int64),
        parent=parent,
        depth=np.array(depths, dtype=np.int64),
        ids=(*[case.good.id for case in cases], *[item.id for item in lines]),
        kinds_of_good=tuple(codes),
        code=np.array(code, dtype=np.int64),
        origin=np.array(
            [_origin(case.good.produced_in) for case in cases] + [_origin(item.origin) for item in lines], dtype=np.int8
        ),
        claim=np.array(claims, dtype=np.int8),
        stated=np.array(stated, dtype=bool),
        change_met=np.array(
            [_change_met(case) for case in cases] + [NOT_STATED] * len(lines), dtype=np.int8
        ),
        opened=opened,
        in_house=np.array(no + [item.made == "in_house" and made for item, made in here], dtype=bool),
        designated=np.array(no + [item.intermediate and made for item, made in here], dtype=bool),
        accumulated=np.array(
            [NO_STATEMENT] * goods + [_accumulated(item.statement if made else None) for item, made in here],
            dtype=np.int8,
        ),
        by_vnm=np.array(
            [Outcome.FAIL] * goods + [
                offers_choice(law, uses[good[row]], *pairs[parents[row]])
                if item.table_fg_vnm == "vnm" else Outcome.FAIL
                for row, item in enumerate(lines, goods)
            ],
            dtype=np.int8,
        ),
        role=np.array([0] * goods + [_ROLE[item.role] for item in lines], dtype=np.int8),
        core=_texts(none + [item.core_part or "" if is_light else "" for item, is_light in in_table]),
        component=_texts(none + [item.component or "" if is_light else "" for item, is_light in in_table]),
        amounts=amounts,
        nothing=nothing,
    )  # fmt: skip


def factors(case: Case) -> list[tuple[Decimal, Decimal]]:
    """Of each line, by what its own figures and those of one unit of it are multiplied to stand in the good."""
    with localcontext(_EXACT):
        whole = [above * _rate(item, case) for item, (_, above) in zip(case.materials, _placed(case), strict=True)]
        return [(factor, factor * item.quantity) for factor, item in zip(whole, case.materials, strict=True)]


def _placed(case: Case) -> list[tuple[int, Decimal]]:
    """Of each line its depth, and how many of what it goes into are in the good."""
    placed: dict[str | None, tuple[int, Decimal]] = {None: (1, _ONE)}
    by_id: dict[str | None, Material] = {}
    for material in case.materials:
        if material.parent not in placed:
            by_id = by_id or {item.id: item for item in case.materials}
            chain = [by_id[material.parent]]
            while chain[-1].parent not in placed:
                chain.append(by_id[chain[-1].parent])
            for item in reversed(chain):
                depth, above = placed[item.parent]
                placed[item.id] = (depth + 1, above * item.quantity)
        depth, above = placed[material.parent]
        placed[material.id] = (depth + 1, above * material.quantity)
    return [placed[material.parent] for material in case.materials]


def _origin(country: str | None) -> int:
    return _UNKNOWN if country is None else _ORIGIN.get(country, _OTHER)


def _rate(material: Material, case: Case) -> Decimal:
    if material.currency is None or material.currency == case.good.currency:
        return _ONE
    return material.rate if material.rate is not None else case.rates[material.currency]


def _claim(material: Material, day: date, use: str | None) -> int:
    """The supplier's word, where it covers acquisition and use (UR 14(9); reading 9); `day`: the date of the good."""
    acquired = material.acquired_on or day
    said = _word(material.originating, material.claim, acquired, use)
    return said if acquired <= day else min(said, _word(material.originating, material.claim, day, use))


def _by_nature(material: Material, case: Case, law: Law) -> bool:
    """Whether a material originates by what it is, whatever is said of it: indirect, or recovered (UR 4(1), 8(13))."""
    if material.role == "indirect":
        return True
    if not material.recovered or material.origin not in REGION:
        return False
    return is_remanufactured(law, law.to_2012(case.good.hs), case.good.features)


def _own_claim(case: Case) -> int:
    """The producer's word for the good itself; it counts only with a claim behind it (19 CFR 182.12; reading 42)."""
    good = case.good
    if good.originating and (good.claim is None or is_blank(good.claim)):
        return NOT_STATED
    return _word(good.originating, good.claim, good.date, good.use)


def _word(originating: bool | None, claim: Claim | None, day: date, use: str | None) -> int:  # noqa: FBT001 - a fact
    if originating is None:
        return NOT_STATED
    if not originating:
        return STATED_NON_ORIGINATING
    if claim is None:
        return STATED_ORIGINATING
    fits = claim.use is None or claim.use == use
    return STATED_ORIGINATING if fits and covers(claim, day) else NOT_STATED


def _accumulated(statement: Statement | None) -> int:
    if statement is None:
        return NO_STATEMENT
    return {None: DESIGNATED_NOT_SAID, True: DESIGNATED, False: NONE_DESIGNATED}[statement.designated]


def _change_met(case: Case) -> int:
    """What the producer of a good without listed materials says of its tariff change (reading 42)."""
    met = case.good.tariff_change_met
    if case.materials:
        return NOT_STATED
    if case.value is not None and case.value.vnm is not None and not case.value.vnm:
        return NOTHING_TO_CHANGE
    return NOT_STATED if met is None else CHANGE_MET if met else CHANGE_NOT_MET


def _material_amounts(item: Material, factor: Decimal, *, outside: bool) -> list[tuple[str, Decimal]]:
    """The amounts stated on a line, in the good: figures of one unit times the quantity, of the line as they stand.

    `factor` is how many of the line are in the good, times its rate of exchange.
    """
    found: list[tuple[str, Decimal]] = []
    worth = line_value(item)
    if worth is not None:
        found.append(("value", worth * factor))
    stated = vars(item)
    if not _UNIT_AMOUNTS.keys().isdisjoint(stated):
        each = factor * item.quantity
        for name, of_the_making in _UNIT_AMOUNTS.items():
            figure = stated.get(name)
            if figure is not None and not (outside and of_the_making):
                found.append((name, figure * each))
    if item.statement is not None and not outside:
        each = factor * item.quantity
        for name in FIGURES:
            figure = of_one_unit(item.statement, name)
            if figure is not None:
                found.append((f"statement_{name}", figure * each))
    cuts = item.deductions
    if cuts is not None:
        moving = sum(
            filter(None, (cuts.freight, cuts.insurance, cuts.packing, cuts.duties, cuts.brokerage)), Decimal(0)
        )
        found += [("transport_cost", moving * factor), ("deducted", (moving + (cuts.waste or 0)) * factor)]
    return found


def _good_amounts(case: Case) -> Iterable[tuple[str, Decimal]]:
    """The amounts stated of a good."""
    value = case.value
    if value is None:
        return
    costs = value.costs
    stated = {
        "good_net_cost": value.net_cost,
        "total_cost": value.total_cost,
        "good_transaction_value": price_of(value),
        "international_shipping": value.international_shipping,
        "packing": value.packing,
        "pre_shipment": value.pre_shipment,
        "good_vnm": value.vnm,
    }
    if costs is not None:
        stated |= {"other_product": costs.other_product, "period": costs.period, "other": costs.other}
        out = costs.excluded
        if out is not None:
            categories = (out.sales_promotion, out.royalties, out.shipping_and_packing, out.non_allowable_interest)
            stated["excluded"] = sum(filter(None, categories), Decimal(0))
    yield from ((name, figure) for name, figure in stated.items() if figure is not None)


def _amounts(figures: Sequence[tuple[int, str, Decimal]], good: Sequence[int]) -> tuple[dict[str, Span], Span, int]:
    """Every amount stated as whole numbers at one scale, a column in which nothing is stated, and the scale.

    `good` is that of each row: nothing is added up but what belongs to one good.
    """
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for row, _, figure in figures:
        totals[good[row]] += figure
    scale = max([CENTS, *(-int(total.as_tuple().exponent) for total in totals.values())])
    largest = max(totals.values(), default=Decimal(0))
    dtype: type = np.int64 if int(largest.scaleb(scale)) < SAFE_SUM else object
    nothing = Span.unknown(Span(np.empty((3, len(good)), dtype=dtype)))
    whole = Decimal(10) ** scale
    stated: dict[str, dict[int, int]] = defaultdict(dict)
    for row, name, figure in figures:
        stated[name][row] = int(figure * whole)
    columns = {name: Span(nothing.rows.copy()) for name in stated}
    for name, amounts in stated.items():
        where, column = [*amounts], columns[name].rows
        column[:2, where], column[2, where] = [*amounts.values()], 0
    return columns, nothing, scale


def _named(law: Law, hs: str | None, named_good: str | None, *places: str | None) -> tuple[str, str]:
    """The HS 2012 code of a good and which named good it is: stated, or told by its place in Table A.2 or its code."""
    code = law.to_2012(hs) if hs else ""
    if named_good or not hs:
        return code, named_good or ""
    told = [law.implied_good(place, code) for place in (*places, hs[:6]) if place]
    return code, next(filter(None, told), "")


def _texts(values: Sequence[str]) -> npt.NDArray[Any]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
