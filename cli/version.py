"""`rvc --version`."""

from importlib.metadata import version

from rvc.law.load import load_law
from rvc.show.words import say


def version_line() -> str:
    """The version of the program and that of the law data in it."""
    return say("cli.version", {"version": version("usmca-rvc"), "law": load_law().version})
