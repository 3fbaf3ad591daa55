"""Numbers in plain digits in columns of text, and whether a point among them parts decimals for certain."""

import polars as pl

from rvc.lines.tables.options import TableOptions

UNSIGNED = r"^[0-9]{1,12}(?:\.[0-9]{1,6})?$"
SIGNED = r"^-?[0-9]{1,12}(?:\.[0-9]{1,6})?$"
GROUPED = r"^-?[0-9]{1,3}(?:,[0-9]{3}){0,3}(?:\.[0-9]{1,6})?$"
_OPEN = r"^-?[0-9]{1,3}[.,][0-9]{3}$"  # thousands, or decimals
_SURE = r"^-?0[0-9]*\.|[0-9]{4}\.|,[0-9]{3}\.|\.[0-9]{1,2}$|\.[0-9]{4,}$"  # a point that cannot part thousands
_FEW = 1000  # cells of which one mostly tells what a point is


def has_point(cells: pl.Series, options: TableOptions) -> bool:
    """Whether a point is a decimal point: the caller says so, or some cell, or none could be anything else."""
    if options.decimal is not None:
        return options.decimal == "point"
    early = cells.head(_FEW).str.contains(_SURE).any()
    return bool(early or cells.str.contains(_SURE).any() or not cells.str.contains(_OPEN).any())
