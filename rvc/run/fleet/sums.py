"""Labor value and metals of vehicles of which the sums are stated, as columns of findings (UR 17(1), 18(6))."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.decimals import in_digits
from rvc.base.outcome import Outcome, Status
from rvc.base.span import Flags, Index, Ints
from rvc.lines.alike.columns import Numbers
from rvc.lines.alike.pieces import Path
from rvc.lines.case import MetalPurchase
from rvc.rules import metals, sums
from rvc.run.evaluate import Evaluation
from rvc.run.judged import Judged
from rvc.run.score import Settled

MILLIONTHS = 10**4
"""Millionths of a percentage point in a basis point."""
Found = list[Settled | None]
"""Of each good a finding, None where the test does not bind it, OPEN where it is not settled."""
OPEN = Settled("open", "undetermined")

_STATUS: tuple[Status, ...] = ("fail", "undetermined", "pass")
_SURE = (Outcome.PASS, Outcome.PASS)


@dataclass(frozen=True)
class Alike:
    """Goods of a fleet by row: what each is judged as, and its own sums of labor and metals."""

    judged: Sequence[Judged]
    sums: Mapping[Path, Numbers]


def share_of(
    rule: str, outcome: int, worst: int, best: int, asked: int, method: str | None = None,
    inputs: Mapping[str, str] | None = None,
) -> Settled:  # fmt: skip
    """One finding of a share, from millionths of a percentage point."""
    actual = in_digits(worst)
    if asked not in _REQUIRED:
        _REQUIRED[asked] = in_digits(asked)
    return Settled(
        rule, _STATUS[outcome], _REQUIRED[asked], actual, actual if best == worst else in_digits(best),
        in_digits(worst - asked), method, inputs or {},
    )  # fmt: skip


_REQUIRED: dict[int, str] = {}  # requirements as they are written: few


def metal(found: Evaluation, goods: Alike, name: str) -> Found:
    """One metal: what originates of the sum of purchases, against what is required (UR 17(1))."""
    answer: Found = [OPEN if item.covered else None for item in goods.judged]
    whole, part = goods.sums.get((name, "value")), goods.sums.get((name, "originating_value"))
    if whole is None or part is None:
        return answer
    scale = max(whole.scale, part.scale)
    for item, rows in _kinds(goods.judged, whole.known & part.known & (whole.units > 0)):
        bought, required = getattr(item.case, name), found.law.schedule(name).on(item.day)
        steel = MetalPurchase(originating=True)
        counts = metals.qualifies(found.law, steel, item.day, melted=name == "steel") == _SURE
        if item.covered and bought is not None and not bought.purchases and required is not None and counts:
            columns = sums.metal(_scaled(part, scale, rows), _scaled(whole, scale, rows), required)
            _put(answer, rows, name, columns, required * MILLIONTHS)
    return answer


def labor_value(found: Evaluation, goods: Alike) -> Found:
    """Labor value content from the sums of high-wage materials and labor (UR 18(6))."""
    answer: Found = [OPEN if item.covered else None for item in goods.judged]
    materials, labor = (goods.sums.get(("labor", name)) for name in ("hw_material_value", "hw_labor_cost"))
    if materials is None or labor is None:
        return answer
    for item, rows in _kinds(goods.judged, materials.known & labor.known):
        if not item.covered or len(item.case.labor) != 1:
            continue
        base = _base(found, goods, item.case.labor[0].basis, rows)
        if base is None:
            continue
        whole, fine, scale = base
        scale_of_all = max(scale, materials.scale, labor.scale)
        bought, paid = _scaled(materials, scale_of_all, rows), _scaled(labor, scale_of_all, rows)
        whole = whole * 10 ** (scale_of_all - scale)
        if item.case.labor[0].basis != "net_cost":  # labor stands on both sides, where that raises the share
            fine &= np.asarray(bought <= whole, dtype=bool)
            whole = whole + paid
        test = found.labor(int(rows[fine][0])) if fine.any() else None
        if test is not None:
            columns = sums.labor_value((bought + paid)[fine], whole[fine], test)
            asked = int(test.required["total"] * _HUNDRED * MILLIONTHS)
            _put(answer, rows[fine], "labor_value", columns, asked, test.basis)
    return answer


_HUNDRED = 100


def _base(found: Evaluation, goods: Alike, basis: str, rows: Index) -> tuple[Ints, Flags, int] | None:
    """Net cost or annual purchases, where they are known, and their scale."""
    if basis == "net_cost":
        cost = found.panel.bases.net_cost.take(rows)
        known = cost.known & np.asarray((cost.least == cost.most) & (cost.least > 0), dtype=bool)
        return cost.least.astype(object), known, found.nodes.scale
    held = goods.sums.get(("labor", "total_annual_purchase_value"))
    if held is None:
        return None
    return _scaled(held, held.scale, rows), held.known[rows] & (held.units[rows] > 0), held.scale


def _put(
    answer: Found, rows: Index, rule: str, columns: sums.Columns, asked: int, method: str | None = None
) -> None:  # fmt: skip
    """Write the findings that are settled."""
    for row, outcome, worst, best in zip(
        rows.tolist(), columns.outcome.tolist(), columns.worst.tolist(), columns.best.tolist(), strict=True
    ):
        if outcome != Outcome.UNDETERMINED:
            answer[row] = share_of(rule, outcome, worst, best, asked, method)


def _scaled(held: Numbers, scale: int, rows: Index) -> npt.NDArray[Any]:
    """Amounts as Python integers at a scale."""
    amounts: npt.NDArray[Any] = held.units[rows].astype(object) * 10 ** (scale - held.scale)
    return amounts


def _kinds(judged: Sequence[Judged], fine: Flags) -> Iterator[tuple[Judged, Index]]:
    """The goods of each kind whose figures serve."""
    rows: dict[int, list[int]] = {}
    for row in np.flatnonzero(fine).tolist():
        rows.setdefault(id(judged[row]), []).append(row)
    for mine in rows.values():
        yield judged[mine[0]], np.array(mine, dtype=np.int64)
