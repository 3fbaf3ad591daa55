"""One part from several suppliers: exact shares of the quantity, and what is left as of unknown origin."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rvc.base.errors import InputError
from rvc.lines.read import ReadCase, read_case
from rvc.lines.tables.options import TableOptions

GOOD = {"id": "P", "hs": "8708.40", "use": "aftermarket", "date": "2026-11-22", "currency": "USD"}
HEADER = "P/N,HTS,Qty,Unit Cost,Line Value,Originating,Percentage Sourced,Freight"


def read(path: Path, *lines: str) -> ReadCase:
    """A table of these lines, with the facts of its good."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_case(path, TableOptions(facts={"good": GOOD}))


def test_shares_split_quantity_line_value_and_deductions(tmp_path: Path) -> None:
    """Each row takes its share of what it states for the whole quantity; the unit value is its supplier's price."""
    done = read(
        tmp_path / "a.csv", HEADER, "A,8483.40,3,5,15,,60%,10", "A,8483.40,3,7,21,No,40%,", "B,8483.40,1,9,9,,,"
    )
    first, second, other = done.case.materials
    assert (first.quantity, first.unit_value, first.line_value) == (Decimal("1.8"), 5, 9)
    assert first.deductions.freight == 6
    assert (second.quantity, second.unit_value, second.line_value) == (Decimal("1.2"), 7, Decimal("8.4"))
    assert (second.originating, other.quantity, other.line_value) == (False, 1, 9)
    assert [warning.code for warning in done.warnings] == ["form.id_made"]


def test_what_no_share_tells_of_is_unknown(tmp_path: Path) -> None:
    """Shares below 100 leave a line of unknown origin at the highest value of the rows, said at the first of them."""
    rows = ("A,8483.40,4,5,,Yes,50%,", "A,8483.40,4,7,,No,25%,")
    done = read(tmp_path / "a.csv", HEADER, *rows)
    *_, rest = done.case.materials
    assert [line.quantity for line in done.case.materials] == [2, 1, 1]
    assert (rest.id, rest.part_number, rest.hs, rest.unit_value) == ("A #3", "A", "848340", 7)
    assert (rest.originating, rest.claim, rest.origin) == (None, None, None)
    (told,) = [warning for warning in done.warnings if warning.code == "form.share_rest"]
    assert (told.row, told.column) == (2, "G")
    assert {told.params["sum"], told.params["rest"]} == {"75", "25"}


def test_a_rest_without_a_price(tmp_path: Path) -> None:
    """Where a row has no value, the highest is not known, and the rest has none."""
    done = read(tmp_path / "a.csv", HEADER, "A,8483.40,4,5,,Yes,50%,", "A,8483.40,4,,,No,25%,")
    assert done.case.materials[2].unit_value is None


def test_separate_usages_stay(tmp_path: Path) -> None:
    """Rows of 100% each, without shares, or under other parents, are lines of their own."""
    done = read(tmp_path / "a.csv", HEADER, "A,8483.40,3,5,,,100%,", "A,8483.40,3,5,,,100%,")
    assert [line.quantity for line in done.case.materials] == [3, 3]
    header = "Level,P/N,Qty,Percentage Sourced"
    done = read(tmp_path / "b.csv", header, "1,X,1,", "2,A,4,100%", "1,Y,1,", "2,A,4,50%", "2,A,4,50%")
    assert [(line.parent, line.quantity) for line in done.case.materials if line.part_number == "A"] == [
        ("X", 4), ("Y", 2), ("Y", 2),
    ]  # fmt: skip


def test_a_rest_in_several_currencies_is_refused(tmp_path: Path) -> None:
    """Prices in several currencies have no highest one here; shares that add up to 100 need none."""
    header, rows = "P/N,Qty,Unit Cost,Currency,Percentage Sourced", ["A,1,5,USD,60%", "A,1,90,MXN,30%"]
    with pytest.raises(InputError) as caught:
        read(tmp_path / "a.csv", header, *rows)
    assert ("form.share_unlike", 3, "D") in [(each.code, each.row, each.column) for each in caught.value.problems]


@settings(max_examples=60, deadline=None)
@given(
    shares=st.lists(st.integers(1, 40), min_size=2, max_size=5),
    quantity=st.decimals("0.01", "9999", places=2),
    price=st.decimals("0", "9999", places=2),
)
def test_nothing_is_lost_or_made(
    shares: list[int], quantity: Decimal, price: Decimal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the shares, the quantities of the lines and the rest add up to that of the part; none are above 100."""
    path = tmp_path_factory.getbasetemp() / "shares.csv"
    rows = [f"A,{quantity},{price},{share}%" for share in shares]
    header = "P/N,Qty,Unit Cost,Percentage Sourced"
    if sum(shares) > 100:
        with pytest.raises(InputError) as caught:
            read(path, header, *rows)
        assert [problem.code for problem in caught.value.problems] == ["form.share_above"]
        return
    done = read(path, header, *rows)
    assert sum(line.quantity for line in done.case.materials) == quantity
    assert len(done.case.materials) == len(shares) + (sum(shares) < 100)
    assert {line.unit_value for line in done.case.materials} == {price}
