"""Exit codes, and which one speaks for several goods."""

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """What the command tells the shell."""

    ORIGINATING = 0
    NON_ORIGINATING = 1
    UNREADABLE = 2
    UNDETERMINED = 3
    USAGE = 64
    FAULT = 70


_OF_VERDICT = {
    "originating": Exit.ORIGINATING,
    "non_originating": Exit.NON_ORIGINATING,
    "undetermined": Exit.UNDETERMINED,
}
_FIRST = (Exit.UNREADABLE, Exit.NON_ORIGINATING, Exit.UNDETERMINED, Exit.ORIGINATING)


def of_verdicts(verdicts: Iterable[str], *, unreadable: bool) -> Exit:
    """Of several: something unreadable, then one that does not originate, then one undetermined, then all originate."""
    codes = {_OF_VERDICT[verdict] for verdict in verdicts} | ({Exit.UNREADABLE} if unreadable else set())
    return min(codes, key=_FIRST.index, default=Exit.ORIGINATING)
