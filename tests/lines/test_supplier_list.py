"""A bill of materials with columns of certification: a claim only with certifier, criterion and a valid period."""

from pathlib import Path

import pytest

from rvc.base.errors import InputError
from rvc.lines.case import Material
from rvc.lines.read import ReadCase, case_from, read_case
from rvc.lines.tables.options import TableOptions
from rvc.lines.workbook.workbook_out import write_workbook

GOOD = {"id": "P", "hs": "8708.40", "use": "aftermarket", "date": "2026-11-22", "currency": "USD"}
HEADER = "P/N,HTS,Originating,Producer (Yes/No),Origin Criterion,Blanket Period From,Blanket Period To,Certificate"
PERIOD = "2026-01-01,2026-12-31"


def read(path: Path, *lines: str) -> ReadCase:
    """A table of these lines, with the facts of its good."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_case(path, TableOptions(facts={"good": GOOD}))


def line(path: Path, row: str) -> tuple[Material, list[str]]:
    """The one line of a supplier's list, and what was said of it."""
    done = read(path, HEADER, row)
    (material,) = done.case.materials
    assert all(warning.row == 2 for warning in done.warnings)
    return material, [warning.code for warning in done.warnings]


@pytest.mark.parametrize(
    "row",
    [f"A,8483.40,Yes,Y,B,{PERIOD},", f"A,8483.40,,Y,4.2(b),{PERIOD},", f"A,8483.40,Yes,,Criterion B,{PERIOD},C-7"],
)
def test_a_claim_with_all_that_stands_behind_it(row: str, tmp_path: Path) -> None:
    """Certifier or certificate, criterion and period make a claim, whether or not the status says so."""
    material, said = line(tmp_path / "a.csv", row)
    assert material.originating is True
    assert material.claim is not None
    assert material.claim.criterion == "B"
    assert (str(material.claim.valid_from), str(material.claim.valid_to)) == ("2026-01-01", "2026-12-31")
    assert said == []


@pytest.mark.parametrize(
    ("row", "lacking"),
    [
        ("A,8483.40,Yes,,,,,", "producer, criterion, blanket_from, blanket_to"),
        (f"A,8483.40,Yes,N,B,{PERIOD},", "producer"),
        (f"A,8483.40,Yes,Y,,{PERIOD},", "criterion"),
        ("A,8483.40,Yes,Y,B,2026-01-01,,", "blanket_to"),
        ("A,8483.40,,,B,,,", "producer, blanket_from, blanket_to"),
    ],
)
def test_what_lacks_something_is_not_claimed(row: str, lacking: str, tmp_path: Path) -> None:
    """A line that lacks any of it is of unknown origin, with a warning at its row that names what lacks."""
    done = read(tmp_path / "a.csv", HEADER, row)
    (material,) = done.case.materials
    assert (material.originating, material.claim) == (None, None)
    assert [(warning.code, warning.params, warning.row) for warning in done.warnings] == [
        ("column.claim_lacks", {"lacking": lacking}, 2)
    ]


@pytest.mark.parametrize(
    ("certifier", "claimed"),
    [
        ("ABC Tube Inc", True),
        ("Exporter", True),
        ("12345", True),
        ("No", False),
        ("Ninguno", False),
        ("TBD", False),
        ("", False),
    ],
)
def test_whoever_is_named_certifies(certifier: str, *, claimed: bool, tmp_path: Path) -> None:
    """A name or a capacity stands for a yes; a word for nobody, a question or a blank does not."""
    header = "P/N,HTS,Origin Criterion,Certifier,Blanket Period From,Blanket Period To"
    (material,) = read(tmp_path / "a.csv", header, f"A,8483.40,B,{certifier},{PERIOD}").case.materials
    assert (material.originating, material.claim is not None) == (True if claimed else None, claimed)


@pytest.mark.parametrize("row", ["A,8483.40,,,,,,", "A,8483.40,undetermined,,,,,"])
def test_nothing_said_is_nothing_known(row: str, tmp_path: Path) -> None:
    """A line of which nothing is certified is of unknown origin, and there is nothing to say."""
    material, said = line(tmp_path / "a.csv", row)
    assert (material.originating, said) == (None, [])


def test_non_originating_stays(tmp_path: Path) -> None:
    """A line given as non-originating is."""
    material, said = line(tmp_path / "a.csv", "A,8483.40,No,,,,,")
    assert (material.originating, said) == (False, [])


def test_the_country_is_no_claim(tmp_path: Path) -> None:
    """A country of the region claims nothing, certified or not."""
    done = read(tmp_path / "a.csv", "P/N,HTS,Country of Origin,Producer (Yes/No)", "A,8483.40,MX,Y")
    assert done.case.materials[0].originating is None


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (f"A,8483.40,No,Y,B,{PERIOD},", "column.claim_denied", "C"),
        (f"A,8483.40,undetermined,Y,B,{PERIOD},", "column.claim_denied", "C"),
        ("A,8483.40,Yes,Y,B,2026-12-31,2026-01-01,", "claim.period", "C"),
        (f"A,8483.40,Yes,Y,N/A,{PERIOD},", "column.criterion", "E"),
        (f"A,8483.40,Yes,Y,B,{PERIOD[:11]}soon,", "column.date", "G"),
    ],
)
def test_what_contradicts_itself_is_refused(row: str, code: str, column: str, tmp_path: Path) -> None:
    """A line denied and certified, a period turned round and a criterion that is none are one problem each."""
    with pytest.raises(InputError) as caught:
        line(tmp_path / "a.csv", row)
    assert [(each.code, each.row, each.column) for each in caught.value.problems] == [(code, 2, column)]


def test_a_table_without_certification_means_what_a_case_means(tmp_path: Path) -> None:
    """Where no column of certification stands, `originating: yes` is the claim."""
    done = read(tmp_path / "a.csv", "P/N,HTS,Originating", "A,8483.40,Yes")
    assert (done.case.materials[0].originating, done.warnings) == (True, ())


def test_a_workbook_of_a_case_means_what_a_case_means(tmp_path: Path) -> None:
    """In the workbook of a case a claim is what it states, with or without a criterion."""
    lines = [{"id": "A", "originating": True, "claim": {"certificate": "C-7"}}, {"id": "B", "originating": True}]
    case = case_from({"schema": "rvc/1", "good": GOOD, "materials": lines}).case
    write_workbook(case, tmp_path / "case.xlsx")
    assert read_case(tmp_path / "case.xlsx").case == case
