"""`python -m tests.conformance`: hold the engine to the worked examples of the regulations and print a scorecard."""

import sys
from pathlib import Path

import pytest

from tests.conformance.scorecard import lines, sections


class _Failures:
    """The names of the tests that failed."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that failed."""
        if report.failed:
            self.names.add(report.location[2].partition("[")[0])


def main() -> int:
    """Run the tests of the examples; 0 if every example agrees."""
    found = _Failures()
    code = pytest.main(["-q", "--no-header", "--no-summary", str(Path(__file__).parent)], plugins=[found])
    sys.stdout.write("\n".join(["", *lines(found.names), "", *sections(found.names), ""]))
    return int(code)


if __name__ == "__main__":
    raise SystemExit(main())
