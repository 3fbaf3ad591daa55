"""JSON Schema (2020-12) of what goes in and what comes out, made from the table of fields and the models of results."""

import json
from typing import Any

from pydantic import BaseModel

from rvc.lines.schema import CASE, SCHEMA, Field, Shape
from rvc.net_costing.report import Inventory, NetCost
from rvc.pay.report import PayrollTold
from rvc.run.averaging.result import Averages
from rvc.run.compare import Comparison
from rvc.run.reconciliation import Reconciliation
from rvc.run.report import Report
from rvc.run.statement import Statement

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_RESULTS: dict[str, type[BaseModel]] = {
    "report": Report,
    "statement": Statement,
    "comparison": Comparison,
    "diff": Reconciliation,
    "average": Averages,
    "net_cost": NetCost,
    "inventory": Inventory,
    "payroll": PayrollTold,
}
NAMES = ("case", *_RESULTS)
_AMOUNT = r"^[0-9]{1,12}(\.[0-9]{1,6})?$"
_POSITIVE = r"^(?=.*[1-9])[0-9]{1,12}(\.[0-9]{1,6})?$"
_WRITTEN: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "number"]},
    "amount": {"anyOf": [{"type": "string", "pattern": _AMOUNT}, {"type": "number", "minimum": 0}]},
    "above_zero": {"anyOf": [{"type": "string", "pattern": _POSITIVE}, {"type": "number", "exclusiveMinimum": 0}]},
    "flag": {"type": "boolean"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "hs": {"anyOf": [{"type": "string", "pattern": r"^[0-9][0-9. ]*[0-9]$"}, {"type": "number"}]},
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "component": {"type": "string"},
    "sales": {"type": ["string", "number"]},
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a case or of a result, by its name in `NAMES`.

    That of a case says the form: what it refuses, the reader refuses or takes as not stated; figures that contradict
    one another only the reader finds.
    """
    if name == "case":
        return _case()
    found = _RESULTS[name].model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DIALECT, **found}


def text_of(name: str) -> str:
    """The schema as a file holds it: indented, keys in the order of the models."""
    return json.dumps(schema_of(name), indent=1, ensure_ascii=False) + "\n"


def _case() -> dict[str, Any]:
    blocks: dict[str, Any] = {}
    whole = _block(CASE, blocks)
    whole["properties"]["schema"] = {"type": "string", "pattern": rf"^{SCHEMA}(\.[0-9]+)?$"}
    return {"$schema": DIALECT, "title": "Case", **whole, "$defs": dict(sorted(blocks.items()))}


def _block(shape: Shape, blocks: dict[str, Any]) -> dict[str, Any]:
    """A closed object; the blocks inside it are put under `blocks` by the names of their classes."""
    return {
        "type": "object",
        "properties": {item.name: _field(item, blocks) for item in shape.fields},
        "required": [item.name for item in shape.required],
        "additionalProperties": False,
    }


def _field(item: Field, blocks: dict[str, Any]) -> dict[str, Any]:
    """A field with its help; one that is not required may be null, which says no more than leaving it out."""
    written = _value(item, blocks)
    choices = [written] if item.required else [written, {"type": "null"}]
    return {"description": item.help, **(written if item.required else {"anyOf": choices})}


def _value(item: Field, blocks: dict[str, Any]) -> dict[str, Any]:
    if item.shape is not None:
        name = item.shape.make.__name__
        if name not in blocks:
            blocks[name] = {}  # its place, for a block inside itself
            blocks[name] = _block(item.shape, blocks)
        one: dict[str, Any] = {"$ref": f"#/$defs/{name}"}
        many: dict[str, Any] = {"type": "array", "items": one}
        return {"record": one, "records": many, "one_or_more": {"anyOf": [one, many]}}[item.kind]
    if item.kind == "choices":
        return {"type": "array", "items": {"enum": list(item.choices)}}
    if item.kind == "rates":
        return {"type": "object", "propertyNames": _WRITTEN["currency"], "additionalProperties": _WRITTEN["above_zero"]}
    return {"enum": list(item.choices)} if item.choices else _WRITTEN[item.kind]
