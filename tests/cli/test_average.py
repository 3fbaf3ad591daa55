"""`rvc average`, and averages in `rvc diff`."""

import json
from pathlib import Path

import pytest

from rvc_cli.app import main
from tests.lines.elections import file, member, plain, vehicle
from tests.run.test_reconciliation import car


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cars of which only the average passes, on estimates; an election with the estimated and the actual units."""
    for name, vnm in (("A", "200"), ("B", "300")):
        (tmp_path / f"{name}.json").write_text(json.dumps(plain(car(name, vnm=vnm)), default=str), encoding="utf-8")
    lines = "\n".join((tmp_path / f"{name}.json").read_text(encoding="utf-8") for name in "AB")
    (tmp_path / "goods.jsonl").write_text(lines, encoding="utf-8")
    for name, units in (("estimated", 100), ("actual", 101)):
        election = file(vehicle(member("A"), member("B", units)))
        (tmp_path / f"{name}.json").write_text(json.dumps(election), encoding="utf-8")
    return tmp_path


def test_a_page_and_an_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each good by itself and by the average; the exit code is that of the averages."""
    goods = [str(folder / "A.json"), str(folder / "B.json")]
    assert main(["average", *goods, "--election", str(folder / "estimated.json")]) == 0
    shown = capsys.readouterr().out
    assert "net cost 200,000.00, VNM 50,000.00 USD" in shown
    assert "Not originating  Originating" in shown
    assert main(["average", *goods, "--election", str(folder / "actual.json"), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], [good["average"] for good in found["goods"]]) == ("rvc-average/1", ["non_originating"] * 2)
    assert main(["average", *goods, "--election", str(folder / "actual.json")]) == 1
    assert "What does not pass" in capsys.readouterr().out


def test_a_file_of_many_cases(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cases line by line are goods like others."""
    assert main(["average", str(folder / "goods.jsonl"), "--election", str(folder / "estimated.json")]) == 0
    assert "2 goods" in capsys.readouterr().out


def test_what_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems of goods and of the election are told together, each with its file."""
    (folder / "B.json").write_text("{", encoding="utf-8")
    (folder / "estimated.json").write_text(json.dumps(file(vehicle(filed_on="2026-01-01"))), encoding="utf-8")
    assert main(["average", str(folder / "B.json"), "--election", str(folder / "estimated.json")]) == 2
    told = capsys.readouterr().err
    assert "B.json" in told
    assert "estimated.json, line 1, elections[0].filed_on: Filed on 2026-01-01" in told
    assert main(["average", str(folder / "A.json"), "--election", str(folder / "none.yaml")]) == 2


def test_averages_at_the_end_of_the_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The average on estimates beside that on actual units: what turns, and who must be told."""
    goods, estimated, actual = (str(folder / name) for name in ("goods.jsonl", "estimated.json", "actual.json"))
    assert main(["diff", goods, goods, "--election", estimated, "--election", actual]) == 1
    shown = capsys.readouterr().out
    assert "2 goods, 2 with another verdict" in shown
    assert "UR 16(9)" in shown
    assert main(["diff", goods, goods, "--election", estimated, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["goods"][0]["before"] == "originating"
    assert main(["diff", goods, goods, *["--election", estimated] * 3]) == 64
    assert main(["diff", goods, str(folder / "A.json"), "--election", estimated]) == 2
    assert "there is no case of it" in capsys.readouterr().err


def test_cases_that_name_their_election(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file beside the goods is taken; a check says that its verdict is not by the average; one name for all."""
    for name in "AB":
        path = folder / f"{name}.json"
        case = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**case, "elections": {"averaging": "estimated.json"}}), encoding="utf-8")
    goods = [str(folder / "A.json"), str(folder / "B.json")]
    assert main(["average", *goods]) == 0
    assert "VNM 50,000.00" in capsys.readouterr().out
    assert main(["check", goods[1]]) == 1
    assert "belongs to the election estimated.json" in " ".join(capsys.readouterr().out.split())
    assert main(["average", goods[0], str(folder / "goods.jsonl")]) == 64
    assert "named: estimated.json, none" in capsys.readouterr().err
