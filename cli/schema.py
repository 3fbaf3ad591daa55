"""`rvc schema`: JSON Schema of what goes in and what comes out."""

from rvc.show.json_schema import text_of

from .exits import Exit
from .output import show_text


def schema(name: str) -> Exit:
    """Print one schema."""
    show_text(text_of(name))
    return Exit.ORIGINATING
