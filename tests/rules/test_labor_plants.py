"""What plants contribute to labor value content, the fewest that suffice, and the raises that bring what lacks."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rvc.base.outcome import Outcome
from rvc.law.load import load_law
from rvc.lines.case import Assembly, HighWageMaterial, Labor, Transport
from rvc.rules.labor_plants import Contribution, contributions, fewest, least_raises

LAW = load_law()


def block(*wages_and_values: tuple[str, str], basis: str = "net_cost", total: str | None = None) -> Labor:
    """A block of materials of plants in the United States."""
    made = [
        HighWageMaterial(f"m{at}", "US", Decimal(wage), "USD", Decimal(value))
        for at, (wage, value) in enumerate(wages_and_values)
    ]
    return Labor(basis, materials=tuple(made), total_annual_purchase_value=None if total is None else Decimal(total))


def names(found: tuple[Contribution, ...]) -> list[str]:
    """Which plants."""
    return [each.name for each in found]


def test_points_by_net_cost() -> None:
    """250 of 1000 at 20 dollars are 25 points that count, at 12 they would be; the wage is a third too low."""
    first, second = contributions(LAW, block(("20", "250"), ("12", "250")), Fraction(1000))
    assert (first.qualifies, first.points, first.raise_needed) == (Outcome.PASS, 25, 0)
    assert (second.qualifies, second.points, second.raise_needed) == (Outcome.FAIL, 25, Fraction(1, 3))


def test_points_by_annual_purchase_value() -> None:
    """The whole is all purchases; assembly labor, in part and whole alike, has no points of its own."""
    labor = block(("20", "250"), basis="annual_purchase_value", total="2000")
    with_labor = Labor(
        "annual_purchase_value", Assembly("US", Decimal(20), "USD", Decimal(100)), labor.materials, (),
        labor.total_annual_purchase_value,
    )  # fmt: skip
    assert [each.points for each in contributions(LAW, with_labor, None)] == [Fraction(25, 2), None]


def test_outside_the_region_no_raise_helps() -> None:
    """A plant or a haul outside the region does not count at any wage (UR 12)."""
    labor = Labor("net_cost", materials=(), transport=(Transport("DE", Decimal(40), "EUR", Decimal(10)),))
    (haul,) = contributions(LAW, labor, Fraction(1000))
    assert (haul.qualifies, haul.raise_needed) == (Outcome.FAIL, None)


def test_what_is_not_known_has_no_points() -> None:
    """Without the whole or the value nothing is guessed."""
    assert [each.points for each in contributions(LAW, block(("20", "250")), None)] == [None]


def test_fewest() -> None:
    """30, 10 and 5 points: 30 needs the first, 35 two, 45 all, 46 is out of reach."""
    found = contributions(LAW, block(("20", "50"), ("20", "300"), ("20", "100"), ("12", "900")), Fraction(1000))
    assert [names(fewest(found, Fraction(points))) for points in (30, 35, 45, 46)] == [
        ["m1"], ["m1", "m2"], ["m1", "m2", "m0"], [],
    ]  # fmt: skip


def test_least_raises() -> None:
    """15.90 and 15 dollars bring 5 and 20 points: 5 need the first, 20 only the second, 25 both, 26 nothing stated."""
    found = contributions(LAW, block(("15", "200"), ("15.90", "50"), ("16", "900")), Fraction(1000))
    assert [names(least_raises(found, Fraction(points))) for points in (5, 20, 25, 26)] == [
        ["m1"], ["m0"], ["m1", "m0"], [],
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(100, 1700), st.integers(1, 300)), max_size=6), st.integers(1, 600).map(Fraction))
def test_raises_against_every_set(plants: list[tuple[int, int]], tenths: Fraction) -> None:
    """The largest raise is the smallest of all sets that suffice, and none of the set can be left out."""
    lacking = tenths / 10
    stated = [(f"{cents / 100:.2f}", str(value)) for cents, value in plants]
    found = contributions(LAW, block(*stated), Fraction(1000))
    below = [each for each in found if each.qualifies is Outcome.FAIL]

    def brings(chosen: tuple[Contribution, ...]) -> bool:
        return sum(each.points or 0 for each in chosen) >= lacking

    able = [kept for size in range(1, len(below) + 1) for kept in combinations(below, size) if brings(kept)]
    chosen = least_raises(found, lacking)
    assert bool(chosen) == bool(able)
    if chosen:
        assert max(each.raise_needed or 0 for each in chosen) == min(
            max(each.raise_needed or 0 for each in kept) for kept in able
        )
        assert brings(chosen)
        assert not any(brings(tuple(other for other in chosen if other is not each)) for each in chosen)
