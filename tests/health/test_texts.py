"""Words behind codes: every code that the source uses has its text, every text is used, and no parameter lacks."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest

from tests.health.source import ROOT, docstrings, files, name, tree

TEXTS = ROOT / "rvc/base/texts/en"
BY_NAME = {
    "Problem": "problem.",
    "Wrong": "problem.",
    "Issue": "problem.",
    "_note": "note.",
    "say": "show.",
    "text": "",
}
BY_METHOD = {"say": "problem.", "warn": "problem.", "of": ""}
"""What a call puts before its first argument to make the full code, by the function's or the method's name."""

STATUSES = {"pass", "fail", "undetermined"}


def flat(table: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    """Full code and text of each entry."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


@cache
def catalog() -> dict[str, str]:
    """Every text of the English catalog by its full code."""
    rooms = sorted(TEXTS.glob("*.toml"))
    return {code: words for room in rooms for code, words in flat(tomllib.loads(room.read_text()), f"{room.stem}.")}


def pattern(node: ast.AST) -> str | None:
    """A text in the source as a regular expression, a hole of an f-string standing for any words of a code."""
    match node:
        case ast.Constant(value=str(written)):
            return re.escape(written)
        case ast.JoinedStr(values=values):
            return "".join(pattern(part) or r"[^ ]+" for part in values)
        case _:
            return None


def room(call: ast.Call) -> str | None:
    """What a call puts before a code; None if it takes none."""
    if isinstance(call.func, ast.Attribute):
        return BY_METHOD.get(call.func.attr)
    return BY_NAME.get(call.func.id) if isinstance(call.func, ast.Name) else None


def codes(module: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Each call that takes a code, with the pattern of the full code."""
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        before = room(call)
        found = pattern(call.args[0]) if before is not None and call.args else None
        if found and re.match(r"(problem|finding|note|show)\\?\.", f"{before}{found}"):
            yield call, f"{before}{found}"


def holes(words: str) -> set[str]:
    """The parameters that a text asks for."""
    return {field for _, field, _, _ in string.Formatter().parse(words) if field}


def given(call: ast.Call) -> set[str] | None:
    """The parameters that a call gives; None where they are not written out in it."""
    names = {word.arg for word in call.keywords}
    if isinstance(call.func, ast.Name) and call.func.id in {"Issue", "Problem", "say", "text"}:
        place = 2 if call.func.id == "Issue" else 1
        second = call.args[place] if len(call.args) > place else ast.Dict([], [])
        keys = second.keys if isinstance(second, ast.Dict) else [None]
        if "params" in names or None in keys:
            return None
        return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return None if None in names else {word for word in names if word}


def strings(module: ast.Module) -> Iterator[tuple[str, bool]]:
    """The pattern of each text of a module that is not a docstring, and whether it has holes."""
    told = docstrings(module)
    inside = {id(part) for node in ast.walk(module) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(module):
        whole = isinstance(node, ast.JoinedStr) or id(node) not in inside
        found = pattern(node)
        if found and whole and id(node) not in told:
            yield found, isinstance(node, ast.JoinedStr)


def all_groups() -> set[str]:
    """The groups of labels of which the source takes one by the name of a thing: `word("kind", good.kind)`."""
    calls = (node for folder in ("rvc", "cli") for path in files(folder) for node in ast.walk(tree(path)))
    found = set()
    for call in calls:
        match call:
            case ast.Call(func=ast.Name(id="word"), args=[ast.Constant(value=str(group)), *_]):
                found.add(group)
    return found


def test_every_code_has_its_text() -> None:
    """Each code written in a call that takes one is in the catalog; of one with holes, at least one form is."""
    missing = [
        f"{name(path)}:{call.lineno}: {full}"
        for folder in ("rvc", "cli")
        for path in files(folder)
        for call, full in codes(tree(path))
        if not any(re.fullmatch(full, code) for code in catalog())
    ]
    assert not missing


def test_every_text_is_used() -> None:
    """Each text of the catalog is named somewhere in the source, whole or without the name of its room."""
    found = [text for folder in ("rvc", "cli") for path in files(folder) for text in strings(tree(path))]
    exact = {text for text, has_holes in found if not has_holes}
    for template in files("rvc", "*.html"):
        exact |= {re.escape(code) for code in re.findall(r'"([\w.]+)"', template.read_text(encoding="utf-8"))}
    rooms = "|".join({code.partition(".")[0] for code in catalog()})
    vague = re.compile(rf"({rooms})?[^a-z]*")
    open_ones = [re.compile(text) for text, has_holes in found if has_holes and not vague.fullmatch(text)]
    labelled = all_groups()
    unused = []
    for code in catalog():
        short = code.partition(".")[2]
        named = any(re.escape(form) in exact or any(one.fullmatch(form) for one in open_ones) for form in (code, short))
        labels = code.startswith("show.") and short.partition(".")[0] in labelled
        judged = code.startswith("finding.") and all(part in exact | STATUSES for part in short.split("."))
        if not (named or labels or judged):
            unused.append(code)
    assert not unused


def test_no_parameter_lacks() -> None:
    """A call that writes out its parameters gives every one that its text asks for."""
    short = []
    for folder in ("rvc", "cli"):
        for path in files(folder):
            for call, full in codes(tree(path)):
                written, words = given(call), catalog().get(full.replace("\\", ""))
                if written is not None and words is not None and holes(words) - written:
                    short.append(f"{name(path)}:{call.lineno}: {full} lacks {sorted(holes(words) - written)}")
    assert not short


@pytest.mark.parametrize(
    ("source", "full"),
    [
        ("Problem('hs.malformed', {})", "problem.hs.malformed"),
        ("Said.of('finding.rvc.pass')", "finding.rvc.pass"),
        ("Said.of(f'finding.rvc.{x}')", "finding.rvc.fail"),
        ("say('verdict.originating')", "show.verdict.originating"),
        ("draft.say('kind.contradicts', path)", "problem.kind.contradicts"),
        ("_note('rollup.same', 'UR 1')", "note.rollup.same"),
    ],
)
def test_a_code_is_seen(source: str, full: str) -> None:
    """The search sees a code in each kind of call that takes one."""
    ((_, found),) = codes(ast.parse(source))
    assert re.fullmatch(found, full)


def test_a_lacking_parameter_is_seen() -> None:
    """The comparison knows what a text asks for and what a call gives."""
    ((call, _),) = codes(ast.parse("Said.of('finding.rvc.pass', actual='1')"))
    assert holes("{actual}% of {required}%") - (given(call) or set()) == {"required"}
