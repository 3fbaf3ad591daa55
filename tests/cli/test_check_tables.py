"""`rvc check` and `rvc columns` on workbooks and tables."""

import json
from pathlib import Path

import pytest

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
