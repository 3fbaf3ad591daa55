"""Goods that are alike, laid out as columns: lines that no rule tells apart are counted as one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.likes import dense
from rvc.base.span import Flags, Index, Ints, Span
from rvc.lines.alike.cells import Numbers
from rvc.lines.alike.pieces import Goods, Path, Piece
from rvc.lines.columns import CENTS, SAFE_SUM
from rvc.lines.nodes import Nodes
from rvc.run.fleet.kinds import ALONE, Kinds

_VALUE, _ONE_VALUE, _OTHER_COST = ("line_value",), ("unit_value",), ("other_cost",)
_LINE_AMOUNTS = {_VALUE: "value", _ONE_VALUE: "value", _OTHER_COST: "other_cost"}
_NET_COST, _TOTAL_COST, _PRICE = ("value", "net_cost"), ("value", "total_cost"), ("value", "transaction_value")
_GOOD_AMOUNTS = {_NET_COST: "good_net_cost", _TOTAL_COST: "total_cost", _PRICE: "good_transaction_value"}
_HIGH_WAGE, _WAGES = ("labor", "hw_material_value"), ("labor", "hw_labor_cost")
_PARTS_OF = (
    (_NET_COST, _TOTAL_COST),
    (("steel", "originating_value"), ("steel", "value")),
    (("aluminum", "originating_value"), ("aluminum", "value")),
    (_HIGH_WAGE, ("labor", "total_annual_purchase_value")),
)


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
    amounts = _Amounts(goods, piece, kinds)
    keep = _usable(goods, piece, kinds, amounts)
    if line_by_line is not None:
        keep &= np.isin(piece.goods, line_by_line)
        kinds = replace(kinds, group=np.full_like(kinds.group, ALONE))
    rows, lines = piece.goods[keep], np.flatnonzero(keep[piece.good])
    shape = _Shape.of(piece, keep, lines, kinds)
    kind = piece.kind[lines]
    alone, kind_alone = lines[shape.alone], kind[shape.alone]
    value = amounts.value.take(lines)
    sums = np.zeros(len(shape.owner), dtype=value.units.dtype)
    np.add.at(sums, shape.group_of, value.units[shape.counted])
    order, place = shape.order, shape.place
    model, like = kinds.nodes, shape.stacked(
        kinds.good[goods.kind[rows]], kinds.line[kind_alone], kinds.member[shape.member]
    )  # fmt: skip
    spans = dict(_spans_of_goods(amounts, rows, len(order)))
    known = np.concatenate([value.known[shape.alone], np.ones(len(sums), dtype=bool)])  # lines of a group state theirs
    spans["value"] = _spread(len(order), place[shape.goods :], np.concatenate([value.units[shape.alone], sums]), known)
    other = amounts.line("other_cost", alone, kind_alone)
    if other.known.any():
        spans["other_cost"] = _spread(
            len(order), place[shape.goods : shape.goods + len(alone)], other.units, other.known
        )
    names = goods.names.gather(rows).to_numpy()
    lines_named = np.array(piece.names, dtype=object)[piece.id[alone]]
    return Laid(rows, Nodes(
        goods=shape.goods, scale=amounts.scale, good=shape.good[order], parent=shape.parent, depth=shape.depth,
        ids=tuple(shape.stacked(names, lines_named, np.full(len(sums), "", dtype=object)).tolist()),
        kinds_of_good=model.kinds_of_good, code=model.code[like], origin=model.origin[like], claim=model.claim[like],
        stated=model.stated[like], change_met=model.change_met[like], opened=model.opened[like],
        in_house=model.in_house[like], designated=model.designated[like], accumulated=model.accumulated[like],
        by_vnm=model.by_vnm[like], role=model.role[like], core=model.core[like], component=model.component[like],
        amounts=spans, nothing=Span.unknown(Span(np.empty((3, len(order)), dtype=value.units.dtype))),
    ))  # fmt: skip


@dataclass(frozen=True)
class _Shape:
    """Goods, lines that stand alone, and groups of lines, one after another, and in the order of the columns.

    `alone` and `counted` are places among the lines; `group_of` is the group of each that is counted. Of a group
    `member` is its number, `owner` the place, among goods and lines alone, of what it goes into. `order` sorts the
    three by good, `place` is its inverse; `parent` and `depth` are sorted.
    """

    goods: int
    alone: Index
    counted: Index
    group_of: Index
    member: Index
    owner: Index
    good: Index
    order: Index
    place: Index
    parent: Index
    depth: Index

    @classmethod
    def of(cls, piece: Piece, keep: Flags, lines: Index, kinds: Kinds) -> "_Shape":
        """The shape of the goods that are kept, and of their lines."""
        goods = int(keep.sum())
        good = (np.cumsum(keep) - 1)[piece.good[lines]]
        among = np.cumsum(keep[piece.good]) - 1  # of each line of the piece its place among those kept
        above = piece.parent[lines]
        parent = np.where(above >= 0, among[above], -1)
        group = kinds.group[piece.kind[lines]]
        alone, counted = np.flatnonzero(group == ALONE), np.flatnonzero(group != ALONE)
        stands = np.full(len(lines), -1)
        stands[alone] = goods + np.arange(len(alone))
        into = np.where(parent >= 0, stands[parent], good)
        width = max(len(kinds.member), 1)
        found, group_of = dense(into[counted] * width + group[counted], (goods + len(alone)) * width)
        owner, member = np.divmod(found, width)
        of_good = np.concatenate([np.arange(goods), good[alone]])
        of_good = np.concatenate([of_good, of_good[owner]])
        order = np.concatenate([np.arange(goods), goods + np.argsort(of_good[goods:], kind="stable")])
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        depth = np.concatenate([np.zeros(goods, dtype=np.int64), piece.depth[lines[alone]]])
        depth = np.concatenate([depth, depth[owner] + 1])
        parents = np.concatenate([into[alone], owner])
        sorted_parents = np.concatenate([np.full(goods, -1), place[parents][order[goods:] - goods]])
        return cls(goods, alone, counted, group_of, member, owner, of_good, order, place, sorted_parents, depth[order])

    def stacked(self, goods: npt.NDArray[Any], alone: npt.NDArray[Any], groups: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A column of the three, sorted."""
        return np.concatenate([goods, alone, groups])[self.order]


def _usable(goods: Goods, piece: Piece, kinds: Kinds, amounts: "_Amounts") -> Flags:
    """Which goods of a piece can be taken as alike to their representatives: every line, and figures that agree."""
    fine = goods.fine[piece.goods] & piece.fine & (kinds.good[goods.kind[piece.goods]] >= 0)
    sound = np.append(kinds.line, -1)[piece.kind] >= 0  # a line of no kind has the last place
    if _VALUE in piece.amounts and _ONE_VALUE in piece.amounts:  # they may disagree
        sound &= ~(piece.amounts[_VALUE].known & piece.amounts[_ONE_VALUE].known)
    fine[piece.good[~sound]] = False
    for low, high in _PARTS_OF:
        part, whole = amounts.good(low, piece.goods), amounts.good(high, piece.goods)
        if part is not None and whole is not None:
            fine &= ~(part.known & whole.known & (part.units > whole.units))
    price, cost = amounts.good(_PRICE, piece.goods), amounts.good(_NET_COST, piece.goods)
    if price is not None:
        fine &= ~(price.known & (price.units <= 0))
    if cost is not None:  # materials above net cost are lawful, and said; so is labor value above it
        fine &= ~(cost.known & (_materials_cost(piece, amounts, fine) > cost.units))
        fine &= ~(cost.known & (_high_wage(goods, piece, kinds, amounts) > cost.units))
    return np.asarray(fine, dtype=bool)


def _high_wage(goods: Goods, piece: Piece, kinds: Kinds, amounts: "_Amounts") -> Ints:
    """High-wage materials and labor of each good, where they are a share of its net cost."""
    by_cost = [
        item is not None and any(block.basis == "net_cost" for block in item.case.labor) for item in kinds.judged
    ]
    total: Ints = np.zeros(len(piece.goods), dtype=amounts.dtype)
    for path in (_HIGH_WAGE, _WAGES):
        stated = amounts.good(path, piece.goods)
        if stated is not None:
            total = total + np.where(stated.known, stated.units, 0)
    return np.where(np.array(by_cost, dtype=bool)[goods.kind[piece.goods]], total, 0)


def _materials_cost(piece: Piece, amounts: "_Amounts", fine: Flags) -> Ints:
    """What the materials of each good cost at least: self-produced ones without a value what is in them."""
    value, of_fine = amounts.value, fine[piece.good]
    worth, total = value.units.copy(), np.zeros(len(piece.goods), dtype=value.units.dtype)
    for depth in range(int(piece.depth.max(initial=0)), 1, -1):
        tier = np.flatnonzero(of_fine & (piece.depth == depth))
        inside = tier[~value.known[piece.parent[tier]]]
        np.add.at(worth, piece.parent[inside], worth[inside])
    top = np.flatnonzero(of_fine & (piece.depth == 1))
    np.add.at(total, piece.good[top], worth[top])
    return total


class _Amounts:
    """Amounts of goods and lines at one scale, as machine integers where every sum and product surely fits."""

    def __init__(self, goods: Goods, piece: Piece, kinds: Kinds) -> None:
        self._goods, self._piece, self._kinds = goods, piece, kinds
        every = [*goods.amounts.values(), *piece.amounts.values()]
        self._digits = max((held.scale for held in every), default=0)
        self.scale = max(self._digits + kinds.places, CENTS)
        self._more = 10 ** (self.scale - self._digits - kinds.places)
        factors = [10**kinds.places, *kinds.factor.tolist(), *kinds.factor_one.tolist()]
        largest = sum(
            int(held.units[held.known & held.fine].max(initial=0)) * 10 ** (self._digits - held.scale) for held in every
        )
        bound = largest * max(factors) * self._more * (len(piece.good) + len(piece.goods))
        self.dtype: type = np.int64 if bound < SAFE_SUM else object

    def good(self, path: Path, rows: Index) -> Numbers | None:
        """An amount of goods, by their rows; None where the table has no such column."""
        held = self._goods.amounts.get(path)
        if held is None:
            return None
        return self._scaled(held, rows, 10**self._kinds.places * self._step(held))

    @cached_property
    def value(self) -> Numbers:
        """What every line of the piece counts for; what stands where it cannot be taken as alike is not looked at."""
        return self.line("value", np.arange(len(self._piece.good)), self._piece.kind)

    def line(self, name: str, lines: Index, kind: Index) -> Numbers:
        """What lines count for in the good, by their places in the piece; `kind` is that of each."""
        units: Ints = np.zeros(len(lines), dtype=self.dtype)
        known = np.zeros(len(lines), dtype=bool)
        for path, own in _LINE_AMOUNTS.items():
            held = self._piece.amounts.get(path)
            if own != name or held is None:
                continue
            factor = self._kinds.factor if path == _VALUE else self._kinds.factor_one
            of_kind: Ints = np.append(factor, 0).astype(object) * self._step(held)  # a line of no kind has the last
            one = self._scaled(held, lines, of_kind.astype(self.dtype)[kind])
            units = np.where(one.known, one.units, units)
            known |= one.known
        return Numbers(units, known, known, self.scale)

    def _step(self, held: Numbers) -> int:
        """What amounts are multiplied by to stand at the scale of all."""
        return int(10 ** (self._digits - held.scale) * self._more)

    def _scaled(self, held: Numbers, at: Index, factor: Ints | int) -> Numbers:
        known, fine = held.known[at], held.fine[at]
        units: Ints = np.where(known & fine, held.units[at], 0).astype(self.dtype, copy=False)
        scaled: Ints = units * factor
        return Numbers(scaled, known, fine, self.scale)


def _spans_of_goods(amounts: _Amounts, rows: Index, size: int) -> Iterator[tuple[str, Span]]:
    for path, name in _GOOD_AMOUNTS.items():
        stated = amounts.good(path, rows)
        if stated is not None and stated.known.any():
            yield name, _spread(size, np.arange(len(rows)), stated.units, stated.known)


def _spread(size: int, at: Index, units: Ints, known: Flags) -> Span:
    """Amounts at their rows; unknown elsewhere."""
    rows = np.zeros((3, size), dtype=units.dtype)
    rows[2] = 1
    rows[0, at] = rows[1, at] = np.where(known, units, 0)
    rows[2, at] = ~known
    return Span(rows)
