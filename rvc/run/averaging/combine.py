"""Several readings of one average as one finding: theirs where they agree, else undetermined, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rvc.base.outcome import Outcome
from rvc.base.result import Said
from rvc.run.product_findings import ProductFindings
from rvc.run.report import AlternativeFindings, Finding
from rvc.run.verdicts import verdict_of


@dataclass(frozen=True)
class Read:
    """What one reading comes to; `why` names what is open, `needs` what would close it."""

    finding: Finding
    why: Said | None = None
    needs: tuple[str, ...] = ()


def combined(reads: Sequence[Read]) -> Finding:
    """The first reading's finding if all have its outcome, else undetermined."""
    first = reads[0].finding
    others = differing(reads)
    if not others:
        return first
    said = Said.of("finding.averaging.open", why=" ".join(dict.fromkeys(item.why.text for item in others if item.why)))
    needs = [name for item in others for name in item.needs]
    missing = list(dict.fromkeys([*first.missing, *needs]))
    return first.model_copy(update={"status": "undetermined", "because": said, "missing": missing})


def differing(reads: Sequence[Read]) -> list[Read]:
    """The readings under which the outcome is another one than under the first."""
    return [item for item in reads if item.finding.status != reads[0].finding.status]


@dataclass(frozen=True)
class ReadProduct:
    """The same of a good's product rule: its alternatives by the average."""

    product: ProductFindings
    why: Said | None = None
    needs: tuple[str, ...] = ()


def product_by_average(own: ProductFindings, reads: Sequence[ReadProduct]) -> tuple[list[Finding], list[Read]]:
    """The findings of the alternative that decides, its RVC by the average; and the readings of that RVC.

    A tariff change is that of the good itself: it is not averaged.
    """
    options = own.alternatives or [AlternativeFindings(citation="", text="", status="fail", findings=own.findings)]
    tried = []
    for option in options:
        rvc = [Read(finding, item.why, item.needs) for item in reads if (finding := _rvc(item.product, option))]
        findings = [combined(rvc) if finding.rule == "rvc" and rvc else finding for finding in option.findings]
        tried.append((verdict_of(findings), findings, rvc))
    best = max(range(len(tried)), key=lambda place: (tried[place][0], -place))
    readings = next((rvc for _, _, rvc in [tried[best], *tried] if rvc), [])
    return tried[best][1], readings


def _rvc(product: ProductFindings, option: AlternativeFindings) -> Finding | None:
    same = [item for item in product.alternatives if (item.citation, item.text) == (option.citation, option.text)]
    findings = same[0].findings if same else product.findings
    return next((finding for finding in findings if finding.rule == "rvc"), None)


def core_outcomes(reads: Sequence[Read]) -> Iterator[tuple[str, Outcome]]:
    """Of each core part the outcome that all readings agree on, else undetermined."""
    places = [{part.id: part.status for part in item.finding.parts if part.id} for item in reads]
    ranks = {"fail": Outcome.FAIL, "undetermined": Outcome.UNDETERMINED, "pass": Outcome.PASS}
    for name, status in places[0].items():
        agreed = all(other.get(name) == status for other in places)
        yield name, ranks[status] if agreed else Outcome.UNDETERMINED
