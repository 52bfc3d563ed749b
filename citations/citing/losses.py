"""What a citation could not say: what the style asks for and the record lacks, and what the record has and the style
leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from citations.citing.gb_t_values import bare, wide_colons
from citations.citing.items import BOOK_PARTS, BOOKS, PERIODICAL_PARTS, WEB, Contributor, Item
from citations.citing.parts import Entry, read_date, short_place, tidy
from citations.romanization import is_in_latin_letters, sign_that_is_not_latin

#: The families of styles whose demands differ.
GOST, GB, CHICAGO = "gost", "gb", "chicago"


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues; whoever shows it puts it into the reader's language."""
    return sentence


@dataclass(frozen=True, slots=True)
class Loss:
    """A field of the record, and what is the matter with it in this citation: a sentence, and what fills it."""

    field: str
    sentence: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.sentence % dict(self.values)


@dataclass(frozen=True, slots=True)
class Demand:
    """What a style asks for: its family, and of which works the day they were read."""

    family: str
    dates_access: Callable[[Item], bool] = lambda item: item.is_online


def losses_of(one: Entry, text: str, demand: Demand) -> tuple[Loss, ...]:
    """What `text`, the citation of `one`, could not say, by field in a fixed order."""
    return tuple(
        dict.fromkeys(
            [
                *_missing(one, demand),
                *_conjectures(one),
                *_other_language(one),
                *_dropped(one, text),
                *_no_page(one, demand),
            ]
        )
    )


def _missing(one: Entry, demand: Demand) -> Iterable[Loss]:
    item = one.item
    if one.is_supplied:
        yield Loss("title", _("no title is known; the description stands in square brackets"))
    if not one.authors and item.type not in ("treaty", "periodical", "standard", "legislation", "bill", "regulation"):
        yield Loss("contributions", _("no author is known"))
    for name in one.authors:
        if (
            demand.family == GOST
            and name.language == "ru"
            and name.native.split("-")[0] == "ru"
            and not name.patronymic
        ):
            yield Loss(
                "contributions",
                _("the patronymic of %(name)s is unknown, so an initial is missing"),
                (("name", name.key),),
            )
    if not one.date:
        yield Loss("issued", _("no date is known"))
    elif item.type == "article-newspaper" and one.date.start is not None and not one.date.start.day:
        yield Loss("issued", _("the day of the newspaper is unknown"))
    if one.date.start is not None and not one.date.start.is_exact:
        yield Loss("issued", _("the date is not certain"))
    if item.type in PERIODICAL_PARTS | BOOK_PARTS and not one.container:
        yield Loss("container_title", _("what it was published in is unknown"))
    if item.type in PERIODICAL_PARTS | BOOK_PARTS and not item.pages and not item.is_online:
        yield Loss("pages", _("the pages are unknown"))
    if item.type in BOOKS | {"thesis", "report"} and not one.publisher and item.type not in ("collection",):
        yield Loss("publisher", _("the publisher is unknown"))
    if item.type in BOOKS | {"thesis"} and not one.place and demand.family != CHICAGO:
        yield Loss("publisher_place", _("the place of publication is unknown"))
    if demand.family == CHICAGO:
        yield from _missing_latin_letters(one)
    yield from _missing_access(one, demand)


def _missing_latin_letters(one: Entry) -> Iterable[Loss]:
    """What an English text cites in Latin letters: the titles of a work in another script that is cited in its own."""
    item = one.item
    is_own = one.language.split("-")[0] == item.language.split("-")[0]
    if not is_own or not item.language or is_in_latin_letters(item.language):
        return
    if not one.title_transliterated and not one.is_supplied and not one.is_translated:
        yield Loss("title_transliterated", _("the title is not known in Latin letters; it stands in its own script"))
    if not one.container_transliterated and sign_that_is_not_latin(one.container):
        message = _("what it was published in is not known in Latin letters; it stands in its own script")
        yield Loss("container_title_transliterated", message)


def _missing_access(one: Entry, demand: Demand) -> Iterable[Loss]:
    item = one.item
    if item.type in WEB and not item.url:
        yield Loss("url", _("the address is unknown"))
    if not item.url or item.accessed:
        return
    if demand.family == CHICAGO:
        if not one.date:
            yield Loss("accessed", _("the work is undated and the day its address was read is unknown"))
    elif demand.dates_access(item):
        yield Loss("accessed", _("the day the address was read is unknown"))


def _conjectures(one: Entry) -> Iterable[Loss]:
    if one.item.identification == "conjectural":
        yield Loss(
            "identification", _("the work is conjectural: reconstructed, not seen; the citation does not show it")
        )
    if one.item.identification == "lost":
        yield Loss(
            "identification", _("the work is lost: known only because it is cited; the citation does not show it")
        )


def _other_language(one: Entry) -> Iterable[Loss]:
    item = one.item
    if one.is_translated:
        yield Loss("title", _("the title in the language of the work is unknown; a translation stands for it"))
    tag = {"ru": "ru", "zh": "zh-Hans", "en": "en"}.get(one.language.split("-")[0], "")
    for field, texts in (
        ("container_title", item.container),
        ("publisher", item.publisher),
        ("publisher_place", item.place),
    ):
        if tag and texts and not texts.get(tag):
            yield Loss(field, _("is not known in the language of the entry; it stands in another"))
    for name in one.authors:
        if tag and name.language != tag and not name.literal:
            yield Loss(
                "contributions", _("the name %(name)s is not known in the language of the entry"), (("name", name.key),)
            )


#: Fields that a citation may leave out, and how to see in the text that it has not.
def _dropped(one: Entry, text: str) -> Iterable[Loss]:
    item = one.item
    shown = {
        "container_title": _container_shown(one, text),
        "publisher": one.publisher,
        "publisher_place": one.place,
        "collection_title": one.collection,
        "number": item.number,
        "url": item.url,
        "doi": item.doi,
    }
    for field, value in shown.items():
        if value and value not in text and not _is_shortened(field, value, text):
            yield Loss(field, _("the style does not print it here"))
    for field, value in (("volume", item.volume), ("issue", item.issue)):
        if value and not _has_number(value, text):
            yield Loss(field, _("the style does not print it here"))
    if item.pages and not _first_number(item.pages, text):
        yield Loss("pages", _("the style does not print them here"))
    if item.accessed and item.url and not _has_access(item, text):
        yield Loss("accessed", _("the style does not print it here"))
    for field, value in (
        ("isbn", item.isbn),
        ("archive_url", item.archive_url),
        ("translation_of", item.original_title),
    ):
        if value:
            yield Loss(field, _("the style has no place for it"))
    shown_names = text.casefold()
    for role in dict.fromkeys(person.role for person in item.contributors):
        people = [person for person in item.contributors if person.role == role]
        if not any(form in shown_names for person in people for form in _forms(person)):
            yield Loss("contributions", _("the style does not name the %(role)s here"), (("role", role),))
    if item.treaty is not None and item.treaty.registration_number and item.treaty.registration_number not in text:
        yield Loss("registration_number", _("the style has no place for it"))


def _no_page(one: Entry, demand: Demand) -> Iterable[Loss]:
    """GB/T names pages only of what is cited; an article or a chapter is not said (9.2.1.3 and 9.3.1.4 of 2025)."""
    locator = one.item.locator
    if demand.family == GB and locator is not None and locator.label != "page" and locator.value:
        yield Loss("locator", _("the style has no place for it"))


def _forms(person: Contributor) -> Iterable[str]:
    """Every form in which a citation may name `person`, without regard to capitals."""
    texts = (person.family, person.given, person.name)
    names = (person.name_original, person.name_as_printed, *(one for text in texts for one in text.by_tag().values()))
    return [found for name in names if (found := tidy(name).casefold())]


def _container_shown(one: Entry, text: str) -> str:
    """The container in its own script, or in Latin letters where the style prints it so."""
    latin = one.container_transliterated
    return latin if latin and latin in text else one.container


def _is_shortened(field: str, value: str, text: str) -> bool:
    if field == "container_title":
        return wide_colons(value) in text
    return field == "publisher_place" and short_place(value) in text


def _first_number(pages: str, text: str) -> bool:
    first = re.split("[-–—]", bare(pages))[0].strip()
    return first in text


def _has_number(value: str, text: str) -> bool:
    """Whether `text` says the number in `value`, whatever word it gives it."""
    number = re.search(r"[0-9]+", value)
    return (number[0] if number else tidy(value).casefold()) in text.casefold()


def _has_access(item: Item, text: str) -> bool:
    point = read_date(item.accessed).point
    if point is None:
        return True
    return f"[{item.accessed}]" in text or "дата обращения" in text or "ccessed" in text
