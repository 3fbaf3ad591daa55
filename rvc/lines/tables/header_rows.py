"""The rows of a sheet that could be the header of a table: plain, or several rows merged into one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rvc.lines.grids.grid import Broken, Grid
from rvc.lines.spelling import plain
from rvc.lines.tables.columns_found import Matched, match_headers
from rvc.lines.tables.other_tables import TOP_ROWS, apart

_DEEPEST = 3  # rows of a header


@dataclass(frozen=True)
class Header:
    """Rows that could be a header: their places among the rows of the grid, and what is understood of them.

    `apart` are the columns that stand apart from the table, and whether they are left out for certain.
    """

    first: int
    last: int
    matched: Matched
    apart: tuple[tuple[range, bool], ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The headers in their plain spelling."""
        return tuple(plain(header) for header in self.matched.headers)


def header_rows(
    grid: Grid, kind: str, mapping: Mapping[str, str | None] | None, *, strict: bool, chosen: int = 0
) -> Iterator[Header]:
    """Every row, or rows merged into one header, in which a column is understood: at the top and down to `chosen`."""
    merged: dict[int, list[tuple[int, int, int, int]]] = {}
    end = min(len(grid.rows), max(TOP_ROWS, chosen))
    for area in grid.merged:
        place = area[0] - grid.first_row
        if 0 <= place < end and area[1] < len(grid.rows[place]):
            merged.setdefault(area[0], []).append(area)
    place = 0
    while place < end:
        last = _depth(grid, place, merged.get(row_of(grid, place), []))
        cells = grid.rows[place]
        if sum(isinstance(cell, str) for cell in cells) * 2 >= sum(cell is not None for cell in cells) > 0:
            texts = texts_of(cells) if last == place else _joined(grid, kind, place, last, merged)
            aside = () if strict else tuple(apart(kind, texts, mapping or ()))
            left_out = {index for columns, _ in aside for index in columns}
            own = ["" if index in left_out else text for index, text in enumerate(texts)]
            matched = match_headers(kind, own, mapping)
            if matched.score:
                if left_out:
                    whole = tuple(" ".join(text.split()) for text in texts)
                    matched = replace(matched, headers=whole, left_out=(*matched.left_out, *sorted(left_out)))
                yield Header(place, last, matched, aside)
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
        texts = texts_of(grid.rows[place]) + [""] * (width - len(grid.rows[place]))
        for _, left, _, right in merged.get(row_of(grid, place), []):
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


def row_of(grid: Grid, place: int) -> int:
    """The number of a row as people see it."""
    return grid.first_row + place


def texts_of(cells: list[object]) -> list[str]:
    """Cells as the texts of headers."""
    return ["" if cell is None else cell.text if isinstance(cell, Broken) else str(cell) for cell in cells]
