"""The net cost workbook, recalculated by LibreOffice: its formulas come to the figures of the engine."""

import random
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import rvc
from rvc.net_costing.report import NetCost
from rvc.net_costing.setup import ORDERS
from rvc.show.net_cost_book import workbook
from tests.net_costing.books import Line, costed, exact, setup
from tests.show.test_live_book import SOFFICE, recalculated

GOODS = {"A": {"units": "3", "hours": "7"}, "B": {"units": "7", "hours": "1"}, "=C": {"units": "11", "hours": "3"}}
LINES: list[Line] = [
    ("5000", "1000.01", "direct_material", "", "A"), ("5000", "333.33", "direct_material", "", "B"),
    ("5000", "70", "direct_material", "", "=C"), ("5100", "100.10", "direct_labor", "", "", "", "units"),
    ("5200", "77.7", "direct_overhead", "", "", "", "direct_labor"),
    ("5201", "12.34", "direct_overhead", "royalties", "", "", "hours"),
    ("6000", "500", "period", "", "", "direct_cost"),
    ("6001", "55.5", "royalties", "", "", "direct_labor_and_material"), ("6002", "9.99", "sales_promotion", "", "A"),
    ("6003", "-3.21", "currency_gain", "", "", "direct_cost"),
    ("6004", "40", "interest", "", "", "", "hours"), ("9000", "800", "profit_tax"),
]  # fmt: skip


def result(book: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - openpyxl's own
    """The rows of the first sheet by what they are of: the sum over all goods, and each good."""
    return {str(row[0].value): [cell.value for cell in row[4:]] for row in book["net cost"].iter_rows(min_row=3)}


def agrees(book: Any, found: NetCost) -> bool:  # noqa: ANN401
    """Whether net cost, that of a unit, every ratio and the check are those of the engine."""
    rows = result(book)
    figures = [
        *zip(rows["NET COST"][1:], (exact(good.net_cost) for good in found.goods), strict=True),
        *zip(rows["TOTAL COST"][1:], (exact(good.total_cost) for good in found.goods), strict=True),
        *((cell, exact(good.net_cost_per_unit)) for cell, good in zip(rows["Per unit"][1:], found.goods, strict=True)
          if good.net_cost_per_unit),
        (rows["NET COST"][0], sum((exact(good.net_cost) for good in found.goods), Fraction(0))),
    ]  # fmt: skip
    ratios = next(step.ratios for step in found.steps if step.code == "ratios")
    for place, ratio in enumerate(ratios):
        cells = [cell.value for cell in book["ratios"][4 + 3 * place][5:]]
        figures += zip(cells, map(exact, ratio.goods), strict=True)
    check = next(cells for name, cells in rows.items() if name.startswith("Total cost less"))
    return not any(check[1:]) and all(cell == pytest.approx(float(figure), rel=1e-12) for cell, figure in figures)


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_every_order_comes_out_as_the_engine_says(tmp_path: Path) -> None:
    """The sample, books with every method and excluded cost, and books drawn at random, by the formulas alone."""
    found = {order: costed(tmp_path, LINES, setup(order, GOODS)) for order in ORDERS}
    found["sample"] = rvc.net_cost(Path(__file__).parents[2] / "docs" / "net_cost" / "plant.csv")
    draw = random.Random(11)  # noqa: S311 - figures, not secrets
    for number in range(6):
        lines = [
            (account, f"{draw.randint(1, 10**8) / 100:.2f}", *rest)
            for account, _, *rest in LINES
            if rest[0] != "currency_gain"
        ]
        found[f"random{number}"] = costed(tmp_path, lines, setup(draw.choice(ORDERS), GOODS))
    books = recalculated({name: workbook(each) for name, each in found.items()}, tmp_path)
    assert [name for name, each in found.items() if not agrees(books[name], each)] == []


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_a_changed_cost_is_a_changed_ledger(tmp_path: Path) -> None:
    """Another cost of material in its yellow cell moves every ratio made of it, as a ledger that says so does."""
    beside = setup("allocate_total", GOODS)
    changed = load_workbook(BytesIO(workbook(costed(tmp_path, LINES, beside))))
    sheet: Any = changed["allocation"]
    row = next(row for row in sheet.iter_rows(min_row=3) if row[0].value == "5000")
    row[5].value = 2000
    written = BytesIO()
    changed.save(written)
    book = recalculated({"changed": written.getvalue()}, tmp_path)["changed"]
    expected = costed(tmp_path, [("5000", "2000", *LINES[0][2:]), *LINES[1:]], beside)
    assert agrees(book, expected)


def test_cached_values_and_formulas(tmp_path: Path) -> None:
    """A viewer that computes nothing shows the engine's figures; what can be recomputed is a formula."""
    found = costed(tmp_path, LINES, setup("allocate_total", GOODS))
    content = workbook(found)
    assert agrees(load_workbook(BytesIO(content), data_only=True), found)
    book: Any = load_workbook(BytesIO(content))
    assert [cell.value for cell in book["net cost"][2][5:]] == ["A", "B", "=C"]
    assert book["net cost"]["H2"].data_type == "s"
    rows = result(book)
    assert all(str(cell).startswith("=") for name in ("TOTAL COST", "NET COST", "royalties") for cell in rows[name])
    allocated = {str(row[0].value): row[5] for row in book["allocation"].iter_rows(min_row=3)}
    assert allocated["6000"].value.startswith("=$E")
    assert not str(allocated["5000"].value).startswith("=")
    assert any("15 digits" in str(row[0].value) for row in book["net cost"].iter_rows())
