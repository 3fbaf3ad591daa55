"""Where a table stands on a sheet: its header among titles, its lines among totals, repeated headers and remarks.

What is no line of the table is left out only where that is certain, and each time said; a row that could be a line and
is none that can be read is a problem. On a sheet of a case (`strict`) every row below the header is a line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rvc.base.problem import Problem
from rvc.lines.grids.grid import Grid, column_name
from rvc.lines.scalars import shown
from rvc.lines.spelling import plain
from rvc.lines.tables.columns_found import Matched, match_headers
from rvc.lines.tables.header_rows import Header, header_rows, row_of, texts_of
from rvc.lines.tables.other_tables import is_keyed, keys_of, of_another_kind

_LIKE_A_HEADER = 3  # columns understood in a row that is not the header, and yet looks like one
_WIDEST_REMARK = 2  # cells
_REMARK_WORDS = 3
_TOTALS = frozenset({"total", "totals", "totales", "subtotal", "subtotals", "subtotales", "suma", "sum", "sumatoria"})
_GREAT = frozenset({"grand", "gran", "sub"})
REMARKS = re.compile(
    r"(?:notes?|notas?|remarks?|observaci(?:on|ón|ones))\b|[*(]|.*:$|[^\d:]+:\s", re.IGNORECASE | re.DOTALL
)  # also what has a word before a colon: who prepared a list, and when


@dataclass(frozen=True)
class Table:
    """The lines of one table, with the numbers of their rows, and what was said of the rest of its sheet.

    `totals` are the rows left out as totals, with their numbers.
    """

    grid: Grid
    matched: Matched
    header_row: int
    rows: tuple[tuple[int, list[object]], ...]
    problems: tuple[Problem, ...]
    totals: tuple[tuple[int, list[object]], ...] = ()

    def column(self, index: int) -> list[object]:
        """The cells of a column."""
        return [cells[index] if index < len(cells) else None for _, cells in self.rows]


def find_table(
    grid: Grid,
    kind: str,
    mapping: Mapping[str, str | None] | None = None,
    *,
    strict: bool = False,
    header: int | None = None,
) -> Table | None:
    """Find the table of a kind on a sheet; None if no row of it could be its header.

    Args:
        grid: The sheet.
        kind: A kind of table of `table_fields`.
        mapping: Header to field name, which wins over what is known.
        strict: Whether every row below the header is a line, as on a sheet of a case.
        header: The row of the header, if the caller chose it; other tables on the sheet are then left out.
    """
    headers = list(header_rows(grid, kind, mapping, strict=strict, chosen=header or 0))
    chosen = [
        each for each in headers if header is None or row_of(grid, each.first) <= header <= row_of(grid, each.last)
    ]
    best = max(chosen, key=lambda each: (not strict and is_keyed(each.matched), each.matched.score), default=None)
    if best is None or best.matched.score < (1 if strict or header else 2):
        return None
    problems = [
        _second(grid, other.first, best, chosen=header is not None)
        for other in headers
        if other.first < best.first and other.matched.score >= _LIKE_A_HEADER and other.words != best.words
        and not (header is None and of_another_kind(texts_of(grid.rows[other.first]), other.matched))
    ]  # fmt: skip
    above = [place for place in range(best.first) if any(cell is not None for cell in grid.rows[place])]
    if above and all(problem.warning for problem in problems):
        problems.append(
            _said(grid, "form.left_out.above", above[0], texts_of(grid.rows[above[0]]), last=above[-1], warning=True)
        )
    sorter = _Sorter(grid, kind, mapping, best, chosen=header is not None)
    lines = list(sorter.every_row() if strict else sorter.lines())
    problems += [*_beside(grid, best), *sorter.problems, *_merged(grid, best, lines)]
    matched = best.matched
    for problem in matched.problems:
        problems.append(
            Problem(
                problem.code, problem.params, file=grid.file, sheet=grid.sheet, row=row_of(grid, best.last),
                column=problem.column,
            )
        )  # fmt: skip
    rows = tuple((row_of(grid, place), grid.rows[place]) for place in lines)
    totals = tuple((row_of(grid, place), grid.rows[place]) for place in sorter.totals)
    return Table(grid, matched, row_of(grid, best.last), rows, tuple(problems), totals)


class _Sorter:
    """Tells the lines below a header from everything else."""

    def __init__(
        self, grid: Grid, kind: str, mapping: Mapping[str, str | None] | None, header: Header, *, chosen: bool
    ) -> None:
        self.problems: list[Problem] = []
        self._grid, self._kind, self._mapping, self._header, self._chosen = grid, kind, mapping, header, chosen
        keys = keys_of(kind)
        self._keys = [index for index, field in header.matched.by_index.items() if field.name in keys]
        self._keys += [index for name in keys for index in header.matched.ambiguous.get(name, ())]
        self._known = {
            *header.matched.by_index,
            *(index for twice in header.matched.ambiguous.values() for index in twice),
        }
        self._texts = {
            index
            for index in range(max(map(len, grid.rows), default=0))
            if (field := header.matched.by_index.get(index)) is None or field.kind in {"text", "identifier"}
        }
        self._left_out: dict[str, list[int]] = {}

    @property
    def totals(self) -> list[int]:
        """The places of the rows left out as totals, once the lines were told apart."""
        return self._left_out.get("left_out.total", [])

    def every_row(self) -> Iterator[int]:
        """Every row that is not blank."""
        for place in range(self._header.last + 1, len(self._grid.rows)):
            if any(cell is not None for cell in self._grid.rows[place]):
                yield place

    def lines(self) -> Iterator[int]:
        """The rows that are lines; the others are said. Without a column that tells lines apart there are none."""
        if not self._keys:
            return
        end, gap, other = self._end(), False, ""
        for place in range(self._header.last + 1, len(self._grid.rows)):
            cells = self._grid.rows[place]
            stated = [index for index, cell in enumerate(cells) if cell is not None]
            if not stated:
                gap, other = True, "above" if other else ""
                continue
            begins = self._begins(place, cells) if gap else ""
            if begins == "ours":
                break
            gap, other = False, "here" if begins == "other" else other
            why = "left_out.table" if other == "here" else self._why_not(cells, stated, after=place > end)
            if why == "left_out.header":
                other = ""
            if not why and not other:
                yield place
            elif why.startswith("left_out."):
                self._left_out.setdefault(why, []).append(place)
            else:
                code, key = f"form.{why or 'below_other'}", self._header.matched.headers[self._keys[0]]
                self.problems.append(_said(self._grid, code, place, texts_of(cells), key=key))
        for why, places in self._left_out.items():
            self.problems += [
                _said(self._grid, f"form.{why}", first, texts_of(self._grid.rows[first]), last=last, warning=True)
                for first, last in _runs(places)
            ]

    def _end(self) -> int:
        """The place of the last row that has a key and something beside it."""
        for place in range(len(self._grid.rows) - 1, self._header.last, -1):
            cells = self._grid.rows[place]
            if self._key(cells) is not None and sum(cell is not None for cell in cells) > _WIDEST_REMARK:
                return place
        return self._header.last

    def _key(self, cells: list[object]) -> object:
        return next((cells[index] for index in self._keys if index < len(cells) and cells[index] is not None), None)

    def _why_not(self, cells: list[object], stated: list[int], *, after: bool) -> str:
        """Why a row is no line; "" if it is one."""
        key = self._key(cells)
        why = ""
        if isinstance(key, str) and self._repeats(cells):
            why = "left_out.header"
        elif isinstance(key, str) and is_total(key):
            beside = [index for index in stated if cells[index] is not key and index in self._texts]
            why = "total_unclear" if beside else "left_out.total"
        elif key is None and any(isinstance(cells[index], str) and is_total(str(cells[index])) for index in stated):
            why = "left_out.total"
        elif key is None and not (remark := self._remark(cells, stated, after=after)):
            why = "row_without_key"
        elif key is None:
            why = remark
        elif len(stated) <= _WIDEST_REMARK and isinstance(key, str) and after and REMARKS.match(key):
            why = "left_out.remark"
        elif len(stated) == 1:
            wordy = isinstance(key, str) and len(key.split()) >= _REMARK_WORDS
            why = "left_out.remark" if wordy else "row_unclear"
        return why

    def _remark(self, cells: list[object], stated: list[int], *, after: bool) -> str:
        """Whether a row without a key is a heading or a note: a text or two where texts stand, or a note below all."""
        if self._known.isdisjoint(stated):
            return "left_out.remark"
        first = cells[stated[0]]
        words = all(index in self._texts and isinstance(cells[index], str) for index in stated)
        noted = after and isinstance(first, str) and REMARKS.match(first)
        short = len(stated) == 1 or (after and len(stated) <= _WIDEST_REMARK)
        return "left_out.remark" if short and (words or noted) else ""

    def _repeats(self, cells: list[object]) -> bool:
        """Whether a row is the header once more."""
        words = self._header.words
        if any(cell is not None for cell in cells[len(words) :]):
            return False
        return all(
            plain(str(cells[index])) == word if index < len(cells) and cells[index] is not None else not word
            for index, word in enumerate(words)
        )

    def _begins(self, place: int, cells: list[object]) -> str:
        """Whether another table begins here, after a blank row: one of ours, or one of another kind."""
        texts = texts_of(cells)
        if sum(bool(text) for text in texts) < _LIKE_A_HEADER or self._repeats(cells):
            return ""
        if any(cell is not None and not isinstance(cell, str) for cell in cells):
            return ""
        matched = match_headers(self._kind, texts, self._mapping)
        if of_another_kind(texts, matched):
            return "other"
        if matched.score < _LIKE_A_HEADER:
            return ""
        self.problems.append(_second(self._grid, place, self._header, chosen=self._chosen))
        return "ours"


def _second(grid: Grid, place: int, header: Header, *, chosen: bool) -> Problem:
    """A second table that could be the one: refused, or left out where the caller chose the first."""
    last = (header.first if place < header.first else len(grid.rows)) - 1 if chosen else 0
    code = "form.left_out.table" if chosen else "form.two_headers"
    told = {"header": str(row_of(grid, header.last))}
    return _said(grid, code, place, texts_of(grid.rows[place]), last=last, warning=chosen, **told)


def _beside(grid: Grid, header: Header) -> Iterator[Problem]:
    """What stands beside the table, apart from it."""
    for columns, certain in header.apart:
        seen = shown(" | ".join(header.matched.headers[index] for index in columns))
        params = {"columns": f"{column_name(columns[0])}-{column_name(columns[-1])}", "seen": seen}
        code = "form.left_out.beside_table" if certain else "form.beside_unclear"
        yield Problem(
            code, params, file=grid.file, sheet=grid.sheet,
            row=row_of(grid, header.last), column=column_name(columns[0]), warning=certain,
        )  # fmt: skip


def _merged(grid: Grid, header: Header, lines: list[int]) -> Iterator[Problem]:
    """Cells merged across lines or columns: of which line or column their value is, nobody can tell."""
    if not grid.merged:
        return
    kept = {row_of(grid, place) for place in lines}
    for top, left, bottom, right in grid.merged:
        if bottom <= row_of(grid, header.last) or kept.isdisjoint(range(top, min(bottom, top + len(grid.rows)) + 1)):
            continue
        known = header.matched.by_index.keys() & set(range(left, right + 1))
        place = top - grid.first_row
        cells = grid.rows[place] if 0 <= place < len(grid.rows) else []
        if known and left < len(cells) and cells[left] is not None:
            params = {"seen": shown(cells[left]), "last": f"{column_name(right)}{bottom}"}
            yield Problem(
                "form.merged", params, file=grid.file, sheet=grid.sheet, row=top, column=column_name(left)
            )  # fmt: skip


def is_total(text: str) -> bool:
    """Whether a text is a word for a total, alone or before other words: Total, Subtotal, Gran total, Total (USD)."""
    words = [plain(word) for word in text.split()]
    if len(words) > 1 and words[0] in _GREAT:
        del words[0]
    return bool(words) and words[0] in _TOTALS and not any(sign.isdigit() for sign in text)


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Places one after another as the first and last of each run."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last
            first = place
        last = place
    yield first, last


def _said(
    grid: Grid, code: str, place: int, texts: list[str], *, last: int = 0, warning: bool = False, **params: str
) -> Problem:
    """Something about a row, or rows, with what stands in the first of them."""
    seen = shown(" | ".join(" ".join(text.split()) for text in texts if text))
    rows = str(row_of(grid, place)) if last <= place else f"{row_of(grid, place)}-{row_of(grid, last)}"
    return Problem(
        code, {"seen": seen, "rows": rows, **params}, file=grid.file, sheet=grid.sheet, row=row_of(grid, place),
        warning=warning,
    )  # fmt: skip
