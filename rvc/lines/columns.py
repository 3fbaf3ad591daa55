"""Cases as columns: every good and every material line a node of one forest, every amount a whole number.

All amounts are "in the good": a line's figures times the quantities of the lines above it, in the good's currency,
so that a roll-up is a sum. One scale serves all columns; where sums and products could leave 64 bits, the columns hold
Python integers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from functools import cache, cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.span import Flags, Index, Ints, Span
from rvc.law.load import Law
from rvc.lines.case import Case, Material
from rvc.lines.schema import REGION

STATED_ORIGINATING, NOT_STATED, STATED_NON_ORIGINATING = 2, 1, 0
CENTS = 2
_ONE = Decimal(1)
_EXACT = Context(prec=2000, traps=[Inexact])
_SAFE = 1 << 62
_HEADROOM = 1_000_000

_UNIT_AMOUNTS = ("net_cost", "transaction_value", "vnm", "vnm_components", "other_cost", "excluded_cost")
MATERIAL_AMOUNTS = (
    "value", "deducted", "transport_cost", *_UNIT_AMOUNTS, "statement_net_cost", "statement_vnm", "statement_amount",
)  # fmt: skip
GOOD_AMOUNTS = (
    "good_net_cost", "total_cost", "good_transaction_value", "international_shipping", "packing", "pre_shipment",
    "other_product", "period", "other", "excluded",
)  # fmt: skip


@dataclass(frozen=True)
class Nodes:
    """Goods (the first `goods` rows, parent -1) and material lines. Depth 0 is a good.

    `claim` is what the supplier's word comes to: 2 originating, 0 non-originating, 1 not known. Amounts are
    (number, known) column pairs at `scale` decimals, by name.
    """

    goods: int
    scale: int
    good: Index
    parent: Index
    depth: Index
    ids: tuple[str, ...]
    hs: npt.NDArray[Any]
    claim: npt.NDArray[np.int8]
    stated: Flags
    opened: Flags
    in_house: Flags
    designated: Flags
    role: npt.NDArray[Any]
    core: npt.NDArray[Any]
    component: npt.NDArray[Any]
    named_good: npt.NDArray[Any]
    amounts: dict[str, tuple[Ints, Flags]]

    def __len__(self) -> int:
        """Goods and lines together."""
        return len(self.parent)

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """The lines that go into each node, in the order of the case."""
        found: dict[int, list[int]] = {}
        for line, parent in enumerate(self.parent.tolist()):
            found.setdefault(parent, []).append(line)
        return found

    def known(self, name: str) -> Flags:
        """Where an amount was stated."""
        return self.amounts[name][1]

    def number(self, name: str) -> Ints:
        """An amount, zero where it was not stated: only for sums in which absence means none."""
        return self.amounts[name][0]

    def span(self, name: str) -> Span:
        """An amount, and from zero up without limit where it was not stated."""
        return self._spans[name]

    @cached_property
    def _spans(self) -> dict[str, Span]:
        return {name: Span.stated(*column) for name, column in self.amounts.items()}


def nodes_of(cases: Sequence[Case], uses: Sequence[str | None], law: Law) -> Nodes:
    """Lay cases out as one forest; `uses` says what each good's parts are for.

    Cases are taken as checked: parents exist, no cycles, quantities above zero.
    """
    with localcontext(_EXACT):
        lines = [line for number, case in enumerate(cases) for line in _walk(case, number, uses[number])]
        amounts, scale = _amounts(cases, lines)
    goods = len(cases)
    place = {(line.good, line.material.id): goods + position for position, line in enumerate(lines)}
    parents = [line.good if line.material.parent is None else place[line.good, line.material.parent] for line in lines]
    material = [line.material for line in lines]
    implied = cache(partial(_implied, law))
    parent = np.array([-1] * goods + parents, dtype=np.int64)
    opened = np.zeros(goods + len(lines), dtype=bool)
    opened[parent[goods:]] = True
    return Nodes(
        goods=goods,
        scale=scale,
        good=np.array([*range(goods), *(line.good for line in lines)], dtype=np.int64),
        parent=parent,
        depth=np.array([0] * goods + [line.depth for line in lines], dtype=np.int64),
        ids=(*(case.good.id for case in cases), *(item.id for item in material)),
        hs=_texts([law.to_2012(code) if code else "" for code in _codes(cases, material)]),
        claim=np.array([NOT_STATED] * goods + [_claim(line) for line in lines], dtype=np.int8),
        stated=np.array([False] * goods + [item.originating is not None for item in material], dtype=bool),
        opened=opened,
        in_house=np.array([False] * goods + [item.made == "in_house" for item in material], dtype=bool),
        designated=np.array([False] * goods + [item.intermediate for item in material], dtype=bool),
        role=_texts(["good"] * goods + [item.role for item in material]),
        core=_texts([""] * goods + [item.core_part or "" for item in material]),
        component=_texts([""] * goods + [item.component or "" for item in material]),
        named_good=_texts(
            [case.good.named_good or implied(case.good.hs) for case in cases]
            + [item.named_good or implied(item.hs, item.core_part, item.component) for item in material]
        ),
        amounts=amounts,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    material: Material
    case: Case
    use: str | None
    good: int
    depth: int
    factor: Decimal


def _walk(case: Case, good: int, use: str | None) -> Iterable[_Line]:
    """A case's lines with their depth, and the factor that brings one of each into the good and its currency."""
    by_id = {material.id: material for material in case.materials}
    placed: dict[str | None, tuple[int, Decimal]] = {None: (0, _ONE)}
    for material in case.materials:
        chain = [material]
        while chain[-1].parent not in placed:
            chain.append(by_id[str(chain[-1].parent)])
        for item in reversed(chain):
            depth, above = placed[item.parent]
            placed[item.id] = (depth + 1, above * item.quantity)
    for material in case.materials:
        depth, above = placed[material.parent]
        yield _Line(material, case, use, good, depth + 1, above * _rate(material, case))


def _rate(material: Material, case: Case) -> Decimal:
    if material.currency is None or material.currency == case.good.currency:
        return Decimal(1)
    return material.rate if material.rate is not None else case.rates[material.currency]


def _claim(line: _Line) -> int:
    """The supplier's word, if it covers the acquisition and the use (UR 14(9), 19 CFR 182.12; readings 9, 11, 14)."""
    material, good = line.material, line.case.good
    regional = material.origin in REGION
    if material.role == "indirect" or (material.recovered and regional and "remanufactured" in good.features):
        return STATED_ORIGINATING
    if material.originating is None:
        return NOT_STATED
    if not material.originating:
        return STATED_NON_ORIGINATING
    claim = material.claim
    if claim is None:
        return STATED_ORIGINATING
    day = material.acquired_on or good.date
    begun = claim.valid_from is None or claim.valid_from <= day
    covered = begun and (claim.valid_to is None or day <= claim.valid_to)
    fits = claim.use is None or claim.use == line.use
    return STATED_ORIGINATING if covered and fits else NOT_STATED


def _material_amounts(line: _Line) -> Iterable[tuple[str, Decimal]]:
    """The amounts stated on a line, in the good: figures of one unit times the quantity, of the line as they stand."""
    item, factor = line.material, line.factor
    each = factor * item.quantity
    if item.line_value is not None:
        yield "value", item.line_value * factor
    elif item.unit_value is not None:
        yield "value", item.unit_value * each
    for name in _UNIT_AMOUNTS:
        figure = getattr(item, name)
        if figure is not None:
            yield name, figure * each
    if item.statement is not None:
        for name in ("net_cost", "vnm", "amount"):
            figure = getattr(item.statement, name)
            if figure is not None:
                yield f"statement_{name}", figure * each
    cuts = item.deductions
    if cuts is not None:
        moving = sum(
            filter(None, (cuts.freight, cuts.insurance, cuts.packing, cuts.duties, cuts.brokerage)), Decimal(0)
        )
        yield "transport_cost", moving * factor
        yield "deducted", (moving + (cuts.waste or 0)) * factor


def _good_amounts(case: Case) -> Iterable[tuple[str, Decimal]]:
    """The amounts stated of a good."""
    value = case.value
    if value is None:
        return
    costs = value.costs
    stated = {
        "good_net_cost": value.net_cost,
        "total_cost": value.total_cost,
        "good_transaction_value": value.transaction_value,
        "international_shipping": value.international_shipping,
        "packing": value.packing,
        "pre_shipment": value.pre_shipment,
    }
    if costs is not None:
        stated |= {"other_product": costs.other_product, "period": costs.period, "other": costs.other}
        out = costs.excluded
        if out is not None:
            categories = (out.sales_promotion, out.royalties, out.shipping_and_packing, out.non_allowable_interest)
            stated["excluded"] = sum(filter(None, categories), Decimal(0))
    yield from ((name, figure) for name, figure in stated.items() if figure is not None)


def _amounts(cases: Sequence[Case], lines: Sequence[_Line]) -> tuple[dict[str, tuple[Ints, Flags]], int]:
    """Every amount as a whole number at one scale, with its mask of what was stated."""
    figures = [(row, name, figure) for row, case in enumerate(cases) for name, figure in _good_amounts(case)]
    for row, line in enumerate(lines, start=len(cases)):
        figures += [(row, name, figure) for name, figure in _material_amounts(line)]
    total = sum((figure for _, _, figure in figures), Decimal(0))
    scale = max(-int(total.as_tuple().exponent), CENTS)
    rows = len(cases) + len(lines)
    dtype: type = np.int64 if int(total.scaleb(scale)) * _HEADROOM < _SAFE else object
    columns: dict[str, tuple[Ints, Flags]] = {
        name: (np.zeros(rows, dtype=dtype), np.zeros(rows, dtype=bool)) for name in (*GOOD_AMOUNTS, *MATERIAL_AMOUNTS)
    }
    for row, name, figure in figures:
        numbers, known = columns[name]
        numbers[row] = int(figure.scaleb(scale))
        known[row] = True
    return columns, scale


def _codes(cases: Sequence[Case], materials: Sequence[Material]) -> Iterable[str | None]:
    yield from (case.good.hs for case in cases)
    yield from (material.hs for material in materials)


def _implied(law: Law, hs: str | None, *places: str | None) -> str:
    """The named good that a line's place in Table A.2, or its code as written, tells."""
    if hs is None:
        return ""
    code = law.to_2012(hs)
    names = (law.implied_good(place, code) for place in (*places, hs[:6]) if place)
    return next((name for name in names if name), "")


def _texts(values: Sequence[str]) -> npt.NDArray[Any]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
