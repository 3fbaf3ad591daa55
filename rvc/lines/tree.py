"""JSON and YAML text as plain trees: every scalar as written, every block with the lines of its keys.

YAML's own rules for numbers, dates and yes/no are not applied: 8703.20 and NO stay text. What makes a file ambiguous
(duplicate keys, anchors and aliases, tags, several documents) is an issue.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from rvc.base.problem import Problem
from rvc.lines.scalars import Plain, shown

Path = tuple[str | int, ...]
_DEEPEST = 32
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Issue:
    """A defect at a path inside a case, before file and line are added."""

    code: str
    path: Path = ()
    params: dict[str, str] = field(default_factory=dict)
    warning: bool = False
    line: int | None = None


class Block(dict[str, object]):
    """A mapping of a file, with its line and those of its keys."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[object, int] = {}


class Listing(list[object]):
    """A list of a file, with its line and those of its items."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def dotted(path: Path) -> str:
    """materials[3].hs, as messages and results name a place in a case."""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")


def located(issues: Sequence[Issue], tree: object, data: object, file: str) -> list[Problem]:
    """Issues as problems: with file, line (where the tree has lines) and the id of the material line."""
    problems = [
        Problem(
            issue.code,
            issue.params | _line_id(issue.path, data),
            path=dotted(issue.path),
            file=file,
            line=issue.line or _line(issue.path, tree),
            warning=issue.warning,
        )
        for issue in issues
    ]
    return sorted(problems, key=lambda problem: problem.line or 0)


def from_json(text: str) -> tuple[object, list[Issue]]:
    """JSON text as a tree without lines; numbers keep their digits, a key given twice is an issue."""
    twice: list[str] = []

    def block(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) != len(pairs):
            names = [name for name, _ in pairs]
            twice.extend(name for name in made if names.count(name) > 1)
        return made

    try:
        tree = json.loads(text, parse_float=Plain, parse_int=Plain, object_pairs_hook=block)
    except json.JSONDecodeError as error:
        return None, [Issue("file.syntax", (), {"format": "JSON", "reason": error.msg}, line=error.lineno)]
    except RecursionError:
        return None, [Issue("file.depth")]
    if not twice:
        return tree, []
    found = [issue for issue in from_yaml(text)[1] if issue.code == "key.duplicate"]
    return tree, found or [Issue("key.duplicate", (), {"key": shown(name)}) for name in twice]


def from_yaml(text: str) -> tuple[object, list[Issue]]:
    """YAML text (or JSON, which reads as YAML) as a tree with lines."""
    composer = _Composer()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not composer.take(event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else None
        return None, [Issue("file.syntax", (), {"format": "YAML", "reason": reason}, line=line)]
    except yaml.YAMLError as error:
        reason = shown(" ".join(str(error).split()))
        return None, [Issue("file.syntax", (), {"format": "YAML", "reason": reason})]
    return composer.root, composer.issues


class _Composer:
    """Builds the tree out of YAML events, with a stack of its own."""

    def __init__(self) -> None:
        self.root: object = None
        self.issues: list[Issue] = []
        self._open: list[Block | Listing] = []
        self._keys: list[str | None] = []  # of each open block, the key that waits for its value
        self._steps: list[str | int] = []  # of each open block or list, its step in the one that holds it
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Add an event; False where reading on makes no sense."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.issues.append(Issue("yaml.documents", line=line))
            return self._documents == 1
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
            self._steps.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._refuse(event, line)
            self._node(event, line)
        if len(self._open) > _DEEPEST:
            self.issues.append(Issue("file.depth", line=line))
        return len(self._open) <= _DEEPEST

    def _node(self, event: yaml.NodeEvent, line: int) -> None:
        value: object = None
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            value = Block(line)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = Listing(line)
        step: str | int = ""
        if not self._open:
            self.root = value
        elif isinstance(inside := self._open[-1], Listing):
            step = len(inside)
            inside.append(value)
            inside.lines.append(line)
        elif (key := self._keys[-1]) is None:
            self._key(inside, event, line)
        else:
            step = key
            inside[key] = value
            self._keys[-1] = None
        if isinstance(value, Block | Listing):
            self._open.append(value)
            self._keys.append(None)
            self._steps.append(step)

    def _key(self, block: Block, event: yaml.NodeEvent, line: int) -> None:
        key = str(event.value) if isinstance(event, yaml.ScalarEvent) else ""
        if not isinstance(event, yaml.ScalarEvent):
            self.issues.append(Issue("yaml.key", self._path(), line=line))
        elif key in block:
            self.issues.append(Issue("key.duplicate", (*self._path(), key), {"key": shown(key)}, line=line))
        block.lines[key] = line
        self._keys[-1] = key

    def _refuse(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.issues.append(Issue("yaml.alias", self._path(), {"name": shown(event.anchor)}, line=line))
        elif event.anchor is not None:
            self.issues.append(Issue("yaml.anchor", self._path(), {"name": shown(event.anchor)}, line=line))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.issues.append(Issue("yaml.tag", self._path(), {"tag": shown(tag)}, line=line))

    def _path(self) -> Path:
        """The place of the node that comes next."""
        if not self._open:
            return ()
        inside, key = self._open[-1], self._keys[-1]
        next_step = (len(inside),) if isinstance(inside, Listing) else () if key is None else (key,)
        return (*self._steps[1:], *next_step)


def _scalar(event: yaml.ScalarEvent) -> str | None:
    if event.style:
        return str(event.value)
    return None if event.value in _NULLS else Plain(event.value)


def _line(path: Path, tree: object) -> int | None:
    """The line of a path, or of the innermost block on the way to it that is there."""
    line = tree.line if isinstance(tree, Block | Listing) else None
    for step in path:
        if isinstance(tree, Block) and step in tree.lines:
            line, tree = tree.lines[step], tree[str(step)]
        elif isinstance(tree, Listing) and isinstance(step, int) and step < len(tree):
            line, tree = tree.lines[step], tree[step]
        else:
            break
    return line


def _line_id(path: Path, data: object) -> dict[str, str]:
    """The id of the material that a path is in, where the case gives one."""
    if len(path) < 2 or path[0] != "materials" or not isinstance(path[1], int) or not isinstance(data, Mapping):  # noqa: PLR2004
        return {}
    lines = data.get("materials")
    line = lines[path[1]] if isinstance(lines, list | tuple) and path[1] < len(lines) else None
    name = line.get("id") if isinstance(line, Mapping) else None
    return {"material": shown(name)} if isinstance(name, str | int) and not isinstance(name, bool) else {}
