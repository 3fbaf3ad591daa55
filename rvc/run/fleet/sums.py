"""Labor value and metals of vehicles of which the sums are stated, as columns of findings (UR 17(1), 18(6))."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from rvc.base.likes import Likes
from rvc.base.outcome import Outcome
from rvc.base.span import Flags, Index, Ints
from rvc.lines.alike.cells import Numbers
from rvc.lines.alike.pieces import Path
from rvc.lines.case import MetalPurchase
from rvc.lines.columns import SAFE_SUM
from rvc.rules import metals, sums
from rvc.run.block import NOT_BOUND, NOTHING, Tested
from rvc.run.evaluate import Evaluation
from rvc.run.fleet.shares import MILLIONTHS, held, share_test
from rvc.run.judged import Judged

_SURE = (Outcome.PASS, Outcome.PASS)
_HUNDRED = 100


@dataclass(frozen=True)
class Alike:
    """Goods of a fleet by row: what each is judged as, and its own sums of labor and metals."""

    judged: Likes[Judged]
    sums: Mapping[Path, Numbers]


class _Answer:
    """One test on its way: open in every good that it binds until a good is put in."""

    def __init__(self, rule: str, judged: Likes[Judged]) -> None:
        covered = judged.column(lambda item: item.covered, bool)
        self._rule = rule
        self._open = covered.copy()
        self._status = np.where(covered, Outcome.UNDETERMINED, NOT_BOUND)
        self._asked, self._worst, self._best = (np.full(len(judged), NOTHING) for _ in range(3))
        self._methods, self._method = [""], np.zeros(len(judged), dtype=np.int64)

    def put(self, rows: Index, columns: sums.Columns, asked: int, method: str = "") -> None:
        """Write the findings that are settled, and fit."""
        there = np.ones(len(rows), dtype=bool)
        (worst, fits), (best, fit) = held(columns.worst, there), held(columns.best, there)
        fine = np.asarray(columns.outcome != Outcome.UNDETERMINED, dtype=bool) & fits & fit
        mine = rows[fine]
        self._status[mine], self._asked[mine], self._open[mine] = columns.outcome[fine], asked, False
        self._worst[mine], self._best[mine] = worst[fine], best[fine]
        self._method[mine] = len(self._methods)
        self._methods.append(method)

    def test(self) -> tuple[Tested, Flags]:
        """The test, and the goods in which it is open."""
        method = Likes(self._methods, self._method)
        return share_test(self._rule, self._status, self._asked, self._worst, self._best, method), self._open


def metal(found: Evaluation, goods: Alike, name: str) -> tuple[Tested, Flags]:
    """One metal: what originates of the sum of purchases, against what is required (UR 17(1))."""
    answer = _Answer(name, goods.judged)
    whole, part = goods.sums.get((name, "value")), goods.sums.get((name, "originating_value"))
    if whole is None or part is None:
        return answer.test()
    scale = max(whole.scale, part.scale)
    for item, rows in _kinds(goods.judged, whole.known & part.known & (whole.units > 0)):
        bought, required = getattr(item.case, name), found.law.schedule(name).on(item.day)
        steel = MetalPurchase(originating=True)
        counts = metals.qualifies(found.law, steel, item.day, melted=name == "steel") == _SURE
        if bought is not None and not bought.purchases and required is not None and counts:
            columns = sums.metal(_scaled(part, scale, rows), _scaled(whole, scale, rows), required)
            answer.put(rows, columns, required * MILLIONTHS)
    return answer.test()


def labor_value(found: Evaluation, goods: Alike) -> tuple[Tested, Flags]:
    """Labor value content from the sums of high-wage materials and labor (UR 18(6))."""
    answer = _Answer("labor_value", goods.judged)
    materials, labor = (goods.sums.get(("labor", name)) for name in ("hw_material_value", "hw_labor_cost"))
    if materials is None or labor is None:
        return answer.test()
    for item, rows in _kinds(goods.judged, materials.known & labor.known):
        if len(item.case.labor) != 1:
            continue
        base = _base(found, goods, item.case.labor[0].basis, rows)
        if base is None:
            continue
        whole, fine, scale = base
        scale_of_all = max(scale, materials.scale, labor.scale)
        bought, paid = _scaled(materials, scale_of_all, rows), _scaled(labor, scale_of_all, rows)
        whole = whole.astype(object) * 10 ** (scale_of_all - scale)
        if item.case.labor[0].basis != "net_cost":  # labor stands on both sides, where that raises the share
            fine &= np.asarray(bought <= whole, dtype=bool)
            whole = whole + paid
        test = found.labor(int(rows[fine][0])) if fine.any() else None
        if test is not None:
            columns = sums.labor_value((bought + paid)[fine], whole[fine], test)
            answer.put(rows[fine], columns, int(test.required["total"] * _HUNDRED * MILLIONTHS), test.basis)
    return answer.test()


def _base(found: Evaluation, goods: Alike, basis: str, rows: Index) -> tuple[Ints, Flags, int] | None:
    """Net cost or annual purchases, where they are known, and their scale."""
    if basis == "net_cost":
        cost = found.panel.bases.net_cost.take(rows)
        known = cost.known & np.asarray((cost.least == cost.most) & (cost.least > 0), dtype=bool)
        return cost.least, known, found.nodes.scale
    held_there = goods.sums.get(("labor", "total_annual_purchase_value"))
    if held_there is None:
        return None
    known = held_there.known[rows] & (held_there.units[rows] > 0)
    return _scaled(held_there, held_there.scale, rows), known, held_there.scale


def _scaled(amounts: Numbers, scale: int, rows: Index) -> Ints:
    """Amounts at a scale; Python integers where they might leave 64 bits."""
    units, step = amounts.units[rows], 10 ** (scale - amounts.scale)
    fits = int(units.max(initial=0)) * step < SAFE_SUM
    found: Ints = units.astype(np.int64 if fits else object, copy=False) * step
    return found


def _kinds(judged: Likes[Judged], fine: Flags) -> Iterator[tuple[Judged, Index]]:
    """The vehicles of each kind whose figures serve."""
    rows = np.flatnonzero(fine & judged.column(lambda item: item.covered, bool))
    order = rows[np.argsort(judged.of[rows], kind="stable")]
    for mine in np.split(order, np.flatnonzero(np.diff(judged.of[order])) + 1):
        if len(mine):
            yield judged[int(mine[0])], mine
