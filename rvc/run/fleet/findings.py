"""The findings of many goods as columns: one good of each sort is put in words, the figures of all are computed.

Goods are of one sort if nothing but amounts tells them apart, and every comparison of amounts comes out alike. What is
open in a good with lines is named by its lines, so that such a good is left open here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

import numpy as np

from rvc.base.decimals import PLACES
from rvc.base.likes import Likes, combined
from rvc.base.outcome import Outcome
from rvc.base.span import Flags, Index, Span
from rvc.lines.nodes import NOT_STATED
from rvc.run.block import NOT_BOUND, NOTHING, Content, Tested
from rvc.run.evaluate import Evaluation, Root
from rvc.run.fleet.core import core_parts
from rvc.run.fleet.shares import shares
from rvc.run.fleet.sums import Alike, labor_value, metal
from rvc.run.product_findings import measure_of, product_findings
from rvc.run.report import Finding
from rvc.run.requirement import Displaced
from rvc.run.stated import as_stated
from rvc.run.vehicle_findings import territory

_RULES = ("territory", "tariff_change", "rvc")
_STATUS = {"fail": Outcome.FAIL, "undetermined": Outcome.UNDETERMINED, "pass": Outcome.PASS}
_OUTCOMES = 3
_MAKING = Lock()


@dataclass(frozen=True)
class Sort:
    """A sort of goods: what its findings say; `open`: that is not all there is to say of such goods.

    `name` is what its value content is measured by, "" where it has none; `required` in millionths of a percentage
    point, below zero where nothing is; `exceeds`: it has to be exceeded.
    """

    findings: Mapping[str, Finding]
    open: bool
    name: str = ""
    required: int = -1
    exceeds: bool = False


Sorts = dict[tuple[tuple[int, ...], Displaced], Sort]
"""Sorts by what makes them."""


@dataclass(frozen=True)
class Told:
    """What every test found of goods, as columns; what stands in a row that is `open` is not all of it."""

    tests: tuple[Tested, ...]
    content: Content
    open: Flags


def told(found: Evaluation, goods: Alike, known: Sorts) -> Told:
    """The findings of goods, in the order of the contract.

    Args:
        found: what was found of them.
        goods: the goods.
        known: the sorts met so far in evaluations of goods of the same kinds; further ones are added.
    """
    sorts = sorts_of(found, known)
    whole, out = _measured(found, sorts)
    answers = in_figures(sorts, whole, out, found.nodes.scale)
    tests, is_open = list(answers.tests), answers.open
    for test, doubtful in _of_vehicles(found, goods):
        tests.append(test)
        is_open |= doubtful
    return Told(tuple(filter(_binds, tests)), answers.content, is_open)


def in_figures(sorts: Likes[Sort], whole: Span, out: Span, scale: int) -> Told:
    """What the tests that bind every good found, each good with its own figures.

    Args:
        sorts: the sort of each good.
        whole: what its value content is a share of; unknown where it has none.
        out: what is taken out of it.
        scale: the decimals of both.
    """
    is_open, tests = sorts.column(lambda each: each.open, bool), list[Tested]()
    for rule in _RULES:
        test, fits = _tested(rule, sorts, (whole, out))
        tests.append(test)
        is_open |= ~fits
    exact = whole.known & out.known & np.asarray(whole.least == whole.most, dtype=bool)
    content = Content(sorts.map(lambda each: each.name), whole.most, out.most, exact, scale)
    return Told(tuple(filter(_binds, tests)), content, is_open)


def _binds(test: Tested) -> bool:
    return bool((test.status != NOT_BOUND).any())


def _of_vehicles(found: Evaluation, goods: Alike) -> Iterator[tuple[Tested, Flags]]:
    """The tests that bind vehicles alone, each with the goods in which it is open, if there are any."""
    if any(item.covered or item.light for item in found.judged.kinds):
        yield core_parts(found)
        yield from (metal(found, goods, name) for name in ("steel", "aluminum"))
        yield labor_value(found, goods)


def sorts_of(found: Evaluation, known: Sorts) -> Likes[Sort]:
    """The sort of each good; those not `known` yet are added there."""
    by_position = found.judged.column(lambda item: item.case.elections.rollup == "us_position", bool)
    sort, sorts = np.zeros(len(found.judged), dtype=np.int64), list[Sort]()
    for root, rows in ((found.panel, np.flatnonzero(~by_position)), (found.us_position, np.flatnonzero(by_position))):
        codes, flags = _outcomes(found, root, rows), _bounds(root, rows)
        key, first = combined(codes, flags, len(rows))
        sort[rows] = key + len(sorts)
        traits = zip(*(column[first].tolist() for column in (*codes, *flags)), strict=True)
        for row, own in zip(rows[first].tolist(), traits, strict=True):
            displaced = found.displaced[row]
            if (own, displaced) not in known:
                with _MAKING:
                    if (own, displaced) not in known:  # by now, from another thread
                        known[own, displaced] = _sort(found, root, row)
            sorts.append(known[own, displaced])
    return Likes(sorts, sort)


def _outcomes(found: Evaluation, root: Root, rows: Index) -> list[Index]:
    """What each good is, and what each of its trials came to, as codes."""
    trials = root.trials
    code = np.zeros(len(trials.node), dtype=np.int32)
    for column in (
        trials.outcome, trials.tariff_change, trials.saved, trials.rvc, trials.by_method, trials.net_cost,
        trials.transaction_value, trials.open_rvc,
    ):  # fmt: skip
        code *= _OUTCOMES
        code += column
    count = np.bincount(trials.node, minlength=len(found.judged))
    first = (np.cumsum(count) - count)[rows]
    numbers: dict[Displaced, int] = {}
    shifted = found.displaced.column(lambda item: numbers.setdefault(item, len(numbers)), np.int64)
    by_position = np.full(len(rows), int(root is not found.panel))
    codes = [found.judged.of[rows], shifted[rows], by_position]
    for place in range(int(count[rows].max(initial=0))):
        has = place < count[rows]
        codes.append(np.where(has, code[np.where(has, first + place, 0)] + 1, 0))
    return codes


def _bounds(root: Root, rows: Index) -> list[Flags]:
    """Whether the figures that goods are measured by are known from above, and exactly."""
    bases = root.bases
    spans = (
        bases.net_cost, bases.transaction_value, bases.total_cost, bases.vnm_net_cost, bases.vnm_transaction_value
    )  # fmt: skip
    taken = spans if len(rows) == len(bases.net_cost) else [span.take(rows) for span in spans]
    return [flags for span in taken for flags in (span.known, np.asarray(span.least == span.most, dtype=bool))]


def _sort(found: Evaluation, root: Root, row: int) -> Sort:
    """One good in words, for all of its sort."""
    product = product_findings(found, root, row, alternatives=False)
    judged, claim = found.judged[row], int(found.nodes.claim[row])
    listed = as_stated([territory(found, row), *product.findings], product.claim)
    findings: dict[str, Finding] = {finding.rule: finding for finding in listed}
    measure = None if product.trial is None else measure_of(found, root, row, product.trial)
    by_lines = bool(found.nodes.opened[row]) and (
        product.trial is None or any(finding.status == "undetermined" for finding in listed)
    )
    is_open = by_lines or len(findings) < len(listed) or not findings.keys() <= set(_RULES)
    is_open |= (measure is None) != ("rvc" not in findings) or (judged.covered and claim != NOT_STATED)
    if measure is None or measure.required is None:
        return Sort(findings, is_open, measure.name if measure else "")
    points = measure.required * 10**PLACES
    fits = points.denominator == 1
    return Sort(findings, is_open or not fits, measure.name, int(points), measure.more_than)


def _measured(found: Evaluation, sorts: Likes[Sort]) -> tuple[Span, Span]:
    """Of each good what its value content is a share of, and what is taken out of it; unknown where it has none."""
    like = found.panel.bases.net_cost
    whole, out = Span.unknown(like), Span.unknown(like)
    names = sorts.map(lambda each: each.name)
    by_position = found.judged.column(lambda item: item.case.elections.rollup == "us_position", bool)
    for root, mine in ((found.panel, ~by_position), (found.us_position, by_position)):
        bases = root.bases
        for name, base, taken in (
            ("net_cost", bases.net_cost, bases.vnm_net_cost),
            ("transaction_value", bases.transaction_value, bases.vnm_transaction_value),
        ):
            rows = mine & names.holds(name)
            whole, out = base.where(rows, whole), taken.where(rows, out)
    return whole, out


def _tested(rule: str, sorts: Likes[Sort], content: tuple[Span, Span]) -> tuple[Tested, Flags]:
    """One test as columns, and the goods whose figures fit 64 bits."""
    found = sorts.map(lambda each: each.findings.get(rule))
    status = found.column(lambda item: NOT_BOUND if item is None else _STATUS[item.status], np.int8)
    method = found.map(lambda item: (item and item.method) or "")
    missing = found.map(lambda item: () if item is None else tuple(item.settled_by()))
    if rule != "rvc":
        nothing, none = Likes([NOTHING], np.zeros(len(sorts), dtype=np.int64)), np.full(len(sorts), NOTHING)
        return Tested(rule, status, nothing, none, none, method, missing), np.ones(len(sorts), dtype=bool)
    limit, exceeds = sorts.column(lambda each: each.required, np.int64), sorts.column(lambda each: each.exceeds, bool)
    required = sorts.map(lambda each: NOTHING if each.required < 0 else each.required)
    (whole, out), bound = content, status != NOT_BOUND
    at_worst, at_best = bound & out.known & (whole.least > 0), bound & whole.known & (whole.most > 0)
    worst, fits = shares(whole.least - out.most, whole.least, at_worst, limit, exceeds)
    best, rows = worst.copy(), np.flatnonzero(~(whole.settled & out.settled))  # a settled share is the same at best
    top, bottom = whole.most[rows] - out.least[rows], whole.most[rows]
    best[rows], fit = shares(top, bottom, at_best[rows], limit[rows], exceeds[rows])
    fits[rows] &= fit
    return Tested(rule, status, required, worst, best, method, missing), fits
