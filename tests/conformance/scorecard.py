"""The scorecard of the regulations' worked examples: how many there are, agree, differ, or cannot be put as a case."""

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("examples.toml")


@dataclass(frozen=True)
class Example:
    """A worked example: the tests that hold the engine to it, or why none can."""

    provision: str
    about: str
    tests: tuple[str, ...] = ()
    why: str = ""


def examples() -> list[Example]:
    """Every example of the list, in the order of the regulations."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["example"]
    return [Example(**{**entry, "tests": tuple(entry.get("tests", ()))}) for entry in entries]


def outcome(example: Example, failed: Collection[str]) -> str:
    """What the engine makes of an example, when these tests failed."""
    if not example.tests:
        return "no case"
    return "differs" if set(example.tests) & set(failed) else "agrees"


def sections(failed: Collection[str] = ()) -> Iterator[str]:
    """The scorecard as a table in Markdown, a row a section."""
    yield "| worked examples | in all | agree | differ | no case |"
    yield "| --- | --- | --- | --- | --- |"
    found: dict[str, list[str]] = {}
    for example in examples():
        found.setdefault(_section(example.provision), []).append(outcome(example, failed))
    for section, outcomes in [*found.items(), ("all", [each for some in found.values() for each in some])]:
        counts = (outcomes.count(name) for name in ("agrees", "differs", "no case"))
        yield f"| {section} | {len(outcomes)} | {' | '.join(map(str, counts))} |"


def _section(provision: str) -> str:
    """UR 7 of UR 7(22) Example 4, UR Schedule 5 of UR Schedule 5 Appendix A Example 1 or of UR Schedule 5 s. 3."""
    return provision.partition("(")[0].partition(" Appendix")[0].partition(" s. ")[0]


def lines(failed: Collection[str]) -> Iterator[str]:
    """Every example with what the engine makes of it, and why where it is not plain agreement."""
    for example in examples():
        said = outcome(example, failed)
        yield f"{said:8} {example.provision}: {example.about}"
        if example.why:
            yield f"         {example.why}"
        for test in example.tests:
            if test in failed:
                yield f"         {test} failed"
