"""The scorecard is whole: each example is held by a test that is there, and the README shows what it comes to."""

from pathlib import Path

from tests.conformance.scorecard import Example, examples, outcome, sections
from tests.health.source import tree

HERE = Path(__file__).parent
README = Path(__file__).parents[2] / "README.md"


def held_here() -> set[str]:
    """The tests of examples in this folder."""
    return {
        getattr(node, "name", "")
        for path in HERE.glob("test_*.py")
        if path != Path(__file__)
        for node in tree(path).body
        if getattr(node, "name", "").startswith("test_")
    }


def test_every_example_has_its_test_or_its_reason() -> None:
    """No example is listed without either, none with both, none twice, and no test stands outside the list."""
    listed = examples()
    assert all(bool(example.tests) != bool(example.why) for example in listed)
    assert len({example.provision for example in listed}) == len(listed)
    assert {test for example in listed for test in example.tests} == held_here()


def test_a_failed_test_is_a_difference() -> None:
    """One test that failed is enough for its example to differ."""
    example = Example("UR 1", "x", ("test_a", "test_b"))
    assert [outcome(example, failed) for failed in ((), ("test_b",), ("test_c",))] == ["agrees", "differs", "agrees"]
    assert outcome(Example("UR 1", "x", why="no figures"), ("test_b",)) == "no case"


def test_the_readme_shows_the_scorecard() -> None:
    """The README's table is that of a run in which all tests pass, as this run is or else fails."""
    assert "\n".join(sections()) in README.read_text(encoding="utf-8")
