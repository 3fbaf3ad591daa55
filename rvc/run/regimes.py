"""Which law a case is judged by: the USMCA, alternative staging under it, NAFTA, or a scenario file."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from rvc.base.errors import InputError, LawError
from rvc.base.problem import Problem
from rvc.law.load import load_law
from rvc.law.nafta_law import load_nafta
from rvc.law.regime import Law
from rvc.law.scenario import find, load_scenario
from rvc.lines.read import ReadCase

REGIMES = ("usmca", "alternative_staging", "nafta")
SCENARIO = ".toml"
_Result = TypeVar("_Result")


def law_of(regime: str) -> Law:
    """The law data of a regime by name, or of a scenario by the path of its file.

    Raises:
        InputError: there is no such regime, or something is wrong with the file.
    """
    scenario = scenario_file(regime)
    if scenario is not None:
        return _scenario(regime, _stamp(scenario))
    if regime not in REGIMES:
        expected = ", ".join((*REGIMES, f"FILE{SCENARIO}"))
        raise InputError([Problem("regime.unavailable", {"seen": regime, "expected": expected}, "elections.regime")])
    return load_nafta() if regime == "nafta" else load_law()


def scenario_file(regime: str) -> Path | None:
    """The file of a scenario; None of a regime that goes by a name."""
    return find(regime) if regime.endswith(SCENARIO) else None


def is_usmca(regime: str | None) -> bool:
    """Whether a regime is judged by the law data of the USMCA as they are; None is what each case elects."""
    return regime in (None, "usmca", "alternative_staging")


def elected(read: ReadCase, regime: str | None) -> str:
    """The regime asked for, else the one that the case elects."""
    return regime or read.case.elections.regime


def each_by_its_law(
    reads: Sequence[ReadCase], regime: str | None, judge: Callable[[Sequence[ReadCase], Law], Sequence[_Result]]
) -> list[_Result]:
    """Judge cases, those of one law together; the results come in the order of the cases."""
    groups: dict[str, list[int]] = {}
    for place, read in enumerate(reads):
        chosen = elected(read, regime)
        groups.setdefault("usmca" if is_usmca(chosen) else chosen, []).append(place)
    found: dict[int, _Result] = {}
    for chosen, places in groups.items():
        results = judge([reads[place] for place in places], law_of(chosen))
        found |= dict(zip(places, results, strict=True))
    return [found[place] for place in range(len(reads))]


def _stamp(file: Path) -> tuple[int, int]:
    """What changes when a file does."""
    try:
        told = file.stat()
    except OSError:
        return (0, 0)
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=8)
def _scenario(path: str, _stamp: tuple[int, int]) -> Law:
    try:
        return load_scenario(path)
    except LawError as error:
        raise InputError([Problem("scenario.wrong", {"why": str(error)})]) from error
