"""Modules: documented, short, and in the package that is installed."""

import ast
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest

from tests.health.source import ROOT, files, name, tree

LONGEST = 400


def undocumented(module: ast.Module) -> Iterator[str]:
    """Public classes, functions and methods without a docstring."""
    holders: list[ast.Module | ast.ClassDef] = [module]
    while holders:
        holder = holders.pop()
        for node in holder.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                if not ast.get_docstring(node):
                    yield node.name
                if isinstance(node, ast.ClassDef):
                    holders.append(node)


@pytest.mark.parametrize("folder", ["rvc", "cli"])
def test_everything_public_is_documented(folder: str) -> None:
    """Every module, public class, function and method says what it is."""
    found = {name(path): bare for path in files(folder) if (bare := list(undocumented(tree(path))))}
    silent = [name(path) for path in files(folder) if not ast.get_docstring(tree(path))]
    assert (found, silent) == ({}, [])


def test_modules_stay_short() -> None:
    """No module of the product is longer than a reader can hold."""
    modules = (path for folder in ("rvc", "cli") for path in files(folder))
    long = {name(path): size for path in modules if (size := len(path.read_text().splitlines())) > LONGEST}
    assert not long


def test_every_folder_of_code_is_installed() -> None:
    """The packages listed in pyproject.toml are the folders that hold code: none is forgotten, none is gone."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {name(path.parent).replace("/", ".") for folder in ("rvc", "cli") for path in files(folder)}
    there = {f"rvc_{folder}" if folder.partition(".")[0] == "cli" else folder for folder in folders}
    assert set(listed) == there


def test_every_data_file_is_installed() -> None:
    """Each file in rvc/ and cli/ that is not code matches a pattern of the package data."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["*"]
    patterns = [pattern.removeprefix("**/") for pattern in data]
    left_out = [
        name(path)
        for folder in ("rvc", "cli")
        for path in files(folder, "*")
        if path.suffix != ".py" and not any(fnmatch(path.name, pattern) for pattern in patterns)
    ]
    assert not left_out


def test_types_are_published() -> None:
    """Both packages carry the marker by which type checkers trust their annotations."""
    assert [(ROOT / folder / "py.typed").is_file() for folder in ("rvc", "cli")] == [True, True]


def test_a_bare_method_is_seen() -> None:
    """The documentation test looks into classes."""
    assert list(undocumented(ast.parse('class A:\n    """A."""\n    def b(self): ...'))) == ["b"]
