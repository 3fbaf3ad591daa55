"""The part tables A.1 to S of the Regulations, the HS editions and the placeholders, out of CSV files."""

from rvc.base.errors import LawError
from rvc.base.hs import HsRange
from rvc.law.files import Files
from rvc.law.model import Component, TableEntry
from rvc.law.strict import Entry

TABLES = ("A.1", "A.2", "B", "C", "D", "E", "F", "G", "S.steel", "S.aluminum")


def file_of(table: str) -> str:
    """The name of a table's file: A.1 is a1.csv, S.steel is s_steel.csv."""
    return f"{table.lower().replace('s.', 's_').replace('.', '')}.csv"


def entries(files: Files, table: str) -> tuple[TableEntry, ...]:
    """The lines of one table, in the order of the print."""
    if table not in TABLES:
        raise LawError(f"no table {table!r}; known are {', '.join(TABLES)}")
    if table == "A.2":
        return tuple(
            TableEntry(table, hs, ex=True, describes=component.describes, component=component.name)
            for component in components(files)
            for hs in component.hs
        )
    if table == "G":
        rows = files.csv(f"tables/{file_of(table)}", "component", "hs", "named_good", "describes")
        return tuple(
            TableEntry(
                table, _hs(row), ex=False, describes=row.text("describes"), component=row.text("component"),
                named_good=str(row.values["named_good"]),
            )
            for row in rows
        )  # fmt: skip
    suffix, named = (("suffix",), ("named_good",)) if table == "F" else ((), ())
    rows = files.csv(f"tables/{file_of(table)}", "hs", *suffix, "ex", *named, "describes")
    return tuple(_entry(table, row) for row in rows)


def components(files: Files) -> tuple[Component, ...]:
    """The rows of Table A.2."""
    rows = files.csv(f"tables/{file_of('A.2')}", "category", "name", "also", "describes", "hs", "ex", "first_row")
    return tuple(
        Component(
            category=row.text("category"),
            name=row.text("name"),
            describes=row.text("describes"),
            hs=tuple(row.range("hs", code, {}) for code in row.text("hs").split()),
            first_row=_mark(row, "first_row", "yes"),
            also=tuple(row.text("also").split()),
        )
        for row in rows
        if _mark(row, "ex", "ex")
    )


def editions(files: Files) -> dict[str, str]:
    """Six-digit codes of HS 2017 and 2022 that HS 2012 does not have, to the HS 2012 code of the same good."""
    rows = files.csv("hs_editions.csv", "hs", "hs2012", "edition", "source", "note")
    return {_hs(row).first: _hs(row, "hs2012").first for row in rows if row.text("source") and row.text("edition")}


def implied_goods(files: Files) -> dict[tuple[str, str], str]:
    """Named goods that a place in Table A.2 or a code as written tells, by that and the HS 2012 subheading."""
    rows = files.csv("implied_goods.csv", "stands_as", "hs2012", "named_good", "cite")
    return {
        (row.text("stands_as").replace(".", ""), _hs(row, "hs2012").first): row.text("named_good")
        for row in rows
        if row.text("cite")
    }


def placeholders(files: Files) -> dict[str, frozenset[str]]:
    """The treaty's placeholders (8482.99.aa), to the 8-digit items of one country that stand for them."""
    rows = files.csv("placeholders.csv", "placeholder", "items", "source", "describes")
    return {
        row.text("placeholder"): frozenset(row.range("items", item, {}).first for item in row.text("items").split())
        for row in rows
        if row.text("source")
    }


def _entry(table: str, row: Entry) -> TableEntry:
    suffix, named = (str(row.values.get(name, "")) for name in ("suffix", "named_good"))
    ex = _mark(row, "ex", "ex") or bool(suffix)
    return TableEntry(table, _hs(row), ex, row.text("describes"), suffix, named_good=named)


def _mark(row: Entry, name: str, word: str) -> bool:
    if row.values[name] not in ("", word):
        raise row.refusal(name, f"expected {word!r} or nothing")
    return row.values[name] == word


def _hs(row: Entry, name: str = "hs") -> HsRange:
    return row.range(name, row.text(name), {})
