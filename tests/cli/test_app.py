"""The command as a whole: help, version, wrong usage, and what it loads."""

import pytest

from rvc.law.load import load_law
from rvc.lines import schema
from rvc.run.regimes import REGIMES
from rvc.show import rules_data
from rvc_cli import options
from rvc_cli.app import main
from rvc_cli.options import Kind, Use
from tests.cli.process import rvc


@pytest.mark.parametrize(
    "args",
    [
        ["chek"],
        ["check"],
        ["check", "--fromat", "json", "x"],
        ["check", "--format", "xml", "x"],
        ["check", "--on", "22/11/2026", "x"],
        ["--nope"],
        ["rules", "a", "b"],
    ],
)
def test_wrong_usage(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command or option, a missing argument or a wrong choice: one line that points to help, exit 64."""
    assert main(args) == 64
    caught = capsys.readouterr()
    assert caught.out == ""
    assert len(caught.err.splitlines()) == 1
    assert caught.err.startswith("rvc: ")
    assert "--help'" in caught.err
    assert "Value error" not in caught.err


def test_nothing_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """`rvc` alone shows its help on standard error: nothing was done."""
    assert main([]) == 64
    caught = capsys.readouterr()
    assert caught.out == ""
    assert {"check", "rules"} <= set(caught.err.split())


@pytest.mark.parametrize("args", [["--help"], ["check", "--help"], ["rules", "--help"]])
def test_help(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Help is a result like any other."""
    assert main(args) == 0
    assert "Usage: rvc" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version comes with that of the law data."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.endswith(f"law data {load_law().version}\n")


def test_choices_are_those_of_the_engine() -> None:
    """Regimes, uses and kinds that can be asked for are those that the engine and the rules know."""
    assert options.REGIMES == REGIMES
    assert tuple(Use) == rules_data.USES == schema.USES
    assert tuple(Kind) == rules_data.KINDS == schema.KINDS


def test_a_process_exits_as_main_says() -> None:
    """What main returns is what the shell sees; standard error is one line."""
    code, out, complaints = rvc("check", "missing.yaml")
    assert (code, out) == (2, "")
    assert complaints.startswith("missing.yaml: ")


@pytest.mark.parametrize("args", [["--version"], ["check", "sample_boms/sedan.json"], ["rules", "--on", "2026-11-22"]])
def test_only_what_is_needed_is_loaded(args: list[str]) -> None:
    """No command waits for what it does not use."""
    code, _, loaded = rvc(*args, then="print(*sys.modules, file=sys.stderr); sys.exit(code)")
    assert code == 0
    modules = set(loaded.split())
    assert not modules & {"polars", "pandas", "pyarrow", "rich.markdown", "markdown_it", "pygments", "rich.traceback"}
    if args[0] != "check":
        assert not modules & {"rvc.run.engine", "rvc.lines.read", "yaml"}
