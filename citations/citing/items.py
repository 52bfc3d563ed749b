"""What a citation needs to know of a work: plain, frozen, and free of the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

#: Works that appear in numbered or dated issues of a periodical.
PERIODICAL_PARTS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"},
)
#: Works that are always a part of another.
BOOK_PARTS = frozenset({"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"})
#: Works that live on the web.
WEB = frozenset({"webpage", "post", "post-weblog"})
#: Works that stand by themselves and are set like books.
BOOKS = frozenset({"book", "classic", "pamphlet", "musical_score", "collection", "periodical"})
#: Works that an archive keeps when they are in anything at all.
UNPUBLISHED = frozenset({"manuscript", "personal_communication"})
#: A fond by its number, the mark of what a Russian archive keeps: Ф. 102, Ф. А-513.
_FOND = re.compile(r"\bФ\.\s*(?:[А-Я]-?)?[0-9]")


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in the three content languages, "" where there is none."""

    ru: str = ""
    zh_hans: str = ""
    en: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str] | None) -> Texts:
        """From a translated field of a canonical record, an object by BCP 47 tag."""
        given = values or {}
        return cls(given.get("ru", ""), given.get("zh-Hans", ""), given.get("en", ""))

    def get(self, tag: str) -> str:
        """The text in the content language `tag`; "" for any other tag."""
        return {"ru": self.ru, "zh-Hans": self.zh_hans, "en": self.en}.get(tag, "")

    def best(self, *tags: str) -> str:
        """The first text there is: in the languages `tags`, then in English, Russian, Chinese."""
        return next((text for tag in (*tags, "en", "ru", "zh-Hans") if (text := self.get(tag))), "")

    def by_tag(self) -> dict[str, str]:
        """The texts there are, by tag."""
        return {tag: text for tag in ("ru", "zh-Hans", "en") if (text := self.get(tag))}

    def __bool__(self) -> bool:
        return bool(self.ru or self.zh_hans or self.en)


NOTHING = Texts()


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who made a work: a person by the parts of the name, an organization by its name, or just a name as
    printed."""

    role: str = "author"
    is_person: bool = True
    family: Texts = NOTHING
    given: Texts = NOTHING
    patronymic: Texts = NOTHING
    name: Texts = NOTHING
    name_original: str = ""
    native_language: str = ""
    name_as_printed: str = ""


@dataclass(frozen=True, slots=True)
class TreatyData:
    """What only a treaty has: who made it, where and when, and where it is registered and published."""

    kind: str = ""
    parties: tuple[Texts, ...] = ()
    party_abbreviations: tuple[Texts, ...] = ()
    signed: str = ""
    place: Texts = NOTHING
    registration_number: str = ""
    registration_volume: str = ""
    registration_page: str = ""
    #: Where the text in a language is published: pairs of a BCP 47 tag and the publication.
    publications: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work: what is counted (a CSL label), and its value."""

    label: str = "page"
    value: str = ""
    as_printed: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A work as it is cited. Dates are EDTF; every text may be empty."""

    key: str = ""
    type: str = "document"
    language: str = ""
    title: Texts = NOTHING
    title_original: str = ""
    title_transliterated: str = ""
    title_as_printed: str = ""
    description: Texts = NOTHING
    contributors: tuple[Contributor, ...] = ()
    container: Texts = NOTHING
    container_original: str = ""
    container_transliterated: str = ""
    container_contributors: tuple[Contributor, ...] = ()
    publisher: Texts = NOTHING
    place: Texts = NOTHING
    issued: str = ""
    edition: str = ""
    collection: Texts = NOTHING
    number: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    url: str = ""
    archive_url: str = ""
    accessed: str = ""
    doi: str = ""
    isbn: str = ""
    identification: str = "identified"
    original_title: str = ""
    treaty: TreatyData | None = None
    locator: Locator | None = None
    #: The work through which this one is quoted («Цит. по:»).
    quoted_in: Item | None = field(default=None, repr=False)

    @property
    def date(self) -> str:
        """The date of the work (EDTF): when it was issued, for a treaty without that when it was signed."""
        return self.issued or (self.treaty.signed if self.treaty else "")

    @property
    def is_archival(self) -> bool:
        """Whether the work is kept in an archive and cited by its fond, inventory, file and leaf."""
        container = " ".join((*self.container.by_tag().values(), self.container_original)).strip()
        return bool(container) and bool(self.type in UNPUBLISHED or _FOND.search(f"{self.number} {container}"))

    @property
    def is_online(self) -> bool:
        """Whether the work can be reached by an address or a DOI."""
        return bool(self.url or self.doi)
