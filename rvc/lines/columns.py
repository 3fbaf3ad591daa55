"""Cases as columns: every good and every material line a node of one forest, every amount a whole number.

All amounts are "in the good": a line's figures times the quantities of the lines above it, in the good's currency,
so that a roll-up is a sum. One scale serves all columns; where sums and products could leave 64 bits, the columns hold
Python integers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.span import Flags, Index, Ints, Span
from rvc.law.load import Law
from rvc.lines.case import Case, Material

REGION = ("US", "CA", "MX")

STATED_ORIGINATING, NOT_STATED, STATED_NON_ORIGINATING = 2, 1, 0
_EXACT = Context(prec=2000, traps=[Inexact])
_SAFE = 1 << 62
_HEADROOM = 1_000_000

MATERIAL_AMOUNTS = (
    "value", "deducted", "net_cost", "transaction_value", "vnm", "vnm_components", "other_cost", "excluded_cost",
    "statement_net_cost", "statement_vnm", "statement_amount", "transport_cost",
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
        return Span.stated(*self.amounts[name])


def nodes_of(cases: Sequence[Case], uses: Sequence[str | None], law: Law) -> Nodes:
    """Lay cases out as one forest; `uses` says what each good's parts are for.

    Cases are taken as checked: parents exist, no cycles, quantities above zero.
    """
    lines = [line for number, case in enumerate(cases) for line in _walk(case, number, uses[number])]
    goods = len(cases)
    first = {}
    for position, line in enumerate(lines):
        first[(line.good, line.material.id)] = goods + position
    parents = [
        first[(line.good, line.material.parent)] if line.material.parent is not None else line.good for line in lines
    ]
    material = [line.material for line in lines]
    parent = np.array([-1] * goods + parents, dtype=np.int64)
    opened = np.zeros(goods + len(lines), dtype=bool)
    opened[parent[goods:]] = True
    amounts, scale = _amounts(cases, lines)
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
            [case.good.named_good or "" for case in cases] + [item.named_good or "" for item in material]
        ),
        amounts=amounts,
    )


@dataclass(frozen=True)
class _Line:
    material: Material
    case: Case
    use: str | None
    good: int
    depth: int
    above: Decimal
    rate: Decimal


def _walk(case: Case, good: int, use: str | None) -> Iterable[_Line]:
    """A case's lines with their depth, the product of the quantities above them and their rate of exchange."""
    by_id = {material.id: material for material in case.materials}
    placed: dict[str, tuple[int, Decimal]] = {}
    for material in case.materials:
        chain = [material]
        while chain[-1].parent is not None and chain[-1].parent not in placed:
            chain.append(by_id[chain[-1].parent])
        for item in reversed(chain):
            depth, above = placed[item.parent] if item.parent is not None else (0, Decimal(1))
            placed[item.id] = (depth + 1, _EXACT.multiply(above, item.quantity))
    for material in case.materials:
        depth, above = placed[material.parent] if material.parent is not None else (0, Decimal(1))
        yield _Line(material, case, use, good, depth + 1, above, _rate(material, case))


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


def _material_amounts(line: _Line) -> Iterable[Decimal | None]:
    """The amounts of MATERIAL_AMOUNTS in order: figures of one unit times the quantity, of the line as they stand."""
    item = line.material
    by_line = item.line_value
    if by_line is None and item.unit_value is not None:
        by_line = _EXACT.multiply(item.unit_value, item.quantity)
    cuts = item.deductions
    transport = [cuts.freight, cuts.insurance, cuts.packing, cuts.duties, cuts.brokerage] if cuts else []
    moving = sum((cut for cut in transport if cut is not None), Decimal(0))
    waste = cuts.waste if cuts and cuts.waste is not None else Decimal(0)
    yield by_line
    yield moving + waste
    unit = (item.net_cost, item.transaction_value, item.vnm, item.vnm_components, item.other_cost, item.excluded_cost)
    statement = item.statement
    said = (statement.net_cost, statement.vnm, statement.amount) if statement else (None, None, None)
    for figure in (*unit, *said):
        yield None if figure is None else _EXACT.multiply(figure, item.quantity)
    yield moving


def _good_amounts(case: Case) -> Iterable[Decimal | None]:
    """The amounts of GOOD_AMOUNTS in order."""
    value = case.value
    if value is None:
        yield from [None] * len(GOOD_AMOUNTS)
        return
    costs = value.costs
    excluded = costs.excluded if costs else None
    categories = (
        (excluded.sales_promotion, excluded.royalties, excluded.shipping_and_packing, excluded.non_allowable_interest)
        if excluded
        else ()
    )
    yield from (value.net_cost, value.total_cost, value.transaction_value)
    yield from (value.international_shipping, value.packing, value.pre_shipment)
    yield from (costs.other_product, costs.period, costs.other) if costs else (None, None, None)
    yield sum((item for item in categories if item is not None), Decimal(0)) if excluded else None


def _amounts(cases: Sequence[Case], lines: Sequence[_Line]) -> tuple[dict[str, tuple[Ints, Flags]], int]:
    """Every amount as a whole number at one scale, with its mask of what was stated."""
    blank_good: list[Decimal | None] = [None] * len(GOOD_AMOUNTS)
    blank_line: list[Decimal | None] = [None] * len(MATERIAL_AMOUNTS)
    rows: list[list[Decimal | None]] = [[*_good_amounts(case), *blank_line] for case in cases]
    for line in lines:
        factor = _EXACT.multiply(line.above, line.rate)
        own = [None if figure is None else _EXACT.multiply(figure, factor) for figure in _material_amounts(line)]
        rows.append([*blank_good, *own])
    figures = [figure for row in rows for figure in row if figure is not None]
    scale = max((-int(figure.as_tuple().exponent) for figure in figures), default=0)
    scale = max(scale, 2)
    whole = [[None if figure is None else int(figure.scaleb(scale, _EXACT)) for figure in row] for row in rows]
    largest = max((number for row in whole for number in row if number is not None), default=0)
    dtype: type = np.int64 if largest * (len(rows) + 1) * _HEADROOM < _SAFE else object
    columns: dict[str, tuple[Ints, Flags]] = {}
    for place, name in enumerate((*GOOD_AMOUNTS, *MATERIAL_AMOUNTS)):
        column = [row[place] for row in whole]
        known = np.array([number is not None for number in column], dtype=bool)
        columns[name] = (np.array([number or 0 for number in column], dtype=dtype), known)
    return columns, scale


def _codes(cases: Sequence[Case], materials: Sequence[Material]) -> Iterable[str | None]:
    yield from (case.good.hs for case in cases)
    yield from (material.hs for material in materials)


def _texts(values: Sequence[str]) -> npt.NDArray[Any]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
