"""The page and the workbook of a supplier's statement: the same cells, bounds in words, texts of users as texts."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import rvc
from rvc.run.statement import Accumulation, Amount, Statement
from rvc.show import statement_book, statement_text
from rvc.show.layout import plain_page
from rvc.show.statement_tables import amount_cell

SAMPLE = Path(__file__).parents[2] / "sample_boms" / "brake_part.yaml"


@pytest.fixture(scope="module")
def stated() -> Statement:
    """The statement of the sample part."""
    return rvc.statement(SAMPLE)


def page(stated: Statement) -> list[str]:
    """Its page, as wide as a terminal of old."""
    return plain_page(statement_text.render(stated)).splitlines()


def test_no_line_is_wider_than_80(stated: Statement) -> None:
    """The page fits a terminal of 80 columns, no word broken."""
    assert max(map(len, page(stated))) <= 80
    rows = [line.split() for line in page(stated)]
    assert ["pass.,", "light", "Originating", "-", "net", "cost", "78.89", "to", "79.16%", "70%", "yes"] in rows


@pytest.mark.parametrize(
    ("least", "most", "shown"),
    [
        ("66.50", "66.50", Decimal("66.50")),
        ("13.86", "14.04", "13.86 to 14.04"),
        ("1300", None, "1,300 or more"),
        (None, None, "not stated"),
    ],
)
def test_an_amount_is_a_number_only_where_it_is_known(least: str | None, most: str | None, shown: object) -> None:
    """Bounds are shown both, and what is not stated is never zero."""
    assert amount_cell(Amount(least=least, most=most)) == shown


def test_what_a_buyer_takes_over_is_written_as_a_case_takes_it(stated: Statement) -> None:
    """The block can be pasted; one that would be a guess is not there."""
    assert "  net_cost: 66.4965, vnm: 14.04, designated: false" in page(stated)
    open_one = stated.model_copy(update={"accumulation": Accumulation(net_cost="9", vnm="2", designated=None)})
    assert "  net_cost: 9, vnm: 2" in page(open_one)
    none = "  Net cost or VNM is not known well enough to be stated for accumulation."
    assert none in page(stated.model_copy(update={"accumulation": None}))


def test_a_part_that_originates_throughout_says_so(stated: Statement) -> None:
    """No materials to list is said, not left out."""
    whole = stated.model_copy(update={"non_originating": []})
    assert "  Every material used originates." in page(whole)


def test_the_workbook_holds_the_same_cells(stated: Statement) -> None:
    """A sheet a table; amounts are numbers, and a text that begins like a formula stays a text."""
    evil = stated.non_originating[0].model_copy(update={"id": "=1+1", "part_number": None, "description": None})
    changed = stated.model_copy(update={"non_originating": [evil, *stated.non_originating[1:]], "supplier": "@SUM(A1)"})
    book = load_workbook(BytesIO(statement_book.workbook(changed)))
    assert book.sheetnames == ["statement", "amounts", "uses", "materials"]
    sheet: Any = book["amounts"]
    cells = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert cells["Net cost"] == 66.4965
    assert cells["VNM, net cost method"] == "13.86 to 14.04"
    first = book["materials"]["B2"]
    assert (first.value, first.data_type) == ("=1+1", "s")
    assert "Supplier: @SUM(A1)" in [cell.value for cell in book["statement"]["A"]]
