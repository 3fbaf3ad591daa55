"""What a payroll comes to as `rvc payroll --format json` prints it. Data only: amounts are decimal strings."""

from typing import Literal

from pydantic import ConfigDict, Field

from rvc.base.outcome import Status
from rvc.base.result import Frozen


class _Dated(Frozen):
    model_config = ConfigDict(populate_by_name=True)

    from_: str = Field(alias="from")
    to: str


class PeriodTold(_Dated):
    """Days averaged over, and which of the periods that a producer may elect they can be."""

    may_be: list[str]
    citations: list[str]


class CertifiedTold(_Dated):
    """The following period for which the wage certifies the plant (UR 18(5)); `to_by_months`: its latest end."""

    to_by_months: str
    citations: list[str]


class RowsTold(Frozen):
    """Rows of a file, as 2-14, 17."""

    file: str
    sheet: str
    rows: str


class TallyTold(Frozen):
    """Lines that were treated alike: why, under which provision, and the hours that count; rows where left out."""

    why: str
    citations: list[str]
    lines: int
    workers: int
    hours: str
    hours_counted: str
    rows: list[RowsTold] = Field(default_factory=list)


class ReadingTold(Frozen):
    """Sums under one reading of the clauses that are open."""

    average_week: bool
    other_personnel: bool
    excepted_in_total: bool
    hours: str
    base_wages: str
    average_base_hourly_wage: str | None


class PlantTold(Frozen):
    """The average base hourly wage of one plant over one period, and whether it qualifies (UR 12).

    `case` is what a case takes over, by the place that it has there; null where the wage decides nothing.
    """

    plant: str
    country: str
    currency: str
    period: PeriodTold
    status: Status
    undetermined_because: Literal["currency", "readings", "no_hours", "period"] | None
    average_base_hourly_wage: str | None
    average_base_hourly_wage_most: str | None
    required: str | None
    required_currency: str | None
    hours: str
    base_wages: str
    citations: list[str]
    readings: list[ReadingTold]
    counted: list[TallyTold]
    kinds: list[TallyTold]
    left_out: list[TallyTold]
    overtime_hours_in: str
    premiums_out: str
    benefits_out: str
    certification: CertifiedTold | None
    case: dict[str, dict[str, str]] | None


class LawTold(Frozen):
    """The law data that the wages required were taken from."""

    version: str


class PayrollTold(Frozen):
    """Every plant and period of a payroll."""

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-payroll/1"] = Field(alias="schema")
    law: LawTold
    status: Status
    plants: list[PlantTold]
    left_out_by_period: list[TallyTold]
    warnings: list[str]
