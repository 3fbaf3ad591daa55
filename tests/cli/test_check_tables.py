"""`rvc check` and `rvc columns` on workbooks and tables."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from rvc.lines.read import read_case
from rvc.lines.workbook.workbook_out import write_workbook
from rvc_cli.app import main

SAMPLES = Path(__file__).parents[2] / "sample_boms"
FACTS = "schema: rvc/1\ngood: {id: P, hs: '8708.40', use: aftermarket, date: 2026-11-22, currency: USD}\n"


def bom(tmp_path: Path, *lines: str) -> str:
    """A table with facts beside it."""
    path = tmp_path / "bom.csv"
    path.write_text("\n".join(lines) + "\n")
    path.with_suffix(".yaml").write_text(FACTS)
    return str(path)


@pytest.mark.parametrize(("name", "code"), [("sedan.json", 0), ("fails_rvc.yaml", 1), ("unknown_origins.yaml", 3)])
def test_a_workbook_is_judged_as_its_case(
    name: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report on a workbook is that on its case: verdict, findings and hash; warnings name the sheet."""
    path = tmp_path / "case.xlsx"
    write_workbook(read_case(SAMPLES / name).case, path)
    assert main(["check", str(SAMPLES / name), str(path), "--format", "json"]) == code
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    places = [(one.pop("warnings", []), two.pop("warnings", [])) for one, two in [(first, second)]]
    assert first == second
    for one, two in places:
        assert [warning["code"] for warning in one] == [warning["code"] for warning in two]
        assert all(warning["path"].startswith("sheet materials, row ") for warning in two)


def test_a_table_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table with facts beside it gives a verdict; what was left out is told."""
    path = bom(tmp_path, "P/N,HTS,Unit Cost (USD),Buyer", "A,8483.40,5.50,B7")
    assert main(["check", path]) == 3
    assert "Buyer" in capsys.readouterr().out


def test_a_problem_is_one_line_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read exits with 2 and one line that has file, row and column."""
    path = bom(tmp_path, "P/N,HTS,Unit Cost", 'A,8483.40,"1,234"')
    assert main(["check", path]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{path}, row 2, column C: ")
    assert "--decimal" in line


@pytest.mark.parametrize(
    "options",
    [["--decimal", "comma"], ["--decimal", "point"], ["--map", "MAP"], ["--dates", "dmy", "--decimal", "point"]],
    ids=str,
)
def test_options_of_tables(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a table leaves open is settled by an option: the decimal sign, or that the column counts for nothing."""
    mapping = tmp_path / "map.yaml"
    mapping.write_text("Unit Cost:\n")
    path = bom(tmp_path, "P/N,HTS,Unit Cost", 'A,8483.40,"1,234"')
    given = [str(mapping) if option == "MAP" else option for option in options]
    assert main(["check", path, *given]) == 3
    assert capsys.readouterr().err == ""


def test_the_mapping_that_columns_shows_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a refusal to a verdict: what `rvc columns` offers as a mapping is kept, filled in, and settles the file."""
    path = bom(tmp_path, "Artikel,HTS,Kosten je Stück,Origin?", "A,8483.40,12.50,yes")
    assert main(["check", path]) == 2
    assert "Artikel" in capsys.readouterr().err
    assert main(["columns", path]) == 2
    shown = capsys.readouterr().out
    begun = shown[shown.rindex('"Artikel":') :].split("\n\n", maxsplit=1)[0]
    settled = {"Artikel": "part_number", "HTS": "hs", "Kosten je Stück": "unit_value", "Origin?": "originating"}
    lines = [line.strip() for line in begun.splitlines() if line.strip().startswith('"')]
    assert [line.partition(":")[0].strip('"') for line in lines] == list(settled)
    mapping = tmp_path / "map.yaml"
    mapping.write_text("".join(f'"{header}": {field}\n' for header, field in settled.items()), encoding="utf-8")
    assert main(["check", path, "--map", str(mapping), "--format", "json"]) in {0, 1, 3}
    assert json.loads(capsys.readouterr().out)["good"]["id"]


def test_a_mapping_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mapping that is not there, or is none, is wrong usage."""
    path = bom(tmp_path, "P/N,HTS", "A,8483.40")
    assert main(["check", path, "--map", str(tmp_path / "none.yaml")]) == 64
    (tmp_path / "list.yaml").write_text("- a\n")
    assert main(["columns", path, "--map", str(tmp_path / "list.yaml")]) == 64
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_columns_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each column is shown with its field, how it was read and examples; a mapping to start from stands below."""
    path = bom(tmp_path, "BOM of the gear box", "P/N,HTS,Precio unitario (USD),Quantty", 'A,8483.40,"1.234,50",2')
    assert main(["columns", path]) == 0
    out, err = capsys.readouterr()
    assert "header in row 2, 1 lines" in out
    assert 'C  "Precio unitario (USD)" is unit_value: numbers with a decimal comma' in out
    assert "1.234,50 = 1234.50" in out
    assert '"Quantty": quantity' in out
    assert "BOM of the gear box" in err


def test_columns_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A column that is refused is explained all the same, and the exit says so; so does a file that is no table."""
    path = bom(tmp_path, "P/N,HTS,Unit Cost", 'A,8483.40,"1,234"')
    assert main(["columns", path]) == 2
    assert "unit_value: " in capsys.readouterr().out
    assert main(["columns", str(tmp_path / "bom.yaml")]) == 2
    assert main(["columns", str(tmp_path / "none.xlsx")]) == 2


def bare(tmp_path: Path) -> str:
    """A table without facts beside it."""
    path = bom(tmp_path, "P/N,HTS,Unit Cost (USD)", "A,8483.40,5.50")
    Path(path).with_suffix(".yaml").unlink()
    return path


STATED = ["good.id=P", "good.hs=8708.40", "good.use=aftermarket", "good.date=2026-11-22", "good.currency=USD"]


def as_options(*facts: str) -> list[str]:
    """Facts as the command takes them."""
    return [word for fact in facts for word in ("--fact", fact)]


def test_facts_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Facts of the good need no file: texts, amounts, flags and lists; the report is that of the same facts in one."""
    more = ["value.net_cost=50", "good.left_territory=false", "good.features=electric; remanufactured"]
    path = bare(tmp_path)
    assert main(["check", path, "--format", "json", *as_options(*STATED, *more)]) == 3
    stated = json.loads(capsys.readouterr().out)
    facts = Path(path).with_suffix(".yaml")
    told = FACTS.replace("}", ", left_territory: false, features: [electric, remanufactured]}")
    facts.write_text(f"{told}value: {{net_cost: 50}}\n")
    assert main(["check", path, "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out) == stated


def test_facts_of_options_win(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fact that is stated on the command line counts before the one in a file or a workbook of a case."""
    path = bom(tmp_path, "P/N,HTS,Unit Cost (USD)", "A,8483.40,5.50")
    assert main(["check", path, "--format", "json", "--fact", "good.id=Q"]) == 3
    assert json.loads(capsys.readouterr().out)["good"]["id"] == "Q"
    case = tmp_path / "case.xlsx"
    write_workbook(read_case(SAMPLES / "unknown_origins.yaml").case, case)
    assert main(["check", str(case), "--format", "json", "--fact", "good.id=Q"]) == 3
    assert json.loads(capsys.readouterr().out)["good"]["id"] == "Q"


def test_defects_of_facts_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that is not known, and a value that is none, are problems as in a file, at their place in the case."""
    assert main(["check", bare(tmp_path), *as_options(*STATED, "good.producedin=MX", "value.net_cost=much")]) == 2
    unknown, malformed = capsys.readouterr().err.splitlines()
    assert "good.producedin" in unknown
    assert "produced_in" in unknown
    assert "value.net_cost" in malformed


@pytest.mark.parametrize(
    "facts", [["good.hs"], ["hs=1"], ["=1"], ["good..hs=1"], ["materials.id=A"], ["good.hs=1", "good.hs=2"],
              ["good.hs=1", "good.hs.x=2"]], ids=str,
)  # fmt: skip
def test_facts_in_a_wrong_form(facts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What names no fact, or one twice, is wrong usage."""
    assert main(["check", bare(tmp_path), *as_options(*facts)]) == 64
    (line,) = capsys.readouterr().err.splitlines()
    assert facts[-1] in line


def test_a_case_file_takes_no_facts(capsys: pytest.CaptureFixture[str]) -> None:
    """A case in JSON or YAML states its own facts."""
    assert main(["check", str(SAMPLES / "sedan.json"), "--fact", "good.id=Q"]) == 64
    assert "sedan.json" in capsys.readouterr().err


def test_one_of_two_tables_on_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two tables of materials on one sheet are refused until --header chooses one."""
    path = bom(tmp_path, "P/N,HTS,Unit Cost", "A,8483.40,5", ",,", "Part No,HTS Code,Unit Price", "B,8483.40,5")
    assert main(["check", path]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "--header 1 or --header 4" in line
    for header, part in (("1", "A"), ("4", "B")):
        assert main(["check", path, "--header", header]) == 3
        assert main(["columns", path, "--header", header]) == 0
        out = capsys.readouterr().out
        assert f"header in row {header}, 1 lines" in out
        assert f"     {part}\n" in out
    assert main(["check", path, "--header", "2"]) == 2
    assert "row 2" in capsys.readouterr().err
    assert main(["check", path, "--header", "0"]) == 64


def test_columns_of_a_parts_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a supplier states of its parts is understood as a parts list, and a bill of materials as materials."""
    path = tmp_path / "parts.csv"
    path.write_text("Part Number,HTS,Net Cost,VNM,Origin Criterion,Blanket From\nA,8708.40,5,2,B,2026-01-01\n")
    assert main(["columns", str(path)]) == 0
    out, err = capsys.readouterr()
    assert "1 lines, read as parts" in out
    assert '"Origin Criterion" is criterion: criteria of origin' in out
    assert err == ""
    assert main(["columns", bom(tmp_path, "P/N,HTS,Qty,Net Cost", "A,8708.40,1,5")]) == 0
    assert "read as materials" in capsys.readouterr().out


def test_columns_of_several_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each sheet of a workbook is explained as the kind of table that it is."""
    path = tmp_path / "set.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, header, line in (
            ("Goods", ["Good", "HTS", "Date"], ["P", "8703.23", "2026-11-22"]),
            ("BOM", ["Good", "P/N", "HTS", "Qty"], ["P", "A", "8708.40", "1"]),
            ("Notes", ["Remember"], ["this"]),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, line)
    assert main(["columns", str(path)]) == 2
    out, err = capsys.readouterr()
    assert "Goods: header in row 1, 1 lines, read as goods" in out
    assert "BOM: header in row 1, 1 lines, read as materials" in out
    assert "sheet Notes" in err


def test_columns_of_a_workbook_of_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet of facts is explained fact by fact, in the order of its rows; the tables below as tables."""
    path = tmp_path / "case.xlsx"
    write_workbook(read_case(SAMPLES / "sedan.json").case, path)
    assert main(["columns", str(path)]) == 0
    out = capsys.readouterr().out
    assert "good: facts, one a row" in out
    assert '"decimal" is decimal: one name of a list' in out
    assert out.index('"schema"') < out.index('"good_id"') < out.index('"hs"') < out.index("materials: header in row 1")
    assert "read as labor" in out


@pytest.mark.parametrize(
    ("path", "kind", "column"),
    [
        ("docs/net_cost/plant.csv", "11 lines, read as ledger", '"Amount" is amount: numbers with a decimal point'),
        ("docs/net_cost/sheet_steel.csv", "11 lines, read as inventory", '"Date" is moved_on: dates'),
        ("sample_boms/payroll.csv", "12 lines, read as payroll", '"worker_kind" is worker_kind: one name of a list'),
    ],
)
def test_columns_of_books(path: str, kind: str, column: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger, an inventory and a payroll are explained as such, and the total of a ledger is not left out."""
    assert main(["columns", path]) == 0
    out, err = capsys.readouterr()
    assert (kind in out, column in out, err) == (True, True, "")


def test_columns_of_a_ledger_by_a_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Headers that only a mapping file explains make a ledger too; without its amounts it is none."""
    ledger, mapping = tmp_path / "books.csv", tmp_path / "map.yaml"
    ledger.write_text("Sachkonto,Betrag,Text\n5100,12.50,steel\n", encoding="utf-8")
    mapping.write_text("Sachkonto: account\nBetrag: amount\nText: account_name\n", encoding="utf-8")
    assert main(["columns", str(ledger), "--map", str(mapping)]) == 0
    assert "1 lines, read as ledger" in capsys.readouterr().out
    mapping.write_text("Sachkonto: account\nText: account_name\n", encoding="utf-8")
    main(["columns", str(ledger), "--map", str(mapping)])
    assert "read as ledger" not in capsys.readouterr().out
