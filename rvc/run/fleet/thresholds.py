"""Between which percentages of the law a value content lies: shares between the same two come to the same."""

from collections.abc import Iterator, Sequence

import numpy as np

from rvc.base.ratio import BASIS
from rvc.base.span import Codes, Ints
from rvc.law.load import Law
from rvc.lines.nodes import Nodes
from rvc.rules.product_rule import branches
from rvc.run.evaluate import good_facts
from rvc.run.judged import Judged
from rvc.run.requirement import displaced

_NO_WHOLE, _NEGATIVE, _ZERO = 0, 1, 2  # places of shares among the steps


class Thresholds:
    """Every percentage with which the value content of some goods without lines may be compared."""

    def __init__(self, goods: Sequence[Judged], nodes: Nodes, law: Law) -> None:
        """Look the percentages up.

        Args:
            goods: what each good is judged as; none is a vehicle that steel, aluminum and labor value bind.
            nodes: the goods as the engine knows them.
            law: the law data.
        """
        codes = [nodes.kinds_of_good[code] for code in nodes.code[: len(goods)].tolist()]
        asked = {points for item, code in zip(goods, codes, strict=True) for points in _asked(item, code, law)}
        begins = np.zeros(_ZERO + 2 * BASIS + 1, dtype=np.int32)
        begins[[_NEGATIVE, _ZERO]] = 1
        for points in asked:
            begins[_ZERO + 2 * points : _ZERO + 2 * points + 2] = 1  # a share of just so much, and one above it
        self._step = np.cumsum(begins, dtype=np.int32)

    def below(self, whole: Ints, out: Ints) -> Codes:
        """Of each share (whole - out) / whole how many bounds lie below it; 0 where there is no whole."""
        there = whole > 0
        base, part = np.where(there, whole, 1), BASIS * (whole - out)
        points = part // base
        place = _ZERO + 2 * points + (part > points * base)
        found: Codes = self._step.take(np.where(there, np.maximum(place, _NEGATIVE), _NO_WHOLE), mode="clip")
        return found


def _asked(good: Judged, code: tuple[str, str], law: Law) -> Iterator[int]:
    """What may be asked of one good, in basis points: by its rule, what displaces it, de minimis (UR 5, 13, 20)."""
    for branch in branches(law, good_facts(good, *code)):
        for way in branch.alternatives:
            for name in (way.net_cost, way.transaction_value, way.open_schedule, way.open_transaction_value):
                yield from _on(good, name, law)
    instead = displaced(law, good, lambda: None)
    yield from (int(percent * 100) for percent in (instead.hard, instead.soft) if percent >= 0)
    yield from (BASIS - points for points in _on(good, "de_minimis", law))


def _on(good: Judged, name: str, law: Law) -> Iterator[int]:
    points = law.schedule(name).on(good.day) if name else None
    if points is not None:
        yield points
