"""HS codes and ranges: what a code surely is in, surely not in, and cannot tell."""

import pytest

from rvc.base.hs import HsRange, digits, dotted


@pytest.mark.parametrize(
    ("written", "code"),
    [("8703.23", "870323"), ("870323", "870323"), ("8703.23.01.00", "8703230100"), ("8703231", "8703231")],
)
def test_digits(written: str, code: str) -> None:
    """Dots are optional; 6 to 10 digits."""
    assert digits(written) == code


@pytest.mark.parametrize("written", ["8703", "87.03.23", "8703.2", "8703.23.0.10", "8703-23", "", "8703.23.01.000"])
def test_what_is_no_code(written: str) -> None:
    """Anything else is refused, never repaired."""
    with pytest.raises(ValueError, match=r"^"):
        digits(written)


@pytest.mark.parametrize(("code", "shown"), [("870323", "8703.23"), ("8703230100", "8703.23.01.00"), ("8708", "8708")])
def test_dotted(code: str, shown: str) -> None:
    """Codes are shown with dots."""
    assert dotted(code) == shown


@pytest.mark.parametrize(
    ("span", "code", "held"),
    [
        ("8703.21-8703.90", "870321", True),
        ("8703.21-8703.90", "870390", True),
        ("8703.21-8703.90", "870310", False),
        ("8703.21-8703.90", "8703900100", True),
        ("87.06", "870600", True),
        ("8482.99.05", "848299", None),
        ("8482.99.05", "848210", False),
        ("8482.99.05", "84829905", True),
    ],
)
def test_ranges(span: str, code: str, held: bool | None) -> None:
    """Both ends are inside; a code too short for the range cannot tell."""
    assert HsRange.parse(span).holds(code) is held


@pytest.mark.parametrize(
    ("code", "held"), [("848299", None), ("84829905", True), ("84829931", None), ("848291", False)]
)
def test_placeholders(code: str, held: bool | None) -> None:
    """Of 8482.99.aa one country's items are known; another item may be another country's name for it."""
    span = HsRange("848299", "848299", frozenset({"84829905"}))
    assert span.holds(code) is held


@pytest.mark.parametrize("written", ["8703.90-8703.21", "8703-870321", "x", "87031"])
def test_what_is_no_range(written: str) -> None:
    """Ends of different lengths, in the wrong order, or no digits."""
    with pytest.raises(ValueError, match=r"^"):
        HsRange.parse(written)


def test_a_range_is_shown_as_written() -> None:
    """One code stands alone, two ends with a dash."""
    assert [str(HsRange.parse(item)) for item in ("8703.21-8703.90", "8708.10", "87")] == [
        "8703.21-8703.90",
        "8708.10",
        "87",
    ]
