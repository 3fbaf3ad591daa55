"""Valuations: sums read again literally, the same in every form of a case, and the provision beside every key."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rvc
from rvc.lines.case import GoodValuation, Material, Valuation, Value
from rvc.lines.read import ReadCase, case_from, read_case
from rvc.lines.tables.many import read_set
from rvc.lines.valuation import line_value, price_of
from rvc.lines.valuation_keys import COMPUTED, GOOD_PRICE, MATERIAL_PRICE, REASONABLE, RESOLD, Part
from rvc.lines.workbook.workbook_out import write_workbook

AMOUNTS = st.none() | st.decimals(0, 10_000, places=2)
LEAST = Fraction(1, 10**6)
MILLIONTHS_OF_ASSISTS = 3 * LEAST  # each of three shares is taken to its sixth decimal
SUPPLIED = "supplied_materials supplied_materials_costs tools indirect_materials engineering"
PRICE = {  # what enters a price and what is left out of it, written out again
    "material": (
        f"price paid_indirectly commissions containers {SUPPLIED} royalties proceeds international_shipment",
        "later_charges unrelated_payments",
    ),
    "good": (
        f"price paid_indirectly commissions transport packaging packaging_costs {SUPPLIED} royalties proceeds",
        "later_charges buyer_duties unrelated_payments",
    ),
}
SHARED = {"tools", "indirect_materials", "engineering"}


def literally(block: dict[str, Any], of: str) -> Fraction:
    """The price with what is added and without what is left out, in exact fractions."""
    units = Fraction(block.get("assist_units") or 1)

    def share(name: str) -> Fraction:
        figure = Fraction(block.get(name) or 0)
        return figure / units if name in SHARED else figure

    added, left_out = (names.split() for names in PRICE[of])
    return sum(map(share, added), Fraction(0)) - sum(map(share, left_out), Fraction(0))


def blocks(of: str) -> st.SearchStrategy[dict[str, Any]]:
    """Blocks with a price and any of the rest, allocated over units or not."""
    names = [name for group in PRICE[of] for name in group.split() if name != "price"]
    figures = {"price": st.decimals(0, 10_000, places=2), "assist_units": st.none() | st.integers(1, 9).map(Decimal)}
    return st.fixed_dictionaries(figures | dict.fromkeys(names, AMOUNTS))


@given(blocks("material"), st.integers(1, 5))
def test_a_material_is_worth_its_price_as_adjusted(block: dict[str, Any], quantity: int) -> None:
    """The value of a line is the literal sum times its quantity, shares taken up by less than a millionth each."""
    found = line_value(Material("A", quantity=Decimal(quantity), valuation=Valuation(**block)))
    assert found is not None
    off = Fraction(found) / quantity - literally(block, "material")
    assert 0 <= off < MILLIONTHS_OF_ASSISTS


@given(blocks("good"))
def test_a_good_has_its_price_as_adjusted(block: dict[str, Any]) -> None:
    """The transaction value is the literal sum, shares taken down by less than a millionth each."""
    found = price_of(Value(valuation=GoodValuation(**block)))
    assert found is not None
    assert -MILLIONTHS_OF_ASSISTS < Fraction(found) - literally(block, "good") <= 0


def test_the_tables_of_keys_are_those_of_the_regulations() -> None:
    """Every figure is added or taken out as Schedules 3 and 6 say, and names its paragraph there."""

    def signed(parts: tuple[Part, ...], sign: int) -> set[str]:
        return {part.name for part in parts if part.sign == sign}

    for of, parts in (("material", MATERIAL_PRICE), ("good", GOOD_PRICE)):
        assert [signed(parts, 1), signed(parts, -1)] == [set(names.split()) for names in PRICE[of]]
    assert signed(RESOLD, -1) == {"margin", "taxes"}
    assert len(signed((*COMPUTED, REASONABLE), 1)) == 4
    assert {part.cite.split(" s. ")[0] for part in MATERIAL_PRICE} == {"UR Schedule 6", "UR 8(1)(a)"}
    assert {part.cite.split(" s. ")[0] for part in GOOD_PRICE} == {"UR Schedule 3"}


MATERIALS = """good_id,id,hs,originating,Precio realmente pagado o por pagar,Moldes y matrices suministrados,{units},\
Transaction Value Unacceptable Because,valuation_found_under,Sales of Identical or Similar Materials
CART,A,8544.30,no,1000.00,500,250,,,
CART,B,8544.30,no,1.00,,,not sold; restricciones,materiales similares,12.50
"""
GOODS = """good_id,hs,produced_in,left_territory,date,currency,Price Paid or Payable,Royalties of the Sale,rvc_method
CART,8703.10,US,no,2026-11-22,USD,2500.00,31.25,transaction_value
"""


def test_a_table_of_goods_and_materials(tmp_path: Path) -> None:
    """Columns in English and Spanish give the valuations that a case states: VNM 1002 + 12.50, of 2531.25."""
    goods, materials = tmp_path / "goods.csv", tmp_path / "materials.csv"
    goods.write_text(GOODS)
    materials.write_text(MATERIALS.format(units="Unidades de reparto de los suministros"))
    (read,) = read_set(goods, materials).goods
    finding = rvc.check(cart()).finding("rvc")
    assert isinstance(read, ReadCase)
    assert read.case == case_from(cart()).case
    assert finding is not None
    assert finding.inputs == {"transaction_value": "2531.25", "vnm": "1014.50"}


def cart() -> dict[str, Any]:
    """The case of the two tables."""
    return {
        "schema": "rvc/1",
        "good": {
            "id": "CART", "hs": "8703.10", "produced_in": "US", "left_territory": False, "date": "2026-11-22",
            "currency": "USD",
        },
        "value": {"valuation": {"price": "2500.00", "royalties": "31.25"}},
        "materials": [
            {"id": "A", "hs": "8544.30", "originating": False,
             "valuation": {"price": "1000.00", "tools": "500", "assist_units": "250"}},
            {"id": "B", "hs": "8544.30", "originating": False,
             "valuation": {"price": "1.00", "unacceptable": ["not_sold", "restrictions"], "found_under": "similar",
                           "sales": "12.50"}},
        ],
        "elections": {"rvc_method": "transaction_value"},
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_workbook_of_one_good(tmp_path: Path, lang: str) -> None:
    """Written to a workbook and read again, a case with valuations is the same case."""
    case = case_from(cart()).case
    write_workbook(case, tmp_path / "cart.xlsx", lang=lang)
    assert read_case(tmp_path / "cart.xlsx").case == case


def test_a_good_without_acceptable_price_is_not_judged_by_it() -> None:
    """A price with a condition attached gives no transaction value, whatever its amount."""
    value = Value(valuation=GoodValuation(price=Decimal(100), unacceptable=("condition",)))
    assert price_of(value) is None
