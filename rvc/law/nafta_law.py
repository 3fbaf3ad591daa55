"""The law data of NAFTA: Law as the engine knows it, and what only NAFTA has (Schedules IV and V, section 9 and 10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from rvc.base.errors import LawError
from rvc.base.hs import HsRange
from rvc.law import schedules
from rvc.law.cost_categories import CostCategory
from rvc.law.figures import Figures
from rvc.law.files import Files
from rvc.law.load import FileReader
from rvc.law.model import Component, SameSubheading, Schedule, TableEntry
from rvc.law.regime import Law
from rvc.law.strict import Entry

NOT_LISTED, PERHAPS_LISTED, LISTED = 0, 1, 2
_SHARED = ("hs_editions.csv", "implied_goods.csv")  # of the USMCA folder: what codes of later editions mean
_SIX = 6  # digits of a subheading: items of eight are one country's


@dataclass(frozen=True)
class Traced:
    """A tariff provision of Schedule IV; `items` where it lists only some of what the range holds."""

    hs: HsRange
    items: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class AutomotiveComponent:
    """An item of Schedule V: a component by its code, and its listed materials as printed."""

    hs: HsRange
    name: str
    materials: str


@dataclass(frozen=True)
class Lacking:
    """A provision whose text is not at hand."""

    name: str
    provision: str
    says: str


@dataclass(frozen=True)
class NaftaLaw(Law):
    """NAFTA as law data. `first_day` is the first on which the requirements are the same for every producer."""

    first_day: date = date.min
    first_day_cite: tuple[str, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    engines_and_gear_boxes: tuple[HsRange, ...] = ()
    as_schedule_i_prints: tuple[HsRange, ...] = ()
    new_plant_years: Mapping[str, int] = field(default_factory=dict, compare=False)
    schedule_iv: tuple[Traced, ...] = ()
    schedule_v: tuple[AutomotiveComponent, ...] = ()

    def to_2012(self, digits: str) -> str:
        """A code in HS 2012, of six digits: tariff items of eight are named by the text for Canada alone."""
        return super().to_2012(digits)[:_SIX]

    def listed(self, hs2012: str) -> int:
        """Whether Schedule IV lists a code: LISTED, NOT_LISTED, or PERHAPS_LISTED where only some of its items are."""
        if not hs2012:
            return PERHAPS_LISTED
        found = [entry for entry in self.schedule_iv if entry.hs.holds(hs2012)]
        if not found:
            return NOT_LISTED
        return PERHAPS_LISTED if all(entry.items for entry in found) else LISTED

    def requirement(self, hs2012: str, *, light: bool) -> str | None:
        """The schedule of a good of Schedule IV for use in a vehicle; None where Schedule I's own percentage stands.

        So it is of bearings (NAFTA 13(1)(b)(iii)), and of goods that are not, or perhaps not, of Schedule IV.
        """
        if any(held.holds(hs2012) for held in self.engines_and_gear_boxes):
            return "light_duty" if light else "heavy_duty"
        own = any(held.holds(hs2012) for held in self.as_schedule_i_prints)
        return None if own or self.listed(hs2012) != LISTED else "heavy_duty"

    def component_of(self, hs2012: str) -> AutomotiveComponent | None:
        """The component of Schedule V that a code can be; parts of gear boxes have the code of gear boxes."""
        return next((entry for entry in self.schedule_v if hs2012 and entry.hs.holds(hs2012)), None)


@cache
def load_nafta() -> NaftaLaw:
    """The law data of NAFTA that are in the package: the same object whenever it is asked for."""
    law = resources.files("rvc.law")
    return nafta_in(law.joinpath("nafta"), law.joinpath("usmca"))


def nafta_in(folder: Traversable, editions: Traversable) -> NaftaLaw:
    """The law data in a folder of the shape of rvc/law/nafta; `editions` holds what later HS codes mean."""
    files = Files(folder, {name: editions.joinpath(name).read_bytes() for name in _SHARED})
    manifest = files.toml("law.toml").only("regime", "version", "first_day", "requirement", "new_plant", "lacking")
    first = manifest.child("first_day").only("says", "cite", "day")
    asked = manifest.child("requirement").only("cite", "engines_and_gear_boxes", "as_schedule_i_prints")
    years = manifest.child("new_plant").only("cite", "years").child("years").only("new_building", "refit")
    return NaftaLaw(
        manifest.text("regime"), manifest.text("version"), files.sha256, (), _NaftaReader(files),
        first_day=first.day("day"), first_day_cite=first.texts("cite"),
        lacking=tuple(
            Lacking(entry.text("name"), entry.text("provision"), entry.text("says"))
            for entry in manifest.children("lacking")
        ),
        engines_and_gear_boxes=asked.ranges("engines_and_gear_boxes"),
        as_schedule_i_prints=asked.ranges("as_schedule_i_prints"),
        new_plant_years={name: years.whole(name) for name in ("new_building", "refit")},
        schedule_iv=tuple(
            Traced(row.range("hs", row.text("hs"), {}), _items(row), str(row.values["note"]))
            for row in files.csv("schedule_iv.csv", "hs", "items", "note")
        ),
        schedule_v=tuple(
            AutomotiveComponent(row.range("hs", row.text("hs"), {}), row.text("component"), row.text("materials"))
            for row in files.csv("schedule_v.csv", "hs", "component", "materials")
        ),
    )  # fmt: skip


def _items(row: Entry) -> tuple[str, ...]:
    return tuple(str(row.values["items"]).split())


class _NaftaReader(FileReader):
    """Reads the parts that NAFTA has; tables, figures and tests that are the USMCA's alone are not there."""

    def schedules(self) -> Mapping[str, Schedule]:
        found = schedules.schedules([self.files.toml("regional_value.toml")])
        # The percentage of section 5 is not in the texts at hand: a schedule without a step lets nothing through.
        return {**found, "de_minimis": Schedule("de_minimis", "Section 5: not at hand", ("NAFTA 5",), "at_most", ())}

    def figures(self) -> Figures:
        raise LawError("NAFTA has no figures of wages, capacities and periods")

    def entries(self, table: str) -> tuple[TableEntry, ...]:  # noqa: ARG002 - it has none of the USMCA's
        return ()

    def components(self) -> tuple[Component, ...]:
        return ()

    def same_subheading(self) -> SameSubheading:
        return SameSubheading("NAFTA 4(4)(b)", "", "", "", (), (), "", (), "")

    def cost_categories(self) -> Mapping[str, CostCategory]:
        return {}
