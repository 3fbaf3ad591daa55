"""`rvc net-cost`."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

import rvc
from rvc_cli.app import main

LEDGER = "docs/net_cost/plant.csv"


def test_a_page_and_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Both forms are of one result, that of the library, on the screen and in a file."""
    assert main(["net-cost", LEDGER]) == 0
    page = capsys.readouterr().out
    assert "NET COST" in page
    assert "UR Schedule 5 Appendix C" in " ".join(page.split())
    assert "other_product: 147025.00" in page
    assert max(map(len, page.splitlines())) <= 80
    assert main(["net-cost", LEDGER, "--format", "json"]) == 0
    written = capsys.readouterr().out
    assert written == f"{rvc.net_cost(LEDGER).to_json()}\n"
    assert json.loads(written)["schema"] == "rvc-net-cost/1"
    for form in ("json", "table"):
        assert main(["net-cost", LEDGER, "--format", form, "--out", str(tmp_path / form)]) == 0
    assert (tmp_path / "json").read_text(encoding="utf-8") == written
    assert "NET COST" in (tmp_path / "table").read_text(encoding="utf-8")


def test_a_workbook_is_for_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--format xlsx` writes the workbook of the result; without a file to write it is wrong usage."""
    out = tmp_path / "plant.xlsx"
    assert main(["net-cost", LEDGER, "--format", "xlsx", "--out", str(out)]) == 0
    page = load_workbook(out, data_only=True)["net cost"]
    assert [cell.value for cell in page[2][5:]] == ["CALIPER", "BRACKET"]
    assert main(["net-cost", LEDGER, "--format", "xlsx"]) == 64
    assert "--out" in capsys.readouterr().err


def test_an_order_and_a_setup_elsewhere(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--setup` names the set-up, `--order` elects; the page says which order it is."""
    beside = tmp_path / "books.yaml"
    beside.write_text(Path("docs/net_cost/plant.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["net-cost", LEDGER, "--setup", str(beside), "--order", "allocate_total"]) == 0
    assert "UR 7(11)(b)" in capsys.readouterr().out


def test_what_cannot_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A line a problem, with its place; exit 2, and nothing is written."""
    ledger = tmp_path / "plant.csv"
    written = Path(LEDGER).read_text(encoding="utf-8")
    ledger.write_text(
        written.replace("1011000.00", "1011000.01").replace("direct_overhead", "overheads"), encoding="utf-8"
    )
    (tmp_path / "plant.yaml").write_text(Path("docs/net_cost/plant.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    out = tmp_path / "out.json"
    assert main(["net-cost", str(ledger), "--format", "json", "--out", str(out)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0].rpartition("plant.csv, ")[2] for line in said] == ["row 13, column C"]
    assert not out.exists()
    assert main(["net-cost", LEDGER, "--out", LEDGER]) == 64
    assert main(["net-cost", str(tmp_path / "none.csv")]) == 2


def test_many_goods_leave_their_columns_to_the_other_forms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A page has room for three goods: of more it shows the sums, and says where the rest is."""
    ledger = tmp_path / "plant.csv"
    ledger.write_text("account,amount,category,base\n1,10,period,units\n", encoding="utf-8")
    goods = ", ".join(f'{{id: G{place}, units: "1"}}' for place in range(5))
    ledger.with_suffix(".yaml").write_text(
        f"schema: rvc-accounts/1\nproducer: {{country: US, currency: USD}}\norder: each_cost\ngoods: [{goods}]\n",
        encoding="utf-8",
    )
    assert main(["net-cost", str(ledger)]) == 0
    page = capsys.readouterr().out
    assert page.count("5 goods: the figures of each") == 3
    assert "G4" in page
