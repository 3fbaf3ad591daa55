"""Territory: produced in the region, and not worked on or let out of customs control outside it (UR 3(2), 10)."""

from rvc.base.outcome import Outcome
from rvc.lines.case import Good
from rvc.lines.schema import REGION


def test(good: Good) -> tuple[Outcome, tuple[str, ...]]:
    """Outcome, and the facts that are missing for it."""
    answers = {"good.produced_in": _answer(None if good.produced_in is None else good.produced_in in REGION)}
    if good.left_territory:
        answers["good.customs_control"] = _answer(good.customs_control)
        further = good.further_operation
        answers["good.further_operation"] = _answer(None if further is None else not further)
    outcome = min(answers.values())
    missing = tuple(name for name, answer in answers.items() if answer is Outcome.UNDETERMINED)
    return outcome, missing if outcome is Outcome.UNDETERMINED else ()


def _answer(fact: bool | None) -> Outcome:  # noqa: FBT001 - a fact as stated, not a switch
    return Outcome.UNDETERMINED if fact is None else Outcome(2 * int(fact))
