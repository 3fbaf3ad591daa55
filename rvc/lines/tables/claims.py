"""What a supplier's line comes to: a claim of origin only with all that must stand behind one."""

from collections.abc import Mapping
from dataclasses import dataclass

from rvc.base.problem import Problem
from rvc.lines.spelling import names_nothing
from rvc.lines.tables.cell_readers import UNDETERMINED

CERTIFIERS = ("producer", "exporter", "importer", "certifier")


@dataclass(frozen=True, slots=True)
class Stated:
    """The status of a line, the claim behind it in the shape of a case, and what has to be said about it."""

    originating: bool | None
    claim: Mapping[str, str] | None = None
    problem: Problem | None = None


def stated_origin(line: Mapping[str, object]) -> Stated:
    """What a line of a supplier's list says of origin (UR 14(9); Annex 5-A: certifier, criterion, blanket period).

    It originates by claim only if somebody certifies it (producer, exporter or importer is true, or a certifier or a
    certificate is named), by a criterion and for a period with a first and a last day. "N/A" or "pending" names no
    certificate. The country of origin is no part of this.

    Args:
        line: Values by column name of a parts list, as `decide_column` reads them.
    """
    status = line.get("originating")
    names = ("certificate", "criterion", "blanket_from", "blanket_to")
    held = {name: str(line[name]) for name in names if line.get(name)}
    if names_nothing(held.get("certificate", "")):
        held.pop("certificate", None)
    certified = "certificate" in held or any(line.get(name) is True for name in CERTIFIERS)
    lacking = [name for name in names[1:] if name not in held]
    if not certified:
        lacking.insert(0, "producer")
    if status is False or status == UNDETERMINED:
        against = "certificate" in held or not lacking
        problem = Problem("column.claim_denied", {"seen": _SAID[status]}) if against else None
        return Stated(False if status is False else None, None, problem)
    if lacking:
        begun = status is True or "criterion" in held
        problem = Problem("column.claim_lacks", {"lacking": ", ".join(lacking)}, warning=True) if begun else None
        return Stated(None, None, problem)
    claim = {"criterion": held["criterion"], "valid_from": held["blanket_from"], "valid_to": held["blanket_to"]}
    if "certificate" in held:
        claim["certificate"] = held["certificate"]
    if claim["valid_from"] > claim["valid_to"]:
        params = {"first": claim["valid_from"], "last": claim["valid_to"]}
        return Stated(None, None, Problem("claim.period", params))
    return Stated(originating=True, claim=claim)


_SAID: Mapping[object, str] = {False: "non-originating", UNDETERMINED: UNDETERMINED}
