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
        _FileReader(files),
    )  # fmt: skip


class _FileReader:
    """Reads the parts of a Law out of its files."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._tables: dict[str, tuple[TableEntry, ...]] = {}
        self._chapters: dict[str, tuple[ProductRule, ...]] = {}

    def sources(self) -> tuple[Source, ...]:
        return tuple(_source(entry) for entry in self._files.toml("sources.toml").only("source").children("source"))

    def schedules(self) -> Mapping[str, Schedule]:
        return schedules.schedules(self._files.toml(name) for name in THRESHOLD_FILES)

    def figures(self) -> Figures:
        return figures.figures(self._files.toml(name) for name in THRESHOLD_FILES)

    def entries(self, table: str) -> tuple[TableEntry, ...]:
        if table not in self._tables:
            self._tables[table] = tables.entries(self._files, table)
        return self._tables[table]

    def components(self) -> tuple[Component, ...]:
        return tables.components(self._files)

    def editions(self) -> Mapping[str, str]:
        return tables.editions(self._files)

    def same_subheading(self) -> SameSubheading:
        return product_rules.same_subheading(self._files.toml("same_subheading.toml"))

    def implied_goods(self) -> Mapping[tuple[str, str], str]:
        return tables.implied_goods(self._files)

    def kinds(self) -> Kinds:
        return definitions.kinds(self._files.toml("kinds.toml"))

    def cost_categories(self) -> Mapping[str, CostCategory]:
        return cost_categories.cost_categories(self._files.toml("cost_categories.toml"))

    def averaging(self) -> Averaging:
        return averaging.averaging(self._files.toml("averaging.toml"))

    def chapters(self) -> tuple[str, ...]:
        return tuple(name.removesuffix(".toml").rpartition("/")[2] for name in self._files.names("product_rules/"))

    def chapter(self, number: str) -> tuple[ProductRule, ...]:
        if number not in self._chapters:
            names = self._files.names(f"product_rules/{number}.toml")
            self._chapters[number] = tuple(
                rule
                for name in names
                for rule in product_rules.product_rules(self._files.toml(name), tables.placeholders(self._files))
            )
        return self._chapters[number]


def _source(entry: Entry) -> Source:
    entry.only("prefix", "title", "url", "hs_edition")
    return Source(entry.text("prefix"), entry.text("title"), entry.text("url"), entry.text("hs_edition"))
