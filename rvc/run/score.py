"""Many goods: of each its verdict and what every test found, or why it could not be read (contract section 3)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from itertools import islice

from rvc.base.hs import dotted
from rvc.base.messages import language, speaking
from rvc.base.outcome import Status
from rvc.base.problem import Problem
from rvc.law.load import Law
from rvc.lines.case import Case
from rvc.lines.read import ReadCase
from rvc.lines.tables.each_good import Unread
from rvc.run.evaluate import Evaluation
from rvc.run.regimes import each_by_its_law
from rvc.run.report import Finding
from rvc.run.verdicts import judge_fleet, judgment, together

RULES = ("territory", "tariff_change", "rvc", "core_parts", "steel", "aluminum", "labor_value", "us_content")
FIGURES = ("status", "required", "actual", "actual_best", "margin", "method", "missing")
GROUPS = ("model_line", "plant")  # facts of a good by which reports group; no rule reads them
UNREADABLE = "unreadable"
LINE = "materials["  # begins the name of a fact of a line
AT_ONCE = 2 * 10**3  # goods judged together: enough to share the work, few enough to hold in memory


@dataclass(frozen=True, slots=True)
class Settled:
    """What one test of a good came to, short: the figures of a `Finding`."""

    rule: str
    status: Status
    required: str | None = None
    actual: str | None = None
    actual_best: str | None = None
    margin: str | None = None
    method: str | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def settled_by(self) -> list[str]:
        """The inputs that would settle it."""
        return list(self.missing)


@dataclass(frozen=True)
class Scored:
    """One good: its name, its verdict, its findings, and what was found wrong; "unreadable" if it could not be read.

    `case` holds at least the facts of the good; lines and amounts where it was judged by itself. `suppliers` are those
    of the lines that findings name as missing, by the id of the line.
    """

    id: str
    verdict: str
    kind: str = ""
    case: Case | None = None
    findings: tuple[Finding | Settled, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    suppliers: Mapping[str, str] = field(default_factory=dict)

    def finding(self, rule: str) -> Finding | Settled | None:
        """The finding of one rule, or None where the rule does not apply."""
        return next((finding for finding in self.findings if finding.rule == rule), None)

    def group(self, name: str) -> str:
        """A fact of the good of GROUPS; "" where it is not stated."""
        return (getattr(self.case.good, name) or "") if self.case is not None else ""


def score(
    goods: Iterable[ReadCase | Unread], *, on: date | None = None, regime: str | None = None, jobs: int = 1
) -> Iterator[Scored]:
    """Judge goods, each as `rvc.run.engine.check` would; one comes out for each that goes in, in order.

    Args:
        goods: goods as read; those that could not be read come back as they are.
        on: the day whose rules apply; each good's own date if None.
        regime: "usmca" or "alternative_staging" (UR 19); each case's own election if None.
        jobs: how many processes share the work; the results are the same.
    """
    judge = partial(_scored, on=on, regime=regime, lang=language())
    if jobs == 1:
        for some in _chunks(goods):
            yield from judge(some)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for scored in pool.map(judge, _chunks(goods)):
            yield from scored


def _chunks(goods: Iterable[ReadCase | Unread]) -> Iterator[tuple[ReadCase | Unread, ...]]:
    rest = iter(goods)
    while some := tuple(islice(rest, AT_ONCE)):
        yield some


def _scored(goods: Sequence[ReadCase | Unread], on: date | None, regime: str | None, lang: str) -> list[Scored]:
    with speaking(lang):
        return list(_judged(goods, on, regime))


def _judged(goods: Sequence[ReadCase | Unread], on: date | None, regime: str | None) -> Iterator[Scored]:
    reads = [item for item in goods if isinstance(item, ReadCase)]

    def together_judged(mine: Sequence[ReadCase], _: Law) -> list[tuple[Evaluation, tuple[int, ...], Problem | None]]:
        fleet = judge_fleet(mine, on=on, regime=regime)
        return [(fleet.found, rows, problem) for rows, problem in zip(fleet.rows, fleet.problems, strict=True)]

    judged = iter(each_by_its_law(reads, regime, together_judged))
    for item in goods:
        if not isinstance(item, ReadCase):
            yield Scored(item.id, UNREADABLE, problems=item.problems)
            continue
        found, rows, problem = next(judged)
        good = Scored(item.case.good.id, UNREADABLE, case=item.case, warnings=item.warnings)
        if problem is not None:
            yield replace(good, problems=(problem,))
            continue
        judgments = [judgment(found, row, alternatives=False) for row in rows]
        place, verdict, findings = together(found, judgments)
        ids = missing_lines(findings)
        suppliers = {line.id: line.supplier for line in item.case.materials if line.id in ids and line.supplier}
        kind = judgments[place].judged.kind
        yield replace(good, verdict=verdict, kind=kind, findings=tuple(findings), suppliers=suppliers)


def missing_facts(findings: Iterable[Finding | Settled]) -> set[str]:
    """The facts that would settle what is open in a good and in its core parts, as findings name them."""
    listed = list(findings)
    missing = {name for finding in listed if finding.status == "undetermined" for name in finding.missing}
    parts = (part for finding in listed if isinstance(finding, Finding) for part in finding.parts)
    return missing | {name for part in parts for name in part.missing}


def missing_lines(findings: Iterable[Finding | Settled]) -> set[str]:
    """The ids of the lines that such facts belong to."""
    missing = missing_facts(findings)
    return {name.removeprefix(LINE).partition("]")[0] for name in missing if name.startswith(LINE)}


@cache
def columns() -> tuple[str, ...]:
    """The columns of the result table."""
    figures = (f"{rule}_{name}" for rule in RULES for name in FIGURES)
    return ("good_id", "hs", "kind", "verdict", *figures, "problems", *GROUPS)


def row(good: Scored) -> dict[str, str]:
    """A good as a row of the result table: texts with the digits of the report, "" for what there is not."""
    cells = {"good_id": good.id, "kind": good.kind, "verdict": good.verdict}
    cells["hs"] = dotted(good.case.good.hs) if good.case is not None else ""
    for finding in good.findings:
        cells |= {f"{finding.rule}_{name}": _cell(finding, name) for name in FIGURES}
    cells |= {name: good.group(name) for name in GROUPS}
    cells["problems"] = "; ".join(str(problem) for problem in good.problems)
    return {name: cells.get(name, "") for name in columns()}


def table(goods: Iterable[Scored]) -> Mapping[str, list[str]]:
    """The result table by column, a row a good."""
    by_column = zip(*(row(good).values() for good in goods), strict=True)
    found: dict[str, list[str]] = {name: [] for name in columns()}
    return found | dict(zip(found, map(list, by_column), strict=False))


def _cell(finding: Finding | Settled, name: str) -> str:
    if name == "missing":
        return "; ".join(finding.settled_by())
    return getattr(finding, name) or ""
