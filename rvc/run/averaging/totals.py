"""Sums over the goods of a category, exact and between bounds, as the case of one good (contract: totals of a period).

What a good adds is what the engine found of it: its net cost, its VNM after roll-up, its high-wage sums. A sum that is
known stands in the case as it is; of one that is not, what is certain and what is possible stand apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction

from rvc.law.load import Law
from rvc.lines.averaging.election import BY_GOOD, Election
from rvc.lines.averaging.goods import net_cost_block
from rvc.lines.case import Case, Costs, Excluded, HighWageMaterial, Labor, Material, MetalPurchases, Value
from rvc.rules.labor_value import Between, high_wage_sums
from rvc.run.evaluate import between
from rvc.run.verdicts import Judgment

_EXACT = Context(prec=10**3)
NOTHING = Between(Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Sums:
    """What goods come to together, each with its weight."""

    net_cost: Between = NOTHING
    vnm: Between = NOTHING
    materials: Between = NOTHING
    labor: Between = NOTHING

    def __add__(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(
            self.net_cost + other.net_cost,
            self.vnm + other.vnm,
            self.materials + other.materials,
            self.labor + other.labor,
        )


def sums_of(own: Judgment, scale: int, law: Law, weight: int) -> Sums:
    """What one good adds, by the roll-up that its case elects (UR 14(1), 16(8))."""
    bases, row = own.root.bases, own.row
    materials = labor = Between(Fraction(0), None)
    block = net_cost_block(own.judged.case)
    if block is not None:
        materials, labor = high_wage_sums(law, block, [])
    return Sums(
        between(bases.net_cost, row, scale).times(weight), between(bases.vnm_net_cost, row, scale).times(weight),
        materials.times(weight), labor.times(weight),
    )  # fmt: skip


def content_case(case: Case, sums: Sums, certified: Sums) -> Case:
    """A good whose net cost and VNM are the sums; it stays of its code, kind, use and date.

    `certified`: the sums of the labor value content that is certified for it.
    """
    lines = tuple(_lines(sums.vnm))
    value = _value(sums.net_cost, sums.vnm)
    if not lines:
        value = replace(value, vnm=exactly(sums.vnm.least))
    return replace(_bare(case), value=value, materials=lines, labor=_credit(case, certified))


def labor_case(case: Case, sums: Sums) -> Case:
    """A good whose net cost and high-wage sums are those of all (UR 18(18)); the credits are its producer's."""
    block = net_cost_block(case)
    labor = () if block is None else (_block(block, "net_cost", sums.materials, sums.labor),)
    return replace(_bare(case), value=_value(sums.net_cost, NOTHING), labor=labor)


def metal_case(case: Case, metal: str, election: Election, cases: Sequence[Case]) -> Case:
    """A good whose purchases of a metal are the producer's, or those for all goods together (UR 17(9))."""
    block = next((block for each in cases if (block := getattr(each, metal)) is not None), None)
    if election.purchases == BY_GOOD:
        block = _purchases([getattr(each, metal) for each in cases])
    return replace(_bare(case), steel=block if metal == "steel" else None, aluminum=None if metal == "steel" else block)


def exactly(number: Fraction) -> Decimal:
    """A sum of decimals as a decimal."""
    return _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))


def _bare(case: Case) -> Case:
    elections = replace(
        case.elections, rvc_method="net_cost", intermediates="stated", core_parts_averaging="none",
        core_parts_method="best",
    )  # fmt: skip
    good = replace(case.good, originating=None, claim=None)
    return Case(
        case.schema_, good, labor=(), elections=elections, alternative_staging=case.alternative_staging
    )  # fmt: skip


def _value(net_cost: Between, vnm: Between) -> Value:
    """A net cost that is known, or one that is known from below."""
    if net_cost.known:
        return Value(net_cost=exactly(net_cost.least)) if net_cost.least else Value()
    rest = None if vnm.most is None else net_cost.least - vnm.most
    if net_cost.most is not None or rest is None or rest < 0:
        return Value()
    costs = Costs(other_product=exactly(net_cost.least if vnm.known else rest), other=Decimal(0), excluded=Excluded())
    return Value(costs=costs)


def _lines(amount: Between) -> Sequence[Material]:
    """VNM that is certain and VNM that is possible; none where all of it is known."""
    if amount.known:
        return ()
    certain = Material("certain", line_value=exactly(amount.least), originating=False)
    possible = None if amount.most is None else exactly(amount.most - amount.least)
    return (certain, Material("possible", line_value=possible))


def _credit(case: Case, sums: Sums) -> tuple[Labor, ...]:
    """The labor value content that a heavy truck is certified with, as the same share (UR 18(22))."""
    block = net_cost_block(case)
    if block is None or not sums.net_cost.known or not sums.net_cost.least:
        return case.labor
    share = _block(block, "annual_purchase_value", sums.materials + sums.labor, NOTHING)
    return (replace(share, total_annual_purchase_value=exactly(sums.net_cost.least)),)


def _block(block: Labor, basis: str, materials: Between, labor: Between) -> Labor:
    """What is certain as sums, what is possible as a material whose plant's wage is not known."""
    whole = materials + labor
    possible = None if whole.most is None else exactly(whole.most - whole.least)
    return Labor(
        basis, materials=() if whole.known else (HighWageMaterial(value=possible),), technology=block.technology,
        assembly_plants=block.assembly_plants, assembly_credit=block.assembly_credit,
        hw_material_value=exactly(materials.least), hw_labor_cost=exactly(labor.least),
    )  # fmt: skip


def _purchases(blocks: Sequence[MetalPurchases | None]) -> MetalPurchases | None:
    """All purchases together; a good of which none are stated leaves the whole unknown."""
    stated = [block for block in blocks if block is not None]
    if len(stated) < len(blocks):
        return None
    listed = tuple(purchase for block in stated for purchase in block.purchases)
    summed = [block for block in stated if not block.purchases]
    if not summed:
        return MetalPurchases(stated[0].period, listed)
    return MetalPurchases(
        stated[0].period, listed, _sum([block.value for block in summed]),
        _sum([block.originating_value for block in summed]),
    )  # fmt: skip


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
