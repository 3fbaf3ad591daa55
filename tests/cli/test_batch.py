"""`rvc batch`: everything that goes in comes out, in files that are whole, with the exit code of the contract."""

import csv
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from rvc.run.score import columns
from rvc_cli.app import main
from rvc_cli.exits import Exit

HEAD = "Part Number,HTS,Use,Country of Origin,Net Cost,VNM,Tariff Shift Met,Method of Qualification,Date"
GOOD = "A-1,8708.10,passenger_light,MX,100,30,Yes,NC,2026-11-22"
MISS = "A-2,8708.10,passenger_light,CN,100,30,Yes,NC,2026-11-22"
OPEN = "A-3,8708.10,passenger_light,MX,100,,,,2026-11-22"
SEDAN = Path(__file__).parents[2] / "sample_boms" / "sedan.json"
LOST = "A-4,87xx,passenger_light,MX,100,30,Yes,NC,2026-11-22"


def parts(folder: Path, *rows: str, name: str = "parts.csv") -> Path:
    """A parts list of these rows."""
    path = folder / name
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    """A CSV as rows."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([GOOD], Exit.ORIGINATING),
        ([GOOD, OPEN], Exit.UNDETERMINED),
        ([GOOD, OPEN, MISS], Exit.NON_ORIGINATING),
        ([GOOD, OPEN, MISS, LOST], Exit.UNREADABLE),
    ],
)
def test_every_row_comes_out(tmp_path: Path, rows: list[str], code: Exit) -> None:
    """A row of results for each row of the list, in its order, and the exit code that speaks for all."""
    out = tmp_path / "r.csv"
    assert main(["batch", str(parts(tmp_path, *rows)), "--out", str(out)]) == code
    found = rows_of(out)
    assert [row["good_id"] for row in found] == [row.partition(",")[0] for row in rows]
    assert tuple(found[0]) == columns()
    verdicts = ["originating", "undetermined", "non_originating", "unreadable"]
    assert [row["verdict"] for row in found] == verdicts[: len(rows)]


def test_problems_stand_in_a_table_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the row and the column of the file, and the number of goods in the summary; the first are said at once."""
    out = tmp_path / "r.csv"
    main(["batch", str(parts(tmp_path, GOOD, LOST)), "--out", str(out)])
    problems = [row for row in rows_of(tmp_path / "r-problems.csv") if row["warning"] == "no"]
    assert [(row["good_id"], row["row"], row["column"], row["code"]) for row in problems] == [
        ("A-4", "3", "B", "hs.malformed")
    ]
    said = capsys.readouterr()
    assert said.out.startswith("2 goods\n")
    assert said.err.count("parts.csv, row 3, column B") == 1


def test_no_more_than_three_problems_are_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has them all."""
    main(["batch", str(parts(tmp_path, *[LOST] * 5)), "--out", str(tmp_path / "r.csv")])
    assert capsys.readouterr().err.count(", column B: ") == 3
    assert sum(row["code"] == "hs.malformed" for row in rows_of(tmp_path / "r-problems.csv")) == 5


def test_the_three_formats_say_the_same(tmp_path: Path) -> None:
    """CSV, XLSX with its sheet of problems, and Parquet."""
    path = parts(tmp_path, GOOD, OPEN, MISS, LOST)
    for name in ("r.csv", "r.xlsx", "r.parquet"):
        main(["batch", str(path), "--out", str(tmp_path / name)])
    said = rows_of(tmp_path / "r.csv")
    assert pyarrow.parquet.read_table(tmp_path / "r.parquet").to_pylist() == said
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["results", "problems"]
    head, *lines = book["results"].iter_rows(values_only=True)
    shown = [
        {str(key): "" if cell is None else str(cell) for key, cell in zip(head, line, strict=True)} for line in lines
    ]
    assert shown == said


def test_goods_and_materials(tmp_path: Path) -> None:
    """Two tables, joined by good_id; a line of an unknown good comes back by itself."""
    goods, materials = tmp_path / "goods.csv", tmp_path / "materials.csv"
    goods.write_text("good_id,hs,use,produced_in,date,net_cost\nG,8708.10,passenger_light,MX,2026-11-22,100\n")
    materials.write_text("good_id,id,hs,unit_value,originating\nG,1,8708.99,30,no\nH,1,8708.99,1,no\n")
    out = tmp_path / "r.csv"
    code = main(["batch", "--goods", str(goods), "--materials", str(materials), "--out", str(out)])
    # (100 - 30) / 100 = 70, as much as 8708.10(1)(b) asks.
    assert [(row["good_id"], row["verdict"], row["rvc_actual"]) for row in rows_of(out)] == [
        ("G", "originating", "70"), ("H", "unreadable", ""),
    ]  # fmt: skip
    assert code == Exit.UNREADABLE


def test_a_folder_is_read_whole_and_a_bad_file_stops_no_other(tmp_path: Path) -> None:
    """Files in the order of their names; one that cannot be read is one unreadable row."""
    folder = tmp_path / "in"
    folder.mkdir()
    parts(folder, GOOD, name="b.csv")
    (folder / "a.json").write_text("{")
    (folder / "notes.txt").write_text("nothing")
    out = tmp_path / "r.csv"
    assert main(["batch", str(folder), "--out", str(out)]) == Exit.UNREADABLE
    assert [(row["good_id"], row["verdict"]) for row in rows_of(out)] == [
        ("a.json", "unreadable"), ("A-1", "originating"),
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_results_in_the_folder_are_no_goods(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    """Run again, the results of before are written anew; those of other runs are left out, which is said of each.

    Named by itself such a file is refused; a list that stands where results are to go is kept.
    """
    monkeypatch.chdir(tmp_path)
    listed = parts(tmp_path, GOOD)
    for _ in range(2):
        assert main(["batch", ".", "--out", f"r{suffix}"]) == Exit.ORIGINATING
    main(["check", str(SEDAN), "--format", "json", "--out", "report.json"])
    capsys.readouterr()
    assert main(["batch", ".", "--out", "other.csv"]) == Exit.ORIGINATING
    assert [row["good_id"] for row in rows_of(tmp_path / "other.csv")] == ["A-1"]
    assert capsys.readouterr().err.count("left out, since it holds results") == (2 if suffix == ".xlsx" else 3)
    assert main(["batch", f"r{suffix}", "--out", "other.csv"]) == Exit.UNREADABLE
    told = [row["code"] for row in rows_of(tmp_path / "other-problems.csv") if row["warning"] == "no"]
    assert told == ["many.own_result"]
    assert main(["batch", ".", "--out", listed.name]) == Exit.USAGE
    assert listed.read_text(encoding="utf-8").startswith(HEAD)


def test_processes_do_not_matter(tmp_path: Path) -> None:
    """--jobs 2 writes the same bytes."""
    path = parts(tmp_path, GOOD, OPEN, MISS, LOST)
    for jobs in ("1", "2"):
        main(["batch", str(path), "--out", str(tmp_path / f"{jobs}.csv"), "--jobs", jobs])
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


@pytest.mark.parametrize(
    "args",
    [
        ["--out", "r.csv"],
        ["parts.csv", "--out", "r.pdf"],
        ["parts.csv", "--goods", "parts.csv", "--out", "r.csv"],
        ["parts.csv", "--materials", "parts.csv", "--out", "r.csv"],
        ["parts.csv", "--out", "parts.csv"],
        ["empty", "--out", "r.csv"],
        ["parts.csv", "--out", "nowhere/r.csv"],
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]) -> None:
    """What cannot be done is said, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    before = parts(tmp_path, GOOD).read_bytes()
    (tmp_path / "empty").mkdir()
    assert main(["batch", *args]) == Exit.USAGE
    assert {path.name for path in tmp_path.iterdir()} == {"parts.csv", "empty"}
    assert (tmp_path / "parts.csv").read_bytes() == before


def test_a_list_that_cannot_be_read_at_all_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Goods and materials without the columns that they need: exit 2, and what is there stays."""
    goods = tmp_path / "goods.csv"
    goods.write_text("colour,shape\nred,round\n")
    out = tmp_path / "r.csv"
    assert main(["batch", "--goods", str(goods), "--out", str(out)]) == Exit.UNREADABLE
    assert not out.exists()
    assert "not written" in capsys.readouterr().err


def test_rows_of_a_list_that_lacks_a_column_all_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a day for any part each is unreadable under its name or the number of its row; it is said once."""
    path, out = tmp_path / "parts.csv", tmp_path / "r.csv"
    path.write_text("part_number,hs,use,vnm\nA-1,8708.10,aftermarket,1\n,8708.10,aftermarket,2\n", encoding="utf-8")
    assert main(["batch", str(path), "--out", str(out)]) == Exit.UNREADABLE
    assert [(row["good_id"], row["verdict"]) for row in rows_of(out)] == [
        ("A-1", "unreadable"),
        ("row 3", "unreadable"),
    ]
    assert [row["code"] for row in rows_of(tmp_path / "r-problems.csv")] == ["many.no_date"] * 2
    assert capsys.readouterr().err.count("No column has the day") == 1


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """A part number that begins with = is a text in every format."""
    path = parts(tmp_path, GOOD.replace("A-1", "=1+1"))
    main(["batch", str(path), "--out", str(tmp_path / "r.xlsx")])
    cell = openpyxl.load_workbook(tmp_path / "r.xlsx")["results"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    main(["batch", str(path), "--out", str(tmp_path / "r.csv")])
    assert rows_of(tmp_path / "r.csv")[0]["good_id"] == "'=1+1"


def test_a_page_for_a_browser(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """--html writes the goods as a page beside the tables; never over what is read or written."""
    page, out = tmp_path / "goods.html", tmp_path / "goods.csv"
    assert main(["batch", "sample_boms/pickup.yaml", "--out", str(out), "--html", str(page)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert main(["batch", "sample_boms/pickup.yaml", "--out", str(out), "--html", str(out)]) == 64
    assert main(["batch", "sample_boms/pickup.yaml", "--out", str(out), "--html", "sample_boms/pickup.yaml"]) == 64
    assert "one of the files" in capsys.readouterr().err
