"""A defect in a user's data, with its place, what was expected and a hint."""

from dataclasses import dataclass, field

from rvc.base.messages import text


@dataclass(frozen=True)
class Problem:
    """One defect found in an input; collected, never raised one by one.

    `code` and `params` stand behind the words, so that another language is a catalog.
    `path` is the place in a case ("materials[3].hs"); `line`, `sheet`, `row`, `column` the place in a file.
    A `warning` does not stop the case from being judged.
    """

    code: str
    params: dict[str, str] = field(default_factory=dict)
    path: str = ""
    file: str = ""
    line: int | None = None
    sheet: str = ""
    row: int | None = None
    column: str = ""
    warning: bool = False

    @property
    def text(self) -> str:
        """What is wrong, what was expected and a hint, in one sentence or two."""
        return text(f"problem.{self.code}", self.params)

    @property
    def place(self) -> str:
        """Where: file, line or sheet, row and column, then the path inside the case."""
        parts = [self.file]
        where = {"line": self.line, "sheet": self.sheet or None, "row": self.row, "column": self.column or None}
        parts += [text(f"problem.place.{name}", {name: str(held)}) for name, held in where.items() if held is not None]
        parts.append(self.path)
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        """One clear line: the place, then the text."""
        place = self.place
        return f"{place}: {self.text}" if place else self.text
