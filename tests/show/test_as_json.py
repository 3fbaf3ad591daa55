"""Reports for machines."""

import json

from rvc.run.report import Report
from rvc.show import as_json
from tests.show.reports import full, report, rvc


def test_one_object_a_line() -> None:
    """Several goods are several lines, each an object that reads back to its report."""
    reports = [full(), report(rvc("pass", "76", "76", "1"))]
    written = as_json.lines(reports)
    assert written.endswith("}\n")
    assert [Report.model_validate_json(line) for line in written.splitlines()] == reports


def test_same_report_same_bytes() -> None:
    """Two equal reports give the same bytes, in the order of the contract."""
    assert as_json.lines([full()]) == as_json.lines([full()])
    first = list(json.loads(as_json.lines([full()])))[:7]
    assert first == ["schema", "engine_version", "inputs_sha256", "law", "good", "verdict", "findings"]


def test_nothing_is_nothing() -> None:
    """No report, no line."""
    assert as_json.lines([]) == ""
