"""Cases written out as tables that belong together, the way a program would export them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from rvc.lines.read import case_from
from rvc.lines.workbook.template import pages_of

Tables = dict[str, list[dict[str, Any]]]


def tables_of(cases: Iterable[Mapping[str, Any]]) -> Tables:
    """Rows by table: what a workbook of each case holds, with good_id beside."""
    found: Tables = {name: [] for name in ("goods", "materials", "labor", "steel", "aluminum", "elections")}
    for data in cases:
        pages = {page.name: page.rows for page in pages_of(case_from(data).case)}
        (facts,) = pages.pop("good")
        name = facts["good_id"]
        found["goods"].append({key: value for key, value in facts.items() if key != "decimal"})
        for table, rows in pages.items():
            found[table] += [{"good_id": name, **row} for row in rows if row]
    return {name: rows for name, rows in found.items() if rows}


def header_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every column that any row has."""
    return list(dict.fromkeys(name for row in rows for name in row))


def written(cell: object) -> object:
    """A cell as text."""
    return {True: "yes", False: "no", None: ""}.get(cell, cell) if cell is None or isinstance(cell, bool) else cell


def as_workbook(tables: Tables, path: Path) -> Path:
    """One workbook, a sheet a table."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in tables.items():
            sheet, header = book.add_worksheet(name), header_of(rows)
            for at, cells in enumerate([header, *([row.get(column) for column in header] for row in rows)]):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write_string(at, column, str(written(cell)))
    return path


def as_csv(tables: Tables, folder: Path) -> dict[str, Path]:
    """A file a table."""
    paths = {}
    for name, rows in tables.items():
        paths[name] = folder / f"{name}.csv"
        with paths[name].open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header_of(rows))
            writer.writeheader()
            writer.writerows({key: written(cell) for key, cell in row.items()} for row in rows)
    return paths
