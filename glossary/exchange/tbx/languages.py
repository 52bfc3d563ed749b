"""Which content language a language tag of a file means, and of which region and writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from citations.languages import EN, RU, ZH_HANS

#: Chinese in traditional characters: a form of the Chinese name here, no language of its own.
TRADITIONAL = "zh-Hant"
#: Where Chinese is written in traditional characters.
TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})

_PRIMARY = {
    "ru": RU.tag,
    "rus": RU.tag,
    "en": EN.tag,
    "eng": EN.tag,
    "zh": ZH_HANS.tag,
    "zho": ZH_HANS.tag,
    "chi": ZH_HANS.tag,
    "cmn": ZH_HANS.tag,
}
_REGION = re.compile(r"[A-Z]{2}|[0-9]{3}")
_HAN = re.compile("[\u3400-\u9fff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a tag means: the content language, the region ("" for none), and whether the characters are traditional."""

    tag: str
    region: str = ""
    is_traditional: bool = False


def spoken(tag: str, language_map: Mapping[str, str]) -> Spoken | None:
    """What the BCP 47 tag `tag` of a file means here, `language_map` going first; None for a language not held."""
    tag = language_map.get(tag.lower(), tag)
    primary, *rest = tag.replace("_", "-").split("-")
    language = _PRIMARY.get(primary.lower())
    if language is None:
        return None
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest if _REGION.fullmatch(part.upper())), "")
    is_traditional = language == ZH_HANS.tag and (
        script == "Hant" or (script != "Hans" and region in TRADITIONAL_REGIONS)
    )
    return Spoken(language, region, is_traditional)


def region_of(value: str) -> str:
    """The region that a file names, TW or zh-TW; "" when `value` is no region."""
    last = value.strip().replace("_", "-").split("-")[-1].upper()
    return last if _REGION.fullmatch(last) else ""


def written_in(text: str) -> str:
    """The content language that the characters of `text` belong to; "" for Latin ones, which tell nothing."""
    if _HAN.search(text):
        return ZH_HANS.tag
    return RU.tag if _CYRILLIC.search(text) else ""
