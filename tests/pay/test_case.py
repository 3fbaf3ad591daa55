"""What a payroll gives a case: taken over, `rvc check` says of the plant what the payroll said."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import rvc
from tests.pay.payrolls import line, written

CASE = yaml.safe_load((Path(__file__).parents[2] / "sample_boms/fails_labor_value.yaml").read_text(encoding="utf-8"))
COUNTRIES = {"US": ("USD", 16_000_000), "CA": ("CAD", 20_880_000), "MX": ("MXN", 294_220_000)}


def high_wage(block: dict[str, object]) -> Fraction:
    """High-wage points of a case whose labor has nothing but one block."""
    labor = {"basis": "net_cost", "technology": None, **block}
    (finding,) = [each for each in rvc.check({**CASE, "labor": labor}).findings if each.rule == "labor_value"]
    (part,) = [each for each in finding.parts if each.component == "high_wage_material_and_manufacturing"]
    return Fraction(str(part.actual))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(COUNTRIES)), st.integers(-3, 3), st.integers(1, 3))
def test_a_case_takes_the_wage_over(
    tmp_path_factory: pytest.TempPathFactory, country: str, off: int, thirds: int
) -> None:
    """At, just below and just above the wage of the country, materials and labor count if and only if the plant does.

    Three workers of an hour each, some of them millionths away from the wage: the average has endless decimals.
    """
    currency, least = COUNTRIES[country]
    pays = [least + (off if worker < thirds else 0) for worker in range(3)]
    lines = [
        line(
            worker=f"W{worker}",
            country=country,
            currency=currency,
            direct_hours="1",
            pay=f"{Decimal(pay).scaleb(-6):f}",
        )
        for worker, pay in enumerate(pays)
    ]
    (plant,) = rvc.payroll(written(tmp_path_factory.mktemp("payroll") / "p.csv", lines)).plants
    assert plant.case is not None
    assert (plant.status == "pass") == (sum(pays) >= 3 * least)
    materials = high_wage({
        "materials": [{"value": "1000", **plant.case["labor.materials"]}], "assembly": {"country": "DE"},
    })  # fmt: skip
    assembly = high_wage({"materials": [], "assembly": {"labor_cost": "1000", **plant.case["labor.assembly"]}})
    hauled = high_wage({
        "materials": [], "transport": [{"cost": "1000", **plant.case["labor.transport"]}],
        "assembly": {"country": "DE"},
    })  # fmt: skip
    assert [points > 0 for points in (materials, assembly, hauled)] == [plant.status == "pass"] * 3
