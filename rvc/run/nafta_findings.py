"""Findings and notes of a good under NAFTA: those of the engine, in NAFTA's words and with its sections."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from rvc.base.messages import text
from rvc.base.outcome import Outcome
from rvc.base.result import Said
from rvc.lines.schema import REGION
from rvc.rules.exclusively import of_originating_materials
from rvc.run import nafta
from rvc.run.nafta_evaluation import BY_STATUS, SCHEDULE_V, TRACED, NaftaEvaluation
from rvc.run.nafta_readings import AFTERMARKET, HEAVY, LIGHT, can_tell
from rvc.run.product_findings import ProductFindings
from rvc.run.report import Finding, Note
from rvc.run.words import note as _note

_SECTIONS = {
    "UR 3(2)": "NAFTA 4(2)",
    "UR 3(3)": "NAFTA 4(3)",
    "UR 5(1)": "NAFTA 5",
    "UR 7(2)": "NAFTA 6(2)",
    "UR 7(3)": "NAFTA 6(3)",
    "UR 20(8)": "NAFTA 13(2)",
    "Schedule 1": "NAFTA Schedule I",
}
_IN_WORDS = {TRACED: "light", SCHEDULE_V: "heavy"}
_VARIANTS = ("pass", "pass_unknown", "fail", "fail_unknown", "undetermined", "undetermined_missing")
_SECTION = {TRACED: "NAFTA 9(1)", SCHEDULE_V: "NAFTA 10(1)", BY_STATUS: "NAFTA 7(1)"}


def territory(found: NaftaEvaluation, row: int) -> Finding:
    """Produced entirely in NAFTA; of a good that left it, the text of section 16 is not at hand (NAFTA 4(2))."""
    outcome, missing = found.territory[row]
    good = found.judged[row].case.good
    code: str = outcome.status
    if good.left_territory and (good.produced_in is None or good.produced_in in REGION):
        outcome, code, missing = Outcome.UNDETERMINED, "left", ("law.transshipment",)
    said = Said.of(f"finding.nafta_territory.{code}", produced_in=good.produced_in or "?")
    citations = ["NAFTA 4(2)", "NAFTA 16"] if good.left_territory else ["NAFTA 4(2)"]
    return Finding(
        rule="territory", status=outcome.status, citations=citations, because=said, missing=list(missing)
    )  # fmt: skip


def in_its_words(found: NaftaEvaluation, row: int, product: ProductFindings) -> ProductFindings:
    """The findings of the product rule with sections of NAFTA, and with the facts that NAFTA lacks.

    A good of originating materials alone needs no rule (NAFTA 4(3)); what is self-produced is looked through, or no
    material would be traced in a good whose producer makes all of it (NAFTA 9(1), 9(9)(a)).
    """
    looked_through = found.nodes.in_house & ~found.marks.left_out
    status = np.where(looked_through, Outcome.UNDETERMINED, found.panel.rolled.status)
    if of_originating_materials(found.nodes, row, status):
        said = Said.of("finding.tariff_change.pass_exclusively")
        finding = Finding(rule="tariff_change", status="pass", citations=["NAFTA 4(3)"], because=said)
        return ProductFindings(Outcome.PASS, [finding], [], None)
    listed = [
        item.model_copy(update={"findings": [_in_its_words(found, row, finding) for finding in item.findings]})
        for item in product.alternatives
    ]
    findings = [_in_its_words(found, row, finding) for finding in product.findings]
    return replace(product, findings=findings, alternatives=listed)


def settling(found: NaftaEvaluation, row: int) -> str:
    """What would tell the readings of a good apart: the use of a part, or what the tariff items hold."""
    judged = found.judged[row]
    return "good.use" if judged.kind == "part" and judged.case.good.use is None else "law.tariff_items"


def reading(found: NaftaEvaluation, row: int) -> str:
    """What a good is judged as, in words."""
    judged = found.judged[row]
    if judged.kind != "part":
        return text(f"finding.kind.{judged.kind}")
    by = text(f"finding.nafta_by.{found.by[row]}")
    return text(f"finding.nafta_part.{judged.use}", {"by": by})


def _in_its_words(found: NaftaEvaluation, row: int, finding: Finding) -> Finding:
    cited = [_SECTIONS.get(cite, cite) for cite in finding.citations]
    if finding.rule == "rvc":
        return _rvc(found, row, finding, cited)
    missing = [name.replace("].originating", "].nafta.originating") for name in _told_apart(found, row, finding)]
    said = finding.because
    if said.code == "finding.tariff_change.undetermined_rule":
        said = Said.of("finding.nafta_rule.undetermined", **said.params)
    elif finding.status == "undetermined":
        missing.append("law.de_minimis")
    return finding.model_copy(update={"citations": cited, "missing": missing, "because": said})


def _told_apart(found: NaftaEvaluation, row: int, finding: Finding) -> list[str]:
    """What would settle a finding; which good of a rule it is, a case cannot say where NAFTA has names of its own."""
    by_name = can_tell(found.law, found.law.to_2012(found.judged[row].case.good.hs))
    return [name if by_name or name != "good.named_good" else "law.tariff_items" for name in finding.missing]


def _rvc(found: NaftaEvaluation, row: int, finding: Finding, cited: list[str]) -> Finding:
    by = found.by[row]
    kept = [name for name in _told_apart(found, row, finding) if not name.startswith("materials[")]
    if finding.status == "undetermined":
        nodes = found.nodes
        kept += [f"materials[{nodes.ids[item.line]}].{item.fact}" for item in nafta.weighing(found, row) if item.fact]
    said, variant = finding.because, finding.because.code.rpartition(".")[2]
    if by in _IN_WORDS and variant in _VARIANTS:
        said = Said.of(f"finding.nafta_{_IN_WORDS[by]}.{variant}", **said.params)
    cites = [cited[0], _SECTION[by], *cited[1:]]
    return finding.model_copy(update={"citations": cites, "missing": kept, "because": said})


def notes(found: NaftaEvaluation, row: int) -> Iterator[Note]:
    """What a NAFTA verdict rests on: that it is for comparison, what has no counterpart, what is not at hand."""
    judged = found.judged[row]
    yield _note("nafta.repealed", "NAFTA")
    if judged.kind in (LIGHT, HEAVY):
        yield _note("nafta.no_such_tests", "NAFTA 4(2)", "NAFTA 13(1)")
    if found.by[row] == TRACED:
        yield _note("nafta.no_roll_up", "NAFTA 9(1)", "NAFTA 9(9)")
        yield _note("nafta.stated_by_lines", "NAFTA 9(2)")
    if found.by[row] == SCHEDULE_V:
        yield _note("nafta.producers_choice", "NAFTA 10(1)")
    if judged.use == AFTERMARKET:
        yield _note("nafta.aftermarket", "NAFTA 6(6)(d)(ii)", "NAFTA 13(1)")
    lowered = found.displaced[row]
    if lowered.note:
        yield _note(lowered.note, "NAFTA 13(2)", missing=", ".join(lowered.missing))
    if len(judged.kinds) > 1:
        yield _note("nafta.kinds", "NAFTA 2(1)", kinds=", ".join(text(f"finding.kind.{kind}") for kind in judged.kinds))
