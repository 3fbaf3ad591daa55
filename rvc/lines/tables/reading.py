"""How the cells of a column are read once it is decided, and the two ways in which a cell is less than sound."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from rvc.lines.scalars import Wrong


class Refused(Wrong):
    """A column that could be read in two ways: said once, at the first cell that is open."""


class Repaired(Wrong):
    """A value that a spreadsheet damaged and that could be only one thing: taken as that, with a warning."""

    def __init__(self, code: str, value: object, **params: str) -> None:
        super().__init__(code, **params)
        self.value = value


class Denoised(Repaired):
    """A number with the noise of its binary form: said once for a column, with the count of its cells."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for a column: how one of its cells is read, and the code and parameters that say it."""

    read: Callable[[object], object]
    how: str
    params: dict[str, str] = field(default_factory=dict)
    currency: str = ""


def refuse(refused: Refused) -> Callable[[object], NoReturn]:
    """A reader that refuses every cell for the same reason."""

    def read(_: object) -> NoReturn:
        raise Refused(refused.code, **refused.params)

    return read
