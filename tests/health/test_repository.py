"""The repository: its top level, and nothing in it that belongs to one machine."""

import re

import pytest

from rvc.show.json_schema import NAMES
from tests.health.source import ROOT, files, name

TOP_LEVEL = {
    "LICENSE",
    "README.md",
    "cli",
    "docs",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "rvc",
    "sample_boms",
    "tests",
}
MAY_HOLD_ADDRESSES = {
    "LICENSE", "rvc/law/usmca/sources.toml", "rvc/law/nafta/sources.toml", "rvc/show/json_schema.py",
    "rvc/law/scenarios/rvc82_us50.toml", "rvc/law/scenarios/rvc85.toml",
    *(f"docs/schemas/{name}.schema.json" for name in NAMES),
}  # fmt: skip
"""Where an address is content: the license's own text, where the law is published, the name of a schema's dialect."""

_ADDRESS = re.compile(r"\w://\w|\b[\w-]+\.(com|org|io|net)\b|\blocalhost\b|(?<![=\d.])\d{1,3}(\.\d{1,3}){3}\b")
_MACHINE = re.compile(r"(?<![\w.])/(work|root|home|Users|tmp|opt|usr(?!/bin/env)|etc|mnt|private)/|\b[A-Z]:\\\w{2}")
_PACKAGE_SOURCE = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|\bpypi\b", re.IGNORECASE)
_TEXT = {".py", ".toml", ".csv", ".md", ".txt", ".json", ".yaml", ".yml", ".html", ""}


def belongs_elsewhere(text: str) -> list[str]:
    """Addresses, paths of one machine and package sources in a text."""
    return [match[0] for pattern in (_ADDRESS, _MACHINE, _PACKAGE_SOURCE) for match in pattern.finditer(text)]


def test_top_level_is_fixed() -> None:
    """The top level holds what it is meant to hold; dotfiles and what tools leave behind aside."""
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert there - {"build", "dist", "usmca_rvc.egg-info"} == TOP_LEVEL


def test_nothing_belongs_to_one_machine() -> None:
    """No file names a host, a package source or a path of somebody's machine."""
    found = {
        name(path): wrong
        for path in files(".", "*")
        if path.suffix in _TEXT
        and path != ROOT / "tests/health/test_repository.py"
        and name(path) not in MAY_HOLD_ADDRESSES
        if (wrong := belongs_elsewhere(path.read_text(encoding="utf-8")))
    }
    assert not found


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_pin_and_hash_everything(lock: str) -> None:
    """Every requirement of a lock is one exact version with hashes, and the build backend is among them."""
    entries = re.split(r"\n(?=\w)", (ROOT / lock).read_text().strip())
    loose = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\\n\s+--hash=sha256:", entry)
    ]
    assert not loose
    assert any(entry.startswith("setuptools==") for entry in entries)


def test_locks_agree() -> None:
    """What runs the program is pinned alike in both locks, so that what is tested is what is used."""
    pins = [
        set(re.findall(r"(?m)^\S+==\S+", (ROOT / lock).read_text()))
        for lock in ("requirements.txt", "requirements-dev.txt")
    ]
    assert pins[0] < pins[1]


@pytest.mark.parametrize("text", ["see https://x.y", "/home/me/x", "--index-url x", "at 10.0.0.1", r"C:\data"])
def test_what_belongs_elsewhere_is_seen(text: str) -> None:
    """The search sees an address, a path of one machine and a package source."""
    assert belongs_elsewhere(text)
