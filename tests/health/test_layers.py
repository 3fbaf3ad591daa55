"""The tree is the diagram: which folder may import which."""

import ast
from collections.abc import Iterator

import pytest

from tests.health.source import ROOT, files, name, tree

PUBLIC_ROOMS = {"base", "law", "lines", "net_costing", "pay", "run", "show"}
"""What cli/ may use besides `rvc` itself: the legal tests are the engine's own business."""


def imported(module: ast.Module) -> Iterator[str]:
    """Every module named in an import; a relative one as its dots."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield "." * node.level
            elif node.module == "rvc":
                yield from (f"rvc.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def wrong_in_room(room: str, module: ast.Module) -> list[str]:
    """Imports that a file in rvc/<room>/ may not have."""
    rooms = {path.name for path in (ROOT / "rvc").iterdir() if path.is_dir()}
    wrong = []
    for target in imported(module):
        first, _, rest = target.partition(".")
        inside = rest.partition(".")[0]
        allowed = first not in {"rvc", "rvc_cli", "cli", "tests", ""}
        if first == "rvc":
            allowed = inside in rooms and inside <= room
        if not allowed:
            wrong.append(target)
    return wrong


def wrong_in_cli(module: ast.Module) -> list[str]:
    """Imports that a file in cli/ may not have: of rvc, only its public door and its public rooms."""
    wrong = []
    for target in imported(module):
        first, _, rest = target.partition(".")
        inside = rest.partition(".")[0]
        is_room = (ROOT / "rvc" / inside).is_dir()
        if first in {"cli", "tests"} or (first == "rvc" and inside and is_room and inside not in PUBLIC_ROOMS):
            wrong.append(target)
    return wrong


def test_rooms_import_only_what_sorts_before_them() -> None:
    """A folder in rvc/ imports itself and folders that sort before it, and absolutely."""
    found = {
        name(path): wrong
        for path in files("rvc")
        if path.parent != ROOT / "rvc"
        if (wrong := wrong_in_room(path.relative_to(ROOT / "rvc").parts[0], tree(path)))
    }
    assert not found


def test_only_the_door_stands_beside_the_rooms() -> None:
    """rvc/ itself holds no module but its door, __init__.py, so that every other one lies in a room."""
    assert [path.name for path in (ROOT / "rvc").glob("*.py")] == ["__init__.py"]


def test_command_line_uses_public_rooms() -> None:
    """cli/ reaches rvc through its door and its public rooms, never through the legal tests."""
    found = {name(path): wrong for path in files("cli") if (wrong := wrong_in_cli(tree(path)))}
    assert not found


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("law", "from rvc.run import engine"),
        ("law", "import rvc.show"),
        ("law", "from rvc import run"),
        ("law", "from rvc import check"),
        ("law", "from . import model"),
        ("law", "from tests import oracle"),
        ("show", "import rvc_cli"),
    ],
)
def test_a_wrong_import_is_seen(room: str, source: str) -> None:
    """The layer test sees each way to write an import that the order forbids."""
    assert wrong_in_room(room, ast.parse(source))


def test_a_right_import_is_let_through() -> None:
    """The layer test lets through the folder's own modules, earlier folders and other libraries."""
    assert not wrong_in_room("law", ast.parse("import numpy\nfrom rvc.base import hs\nfrom rvc.law.model import Step"))


def test_a_legal_test_used_from_the_command_line_is_seen() -> None:
    """The test of cli/ sees an import of rvc.rules."""
    assert wrong_in_cli(ast.parse("from rvc.rules import territory"))
