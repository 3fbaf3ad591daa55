"""Parts of one kind whose shares lie between the same percentages of the law: one of them is judged for all.

A part without lines is nothing but what is stated of it as a whole. Of its amounts the law asks whether they are
stated, which its kind tells, and how its value content by either method compares with some percentages (UR 5, 7, 13).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rvc.base.likes import Likes, combined
from rvc.base.side_by_side import side_by_side
from rvc.base.span import Codes, Index, Span
from rvc.law.load import Law
from rvc.lines.alike.pieces import Goods, Path
from rvc.lines.columns import CENTS, nodes_of
from rvc.lines.nodes import Nodes
from rvc.rules import regional_value
from rvc.run.evaluate import evaluate_nodes
from rvc.run.fleet.findings import Sort, Sorts, Told, in_figures, sorts_of
from rvc.run.fleet.thresholds import Thresholds
from rvc.run.judged import Judged

_AMOUNTS: Mapping[Path, str] = {
    ("value", "net_cost"): "good_net_cost", ("value", "transaction_value"): "good_transaction_value",
    ("value", "vnm"): "good_vnm", ("value", "international_shipping"): "international_shipping",
    ("value", "packing"): "packing",
}  # fmt: skip

_AT_ONCE = 10**5  # parts judged together


@dataclass(frozen=True)
class Measures:
    """What some parts, at their rows of the list, are measured by."""

    rows: Index
    net_cost: Span
    transaction_value: Span
    vnm: Span


@dataclass(frozen=True)
class SortedParts:
    """Some parts with the sort of each."""

    measures: Measures
    judged: Likes[Judged]
    sorts: Likes[Sort]
    scale: int

    @property
    def rows(self) -> Index:
        """Their places in the list."""
        return self.measures.rows

    def told(self) -> Told:
        """What every test found of them."""
        by, none = self.measures, Span.unknown(self.measures.vnm)
        names = self.sorts.map(lambda sort: sort.name)
        by_cost, by_price = names.holds("net_cost"), names.holds("transaction_value")
        whole = by.net_cost.where(by_cost, by.transaction_value.where(by_price, none))
        return in_figures(self.sorts, whole, by.vnm.where(by_cost | by_price, none), self.scale)


class PartKinds:
    """The kinds of parts of a list as the engine knows them."""

    def __init__(self, parts: Goods, judged: Sequence[Judged | None], law: Law) -> None:
        """Lay the kinds out.

        Args:
            parts: the list.
            judged: what each of its kinds is judged as, if that is settled.
            law: the law data.
        """
        own = [item for item in judged if item is not None]
        place = np.cumsum([item is not None for item in judged]) - 1
        self._judged = Likes(own, place.take(parts.kind))
        self._nodes = nodes_of([item.case for item in own], [item.use for item in own], law)
        self._amounts = {name: parts.amounts[path] for path, name in _AMOUNTS.items() if path in parts.amounts}
        self._scale = max([CENTS, *(held.scale for held in self._amounts.values())])
        self._thresholds, self._law = Thresholds(own, self._nodes, law), law

    def sorted(self, pieces: Sequence[Index]) -> Iterator[SortedParts]:
        """Parts that are judged by their kinds, some rows at a time."""
        measured = list(side_by_side(self._measures, pieces))
        shares = list(side_by_side(self._shares, measured))
        rows = np.concatenate(pieces)
        codes = [self._judged.of[rows], *(np.concatenate(each) for each in zip(*shares, strict=True))]
        like, first = combined(codes, (), len(rows))
        sorts = self._sorts(rows[first])
        starts = np.cumsum([len(piece) for piece in pieces])[:-1]
        for by, own in zip(measured, np.split(like, starts), strict=True):
            yield SortedParts(by, self._judged.take(by.rows), sorts.take(own), self._scale)

    def _measures(self, rows: Index) -> Measures:
        """What some rows are measured by: from zero up without limit where it is not stated."""
        stated, none = self._stated(rows), Span.unknown(Span(np.empty((3, len(rows)), dtype=np.int64)))
        cost, price, vnm, shipping, packing = (stated.get(name, none) for name in _AMOUNTS.values())
        no_transport = np.zeros(len(rows), dtype=np.int64)  # to the point of direct shipment: no list states it
        return Measures(rows, cost, regional_value.adjusted(price, shipping.least, packing.least, no_transport), vnm)

    def _shares(self, by: Measures) -> tuple[Codes, Codes]:
        """Between which percentages the value content lies, by net cost and by transaction value."""
        out = by.vnm.least
        below = self._thresholds.below
        return below(by.net_cost.least, out), below(by.transaction_value.least, out)

    def _sorts(self, rows: Index) -> Likes[Sort]:
        """The sorts of parts, each of which is judged."""
        known: Sorts = {}

        def judge(some: Index) -> Likes[Sort]:
            judged = self._judged.take(some)
            nodes = self._laid_out(some)
            return sorts_of(evaluate_nodes(judged, nodes, judged.map(lambda item: item.case), self._law), known)

        pieces = [rows[first : first + _AT_ONCE] for first in range(0, len(rows), _AT_ONCE)]
        return Likes.joined(list(map(judge, pieces)))

    def _stated(self, rows: Index) -> dict[str, Span]:
        """The amounts of some rows, as far as any states them."""
        spans = {}
        for name, held in self._amounts.items():
            known = held.known[rows]
            if known.any():
                units = np.where(known, held.units[rows], 0) * 10 ** (self._scale - held.scale)
                spans[name] = Span.of(units, units, ~known)
        return spans

    def _laid_out(self, rows: Index) -> Nodes:
        """Some rows as the engine takes goods."""
        model, like, size = self._nodes, self._judged.of[rows], len(rows)
        none = np.full(size, -1)
        return Nodes(
            goods=size, scale=self._scale, good=np.arange(size), parent=none, depth=np.zeros(size, dtype=np.int64),
            ids=("",) * size, kinds_of_good=model.kinds_of_good, code=model.code[like], origin=model.origin[like],
            claim=model.claim[like], stated=model.stated[like], change_met=model.change_met[like],
            opened=model.opened[like], in_house=model.in_house[like], designated=model.designated[like],
            accumulated=model.accumulated[like], by_vnm=model.by_vnm[like], role=model.role[like],
            core=model.core[like], component=model.component[like], amounts=self._stated(rows),
            nothing=Span.unknown(Span(np.empty((3, size), dtype=np.int64))),
        )  # fmt: skip
