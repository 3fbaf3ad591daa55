"""Workbooks in XLSX and XLSM: every sheet of cells. Macros, links to other files and charts are never read."""

from posixpath import dirname, join, normpath

from rvc.base.problem import Problem
from rvc.lines.grids.grid import Broken, Grid, Source, find_sheet, refusal
from rvc.lines.grids.grid_formats import BUILT_IN, kind_of
from rvc.lines.grids.grid_package import Package
from rvc.lines.grids.grid_xlsx_sheet import Book, SheetReader, shared_text

__all__ = ["read"]


def read(source: Source) -> tuple[list[Grid], list[Problem]]:
    """Every sheet of a workbook, or the one asked for."""
    package = Package(source.data, "XLSX")
    main = next((path for kind, path in _links(package, "").values() if kind == "officeDocument"), "")
    if main not in package:
        raise refusal("grid.not_workbook", form="XLSX")
    workbook, links = _Workbook(package, main), _links(package, main)
    sheets = [sheet for sheet in workbook.sheets if links.get(sheet[2], ("", ""))[0] == "worksheet"]
    if source.sheet is not None:
        position = find_sheet(source.sheet, [name for name, _, _ in sheets])
        sheets = sheets[position : position + 1]
    of_kind = dict(links.values())
    book = Book(
        strings=_Strings(package, of_kind["sharedStrings"]).found if "sharedStrings" in of_kind else [],
        kinds=_Styles(package, of_kind["styles"]).kinds() if "styles" in of_kind else [],
        from_1904=workbook.from_1904,
        stale=workbook.stale,
    )
    grids = []
    for name, hidden, link in sheets:
        reader = SheetReader(book)
        package.parse(links[link][1], reader.start, reader.end, reader.pieces.append)
        table = reader.table
        grids.append(Grid(source.file, name, hidden, table.rows, table.first_row, tuple(reader.merged)))
    return grids, []


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _true(written: str | None) -> bool:
    return written in {"1", "true", "on"}


def _links(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part names inside the file, by its own id: the kind and the path."""
    folder = dirname(part)
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attrs: dict[str, str]) -> None:
        if _local(name) == "Relationship" and attrs.get("TargetMode") != "External":
            path = normpath(join("/", folder, attrs.get("Target", ""))).lstrip("/")
            found[attrs.get("Id", "")] = (attrs.get("Type", "").rpartition("/")[2], path)

    name = f"{folder}/_rels/{part.rpartition('/')[2]}.rels".lstrip("/")
    if name in package:
        package.parse(name, start, _ignore, _ignore)
    return found


def _ignore(_: str) -> None:
    """Take no notice."""


class _Workbook:
    """The sheets of a workbook (name, hidden, link), its first day, and whether results stored may be out of date."""

    def __init__(self, package: Package, part: str) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False
        self.stale = False
        package.parse(part, self._start, _ignore, _ignore)

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        match _local(name):
            case "sheet":
                link = next((value for key, value in attrs.items() if ":" in key and _local(key) == "id"), "")
                hidden = attrs.get("state", "visible") != "visible"
                self.sheets.append((attrs.get("name", ""), hidden, link))
            case "workbookPr":
                self.from_1904 = _true(attrs.get("date1904"))
            case "calcPr":
                self.stale = _true(attrs.get("fullCalcOnLoad"))


class _Styles:
    """What each cell style shows a number as."""

    def __init__(self, package: Package, part: str) -> None:
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._in_cells = False
        package.parse(part, self._start, self._end, _ignore)

    def kinds(self) -> list[str]:
        """The kind of each style, by its number."""
        own = {number: kind_of(code) for number, code in self._codes.items()}
        return [own.get(number) or BUILT_IN.get(number, "number") for number in self._formats]

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        match _local(name):
            case "numFmt":
                self._codes[int(attrs.get("numFmtId", "0"))] = attrs.get("formatCode", "")
            case "cellXfs":
                self._in_cells = True
            case "xf" if self._in_cells:
                self._formats.append(int(attrs.get("numFmtId", "0")))

    def _end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._in_cells = False


class _Strings:
    """The texts that cells share, without the reading aids of Asian scripts."""

    def __init__(self, package: Package, part: str) -> None:
        self.found: list[str | Broken | None] = []
        self._runs: list[str] = []
        self._pieces: list[str] = []
        self._aside = 0
        package.parse(part, self._start, self._end, self._pieces.append)

    def _start(self, name: str, _: dict[str, str]) -> None:
        local = _local(name)
        if local == "rPh":
            self._aside += 1
        elif local == "si":
            self._runs.clear()
        self._pieces.clear()

    def _end(self, name: str) -> None:
        match _local(name):
            case "t" if not self._aside:
                self._runs.append("".join(self._pieces))
            case "rPh":
                self._aside -= 1
            case "si":
                self.found.append(shared_text("".join(self._runs)))
