"""What GB/T 7714 makes of the words printed on a work: 第三版, № 5–6, （明）李时珍 become 3 版, 5/6, 李时珍."""

from __future__ import annotations

import re

from citations.citing.parts import edition_text, is_chinese, page_range, tidy

_DIGITS = "一二三四五六七八九"
_COUNT = r"[0-9A-Z][0-9A-Za-z/.,‐‑–— -]*|[一二三四五六七八九十]+"
_UNIT = "[卷期版页]"
_COUNTED = re.compile(
    rf"(?:第|№|[Nn]o\.?|[Vv]ol\.?|[Vv]\.|[ТтСс]\.|[Pp]{{1,2}}\.)\s*({_COUNT})\s*{_UNIT}?|({_COUNT})\s*{_UNIT}"
)


def arabic(text: str) -> str:
    """A Chinese numeral up to 99 in Arabic figures, 十二 as 12; "" for anything else."""
    found = re.fullmatch(rf"([{_DIGITS}]?)(十?)([{_DIGITS}]?)", text)
    if not text or not found or (found[1] and found[3] and not found[2]):
        return ""
    tens, ten, ones = found.groups()
    if not ten:
        return str(_DIGITS.index(tens or ones) + 1)
    return str((_DIGITS.index(tens) + 1 if tens else 1) * 10 + (_DIGITS.index(ones) + 1 if ones else 0))


def bare(text: str) -> str:
    """A volume, an issue, the page of a newspaper or a page without the word that counts it, in Arabic figures (6.2
    of 2015, 5.2 of 2025): 第3期, № 3 and 第三期 are 3; what is no number stays as it is (增刊2, 第1版自序)."""
    text = tidy(text)
    found = _COUNTED.fullmatch(text)
    if not found:
        return text
    value = tidy(found[1] or found[2])
    return arabic(value) or value


def combined(text: str) -> str:
    """A volume or issue, with slashes between those that came out as one (8.8.3 of 2015, 8.5.1.2 of 2025): 5–6 is
    5/6, and 8-10 is 8/9/10."""
    text = page_range(bare(text), "-")
    found = re.fullmatch(r"([0-9]+)-([0-9]+)", text)
    if not found:
        return text
    first, last = int(found[1]), int(found[2])
    return "/".join(map(str, range(first, last + 1))) if first < last < first + 12 else text


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_EDITIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"第?\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*版",
        r"([0-9]{1,2})(?:st|nd|rd|th)(?:\s+ed(?:ition|\.)?)?",
        rf"({'|'.join(_ORDINALS)})\s+ed(?:ition|\.)",
        r"([0-9]{1,2})-е\s+изд(?:ание|\.)",
    )
)


def edition(text: str, language: str) -> str:
    """How an entry in `language` names an edition: by its number where it has one, shortened, and not at all for the
    first (8.3 of 2015, 7.4 of 2025). 第三版 is 3 版, Fifth edition is 5th ed., Revised edition is Rev. ed.; 刻本,
    新1版 and 2020 版 stay as they are."""
    text = tidy(text)
    if re.fullmatch(r"rev(?:ised|\.)?\s+ed(?:ition|\.)", text, re.IGNORECASE):
        return "Rev. ed."
    for pattern in _EDITIONS:
        if found := pattern.fullmatch(text):
            value = found[1].lower()
            ordinal = str(_ORDINALS.index(value) + 1) if value in _ORDINALS else ""
            return edition_text(ordinal or arabic(value) or value, language)
    return edition_text(text, language)


def first(text: str) -> str:
    """The first of several places or publishers (8.4.1.2 and 8.4.2.2 of 2015, 7.5.2.2 and 7.5.3.2 of 2025)."""
    return tidy(re.split(r"[;；]", text)[0]) or text


_ORIGIN = re.compile(r"[(（\[［〔【][^)）\]］〕】]{1,6}[)）\]］〕】]\s*")


def name_without_origin(name: str, language: str) -> str:
    """A Chinese name as it is printed on a book without the dynasty or country in front of it, and of the foreigner
    the family name only (8.1.1 of 2015, 7.1.1 of 2025): （明）李时珍 is 李时珍, [瑞士]伊迪斯·乔纳斯 is 乔纳斯."""
    found = _ORIGIN.match(name)
    if not is_chinese(language) or not found or found.end() == len(name):
        return name
    return re.split(r"[·・•]", re.sub(r"^(?:[A-Z]\.\s*)+", "", name[found.end() :]))[-1] or name


_HAN = r"\u3400-\u9fff"
_COLON = re.compile(
    rf"(?<=[^\s0-9])\s*:\s+(?=\S)|(?<=[0-9])\s*:\s+(?=[^\s0-9])|(?<=[{_HAN}])\s*:\s*(?=[{_HAN}《“])",
)


def wide_colons(title: str) -> str:
    """`title` with the sign before its other title information full-width, as the 2025 edition prints it (6.2, 7.2.3):
    Wiener Hitze：architecture and storytelling. Scales (1:25 000) and numbers of standards keep theirs."""
    return _COLON.sub("：", title)
