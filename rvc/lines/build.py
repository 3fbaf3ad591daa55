"""From a tree of a file or a caller's mapping to a case, by the table of fields. No defect stops the rest."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from rvc.lines import scalars
from rvc.lines.case import Case
from rvc.lines.scalars import Wrong, nearest, shown
from rvc.lines.schema import CASE, MINOR, SCHEMA, Field, Shape
from rvc.lines.tree import Issue, Path

_HOLLOW: dict[str, object] = {
    "text": "", "hs": "", "choice": "", "currency": "", "date": date.min, "records": (),
    **dict.fromkeys(("amount", "above_zero", "signed"), Decimal(0)),
}  # fmt: skip


class Draft:
    """A case on its way: what could be read of it, and every defect found so far.

    What is missing or unreadable holds a placeholder in `case`; checks ask `sound` before they rely on it.
    """

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self._broken: set[Path] = set()
        self.case: Case

    def fail(self, code: str, path: Path, **params: str) -> None:
        """Note a defect of what stands at the path, which cannot be relied on."""
        self._broken.add(path)
        self.issues.append(Issue(code, path, params))

    def say(self, code: str, path: Path, **params: str) -> None:
        """Note a contradiction between values that could each be read."""
        self.issues.append(Issue(code, path, params))

    def warn(self, code: str, path: Path, **params: str) -> None:
        """Note an oddity that does not stop the case from being judged."""
        self.issues.append(Issue(code, path, params, warning=True))

    def doubt(self, path: Path) -> None:
        """Let no check rely on what stands at the path: it was perhaps meant by a key that is not known."""
        self._broken.add(path)

    @property
    def flawless(self) -> bool:
        """Whether everything could be read."""
        return not self._broken

    def sound(self, *path: str | int) -> bool:
        """Whether the value at the path, and all that holds it, could be read."""
        return not self._broken or all(path[:size] not in self._broken for size in range(len(path) + 1))

    def whole(self, *path: str | int) -> bool:
        """Whether everything at and under the path could be read."""
        return self.sound(*path) and all(broken[: len(path)] != path for broken in self._broken)


def draft_of(data: object, doubtful: Iterable[Path] = ()) -> Draft:
    """Read a case as far as it can be read; at `doubtful` stands what a reader of tables could not read."""
    builder = _Builder()
    draft = builder.draft
    for path in doubtful:
        draft.doubt(path)
    stated = data.get("schema") if isinstance(data, Mapping) else None
    if isinstance(stated, str) and stated.strip() and stated.strip() != SCHEMA:
        minor = stated.strip().removeprefix(f"{SCHEMA}.")
        if minor != stated.strip() and minor.isascii() and minor.isdigit():
            builder.newer = stated.strip() if int(minor[:9]) > MINOR else ""
        else:
            draft.fail("schema.unknown", ("schema",), seen=shown(stated))
    draft.case = cast("Case", builder.block(CASE, data, ()))
    return draft


def block_of(shape: Shape, data: object, schema: str) -> tuple[Any, Draft]:
    """Read a block of another schema than a case: the record, as far as it can be read, and what was found wrong."""
    builder = _Builder(schema)
    return builder.block(shape, data, ()), builder.draft


class _Builder:
    def __init__(self, schema: str = SCHEMA) -> None:
        self.draft = Draft()
        self.schema = schema
        self.newer = ""

    def block(self, shape: Shape, given: object, path: Path) -> object:
        """One block of fields, as the class that holds it."""
        if not isinstance(given, dict | Mapping):
            self.draft.fail("shape.block", path, seen=shown(given), known=", ".join(shape.by_name))
            return _hollow(shape)
        record: object = object.__new__(shape.make)
        values, by_name = vars(record), shape.by_name
        for key, raw in given.items():
            item = by_name.get(key)
            if item is None:
                self._unknown(shape, key, given, path)
            elif raw is not None and raw != "":
                try:
                    values[item.attribute] = item.read(raw) if item.read else self._nested(item, raw, (*path, key))
                except Wrong as wrong:
                    if not _blank(raw):
                        self.draft.fail(wrong.code, (*path, key), **wrong.params)
        for item in shape.required:
            if item.attribute not in values:
                self._missing(item, path)
                values[item.attribute] = _placeholder(item)
        return _made(shape, record)

    def _nested(self, item: Field, raw: object, path: Path) -> object:
        """A value with values inside."""
        if item.kind == "choices":
            return self._choices(item, raw, path)
        if item.kind in {"rates", "amounts"}:
            return self._named(raw, path, rates=item.kind == "rates")
        shape = item.shape or CASE
        if item.kind == "record" or (item.kind == "one_or_more" and isinstance(raw, Mapping)):
            made = self.block(shape, raw, path)
            return made if item.kind == "record" else (made,)
        return tuple(self.block(shape, entry, (*path, place)) for place, entry in enumerate(self._list(raw, path)))

    def _missing(self, item: Field, path: Path) -> None:
        if self.draft.sound(*path, item.name):
            self.draft.fail("value.missing", (*path, item.name), name=item.name, help=item.help)

    def _unknown(self, shape: Shape, key: object, given: Mapping[Any, object], path: Path) -> None:
        name, known = shown(key), tuple(shape.by_name)
        like = nearest(name, known)
        params = {"key": name, "nearest": like, "known": ", ".join(known), "schema": self.schema}
        if self.newer:
            self.draft.say("key.newer", (*path, name), stated=shown(self.newer), **params)
        else:
            self.draft.say("key.unknown", (*path, name), **params)
        if like not in given:
            self.draft.doubt((*path, like))

    def _list(self, raw: object, path: Path) -> list[object]:
        if isinstance(raw, list | tuple):
            return list(raw)
        self.draft.fail("shape.list", path, seen=shown(raw))
        return []

    def _choices(self, item: Field, raw: object, path: Path) -> tuple[str, ...]:
        read = []
        for place, entry in enumerate(self._list(raw, path)):
            try:
                read.append(scalars.choice(entry, item.name, item.choices))
            except Wrong as wrong:
                self.draft.fail(wrong.code, (*path, place), **wrong.params)
        return tuple(read)

    def _named(self, raw: object, path: Path, *, rates: bool) -> dict[str, Decimal]:
        if not isinstance(raw, Mapping):
            raise Wrong("shape.rates" if rates else "shape.amounts", seen=shown(raw))
        read = {}
        for key, entry in raw.items():
            here = (*path, shown(key))
            try:
                name = scalars.currency(key) if rates else scalars.text(key)
                if not _blank(entry):
                    read[name] = scalars.above_zero(entry) if rates else scalars.amount(entry)
            except Wrong as wrong:
                self.draft.fail(wrong.code, here, **wrong.params)
        return read


def _blank(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and (not raw or raw.isspace()))


def _made(shape: Shape, record: object) -> object:
    """The record of a block. What was not stated falls back on the default of its class, which saves time."""
    return Case(**vars(record)) if shape is CASE else record


def _hollow(shape: Shape) -> object:
    """A block of placeholders."""
    record: object = object.__new__(shape.make)
    vars(record).update({item.attribute: _placeholder(item) for item in shape.required})
    return _made(shape, record)


def _placeholder(item: Field) -> object:
    """What stands for a value that is required and missing."""
    return _hollow(item.shape) if item.kind == "record" and item.shape else _HOLLOW[item.kind]
