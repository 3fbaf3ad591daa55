"""A case as a mapping of plain values and as canonical JSON: what its hash is over. It reads back to the same case."""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Any

from rvc.base.hs import dotted
from rvc.lines.case import Case
from rvc.lines.schema import CASE, Field, Shape

_dotted = lru_cache(maxsize=65536)(dotted)
_dumped = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_quoted = json.encoder.encode_basestring_ascii


def as_mapping(case: Case) -> dict[str, Any]:
    """A case as a mapping that reads back to it. Values not stated, or as they would be if not stated, are left out."""
    return _mapping(CASE, case)


def canonical(case: Case) -> str:
    """Canonical JSON of `as_mapping`: sorted keys, no spaces, ASCII, amounts with the digits read."""
    return _json_block(CASE, case)


def _json_block(shape: Shape, record: object) -> str:
    """A block as JSON. Keys are ASCII words, so that sorting members whole sorts them by key."""
    writers = _writers(shape)
    members = []
    for name, value in vars(record).items():
        key, unstated, write = writers[name]
        if value is not None and (unstated is None or value != unstated):
            members.append(key + write(value))
    members.sort()
    return f"{{{','.join(members)}}}"


@cache
def _writers(shape: Shape) -> dict[str, tuple[str, object, Callable[[Any], str]]]:
    """Of each attribute its key in JSON, what it is if nothing is stated, and what writes its value."""
    return {
        name: (f'"{item.name}":', unstated, _writer(item)) for name, (item, unstated) in _by_attribute(shape).items()
    }


def _writer(item: Field) -> Callable[[Any], str]:
    """What writes the values of a field as JSON."""
    if item.shape is not None:
        return partial(_json_inside, item.shape)
    if item.kind in {"choices", "rates", "amounts"}:
        return lambda value: _dumped(_written(item, value))
    return _SCALARS.get(item.kind, _quoted)


def _json_inside(shape: Shape, value: object) -> str:
    """A block, or a list of blocks, as JSON."""
    if isinstance(value, tuple):
        return f"[{','.join([_json_block(shape, entry) for entry in value])}]"
    return _json_block(shape, value)


def _json_amount(value: Decimal) -> str:
    return f'"{_digits(value)}"'


def _json_day(value: date) -> str:
    return f'"{value.isoformat()}"'


def _json_code(code: str) -> str:
    return _quoted(_dotted(code))


_SCALARS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("amount", "above_zero", "signed"), _json_amount),
    "flag": {False: "false", True: "true"}.__getitem__,
    "date": _json_day,
    "hs": _json_code,
}


def _mapping(shape: Shape, record: object) -> dict[str, object]:
    items = _by_attribute(shape)
    return {
        items[name][0].name: _written(items[name][0], value)
        for name, value in vars(record).items()
        if value is not None and value != items[name][1]
    }


def _written(item: Field, value: object) -> object:
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, str):
        return _dotted(value) if item.kind == "hs" else value
    if isinstance(value, bool):
        return value
    if item.kind == "date":
        return str(value)
    return _inside(item, value)


def _inside(item: Field, value: Any) -> object:  # noqa: ANN401 - a block, a list of them, or rates
    if item.kind == "rates":
        return {name: _digits(rate) for name, rate in value.items()}
    if item.shape is None:
        return list(value)
    shape = item.shape
    return [_mapping(shape, entry) for entry in value] if isinstance(value, tuple) else _mapping(shape, value)


def _digits(amount: Decimal) -> str:
    written = str(amount)
    return f"{amount:f}" if "E" in written else written


@cache
def _by_attribute(shape: Shape) -> dict[str, tuple[Field, object]]:
    """Each field by its attribute, with what it is if nothing is stated."""
    defaults = {item.name: None if item.default is MISSING else item.default for item in fields(shape.make)}
    unstated: dict[str, object] = {"rates": {}, "one_or_more": ()}
    return {item.attribute: (item, unstated.get(item.kind, defaults[item.attribute])) for item in shape.fields}
