"""Everything that can be wrong with books: one slip, one problem, at its cell or its place in the set-up."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import rvc
from rvc.base.errors import InputError
from rvc.base.messages import catalog
from rvc.base.problem import Problem
from rvc.show.net_cost_book import workbook
from tests.net_costing.books import Tree, costed, setup, write_ledger

HEADS = ("account", "amount", "category", "excluded", "good", "allocation", "base", "posted_on", "currency", "rate")
SOUND = [
    ("L", "100", "direct_labor", "", "A"),
    ("P", "50", "period", "", "", "", "hours"),
    ("M", "20", "direct_material", "", "B"),
]
GOODS = {"A": {"hours": "5"}, "B": {"hours": "3"}}
PERIOD = {"from": "2026-01-01", "to": "2026-03-31"}

# code, the line that stands in row 5 of the file, and the letter of the column at which the problem stands
SLIPS: list[tuple[str, Sequence[str], str]] = [
    ("no_amount", ("X", "", "period", "", "A"), "B"),
    ("no_category", ("X", "1"), "A"),
    ("word", ("X", "1", "periodd", "", "A"), "C"),
    ("word", ("X", "1", "period", "royaltys", "A"), "D"),
    ("word", ("X", "1", "period", "", "", "cost_ration"), "F"),
    ("good", ("X", "1", "period", "", "C"), "E"),
    ("excluded_in_material", ("X", "1", "direct_material", "royalties", "A"), "D"),
    ("excluded_elsewhere", ("X", "1", "research_and_development", "sales_promotion", "A"), "D"),
    ("excluded_elsewhere", ("X", "1", "profit", "royalties", "A"), "D"),
    ("excluded_elsewhere", ("X", "1", "sales_promotion", "royalties", "A"), "D"),
    ("sign", ("X", "1", "currency_gain", "", "A"), "A"),
    ("sign", ("X", "-1", "currency_loss", "", "A"), "A"),
    ("no_rate", ("X", "1", "period", "", "A", "", "", "", "CAD"), "I"),
    ("rate", ("X", "1", "period", "", "A", "", "", "", "CAD", "0"), "J"),
    ("rate", ("X", "1", "period", "", "A", "", "", "", "CAD", "-0.5"), "J"),
    ("rate_without_currency", ("X", "1", "period", "", "A", "", "", "", "", "1.5"), "J"),
    ("rate_of_own_currency", ("X", "1", "period", "", "A", "", "", "", "USD", "1.5"), "J"),
    ("no_way", ("X", "1", "period"), "A"),
    ("no_base", ("X", "1", "period", "", "", "cost_ratio"), "F"),
    ("base_and_method", ("X", "1", "period", "", "", "direct_cost", "hours"), "G"),
    ("direct_by_ratio", ("X", "1", "direct_labor", "", "", "direct_cost"), "A"),
    ("direct_by_ratio", ("X", "1", "direct_overhead", "", "", "direct_cost"), "A"),
    ("outside_period", ("X", "1", "period", "", "A", "", "", "2026-04-01"), "H"),
    ("outside_period", ("X", "1", "period", "", "A", "", "", "2025-12-31"), "H"),
]

# code, what the set-up says besides, and the path at which the problem stands
SETUPS: list[tuple[str, Tree, str]] = [
    ("schema", {"schema": "rvc-accounts/2"}, "schema"),
    ("no_goods", {"goods": []}, "goods"),
    ("twice", {"goods": [{"id": "A", "units": "1"}, {"id": "B"}, {"id": "A"}]}, "goods[2].id"),
    ("twice", {"accounts": [{"account": "9", "good": "A"}, {"account": "9", "good": "B"}]}, "accounts[1].account"),
    ("period", {"period": {"from": "2026-02-01", "to": "2026-01-31"}}, "period"),
    ("period_too_long", {"period": {"from": "2026-01-01", "to": "2027-01-07"}}, "period"),
    ("good", {"accounts": [{"account": "9", "good": "C"}]}, "accounts[0].good"),
    ("disagrees", {"ledger_total": "170.01"}, "ledger_total"),
    ("base_and_method", {"accounts": [{"account": "9", "base": "x", "allocation": "direct_cost"}]}, "accounts[0].base"),
    ("no_base", {"allocate": {"direct_labor": {"method": "cost_ratio"}}}, "allocate.direct_labor"),
    ("base_unknown", {"goods": [{"id": "A"}, {"id": "B"}]}, "goods"),
    ("base_missing", {"goods": [{"id": "A", "bases": {"hours": "1"}}, {"id": "B"}]}, "goods[1].bases"),
    ("base_of_nothing", {"goods": [{"id": name, "bases": {"hours": "0"}} for name in "AB"]}, "goods"),
]  # fmt: skip


def problems(folder: Path, lines: Sequence[Sequence[str]], beside: Tree, heads: Sequence[str] = HEADS) -> list[Problem]:
    """Everything wrong with books."""
    with pytest.raises(InputError) as refused:
        rvc.net_cost(write_ledger(folder / "ledger.csv", lines, heads), beside)
    return list(refused.value.problems)


def test_sound_books_have_none(tmp_path: Path) -> None:
    """The books that the other tests spoil are read; a total that is their sum, and days of the period, stand."""
    lines = [
        *SOUND,
        ("X", "1", "period", "", "A", "", "", "2026-01-01"),
        ("X", "1", "period", "", "A", "", "", "2026-03-31"),
    ]
    path = write_ledger(tmp_path / "ledger.csv", [*lines, ("Total", "172")], HEADS)
    found = rvc.net_cost(path, setup("all_goods", GOODS, period=PERIOD, ledger_total="172"))
    assert found.warnings == []
    assert found.ledgers[0].total == "172.00"


@pytest.mark.parametrize(("code", "line", "column"), SLIPS, ids=lambda item: item if isinstance(item, str) else "")
def test_a_slip_is_named_at_its_cell(tmp_path: Path, code: str, line: Sequence[str], column: str) -> None:
    """One wrong line gives one problem, at its row and column, in words."""
    (problem,) = problems(tmp_path, [*SOUND, line], setup("all_goods", GOODS, period=PERIOD))
    assert (problem.code, problem.row) == (f"ledger.{code}", 5)
    assert problem.column == column
    assert problem.file.endswith("ledger.csv")
    assert "{" not in problem.text


@pytest.mark.parametrize(("code", "more", "path"), SETUPS, ids=lambda item: item if isinstance(item, str) else "")
def test_a_slip_of_the_setup_is_named_at_its_path(tmp_path: Path, code: str, more: Tree, path: str) -> None:
    """One thing wrong beside the ledger gives a problem of its own kind at its place."""
    found = problems(tmp_path, SOUND, setup("all_goods", GOODS) | more)
    assert [problem.path for problem in found if problem.code == f"ledger.{code}"] == [path], found
    assert all("{" not in problem.text for problem in found)


@pytest.mark.parametrize(
    ("totals", "wrong"),
    [
        ({3: "150", 5: "20"}, []),  # a subtotal of two lines, one of one line
        ({3: "150", 5: "170"}, []),  # a subtotal, and the total of all
        ({3: "151", 5: "170"}, [4]),
        ({3: "150", 5: "169.99"}, [6]),
        ({5: "170"}, []),
    ],
)
def test_totals_are_held_to_their_sums(tmp_path: Path, totals: dict[int, str], wrong: list[int]) -> None:
    """A row of a total is no line: it must be the sum of the lines since the total before it, or of all above it."""
    lines = list(SOUND)
    for at, amount in sorted(totals.items()):
        lines.insert(at - 1, ("Subtotal" if at == 3 else "Total", amount))  # type: ignore[arg-type]
    path = write_ledger(tmp_path / "ledger.csv", lines, HEADS)
    try:
        rvc.net_cost(path, setup("all_goods", GOODS))
        found: list[tuple[str, int | None, str]] = []
    except InputError as refused:
        found = [(problem.code, problem.row, problem.column) for problem in refused.problems]
    assert found == [("ledger.total", row, "B") for row in wrong]


def test_debit_and_credit(tmp_path: Path) -> None:
    """Debit less credit is the amount; an amount beside them that is another is a problem, and so is a wrong total."""
    heads = "Cuenta", "Debe", "Haber", "Categoría", "Producto"
    lines = [("6000", "1,200.50", "", "gastos del periodo", "A"), ("6000", "", "0.50", "gastos del periodo", "A")]
    path = write_ledger(tmp_path / "ledger.csv", [*lines, ("Total", "1,200.50", "0.50")], heads)
    assert rvc.net_cost(path, setup()).goods[0].net_cost.shown == "1200.00"
    (problem,) = problems(tmp_path, [*lines, ("Total", "1,200.50", "0.51")], setup(), heads)
    assert (problem.code, problem.row, problem.column) == ("ledger.total", 4, "B")
    heads = *heads, "Importe"
    (problem,) = problems(tmp_path, [(*lines[0], "1200.51")], setup(), heads)
    assert (problem.code, problem.row, problem.column) == ("ledger.sides", 2, "F")


@pytest.mark.parametrize(
    ("amount", "code"), [("1234567890123", "number.digits"), ("0.1234567", "number.digits"), ("abc", "column.number")]
)
def test_an_amount_that_cannot_be_read(tmp_path: Path, amount: str, code: str) -> None:
    """An amount is never cut or rounded: too many digits, or no number, is a problem of its cell alone."""
    (problem,) = problems(tmp_path, [*SOUND, ("X", amount, "period", "", "A")], setup("all_goods", GOODS))
    assert (problem.code, problem.row, problem.column) == (code, 5, "B")


def test_amounts_below_zero_in_every_writing(tmp_path: Path) -> None:
    """-5, 5- and (5) are five below zero."""
    lines = [
        ("L", "100", "direct_labor", "", "A"),
        *(("L", written, "direct_labor", "", "A") for written in ("-5", "5-", "(5)")),
    ]
    found = rvc.net_cost(write_ledger(tmp_path / "ledger.csv", lines, HEADS), setup())
    assert found.goods[0].net_cost.shown == "85.00"


def test_a_base_made_of_itself(tmp_path: Path) -> None:
    """Labor allocated by direct labor has no base to begin with."""
    beside = setup("all_goods", GOODS, allocate={"direct_labor": {"base": "direct_labor"}})
    found = problems(tmp_path, [*SOUND, ("Y", "1", "direct_labor")], beside)
    assert [(problem.code, problem.path) for problem in found] == [("ledger.base_of_itself", "allocate")]


def test_all_problems_at_once(tmp_path: Path) -> None:
    """Slips in set-up and ledger do not hide one another; a repeated one is said once, with the count of its lines."""
    lines = [*SOUND, *[("X", "1", "perriod", "", "A")] * 3, ("Y", "1", "period", "", "C")]
    found = problems(tmp_path, lines, setup("all_goods", GOODS, ledger_total="1"))
    assert [problem.code for problem in found] == ["ledger.word", "ledger.good", "ledger.disagrees"]
    assert found[0].params["count"] == "3"
    assert found[0].params["nearest"] == "period"


def test_words_and_classes_are_named_as_the_set_up_has_them(tmp_path: Path) -> None:
    """A slip in Spanish is near a name by its Spanish spelling; period costs are allocated as indirect overhead."""
    lines = [*SOUND, ("X", "1", "gastos indirectos fabricacion", "", "A"), ("Y", "1", "period")]
    found = problems(tmp_path, lines, setup("all_goods", GOODS))
    assert [(problem.code, problem.params.get("nearest", "")) for problem in found] == [
        ("ledger.word", "direct_overhead"), ("ledger.no_way", ""),
    ]  # fmt: skip
    assert 'under "allocate": indirect_overhead' in str(found[1])


@pytest.mark.parametrize(
    ("first", "last", "odd"),
    [
        ("2026-01-01", "2026-01-31", False),
        ("2026-02-01", "2026-02-28", False),
        ("2026-01-02", "2026-02-01", True),  # a month is a calendar month
        ("2026-01-01", "2026-02-28", True),
        ("2026-11-01", "2027-01-31", False),
        ("2026-01-01", "2026-04-30", True),
        ("2026-01-01", "2026-06-30", False),
        ("2026-01-01", "2026-06-29", True),
        ("2026-01-01", "2026-12-31", False),
        ("2026-04-15", "2027-04-14", False),
        ("2026-01-05", "2027-01-03", False),  # 52 weeks
        ("2026-01-05", "2027-01-02", True),
        ("2026-01-05", "2027-01-10", False),  # 53 weeks
    ],
)
def test_a_period_that_may_not_be_one(tmp_path: Path, first: str, last: str, *, odd: bool) -> None:
    """Total cost over anything but a month, three, six, or what may be a fiscal year is warned of (UR 1(7)(b))."""
    found = costed(tmp_path, SOUND, setup("all_goods", GOODS, period={"from": first, "to": last}), HEADS)
    said = Problem("ledger.period_length", {"first": first, "last": last}).text
    assert [said in warning for warning in found.warnings] == [True] * odd


def test_a_day_outside_the_period_is_said_once(tmp_path: Path) -> None:
    """A day that many lines bear is one problem, at the first of them, with their count."""
    late = [("X", "1", "period", "", "A", "", "", day) for day in ("2026-04-02", "2026-04-01", "2026-04-02")]
    found = problems(tmp_path, [*SOUND, *late], setup("all_goods", GOODS, period=PERIOD))
    assert [(problem.code, problem.row, problem.params["count"]) for problem in found] == [
        ("ledger.outside_period", 5, "2"),
        ("ledger.outside_period", 6, "1"),
    ]


def test_a_file_counts_once(tmp_path: Path) -> None:
    """A file named twice, or a copy of it, is refused; two sheets of one workbook are not copies of one another."""
    path = write_ledger(tmp_path / "ledger.csv", SOUND, HEADS)
    copy = tmp_path / "copy.csv"
    copy.write_bytes(path.read_bytes())
    for second in (path, copy):
        with pytest.raises(InputError) as refused:
            rvc.net_cost([path, second], setup("all_goods", GOODS))
        (problem,) = refused.value.problems
        assert (problem.code, problem.file, problem.params["first"]) == ("ledger.same_file", str(second), str(path))


def test_a_ledger_without_setup(tmp_path: Path) -> None:
    """Without a file beside it, or with two, the name that is looked for is told."""
    path = write_ledger(tmp_path / "ledger.csv", SOUND, HEADS)
    for beside, code in (((), "ledger.no_setup"), (("ledger.yaml", "ledger.json"), "form.two_files")):
        for name in beside:
            (tmp_path / name).write_text("{}", encoding="utf-8")
        with pytest.raises(InputError) as refused:
            rvc.net_cost(path)
        (problem,) = refused.value.problems
        assert (problem.code, "ledger.yaml" in problem.text) == (code, True)


@pytest.mark.parametrize("lacking", ["schema", "producer", "order", "goods"])
def test_what_a_setup_cannot_do_without(tmp_path: Path, lacking: str) -> None:
    """Producer, order and goods are asked for, each by name; in the file, with its line."""
    beside: dict[str, Any] = setup("all_goods", GOODS)
    del beside[lacking]
    found = problems(tmp_path, SOUND, beside)
    assert [(problem.code, problem.path) for problem in found] == [("value.missing", lacking)]


def test_a_setup_in_a_file_has_lines(tmp_path: Path) -> None:
    """An unknown key of the set-up beside the ledger is named with its line and the nearest known one."""
    path = write_ledger(tmp_path / "ledger.csv", SOUND, HEADS)
    written = (
        "schema: rvc-accounts/1\nproducer: {country: BR, currency: USD}\norder: all_goods\ngods: []\ngoods: [{id: A}]\n"
    )
    path.with_suffix(".yaml").write_text(written, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        rvc.net_cost(path)
    assert [(problem.code, problem.line) for problem in refused.value.problems] == [
        ("choice.unknown", 2),
        ("key.unknown", 4),
    ]


def test_what_stands_twice_deep_in_a_setup_has_its_line(tmp_path: Path) -> None:
    """The second of two federal rates of one maturity is named with its line and path, and the first with its path."""
    path = write_ledger(tmp_path / "ledger.csv", SOUND, HEADS)
    rates = '[{maturity: "1", rate: "4"},\n {maturity: "1.0", rate: "5"}]'
    debt = f'debts: [{{id: L, kind: variable_rate, rate: "9", adjusted_every: "1", federal: {rates}}}]\n'
    head = "schema: rvc-accounts/1\nproducer: {country: MX, currency: USD}\norder: all_goods\ngoods: [{id: A}]\n"
    path.with_suffix(".yaml").write_text(head + debt, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        rvc.net_cost(path)
    (problem,) = refused.value.problems
    assert (problem.line, problem.path) == (6, "debts[0].federal[1].maturity")
    assert problem.params["first"] == "debts[0].federal[0]"


def test_more_goods_than_columns_are_refused(tmp_path: Path) -> None:
    """A sheet has no column for good 16,001: said, and not cut off."""
    found = costed(tmp_path, [("6000", "10", "period", "", "A")], setup())
    many = found.model_copy(update={"goods": found.goods[:1] * 16_001})
    with pytest.raises(InputError) as error:
        workbook(many)
    assert [problem.code for problem in error.value.problems] == ["ledger.too_many_goods"]


def test_every_text_is_tested() -> None:
    """Each text of a problem of ledgers is brought about by a test of this folder."""
    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    texts = {code.removeprefix("problem.ledger.") for code in catalog("problem") if code.startswith("problem.ledger.")}
    named = {code for code, *_ in SLIPS} | {code for code, *_ in SETUPS}
    assert {code for code in texts - named if f'"ledger.{code}"' not in here} == set()


def test_a_ledger_of_many_forms(tmp_path: Path) -> None:
    """The same ledger as CSV with semicolons and decimal commas gives the same net cost."""
    path = tmp_path / "libro.csv"
    with path.open("w", newline="", encoding="cp1252") as file:
        rows = [
            ("Cuenta", "Importe", "Categoría", "Producto"),
            ("L", "1.234,50", "mano de obra directa", "A"),
            ("L", "0,25", "MOD", "A"),
        ]
        csv.writer(file, delimiter=";").writerows(rows)
    assert rvc.net_cost(path, setup()).goods[0].net_cost.shown == "1234.75"


@pytest.mark.parametrize(
    ("header", "code"), [("Amount (CAD)", ["ledger.currency"]), ("Amount (USD)", []), ("Amount", [])]
)
def test_a_header_that_names_a_currency(tmp_path: Path, header: str, code: list[str]) -> None:
    """Amounts in another currency than that of the books are refused at their header."""
    path = write_ledger(
        tmp_path / "ledger.csv", [("L", "100", "direct_labor", "A")], ("account", header, "category", "good")
    )
    try:
        rvc.net_cost(path, setup())
        found: list[Problem] = []
    except InputError as refused:
        found = list(refused.problems)
    assert [problem.code for problem in found] == code
    assert all((problem.row, problem.column) == (1, "B") for problem in found)
