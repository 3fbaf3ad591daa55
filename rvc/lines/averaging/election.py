"""An election to average, and the table of its fields (schema rvc-averaging/1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rvc.law.load import load_law
from rvc.lines.schema import REGION, Field, Shape

SCHEMA = "rvc-averaging/1"
ONE_UNIT, TOTALS = "one_unit", "totals"
CORPORATE, BY_GOOD = "corporate", "by_good"


@dataclass(frozen=True)
class AveragedGood:
    """A good of the category. `figures`: its case is of one unit, or holds its totals of the period."""

    id: str
    units: Decimal | None = None
    figures: str = ONE_UNIT
    model_line: str | None = None
    model_name: str | None = None
    plant: str | None = None
    added_on: date | None = None
    certificate: str | None = None

    @property
    def weight(self) -> int:
        """What its figures are multiplied by."""
        return int(self.units) if self.figures == ONE_UNIT and self.units is not None else 1


@dataclass(frozen=True)
class Election:
    """What is averaged, over which goods and days, and what was filed of it. An empty tuple was not stated."""

    subject: str
    category: str
    basis: str
    period: str
    from_: date
    to: date
    goods: tuple[AveragedGood, ...]
    fiscal_year_from: date | None = None
    fiscal_year_to: date | None = None
    exported_to: tuple[str, ...] = ()
    filed_with: tuple[str, ...] = ()
    filed_on: date | None = None
    shorter_notice_accepted: bool | None = None
    producer_name: str | None = None
    producer_address: str | None = None
    estimated_lvc: Decimal | None = None
    signed_by: str | None = None
    signed_on: date | None = None
    similar: bool | None = None
    sold_to: str | None = None
    purchases: str | None = None


@dataclass(frozen=True)
class Elections:
    """A file of elections."""

    schema_: str
    elections: tuple[Election, ...]


def shape() -> Shape:
    """The fields of a file of elections; the names of subjects, categories and periods are those of the law data."""
    law = load_law().averaging
    good = (
        Field("id", "text", "The good, as its case names it.", required=True),
        Field("units", "above_zero", "Units produced in the period; with the basis exported, those exported."),
        Field("figures", "choice", "What its case is of; one_unit if left out.", choices=(ONE_UNIT, TOTALS)),
        Field("model_line", "text", "Model line (UR 12)."),
        Field("model_name", "text", "Model name (UR 12)."),
        Field("plant", "text", "Location of the plant."),
        Field("certificate", "text", "Certifications of origin given for it, and to whom, for rvc diff."),
        Field("added_on", "date", "Day on which it joined the category, if after the first day of the period."),
    )
    election = (
        Field("subject", "choice", "What is averaged.", required=True, choices=tuple(law.subjects)),
        Field("category", "choice", "Goods averaged together.", required=True, choices=tuple(law.categories)),
        Field("basis", "choice", "All goods of the category, or those exported.", required=True, choices=_BASES),
        Field("period", "choice", "What kind of period.", required=True, choices=tuple(law.periods)),
        Field("from", "date", "First day of the period.", required=True),
        Field("to", "date", "Last day of the period.", required=True),
        Field("fiscal_year_from", "date", "First day of the fiscal year that the period goes by."),
        Field("fiscal_year_to", "date", "Last day of that fiscal year."),
        Field("exported_to", "choices", "Where goods of the category are to be exported.", choices=REGION),
        Field("filed_with", "choices", "Customs administrations notified.", choices=REGION),
        Field("filed_on", "date", "Day on which the last of them was notified."),
        Field("shorter_notice_accepted", "flag", "Whether they accepted a shorter notice (UR 16(6), 18(16)(g))."),
        Field("producer_name", "text", "Name of the producer (UR 18(16)(c))."),
        Field("producer_address", "text", "Address of the producer (UR 18(16)(c))."),
        Field("estimated_lvc", "amount", "Estimated LVC of the category, in percent (UR 18(16)(e))."),
        Field("signed_by", "text", "Authorized officer who signed (UR 18(16)(f))."),
        Field("signed_on", "date", "Day of the signature (UR 18(16)(f))."),
        Field("similar", "flag", "Whether the goods are identical or similar goods (UR 1; UR 7(15))."),
        Field("sold_to", "text", "The motor vehicle producer whose fiscal year it is (UR 16(10)(a), 20(7)(a)(i))."),
        Field(
            "purchases", "choice", "Metals: each case states the producer's purchases, or those for its good.",
            choices=(CORPORATE, BY_GOOD),
        ),
        Field("goods", "records", "The goods of the category.", required=True, shape=Shape(AveragedGood, good)),
    )  # fmt: skip
    return Shape(
        Elections,
        (
            Field("schema", "text", f"{SCHEMA}.", required=True),
            Field("elections", "records", "The elections.", required=True, shape=Shape(Election, election)),
        ),
    )


_BASES = ("all", "exported")
