"""Evidence: the same verdict gives the same file, which comes out again; whatever was touched is noticed."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import rvc
from rvc.lines.grids.grid import MAX_BYTES
from rvc.lines.read import case_from, read_case
from rvc.run.evidence import Source, evidence, replay
from tests.strategies import cases

ROOT = Path(__file__).parents[2]
SAMPLES = sorted([*(ROOT / "sample_boms").glob("*.yaml"), ROOT / "sample_boms" / "sedan.json"])


SEDAN = json.loads((ROOT / "sample_boms" / "sedan.json").read_text(encoding="utf-8"))


def kept(path: Path, on: date | None = None) -> bytes:
    """The evidence of a file."""
    source = Source(path.name, path.read_bytes())
    return evidence(read_case(path), source, on=on, regime=None, command="rvc replay x.zip")


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files inside."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """Files as a ZIP file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_come_out_again(path: Path) -> None:
    """Every sample's evidence holds the file as it was and the report of check, and comes out identical."""
    content = kept(path)
    files = unpacked(content)
    assert files[f"inputs/{path.name}"] == path.read_bytes()
    assert files["report.json"].decode() == f"{rvc.check(path).to_json()}\n"
    assert replay(content, "x.zip").differences == ()
    assert kept(path) == content


SCENARIO = ROOT / "rvc" / "law" / "scenarios" / "rvc85.toml"


@pytest.mark.parametrize("elected", [False, True], ids=["asked for", "elected"])
def test_a_scenario_is_in_its_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elected: bool) -> None:
    """Evidence holds the scenario file itself: gone or changed, it comes out again, also where nobody has the file."""
    mine = tmp_path / "mine.toml"
    mine.write_bytes(SCENARIO.read_bytes().replace(b"percent = 85", b"percent = 79.9"))
    case = {**SEDAN, "elections": {"regime": str(mine)}} if elected else SEDAN
    read, regime = case_from(case), None if elected else str(mine)
    content = evidence(read, Source("case.json", b"{}"), on=None, regime=regime, command="rvc replay x.zip")
    assert unpacked(content)["scenario/mine.toml"] == mine.read_bytes()
    mine.write_bytes(SCENARIO.read_bytes())
    assert replay(content, "x.zip").differences == ()
    mine.unlink()
    monkeypatch.chdir(tmp_path)
    again = replay(content, "x.zip")
    assert again.differences == ()
    content_finding = again.report.finding("rvc")
    assert content_finding is not None
    assert content_finding.required == "79.9"


def test_a_scenario_that_was_touched_is_noticed() -> None:
    """A changed scenario is refused, and so is one that no hash vouches for; shipped ones are held too."""
    content = evidence(case_from(SEDAN), Source("case.json", b"{}"), on=None, regime="rvc85.toml", command="-")
    files = unpacked(content)
    assert files["scenario/rvc85.toml"] == SCENARIO.read_bytes()
    files["scenario/rvc85.toml"] += b"# touched"
    with pytest.raises(rvc.InputError) as refused:
        replay(packed(files), "x.zip")
    assert [problem.code for problem in refused.value.problems] == ["evidence.changed"]
    manifest = json.loads(files["manifest.json"])
    del manifest["files"]["scenario/rvc85.toml"]
    with pytest.raises(rvc.InputError) as refused:
        replay(packed({**files, "manifest.json": json.dumps(manifest).encode()}), "x.zip")
    assert [problem.code for problem in refused.value.problems] == ["evidence.not_one"]


def test_a_regime_with_a_name_needs_no_file() -> None:
    """NAFTA comes out again by its name."""
    content = evidence(case_from(SEDAN), Source("case.json", b"{}"), on=None, regime="nafta", command="-")
    assert json.loads(unpacked(content)["manifest.json"])["scenario"] is None
    again = replay(content, "x.zip")
    assert (again.differences, again.report.law.regime) == ((), "nafta")


@settings(max_examples=30, deadline=None)
@given(case=cases())
def test_random_cases_come_out_again(case: dict[str, Any]) -> None:
    """The case as kept is the case as read, whatever it holds."""
    content = evidence(case_from(case), Source("case.json", b"{}"), on=None, regime=None, command="rvc replay x.zip")
    assert replay(content, "x.zip").differences == ()


def test_the_date_and_the_manifest() -> None:
    """A date given to check is that of the replay; the manifest names law, program, good and verdict."""
    content = kept(ROOT / "sample_boms" / "fails_rvc.yaml", on=date(2022, 6, 30))
    manifest = json.loads(unpacked(content)["manifest.json"])
    assert (manifest["on"], manifest["verdict"], manifest["good"]) == ("2022-06-30", "originating", "RVC-FAIL")
    assert manifest["law"]["sha256"] == rvc.check(ROOT / "sample_boms" / "fails_rvc.yaml").law.sha256
    found = replay(content, "x.zip")
    assert found.report.law.as_of == "2022-06-30"
    assert found.differences == ()


def test_a_report_that_does_not_come_out_is_told_value_by_value() -> None:
    """As if the law data had changed since: each value with what it was and what it is."""
    files = unpacked(kept(ROOT / "sample_boms" / "fails_rvc.yaml"))
    report = json.loads(files["report.json"])
    report["verdict"] = "originating"
    report["findings"][0]["citations"].append("UR 99")
    files["report.json"] = json.dumps(report).encode()
    manifest = json.loads(files["manifest.json"])
    manifest["files"]["report.json"] = hashlib.sha256(files["report.json"]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    found = replay(packed(files), "x.zip")
    assert [(item.path, item.before, item.after) for item in found.differences] == [
        ("verdict", "originating", "non_originating"),
        ("findings[0].citations[1]", "UR 99", None),
    ]


def without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Take a file out."""
    return lambda files: {held: content for held, content in files.items() if held != name}


def retold(name: str, value: object) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Let the manifest say something else."""
    return lambda files: (
        files | {"manifest.json": json.dumps({**json.loads(files["manifest.json"]), name: value}).encode()}
    )


@pytest.mark.parametrize(
    ("touch", "code"),
    [
        (lambda files: files | {"case.json": files["case.json"].replace(b"RVC-FAIL", b"RVC-PASS")}, "evidence.changed"),
        (lambda files: files | {"inputs/fails_rvc.yaml": b""}, "evidence.changed"),
        (without("inputs/fails_rvc.yaml"), "evidence.changed"),
        (without("case.json"), "evidence.not_one"),
        (without("manifest.json"), "evidence.not_one"),
        (lambda files: files | {"manifest.json": b"[]"}, "evidence.not_one"),
        (lambda files: files | {"manifest.json": b"{"}, "evidence.not_one"),
        (lambda files: files | {"manifest.json": b'{"schema": "rvc-evidence/1", "files": {}}'}, "evidence.not_one"),
        (lambda files: files | {"manifest.json": b'{"schema": "rvc-evidence/2", "files": {}}'}, "evidence.not_one"),
        (retold("on", "yesterday"), "evidence.not_one"),
        (retold("regime", 5), "evidence.not_one"),
        (retold("on", "1999-01-01"), "date.before_agreement"),
        (retold("regime", "efta"), "regime.unavailable"),
        (retold("files", {}), "evidence.not_one"),
        (lambda files: files | {"report.json": b"{"}, "evidence.not_one"),
        (lambda files: files | {"case.json": b"\xff"}, "evidence.not_one"),
    ],
)
def test_what_was_touched_is_refused(touch: Callable[[dict[str, bytes]], dict[str, bytes]], code: str) -> None:
    """A file inside that changed, or is gone, or is no evidence at all: one clear problem."""
    files = unpacked(kept(ROOT / "sample_boms" / "fails_rvc.yaml"))
    with pytest.raises(rvc.InputError) as refused:
        replay(packed(touch(files)), "x.zip")
    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.problems[0].file in {"x.zip", ""}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a file of ours"])
def test_other_files_are_refused(content: bytes) -> None:
    """Whatever is no ZIP file is no evidence."""
    with pytest.raises(rvc.InputError) as refused:
        replay(content, "x.zip")
    assert [problem.code for problem in refused.value.problems] == ["evidence.not_one"]


def test_a_bomb_is_not_unpacked() -> None:
    """Sizes are added up before anything is read."""
    made = BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("case.json", "w", force_zip64=True) as file,
    ):
        for _ in range(MAX_BYTES // 2**20 + 1):
            file.write(b"\0" * 2**20)
    with pytest.raises(rvc.InputError) as refused:
        replay(made.getvalue(), "x.zip")
    assert [problem.code for problem in refused.value.problems] == ["evidence.not_one"]
