"""The result table of many goods, and the table of their problems, as bytes of a CSV, XLSX or Parquet file."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path

from rvc.base.problem import Problem

Columns = Mapping[str, Sequence[str]]
PROBLEMS = "problems"
PROBLEM_COLUMNS = ("good_id", "file", "sheet", "row", "column", "code", "problem", "warning")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take such a text for a formula
_FIGURES = ("_required", "_actual", "_actual_best", "_margin")  # of six decimals: exact in a cell
_TEXT_WIDTH, _WIDEST = 12, 60


def problems_table(found: Sequence[tuple[str, Problem]]) -> dict[str, list[str]]:
    """Problems by column, a row a problem, with the name of the good."""
    rows = [
        (
            name, problem.file, problem.sheet, "" if problem.row is None else str(problem.row),
            problem.column or problem.path, problem.code, problem.text, "yes" if problem.warning else "no",
        )
        for name, problem in found
    ]  # fmt: skip
    return {name: [row[place] for row in rows] for place, name in enumerate(PROBLEM_COLUMNS)}


def writer(path: Path) -> Callable[[Mapping[str, Columns]], dict[Path, bytes]] | None:
    """What writes tables by name in the format of a suffix, the first under the path itself; None for another suffix.

    CSV and Parquet hold one table a file: each further one stands beside the first, under its own name.
    """
    if path.suffix.lower() == ".xlsx":
        return lambda tables: {path: _xlsx(tables)}
    one = {".csv": _csv, ".parquet": _parquet}.get(path.suffix.lower())
    if one is None:
        return None

    def each(tables: Mapping[str, Columns]) -> dict[Path, bytes]:
        first = next(iter(tables))
        return {path if name == first else beside(path, name): one(columns) for name, columns in tables.items()}

    return each


def beside(path: Path, name: str) -> Path:
    """Where a further table of a file stands."""
    return path.with_name(f"{path.stem}-{name}{path.suffix}")


def _csv(columns: Columns) -> bytes:
    out = io.StringIO(newline="")
    writing = csv.writer(out, lineterminator="\r\n")
    writing.writerow(columns)
    writing.writerows([_harmless(cell) for cell in row] for row in zip(*columns.values(), strict=True))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: str) -> str:
    """A text that a spreadsheet does not take for a formula; a number may begin with a minus."""
    if not cell.startswith(_DANGEROUS) or cell[1:].replace(".", "", 1).isdigit():
        return cell
    return f"'{cell}"


def _xlsx(tables: Mapping[str, Columns]) -> bytes:
    from rvc.show.new_book import new_book

    out = io.BytesIO()
    book = new_book(out)
    head = book.add_format({"bold": True, "bottom": 1})
    for name, columns in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for place, (title, cells) in enumerate(columns.items()):
            sheet.write_string(0, place, title, head)
            width = max(map(len, cells[:1000]), default=0)
            sheet.set_column(place, place, min(max(width, len(title), _TEXT_WIDTH), _WIDEST))
            for row, cell in enumerate(cells, 1):
                if cell and title.endswith(_FIGURES):
                    sheet.write_number(row, place, Decimal(cell))
                elif cell:
                    sheet.write_string(row, place, cell)
        if columns:
            sheet.autofilter(0, 0, len(next(iter(columns.values()))), len(columns) - 1)
    book.close()
    return out.getvalue()


def _parquet(columns: Columns) -> bytes:
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    out = io.BytesIO()
    texts = {name: arrow.array(cells, arrow.string()) for name, cells in columns.items()}
    parquet.write_table(arrow.table(texts), out)
    return out.getvalue()
