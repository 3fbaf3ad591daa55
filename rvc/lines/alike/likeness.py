"""Which lines are alike: the same facts, the same amounts stated, the same place in goods that are alike."""

from dataclasses import dataclass, field
from threading import Lock


@dataclass
class LineKinds:
    """Every kind of line met so far: of which kind of good it is, and into which kind of line it goes, if any.

    Once there are `most` of them, a further one gets no number. Who adds some or looks at all holds the `lock`.
    """

    most: int
    good: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    cells: list[list[object]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    _own: dict[tuple[int, ...], int] = field(default_factory=dict)
    _known: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.good)

    def own(self, facts: tuple[int, ...]) -> int:
        """The number of what a line says of itself."""
        return self._own.setdefault(facts, len(self._own))

    def number(self, good: int, parent: int, own: int) -> tuple[int, bool]:
        """The kind of a line, and whether it is new; then its cells are to be added."""
        key = (good, parent, own)
        if key in self._known:
            return self._known[key], False
        if len(self.good) >= self.most:
            return -1, False
        self._known[key] = len(self.good)
        self.good.append(good)
        self.parent.append(parent)
        return self._known[key], True
