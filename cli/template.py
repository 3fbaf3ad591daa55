"""`rvc template`: a workbook to fill in."""

from pathlib import Path

from rvc.base.messages import language, text
from rvc.lines.workbook.workbook_out import write_workbook
from rvc.show.words import clean, say

from .exits import Exit
from .output import show_text
from .usage import WrongUsage

_SUFFIX = ".xlsx"


def template(path: Path, *, kind: str | None, force: bool) -> Exit:
    """Write an empty workbook; over a file that is there only if told to."""
    told = {"path": clean(str(path))}
    if path.suffix.lower() != _SUFFIX:
        raise WrongUsage(text("template.suffix", told))
    if not force and (path.exists() or path.is_symlink()):
        raise WrongUsage(text("template.exists", told))
    try:
        write_workbook(None, path, kind=kind, lang=language())
    except OSError as error:
        raise WrongUsage(say("cli.cannot_write", {"path": str(path), "reason": error.strerror or str(error)})) from None
    show_text(text("template.done", told) + "\n")
    return Exit.ORIGINATING
