"""Several readings of one average as one finding: theirs where they agree, else undetermined, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rvc.base.messages import text
from rvc.base.outcome import Outcome
from rvc.base.result import Said
from rvc.run.product_findings import split_off
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
    why = " ".join(dict.fromkeys(item.why.text for item in others if item.why))
    said = Said.of(
        "finding.averaging.open", why=why, readings="; ".join(_in_words([first, *(each.finding for each in others)]))
    )
    needs = [name for item in others for name in item.needs]
    missing = list(dict.fromkeys([*first.missing, *needs]))
    return first.model_copy(update={"status": "undetermined", "because": said, "missing": missing})


def _in_words(found: Sequence[Finding]) -> Iterator[str]:
    """What each reading comes to, once; of core parts, which have no figure together, only whether they pass."""
    told = dict.fromkeys((item.status, item.actual, item.required or "?") for item in found)
    for status, actual, required in told:
        said = text(f"finding.averaging.reading_{status}")
        figures = {"actual": actual or "", "required": required, "said": said}
        yield said if actual is None else text("finding.averaging.reading", figures)


def differing(reads: Sequence[Read]) -> list[Read]:
    """The readings under which the outcome is another one than under the first."""
    return [item for item in reads if item.finding.status != reads[0].finding.status]


Branches = Sequence[Sequence[AlternativeFindings]]
"""Every alternative of a good's product rule, branch by branch."""


@dataclass(frozen=True)
class ReadProduct:
    """The same of a good's product rule: its alternatives by the average.

    `if_better`: another way that is perhaps still open to the good, which counts where it serves it better.
    """

    branches: Branches
    why: Said | None = None
    needs: tuple[str, ...] = ()
    if_better: bool = False


def product_by_average(
    own: Branches, reads: Sequence[ReadProduct], unsettled: Sequence[str]
) -> tuple[list[Finding], list[Read]]:
    """The findings of the alternative that decides, its RVC by the average; and the readings of that RVC.

    A tariff change is that of the good itself: it is not averaged. `unsettled` would tell between branches (UR 3(6)).
    """
    tried = [_best(branch, number, reads) for number, branch in enumerate(own)]
    worst = min(tried, key=lambda item: item.outcome)
    split = len({item.outcome for item in tried}) > 1
    return [split_off(item, unsettled) for item in worst.findings] if split else worst.findings, worst.readings


@dataclass(frozen=True)
class _Tried:
    outcome: Outcome
    findings: list[Finding]
    readings: list[Read]


def _best(branch: Sequence[AlternativeFindings], number: int, reads: Sequence[ReadProduct]) -> _Tried:
    """The alternative of a branch that serves the good best, the first of several."""
    tried = []
    for option in branch:
        rvc = list(_readings(reads, number, option))
        findings = [combined(rvc) if finding.rule == "rvc" and rvc else finding for finding in option.findings]
        tried.append(_Tried(verdict_of(findings), findings, rvc))
    best = max(tried, key=lambda item: item.outcome)
    readings = best.readings or next((item.readings for item in tried if item.readings), [])
    return replace(best, readings=readings)


def _readings(reads: Sequence[ReadProduct], number: int, option: AlternativeFindings) -> Iterator[Read]:
    first: Finding | None = None
    for item in reads:
        found = _rvc(item.branches, number, option)
        if found is None or (item.if_better and first and verdict_of([found]) <= verdict_of([first])):
            continue
        first = first or found
        yield Read(found, item.why, (*item.needs, *(found.missing if item.if_better else ())))


def _rvc(branches: Branches, number: int, option: AlternativeFindings) -> Finding | None:
    """The RVC of the same alternative on another day or by another reading."""
    for item in branches[number] if number < len(branches) else ():
        if (item.citation, item.text) == (option.citation, option.text):
            return next((finding for finding in item.findings if finding.rule == "rvc"), None)
    return None


def by_method(option: AlternativeFindings, method: str) -> AlternativeFindings:
    """An alternative with its RVC only if it goes by that method."""
    kept = [item for item in option.findings if item.rule != "rvc" or item.method == method]
    return option.model_copy(update={"findings": kept})


def core_outcomes(reads: Sequence[Read]) -> Iterator[tuple[str, Outcome]]:
    """Of each core part the outcome that all readings agree on, else undetermined."""
    places = [{part.id: part.status for part in item.finding.parts if part.id} for item in reads]
    ranks = {"fail": Outcome.FAIL, "undetermined": Outcome.UNDETERMINED, "pass": Outcome.PASS}
    for name, status in places[0].items():
        agreed = all(other.get(name) == status for other in places)
        yield name, ranks[status] if agreed else Outcome.UNDETERMINED
