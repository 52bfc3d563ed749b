"""Text files from anywhere: the bytes of a file as lines of text, in the encoding it is in or with a clear refusal."""

from __future__ import annotations

import codecs
import io
import re
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from citations.exchange.formats import MOST_BYTES, Unreadable

#: Enough to tell an encoding by.
SAMPLE = 64 << 10
#: So many characters that are no ASCII make it sure that a text is in UTF-8, though there is a wrong byte behind them.
ENOUGH = 20
#: The longest line that is read, in characters.
LONGEST_LINE = 4 << 20

#: Encodings that people may name: what our files come in.
ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5", "windows-1251", "koi8-r")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def open_text(file: BinaryIO, encoding: str = "") -> CheckedText:
    """`file` as text: in `encoding`, or in UTF-8 (with or without its mark) or UTF-16 with its mark.

    Line ends of all kinds become "\\n". Raises Unreadable, naming the encoding it looks like, for anything else.
    """
    sample = file.read(SAMPLE)
    file.seek(0)
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    if marked == "":
        raise Unreadable(_("the file is in UTF-32; save it as UTF-8"))
    if encoding:
        return CheckedText(file, encoding)
    if marked is None:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < SAMPLE)
        except UnicodeDecodeError as error:
            if len(re.findall(r"[^\0-\x7f]", sample[: error.start].decode())) < ENOUGH:
                raise Unreadable(_not_utf8(sample)) from error
    return CheckedText(file, marked or "utf-8")


def _not_utf8(sample: bytes) -> str:
    if b"\0" in sample:
        return _("here is a NUL character; the file is damaged or not a text")
    guess = from_bytes(sample, cp_isolation=list(ENCODINGS[2:])).best()
    if guess is None:
        return _("the file is not in UTF-8; save it as UTF-8, or say its encoding (one of %(known)s)") % {
            "known": ", ".join(ENCODINGS)
        }
    name = {"cp1251": "windows-1251", "gb2312": "gb18030", "gbk": "gb18030"}.get(guess.encoding, guess.encoding)
    return _("the file is not in UTF-8; it looks like %(encoding)s: say so, or save it as UTF-8") % {
        "encoding": name.replace("_", "-")
    }


class CheckedText:
    """Lines of text that say where they are broken: bytes that are none of the encoding, NULs, endless lines, too many
    bytes. `where` is the line that was read last."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(file, encoding=encoding, errors="strict")
        weakref.finalize(self, _let_go, self._text)  # the file is the caller's, who closes it
        self._encoding = encoding
        self._line = 0
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self._line += 1
        line = self._checked(self._text.readline, LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) >= LONGEST_LINE:
            raise Unreadable(_("this line is longer than %(most)s characters") % {"most": LONGEST_LINE}, self.where)
        return line

    def pieces(self) -> Iterator[str]:
        """The text in pieces, for formats in which a line may be of any length; instead of the lines."""
        self._line = 1
        while piece := self._checked(self._text.read, SAMPLE):
            yield piece
            self._line += piece.count("\n")

    def _checked(self, read: Callable[[int], str], most: int) -> str:
        try:
            text = read(most)
        except UnicodeError as error:
            self._line = self._broken_line()
            message = _("here is a byte that is not %(encoding)s; save the file as UTF-8")
            raise Unreadable(message % {"encoding": self._encoding.removesuffix("-sig")}, self.where) from error
        self._size += len(text)
        if "\0" in text:
            raise Unreadable(_("here is a NUL character; the file is damaged or not a text"), self.where)
        if self._size > MOST_BYTES:
            raise Unreadable(_("the file is larger than %(most)s MB") % {"most": MOST_BYTES >> 20}, self.where)
        return text

    def _broken_line(self) -> int:
        """The line of the first byte that is none of the encoding; bytes are decoded long before their line is read."""
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(self._encoding)(), translate=True)
        self._text.buffer.seek(0)
        line = 1
        with suppress(UnicodeError):
            while piece := self._text.buffer.read(1):
                line += decoder.decode(piece).count("\n")
        return line

    def read(self) -> str:
        """All that is left."""
        return "".join(self)

    @property
    def where(self) -> str:
        """The line that was read last."""
        return _("line %(line)s") % {"line": self._line}


def _let_go(text: io.TextIOWrapper) -> None:
    with suppress(ValueError):  # it is closed already
        text.detach()
