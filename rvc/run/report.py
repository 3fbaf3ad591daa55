"""A report: the verdict on one good and every finding that it rests on. Data only; computes nothing."""

from typing import Literal

from pydantic import ConfigDict, Field

from rvc.base.outcome import Status, Verdict
from rvc.base.result import Frozen, Said


class Part(Frozen):
    """A row under a finding: a core part, an unanswered category, or a component of the labor value content."""

    status: Status
    id: str | None = None
    category: str | None = None
    component: str | None = None
    description: str | None = None
    method: str | None = None
    net_cost: str | None = None
    vnm: str | None = None
    actual: str | None = None
    actual_best: str | None = None
    required: str | None = None
    because: Said | None = None
    missing: list[str] = Field(default_factory=list)


class Finding(Frozen):
    """What one legal test concluded. Percentages are decimal strings, rounded for show; the test itself is exact.

    `actual` is the lawful worst case (unknown material counted as non-originating), `actual_best` the other bound;
    `margin` is actual - required in percentage points; `missing` names the inputs that would settle the test.
    """

    rule: Literal["territory", "tariff_change", "rvc", "core_parts", "steel", "aluminum", "labor_value", "us_content"]
    status: Status
    required: str | None = None
    actual: str | None = None
    actual_best: str | None = None
    margin: str | None = None
    unit: Literal["percent"] | None = None
    method: str | None = None
    inputs: dict[str, str] = Field(default_factory=dict)
    citations: list[str] = Field(default_factory=list)
    because: Said
    missing: list[str] = Field(default_factory=list)
    parts: list[Part] = Field(default_factory=list)

    def settled_by(self) -> list[str]:
        """The inputs that would settle the test and its parts, each once."""
        return list(dict.fromkeys([*self.missing, *(name for part in self.parts for name in part.missing)]))


class AlternativeFindings(Frozen):
    """One of the ways to originate that the product rule offers, with its own findings."""

    citation: str
    text: str
    status: Status
    findings: list[Finding]


class Note(Said):
    """A remark on the reading of the law or of the input that the verdict rests on."""

    citations: list[str] = Field(default_factory=list)


class Oddity(Said):
    """A warning about the input, with its path in the case; it did not stop the judgment."""

    path: str


class LineShare(Frozen):
    """A material that weighs on the regional value content: its VNM in the good and its points of net cost."""

    id: str
    part_number: str | None
    description: str | None
    hs: str | None
    status: Literal["non_originating", "unknown"]
    value: str
    points: str | None


class CountryValue(Frozen):
    """Net cost by country: `value` as added there, through all tiers; `last_production` without looking into parts."""

    country: Literal["US", "CA", "MX", "other", "unknown"]
    value: str
    points: str | None
    last_production: str
    last_production_points: str | None


class TierValue(Frozen):
    """Net cost seen to a tier, by country and by status as it counts in the good.

    Tier 1 looks no further than what goes straight into the good, the last to the end of every branch; each adds up to
    the net cost. What is in a material that is settled has its status; `production` is what the producer of the good
    adds itself; `unknown` is of unknown status. A non-originating material is here with its whole value.
    """

    tier: int
    country: Literal["US", "CA", "MX", "other", "unknown"]
    status: Literal["originating", "non_originating", "unknown", "production"]
    value: str
    points: str | None


class CorePartMethod(Frozen):
    """A core part under one method of UR 14(7) or 14(10); `elected` says whether the case lets it decide.

    A super-core is all core parts of the vehicle together: it has no `id` and no `category`.
    """

    id: str | None
    category: str | None
    method: str
    elected: bool
    status: Status
    net_cost: str | None
    vnm: str | None
    actual: str | None
    actual_best: str | None
    required: str | None


class LawReference(Frozen):
    """Which law: regime, the date whose rules apply, version and hash of the law data."""

    regime: str
    as_of: str
    version: str
    sha256: str


class GoodReference(Frozen):
    """Which good, with its HS code dotted and the kind that the engine judged it as."""

    id: str
    hs: str
    kind: str
    use: str | None = None
    description: str | None = None
    currency: str | None = None
    model_line: str | None = None
    plant: str | None = None


class Report(Frozen):
    """The verdict on one good (contract section 2), as `--format json` prints it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["rvc-report/1"] = Field(default="rvc-report/1", alias="schema")
    engine_version: str
    inputs_sha256: str
    law: LawReference
    good: GoodReference
    verdict: Verdict
    findings: list[Finding]
    alternatives: list[AlternativeFindings] = Field(default_factory=list)
    notes: list[Note] = Field(default_factory=list)
    largest_non_originating: list[LineShare] = Field(default_factory=list)
    value_by_country: list[CountryValue] = Field(default_factory=list)
    value_by_country_complete: bool = False
    value_through_tiers: list[TierValue] = Field(default_factory=list)
    core_parts_by_method: list[CorePartMethod] = Field(default_factory=list)
    warnings: list[Oddity] = Field(default_factory=list)

    def finding(self, rule: str) -> Finding | None:
        """The finding of one rule, or None where the rule does not apply to the good."""
        return next((finding for finding in self.findings if finding.rule == rule), None)

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same input; fields without a value are null."""
        return self.model_dump_json(by_alias=True)
