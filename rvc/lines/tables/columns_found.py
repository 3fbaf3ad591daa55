"""Which field each column of a table holds, by its header; and how a table was understood, for people.

Headers match the names of `table_fields` and the spellings of synonyms/ without case, accents, spaces and punctuation.
A unit in a header ("Unit Cost (USD)") is taken up. A mapping of the caller wins. What is needed and was not found, and
what two headers claim, is a problem that shows the headers seen, the nearest names and a mapping to start from.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from functools import cache, lru_cache

from rvc.base.messages import text
from rvc.base.problem import Problem
from rvc.lines.grids.grid import column_name
from rvc.lines.scalars import Wrong, currency, nearest, shown
from rvc.lines.spelling import plain, spellings
from rvc.lines.tables.header_units import Units, parted
from rvc.lines.tables.table_fields import AMOUNTS, OF_BOOKS, FieldRef, fields_of, tables
from rvc.lines.tables.values import Column

_FILES = {  # table: the files of its synonyms; of two spellings the last one counts
    "goods": ("common", "goods"),
    "materials": ("common", "materials"),
    "parts": ("common", "parts"),
    "labor": ("common", "labor"),
    "steel": ("common", "metals"),
    "aluminum": ("common", "metals"),
    "elections": ("common",),
    "rates": ("common",),
    "ledger": ("ledger",),
    "inventory": ("inventory",),
    "averaging": ("averaging",),
    "payroll": ("common", "payroll"),
}
_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {  # table: of each group, one
    "goods": (("good_id",), ("hs",)),
    "materials": (("part_number", "id"),),
    "parts": (("part_number",), ("hs",)),
    "ledger": (("account",), ("amount", "debit", "credit")),
    "averaging": (("good_id",), ("subject",), ("category",), ("basis",), ("period",), ("from",), ("to",)),
    "inventory": (("material",), ("moved_on",), ("movement",), ("quantity",)),
    "payroll": (
        ("plant",), ("country",), ("period_from",), ("period_to",), ("worker",), ("worker_kind",), ("direct_hours",),
        ("other_hours",), ("pay_basis",), ("pay",), ("currency",),
    ),
}  # fmt: skip
_ANY_ONE_WILL_DO = frozenset({"description", "uom", "supplier"})
_WHOLE = frozenset({"line_value", "value"})  # of a line or a purchase, not of one piece
_LONGEST = 60
_RATE = re.compile(r"rates?_?([a-z]{3})", re.IGNORECASE)
_LEAVE_OUT = frozenset({"", "-", "~", "none", "null", "ignore"})


@dataclass(frozen=True, slots=True)
class Matched:
    """The columns of a table as far as their headers tell.

    `by_index` has the field of each column that was understood, by its place in the headers; `unmatched` those of
    which nothing is known, `left_out` those that the mapping leaves out or another column of the same field makes
    superfluous; `ambiguous` the columns that claim the same field. `refused` says why a header could not be taken, and
    `given` names the fields that need no column.
    """

    table: str
    headers: tuple[str, ...]
    by_index: Mapping[int, FieldRef]
    unmatched: tuple[int, ...]
    left_out: tuple[int, ...]
    ambiguous: Mapping[str, tuple[int, ...]]
    refused: tuple[Problem, ...]
    given: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the headers; each carries the column by its place."""
        return (*self.refused, *_twice_problems(self), *_missing_problems(self))

    @property
    def score(self) -> int:
        """How many columns were understood: of two rows that could be the header, the higher is."""
        return len(self.by_index) + sum(map(len, self.ambiguous.values()))

    def index(self, name: str) -> int | None:
        """Where the column of a field stands."""
        return next((index for index, field in self.by_index.items() if field.name == name), None)

    @property
    def mapping(self) -> str:
        """A mapping file to start from: every header, with its field or the nearest one, in YAML."""
        lines = []
        for index, header in enumerate(self.headers):
            field = self.by_index.get(index)
            guess = field.name if field else _guess(self.table, header)
            if header:
                lines.append(f"{json.dumps(header, ensure_ascii=False)}: {guess}".rstrip())
        return "\n".join(dict.fromkeys(lines)) + "\n"


@dataclass(frozen=True, slots=True)
class Explained:
    """How one column was understood: where it stands, its header, its field ("" for none), and why."""

    column: str
    header: str
    field: str
    code: str
    params: Mapping[str, str]
    examples: tuple[tuple[str, str], ...]

    @property
    def how(self) -> str:
        """How it was understood, in words."""
        return text(f"problem.{self.code}", self.params)


def match_headers(
    table: str, headers: Sequence[str], mapping: Mapping[str, str | None] | None = None, given: Collection[str] = ()
) -> Matched:
    """Find the field of each header of a table.

    Args:
        table: A kind of table of `table_fields`.
        headers: The headers by column; blank where a column has none.
        mapping: Header to field name, which wins over what is known; None for a column to leave out.
        given: Fields that are known from elsewhere, so that no column need hold them.
    """
    seen = tuple(" ".join(str(header or "").split()) for header in headers)
    mapped = {plain(header): field for header, field in (mapping or {}).items()}
    problems: list[Problem] = []
    found: dict[int, FieldRef] = {}
    left_out: list[int] = []
    for index, header in enumerate(seen):
        try:
            if header and mapped and plain(header) in mapped:
                name = mapped[plain(header)]
                if (name or "").strip().casefold() in _LEAVE_OUT:
                    left_out.append(index)
                else:
                    found[index] = _mapped(table, header, str(name))
            elif header and (field := _recognized(table, header)):
                found[index] = field
        except Wrong as wrong:
            problems.append(Problem(wrong.code, wrong.params, column=column_name(index)))
            left_out.append(index)
    ambiguous: dict[str, tuple[int, ...]] = {}
    for name, places in _twice(found).items():
        if name in _ANY_ONE_WILL_DO:
            left_out += places[1:]
        else:
            ambiguous[name] = places
        for index in places[name in _ANY_ONE_WILL_DO :]:
            del found[index]
    taken = {*found, *left_out, *(index for places in ambiguous.values() for index in places)}
    unmatched = tuple(index for index, header in enumerate(seen) if header and index not in taken)
    return Matched(
        table, seen, found, unmatched, tuple(sorted(left_out)), ambiguous, refused=tuple(problems), given=tuple(given)
    )


def explain(matched: Matched, columns: Mapping[int, Column]) -> list[Explained]:
    """How every column of a table was understood, in order; `columns` are those that were read, by place."""
    twice = {index: name for name, places in matched.ambiguous.items() for index in places}
    told = []
    for index, header in enumerate(matched.headers):
        field, column = matched.by_index.get(index), columns.get(index)
        name = field.name if field else ""
        params: Mapping[str, str] = {}
        examples: tuple[tuple[str, str], ...] = ()
        if column is not None:
            code, params, examples = column.how, column.params, column.examples
        elif field is not None:
            code = "column.how.unread"
        elif index in twice:
            code, params = "column.how.ambiguous", {"field": twice[index]}
        elif index in matched.left_out:
            code = "column.how.left_out"
        elif header:
            code, params = "column.how.unmatched", {"nearest": _nearest(matched.table, header)}
        else:
            code = "column.how.no_header"
        told.append(Explained(column_name(index), header, name, code, params, examples))
    return told


@cache
def _known(table: str) -> Mapping[str, FieldRef]:
    """Every spelling of every field of a table, plain. The names of the table itself come before any synonym."""
    fields = fields_of(table)
    spelled: dict[str, FieldRef] = {}
    for file in _FILES[table]:
        for name, languages in spellings(file).items():
            if name in fields:
                spelled |= {plain(header): fields[name] for listed in languages.values() for header in listed}
    return {**spelled, **{plain(name): field for name, field in fields.items()}}


@lru_cache(maxsize=4096)
def _recognized(table: str, header: str) -> FieldRef | None:
    """The field of a header by what is known; raises Wrong where only its unit is not understood."""
    known = _known(table)
    whole = known.get(plain(header)) or _rate(table, header)
    if whole is not None:
        return replace(whole, header=header, percent=whole.kind == "share" and "%" in header)
    name, units = parted(header)
    field = known.get(plain(name))
    return None if field is None or not name else _with_units(field, header, units)


def _with_units(field: FieldRef, header: str, units: Units) -> FieldRef | None:
    """The field in the units of its header, if units and field go together."""
    if field.kind in AMOUNTS:
        other = units.currency if field.name == "quantity" else units.measure
        if units.unknown or units.percent or units.dates or other or (units.each and field.name in _WHOLE):
            raise Wrong("column.unit", header=header, field=field.name)
    elif units.currency or units.each or (units.unknown and field.kind not in {"text", "identifier"}):
        return None
    return replace(
        field, header=header, currency=units.currency, dates=units.dates,
        percent=field.kind == "share" and (units.percent or "%" in header),
    )  # fmt: skip


def _rate(table: str, header: str) -> FieldRef | None:
    """A rate of the good's table: rates_CAD."""
    found = _RATE.fullmatch(header.strip()) if table == "goods" else None
    if found is None:
        return None
    try:
        code = currency(found[1].upper())
    except Wrong:
        return None
    return FieldRef(table, f"rates_{code}", "above_zero", ("rates", code), header=header)


def _mapped(table: str, header: str, written: str) -> FieldRef:
    """The field that a mapping names for a header, by its name, with units in brackets if any."""
    name, units = parted(written)
    field = fields_of(table).get(name.strip()) or _rate(table, name)
    if field is None:
        known = tuple(fields_of(table))
        raise Wrong("column.mapped", header=header, seen=shown(written), nearest=nearest(name, known), table=table)
    own = parted(header)[1]
    if not units.currency and not own.unknown:
        units = replace(units, currency=own.currency if field.kind in AMOUNTS else "", dates=units.dates or own.dates)
    return replace(
        field, header=header, currency=units.currency, dates=units.dates,
        percent=field.kind == "share" and (units.percent or "%" in header),
    )  # fmt: skip


def _twice(found: Mapping[int, FieldRef]) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for index, field in found.items():
        places.setdefault(field.name, []).append(index)
    return {name: tuple(indexes) for name, indexes in places.items() if len(indexes) > 1}


def _twice_problems(matched: Matched) -> list[Problem]:
    return [
        Problem(
            "column.ambiguous",
            {
                "field": name,
                "seen": ", ".join(f'{column_name(index)} "{matched.headers[index]}"' for index in places),
                "mapping": _start((matched.headers[places[0]], name), *((matched.headers[p], "") for p in places[1:])),
            },
            column=column_name(places[0]),
        )
        for name, places in matched.ambiguous.items()
    ]


def _missing_problems(matched: Matched) -> list[Problem]:
    there = {field.name for field in matched.by_index.values()} | {*matched.ambiguous, *matched.given}
    problems = []
    for group in _NEEDED.get(matched.table, ()):
        if there.isdisjoint(group):
            free = [matched.headers[index] for index in matched.unmatched]
            near = _most_like(matched.table, group[0], free)
            params = {
                "field": group[0],
                "help": fields_of(matched.table)[group[0]].help,
                "seen": ", ".join(f'"{header}"' for header in matched.headers if header) or "-",
                "nearest": f'"{near}"' if near else "-",
                "mapping": _start((near or "…", group[0])),
            }
            problems.append(Problem("column.missing", params))
    return problems


def _start(*pairs: tuple[str, str]) -> str:
    """Lines of a mapping file, in one line."""
    return (
        "{" + ", ".join(f"{json.dumps(header, ensure_ascii=False)}: {name or 'null'}" for header, name in pairs) + "}"
    )


def _most_like(table: str, name: str, headers: Sequence[str]) -> str:
    """Of headers that are not understood, the one most like any spelling of a field; the first, if none is."""
    spelled = [key for key, field in _known(table).items() if field.name == name]
    scored = [
        (max(SequenceMatcher(None, plain(header)[:_LONGEST], key).ratio() for key in spelled), header)
        for header in headers
    ]
    return max(scored, default=(0, ""), key=lambda scored_header: scored_header[0])[1]


def _nearest(table: str, header: str) -> str:
    return _known(table)[nearest(plain(header), tuple(_known(table)))].name


@lru_cache(maxsize=4096)
def _guess(table: str, header: str) -> str:
    """The field that a header may mean; "" where none is near."""
    near = get_close_matches(plain(header)[:_LONGEST], tuple(_known(table)), 1, 0.75)
    return _known(table)[near[0]].name if near else ""


def best_table(headers: Sequence[str], among: Collection[str] = ()) -> tuple[str, int]:
    """The kind of table that understands most of the headers, and how many it does: of a case, if none are named."""
    of_cases = (table for table in tables() if table not in OF_BOOKS)
    understood = [header for header in headers if _may_be_understood(header)]
    scores = {table: match_headers(table, understood).score for table in among or of_cases}
    return max(scores.items(), key=lambda item: item[1])


@lru_cache(maxsize=4096)
def _may_be_understood(header: str) -> bool:
    """Whether any kind of table may have a field for a header: most cells of a sheet are no headers."""
    name, _ = parted(" ".join(header.split()))
    return not {plain(header), plain(name)}.isdisjoint(_spelled()) or _RATE.fullmatch(header.strip()) is not None


@cache
def _spelled() -> frozenset[str]:
    """Every spelling of every field of any table."""
    return frozenset(spelling for table in tables() for spelling in _known(table))
