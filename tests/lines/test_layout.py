"""Tables among titles, repeated headers, totals and remarks: what is a line, what is left out, what is refused."""

from collections.abc import Iterable

import pytest

from rvc.lines.grids.grid import Grid
from rvc.lines.tables.layout import Table, find_table

HEADER = ["Part Number", "Description", "HTS", "Qty", "Unit Cost"]


def table(*rows: list[object], merged: Iterable[tuple[int, int, int, int]] = (), first_row: int = 1) -> Table:
    """The table of materials on a sheet of these rows."""
    found = find_table(
        Grid("f.xlsx", "S", hidden=False, rows=list(rows), first_row=first_row, merged=tuple(merged)), "materials"
    )
    assert found is not None
    return found


def said(found: Table) -> list[tuple[str, int | None, bool]]:
    """What was said, where, and whether it is a warning."""
    assert all(problem.text and problem.sheet == "S" for problem in found.problems)
    return [(problem.code, problem.row, problem.warning) for problem in found.problems]


def numbers(found: Table) -> list[int]:
    """The rows that are lines."""
    return [number for number, _ in found.rows]


def test_a_plain_table() -> None:
    """A header and its lines, and nothing to say."""
    found = table(HEADER, ["A", "a", "8407.34", 1, 2], [], ["B", "b", "8407.34", 1, 2], first_row=5)
    assert (found.header_row, numbers(found), said(found)) == (5, [6, 8], [])


def test_titles_totals_repeats_and_notes_are_left_out() -> None:
    """An export as sent: what is no line is left out, each time said with its rows."""
    found = table(
        ["ACME de Mexico"], ["Bill of materials", None, "Rev 3"], [], HEADER,
        ["A", "a", "8407.34", 1, 2], [None, "STAMPINGS"], ["B", "b", "8407.34", 1, 2],
        [None, "Subtotal", None, None, 4], [], HEADER, ["C", "c", "8407.34", 1, 2], ["TOTAL", None, None, None, 6],
        [], ["Note: prices of January"], ["Prepared by:", "Juan"], ["* All parts are of the current revision"],
    )  # fmt: skip
    assert (found.header_row, numbers(found)) == (4, [5, 7, 11])
    assert said(found) == [
        ("form.left_out.above", 1, True),
        ("form.left_out.remark", 6, True),
        ("form.left_out.remark", 14, True),
        ("form.left_out.total", 8, True),
        ("form.left_out.total", 12, True),
        ("form.left_out.header", 10, True),
    ]
    assert "1-2" in found.problems[0].text
    assert "14-16" in found.problems[2].text


def test_a_note_below_stands_in_any_column() -> None:
    """In an indented bill the first column holds levels; a note in it is one below the last line only."""
    header, line, note = ["Level", *HEADER], [1, "A", "a", "8407.34", 1, 2], ["Note: costs of the third quarter"]
    assert said(table(header, line, note)) == [("form.left_out.remark", 3, True)]
    assert said(table(header, note, line)) == [("form.row_without_key", 2, False)]


@pytest.mark.parametrize("note", ["Elaboró: J. Pérez", "Fecha: 12/03/2026", "Prepared by: J. Smith"])
def test_who_prepared_a_list_is_a_note(note: str) -> None:
    """A label and what it says, in one cell or two, below the last line only: among lines it may be one."""
    line = ["A", "a", "8407.34", 1, 2]
    assert said(table(HEADER, line, [note])) == [("form.left_out.remark", 3, True)]
    assert said(table(HEADER, line, [note, "rev. 2"])) == [("form.left_out.remark", 3, True)]
    assert said(table(HEADER, line, [note, "rev. 2"], line)) == []
    assert numbers(table(HEADER, line, [note, "rev. 2"], line)) == [2, 3, 4]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Total", "of the engine", None, None, 6], "form.total_unclear"),
        ([None, None, None, None, 6], "form.row_without_key"),
        ([None, "bolt", "7318.15", 1, 2], "form.row_without_key"),
        ([None, None, "7318.15"], "form.row_without_key"),
        (["EN-7"], "form.row_unclear"),
        (["Total"], "form.left_out.total"),
    ],
    ids=str,
)
def test_a_row_that_could_be_a_line(row: list[object], code: str) -> None:
    """A row is left out only if it has no part number and a word for a total, or nothing but a remark."""
    found = table(HEADER, ["A", "a", "8407.34", 1, 2], row, ["B", "b", "8407.34", 1, 2])
    assert numbers(found) == [2, 4]
    assert said(found) == [(code, 3, code.startswith("form.left_out."))]


@pytest.mark.parametrize("key", ["TOTAL-12", "Totalizer", "SUM9", "Total 500", "Subtotal-A"])
def test_a_part_number_is_no_total(key: str) -> None:
    """A part number that begins like a total is a part number."""
    found = table(HEADER, ["A", "a", "8407.34", 1, 2], [key, "b", "8407.34", 1, 2])
    assert (numbers(found), said(found)) == ([2, 3], [])


def test_a_second_table_is_refused() -> None:
    """Another header after a blank row, or above, is a table that nobody asked for: it is not read as lines."""
    other = ["Description", "Supplier", "Country of Origin", "Currency"]
    found = table(HEADER, ["A", "a", "8407.34", 1, 2], [], other, ["x", "y", "MX", "USD"])
    assert (numbers(found), said(found)) == ([2], [("form.two_headers", 4, False)])
    found = table(other, ["x", "y", "MX", "USD"], [], HEADER, ["A", "a", "8407.34", 1, 2])
    assert (numbers(found), said(found)) == ([5], [("form.two_headers", 1, False)])


def chosen(header: int | None, *rows: list[object]) -> Table | None:
    """The table of materials whose header stands in a row."""
    return find_table(Grid("f.xlsx", "S", hidden=False, rows=list(rows)), "materials", header=header)


TWO = (HEADER, ["A", "a", "8407.34", 1, 2], [], ["P/N", "Name", "HTS", "Qty", "Price"], ["B", "b", "8407.34", 1, 2])


def test_two_tables_of_materials_are_left_to_the_caller() -> None:
    """Of two tables of materials none is taken unasked; the one chosen is, and the other is said to be left out."""
    refused = table(*TWO)
    assert said(refused) == [("form.two_headers", 4, False)]
    assert "--header 1 or --header 4" in refused.problems[0].text
    first = chosen(1, *TWO)
    assert first is not None
    assert (numbers(first), said(first)) == ([2], [("form.left_out.table", 4, True)])
    assert "4-5" in first.problems[0].text
    second = chosen(4, *TWO)
    assert second is not None
    assert (numbers(second), [code for code, _, _ in said(second)]) == (
        [5], ["form.left_out.table", "form.left_out.above"],
    )  # fmt: skip
    assert all(problem.warning for problem in second.problems)
    assert chosen(2, *TWO) is None


def test_a_header_far_down() -> None:
    """A header that is chosen is found wherever it stands."""
    rows: list[list[object]] = [HEADER, *[["A", "a", "8407.34", 1, 2]] * 300, [], *TWO[3:]]
    found = chosen(303, *rows)
    assert found is not None
    assert numbers(found) == [304]


METAL: list[object] = ["HTS", "Value", "Originating", "Melted In", "Purchased On"]


def test_a_table_of_another_kind_is_left_out() -> None:
    """Purchases of steel below or above the materials are no lines of them; after a blank row a header begins again."""
    steel: list[list[object]] = [METAL, ["7210.49", 5, "Y", "US", "2026-01-02"]]
    line: list[object] = ["A", "a", "8407.34", 1, 2]
    found = table(HEADER, line, [], *steel, [], HEADER, line)
    assert numbers(found) == [2, 8]
    assert said(found) == [("form.left_out.table", 4, True), ("form.left_out.header", 7, True)]
    found = table(*steel, [], HEADER, line)
    assert (numbers(found), said(found)) == ([5], [("form.left_out.above", 1, True)])


def test_a_line_below_a_table_of_another_kind_is_refused() -> None:
    """What stands below another table could be of that one or of ours."""
    line: list[object] = ["A", "a", "8407.34", 1, 2]
    found = table(HEADER, line, [], METAL, ["7210.49", 5, "Y", "US", "2026-01-02"], [], line)
    assert numbers(found) == [2]
    assert said(found) == [("form.below_other", 7, False), ("form.left_out.table", 4, True)]


def test_notes_beside_are_left_out() -> None:
    """What stands beside the lines, under no header that is understood, makes no line of a row."""
    found = table([*HEADER, None, "Remarks of Ana"], ["A", "a", "8407.34", 1, 2, None, "ok"], [None] * 6 + [7])
    assert (numbers(found), said(found)) == ([2], [("form.left_out.remark", 3, True)])


def test_a_table_beside() -> None:
    """A table of another kind beside is left out; one that could be columns of the lines is refused, or mapped away."""
    labor: list[object] = ["basis", "item", "plant_country", "average_base_hourly_wage", "wage_currency"]
    found = table([*HEADER, None, *labor], ["A", "a", "8407.34", 1, 2, None, "net_cost", "assembly", "MX", 5, "MXN"])
    assert said(found) == [("form.left_out.beside_table", 1, True)]
    assert {field.name for field in found.matched.by_index.values()}.isdisjoint({"id", "item"})
    good: list[object] = ["Currency", "Date", "Produced In", "Net Cost", "Total Cost"]
    found = table([*HEADER, None, *good], ["A", "a", "8407.34", 1, 2, None, "MXN", "2026-01-02", "MX", 5, 5])
    assert said(found) == [("form.beside_unclear", 1, False)]
    rates: list[list[object]] = [[*HEADER, None, "Currency", "Rate"], ["A", "a", "8407.34", 1, 2, None, "MXN", "0.05"]]
    found = table(*rates)
    assert said(found) == [("form.beside_unclear", 1, False)]
    mapped = find_table(
        Grid("f.xlsx", "S", hidden=False, rows=rates), "materials", {"Currency": None, "Rate": None}
    )  # fmt: skip
    assert mapped is not None
    assert mapped.problems == ()


def test_a_spacer_parts_one_table() -> None:
    """A blank column between columns of the lines changes nothing."""
    found = table(
        ["Part Number", None, "HTS", "Qty", None, "Unit Cost", "Currency"], ["A", None, "8407.34", 1, None, 5, "USD"]
    )
    assert said(found) == []
    assert len(found.matched.by_index) == 5


def test_a_merged_header() -> None:
    """Two header rows merged into one: what stands above a group belongs to each of its columns."""
    found = table(
        ["Part Number", "HTS", "Blanket Period", None, "Cost", None],
        [None, None, "From", "To", "Unit", "Total"],
        ["A", "8407.34", "2026-01-01", "2026-12-31", 5, 5],
        merged=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)],
    )
    fields = {index: field.name for index, field in found.matched.by_index.items()}
    assert fields == {
        0: "part_number",
        1: "hs",
        2: "claim_valid_from",
        3: "claim_valid_to",
        4: "unit_value",
        5: "line_value",
    }
    assert (found.header_row, numbers(found), said(found)) == (2, [3], [])


def test_a_group_is_not_dropped() -> None:
    """A header under a group that makes it something else is not understood by itself."""
    found = table(
        ["Part Number", "Finished Good", None], [None, "HTS", "Qty"], ["A", "8703.23", 1],
        merged=[(1, 0, 2, 0), (1, 1, 1, 2)],
    )  # fmt: skip
    assert {field.name for field in found.matched.by_index.values()} == {"part_number", "good_hs"}


def test_a_merged_title_is_no_group() -> None:
    """A title merged over the whole table stands above the header and is no part of it."""
    found = table(["BILL OF MATERIALS"], HEADER, ["A", "a", "8407.34", 1, 2], merged=[(1, 0, 1, 4)])
    assert (found.header_row, numbers(found)) == (2, [3])
    assert said(found) == [("form.left_out.above", 1, True)]


def test_merged_cells_among_lines_are_refused() -> None:
    """A value merged over several lines belongs to nobody knows which."""
    found = table(
        HEADER, ["A", "a", "8407.34", 1, 2], ["B", "b", None, 1, 2], ["C", "c", "8407.34", 1, 2], merged=[(2, 2, 3, 2)]
    )
    assert said(found) == [("form.merged", 2, False)]
    assert found.problems[0].column == "C"
    assert said(table(HEADER, ["A", "a", None, 1, 2], ["B", "b", None, 1, 2], merged=[(2, 2, 3, 2)])) == []


def test_no_table() -> None:
    """Rows in which nothing is understood are no table, and a strict sheet takes every row as a line."""
    grid = Grid("f.xlsx", "S", hidden=False, rows=[["a", "b"], ["c", "d"]])
    assert find_table(grid, "materials") is None
    grid = Grid("f.xlsx", "S", hidden=False, rows=[["id", "description"], ["A", "a"], [], [None, "Total"]])
    strict = find_table(grid, "materials", strict=True)
    assert strict is not None
    assert numbers(strict) == [2, 4]


def test_many_rows_take_little_time() -> None:
    """A long sheet with gaps, and one with many merged cells, are sorted in time that grows with their rows."""
    line: list[object] = ["A", "a", "8407.34", 1, 2]
    rows: list[list[object]] = [[*HEADER]]
    for _ in range(20_000):
        rows += [line, []]
    assert len(table(*rows).rows) == 20_000
    areas = [(row, 30, row + 1, 30) for row in range(2, 20_002)]
    assert len(table(*rows, merged=areas).rows) == 20_000
