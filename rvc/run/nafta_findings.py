"""Findings and notes of a good under NAFTA: those of the engine, in NAFTA's words and with its sections."""

from collections.abc import Iterator, Sequence

from rvc.base.messages import text
from rvc.base.outcome import Outcome
from rvc.base.result import Said
from rvc.lines.schema import REGION
from rvc.run import nafta
from rvc.run.nafta_evaluation import NaftaEvaluation
from rvc.run.report import AlternativeFindings, Finding, Note
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
_METHOD = {nafta.LIGHT: "light", nafta.HEAVY: "heavy"}


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


def in_its_words(found: NaftaEvaluation, row: int, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of the product rule with sections of NAFTA, and with the facts that NAFTA lacks."""
    return [_in_its_words(found, row, finding) for finding in findings]


def by_tariff_item(finding: Finding) -> Finding:
    """A finding that is open between two kinds: what the tariff items hold would settle it, no fact of the case."""
    missing = ["law.tariff_items" if name == "good.kind" else name for name in finding.missing]
    return finding.model_copy(update={"missing": missing})


def alternatives(found: NaftaEvaluation, row: int, listed: Sequence[AlternativeFindings]) -> list[AlternativeFindings]:
    """The same of every alternative."""
    return [item.model_copy(update={"findings": in_its_words(found, row, item.findings)}) for item in listed]


def _in_its_words(found: NaftaEvaluation, row: int, finding: Finding) -> Finding:
    cited = [_SECTIONS.get(cite, cite) for cite in finding.citations]
    if finding.rule == "rvc":
        return _rvc(found, row, finding, cited)
    missing = [name.replace("].originating", "].nafta.originating") for name in finding.missing]
    said = finding.because
    if said.code == "finding.tariff_change.undetermined_rule":
        said = Said.of("finding.nafta_rule.undetermined", **said.params)
    elif finding.status == "undetermined":
        missing.append("law.de_minimis")
    return finding.model_copy(update={"citations": cited, "missing": missing, "because": said})


def _rvc(found: NaftaEvaluation, row: int, finding: Finding, cited: list[str]) -> Finding:
    kind = found.judged[row].kind
    section = {nafta.LIGHT: "NAFTA 9(1)", nafta.HEAVY: "NAFTA 10(1)"}.get(kind, "NAFTA 7(1)")
    kept = [name for name in finding.missing if not name.startswith("materials[")]
    if finding.status == "undetermined":
        nodes = found.nodes
        kept += [f"materials[{nodes.ids[item.line]}].{item.fact}" for item in nafta.weighing(found, row) if item.fact]
    said = finding.because
    if kind in _METHOD:
        variant = said.code.rpartition(".")[2]
        said = Said.of(f"finding.nafta_{_METHOD[kind]}.{variant}", **said.params)
    return finding.model_copy(update={"citations": [cited[0], section, *cited[1:]], "missing": kept, "because": said})


def notes(found: NaftaEvaluation, row: int) -> Iterator[Note]:
    """What a NAFTA verdict rests on: that it is for comparison, what has no counterpart, what is not at hand."""
    judged = found.judged[row]
    yield _note("nafta.repealed", "NAFTA")
    if judged.kind in _METHOD:
        yield _note("nafta.no_such_tests", "NAFTA 4(2)", "NAFTA 13(1)")
    if judged.kind == nafta.LIGHT:
        yield _note("nafta.no_roll_up", "NAFTA 9(1)", "NAFTA 9(9)")
        yield _note("nafta.stated_by_lines", "NAFTA 9(2)")
    if judged.kind == nafta.HEAVY:
        yield _note("nafta.producers_choice", "NAFTA 10(1)")
    lowered = found.displaced[row]
    if lowered.note:
        yield _note(lowered.note, "NAFTA 13(2)", missing=", ".join(lowered.missing))
    if len(judged.kinds) > 1:
        yield _note("nafta.kinds", "NAFTA 2(1)", kinds=", ".join(text(f"finding.kind.{kind}") for kind in judged.kinds))
