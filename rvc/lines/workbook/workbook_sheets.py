"""The sheets of a workbook drawn: the facts and tables of a case, a guide, an example and a dictionary of columns.

Every cell is text and is formatted as text, so that codes keep their zeros and amounts their digits, and nothing that
a user wrote becomes a formula.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from importlib import resources
from typing import Any

import tomli

from rvc.base.messages import text
from rvc.law.load import load_law
from rvc.lines.case import Case
from rvc.lines.read import case_from
from rvc.lines.schema import REGION
from rvc.lines.workbook.template import ITEM, NONE, Column, Page, columns_of, pages_of, used_by
from rvc.lines.workbook.template_words import help_of, place_of

MADE = datetime(2020, 7, 1)  # noqa: DTZ001 - the same in every workbook, so that it tells nothing of its writer
_LAST_ROW = 1_048_575
_CURRENCIES = ("USD", "CAD", "MXN")
_GUIDE = ("one", "blank", "required", "names", "text", "values", "originating", "parent", "labor", "help")
_DICTIONARY = {"sheet": 11, "column": 40, "required": 12, "written": 40, "choices": 50, "meaning": 70, "place": 46}
_FACTS = {"field": 40, "value": 36, "help": 100}
_ROOM = {"description": 34, "part_number": 16, "item": 28, "period": 26, "component": 26}
_NARROWEST, _WIDEST = 9, 48
_GUIDE_WIDTH = 95
_AMOUNT_ROOM = 16
_LINE = 15  # the height of one line
_TOP = 2  # steps from the case to a value of a line itself: ("materials", "hs")
_AMOUNTS = frozenset({"amount", "above_zero", "rates"})
_INK, _AMBER = "#1F3A5F", "#F5C242"
_TEXT = {"num_format": "@", "valign": "top"}
_BOXED = {**_TEXT, "border": 1, "border_color": "#C9CFD6"}
_HEAD = {**_BOXED, "bold": True, "font_color": "#FFFFFF"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 15, "font_color": _INK},
    "heading": {**_TEXT, "bold": True, "font_color": _INK, "bg_color": "#DCE4EC"},
    "block": {**_TEXT, "bold": True, "font_size": 12, "font_color": _INK},
    "note": {**_TEXT, "bold": True, "bg_color": _AMBER},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "help": {**_BOXED, "text_wrap": True, "font_color": "#555555"},
    "head": {**_HEAD, "bg_color": _INK},
    "head_inner": {**_HEAD, "bg_color": "#5B7898"},
    "head_required": {**_HEAD, "bg_color": _AMBER, "font_color": "#000000"},
    "name": {**_BOXED, "bold": True},
    "name_required": {**_BOXED, "bold": True, "bg_color": _AMBER},
    "text": _TEXT,
    "amount": {**_TEXT, "align": "right", "indent": 1},
    "boxed_text": {**_BOXED, "text_wrap": True},
    "boxed_amount": {**_BOXED, "align": "right", "indent": 1},
    "idle": {"bg_color": "#D9D9D9", "font_color": "#8A8A8A"},
}


class Sheets:
    """Draws the sheets of one workbook, in a language."""

    def __init__(self, workbook: Any, lang: str) -> None:  # noqa: ANN401 - the library declares no types
        self._book = workbook
        self._lang = lang
        self._say = partial(text, lang=lang)
        self._looks = {name: workbook.add_format(dict(look)) for name, look in _LOOKS.items()}
        self._lists: dict[str, str] = {}

    def write(self, pages: Sequence[Page], example: str) -> None:
        """Every sheet: the guide, those of the case, an example, the dictionary and the hidden lists."""
        self._guide(pages)
        drawn = {page.name: self._sheet(page.name) for page in pages}
        shown, dictionary = self._sheet(self._name("example")), self._sheet(self._name("dictionary"))
        self._fill_lists()
        for page in pages:
            (self._facts if page.facts else self._table)(drawn[page.name], page)
        self._example(shown, example)
        self._dictionary(dictionary, pages)
        drawn["good"].activate()

    def _name(self, sheet: str) -> str:
        return self._say(f"template.sheet.{sheet}")

    def _sheet(self, name: str) -> Any:  # noqa: ANN401
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{_LAST_ROW + 1}"})
        return sheet

    def _put(self, sheet: Any, row: int, words: Iterable[str | bool | None], look: str | Sequence[str]) -> None:  # noqa: ANN401
        """Write a row of cells."""
        for at, word in enumerate(words):
            self._cell(sheet, row, at, word, look if isinstance(look, str) else look[at])

    def _cell(self, sheet: Any, row: int, at: int, word: str | bool | None, look: str) -> None:  # noqa: ANN401, FBT001
        """Write one cell as text, whatever it looks like."""
        if isinstance(word, bool):
            word = self._say("template.yes" if word else "template.no")
        if word:
            sheet.write_string(row, at, word, self._looks[look])
        else:
            sheet.write_blank(row, at, None, self._looks[look])

    def _guide(self, pages: Sequence[Page]) -> None:
        sheet = self._sheet(self._name("guide"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, _GUIDE_WIDTH)
        self._put(sheet, 0, [self._say("template.guide.title")], "title")
        names = [page.name for page in pages]
        told = {"sheets": ", ".join(names), "example": self._name("example"), "dictionary": self._name("dictionary")}
        lines = [name for name in _GUIDE if name != "labor" or name in names]
        for row, name in enumerate(lines, start=2):
            words = [self._say(f"template.guide.{name}", told)]
            self._put(sheet, row, words, "wrapped")
            sheet.set_row(row, _height(words, [_GUIDE_WIDTH]) + _LINE // 2)

    def _fill_lists(self) -> None:
        """The choices too many to stand in a cell's own rule, on a hidden sheet."""
        sheet = self._sheet(self._name("lists"))
        sheet.hide()
        columns = {
            "country": _codes("countries", REGION),
            "currency": _codes("currencies", _CURRENCIES),
            "component": [item.name for item in load_law().components],
        }
        for at, (kind, choices) in enumerate(columns.items()):
            sheet.write_column(0, at, choices)
            letter = chr(ord("A") + at)
            self._lists[kind] = f"='{self._name('lists')}'!${letter}$1:${letter}${len(choices)}"

    def _drop_down(self, sheet: Any, column: Column, at: int, rows: tuple[int, int]) -> None:  # noqa: ANN401
        field = column.field
        source: str | list[str] | None = self._lists.get(field.kind)
        if column.marker:
            source = [NONE]
        elif field.kind == "flag":
            source = [self._say("template.yes"), self._say("template.no")]
        elif field.kind in {"choice", "regime"}:
            source = list(field.choices)
        if source is not None:
            said = {"error_title": self._say("template.error.title"), "error_message": self._say("template.error.text")}
            sheet.data_validation(rows[0], at, rows[1], at, {"validate": "list", "source": source, **said})

    def _facts(self, sheet: Any, page: Page) -> None:  # noqa: ANN401
        sheet.hide_gridlines(2)
        sheet.freeze_panes(1, 0)
        for at, width in enumerate(_FACTS.values()):
            sheet.set_column(at, at, width, self._looks["text"])
        self._put(sheet, 0, [self._say(f"template.header.{name}") for name in _FACTS], "head")
        stated, row, section = page.rows[0], 1, ""
        for column in page.columns:
            if _section(column) != section:
                section = _section(column)
                self._put(sheet, row, [self._say(f"template.section.{section}"), None, None], "heading")
                row += 1
            looks = ("name_required" if column.field.required else "name", f"boxed_{_look(column)}", "help")
            words = [column.name, stated.get(column.name), help_of(column, self._lang)]
            self._put(sheet, row, words, looks)
            sheet.set_row(row, _height(words, _FACTS.values()))
            self._drop_down(sheet, column, 1, (row, row))
            row += 1

    def _table(self, sheet: Any, page: Page) -> None:  # noqa: ANN401
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(page.columns):
            sheet.set_column(at, at, _width(column, page.rows), self._looks[_look(column)])
            sheet.write_comment(0, at, help_of(column, self._lang), {"x_scale": 2})
            self._drop_down(sheet, column, at, (1, _LAST_ROW))
            if page.name == "labor":
                self._gray(sheet, column, at)
        self._put(sheet, 0, [column.name for column in page.columns], [_head(column) for column in page.columns])
        self._rows(sheet, 1, page)

    def _rows(self, sheet: Any, first: int, page: Page) -> None:  # noqa: ANN401
        """Write what a table states, and nothing where it states nothing."""
        places = {column.name: (at, _look(column)) for at, column in enumerate(page.columns)}
        for number, row in enumerate(page.rows, start=first):
            for name, word in row.items():
                at, look = places[name]
                self._cell(sheet, number, at, word, look)

    def _gray(self, sheet: Any, column: Column, at: int) -> None:  # noqa: ANN401
        """On sheet labor, gray a cell that does not belong to what its row is."""
        cell = f"${chr(ord('A') + [each.name for each in columns_of('labor')].index(ITEM))}2"
        idle = [f'{cell}<>""', *(f'{cell}<>"{item}"' for item in used_by(column))]
        rule = {"type": "formula", "criteria": f"=AND({','.join(idle)})", "format": self._looks["idle"]}
        sheet.conditional_format(1, at, _LAST_ROW, at, rule)

    def _example(self, sheet: Any, name: str) -> None:  # noqa: ANN401
        """Some lines of every sheet filled in, each sheet with the columns that they use."""
        row, widths = 2, {0: _FACTS["field"]}
        for page in pages_of(_example_case(name, self._lang)):
            used = tuple(column for column in page.columns if any(column.name in line for line in page.rows))
            if not used:
                continue
            self._put(sheet, row, [self._say("template.example.sheet", {"sheet": page.name})], "block")
            row += 1
            for at, column in enumerate(used if not page.facts else ()):
                widths[at] = max(widths.get(at, 0), _width(column, page.rows))
            if page.facts:
                for column in used:
                    looks = ("name", f"boxed_{_look(column)}")
                    self._put(sheet, row, [column.name, page.rows[0][column.name]], looks)
                    row += 1
            else:
                self._put(sheet, row, [column.name for column in used], [_head(column) for column in used])
                self._rows(sheet, row + 1, Page(page.name, used, page.rows))
                row += 1 + len(page.rows)
            row += 1
        for at, width in widths.items():
            sheet.set_column(at, at, width)
        self._put(sheet, 0, [self._say("template.example.note"), *[None] * (len(widths) - 1)], "note")

    def _dictionary(self, sheet: Any, pages: Sequence[Page]) -> None:  # noqa: ANN401
        sheet.freeze_panes(1, 2)
        for at, width in enumerate(_DICTIONARY.values()):
            sheet.set_column(at, at, width)
        self._put(sheet, 0, [self._say(f"template.dictionary.{name}") for name in _DICTIONARY], "head")
        columns = [column for page in pages for column in page.columns]
        sheet.autofilter(0, 0, len(columns), len(_DICTIONARY) - 1)
        for row, column in enumerate(columns, start=1):
            written = self._say(f"template.written.{'marker' if column.marker else column.field.kind}")
            choices = () if column.marker else column.field.choices
            if column.field.kind == "component":
                choices = tuple(item.name for item in load_law().components)
            words: dict[str, str | bool] = {
                "sheet": column.sheet,
                "column": column.name,
                "required": column.field.required and not column.marker,
                "written": written,
                "choices": ", ".join(choices),
                "meaning": help_of(column, self._lang),
                "place": place_of(column),
            }
            self._put(sheet, row, words.values(), "help")
            sheet.set_row(row, _height(words.values(), _DICTIONARY.values()))


def _look(column: Column) -> str:
    return "amount" if column.field.kind in _AMOUNTS else "text"


def _width(column: Column, rows: Iterable[Mapping[str, str | bool]]) -> int:
    """Room for the name of a column and for what stands in it; a number that is cut off would read as another."""
    longest = max((len(str(row.get(column.name, ""))) for row in rows), default=0)
    room = _ROOM.get(column.name, _AMOUNT_ROOM if _look(column) == "amount" else _NARROWEST)
    letters = max(len(column.name), room, min(longest, _WIDEST))
    return letters + letters // 10 + 1  # words may be wider than the digits that a width counts


def _height(words: Iterable[object], widths: Iterable[int]) -> int:
    """The height of a row whose cells wrap; not every spreadsheet finds it by itself."""
    return _LINE * max(-(-len(str(word or "")) // width) for word, width in zip(words, widths, strict=True))


def _head(column: Column) -> str:
    if column.field.required:
        return "head_required"
    inner = len(column.path) > _TOP and column.path[0] == "materials"
    return "head_inner" if inner else "head"


def _section(column: Column) -> str:
    """The heading that a fact stands under."""
    block, *inside = column.path or ("good",)
    if column.field.shape is not None or len(inside) > 1:
        block = inside[0] if inside else block
    return "good" if block == "schema" else block


@cache
def _codes(names: str, first: Sequence[str]) -> list[str]:
    """Codes of countries or currencies, those of the region first."""
    listed = resources.files("rvc.lines").joinpath("codes", f"{names}.csv").read_text(encoding="ascii").split()[1:]
    return [*first, *(code for code in listed if code not in first)]


def _example_case(name: str, lang: str) -> Case:
    """An example, with its descriptions in a language."""
    with resources.files("rvc.lines.workbook").joinpath("template_example.toml").open("rb") as file:
        return case_from(_worded(tomli.load(file)[name], lang)).case


def _worded(data: Any, lang: str) -> Any:  # noqa: ANN401
    if isinstance(data, list):
        return [_worded(entry, lang) for entry in data]
    if isinstance(data, dict):
        return {
            key: text(f"template.thing.{value}", lang=lang) if key == "description" else _worded(value, lang)
            for key, value in data.items()
        }
    return data
