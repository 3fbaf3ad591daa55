"""What a good is judged as under NAFTA: each kind of vehicle, or each use of a part and each way to count its VNM."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rvc.base.problem import Problem
from rvc.law.kinds import kinds_of
from rvc.law.load import load_law
from rvc.law.nafta_law import LISTED, NOT_LISTED, AutomotiveComponent, NaftaLaw
from rvc.lines.case import Case
from rvc.lines.read import ReadCase
from rvc.run.judged import Judged
from rvc.run.nafta_evaluation import BY_STATUS, SCHEDULE_V, TRACED

LIGHT, HEAVY, AFTERMARKET, OTHER = "light_duty_vehicle", "heavy_duty_vehicle", "aftermarket", "other"
_USES = {
    "passenger_light": (LIGHT,),
    "heavy_truck": (HEAVY,),
    "vehicle_20_2": (LIGHT, HEAVY),  # a vehicle of 87.02 may be of either kind
    "vehicle_20_3": (LIGHT, HEAVY),
    "aftermarket": (AFTERMARKET,),
    "other": (OTHER,),
    None: (LIGHT, HEAVY, AFTERMARKET, OTHER),
}
_NO_COMPONENT = ("listed_material", "none")


def counts_by(judged: Judged) -> str:
    """By what the VNM of a good is found: by the section that names it (NAFTA 9(1), 10(1)), or by status (NAFTA 7)."""
    return judged.provision or BY_STATUS


def readings(read: ReadCase, law: NaftaLaw, day: date) -> tuple[Judged, ...] | Problem:
    """The case under each reading of its code and its use (NAFTA 2(1)), or why it cannot be judged on the day."""
    good = read.case.good
    if day < law.first_day:
        params = {"seen": day.isoformat(), "first": law.first_day.isoformat()}
        return Problem("date.before_nafta_data", params, "good.date")
    entries = kinds_of(law, law.to_2012(good.hs), good.hs, frozenset(good.features), good.use)
    kinds = tuple(entry.kind for entry in entries)
    case = _without_valuations(read.case)
    found: list[Judged] = []
    for entry in entries:
        ways = _of_part(case, law) if entry.kind == "part" else ((good.use, entry.provision),)
        found += (Judged(case, entry.kind, by, use, day, staged=False, kinds=kinds) for use, by in ways)
    return tuple(found)


def _without_valuations(case: Case) -> Case:
    """The case without values that Schedules 3 and 6 build: those of NAFTA (Schedules II, VIII) are not at hand."""
    materials = tuple(replace(item, valuation=None) if item.valuation is not None else item for item in case.materials)
    value = replace(case.value, valuation=None) if case.value is not None else None
    return replace(case, materials=materials, value=value)


def _of_part(case: Case, law: NaftaLaw) -> Iterator[tuple[str, str]]:
    """Each use of a part, with each way to find its VNM.

    A light-duty automotive good is of Schedule IV and for use in a light-duty vehicle, a heavy-duty component is an
    engine, a gear box or what incorporates one, for use in a heavy-duty vehicle (NAFTA 2(1), 8). After-market parts are
    neither (NAFTA 9(9)(c), 10(9)(b)).
    """
    code = law.to_2012(case.good.hs)
    by_use = {LIGHT: _of_light(law.listed(code)), HEAVY: _of_heavy(case, law.component_of(code))}
    for use in _USES[case.good.use]:
        yield from ((use, by) for by in by_use.get(use, (BY_STATUS,)))


def _of_light(listed: int) -> tuple[str, ...]:
    return {LISTED: (TRACED,), NOT_LISTED: (BY_STATUS,)}.get(listed, (TRACED, BY_STATUS))


def _of_heavy(case: Case, component: AutomotiveComponent | None) -> tuple[str, ...]:
    """Certain of an engine, and of a gear box that is named so, for its parts share its code."""
    named = case.good.named_good
    if component is not None and component.name in ("engine", named):
        return (SCHEDULE_V,)
    if component is not None and named is None:
        return (SCHEDULE_V, BY_STATUS)
    told = [item.nafta.schedule_v if item.nafta is not None else None for item in case.materials]
    no_assembly = bool(told) and all(name in _NO_COMPONENT for name in told)
    return (BY_STATUS,) if no_assembly else (SCHEDULE_V, BY_STATUS)


def tells(law: NaftaLaw, hs2012: str, named_good: str) -> bool:
    """Whether a name that a case may state tells which good of a NAFTA rule it is.

    A case names goods as rules of the USMCA do: one that has none of its names may still be a good that NAFTA names.
    """
    rule = law.rule(hs2012)
    return rule is not None and (named_good in rule.named_goods or can_tell(law, hs2012))


def can_tell(law: NaftaLaw, hs2012: str) -> bool:
    """Whether every name in a NAFTA rule is one that the USMCA rule of the same code has."""
    rule, of_usmca = law.rule(hs2012), load_law().rule(hs2012)
    return rule is not None and of_usmca is not None and set(rule.named_goods) <= set(of_usmca.named_goods)
