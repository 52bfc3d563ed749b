"""Language tags as files write them, and the content language each of them means (BCP 47, RFC 5646)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from citations.languages import EN, RU, TAGS, ZH_HANS

#: Traditional characters: what the Chinese of these regions is written in (RFC 5646 §4.1 has no better rule).
_TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})
#: What older files write (ISO 639-2, ISO 639-3, names of languages in English and in themselves).
_ALIASES = {
    "rus": "ru",
    "russian": "ru",
    "русский": "ru",
    "chi": "zh",
    "zho": "zh",
    "cmn": "zh",
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "简体中文": "zh-Hans",
    "китайский": "zh",
    "俄语": "ru",
    "俄文": "ru",
    "eng": "en",
    "english": "en",
    "английский": "en",
    "英语": "en",
    "英文": "en",
    "chs": "zh-Hans",
    "cht": "zh-Hant",
}
#: The writings that are content; any other is a transcription (zh-Latn-pinyin) or none of ours.
_SCRIPTS = {"ru": ("Cyrl",), "zh": ("Hans", "Hant", "Hani"), "en": ("Latn",)}
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3})?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?(?:-.*)?"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tag means here: the content language (ru, zh-Hans, en), the region it names ("" for none), and whether its
    Chinese is written in traditional characters."""

    content: str
    region: str = ""
    is_traditional: bool = False


def read_tag(text: str, language_map: Mapping[str, str] | None = None) -> Tag | None:
    """The meaning of the language tag `text`; None for a language that is none of ours.

    `language_map`, by small letters, goes before everything else. zh, zh-CN, zh-SG and zh-Hans-CN are zh-Hans; zh-TW,
    zh-HK and zh-Hant are its traditional writing.
    """
    plain = text.strip().replace("_", "-").lower()
    plain = (language_map or {}).get(plain, _ALIASES.get(plain, plain)).lower()
    found = _TAG.fullmatch(plain)
    if not found:
        return None
    language = _ALIASES.get(found["language"], found["language"])
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    if script and script not in _SCRIPTS.get(language, ()):
        return None
    if language == "zh":
        is_traditional = script == "Hant" or (not script and region in _TRADITIONAL_REGIONS)
        return Tag(ZH_HANS.tag, region, is_traditional)
    content = {"ru": RU.tag, "en": EN.tag}.get(language)
    return None if content is None or content not in TAGS else Tag(content, region)
