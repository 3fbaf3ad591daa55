"""What averaging comes to: each election with its sums, each good by the average and by itself. Data only."""

from typing import Literal

from pydantic import ConfigDict, Field

from rvc.base.outcome import Verdict
from rvc.base.result import Frozen, Said
from rvc.run.report import Finding, LawReference


class AveragedTest(Frozen):
    """One test of a good, by itself and by the average of `election` (its place in the list)."""

    rule: str
    election: int
    alone: Finding | None
    average: Finding


class AveragedResult(Frozen):
    """One good. `findings` are those that its verdict by the average rests on."""

    id: str
    hs: str
    kind: str
    alone: Verdict
    average: Verdict
    tests: list[AveragedTest]
    findings: list[Finding]
    law: LawReference


class Elected(Frozen):
    """One election: its goods with their weights, what they come to, and what it lacks. Amounts are decimal strings.

    `sums` holds `net_cost`, `vnm` and the like where they are known, `..._least` and `..._most` where they are not.
    `in_use`: the goods given are of its period. `open` says why the text leaves the average open, if it does.
    """

    subject: str
    category: str
    basis: str
    period: str
    first_day: str
    last_day: str
    in_use: bool
    weights: dict[str, int]
    currency: str | None
    sums: dict[str, str]
    missing: list[str]
    open: list[Said]
    citations: list[str]


class Averages(Frozen):
    """Goods averaged as elected, as `rvc average --format json` prints it."""

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-average/1"] = Field(default="rvc-average/1", alias="schema")
    engine_version: str
    elections: list[Elected]
    goods: list[AveragedResult]
    not_named: list[str]

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input."""
        return self.model_dump_json(by_alias=True)
