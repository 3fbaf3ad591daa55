"""Goods judged as columns: of each its name, its verdict and what every test found, without an object a good."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from rvc.base.decimals import in_digits, money
from rvc.base.hs import dotted
from rvc.base.likes import Likes
from rvc.base.outcome import Outcome
from rvc.base.problem import Problem
from rvc.base.ratio import LAST_PLACE
from rvc.base.span import Flags, Index, Ints
from rvc.lines.case import Case
from rvc.run.judged import Judged
from rvc.run.score import FIGURES, GROUPS, RULES, Scored, Settled, columns

NOTHING = np.iinfo(np.int64).min
"""A figure that there is not."""
NOT_BOUND = -1
"""The status of a test that does not bind a good."""
_BLANK = pl.lit("")


@dataclass(frozen=True)
class Tested:
    """What one test found of each good: `status` 0 fail, 1 undetermined, 2 pass, NOT_BOUND.

    Figures are millionths of a percentage point, or NOTHING.
    """

    rule: str
    status: Ints
    required: Likes[int]
    actual: Ints
    best: Ints
    method: Likes[str]
    missing: Likes[tuple[str, ...]]

    @cached_property
    def margin(self) -> Ints:
        """The actual figure less what is required, where there are both."""
        required = self.asked
        there = (self.actual != NOTHING) & (required != NOTHING)
        return np.where(there, self.actual - np.where(there, required, 0), NOTHING)

    @cached_property
    def asked(self) -> Ints:
        """What is required of each good."""
        return self.required.column(int, np.int64)

    def take(self, rows: Index) -> "Tested":
        """Some goods."""
        return Tested(
            self.rule, self.status[rows], self.required.take(rows), self.actual[rows], self.best[rows],
            self.method.take(rows), self.missing.take(rows),
        )  # fmt: skip

    @classmethod
    def joined(cls, parts: Sequence["Tested"]) -> "Tested":
        """Goods after one another."""
        status, actual, best = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("status", "actual", "best")
        )
        return cls(
            parts[0].rule, status, Likes.joined([part.required for part in parts]), actual, best,
            Likes.joined([part.method for part in parts]), Likes.joined([part.missing for part in parts]),
        )  # fmt: skip

    def cells(self) -> Mapping[str, pl.Expr]:
        """The columns of the result table, by what they show."""
        actual = digits(self.actual)
        return {
            "status": written(Likes(("", *(outcome.status for outcome in Outcome)), self.status.astype(np.int64) + 1)),
            "required": written(self.required.map(_in_digits)), "actual": actual,
            "actual_best": actual if np.array_equal(self.actual, self.best) else digits(self.best),
            "margin": digits(self.margin), "method": written(self.method),
            "missing": written(self.missing.map("; ".join)),
        }  # fmt: skip

    def settled(self, row: int, inputs: Mapping[str, str]) -> Settled | None:
        """The same of one good, as an object."""
        if self.status[row] == NOT_BOUND:
            return None
        figures = (self.required[row], int(self.actual[row]), int(self.best[row]), int(self.margin[row]))
        required, actual, best, margin = (_in_digits(figure) or None for figure in figures)
        status, method = Outcome(int(self.status[row])).status, self.method[row] or None
        return Settled(self.rule, status, required, actual, best, margin, method, inputs, self.missing[row])


@dataclass(frozen=True)
class Content:
    """What the regional value content of goods was measured by, where both figures are `known`, at `scale` decimals."""

    name: Likes[str]
    whole: Ints
    out: Ints
    known: Flags
    scale: int

    def take(self, rows: Index) -> "Content":
        """Some goods."""
        return Content(self.name.take(rows), self.whole[rows], self.out[rows], self.known[rows], self.scale)

    @classmethod
    def joined(cls, parts: Sequence["Content"]) -> "Content":
        """Goods after one another, at the finest scale."""
        scale = max(part.scale for part in parts)
        steps = [10 ** (scale - part.scale) for part in parts]
        whole, out = (
            [held if step == 1 else held.astype(object) * step for held, step in zip(columns, steps, strict=True)]
            for columns in ([part.whole for part in parts], [part.out for part in parts])
        )
        known = np.concatenate([part.known for part in parts])
        names = Likes.joined([part.name for part in parts])
        return cls(names, np.concatenate(whole), np.concatenate(out), known, scale)

    def inputs(self, row: int) -> Mapping[str, str]:
        """Both of one good, as a finding has them."""
        if not self.known[row]:
            return {}
        return {
            self.name[row]: money(int(self.whole[row]), self.scale), "vnm": money(int(self.out[row]), self.scale)
        }  # fmt: skip


@dataclass(frozen=True)
class Block:
    """Some goods of a batch; `rows` are their places among all goods, in the order of which they stand.

    `said` are warnings, at the rows `numbers` of their table.
    """

    rows: Index
    names: pl.Series
    judged: Likes[Judged]
    tests: tuple[Tested, ...]
    content: Content
    suppliers: pl.Series
    said: Likes[tuple[Problem, ...]]
    numbers: Index

    @classmethod
    def joined(cls, parts: Sequence["Block"]) -> "Block":
        """Blocks of the same tests as one."""
        rows, numbers = (np.concatenate([getattr(part, name) for part in parts]) for name in ("rows", "numbers"))
        names, suppliers = (pl.concat([getattr(part, name) for part in parts]) for name in ("names", "suppliers"))
        tests = zip(*(part.tests for part in parts), strict=True)
        return cls(
            rows, names, Likes.joined([part.judged for part in parts]), tuple(map(Tested.joined, tests)),
            Content.joined([part.content for part in parts]), suppliers, Likes.joined([part.said for part in parts]),
            numbers,
        )  # fmt: skip

    def __len__(self) -> int:
        """How many goods."""
        return len(self.rows)

    @cached_property
    def verdict(self) -> Ints:
        """The outcome of each good: the least of those of its tests."""
        statuses = (np.where(test.status == NOT_BOUND, Outcome.PASS, test.status) for test in self.tests)
        least: Ints = np.minimum.reduce(list(statuses))
        return least

    @cached_property
    def verdicts(self) -> Likes[str]:
        """The same in the words of the result table."""
        return Likes([outcome.verdict for outcome in Outcome], self.verdict.astype(np.int64))

    def group(self, name: str) -> Likes[str]:
        """A fact of GROUPS; "" where it is not stated."""
        return self.judged.map(lambda item: getattr(item.case.good, name) or "")

    def frame(self) -> pl.DataFrame:
        """The rows of the result table, whose columns are written side by side."""
        found: dict[str, pl.Expr] = {
            "good_id": pl.lit(self.names), "hs": written(self.judged.map(lambda item: dotted(item.case.good.hs))),
            "kind": written(self.judged.map(lambda item: item.kind)), "verdict": written(self.verdicts),
        }  # fmt: skip
        by_rule = {test.rule: test.cells() for test in self.tests}
        found |= {
            f"{rule}_{name}": by_rule[rule][name] for rule in RULES if rule in by_rule for name in FIGURES
        }  # fmt: skip
        found |= {name: written(self.group(name)) for name in GROUPS}
        shown = {name: found.get(name, _BLANK) for name in columns()}
        once = {str(id(column)): column for column in shown.values()}  # those that are the same are held once
        made = pl.select([column.alias(key) for key, column in once.items()])
        return pl.DataFrame([made[str(id(column))].alias(name) for name, column in shown.items()])

    def problems(self) -> Iterator[tuple[int, str, Problem]]:
        """What was said of goods: the place of each among all, its name, and what was said."""
        spoken = self.said.column(bool, bool)
        for row in np.flatnonzero(spoken).tolist():
            for problem in self._said(row):
                yield int(self.rows[row]), str(self.names[row]), problem

    def _said(self, row: int) -> tuple[Problem, ...]:
        return tuple(replace(problem, row=int(self.numbers[row])) for problem in self.said[row])

    def goods(self) -> Iterator[tuple[int, Scored]]:
        """Each good as an object, with its place among all."""
        shared = self.judged.map(lambda item: shared_case(item.case))
        for row, name in enumerate(self.names.to_list()):
            inputs = self.content.inputs(row)
            found = (test.settled(row, inputs if test.rule == "rvc" else {}) for test in self.tests)
            case, supplier = shared[row], self.suppliers[row]
            if supplier is not None:
                case = replace(case, good=replace(case.good, supplier=supplier))
            yield int(self.rows[row]), Scored(
                name, self.verdicts[row], self.judged[row].kind, case,
                tuple(item for item in found if item is not None), warnings=self._said(row),
            )  # fmt: skip


def shared_case(case: Case) -> Case:
    """What goods share with one that is like them: its facts, without name and amounts."""
    return Case(case.schema_, replace(case.good, id=""), elections=case.elections)


def written(texts: Likes[str]) -> pl.Expr:
    """Texts of which many are the same, as a column."""
    if not any(texts.kinds):
        return _BLANK
    return pl.lit(pl.Series(texts.kinds, dtype=pl.String)).gather(pl.lit(pl.Series(texts.of)))


def digits(figures: Ints) -> pl.Expr:
    """Millionths in digits, as `in_digits` writes them; "" for what there is not."""
    there = figures != NOTHING
    if not there.any():
        return _BLANK
    amounts = pl.lit(pl.Series(np.where(there, figures, 0))).cast(pl.Decimal(scale=0)) * pl.lit(LAST_PLACE)
    text = amounts.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    return pl.when(pl.lit(pl.Series(there))).then(text).otherwise(pl.lit(""))


def _in_digits(figure: int) -> str:
    return "" if figure == NOTHING else in_digits(figure)
