"""A case as a mapping of plain values and as canonical JSON: what its hash is over. It reads back to the same case."""

import json
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache, lru_cache
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
    items = _by_attribute(shape)
    members = []
    for name, value in vars(record).items():
        item, unstated, key = items[name]
        if value is None or value == unstated:
            continue
        if isinstance(value, str):
            members.append(f"{key}{_quoted(_dotted(value) if item.kind == 'hs' else value)}")
        elif isinstance(value, Decimal):
            members.append(f'{key}"{_digits(value)}"')
        elif isinstance(value, bool):
            members.append(f"{key}true" if value else f"{key}false")
        elif item.shape is None:
            members.append(f"{key}{_dumped(_written(item, value))}")
        elif isinstance(value, tuple):
            members.append(f"{key}[{','.join([_json_block(item.shape, entry) for entry in value])}]")
        else:
            members.append(f"{key}{_json_block(item.shape, value)}")
    members.sort()
    return f"{{{','.join(members)}}}"


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
def _by_attribute(shape: Shape) -> dict[str, tuple[Field, object, str]]:
    """Each field by its attribute, with what it is if nothing is stated, and its key in JSON."""
    defaults = {item.name: None if item.default is MISSING else item.default for item in fields(shape.make)}
    unstated: dict[str, object] = {"rates": {}, "one_or_more": ()}
    return {
        item.attribute: (item, unstated.get(item.kind, defaults[item.attribute]), f'"{item.name}":')
        for item in shape.fields
    }
