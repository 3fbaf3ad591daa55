"""Many goods are judged as each alone: in any order, any chunks, any number of processes; none is lost."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rvc.base.problem import Problem
from rvc.lines.read import ReadCase, case_from
from rvc.lines.tables.each_good import Unread
from rvc.run import score as module
from rvc.run.engine import check
from rvc.run.score import RULES, UNREADABLE, Scored, columns, row, score, table
from tests.strategies import cases

PART = {
    "schema": "rvc/1",
    "good": {"id": "P", "hs": "8708.10", "use": "passenger_light", "produced_in": "MX", "date": "2026-11-22"},
    "value": {"net_cost": "100", "vnm": "30"},
}


def parts(count: int) -> list[ReadCase]:
    """Parts that differ in what they are and what is stated of them."""
    random = Random(7)  # noqa: S311 - parts, not secrets
    made = []
    for number in range(count):
        good = {
            **PART["good"], "id": f"P{number}", "hs": random.choice(["8708.10", "8708.70", "8409.91", "8544.30"]),
            "tariff_change_met": random.choice([True, False, None]),
        }  # fmt: skip
        made.append(case_from({**PART, "good": good, "value": {"net_cost": "100", "vnm": str(random.randrange(80))}}))
    return made


def same(scored: Scored, read: ReadCase) -> None:
    """A scored good says what its own report says."""
    report = check(read)
    assert scored.verdict == report.verdict
    assert list(scored.findings) == report.findings
    assert scored.kind == report.good.kind


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(cases(), min_size=1, max_size=4), st.randoms())
def test_many_are_judged_as_each_alone(some: list[dict[str, Any]], random: Any) -> None:  # noqa: ANN401 - a generator
    """Neighbors and order do not matter."""
    reads = [case_from(case) for case in some]
    random.shuffle(reads)
    for scored, read in zip(score(reads), reads, strict=True):
        same(scored, read)


def test_figures_beyond_64_bits_are_exact() -> None:
    """Of 20 parts one, at 60%, has figures that need more than 64 bits: it fails, as alone, and the others pass.

    6 x 10 to the 15 units of 0.0001, times 10,000 and modulo 2 to the 64, would be more than 75% of 10 to the 16.
    """
    good = {**PART["good"], "hs": "8708.30", "tariff_change_met": False}
    small, large = {"net_cost": "100", "vnm": "20"}, {"net_cost": "999999999999.99", "vnm": "400000000000.0001"}
    reads = [case_from({**PART, "good": good, "value": value}) for value in [small] * 19 + [large]]
    scored = list(score(reads))
    for each, read in zip(scored, reads, strict=True):
        same(each, read)
    assert [each.verdict for each in scored] == ["originating"] * 19 + ["non_originating"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_chunks_and_processes_do_not_matter(jobs: int, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same goods come out the same, in the order in which they went in."""
    monkeypatch.setattr(module, "AT_ONCE", at_once)
    reads = parts(30)
    found = list(score(reads, jobs=jobs))
    assert [good.id for good in found] == [read.case.good.id for read in reads]
    for scored, read in zip(found, reads, strict=True):
        same(scored, read)


def test_what_could_not_be_read_comes_back_in_its_place() -> None:
    """A good that could not be read, or that cannot elect the regime, stops no other and keeps its problems."""
    lost = Unread("row 2", (Problem("value.missing", {"name": "hs", "help": "HS code."}, row=2),))
    found = list(score([*parts(1), lost, *parts(2)]))
    assert [good.verdict == UNREADABLE for good in found] == [False, True, False, False]
    assert found[1].problems == lost.problems
    staged = list(score([case_from(PART)], regime="alternative_staging"))
    assert staged[0].verdict == UNREADABLE
    assert [problem.code for problem in staged[0].problems] == ["alternative_staging.missing"]


def test_a_row_has_every_test_with_its_figures() -> None:
    """The row of a part: its verdict, what each test found, blanks for tests that do not bind it."""
    good = {**PART["good"], "tariff_change_met": True, "method": "net_cost"}
    cells = row(next(score([case_from({**PART, "good": good})])))
    # (100 - 30) / 100 = 70, of which 70 is required.
    assert tuple(cells) == columns()
    assert (cells["good_id"], cells["hs"], cells["kind"], cells["verdict"]) == ("P", "8708.10", "part", "originating")
    assert (cells["rvc_status"], cells["rvc_required"], cells["rvc_actual"]) == ("pass", "70", "70")
    assert (cells["rvc_margin"], cells["rvc_method"], cells["rvc_missing"]) == ("0", "net_cost", "")
    assert cells["labor_value_status"] == ""
    assert all(f"{rule}_status" in cells for rule in RULES)


def test_the_table_has_a_row_a_good() -> None:
    """Every column is as long as the batch."""
    found = table(score(parts(5)))
    assert {len(cells) for cells in found.values()} == {5}
