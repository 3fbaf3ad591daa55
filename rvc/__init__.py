"""usmca-rvc: whether a vehicle or an auto part originates under the USMCA, and why.

>>> import rvc
>>> rvc.check("sample_boms/sedan.json").verdict
'originating'
"""

from collections.abc import Mapping
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

from rvc.base.errors import InputError, LawError, RvcError
from rvc.base.problem import Problem

if TYPE_CHECKING:
    from rvc.run.report import Report

__all__ = ["InputError", "LawError", "Problem", "RvcError", "check"]


def check(
    case: str | PathLike[str] | Mapping[str, object], *, on: date | None = None, regime: str | None = None
) -> "Report":
    """Judge one good: originating, non-originating or undetermined, with a finding for every test (UR 3-20).

    Args:
        case: the path of a case file (.json, .yaml, .yml) or a mapping of the same shape (docs/readings.md says how
            figures are understood; amounts as strings, Decimals or integers; a float counts as its shortest decimal).
        on: the day whose rules apply; the good's own date if None.
        regime: "usmca" or "alternative_staging" (UR 19); the case's own election if None.

    Returns:
        A report; its percentages are decimal strings, its money is in the good's currency.

    Raises:
        InputError: the case could not be read; `.problems` holds every defect.
    """
    from rvc.lines.read import case_from, read_case
    from rvc.run.engine import check as run

    read = case_from(case) if isinstance(case, Mapping) else read_case(case)
    return run(read, on=on, regime=regime)
