"""What a summary counts in goods that are columns: how many of each sort, nearest misses, whose answers are awaited."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np
import polars as pl

from rvc.base.decimals import PLACES, in_digits
from rvc.base.outcome import Outcome
from rvc.base.span import Index, Ints
from rvc.run.block import NOT_BOUND, NOTHING, Block, Tested
from rvc.run.score import GROUPS

_HUNDRED = 100 * 10**PLACES  # percent, in millionths
_MOST = np.iinfo(np.int64).max // (_HUNDRED * 10**3)  # of an amount, so that what is done with it here fits 64 bits


def sorts(block: Block) -> Iterator[tuple[tuple[str, ...], str, str, dict[str, str], int]]:
    """Goods that a summary does not tell apart: their groups, kind, verdict, result by test, and how many there are."""
    facts = [block.judged.map(lambda item: item.kind), *(block.group(name) for name in GROUPS)]
    codes = {f"fact{place}": pl.Series(fact.of) for place, fact in enumerate(facts)}
    codes |= {test.rule: pl.Series(test.status) for test in block.tests}
    names = [*codes]
    counted = pl.DataFrame({**codes, "verdict": block.verdict}).group_by(*names, "verdict").len()
    for *row, verdict, count in counted.iter_rows():
        told = dict(zip(names, row, strict=True))
        kind, *groups = (fact.kinds[told[f"fact{place}"]] for place, fact in enumerate(facts))
        statuses: dict[str, str] = {
            test.rule: Outcome(told[test.rule]).status for test in block.tests if told[test.rule] != NOT_BOUND
        }  # fmt: skip
        yield tuple(groups), kind, Outcome(verdict).verdict, statuses, count


def reached(block: Block, marks: Sequence[Decimal]) -> tuple[int, Counter[Decimal]]:
    """How many goods have a regional value content in figures, and how many of these reach each mark."""
    at = np.flatnonzero(block.content.known)
    whole, out = _amounts(block, at)
    found: Counter[Decimal] = Counter()
    for mark in marks:
        points = int(mark.scaleb(PLACES))
        found[mark] = int(np.count_nonzero(_HUNDRED * (whole - out) >= points * whole))
    return len(at), found


def misses(block: Block, most: int) -> Iterator[tuple[str, str, str, int, Decimal, str]]:
    """Goods whose content fails by the least VNM: name, method, actual, required in millionths, excess, currency."""
    test = next((test for test in block.tests if test.rule == "rvc"), None)
    if test is None:
        return
    at = np.flatnonzero(block.content.known & (test.status == Outcome.FAIL))
    if not len(at):
        return
    excess = _excess(block, test, at)
    least = np.sort(excess)[:most][-1]  # those alike are told apart by name
    for place in np.flatnonzero(excess <= least).tolist():
        row = int(at[place])
        actual = "" if test.actual[row] == NOTHING else in_digits(int(test.actual[row]))
        currency = block.judged[row].case.good.currency or ""
        cents = Decimal(int(excess[place])).scaleb(-2)
        yield str(block.names[row]), test.method[row], actual, test.required[row], cents, currency


def _excess(block: Block, test: Tested, at: Index) -> Ints:
    """By how many cents, rounded up, the VNM lies above the most that the requirement allows."""
    whole, out = _amounts(block, at)
    asked = np.where(test.asked[at] == NOTHING, 0, test.asked[at])
    above = _HUNDRED * out - whole * (_HUNDRED - asked)  # in units of the scale, times _HUNDRED
    per_cent = _HUNDRED * 10**block.content.scale // 100
    found: Ints = -(-above // per_cent)
    return found


def _amounts(block: Block, at: Index) -> tuple[Ints, Ints]:
    """What the content of some goods is a share of, and what is taken out of it."""
    whole, out = block.content.whole[at], block.content.out[at]
    if max(whole.max(initial=0), out.max(initial=0)) > _MOST:
        return whole.astype(object), out.astype(object)
    return whole, out


def waits(block: Block) -> Counter[str]:
    """How many goods of each supplier are open, and would be settled by a fact that is no line's."""
    lacking = np.zeros(len(block), dtype=bool)
    for test in block.tests:
        lacking |= (test.status == Outcome.UNDETERMINED) & test.missing.column(bool, bool)
    named = block.suppliers.filter(pl.Series(lacking)).drop_nulls()
    return Counter(dict(named.value_counts().iter_rows()))
