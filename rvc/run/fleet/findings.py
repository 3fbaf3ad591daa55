"""The findings of many goods as columns: one good of each sort is put in words, the figures of all are computed.

Goods are of one sort if nothing but amounts tells them apart, and every comparison of amounts comes out alike. What is
open in a good with lines is named by its lines, so that such a good is left open here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
from rvc.run.product_findings import Measure, measure_of, product_findings
from rvc.run.report import Finding
from rvc.run.stated import as_stated
from rvc.run.vehicle_findings import territory

_RULES = ("territory", "tariff_change", "rvc")
_STATUS = {"fail": Outcome.FAIL, "undetermined": Outcome.UNDETERMINED, "pass": Outcome.PASS}
_OUTCOMES = 3


@dataclass(frozen=True)
class Told:
    """What every test found of goods, as columns; what stands in a row that is `open` is not all of it."""

    tests: tuple[Tested, ...]
    content: Content
    open: Flags


def told(found: Evaluation, goods: Alike) -> Told:
    """The findings of goods, in the order of the contract."""
    sort, sorts = _sorts(found)
    whole, out, known = _measured(found, sort, sorts)
    is_open = np.array([each.open for each in sorts], dtype=bool)[sort]
    tests = []
    for rule in _RULES:
        figures = (whole, out) if rule == "rvc" else None
        test, doubtful = _tested(rule, sort, sorts, figures)
        tests.append(test)
        is_open |= doubtful
    for test, doubtful in (
        core_parts(found),
        *(metal(found, goods, name) for name in ("steel", "aluminum")),
        labor_value(found, goods),
    ):
        tests.append(test)
        is_open |= doubtful
    names = Likes([each.measure.name if each.measure else "" for each in sorts], sort)
    return Told(tuple(tests), Content(names, whole.most, out.most, known, found.nodes.scale), is_open)


@dataclass(frozen=True)
class _Sort:
    """A sort of goods: what its findings say, what its value content is measured by; `open`: that is not all."""

    findings: Mapping[str, Finding]
    measure: Measure | None
    open: bool


def _sorts(found: Evaluation) -> tuple[Index, list[_Sort]]:
    """The sort of each good, and every sort."""
    by_position = found.judged.column(lambda item: item.case.elections.rollup == "us_position", bool)
    sort, sorts = np.zeros(len(found.judged), dtype=np.int64), list[_Sort]()
    for root, rows in ((found.panel, np.flatnonzero(~by_position)), (found.us_position, np.flatnonzero(by_position))):
        key, first = combined(_outcomes(found, root, rows), _bounds(root, rows), len(rows))
        sort[rows] = key + len(sorts)
        sorts += [_sort(found, root, row) for row in rows[first].tolist()]
    return sort, sorts


def _outcomes(found: Evaluation, root: Root, rows: Index) -> list[Index]:
    """What each good is, and what each of its trials came to, as codes."""
    trials = root.trials
    code = np.zeros(len(trials.node), dtype=np.int64)
    for column in (
        trials.outcome, trials.tariff_change, trials.saved, trials.rvc, trials.by_method, trials.net_cost,
        trials.transaction_value, trials.open_rvc,
    ):  # fmt: skip
        code = code * _OUTCOMES + column
    count = np.bincount(trials.node, minlength=len(found.judged))
    first = (np.cumsum(count) - count)[rows]
    displaced = {item: number for number, item in enumerate(dict.fromkeys(found.displaced.kinds))}
    codes = [found.judged.of[rows], found.displaced.column(lambda item: displaced[item], np.int64)[rows]]
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
    taken = [span.take(rows) for span in spans]
    return [flags for span in taken for flags in (span.known, np.asarray(span.least == span.most, dtype=bool))]


def _sort(found: Evaluation, root: Root, row: int) -> _Sort:
    """One good in words, for all of its sort."""
    product = product_findings(found, root, row, alternatives=False)
    judged, claim = found.judged[row], int(found.nodes.claim[row])
    listed = as_stated([territory(found, row), *product.findings], claim)
    findings: dict[str, Finding] = {finding.rule: finding for finding in listed}
    measure = None if product.trial is None else measure_of(found, root, row, product.trial)
    by_lines = bool(found.nodes.opened[row]) and (
        product.trial is None or any(finding.status == "undetermined" for finding in listed)
    )
    is_open = by_lines or len(findings) < len(listed) or (measure is None) != ("rvc" not in findings)
    is_open |= not findings.keys() <= set(_RULES) or (judged.covered and claim != NOT_STATED)
    is_open |= measure is not None and measure.required is not None and _millionths(measure.required) is None
    return _Sort(findings, measure, is_open)


def _millionths(required: Fraction) -> int | None:
    """Percentage points in millionths, if they are whole."""
    amount = required * 10**PLACES
    return int(amount) if amount.denominator == 1 else None


def _measured(found: Evaluation, sort: Index, sorts: Sequence[_Sort]) -> tuple[Span, Span, Flags]:
    """Of each good what its value content is a share of, what is taken out of it, and whether both are known."""
    like = found.panel.bases.net_cost
    whole, out = Span.unknown(like), Span.unknown(like)
    spans = {(id(each.measure.whole), id(each.measure.out)): each.measure for each in sorts if each.measure}
    for key, measure in spans.items():
        of_sort = [each.measure is not None and (id(each.measure.whole), id(each.measure.out)) == key for each in sorts]
        mine = np.array(of_sort, dtype=bool)[sort]
        whole, out = measure.whole.where(mine, whole), measure.out.where(mine, out)
    return whole, out, whole.known & out.known & np.asarray(whole.least == whole.most, dtype=bool)


def _tested(
    rule: str, sort: Index, sorts: Sequence[_Sort], figures: tuple[Span, Span] | None
) -> tuple[Tested, Flags]:  # fmt: skip
    """One test as columns, and the goods of which a figure does not fit."""
    found = [each.findings.get(rule) for each in sorts]
    status = np.array([NOT_BOUND if item is None else _STATUS[item.status] for item in found], dtype=np.int8)[sort]
    method = Likes([(item and item.method) or "" for item in found], sort)
    missing = Likes([() if item is None else tuple(item.settled_by()) for item in found], sort)
    none = np.full(len(sort), NOTHING)
    if figures is None:
        test = Tested(rule, status, Likes([NOTHING], np.zeros(len(sort), dtype=np.int64)), none, none, method, missing)
        return test, np.zeros(len(sort), dtype=bool)
    asked = [_NOT_ASKED if each.measure is None else _asked(each.measure) for each in sorts]
    limit = np.array([points for points, _ in asked], dtype=np.int64)[sort]
    exceeds = np.array([more_than for _, more_than in asked], dtype=bool)[sort]
    whole, out = figures
    bound = status != NOT_BOUND
    worst, fits = shares(whole.least - out.most, whole.least, bound & out.known & (whole.least > 0), limit, exceeds)
    best, fit = shares(whole.most - out.least, whole.most, bound & whole.known & (whole.most > 0), limit, exceeds)
    required = Likes([NOTHING if points < 0 else points for points, _ in asked], sort)
    return Tested(rule, status, required, worst, best, method, missing), ~(fits & fit)


_NOT_ASKED = (-1, False)


def _asked(measure: Measure) -> tuple[int, bool]:
    """What is required in millionths, below zero where nothing is, and whether it has to be exceeded."""
    points = None if measure.required is None else _millionths(measure.required)
    return (-1, False) if points is None else (points, measure.more_than)
