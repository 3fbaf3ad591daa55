"""A workbook of lines to read and of plain tables, a sheet each."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO

from rvc.show.new_book import MONEY, new_book
from rvc.show.statement_tables import StatementTable

_NARROW, _WIDE = 14, 44


def book_of(name: str, lines: Sequence[str], tables: Iterable[StatementTable]) -> bytes:
    """The bytes of the workbook: a sheet `name` of lines, and a sheet a table. Texts are never formulas."""
    out = BytesIO()
    book = new_book(out)
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1})
    money, wrapped = book.add_format({"num_format": MONEY}), book.add_format({"text_wrap": True, "valign": "top"})
    front = book.add_worksheet(name)
    front.set_column(0, 0, 2 * _WIDE)
    front.fit_to_pages(1, 0)
    for place, line in enumerate(lines):
        front.write_string(place, 0, line, wrapped if place else bold)
    for shown in tables:
        sheet = book.add_worksheet(shown.name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, title in enumerate(shown.heads):
            sheet.write_string(0, place, title, head)
            long = max((len(str(row[place])) for row in shown.rows), default=0)
            sheet.set_column(place, place, min(max(long + 2, _NARROW), _WIDE))
        for number, row in enumerate(shown.rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, place, cell, money)
                else:
                    sheet.write_string(number, place, cell)
    book.close()
    return out.getvalue()
