"""The version of the program."""

import importlib.metadata
from functools import cache


@cache
def engine_version() -> str:
    """The version of the program that judges."""
    return importlib.metadata.version("usmca-rvc")
