"""`rvc explain`: the derivation of a verdict."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import located_case
from rvc.run.derivation import explain
from rvc.show import derivation_text
from rvc.show.words import say

from .exits import Exit, of_verdicts
from .output import complain, deliver, refuse

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions


def derive(
    file: Path,
    *,
    rules: Sequence[str],
    as_line: bool,
    on: date | None,
    regime: str | None,
    options: "TableOptions | None",
) -> Exit:
    """Print why a good has its verdict: all tests, or those asked for."""
    try:
        read, place = located_case(file, options)
        step = explain(read, place, on=on, regime=regime)
    except InputError as error:
        refuse(file, error.problems)
        return Exit.UNREADABLE
    if rules:
        tests = [inside.code.removeprefix("test.") for inside in step.steps]
        for rule in (rule for rule in rules if rule not in tests):
            complain(say("cli.no_such_test", {"rule": rule, "tests": ", ".join(dict.fromkeys(tests))}))
        own = [inside for inside, rule in zip(step.steps, tests, strict=True) if rule in rules]
        step = step.model_copy(update={"steps": own})
    deliver(None, f"{step.to_json()}\n" if as_line else [derivation_text.render(step)])
    return of_verdicts([step.verdict], unreadable=False)
