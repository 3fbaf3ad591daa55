"""A supplier's statement as a workbook: one sheet to read and sign, a sheet a table."""

from rvc.run.statement import Statement
from rvc.show.statement_tables import tables
from rvc.show.statement_text import accumulation, opening
from rvc.show.table_book import book_of
from rvc.show.words import say


def workbook(stated: Statement) -> bytes:
    """The bytes of the workbook; texts of users are never formulas."""
    front = [*opening(stated), "", say("statement.accumulation"), accumulation(stated), "", say("statement.sign")]
    return book_of("statement", front, tables(stated))
