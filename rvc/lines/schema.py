"""The one table of fields of a case (schema rvc/1): name, how it is written, what it means.

Readers, templates and the reference of fields all read it; the shapes of the values stand in `rvc.lines.case`. A
mapping with a key that is not in the table is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from rvc.lines import case
from rvc.lines.scalars import reader
from rvc.lines.valuation_keys import OF_GOOD, OF_MATERIAL, Described

SCHEMA = "rvc/1"
MINOR = 5
# rvc/1.1 added sums in place of lists and statement.designated, rvc/1.2 elections.intermediates and table_fg_vnm,
# rvc/1.3 model_line and plant, rvc/1.4 elections.averaging and the block nafta of a material,
# rvc/1.5 valuation of a material and of the good, units and period of a statement, new_plant.nafta_conditions_attested

Kind = Literal[
    "text",  # any text
    "amount",  # a decimal, not negative: up to 12 digits before and 6 after the point
    "above_zero",  # an amount that may not be zero
    "signed",  # an amount that may be below zero
    "flag",  # true or false
    "date",  # 2026-11-22
    "hs",  # 6 to 10 digits
    "country",  # ISO 3166 alpha-2
    "currency",  # ISO 4217
    "choice",  # one of `choices`
    "choices",  # a list of `choices`
    "component",  # a component of Table A.2
    "regime",  # one of `choices`, or the path of a scenario
    "sales",  # units and unit prices of sales: 80 x 90; 55 x 95
    "rates",  # currency: rate
    "amounts",  # name: amount
    "record",  # a block of fields
    "records",  # a list of blocks
    "one_or_more",  # a block, or a list of blocks
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key in a case, how it is written, its meaning.

    `attribute` is its name in `rvc.lines.case`, with an underscore where the word is taken; `read` reads one value.
    """

    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    shape: "Shape | None" = None
    attribute: str = field(init=False)
    read: Callable[[object], object] | None = field(init=False)

    def __post_init__(self) -> None:
        """Look up what goes by name and kind."""
        object.__setattr__(self, "attribute", f"{self.name}_" if self.name in {"schema", "from"} else self.name)
        object.__setattr__(self, "read", reader(self.kind, self.name, self.choices))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A block of fields and the class that holds it."""

    make: type
    fields: tuple[Field, ...]
    by_name: Mapping[str, Field] = field(init=False)
    required: tuple[Field, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Index the fields by name."""
        object.__setattr__(self, "by_name", {item.name: item for item in self.fields})
        object.__setattr__(self, "required", tuple(item for item in self.fields if item.required))


KINDS = ("passenger_vehicle", "light_truck", "heavy_truck", "other_vehicle", "part")
USES = ("passenger_light", "heavy_truck", "vehicle_20_2", "vehicle_20_3", "aftermarket", "other")
METHODS = ("tariff_change", "net_cost", "transaction_value")
FEATURES = (
    "compression_ignition", "off_road", "motorcycle", "all_terrain", "motorhome", "ambulance_hearse_prison_van",
    "electric", "hybrid", "persons_16_or_more", "remanufactured",
)  # fmt: skip
CORE_PARTS = (
    "engine", "transmission", "body_and_chassis", "axle", "suspension_system", "steering_system", "advanced_battery",
)  # fmt: skip
REGION = ("CA", "MX", "US")
PERIODS = (  # UR 17(7)
    "previous_calendar_year", "previous_fiscal_year", "month_to_date", "quarter_to_date", "fiscal_year_to_date",
    "calendar_year_to_date",
)  # fmt: skip


def _wage(country: str) -> tuple[Field, ...]:
    return (
        Field(country, "country", "Country of the plant."),
        Field("average_base_hourly_wage", "amount", "Average base hourly wage of direct production workers (UR 12)."),
        Field("wage_currency", "currency", "Currency of the wage: that of the plant's country."),
    )


def _described(items: tuple[Described, ...]) -> tuple[Field, ...]:
    return tuple(Field(name, cast("Kind", kind), told, choices=choices) for name, kind, told, choices in items)


NEW_PLANT = Shape(
    case.NewPlant,
    (
        Field("kind", "choice", "New building, or refit.", choices=("new_building", "refit")),
        Field("prototype_date", "date", "Date of the first prototype made in the plant."),
        Field("conditions_attested", "flag", "True if every condition of UR 20(8) is met."),
        Field("nafta_conditions_attested", "flag", "True if every condition of NAFTA 13(2) is met."),
    ),
)
CLAIM = Shape(
    case.Claim,
    (
        Field("certificate", "text", "Number or name of the certification."),
        Field("criterion", "text", "Criterion of origin certified."),
        Field("rule", "text", "Product rule certified."),
        Field("use", "choice", "Use that the certification covers.", choices=USES),
        Field("valid_from", "date", "First day of the blanket period."),
        Field("valid_to", "date", "Last day of the blanket period."),
    ),
)
GOOD = Shape(
    case.Good,
    (
        Field("id", "text", "Your name for the good.", required=True),
        Field("description", "text", "What the good is."),
        Field("hs", "hs", "HS code, 6 to 10 digits, of HS 2012, 2017 or 2022.", required=True),
        Field("kind", "choice", "Kind of vehicle, or part; derived from hs and features if left out.", choices=KINDS),
        Field("use", "choice", "Parts only: original equipment for what, or aftermarket, or other.", choices=USES),
        Field("features", "choices", "Facts that the code does not tell; one left out is not there.", choices=FEATURES),
        Field("named_good", "text", "Which named good of its subheading it is, where a rule names one."),
        Field("absent_core_categories", "choices", "Table A.2 categories that the vehicle lacks.", choices=CORE_PARTS),
        Field("new_plant", "record", "Vehicle of a new or refitted plant (UR 20(8)).", shape=NEW_PLANT),
        Field("left_territory", "flag", "True if it left the region after production (UR 10)."),
        Field("customs_control", "flag", "Whether it stayed under customs control outside the region (UR 10)."),
        Field("further_operation", "flag", "Whether it was worked on outside the region (UR 10)."),
        Field("produced_in", "country", "Country where it was produced."),
        Field("date", "date", "The day whose rules apply.", required=True),
        Field("currency", "currency", "Currency of all amounts, except of lines that carry their own."),
        Field("tariff_change_met", "flag", "Parts without listed materials: whether the producer states it met."),
        Field("method", "choice", "Parts: how its producer found it to qualify.", choices=METHODS),
        Field("originating", "flag", "Parts: true if its producer certifies it, with a claim."),
        Field("claim", "record", "What stands behind originating: true.", shape=CLAIM),
        Field("supplier", "text", "Parts: who supplies it."),
        Field("model_line", "text", "Model line that it belongs to, for reports by model line; no rule reads it."),
        Field("plant", "text", "Plant that makes it, for reports by plant; no rule reads it."),
    ),
)
EXCLUDED = Shape(
    case.Excluded,
    (
        Field("sales_promotion", "amount", "Sales promotion, marketing and after-sales service."),
        Field("royalties", "amount", "Royalties."),
        Field("shipping_and_packing", "amount", "Shipping and packing."),
        Field("non_allowable_interest", "amount", "Interest above what is allowable."),
    ),
)
COSTS = Shape(
    case.Costs,
    (
        Field("other_product", "amount", "Product costs beside materials: labor and overhead."),
        Field("period", "amount", "Period costs."),
        Field("other", "amount", "Other costs."),
        Field("excluded", "record", "What net cost leaves out; one left out of the block is none.", shape=EXCLUDED),
    ),
)
GOOD_VALUATION = Shape(case.GoodValuation, _described(OF_GOOD))
VALUATION = Shape(case.Valuation, _described(OF_MATERIAL))
VALUE = Shape(
    case.Value,
    (
        Field("net_cost", "above_zero", "Net cost; may be built from costs instead."),
        Field("costs", "record", "Costs beside the materials, to build the net cost from.", shape=COSTS),
        Field("total_cost", "above_zero", "Total cost, for de minimis, if not built from costs."),
        Field("transaction_value", "above_zero", "Price as sold."),
        Field("international_shipping", "amount", "International shipping inside the price: taken out."),
        Field("packing", "amount", "Packing for shipment inside the price: taken out."),
        Field("pre_shipment", "amount", "Transport to and loading at the place of direct shipment, not in the price."),
        Field("vnm", "amount", "Value of non-originating materials, where the materials are not listed."),
        Field("valuation", "record", "What transaction_value is built from (Schedule 3).", shape=GOOD_VALUATION),
    ),
)
DEDUCTIONS = Shape(
    case.Deductions,
    (
        Field("freight", "amount", "Freight to the producer."),
        Field("insurance", "amount", "Insurance of the transport."),
        Field("packing", "amount", "Packing for the transport."),
        Field("duties", "amount", "Duties and taxes that are not recoverable."),
        Field("brokerage", "amount", "Customs brokerage."),
        Field("waste", "amount", "Waste and spoilage, less reusable scrap."),
    ),
)
STATEMENT = Shape(
    case.Statement,
    (
        Field("net_cost", "amount", "Net cost of the material, with vnm (UR 9(2)(a))."),
        Field("vnm", "amount", "Non-originating materials in it; alone for transaction value (UR 9(3))."),
        Field("amount", "amount", "Part of the net cost free of non-originating materials (UR 9(2)(b))."),
        Field("designated", "flag", "Whether an intermediate material with a value requirement is in it (UR 9(6))."),
        Field("units", "above_zero", "Units of which the figures are sums, in an average (UR 9(4), (5))."),
        Field("from", "date", "First day of the period of the average."),
        Field("to", "date", "Last day of the period of the average."),
        Field("fiscal_year_from", "date", "First day of the buyer's fiscal year, in which the period falls."),
        Field("fiscal_year_to", "date", "Last day of that fiscal year."),
    ),
)
SCHEDULE_V = ("component", "component_assembly", "sub_component", "listed_material", "none")
NAFTA = Shape(
    case.Nafta,
    (
        Field("traced", "flag", "Whether it was imported from outside NAFTA under a provision of NAFTA Schedule IV."),
        Field("traced_value", "amount", "Traced materials in one unit, as its supplier states them (NAFTA 9(2))."),
        Field("originating", "flag", "Whether its supplier states that it originates under NAFTA."),
        Field("subject_to_rvc", "flag", "Whether the NAFTA rule that it meets has a regional value content."),
        Field("rvc", "amount", "Its NAFTA regional value content in percent, as stated (NAFTA 9(2)(f), 10(1)(d))."),
        Field("vnm", "amount", "Non-originating materials in one unit, as stated (NAFTA 10(1)(b), (d), (e))."),
        Field("schedule_v", "choice", "What it is in NAFTA Schedule V, for heavy-duty vehicles.", choices=SCHEDULE_V),
    ),
)
MATERIAL = Shape(
    case.Material,
    (
        Field("id", "text", "Your name for the line, once in a case.", required=True),
        Field("parent", "text", "The id of the line that it goes into; none: the good itself."),
        Field("part_number", "text", "Part number."),
        Field("description", "text", "What it is."),
        Field("hs", "hs", "HS code, 6 to 10 digits."),
        Field("named_good", "text", "Which named good of its subheading it is, where a rule names one."),
        Field("quantity", "above_zero", "Quantity in one parent; 1 if left out."),
        Field("uom", "text", "Unit of the quantity."),
        Field("unit_value", "amount", "Value of one unit."),
        Field("line_value", "amount", "Value of the line in one parent: quantity times unit value."),
        Field("origin", "country", "Country of last production; says nothing of originating status."),
        Field("originating", "flag", "True: certified by the supplier; false: non-originating; blank: not claimed."),
        Field("made", "choice", "Purchased if left out.", choices=("purchased", "in_house")),
        Field("intermediate", "flag", "True for an in-house material designated as intermediate (UR 8(6))."),
        Field("core_part", "choice", "Category of Table A.2, column 1, if it is such a part.", choices=CORE_PARTS),
        Field("component", "component", "Component of Table A.2, column 2, if it is such a component."),
        Field("net_cost", "above_zero", "Net cost of one unit, for its own regional value content."),
        Field("transaction_value", "above_zero", "Transaction value of one unit."),
        Field("vnm", "amount", "Non-originating materials in one unit, if it is not opened into lines."),
        Field("vnm_components", "amount", "The part of vnm that is components of Table A.2."),
        Field(
            "table_fg_vnm", "choice", "Material of Table F or G: counted by its value, or by the vnm in it (UR 20(4)).",
            choices=("value", "vnm"),
        ),
        Field("other_cost", "amount", "Own processing cost of one unit, on top of its lines."),
        Field("excluded_cost", "amount", "The part of other_cost that net cost leaves out (UR 7(11)-(13))."),
        Field("deductions", "record", "Documented costs in a non-originating line (UR 8(2), 8(3)).", shape=DEDUCTIONS),
        Field(
            "role", "choice", "What the material is to the good; direct if left out.",
            choices=("direct", "indirect", "packaging", "packing", "accessory"),
        ),
        Field("recovered", "flag", "Recovered material of a remanufactured good (UR 4)."),
        Field("supplier", "text", "Who supplies it."),
        Field("statement", "record", "Supplier's statement for accumulation (UR 9).", shape=STATEMENT),
        Field("claim", "record", "What stands behind originating: true.", shape=CLAIM),
        Field("nafta", "record", "What only NAFTA asks of it, for regime: nafta.", shape=NAFTA),
        Field("valuation", "record", "What unit_value is built from (UR 8(1), Schedule 6).", shape=VALUATION),
        Field("acquired_on", "date", "Day of acquisition; the good's date if left out."),
        Field("currency", "currency", "Currency of every amount of the line, if not the good's."),
        Field("rate", "above_zero", "Units of the good's currency for one unit of the line's."),
    ),
)  # fmt: skip
ASSEMBLY = Shape(
    case.Assembly,
    (*_wage("country"), Field("labor_cost", "amount", "Wages of direct production workers, without benefits (UR 12).")),
)
HIGH_WAGE_MATERIAL = Shape(
    case.HighWageMaterial,
    (
        Field("description", "text", "What it is."),
        *_wage("plant_country"),
        Field("value", "amount", "Net cost or annual purchase value, by the basis."),
    ),
)
TRANSPORT = Shape(
    case.Transport, (*_wage("country"), Field("cost", "amount", "Cost within the region, not in a material's value."))
)
TECHNOLOGY = Shape(
    case.Technology,
    (
        Field("research_and_development_wages", "amount", "Annual wages for research and development in the region."),
        Field("information_technology_wages", "amount", "Annual wages for information technology in the region."),
        Field("production_wages", "amount", "Annual wages of direct production workers in the region."),
    ),
)
ASSEMBLY_PLANT = Shape(
    case.AssemblyPlant,
    (
        Field("makes", "choice", "What it makes.", choices=("engine", "transmission", "advanced_battery")),
        *_wage("country"),
        Field("capacity", "amount", "Parts that it can make in a year."),
        Field("relation", "choice", "Operated by the producer, or under contract.", choices=("own", "contract")),
        Field("contract_years", "amount", "Years of the contract."),
    ),
)
_BASES = ("net_cost", "annual_purchase_value")
LABOR = Shape(
    case.Labor,
    (
        Field("basis", "choice", "What it is a share of.", required=True, choices=_BASES),
        Field("assembly", "record", "The assembly plant of the vehicle.", shape=ASSEMBLY),
        Field("materials", "records", "High-wage materials.", shape=HIGH_WAGE_MATERIAL),
        Field("transport", "records", "High-wage transport.", shape=TRANSPORT),
        Field("total_annual_purchase_value", "above_zero", "All parts and materials bought in the year."),
        Field("technology", "record", "Wages behind the technology credit.", shape=TECHNOLOGY),
        Field("assembly_plants", "records", "Plants behind the assembly credit.", shape=ASSEMBLY_PLANT),
        Field("hw_material_value", "amount", "High-wage materials, summed, where they are not listed."),
        Field("hw_labor_cost", "amount", "High-wage labor, summed, where the assembly plant is not described."),
        Field("assembly_credit", "flag", "Whether the assembly credit is earned, where its plants are not listed."),
    ),
)
METAL_PURCHASE = Shape(
    case.MetalPurchase,
    (
        Field("hs", "hs", "HS code of what was bought."),
        Field("value", "amount", "Its value."),
        Field("table_s_metal_value", "amount", "Of a stamping: the value of the Table S metal in it (UR 17(2))."),
        Field("originating", "flag", "Whether it originates; blank: unknown."),
        Field("melted_in", "country", "Country of all steel processes (UR 17(5)(b))."),
        Field("purchased_on", "date", "Day of purchase."),
    ),
)
METAL = Shape(
    case.MetalPurchases,
    (
        Field("period", "choice", "Period of the purchases (UR 17(7)).", choices=PERIODS),
        Field("purchases", "records", "The purchases.", shape=METAL_PURCHASE),
        Field("value", "amount", "Purchases of codes of Table S, summed, where they are not listed."),
        Field("originating_value", "amount", "The part of value that originates."),
    ),
)
_CORE_METHODS = ("each_part", "each_part_components", "super_core", "super_core_components", "best")
ELECTIONS = Shape(
    case.Elections,
    (
        Field("rvc_method", "choice", "Method of RVC.", choices=("net_cost", "transaction_value", "best")),
        Field("core_parts_method", "choice", "Method for core parts (UR 14(7), (10)).", choices=_CORE_METHODS),
        Field("core_parts_averaging", "choice", "Averaging (UR 14(12)).", choices=("none", "category", "super_core")),
        Field("rollup", "choice", "Reading of roll-up for core parts.", choices=("panel", "us_position")),
        Field(
            "intermediates",
            "choice",
            "Intermediate materials: those stated, or the best lawful set (UR 8(6)).",
            choices=("stated", "best"),
        ),
        Field("averaging", "text", "File of the election to average that the good belongs to (rvc average)."),
        Field("regime", "regime", "Rules to judge by.", choices=("usmca", "alternative_staging", "nafta")),
    ),
)
ALTERNATIVE_STAGING = Shape(
    case.AlternativeStaging,
    (
        Field("approved_in", "choices", "Countries that approved it.", choices=REGION),
        Field("from", "date", "First day of the approved period."),
        Field("to", "date", "Last day of the approved period."),
        Field("steel_exempt", "flag", "Exempt from the steel requirement by the approval."),
        Field("aluminum_exempt", "flag", "Exempt from the aluminum requirement by the approval."),
    ),
)
CASE = Shape(
    case.Case,
    (
        Field("schema", "text", "Form of the case: rvc/1.", required=True),
        Field("good", "record", "The good.", required=True, shape=GOOD),
        Field("value", "record", "Its values.", shape=VALUE),
        Field("materials", "records", "The bill of materials.", shape=MATERIAL),
        Field("rates", "rates", "Rates for lines in another currency."),
        Field("labor", "one_or_more", "Labor value content (UR 18).", shape=LABOR),
        Field("steel", "record", "Purchases of steel (UR 17).", shape=METAL),
        Field("aluminum", "record", "Purchases of aluminum (UR 17).", shape=METAL),
        Field("elections", "record", "Choices.", shape=ELECTIONS),
        Field("alternative_staging", "record", "The approval of that regime (UR 19).", shape=ALTERNATIVE_STAGING),
    ),
)
