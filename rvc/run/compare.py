"""One good under several dates, regimes or changes: what turns, and how far each test is from turning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Literal

from pydantic import ConfigDict, Field

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.base.result import Frozen
from rvc.lines.document import as_mapping
from rvc.lines.read import ReadCase, case_from
from rvc.lines.scalars import Plain, nearest
from rvc.lines.schema import CASE, MATERIAL, Shape
from rvc.run.engine import check_many
from rvc.run.headroom import Room, rooms
from rvc.run.report import Report

AS_STATED, AS_SET = "stated", "set"


class Change(Frozen):
    """One value that differs between two cases, by its path in the case; null where there is none."""

    path: str
    before: str | None
    after: str | None


class Variant(Frozen):
    """One column of a comparison: the report of one case on one day under one regime, and its rooms."""

    case: str
    on: str
    regime: str
    report: Report
    rooms: list[Room]


class Comparison(Frozen):
    """Reports side by side. `turned` names the tests that do not come out the same in all of them."""

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-comparison/1"] = Field(default="rvc-comparison/1", alias="schema")
    variants: list[Variant]
    changes: list[Change]
    turned: list[str]

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input."""
        return self.model_dump_json(by_alias=True)


@dataclass(frozen=True)
class Named:
    """A case, and the name that it goes by in a comparison."""

    name: str
    read: ReadCase


def compare(
    goods: Sequence[Sequence[Named]],
    *,
    days: Sequence[date | None] = (None,),
    regimes: Sequence[str | None] = (None,),
) -> list[Comparison]:
    """Judge every case of every good on every day under every regime; None stands for the case's own.

    A good is one case, or several with the same names: as stated and as changed. Goods are judged together.

    Raises:
        InputError: a case cannot elect one of the regimes, or a day is before the Agreement.
    """
    found: list[list[Variant]] = [[] for _ in goods]
    for place, day, regime in product(range(len(goods[0]) if goods else 0), days, regimes):
        reports = check_many([cases[place].read for cases in goods], on=day, regime=regime)
        for variants, cases, report in zip(found, goods, reports, strict=True):
            variants.append(_variant(cases[place], report))
    return [
        Comparison(
            variants=variants,
            changes=_changes(cases[0].read, cases[1].read) if len(cases) > 1 else [],
            turned=_turned([item.report for item in variants]),
        )
        for variants, cases in zip(found, goods, strict=True)
    ]


def _variant(named: Named, report: Report) -> Variant:
    averaged = named.read.case.elections.core_parts_averaging != "none"
    return Variant(
        case=named.name, on=report.law.as_of, regime=report.law.regime, report=report,
        rooms=rooms(report, averaged=averaged),
    )  # fmt: skip


def with_changes(read: ReadCase, settings: Sequence[str]) -> ReadCase:
    """The case with values changed as `LINE.field=value` or `block.field=value` say; no value takes the field away.

    LINE is the id of a material; a path may go deeper (claim.valid_to). A line that is not there is not made.

    Raises:
        InputError: a setting names nothing that a case has, or the case does not stand with it.
    """
    data = as_mapping(read.case)
    problems = [problem for setting in settings if (problem := _set(data, setting)) is not None]
    if problems:
        raise InputError(problems)
    return case_from(data)


def _set(data: dict[str, Any], setting: str) -> Problem | None:
    """Change one value in place, or say why it cannot be."""
    place, equals, value = setting.partition("=")
    if not equals:
        return Problem("set.shape", {"setting": setting})
    found = _block(data, place.strip())
    if found is None:
        ids = [str(line["id"]) for line in data.get("materials", ())]
        like = nearest(place.partition(".")[0], ids)
        return Problem("set.unknown_line", {"setting": setting, "nearest": like or "-"})
    block, shape, path = found
    *into, last = path
    for name in into:
        field = shape.by_name.get(name)
        if field is None or field.shape is None or field.kind != "record":
            return Problem("set.unknown_field", {"setting": setting, "nearest": nearest(name, tuple(shape.by_name))})
        block, shape = block.setdefault(name, {}), field.shape
    if last not in shape.by_name or shape.by_name[last].shape is not None:
        return Problem("set.unknown_field", {"setting": setting, "nearest": nearest(last, tuple(shape.by_name))})
    block[last] = Plain(value.strip()) if value.strip() else None
    return None


def _block(data: dict[str, Any], place: str) -> tuple[dict[str, Any], Shape, list[str]] | None:
    """The block that a place begins in, its shape, and the rest of the path: a material by id, or a block by name."""
    for line in sorted(data.get("materials", ()), key=lambda line: -len(str(line["id"]))):
        name = str(line["id"])
        if place.startswith(f"{name}.") and len(place) > len(name) + 1:
            return line, MATERIAL, place[len(name) + 1 :].split(".")
    first, dot, rest = place.partition(".")
    field = CASE.by_name.get(first)
    if not dot or not rest or field is None or field.kind != "record" or field.shape is None:
        return None
    return data.setdefault(first, {}), field.shape, rest.split(".")


def _changes(old: ReadCase, new: ReadCase) -> list[Change]:
    """Every value that differs, materials matched by id; blocks that are lists elsewhere are compared by place."""
    before, after = dict(_leaves(as_mapping(old.case), "")), dict(_leaves(as_mapping(new.case), ""))
    paths = dict.fromkeys([*before, *after])
    return [
        Change(path=path, before=before.get(path), after=after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    ]


def _leaves(tree: object, path: str) -> list[tuple[str, str]]:
    if isinstance(tree, Mapping):
        return [leaf for name, held in tree.items() for leaf in _leaves(held, f"{path}.{name}".removeprefix("."))]
    if isinstance(tree, list):
        named = [held["id"] if path == "materials" else place for place, held in enumerate(tree)]
        return [leaf for name, held in zip(named, tree, strict=True) for leaf in _leaves(held, f"{path}[{name}]")]
    return [(path, str(tree).lower() if isinstance(tree, bool) else str(tree))]


def _turned(reports: Sequence[Report]) -> list[str]:
    """The tests whose result is not the same throughout, in the order in which reports hold them."""
    rules = dict.fromkeys(finding.rule for report in reports for finding in report.findings)
    return [rule for rule in rules if len({_status(report, rule) for report in reports}) > 1]


def _status(report: Report, rule: str) -> str | None:
    finding = report.finding(rule)
    return None if finding is None else finding.status
