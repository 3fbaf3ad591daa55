"""Harmonized System codes and ranges of them. A code is a string of digits; a range is the primitive of the law."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"\d{4}\.?\d{2}(\.?\d{1,2}|\.?\d{2}\.?\d{1,2})?")
_ENDS = re.compile(r"(\d{2}|\d{4}|\d{6}|\d{8})")


def digits(code: str) -> str:
    """'8703.23' -> '870323': 6 to 10 digits, dots where customary. Raises ValueError otherwise."""
    if not _CODE.fullmatch(code):
        raise ValueError(code)
    return code.replace(".", "")


def dotted(code: str) -> str:
    """'870323' -> '8703.23', '8703231000' -> '8703.23.10.00', as people write them."""
    pairs = [code[:4], *(code[start : start + 2] for start in range(4, len(code), 2))]
    return ".".join(pair for pair in pairs if pair)


@dataclass(frozen=True)
class HsRange:
    """A run of HS 2012 codes, `first` through `last`, both of one length (2, 4, 6 or 8 digits).

    `items` is for the treaty's placeholders (8482.99.aa): the 8-digit items of one country that stand for
    it. Another 8-digit item of the same subheading may be another country's name for the same good.
    `goods` limits the range to a named good, which a code alone does not tell.
    """

    first: str
    last: str
    items: frozenset[str] = frozenset()
    goods: str = ""

    @classmethod
    def parse(cls, written: str) -> "HsRange":
        """'8703.21-8703.90', '87.06', '8708.10' or '84', as the regulations write them. Raises ValueError."""
        first, _, last = written.replace(".", "").replace(" ", "").partition("-")
        last = last or first
        if len(first) != len(last) or first > last or not (_ENDS.fullmatch(first) and _ENDS.fullmatch(last)):
            raise ValueError(written)
        return cls(first, last)

    def covers(self, code: str, named_good: str) -> bool | None:
        """Whether a good of a code, and of a name ("": not known), is what the range means; None: cannot tell."""
        held = self.holds(code)
        if held is False or not self.goods or named_good == self.goods:
            return held
        return False if named_good else None

    def holds(self, code: str) -> bool | None:
        """Whether a code of digits lies in the range; None where the code cannot tell."""
        size = len(self.first)
        if len(code) < size:
            possible = self.first[: len(code)] <= code <= self.last[: len(code)]
            return None if possible else False
        inside = self.first <= code[:size] <= self.last
        if not inside or not self.items:
            return inside
        return True if code[:8] in self.items else None

    def __str__(self) -> str:
        """The range as the regulations write it."""
        return "-".join(dict.fromkeys((dotted(self.first), dotted(self.last))))
