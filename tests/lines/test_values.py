"""Cells of a column: read as they were meant, or refused; never read as something else."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rvc.lines import scalars
from rvc.lines.grids.grid import Broken, Percent
from rvc.lines.tables.claims import stated_origin
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.table_fields import fields_of, tables
from rvc.lines.tables.values import Column, decide_column

UNIT_VALUE = fields_of("materials")["unit_value"]
ACQUIRED_ON = fields_of("materials")["acquired_on"]


def column(table: str, name: str, *cells: object, **options: Any) -> Column:  # noqa: ANN401 - options of any kind
    """A column of a field with some cells."""
    return decide_column(cells, fields_of(table)[name], TableOptions(**options))


def codes(read: Column) -> list[str]:
    """The codes of what is wrong, without what is only a warning."""
    return [issue.code for issue in read.issues if not issue.warning]


STYLES = {  # separators of thousands and of decimals, and the word for --decimal
    "us": (",", ".", "point"),
    "de": (".", ",", "comma"),
    "fr": ("\u202f", ",", "comma"),
    "si": (" ", ".", "point"),
    "ch": ("'", ".", "point"),
    "at": ("\u2019", ",", "comma"),
    "bare point": ("", ".", "point"),
    "bare comma": ("", ",", "comma"),
}
AMOUNTS = st.tuples(
    st.integers(0, 10**12 - 1) | st.integers(0, 20_000), st.none() | st.text("0123456789", min_size=1, max_size=6)
)
MARKS = st.sampled_from([("", ""), ("$", ""), ("$ ", ""), ("US$", ""), ("", " USD"), ("USD ", ""), ("\u00a0", " ")])


def exact(amount: tuple[int, str | None]) -> Decimal:
    """The number that an amount is."""
    return Decimal(f"{amount[0]}.{amount[1] or 0}")


def as_text(amount: tuple[int, str | None], style: str) -> str:
    """An amount as people of some country write it."""
    thousands, point, _ = STYLES[style]
    whole, part = amount
    return f"{whole:,}".replace(",", thousands) + (point + part if part is not None else "")


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.sampled_from(list(STYLES)), MARKS)
def test_no_amount_is_read_as_another(
    amounts: list[tuple[int, str | None]], style: str, marks: tuple[str, str]
) -> None:
    """A column written in one style reads as exactly its numbers, or is refused whole; said the style, it reads."""
    cells = [f"{marks[0]}{as_text(amount, style)}{marks[1]}" for amount in amounts]
    read = decide_column(cells, UNIT_VALUE)
    for value, amount in zip(read.values, amounts, strict=True):
        assert value is None or Decimal(str(value)) == exact(amount)
    if None in read.values:
        assert codes(read) == ["column.decimal_open"]
    told = decide_column(cells, UNIT_VALUE, TableOptions(decimal=STYLES[style][2]))  # type: ignore[arg-type]
    assert [Decimal(str(value)) for value in told.values] == [exact(amount) for amount in amounts]
    assert told.issues == ()


@given(st.lists(AMOUNTS, max_size=8), st.sampled_from(list(STYLES)), st.integers(0, 8))
def test_one_cell_decides_for_its_column(amounts: list[tuple[int, str | None]], style: str, place: int) -> None:
    """With a cell that can be read in one way only, every cell of the column reads."""
    amounts = [*amounts[:place], (12, "5"), *amounts[place:]]
    read = decide_column([as_text(amount, style) for amount in amounts], UNIT_VALUE)
    assert [Decimal(str(value)) for value in read.values] == [exact(amount) for amount in amounts]
    assert (read.issues, read.how) == ((), f"column.how.{STYLES[style][2]}")


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(0, 999)), min_size=1, max_size=5), st.sampled_from(".,"))
def test_an_open_column_is_refused(pairs: list[tuple[int, int]], sign: str) -> None:
    """Where no cell tells 1,234 from 1.234, one problem names --decimal, at the first cell, and nothing is read."""
    read = decide_column([f"{first}{sign}{last:03}" for first, last in pairs], UNIT_VALUE)
    assert set(read.values) == {None}
    (issue,) = read.issues
    problem = issue.problem("bom.csv", "", 2, "C")
    assert (issue.at, issue.code, problem.row) == (0, "column.decimal_open", 2)
    assert "--decimal" in problem.text


@given(st.lists(st.text("0123456789.,' $-+()%EUSDMX", max_size=12), min_size=1, max_size=5))
def test_digits_are_never_altered(cells: list[str]) -> None:
    """Whatever a text is, what is read of it has its digits, in their order."""
    read = decide_column(cells, UNIT_VALUE)
    for cell, value in zip(cells, read.values, strict=True):
        digits = "".join(sign for sign in cell if sign.isdigit())
        assert value is None or "".join(sign for sign in str(value) if sign.isdigit()) in {digits, "0" + digits}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("1'234,567.89", "1234567.89"),
        (".5", "0.5"),
        ("$1,234.50 MXN", "1234.50"),
        ("M.N.500", "500"),
        ('="00123.40"', "00123.40"),
        (Decimal("24350.00"), "24350.00"),
        (Decimal("1E+3"), "1000"),
        (7, "7"),
        ("-5", "-5"),
        ("(1,234.50)", "-1234.50"),
        ("5-", "-5"),
        (None, None),
        ("  ", None),
    ],
)
def test_amounts(cell: object, value: str | None) -> None:
    """Single cells that can be read in one way only; below zero is for the reader of cases to refuse."""
    read = column("materials", "unit_value", cell)
    assert (read.values, codes(read)) == ((value,), [])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1'234,567", "column.decimal_open"),
        ("001,234", "column.decimal_open"),
        ("1,23,456", "column.number"),
        ("5 EA", "column.number"),
        ("1/2", "column.number"),
        ("1,234,", "column.number"),
        ("n/a", "column.number"),
        ("-", "column.number"),
        ("¥500", "column.number"),
        ("\u0661\u0662", "column.number"),
        ("12 13", "column.number"),
        ("=A1*B1", "column.number"),
        ("--5", "column.number"),
        ("1.2E+05", "number.exponent"),
        ("75%", "column.percent"),
        (Percent("0.75"), "column.percent"),
        (True, "number.expected"),
        (date(2026, 1, 2), "number.expected"),
        (Decimal("NaN"), "number.digits"),
        (Broken("error_value", "#N/A"), "grid.cell.error_value"),
        (Broken("uncalculated", "=A1"), "grid.cell.uncalculated"),
    ],
)
def test_what_is_no_amount_is_refused(cell: object, code: str) -> None:
    """What is not an amount is a problem, and never a blank or a zero."""
    read = column("materials", "unit_value", cell)
    assert (read.values, codes(read)) == ((None,), [code])


def test_a_column_in_two_styles_is_refused() -> None:
    """A point in one cell and a comma in another contradict each other, and both are shown."""
    read = column("materials", "unit_value", "1.5", "2,5", "7")
    assert (read.values, codes(read)) == ((None, None, "7"), ["column.decimal_mixed"])


def test_what_contradicts_the_option_is_refused() -> None:
    """With --decimal every cell is held to it."""
    read = column("materials", "unit_value", "1,234", "1,5", decimal="point")
    assert (read.values, codes(read)) == (("1234", None), ["column.decimal"])


@pytest.mark.parametrize(
    ("cells", "currency", "wrong"),
    [
        (("USD 5", "US$6", "0"), "USD", []),
        (("$5", "6"), "", []),
        (("USD 5", "MXN 6"), "", ["column.currencies"]),
        (("USD 5", Decimal(6)), "", ["column.currencies"]),
        (("5 USD", "6"), "", ["column.currencies"]),
    ],
)
def test_currencies_of_cells(cells: tuple[object, ...], currency: str, wrong: list[str]) -> None:
    """One currency is kept for the column; several, or one that only some cells name, are refused."""
    read = column("materials", "unit_value", *cells)
    assert (read.currency, codes(read)) == (currency, wrong)


def test_text_numbers_do_not_change_the_numbers_beside_them() -> None:
    """Number cells are certain; 1, true and 100% are not taken for one another."""
    cells = [Decimal("1234.5"), True, Decimal(1), Percent(1), "1,5"]
    read = decide_column(cells, UNIT_VALUE)
    assert read.values == ("1234.5", None, "1", None, "1.5")
    assert codes(read) == ["number.expected", "column.percent"]


@pytest.mark.parametrize(
    ("cells", "values", "wrong"),
    [
        ((Percent("0.6"), "40%"), ("60", "40"), []),
        ((Decimal(60), Decimal(40)), ("60", "40"), []),
        ((Decimal("0.6"), Decimal("0.4"), Decimal(1)), ("60", "40", "100"), []),
        (("0,6", "0,4"), ("60", "40"), []),
        ((Decimal(1), Decimal(1)), (None, None), ["column.share"]),
        ((Decimal("0.5"), Decimal(60)), (None, None), ["column.share"]),
    ],
)
def test_shares(cells: tuple[object, ...], values: tuple[object, ...], wrong: list[str]) -> None:
    """Percent formats, 60 and 0.6 are told apart by the column, or refused."""
    read = column("parts", "percentage_sourced", *cells)
    assert (read.values, codes(read)) == (values, wrong)


DATES = st.dates(date(2001, 1, 1), date(2099, 12, 31))
ORDERS = {
    "dmy": "{0.day:02}{1}{0.month:02}{1}{0.year}",
    "mdy": "{0.month}{1}{0.day}{1}{0.year}",
    "ymd": "{0.year}{1}{0.month:02}{1}{0.day:02}",
}


@given(st.lists(DATES, min_size=1, max_size=6), st.sampled_from(list(ORDERS)), st.sampled_from("/-."), st.booleans())
def test_no_date_is_read_as_another(days: list[date], order: str, sign: str, short: bool) -> None:
    """A column written in one order reads as exactly its days, or is refused whole; said the order, it reads."""
    cells = [ORDERS[order].format(day, sign) for day in days]
    if short:
        cells = [cell.replace(str(day.year), f"{day.year % 100:02}") for cell, day in zip(cells, days, strict=True)]
    read = decide_column(cells, ACQUIRED_ON)
    meant = [day.isoformat() for day in days]
    assert all(value in {None, day} for value, day in zip(read.values, meant, strict=True))
    if None in read.values:
        assert codes(read) == ["column.dates_open"]
        assert "--dates" in read.issues[0].problem("", "", 1, "A").text
    told = decide_column(cells, ACQUIRED_ON, TableOptions(dates=order))  # type: ignore[arg-type]
    assert list(told.values) == meant


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2026-11-22", "2026-11-22"),
        ("2026/11/22", "2026-11-22"),
        ("22-nov-2026", "2026-11-22"),
        ("22 de noviembre de 2026", "2026-11-22"),
        ("November 22, 2026", "2026-11-22"),
        ("1-ene-26", "2026-01-01"),
        ("2026-11-22T00:00:00", "2026-11-22"),
        ("20261122", "2026-11-22"),
        ("05/05/2026", "2026-05-05"),
        ("13/02/2026", "2026-02-13"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 23, 59), "2026-11-22"),  # noqa: DTZ001 - cells have no time zone
    ],
)
def test_dates(cell: object, value: str) -> None:
    """Dates that are plain by themselves."""
    read = column("materials", "acquired_on", cell)
    assert (read.values, read.issues) == ((value,), ())


@pytest.mark.parametrize("cell", [Decimal(46348), "46348", "46348.0"])
def test_serials_are_dates_with_a_warning(cell: object) -> None:
    """A number that a spreadsheet shows as a date is that date, and it is said."""
    read = column("materials", "acquired_on", cell)
    assert read.values == ("2026-11-22",)
    assert [(issue.code, issue.warning) for issue in read.issues] == [("column.date_serial", True)]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("01/02/2026",), "column.dates_open"),
        (("13/02/2026", "02/13/2026"), "column.dates_unlike"),
        (("13/02/2026", date(2026, 2, 1)), "column.dates_mixed"),
        (("31/02/2026",), "column.date"),
        (("soon",), "column.date"),
        ((Decimal(12),), "column.date"),
        ((Decimal("46348.5"),), "column.date"),
        ((True,), "column.date"),
    ],
)
def test_open_and_contradictory_dates_are_refused(cells: tuple[object, ...], code: str) -> None:
    """01/02/2026 alone, two orders in one column, and days that a program may have turned around."""
    assert column("materials", "acquired_on", *cells).issues[0].code == code


def test_an_order_that_a_date_contradicts() -> None:
    """With --dates every date in digits is held to it, and true dates are believed."""
    read = column("materials", "acquired_on", "13/02/2026", "01/02/2026", date(2026, 2, 1), dates="mdy")
    assert (read.values, codes(read)) == ((None, "2026-01-02", "2026-02-01"), ["column.date_order"])


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("8703.23", "870323"),
        ("8703.23.01.90", "8703230190"),
        ("8703 23 01", "87032301"),
        ("8703-23", "870323"),
        ("'87032301", "87032301"),
        ('="01012100"', "01012100"),
        (Decimal(870323), "870323"),
        (Decimal("8703.23"), "870323"),
        ("0101.21", "010121"),
    ],
)
def test_hs_codes(cell: object, digits: str) -> None:
    """Codes as they are written, without a warning."""
    read = column("materials", "hs", cell)
    assert read.issues == ()
    assert scalars.hs(read.values[0]) == digits


@pytest.mark.parametrize(
    ("cell", "digits"),
    [(Decimal("8703.2"), "870320"), ("8703.2", "870320"), ("8703,2", "870320"), ("8703,23", "870323"),
     (Decimal("8703.231"), "87032310"), ("870323.0", "870323")],
)  # fmt: skip
def test_hs_codes_without_their_last_zeros(cell: object, digits: str) -> None:
    """A zero at the end that a number lost is put back, with a warning that shows the code."""
    read = column("materials", "hs", cell)
    assert read.values == (digits,)
    assert [(issue.code, issue.warning) for issue in read.issues] == [("column.hs_repaired", True)]


@pytest.mark.parametrize(
    "cell",
    [Decimal(101210000), Decimal(1012100), Decimal(10121), Decimal("101.21"), Decimal(8706), "8.70E+09", "87032",
     "8703,230,190", "HS 8703.23", date(2026, 1, 2), True, Percent("8703.23")],
)  # fmt: skip
def test_hs_codes_of_a_wrong_length_are_refused(cell: object) -> None:
    """What may have lost a leading zero, or a digit, is not filled up."""
    read = column("materials", "hs", cell)
    assert (read.values, codes(read)) == ((None,), ["hs.malformed"])


@given(st.text("0123456789", min_size=6, max_size=10), st.booleans())
def test_no_hs_code_is_read_as_another(code: str, dotted: bool) -> None:
    """A code that went through a number cell reads as a code that begins as it did, or is refused."""
    assume(len(code) % 2 == 0 and code[:2] != "00")
    number = Decimal(f"{code[:4]}.{code[4:]}").normalize() if dotted else Decimal(int(code))
    (value,) = column("materials", "hs", number).values
    read = str(value).replace(".", "")
    assert value is None or code.startswith(read) or read == code


@pytest.mark.parametrize(
    ("table", "name", "cell", "value"),
    [
        ("parts", "producer", "Sí", True),
        ("parts", "producer", "SI", True),
        ("parts", "producer", "X", True),
        ("parts", "producer", "Y", True),
        ("parts", "producer", "n", False),
        ("parts", "producer", Decimal(1), True),
        ("parts", "producer", Decimal(0), False),
        ("parts", "producer", True, True),
        ("materials", "originating", "Non-Originating", False),
        ("materials", "originating", "originaria", True),
        ("materials", "originating", "Undetermined", None),
        ("parts", "originating", "undetermined", "undetermined"),
        ("parts", "originating", "No originario", False),
        ("parts", "tariff_change_met", "No cumple", False),
        ("parts", "method", "TS", "tariff_change"),
        ("parts", "method", "nc", "net_cost"),
        ("parts", "method", "TV", "transaction_value"),
        ("parts", "method", "NO", "none"),
        ("parts", "criterion", "B", "B"),
        ("parts", "criterion", "4.2(b)", "B"),
        ("parts", "criterion", "Criterion d", "D"),
        ("parts", "criterion", "E", "E"),
        ("materials", "claim_criterion", "4.2(b)", "4.2(b)"),
        ("materials", "origin", "México", "MX"),
        ("materials", "origin", "EE.UU.", "US"),
        ("materials", "origin", "usa", "US"),
        ("materials", "origin", "NO", "NO"),
        ("materials", "origin", "No", "No"),
        ("materials", "currency", "usd", "USD"),
        ("materials", "currency", "$", "$"),
        ("materials", "core_part", "Body & Chassis", "body_and_chassis"),
        ("materials", "core_part", "motor", "engine"),
        ("materials", "made", "buy", "purchased"),
        ("materials", "component", "Crankshafts", "crankshafts"),
        ("materials", "level", "..2", "2"),
        ("materials", "level", Decimal(1), "1"),
        ("materials", "part_number", Decimal(12345), "12345"),
        ("materials", "description", " a  b ", "a  b"),
        ("goods", "features", "electric; Off-road", ["electric", "off_road"]),
        ("goods", "kind", "Passenger Vehicle", "passenger_vehicle"),
        ("parts", "use", "Vehículos de pasajeros y camiones ligeros", "passenger_light"),
        ("parts", "use", "refacciones", "aftermarket"),
        ("materials", "origin", "Honduras", "HN"),
        ("materials", "origin", "Corea", "Corea"),
    ],
)
def test_words(table: str, name: str, cell: object, value: object) -> None:
    """Words of cells by field, in both languages; an unknown name stays as written for the reader of cases."""
    read = column(table, name, cell)
    assert (read.values, codes(read)) == ((value,), [])


@pytest.mark.parametrize(
    ("table", "name", "cells", "code"),
    [
        ("parts", "producer", ("N/A",), "column.flag"),
        ("parts", "producer", (Decimal(2),), "column.flag"),
        ("parts", "producer", (Percent(1),), "column.flag"),
        ("parts", "originating", ("MX",), "column.flag"),
        ("parts", "originating", ("Yes?",), "column.flag"),
        ("parts", "originating", ("Y*",), "column.flag"),
        ("materials", "originating", ("¿sí?",), "column.flag"),
        ("parts", "certifier", ("Yes?",), "column.flag"),
        ("parts", "method", ("NC*",), "column.method"),
        ("parts", "method", ("RVC",), "column.method"),
        ("parts", "criterion", ("F",), "column.criterion"),
        ("parts", "criterion", ("MX",), "column.criterion"),
        ("materials", "level", ("1.2",), "column.level"),
        ("materials", "part_number", (date(2026, 1, 2),), "column.text"),
        ("materials", "part_number", ("1.23457E+11",), "column.long_number"),
        ("materials", "part_number", ("00123", Decimal(124)), "column.zeros"),
        ("materials", "description", (Broken("error_value", "#REF!"),), "grid.cell.error_value"),
    ],
)
def test_words_that_are_not_known_are_refused(table: str, name: str, cells: tuple[object, ...], code: str) -> None:
    """What is no word of the field is a problem of its cell."""
    assert codes(column(table, name, *cells)) == [code]


NUMBERS = st.decimals(allow_infinity=True).filter(lambda number: not number.is_snan())
CELLS = st.one_of(
    st.none(), st.booleans(), st.text(max_size=12), NUMBERS, st.integers(), st.dates(), st.datetimes(),
    st.decimals(allow_nan=False).map(Percent), st.builds(Broken, st.just("error_value"), st.text(max_size=5)),
)  # fmt: skip
FIELDS = [field for table in tables() for field in fields_of(table).values()]


@given(st.sampled_from(FIELDS), st.lists(CELLS, max_size=5))
def test_any_cells_are_answered(field: Any, cells: list[object]) -> None:  # noqa: ANN401
    """Whatever stands in a column: a value or a problem for each cell that is not blank, with its words."""
    read = decide_column(cells, field)
    assert len(read.values) == len(cells)
    for number, issue in zip(count(1), read.issues, strict=False):
        assert issue.problem("f", "s", number, "A").text
    for cell, value in zip(cells, read.values, strict=True):
        assert value is not None or cell is None or read.issues or field.name == "originating" or not str(cell).strip()


def line(**changes: object) -> dict[str, object]:
    """A line of a supplier with all that a claim needs."""
    whole = {
        "producer": True,
        "criterion": "B",
        "blanket_from": "2026-01-01",
        "blanket_to": "2026-12-31",
        "origin": "MX",
    }
    return whole | changes


def test_a_claim_stands_on_certifier_criterion_and_period() -> None:
    """All three make a claim, whether or not the line says originating."""
    for status in (True, None):
        stated = stated_origin(line(originating=status))
        assert (stated.originating, stated.problem) == (True, None)
        assert stated.claim == {"criterion": "B", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    assert stated_origin(line(producer=None, certificate="C-7")).claim == {**(stated.claim or {}), "certificate": "C-7"}


@pytest.mark.parametrize("written", ["N/A", "n.a.", "-", "?", "0", "000", "Pendiente", "EN TRÁMITE", "none", "vencido"])
def test_what_names_no_certificate_is_none(written: str) -> None:
    """What people write where there is no certificate certifies nothing, and is not kept as the name of one."""
    stated = stated_origin(line(producer=None, originating=True, certificate=written))
    assert (stated.originating, stated.claim) == (None, None)
    assert stated.problem is not None
    assert "producer" in stated.problem.text
    assert "certificate" not in (stated_origin(line(certificate=written)).claim or {"certificate": written})
    assert column("parts", "certifier", written).values[0] in {None, False}


@pytest.mark.parametrize("lacking", ["producer", "criterion", "blanket_from", "blanket_to"])
def test_a_claim_that_lacks_something_is_none(lacking: str) -> None:
    """Whatever is missing, the line is not claimed, and what is missing is named."""
    stated = stated_origin(line(originating=True, **{lacking: None}))
    assert (stated.originating, stated.claim) == (None, None)
    assert stated.problem is not None
    assert (stated.problem.warning, lacking in stated.problem.text) == (True, True)


def test_country_of_origin_is_no_claim() -> None:
    """A country alone says nothing, and a certifier who says no is none."""
    assert stated_origin({"origin": "MX"}).originating is None
    assert stated_origin({"origin": "MX", "originating": True}).originating is None
    assert stated_origin(line(producer=False)).originating is None


@pytest.mark.parametrize(("status", "read"), [(False, False), ("undetermined", None)])
def test_a_denied_claim_is_a_contradiction(status: object, read: bool | None) -> None:
    """A line that is certified and says that it does not originate is refused; not certified, it is believed."""
    assert (stated_origin({"originating": status}).originating, stated_origin({"originating": status}).problem) == (
        read,
        None,
    )
    problem = stated_origin(line(originating=status)).problem
    assert problem is not None
    assert (problem.code, problem.warning) == ("column.claim_denied", False)


def test_a_period_that_ends_before_it_begins_is_no_period() -> None:
    """Such a claim is refused."""
    stated = stated_origin(line(blanket_to="2025-12-31"))
    assert stated.problem is not None
    assert (stated.originating, stated.problem.code) == (None, "claim.period")


# -------------------------------------------------------------------------------------------- the noise of binary


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("4.029999999999999", "4.03"),
        ("0.30000000000000004", "0.3"),
        ("1234.5600000000002", "1234.56"),
        ("-4.029999999999999", "-4.03"),
        ("0.1234567890123456", "0.1234567890123456"),
        ("4.0299999", "4.0299999"),
        ("123456789012.12345", "123456789012.12345"),
        ("0.00000000001", "0.00000000001"),
    ],
)
def test_noise_is_read_as_the_number_behind_it(stored: str, read: str) -> None:
    """A number cell whose digits beyond the fifteenth alone keep it from being an amount is read without them."""
    found = decide_column([Decimal(stored)], UNIT_VALUE, doubles=True)
    assert found.values == (read,)
    assert [(issue.code, issue.warning) for issue in found.issues] == [("column.binary", True)] * (read != stored)
    assert decide_column([Decimal(stored)], UNIT_VALUE).values == (stored,)
    assert decide_column([stored], UNIT_VALUE, doubles=True).values == (stored,)


def test_noise_is_said_once_a_column() -> None:
    """However many cells have noise, one warning says so, with their count and the first of them."""
    cells = [Decimal(1), *[Decimal("4.029999999999999"), Decimal("0.30000000000000004")] * 3]
    found = decide_column(cells, UNIT_VALUE, doubles=True)
    (issue,) = found.issues
    assert (issue.at, issue.params) == (1, {"seen": "4.029999999999999", "read": "4.03", "count": "6"})
    assert not found.refused


def test_noise_of_shares() -> None:
    """A share in percent or as a bare number is freed of noise as well."""
    share = fields_of("materials")["percentage_sourced"]
    found = decide_column([Percent("0.28500000000000003"), Decimal("30.000000000000004")], share, doubles=True)
    assert found.values == ("28.5", "30")


@given(st.decimals("0", "99999", places=6), st.integers(1, 9))
def test_noise_never_makes_another_amount(amount: Decimal, pieces: int) -> None:
    """Whatever a spreadsheet makes of adding up an amount in binary, the amount comes back or the cell is refused."""
    stored = Decimal(repr(sum([float(amount)] * pieces)))
    found = decide_column([stored], UNIT_VALUE, doubles=True)
    (read,) = found.values
    if Decimal(str(read)) != amount * pieces:
        assert read == f"{stored:f}"
