"""Findings beside the product rule: territory, core parts, steel, aluminum, labor value (UR 10, 14, 17, 18)."""

from fractions import Fraction

from rvc.base.decimals import exact_money
from rvc.base.messages import text
from rvc.base.outcome import FAIL, PASS, UNDETERMINED, Outcome, Status
from rvc.base.result import Said
from rvc.lines.nodes import Nodes
from rvc.lines.schema import REGION
from rvc.rules.core_parts import CATEGORIES, METHODS
from rvc.rules.labor_value import Between, LaborTest
from rvc.rules.metals import MetalTest
from rvc.run.core_methods import amount, measured_by
from rvc.run.evaluate import Evaluation
from rvc.run.figures import Measured, measured
from rvc.run.report import Finding, Part
from rvc.run.unknown import settling
from rvc.run.words import category_words


def territory(found: Evaluation, row: int) -> Finding:
    """Produced in the region, and nothing happened to it outside (UR 3(2), 10)."""
    outcome, missing = found.territory[row]
    good = found.judged[row].case.good
    transit = "_transit" if good.left_territory and outcome is not Outcome.UNDETERMINED else ""
    if outcome is Outcome.FAIL and good.produced_in not in REGION:
        transit = ""
    return Finding(
        rule="territory", status=outcome.status, citations=["UR 3(2)", "UR 10"] if good.left_territory else ["UR 3(2)"],
        because=Said.of(f"finding.territory.{outcome.status}{transit}", produced_in=good.produced_in or "?"),
        missing=list(missing),
    )  # fmt: skip


def core_parts(found: Evaluation, row: int) -> Finding:
    """Every core part by itself or all as a super-core (UR 14(4)-(13))."""
    mine = found.core_lines.of_good(row).tolist()
    parts = [_core_part(found, place) for place in mine]
    unanswered = [name for name in CATEGORIES if found.answers[row].get(name) == "unanswered"]
    parts += [
        Part(
            status="undetermined", category=name, missing=["good.absent_core_categories"],
            because=Said.of("finding.core_part.category_missing", category=category_words(name)),
        )
        for name in unanswered
    ]  # fmt: skip
    outcome = Outcome(int(found.core.good[row]))
    open_parts = [part.id or part.category or "" for part in parts if part.status == outcome.status]
    methods = {
        part.method for part in parts if part.method and part.method not in ("claim", "tariff_change", "own_rule")
    }
    method = methods.pop() if len(methods) == 1 else None
    lowest = min(
        (part for part in parts if part.actual is not None and part.method in METHODS),
        key=lambda part: Fraction(part.actual or 0), default=None,
    )  # fmt: skip
    required = found.core.required.hard[row]
    missing = [] if outcome is not Outcome.UNDETERMINED else _missing(parts)
    return Finding(
        rule="core_parts", status=outcome.status, method=method, unit="percent",
        required=measured(None, None, Fraction(int(required), 100)).required,
        actual=lowest.actual if lowest else None, actual_best=lowest.actual_best if lowest else None,
        margin=_margin(lowest), citations=["UR 14(4)", "UR 14(5)", "UR 14(7)", "UR 14(10)", "UR 14(13)"],
        because=Said.of(f"finding.core_parts.{outcome.status}", lines=", ".join(dict.fromkeys(open_parts))),
        missing=missing, parts=parts,
    )  # fmt: skip


def staged_parts(found: Evaluation, row: int) -> Finding:
    """Alternative staging: core parts are exempt (UR 19(5)); UR 19(4)(b) is open to reading (reading 39)."""
    mine = found.core_lines.of_good(row).tolist()
    parts = [_core_part(found, place) for place in mine]
    met = found.staged_parts[row] is Outcome.PASS
    required = measured(None, None, Fraction(int(found.core.required.hard[row]), 100)).required
    code = "staged_pass" if met else "staged_undetermined"
    return Finding(
        rule="core_parts", status="pass" if met else "undetermined", required=required, unit="percent",
        citations=["UR 19(4)(b)", "UR 19(5)"], because=Said.of(f"finding.core_parts.{code}", required=required or "?"),
        parts=parts,
    )  # fmt: skip


def _margin(part: Part | None) -> str | None:
    if part is None or part.actual is None or part.required is None:
        return None
    return measured(None, None, Fraction(part.actual) - Fraction(part.required)).required


def _missing(parts: list[Part]) -> list[str]:
    return list(dict.fromkeys(name for part in parts if part.status == "undetermined" for name in part.missing))


def _core_part(found: Evaluation, place: int) -> Part:
    lines, core, nodes = found.core_lines, found.core, found.nodes
    line = int(lines.line[place])
    outcome = Outcome(int(core.line[place]))
    part = Part(status=outcome.status, id=nodes.ids[line], category=CATEGORIES[lines.category[place]])
    if nodes.claim[line] == PASS:
        return part.model_copy(update={"method": "claim", "because": Said.of("finding.core_part.claim")})
    name = _method(found, place)
    if name in ("tariff_change", "own_rule"):
        return part.model_copy(update={"method": name, "because": Said.of(f"finding.core_part.{name}")})
    shown = measured_by(found, place, name)
    variant = (
        outcome.status
        if outcome is not Outcome.UNDETERMINED or (shown.actual and shown.actual_best)
        else "undetermined_missing"
    )
    said = Said.of(
        f"finding.core_part.{variant}", actual=shown.actual or "?", best=shown.actual_best or "?",
        required=shown.required or "?", method=text(f"finding.method.{name}"),
    )  # fmt: skip
    return part.model_copy(
        update={
            "method": name,
            "net_cost": amount(found, place, name, "net_cost"),
            "vnm": amount(found, place, name, "vnm"),
            "actual": shown.actual,
            "actual_best": shown.actual_best,
            "required": shown.required,
            "because": said,
            "missing": _core_missing(found, line) if outcome is Outcome.UNDETERMINED else [],
        }
    )


def _method(found: Evaluation, place: int) -> str:
    """The method that serves a part best: outcome first, then the figure, then the order of the regulations."""
    lines, core = found.core_lines, found.core
    line = int(lines.line[place])
    if lines.own[place] == PASS and core.by_method["each_part"].outcome[place] != PASS:
        battery = str(found.nodes.hs[line]).startswith("850760")
        return "tariff_change" if battery else "own_rule"

    def rank(name: str) -> tuple[int, Fraction, int]:
        figures = core.by_method[name]
        least, out = int(figures.net_cost.least[place]), figures.vnm
        share = Fraction(least - int(out.most[place]), least) if least and not out.endless(place) else Fraction(-1)
        return (
            int(figures.outcome[place]),
            share if figures.outcome[place] != PASS else Fraction(0),
            -METHODS.index(name),
        )

    usable = [name for name in METHODS if core.by_method[name].allowed[place]]
    return max(usable, key=rank)


def _core_missing(found: Evaluation, line: int) -> list[str]:
    """What would settle a core part: its own facts, and if none is lacking those of the others in its super-core."""
    nodes = found.nodes
    mine = _lacking(found, line)
    if mine:
        return mine
    others = found.core_lines.line[found.core_lines.good == nodes.good[line]].tolist()
    return [path for other in others if other != line for path in _lacking(found, other)]


def _lacking(found: Evaluation, line: int) -> list[str]:
    nodes = found.nodes
    if not nodes.opened[line]:
        return _unstated(nodes, line)
    below = settling(found, found.panel, nodes.children[line])
    costs = nodes.knows("net_cost", line) or nodes.knows("other_cost", line)
    return below + ([] if costs else [f"materials[{nodes.ids[line]}].other_cost"])


def _unstated(nodes: Nodes, line: int) -> list[str]:
    """The facts of a core part that is not opened, and of its making, that nobody stated."""
    if nodes.opened[line] or (nodes.claim[line] == FAIL and not nodes.knows("vnm", line)):
        return []
    wanted = [name for name in ("net_cost", "vnm", "vnm_components") if not nodes.knows(name, line)]
    if nodes.claim[line] == UNDETERMINED:
        wanted.append("originating")
    return [f"materials[{nodes.ids[line]}].{name}" for name in wanted]


def metal(found: Evaluation, row: int, name: str) -> Finding:
    """70% by value of one metal's purchases (UR 17(1))."""
    judged = found.judged[row]
    schedule = found.law.schedule(f"alternative_staging.{name}" if judged.staged else name)
    points = schedule.on(judged.day)
    required = None if points is None else Fraction(points, 100)
    test: MetalTest | None = found.metals(row)[name]
    citations = [*schedule.cite, "UR 17(2)", "UR 17(5)", "UR Table S"]
    if test is None or (test.worst is None and test.best is None):
        return Finding(
            rule="steel" if name == "steel" else "aluminum", status="undetermined", unit="percent",
            required=measured(None, None, required).required, citations=citations,
            because=Said.of(f"finding.{name}.undetermined_missing"),
            missing=list(test.missing) if test and test.missing else [name],
        )  # fmt: skip
    shown = measured(test.worst, test.best, required)
    told = shown.actual_best if test.outcome is Outcome.FAIL else shown.actual
    said = Said.of(
        f"finding.{name}.{test.outcome.status}", actual=told or "?",
        best=shown.actual_best or "?", required=shown.required or "?",
    )  # fmt: skip
    return Finding(
        rule="steel" if name == "steel" else "aluminum", status=test.outcome.status, required=shown.required,
        actual=shown.actual, actual_best=shown.actual_best, margin=shown.margin, unit="percent",
        inputs={"originating": f"{test.originating:.2f}", "purchases": f"{test.counted:.2f}"},
        citations=citations, because=said, missing=list(test.missing),
    )  # fmt: skip


def labor_value(found: Evaluation, row: int) -> Finding:
    """Labor value content with its three components (UR 18)."""
    judged = found.judged[row]
    name = "alternative_staging.labor_value" if judged.staged else f"labor_value.{judged.kind}"
    schedule = found.law.schedule(f"{name}.total")
    test: LaborTest | None = found.labor(row)
    if test is None:
        points = schedule.on(judged.day)
        required = measured(None, None, None if points is None else Fraction(points, 100)).required
        return Finding(
            rule="labor_value", status="undetermined", required=required, unit="percent", citations=[*schedule.cite],
            because=Said.of("finding.labor_value.undetermined_missing", required=required or "?"), missing=["labor"],
        )  # fmt: skip
    shown = _points(test.total, test.required["total"])
    method = "labor_net_cost" if test.basis == "net_cost" else "annual_purchase_value"
    variant: str = test.outcome.status
    if test.outcome is Outcome.UNDETERMINED and not (shown.actual and shown.actual_best):
        variant = "undetermined_missing"
    elif test.outcome is Outcome.FAIL and shown.actual != shown.actual_best:
        variant = "fail_unknown"
    said = Said.of(
        f"finding.labor_value.{variant}", actual=shown.actual or "?", best=shown.actual_best or "?",
        required=shown.required or "?", method=text(f"finding.method.{method}"),
    )  # fmt: skip
    inputs = {key: exact_money(value) for key, value in test.inputs.items() if value is not None}
    return Finding(
        rule="labor_value", status=test.outcome.status, required=shown.required, actual=shown.actual,
        actual_best=shown.actual_best, margin=shown.margin, unit="percent", method=test.basis, inputs=inputs,
        citations=[*schedule.cite, "UR 18(6)"], because=said,
        missing=_labor_paths(judged.case.labor, test), parts=_components(test),
    )  # fmt: skip


def _labor_paths(blocks: tuple[object, ...], test: LaborTest) -> list[str]:
    if len(blocks) == 1:
        return [f"labor.{name}" if not name.startswith("value.") else name for name in test.missing]
    place = next(number for number, block in enumerate(blocks) if getattr(block, "basis", None) == test.basis)
    return [f"labor[{place}].{name}" if not name.startswith("value.") else name for name in test.missing]


def _components(test: LaborTest) -> list[Part]:
    names = {
        "high_wage_material_and_manufacturing": (test.high_wage, "high_wage"),
        "technology": (test.technology, "technology"),
        "assembly": (test.assembly, "assembly"),
    }
    parts = []
    for component, (points, key) in names.items():
        shown = _points(points, test.required[key])
        status: Status
        if key == "high_wage":
            met = points.least >= test.required[key]
            possible = points.most is None or points.most >= test.required[key]
            status = Outcome(int(met) + int(possible or met)).status
        else:
            status = "pass" if points.least == points.most else "undetermined"
        parts.append(
            Part(
                status=status, component=component, actual=shown.actual, actual_best=shown.actual_best,
                required=shown.required,
            )
        )  # fmt: skip
    return parts


def _points(points: Between, required: Fraction) -> Measured:
    """Percentage points between two bounds, for show."""
    most = None if points.most is None else points.most / 100
    return measured(points.least / 100, most, required)
