"""Requirements that take the place of the printed RVC: new plants (UR 20(8)) and the heavy-truck credit (UR 18(22))."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial

import numpy as np

from rvc.base.days import anniversary
from rvc.base.likes import Likes
from rvc.base.ratio import Requirement
from rvc.law.load import Law
from rvc.lines.case import NewPlant
from rvc.rules.labor_value import LaborTest
from rvc.run.judged import Judged

_NONE = Fraction(-1)
HEAVY = "heavy_truck"


@dataclass(frozen=True)
class Displaced:
    """Percent required under every reading and under the mildest, why, and what is missing; below zero: as printed."""

    hard: Fraction = _NONE
    soft: Fraction = _NONE
    note: str = ""
    credit: Fraction | None = None
    missing: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Of what tells most of them apart: fractions take long to hash."""
        return hash((self.note, self.missing))


def displaced_each(law: Law, judged: Likes[Judged], labor: Callable[[int], LaborTest | None]) -> Likes[Displaced]:
    """The same of each good; of a heavy truck it rests on its own labor, of any other on what it is."""
    kinds = [Displaced() if item.kind == HEAVY else displaced(law, item, lambda: None) for item in judged.kinds]
    heavy = judged.column(lambda item: item.kind == HEAVY, bool)
    of = judged.of.copy()
    for row in np.flatnonzero(heavy).tolist():
        of[row] = len(kinds)
        kinds.append(displaced(law, judged[row], partial(labor, row)))
    return Likes(kinds, of)


def displaced(law: Law, judged: Judged, labor: Callable[[], LaborTest | None]) -> Displaced:
    """The requirement that displaces the printed one for a vehicle, if any; `labor` tells its labor value content."""
    if judged.case.good.new_plant is not None and judged.provision:
        return _new_plant(law, judged)
    if judged.kind == HEAVY and not judged.staged:
        return _heavy_truck_credit(law, judged, labor())
    return Displaced()


def as_columns(each: Likes[Displaced]) -> Requirement | None:
    """Requirements as exact columns in basis points, below zero where nothing is displaced; None if nothing is."""
    found = each.kinds
    if all(item.hard < 0 for item in found):
        return None
    over = [np.lcm(item.hard.denominator, item.soft.denominator) for item in found]

    def column(points: list[Fraction]) -> np.typing.NDArray[np.object_]:
        rows = [-1 if item < 0 else int(item * 100 * int(den)) for item, den in zip(points, over, strict=True)]
        return np.array(rows, dtype=object)[each.of]

    hard, soft = column([item.hard for item in found]), column([item.soft for item in found])
    dens = np.array([int(den) for den in over], dtype=object)[each.of]
    return Requirement(hard, soft, dens, np.zeros(len(each), dtype=bool))


def _new_plant(law: Law, judged: Judged) -> Displaced:
    """50% for five years (new building) or two (refit) after the first prototype; conditions attested (UR 20(8))."""
    plant = judged.case.good.new_plant
    printed = _percent(law, f"other_vehicle.{'20_2' if judged.provision.startswith('20(2)') else '20_3'}", judged.day)
    lowered = _percent(law, "new_plant", judged.day)
    if plant is None or printed is None or lowered is None:
        return Displaced()
    return of_new_plant(plant, "conditions_attested", law.figures.new_plant_years, judged.day, printed, lowered)


def of_new_plant(
    plant: NewPlant, attested: str, years: Mapping[str, int], day: date, printed: Fraction, lowered: Fraction
) -> Displaced:
    """The lower requirement of a new or refitted plant, for so many years after the first prototype.

    `attested` names the field that says whether its conditions are met, of a USMCA or a NAFTA provision.
    """
    missing = [
        f"good.new_plant.{name}" for name in ("kind", "prototype_date", attested) if getattr(plant, name) is None
    ]
    if getattr(plant, attested) is False:
        return Displaced(note="new_plant.not_attested")
    if missing or plant.kind is None or plant.prototype_date is None:
        return Displaced(printed, lowered, "new_plant.open", missing=tuple(missing))
    end = anniversary(plant.prototype_date, years[plant.kind])
    if not plant.prototype_date <= day <= end:
        return Displaced(note="new_plant.over")
    if day == end:
        return Displaced(printed, lowered, "new_plant.last_day")
    return Displaced(lowered, lowered, "new_plant.applies")


def _heavy_truck_credit(law: Law, judged: Judged, labor: LaborTest | None) -> Displaced:
    """Points of high-wage material and labor above 30 lower the RVC required, to no less than 60 (UR 18(22))."""
    figures = law.figures
    if judged.day > figures.credit_open_day:
        return Displaced()
    printed, floor, above, needed = (
        _percent(law, name, judged.day)
        for name in (
            "vehicle.heavy",
            "heavy_truck_credit.floor",
            "heavy_truck_credit.points_above",
            "heavy_truck_credit.lvc",
        )
    )
    if printed is None or floor is None or above is None or needed is None:
        return Displaced()
    if labor is None:
        return Displaced(printed, min(floor, printed), "heavy_truck_credit.not_settled", missing=("labor",))
    least = max(labor.high_wage.least - above, Fraction(0)) if labor.total.least > needed else Fraction(0)
    total, points = labor.total.most, labor.high_wage.most
    if total is not None and total <= needed:
        most: Fraction | None = Fraction(0)
    else:
        most = None if points is None else max(points - above, Fraction(0))
    hard = max(floor, printed - least)
    soft = floor if most is None else max(floor, printed - most)
    if judged.day == figures.credit_open_day:
        return Displaced(printed, soft, "heavy_truck_credit.open_day", least) if soft < printed else Displaced()
    if hard == soft == printed:
        return Displaced()
    return Displaced(hard, soft, "heavy_truck_credit.applies", least)


def _percent(law: Law, name: str, day: date) -> Fraction | None:
    points = law.schedule(name).on(day)
    return None if points is None else Fraction(points, 100)
