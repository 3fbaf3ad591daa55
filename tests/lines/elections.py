"""Elections to average and their goods, for tests to change: the fiscal year 2026, two goods of one plant."""

from typing import Any

from rvc.lines.document import as_mapping
from rvc.lines.read import ReadCase

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
FISCAL = {"fiscal_year_from": "2026-01-01", "fiscal_year_to": "2026-12-31"}
FILED = {"exported_to": ["US"], "filed_with": ["US"], "filed_on": "2025-12-22"}


def member(name: str, units: int = 100, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - of any kind
    """A good of the category, with all that a notice states."""
    return {"id": name, "units": units, "model_line": "L", "model_name": name, "plant": "P", **more}


def vehicle(*goods: dict[str, Any], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - of any kind
    """An election for vehicles of one class and plant, filed ten days before the fiscal year."""
    return {
        "subject": "vehicle", "category": "class_plant", "basis": "all", "period": "fiscal_year", **YEAR, **FISCAL,
        **FILED, "goods": list(goods) or [member("A"), member("B")], **changed,
    }  # fmt: skip


def of(subject: str, *goods: dict[str, Any], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - of any kind
    """An election for another subject, with nothing filed."""
    made = vehicle(*goods, subject=subject, **changed)
    return {key: value for key, value in made.items() if key not in FILED or key in changed}


def labor(*goods: dict[str, Any], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - of any kind
    """An election for labor value content with all that UR 18(16) asks for."""
    filed = {
        "period": "fiscal_year_to_date", "to": "2026-06-30", "producer_name": "Maker", "producer_address": "Street 1",
        "estimated_lvc": "41", "signed_by": "Officer", "signed_on": "2025-12-20",
    }  # fmt: skip
    return vehicle(*goods, **{"subject": "labor_value", **filed, **changed})


def file(*elections: dict[str, Any]) -> dict[str, Any]:
    """A file of elections."""
    return {"schema": "rvc-averaging/1", "elections": list(elections)}


def plain(read: ReadCase) -> dict[str, Any]:
    """A case as a mapping that `rvc.average` takes."""
    return as_mapping(read.case)
