"""What the derivation says of plants: each one's points, the fewest that suffice, and the way to points that lack."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rvc.base.messages import text
from rvc.base.outcome import Outcome, Status
from rvc.law.load import Law
from rvc.lines.case import Labor
from rvc.rules.labor_plants import Contribution, contributions, fewest, least_raises
from rvc.rules.labor_value import HUNDRED, LaborTest
from rvc.run.figures import measured


@dataclass(frozen=True)
class Told:
    """A step: its code and parameters, where it stands within the labor block, and its sections."""

    code: str
    params: dict[str, str]
    path: tuple[str | int, ...] = ()
    citations: tuple[str, ...] = ()
    status: Status | None = None


def plants(law: Law, labor: Labor, test: LaborTest) -> Iterator[Told]:
    """Each plant with what it adds; then which suffice, or what would bring the points that lack (UR 18(7)-(8))."""
    found = contributions(law, labor, test.inputs["net_cost"])
    for each in found:
        code = {Outcome.PASS: "counts", Outcome.FAIL: "does_not_count", Outcome.UNDETERMINED: "may_count"}
        yield Told(
            f"labor_plant.{code[each.qualifies]}", {**_named(each), **_figures(law, each)}, each.path,
            ("UR 18(4)", "UR 12"), each.qualifies.status,
        )  # fmt: skip
    if test.outcome is Outcome.PASS:
        yield from _enough(found, test)
    elif test.outcome is Outcome.FAIL:
        yield from _lacking(law, labor, found, test)


def _enough(found: tuple[Contribution, ...], test: LaborTest) -> Iterator[Told]:
    needed = _short(test, Fraction(0))
    chosen = fewest(found, needed)
    left = sum(each.qualifies is Outcome.PASS for each in found) - len(chosen)
    if chosen and left:
        params = {"plants": _listed(chosen), "points": _shown(needed), "left": str(left)}
        yield Told("labor_fewest", params, citations=("UR 18(7)", "UR 18(8)", "29 CFR 810.405(a)(4)"))


def _lacking(law: Law, labor: Labor, found: tuple[Contribution, ...], test: LaborTest) -> Iterator[Told]:
    lacking = _short(test, test.high_wage.least)
    yield Told("labor_lacking", {"points": _shown(lacking)}, citations=("UR 18(1)", "UR 18(2)"))
    for name, held, cites in (
        ("technology", test.technology, ("UR 18(9)", "UR 18(10)")),
        ("assembly", test.assembly, ("UR 18(12)", "UR 18(13)")),
    ):
        if held.least < test.required[name]:
            params = {"name": text(f"explain.labor.{name}"), "points": _shown(test.required[name] - held.least)}
            yield Told("labor_credit_left", params, citations=cites)
    chosen = least_raises(found, _short(test, _without_labor(labor, test)))
    for each in chosen:
        rise = _shown(HUNDRED * (each.raise_needed or Fraction(0)))
        params = {**_named(each), **_figures(law, each), "rise": rise}
        yield Told("labor_raise", params, each.path, ("UR 12", "UR 18(4)"))
    if not chosen:
        yield Told("labor_no_raise", {}, citations=("UR 12",))


def _short(test: LaborTest, high_wage: Fraction) -> Fraction:
    """The points that lack, of all or of high-wage material and labor alone, whichever lacks more."""
    earned = test.technology.least + test.assembly.least
    return max(test.required["total"] - earned, test.required["high_wage"]) - high_wage


def _without_labor(labor: Labor, test: LaborTest) -> Fraction:
    """High-wage points to which those of further plants are added: by annual purchase value, those without labor."""
    if labor.basis == "net_cost" or not labor.total_annual_purchase_value:
        return test.high_wage.least
    materials = test.inputs["high_wage_materials"] or Fraction(0)
    return HUNDRED * materials / Fraction(labor.total_annual_purchase_value)


def _named(each: Contribution) -> dict[str, str]:
    """What a plant is called: what is said of the material, or what the row is."""
    kind = text(f"explain.labor_kind.{each.path[0]}")
    return {"plant": f"{each.name or kind} ({each.country or '?'})"}


def _figures(law: Law, each: Contribution) -> dict[str, str]:
    required = law.figures.wages.get(each.country or "")
    return {
        "wage": "?" if each.wage is None else f"{each.wage:f}",
        "required": "-" if required is None else f"{required.hourly:f} {required.currency}",
        "value": "?" if each.amount is None else f"{each.amount:f}",
        "points": _shown(each.points),
    }


def _listed(chosen: tuple[Contribution, ...]) -> str:
    return ", ".join(_named(each)["plant"] for each in chosen)


def _shown(points: Fraction | None) -> str:
    return "?" if points is None else measured(points / HUNDRED, None, None).actual or "?"
