"""Which kind of table a sheet holds, and tables of another kind on it: above, below, or beside after a blank column."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from rvc.lines.grids.grid import Grid
from rvc.lines.spelling import plain
from rvc.lines.tables.columns_found import Matched, best_table, match_headers
from rvc.lines.tables.table_fields import OF_BOOKS

TOP_ROWS = 100
"""Rows among which a header is looked for."""

_LIKE_A_TABLE = 3  # columns understood in a row that begins a table
_A_TABLE = 2
_KEYS: Mapping[str, tuple[str, ...]] = {
    "goods": ("good_id",),
    "ledger": ("account",),
    "inventory": ("material",),
    "averaging": ("good_id",),
    "payroll": ("worker",),
}
_RATES = frozenset({"currency", "rate"})
_BOOKS = (*OF_BOOKS, "payroll")
_LINED = ("materials", "parts", "goods", *_BOOKS)
_KINDS = (
    "materials",
    "parts",
    "goods",
    "labor",
    "steel",
    "aluminum",
    "elections",
    "rates",
    "payroll",
)  # the first counts
_OF_PARTS = frozenset({"net_cost", "transaction_value", "vnm", "criterion", "method", "tariff_change_met"})


def keys_of(kind: str) -> tuple[str, ...]:
    """The fields of which one tells the lines of a table apart."""
    return _KEYS.get(kind, ("part_number", "id"))


def is_keyed(matched: Matched) -> bool:
    """Whether a column tells the lines apart, or several claim to."""
    return any(name in matched.ambiguous or matched.index(name) is not None for name in keys_of(matched.table))


def is_lined(kind: str) -> bool:
    """Whether lines of a table are told apart by a key, so that totals and remarks among them can be left out."""
    return kind in _LINED


def kind_of(grid: Grid, header: int | None = None) -> str:
    """The kind of table that a sheet seems to hold: that of its name, or that which understands most of one row."""
    named = grid.sheet.strip().casefold()
    if named in _KINDS:
        return named
    best, most = "materials", 1
    for cells in _top(grid, header):
        texts = [cell for cell in cells if isinstance(cell, str)]
        kind, score = best_table(texts, _KINDS)
        if kind == "materials" and score:  # what producers state of their parts tells a parts list
            parts = match_headers("parts", texts)
            if parts.score == score and any(field.name in _OF_PARTS for field in parts.by_index.values()):
                kind = "parts"
        if score > most:
            best, most = kind, score
    return best


def book_of(grid: Grid, mapping: Mapping[str, str | None] | None, header: int | None = None) -> str | None:
    """Which of a producer's books a sheet holds: one that finds all that it needs, and more than a table of a case."""
    for cells in _top(grid, header):
        texts = [cell for cell in cells if isinstance(cell, str)]
        _, most = best_table(texts)
        for kind in _BOOKS:
            matched = match_headers(kind, texts, mapping)
            if matched.score > most and not matched.problems:
                return kind
    return None


def _top(grid: Grid, header: int | None) -> Sequence[Sequence[object]]:
    """The rows among which the header is: the first ones, or that which the caller names."""
    return grid.rows[:TOP_ROWS] if header is None else grid.rows[header - grid.first_row : header - grid.first_row + 1]


def of_another_kind(texts: Sequence[str], matched: Matched) -> bool:
    """Whether a row is the header of a table of another kind for certain: no line below it could be a line of ours."""
    _, score = best_table([text for text in texts if text])
    if score < _LIKE_A_TABLE or score <= matched.score:
        return False
    return matched.score < _A_TABLE or not is_keyed(matched)


def apart(kind: str, texts: Sequence[str], mapped: Collection[str]) -> Iterator[tuple[range, bool]]:
    """Columns that stand apart from the table, after one without a header: another table, or nobody knows.

    A spacer parts the columns of one table as well. So a group is left out, which true says, only if another kind of
    table understands far more of it, and it says nothing of the currency of our lines. One that is merely more like
    another kind, or could be a table of rates, is given with false, for the caller to decide.

    Args:
        kind: The kind of the table.
        texts: The headers by column.
        mapped: Headers that the caller maps, of which nothing is doubtful.
    """
    groups = list(_groups(texts))
    if len(groups) < _A_TABLE or not is_keyed(match_headers(kind, texts)):
        return
    known = {plain(header) for header in mapped}
    found, keyed = [], False
    for group in groups:
        headers = texts[group.start : group.stop]
        matched, (_, score) = match_headers(kind, headers), best_table(headers)
        other = score if score > matched.score else 0
        keyed |= is_keyed(matched) and not other
        if known.isdisjoint(map(plain, headers)):
            found.append((group, matched, other))
    for group, matched, other in found if keyed else ():
        names = {field.name for field in matched.by_index.values()}
        if other >= _LIKE_A_TABLE and other > 2 * matched.score and names.isdisjoint(_RATES):
            yield group, True
        elif names and (other or names == _RATES):
            yield group, False


def _groups(texts: Sequence[str]) -> Iterator[range]:
    """The runs of columns that have a header."""
    start = None
    for index, text in enumerate([*texts, ""]):
        if text and start is None:
            start = index
        elif not text and start is not None:
            yield range(start, index)
            start = None
