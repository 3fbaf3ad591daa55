"""Reports as JSON: one object a good; several goods, one object a line. The same reports give the same bytes."""

from collections.abc import Iterable

from rvc.run.report import Report


def lines(reports: Iterable[Report]) -> str:
    """A line a report, each ended by a line feed."""
    return "".join(f"{report.to_json()}\n" for report in reports)
