"""What every test stands on: the working tree's own code, numpy that complains, and no test left out in silence."""

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium")


def _cli_from_the_tree() -> None:
    """`rvc_cli` is the folder cli/ of this tree, whatever is installed."""
    spec = ModuleSpec("rvc_cli", None, is_package=True)
    spec.submodule_search_locations = [str(ROOT / "cli")]
    sys.modules["rvc_cli"] = module_from_spec(spec)


_cli_from_the_tree()
np.seterr(all="raise")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one way in which an expected report changes."""
    parser.addoption("--write-expected", action="store_true", help="write the reports expected of sample_boms/ anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that is skipped, or expected to fail, fails: a check that did not run proves nothing."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped:
        report.outcome, report.longrepr = "failed", f"not run, which CI does not accept: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a file that leaves itself out while it is collected."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped:
        report.outcome, report.longrepr = "failed", f"not collected, which CI does not accept: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that is installed, in which pages are looked at; where there is none, such tests are left out."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()
