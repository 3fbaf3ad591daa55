"""The page of one good: what an analyst must find on it, at 80 columns and without color."""

from io import StringIO

import pytest
from rich.console import Console

from rvc.run.report import GoodReference, LineShare, Note, Oddity, Part
from rvc.show import as_text
from tests.show.reports import full, report, rvc, said


def squeezed(page: str) -> str:
    """A page with its wrapping undone."""
    return " ".join(page.split())


def test_the_verdict_comes_first() -> None:
    """The first line is the status, the next say which good under which rules."""
    lines = as_text.plain(report(rvc("pass", "76.420945", "76.420945", "1.420945"))).splitlines()
    assert lines[0] == "USMCA status: ORIGINATING"
    assert lines[1] == "SEDAN-01: compact sedan"
    assert lines[2] == "HS 8703.23, passenger vehicle; USMCA rules in force on 2026-11-22"


@pytest.mark.parametrize(
    ("verdict", "status", "words", "named"),
    [
        ("non_originating", "fail", "NOT ORIGINATING", "Tests not met: Regional value content (RVC)"),
        ("undetermined", "undetermined", "UNDETERMINED", "Tests not settled: Regional value content (RVC)"),
    ],
)
def test_the_tests_that_decide_are_named(verdict: str, status: str, words: str, named: str) -> None:
    """A good that does not originate, or may not, says at once by which test."""
    finding = rvc("pass", "70", "70", "-5").model_copy(update={"status": status})
    lines = as_text.plain(report(finding, verdict=verdict)).splitlines()
    assert lines[0] == f"USMCA status: {words}"
    assert lines[3] == named


def test_a_row_a_test() -> None:
    """Result, required, actual, margin and method stand in one row."""
    page = as_text.plain(report(rvc("pass", "76.420945", "76.420945", "1.420945")))
    row = next(line for line in page.splitlines() if line.startswith("RVC"))
    assert row.split() == ["RVC", "pass", "75%", "76.42%", "+1.42", "net", "cost"]


def test_undetermined_shows_both_bounds() -> None:
    """The worst case never stands alone where the test is not settled."""
    page = squeezed(as_text.plain(report(rvc("undetermined", "61", "78", "-14"), verdict="undetermined")))
    assert "RVC undetermined 75% 61 to 78% -14 to +3 net cost" in page


def test_a_failing_figure_never_reads_as_its_threshold() -> None:
    """74.999999 is not shown as 75, nor its margin as 0."""
    page = as_text.plain(report(rvc("fail", "74.999999", "74.999999", "-0.000001"), verdict="non_originating"))
    row = next(line for line in page.splitlines() if line.startswith("RVC"))
    assert row.split()[:5] == ["RVC", "fail", "75%", "74.999999%", "-0.000001"]


def test_every_test_says_why_and_cites() -> None:
    """The sentence, the figures it rests on and the citations of a test stand together."""
    page = squeezed(as_text.plain(report(rvc("pass", "76", "76", "1", words="Said so."))))
    assert "RVC Said so. Figures: net cost 24,350.00; VNM 9,439.38, in USD [UR 7(3); UR 13, 8703.21-8703.90(1)]" in page


def test_the_rest_of_a_report_is_there() -> None:
    """Core parts, labor components, what is missing, largest lines, alternatives, notes, warnings, in this order."""
    page = squeezed(as_text.plain(full()))
    wanted = [
        "Core parts, 75% required",
        "E1 (engine)",
        "1,129,000.00 900,000.1234",
        "axle: No axle is listed.",
        "Labor value content, 40% required",
        "high-wage material and manufacturing pass 25% 31%",
        "high-wage technology pass up to 10% 10%",
        "What is missing",
        "materials[M0].originating",
        "and 4 more",
        "materials[E1].vnm",
        "Largest materials not shown to originate",
        "M1, PN-1, wiring harness 8544.30 unknown 3,000.00 12.32",
        "Alternatives of the product rule",
        "no required change in tariff classification [UR 13, 8708.10(1)(b)]",
        "RVC: undetermined, actual 50 to 76%, required 75%, net cost",
        "Notes",
        "A reading of the law. [UR 14(1)]",
        "Warnings",
        "Something is odd.",
        "Law data 2026.11 (usmca) bbbbbbbbbbbb; inputs aaaaaaaaaaaa; rvc 0.1.0",
    ]
    places = [page.find(words) for words in wanted]
    assert -1 not in places, [words for words, place in zip(wanted, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.parametrize(("points", "shown"), [("98.562141", True), (None, False)])
def test_shares_are_shown_where_all_values_are_known(points: str | None, *, shown: bool) -> None:
    """Of a net cost of which values are left out nothing is a share; no empty table is shown then."""
    value = {"tier": 1, "country": "MX", "status": "originating", "value": "24000.00", "points": points}
    page = as_text.plain(report(rvc("pass", "76.420945", "76.420945", "1.420945"), value_through_tiers=[value]))
    assert ("Net cost by country and status" in page) == shown
    assert ("98.56%" in page) == shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_too_long(width: int) -> None:
    """Whatever the words from outside, no line is longer than asked for, and nothing but text is in it."""
    long = "X" * 200
    wide = full().model_copy(
        update={
            "good": GoodReference(id=long, hs="8703.23", kind="passenger_vehicle", description=long),
            "notes": [Note(code="x", text=long, citations=[long])],
            "largest_non_originating": [
                LineShare(
                    id=long,
                    part_number=None,
                    description=long,
                    hs=None,
                    status="non_originating",
                    value="123456789012.123456",
                    points=None,
                )
            ],
        }
    )
    page = as_text.plain(wide, width)
    assert max(len(line) for line in page.splitlines()) <= width
    assert page.isascii()
    assert "\x1b" not in page
    assert not [line for line in page.splitlines() if line != line.rstrip()]


def test_figures_are_whole_at_80_columns() -> None:
    """Amounts, percentages and results of a crowded core-parts table are not broken or cut."""
    parts = [
        Part(
            status="undetermined",
            id="TRANSMISSION-WITH-A-LONG-NUMBER",
            category="transmission",
            method="super_core_components",
            net_cost="1129000.00",
            vnm="900000.1234",
            actual="74.999999",
            actual_best="74.999999",
            required="75",
        )
    ]
    crowded = full().findings[1].model_copy(update={"parts": parts})
    page = as_text.plain(report(crowded, verdict="undetermined"))
    rows = [line.split() for line in page.splitlines()]
    assert any({"undetermined", "74.999999%", "1,129,000.00", "900,000.1234"} <= set(row) for row in rows)


def test_text_from_outside_is_only_text() -> None:
    """Markup, emoji codes, links and escape sequences in a case are shown, not obeyed."""
    odd = "[bold red]A[/] :smile: [link=x]y[/link]"
    strange = report(
        rvc("pass", "76", "76", "1", words=odd),
        good=GoodReference(id=odd, hs="8703.23", kind="passenger_vehicle", description="\x1b]0;title\x07\x1b[2J"),
        notes=[Note(code="x", text=odd)],
        warnings=[Oddity(**said(odd).model_dump(), path="materials[0]")],
    )
    page = as_text.plain(strange)
    assert squeezed(page).count(odd) == 4
    assert not {"\x1b", "\x07"} & set(page)


def test_color_only_where_there_is_color() -> None:
    """On a terminal the status has a color; the words are the same."""
    out = StringIO()
    as_text.print_report(full(), Console(file=out, width=80, force_terminal=True, color_system="standard"))
    assert "\x1b[" in out.getvalue()
    assert "USMCA status: UNDETERMINED" in out.getvalue()


def test_vnm_with_two_bounds_says_so() -> None:
    """Where the least VNM stands beside VNM, the latter is named as the most."""
    finding = rvc("undetermined", "61", "78", "-14").model_copy(
        update={"inputs": {"vnm": "9439.38", "vnm_least": "5235.25"}}
    )
    page = squeezed(as_text.plain(report(finding, verdict="undetermined")))
    assert "Figures: VNM at most 9,439.38; VNM at least 5,235.25, in USD" in page
