"""The door for many goods: by columns where that can be done, one by one where not; every good comes out once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.read import ReadCase
from rvc.lines.tables.many import Many, Unread, read_cases, read_set
from rvc.lines.tables.options import TableOptions
from rvc.run.fleet.fleet import Fleet
from rvc.run.fleet.parts import PartsList
from rvc.run.results import Part, Results, moved
from rvc.run.score import Scored, score

_WORTH_IT = 2 * 10**3  # lines, from which on it pays to look for those that are alike


@dataclass(frozen=True)
class Scores:
    """Goods on their way: how many, what is said of their tables as a whole, and each once it is judged."""

    count: int
    warnings: tuple[Problem, ...]
    parts: Iterator[Part]

    @property
    def goods(self) -> Iterator[Scored]:
        """Every good as an object, in order; the parts are used up."""
        return Results(self.parts).goods()


def score_set(
    goods: object,
    materials: object = None,
    options: TableOptions | None = None,
    *,
    on: date | None = None,
    regime: str | None = None,
    jobs: int = 1,
    with_lines: bool = False,
    tables: Mapping[str, object] = MappingProxyType({}),
) -> Scores:
    """Read and judge the goods of tables that belong together, as `read_set` and `score` do, by columns where it can.

    Args:
        goods: one row a good, a path or a frame.
        materials: their lines, by good_id.
        options: how the tables are to be read.
        on: the day whose rules apply; each good's own date if None.
        regime: as `score` takes it.
        jobs: how many processes share the work, where goods are read one by one.
        with_lines: whether the case of each good has to hold its lines.
        tables: labor, steel, aluminum or elections, by good_id.

    Raises:
        InputError: something is wrong with a table as a whole.
    """
    own = options or TableOptions()
    by_columns = not with_lines and all(table is None for table in tables.values())
    if by_columns and materials is None and (found := _list_of(goods, own, on, regime)) is not None:
        return Scores(len(found), found.warnings, found.parts())
    if by_columns and materials is not None:
        try:
            fleet = Fleet(goods, materials, own, on=on, regime=regime, least=_WORTH_IT)
        except NotImplementedError:
            pass
        else:
            return Scores(len(fleet), fleet.warnings, fleet.parts())
    many = read_set(goods, materials, options, **tables)
    return _one_by_one(many, on=on, regime=regime, jobs=jobs)


def score_files(
    files: Iterable[Path],
    options: TableOptions | None = None,
    *,
    on: date | None = None,
    regime: str | None = None,
    jobs: int = 1,
    with_lines: bool = False,
) -> Scores:
    """Read and judge every good of files; of one that cannot be read each row comes back, or the file as one good.

    Args:
        files: cases, parts lists, workbooks of goods and their materials.
        options: how tables are to be read.
        on: the day whose rules apply; each good's own date if None.
        regime: as `score` takes it.
        jobs: how many processes share the work, where goods are read one by one.
        with_lines: whether the case of each good has to hold its lines.
    """
    lists: list[tuple[int, PartsList]] = []
    goods: list[tuple[int, ReadCase | Unread]] = []
    warnings: list[Problem] = []
    count = 0
    for path in files:
        try:
            found = None if with_lines else _list_of(path, options or TableOptions(), on, regime)
            many = read_cases(path, options) if found is None else Many((), found.warnings)
        except InputError as error:
            found, many = None, Many(tuple(Unread(name, error.problems) for name in error.goods or (path.name,)))
        if found is not None:
            lists.append((count, found))
        goods += enumerate(many.goods, count)
        warnings += many.warnings
        count += len(many.goods if found is None else found)

    def parts() -> Iterator[Part]:
        for start, each in lists:
            yield from (moved(part, start) for part in each.parts())
        judged = score((good for _, good in goods), on=on, regime=regime, jobs=jobs)
        yield from ({place: good} for (place, _), good in zip(goods, judged, strict=True))

    return Scores(count, tuple(warnings), parts())


def _list_of(source: object, options: TableOptions, on: date | None, regime: str | None) -> PartsList | None:
    """A parts list, if the source is one that can be taken by columns, and it pays."""
    try:
        return PartsList(source, options, on=on, regime=regime, least=_WORTH_IT)
    except NotImplementedError:
        return None


def _one_by_one(many: Many, *, on: date | None = None, regime: str | None = None, jobs: int = 1) -> Scores:
    """Judge goods that are read, as `score` does."""
    judged = enumerate(score(many.goods, on=on, regime=regime, jobs=jobs))
    return Scores(len(many.goods), many.warnings, ({place: good} for place, good in judged))
