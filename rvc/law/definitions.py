"""The definitions of the kinds of good (UR 12, 20), known features and absent core parts, out of kinds.toml."""

from dataclasses import dataclass

from rvc.base.hs import HsRange
from rvc.law.model import KindEntry
from rvc.law.strict import Entry

KINDS = (
    "passenger_vehicle", "light_truck", "heavy_truck", "other_vehicle", "part", "light_duty_vehicle",
    "heavy_duty_vehicle",
)  # fmt: skip


@dataclass(frozen=True)
class Definition:
    """A condition on code, features and use, and what a good that meets it is: two readings where the law is open."""

    hs: tuple[HsRange, ...]
    written: tuple[HsRange, ...]
    any_features: tuple[str, ...]
    all_features: tuple[str, ...]
    uses: tuple[str, ...]
    use_not_stated: bool
    readings: tuple[KindEntry, ...]


@dataclass(frozen=True)
class Feature:
    """A fact that a code does not tell, and the codes (of any edition, as written) that exclude it.

    `defined_for` and `not_for` are HS 2012 codes: of a good outside them the law knows no such fact.
    """

    name: str
    says: str
    excluded_by: tuple[HsRange, ...]
    defined_for: tuple[HsRange, ...]
    not_for: tuple[HsRange, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True)
class AbsentCategory:
    """A category of Table A.2 that a vehicle of these codes, as written, lacks by the words of its subheading."""

    category: str
    written: tuple[HsRange, ...]
    without_features: tuple[str, ...]
    cite: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Kinds:
    """Definitions in the order in which they are tried, what is a part, known features and absent core parts."""

    definitions: tuple[Definition, ...]
    part: KindEntry
    features: tuple[Feature, ...]
    absent: tuple[AbsentCategory, ...]


def kinds(file: Entry) -> Kinds:
    """kinds.toml, closed: every key, kind, feature and use in it is known."""
    file.only("part", "definition", "feature", "absent")
    features = tuple(_feature(entry) for entry in file.children("feature"))
    known = tuple(feature.name for feature in features)
    return Kinds(
        definitions=tuple(_definition(entry, known) for entry in file.children("definition")),
        part=_part(file.child("part")),
        features=features,
        absent=tuple(_absent(entry, known) for entry in file.children("absent")),
    )


def _definition(entry: Entry, features: tuple[str, ...]) -> Definition:
    entry.only("hs", "written", "any_features", "all_features", "uses", "use_not_stated", "readings")
    return Definition(
        hs=entry.ranges("hs"),
        written=entry.ranges("written"),
        any_features=_known(entry, "any_features", features),
        all_features=_known(entry, "all_features", features),
        uses=entry.texts("uses", ()),
        use_not_stated=entry.flag("use_not_stated"),
        readings=tuple(_reading(item) for item in entry.children("readings")),
    )


def _reading(entry: Entry) -> KindEntry:
    entry.only("kind", "requirement", "provision", "cite", "why")
    return KindEntry(
        kind=entry.one_of("kind", KINDS),
        requirement=entry.text("requirement", ""),
        provision=entry.text("provision", ""),
        cite=entry.texts("cite"),
        why=entry.text("why"),
    )


def _part(entry: Entry) -> KindEntry:
    entry.only("cite", "why")
    return KindEntry("part", "", "", entry.texts("cite"), entry.text("why"))


def _feature(entry: Entry) -> Feature:
    entry.only("name", "says", "excluded_by", "defined_for", "not_for", "cite")
    return Feature(
        entry.text("name"), entry.text("says"), entry.ranges("excluded_by"), entry.ranges("defined_for"),
        entry.ranges("not_for"), entry.texts("cite"),
    )  # fmt: skip


def _absent(entry: Entry, features: tuple[str, ...]) -> AbsentCategory:
    entry.only("category", "written", "without_features", "cite", "why")
    return AbsentCategory(
        category=entry.text("category"),
        written=entry.ranges("written"),
        without_features=_known(entry, "without_features", features),
        cite=entry.texts("cite"),
        why=entry.text("why"),
    )


def _known(entry: Entry, name: str, features: tuple[str, ...]) -> tuple[str, ...]:
    for value in entry.texts(name, ()):
        if value not in features:
            raise entry.refusal(name, f"{value!r} is no feature; known are {', '.join(features)}")
    return entry.texts(name, ())
