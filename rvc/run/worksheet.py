"""The figures behind a report as an auditor's worksheet has them: what can be recomputed, and from what."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rvc.base.hs import dotted
from rvc.lines.case import Labor
from rvc.run import nafta_lines
from rvc.run.derivation import COSTS, EXCLUDED
from rvc.run.evaluate import Evaluation
from rvc.run.nafta_evaluation import NaftaEvaluation
from rvc.run.report import Finding, Report
from rvc.run.unknown import looked_through
from rvc.run.verdicts import Fleet, Judgment, deciding

ORIGINATING, UNKNOWN, NOT_ORIGINATING = "originating", "unknown", "non_originating"
_STATUS = (NOT_ORIGINATING, UNKNOWN, ORIGINATING)


@dataclass(frozen=True)
class WorkLine:
    """A material that counts in VNM or could: its status, and between which bounds it counts if not originating."""

    id: str
    part_number: str
    description: str
    hs: str
    status: str
    least: Decimal
    most: Decimal


@dataclass(frozen=True)
class Cost:
    """A cost of the build-up of the net cost; `sign` is -1 for what net cost leaves out."""

    name: str
    amount: Decimal
    sign: int


@dataclass(frozen=True)
class Worksheet:
    """A report, with the lines that add up to its VNM, the costs that add up to its net cost, and its labor block.

    Lines or costs are empty where the figures of the report do not rest on them alone. `decides` says whether one
    reading of the good and one percentage settle the report: with others beside them, figures that change do not tell.
    """

    report: Report
    lines: tuple[WorkLine, ...]
    costs: tuple[Cost, ...]
    labor: Labor | None
    decides: bool


def worksheet(fleet: Fleet, report: Report) -> Worksheet:
    """The worksheet of a report on the first case of a fleet, from the evaluation that gave it."""
    own, _ = deciding(fleet, 0)
    content, labor = report.finding("rvc"), report.finding("labor_value")
    return Worksheet(
        report,
        tuple(_adding_up(list(_lines(fleet.found, own)), content)),
        tuple(_built(list(_costs(fleet.found, own)), content)),
        next((block for block in own.judged.case.labor if labor is not None and block.basis == labor.method), None),
        len(fleet.rows[0]) == 1 and not _open_percentage(own),
    )


def _open_percentage(own: Judgment) -> bool:
    """Whether a further percentage may be required, by one of two readings of the rule."""
    trial = own.product.trial
    return trial is not None and bool(own.root.trials.alternatives[trial].open_schedule)


def _lines(found: Evaluation, own: Judgment) -> Iterator[WorkLine]:
    """The materials under the good in the order of the case; what counts by what is in it is opened."""
    nodes, by_id = found.nodes, {material.id: material for material in own.judged.case.materials}
    counting = nafta_lines.counting(found, own.row) if isinstance(found, NaftaEvaluation) else _by_status(found, own)
    for line, status, least, most in counting:
        item, limit = by_id[nodes.ids[line]], Decimal("NaN") if most is None else _decimal(most, nodes.scale)
        yield WorkLine(
            item.id, item.part_number or "", item.description or "", dotted(item.hs) if item.hs else "",
            _STATUS[status], _decimal(least, nodes.scale), limit,
        )  # fmt: skip


def _by_status(found: Evaluation, own: Judgment) -> Iterator[tuple[int, int, int, int | None]]:
    """Of each line its status and between which bounds it counts if not originating; None: without limit."""
    nodes, status, amounts = found.nodes, own.root.rolled.status, own.root.rolled.ledgers.whole("amount")
    for line in looked_through(nodes, own.root, own.row):
        if not nodes.is_packing[line]:
            most = None if amounts.endless(line) else int(amounts.most[line])
            yield line, int(status[line]), int(amounts.least[line]), most


def _adding_up(lines: list[WorkLine], finding: Finding | None) -> list[WorkLine]:
    """The lines, if what they count is the VNM of the report."""
    if finding is None or "vnm" not in finding.inputs or any(line.most.is_nan() for line in lines):
        return []
    most = sum((line.most for line in lines if line.status != ORIGINATING), Decimal(0))
    least = sum((line.least for line in lines if line.status == NOT_ORIGINATING), Decimal(0))
    stated = Decimal(finding.inputs["vnm"]), Decimal(finding.inputs.get("vnm_least", finding.inputs["vnm"]))
    return lines if (most, least) == stated else []


def _costs(found: Evaluation, own: Judgment) -> Iterator[Cost]:
    value, nodes = own.judged.case.value, found.nodes
    if value is None or value.net_cost is not None or value.costs is None:
        return
    cost = own.root.rolled.ledgers.whole("cost")
    if not cost.endless(own.row):
        yield Cost("materials", _decimal(int(cost.most[own.row]), nodes.scale), 1)
    for name in COSTS:
        held = getattr(value.costs, name)
        if held is not None:
            yield Cost(name, held, 1)
    for name in EXCLUDED:
        held = getattr(value.costs.excluded, name, None)
        if held is not None:
            yield Cost(name, held, -1)


def _built(costs: list[Cost], finding: Finding | None) -> list[Cost]:
    """The costs, if they come to the net cost of the report."""
    if finding is None or "net_cost" not in finding.inputs:
        return []
    total = sum((cost.sign * cost.amount for cost in costs), Decimal(0))
    return costs if total == Decimal(finding.inputs["net_cost"]) else []


def _decimal(amount: int, scale: int) -> Decimal:
    return Decimal(amount).scaleb(-scale)
