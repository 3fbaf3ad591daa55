"""Change in tariff classification, pair by pair (UR 3(2); the forms that product rules print)."""

import pytest

from rvc.base.hs import HsRange
from rvc.base.outcome import Outcome
from rvc.law.model import Change
from rvc.rules.change import permits

HEADING = Change(other="heading")
SUBHEADING = Change(other="subheading")
CHAPTER = Change(other="chapter")
FROM_PARTS = Change(other="heading", also_from=(HsRange.parse("8708.99"),))
BUT_BEARINGS = Change(
    other="heading", exceptions=(HsRange.parse("8482.10-8482.80"), HsRange("848299", "848299", frozenset({"84829905"})))
)
GROUP = Change(outside=(HsRange.parse("7319-7320"),))


@pytest.mark.parametrize(
    ("change", "good", "material", "expected"),
    [
        (HEADING, "870323", "870899", Outcome.PASS),
        (HEADING, "870323", "870390", Outcome.FAIL),
        (SUBHEADING, "850760", "850790", Outcome.PASS),
        (SUBHEADING, "850760", "850760", Outcome.FAIL),
        (CHAPTER, "870710", "840991", Outcome.PASS),
        (CHAPTER, "870710", "870829", Outcome.FAIL),
        (FROM_PARTS, "870810", "870899", Outcome.PASS),
        (FROM_PARTS, "870810", "870810", Outcome.FAIL),
        (FROM_PARTS, "870810", "722511", Outcome.PASS),
        (BUT_BEARINGS, "870850", "848210", Outcome.FAIL),
        (BUT_BEARINGS, "870850", "848299", Outcome.UNDETERMINED),
        (BUT_BEARINGS, "870850", "84829905", Outcome.FAIL),
        (BUT_BEARINGS, "870850", "848310", Outcome.PASS),
        (GROUP, "732020", "732010", Outcome.FAIL),
        (GROUP, "732020", "731815", Outcome.PASS),
        (HEADING, "870323", "", Outcome.UNDETERMINED),
        (Change(none_required=True), "870829", "870829", Outcome.PASS),
    ],
)
def test_pairs(change: Change, good: str, material: str, expected: Outcome) -> None:
    """Each pair of codes comes out as the words of the rule say; a code too short to tell is undetermined."""
    assert permits(change, good, material) is expected
