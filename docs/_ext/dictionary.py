"""A directive that lists the columns of a kind of table: meaning, unit, accepted values, headers understood."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from docutils import nodes
from markdown import plain
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from rvc.base.messages import catalog
from rvc.law.load import load_law
from rvc.lines.spelling import spellings
from rvc.lines.tables.columns_found import match_headers
from rvc.lines.tables.table_fields import AMOUNTS, FieldRef, fields_of

_LANGUAGES = {"en": "English", "es": "Spanish"}
_WORDS_NOT_HEADERS = {"words", "units"}
_WRITTEN = {  # kinds that the template, whose words serve for the others, has no column of
    "identifier": "any text, such as a part number; best as text, so that zeros at its beginning stay",
    "signed": "1234.56: may be below zero, as -5, 5- or (5)",
    "block": "none, or blank",
    "level": "1, 2, 3, or .1, ..2",
    "share": "a percentage: 60%, or 60 or 0.6 where the column leaves no doubt which is meant",
    "status": "yes or no, or the words for them; undetermined counts as not known",
    "method": "one of the choices",
    "criterion": "A to E, or the article: 4.2(b)",
    "certifier": "a name or a capacity, such as producer; yes or no",
}
_UNITS = {  # of amounts that are not money, or not in the currency of the line
    "quantity": "in the unit of column uom, or in pieces",
    "rate": "in units of the one currency for one unit of the other",
    "capacity": "in parts a year",
    "contract_years": "in years",
    "pay_units": "in days, pay periods or pieces",
    "average_base_hourly_wage": "for one hour, in the currency of the plant's country",
    "assembly_average_base_hourly_wage": "for one hour, in the currency of the plant's country",
    **dict.fromkeys(("direct_hours", "other_hours", "break_hours", "overtime_hours"), "in hours"),
}
_MONEY = {
    "ledger": "in the currency of the books, or of column currency",
    "payroll": "in the currency of column currency",
    "inventory": "in one currency for the whole table",
}
_ANY_MONEY = "in the currency of the good, or of column currency, or of the header: Unit Cost (USD)"
_LISTED = {"choice", "choices", "regime", "method"}


def columns_of(table: str) -> str:
    """Every column of a kind of table, as a list of definitions in Markdown."""
    return "\n".join("\n".join(_column(item)) for item in fields_of(table).values())


def _column(item: FieldRef) -> Iterator[str]:
    yield f"`{item.name}`"
    needed = needed_in(item.table).get(item.name)
    yield f": {plain(item.help)}{f' **{plain(needed)}**' if needed else ''}\n"
    yield f"  Written: {_written(item)}.\n"
    if choices := _choices(item):
        yield f"  Choices: {choices}.\n"
    for language, headers in headers_of(item.table)[item.name].items():
        yield f"  {_LANGUAGES[language]}: {', '.join(map(plain, headers))}.\n"
    if item.path:
        yield f"  In a case: `{'.'.join(item.path)}`, of the {'line' if item.table == 'materials' else 'case'}.\n"


def _written(item: FieldRef) -> str:
    said = _WRITTEN.get(item.kind) or catalog("template")[f"template.written.{item.kind}"]
    unit = _UNITS.get(item.name) or _MONEY.get(item.table, _ANY_MONEY)
    return plain(f"{said}; {unit}" if item.kind in AMOUNTS else said)


def _choices(item: FieldRef) -> str:
    if item.kind == "component":
        return ", ".join(f"`{component.name}`" for component in load_law().components)
    spelled = spellings("words").get(item.name, {}) if item.kind in _LISTED else {}
    return "; ".join(_choice(name, spelled.get(name, ())) for name in item.choices or spelled)


def _choice(name: str, spelled: tuple[str, ...]) -> str:
    return f"`{name}`{' (also ' + ', '.join(map(plain, spelled)) + ')' if spelled else ''}"


@cache
def needed_in(table: str) -> Mapping[str, str]:
    """What is said of the columns that a table cannot do without: what its reader misses in a table without any."""
    said = {}
    for first in _missed(table):
        group = [name for name in fields_of(table) if first not in _missed(table, name)]
        for name in group:
            others = " or ".join(other for other in group if other != name)
            said[name] = f"Needed: this, or {others}." if others else "Needed."
    return said


def _missed(table: str, *given: str) -> list[str]:
    return [problem.params["field"] for problem in match_headers(table, (), given=given).problems]


@cache
def headers_of(table: str) -> Mapping[str, Mapping[str, list[str]]]:
    """The spellings by field and language that a table takes for the field, beside the field's own name."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in fields_of(table)}
    for path in sorted(resources.files("rvc.lines.tables").joinpath("synonyms").iterdir(), key=lambda path: path.name):
        file = path.name.removesuffix(".toml")
        if file in _WORDS_NOT_HEADERS:
            continue
        for languages in spellings(file).values():
            for language, headers in languages.items():
                for header in headers:
                    field = match_headers(table, (header,)).by_index.get(0)
                    if field and header not in (listed := found[field.name].setdefault(language, [])):
                        listed.append(header)
    return found


class Columns(SphinxDirective):
    """`{columns} materials`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The list of definitions."""
        return self.parse_text_to_nodes(columns_of(self.arguments[0]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("columns", Columns)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
