"""Evidence of one verdict: what was read, what came out, by which law and program, and whether it comes out again."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Literal

from pydantic import ConfigDict, Field

from rvc.base.errors import InputError
from rvc.base.messages import ENGLISH, speaking
from rvc.base.outcome import Verdict
from rvc.base.problem import Problem
from rvc.base.result import Frozen
from rvc.lines.grids.grid import MAX_BYTES
from rvc.lines.grids.grid_package import DAMAGE
from rvc.lines.read import ReadCase, checked
from rvc.lines.tree import from_json, located
from rvc.run.engine import check
from rvc.run.regimes import elected, scenario_file
from rvc.run.report import LawReference, Report

_CASE, _REPORT, _MANIFEST = "case.json", "report.json", "manifest.json"


class Manifest(Frozen):
    """What an evidence file says of itself. `on` and `regime` are those that the check was asked for, or null.

    `scenario` is where the file holds the scenario that the good was judged by, or null.
    """

    model_config = ConfigDict(populate_by_name=True)

    schema_: Literal["rvc-evidence/1"] = Field(default="rvc-evidence/1", alias="schema")
    verdict: Verdict
    good: str
    on: date | None
    regime: str | None
    scenario: str | None = None
    law: LawReference
    engine_version: str
    inputs_sha256: str
    replay: str
    files: dict[str, str]


@dataclass(frozen=True)
class Source:
    """A file that the case was read from, as it was."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Difference:
    """One value of a report that is not as it was; None where there was or is none."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Replayed:
    """What a replay found: the report made anew, and where it differs from the one kept."""

    report: Report
    differences: tuple[Difference, ...]


def evidence(read: ReadCase, source: Source, *, on: date | None, regime: str | None, command: str) -> bytes:
    """A ZIP file: the source as it was, the case as read, the report, and a manifest with their hashes.

    `command` is that which replays it. Raises InputError as `check` does.
    """
    with speaking(ENGLISH):
        report = check(read, on=on, regime=regime)
    files = {
        f"inputs/{source.name}": source.content,
        _CASE: f"{read.document}\n".encode(),
        _REPORT: f"{report.to_json()}\n".encode(),
    }
    scenario = scenario_file(elected(read, regime))
    held = None if scenario is None else f"scenario/{scenario.name}"
    if scenario is not None and held is not None:
        files[held] = scenario.read_bytes()
    manifest = Manifest(
        verdict=report.verdict,
        good=report.good.id,
        on=on,
        regime=regime,
        scenario=held,
        law=report.law,
        engine_version=report.engine_version,
        inputs_sha256=report.inputs_sha256,
        replay=command,
        files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    files[_MANIFEST] = f"{manifest.model_dump_json(indent=1, by_alias=True)}\n".encode()
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(files.items()):
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # without a date: the same bytes
    return made.getvalue()


def replay(content: bytes, file: str) -> Replayed:
    """Judge the case of an evidence file again, by the law data and program at hand, and compare.

    Raises:
        InputError: the file is no evidence, or not as it was when it was made.
    """
    files = _unpacked(content, file)
    try:
        manifest = Manifest.model_validate_json(files[_MANIFEST])
        kept, case = json.loads(files[_REPORT]), files[_CASE].decode()
    except ValueError:
        raise _refusal(file, "evidence.not_one") from None
    for name, digest in manifest.files.items():
        if hashlib.sha256(files.get(name, b"")).hexdigest() != digest:
            raise _refusal(file, "evidence.changed", name=name)
    needed = {_CASE, _REPORT} | ({manifest.scenario} if manifest.scenario is not None else set())
    if not needed <= manifest.files.keys() or not isinstance(kept, dict):
        raise _refusal(file, "evidence.not_one")
    tree, _ = from_json(case)
    read = checked(tree, lambda issues: located(issues, tree, tree, f"{file}, {_CASE}"))
    with speaking(ENGLISH), _regime(manifest, files) as regime:
        report = check(read, on=manifest.on, regime=regime)
    again = json.loads(report.to_json())
    again["warnings"] = kept.get("warnings")  # oddities of the file itself, which the case as read no longer has
    return Replayed(report, tuple(_differences(kept, again, "")))


@contextmanager
def _regime(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[str | None]:
    """The regime to judge by again: a scenario is the one that the evidence holds, wherever it is replayed."""
    if manifest.scenario is None:
        yield manifest.regime
        return
    with TemporaryDirectory() as folder:
        file = Path(folder, PurePosixPath(manifest.scenario).name)
        file.write_bytes(files[manifest.scenario])
        yield str(file)


def _unpacked(content: bytes, file: str) -> dict[str, bytes]:
    """The files inside that a replay needs; sizes are looked at before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            infos = package.infolist()
            if sum(info.file_size for info in infos) > MAX_BYTES:
                raise _refusal(file, "evidence.not_one")
            found = {info.filename: package.read(info) for info in infos}
    except DAMAGE:
        raise _refusal(file, "evidence.not_one") from None
    if not {_MANIFEST, _CASE, _REPORT} <= found.keys():
        raise _refusal(file, "evidence.not_one")
    return found


def _refusal(file: str, code: str, **params: str) -> InputError:
    return InputError([Problem(code, params, file=file)])


def _differences(before: object, after: object, path: str) -> Iterator[Difference]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys([*before, *after]):
            yield from _differences(before.get(name), after.get(name), f"{path}.{name}".removeprefix("."))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            mine = before[place] if place < len(before) else None
            theirs = after[place] if place < len(after) else None
            yield from _differences(mine, theirs, f"{path}[{place}]")
    elif before != after:
        yield Difference(path, _shown(before), _shown(after))


def _shown(held: object) -> str | None:
    return None if held is None else held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
