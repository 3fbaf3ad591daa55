"""Goods that are alike, laid out as columns: lines that no rule tells apart are counted as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.likes import dense
from rvc.base.span import Flags, Index, Ints, Span
from rvc.lines.alike.cells import Numbers
from rvc.lines.alike.pieces import NO_PARENT, Goods, Path, Piece
from rvc.lines.columns import CENTS, SAFE_SUM
from rvc.lines.nodes import Nodes
from rvc.run.fleet.kinds import Kinds

_VALUE, _ONE_VALUE, _OTHER_COST = ("line_value",), ("unit_value",), ("other_cost",)
_NET_COST, _TOTAL_COST, _PRICE = ("value", "net_cost"), ("value", "total_cost"), ("value", "transaction_value")
_GOOD_AMOUNTS = {_NET_COST: "good_net_cost", _TOTAL_COST: "total_cost", _PRICE: "good_transaction_value"}
_HIGH_WAGE, _WAGES = ("labor", "hw_material_value"), ("labor", "hw_labor_cost")
_PARTS_OF = (
    (_NET_COST, _TOTAL_COST),
    (("steel", "originating_value"), ("steel", "value")),
    (("aluminum", "originating_value"), ("aluminum", "value")),
    (_HIGH_WAGE, ("labor", "total_annual_purchase_value")),
)
_EVERY = slice(None)


@dataclass(frozen=True)
class Laid:
    """Goods of a piece laid out: their rows in the table of goods, and the columns that the engine takes."""

    goods: Index
    nodes: Nodes


def lay_out(goods: Goods, piece: Piece, kinds: Kinds, *, line_by_line: Index | None = None) -> Laid:
    """The goods of a piece that can be taken as alike, as columns.

    Args:
        goods: the table of goods.
        piece: some of them with their lines.
        kinds: what goods and lines are alike to.
        line_by_line: rows of goods, each of whose lines is to stand for itself; others are left out then.
    """
    sound = _are_alike(goods, piece, kinds)
    if line_by_line is not None:
        sound &= np.isin(piece.goods, line_by_line)
        kinds = replace(kinds, among=np.zeros_like(kinds.among))
    if not sound.all():
        piece = piece.only(sound)
    amounts = _Amounts(goods, piece, kinds)
    shape = _Shape.of(piece, kinds, amounts)
    keep = _agree(goods, piece, kinds, amounts, shape.materials_cost())
    order, kind = shape.order(keep), piece.kind[shape.alone]
    place = np.full(len(shape.good) + 1, NO_PARENT)  # that of no parent is the last
    place[order] = np.arange(len(order))
    like = shape.stacked(kinds.good[goods.kind[piece.goods]], kinds.line[kind], kinds.member[shape.group])[order]
    spans = {"value": _spread(shape.worth, shape.valued, order)}
    other, unstated = amounts.line((_OTHER_COST,), shape.alone), np.zeros(len(shape.group), dtype=bool)
    if other.known.any():
        units, known = shape.of_lines(other.units, unstated), shape.of_lines(other.known, unstated)
        spans["other_cost"] = _spread(units, known, order)
    for path, name in _GOOD_AMOUNTS.items():
        stated = amounts.good(path)
        if stated is not None and stated.known[keep].any():
            spans[name] = _spread(shape.of_goods(stated.units), shape.of_goods(stated.known), order)
    names = goods.names.gather(piece.goods).to_numpy()
    lines_named = np.array(piece.names, dtype=object)[piece.id[shape.alone]]
    ids = shape.stacked(names, lines_named, np.full(len(shape.group), "", dtype=object))[order]
    model = kinds.nodes
    return Laid(piece.goods[keep], Nodes(
        goods=int(keep.sum()), scale=amounts.scale, good=(np.cumsum(keep) - 1)[shape.good[order]],
        parent=place[shape.parent[order]], depth=shape.depth[order], ids=tuple(ids.tolist()),
        kinds_of_good=model.kinds_of_good, code=model.code[like], origin=model.origin[like], claim=model.claim[like],
        stated=model.stated[like], change_met=model.change_met[like], opened=model.opened[like],
        in_house=model.in_house[like], designated=model.designated[like], accumulated=model.accumulated[like],
        by_vnm=model.by_vnm[like], role=model.role[like], core=model.core[like], component=model.component[like],
        amounts=spans, nothing=Span.unknown(Span(np.empty((3, len(order)), dtype=shape.worth.dtype))),
    ))  # fmt: skip


@dataclass(frozen=True)
class _Shape:
    """Goods of a piece, lines that stand alone, and groups of the others: rows of columns, one after another.

    `alone` are places of lines, `group` the groups of kinds. `worth` is the value of lines, where it is `valued`.
    """

    alone: Index
    group: Index
    good: Index
    parent: Index
    depth: Index
    worth: Ints
    valued: Flags

    @classmethod
    def of(cls, piece: Piece, kinds: Kinds, amounts: "_Amounts") -> "_Shape":
        """The shape of all goods of a piece, the lines of each group added up."""
        count, among, value = len(piece.goods), kinds.among[piece.kind], amounts.line((_VALUE, _ONE_VALUE), _EVERY)
        alone = np.flatnonzero(among == 0)
        stands = np.full(len(among) + 1, NO_PARENT)
        stands[alone] = count + np.arange(len(alone))
        into = np.where(piece.parent >= 0, stands[piece.parent], piece.good)
        width = int(kinds.among.max(initial=0)) + 1
        found, back = dense(into * width + among, (count + len(alone)) * width)
        kind, sums = np.empty(len(found), dtype=np.int64), np.zeros(len(found), dtype=value.units.dtype)
        kind[back] = piece.kind
        np.add.at(sums, back, value.units)
        grouped = np.flatnonzero(found % width)
        owner = found[grouped] // width
        good = np.concatenate([np.arange(count), piece.good[alone]])
        depth = np.concatenate([np.zeros(count, dtype=np.int64), piece.depth[alone]])
        valued = [np.zeros(count, dtype=bool), value.known[alone], np.ones(len(owner), dtype=bool)]
        return cls(
            alone, kinds.group[kind[grouped]], np.concatenate([good, good[owner]]),
            np.concatenate([np.full(count, NO_PARENT), into[alone], owner]),
            np.concatenate([depth, depth[owner] + 1]),
            np.concatenate([np.zeros(count, dtype=sums.dtype), value.units[alone], sums[grouped]]),
            np.concatenate(valued),  # every line of a group states its value
        )  # fmt: skip

    @property
    def goods(self) -> int:
        """How many goods."""
        return len(self.good) - len(self.alone) - len(self.group)

    def order(self, keep: Flags) -> Index:
        """The rows of the goods that are kept: goods, then the lines of each, their own order kept."""
        lines = self.goods + np.argsort(self.good[self.goods :], kind="stable")
        order = np.concatenate([np.arange(self.goods), lines])
        return order if keep.all() else order[keep[self.good[order]]]

    def materials_cost(self) -> Ints:
        """What the materials of each good cost at least: self-produced ones without a value what is in them."""
        worth = self.worth.copy()
        for depth in range(int(self.depth.max(initial=0)), 0, -1):
            tier = np.flatnonzero(self.depth == depth)
            inside = tier[~self.valued[self.parent[tier]]]
            np.add.at(worth, self.parent[inside], worth[inside])
        return worth[: self.goods]

    def stacked(self, goods: npt.NDArray[Any], alone: npt.NDArray[Any], groups: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A column of the three."""
        return np.concatenate([goods, alone, groups])

    def of_lines(self, alone: npt.NDArray[Any], groups: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A column that says nothing of goods."""
        return np.concatenate([np.zeros(self.goods, dtype=alone.dtype), alone, groups.astype(alone.dtype)])

    def of_goods(self, goods: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A column that says nothing of lines."""
        return np.concatenate([goods, np.zeros(len(self.good) - len(goods), dtype=goods.dtype)])


def _are_alike(goods: Goods, piece: Piece, kinds: Kinds) -> Flags:
    """Which goods of a piece are alike to their representatives: every line, and every figure one that can be."""
    fine = goods.fine[piece.goods] & piece.fine & (kinds.good[goods.kind[piece.goods]] >= 0)
    sound = (np.append(kinds.line, -1) >= 0)[piece.kind]  # a line of no kind has the last place
    if _VALUE in piece.amounts and _ONE_VALUE in piece.amounts:  # they may disagree
        sound &= ~(piece.amounts[_VALUE].known & piece.amounts[_ONE_VALUE].known)
    fine[piece.good[~sound]] = False
    return np.asarray(fine, dtype=bool)


def _agree(goods: Goods, piece: Piece, kinds: Kinds, amounts: "_Amounts", materials_cost: Ints) -> Flags:
    """Of which goods the figures leave nothing to be said."""
    fine = np.ones(len(piece.goods), dtype=bool)
    for low, high in _PARTS_OF:
        part, whole = amounts.good(low), amounts.good(high)
        if part is not None and whole is not None:
            fine &= ~(part.known & whole.known & (part.units > whole.units))
    price, cost = amounts.good(_PRICE), amounts.good(_NET_COST)
    if price is not None:
        fine &= ~(price.known & (price.units <= 0))
    if cost is not None:  # materials above net cost are lawful, and said; so is labor value above it
        fine &= ~(cost.known & (materials_cost > cost.units))
        fine &= ~(cost.known & (_high_wage(goods, piece, kinds, amounts) > cost.units))
    return np.asarray(fine, dtype=bool)


def _high_wage(goods: Goods, piece: Piece, kinds: Kinds, amounts: "_Amounts") -> Ints:
    """High-wage materials and labor of each good, where they are a share of its net cost."""
    by_cost = [
        item is not None and any(block.basis == "net_cost" for block in item.case.labor) for item in kinds.judged
    ]
    total: Ints = np.zeros(len(piece.goods), dtype=amounts.dtype)
    for path in (_HIGH_WAGE, _WAGES):
        stated = amounts.good(path)
        if stated is not None:
            total = total + stated.units
    return np.where(np.array(by_cost, dtype=bool)[goods.kind[piece.goods]], total, 0)


class _Amounts:
    """Amounts of goods that are alike, and of their lines, at one scale, zero where they are not known.

    They are machine integers where every sum and product surely fits.
    """

    def __init__(self, goods: Goods, piece: Piece, kinds: Kinds) -> None:
        self._piece, self._kinds = piece, kinds
        self._goods = {path: held.take(piece.goods) for path, held in goods.amounts.items()}
        every = [*self._goods.values(), *piece.amounts.values()]
        self._digits = max((held.scale for held in every), default=0)
        self.scale = max(self._digits + kinds.places, CENTS)
        self._more = 10 ** (self.scale - self._digits - kinds.places)
        factors = [10**kinds.places, *kinds.factor.tolist(), *kinds.factor_one.tolist()]
        largest = sum(int(held.units.max(initial=0)) * 10 ** (self._digits - held.scale) for held in every)
        longest = int(np.bincount(piece.good).max(initial=0))  # nothing is added up but what belongs to one good
        bound = largest * max(factors) * self._more * (longest + 1)
        self.dtype: type = np.int64 if bound < SAFE_SUM else object

    def good(self, path: Path) -> Numbers | None:
        """An amount of every good; None where the table has no such column."""
        held = self._goods.get(path)
        return None if held is None else self._scaled(held, _EVERY, 10**self._kinds.places * self._step(held))

    def line(self, paths: Sequence[Path], lines: Index | slice) -> Numbers:
        """What lines count for in the good, by their places in the piece; no line states more than one of the paths."""
        kind = self._piece.kind[lines]
        total: Ints = np.zeros(len(kind), dtype=self.dtype)
        known = np.zeros(len(kind), dtype=bool)
        for path in paths:
            held = self._piece.amounts.get(path)
            if held is not None:
                one = self._scaled(held, lines, self._factor(path, kind, self._step(held)))
                total, known = total + one.units, known | one.known
        return Numbers(total, known, known, self.scale)

    def _factor(self, path: Path, kind: Index, step: int) -> Ints | int:
        """What the figures of lines are multiplied by; one number where it is the same for all kinds."""
        of_kind = (self._kinds.factor if path == _VALUE else self._kinds.factor_one) * step
        distinct = {*of_kind[self._kinds.line >= 0].tolist()}
        return distinct.pop() if len(distinct) == 1 else of_kind.astype(self.dtype)[kind]

    def _step(self, held: Numbers) -> int:
        """What amounts are multiplied by to stand at the scale of all."""
        return int(10 ** (self._digits - held.scale) * self._more)

    def _scaled(self, held: Numbers, at: Index | slice, factor: Ints | int) -> Numbers:
        units: Ints = held.units[at].astype(self.dtype, copy=False) * factor
        return Numbers(units, held.known[at], held.fine[at], self.scale)


def _spread(units: Ints, known: Flags, order: Index) -> Span:
    """Amounts in an order, unknown where they are not known."""
    units = units[order]
    return Span.of(units, units, ~known[order])
