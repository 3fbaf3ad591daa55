"""Parts between the same percentages are judged as one: none of them may be told apart by what the law asks."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rvc
from rvc.law.load import load_law
from rvc.law.model import Alternative
from rvc.lines.columns import nodes_of
from rvc.lines.read import ReadCase
from rvc.lines.tables.many import read_set
from rvc.lines.tables.options import TableOptions
from rvc.run.fleet.alike import judged_alike
from rvc.run.fleet.thresholds import Thresholds
from tests.run.test_parts_by_column import DAY, Row, arrow, part, same

LEAST = Decimal("0.000001")
CODES = ("8708.29", "8708.99", "8544.30", "8407.34", "8483.10", "8507.60", "8706.00", "4011.10", "8409.91", "9401.20")


@st.composite
def at_percentages(draw: st.DrawFn) -> list[Row]:
    """Parts whose shares are a whole or half percentage, by either method, or the least amount beside it."""
    rows: list[Row] = []
    for number in range(draw(st.integers(8, 40))):
        whole = draw(st.sampled_from([Decimal(100), Decimal(200), Decimal(7)]))
        share = Decimal(draw(st.integers(0, 200))) / 2
        vnm = whole * (100 - share) / 100 + draw(st.sampled_from([Decimal(0), LEAST, -LEAST]))
        other = draw(st.sampled_from([whole, whole * 2, whole * 10, whole / 2]))
        figures = draw(st.permutations([whole, other]))
        rows.append(part(part_number=f"P-{number}", vnm=max(vnm, Decimal(0)), **dict(
            zip(("net_cost", "transaction_value"), figures, strict=True)
        )))  # fmt: skip
    facts = draw(st.fixed_dictionaries({
        "hs": st.sampled_from(CODES), "named_good": st.sampled_from([None, "body_stamping"]),
        "use": st.sampled_from([None, "passenger_light", "heavy_truck", "vehicle_20_2", "aftermarket", "other"]),
        "tariff_change_met": st.sampled_from([None, True, False]),
        "method": st.sampled_from([None, "NC", "TV", "TS"]),
        "date": st.sampled_from([None, date(2020, 7, 1), date(2022, 3, 1), date(2023, 7, 1)]),
    }))  # fmt: skip
    return [{**row, **facts} for row in rows]


@settings(max_examples=60, deadline=None)
@given(rows=at_percentages())
def test_parts_at_a_percentage_and_beside_it_come_out_as_one_by_one(rows: list[Row]) -> None:
    """Of every rule, use, method and day: at what is required, the least amount below it, and above it."""
    assert same(arrow(rows), TableOptions(facts=DAY)) in {0, len(rows)}  # some kinds go by themselves


def test_a_tenth_of_the_price_is_told_apart() -> None:
    """VNM of a tenth of the price: whether it is de minimis is open (UR 5(4)); a little more is not."""
    prices = [Decimal(price) for price in ("500.01", "500", "499.99", "450") for _ in range(2)]
    rows = [
        part(
            part_number=f"P-{number}", hs="8409.91", use="heavy_truck", named_good=None, method="NC", vnm=Decimal(50),
            transaction_value=price,
        )
        for number, price in enumerate(prices)
    ]  # fmt: skip
    assert same(arrow(rows), TableOptions(facts=DAY)) == len(rows)
    found = rvc.score(arrow(rows), on=date(2026, 11, 22))["rvc_status"].to_pylist()
    assert found == ["undetermined"] * 4 + ["fail"] * 4


def thresholds(*rows: Row) -> Thresholds:
    """The percentages that count for some parts."""
    law = load_law()
    reads = [
        good for good in read_set(arrow(rows), options=TableOptions(facts=DAY)).goods if isinstance(good, ReadCase)
    ]
    judged = [item for item in judged_alike(reads, law, None, None) if item is not None]
    assert len(judged) == len(rows)
    return Thresholds(judged, nodes_of([item.case for item in judged], [item.use for item in judged], law), law)


def test_a_share_has_its_place_among_the_percentages() -> None:
    """None, below zero, up to each percentage, at it and above it: places in order, and shares between are alike."""
    found = thresholds(part(), part(part_number="A-2"))
    whole = np.array([0, 100, 10**9, 10**9, 10**9, 10**9, 100], dtype=np.int64)
    out = np.array([5, 101, 250_000_001, 250_000_000, 249_999_999, 240_000_000, 0], dtype=np.int64)
    places = found.below(whole, out)
    assert (np.diff(places[:5]) > 0).all()
    assert places[4] == places[5] < places[6]


@pytest.mark.parametrize("field", ["net_cost", "transaction_value", "open_schedule", "open_transaction_value"])
def test_every_schedule_that_an_alternative_names_counts(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A percentage that stands in any of them parts shares at it and below it."""
    way = Alternative(("passenger_light",), ("",), "UR 1", "as printed", change=None, **{field: "41.5%"})  # type: ignore[arg-type]
    monkeypatch.setattr("rvc.run.fleet.thresholds.branches", lambda *_: [type("Branch", (), {"alternatives": (way,)})])
    below, at = thresholds(part()).below(np.full(2, 1000), np.array([586, 585]))
    assert below < at
