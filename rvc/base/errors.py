"""What this library raises. A defect in the user's data is a Problem; these carry or report them."""

from collections.abc import Sequence

from rvc.base.problem import Problem


class RvcError(Exception):
    """The base of every error that this library raises on purpose."""


class InputError(RvcError):
    """The input could not be read as a case; `problems` holds every defect found, not only the first.

    `goods` names the rows of a table that a defect of the table as a whole makes unreadable, where they have names.
    """

    def __init__(self, problems: Sequence[Problem], goods: Sequence[str] = ()) -> None:
        self.problems, self.goods = tuple(problems), tuple(goods)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class LawError(RvcError):
    """The law data contradict themselves or lack a citation: a fault of ours, named by file and key."""
