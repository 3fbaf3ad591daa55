"""`rvc --version`."""

from rvc.base.version import engine_version
from rvc.law.load import load_law
from rvc.show.words import say


def version_line() -> str:
    """The version of the program and that of the law data in it."""
    return say("cli.version", {"version": engine_version(), "law": load_law().version})
