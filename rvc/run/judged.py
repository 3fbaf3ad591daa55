"""What is judged: a case under one reading of its kind, with the schedules and uses that follow (UR 12, 19, 20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rvc.base.hs import dotted
from rvc.base.problem import Problem
from rvc.law.kinds import kinds_of
from rvc.law.load import Law
from rvc.law.model import KindEntry
from rvc.lines.case import Case
from rvc.lines.valuation import refusals

COVERED = ("passenger_vehicle", "light_truck", "heavy_truck")
LIGHT = ("passenger_vehicle", "light_truck")


@dataclass(frozen=True)
class Judged:
    """A case under one reading of its kind.

    `use` is what its parts are for, `provision` that of UR 20, if any, `kinds` every reading that the law allows.
    """

    case: Case
    kind: str
    provision: str
    use: str | None
    day: date
    staged: bool
    kinds: tuple[str, ...]

    @property
    def covered(self) -> bool:
        """A vehicle that steel, aluminum and labor value bind (UR 17(1), 18(1), (2))."""
        return self.kind in COVERED

    @property
    def by_price(self) -> bool:
        """Whether the transaction value method is open: not elected away, and a price that counts (Schedule 4)."""
        value = self.case.value
        counts = value is None or value.valuation is None or not refusals(value.valuation)
        return self.case.elections.rvc_method != "net_cost" and counts

    @property
    def light(self) -> bool:
        """A passenger vehicle or light truck: core parts bind (UR 14(4))."""
        return self.kind in LIGHT


def readings(case: Case, law: Law, day: date, regime: str) -> tuple[Judged, ...]:
    """The case under each kind that its code and features allow: one, or two where the law is open (reading 33)."""
    good = case.good
    entries = kinds_of(law, law.to_2012(good.hs), good.hs, frozenset(good.features), good.use)
    stated = [entry for entry in entries if entry.kind == good.kind]
    kinds = tuple(entry.kind for entry in entries)
    return tuple(
        Judged(case, entry.kind, entry.provision, _use(case, entry), day, regime == "alternative_staging", kinds)
        for entry in (stated or entries)
    )


def unavailable(judged: Sequence[Judged], day: date, regime: str) -> Problem | None:
    """Why alternative staging cannot be elected for this good on this day, if it cannot (UR 19(1), (2))."""
    if regime != "alternative_staging":
        return None
    case = judged[0].case
    approval = case.alternative_staging
    params = {"id": case.good.id, "hs": dotted(case.good.hs), "day": day.isoformat()}
    if approval is None:
        return Problem("alternative_staging.missing", params, "alternative_staging")
    if not all(item.light for item in judged):
        return Problem("alternative_staging.kind", params, "good.kind")
    started = approval.from_ is not None and approval.from_ <= day
    if not (approval.approved_in and started and approval.to is not None and day <= approval.to):
        return Problem("alternative_staging.not_in_force", params, "alternative_staging")
    return None


def _use(case: Case, entry: KindEntry) -> str | None:
    if entry.kind == "part":
        return case.good.use
    if entry.kind in LIGHT:
        return "passenger_light"
    if entry.kind == "heavy_truck":
        return "heavy_truck"
    return {"20(2)": "vehicle_20_2", "20(3)": "vehicle_20_3"}.get(entry.provision[:5], "other")
