"""`python -m tests.bench.tariff_change`: tariff change on a million part lines, beside another resolver.

The other resolver is the `originshift` package, if it is installed, on the same pairs of codes. It answers another
rule set (19 CFR 102.20), so only lines a second are compared, not answers.
"""

from importlib import import_module, util
from itertools import cycle, islice
from statistics import median
from time import perf_counter

import numpy as np

from rvc.base.span import Span
from rvc.law.load import load_law
from rvc.lines.nodes import Nodes
from rvc.rules.tariff_change import Materials, TariffChange

GOODS, LINES = 10_000, 100
GOOD_CODES = ("870830", "870840", "870850", "870870", "870880", "870894", "840991", "848310", "851220", "854430")
LINE_CODES = (
    "731815", "870899", "848210", "720851", "854430", "392690", "401693", "732690", "853669", "760612",
    "840991", "848320", "851290", "853710", "903289", "740811", "681320", "700721", "870840", "850110",
)  # fmt: skip
RUNS = 5
THEIRS = 20  # goods put to the other resolver, each with all its lines


def parts() -> Nodes:
    """Goods with lines straight under them, all non-originating."""
    rows = GOODS * (LINES + 1)
    codes = (*GOOD_CODES, *LINE_CODES)
    good = np.concatenate((np.arange(GOODS), np.repeat(np.arange(GOODS), LINES)))
    mine = np.arange(GOODS) % len(GOOD_CODES)
    line = len(GOOD_CODES) + np.arange(GOODS * LINES) * 7 % len(LINE_CODES)
    is_line = np.arange(rows) >= GOODS
    no, blank = np.zeros(rows, dtype=bool), np.full(rows, "", dtype=object)
    return Nodes(
        goods=GOODS, scale=2, good=good, parent=np.where(is_line, good, -1), depth=is_line.astype(np.int64),
        ids=("",) * rows, kinds_of_good=tuple((code, "") for code in codes), code=np.concatenate((mine, line)),
        origin=np.zeros(rows, dtype=np.int8), claim=np.zeros(rows, dtype=np.int8), stated=is_line,
        change_met=np.ones(rows, dtype=np.int8), opened=~is_line, in_house=no, designated=no,
        accumulated=np.zeros(rows, dtype=np.int8), by_vnm=np.zeros(rows, dtype=np.int8),
        role=is_line.astype(np.int8), core=blank, component=blank, amounts={},
        nothing=Span.exact(np.ones(rows, dtype=np.int64)),
    )  # fmt: skip


def ours() -> float:
    """Lines a second, from columns to an outcome a good."""
    nodes, law = parts(), load_law()
    rules = [law.rule(code) for code in GOOD_CODES]
    changes = tuple(
        next(item.change for item in rule.alternatives if not item.change.none_required) for rule in rules if rule
    )
    owners = np.arange(GOODS)
    which, status = owners % len(changes), np.zeros(len(nodes), dtype=np.int8)
    seconds = []
    for _ in range(RUNS):
        start = perf_counter()
        TariffChange(nodes, Materials.of(nodes)).judge(owners, changes, which, status, nodes.nothing)
        seconds.append(perf_counter() - start)
    return GOODS * LINES / median(seconds)


def theirs() -> float:
    """Lines a second of the other resolver, all the lines of a good in one call, its rules loaded before."""
    resolve, corpus = import_module("originshift").resolve, import_module("originshift.corpus").Corpus.load()
    dotted = [f"{code[:4]}.{code[4:]}" for code in LINE_CODES]
    goods = [f"{code[:4]}.{code[4:]}" for code in islice(cycle(GOOD_CODES), THEIRS)]
    resolve(good=goods[0], inputs=dotted, country="MX", corpus=corpus)
    start = perf_counter()
    for good in goods:
        resolve(good=good, inputs=list(islice(cycle(dotted), LINES)), country="MX", corpus=corpus)
    return THEIRS * LINES / (perf_counter() - start)


def main() -> None:
    """Measure both in one run."""
    mine = ours()
    print(f"tariff change, {GOODS * LINES:,} lines: {mine:,.0f} lines a second")
    if util.find_spec("originshift") is None:
        print("originshift is not installed: no ratio (aim: at least 1,000)")
        return
    other = theirs()
    print(f"originshift, the same pairs: {other:,.0f} lines a second; ratio {mine / other:,.0f} (aim: at least 1,000)")


if __name__ == "__main__":
    main()
