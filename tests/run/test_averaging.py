"""Averages: sums, both sides of each threshold, what stays open, and the average of one good."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rvc
from rvc.base.errors import InputError
from rvc.base.result import Said
from rvc.law.load import load_law
from rvc.lines.averaging.goods import tables_of
from rvc.lines.averaging.read import read_elections
from rvc.lines.read import ReadCase, case_from
from rvc.run.averaging.combine import Read, combined
from rvc.run.averaging.result import AveragedResult, Averages
from rvc.run.averaging.year_end import reconcile_averages
from tests.lines.elections import file, labor, member, of, plain, vehicle
from tests.run.test_reconciliation import car, part

MONTH = {"category": "same_plant", "period": "month", "from": "2026-11-01", "to": "2026-11-30"}


def averages(election: dict[str, Any], *cases: ReadCase) -> Averages:
    """The averages of one election."""
    return rvc.average([plain(case) for case in cases], file(election))


def verdicts(election: dict[str, Any], *cases: ReadCase) -> list[tuple[str, str]]:
    """Of each good its verdict by itself and by the average."""
    return [(good.alone, good.average) for good in averages(election, *cases).goods]


def altered(case: ReadCase, **blocks: Any) -> ReadCase:  # noqa: ANN401 - blocks of a case
    """A case with other blocks; None takes one out."""
    data = {**plain(case), **blocks}
    return case_from({key: value for key, value in data.items() if value is not None})


def only(found: Averages, name: str) -> AveragedResult:
    """The good of that name."""
    return next(good for good in found.goods if good.id == name)


def test_exactly_on_the_threshold_and_below() -> None:
    """(100 x 200 + 100 x 300) of 200 x 1,000 is 25%: 75 is not less than 75. A cent more in all is below."""
    assert verdicts(vehicle(), car("A", vnm="200"), car("B", vnm="300")) == [
        ("originating", "originating"), ("non_originating", "originating"),
    ]  # fmt: skip
    assert verdicts(vehicle(), car("A", vnm="200"), car("B", vnm="300.0001")) == [
        ("originating", "non_originating"), ("non_originating", "non_originating"),
    ]  # fmt: skip


def test_a_regime_without_averages_is_refused() -> None:
    """NAFTA's own averages (NAFTA 11, 12) are not modelled: under it nothing is averaged by the words of the USMCA."""
    with pytest.raises(InputError) as refused:
        rvc.average([plain(car("A", vnm="200")), plain(car("B", vnm="300"))], file(vehicle()), regime="nafta")
    assert [problem.code for problem in refused.value.problems] == ["regime.not_averaged"]


def test_units_are_the_weights() -> None:
    """(100 x 200 + 101 x 300) of 201,000 is 25.02%: one car more of the worse model, and the average fails."""
    found = averages(vehicle(member("A"), member("B", 101)), car("A", vnm="200"), car("B", vnm="300"))
    assert found.elections[0].sums == {"net_cost": "201000.00", "vnm": "50300.00"}
    assert found.goods[0].tests[0].average.actual == "74.975124"
    assert [good.average for good in found.goods] == ["non_originating"] * 2


def test_totals_of_the_period_are_not_multiplied() -> None:
    """20,000 of 100,000 as totals and 100 x 300 of 100 x 1,000: the same 75%."""
    totals = altered(car("A", vnm="200"), value={"net_cost": "100000"}, materials=[
        {"id": "E", "hs": "8407.34", "line_value": "20000", "core_part": "engine", "originating": True},
        {"id": "X", "hs": "8409.91", "line_value": "20000", "originating": False},
    ])  # fmt: skip
    found = averages(vehicle(member("A", figures="totals"), member("B")), totals, car("B", vnm="300"))
    assert found.elections[0].sums == {"net_cost": "200000.00", "vnm": "50000.00"}
    assert only(found, "B").average == "originating"


def test_what_is_unknown_stays_between_bounds() -> None:
    """Of B 50 are of unknown origin: VNM from 45,000 to 50,000 of 200,000 passes at the worst; to 50,001 it is open."""

    def unknown(vnm: str) -> ReadCase:
        lines = [
            {"id": "E", "hs": "8407.34", "line_value": "200", "core_part": "engine", "originating": True},
            {"id": "X", "hs": "8409.91", "line_value": vnm, "originating": False},
            {"id": "U", "hs": "8409.91", "line_value": "50"},
        ]
        return altered(car("B"), materials=lines)

    found = averages(vehicle(), car("A", vnm="200"), unknown("250"))
    assert found.elections[0].sums == {"net_cost": "200000.00", "vnm_least": "45000.00", "vnm_most": "50000.00"}
    assert [good.average for good in found.goods] == ["originating"] * 2
    found = averages(vehicle(), car("A", vnm="200"), unknown("250.01"))
    assert [good.average for good in found.goods] == ["undetermined"] * 2
    assert found.goods[0].tests[0].average.missing == ["B: materials[U].originating"]
    found = averages(vehicle(), car("A", vnm="200"), unknown("300.01"))
    assert [good.average for good in found.goods] == ["non_originating"] * 2


def test_a_net_cost_that_nobody_states() -> None:
    """Nothing missing is zero: the average is open, and names whose net cost it lacks."""
    found = averages(vehicle(), car("A", vnm="200"), altered(car("B"), value=None))
    assert [good.average for good in found.goods] == ["undetermined"] * 2
    assert "B: value.net_cost" in found.goods[0].tests[0].average.missing


def test_only_the_test_averaged_is_replaced() -> None:
    """Steel of 69.99% fails by itself, whatever the RVC of the category is."""
    found = averages(vehicle(), car("A", steel="69.99"), car("B"))
    assert [good.average for good in found.goods] == ["non_originating", "originating"]
    assert {test.rule for good in found.goods for test in good.tests} == {"rvc"}


def test_until_it_is_filed_an_average_is_open_where_it_matters() -> None:
    """A passes by itself and by the average; B only by the average, which asks for the day of filing."""
    found = averages(vehicle(filed_on=None), car("A", vnm="200"), car("B", vnm="300"))
    assert [good.average for good in found.goods] == ["originating", "undetermined"]
    assert found.elections[0].missing == ["election.filed_on"]
    assert found.goods[1].tests[0].average.missing == ["election.filed_on"]


def test_goods_that_no_election_names_stand_by_themselves() -> None:
    """They are named: all vehicles of a category belong in it (UR 16(8))."""
    found = averages(vehicle(), car("A"), car("B"), car("C", vnm="251"))
    assert found.not_named == ["C"]
    assert (only(found, "C").average, only(found, "C").tests) == ("non_originating", [])


@pytest.mark.parametrize(
    ("election", "second", "code"),
    [
        (vehicle(category="class"), car("B", vnm="300", produced_in="US"), "open_countries"),
        (vehicle(category="model_line"), car("B", vnm="300", hs="8704.31"), "open_kinds"),
        (vehicle(member("A"), member("B", added_on="2026-03-01")), car("B", vnm="300"), "open_added"),
    ],
)
def test_what_the_text_leaves_open(election: dict[str, Any], second: ReadCase, code: str) -> None:
    """By one reading A and B are averaged together and pass at 75; by the other B alone is at 70."""
    found = averages(election, car("A", vnm="200"), second)
    assert [good.average for good in found.goods] == ["originating", "undetermined"]
    assert [said.code.rpartition(".")[2] for said in found.elections[0].open] == [code]
    agreed = averages(election, car("A", vnm="200"), altered(second, materials=plain(car("B"))["materials"]))
    assert [good.average for good in agreed.goods] == ["originating"] * 2
    assert agreed.elections[0].open == []


def test_a_threshold_that_changes_within_the_period() -> None:
    """Fiscal year April 2023 to March 2024: 72% until 30 June, then 75%. At 73.5% it is open, at 75% and 71.9% not."""
    year = {"from": "2023-04-01", "to": "2024-03-31", "fiscal_year_from": "2023-04-01", "fiscal_year_to": "2024-03-31"}
    election = vehicle(**year, filed_on="2023-03-22")

    def both(vnm: str) -> list[str]:
        cases = [car(name, vnm=vnm, date="2023-10-01") for name in "AB"]
        return [good.average for good in averages(election, *cases).goods]

    assert both("250") == ["originating"] * 2
    assert both("265") == ["undetermined"] * 2
    assert both("281") == ["non_originating"] * 2
    cases = [car(name, vnm="265", date="2023-10-01") for name in "AB"]
    because = averages(election, *cases).goods[0].tests[0].average.because
    assert because.params["readings"] == "73.5% of 75% required: it fails; 73.5% of 72% required: it passes"


def test_a_reading_without_a_figure_says_whether_it_passes() -> None:
    """Where nothing can be calculated, the outcome of each reading alone is told, each once."""
    (good,) = averages(vehicle(member("A")), car("A", vnm="200")).goods
    bare = good.tests[0].average.model_copy(update={"actual": None})
    why = Said.of("finding.averaging.open_days")
    failing = Read(bare.model_copy(update={"status": "fail"}), why)
    because = combined([Read(bare), failing, failing]).because
    assert because.params["readings"] == "it passes; it fails"


def core(name: str, engine_vnm: str, **elections: Any) -> ReadCase:  # noqa: ANN401 - elections
    """A car whose engine has a net cost of 200, bought, of unknown status; VNM beside it 100 of 1,000."""
    lines = [
        {"id": "E", "hs": "8407.34", "line_value": "200", "core_part": "engine", "net_cost": "200",
         "vnm": engine_vnm, "vnm_components": engine_vnm, "originating": False},
        {"id": "X", "hs": "8409.91", "line_value": "100", "originating": False},
        {"id": "Y", "hs": "8409.91", "line_value": "700", "originating": True},
    ]  # fmt: skip
    return altered(car(name), materials=lines, elections={"core_parts_averaging": "category", **elections})


def cores(first: str, second: str, **elections: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - elections
    """Verdicts of two cars whose engines are averaged."""
    return verdicts(of("core_parts"), core("A", first, **elections), core("B", second, **elections))


def test_an_average_of_core_parts_must_exceed() -> None:
    """VNM 40 + 60 of 200 + 200 is 25%: 75 does not exceed 75; a cent less does, for both engines (UR 14(12))."""
    assert cores("40", "60") == [("originating", "non_originating"), ("non_originating", "non_originating")]
    assert cores("40", "59.99") == [("originating", "originating"), ("non_originating", "originating")]
    super_core = {"core_parts_averaging": "super_core"}
    assert cores("40", "59.99", **super_core)[1] == ("non_originating", "originating")
    assert cores("40", "60", **super_core)[1] == ("non_originating", "non_originating")


def test_core_parts_by_their_average_weigh_on_the_rvc_average() -> None:
    """B's engine fails by itself and adds 200 to its VNM: 300 of 1,000. By the average it adds nothing (UR 14(1))."""
    both = file(of("core_parts"), vehicle())
    cases = [plain(core("A", "40")), plain(core("B", "59.99"))]
    found = rvc.average(cases, both)
    assert found.elections[1].sums == {"net_cost": "200000.00", "vnm": "20000.00"}
    failing = rvc.average([plain(core("A", "40")), plain(core("B", "60"))], both)
    assert failing.elections[1].sums == {"net_cost": "200000.00", "vnm": "60000.00"}


def test_parts_of_table_a1() -> None:
    """Axles of one plant over a month: 20 + 30 of 200, 75%; VNM 30.01, and both fail (UR 16(10))."""
    election = of("part", member("AXLE"), member("OTHER"), **MONTH)

    def axle(name: str, vnm: str) -> ReadCase:
        return altered(part(vnm), good={**plain(part(vnm))["good"], "id": name})

    assert verdicts(election, axle("AXLE", "20"), axle("OTHER", "30")) == [
        ("originating", "originating"), ("non_originating", "originating"),
    ]  # fmt: skip
    assert [average for _, average in verdicts(election, axle("AXLE", "20"), axle("OTHER", "30.01"))] == [
        "non_originating"
    ] * 2


def test_a_part_of_table_f_that_is_not_named() -> None:
    """Table F lists body stampings and door assemblies of 8708.29, not its other goods (UR 20(7)).

    VNM 52 alone leaves 48%, which is below the 50% and the 60% of its goods; 52 + 20 of 200 leave 64%. Named as a body
    stamping the first is averaged; not named, it is open whether it is.
    """
    election = of("part_of_other_vehicle", member("FIRST"), member("OTHER"), **MONTH)

    def found(**named: str) -> Averages:
        parts = [part(vnm, id=name, hs="8708.29", use="vehicle_20_2", tariff_change_met=False, **named)
                 for name, vnm in (("FIRST", "52"), ("OTHER", "20"))]  # fmt: skip
        return averages(election, *parts)

    assert only(found(named_good="body_stamping"), "FIRST").average == "originating"
    first = only(found(), "FIRST")
    assert first.average == "undetermined"
    assert "good.named_good" in str(first)
    assert only(found(), "OTHER").average == "originating"


@pytest.mark.parametrize("hs", ["8708.50", "8511.40", "8409.91", "8407.34"])
@pytest.mark.parametrize(
    ("use", "subject"),
    [("passenger_light", "part"), ("heavy_truck", "part"), ("vehicle_20_2", "part_of_other_vehicle"),
     ("aftermarket", "net_cost"), ("aftermarket", "part_of_other_vehicle")],
)  # fmt: skip
@pytest.mark.parametrize("change", [True, False, None])
@pytest.mark.parametrize("vnm", ["20", "45", "60"])
def test_one_part_averaged_is_the_part(hs: str, use: str, subject: str, change: bool | None, vnm: str) -> None:
    """By each way of its product rule, whichever branch and alternative decides, an average of one turns nothing."""
    data = plain(part(vnm))
    good = {**data["good"], "hs": hs, "use": use, "tariff_change_met": change}
    if change is None:
        del good["tariff_change_met"]
    kept = {**MONTH, "category": "identical_or_similar", "similar": True} if subject == "net_cost" else MONTH
    case = case_from({**data, "good": good})
    law = load_law()
    if subject != "net_cost" and not tables_of(case.case, law.averaging.subjects[subject], law):
        with pytest.raises(InputError, match="stands in no table"):
            averages(of(subject, member("AXLE"), **kept), case)
        return
    found = averages(of(subject, member("AXLE"), **kept), case)
    alone = rvc.check(plain(case)).verdict
    if subject == "net_cost":  # the method is net cost for the rest of the year (UR 7(19))
        alone = rvc.check({**plain(case), "elections": {"rvc_method": "net_cost"}}).verdict
    assert found.goods[0].average == alone


def test_a_good_without_a_rule_is_not_averaged() -> None:
    """A good whose code no rule in the data holds stays undetermined, and no test is put in place of another."""
    data = plain(part("20"))
    case = case_from({**data, "good": {**data["good"], "hs": "9503.00", "use": "other"}})
    kept = {**MONTH, "category": "identical_or_similar", "similar": True}
    (good,) = averages(of("net_cost", member("AXLE"), **kept), case).goods
    assert (good.alone, good.average, good.tests) == ("undetermined", "undetermined", [])


def test_labor_value_is_averaged_by_its_sums() -> None:
    """High-wage 350 + 150 and 349.99 + 150: by net cost 50% and 49.999% of 1,000; the credits are the producer's."""

    def paid(name: str, materials: str) -> ReadCase:
        return altered(car(name), labor={**plain(car())["labor"][0], "hw_material_value": materials,
                                         "hw_labor_cost": "100", "assembly_credit": False})  # fmt: skip

    election = labor(to="2026-11-22")
    assert verdicts(election, paid("A", "200"), paid("B", "400")) == [  # (300 + 500) of 2,000: 40
        ("non_originating", "originating"), ("originating", "originating"),
    ]  # fmt: skip
    assert [average for _, average in verdicts(election, paid("A", "200"), paid("B", "399.99"))] == [
        "non_originating"
    ] * 2


def test_purchases_by_good_are_summed_and_those_of_the_producer_are_not() -> None:
    """(65 + 75) of 200 is 70%; 64.99, and both fail. Purchases of the producer stand once."""
    days = {"period": "fiscal_year_to_date", "to": "2026-11-22", "purchases": "by_good"}
    election = of("steel", **days)
    assert verdicts(election, car("A", steel="65"), car("B", steel="75")) == [
        ("non_originating", "originating"), ("originating", "originating"),
    ]  # fmt: skip
    assert [average for _, average in verdicts(election, car("A", steel="64.99"), car("B", steel="75"))] == [
        "non_originating"
    ] * 2
    found = averages({**election, "purchases": "corporate"}, car("A"), car("B"))
    assert found.elections[0].sums == {"originating": "70.00", "purchases": "100.00"}


def test_annual_purchases_are_not_averaged() -> None:
    """By net cost the average of 30% fails; by the annual purchases of the plant, 40%, A passes: which counts is open.

    At 39.99% the purchases serve it no better, and it fails.
    """

    def made(bought: str) -> ReadCase:
        net_cost = {**plain(car("A"))["labor"][0], "hw_material_value": "300", "hw_labor_cost": "0"}
        net_cost |= {"assembly_credit": False}
        purchases = {
            "basis": "annual_purchase_value", "hw_material_value": bought, "hw_labor_cost": "0",
            "total_annual_purchase_value": "10000", "assembly_credit": False,
            "technology": net_cost.get("technology"),
        }  # fmt: skip
        return altered(car("A", vnm="200"), labor=[net_cost, purchases])

    election = labor(member("A"), to="2026-11-22")
    (passing,) = averages(election, made("4000")).goods
    assert (passing.alone, passing.average) == ("originating", "undetermined")
    assert passing.tests[0].average.because.code == "finding.averaging.open"
    assert verdicts(election, made("3999")) == [("non_originating", "non_originating")]


def test_a_heavy_truck_keeps_its_labor_credit() -> None:
    """The RVC required of a truck by UR 18(22) is that of the labor value content that it is certified with."""
    block = {"basis": "net_cost", "hw_material_value": "380", "hw_labor_cost": "0", "assembly_credit": True,
             "technology": {"research_and_development_wages": "1", "information_technology_wages": "0",
                            "production_wages": "10"}}  # fmt: skip
    truck = altered(car("A", vnm="390", hs="8701.20", absent_core_categories=None), labor=block)
    alone = rvc.check(plain(truck)).finding("rvc")
    (good,) = averages(vehicle(member("A")), truck).goods
    assert alone is not None
    assert (good.tests[0].average.required, good.tests[0].average.status) == (alone.required, alone.status)


AMOUNTS = st.decimals(0, 700, places=2)
GOODS = st.lists(st.tuples(AMOUNTS, st.integers(1, 50_000)), min_size=1, max_size=4)


@settings(deadline=None, max_examples=40)
@given(GOODS)
def test_an_average_lies_between_its_lowest_and_highest(goods: list[tuple[Decimal, int]]) -> None:
    """The RVC of a category is no lower than its lowest member's and no higher than its highest; the sum is exact."""
    names = [f"G{place}" for place in range(len(goods))]
    cases = [car(name, vnm=str(vnm)) for name, (vnm, _) in zip(names, goods, strict=True)]
    election = vehicle(*(member(name, units) for name, (_, units) in zip(names, goods, strict=True)))
    found = averages(election, *cases)
    each = [Decimal(good.tests[0].alone.actual or "nan") for good in found.goods if good.tests[0].alone]
    average = Decimal(found.goods[0].tests[0].average.actual or "nan")
    assert min(each) <= average <= max(each)
    whole = sum(units for _, units in goods)
    share = 1 - Fraction(sum(vnm * units for vnm, units in goods)) / (1000 * whole)
    assert (found.goods[0].tests[0].average.status == "pass") is (share >= Fraction(3, 4))


@settings(deadline=None, max_examples=40)
@given(AMOUNTS, AMOUNTS, st.integers(1, 50_000))
def test_the_average_of_one_good_is_the_good(vnm: Decimal, unknown: Decimal, units: int) -> None:
    """Whatever its units, known or between bounds, one good averaged is the good alone."""
    lines = [*plain(car("A", vnm=str(vnm)))["materials"], {"id": "U", "hs": "8409.91", "line_value": str(unknown)}]
    (good,) = averages(vehicle(member("A", units)), altered(car("A"), materials=lines)).goods
    alone, average = good.tests[0].alone, good.tests[0].average
    assert alone is not None
    assert (good.average, average.status, average.actual, average.actual_best) == (
        good.alone, alone.status, alone.actual, alone.actual_best,
    )  # fmt: skip


def test_year_end_by_averages() -> None:
    """On estimates 75% for both; on actual figures 74.95%: whoever holds a certification is told (UR 16(9))."""
    estimated = read_elections(file(vehicle()))
    actual = read_elections(file(vehicle(member("A", 90, certificate="C-7, to Importer Inc."), member("B", 110))))
    before = [car("A", vnm="200"), car("B", vnm="300")]
    found = reconcile_averages(before, before, estimated, actual)
    assert [(good.before, good.after) for good in found.goods] == [("originating", "non_originating")] * 2
    assert [notice.citations for notice in found.goods[0].notices] == [["UR 16(9)"], ["19 CFR 182.102(b)"]]
    assert found.goods[0].tests[0].actual_after == "74.5"
    assert [good.certificate for good in found.goods] == ["C-7, to Importer Inc.", None]


def test_an_election_is_not_changed_at_the_end_of_the_year() -> None:
    """Another category for the actual figures is refused (UR 16(7))."""
    estimated, actual = read_elections(file(vehicle())), read_elections(file(vehicle(category="class")))
    with pytest.raises(InputError) as refused:
        reconcile_averages([car("A"), car("B")], [car("A"), car("B")], estimated, actual)
    assert [problem.code for problem in refused.value.problems] == ["averaging.modified"]
