"""Schedules, out of the TOML files of a regime."""

from collections.abc import Iterable

from rvc.base.errors import LawError
from rvc.law.model import COMPARISONS, Schedule, Step
from rvc.law.strict import Entry

SERVES = ("product_rules", "tests")


def schedules(files: Iterable[Entry]) -> dict[str, Schedule]:
    """Every `[schedule.<name>]` table, by name; a name stands once."""
    found: dict[str, Schedule] = {}
    for file in files:
        for entry in under(file, "schedule", "steps"):
            schedule = _schedule(entry)
            if schedule.name in found:
                raise LawError(f"{entry.file}: {entry.key}: stands twice")
            found[schedule.name] = schedule
    return found


def under(file: Entry, name: str, mark: str) -> Iterable[Entry]:
    """The tables below `[schedule]` or `[figure]` of a file of thresholds that hold the key `mark`."""
    file.only("schedule", "figure", "regime", "version", "every_good_of")
    return file.child(name).leaves(mark) if name in file.values else ()


def _schedule(entry: Entry) -> Schedule:
    entry.only("says", "cite", "comparison", "serves", "steps")
    steps = tuple(_step(step) for step in entry.children("steps"))
    if not steps:
        raise entry.refusal("steps", "none")
    return Schedule(
        name=entry.key.removeprefix("schedule."),
        says=entry.text("says"),
        cite=entry.texts("cite"),
        comparison=entry.one_of("comparison", COMPARISONS),
        steps=steps,
        serves=entry.one_of("serves", SERVES),
    )


def _step(entry: Entry) -> Step:
    entry.only("from", "percent", "cite")
    return Step(entry.day("from"), entry.basis_points("percent"), entry.text("cite"))
