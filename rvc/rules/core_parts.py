"""Core parts of passenger vehicles and light trucks: each by itself or all as a super-core (UR 14(4)-(13))."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rvc.base.outcome import FAIL
from rvc.base.ratio import Requirement, left_over
from rvc.base.span import Flags, Index, Ints, Span

CATEGORIES = (
    "engine", "transmission", "body_and_chassis", "axle", "suspension_system", "steering_system", "advanced_battery",
)  # fmt: skip
METHODS = ("each_part", "each_part_components", "super_core", "super_core_components")


@dataclass(frozen=True)
class CoreLines:
    """The core-part lines of all goods: figures in the good, and `own`: the outcome of claim and own product rule."""

    line: Index
    good: Index
    category: Index
    net_cost: Span
    vnm: Span
    components: Span
    own: Ints

    def of_good(self, good: int) -> Index:
        """The places of a good's core-part lines: they lie together."""
        first, last = np.searchsorted(self.good, (good, good + 1))
        return np.arange(first, last)


@dataclass(frozen=True)
class CoreElections:
    """Of each good: the method elected ("best" or one of METHODS) and averaging (none, category, super_core)."""

    method: npt.NDArray[Any]
    averaging: npt.NDArray[Any]


@dataclass(frozen=True)
class CoreFigures:
    """One VNM method over all core lines: the figures of each line's pool, its outcome, and where it may be used."""

    net_cost: Span
    vnm: Span
    outcome: Ints
    allowed: Flags


@dataclass(frozen=True)
class CoreTest:
    """Outcome of each line with and without the methods of the vehicle producer, and of each good."""

    by_method: dict[str, CoreFigures]
    line: Ints
    on_its_own: Ints
    good: Ints
    required: Requirement


def figures_of_leaf(
    status: Ints, net_cost: Span, vnm: Span, components: Span, value: Span, deducted: Span
) -> tuple[Span, Span, Span]:
    """Net cost, VNM and column-2 VNM of a core part that is not opened (reading 27).

    Non-originating with nothing known of its making: VNM is its whole value by every method (Table A.2, first rows).
    Otherwise what is not stated lies between nothing and what limits it: VNM its value, components its VNM.
    """
    unmade = (status == FAIL) & vnm.unbounded
    cost = net_cost.where(~net_cost.unbounded, value.where(unmade, Span.upto(value)))
    all_vnm = vnm.where(~vnm.unbounded, deducted.where(unmade, Span.upto(deducted)))
    listed = components.where(~components.unbounded, deducted.where(unmade, Span.upto(all_vnm)))
    return cost, all_vnm, listed


def test(
    lines: CoreLines,
    elections: CoreElections,
    required: Requirement,
    required_average: Requirement,
    answered: Flags,
    goods: int,
) -> CoreTest:
    """Judge every core-part line and every good's test; requirements are rows of the goods.

    `answered` says that the good has every category either present or absent; a super-core is settled only then.
    """
    alone = np.arange(len(lines.line))
    category = np.unique(lines.good * len(CATEGORIES) + lines.category, return_inverse=True)[1].astype(np.int64)
    averaging, elected = elections.averaging[lines.good], elections.method[lines.good]
    by_category, by_super = _is(averaging, "category"), _is(averaging, "super_core")
    each_pool = np.where(by_category, len(alone) + category, alone).astype(np.int64)
    by_method: dict[str, CoreFigures] = {}
    for name in METHODS:
        grouped = name.startswith("super_core")
        pool = lines.good if grouped else each_pool
        averaged = by_super if grouped else by_category
        vnm = lines.components if name.endswith("components") else lines.vnm
        size = goods if grouped else 2 * len(alone)
        net_cost, out = lines.net_cost.pooled(pool, size).take(pool), vnm.pooled(pool, size).take(pool)
        outcome = left_over(net_cost, out, _rows(averaged, required_average, required, lines.good))
        if grouped:
            outcome = np.where(answered[lines.good], outcome, 1)
        allowed = _is(elected, "best") | _is(elected, name)
        allowed &= ~by_category if grouped else ~by_super
        by_method[name] = CoreFigures(net_cost, out, outcome.astype(np.int8), allowed)
    line = lines.own.copy()
    for figures in by_method.values():
        line = np.maximum(line, np.where(figures.allowed, figures.outcome, 0))
    alone_rvc = left_over(
        lines.net_cost, lines.vnm, _rows(np.zeros(len(alone), dtype=bool), required, required, lines.good)
    )
    good = np.where(answered, 2, 1).astype(np.int8)
    np.minimum.at(good, lines.good, line.astype(np.int8))
    return CoreTest(by_method, line.astype(np.int8), np.maximum(lines.own, alone_rvc).astype(np.int8), good, required)


def _rows(mask: Flags, yes: Requirement, no: Requirement, index: Index) -> Requirement:
    """The requirement of each line: that of averaging where the mask holds."""
    return Requirement(
        np.where(mask, yes.hard[index], no.hard[index]),
        np.where(mask, yes.soft[index], no.soft[index]),
        np.where(mask, yes.over[index], no.over[index]),
        np.where(mask, yes.more_than[index], no.more_than[index]).astype(bool),
    )


def _is(column: npt.NDArray[Any], word: str) -> Flags:
    return np.asarray(column == word, dtype=bool)
