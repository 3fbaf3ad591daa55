"""What the producer of a part says of it as a whole: a claim settles what its figures leave open (reading 42)."""

from collections.abc import Sequence

from rvc.base.result import Said
from rvc.lines.nodes import NOT_STATED, STATED_ORIGINATING
from rvc.run.report import Finding

_CITE = "19 CFR 182.12"


def as_stated(findings: Sequence[Finding], claim: int) -> list[Finding]:
    """The findings of a part in the light of its producer's word; figures that decide stand against it.

    Args:
        findings: territory, and those of the product rule.
        claim: 2 certified as originating, for the day and the use; 0 stated as non-originating; 1 neither.
    """
    if claim == NOT_STATED:
        return list(findings)
    if claim == STATED_ORIGINATING:
        return [_certified(item) if item.status == "undetermined" and _of_claim(item) else item for item in findings]
    answered = [_denied(item) if item.status == "undetermined" else item for item in findings]
    if all(item.status == "pass" for item in answered):
        said = Said.of("finding.claim.contradicted")
        answered[-1] = answered[-1].model_copy(
            update={"status": "undetermined", "because": said, "missing": ["good.originating"]}
        )
    return answered


def _of_claim(finding: Finding) -> bool:
    """Whether a claim speaks of what a finding asks: not of what happened to the good outside the region."""
    return finding.rule != "territory" or finding.missing == ["good.produced_in"]


def _certified(finding: Finding) -> Finding:
    said = Said.of("finding.claim.certified")
    cited = [*finding.citations, _CITE]
    return finding.model_copy(
        update={"status": "pass", "method": "claim", "because": said, "citations": cited, "missing": []}
    )


def _denied(finding: Finding) -> Finding:
    said = Said.of("finding.claim.denied")
    return finding.model_copy(update={"status": "fail", "method": "claim", "because": said, "missing": []})
