"""Numbers: no binary float where law is decided, and no figure of the law outside the law data."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.health.source import docstrings, files, name, tree

EXACT_ROOMS = ("rvc/base", "rvc/law", "rvc/lines", "rvc/net_costing", "rvc/pay", "rvc/rules", "rvc/run")
_FLOATING = re.compile(
    r"float\d*|double|half|single|longdouble|floating|inexact|nan|inf|true_divide|divide|mean|average"
)
_FLOAT_DTYPE = re.compile(r"[<>=]?f[248]|float\d*|double")
_MAKES_FLOATS = {"zeros", "ones", "empty"}
_COLUMN_WORDS = {"np", "Ints", "Span", "Index", "Flags"}
_PLAIN = {*range(10), 29, 100, 10_000}
"""Counts, lengths, 29 February, the two scales of a share; another number in a rule would be a figure of the law."""


def floats(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and reason of each place where a binary float could arise."""
    reads = {id(inner) for node in ast.walk(module) if _only_reads(node) for inner in ast.walk(node)}
    columns = {id(inner) for node in ast.walk(module) if _handles_columns(node) for inner in ast.walk(node)}
    for node in ast.walk(module):
        if id(node) in reads:
            continue
        match node:
            case ast.Constant(value=float() | complex()):
                yield node.lineno, "a float literal"
            case ast.Constant(value=str(written)) if _FLOAT_DTYPE.fullmatch(written):
                yield node.lineno, f"the dtype {written!r}"
            case ast.Name(id="float"):
                yield node.lineno, "float"
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=attr) if _FLOATING.fullmatch(attr):
                yield node.lineno, f"np.{attr}"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=attr)) if (
                attr in _MAKES_FLOATS and len(node.args) < 2 and "dtype" not in {word.arg for word in node.keywords}
            ):
                yield node.lineno, f"np.{attr} without a dtype"
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()) if id(node) in columns:
                yield node.lineno, "a division of columns"


def _only_reads(node: ast.AST) -> bool:
    """Whether a node only asks for the type of a caller's value, writes it in digits, or compares spellings."""
    match node:
        case ast.Call(func=ast.Name(id="isinstance" | "get_close_matches")):
            return True
        case ast.Attribute(value=ast.Name(id="float"), attr="__repr__"):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="float"), attr="__repr__")):
            return True
        case _:
            return False


def _handles_columns(node: ast.AST) -> bool:
    """Whether a node is a function that names numpy or a type of column."""
    if not isinstance(node, ast.FunctionDef):
        return False
    return any(isinstance(inner, ast.Name) and inner.id in _COLUMN_WORDS for inner in ast.walk(node))


def law_figures(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of each number that looks like a figure of the law."""
    plain = docstrings(module) | {id(inner) for node in ast.walk(module) for inner in _scales_and_counts(node)}
    for node in ast.walk(module):
        if id(node) in plain:
            continue
        match node:
            case ast.Constant(value=bool()):
                continue
            case ast.Constant(value=int(number)) if number not in _PLAIN:
                yield node.lineno, str(number)
            case ast.Constant(value=float(number)):
                yield node.lineno, str(number)
            case ast.Constant(value=str(written)) if _is_figure(written):
                yield node.lineno, repr(written)


def _scales_and_counts(node: ast.AST) -> list[ast.expr]:
    """What is a number but no figure: a power of ten, and ten as what a parameter is if it is left out."""
    match node:
        case ast.BinOp(left=ast.Constant(value=10) as ten, op=ast.Pow()):
            return [ten]
        case ast.arguments(defaults=defaults):
            return [default for default in defaults if isinstance(default, ast.Constant) and default.value == 10]
        case _:
            return []


def _is_figure(written: str) -> bool:
    """'62.5', '75', '4.5%', 'at least 75%'; not an HS code, and not a single digit."""
    return bool(re.search(r"\d\s*%", written) or re.fullmatch(r"\d{2,3}|\d{5}|\d+\.\d+", written))


def test_no_binary_float_where_law_is_decided() -> None:
    """No float literal, float(), numpy float or division of columns stands in the rooms that decide."""
    found = [
        f"{name(path)}:{line}: {why}"
        for room in EXACT_ROOMS
        for path in files(room)
        for line, why in floats(tree(path))
    ]
    assert not found


def test_no_figure_of_the_law_in_code() -> None:
    """Rules and engine hold no percentage, wage or capacity: those stand in rvc/law with their citation."""
    rooms = ("rvc/net_costing", "rvc/pay", "rvc/rules", "rvc/run")
    found = [
        f"{name(path)}:{line}: {figure}"
        for room in rooms
        for path in files(room)
        for line, figure in law_figures(tree(path))
    ]
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        "x = 0.75",
        "x = float(y)",
        "x = y.astype(float)",
        "x = np.float64(y)",
        "x = np.zeros(3)",
        "x = np.array(y, dtype='f8')",
        "def f(a): return np.sum(a) / b",
        "def f(a: Ints): return a / b",
        "x = np.mean(a)",
    ],
)
def test_a_float_is_seen(source: str) -> None:
    """The float test sees each way in which a binary float gets into a module."""
    assert list(floats(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    ["x = Fraction(1, 3) / y", "x = isinstance(y, float)", "x = np.zeros(3, dtype=int)", "x = np.zeros(3, bool)"],
)
def test_exact_code_is_let_through(source: str) -> None:
    """The float test lets through fractions, questions about a caller's value, and integer columns."""
    assert not list(floats(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    ["x = 75", "x = 10 * y", "x = 7500", "x = '62.5'", "x = f'{a} of 75%'", "x = Decimal('20.88')", "x = 62.5"],
)
def test_a_figure_is_seen(source: str) -> None:
    """The figure test sees a percentage, basis points or a wage, as a number or as text."""
    assert list(law_figures(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "x = y[:6]",
        "x = {'870829': 'body_stamping'}",
        "x = 100 * y",
        "x = 10**y",
        "def f(shown: int = 10): ...",
        '"""At least 75%."""',
    ],
)
def test_plain_numbers_are_let_through(source: str) -> None:
    """The figure test lets through lengths, HS codes, scales and docstrings."""
    assert not list(law_figures(ast.parse(source)))
