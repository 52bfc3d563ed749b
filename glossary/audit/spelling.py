"""The rules of spelling, each a pure function from a text to what breaks the rule in it; nothing of the database."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from citations.records import Kind, Record
from citations.search.folding import HAN, SIMPLIFIED_FORM
from glossary.audit.findings import Finding, Values
from glossary.audit.texts import own_texts, without_quotations

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

# Characters that a converter to Simplified changes and that are standard in Simplified all the same: 乾坤, 著名,
# 宫商角徵羽, and those kept or restored for names (GB 2312-80; Table of General Standard Chinese Characters, 2013).
_STANDARD = frozenset("么乾吒夥徵拚捱摺於榘著薹袷醣麴麽昇陞")

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# A Latin letter that stands where Russian has a word of one letter: «союз c Китаем».
_LONE_LATIN = re.compile(r"(?<=[а-яёА-ЯЁ»,]\s)[acoky](?=\s[«(]?[а-яёА-ЯЁ])")
_RUSSIAN_WORD = re.compile(r"[А-Яа-яЁё]+")
_STRAIGHT = re.compile(r'"|(?<![^\W\d_])\'|\'(?![^\W\d_])')

_AFTER = f"[{HAN}，。；：？！、）》”’】」』]"
_BEFORE = rf"\s*(?:[{HAN}（《“‘【「『]|$)"
_HALF_WIDTH = re.compile(
    rf"(?<={_AFTER})[,.;:?!](?={_BEFORE})"  # 联盟,同盟
    rf"|(?<=[{HAN}])[()\"']|[()\"'](?=[{HAN}])"  # 声明(2014年)
)


class Fault(NamedTuple):
    """What breaks a rule in a text: what fills the sentence about it, and which of several it is."""

    values: Values
    case: str = ""


def traditional_characters(text: str) -> Fault | None:
    """Characters that only traditional script has."""
    found = [sign for sign in text if sign in SIMPLIFIED_FORM and sign not in _STANDARD]
    if not found:
        return None
    return Fault({"characters": found, "simplified": [SIMPLIFIED_FORM[sign] for sign in found]})


def mixed_scripts(text: str) -> Fault | None:
    """Words with both Latin and Cyrillic letters, and Latin letters that stand for a Russian word of one letter."""
    found = [word for word in _WORD.findall(text) if _LATIN.search(word) and _CYRILLIC.search(word)]
    if found:
        return Fault({"words": [{"word": word, **_foreign_letters(word)} for word in dict.fromkeys(found)]})
    lone = _LONE_LATIN.findall(text)
    if lone:
        return Fault({"letters": lone}, "letter")
    return None


def straight_quotes(text: str) -> Fault | None:
    """Straight quotation marks; an apostrophe within a word is none."""
    if not _STRAIGHT.search(text):
        return None
    return Fault({})


def missing_yo(text: str) -> Fault | None:
    """Words without ё that the dictionary knows with ё only; все, узнает and others that stand on their own pass."""
    found = {word: with_yo(word) for word in _RUSSIAN_WORD.findall(text)}
    faults = {word: spelling for word, spelling in found.items() if spelling}
    if not faults:
        return None
    return Fault({"words": list(faults), "spellings": list(faults.values())})


def half_width_punctuation(text: str) -> Fault | None:
    """Half-width punctuation and straight quotation marks where Chinese characters are on both sides."""
    found = _HALF_WIDTH.findall(text)
    if not found:
        return None
    return Fault({"signs": " ".join(dict.fromkeys(found))})


#: The rules by code, with the languages each is asked of.
RULES: dict[str, tuple[frozenset[str], Callable[[str], Fault | None]]] = {
    "traditional-characters": (frozenset({"zh-Hans"}), traditional_characters),
    "mixed-scripts": (frozenset({"ru", "zh-Hans", "en"}), mixed_scripts),
    "straight-quotes": (frozenset({"ru"}), straight_quotes),
    "missing-yo": (frozenset({"ru"}), missing_yo),
    "half-width-punctuation": (frozenset({"zh-Hans"}), half_width_punctuation),
}


def check_spelling(kind: Kind, record: Record) -> Iterator[Finding]:
    """What breaks the rules of spelling in the texts of `record` that are our own words."""
    for field, language, text in own_texts(kind, record):
        own = without_quotations(text)
        for code, (languages, rule) in RULES.items():
            if language in languages and (fault := rule(own)):
                yield Finding(code, kind.name, record["key"], field, language, fault.case, fault.values)


@lru_cache(maxsize=100_000)
def with_yo(word: str) -> str | None:
    """The spelling with ё of a Russian word that the dictionary knows with ё only; None for any other word.

    A word in capitals is an abbreviation, and one that the dictionary does not know is left alone.
    """
    lower = word.lower()
    if "ё" in lower or "е" not in lower or (len(word) > 1 and word.isupper()):
        return None
    dictionary = _dictionary()
    if not dictionary.word_is_known(lower):
        return None
    spellings = {reading.word for reading in dictionary.parse(lower)}
    if lower in spellings:
        return None
    spelling: str = min(spellings)
    return spelling.capitalize() if word[0].isupper() else spelling


@cache
def _dictionary() -> MorphAnalyzer:
    # OpenCorpora's dictionary as pymorphy3 packs it: the one kept up of those that tell ё from е. Loading it takes a
    # third of a second, so it waits until a text is there to read.
    import pymorphy3

    logging.getLogger("pymorphy3").setLevel(logging.WARNING)  # it announces what it loads
    return pymorphy3.MorphAnalyzer(lang="ru")


def _foreign_letters(word: str) -> dict[str, str]:
    """The letters of the script that has fewer in `word`, by the name of the script."""
    latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
    letters, script = (latin, "latin") if len(latin) <= len(cyrillic) else (cyrillic, "cyrillic")
    return {script: " ".join(dict.fromkeys(letters))}
