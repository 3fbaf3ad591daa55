"""How far a test is from turning, in money: what VNM or purchases may still rise by, or have to fall by."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Literal

from rvc.base.decimals import CENTS, money
from rvc.base.result import Frozen
from rvc.run.report import Finding, Report

HUNDRED = 100


class Room(Frozen):
    """Of one test: the amount that may rise, or has to fall, all else as it is; `part` names a core part.

    `vnm` is the value of non-originating materials, unknown ones counted; `foreign` are purchases of steel or aluminum
    that do not originate, on top of all that are made. Amounts are whole cents, rounded to the safe side.
    """

    rule: str
    what: Literal["vnm", "foreign"]
    part: str | None = None
    may_rise: str | None = None
    must_fall: str | None = None


def rooms(report: Report, *, averaged: bool = False) -> list[Room]:
    """The room of every test that is a share of amounts stated (UR 7(2), 7(3), 14, 17).

    `averaged`: core parts are averaged, so that no part has a room of its own.
    """
    return [room for finding in report.findings for room in _rooms(finding, averaged=averaged)]


def _rooms(finding: Finding, *, averaged: bool) -> Iterator[Room]:
    if finding.rule == "rvc":
        base = finding.inputs.get("net_cost") or finding.inputs.get("transaction_value")
        yield from _vnm("rvc", base, finding.inputs.get("vnm"), finding.required)
    elif finding.rule == "core_parts" and not averaged:
        for part in finding.parts:
            yield from _vnm("core_parts", part.net_cost, part.vnm, part.required, part.id)
    elif finding.rule in ("steel", "aluminum"):
        yield from _foreign(finding)


def _vnm(rule: str, base: str | None, vnm: str | None, required: str | None, part: str | None = None) -> Iterator[Room]:
    """VNM at which (base - VNM) / base is just what is required, less VNM."""
    if base is None or vnm is None or required is None:
        return
    most = Fraction(base) * (HUNDRED - Fraction(required)) / HUNDRED
    yield _room(rule, "vnm", most - Fraction(vnm), part)


def _foreign(finding: Finding) -> Iterator[Room]:
    """Purchases at which what originates is just the share required, less purchases."""
    originating, purchases = finding.inputs.get("originating"), finding.inputs.get("purchases")
    if originating is None or purchases is None or finding.required is None or not Fraction(finding.required):
        return
    most = Fraction(originating) * HUNDRED / Fraction(finding.required)
    yield _room(finding.rule, "foreign", most - Fraction(purchases))


def _room(rule: str, what: Literal["vnm", "foreign"], room: Fraction, part: str | None = None) -> Room:
    cents = floor(room * 10**CENTS)  # less room, or more to lose
    if cents < 0:
        return Room(rule=rule, what=what, part=part, must_fall=money(-cents, CENTS))
    return Room(rule=rule, what=what, part=part, may_rise=money(cents, CENTS))
