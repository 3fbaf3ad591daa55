"""Where a table stands on a sheet: its header among titles, its lines among totals, repeated headers and remarks.

What is no line of the table is left out only where that is certain, and each time said; a row that could be a line and
is none that can be read is a problem. On a sheet of a case (`strict`) every row below the header is a line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rvc.base.problem import Problem
from rvc.lines.grids.grid import Broken, Grid, column_name
from rvc.lines.scalars import shown
from rvc.lines.tables.columns_found import Matched, match_headers
from rvc.lines.tables.spelling import plain

_TOP = 100  # rows among which a header is looked for
_DEEPEST = 3  # rows of a header
_LIKE_A_HEADER = 3  # columns understood in a row that is not the header, and yet looks like one
_WIDEST_REMARK = 2  # cells
_REMARK_WORDS = 3
_KEYS = ("part_number", "id")
_TOTALS = frozenset({"total", "totals", "totales", "subtotal", "subtotals", "subtotales", "suma", "sum", "sumatoria"})
_GREAT = frozenset({"grand", "gran", "sub"})
_REMARKS = re.compile(r"(?:notes?|notas?|remarks?|observaci(?:on|ón|ones))\b|[*(]|.*:$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Table:
    """The lines of one table, with the numbers of their rows, and what was said of the rest of its sheet."""

    grid: Grid
    matched: Matched
    header_row: int
    rows: tuple[tuple[int, list[object]], ...]
    problems: tuple[Problem, ...]

    def column(self, index: int) -> list[object]:
        """The cells of a column."""
        return [cells[index] if index < len(cells) else None for _, cells in self.rows]


@dataclass(frozen=True)
class _Header:
    first: int  # places in grid.rows
    last: int
    matched: Matched

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(plain(header) for header in self.matched.headers)


def find_table(
    grid: Grid, kind: str, mapping: Mapping[str, str | None] | None = None, *, strict: bool = False
) -> Table | None:
    """Find the table of a kind on a sheet; None if no row of it could be its header."""
    headers = list(_headers(grid, kind, mapping))
    best = max(headers, key=lambda header: header.matched.score, default=None)
    if best is None or best.matched.score < (1 if strict else 2):
        return None
    problems = [
        _said(grid, "form.two_headers", other.first, _texts(grid.rows[other.first]), header=str(_row(grid, best.first)))
        for other in headers
        if other.first < best.first and other.matched.score >= _LIKE_A_HEADER and other.words != best.words
    ]
    above = [place for place in range(best.first) if any(cell is not None for cell in grid.rows[place])]
    if above and not problems:
        problems.append(
            _said(grid, "form.left_out.above", above[0], _texts(grid.rows[above[0]]), last=above[-1], warning=True)
        )
    sorter = _Sorter(grid, kind, mapping, best)
    lines = list(sorter.every_row() if strict else sorter.lines())
    problems += [*sorter.problems, *_merged(grid, best, lines)]
    matched = best.matched
    for problem in matched.problems:
        problems.append(
            Problem(
                problem.code, problem.params, file=grid.file, sheet=grid.sheet, row=_row(grid, best.last),
                column=problem.column,
            )
        )  # fmt: skip
    rows = tuple((_row(grid, place), grid.rows[place]) for place in lines)
    return Table(grid, matched, _row(grid, best.last), rows, tuple(problems))


class _Sorter:
    """Tells the lines below a header from everything else."""

    def __init__(self, grid: Grid, kind: str, mapping: Mapping[str, str | None] | None, header: _Header) -> None:
        self.problems: list[Problem] = []
        self._grid, self._kind, self._mapping, self._header = grid, kind, mapping, header
        self._keys = [index for index, field in header.matched.by_index.items() if field.name in _KEYS]
        self._keys += [index for name in _KEYS for index in header.matched.ambiguous.get(name, ())]
        self._texts = {
            index
            for index in range(max(map(len, grid.rows), default=0))
            if (field := header.matched.by_index.get(index)) is None or field.kind in {"text", "identifier"}
        }
        self._left_out: dict[str, list[int]] = {}

    def every_row(self) -> Iterator[int]:
        """Every row that is not blank."""
        for place in range(self._header.last + 1, len(self._grid.rows)):
            if any(cell is not None for cell in self._grid.rows[place]):
                yield place

    def lines(self) -> Iterator[int]:
        """The rows that are lines; the others are said. Without a column that tells lines apart there are none."""
        if not self._keys:
            return
        end = self._end()
        gap = False
        for place in range(self._header.last + 1, len(self._grid.rows)):
            cells = self._grid.rows[place]
            stated = [index for index, cell in enumerate(cells) if cell is not None]
            if not stated:
                gap = True
                continue
            if gap and self._another(place, cells):
                break
            gap = False
            why = self._why_not(cells, stated, after=place > end)
            if not why:
                yield place
            elif why.startswith("left_out."):
                self._left_out.setdefault(why, []).append(place)
            else:
                self.problems.append(_said(self._grid, f"form.{why}", place, _texts(cells)))
        for why, places in self._left_out.items():
            self.problems += [
                _said(self._grid, f"form.{why}", first, _texts(self._grid.rows[first]), last=last, warning=True)
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
        elif isinstance(key, str) and _is_total(key):
            beside = [index for index in stated if cells[index] is not key and index in self._texts]
            why = "total_unclear" if beside else "left_out.total"
        elif key is None and any(isinstance(cells[index], str) and _is_total(str(cells[index])) for index in stated):
            why = "left_out.total"
        elif key is None and not (remark := self._remark(cells, stated, after=after)):
            why = "row_without_key"
        elif key is None:
            why = remark
        elif len(stated) <= _WIDEST_REMARK and isinstance(key, str) and after and _REMARKS.match(key):
            why = "left_out.remark"
        elif len(stated) == 1:
            wordy = isinstance(key, str) and len(key.split()) >= _REMARK_WORDS
            why = "left_out.remark" if wordy else "row_unclear"
        return why

    def _remark(self, cells: list[object], stated: list[int], *, after: bool) -> str:
        """Whether a row without a key is a heading or a note: a text or two where texts stand, and nothing else."""
        words = all(index in self._texts and isinstance(cells[index], str) for index in stated)
        short = len(stated) == 1 or (after and len(stated) <= _WIDEST_REMARK)
        return "left_out.remark" if words and short else ""

    def _repeats(self, cells: list[object]) -> bool:
        """Whether a row is the header once more."""
        words = self._header.words
        if any(cell is not None for cell in cells[len(words) :]):
            return False
        return all(
            plain(str(cells[index])) == word if index < len(cells) and cells[index] is not None else not word
            for index, word in enumerate(words)
        )

    def _another(self, place: int, cells: list[object]) -> bool:
        """Whether another table begins here, after a blank row."""
        texts = _texts(cells)
        if sum(bool(text) for text in texts) < _LIKE_A_HEADER or self._repeats(cells):
            return False
        if any(cell is not None and not isinstance(cell, str) for cell in cells):
            return False
        if match_headers(self._kind, texts, self._mapping).score < _LIKE_A_HEADER:
            return False
        header = str(_row(self._grid, self._header.last))
        self.problems.append(_said(self._grid, "form.two_headers", place, texts, header=header))
        return True


def _headers(grid: Grid, kind: str, mapping: Mapping[str, str | None] | None) -> Iterator[_Header]:
    """Every row, or rows merged into one header, in which a column is understood."""
    merged: dict[int, list[tuple[int, int, int, int]]] = {}
    for area in grid.merged:
        place = area[0] - grid.first_row
        if 0 <= place < min(_TOP, len(grid.rows)) and area[1] < len(grid.rows[place]):
            merged.setdefault(area[0], []).append(area)
    place, end = 0, min(len(grid.rows), _TOP)
    while place < end:
        last = _depth(grid, place, merged.get(_row(grid, place), []))
        cells = grid.rows[place]
        if sum(isinstance(cell, str) for cell in cells) * 2 >= sum(cell is not None for cell in cells) > 0:
            texts = _texts(cells) if last == place else _joined(grid, kind, place, last, merged)
            matched = match_headers(kind, texts, mapping)
            if matched.score:
                yield _Header(place, last, matched)
        place = last + 1


def _depth(grid: Grid, place: int, areas: list[tuple[int, int, int, int]]) -> int:
    """The last row of what begins here: a title merged over its whole width is one row, as a plain row is."""
    stated = sum(cell is not None for cell in grid.rows[place])
    if stated <= 1 or not areas:
        return place
    wide = any(right > left for _, left, _, right in areas)
    last = max(bottom for _, _, bottom, _ in areas) - grid.first_row
    return min(max(last, place + 1 if wide else place), place + _DEEPEST - 1, len(grid.rows) - 1)


def _joined(
    grid: Grid, kind: str, first: int, last: int, merged: Mapping[int, list[tuple[int, int, int, int]]]
) -> list[str]:
    """The headers of several rows: what stands above a column before, or after, what stands right over it."""
    width = max(len(grid.rows[place]) for place in range(first, last + 1))
    above: list[list[str]] = [[] for _ in range(width)]
    for place in range(first, last + 1):
        texts = _texts(grid.rows[place]) + [""] * (width - len(grid.rows[place]))
        for _, left, _, right in merged.get(_row(grid, place), []):
            texts[left : min(right + 1, width)] = [texts[left]] * (min(right + 1, width) - left)
        for index, text in enumerate(texts):
            if text:
                above[index].append(text)
    joined = []
    for words in above:
        forward, backward = " ".join(words), " ".join(reversed(words))
        understood = match_headers(kind, [forward]).by_index or not match_headers(kind, [backward]).by_index
        joined.append(forward if understood else backward)
    return joined


def _merged(grid: Grid, header: _Header, lines: list[int]) -> Iterator[Problem]:
    """Cells merged across lines or columns: of which line or column their value is, nobody can tell."""
    if not grid.merged:
        return
    kept = {_row(grid, place) for place in lines}
    for top, left, bottom, right in grid.merged:
        if bottom <= _row(grid, header.last) or kept.isdisjoint(range(top, min(bottom, top + len(grid.rows)) + 1)):
            continue
        known = header.matched.by_index.keys() & set(range(left, right + 1))
        place = top - grid.first_row
        cells = grid.rows[place] if 0 <= place < len(grid.rows) else []
        if known and left < len(cells) and cells[left] is not None:
            params = {"seen": shown(cells[left]), "last": f"{column_name(right)}{bottom}"}
            yield Problem(
                "form.merged", params, file=grid.file, sheet=grid.sheet, row=top, column=column_name(left)
            )  # fmt: skip


def _is_total(text: str) -> bool:
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


def _row(grid: Grid, place: int) -> int:
    return grid.first_row + place


def _texts(cells: list[object]) -> list[str]:
    """Cells as the texts of headers."""
    return ["" if cell is None else cell.text if isinstance(cell, Broken) else str(cell) for cell in cells]


def _said(
    grid: Grid, code: str, place: int, texts: list[str], *, last: int = 0, warning: bool = False, **params: str
) -> Problem:
    """Something about a row, or rows, with what stands in the first of them."""
    seen = shown(" | ".join(" ".join(text.split()) for text in texts if text))
    rows = str(_row(grid, place)) if last <= place else f"{_row(grid, place)}-{_row(grid, last)}"
    return Problem(
        code, {"seen": seen, "rows": rows, **params}, file=grid.file, sheet=grid.sheet, row=_row(grid, place),
        warning=warning,
    )  # fmt: skip
