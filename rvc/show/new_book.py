"""A workbook in which no text of a user becomes a formula, a link or a number."""

from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

MONEY = "#,##0.00####"
"""How amounts are shown: at least two decimals, and no more than they need."""


def new_book(out: BytesIO) -> Any:  # noqa: ANN401 - xlsxwriter has no types
    """An empty workbook, written into memory once it is closed."""
    return xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
