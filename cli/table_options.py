"""What the command line says about tables."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .usage import WrongUsage

if TYPE_CHECKING:
    from datetime import date

    from rvc.lines.tables.options import TableOptions

    from .options import DateOrder, Decimals


def table_options(
    mapped: Path | None,
    decimal: "Decimals | None",
    dates: "DateOrder | None",
    sheet: str | None,
    header: int | None,
    facts: Sequence[str] | None = None,
) -> "TableOptions | None":
    """The options as the readers of tables take them; None if nothing is said."""
    if not facts and all(said is None for said in (mapped, decimal, dates, sheet, header)):
        return None
    from rvc.base.errors import InputError
    from rvc.lines.tables.options import TableOptions, read_mapping

    try:
        mapping = None if mapped is None else read_mapping(mapped)
    except InputError as error:
        raise WrongUsage(str(error.problems[0])) from None
    return TableOptions(
        mapping, decimal.value if decimal else None, dates.value if dates else None, sheet, header, _tree(facts or ())
    )


def dated(options: "TableOptions | None", day: "date | None") -> "TableOptions | None":
    """The options with a date for goods whose tables state none."""
    if day is None:
        return options
    from rvc.lines.tables.options import TableOptions

    options = options or TableOptions()
    good = options.facts.get("good", {})
    if not isinstance(good, dict) or "date" in good:
        return options
    return replace(options, facts={**options.facts, "good": {**good, "date": day.isoformat()}})


def _tree(facts: Iterable[str]) -> dict[str, Any]:
    """Facts such as good.hs=8703.23 as the blocks of a case."""
    from rvc.lines.scalars import Plain
    from rvc.show.words import say

    tree: dict[str, Any] = {}
    for fact in facts:
        name, sign, value = fact.partition("=")
        steps = [step.strip() for step in name.split(".")]
        if not sign or not all(steps) or len(steps) < _SHORTEST or steps[0] == "materials":
            raise WrongUsage(say("cli.fact", {"fact": fact}))
        block = tree
        for step in steps[:-1]:
            block = block.setdefault(step, {})
            if not isinstance(block, dict):
                raise WrongUsage(say("cli.fact_twice", {"fact": fact}))
        if steps[-1] in block:
            raise WrongUsage(say("cli.fact_twice", {"fact": fact}))
        parts = [Plain(part.strip()) for part in value.split(";")]
        block[steps[-1]] = parts if _is_list(steps) and value.strip() else Plain(value.strip())
    return tree


_SHORTEST = 2  # a block, and a fact in it


def _is_list(steps: Sequence[str]) -> bool:
    """Whether a fact is a list of names."""
    from rvc.lines.schema import CASE

    shape, kind = CASE, ""
    for step in steps:
        field = shape.by_name.get(step)
        if field is None:
            return False
        shape, kind = field.shape or CASE, field.kind
    return kind == "choices"
