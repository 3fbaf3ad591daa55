"""Scenario files: the USMCA with other percentages, as somebody proposes them. Of the shape of the law data, closed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from itertools import pairwise
from os import PathLike
from pathlib import Path

import tomli

from rvc.base.errors import LawError
from rvc.law import schedules
from rvc.law.files import Files
from rvc.law.load import FileReader
from rvc.law.model import Schedule
from rvc.law.regime import Law
from rvc.law.strict import Entry

US_CONTENT = "us_content"
_STATUS = ("proposal",)


@dataclass(frozen=True)
class Origin:
    """Where a proposal is reported: title, day as written there, address; "unknown" where nothing was found."""

    title: str
    date: str
    url: str


@dataclass(frozen=True)
class ScenarioLaw(Law):
    """The USMCA as a scenario file changes it. `file_sha256` is the hash of the file alone, `sha256` that of all."""

    title: str = ""
    status: str = ""
    origins: tuple[Origin, ...] = ()
    file: str = ""
    file_sha256: str = ""
    changed: frozenset[str] = frozenset()


def shipped() -> tuple[Path, ...]:
    """The scenario files that come with the package."""
    folder = Path(str(resources.files("rvc.law").joinpath("scenarios")))
    return tuple(sorted(folder.glob("*.toml")))


def find(path: str | PathLike[str]) -> Path:
    """The file of a path; one that is not there is looked for by its name among those that come with the package."""
    found = Path(path)
    if not found.exists():
        found = next((item for item in shipped() if item.name == str(path)), found)
    return found


def load_scenario(path: str | PathLike[str]) -> ScenarioLaw:
    """The law data of a scenario file.

    Raises:
        LawError: the file cannot be read, or something in it is wrong; the words name file, line or key.
    """
    file = find(path)
    try:
        content = file.read_bytes()
        values = tomli.loads(content.decode(), parse_float=Decimal)
    except OSError as error:
        raise LawError(f"{file}: {error.strerror or error}") from error
    except ValueError as error:
        raise LawError(f"{file}: {error}") from error
    entry = Entry(str(file), "", values).only("scenario", "title", "status", "version", "source", "schedule")
    usmca = resources.files("rvc.law").joinpath("usmca")
    files = Files(usmca, {"scenario.toml": content})
    changed = schedules.schedules([Entry(str(file), "", {"schedule": dict(entry.child("schedule").values)})])
    manifest = files.toml("law.toml")
    law = ScenarioLaw(
        f"proposal:{entry.text('scenario')}", entry.text("version"), files.sha256, manifest.ranges("every_good_of"),
        _Changed(files, str(file), changed), title=entry.text("title"), status=entry.one_of("status", _STATUS),
        origins=tuple(_origin(item) for item in entry.children("source")), file=file.name,
        file_sha256=hashlib.sha256(content).hexdigest(), changed=frozenset(changed),
    )  # fmt: skip
    if not law.origins:
        raise entry.refusal("source", "missing: say where the proposal is reported, or that this is unknown")
    law.schedules  # noqa: B018 - so that what is wrong with them is said at once
    return law


def _origin(entry: Entry) -> Origin:
    entry.only("title", "date", "url")
    return Origin(entry.text("title"), entry.text("date"), entry.text("url", ""))


class _Changed(FileReader):
    """The USMCA data with some schedules changed from a day on."""

    def __init__(self, files: Files, file: str, changed: Mapping[str, Schedule]) -> None:
        super().__init__(files)
        self._file, self._changed = file, changed

    def schedules(self) -> Mapping[str, Schedule]:
        """Those of the USMCA, from the first day of a change as the scenario has them."""
        base = super().schedules()
        found = dict(base)
        for name, schedule in self._changed.items():
            if name not in base and name.partition(".")[0] != US_CONTENT:
                raise LawError(f"{self._file}: schedule.{name}: the USMCA has no such schedule")
            if name in base and schedule.comparison != base[name].comparison:
                raise LawError(f"{self._file}: schedule.{name}.comparison: expected {base[name].comparison}")
            steps = schedule.steps
            if any(later.start <= earlier.start for earlier, later in pairwise(steps)):
                raise LawError(f"{self._file}: schedule.{name}.steps: not in the order of their days")
            before = base[name].steps if name in base else ()
            kept = tuple(step for step in before if step.start < steps[0].start)
            found[name] = replace(schedule, steps=(*kept, *steps))
        return found
