"""`rvc replay`: whether an evidence file comes out again; and the writing of one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rvc.base.errors import InputError
from rvc.lines.read import read_case
from rvc.run.evidence import Source, evidence, replay
from rvc.show.words import say, word

from .exits import Exit
from .output import complain, refuse, refuse_to_overwrite, show_text, write_whole
from .usage import WrongUsage

if TYPE_CHECKING:
    from rvc.lines.tables.options import TableOptions

_SHOWN = 20


def keep_one(
    files: Sequence[Path], out: Path, *, on: date | None, regime: str | None, options: "TableOptions | None"
) -> None:
    """Write the evidence of one good, whole or not at all; what cannot be read, the check itself complains of."""
    if len(files) != 1:
        raise WrongUsage(say("cli.evidence_one"))
    file = files[0]
    refuse_to_overwrite(out, files)
    try:
        read = read_case(file, options)
        command = f"rvc replay {out.name}"
        content = evidence(read, Source(file.name, file.read_bytes()), on=on, regime=regime, command=command)
    except InputError:
        complain(say("cli.not_written", {"path": str(out)}))
        return
    write_whole(out, content)


def again(file: Path) -> Exit:
    """Judge what an evidence file holds, and say whether the report is the same or what differs."""
    try:
        content = file.read_bytes()
    except OSError as error:
        complain(say("cli.cannot_read", {"path": str(file), "reason": error.strerror or str(error)}))
        return Exit.UNREADABLE
    try:
        found = replay(content, str(file))
    except InputError as error:
        refuse(file, error.problems)
        return Exit.UNREADABLE
    report = found.report
    told = {"id": report.good.id, "verdict": word("verdict", report.verdict), "law": report.law.version}
    if not found.differences:
        show_text(say("replay.identical", told) + "\n")
        return Exit.ORIGINATING
    lines = [say("replay.differs", {**told, "count": str(len(found.differences))})]
    for item in found.differences[:_SHOWN]:
        params = {"path": item.path, "before": item.before or "-", "after": item.after or "-"}
        lines.append(say("replay.difference", params))
    if len(found.differences) > _SHOWN:
        lines.append(say("report.missing_more", {"count": str(len(found.differences) - _SHOWN)}))
    show_text("\n".join(lines) + "\n")
    return Exit.NON_ORIGINATING
