"""`rvc explain`."""

import json

import pytest

from rvc_cli.app import main

SEDAN = "sample_boms/sedan.json"


def test_the_whole_tree(capsys: pytest.CaptureFixture[str]) -> None:
    """From the verdict to the lines, at 80 columns, with the places in the file; the exit code is that of check."""
    assert main(["explain", SEDAN]) == 0
    page = capsys.readouterr().out
    assert page.startswith("SEDAN-01, HS 8703.23: originating\n")
    assert max(map(len, page.splitlines())) <= 80
    assert "sample_boms/sedan.json, line 280" in page
    assert main(["explain", "sample_boms/fails_rvc.yaml"]) == 1


def test_one_test_only(capsys: pytest.CaptureFixture[str]) -> None:
    """--rule leaves the others out, in both forms."""
    assert main(["explain", SEDAN, "--rule", "steel", "--format", "json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [step["code"] for step in read["steps"]] == ["test.steel"]
    assert read["verdict"] == "originating"
    assert main(["explain", SEDAN, "--rule", "steel"]) == 0
    page = capsys.readouterr().out
    assert "Originating purchases / purchases x 100 = 526100000.00 / 657700000.00 x 100" in " ".join(page.split())
    assert "NC, net cost" not in page


def test_a_test_that_does_not_bind_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A part has no core parts: that is said, with the tests that it has, and is no error."""
    assert main(["explain", "sample_boms/brake_part.yaml", "--rule", "core_parts", "--rule", "territory"]) == 0
    caught = capsys.readouterr()
    assert caught.err.startswith("No test core_parts bears on this verdict. Those that do: territory, ")
    assert "in the territory of the USMCA countries" in " ".join(caught.out.split())


def test_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    """As with check: one line a problem, nothing else."""
    assert main(["explain", "no.yaml"]) == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "no.yaml" in caught.err
    assert main(["explain", SEDAN, "--regime", "alternative_staging"]) == 2
