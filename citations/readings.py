"""How Chinese is read: the readings of characters and phrases that pypinyin has collected, packed small.

pypinyin itself is never imported: its tables would take 57 MB of every process. They are read from its files at the
first call and packed into 4 MB; a text is divided and read by them exactly as `pypinyin.lazy_pinyin` does.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

# What pypinyin takes for a Chinese character, with or without a reading (`RE_HANS` in its constants).
_HAN = (
    r"〇\u3400-\u4dbf\u4e00-\u9fff\ue815-\ue864\uf900-\ufaff"
    r"\U00020000-\U0002a6df\U0002a703-\U0002b81d\U0002b825-\U0002bf6e\U0002c029-\U0002ce93\U0002d016"
    r"\U0002d11b-\U0002ebd9\U0002f80a-\U0002fa1f\U00030000-\U0003134a\U00031350-\U00032389"
)
_RUN = re.compile(f"([{_HAN}]+)|[^{_HAN}]+")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")


def read(text: str) -> list[tuple[str, str]]:
    """In: Simplified text, anything else beside it. Out: its pieces, each with its reading in pinyin with tone marks.

    Each Chinese character is a piece; so is whatever stands between Chinese characters, whole. What has no reading has
    an empty one. Read is the longest phrase at each place, else the character by itself, in its first reading.

    Source: pypinyin's tables and its way of dividing a text. RuntimeError when they are not where they should be.
    """
    found: list[tuple[str, str]] = []
    for run in _RUN.finditer(text):
        found += zip(run[1], _syllables(run[1]), strict=True) if run[1] else [(run[0], "")]
    return found


def readings_of(sign: str) -> tuple[str, ...]:
    """In: one character. Out: all its readings, with tone marks, the usual one first; none for what is not Chinese."""
    tables = _tables()
    place = ord(sign)
    return tables.ways[tables.signs[place]] if place < len(tables.signs) else ()


def is_phrase(han: str) -> bool:
    """In: Chinese characters. Out: whether they are a phrase that pypinyin has a reading for."""
    tables = _tables()
    return tables.words.find(f"\n{han}\n", *tables.spans.get(han[:1], _NOWHERE)) >= 0


def without_tone(pinyin: str) -> str:
    """lüè -> lüe: the four tone marks go, the two dots and the ê stay."""
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", pinyin)))


def _syllables(han: str) -> list[str]:
    """In: Chinese characters. Out: a syllable for each."""
    tables = _tables()
    found: list[str] = []
    while len(found) < len(han):
        found += _next_syllables(tables, han, len(found))
    return found


def _next_syllables(tables: _Tables, han: str, start: int) -> list[str]:
    """Out: the syllables of the longest phrase at `start`; where there is none, of the characters to be read singly."""
    phrase = array("H")
    # pypinyin looks for no phrase inside an ending that is the beginning of one.
    alone = han[start:]
    place, end = tables.spans.get(han[start], _NOWHERE)
    for stop in range(start + 1, len(han) + 1):
        # Phrases stand in order: if this is one, it is the first of those that begin so.
        place = tables.words.find(f"\n{han[start:stop]}", place, end)
        if place < 0:
            alone = han[start]
            break
        after = place + 1 + stop - start
        if tables.words[after] == "\n":
            phrase = tables.numbers[place + 1 : after]
    if phrase:
        return [tables.syllables[number] for number in phrase]
    return [next(iter(readings_of(sign)), "") for sign in alone]


class _Tables(NamedTuple):
    """pypinyin's tables in few objects: as a string of its own a word takes ten times the room of its characters."""

    signs: array[int]  # for each code point the number of its readings
    ways: list[tuple[str, ...]]  # the readings a character can have, by number; number 0 is none
    words: str  # all phrases in order, a line break before and after each
    numbers: array[int]  # for each character in `words` the number of its syllable
    syllables: list[str]  # by number
    spans: dict[str, tuple[int, int]]  # by first character, where its phrases begin and end in `words`


_NOWHERE = (0, 0)


@cache
def _tables() -> _Tables:
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise RuntimeError("pypinyin, which has the readings of Chinese characters, is not installed.")
    folder = Path(spec.origin).parent
    try:
        # Characters first: a string that stays and is made among many that do not keeps their memory from being freed.
        path = folder / "pinyin_dict.json"
        signs, ways, known = _characters(path)
        path = folder / "phrases_dict.json"
        words, numbers = _phrases(path, known)
    except (OSError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise RuntimeError(f"{path} is not the table that pypinyin 0.55 has there: {error}") from error
    blocks = re.finditer(r"\n(.)[^\n]*(?:\n\1[^\n]*)*", words)  # phrases with the same first character
    spans = {block[1]: (block.start(), block.end() + 1) for block in blocks}
    return _Tables(signs, ways, words, numbers, list(known), spans)


def _characters(path: Path) -> tuple[array[int], list[tuple[str, ...]], dict[str, int]]:
    """Out: `signs` and `ways` of the tables, and the number of each syllable."""
    signs = array("H")
    ways: dict[tuple[str, ...], int] = {(): 0}
    once: dict[str, str] = {}
    for code, spelled in _entries(path):
        signs.extend([0] * (int(code) + 1 - len(signs)))
        readings = tuple([once.setdefault(syllable, syllable) for syllable in spelled.split(",")])
        signs[int(code)] = ways.setdefault(readings, len(ways))
    return signs, list(ways), {syllable: number for number, syllable in enumerate(once)}


def _phrases(path: Path, known: dict[str, int]) -> tuple[str, array[int]]:
    """Out: `words` and `numbers` of the tables; `known` learns the syllables that no character has by itself."""
    rows: list[str] = []
    for phrase, each in _entries(path):
        if len(each) != len(phrase) or not all(isinstance(readings, list) for readings in each):
            raise ValueError(f"{phrase}: {each}")
        rows.append(phrase + "\n" + "".join([chr(known.setdefault(readings[0], len(known))) for readings in each]))
    rows.sort()
    words = "\n".join(["", *(row.partition("\n")[0] for row in rows), ""])
    numbers = array("H", [0])
    for row in rows:
        numbers.extend(map(ord, row.partition("\n")[2]))
        numbers.append(0)
    return words, numbers


def _entries(path: Path) -> Iterator[tuple[str, Any]]:
    """Out: the entries of a JSON object, decoded some at a time: all at once they would take 40 MB."""
    rest = ""
    with path.open(encoding="utf-8") as file:
        while piece := file.read(1 << 14):
            rest += piece
            # The comma before the last key: whatever stands before it is whole.
            cut = rest.rfind(",", 0, rest.rfind(":"))
            if cut > 0:
                yield from json.loads("{" + rest[1:cut] + "}").items()
                rest = rest[cut:]
    yield from json.loads("{" + rest[1:]).items()
