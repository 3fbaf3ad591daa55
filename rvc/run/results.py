"""All goods of a batch, judged: as columns where they could be, one by one where not, in their order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from rvc.base.problem import Problem
from rvc.base.span import Index
from rvc.run.block import Block
from rvc.run.score import Scored, columns, table

Part = Block | Mapping[int, Scored]
"""Goods as columns, or goods by their places."""


def moved(part: Part, start: int) -> Part:
    """The same goods, so many places further on."""
    if isinstance(part, Block):
        return replace(part, rows=part.rows + start)
    return {place + start: good for place, good in part.items()}


class Results:
    """Goods in parts, each of which knows the places of its goods among all: every place once."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.singles: dict[int, Scored] = {}
        blocks: dict[tuple[str, ...], list[Block]] = {}
        for part in parts:
            if isinstance(part, Block):
                blocks.setdefault(tuple(test.rule for test in part.tests), []).append(part)
            else:
                self.singles |= part
        self.blocks = [Block.joined(alike) for alike in blocks.values()]

    def __len__(self) -> int:
        """How many goods."""
        return len(self.singles) + sum(map(len, self.blocks))

    def frame(self) -> pl.DataFrame:
        """The result table: a row a good, every column a text."""
        singles = dict(sorted(self.singles.items()))
        frames = [block.frame() for block in self.blocks]
        if singles or not frames:
            frames.append(pl.DataFrame(table(singles.values()), schema=dict.fromkeys(columns(), pl.String)))
        places = np.concatenate([*(block.rows for block in self.blocks), np.array([*singles], dtype=np.int64)])
        whole = pl.concat(frames)
        return whole if _is_sorted(places) else whole.select(pl.all().gather(np.argsort(places)))

    def goods(self) -> Iterator[Scored]:
        """Every good as an object, in order."""
        every = self.singles | dict(good for block in self.blocks for good in block.goods())
        yield from (every[place] for place in sorted(every))

    def problems(self) -> Iterator[tuple[str, Problem]]:
        """What was said of goods, with their names, in order."""
        found = [each for block in self.blocks for each in block.problems()]
        found += [
            (place, good.id, problem)
            for place, good in self.singles.items()
            for problem in (*good.problems, *good.warnings)
        ]
        found.sort(key=lambda each: each[0])
        return ((name, problem) for _, name, problem in found)


def _is_sorted(places: Index) -> bool:
    return bool((places[1:] > places[:-1]).all())
