"""The samples: each has an expected report, and the engine gives it byte for byte."""

from pathlib import Path

import pytest

import rvc

SAMPLES = Path(__file__).parents[1] / "sample_boms"
EXPECTED = SAMPLES / "expected"
CASES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".json", ".yaml", ".yml"})


def test_every_sample_has_its_report() -> None:
    """Each case has one expected report and each expected report its case; there is at least one of either."""
    assert CASES
    assert {path.stem for path in CASES} == {path.stem for path in EXPECTED.glob("*.json")}
    assert len({path.stem for path in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_sample_gives_its_report(case: Path, pytestconfig: pytest.Config) -> None:
    """The engine's report on a sample is the expected one, byte for byte."""
    expected = EXPECTED / f"{case.stem}.json"
    report = rvc.check(case).to_json() + "\n"
    if pytestconfig.getoption("write_expected"):
        EXPECTED.mkdir(exist_ok=True)
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")


def test_samples_show_every_verdict() -> None:
    """Among the samples there is a good that originates, one that does not, and one that is undetermined."""
    assert {rvc.check(case).verdict for case in CASES} == {"originating", "non_originating", "undetermined"}
