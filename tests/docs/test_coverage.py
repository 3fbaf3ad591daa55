"""The coverage of the Uniform Regulations: no subsection is left out, and what it names is there and cites it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATES = {"modelled", "asked", "in part", "not modelled"}
SUBSECTIONS = {  # how many subsections each section of the Regulations has; 0: none
    1: 10, 2: 2, 3: 9, 4: 4, 5: 15, 6: 5, 7: 22, 8: 28, 9: 8, 10: 3, 11: 0, 12: 0, 13: 0, 14: 18, 15: 4, 16: 12, 17: 11,
    18: 22, 19: 7, 20: 8,
}  # fmt: skip
Row = tuple[str, str, str, str, str]


def rows() -> list[Row]:
    """The table: provision, state, where, tests, what is said."""
    found = []
    for line in (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()[7:]:
        provision, state, where, tests, says = (cell.strip() for cell in line.strip("|").split("|"))
        found.append((provision, state, _path(where), _path(tests), says))
    return found


def _path(cell: str) -> str:
    linked = re.fullmatch(r"\[[^]]+\]\(\.\./([^)]+)\)", cell)
    return linked[1] if linked else cell


def subsections(provision: str) -> Iterator[tuple[int, int]]:
    """The subsections that a row is of: 7(11), 8(11)-8(12), or a whole section."""
    if provision.isdigit():
        yield int(provision), 0
        return
    found = re.fullmatch(r"(\d+)\((\d+)\)(?:-\1\((\d+)\))?", provision)
    if found is not None:
        first = int(found[2])
        yield from ((int(found[1]), number) for number in range(first, int(found[3] or first) + 1))


def test_no_subsection_is_left_out_or_stands_twice() -> None:
    """Sections 1 to 20, each subsection once, in their order; then tables and Schedules 1 to 10."""
    held = [item for row in rows() for item in subsections(row[0])]
    assert held == [
        (section, number)
        for section, count in SUBSECTIONS.items()
        for number in (range(1, count + 1) if count else (0,))
    ]
    rest = [row[0] for row in rows() if not list(subsections(row[0]))]
    assert rest == ["Tables A.1-G, S", *(f"Schedule {number}" for number in range(1, 11))]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_row_holds_what_it_says(row: Row) -> None:
    """A state that is known, a reason in words; what is modelled names a file and tests that are there."""
    _, state, where, tests, says = row
    assert state in STATES
    assert says.endswith(".")
    if state in ("modelled", "in part", "asked"):
        assert (ROOT / where).exists() or (state == "asked" and not where)
        assert (ROOT / tests).exists() or (state == "asked" and not tests)
    if state == "modelled":
        assert where
        assert tests
    if state == "not modelled":
        assert (where, tests) == ("", "")


def words(path: Path) -> str:
    """Everything written in a file, or in the files of a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.suffix in {".toml", ".py", ".csv"}]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize(
    "row", [row for row in rows() if row[1] == "modelled" and list(subsections(row[0]))], ids=lambda row: row[0]
)
def test_what_is_modelled_cites_its_section(row: Row) -> None:
    """The file or its tests name the subsection, so that a reader of either finds the other."""
    provision, _, where, tests, _ = row
    told = words(ROOT / where) + words(ROOT / tests)
    assert any(
        re.search(rf"\b{section}\({number}\)" if number else rf"UR {section}\b", told)
        for section, number in subsections(provision)
    )
