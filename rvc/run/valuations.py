"""Valuations in a report: what a value lacks, which prices do not count, and each value step by step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rvc.base.messages import text
from rvc.lines.case import Case, GoodValuation, Statement, Valuation
from rvc.lines.statements import FIGURES, of_one_unit
from rvc.lines.valuation import Valued, lacking, of_good, of_material, refusals, total
from rvc.run.report import Note
from rvc.run.words import note


@dataclass(frozen=True)
class Told:
    """One step of a valuation: a code of the derivation with its parameters, its provision, and the key it rests on."""

    code: str
    params: dict[str, str]
    cite: str
    name: str


def missing_of_line(block: Valuation | None) -> str:
    """The field that a line of unknown value lacks."""
    return "line_value" if block is None else f"valuation.{lacking(block)}"


def missing_of_price(case: Case) -> list[str]:
    """The field that a transaction value lacks; none where there is no transaction value."""
    block = case.value.valuation if case.value is not None else None
    if block is None:
        return ["value.transaction_value"]
    return [f"value.valuation.{name}" for name in (lacking(block),) if name]


def notes(case: Case) -> Iterator[Note]:
    """Which prices stated do not count, and by what."""
    own = case.value.valuation if case.value is not None else None
    if own is not None and refusals(own):
        yield note("price.not_acceptable", *_cites(own), names=_names(own))
    refused = [(item.id, item.valuation) for item in case.materials if item.valuation and refusals(item.valuation)]
    for found, code in ((True, "valuation.found_otherwise"), (False, "valuation.not_found")):
        lines = [(name, block) for name, block in refused if bool(of_material(block)) is found]
        if lines:
            cites = dict.fromkeys(cite for _, block in lines for cite in _cites(block))
            yield note(code, "UR 8(4)", *cites, lines=", ".join(name for name, _ in lines))


def steps_of(block: Valuation | GoodValuation | None) -> Iterator[Told]:
    """A value as it is built: its sum, and each figure added or taken out; or why there is none."""
    if block is None:
        return
    steps = of_good(block) if isinstance(block, GoodValuation) else of_material(block)
    worth = total(steps)
    if refusals(block):
        yield Told("price_refused", {"names": _names(block)}, ", ".join(_cites(block)), "unacceptable")
    if worth is None:
        return
    code = "valued_good" if isinstance(block, GoodValuation) else "valued"
    yield Told(code, {"value": f"{worth:f}", "sum": _sum(steps)}, "", "")
    for step in steps:
        code = "valued_less" if step.amount < 0 else "valued_plus"
        params = {"name": text(f"explain.valuation.{step.name}"), "value": f"{abs(step.amount):f}"}
        if step.over is not None:
            code, whole = "valued_share", getattr(block, step.name)
            params |= {"whole": f"{whole:f}", "units": f"{step.over:f}"}
        yield Told(code, params, step.cite, step.name)


def stated_by(statement: Statement, *, by_price: bool) -> Iterator[Told]:
    """What a supplier states of one unit, where it serves the method; of an average with its units (UR 9(2)-(5))."""
    alone = statement.net_cost is None and statement.amount is None
    if alone is not by_price:
        return
    single, averaged = ("UR 9(3)", "UR 9(5)") if alone else ("UR 9(2)(a)", "UR 9(4)(a)")
    if statement.amount is not None:
        single, averaged = "UR 9(2)(b)", "UR 9(4)(b)"
    cite = single if statement.units is None else averaged
    for name in FIGURES:
        figure, one = getattr(statement, name), of_one_unit(statement, name)
        if figure is None or one is None:
            continue
        params = {"name": text(f"explain.statement.{name}"), "value": f"{one:f}"}
        if statement.units is None:
            yield Told("stated", params, cite, name)
        else:
            yield Told("valued_share", {**params, "whole": f"{figure:f}", "units": f"{statement.units:f}"}, cite, name)


def _sum(steps: Iterable[Valued]) -> str:
    """12 + 0.5 - 0.25."""
    return " ".join(f"{'-' if step.amount < 0 else '+'} {abs(step.amount):f}" for step in steps).removeprefix("+ ")


def _names(block: Valuation | GoodValuation) -> str:
    return ", ".join(text(f"explain.circumstance.{item.name}") for item in refusals(block))


def _cites(block: Valuation | GoodValuation) -> list[str]:
    of_good = isinstance(block, GoodValuation)
    return [item.of_good if of_good else item.of_material for item in refusals(block)]
