"""Which exit code speaks for several goods."""

import pytest

from rvc_cli.exits import of_verdicts


@pytest.mark.parametrize(
    ("verdicts", "unreadable", "code"),
    [
        (["originating", "originating"], False, 0),
        (["originating", "non_originating", "undetermined"], False, 1),
        (["undetermined", "originating"], False, 3),
        (["non_originating", "undetermined"], True, 2),
        ([], True, 2),
        (["undetermined", "non_originating"], False, 1),
    ],
)
def test_order(verdicts: list[str], unreadable: bool, code: int) -> None:
    """Something unreadable comes first, then one that does not originate, then one that is not settled."""
    assert of_verdicts(verdicts, unreadable=unreadable) == code
