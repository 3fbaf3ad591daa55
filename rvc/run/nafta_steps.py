"""How VNM comes about under NAFTA, as steps: what each line counts for, by which section, down to what is in it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from rvc.base.outcome import Outcome
from rvc.base.ratio import plain
from rvc.base.span import Span
from rvc.rules import heavy_duty, tracing
from rvc.run.figures import amount, points
from rvc.run.nafta_evaluation import BY_STATUS, SCHEDULE_V, TRACED, Line, NaftaEvaluation, required_of

_WHOLE = {
    TRACED: ("vnm_traced", ("NAFTA 9(1)",)),
    SCHEDULE_V: ("vnm_schedule_v", ("NAFTA 10(1)",)),
    BY_STATUS: ("vnm", ("NAFTA 6(4)", "NAFTA 7(1)")),
}
_LINE: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    TRACED: {
        "listed": ("traced.listed", ("NAFTA 9(2)(a)-(d)", "NAFTA Schedule IV")),
        "perhaps_listed": ("traced.perhaps_listed", ("NAFTA 8", "NAFTA Schedule IV")),
        "stated": ("traced.stated", ("NAFTA 9(2)(c)-(e)", "NAFTA 9(2)(h)")),
        "stated_twice": ("traced.stated_twice", ("NAFTA 9(2)(c)-(f)",)),
        "by_rvc": ("traced.by_rvc", ("NAFTA 9(2)(f)",)),
        "by_required": ("traced.by_required", ("NAFTA 9(2)(g)", "NAFTA 13(1)")),
        "perhaps_by_value": ("traced.perhaps_by_value", ("NAFTA 9(1)", "NAFTA 9(2)(f)-(g)")),
        "within": ("traced.within", ("NAFTA 9(1)",)),
        "unsaid": ("traced.unsaid", ("NAFTA 9(2)(i)",)),
        "anywhere": ("nafta_anywhere", ("NAFTA 8",)),
    },
    SCHEDULE_V: {
        "imported": ("schedule_v.imported", ("NAFTA 10(1)(c)", "NAFTA 10(1)(f)")),
        "anywhere": ("nafta_anywhere", ("NAFTA 10(1)",)),
        "self_produced": ("schedule_v.self_produced", ("NAFTA 6(5)(a)", "NAFTA 10(1)(a)(iii)")),
        "component": ("schedule_v.component", ("NAFTA 10(1)(d)",)),
        "chosen": ("schedule_v.chosen", ("NAFTA 10(1)(b)", "NAFTA 10(1)(e)")),
        "by_value": ("schedule_v.by_value", ("NAFTA 10(1)(f)",)),
        "perhaps_designated": ("nafta_perhaps_designated", ("NAFTA 7(4)", "NAFTA 10(9)(a)")),
        "unknown_status": ("schedule_v.unknown_status", ("NAFTA 10(1)",)),
        "unknown_kind": ("schedule_v.unknown_kind", ("NAFTA Schedule V",)),
    },
    BY_STATUS: {
        "foreign": ("foreign", ("NAFTA 7(1)",)),
        "open_line": ("schedule_v.unknown_status", ("NAFTA 7(1)",)),
        "anywhere": ("nafta_anywhere", ("NAFTA 7(1)",)),
        "self_produced": ("schedule_v.self_produced", ("NAFTA 6(5)(a)",)),
        "perhaps_designated": ("nafta_perhaps_designated", ("NAFTA 6(4)(b)", "NAFTA 6(5)(a)")),
    },
}
_NOTHING = ("left_out", "not_listed", "originating")
_COUNTED = (
    ("not_listed", "traced.not_listed", ("NAFTA 9(9)(b)",)),
    ("originating", "schedule_v.originating", ("NAFTA 6(4)",)),
)
_OPENED = ("within", "anywhere", "self_produced", "perhaps_designated")
_CHOICES = {
    "component": {
        "value": "NAFTA 10(1)(d)(iv)", "sum": "NAFTA 10(1)(d)(i)", "by_rvc": "NAFTA 10(1)(d)(ii)",
        "by_required": "NAFTA 10(1)(d)(iii)",
    },
    "chosen": {"value": "NAFTA 10(1)(b)(i), (e)(ii)", "sum": "NAFTA 10(1)(b)(ii), (e)(i)"},
}  # fmt: skip


def _formula(told: Line, name: str, params: Mapping[str, str]) -> str:
    """How a choice is put: a formula may hang on what is not said, or on a requirement that is not at hand."""
    if name not in ("by_rvc", "by_required"):
        return name
    if told.marks.by_value[0] != Outcome.PASS:
        return "perhaps_by_value"
    return name if "percent" in params else "requirement_unknown"


@dataclass(frozen=True)
class Told:
    """A step: its code and parameters, the line that it is of, its sections, and the steps that it rests on."""

    code: str
    params: dict[str, str]
    line: int | None = None
    citations: tuple[str, ...] = ()
    steps: tuple["Told", ...] = ()


def vnm(found: NaftaEvaluation, row: int) -> Told:
    """The VNM of a good, line by line (NAFTA 6, 7, 9, 10)."""
    code, cites = _WHOLE[found.by[row]]
    return Told(code, {}, citations=cites, steps=tuple(_Steps(found, row).under(row)))


class _Steps:
    """The steps of one good."""

    def __init__(self, found: NaftaEvaluation, row: int) -> None:
        self._found, self._nodes, self._by = found, found.nodes, found.by[row]
        self._counted = found.panel.rolled.ledgers.whole("counted")
        self._items = {item.id: item for item in found.judged[row].case.materials}

    def under(self, above: int) -> Iterator[Told]:
        """The lines under a node, largest first; of those that add nothing by their kind, how many there are."""
        nothing: Counter[str] = Counter()
        for line, told in self._ordered(above):
            way = told.way(self._by)
            if way in _NOTHING:
                nothing[way] += 1
                continue
            params = self._statement(line, told, way) | self._value(self._counted.take(np.array([line])))
            code, cites = _LINE[self._by][way]
            yield Told(code, params, line, cites, tuple(self._inside(line, told, way)))
        for way, code, cites in _COUNTED:
            if nothing[way]:
                yield Told(code, {"count": str(nothing[way])}, citations=cites)

    def _inside(self, line: int, told: Line, way: str) -> Iterator[Told]:
        if way in _CHOICES:
            yield from self._choices(line, told, way)
        elif way in _OPENED and told.listed:
            yield from self.under(line)

    def _choices(self, line: int, told: Line, way: str) -> Iterator[Told]:
        """What the producer may count of a line; of the sum, what is in it."""
        if way == "component":
            choices = heavy_duty.of_component(told.rows, told.marks, told.worth, told.inside.components)
        else:
            choices = heavy_duty.of_non_originating(told.rows, told.worth, told.inside.vnm_net_cost)
        for name, (may, counts) in choices.items():
            if may[0]:
                cite = _CHOICES[way][name]
                inside = self._adding(line) if way == "component" else self.under(line)
                steps = tuple(inside) if name == "sum" and told.listed else ()
                params = self._statement(line, told, name) | self._value(counts)
                yield Told(f"choice.{_formula(told, name, params)}", params, None, (cite,), steps)

    def _adding(self, above: int) -> Iterator[Told]:
        """The lines under an originating component that add to its sum: components, listed materials, their holders."""
        for line, told in self._ordered(above):
            adds = told.adds
            if adds.most[0] or adds.endless(0):
                whole = told.listed and bool((adds.rows == told.inside.components.rows).all())
                steps = tuple(self._adding(line)) if whole else ()
                yield Told("schedule_v.adds", self._value(adds), line, ("NAFTA 10(1)(d)(i)",), steps)

    def _ordered(self, above: int) -> Iterator[tuple[int, Line]]:
        lines = self._nodes.children.get(above, [])
        for line in sorted(lines, key=lambda line: (-int(self._counted.most[line]), line)):
            yield line, self._found.line(line)

    def _value(self, counts: Span) -> dict[str, str]:
        return {"value": amount(counts, 0, self._nodes.scale)}

    def _statement(self, line: int, told: Line, way: str) -> dict[str, str]:
        """The figures of a formula that rests on a supplier's statement."""
        if way not in ("by_rvc", "by_required", "stated_twice"):
            return {}
        item = self._items[self._nodes.ids[line]]
        params = {"worth": amount(told.worth, 0, self._nodes.scale)}
        if way == "by_required":
            asked = required_of(self._found.law, item, light=self._by == TRACED)
            return params if asked is None else params | {"percent": points(asked)}
        if way == "stated_twice":
            params["stated"] = amount(tracing.stated(told.rows, told.inside.vnm_net_cost), 0, self._nodes.scale)
        rvc = item.nafta.rvc if item.nafta is not None else None
        return params if rvc is None else params | {"percent": plain(rvc)}
