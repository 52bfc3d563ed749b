"""What makes two spellings one: case, ё, stress, diacritics, dashes, look-alike letters, traditional characters."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_TRADITIONAL, _SIMPLIFIED = Path(__file__).with_name("characters.txt").read_text(encoding="utf-8").splitlines()

# Made once from the single-character mappings of OpenCC 1.4 (t2s, then hk2s, then tw2s; Apache-2.0).
# Character by character and without context, so that a part of a word folds like the whole word.
SIMPLIFIED_FORM: dict[str, str] = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))

# Letters that Unicode does not decompose.
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŋ": "n", "ə": "a", "ё": "е", "ѣ": "е", "і": "и", "ѳ": "ф", "ѵ": "и", "ґ": "г", "є": "е", "ї": "и",
}  # fmt: skip
# Apostrophes and the signs transliterations use for ь and ъ: dropped, so that a word stays one word.
_DROPPED = "'’‘ʼʹʺʻ′″`´ˈˊ＇\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "‐‑‒–—―−﹣－⁃"
_MARKS = "".join(
    map(
        chr,
        [*range(0x300, 0x370), *range(0x483, 0x488), *range(0x1DC0, 0x1E00), 0x20DD],
    )
)

_TABLE: dict[int, str | None] = {
    **{ord(a): b for a, b in SIMPLIFIED_FORM.items()},
    **{ord(a): b for a, b in _LETTERS.items()},
    **dict.fromkeys(map(ord, _DROPPED)),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _MARKS)),
    # between the parts of a name in Chinese: 肯尼思·华尔兹
    **dict.fromkeys(map(ord, "·・•‧"), " "),
}
_ASCII_TABLE: dict[int, str | None] = {ord("'"): None, ord("`"): None}

_LOOK_ALIKE = dict(zip("aceopxykmthbi", "асеорхукмтнви", strict=True))
_TO_CYRILLIC = str.maketrans(_LOOK_ALIKE)
_TO_LATIN = str.maketrans({b: a for a, b in _LOOK_ALIKE.items()})
_MIXED = re.compile(r"(?=[a-zа-я]*[a-z])(?=[a-zа-я]*[а-я])[a-zа-я]+")
# What lower case alone folds, but for ё, and what only has to be simplified: most of what is met.
_PLAIN_RUSSIAN = re.compile(r"[ а-яё,()«»-]*")
_PLAIN_CHINESE = re.compile(r"[\u4e00-\u9fff]*")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-я]")


def _one_script(match: re.Match[str]) -> str:
    """In: a word of Latin and Cyrillic letters. Out: the word in the one script it can be read in, else unchanged."""
    word = match.group()
    if not _LATIN.search(cyrillic := word.translate(_TO_CYRILLIC)):
        return cyrillic
    if not _CYRILLIC.search(latin := word.translate(_TO_LATIN)):
        return latin
    return word


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """In: any text. Out: the same text as it is compared: lower case, no marks, Simplified, ASCII dashes.

    й stays a letter of its own, as in Russian dictionaries; ё becomes е. Folding a folded text changes nothing.
    """
    if text.isascii():
        return text.lower().translate(_ASCII_TABLE)
    if _PLAIN_RUSSIAN.fullmatch(lower := text.lower()):
        return lower.replace("ё", "е")
    if _PLAIN_CHINESE.fullmatch(text):
        return text.translate(_TABLE)
    text = unicodedata.normalize("NFKD", text).casefold().replace("и\u0306", "й").translate(_TABLE)
    text = unicodedata.normalize("NFC", text)
    return _MIXED.sub(_one_script, text) if _LATIN.search(text) and _CYRILLIC.search(text) else text


def as_cyrillic(word: str) -> str | None:
    """In: a folded Latin word. Out: it as Cyrillic when every letter looks like one («HATO»), else None."""
    cyrillic = word.translate(_TO_CYRILLIC)
    return None if cyrillic == word or _LATIN.search(cyrillic) else cyrillic


def is_han(sign: str) -> bool:
    """In: one character. Out: whether it is a Chinese character."""
    return (
        "\u4e00" <= sign <= "\u9fff"
        or "\u3400" <= sign <= "\u4dbf"
        or "\U00020000" <= sign <= "\U000323af"
        or sign == "〇"
    )


HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
LATIN, CYRILLIC, HAN_SCRIPT, DIGITS = 1, 2, 4, 8
_SCRIPTS = (
    (LATIN, re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    (CYRILLIC, re.compile(r"[\u0400-\u052f]")),
    (HAN_SCRIPT, re.compile(f"[{HAN}]")),
    (DIGITS, re.compile(r"\d")),
)


_OF_ASCII = tuple(pair for pair in _SCRIPTS if pair[0] in (LATIN, DIGITS))


def scripts_of(text: str) -> int:
    """In: any text. Out: a sum of LATIN, CYRILLIC, HAN_SCRIPT, DIGITS for those in it; of all when none is."""
    return sum([script for script, sign in (_OF_ASCII if text.isascii() else _SCRIPTS) if sign.search(text)]) or 15


_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")


def tokens_of(folded: str) -> list[str]:
    """In: folded text. Out: its words and its single Chinese characters, in order; all else separates."""
    return _TOKEN.findall(folded)


def join_tokens(tokens: list[str]) -> str:
    """In: tokens. Out: one text: words parted by a space, Chinese characters by nothing."""
    parts: list[str] = []
    after_han = True
    for token in tokens:
        han = is_han(token[0])
        if parts and not (han and after_han):
            parts.append(" ")
        parts.append(token)
        after_han = han
    return "".join(parts)
