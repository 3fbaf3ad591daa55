"""The United States share that a proposal asks for: every reading that reports of it leave open, each exact."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rvc.base.outcome import Outcome
from rvc.base.result import Said
from rvc.law.scenario import US_CONTENT
from rvc.lines.nodes import ORIGINS, Nodes
from rvc.run.evaluate import Evaluation, Root
from rvc.run.figures import measured
from rvc.run.judged import Judged
from rvc.run.report import Finding, Part

_US, _UNKNOWN = ORIGINS.index("US"), ORIGINS.index("unknown")


@dataclass(frozen=True)
class _Share:
    """One reading: its name, and the least and the most of the share, None where nothing limits it."""

    reading: str
    least: Fraction | None
    most: Fraction | None


def asked_of(found: Evaluation, judged: Judged) -> bool:
    """Whether the law has a United States share for a good."""
    return judged.light and f"{US_CONTENT}.light" in found.law.schedules


def finding(found: Evaluation, root: Root, row: int) -> Finding:
    """United States value in net cost, and in the regional value, counted in both ways; all readings have to agree.

    Value of the United States is what is added there through all tiers, the producer's own costs among it; or, in the
    other reading, the value of what was last produced there. The whole is the net cost, or net cost less VNM.
    """
    schedule = found.law.schedule(f"{US_CONTENT}.light")
    points = schedule.on(found.judged[row].day)
    required = None if points is None else Fraction(points, 100)
    shares = list(_shares(found, root, row))
    parts = []
    for share in shares:
        shown = measured(share.least, share.most, required)
        parts.append(
            Part(
                status=_outcome(share, required).status, component=share.reading, actual=shown.actual,
                actual_best=shown.actual_best, required=shown.required,
            )
        )  # fmt: skip
    outcomes = {_outcome(share, required) for share in shares}
    outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED
    least = None if any(share.least is None for share in shares) else min(share.least or 0 for share in shares)
    most = None if any(share.most is None for share in shares) else max(share.most or 0 for share in shares)
    shown = measured(None if least is None else Fraction(least), None if most is None else Fraction(most), required)
    said = Said.of(
        f"finding.us_content.{outcome.status}", actual=shown.actual or "?", best=shown.actual_best or "?",
        required=shown.required or "?",
    )  # fmt: skip
    missing = _missing(found.nodes, row) if outcome is Outcome.UNDETERMINED else []
    return Finding(
        rule="us_content", status=outcome.status, required=shown.required, actual=shown.actual,
        actual_best=shown.actual_best, margin=shown.margin, unit="percent", citations=[*schedule.cite],
        because=said, missing=missing, parts=parts,
    )  # fmt: skip


def _outcome(share: _Share, required: Fraction | None) -> Outcome:
    if required is None:
        return Outcome.UNDETERMINED
    if share.least is not None and share.least * 100 >= required:
        return Outcome.PASS
    return Outcome.FAIL if share.most is not None and share.most * 100 < required else Outcome.UNDETERMINED


def _shares(found: Evaluation, root: Root, row: int) -> Iterator[_Share]:
    net_cost, vnm = root.bases.net_cost, root.bases.vnm_net_cost
    known = not net_cost.endless(row) and net_cost.least[row] == net_cost.most[row] and net_cost.least[row] > 0
    whole = int(net_cost.least[row])
    for way in ("added", "last"):
        us, open_part = _by_country(found.nodes, root, row, whole, way) if known else (0, 0)
        for base in ("net_cost", "regional_value"):
            name = f"{way}_of_{base}"
            low, high = whole, whole
            if base == "regional_value":
                low = whole if vnm.endless(row) else whole - int(vnm.most[row])
                high = whole - int(vnm.least[row])
            if not known or low <= 0 or (base == "regional_value" and vnm.endless(row)):
                yield _Share(name, None, None)
            else:
                yield _Share(name, Fraction(us, high), Fraction(us + open_part, low))


def _by_country(nodes: Nodes, root: Root, row: int, whole: int, way: str) -> tuple[int, int]:
    """Value of the United States, and value of which the country is not known, within the net cost of a good."""
    contributed, cost = (root.rolled.ledgers.whole(name) for name in ("contributed", "cost"))
    us = told = 0
    for node in (row, *nodes.lines_of(row).tolist()):
        if way == "last" and nodes.depth[node] > 1:
            continue
        amount, within = (whole, whole) if node == row else (int(contributed.least[node]), int(contributed.most[node]))
        sure = amount == within and (node == row or not contributed.endless(node))
        if way == "added" or node == row:
            sure = sure and not cost.endless(node) and cost.least[node] == cost.most[node]
            amount -= int(cost.least[node])
        if sure and nodes.origin[node] != _UNKNOWN:
            told += amount
            us += amount if nodes.origin[node] == _US else 0
    return us, max(whole - told, 0)


def _missing(nodes: Nodes, row: int) -> list[str]:
    lines = [line for line in nodes.lines_of(row).tolist() if nodes.origin[line] == _UNKNOWN]
    own = ["good.produced_in"] if nodes.origin[row] == _UNKNOWN else []
    return own + [f"materials[{nodes.ids[line]}].origin" for line in lines]
