"""What a payroll comes to: the wage of each plant and period, how it was found, and what it certifies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rvc.base.decimals import PLACES, in_digits
from rvc.base.outcome import Outcome, Status
from rvc.base.problem import Problem
from rvc.law.figures import Wage
from rvc.pay.periods import Certified, Period
from rvc.pay.report import (
    CertifiedTold,
    LawTold,
    PayrollTold,
    PeriodTold,
    PlantTold,
    ReadingTold,
    RowsTold,
    TallyTold,
)
from rvc.pay.wages import Reading, Sum

SCHEMA: Literal["rvc-payroll/1"] = "rvc-payroll/1"
Why = Literal["", "currency", "readings", "no_hours", "period"]


@dataclass(frozen=True)
class Tally:
    """Lines that were treated alike: why, under which provision, how many and whose, and the hours that count.

    `rows` names the lines by their rows, as runs of a file: ((file, sheet), ((2, 14), (17, 17))).
    """

    why: str
    cite: tuple[str, ...]
    lines: int
    workers: int
    hours: Decimal
    counted: Decimal
    rows: tuple[tuple[tuple[str, str], tuple[tuple[int, int], ...]], ...] = ()


@dataclass(frozen=True)
class PlantWage:
    """The average base hourly wage of one plant over one period, exactly, and whether the plant qualifies by it.

    `readings` has the sums under every reading that makes a difference; the first is the one that is shown. `why` is
    the reason why the wage is undetermined: currency, readings, no_hours or period; "" where it is not.
    """

    plant: str
    country: str
    currency: str
    period: Period
    may_be: tuple[str, ...]
    required: Wage | None
    readings: tuple[tuple[Reading, Sum], ...]
    outcome: Outcome
    why: Why
    counted: tuple[Tally, ...]
    left_out: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    overtime: Decimal
    premiums: Decimal
    benefits: Decimal
    certified: Certified | None

    @property
    def status(self) -> Status:
        """pass, fail or undetermined: whether the plant pays a qualifying wage (UR 12)."""
        return self.outcome.status

    @property
    def wage(self) -> Decimal | None:
        """The lowest average of all readings, rounded down to six decimals: no rounding makes a plant qualify."""
        exact = [hourly for _, found in self.readings if (hourly := found.hourly) is not None]
        return rounded_down(min(exact)) if exact else None

    @property
    def most(self) -> Decimal | None:
        """The highest average of all readings, rounded down."""
        exact = [hourly for _, found in self.readings if (hourly := found.hourly) is not None]
        return rounded_down(max(exact)) if exact else None

    @property
    def case(self) -> dict[str, dict[str, str]] | None:
        """What a case takes over, by what the plant is; None where the wage decides nothing."""
        if self.outcome is Outcome.UNDETERMINED or self.wage is None:
            return None
        wage = {"average_base_hourly_wage": f"{self.wage:f}", "wage_currency": self.currency}
        return {
            "labor.assembly": {"country": self.country, **wage},
            "labor.materials": {"plant_country": self.country, **wage},
            "labor.transport": {"country": self.country, **wage},
            "labor.assembly_plants": {"country": self.country, **wage},
        }


@dataclass(frozen=True)
class Payroll:
    """Every plant and period of a payroll, the lines that no period takes, and warnings of its files."""

    plants: tuple[PlantWage, ...]
    outside: tuple[Tally, ...]
    warnings: tuple[Problem, ...]
    law_version: str

    @property
    def outcome(self) -> Outcome:
        """Pass if every plant qualifies, fail if one does not, else undetermined."""
        return min((plant.outcome for plant in self.plants), default=Outcome.UNDETERMINED)

    @property
    def status(self) -> Status:
        """The same as pass, fail or undetermined."""
        return self.outcome.status

    def told(self) -> PayrollTold:
        """The same as a result prints it."""
        return PayrollTold(
            schema_=SCHEMA,
            law=LawTold(version=self.law_version),
            status=self.status,
            plants=[_plant(plant) for plant in self.plants],
            left_out_by_period=[_tally(tally) for tally in self.outside],
            warnings=[str(problem) for problem in self.warnings],
        )

    def to_json(self) -> str:
        """One object; the same payroll gives the same bytes. Amounts are decimal strings in the plant's currency."""
        return json.dumps(self.told().model_dump(by_alias=True, exclude_unset=True), ensure_ascii=False, indent=1)


def rounded_down(figure: Fraction) -> Decimal:
    """A figure cut off after six decimals."""
    return Decimal(in_digits(figure.numerator * 10**PLACES // figure.denominator))


def text_of(figure: Decimal | None) -> str | None:
    """A figure in digits, without exponent."""
    return None if figure is None else f"{figure:f}"


def _plant(plant: PlantWage) -> PlantTold:
    first = plant.readings[0][1]
    return PlantTold(
        plant=plant.plant,
        country=plant.country,
        currency=plant.currency,
        period=PeriodTold(
            from_=plant.period.first.isoformat(), to=plant.period.last.isoformat(),
            may_be=list(plant.may_be), citations=["UR 18(19)", "29 CFR 810.105(d)"],
        ),
        status=plant.status,
        undetermined_because=plant.why or None,
        average_base_hourly_wage=text_of(plant.wage),
        average_base_hourly_wage_most=text_of(plant.most),
        required=None if plant.required is None else f"{plant.required.hourly:f}",
        required_currency=None if plant.required is None else plant.required.currency,
        hours=_cut(first.hours),
        base_wages=_cut(first.wages),
        citations=["UR 12", "29 CFR 810.105(a)", *(plant.required.cite if plant.required else ())],
        readings=[
            ReadingTold(
                average_week=reading.average_week, other_personnel=reading.other_personnel,
                excepted_in_total=reading.excepted_in_total,
                hours=_cut(found.hours), base_wages=_cut(found.wages),
                average_base_hourly_wage=None if found.hourly is None else _cut(found.hourly),
            )
            for reading, found in plant.readings
        ],
        counted=[_tally(tally) for tally in plant.counted],
        kinds=[_tally(tally) for tally in plant.kinds],
        left_out=[_tally(tally) for tally in plant.left_out],
        overtime_hours_in=f"{plant.overtime:f}",
        premiums_out=f"{plant.premiums:f}",
        benefits_out=f"{plant.benefits:f}",
        certification=_certified(plant),
        case=plant.case,
    )  # fmt: skip


def _cut(figure: Fraction) -> str:
    return f"{rounded_down(figure):f}"


def _certified(plant: PlantWage) -> CertifiedTold | None:
    """For which time the wage certifies the plant (UR 18(5)); nothing where it does not qualify."""
    if plant.certified is None or plant.outcome is not Outcome.PASS:
        return None
    found = plant.certified
    return CertifiedTold(
        from_=found.first.isoformat(), to=found.last.isoformat(), to_by_months=found.last_by_months.isoformat(),
        citations=["UR 18(5)"],
    )  # fmt: skip


def _tally(tally: Tally) -> TallyTold:
    rows = [RowsTold(file=file, sheet=sheet, rows=", ".join(_runs(runs))) for (file, sheet), runs in tally.rows]
    return TallyTold(
        why=tally.why, citations=list(tally.cite), lines=tally.lines, workers=tally.workers,
        hours=f"{tally.hours:f}", hours_counted=f"{tally.counted:f}", **({"rows": rows} if rows else {}),
    )  # fmt: skip


def _runs(runs: tuple[tuple[int, int], ...]) -> Iterator[str]:
    return (str(first) if first == last else f"{first}-{last}" for first, last in runs)
