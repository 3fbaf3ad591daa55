"""The safe door to workbooks: ZIP files of XML, read with bounds on size, number, depth and compression.

A document type is refused altogether, and with it every entity; nothing outside the file is ever opened.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from rvc.base.errors import InputError
from rvc.lines.grids.grid import MAX_BYTES, refusal

__all__ = ["Package"]

_MAX_PARTS = 10_000
_MAX_RATIO = 200  # of a part's size to its packed size; sheets come to 10-60
_FREE = 2**20  # a part up to this size may pack as well as it will
_CHUNK = 2**20
_MAX_TOKEN = 8 * _CHUNK  # a tag with its attributes, or a comment
_DIRECTORY_ENTRY, _FILE_ENTRY = b"PK\x01\x02", b"PK\x03\x04"
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)

Start = Callable[[str, dict[str, str]], object]
Text = Callable[[str], object]


class Package:
    """The parts of a workbook by name, without case."""

    def __init__(self, data: bytes, form: str) -> None:
        if not data.startswith(_FILE_ENTRY):
            raise refusal("grid.not_workbook", form=form)
        if data.count(_DIRECTORY_ENTRY) > _MAX_PARTS:
            raise refusal("grid.too_large.parts", limit=f"{_MAX_PARTS:,}")
        try:
            self._file = zipfile.ZipFile(BytesIO(data))
        except DAMAGE:
            raise refusal("grid.damaged", part="-") from None
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._read = 0
        for part in self._file.infolist():
            name = part.filename.replace("\\", "/").lower()
            if name in self._parts:
                raise refusal("grid.damaged", part=part.filename)
            self._parts[name] = part

    def __contains__(self, name: str) -> bool:
        """Whether the file has such a part."""
        return name.lower() in self._parts

    def parse(self, name: str, start: Start, end: Text, text: Text, *, namespaces: bool = False) -> None:
        """Run through the XML of a part with the caller's handlers; any damage is refused by the part's name."""
        part = self._parts.get(name.lower())
        if part is None:
            raise refusal("grid.damaged", part=name)
        self._weigh(part)
        parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        try:
            with self._file.open(part) as stream:
                fed = 0
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by place only
                    fed += len(chunk)
                    if fed - max(parser.CurrentByteIndex, 0) > _MAX_TOKEN:
                        raise refusal("grid.unsafe", part=name)
                parser.Parse(b"", True)  # noqa: FBT003 - the same
        except InputError:
            raise
        except (expat.ExpatError, LookupError, *DAMAGE):
            raise refusal("grid.damaged", part=name) from None

    def _weigh(self, part: zipfile.ZipInfo) -> None:
        if part.flag_bits & 1:
            raise refusal("grid.encrypted")
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refusal("grid.damaged", part=part.filename)
        self._read += part.file_size
        if self._read > MAX_BYTES or part.file_size > max(_FREE, _MAX_RATIO * part.compress_size):
            raise refusal("grid.too_large.unpacked", part=part.filename)


def _refuse_doctype(*_: object) -> NoReturn:
    raise refusal("grid.unsafe", part="DOCTYPE")
