"""One regime's law, whole: what the data files of a folder hold, each part read when it is first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Protocol

from rvc.base.hs import HsRange, dotted
from rvc.law.averaging import Averaging
from rvc.law.cost_categories import CostCategory
from rvc.law.definitions import Kinds
from rvc.law.figures import Figures
from rvc.law.model import Component, ProductRule, SameSubheading, Schedule, Source, TableEntry


class Reader(Protocol):
    """What fills a Law, each part when it is first asked for."""

    def sources(self) -> tuple[Source, ...]:
        """The instruments cited."""

    def schedules(self) -> Mapping[str, Schedule]:
        """Every named schedule."""

    def figures(self) -> Figures:
        """The other numbers and days."""

    def entries(self, table: str) -> tuple[TableEntry, ...]:
        """The lines of one table."""

    def components(self) -> tuple[Component, ...]:
        """The rows of Table A.2."""

    def editions(self) -> Mapping[str, str]:
        """Six-digit codes of later editions, to HS 2012."""

    def chapters(self) -> tuple[str, ...]:
        """The chapters that have product rules."""

    def chapter(self, number: str) -> tuple[ProductRule, ...]:
        """The product rules of one chapter; none where the data do not hold it."""

    def same_subheading(self) -> SameSubheading:
        """The way of UR 3(4)(a)."""

    def implied_goods(self) -> Mapping[tuple[str, str], str]:
        """Named goods by what a line stands as and its HS 2012 subheading."""

    def kinds(self) -> Kinds:
        """The definitions of the kinds of good."""

    def cost_categories(self) -> Mapping[str, CostCategory]:
        """What accounts are for the net cost, by name."""

    def averaging(self) -> Averaging:
        """What may be averaged together, over which periods."""


@dataclass(frozen=True)
class Law:
    """One regime's law, whole: `version` and `sha256` (over every data file, read or not) say which.

    `every_good_of` are the headings of which the product rules hold every good.
    """

    regime: str
    version: str
    sha256: str
    every_good_of: tuple[HsRange, ...]
    reader: Reader = field(repr=False, compare=False)
    _rules: dict[str, ProductRule | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    _held: dict[tuple[str, str], tuple[TableEntry, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The instruments that the data cite."""
        return self.reader.sources()

    @cached_property
    def schedules(self) -> Mapping[str, Schedule]:
        """Every named schedule of the regime."""
        return self.reader.schedules()

    @cached_property
    def figures(self) -> Figures:
        """Wages, capacities, periods and days."""
        return self.reader.figures()

    @cached_property
    def cost_categories(self) -> Mapping[str, CostCategory]:
        """What the accounts of a producer's books are for the net cost, by name."""
        return self.reader.cost_categories()

    @cached_property
    def averaging(self) -> Averaging:
        """What may be averaged together, over which periods (UR 7(15), 16, 17(7)-(9), 18(15)-(19), 20(6)-(7))."""
        return self.reader.averaging()

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The rows of Table A.2."""
        return self.reader.components()

    @cached_property
    def core_categories(self) -> tuple[str, ...]:
        """The categories of column 1 of Table A.2, in the order of the print."""
        return tuple(dict.fromkeys(component.category for component in self.components))

    @cached_property
    def kinds(self) -> Kinds:
        """The definitions of the kinds of good (UR 12, 20); `rvc.law.kinds` applies them."""
        return self.reader.kinds()

    @cached_property
    def same_subheading(self) -> SameSubheading:
        """The way of UR 3(4)(a), where a good and its materials share a subheading."""
        return self.reader.same_subheading()

    @cached_property
    def chapters(self) -> tuple[str, ...]:
        """The HS chapters that have product rules."""
        return self.reader.chapters()

    def schedule(self, name: str) -> Schedule:
        """A schedule by name, or a flat one from a percentage ("50%"). Raises LawError for any other name."""
        return self.schedules.get(name) or Schedule.flat(name)

    def entries(self, table: str) -> tuple[TableEntry, ...]:
        """The lines of a table: A.1, A.2, B, C, D, E, F, G, S.steel or S.aluminum."""
        return self.reader.entries(table)

    def in_table(self, table: str, hs2012: str) -> tuple[TableEntry, ...]:
        """The lines of a table whose range holds the code; of an `ex` line, only the goods described are meant."""
        key = (table, hs2012)
        if key not in self._held:
            self._held[key] = tuple(entry for entry in self.entries(table) if entry.hs.holds(hs2012))
        return self._held[key]

    def component(self, name: str) -> Component | None:
        """A component of Table A.2 by its name, singular or plural; None where the table has no such name."""
        return self._components_by_name.get(name)

    def implied_good(self, stands_as: str, hs2012: str) -> str:
        """The named good that a line is by its place in Table A.2 or its code as written; "" where neither tells."""
        return self._implied.get((stands_as, hs2012[:6]), "")

    def chapter(self, number: str) -> tuple[ProductRule, ...]:
        """The product rules of a chapter ("87"); none where the data do not hold it."""
        return self.reader.chapter(number)

    def rule(self, hs2012: str) -> ProductRule | None:
        """The product rule of a code: of the rules whose range holds its subheading, the narrowest."""
        code = hs2012[:6]
        if code not in self._rules:
            held = [(width, rule) for rule in self.chapter(code[:2]) if (width := rule.width(code)) is not None]
            self._rules[code] = min(held, key=itemgetter(0), default=(0, None))[1]
        return self._rules[code]

    def is_no_code(self, digits: str) -> bool:
        """Whether no edition has a code: the rules hold every good of its heading (UR 13), and none holds it."""
        code = self.to_2012(digits)
        return self.rule(code) is None and any(held.holds(code) for held in self.every_good_of)

    def codes_near(self, digits: str) -> tuple[str, ...]:
        """The codes and ranges of the heading of a code that product rules or later editions have, in order."""
        heading = digits[:4]
        ruled = {str(held) for rule in self.chapter(digits[:2]) for held in rule.hs if held.first.startswith(heading)}
        later = {dotted(code) for code in self._editions if code.startswith(heading)}
        return tuple(sorted(ruled | later))

    def to_2012(self, digits: str) -> str:
        """A code of HS 2017 or 2022 in HS 2012. Where its subheading changes, digits beyond the sixth are dropped."""
        return self._editions.get(digits[:6], digits)

    @cached_property
    def _components_by_name(self) -> Mapping[str, Component]:
        return {name: component for component in self.components for name in (component.name, *component.also)}

    @cached_property
    def _implied(self) -> Mapping[tuple[str, str], str]:
        return self.reader.implied_goods()

    @cached_property
    def _editions(self) -> Mapping[str, str]:
        return self.reader.editions()
