"""GOST R 7.0.5-2008, the bibliographic reference: the entry of a list, the note, the repeated note, «Цит. по:».

The signs are those of a reference: areas are divided by a stop, not by a stop and a dash (4.9: paragraph not seen,
all examples of the standard at hand have it so), and the colon stands close («М.: Наука», as the examples of the
standard are commonly printed). Words for page, volume and issue follow the language of the entry.
"""

from __future__ import annotations

import re

from citations.citing.items import BOOK_PARTS, BOOKS, PERIODICAL_PARTS, WEB, Contributor, Item
from citations.citing.parts import (
    CHINESE,
    EMPTY,
    MONTHS,
    RUSSIAN,
    Date,
    Entry,
    Name,
    Rich,
    chain,
    counted,
    day_month,
    edition_text,
    ended,
    entry_of,
    extent,
    has_han,
    initials,
    is_extent,
    is_phrase,
    join,
    letters,
    link,
    locator_text,
    names_of,
    opening,
    page_range,
    read_date,
    rich,
    russian_day,
    short_place,
    split_suffix,
    texts_of,
    tidy,
    wrap,
    year_text,
)
from citations.names import full_name

UNTS = "United Nations Treaty Series"
CYRILLIC_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
DEFAULT = "ru"
LAWS = frozenset({"legislation", "bill", "regulation"})
#: Works that are known by their day as much as by their year, though they are no newspaper and no web page.
DATED = LAWS | {"article", "broadcast", "document", "event", "hearing", "interview", "performance", "speech"}
_MONTHS = {
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
           "Dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"),
}  # fmt: skip


def entry(item: Item, language: str = "") -> Entry:
    """`item` as an entry of this style."""
    return entry_of(item, DEFAULT, language)


def reference(item: Item, *, language: str = "", suffix: str = "") -> Rich:
    """The entry of a list (section 7): everything known, the whole extent and the series included."""
    return ended(_whole(entry(item, language), is_note=False, suffix=suffix))


def note(item: Item, *, language: str = "", suffix: str = "") -> Rich:
    """The note (section 6): like the entry of a list, but with the place cited instead of the extent; a work that is
    quoted through another begins with «Цит. по:» and names that other (4.12)."""
    if item.quoted_in is not None:
        return quoted_through(item.quoted_in, language=language)
    return ended(_whole(entry(item, language), is_note=True, suffix=suffix))


def quoted_through(item: Item, *, language: str = "") -> Rich:
    """What is cited from the pages of `item`, not from the original: «Цит. по:» (4.12)."""
    return rich("Цит. по: ") + note(item, language=language)


def same(item: Item, *, language: str = "") -> Rich:
    """The note that follows a note on the same work: «Там же», in Latin script Ibid., with the place when it has one
    (section 8)."""
    one = entry(item, language)
    return ended(chain(("", one.words.same), (". ", _place_cited(one))))


def repeated(item: Item, *, language: str = "", is_only_work: bool = True) -> Rich:
    """A later note on a work that was cited before (section 8): the authors and «Указ. соч.», or the shortened title
    where the authors have other works here (`is_only_work` false) or there are none in the heading; of one of several
    volumes its number. A standard is repeated by its designation, a patent by its number."""
    one = entry(item, language)
    place = _place_cited(one)
    if named := _designation(one) or _patent(one, "Пат. {}", "Pat. {}"):
        return ended(chain(("", named), (". ", place)))
    heading = _heading(one)
    name = one.words.op_cit if heading and is_only_work else short_title(one.title)
    volume = counted(one.words.volume, item.volume) if item.type in BOOKS else ""
    return ended(chain(("", heading), (". ", name), (". ", _sentence(volume)), (". ", place)))


def in_text(item: Item, number: int, *, language: str = "") -> Rich:
    """The reference in the text to the numbered entry of a list (7.4.1: paragraph not seen): [10, с. 81]."""
    place = _place_cited(entry(item, language))
    return rich(f"[{number}") + (f", {place[:1].lower()}{place[1:]}" if place else "") + "]"


def in_text_by_author(item: Item, *, language: str = "", suffix: str = "") -> Rich:
    """The reference in the text to an entry of an unnumbered list: [Бахтин, 2003, с. 18], by the title when there are
    four authors or more, or none but organizations."""
    one = entry(item, language)
    names = _headed_by(one.authors)
    shown = [_in_chinese(name) if has_han(name.family) else name.key for name in names]
    titled = _designation(one) or short_title(one.title, mark="…")
    head = ", ".join(shown) or titled
    head = head.strip("[]") if one.is_supplied else head
    place = _place_cited(one)
    year = year_text(one.date, one.language) + suffix or one.words.no_date
    return wrap("[", join([head, year, place[:1].lower() + place[1:]], ", "), "]")


def year_suffix(item: Item, place: int, language: str = "") -> str:
    """The letter behind the year that tells works of one author and year apart: Cyrillic in a Cyrillic entry (2012а),
    Latin in others. The standard (paragraph not seen) asks for no letter; this is Russian scholarly usage, which
    writes the letter in the script of the entry."""
    return letters(place, CYRILLIC_LETTERS) if entry(item, language).words is RUSSIAN else letters(place)


# The areas of an entry


def _whole(one: Entry, *, is_note: bool, suffix: str) -> Rich:
    item = one.item
    title = chain(("", _designation(one)), (". ", one.title))
    description = chain(
        ("", _heading(one)),
        (". ", chain(("", title), ("", _about_title(one, suffix)), (" / ", _responsibility(one)))),
    )
    where = (". ", _pages(one, is_note=is_note))
    tail = (". ", _tail(one, is_note=is_note))
    if item.type == "treaty":
        return chain(("", description), (" // ", _treaty_container(one)), tail)
    if one.item.is_archival:
        return chain(("", description), (" // ", one.container), (". ", _numbers(one)), where, tail)
    is_published_law = item.type in LAWS and one.container and not (one.publisher or one.place)
    if item.type in PERIODICAL_PARTS or is_published_law:
        date = _periodical_date(one, suffix)
        return chain(("", description), (" // ", one.container), (". ", date), (". ", _numbers(one)), where, tail)
    edition = (". ", _sentence(edition_text(item.edition, one.language)))
    imprint = (". ", _imprint(one, suffix))
    is_site = item.type in WEB or (one.container and item.is_online and not (one.publisher or item.pages))
    if is_site or not (one.container or one.publisher or one.place or item.type in BOOKS or item.type == "thesis"):
        day = (". ", "" if _law(one) else _day(one.date, one))
        return chain(
            ("", description), (" // ", one.container), edition, imprint, day, (". ", _numbers(one)), where, tail
        )
    return chain(
        ("", description),
        (" // ", _host(one)),
        edition,
        imprint,
        (". ", _day(one.date, one) if item.type in DATED and not _law(one) else ""),
        (". ", _numbers(one)),
        where,
        (". ", EMPTY if is_note else wrap("(", one.collection, ")")),
        tail,
    )


def _heading(one: Entry) -> str:
    return ", ".join(family_first(name) for name in _headed_by(one.authors))


def _headed_by(authors: tuple[Name, ...]) -> tuple[Name, ...]:
    """One, two or three personal authors (4.10.1, 4.10.2); four and more, and organizations, stand behind the slash."""
    persons = tuple(name for name in authors if name.is_person)
    return persons if len(persons) <= 3 else ()


def family_first(name: Name) -> str:
    """Лавров С. В.; 阎学通; Чжэн Юй; Waltz K. N.: the family name first, initials set apart by spaces."""
    if name.literal:
        return name.literal
    if name.language.startswith("zh"):
        return _in_chinese(name)
    given, suffix = split_suffix(name.given)
    if name.keeps_given_name:
        return " ".join(part for part in (name.family, given) if part)
    short = " ".join(part for part in (initials(given), initials(name.patronymic)) if part)
    return ", ".join(part for part in (" ".join(part for part in (name.family, short) if part), suffix) if part)


def initials_first(name: Name) -> str:
    """С. В. Лавров; 阎学通; Чжэн Юй; K. N. Waltz: as names stand behind the slash."""
    if name.literal:
        return name.literal
    if name.language.startswith("zh"):
        return _in_chinese(name)
    given, suffix = split_suffix(name.given)
    if name.keeps_given_name:
        return " ".join(part for part in (name.family, given) if part)
    parts = (initials(given), initials(name.patronymic), name.family)
    return ", ".join(part for part in (" ".join(part for part in parts if part), suffix) if part)


def _in_chinese(name: Name) -> str:
    return full_name(
        family=name.family, given=name.given, patronymic="", native_language=name.native, language="zh-Hans"
    )


def _listed(names: tuple[Name, ...], one: Entry) -> str:
    """Up to three names, of more the first and [и др.], [等], [et al.] (4.10; GOST 7.80)."""
    if len(names) > 3:
        return f"{initials_first(names[0])} [{one.words.et_al}]"
    return ", ".join(initials_first(name) for name in names)


def _responsibility(one: Entry) -> Rich:
    return join([*_behind_slash(one.authors, one), *_others(one, one.item.contributors)], "; ")


def _behind_slash(authors: tuple[Name, ...], one: Entry) -> list[str]:
    persons = tuple(name for name in authors if name.is_person and name not in _headed_by(authors))
    return [_listed(persons, one), _listed(tuple(name for name in authors if not name.is_person), one)]


def _others(one: Entry, people: tuple[Contributor, ...]) -> list[str]:
    """Editors, compilers and translators: as printed when the print is a phrase («под общ. ред. В. И. Романова»),
    else in the nominative («ред. В. И. Романов»), for names are not declined by rule."""
    words = one.words
    templates = (("compiler", words.compiler), ("editor", words.editor), ("translator", words.translator))
    found = []
    for role, template in templates:
        phrases = [
            _lowered(tidy(person.name_as_printed))
            for person in people
            if person.role == role and is_phrase(person.name_as_printed)
        ]
        if phrases:
            found += phrases
        elif names := names_of(people, one.language, role):
            found.append(template.format(_listed(names, one)))
    return found


def _host(one: Entry) -> Rich:
    """The book that contains the work, under its authors where they are others than the work's own, and with those
    who answer for it behind the slash: «Петров П. П. Политика», «Сборник / под ред. П. П. Петрова»."""
    if not one.container:
        return EMPTY
    authors = one.container_names("author")
    heading = ", ".join(family_first(name) for name in _headed_by(authors)) if authors != one.authors else ""
    behind = [*_behind_slash(authors, one), *_others(one, one.item.container_contributors)]
    return chain(("", chain(("", heading), (". ", one.container))), (" / ", join(behind, "; ")))


def _designation(one: Entry) -> str:
    """The designation of a standard, which stands before its title: ГОСТ Р 7.0.4–2006 (section 8: an example)."""
    number = tidy(one.item.number) if one.item.type == "standard" else ""
    return "" if number in one.title else number


def _patent(one: Entry, russian: str, other: str) -> str:
    number = tidy(one.item.number) if one.item.type == "patent" else ""
    return (russian if one.words is RUSSIAN else other).format(number) if number else ""


_THESIS = re.compile(r"\bдис(?:с|\b)|论文|thes[ei]s|dissertation", re.IGNORECASE)


def _about_title(one: Entry, suffix: str) -> str:
    """What kind of work it is, where the standard says so and the title does not; of a treaty, where and when it was
    signed; of a law its date and number; of an archival document its date (section 11: «материалы и заметки, 26 февр.
    1924 г.»)."""
    item = one.item
    if item.type == "thesis":
        return "" if _THESIS.search(one.title) else f": {one.words.thesis}"
    if patent := _patent(one, "пат. {}", "pat. {}"):
        return f": {patent}"
    if law := _law(one, suffix):
        return law
    if one.item.is_archival:
        year = year_text(one.date, one.language)
        comma = "，" if one.words is CHINESE else ", "
        return f"{comma}{_written_out(one.date, one, suffix)}" if year and year not in one.title else ""
    if item.type == "treaty" and item.treaty is not None:
        places = texts_of([item.treaty.place], one.language) if item.treaty.place else []
        signed = read_date(item.treaty.signed)
        return _in_brackets([*places, _written_out(signed, one, suffix) if signed else ""], one)
    return ""


def _law(one: Entry, suffix: str = "") -> str:
    """The date and number of a law whose title does not say the number: «(от 6 марта 2006 г. № 35-ФЗ)»; "" of anything
    else. Where the title says it, the date is that of the print."""
    number = tidy(one.item.number) if one.item.type in LAWS else ""
    if not number or number in one.title:
        return ""
    date = _written_out(one.date, one, suffix) if one.date else ""
    if one.words is RUSSIAN and date:
        return f" (от {date} {_numbered(number, one)})"
    return _in_brackets([date, _numbered(number, one)], one)


def _in_brackets(parts: list[str], one: Entry) -> str:
    is_chinese = one.words is CHINESE
    inner = ("，" if is_chinese else ", ").join(part for part in parts if part)
    return (f"（{inner}）" if is_chinese else f" ({inner})") if inner else ""


def _written_out(date: Date, one: Entry, suffix: str = "") -> str:
    year, day = year_text(date, one.language) + suffix, _day(date, one)
    if one.words is RUSSIAN:
        return f"{_lowered(day)} {year} г." if day else f"{year} г."
    if one.words is CHINESE:
        return f"{year}年{day}"
    return " ".join(part for part in (day, year) if part)


def _day(date: Date, one: Entry) -> str:
    """10 февр., 2月10日; in a Latin entry the day comes first too, in a German or French one with their months: 10
    February, 10. Februar, 10 février."""
    day = day_month(date, one.language)
    if one.words in (RUSSIAN, CHINESE):
        return day
    language = one.language.split("-")[0]
    months = _MONTHS.get(language, MONTHS["en"])
    named = re.sub("|".join(MONTHS["en"]), lambda found: months[MONTHS["en"].index(found[0])], day)
    return re.sub(r"([^\W\d]+) ([0-9]+(?:–[0-9]+)?)", r"\2. \1" if language == "de" else r"\2 \1", named)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _treaty_container(one: Entry) -> Rich:
    """The collection in which a treaty is printed: the UNTS by volume and page, else what the record names."""
    treaty = one.item.treaty
    if treaty is not None and treaty.registration_volume:
        return chain(
            ("", UNTS),
            (". ", counted("Vol. {}", treaty.registration_volume)),
            (". ", counted("P. {}", page_range(treaty.registration_page, "–"))),
            (". ", f"No. {tidy(treaty.registration_number)}" if treaty.registration_number else ""),
        )
    host = chain(("", one.container), (". ", _imprint(one, "") if one.publisher else ""), (". ", _numbers(one)))
    if host:
        return chain(("", host), (". ", _pages(one, is_note=False)))
    if treaty is not None:
        base = one.language.split("-")[0]
        return rich(next((tidy(where) for tag, where in treaty.publications if tag.split("-")[0] == base), ""))
    return EMPTY


def _imprint(one: Entry, suffix: str) -> Rich:
    place = short_place(one.place) if one.words is RUSSIAN else one.place
    is_said = bool(_law(one)) and not (one.place or one.publisher)
    year = "" if is_said else year_text(one.date, one.language)
    publisher = one.publisher if one.publisher != one.container else ""
    where = f"{place}: {publisher}" if place and publisher else place or publisher
    return chain(("", where), (", ", year + suffix if year else ""))


def _periodical_date(one: Entry, suffix: str) -> Rich:
    """The year, and the day where the issue is known by it: always in a newspaper, elsewhere when there is neither
    volume nor issue."""
    item = one.item
    if item.type == "article-newspaper" or not (item.volume or item.issue):
        return EMPTY if _law(one) else _full_date(one, suffix)
    year = year_text(one.date, one.language)
    return rich(year + suffix if year else "")


def _full_date(one: Entry, suffix: str) -> Rich:
    year = year_text(one.date, one.language)
    return chain(("", year + suffix if year else ""), (". ", _day(one.date, one)))


#: Words that begin with a capital at the beginning of an area only: Т. 6, вып. 1.
_COUNTED = re.compile(r"(?:Вып|Кн|Отд|Прил|Спец|Ч)\.")


def _numbers(one: Entry) -> Rich:
    """Volume, issue and number with their words: Т. 10, № 7; Т. 6, вып. 1; Вып. 14."""
    item, words = one.item, one.words
    is_said = item.type in LAWS | {"patent", "standard"} or tidy(item.number) in one.title
    found = (
        counted(words.volume, item.volume),
        counted(words.issue, item.issue),
        "" if is_said else _numbered(item.number, one),
    )
    first, *others = [text for text in found if text] or [""]
    return join([_sentence(first), *(_lowered(text) if _COUNTED.match(text) else text for text in others)], ", ")


def _numbered(number: str, one: Entry) -> str:
    number = tidy(number)
    if not number or "№" in number or "No" in number or not number[0].isdigit():
        return number
    return one.words.number.format(number)


def _pages(one: Entry, *, is_note: bool) -> str:
    """Where a part stands («С. 76–86»), or of a whole work how long it is («480 с.»); in a note the place cited."""
    item = one.item
    cited = _place_cited(one) if is_note else ""
    if cited:
        return cited
    pages = page_range(item.pages, "–")
    if not pages:
        return ""
    is_part = bool(one.container) or item.type in PERIODICAL_PARTS | BOOK_PARTS
    if is_extent(pages) and not is_part:
        return "" if is_note else one.words.pages_total.format(extent(pages))
    is_leaf = one.words is RUSSIAN and one.item.is_archival
    return _sentence(counted("Л. {}" if is_leaf else one.words.page, pages))


def _place_cited(one: Entry) -> str:
    """The place in the work, the page with its capital: С. 5; P. 5; 第5页."""
    item = one.item
    if item.locator is not None and item.locator.label == "page" and item.locator.value:
        return counted(one.words.page, page_range(item.locator.value, "–"))
    place = locator_text(item, one.language)
    return place[:1].upper() + place[1:]


def _tail(one: Entry, *, is_note: bool) -> Rich:
    """The address with the day it was read (section 10), and the DOI; of a note to a treaty the place cited."""
    item = one.item
    place = _place_cited(one) if is_note and item.type == "treaty" else ""
    read = wrap(" (дата обращения: ", russian_day(one.accessed), ")")
    address = rich("URL: ") + link(item.url) + read if item.url else EMPTY
    doi = rich("DOI: ") + link(f"https://doi.org/{item.doi}", item.doi) if item.doi and item.doi not in item.url else ""
    return chain(("", place), (". ", doi), (". ", address))


def short_title(title: str, *, most: int = 4, mark: str = " …") -> str:
    """The title without what follows its colon, and of a long one the first words and three dots, which stand apart
    (8.4): «Геоинформационное моделирование территориальных рынков …»."""
    is_supplied = title.startswith("[") and title.endswith("]")
    words = re.split(r"(?<=\w)[:：]\s*", title.strip("[]") if is_supplied else title)[0].split()
    head = " ".join(words)
    if len(words) > most + 1:
        head = opening(words, most) + mark
    return f"[{head}]" if is_supplied else head
