"""Why a good has its verdict, as a tree: each test, each figure with its formula, down to the lines."""

from collections.abc import Callable, Iterator
from datetime import date

from pydantic import Field

from rvc.base.decimals import money
from rvc.base.hs import dotted
from rvc.base.messages import text
from rvc.base.outcome import Outcome, Status, Verdict
from rvc.base.result import Frozen
from rvc.lines.case import GoodValuation, Material, Valuation
from rvc.lines.making import made_outside
from rvc.lines.nodes import NOT_STATED
from rvc.lines.read import Located, ReadCase
from rvc.run import nafta_steps
from rvc.run.evaluate import Evaluation
from rvc.run.figures import amount
from rvc.run.labor_steps import plants
from rvc.run.nafta_evaluation import NaftaEvaluation
from rvc.run.report import Finding, Part
from rvc.run.valuations import stated_by, steps_of
from rvc.run.verdicts import Fleet, Judgment, deciding, judge_all

_BY_PRICE = {"UR 7(2)", "NAFTA 6(2)"}  # what a content by transaction value cites
COSTS = ("other_product", "period", "other")
DEDUCTED = {"freight": "a", "insurance": "a", "packing": "a", "duties": "b", "brokerage": "c", "waste": "d"}
EXCLUDED = ("sales_promotion", "royalties", "shipping_and_packing", "non_allowable_interest")


class Step(Frozen):
    """One step: a sentence by code and parameters, where it comes from, what it rests on.

    `place` is that of the value in the user's file; `status` is null where the step is a figure and no test.
    """

    code: str
    text: str
    params: dict[str, str] = Field(default_factory=dict)
    status: Status | None = None
    citations: list[str] = Field(default_factory=list)
    place: str | None = None
    steps: list["Step"] = Field(default_factory=list)


class Derivation(Step):
    """The whole tree, with the verdict that it ends in."""

    verdict: Verdict

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input."""
        return self.model_dump_json()


def explain(read: ReadCase, place: Located, *, on: date | None = None, regime: str | None = None) -> Derivation:
    """The derivation of one verdict, from the evaluation that gave it.

    Args:
        read: a case as `rvc.lines.read` gives it.
        place: names the place of a path in the file that it was read from.
        on: the day whose rules apply; the good's own date if None.
        regime: "usmca" or "alternative_staging"; the case's own election if None.

    Raises:
        InputError: the case cannot elect the regime.
    """
    return explained(judge_all([read], on=on, regime=regime), place)


def explained(fleet: Fleet, place: Located) -> Derivation:
    """The derivation of the verdict on the first case of a fleet."""
    own, verdict = deciding(fleet, 0)
    return _Derivation(fleet.found, own, place).of_verdict(verdict)


class _Derivation:
    """Writes the steps of one good."""

    def __init__(self, found: Evaluation, own: Judgment, place: Callable[[tuple[str | int, ...]], str]) -> None:
        self._found, self._own, self._place = found, own, place
        self._case = own.judged.case
        self._at = {material.id: position for position, material in enumerate(self._case.materials)}
        self._rolled, self._nodes = own.root.rolled, found.nodes
        self._nafta = found if isinstance(found, NaftaEvaluation) else None

    def of_verdict(self, verdict: Verdict) -> Derivation:
        """The whole tree."""
        good = self._case.good
        params = {"verdict": text(f"finding.verdict.{verdict}"), "id": good.id, "hs": dotted(good.hs)}
        tests = [self._of_test(finding) for finding in self._own.findings]
        told = self._step("verdict", params, place=self._place(("good", "hs")), steps=tests)
        return Derivation(verdict=verdict, **dict(told))

    def _step(
        self,
        code: str,
        params: dict[str, str],
        *,
        place: str | None = None,
        steps: list[Step] | None = None,
        citations: list[str] | None = None,
    ) -> Step:
        return Step(
            code=code, text=text(f"explain.{code}", params), params=params, place=place or None, steps=steps or [],
            citations=citations or [],
        )  # fmt: skip

    def _of_test(self, finding: Finding) -> Step:
        inside = {
            "territory": self._territory,
            "tariff_change": self._tariff_change,
            "rvc": self._rvc,
            "core_parts": self._core_parts,
            "steel": self._metal,
            "aluminum": self._metal,
            "labor_value": self._labor,
            "us_content": self._readings,
        }[finding.rule]
        return Step(
            code=f"test.{finding.rule}", text=finding.because.text, params=finding.because.params,
            status=finding.status, citations=finding.citations, steps=list(inside(finding)),
        )  # fmt: skip

    def _readings(self, finding: Finding) -> Iterator[Step]:
        for part in finding.parts:
            params = {"reading": part.component or "", "actual": part.actual or "?", "best": part.actual_best or "?"}
            yield self._step("us_content", params).model_copy(update={"status": part.status})

    def _territory(self, _: Finding) -> Iterator[Step]:
        for name in ("produced_in", "left_territory", "customs_control", "further_operation"):
            held = getattr(self._case.good, name)
            if held is not None:
                yield self._fact(f"good.{name}", str(held).lower() if isinstance(held, bool) else held, "good", name)

    def _fact(self, name: str, value: str, *path: str | int) -> Step:
        return self._step("fact", {"name": name, "value": value}, place=self._place(path))

    def _tariff_change(self, _: Finding) -> Iterator[Step]:
        trials, trial = self._own.root.trials, self._own.product.trial
        if trial is None:
            return
        alternative = trials.alternatives[trial]
        yield self._step("rule", {"text": alternative.text}, citations=[alternative.cite])
        mine = trials.lines_of(trial)
        changed = 0
        for line, outcome in zip(trials.line[mine].tolist(), trials.line_outcome[mine].tolist(), strict=True):
            if outcome == Outcome.PASS:
                changed += 1
                continue
            code = "unchanged" if outcome == Outcome.FAIL else "change_open"
            yield self._line(code, line, {"value": self._amount("counted_value", line)})
        if changed:
            yield self._step("changed", {"count": str(changed)})

    def _rvc(self, finding: Finding) -> Iterator[Step]:
        base = "transaction_value" if _BY_PRICE.intersection(finding.citations) else "net_cost"
        whole, vnm = finding.inputs.get(base), finding.inputs.get("vnm")
        if whole is not None and vnm is not None and finding.actual is not None:
            params = {"whole": whole, "vnm": vnm, "share": finding.actual, "required": finding.required or "-"}
            yield self._step(f"formula_{base}", params)
        least = finding.inputs.get("vnm_least")
        if whole is not None and least is not None and finding.actual_best is not None:
            best = "formula_least" if self._nafta is not None else f"formula_{base}_best"
            yield self._step(best, {"whole": whole, "vnm": least, "share": finding.actual_best})
        if base == "net_cost":
            yield from self._net_cost()
        else:
            yield from self._price()
        yield self._vnm("counted" if base == "net_cost" else "counted_price")

    def _net_cost(self) -> Iterator[Step]:
        value, row, scale = self._case.value, self._own.row, self._nodes.scale
        if value is not None and value.net_cost is not None:
            yield self._fact("value.net_cost", f"{value.net_cost:f}", "value", "net_cost")
            return
        cost = self._rolled.ledgers.whole("cost")
        known = not cost.endless(row) and cost.least[row] == cost.most[row]
        lines = money(int(cost.most[row]), scale) if known else text("explain.open")
        steps = [self._step("materials_cost", {"value": lines, "count": str(len(self._nodes.children.get(row, ())))})]
        costs = value.costs if value is not None else None
        for name in COSTS:
            held = getattr(costs, name) if costs is not None else None
            if held is not None:
                steps.append(self._cost("added", name, f"{held:f}", "value", "costs", name))
        block = costs.excluded if costs is not None else None
        for name in EXCLUDED:
            held = getattr(block, name) if block is not None else None
            if held is not None:
                steps.append(self._cost("excluded", name, f"{held:f}", "value", "costs", "excluded", name))
        cites = ["UR 7(11)"] if self._nafta is None else ["NAFTA 6(11)"]
        yield self._step("net_cost_built", {}, citations=cites, steps=steps)

    def _cost(self, code: str, name: str, value: str, *path: str) -> Step:
        return self._step(code, {"name": name, "value": value}, place=self._place(path))

    def _price(self) -> Iterator[Step]:
        value = self._case.value
        for name in ("transaction_value", "international_shipping", "packing", "pre_shipment"):
            held = getattr(value, name) if value is not None else None
            if held is not None:
                yield self._fact(f"value.{name}", f"{held:f}", "value", name)
        if value is not None and value.transaction_value is None:
            yield from self._valued(value.valuation, ("value", "valuation"))

    def _valued(self, block: Valuation | GoodValuation | None, path: tuple[str | int, ...]) -> Iterator[Step]:
        """A value built from a price, figure by figure (UR 8(1), Schedules 3, 4 and 6); for NAFTA it is not known."""
        for told in steps_of(block if self._nafta is None else None):
            cites = [told.cite] if told.cite else []
            place = self._place((*path, told.name) if told.name else path)
            yield self._step(told.code, told.params, place=place, citations=cites)

    def _vnm(self, ledger: str) -> Step:
        """VNM by one method, line by line: those that count, and how many originate and add nothing."""
        row, value = self._own.row, self._case.value
        if not self._nodes.opened[row] and value is not None and value.vnm is not None:
            return self._fact("value.vnm", f"{value.vnm:f}", "value", "vnm")
        if self._nafta is not None:
            return self._of_nafta(nafta_steps.vnm(self._nafta, row))
        cites = ["UR 7(4)", "UR 8(1)", "UR 8(2)"]
        return self._step("vnm", {}, citations=cites, steps=list(self._counted(row, ledger)))

    def _of_nafta(self, told: nafta_steps.Told) -> Step:
        """A step of NAFTA's VNM, and those that it rests on."""
        steps, cites = [self._of_nafta(inside) for inside in told.steps], list(told.citations)
        if told.line is None:
            return self._step(told.code, told.params, citations=cites, steps=steps)
        return self._line(told.code, told.line, told.params, steps).model_copy(update={"citations": cites})

    def _counted(self, above: int, ledger: str) -> Iterator[Step]:
        """The lines under a node: what each adds to VNM, largest first; self-produced ones that count are opened."""
        counted, status = self._rolled.ledgers.whole(ledger), self._rolled.status
        lines = self._nodes.children.get(above, [])
        free = [line for line in lines if status[line] == Outcome.PASS]
        for line in sorted(lines, key=lambda line: (-int(counted.most[line]), line)):
            if status[line] == Outcome.PASS or self._nodes.is_packing[line]:
                continue
            inside = bool(self._nodes.in_house[line] and self._nodes.opened[line])
            code = "looked_through" if inside else "open_line" if status[line] == Outcome.UNDETERMINED else "foreign"
            item = self._material(line)
            steps = (
                list(self._counted(line, ledger))
                if inside
                else [*self._line_valued(item), *self._deducted(item), *self._accumulated(item, ledger)]
            )
            yield self._line(code, line, {"value": self._amount(ledger, line)}, steps)
        if free:
            claims = sum(1 for line in free if self._nodes.claim[line] != NOT_STATED)
            yield self._step(
                "free", {"count": str(len(free)), "claims": str(claims), "judged": str(len(free) - claims)}
            )

    def _deducted(self, item: Material) -> Iterator[Step]:
        """What lowers the value of a line (UR 8(2)), where it is by its value that it counts."""
        by_value = item.made == "purchased" and item.statement is None and item.table_fg_vnm != "vnm"
        if item.deductions is None or not (by_value or made_outside(item)):
            return
        for name, paragraph in DEDUCTED.items():
            held = getattr(item.deductions, name)
            if held:
                params = {"name": text(f"explain.deduction.{name}"), "value": f"{held:f}"}
                place = self._place(("materials", self._at[item.id], "deductions", name))
                yield self._step("deducted", params, place=place, citations=[f"UR 8(2)({paragraph})"])

    def _accumulated(self, item: Material, ledger: str) -> Iterator[Step]:
        """The figures of a supplier's statement that count in place of the value (UR 9(2)-(5))."""
        if item.statement is None or made_outside(item):
            return
        for told in stated_by(item.statement, by_price=ledger == "counted_price"):
            place = self._place(("materials", self._at[item.id], "statement", told.name))
            yield self._step(told.code, told.params, place=place, citations=[told.cite])

    def _line_valued(self, item: Material) -> Iterator[Step]:
        if item.unit_value is None and item.line_value is None:
            yield from self._valued(item.valuation, ("materials", self._at[item.id], "valuation"))

    def _line(self, code: str, line: int, params: dict[str, str], steps: list[Step] | None = None) -> Step:
        item = self._material(line)
        named = ", ".join(part for part in (item.id, item.description) if part)
        told = {"line": named, "hs": dotted(item.hs) if item.hs else "?", **params}
        steps = list(self._line_valued(item)) if steps is None else steps
        return self._step(code, told, place=self._place(("materials", self._at[item.id])), steps=steps)

    def _material(self, line: int) -> Material:
        return self._case.materials[self._at[self._nodes.ids[line]]]

    def _amount(self, ledger: str, line: int) -> str:
        return amount(self._rolled.ledgers.whole(ledger), line, self._nodes.scale)

    def _core_parts(self, finding: Finding) -> Iterator[Step]:
        for part in finding.parts:
            yield self._core_part(part)

    def _core_part(self, part: Part) -> Step:
        place = self._place(("materials", self._at[part.id])) if part.id in self._at else None
        said = part.because
        steps = []
        if part.net_cost is not None and part.vnm is not None and part.actual is not None:
            params = {"whole": part.net_cost, "vnm": part.vnm, "share": part.actual, "required": part.required or "-"}
            steps.append(self._step("formula_net_cost", params, citations=["UR 14(7)"]))
        return Step(
            code="core_part", text=f"{part.id or ''} {said.text if said else ''}".strip(),
            params={"id": part.id or "", "category": part.category or ""}, status=part.status, place=place, steps=steps,
        )  # fmt: skip

    def _metal(self, finding: Finding) -> Iterator[Step]:
        originating, purchases = finding.inputs.get("originating"), finding.inputs.get("purchases")
        if originating is not None and purchases is not None and finding.actual is not None:
            params = {
                "part": originating,
                "whole": purchases,
                "share": finding.actual,
                "required": finding.required or "-",
            }
            yield self._step("formula_metal", params, citations=["UR 17(1)"])
        bought = getattr(self._case, finding.rule)
        for position, item in enumerate(bought.purchases if bought is not None else ()):
            told = {True: "yes", False: "no", None: "unknown"}[item.originating]
            params = {
                "hs": dotted(item.hs) if item.hs else "?",
                "value": "?" if item.value is None else f"{item.value:f}",
                "originating": text(f"explain.{told}"),
            }
            yield self._step("purchase", params, place=self._place((finding.rule, "purchases", position)))

    def _labor(self, finding: Finding) -> Iterator[Step]:
        for name, value in finding.inputs.items():
            yield self._step("input", {"name": text(f"explain.labor.{name}"), "value": value})
        for part in finding.parts:
            params = {
                "name": text(f"explain.labor.{part.component}"),
                "share": part.actual or "?",
                "required": part.required or "-",
            }
            yield Step(
                code="component", text=text("explain.component", params), params=params, status=part.status,
                citations=["UR 18(1)", "UR 18(2)"],
            )  # fmt: skip
        yield from self._plants()

    def _plants(self) -> Iterator[Step]:
        """What each plant adds to the labor value content (UR 18(7))."""
        test, blocks = self._found.labor(self._own.row), self._case.labor
        at = next((at for at, block in enumerate(blocks) if test is not None and block.basis == test.basis), None)
        if test is None or at is None:
            return
        for told in plants(self._found.law, blocks[at], test):
            path = ("labor", *((at,) if len(blocks) > 1 else ()), *told.path)
            place = self._place(path) if told.path else None
            step = self._step(told.code, told.params, place=place, citations=list(told.citations))
            yield step if told.status is None else step.model_copy(update={"status": told.status})
