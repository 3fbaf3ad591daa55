"""The net cost of goods as a result: every step with its section, and the block that a case takes. Data only."""

from typing import Literal

from pydantic import ConfigDict, Field

from rvc.base.result import Frozen, Said


class Figure(Frozen):
    """A number in decimals, rounded half-even to 6 places for show; `exact`: the fraction where that loses any."""

    shown: str
    exact: str | None = None


class Row(Frozen):
    """One row of the worksheet: what it is of, its sum over all goods, and a figure for each good, in their order.

    `counts` is false where it is left out of what goes to goods.
    """

    of: str
    cite: list[str] = Field(default_factory=list)
    total: Figure | None = None
    goods: list[Figure] = Field(default_factory=list)
    counts: bool = True


class RatioRow(Row):
    """A ratio of Schedule 5, with the base that it is made of; `rounded` is as the examples of Schedule 5 print it."""

    method: str
    base: list[Figure]
    rounded: list[str]


class AccountRow(Row):
    """A cost of the ledger, allocated; `by_rounded` is what the rounded ratios of the examples would give."""

    name: str
    category: str
    cost_class: str
    excluded: str
    ratio: str
    by_rounded: list[Figure] = Field(default_factory=list)


class DebtRow(Row):
    """A debt beside the federal rate (Schedule 9), in percent; `total` is its interest in the ledgers.

    `maturity` is the exact length compared, in years, `rounded` as the law rounds it; `federal` the rate, or two where
    two maturities are equally close, or none where no rule finds one. `excluded` and `excluded_most` are the non-
    allowable interest, of which the readings take the least and the most.
    """

    kind: str
    rate: Figure
    maturity: Figure
    rounded: str
    federal: list[Figure]
    limit: list[Figure]
    excluded: Figure
    excluded_most: Figure


class Step(Frozen):
    """A step of the calculation, with its rows."""

    code: str
    says: Said
    cite: list[str]
    rows: list[Row] = Field(default_factory=list)
    ratios: list[RatioRow] = Field(default_factory=list)
    accounts: list[AccountRow] = Field(default_factory=list)
    debts: list[DebtRow] = Field(default_factory=list)


class Excluded(Frozen):
    """Excluded costs by kind (UR 1(1))."""

    sales_promotion: str
    royalties: str
    shipping_and_packing: str
    non_allowable_interest: str


class Costs(Frozen):
    """`value.costs` of a case: what stands beside the materials."""

    other_product: str
    period: str
    other: str
    excluded: Excluded


class CaseValue(Frozen):
    """The block `value` of a case, rounded to 6 places against the producer."""

    costs: Costs


class GoodCost(Frozen):
    """What one good comes to under the reading least favorable to it, and its net cost under the most favorable one.

    `value` is the block of a case over the whole period, `value_per_unit` that of one unit; null where a cost is below
    zero, which no case can state. `materials` is the value of materials, which the case lists.
    """

    id: str
    description: str | None
    units: str | None
    materials: Figure
    total_cost: Figure
    excluded: Figure
    net_cost: Figure
    net_cost_best: Figure
    net_cost_per_unit: Figure | None
    value: CaseValue | None
    value_per_unit: CaseValue | None


class Source(Frozen):
    """A ledger that was read: its file, the hash of its bytes, its lines and what they come to."""

    file: str
    sha256: str
    lines: int
    total: str


class Law(Frozen):
    """The law data that categories and figures were taken from."""

    regime: str
    version: str
    sha256: str


class NetCost(Frozen):
    """The net cost of every good of a producer, as `rvc net-cost --format json` prints it.

    `readings` are the points that the text leaves open and that the ledger meets.
    """

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-net-cost/1"] = Field(default="rvc-net-cost/1", alias="schema")
    engine_version: str
    law: Law
    ledgers: list[Source]
    setup_sha256: str
    producer: str | None
    country: str
    currency: str
    period: list[str]
    order: Literal["all_goods", "allocate_total", "each_cost"]
    steps: list[Step]
    goods: list[GoodCost]
    readings: list[Said]
    warnings: list[str]

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input."""
        return self.model_dump_json(by_alias=True)


class Withdrawn(Frozen):
    """A withdrawal from an inventory: units by origin, value of the non-originating ones; null: no rule says.

    `value_by_rounded` is the value by ratios and unit values rounded to two decimals, as an example prints it.
    """

    material: str
    row: int
    on: str
    quantity: Figure
    originating: Figure | None
    non_originating: Figure | None
    value: Figure | None
    ratio: Figure | None
    value_by_rounded: Figure | None


class Inventory(Frozen):
    """What the withdrawals of an inventory are considered to be, by one method of Schedule 7 or 8."""

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-inventory/1"] = Field(default="rvc-inventory/1", alias="schema")
    file: str
    method: str
    period: str | None
    cite: str
    withdrawals: list[Withdrawn]
    warnings: list[str]

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input."""
        return self.model_dump_json(by_alias=True)
