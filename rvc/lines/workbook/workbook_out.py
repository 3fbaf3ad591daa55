"""A case written as a workbook, or an empty workbook to fill in, laid out as `rvc.lines.workbook.template` says."""

from io import BytesIO
from os import PathLike
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from rvc.base.messages import text
from rvc.base.whole_file import write_whole
from rvc.lines.case import Case
from rvc.lines.workbook.template import Page, pages_of
from rvc.lines.workbook.workbook_sheets import MADE, Sheets

_MOST_ROWS = 1_048_575  # of a sheet, beside its header
_LONGEST_TEXT = 32_767
_WIDE = 0xFFFF  # a sign above it counts twice, as spreadsheets count


def write_workbook(case: Case | None, path: str | PathLike[str], *, kind: str | None = None, lang: str = "en") -> None:
    """Write a case as a workbook, or without a case an empty one to fill in; the file is whole or not there.

    With a kind of good the workbook has only what can bear on it, and what the case states. The same case gives the
    same bytes. Raises ValueError for what no sheet can hold.
    """
    pages = pages_of(case, kind)
    for page in pages:
        _check(page, lang)
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": MADE})
        Sheets(workbook, lang).write(pages, example="part" if kind == "part" else "vehicle")
    write_whole(Path(path).resolve(), made.getvalue())


def _check(page: Page, lang: str) -> None:
    """A spreadsheet cuts off in silence what is too long for it."""
    if len(page.rows) > _MOST_ROWS:
        told = {"sheet": page.name, "size": str(len(page.rows)), "most": str(_MOST_ROWS)}
        raise ValueError(text("template.too_many", told, lang))
    for row in page.rows:
        for name, written in row.items():
            size = 0 if isinstance(written, bool) else len(written) + sum(ord(sign) > _WIDE for sign in written)
            if size > _LONGEST_TEXT:
                told = {"sheet": page.name, "column": name, "size": str(size), "most": str(_LONGEST_TEXT)}
                raise ValueError(text("template.too_long", told, lang))
