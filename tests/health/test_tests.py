"""Tests that can fail: collected, documented, asserting, and never left out in CI."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.health.source import ROOT, files, name, tree


def functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """The test functions of a module, in classes too."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def asserts(function: ast.FunctionDef, module: ast.Module) -> bool:
    """Whether a function holds an assert or expects an error, itself or in a function of its module that it calls."""
    helpers = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Attribute) and node.attr in {"raises", "warns"}):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != function.name:
            helper = helpers.get(node.func.id)
            if helper is not None and asserts(helper, module):
                return True
    return False


def test_every_test_file_is_collected() -> None:
    """A file holds test functions if and only if pytest would collect it by its name."""
    wrong = [
        name(path)
        for path in files("tests")
        if path.name.startswith("test_") != any(True for _ in functions(tree(path)))
    ]
    assert not wrong


def test_every_test_says_what_must_hold() -> None:
    """Each test function has a docstring."""
    silent = [
        f"{name(path)}:{test.lineno}"
        for path in files("tests")
        for test in functions(tree(path))
        if not ast.get_docstring(test)
    ]
    assert not silent


def test_every_test_asserts() -> None:
    """Each test function asserts something, or expects an error."""
    idle = [
        f"{name(path)}:{test.lineno}"
        for path in files("tests")
        for test in functions(tree(path))
        if not asserts(test, tree(path))
    ]
    assert not idle


def test_no_test_name_stands_twice() -> None:
    """No module defines a test twice: the second would hide the first."""
    twice = []
    for path in files("tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Module | ast.ClassDef):
                names = [
                    item.name
                    for item in node.body
                    if isinstance(item, ast.FunctionDef) and item.name.startswith("test_")
                ]
                twice += [f"{name(path)}: {test}" for test in set(names) if names.count(test) > 1]
    assert not twice


def test_an_idle_test_is_seen() -> None:
    """The test of asserts sees a function that only calls."""
    module = ast.parse("def compute(): ...\ndef test_x():\n    compute()")
    (idle,) = functions(module)
    assert not asserts(idle, module)


def test_ci_accepts_no_test_left_out(tmp_path: Path) -> None:
    """With CI=true a test that is skipped or expected to fail makes the run fail; without, it does not."""
    (tmp_path / "test_left_out.py").write_text(
        "import pytest\n\n\n@pytest.mark.skip\ndef test_a():\n    assert False\n\n\n"
        "@pytest.mark.xfail\ndef test_b():\n    assert False\n\n\ndef test_c():\n    assert True\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        os.devnull,
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        str(tmp_path),
    ]
    closing = {}
    for ci in ("true", "false"):
        run = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "CI": ci}, capture_output=True, text=True, check=False
        )
        closing[ci] = run.returncode, run.stdout.splitlines()[-1]
    assert closing["true"][0] == 1
    assert "1 failed, 1 passed, 1 error" in closing["true"][1]
    assert closing["false"][0] == 0
    assert "1 passed, 1 skipped, 1 xfailed" in closing["false"][1]
