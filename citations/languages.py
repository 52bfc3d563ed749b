"""The three content languages: their order, their database suffixes and their BCP 47 tags.

This is the one table that maps the two spellings of a language. A column is `name_zh_hans`; everywhere
outside the database the same language is `zh-Hans` (BCP 47, RFC 5646). The order ru, zh-Hans, en is the
order wherever the languages are listed.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ContentLanguage:
    """One content language: `suffix` names columns, `tag` is BCP 47, `django` is the LANGUAGES code.

    `label` stands alone, «Русский», and `within` in brackets behind a word, «название (русский)».
    """

    suffix: str
    tag: str
    django: str
    label: str | Promise
    within: str | Promise


RU = ContentLanguage("ru", "ru", "ru", _("Russian"), pgettext_lazy("in brackets", "Russian"))
ZH_HANS = ContentLanguage("zh_hans", "zh-Hans", "zh-hans", _("Chinese"), pgettext_lazy("in brackets", "Chinese"))
EN = ContentLanguage("en", "en", "en", _("English"), pgettext_lazy("in brackets", "English"))

CONTENT_LANGUAGES: tuple[ContentLanguage, ...] = (RU, ZH_HANS, EN)
TAGS: tuple[str, ...] = tuple(language.tag for language in CONTENT_LANGUAGES)
SUFFIXES: tuple[str, ...] = tuple(language.suffix for language in CONTENT_LANGUAGES)
BY_TAG: dict[str, ContentLanguage] = {language.tag: language for language in CONTENT_LANGUAGES}
TAG_CHOICES: list[tuple[str, str | Promise]] = [(language.tag, language.label) for language in CONTENT_LANGUAGES]


def column(field: str, tag: str) -> str:
    """The column that holds `field` in the language `tag`: column("name", "zh-Hans") is "name_zh_hans".

    Raises KeyError for a tag that is not a content language.
    """
    return f"{field}_{BY_TAG[tag].suffix}"


def columns(field: str) -> tuple[str, ...]:
    """The columns of a translated field in the order of the languages."""
    return tuple(f"{field}_{suffix}" for suffix in SUFFIXES)


def active_tag() -> str:
    """The content language of the interface that is active here; English for an interface in any other language."""
    code = get_language()
    return next((language.tag for language in CONTENT_LANGUAGES if language.django == code), EN.tag)
