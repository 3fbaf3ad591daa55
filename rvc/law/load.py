"""The door to the law: the data files of a regime, as a Law whose parts are read when they are first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from rvc.base.errors import LawError
from rvc.law import averaging, cost_categories, definitions, figures, product_rules, schedules, tables
from rvc.law.averaging import Averaging
from rvc.law.cost_categories import CostCategory
from rvc.law.definitions import Kinds
from rvc.law.figures import Figures
from rvc.law.files import Files
from rvc.law.model import Component, ProductRule, SameSubheading, Schedule, Source, TableEntry
from rvc.law.regime import Law
from rvc.law.strict import Entry

__all__ = ["Law", "law_in", "load_law"]

THRESHOLD_FILES = (
    "law.toml",
    "regional_value.toml",
    "de_minimis.toml",
    "steel_aluminum.toml",
    "labor_value.toml",
    "alternative_staging.toml",
    "reconciliation.toml",
    "interest.toml",
)


def load_law(regime: str = "usmca") -> Law:
    """The law data of a regime that is in the package: the same object whenever it is asked for."""
    return _bundled(regime)


@cache
def _bundled(regime: str) -> Law:
    folder = resources.files("rvc.law").joinpath(regime)
    if not regime.isidentifier() or not folder.joinpath("law.toml").is_file():
        raise LawError(f"no law data for the regime {regime!r}")
    return law_in(folder)


def law_in(folder: Traversable) -> Law:
    """The law data in a folder of the same shape."""
    files = Files(folder)
    manifest = files.toml("law.toml").only("regime", "version", "every_good_of", "figure")
    return Law(
        manifest.text("regime"), manifest.text("version"), files.sha256, manifest.ranges("every_good_of"),
        FileReader(files),
    )  # fmt: skip


class FileReader:
    """Reads the parts of a Law out of `files`."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._tables: dict[str, tuple[TableEntry, ...]] = {}
        self._chapters: dict[str, tuple[ProductRule, ...]] = {}

    def sources(self) -> tuple[Source, ...]:
        """The instruments cited."""
        return tuple(_source(entry) for entry in self.files.toml("sources.toml").only("source").children("source"))

    def schedules(self) -> Mapping[str, Schedule]:
        """Every named schedule."""
        return schedules.schedules(self.files.toml(name) for name in THRESHOLD_FILES)

    def figures(self) -> Figures:
        """The other numbers and days."""
        return figures.figures(self.files.toml(name) for name in THRESHOLD_FILES)

    def entries(self, table: str) -> tuple[TableEntry, ...]:
        """The lines of one table."""
        if table not in self._tables:
            self._tables[table] = tables.entries(self.files, table)
        return self._tables[table]

    def components(self) -> tuple[Component, ...]:
        """The rows of Table A.2."""
        return tables.components(self.files)

    def editions(self) -> Mapping[str, str]:
        """Six-digit codes of later editions, to HS 2012."""
        return tables.editions(self.files)

    def same_subheading(self) -> SameSubheading:
        """The way of UR 3(4)(a)."""
        return product_rules.same_subheading(self.files.toml("same_subheading.toml"))

    def implied_goods(self) -> Mapping[tuple[str, str], str]:
        """Named goods by what a line stands as and its HS 2012 subheading."""
        return tables.implied_goods(self.files)

    def kinds(self) -> Kinds:
        """The definitions of the kinds of good."""
        return definitions.kinds(self.files.toml("kinds.toml"))

    def cost_categories(self) -> Mapping[str, CostCategory]:
        """What accounts are for the net cost, by name."""
        return cost_categories.cost_categories(self.files.toml("cost_categories.toml"))

    def averaging(self) -> Averaging:
        """What may be averaged, over what, and by which notice."""
        return averaging.averaging(self.files.toml("averaging.toml"))

    def chapters(self) -> tuple[str, ...]:
        """The chapters that have product rules."""
        return tuple(name.removesuffix(".toml").rpartition("/")[2] for name in self.files.names("product_rules/"))

    def chapter(self, number: str) -> tuple[ProductRule, ...]:
        """The product rules of one chapter; none where the data do not hold it."""
        if number not in self._chapters:
            names = self.files.names(f"product_rules/{number}.toml")
            self._chapters[number] = tuple(
                rule
                for name in names
                for rule in product_rules.product_rules(self.files.toml(name), tables.placeholders(self.files))
            )
        return self._chapters[number]


def _source(entry: Entry) -> Source:
    entry.only("prefix", "title", "url", "hs_edition")
    return Source(entry.text("prefix"), entry.text("title"), entry.text("url"), entry.text("hs_edition"))
