"""A case as read: one good and all that decides its origin. Facts only; every value is exact or None (not stated).

`rvc.lines.schema` says how each field is written and what it means. Values here are those that readers give: amounts
are decimals with the digits written, HS codes are digits in the edition written, dates are dates. An empty `materials`,
`labor` or `purchases` means that nothing was stated, never that there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class NewPlant:
    """A vehicle of a new or refitted plant (UR 20(8), NAFTA 13(2)): each asks conditions of its own."""

    kind: str | None = None
    prototype_date: date | None = None
    conditions_attested: bool | None = None
    nafta_conditions_attested: bool | None = None


@dataclass(frozen=True)
class Good:
    """The good whose origin is asked. `id`, `hs` and `date` identify it and its law; the rest may be unknown.

    `tariff_change_met`, `method`, `originating` and `claim` are what the producer of a part says of it as a whole.
    No rule reads `model_line` and `plant`: reports group by them.
    """

    id: str
    hs: str
    date: date
    description: str | None = None
    kind: str | None = None
    use: str | None = None
    features: tuple[str, ...] = ()
    named_good: str | None = None
    absent_core_categories: tuple[str, ...] = ()
    new_plant: NewPlant | None = None
    left_territory: bool | None = None
    customs_control: bool | None = None
    further_operation: bool | None = None
    produced_in: str | None = None
    currency: str | None = None
    tariff_change_met: bool | None = None
    method: str | None = None
    originating: bool | None = None
    claim: "Claim | None" = None
    supplier: str | None = None
    model_line: str | None = None
    plant: str | None = None


@dataclass(frozen=True)
class Excluded:
    """Costs that net cost leaves out (UR 1, "excluded costs"); in a block that is there, one not listed is none."""

    sales_promotion: Decimal | None = None
    royalties: Decimal | None = None
    shipping_and_packing: Decimal | None = None
    non_allowable_interest: Decimal | None = None


@dataclass(frozen=True)
class Costs:
    """The producer's costs beside the materials (UR 1(6), 7(11)); one not stated is unknown, never zero."""

    other_product: Decimal | None = None
    period: Decimal | None = None
    other: Decimal | None = None
    excluded: Excluded | None = None


@dataclass(frozen=True)
class Price:
    """A price, what is added to it and taken out of it, and what makes it unacceptable (Schedules 3, 4 and 6).

    `rvc.lines.valuation_keys` has the provision and the meaning of each.
    """

    price: Decimal | None = None
    paid_indirectly: Decimal | None = None
    later_charges: Decimal | None = None
    unrelated_payments: Decimal | None = None
    commissions: Decimal | None = None
    supplied_materials: Decimal | None = None
    supplied_materials_costs: Decimal | None = None
    tools: Decimal | None = None
    indirect_materials: Decimal | None = None
    engineering: Decimal | None = None
    royalties: Decimal | None = None
    proceeds: Decimal | None = None
    assist_units: Decimal | None = None
    first_shipment: Decimal | None = None
    contracted_units: Decimal | None = None
    unacceptable: tuple[str, ...] = ()
    related: bool | None = None
    influenced: bool | None = None


@dataclass(frozen=True)
class GoodValuation(Price):
    """The price of a good (Schedules 3 and 4)."""

    buyer_duties: Decimal | None = None
    transport: Decimal | None = None
    packaging: Decimal | None = None
    packaging_costs: Decimal | None = None


@dataclass(frozen=True)
class Valuation(Price):
    """The price of one unit of a material, and what it is valued by where that does not count (Schedule 6)."""

    containers: Decimal | None = None
    international_shipment: Decimal | None = None
    found_under: str | None = None
    sales: str | None = None
    margin: Decimal | None = None
    taxes: Decimal | None = None
    cost_of_materials: Decimal | None = None
    cost_of_production: Decimal | None = None
    profit_and_expenses: Decimal | None = None
    reasonable_value: Decimal | None = None


@dataclass(frozen=True)
class Value:
    """Values of the good, for one unit or as totals of an averaging period: one basis throughout a case."""

    net_cost: Decimal | None = None
    costs: Costs | None = None
    total_cost: Decimal | None = None
    transaction_value: Decimal | None = None
    international_shipping: Decimal | None = None
    packing: Decimal | None = None
    pre_shipment: Decimal | None = None
    vnm: Decimal | None = None
    valuation: GoodValuation | None = None


@dataclass(frozen=True)
class Deductions:
    """What lowers the value of a line that is non-originating or of unknown origin (UR 8(2))."""

    freight: Decimal | None = None
    insurance: Decimal | None = None
    packing: Decimal | None = None
    duties: Decimal | None = None
    brokerage: Decimal | None = None
    waste: Decimal | None = None


@dataclass(frozen=True)
class Statement:
    """A supplier's statement for accumulation (UR 9): net_cost and vnm, or amount, or vnm alone.

    `designated`: whether the supplier designated an intermediate material with a value requirement in it (UR 9(6)).
    With `units` the figures are sums of an average over a period, within a fiscal year of the buyer (UR 9(4), (5)).
    """

    net_cost: Decimal | None = None
    vnm: Decimal | None = None
    amount: Decimal | None = None
    designated: bool | None = None
    units: Decimal | None = None
    from_: date | None = None
    to: date | None = None
    fiscal_year_from: date | None = None
    fiscal_year_to: date | None = None


@dataclass(frozen=True)
class Nafta:
    """What only NAFTA asks of a material (NAFTA 8 to 10); amounts are of one unit, `rvc` is in percent."""

    traced: bool | None = None
    traced_value: Decimal | None = None
    originating: bool | None = None
    subject_to_rvc: bool | None = None
    rvc: Decimal | None = None
    vnm: Decimal | None = None
    schedule_v: str | None = None


@dataclass(frozen=True)
class Claim:
    """What stands behind a supplier's claim of origin (19 CFR 182.12)."""

    certificate: str | None = None
    criterion: str | None = None
    rule: str | None = None
    use: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Material:
    """One line of the bill of materials; `parent` is the id of the line that it goes into, None for the good itself."""

    id: str
    parent: str | None = None
    part_number: str | None = None
    description: str | None = None
    hs: str | None = None
    named_good: str | None = None
    quantity: Decimal = Decimal(1)
    uom: str | None = None
    unit_value: Decimal | None = None
    line_value: Decimal | None = None
    valuation: Valuation | None = None
    origin: str | None = None
    originating: bool | None = None
    made: str = "purchased"
    intermediate: bool = False
    core_part: str | None = None
    component: str | None = None
    net_cost: Decimal | None = None
    transaction_value: Decimal | None = None
    vnm: Decimal | None = None
    vnm_components: Decimal | None = None
    table_fg_vnm: str | None = None
    other_cost: Decimal | None = None
    excluded_cost: Decimal | None = None
    deductions: Deductions | None = None
    role: str = "direct"
    recovered: bool = False
    supplier: str | None = None
    statement: Statement | None = None
    claim: Claim | None = None
    nafta: Nafta | None = None
    acquired_on: date | None = None
    currency: str | None = None
    rate: Decimal | None = None


@dataclass(frozen=True)
class Assembly:
    """The vehicle's assembly plant: its wage and its high-wage labor cost (UR 18(6))."""

    country: str | None = None
    average_base_hourly_wage: Decimal | None = None
    wage_currency: str | None = None
    labor_cost: Decimal | None = None


@dataclass(frozen=True)
class HighWageMaterial:
    """A material and the wage of the plant that made it (UR 18(4), (7))."""

    description: str | None = None
    plant_country: str | None = None
    average_base_hourly_wage: Decimal | None = None
    wage_currency: str | None = None
    value: Decimal | None = None


@dataclass(frozen=True)
class Transport:
    """High-wage transport of materials within the region (UR 18(3)(c), (20))."""

    country: str | None = None
    average_base_hourly_wage: Decimal | None = None
    wage_currency: str | None = None
    cost: Decimal | None = None


@dataclass(frozen=True)
class Technology:
    """Annual wages behind the technology credit (UR 18(9)-(11))."""

    research_and_development_wages: Decimal | None = None
    information_technology_wages: Decimal | None = None
    production_wages: Decimal | None = None


@dataclass(frozen=True)
class AssemblyPlant:
    """A plant behind the high-wage assembly credit (UR 18(12)-(14))."""

    makes: str | None = None
    country: str | None = None
    average_base_hourly_wage: Decimal | None = None
    wage_currency: str | None = None
    capacity: Decimal | None = None
    relation: str | None = None
    contract_years: Decimal | None = None


@dataclass(frozen=True)
class Labor:
    """Labor value content on one basis (UR 18). A list of None was not stated; an empty one says that there is none.

    `hw_material_value`, `hw_labor_cost` and `assembly_credit` stand for the plants where only their sums are known.
    """

    basis: str
    assembly: Assembly | None = None
    materials: tuple[HighWageMaterial, ...] | None = None
    transport: tuple[Transport, ...] | None = None
    total_annual_purchase_value: Decimal | None = None
    technology: Technology | None = None
    assembly_plants: tuple[AssemblyPlant, ...] | None = None
    hw_material_value: Decimal | None = None
    hw_labor_cost: Decimal | None = None
    assembly_credit: bool | None = None


@dataclass(frozen=True)
class MetalPurchase:
    """Steel or aluminum that the vehicle producer bought (UR 17)."""

    hs: str | None = None
    value: Decimal | None = None
    table_s_metal_value: Decimal | None = None
    originating: bool | None = None
    melted_in: str | None = None
    purchased_on: date | None = None


@dataclass(frozen=True)
class MetalPurchases:
    """Purchases of one metal over one period (UR 17(7)): one by one, or as sums of what Table S holds."""

    period: str | None = None
    purchases: tuple[MetalPurchase, ...] = ()
    value: Decimal | None = None
    originating_value: Decimal | None = None


@dataclass(frozen=True)
class Elections:
    """The choices that the law leaves to the producer, and between readings of it."""

    rvc_method: str = "best"
    core_parts_method: str = "best"
    core_parts_averaging: str = "none"
    rollup: str = "panel"
    intermediates: str = "stated"
    averaging: str = "none"
    regime: str = "usmca"


@dataclass(frozen=True)
class AlternativeStaging:
    """An approved alternative staging regime (UR 19)."""

    approved_in: tuple[str, ...] = ()
    from_: date | None = None
    to: date | None = None
    steel_exempt: bool = False
    aluminum_exempt: bool = False


@dataclass(frozen=True)
class Case:
    """One good with its values, bill of materials, labor, metals and elections."""

    schema_: str
    good: Good
    value: Value | None = None
    materials: tuple[Material, ...] = ()
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    labor: tuple[Labor, ...] = ()
    steel: MetalPurchases | None = None
    aluminum: MetalPurchases | None = None
    elections: Elections = Elections()
    alternative_staging: AlternativeStaging | None = None
