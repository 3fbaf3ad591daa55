"""Core parts under each method: of all materials or of components only (UR 14(7), 14(10))."""

from collections.abc import Iterator
from fractions import Fraction

from rvc.base.decimals import money
from rvc.base.outcome import Outcome
from rvc.rules.core_parts import CATEGORIES, METHODS
from rvc.run.evaluate import Evaluation
from rvc.run.figures import Measured, content
from rvc.run.report import CorePartMethod


def by_method(found: Evaluation, row: int) -> Iterator[CorePartMethod]:
    """Each core part of a good by itself, then all as a super-core; not where nothing is known."""
    mine = found.core_lines.of_good(row).tolist()
    alone = [(place, name) for place in mine for name in METHODS if not _together(name)]
    together = [(place, name) for place in mine[:1] for name in METHODS if _together(name)]
    for place, name in [*alone, *together]:
        shown = measured_by(found, place, name)
        if shown.actual is not None or found.core.by_method[name].vnm.least[place] > 0:
            yield _row(found, place, name, shown)


def _together(method: str) -> bool:
    """Whether a method is of all core parts of a good."""
    return method.startswith("super_core")


def _row(found: Evaluation, place: int, method: str, shown: Measured) -> CorePartMethod:
    lines, figures = found.core_lines, found.core.by_method[method]
    return CorePartMethod(
        id=None if _together(method) else found.nodes.ids[int(lines.line[place])],
        category=None if _together(method) else CATEGORIES[lines.category[place]],
        method=method,
        elected=bool(figures.allowed[place]),
        status=Outcome(int(figures.outcome[place])).status,
        net_cost=amount(found, place, method, "net_cost"),
        vnm=amount(found, place, method, "vnm"),
        actual=shown.actual,
        actual_best=shown.actual_best,
        required=shown.required,
    )


def measured_by(found: Evaluation, place: int, name: str) -> Measured:
    """The regional value content of one core part by one method (UR 14(5), 14(12))."""
    figures, good = found.core.by_method[name], int(found.core_lines.good[place])
    averaging = found.judged[good].case.elections.core_parts_averaging
    exceeds = averaging == ("super_core" if _together(name) else "category")
    required = Fraction(int(found.core.required.hard[good]), 100)
    return content(figures.net_cost, figures.vnm, place, required, more_than=exceeds)


def amount(found: Evaluation, place: int, method: str, name: str) -> str | None:
    """The net cost or the VNM of one core part by one method, at most; None without limit."""
    span = getattr(found.core.by_method[method], name)
    return None if span.endless(place) else money(int(span.most[place]), found.nodes.scale)
