"""Fleets whose lines lie in no order, more of them than are held at once: judged as if each good's lay together."""

import errno
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from rvc.base.errors import InputError
from rvc.lines.alike import bins, sheets
from rvc.lines.alike.owners import Owners
from rvc.lines.tables.many import read_set
from rvc.lines.tables.options import TableOptions
from rvc.run.fleet.fleet import Fleet
from rvc.run.score import Scored, score
from tests.run.test_fleet import GOODS, LINES, Row, arrow, car, engine, line, told

NAMES = [f"G{number}" for number in range(12)]


class Kept(SpooledTemporaryFile[bytes]):
    """A temporary file that is remembered."""

    opened: list["Kept"]

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.opened.append(self)


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Kept]]:
    """The temporary files of a run, every one on disk from its first byte; bins of about seven lines."""
    monkeypatch.setattr(Kept, "opened", [], raising=False)
    monkeypatch.setattr(bins, "SpooledTemporaryFile", Kept)
    monkeypatch.setattr(bins, "_HELD", 1)
    monkeypatch.setattr(bins, "_AT_ONCE", 2)
    monkeypatch.setattr(bins, "_BIN", 7)
    monkeypatch.setattr(sheets, "_PIECE", 5)
    yield Kept.opened
    assert all(file.closed for file in Kept.opened)


def shuffled() -> list[Row]:
    """Lines of an engine and of one bolt for each good, in no order; each has a note of its own."""
    rows = [row for name in NAMES for row in [*engine(name, "50"), line(name, "X", "200", originating=False)]]
    mixed = [rows[at * 29 % len(rows)] for at in range(len(rows))]  # every row once: 29 and 48 have no divisor
    return [{**row, "supplier": f"Maker {number}"} for number, row in enumerate(mixed)]


def one_by_one(goods: object, lines: object) -> list[Scored]:
    """The goods as they are read from whole tables."""
    return list(score(read_set(goods, lines).goods))


@pytest.mark.parametrize("form", ["parquet", "arrow", "polars", "few_codes", "csv"])
def test_lines_in_no_order_are_judged_by_columns(tmp_path: Path, files: list[Kept], form: str) -> None:
    """Files and frames, bin by bin: the findings of the same tables read as wholes, and the suppliers of open lines."""
    rows = [{**row, "originating": None} if row["id"] == "X" and row["good_id"] < "G3" else row for row in shuffled()]
    goods, lines = arrow([car(name, net_cost=Decimal(900)) for name in NAMES], GOODS), arrow(rows, LINES)
    sources: list[Any] = [goods, lines]
    if form == "parquet":
        sources = [tmp_path / "goods.parquet", tmp_path / "lines.parquet"]
        parquet.write_table(goods, sources[0])
        parquet.write_table(lines, sources[1], row_group_size=11, use_dictionary=["id", "hs"])
    elif form == "csv":
        sources = [tmp_path / "goods.csv", tmp_path / "lines.csv"]
        pl.DataFrame(goods).write_csv(sources[0])
        pl.DataFrame(lines).write_csv(sources[1])
    elif form == "polars":
        sources = [pl.DataFrame(goods), pl.DataFrame(lines)]
    elif form == "few_codes":
        own = pa.dictionary(pa.int8(), pa.string())
        for name in ("good_id", "hs"):
            lines = lines.set_column(lines.column_names.index(name), name, lines[name].cast(own))
        sources = [goods, pa.concat_tables([lines.slice(0, 9), lines.slice(9)])]
    fleet = Fleet(*sources, TableOptions())
    mine, theirs = list(fleet.scored()), one_by_one(*sources)
    assert told(mine) == told(theirs)
    assert [good.suppliers for good in mine] == [good.suppliers for good in theirs]
    assert fleet.by_column == len(NAMES)
    assert len(files) == 2


def test_goods_may_be_named_by_numbers() -> None:
    """Goods 0 to 11 whose lines name them as whole numbers, in no order: the findings of the tables read as wholes."""
    rows = [{**row, "good_id": int(row["good_id"][1:])} for row in shuffled()]
    goods = arrow([car(name[1:]) for name in NAMES], GOODS)
    lines = arrow(rows, {**LINES, "good_id": pa.int64()})
    fleet = Fleet(goods, lines, TableOptions())
    assert told(list(fleet.scored())) == told(one_by_one(goods, lines))
    assert fleet.by_column == len(NAMES)


def test_problems_name_the_rows_of_the_file(tmp_path: Path) -> None:
    """A line below zero, and one whose code is none: each is found where it lies in the file, below the header."""
    rows = shuffled()
    wrong = {3: {"line_value": Decimal(-1)}, 40: {"hs": "73"}}
    rows = [{**row, **wrong.get(number, {})} for number, row in enumerate(rows)]
    paths = tmp_path / "goods.parquet", tmp_path / "lines.parquet"
    parquet.write_table(arrow([car(name) for name in NAMES], GOODS), paths[0])
    parquet.write_table(arrow(rows, LINES), paths[1])
    fleet = Fleet(*paths, TableOptions())
    mine = list(fleet.scored())
    assert told(mine) == told(one_by_one(*paths))
    assert sorted(problem.row for good in mine for problem in good.problems if problem.row) == [5, 42]
    assert fleet.by_column == len(NAMES) - 2


def test_a_line_of_no_good_leaves_the_table_to_the_readers(files: list[Kept]) -> None:
    """A good that is not there, or none, named last of all: refused before a line is put into a bin."""
    goods = arrow([car(name) for name in NAMES], GOODS)
    for name in ("STRAY", None):
        rows = [*shuffled(), line("", "Y", "1", supplier="Maker") | {"good_id": name}]
        with pytest.raises(NotImplementedError):
            Fleet(goods, arrow(rows, LINES), TableOptions())
    assert len(files) == 4


def test_a_run_that_is_given_up_leaves_nothing(files: list[Kept]) -> None:
    """Results that are not asked for to the end: the files are closed with them."""
    fleet = Fleet(arrow([car(name) for name in NAMES], GOODS), arrow(shuffled(), LINES), TableOptions())
    parts = fleet.parts()
    next(parts)
    assert [file.closed for file in files] == [False, False]
    del parts, fleet
    assert [file.closed for file in files] == [True, True]


def test_a_damaged_file_in_no_order_is_refused(tmp_path: Path) -> None:
    """Bytes altered in the pages: read, or refused in words."""
    paths = tmp_path / "goods.parquet", tmp_path / "lines.parquet"
    parquet.write_table(arrow([car(name) for name in NAMES], GOODS), paths[0])
    parquet.write_table(arrow(shuffled(), LINES), paths[1], compression="NONE", use_dictionary=["good_id"])
    content, refused = paths[1].read_bytes(), list[str]()
    for at in range(4, len(content) - 8, 83):
        paths[1].write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        try:
            list(Fleet(*paths, TableOptions()).scored())
        except NotImplementedError:
            continue
        except InputError as error:
            refused += [problem.code for problem in error.problems]
    assert set(refused) == {"grid.damaged"}


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for a temporary file is a problem with the name of the table and a way out."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Kept, "write", full)
    with pytest.raises(InputError) as caught:
        Fleet(arrow([car(name) for name in NAMES], GOODS), arrow(shuffled(), LINES), TableOptions())
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("grid.no_room", "materials")
    assert "No space left on device" in str(problem)


def test_names_that_share_a_place_are_told_apart() -> None:
    """2,000 goods in a table of 8,192 places: each name leads to its own row, and one that is not there to none."""
    names = pl.Series([f"V{number}" for number in range(2000)])
    owners = Owners(names)
    asked = np.array([number * 7 % 2000 for number in range(2000)])
    texts = names.gather(asked).to_arrow()
    for keys in (texts, texts.dictionary_encode()):
        assert owners.rows(keys).tolist() == asked.tolist()
    for text in ("V2000", None):
        with pytest.raises(NotImplementedError):
            owners.rows(pa.array([text], pa.string()))


def test_texts_that_begin_to_differ_are_kept_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """One note in the first rows, and another in each later one: some parts of a bin are codes, others texts."""
    monkeypatch.setattr(bins, "_BIN", 24)
    monkeypatch.setattr(bins, "_HELD", 1 << 20)
    rows = [{**row, "description": "bolt" if at < 20 else f"bolt {at}"} for at, row in enumerate(shuffled())]
    rows[30]["line_value"] = Decimal(-1)
    goods = arrow([car(name) for name in NAMES], GOODS)
    lines = arrow(rows, {**LINES, "description": pa.string()})
    fleet = Fleet(goods, lines, TableOptions())
    assert told(list(fleet.scored())) == told(one_by_one(goods, lines))
    assert fleet.by_column == len(NAMES) - 1
