"""Cells of Arrow columns as numbers: amounts, codes of texts that are often the same, and texts that can be read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from rvc.base.span import Codes, Flags, Index
from rvc.lines.grids.grid import CONTROLS, ERRORS
from rvc.lines.tables.values import trimmed

DIGITS, PLACES = 12, 6  # of an amount, before and after the point
CENTS, TEN = 2, 10
_WIDEST = 38  # digits of a decimal of Arrow
_DAMAGED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}|=\".*|.*[\n\r\t].*|\s.*|.*\s|", re.DOTALL)
_ORDINARY_NAME = r"\A[A-Za-z0-9](?:[A-Za-z0-9 ._/-]*[A-Za-z0-9])?\z"  # sound if it has a digit
_USUAL_NAME = r"\A(?:[A-Za-z0-9][A-Za-z0-9 ._/-]*)?[0-9]\z"  # one that ends in a digit
_ORDINARY_TEXT = r"\A[A-Za-z0-9][A-Za-z0-9 ,.;()/&+'_-]*\z"
_WORDS = re.compile(r"(?:grand |gran |sub)?(?:sub)?total(?:s|es)?\b.*|sum(?:a|atoria)?\b.*|[*(].*|.*:", re.IGNORECASE)


def is_text(column: Any) -> bool:  # noqa: ANN401 - classes without types
    """Whether a column holds texts."""
    return "string" in str(column.type)


@dataclass(frozen=True)
class Numbers:
    """A column of amounts: whole numbers at `scale` decimals, where one is stated, and where it can be taken so."""

    units: npt.NDArray[np.int64]
    known: Flags
    fine: Flags
    scale: int

    def take(self, rows: Index) -> "Numbers":
        """The amounts of some rows."""
        return Numbers(self.units[rows], self.known[rows], self.fine[rows], self.scale)


def numbers(column: Any, *, above_zero: bool) -> Numbers:  # noqa: ANN401 - classes without types
    """Amounts of an Arrow column, exactly; one that a reader would refuse or repair is not fine.

    Raises:
        NotImplementedError: the type of the column holds no numbers.
    """
    units, known, fine, scale = _one_after_another([_figures(chunk) for chunk in chunks_of(column)])
    for needless in range(scale - CENTS, 0, -1):
        fewer = units // TEN**needless
        if np.array_equal(fewer * TEN**needless, units):
            units, scale = fewer, scale - needless
            break
    least, limit = int(above_zero), 10 ** (DIGITS + scale)
    if units.min(initial=least) < least:
        fine = fine & ((units >= least) | ~known)
    if units.max(initial=0) >= limit:
        fine = fine & (units < limit)
    return Numbers(units, known, fine, scale)


_Whole = TypeVar("_Whole", np.int32, np.int64)
_Figures = tuple[npt.NDArray[np.int64], Flags, Flags, int]


def _one_after_another(parts: Sequence[_Figures]) -> _Figures:
    """The figures of the chunks of one column."""
    if len(parts) == 1:
        return parts[0]
    units, known, fine = (np.concatenate([part[place] for part in parts]) for place in range(3))
    return units, known, fine, parts[0][3]


def _figures(column: Any) -> _Figures:  # noqa: ANN401 - classes without types
    """Whole numbers, where one is stated, and where it is exact; and their decimals, which the type decides."""
    kind, size = str(column.type), len(column)
    if "dictionary" in kind:
        return _of_distinct(column)
    known = is_stated(column)
    fine = np.ones(size, dtype=bool)
    if is_text(column) or import_module("pyarrow").types.is_floating(column.type):
        decimals = _as_decimals(column)
        if decimals is None:
            return np.zeros(size, dtype=np.int64), known, ~known, PLACES
        column, kind = decimals, str(decimals.type)
    scale = 0
    if kind.startswith("decimal64"):
        scale, words = column.type.scale, np.frombuffer(column.buffers()[1], dtype=np.int64)
        units = np.where(known, words[column.offset : column.offset + size], 0)
    elif kind.startswith("decimal128"):
        scale = column.type.scale
        words = np.frombuffer(column.buffers()[1], dtype=np.int64)
        words = words[2 * column.offset : 2 * (column.offset + size)].reshape(-1, 2)
        units = words[:, 0].copy() if known.all() else np.where(known, words[:, 0], 0)
        if words[:, 1].any():  # else what does not fit 64 bits is below zero there
            fine = ~known | (words[:, 1] == words[:, 0] >> 63)
    elif kind.startswith(("int", "uint8", "uint16", "uint32")):
        units = _filled(column, 0, np.int64).copy()
    elif kind == "null":
        units = np.zeros(size, dtype=np.int64)
    else:
        raise NotImplementedError
    if not 0 <= scale <= PLACES:
        raise NotImplementedError
    return units, known, fine, scale


def _of_distinct(column: Any) -> _Figures:  # noqa: ANN401 - the same
    """The same where distinct values stand apart, each of which is looked at once."""
    places = _filled(column.indices, len(column.dictionary), np.int32)
    units, known, fine, scale = _figures(column.dictionary)
    units, known, fine = (
        np.append(held, of_blank)[places] for held, of_blank in ((units, 0), (known, False), (fine, True))
    )
    return units, known, fine, scale


def _filled(column: Any, blank: int, dtype: type[_Whole]) -> npt.NDArray[_Whole]:  # noqa: ANN401 - the same
    """Whole numbers of an Arrow array, blanks as a number of their own; not for writing."""
    if not len(column):
        return np.empty(0, dtype=dtype)
    if str(column.type) == "bool":
        held = _bits(column.buffers()[1], column)
    else:
        held = np.frombuffer(column.buffers()[1], dtype=str(column.type))[column.offset : column.offset + len(column)]
    whole = held.astype(dtype, copy=False)
    return np.where(is_stated(column), whole, dtype(blank)) if column.null_count else whole


def is_stated(column: Any) -> Flags:  # noqa: ANN401 - the same
    """Where something stands in an Arrow array."""
    if column.null_count in {0, len(column)}:
        return np.full(len(column), not column.null_count)
    return _bits(column.buffers()[0], column).view(np.bool_)


def _bits(buffer: Any, column: Any) -> npt.NDArray[np.uint8]:  # noqa: ANN401 - the same
    """A bit for each row of an Arrow array, as 0 or 1; its own door for them would import pandas."""
    end = column.offset + len(column)
    return np.unpackbits(np.frombuffer(buffer, dtype=np.uint8), count=end, bitorder="little")[column.offset :]


def chunks_of(column: Any) -> Sequence[Any]:  # noqa: ANN401 - the same
    """The Arrow arrays that make up a column."""
    return list(getattr(column, "chunks", [column]))


def _as_decimals(column: Any) -> Any:  # noqa: ANN401 - classes without types
    """Numbers in binary, or texts, as the decimals that they stand for; None if one is too long."""
    arrow: Any = import_module("pyarrow")
    texts = column if is_text(column) else column.cast(arrow.string())
    for kind in (arrow.decimal64(DIGITS + PLACES, PLACES), arrow.decimal128(_WIDEST, PLACES)):
        try:
            return texts.cast(kind)
        except arrow.ArrowException:  # more digits, or no number
            continue
    return None


class Coder:
    """Gives the values of a column numbers, the same in every piece of the table; 0 is a blank cell."""

    def __init__(self) -> None:
        self.values: list[object] = [None]
        self._known: dict[object, int] = {}

    def codes(self, column: Any) -> Codes:  # noqa: ANN401 - classes without types
        """The number of each value of a piece; of the distinct values of a chunk each is looked up once."""
        codes, end = np.empty(len(column), dtype=np.int32), 0
        for chunk in chunks_of(column):
            places, own = encoded(chunk)
            start, end = end, end + len(places)
            found = np.array([*map(self._number, own), 0], dtype=np.int32)
            found.take(places, mode="clip", out=codes[start:end])  # every place is there, so that nothing is clipped
        return codes

    def _number(self, value: object) -> int:
        key = value if isinstance(value, str) else (type(value), value)
        number = self._known.setdefault(key, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


def encoded(array: Any) -> tuple[Codes, list[object]]:  # noqa: ANN401 - the same
    """The place of each value of an Arrow array among the distinct ones, and these; that of a blank is after them."""
    if str(array.type) == "bool":
        return _filled(array, 2, np.int32), [False, True]
    if "dictionary" not in str(array.type):
        array = array.dictionary_encode()
    elif len(array.dictionary) > len(array):  # what stands in other rows is none of its own
        array = array.dictionary_decode().dictionary_encode()
    return _filled(array.indices, len(array.dictionary), np.int32), array.dictionary.to_pylist()


@dataclass(frozen=True)
class Texts:
    """A column of texts: the number of each row's among the distinct ones, the first of which is a blank."""

    codes: Codes
    values: list[object]

    @classmethod
    def read(cls, column: Any) -> "Texts":  # noqa: ANN401 - classes without types
        """What stands in an Arrow column."""
        coder = Coder()
        return cls(coder.codes(column), coder.values)

    def of(self, row: int) -> str | None:
        """What stands in a row, as it is read."""
        value = self.values[self.codes[row]]
        return None if value is None else trimmed(str(value))


def supplied(texts: Texts | None, rows: Index) -> pl.Series:
    """What a column says in some rows, as it is read; blanks where there is no such column."""
    if texts is None:
        return pl.repeat(None, len(rows), dtype=pl.String, eager=True)
    read = [None if value is None else trimmed(str(value)) for value in texts.values]
    return pl.Series(read, dtype=pl.String).gather(texts.codes[rows])


def sound_names(names: pl.Series) -> Flags:
    """Which names are read as they are written: no blanks around them, no error, no number that a file damaged."""
    ordinary = names.str.contains(_USUAL_NAME)
    if not ordinary.all():
        ordinary = names.str.contains(_ORDINARY_NAME) & names.str.contains("[0-9]")
    return _sound(names, ordinary, _is_sound)


def sound_texts(texts: pl.Series) -> Flags:
    """Which texts are read as texts, whatever they say."""
    return _sound(texts, texts.str.contains(_ORDINARY_TEXT), _is_read)


def _sound(texts: pl.Series, ordinary: pl.Series, is_sound: Callable[[str], bool]) -> Flags:
    """Texts that are ordinary, and of the others those that are sound by themselves; a blank is not."""
    found = ordinary.fill_null(value=False).to_numpy().copy()
    for at in np.flatnonzero(~found).tolist():
        text = texts[at]
        found[at] = text is not None and is_sound(text)
    return np.asarray(found, dtype=bool)


def _is_read(text: str) -> bool:
    return not (text.isspace() or CONTROLS.search(text) or ERRORS.fullmatch(text))


def _is_sound(name: str) -> bool:
    return not (CONTROLS.search(name) or ERRORS.fullmatch(name) or _DAMAGED.fullmatch(name) or _WORDS.fullmatch(name))
