"""A supplier's statement: what the buyer of a part asks its producer for (UR 9(2)-(7), 14(7), 18(8))."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import ConfigDict, Field

from rvc.base.decimals import money
from rvc.base.errors import InputError
from rvc.base.hs import dotted
from rvc.base.outcome import Outcome, Status, Verdict
from rvc.base.problem import Problem
from rvc.base.ratio import Requirement
from rvc.base.result import Frozen
from rvc.base.span import Flags, Ints, Span
from rvc.base.version import engine_version
from rvc.law.load import Law
from rvc.lines.case import Assembly, HighWageMaterial, Labor, Transport
from rvc.lines.read import ReadCase
from rvc.lines.schema import USES
from rvc.rules.labor_value import wage_qualifies
from rvc.run.engine import good_reference, law_reference
from rvc.run.evaluate import Evaluation, Root
from rvc.run.figures import content
from rvc.run.regimes import elected, is_usmca
from rvc.run.report import GoodReference, LawReference
from rvc.run.verdicts import Judgment, judge_fleet, judgment

METHODS = ("net_cost", "transaction_value")


class Amount(Frozen):
    """An amount of money between bounds: both the same where it is known, null where nothing limits it."""

    least: str | None
    most: str | None


class MethodContent(Frozen):
    """Regional value content by one method; `required` and `status` are null where the rule does not print it.

    `actual` counts unknown materials as non-originating, `actual_best` as originating.
    """

    method: Literal["net_cost", "transaction_value"]
    vnm: Amount
    actual: str | None
    actual_best: str | None
    required: str | None
    status: Status | None


class UseStatement(Frozen):
    """What the part comes to for one use: verdict, tariff change (null where none is asked), RVC by each method.

    `failing` are the tests that fail, `missing` the facts that would settle what is open.
    """

    use: str
    verdict: Verdict
    tariff_change: Status | None
    contents: list[MethodContent]
    vnm_components: Amount
    failing: list[str] = Field(default_factory=list)
    missing: list[str] = Field(default_factory=list)


class StatedMaterial(Frozen):
    """A non-originating material, or one of unknown origin, used by the producer (UR 9(7)(a)(ii))."""

    id: str
    part_number: str | None
    description: str | None
    hs: str | None
    status: Literal["non_originating", "unknown"]
    value: Amount


class Plant(Frozen):
    """Value or wages of one plant, and whether its wage is a high wage (UR 12, 18(7)-(8)); null: not known."""

    what: Literal["material", "transport", "labor"]
    basis: str
    description: str | None
    country: str | None
    average_base_hourly_wage: str | None
    wage_currency: str | None
    high_wage: bool | None
    value: str | None


class Accumulation(Frozen):
    """The block that a buyer's case takes as `statement` of the material (UR 9(2)(a)), of one unit."""

    net_cost: str
    vnm: str
    designated: bool | None


class Statement(Frozen):
    """All that a buyer asks of the producer of one part, as `rvc statement --format json` prints it.

    `uses` begins with the use that the case states; the amounts above it are of that use.
    """

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-statement/1"] = Field(default="rvc-statement/1", alias="schema")
    engine_version: str
    inputs_sha256: str
    law: LawReference
    good: GoodReference
    supplier: str | None
    produced_in: str | None
    net_cost: Amount
    transaction_value: Amount
    uses: list[UseStatement]
    non_originating: list[StatedMaterial]
    plants: list[Plant]
    accumulation: Accumulation | None

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input."""
        return self.model_dump_json(by_alias=True)


def statement(read: ReadCase, *, on: date | None = None) -> Statement:
    """What the buyer of a part asks its producer for, under every use that the rules know.

    Args:
        read: a case of a part, as `rvc.lines.read` gives it.
        on: the day whose rules apply; the part's own date if None.

    Raises:
        InputError: the good is a vehicle, or its date is before the Agreement.
    """
    uses = [use for use in (read.case.good.use, *USES) if use is not None]
    uses = list(dict.fromkeys(uses))
    reads = [_as_used(read, use, method) for use in uses for method in METHODS]
    fleet = judge_fleet(reads, on=on, regime=None if is_usmca(elected(read, None)) else "usmca")
    if fleet.problems[0] is not None:
        raise InputError([fleet.problems[0]])
    found = fleet.found
    if any(item.kind != "part" for item in found.judged):
        raise InputError([Problem("statement.vehicle", {"hs": dotted(read.case.good.hs)}, "good.hs")])
    own = [judgment(found, row, alternatives=False) for rows in fleet.rows for row in rows]
    pairs = list(zip(uses, own[::2], own[1::2], strict=True))
    first = own[0]
    bases, scale = first.root.bases, found.nodes.scale
    return Statement(
        engine_version=engine_version(),
        inputs_sha256=read.sha256,
        law=law_reference(found, first.judged),
        good=good_reference(first.judged).model_copy(update={"use": read.case.good.use}),
        supplier=read.case.good.supplier,
        produced_in=read.case.good.produced_in,
        net_cost=_amount(bases.net_cost, first.row, scale),
        transaction_value=_amount(bases.transaction_value, first.row, scale),
        uses=[_use(found, use, by_cost, by_price) for use, by_cost, by_price in pairs],
        non_originating=_materials(found, first),
        plants=list(_plants(found.law, read.case.labor)),
        accumulation=_accumulation(found, first),
    )


def _as_used(read: ReadCase, use: str, method: str) -> ReadCase:
    case = read.case
    elections = replace(case.elections, rvc_method=method, regime="usmca")
    return ReadCase(replace(case, good=replace(case.good, use=use), elections=elections))


def _use(found: Evaluation, use: str, by_cost: Judgment, by_price: Judgment) -> UseStatement:
    """One use: the better verdict of the two methods, as `rvc_method: best` gives it."""
    better = max((by_cost, by_price), key=lambda item: item.verdict)
    change = next((finding.status for finding in better.findings if finding.rule == "tariff_change"), None)
    missing = dict.fromkeys(name for finding in better.findings for name in finding.missing)
    inside = by_cost.root.rolled.ledgers.inside(found.nodes.tiers[0].at)
    listed = bool(found.nodes.opened[by_cost.row])
    components = inside.components if listed else found.nodes.nothing
    return UseStatement(
        use=use,
        verdict=better.verdict.verdict,
        tariff_change=change,
        contents=[
            _content(by_cost, "net_cost", found.nodes.scale),
            _content(by_price, "transaction_value", found.nodes.scale),
        ],
        vnm_components=_amount(components, by_cost.row, found.nodes.scale),
        failing=[finding.rule for finding in better.findings if finding.status == "fail"],
        missing=list(missing),
    )


def _content(own: Judgment, method: Literal["net_cost", "transaction_value"], scale: int) -> MethodContent:
    root, row = own.root, own.row
    trials, bases = root.trials, root.bases
    by_cost = method == "net_cost"
    whole = bases.net_cost if by_cost else bases.transaction_value
    vnm = bases.vnm_net_cost if by_cost else bases.vnm_transaction_value
    asked = trials.required_net_cost if by_cost else trials.required_transaction_value
    outcomes = trials.net_cost if by_cost else trials.transaction_value
    asks = trials.asks_net_cost if by_cost else trials.asks_transaction_value
    trial = _asking(own, asks, outcomes)
    required = None if trial is None else _required(asked, trial)
    figures = content(whole, vnm, row, required)
    return MethodContent(
        method=method,
        vnm=_amount(vnm, row, scale),
        actual=figures.actual,
        actual_best=figures.actual_best,
        required=figures.required,
        status=None if trial is None else Outcome(int(outcomes[trial])).status,
    )


def _asking(own: Judgment, asks: Flags, outcomes: Ints) -> int | None:
    """Of the alternatives that stand beside the one that decides, the best that asks for a content by this method."""
    trials, deciding = own.root.trials, own.product.trial
    if deciding is None:
        return None
    beside = [
        trial
        for trial in trials.of(own.row)
        if trials.branch[trial] == trials.branch[deciding] and trials.alternatives[trial].in_place_of is None
    ]
    return max((trial for trial in beside if asks[trial]), key=lambda trial: int(outcomes[trial]), default=None)


def _required(asked: Requirement, trial: int) -> Fraction | None:
    points, over = int(asked.hard[trial]), int(asked.over[trial])
    return None if points < 0 else Fraction(points, over * 100)


def _amount(span: Span, row: int, scale: int) -> Amount:
    least, endless = int(span.least[row]), span.endless(row)
    return Amount(
        least=None if endless and not least else money(least, scale),
        most=None if endless else money(int(span.most[row]), scale),
    )


def _materials(found: Evaluation, first: Judgment) -> list[StatedMaterial]:
    """Materials that do not surely originate under the first use; self-produced ones are looked through."""
    nodes, status = found.nodes, first.root.rolled.status
    by_id = {material.id: material for material in first.judged.case.materials}
    amounts = first.root.rolled.ledgers.whole("amount")
    stated = []
    for line in _used(found, first.root, first.row):
        item = by_id[nodes.ids[line]]
        stated.append(
            StatedMaterial(
                id=item.id, part_number=item.part_number, description=item.description,
                hs=None if item.hs is None else dotted(item.hs),
                status="unknown" if status[line] == Outcome.UNDETERMINED else "non_originating",
                value=_amount(amounts, line, nodes.scale),
            )
        )  # fmt: skip
    return stated


def _used(found: Evaluation, root: Root, row: int) -> Iterator[int]:
    """The lines that count, in the order of the case: purchased ones, and self-produced ones that are not opened."""
    nodes, status = found.nodes, root.rolled.status
    waiting = nodes.children.get(row, [])[::-1]
    while waiting:
        line = waiting.pop()
        if status[line] == Outcome.PASS or nodes.is_packing[line]:
            continue
        if nodes.in_house[line] and nodes.opened[line]:
            waiting.extend(nodes.children[line][::-1])
        else:
            yield line


def _plants(law: Law, blocks: Sequence[Labor]) -> Iterator[Plant]:
    """Every plant that the case names, on each basis, with the answer of its wage."""
    for block in blocks:
        for item in block.materials or ():
            yield _plant(law, block.basis, "material", item, item.plant_country, item.value, item.description)
        for haul in block.transport or ():
            yield _plant(law, block.basis, "transport", haul, haul.country, haul.cost)
        if block.assembly is not None:
            yield _plant(law, block.basis, "labor", block.assembly, block.assembly.country, block.assembly.labor_cost)


def _plant(
    law: Law,
    basis: str,
    what: Literal["material", "transport", "labor"],
    stated: HighWageMaterial | Transport | Assembly,
    country: str | None,
    value: Decimal | None,
    description: str | None = None,
) -> Plant:
    wage = stated.average_base_hourly_wage
    qualifies = wage_qualifies(law, country, wage)
    return Plant(
        what=what, basis=basis, description=description, country=country,
        average_base_hourly_wage=None if wage is None else f"{wage:f}", wage_currency=stated.wage_currency,
        high_wage=None if qualifies is Outcome.UNDETERMINED else qualifies is Outcome.PASS,
        value=None if value is None else f"{value:f}",
    )  # fmt: skip


def _accumulation(found: Evaluation, own: Judgment) -> Accumulation | None:
    """Net cost and VNM as a statement of UR 9(2)(a) has them: only where both are known; unknown origins count."""
    bases, row, scale = own.root.bases, own.row, found.nodes.scale
    net_cost, vnm = bases.net_cost, bases.vnm_net_cost
    if net_cost.endless(row) or net_cost.least[row] != net_cost.most[row] or vnm.endless(row):
        return None
    holds = {Outcome.FAIL: False, Outcome.PASS: True}.get(Outcome(int(own.root.rolled.holds_one[row])))
    return Accumulation(
        net_cost=money(int(net_cost.most[row]), scale), vnm=money(int(vnm.most[row]), scale), designated=holds
    )
