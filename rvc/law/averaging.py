"""Averaging as the law allows it: subjects, categories, periods and classes of vehicles, out of averaging.toml."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rvc.base.hs import HsRange
from rvc.law.strict import Entry

RULES = ("rvc", "core_parts", "labor_value", "steel", "aluminum")
_MANY = "persons_16_or_more"
_FORMS = (
    "fiscal_year", "months", "remaining", "previous_fiscal_year", "previous_calendar_year", "months_to_date",
    "fiscal_year_to_date", "calendar_year_to_date", "bridge", "printed",
)  # fmt: skip


@dataclass(frozen=True)
class Filing:
    """When an election is filed: so many days before the fiscal year, or by the first day printed; not with some."""

    days: int
    first: date | None
    cite: tuple[str, ...]
    not_with: tuple[str, ...]
    not_cite: tuple[str, ...]


@dataclass(frozen=True)
class OfTables:
    """Parts of a use that stand in tables; `open`: whether the provision is for them is open to reading.

    `periods`: those of the subject that are open to this use, where not all are.
    """

    use: str
    tables: tuple[str, ...]
    open: bool
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """What is averaged, of which goods, and what may be elected for it. `needs`: facts without which it is open."""

    name: str
    says: str
    cite: tuple[str, ...]
    rule: str
    kinds: tuple[str, ...]
    tables: tuple[OfTables, ...]
    categories: tuple[str, ...]
    bases: tuple[str, ...]
    periods: tuple[str, ...]
    exported_periods: tuple[str, ...]
    filing: Filing | None
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Category:
    """What the goods of a category have in common, and what the notice states of each."""

    name: str
    says: str
    cite: tuple[str, ...]
    same: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True)
class PrintedDays:
    """Days that the law prints. Without `to` they end with the fiscal year, which begins before `before` if any."""

    first: date
    to: date | None
    before: date | None
    kinds: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True)
class AveragingPeriod:
    """A period: `form` says how its days are known, `months` how many it has, `spans` those that are printed."""

    name: str
    cite: tuple[str, ...]
    form: str
    months: int
    spans: tuple[PrintedDays, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class VehicleClass:
    """A class of motor vehicles (UR 12); `many`: those for the transport of 16 or more persons only."""

    name: str
    hs: tuple[HsRange, ...]
    many: bool
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Averaging:
    """All of it, by name."""

    subjects: Mapping[str, Subject]
    categories: Mapping[str, Category]
    periods: Mapping[str, AveragingPeriod]
    classes: tuple[VehicleClass, ...]

    def class_of(self, hs2012: str, features: Collection[str]) -> str | None:
        """The class of a vehicle, None where the definition has none for its code."""
        for item in self.classes:
            if any(held.holds(hs2012) for held in item.hs) and (not item.many or _MANY in features):
                return item.name
        return None

    def cites(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every name with its provisions."""
        for subject in self.subjects.values():
            yield f"averaging of {subject.name}", subject.cite
            if subject.filing is not None:
                yield f"filing of {subject.name}", (*subject.filing.cite, *subject.filing.not_cite)
        for category in self.categories.values():
            yield f"category {category.name}", category.cite
        for period in self.periods.values():
            yield f"period {period.name}", period.cite
        for item in self.classes:
            yield f"class {item.name}", item.cite


def averaging(file: Entry) -> Averaging:
    """The tables of averaging.toml; a subject names only categories and periods that are there."""
    file.only("subject", "category", "period", "class")
    categories = {name: _category(name, entry) for name, entry in _named(file.child("category"))}
    periods = {name: _period(name, entry) for name, entry in _named(file.child("period"))}
    subjects = {name: _subject(name, entry) for name, entry in _named(file.child("subject"))}
    for name, subject in subjects.items():
        of_uses = [period for group in subject.tables for period in group.periods]
        for other in (*subject.categories, *subject.periods, *subject.exported_periods, *of_uses):
            if other not in categories and other not in periods:
                raise file.refusal(f"subject.{name}", f"{other!r} is neither a category nor a period")
    return Averaging(subjects, categories, periods, tuple(_class(entry) for entry in file.children("class")))


def _named(entry: Entry) -> Iterator[tuple[str, Entry]]:
    return ((name, entry.child(name)) for name in entry.values)


def _subject(name: str, entry: Entry) -> Subject:
    entry.only(
        "says",
        "cite",
        "rule",
        "kinds",
        "tables",
        "categories",
        "bases",
        "periods",
        "exported_periods",
        "filing",
        "needs",
    )
    tables = [item.only("use", "tables", "open", "periods") for item in entry.children("tables")]
    return Subject(
        name, entry.text("says"), entry.texts("cite"), entry.one_of("rule", RULES), entry.texts("kinds"),
        tuple(
            OfTables(item.text("use"), item.texts("tables"), item.flag("open"), item.texts("periods", ()))
            for item in tables
        ),
        entry.texts("categories"), entry.texts("bases"), entry.texts("periods"), entry.texts("exported_periods", ()),
        _filing(entry.child("filing")) if "filing" in entry.values else None, entry.texts("needs", ()),
    )  # fmt: skip


def _filing(entry: Entry) -> Filing:
    entry.only("days", "first", "cite", "not_with", "not_cite")
    first = entry.day("first") if "first" in entry.values else None
    return Filing(
        entry.whole("days"), first, entry.texts("cite"), entry.texts("not_with", ()), entry.texts("not_cite", ())
    )


def _category(name: str, entry: Entry) -> Category:
    entry.only("says", "cite", "same", "states")
    return Category(
        name, entry.text("says"), entry.texts("cite"), entry.texts("same", ()), entry.texts("states", ())
    )  # fmt: skip


def _period(name: str, entry: Entry) -> AveragingPeriod:
    entry.only("cite", "form", "months", "spans", "needs")
    months = entry.whole("months") if "months" in entry.values else 0
    spans = tuple(_printed(item) for item in entry.children("spans"))
    return AveragingPeriod(
        name, entry.texts("cite"), entry.one_of("form", _FORMS), months, spans, entry.texts("needs", ())
    )


def _printed(entry: Entry) -> PrintedDays:
    entry.only("from", "to", "before", "kinds", "tables")
    to, before = (entry.day(name) if name in entry.values else None for name in ("to", "before"))
    return PrintedDays(entry.day("from"), to, before, entry.texts("kinds", ()), entry.texts("tables", ()))


def _class(entry: Entry) -> VehicleClass:
    entry.only("name", "cite", "hs", _MANY)
    return VehicleClass(entry.text("name"), entry.ranges("hs"), entry.flag(_MANY), entry.texts("cite"))
