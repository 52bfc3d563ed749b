"""Text files from anywhere: read in their encoding, or refused with its name."""

from __future__ import annotations

import io

import pytest

from citations.exchange.formats import Unreadable
from citations.exchange.text import LONGEST_LINE, open_text

RUSSIAN = "неприсоединение к союзам, стратегическое партнёрство, Шанхайский дух\n" * 20
CHINESE = "不结盟，战略协作伙伴关系，上海精神，互信互利平等协商\n" * 20


def read(content: bytes, encoding: str = "") -> list[str]:
    return list(open_text(io.BytesIO(content), encoding))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("союз\n同盟\n".encode(), ""),
        ("союз\n同盟\n".encode("utf-8-sig"), ""),
        ("союз\n同盟\n".encode("utf-16"), ""),
        ("союз\n同盟\n".encode("gb18030"), "gb18030"),
    ],
    ids=["utf-8", "utf-8 with its mark", "utf-16 with its mark", "gb18030 when told"],
)
def test_text_in_every_encoding_that_tells_itself(content, encoding):
    assert read(content, encoding) == ["союз\n", "同盟\n"]


def test_mixed_line_ends_are_lines():
    assert read(b"one\r\ntwo\nthree\rfour") == ["one\n", "two\n", "three\n", "four"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            RUSSIAN.encode("windows-1251"),
            "the file is not in UTF-8; it looks like windows-1251: say so, or save it as UTF-8",
        ),
        (
            CHINESE.encode("gb18030"),
            "the file is not in UTF-8; it looks like gb18030: say so, or save it as UTF-8",
        ),
        ("союз".encode("utf-32"), "the file is in UTF-32; save it as UTF-8"),
        (
            RUSSIAN.encode()[:-200] + b"\xd1\n",
            "line 19: here is a byte that is not utf-8; save the file as UTF-8",
        ),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\0\0", "here is a NUL character; the file is damaged or not a text"),
        (b"one\ntwo \0\n", "line 2: here is a NUL character; the file is damaged or not a text"),
    ],
    ids=["windows-1251", "gb18030", "utf-32", "cut within a letter", "no text at all", "NUL"],
)
def test_anything_else_is_refused_by_its_name(content, message):
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert str(refusal.value) == message


def test_a_byte_that_is_broken_far_inside_is_named_with_its_line():
    content = ("союз\r\n" * 20_000).encode() + b"\xff\xfe\n"
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert str(refusal.value) == "line 20001: here is a byte that is not utf-8; save the file as UTF-8"


def test_a_line_without_end_is_refused():
    with pytest.raises(Unreadable) as refusal:
        read(b"a" * (LONGEST_LINE + 1))
    assert str(refusal.value) == f"line 1: this line is longer than {LONGEST_LINE} characters"
