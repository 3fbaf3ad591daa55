"""Parts lists: a row a part, each with its own problems, and a claim only where all stands behind it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rvc.base.errors import InputError
from rvc.lines.read import ReadCase
from rvc.lines.tables.many import Many, Unread, read_cases
from rvc.lines.tables.options import TableOptions

CORPUS = Path(__file__).parent / "corpus"
DAY: dict[str, Any] = {"good": {"date": "2026-11-22"}}
HEADER = "part_number,hs,use,currency"
PART = "A-1,8708.10,passenger_light,USD"


def parts(tmp_path: Path, *lines: str, facts: dict[str, Any] | None = None) -> Many:
    """A list written as CSV, read."""
    path = tmp_path / "parts.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_cases(path, TableOptions(facts=DAY if facts is None else facts))


def one(tmp_path: Path, header: str, cells: str) -> ReadCase:
    """The one part of a list with more columns."""
    (good,) = parts(tmp_path, f"{HEADER},{header}", f"{PART},{cells}").goods
    assert isinstance(good, ReadCase)
    return good


def test_a_list_of_a_supplier() -> None:
    """A Spanish list with a title, decimal commas, one part twice and a total: every row comes back, in order."""
    many = read_cases(CORPUS / "supplier_parts_es.csv", TableOptions(facts=DAY))
    first, second, broken, third = many.goods
    assert isinstance(first, ReadCase)
    assert isinstance(second, ReadCase)
    good, value = first.case.good, first.case.value
    assert (good.id, good.hs, good.currency, good.produced_in) == ("EJ-100", "870850", "MXN", "MX")
    assert (good.tariff_change_met, good.originating) == (True, True)
    assert good.claim is not None
    assert (good.claim.criterion, good.claim.valid_from) == ("B", date(2026, 1, 13))
    assert value is not None
    assert (value.net_cost, value.vnm) == (Decimal("1250.50"), Decimal("300.25"))
    assert (second.case.good.id, second.case.good.tariff_change_met, second.case.good.claim) == ("EJ-100", False, None)
    assert isinstance(broken, Unread)
    assert broken.id == "EJ-200"
    assert [(item.code, item.row, item.column) for item in broken.problems] == [("grid.cell.error_value", 6, "F")]
    assert isinstance(third, ReadCase)
    assert [warning.code for warning in third.warnings] == ["column.claim_lacks"]
    assert {warning.code for warning in many.warnings} == {"form.left_out.above", "form.left_out.total", "many.origin"}


@pytest.mark.parametrize(
    ("written", "method", "elected"),
    [("NC", "net_cost", "net_cost"), ("TV", "transaction_value", "transaction_value"),
     ("TS", "tariff_change", "best"), ("NO", None, "best"), ("", None, "best")],
)  # fmt: skip
def test_how_a_part_was_found_to_qualify(written: str, method: str | None, elected: str, tmp_path: Path) -> None:
    """A method of regional value content is an election; the others are no more than what is stated."""
    case = one(tmp_path, "method", written).case
    assert (case.good.method, case.elections.rvc_method) == (method, elected)


@pytest.mark.parametrize(("written", "met"), [("yes", True), ("no", False), ("", None)])
def test_a_tariff_change_is_met_or_not_or_not_known(written: str, met: bool | None, tmp_path: Path) -> None:
    """A blank is never an answer."""
    assert one(tmp_path, "tariff_change_met,net_cost", f"{written},5").case.good.tariff_change_met is met


def test_a_country_of_origin_is_that_of_production(tmp_path: Path) -> None:
    """It counts where no other column says where the part was produced, which is said once for the file."""
    many = parts(tmp_path, f"{HEADER},net_cost,origin", f"{PART},5,MX", f"{PART},5,CA")
    assert [good.case.good.produced_in for good in many.goods if isinstance(good, ReadCase)] == ["MX", "CA"]
    assert [(warning.code, warning.row, warning.column) for warning in many.warnings] == [("many.origin", 1, "F")]
    assert one(tmp_path, "net_cost,origin,produced_in", "5,CN,MX").case.good.produced_in == "MX"
    assert one(tmp_path, "net_cost,origin,produced_in", "5,CN,").case.good.produced_in is None


@pytest.mark.parametrize(
    ("cells", "originating"),
    [("yes,B,yes,2026-01-01,2026-12-31", True), (",B,yes,2026-01-01,2026-12-31", True), ("no,,,,", False),
     ("yes,B,yes,2026-01-01,", None), ("yes,B,,2026-01-01,2026-12-31", None), ("yes,,,,", None),
     ("undetermined,,,,", None), (",,,,", None)],
)  # fmt: skip
def test_a_claim_needs_all_that_stands_behind_one(cells: str, originating: bool | None, tmp_path: Path) -> None:
    """Certifier, criterion and a period: otherwise nothing is claimed."""
    good = one(tmp_path, "originating,criterion,producer,blanket_from,blanket_to", cells).case.good
    assert good.originating is originating
    assert (good.claim is not None) is (originating is True)


def test_a_row_that_contradicts_itself_is_unread(tmp_path: Path) -> None:
    """A certified part that is given as non-originating is neither."""
    header = f"{HEADER},originating,criterion,producer,blanket_from,blanket_to"
    (good,) = parts(tmp_path, header, f"{PART},no,B,yes,2026-01-01,2026-12-31").goods
    assert isinstance(good, Unread)
    assert [(problem.code, problem.row, problem.column) for problem in good.problems] == [
        ("column.claim_denied", 2, "E")
    ]


def test_what_no_verdict_turns_on_is_said_once(tmp_path: Path) -> None:
    """Columns without use are named for the file, not for its rows."""
    header = f"{HEADER},net_cost,traced_value,labor_value_content,accumulation_value,percentage_sourced"
    many = parts(tmp_path, header, *[f"{PART},5,4,yes,3,50%"] * 3)
    assert [warning.code for warning in many.warnings] == ["many.unused"] * 4
    assert [good.warnings for good in many.goods if isinstance(good, ReadCase)] == [()] * 3


def test_what_cannot_be_decided_of_a_column_is_said_in_every_row(tmp_path: Path) -> None:
    """Rows whose cells need the decision are unread, each with its place; the others are read."""
    many = parts(tmp_path, f"{HEADER},net_cost", f'{PART},"1,234"', f"{PART},7", f'{PART},"2,500"')
    first, second, third = many.goods
    assert isinstance(second, ReadCase)
    assert isinstance(first, Unread)
    assert isinstance(third, Unread)
    assert [(item.code, item.row, item.column) for item in (*first.problems, *third.problems)] == [
        ("column.decimal_open", 2, "E"), ("column.decimal_open", 4, "E")
    ]  # fmt: skip


def test_amounts_are_in_the_currency_of_their_header(tmp_path: Path) -> None:
    """The header gives the currency of the good, and contradicts one that is stated otherwise."""
    header, cells = "part_number,hs,Net Cost (CAD),currency", "A,8708.10,5"
    first, second = parts(tmp_path, header, f"{cells},", f"{cells},USD").goods
    assert isinstance(first, ReadCase)
    assert first.case.good.currency == "CAD"
    assert isinstance(second, Unread)
    assert [(problem.code, problem.row, problem.column) for problem in second.problems] == [("form.currency", 3, "C")]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("part_number,use,net_cost", "A,other,5"), "column.missing"),
        (("part_number,P/N,hs,net_cost", "A,A,8708.10,5"), "column.ambiguous"),
        (("part_number,hs,use,net_cost",), "form.no_lines"),
    ],
)
def test_what_is_wrong_with_the_list_is_raised(lines: tuple[str, ...], code: str, tmp_path: Path) -> None:
    """A column that is needed and missing, or there twice, is a problem of the file and not of every row."""
    with pytest.raises(InputError) as caught:
        parts(tmp_path, *lines)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_day_is_needed(tmp_path: Path) -> None:
    """Without a column for it and a fact the day is missing for all; a column serves, row by row."""
    with pytest.raises(InputError) as caught:
        parts(tmp_path, f"{HEADER},net_cost", f"{PART},5", facts={})
    assert [problem.code for problem in caught.value.problems] == ["many.no_date"]
    first, second = parts(
        tmp_path, f"{HEADER},net_cost,date", f"{PART},5,2026-11-22", f"{PART},5,", facts={}
    ).goods  # fmt: skip
    assert isinstance(first, ReadCase)
    assert isinstance(second, Unread)
    assert [(problem.code, problem.row, problem.column) for problem in second.problems] == [("value.missing", 3, "F")]


def test_a_part_that_left_the_region_is_said_so(tmp_path: Path) -> None:
    """What became of a part after production is read in a list too (UR 10), under its Spanish headers."""
    header = "Salió del territorio,Control aduanero,Operación ulterior,net_cost"
    good = one(tmp_path, header, "sí,sí,no,5").case.good
    assert (good.left_territory, good.customs_control, good.further_operation) == (True, True, False)
    assert one(tmp_path, header, ",,,5").case.good.left_territory is None
