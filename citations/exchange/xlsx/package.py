"""The container of a workbook: a ZIP archive of XML parts from anybody, opened within limits.

Before anything is unpacked the directory is checked: how many parts, how large, how tightly packed. Parts are parsed
piece by piece, without document type declarations, and within a number of elements, names and depth, so that no file
takes more memory or time than a workbook may.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, Self
from xml.parsers import expat

from django.utils.translation import gettext as _

from citations.exchange.formats import MOST_BYTES, Unreadable

PIECE = 64 << 10
MOST_PARTS = 2000
#: The most bytes that all parts come to, and how many times the file they may be when they are more than a few.
MOST_UNPACKED = 1 << 30
MOST_RATIO = 200
FEW_BYTES = 16 << 20
MOST_ELEMENTS = 60_000_000
MOST_NAMES = 2000
DEEPEST = 64
#: The longest tag, comment or name, in bytes.
LONGEST_TOKEN = 1 << 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = b"PK\x05\x06"
_END_SIZE = 22
#: The directory entry of a part, with its name and what else belongs to it.
_MOST_DIRECTORY = MOST_PARTS * 512


class Handler:
    """What is done with the elements of a part; names come without prefixes, attributes too."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """A piece of text."""


class Package:
    """The parts of a workbook. Raises Unreadable for what is no workbook, or more than one may be."""

    def __init__(self, file: BinaryIO) -> None:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(len(_OLE))
        if head == _OLE:
            raise Unreadable(_ole_message(file))
        if size > MOST_BYTES:
            raise Unreadable(_("the file is larger than %(most)s MB") % {"most": MOST_BYTES >> 20})
        if not head.startswith(b"PK"):
            raise Unreadable(_("this is no XLSX workbook; save it as XLSX, or say the format that it has"))
        _check_directory(file, size)
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, UnicodeError) as error:
            raise _damaged(error) from error
        self._elements = 0
        self._unpacked = 0
        self._check_parts(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._archive.close()

    def _check_parts(self, size: int) -> None:
        parts = self._archive.infolist()
        names = {part.filename for part in parts}
        if "content.xml" in names:
            raise Unreadable(_("this is an OpenDocument table (.ods); save it as XLSX"))
        if any(name.endswith("workbook.bin") for name in names):
            raise Unreadable(_("this is a binary workbook (.xlsb); save it as XLSX"))
        if any(name.endswith("vbaProject.bin") for name in names):
            raise Unreadable(_("this workbook holds macros (.xlsm); save it as XLSX, without them"))
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(_("this archive is locked with a password; save the workbook without one"))
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise Unreadable(_("this archive is packed in a way that no spreadsheet uses; save it as XLSX again"))
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
            raise _too_much()
        if unpacked > FEW_BYTES and unpacked > size * MOST_RATIO:
            raise _too_much()

    def feed(self, part: str, handler: Handler) -> Iterator[None]:
        """Parse `part`, giving its elements to `handler`, and halt after every piece; raises Unreadable."""
        reader = _Reader(part, handler, self._count)
        try:
            with self._archive.open(part) as stream:
                while piece := stream.read(PIECE):
                    self._unpacked += len(piece)
                    if self._unpacked > 2 * MOST_UNPACKED:  # what is read twice counts twice
                        raise _too_much()
                    reader.take(piece)
                    yield
            reader.finish()
            yield
        except KeyError as error:
            raise Unreadable(_("the part %(part)s is missing; the workbook is damaged") % {"part": part}) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise _damaged(error) from error

    def parse(self, part: str, handler: Handler) -> None:
        """Parse the whole of `part`; raises Unreadable."""
        for _halt in self.feed(part, handler):
            pass

    def _count(self) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise _too_much()


class _Reader:
    """Parses one part."""

    def __init__(self, part: str, handler: Handler, count: Callable[[], None]) -> None:
        self._part, self._handler, self._count = part, handler, count
        self._names: dict[str, str] = {}
        self._depth = 0
        self._taken = 0
        self._parser: Any = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = handler.text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def take(self, piece: bytes) -> None:
        """Parse a piece of the part."""
        self._run(piece, is_last=False)
        self._taken += len(piece)
        if self._taken - max(self._parser.CurrentByteIndex, 0) > LONGEST_TOKEN:
            raise _too_much()

    def finish(self) -> None:
        """The part ends."""
        self._run(b"", is_last=True)

    def _run(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            message = _("the part %(part)s is no XML (%(reason)s); the workbook is damaged")
            raise Unreadable(message % {"part": self._part, "reason": error}) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count()
        self._depth += 1
        if self._depth > DEEPEST:
            raise _too_much()
        self._handler.start(self._local(name), {self._local(one): value for one, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(self._local(name))

    def _local(self, name: str) -> str:
        """`name` without its prefix; there are only so many names."""
        local = self._names.get(name)
        if local is None:
            if len(self._names) >= MOST_NAMES:
                raise _too_much()
            local = self._names[name] = name.rpartition(":")[2]
        return local

    def _refuse(self, *declaration: object) -> None:
        message = _("the part %(part)s declares a document type, which no workbook does; the file is not safe to read")
        raise Unreadable(message % {"part": self._part})


def _check_directory(file: BinaryIO, size: int) -> None:
    """Refuse a directory that is larger than that of any workbook before it is read."""
    file.seek(max(size - _END_SIZE - 0xFFFF, 0))
    tail = file.read()
    file.seek(0)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise _damaged(None)
    places = {place, len(tail) - _END_SIZE}
    for one in places:
        if tail[one : one + 4] == _END:
            _signature, _disk, _first, _here, parts, directory = struct.unpack("<4sHHHHL", tail[one : one + 16])
            if parts > MOST_PARTS or directory > _MOST_DIRECTORY or b"PK\x06\x07" in tail[max(one - 20, 0) : one]:
                raise _too_much()


def _ole_message(file: BinaryIO) -> str:
    """What an OLE container is: a workbook with a password, or one of the old format."""
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read(8 << 20):
        return _("the workbook is locked with a password; save it without one")
    return _("this is a workbook of Excel 97–2003 (.xls); save it as XLSX")


def _too_much() -> Unreadable:
    return Unreadable(_("the workbook unpacks to more than any glossary needs; it was not read"))


def _damaged(error: Exception | None) -> Unreadable:
    reason = f" ({error})" if error is not None and str(error) else ""
    return Unreadable(_("the workbook is damaged or cut off%(reason)s; save it again") % {"reason": reason})
