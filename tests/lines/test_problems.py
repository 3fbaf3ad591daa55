"""Every kind of problem and warning, each by the smallest slip that brings it about."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rvc.base.errors import InputError
from rvc.base.messages import catalog
from rvc.base.problem import Problem
from rvc.lines.read import case_from, read_case

NOTHING = object()

AVERAGE = {
    "units": "10", "from": "2026-01-01", "to": "2026-03-31", "fiscal_year_from": "2026-01-01",
    "fiscal_year_to": "2026-12-31",
}  # fmt: skip

# code, where a caller's case is changed, to what, and the path at which the problem stands (if elsewhere)
SLIPS: list[tuple[str, str, Any, str]] = [
    ("key.unknown", "materials[0].quantitty", 2, ""),
    ("key.unknown", "vlaue", {}, ""),
    ("schema.unknown", "schema", "rvc/2", ""),
    ("value.missing", "schema", None, ""),
    ("value.missing", "good", NOTHING, ""),
    ("value.missing", "good.id", " ", ""),
    ("value.missing", "good.hs", NOTHING, ""),
    ("value.missing", "good.date", NOTHING, ""),
    ("value.missing", "materials[2].id", "", ""),
    ("value.missing", "labor.basis", None, ""),
    ("shape.block", "value", ["a"], ""),
    ("shape.block", "materials[1]", "bracket", ""),
    ("shape.list", "good.features", "hybrid", ""),
    ("shape.list", "materials", {"id": "E1"}, ""),
    ("shape.rates", "rates", "0.72", ""),
    ("text.expected", "good.description", {"en": "sedan"}, ""),
    ("text.expected", "good.description", True, ""),
    ("text.characters", "good.description", "se\x1bdan", ""),
    ("text.characters", "good.description", "se\ud800dan", ""),
    ("number.expected", "value.net_cost", True, ""),
    ("number.expected", "value.net_cost", [1], ""),
    ("number.malformed", "value.net_cost", "USD 5", ""),
    ("number.separators", "value.net_cost", "24,350.00", ""),
    ("number.separators", "value.net_cost", "24.350,00", ""),
    ("number.separators", "value.net_cost", "24350,00", ""),
    ("number.exponent", "value.net_cost", "2e4", ""),
    ("number.negative", "value.net_cost", "-24350", ""),
    ("number.negative", "materials[0].deductions", {"duties": -1}, "materials[0].deductions.duties"),
    ("number.not_finite", "value.net_cost", float("nan"), ""),
    ("number.not_finite", "value.net_cost", "-Infinity", ""),
    ("number.digits", "value.net_cost", "1234567890123", ""),
    ("number.digits", "value.net_cost", "0.1234567", ""),
    ("number.digits", "value.net_cost", 1e-7, ""),
    ("number.zero", "value.net_cost", "0.00", ""),
    ("number.zero", "value.transaction_value", 0, ""),
    ("number.zero", "materials[0].quantity", "0", ""),
    ("number.zero", "materials[0].net_cost", "0", ""),
    ("number.zero", "materials[2].rate", "0", ""),
    ("originating_value.above", "steel", {"value": "100", "originating_value": "100.01"}, "steel.originating_value"),
    ("number.zero", "rates.CAD", "0", ""),
    ("number.negative", "rates.CAD", "-0.7", ""),
    ("flag.malformed", "materials[0].originating", "yes", ""),
    ("flag.malformed", "materials[0].originating", "true", ""),
    ("flag.malformed", "good.left_territory", 1, ""),
    ("date.malformed", "good.date", "22/11/2026", ""),
    ("date.no_such_day", "good.date", "2026-11-31", ""),
    ("date.before_agreement", "good.date", "2020-06-30", ""),
    ("hs.malformed", "good.hs", "8703.2", ""),
    ("hs.malformed", "materials[0].hs", "84073", ""),
    ("hs.malformed", "materials[0].hs", "٨٧٠٣٢٣", ""),
    ("hs.chapter", "materials[0].hs", "9807.34", ""),
    ("hs.chapter", "materials[0].hs", "7707.34", ""),
    ("hs.chapter", "materials[0].hs", "0007.34", ""),
    ("country.unknown", "materials[0].origin", "Mexico", ""),
    ("currency.unknown", "good.currency", "US$", ""),
    ("currency.unknown", "rates.PESO", "1", ""),
    ("currency.good_missing", "good.currency", NOTHING, ""),
    ("choice.unknown", "good.kind", "pasenger_vehicle", ""),
    ("choice.unknown", "good.use", "aftermarkt", ""),
    ("choice.unknown", "good.features", ["hibrid"], "good.features[0]"),
    ("choice.unknown", "good.absent_core_categories", ["motor"], "good.absent_core_categories[0]"),
    ("choice.unknown", "materials[0].core_part", "engines", ""),
    ("choice.unknown", "steel.period", "last_year", ""),
    ("choice.unknown", "elections.regime", "usmc", ""),
    ("component.unknown", "materials[1].component", "crankshaftz", ""),
    ("nafta.above_100", "materials[0].nafta", {"rvc": "101"}, "materials[0].nafta.rvc"),
    ("named_good.unknown", "materials[2].named_good", "gearstick", ""),
    ("kind.contradicts", "good.kind", "light_truck", ""),
    ("feature.excluded", "good.features", ["electric"], "good.features[0]"),
    ("use.of_vehicle", "good.use", "aftermarket", ""),
    ("id.twice", "materials[2].id", "E1", ""),
    ("parent.unknown", "materials[1].parent", "E2", ""),
    ("parent.cycle", "materials[0].parent", "C1", ""),
    ("parent.cycle", "materials[0].parent", "E1", ""),
    ("line_value.disagrees", "materials[1].line_value", "1000.01", ""),
    ("vnm.with_lines", "materials[0].vnm", "1000", ""),
    ("vnm.above_net_cost", "materials[2].vnm", "29000.01", ""),
    ("vnm_components.above", "materials[2].vnm_components", "200.01", ""),
    (
        "table_fg_vnm.not_listed", "materials[2]", {"id": "G1", "hs": "7318.15", "table_fg_vnm": "vnm"},
        "materials[2].table_fg_vnm",
    ),
    ("excluded_cost.above", "materials[0].excluded_cost", "1900.01", ""),
    ("purchase.outside_period", "steel.purchases[0].purchased_on", "2026-01-01", ""),
    ("table_s_metal_value.above", "steel.purchases[0].table_s_metal_value", "70.01", ""),
    ("deductions.above_value", "materials[1].deductions.waste", "990.01", "materials[1].deductions"),
    ("deductions.on_originating", "materials[2].deductions", {"freight": "1"}, ""),
    ("valuation.not_bought", "materials[0].valuation", {"price": "3100"}, ""),
    ("valuation.not_bought", "materials[2]", {"id": "G1", "role": "indirect", "valuation": {"price": "1"}},
     "materials[2].valuation"),
    ("valuation.still_acceptable", "materials[2]",
     {"id": "G1", "valuation": {"price": "1", "found_under": "similar", "sales": "1"}},
     "materials[2].valuation.found_under"),
    ("valuation.unused", "materials[2]",
     {"id": "G1", "valuation": {"unacceptable": ["not_sold"], "found_under": "similar", "sales": "1", "margin": "1"}},
     "materials[2].valuation.margin"),
    ("valuation.unused", "materials[2]", {"id": "G1", "valuation": {"price": "1", "sales": "1"}},
     "materials[2].valuation.sales"),
    ("valuation.not_related", "materials[2]", {"id": "G1", "valuation": {"price": "1", "influenced": True}},
     "materials[2].valuation.influenced"),
    ("valuation.first_shipment", "value",
     {"net_cost": "24350", "valuation": {"price": "1", "assist_units": "5", "first_shipment": "5.0"}},
     "value.valuation.assist_units"),
    ("valuation.none_left", "value", {"valuation": {"price": "1", "buyer_duties": "1"}}, "value.valuation"),
    ("valuation.none_left", "materials[2]", {"id": "G1", "valuation": {"price": "1", "later_charges": "1.01"}},
     "materials[2].valuation"),
    ("valuation.beside_nothing", "value.valuation", {"royalties": "5"}, "value.transaction_value"),
    ("valuation.beside_nothing", "materials[2]",
     {"id": "G1", "unit_value": "5", "valuation": {"price": "5", "related": True}}, "materials[2].unit_value"),
    ("valuation.disagrees", "value.valuation", {"price": "28900.01"}, "value.transaction_value"),
    ("valuation.disagrees", "materials[2].valuation", {"price": "30000.01"}, "materials[2].line_value"),
    ("sales.malformed", "materials[2].valuation", {"sales": "80 at 90"}, "materials[2].valuation.sales"),
    ("number.zero", "materials[2].valuation", {"sales": "0 x 90"}, "materials[2].valuation.sales"),
    ("number.digits", "materials[2].valuation", {"sales": "80 x 0.1234567"}, "materials[2].valuation.sales"),
    ("statement.average_lacks", "materials[1].statement", {"vnm": "5", **AVERAGE, "units": None},
     "materials[1].statement.units"),
    ("statement.average_lacks", "materials[1].statement", {"vnm": "5", **AVERAGE, "fiscal_year_to": None},
     "materials[1].statement.fiscal_year_to"),
    ("statement.period", "materials[1].statement", {"vnm": "5", **AVERAGE, "to": "2026-04-30"},
     "materials[1].statement.from"),
    ("statement.period", "materials[1].statement", {"vnm": "5", **AVERAGE, "from": "2026-01-02"},
     "materials[1].statement.from"),
    ("statement.outside_year", "materials[1].statement", {"vnm": "5", **AVERAGE, "fiscal_year_from": "2026-01-02"},
     "materials[1].statement.from"),
    ("statement.outside_year", "materials[1].statement", {"vnm": "5", **AVERAGE, "fiscal_year_to": "2026-03-30"},
     "materials[1].statement.from"),
    ("statement.long_year", "materials[1].statement", {"vnm": "5", **AVERAGE, "fiscal_year_to": "2027-01-07"},
     "materials[1].statement.fiscal_year_to"),
    ("statement.shape", "materials[1].statement", {"net_cost": "5"}, ""),
    ("statement.shape", "materials[1].statement", {"amount": "5", "vnm": "5"}, ""),
    ("statement.shape", "materials[1].statement", {}, ""),
    ("statement.amount_above_value", "materials[1].statement", {"amount": "500.01"}, ""),
    ("statement.vnm_above_net_cost", "materials[1].statement", {"net_cost": "495", "vnm": "495.01"}, ""),
    ("rate.missing", "rates", {"CAD": "0.72"}, "materials[2].currency"),
    ("rate.own_currency", "materials[0]", {"id": "E1", "currency": "USD", "rate": "1.1"}, "materials[0].rate"),
    ("rate.inverted", "rates.MXN", "18.42", ""),
    ("rate.without_currency", "materials[0].rate", "1.1", ""),
    ("intermediate.purchased", "materials[1].intermediate", True, ""),
    ("origin.in_house_outside", "materials[0].origin", "DE", ""),
    ("origin.made_outside", "materials[1]",
     {"id": "C1", "origin": "DE", "unit_value": "990", "originating": False, "statement": {"amount": "5"}},
     "materials[1].origin"),
    ("origin.outside_region", "materials[2].origin", "DE", ""),
    ("recovered.not_remanufactured", "materials[1].recovered", True, ""),
    ("acquired.after_good", "materials[2].acquired_on", "2026-11-23", ""),
    ("role.in_table_a2", "materials[0].role", "indirect", ""),
    ("role.in_table_a2", "materials[1].role", "packing", ""),
    ("hs.no_such", "materials[2]", {"id": "G1", "hs": "8708.11"}, "materials[2].hs"),
    ("core_part.outside_row", "materials[0].hs", "8407.31", ""),
    ("core_part.inside", "materials[2].parent", "E1", "materials[2].core_part"),
    ("core_part.declared_absent", "good.absent_core_categories", ["engine"], "materials[0].core_part"),
    ("core_part.absent_by_code", "good.hs", "8703.80", "materials[0].core_part"),
    ("component.outside_row", "materials[1].hs", "8483.20", ""),
    ("claim.without_claim", "materials[2].originating", None, "materials[2].claim"),
    ("claim.names_nothing", "materials[2].claim.certificate", "N/A", ""),
    ("claim.names_nothing", "materials[2].claim.certificate", "en trámite", ""),
    ("claim.period", "materials[2].claim.valid_from", "2027-01-01", ""),
    ("claim.above_12_months", "materials[2].claim.valid_to", "2027-01-01", ""),
    ("claim.out_of_period", "materials[2].acquired_on", "2025-12-31", "materials[2].claim"),
    ("net_cost.disagrees", "materials[0].net_cost", "2900.01", ""),
    ("net_cost.above_costs", "value.costs", {"other_product": "1", "period": "1", "other": "1"}, "value.net_cost"),
    ("net_cost.below_materials", "value.net_cost", "4000", ""),
    ("net_cost.none_left", "value",
     {"costs": {"other_product": "0", "period": "0", "other": "0", "excluded": {"royalties": "5000"}}}, "value.costs"),
    ("net_cost.above_total", "value.total_cost", "24349.99", "value.net_cost"),
    ("total_cost.disagrees", "value",
     {"total_cost": "9999", "costs": {"other_product": "1", "period": "1", "other": "1"}}, "value.total_cost"),
    ("transaction_value.none_left", "value.international_shipping", "28900", "value.transaction_value"),
    ("labor.basis_twice", "labor", [{"basis": "net_cost"}, {"basis": "net_cost"}], "labor[1].basis"),
    ("labor.above_net_cost", "labor.assembly.labor_cost", "19150.01", "labor"),
    (
        "labor.above_purchases", "labor",
        {"basis": "annual_purchase_value", "hw_material_value": "1000.01", "total_annual_purchase_value": "1000"},
        "labor.total_annual_purchase_value",
    ),
    ("wage.currency", "labor.assembly.wage_currency", "USD", ""),
    ("wage.currency", "labor.materials[0].wage_currency", "CAD", ""),
    ("wage.currency", "labor.assembly_plants[0].wage_currency", "USD", ""),
    ("wage.outside_region", "labor.materials[0].plant_country", "DE", ""),
    ("alternative_staging.missing", "elections.regime", "alternative_staging", ""),
    ("alternative_staging.period", "alternative_staging", {"from": "2025-01-01", "to": "2024-12-31"},
     "alternative_staging.from"),
]  # fmt: skip
STAGING = {"approved_in": ["US"], "from": "2020-07-01", "to": "2027-06-30"}
WARNINGS = {
    "use.of_vehicle", "vnm.above_net_cost", "deductions.on_originating", "origin.in_house_outside",
    "origin.made_outside", "origin.outside_region", "hs.no_such", "recovered.not_remanufactured",
    "core_part.absent_by_code", "claim.without_claim", "claim.above_12_months",
    "claim.out_of_period", "net_cost.below_materials", "wage.outside_region", "labor.above_net_cost",
    "purchase.outside_period", "acquired.after_good", "statement.amount_above_value", "statement.vnm_above_net_cost",
    "rate.inverted", "claim.names_nothing",
}  # fmt: skip
FILES = {
    "file.suffix": (".pdf", b"schema: rvc/1"),
    "file.encoding": (".yaml", b"schema: rvc/1\ngood: \xff\xfe\xfa"),
    "file.empty": (".yaml", b"# nothing\n"),
    "file.syntax": (".json", b'{"schema": "rvc/1",\n]'),
    "file.depth": (".json", b"[" * 100_000),
    "yaml.documents": (".yaml", b"schema: rvc/1\n---\nschema: rvc/1\n"),
    "yaml.anchor": (".yaml", b"schema: rvc/1\ngood: &a {id: A}\n"),
    "yaml.alias": (".yaml", b"schema: rvc/1\ngood: &a {id: A}\nvalue: *a\n"),
    "yaml.tag": (".yaml", b"schema: !!str rvc/1\n"),
    "yaml.key": (".yaml", b"schema: rvc/1\n? [a, b]\n: c\n"),
    "key.duplicate": (".yaml", b"schema: rvc/1\ngood: {id: A, id: B}\n"),
}
ELSEWHERE = {
    "core_part.absent_listed",  # tests/cases/core_parts names both
    "core_part.absent_perhaps",
    "language",
    "regime.not_averaged",  # tests/run/test_averaging.py
    "place.line",
    "place.sheet",
    "place.row",
    "place.column",  # tests/show/test_languages.py
    "file.unreadable",
    "file.folder",  # tests/lines/test_read.py
    "key.newer",
    "alternative_staging.incomplete",
    "alternative_staging.not_in_force",
    "alternative_staging.kind",
    "evidence.not_one",  # tests/run/test_evidence.py names both
    "evidence.changed",
    "set.shape",  # tests/run/test_compare.py names these
    "set.unknown_line",
    "set.unknown_field",
    "statement.vehicle",  # tests/run/test_statement.py names it
    "regime.unavailable",  # tests/run/test_nafta.py names these
    "date.before_nafta_data",
    "scenario.wrong",
    "claim.nothing_behind",  # the cases of tests/cases/stated name it and the three below
    "shape.amounts",
    "stated.of_vehicle",
    "stated.with_lines",
    "sum.with_detail",
    "valuation.no_method",  # tests/cases/values names it
}


def spoil(case: dict[str, Any], path: str, value: object) -> None:
    """Put a value at a path of a case, or take it away."""
    *steps, last = [
        int(step) if step.isdigit() else step for step in path.replace("[", ".").replace("]", "").split(".")
    ]
    inside: Any = case
    for step in steps:
        inside = inside[step]
    if value is NOTHING:
        del inside[last]
    else:
        inside[last] = value


def problems(case: dict[str, Any]) -> list[Problem]:
    """Everything that is said of a case."""
    try:
        return list(case_from(case).warnings)
    except InputError as error:
        return list(error.problems)


def test_a_sound_case_has_no_problem(case: dict[str, Any]) -> None:
    """The case that the other tests spoil stands every check without a warning."""
    assert problems(case) == []


@pytest.mark.parametrize(
    ("code", "path", "value", "place"), SLIPS, ids=lambda item: item if isinstance(item, str) else ""
)
def test_a_slip_is_named_where_it_stands(case: dict[str, Any], code: str, path: str, value: object, place: str) -> None:
    """One slip gives one problem of its own kind at its own place, in words, and only oddities are warnings."""
    spoil(case, path, value)
    found = problems(case)
    named = [problem for problem in found if problem.code == code]
    assert [problem.path for problem in named] == [place or path], found
    assert named[0].warning == (code in WARNINGS)
    assert "{" not in named[0].text.replace("{…}", "")
    assert len(named[0].text) > len("a sentence")


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_is_no_case_is_refused(code: str, tmp_path: Path) -> None:
    """Each way in which a file itself can be wrong gives its own problem with the file's name."""
    suffix, content = FILES[code]
    path = tmp_path / f"case{suffix}"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_case(path)
    found = [problem for problem in refused.value.problems if problem.code == code]
    assert found
    assert found[0].file == str(path)
    assert found[0].text


def test_every_text_is_tested() -> None:
    """A text of the catalog that no test brings about, or a problem without a text, is a gap."""
    tested = {code for code, *_ in SLIPS} | set(FILES) | ELSEWHERE
    of_tables = tuple(
        f"problem.{room}." for room in ("grid", "column", "form", "many", "ledger", "payroll", "averaging")
    )  # the tests of tables, books, payrolls and elections name them
    assert {f"problem.{code}" for code in tested} == {
        code for code in catalog("problem") if not code.startswith(of_tables)
    }


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A file that cannot be opened is the user's problem, not a traceback."""
    with pytest.raises(InputError) as refused:
        read_case(tmp_path / "none.json")
    assert [problem.code for problem in refused.value.problems] == ["file.unreadable"]


def test_hints_name_the_nearest_known_name(case: dict[str, Any]) -> None:
    """A slip of the pen is answered with the name that was probably meant."""
    spoil(case, "materials[0].quantitty", 2)
    spoil(case, "materials[1].parent", "E11")
    spoil(case, "good.kind", "lite_truck")
    spoil(case, "materials[1].origin", "mx")
    spoil(case, "materials[1].component", "crankshaftz")
    nearest = {problem.code: problem.params["nearest"] for problem in problems(case)}
    assert nearest == {
        "key.unknown": "quantity",
        "parent.unknown": "E1",
        "choice.unknown": "light_truck",
        "country.unknown": "MX",
        "component.unknown": "crankshafts",
    }


def test_a_case_of_a_newer_form_says_which_version_it_needs(case: dict[str, Any]) -> None:
    """An unknown key of a case of rvc/1.6 is explained by the version; without one, such a case is read."""
    case["schema"] = "rvc/1.6"
    assert problems(case) == []
    case["good"]["importing_country"] = "US"
    (problem,) = problems(case)
    assert problem.code == "key.newer"
    assert "rvc/1.6" in problem.text


def test_all_problems_come_at_once(case: dict[str, Any]) -> None:
    """Slips in different places do not hide one another, and lines of the bill of materials are named by id too."""
    for code, path, value in (
        ("number.separators", "value.transaction_value", "28,900"),
        ("hs.malformed", "materials[2].hs", "8708.4"),
        ("line_value.disagrees", "materials[1].line_value", "1001"),
        ("key.unknown", "materials[1].colour", "red"),
        ("wage.currency", "labor.assembly.wage_currency", "USD"),
        ("number.negative", "steel.purchases[0].value", "-70"),
        ("kind.contradicts", "good.kind", "part"),
    ):
        spoil(case, path, value)
        assert code in {problem.code for problem in problems(case)}
    found = {problem.path: problem for problem in problems(case)}
    assert len(found) == 7
    assert found["materials[2].hs"].params["material"] == "G1"


def test_a_misread_value_brings_no_second_problem(case: dict[str, Any]) -> None:
    """What could not be read is not held against other values: one slip, one problem."""
    spoil(case, "materials[1].quantity", "two")
    spoil(case, "rates.MXN", "n/a")
    assert {problem.path for problem in problems(case)} == {"materials[1].quantity", "rates.MXN"}


def test_a_good_without_a_currency_is_asked_for_it_once(case: dict[str, Any]) -> None:
    """However many lines are in US dollars, one thing is to be done."""
    spoil(case, "good.currency", NOTHING)
    spoil(case, "rates", {})
    for line in case["materials"]:
        line.update(currency="USD", rate=None)
    assert [(problem.code, problem.path) for problem in problems(case)] == [("currency.good_missing", "good.currency")]


def test_alternative_staging_needs_an_approval_in_force(case: dict[str, Any]) -> None:
    """UR 19(1), (2): approved, in force on the date, and a passenger vehicle or light truck (readings 39)."""
    case["elections"]["regime"] = "alternative_staging"
    case["alternative_staging"] = dict(STAGING)
    assert problems(case) == []
    case["alternative_staging"]["to"] = "2026-11-21"
    assert [problem.code for problem in problems(case)] == ["alternative_staging.not_in_force"]
    case["alternative_staging"]["to"] = "2026-11-22"
    assert problems(case) == []
    del case["alternative_staging"]["approved_in"]
    assert [problem.code for problem in problems(case)] == ["alternative_staging.incomplete"]


def test_alternative_staging_is_not_for_trucks_and_parts(case: dict[str, Any]) -> None:
    """UR 19(1): another kind of good cannot elect the regime."""
    case["elections"]["regime"] = "alternative_staging"
    case["alternative_staging"] = dict(STAGING)
    case["good"].update(hs="8704.22", kind="heavy_truck")
    assert [problem.code for problem in problems(case)] == ["alternative_staging.kind"]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("previous_calendar_year", "2025-01-01", "2025-12-31"),
        ("calendar_year_to_date", "2026-01-01", "2026-11-22"),
        ("month_to_date", "2026-11-01", "2026-11-22"),
        ("quarter_to_date", "2026-09-01", "2026-11-22"),
        ("fiscal_year_to_date", "2025-11-22", "2026-11-22"),
        ("previous_fiscal_year", "2024-11-22", "2026-11-22"),
    ],
)
def test_purchases_are_of_their_period(case: dict[str, Any], period: str, first: str, last: str) -> None:
    """UR 17(7): its first and last day are in it, the days beside them are not; without a period nothing is said."""
    case["steel"]["period"] = period
    for day, said in ((first, 0), (last, 0), (str(date.fromisoformat(first) - timedelta(1)), 1),
                      (str(date.fromisoformat(last) + timedelta(1)), 1)):  # fmt: skip
        case["steel"]["purchases"][0]["purchased_on"] = day
        assert [problem.code for problem in problems(case)] == ["purchase.outside_period"] * said, day
    del case["steel"]["period"]
    assert problems(case) == []


@pytest.mark.parametrize(("value", "said"), [("80.01", True), ("80.00", False)])
def test_labor_is_held_against_a_net_cost_built_from_costs(value: str, *, said: bool) -> None:
    """High-wage materials of more than materials and costs come to are no share of a net cost (UR 18(6)(a))."""
    good = {"id": "A", "hs": "8703.23", "date": "2026-11-22", "currency": "USD"}
    costs = {"other_product": "40", "period": "10", "other": "0", "excluded": {"royalties": "10"}}
    labor = {"basis": "net_cost", "materials": [{"plant_country": "US", "value": value}]}
    case = {"good": good, "value": {"costs": costs}, "materials": [{"id": "B", "line_value": "40"}], "labor": labor}
    assert [problem.code for problem in problems({"schema": "rvc/1", **case})] == ["labor.above_net_cost"] * said


@pytest.mark.parametrize(
    ("own", "currency", "rate", "said"),
    [
        ("USD", "MXN", "1", True), ("USD", "MXN", "0.99", False), ("USD", "CAD", "1.38", False),
        ("MXN", "USD", "0.0543", True), ("MXN", "USD", "1.01", False), ("MXN", "CNY", "2.6", False),
    ],
)  # fmt: skip
def test_a_rate_the_other_way_round_is_said(own: str, currency: str, rate: str, *, said: bool) -> None:
    """A peso of a dollar or more, or a dollar of a peso or less: the rate of the line is warned of, and kept."""
    good = {"id": "A", "hs": "8708.30", "date": "2026-11-22", "currency": own}
    line = {"id": "B", "unit_value": "1", "currency": currency, "rate": rate}
    read = problems({"schema": "rvc/1", "good": good, "materials": [line]})
    assert [(problem.code, problem.path) for problem in read] == [("rate.inverted", "materials[0].rate")] * said


@pytest.mark.parametrize(
    ("first", "last", "above"),
    [("2026-01-01", "2026-12-31", False), ("2026-01-01", "2027-01-01", True), ("2024-02-29", "2025-02-28", False)],
)
def test_a_blanket_period_is_at_most_12_months(case: dict[str, Any], first: str, last: str, *, above: bool) -> None:
    """19 CFR 182.12: the anniversary of the first day is already in the thirteenth month."""
    case["materials"][2]["claim"].update(valid_from=first, valid_to=last)
    case["materials"][2]["acquired_on"] = first
    assert [problem.code for problem in problems(case)] == ["claim.above_12_months"] * above


def test_left_territory_alone_is_no_problem(case: dict[str, Any]) -> None:
    """UR 10: what is not known of a stay outside the region is for the engine to leave open."""
    case["good"]["left_territory"] = True
    assert problems(case) == []


def test_half_a_cent_is_no_disagreement(case: dict[str, Any]) -> None:
    """Readings 1, 4, 7: figures agree to half a cent."""
    spoil(case, "materials[1].line_value", "1000.005")
    spoil(case, "materials[0].net_cost", "2900")
    assert problems(case) == []


def test_an_absent_cost_leaves_the_net_cost_open(case: dict[str, Any]) -> None:
    """Reading 4: with a category not stated the net cost is known only from below, and a higher one is no problem."""
    case["value"]["costs"] = {"other_product": "1", "period": "1"}
    assert problems(case) == []


def test_sums_are_converted_and_statements_count_by_net_cost(case: dict[str, Any]) -> None:
    """Readings 3, 4, 19: lines are converted whole; with a statement a line costs its net cost and its transport."""
    case["materials"][1]["statement"] = {"net_cost": "400", "vnm": "100"}  # 2 x 400 + freight 10 = 810
    case["materials"][0]["net_cost"] = "2710"
    case["value"]["costs"] = {"other_product": "5000", "period": "0", "other": "0", "excluded": {}}
    case["value"]["net_cost"] = "9840"  # 3100 + 30000 x 0.058 + 5000
    assert problems(case) == []
    case["value"]["net_cost"] = "9840.01"
    assert [problem.code for problem in problems(case)] == ["net_cost.disagrees"]


def test_a_line_is_compared_in_the_currency_of_the_good(case: dict[str, Any]) -> None:
    """Reading 3: a line's own amounts are converted before they are compared with the lines in it."""
    case["materials"][0] |= {"currency": "MXN", "rate": "0.05", "net_cost": "58000", "other_cost": "38000"}
    assert problems(case) == []
    case["materials"][0]["net_cost"] = "58000.2"
    assert [problem.code for problem in problems(case)] == ["net_cost.disagrees"]


@pytest.mark.parametrize(
    ("changes", "cost", "code"),
    [
        ({}, 800, "net_cost.disagrees"),
        ({"intermediate": True}, 1000, "net_cost.above_costs"),
        ({"role": "packing"}, 0, "net_cost.disagrees"),
    ],
)
def test_what_an_in_house_line_costs(case: dict[str, Any], changes: dict[str, Any], cost: int, code: str) -> None:
    """Readings 7, 9: a designated material keeps its excluded cost if it originates (UR 8(8)), another does not."""
    line = {"id": "A", "made": "in_house", "other_cost": "400", "excluded_cost": "100", "quantity": 2}
    del case["labor"]
    case["materials"] = [line | changes, {"id": "B", "parent": "A", "line_value": "100"}]
    costs = {"other_product": "0", "period": "0", "other": "0.01", "excluded": {}}
    total = cost + Decimal("0.01")
    case["value"] = {"net_cost": str(total), "costs": costs}
    assert problems(case) == []
    case["value"]["net_cost"] = str(total + Decimal("0.01"))
    assert [problem.code for problem in problems(case)] == [code]


def test_thousands_of_lines_with_unknown_parents_are_answered_soon(case: dict[str, Any]) -> None:
    """Hints for many broken lines take no quadratic time."""
    case["materials"] = [{"id": f"L{n}", "parent": f"X{n}"} for n in range(2000)]
    assert len(problems(case)) == 2000


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-02-01", "2026-02-28"),
        ("2026-05-01", "2026-07-31"),
        ("2026-03-01", "2026-08-31"),
        ("2026-01-01", "2026-12-31"),
    ],
)
def test_an_average_of_a_statement_has_1_3_6_or_12_months(case: dict[str, Any], first: str, last: str) -> None:
    """UR 9(4): a month, or any three, six or twelve that follow one another within the fiscal year."""
    case["materials"][1]["statement"] = {"vnm": "5", **AVERAGE, "from": first, "to": last}
    assert problems(case) == []


def test_a_valuation_that_cannot_be_read_brings_no_second_problem(case: dict[str, Any]) -> None:
    """A sum that lacks a figure is held against nothing: deductions above it are no problem of their own."""
    valuation = {"price": "1", "tools": "many"}
    case["materials"][2] = {"id": "G1", "hs": "8708.40", "valuation": valuation, "deductions": {"freight": "2"}}
    assert [problem.code for problem in problems(case)] == ["number.malformed"]
