"""The project's own source, read as text and as syntax trees: what the health tests look at."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BUILT = {"__pycache__", "build", "dist"}


def files(folder: str, pattern: str = "*.py") -> Iterator[Path]:
    """The files below a folder of the project, in order, without what a build or a tool left there."""
    for path in sorted((ROOT / folder).rglob(pattern)):
        inside = path.relative_to(ROOT).parts
        left_behind = any(part in _BUILT or part.endswith(".egg-info") for part in inside)
        hidden = any(part.startswith(".") and part not in {".ci", ".gitignore"} for part in inside)
        if path.is_file() and not left_behind and not hidden:
            yield path


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """The path as the project writes it."""
    return path.relative_to(ROOT).as_posix()


def docstrings(module: ast.Module) -> set[int]:
    """The identities of the constants that are docstrings, of the module and of everything in it."""
    return {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
