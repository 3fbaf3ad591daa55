"""Estimates against actual figures at the end of a fiscal year: what turns, and who must be told (UR 16(9), 17(11))."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from rvc.base.hs import dotted
from rvc.base.outcome import Status, Verdict
from rvc.base.result import Frozen, Said
from rvc.law.load import load_law
from rvc.lines.read import ReadCase
from rvc.run.engine import check_many
from rvc.run.judged import COVERED
from rvc.run.report import Finding, Report

_INFORM = {"rvc": "UR 16(9)", "steel": "UR 17(11)", "aluminum": "UR 17(11)"}  # whoever holds a certification, at once
_NOTIFY = ("rvc", "labor_value", "steel", "aluminum")  # CBP too, within days (19 CFR 182.102)
_BY_CBP = "19 CFR 182.102(b)"


class Turned(Frozen):
    """One test before and after: null where it did not bind the good. Percentages are decimal strings."""

    rule: str
    before: Status | None
    after: Status | None
    required: str | None
    actual_before: str | None
    actual_after: str | None


class Notice(Said):
    """What follows for the producer, with the provision that says so; none where no provision at hand does."""

    citations: list[str] = Field(default_factory=list)


class Reconciled(Frozen):
    """One good on estimated and on actual figures. `certificate` is the certification that the new figures name."""

    id: str
    hs: str
    kind: str
    before: Verdict
    after: Verdict
    tests: list[Turned]
    certificate: str | None
    notices: list[Notice]


class Reconciliation(Frozen):
    """Every good of two sets of cases, as `rvc diff --format json` prints it; goods of one set only are named apart."""

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-diff/1"] = Field(default="rvc-diff/1", alias="schema")
    goods: list[Reconciled]
    only_before: list[str]
    only_after: list[str]

    @property
    def turned(self) -> list[Reconciled]:
        """The goods whose verdict is another one."""
        return [good for good in self.goods if good.before != good.after]

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input."""
        return self.model_dump_json(by_alias=True)


def reconcile(
    before: Sequence[ReadCase], after: Sequence[ReadCase], *, on: date | None = None, regime: str | None = None
) -> Reconciliation:
    """Judge the same goods on estimates and on actual figures, and say what follows (UR 7(20), 16(9), 17(11)).

    Args:
        before: cases with estimates; of several of one name the first meets the first, and so on.
        after: cases with actual costs and purchases.
        on: the day whose rules apply; each good's own date if None.
        regime: "usmca" or "alternative_staging"; each case's own election if None.

    Returns:
        A row for each good of both, in the order of `after`.

    Raises:
        InputError: a case cannot elect the regime.
    """
    return reconciliation(
        before, check_many(before, on=on, regime=regime), after, check_many(after, on=on, regime=regime)
    )  # fmt: skip


def reconciliation(
    before: Sequence[ReadCase],
    estimated: Sequence[Report],
    after: Sequence[ReadCase],
    actual: Sequence[Report],
    certificates: Mapping[str, str] | None = None,
) -> Reconciliation:
    """What turns between reports on estimates and reports on actual figures of the same goods.

    `certificates`: certifications given for goods, by name, where their cases do not say.
    """
    given = certificates or {}
    old, new = _by_name(before), _by_name(after)
    both = [key for key in new if key in old]
    return Reconciliation(
        goods=[_reconciled(estimated[old[key]], actual[new[key]], after[new[key]], given.get(key[0])) for key in both],
        only_before=[name for name, _ in (key for key in old if key not in new)],
        only_after=[name for name, _ in (key for key in new if key not in old)],
    )


def _by_name(reads: Sequence[ReadCase]) -> dict[tuple[str, int], int]:
    """Where each good stands; of several of one name, the first, the second and so on."""
    seen: Counter[str] = Counter()
    found = {}
    for place, read in enumerate(reads):
        name = read.case.good.id
        found[name, seen[name]] = place
        seen[name] += 1
    return found


def _reconciled(before: Report, after: Report, read: ReadCase, given: str | None) -> Reconciled:
    claim = read.case.good.claim
    return Reconciled(
        id=after.good.id, hs=dotted(read.case.good.hs), kind=after.good.kind, before=before.verdict,
        after=after.verdict, tests=list(_turned(before, after)),
        certificate=given if claim is None else claim.certificate, notices=list(_notices(before, after)),
    )  # fmt: skip


def _turned(before: Report, after: Report) -> Iterator[Turned]:
    """The tests that do not come out as they did."""
    rules = dict.fromkeys(finding.rule for report in (before, after) for finding in report.findings)
    for rule in rules:
        one, other = before.finding(rule), after.finding(rule)
        if _status(one) != _status(other):
            asked = _figure(other, "required") or _figure(one, "required")
            yield Turned(
                rule=rule, before=_status(one), after=_status(other), required=asked,
                actual_before=_figure(one, "actual"), actual_after=_figure(other, "actual"),
            )  # fmt: skip


def _status(finding: Finding | None) -> Status | None:
    return None if finding is None else finding.status


def _figure(finding: Finding | None, name: Literal["required", "actual"]) -> str | None:
    figure: str | None = getattr(finding, name, None)
    return figure


def _notices(before: Report, after: Report) -> Iterator[Notice]:
    """Whom the producer of a good that was held to originate must tell; open ones have to be settled first."""
    if before.verdict != "originating":
        if after.verdict == "originating":
            yield _notice("may_be_certified")
        return
    if after.verdict == "undetermined":
        yield _notice("settle")
    if after.verdict != "non_originating":
        return
    failing = [finding.rule for finding in after.findings if finding.status == "fail"]
    vehicle = after.good.kind != "part"
    for cite in dict.fromkeys(_INFORM[rule] for rule in failing if rule in _INFORM and vehicle):
        yield _notice("inform", cite)
    if after.good.kind in COVERED and any(rule in _NOTIFY for rule in failing):
        yield _notice("notify", _BY_CBP, days=str(load_law().figures.reconciliation_days))
    elif not vehicle:
        yield _notice("part", "UR 7(20)")
    if vehicle and not any(rule in _NOTIFY for rule in failing):
        yield _notice("other_test")


def _notice(name: str, *cited: str, **params: str) -> Notice:
    said = Said.of(f"finding.reconciliation.{name}", **params)
    return Notice(code=said.code, text=said.text, params=said.params, citations=list(cited))
