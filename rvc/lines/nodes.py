"""Goods and their material lines as one forest in columns: what the rules read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.span import Flags, Index, Ints, Span

STATED_ORIGINATING, NOT_STATED, STATED_NON_ORIGINATING = 2, 1, 0
ROLES = ("good", "direct", "indirect", "packaging", "packing", "accessory")
ORIGINS = ("US", "CA", "MX", "other", "unknown")
CHANGE_MET, CHANGE_NOT_MET, NOTHING_TO_CHANGE = 2, 0, 3
NO_STATEMENT, DESIGNATED_NOT_SAID, DESIGNATED, NONE_DESIGNATED = 0, 1, 2, 3


@dataclass(frozen=True)
class Nodes:
    """Goods (the first `goods` rows, parent -1) and material lines. Depth 0 is a good.

    `code` is the place of a row's HS 2012 code and named good in `kinds_of_good`: a rule looks each pair up once.
    `claim` is what the supplier's word comes to: 2 originating, 0 non-originating, 1 not known; `change_met` what the
    producer of a good says of its tariff change: 2 met, 0 not met, 1 not known, 3 no material lacks it. `amounts` are
    those that anybody stated, at `scale` decimals. `origin` and `role` are places in ORIGINS, ROLES.
    `accumulated` says whether a line carries a statement of UR 9, and if so what it says of designations: 0 it carries
    none, 1 not said, 2 some made, 3 none made. `by_vnm`: whether it counts by the non-originating materials in it (UR
    20(4)), as an outcome: open where it is not said which good it goes into.
    """

    goods: int
    scale: int
    good: Index
    parent: Index
    depth: Index
    ids: tuple[str, ...]
    kinds_of_good: tuple[tuple[str, str], ...]
    code: Index
    origin: npt.NDArray[np.int8]
    claim: npt.NDArray[np.int8]
    stated: Flags
    change_met: npt.NDArray[np.int8]
    opened: Flags
    in_house: Flags
    designated: Flags
    accumulated: npt.NDArray[np.int8]
    by_vnm: npt.NDArray[np.int8]
    role: npt.NDArray[np.int8]
    core: npt.NDArray[Any]
    component: npt.NDArray[Any]
    amounts: Mapping[str, Span]
    nothing: Span

    def __len__(self) -> int:
        """Goods and lines together."""
        return len(self.parent)

    @cached_property
    def hs(self) -> npt.NDArray[Any]:
        """HS 2012 codes; empty where none is stated."""
        return _objects([code for code, _ in self.kinds_of_good])[self.code]

    @cached_property
    def named_good(self) -> npt.NDArray[Any]:
        """Which named good of its subheading each row is; empty where that is not known."""
        return _objects([name for _, name in self.kinds_of_good])[self.code]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """The lines that go into each node, in the order of the case."""
        found: dict[int, list[int]] = {}
        for line, parent in enumerate(self.parent.tolist()):
            found.setdefault(parent, []).append(line)
        return found

    def lines_of(self, good: int) -> Index:
        """The lines of a good, at any depth: they lie together."""
        first, last = np.searchsorted(self.good[self.goods :], (good, good + 1)) + self.goods
        return np.arange(first, last)

    @cached_property
    def tiers(self) -> tuple["Rows", ...]:
        """The rows by depth: the goods, what goes straight into them, and so on."""
        order = np.argsort(self.depth, kind="stable")
        ends = np.cumsum(np.bincount(self.depth))
        return tuple(Rows(self, at) for at in np.split(order, ends[:-1]))

    @cached_property
    def is_core(self) -> Flags:
        """Core parts: lines of Table A.2, column 1."""
        return np.asarray(self.core != "", dtype=bool)

    @cached_property
    def is_component(self) -> Flags:
        """Components: lines of Table A.2, column 2."""
        return np.asarray(self.component != "", dtype=bool)

    @cached_property
    def is_packing(self) -> Flags:
        """Packing materials and containers for shipment (UR 8(16))."""
        return np.asarray(self.role == ROLES.index("packing"), dtype=bool)

    @cached_property
    def counts_by_status(self) -> Flags:
        """Lines that add nothing to VNM if they originate: purchased ones, and self-produced ones that may (UR 7(4)).

        Those are designated, core parts, components (UR 14(1), 14(11)), or originating by what they are (UR 4, 8(13)).
        """
        by_nature = np.asarray(self.claim == STATED_ORIGINATING, dtype=bool) & ~self.stated
        named = self.designated | self.is_core | self.is_component
        return np.asarray(~self.in_house | named | by_nature, dtype=bool)

    @cached_property
    def is_direct(self) -> Flags:
        """Materials that a tariff change looks at (UR 8(14), 8(17), 8(24))."""
        return np.asarray(self.role == ROLES.index("direct"), dtype=bool)

    def span(self, name: str) -> Span:
        """An amount, and from zero up without limit where it was not stated."""
        return self.amounts.get(name, self.nothing)

    def known(self, name: str) -> Flags:
        """Where an amount was stated."""
        return self.span(name).known

    def knows(self, name: str, row: int) -> bool:
        """Whether an amount of one row was stated."""
        return not self.span(name).endless(row)


class Rows:
    """Some rows of a forest; each column is taken once."""

    def __init__(self, nodes: Nodes, at: Index) -> None:
        self.nodes, self.at = nodes, at
        self._spans: dict[str, Span] = {}

    def __len__(self) -> int:
        """How many rows."""
        return len(self.at)

    def span(self, name: str) -> Span:
        """An amount, and from zero up without limit where it was not stated."""
        own = name if self.states(name) else ""  # what nobody states is the same under every name
        if own not in self._spans:
            self._spans[own] = self.nodes.span(name).take(self.at)
        return self._spans[own]

    def states(self, name: str) -> bool:
        """Whether any good or line of the forest states an amount."""
        return name in self.nodes.amounts

    def known(self, name: str) -> Flags:
        """Where an amount was stated."""
        return self.span(name).known

    def number(self, name: str) -> Ints:
        """An amount, zero where it was not stated: only for sums in which absence means none."""
        return self.span(name).least

    @cached_property
    def parent(self) -> Index:
        """What each row goes into."""
        return self.nodes.parent[self.at]

    @cached_property
    def claim(self) -> npt.NDArray[np.int8]:
        """The supplier's word."""
        return self.nodes.claim[self.at]

    @cached_property
    def opened(self) -> Flags:
        """Rows with materials of their own."""
        return self.nodes.opened[self.at]

    @cached_property
    def in_house(self) -> Flags:
        """Self-produced materials."""
        return self.nodes.in_house[self.at]

    @cached_property
    def by_vnm(self) -> npt.NDArray[np.int8]:
        """Whether materials of Table F or G count by the non-originating materials in them (UR 20(4))."""
        return self.nodes.by_vnm[self.at]

    @cached_property
    def designated(self) -> Flags:
        """Intermediate materials (UR 8(6))."""
        return self.nodes.designated[self.at]

    @cached_property
    def accumulated(self) -> npt.NDArray[np.int8]:
        """Statements for accumulation, and what they say of designations (UR 9(6))."""
        return self.nodes.accumulated[self.at]

    @cached_property
    def packing(self) -> Flags:
        """Packing materials and containers for shipment (UR 8(16))."""
        return self.nodes.is_packing[self.at]

    @cached_property
    def core(self) -> Flags:
        """Core parts: lines of Table A.2, column 1."""
        return self.nodes.is_core[self.at]

    @cached_property
    def component(self) -> Flags:
        """Components: lines of Table A.2, column 2."""
        return self.nodes.is_component[self.at]

    @cached_property
    def self_made(self) -> Flags:
        """Self-produced materials whose value is that of their own materials and costs (UR 8(1))."""
        return self.in_house & self.opened & ~self.known("value")


def _objects(values: Sequence[str]) -> npt.NDArray[Any]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
