"""GOST R 7.0.5-2008, the bibliographic reference: the entry of a list, the note, the repeated note, «Цит. по:».

The signs are those of a reference: areas are divided by a stop, not by a stop and a dash (4.9: paragraph not seen,
all examples of the standard at hand have it so), and the colon stands close («М.: Наука», as the examples of the
standard are commonly printed). Words for page, volume and issue follow the language of the entry.
"""

from __future__ import annotations

import re

from citations.citing.items import BOOK_PARTS, BOOKS, PERIODICAL_PARTS, WEB, Item
from citations.citing.parts import (
    CHINESE,
    EMPTY,
    PLACES,
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
    has_han,
    initials,
    is_extent,
    join,
    letters,
    link,
    locator_text,
    page_range,
    read_date,
    rich,
    russian_day,
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
    where the authors have other works here (`is_only_work` false) or there are none in the heading."""
    one = entry(item, language)
    heading = _heading(one)
    if heading and is_only_work:
        return ended(chain(("", heading), (". ", one.words.op_cit), (". ", _place_cited(one))))
    return ended(chain(("", heading), (". ", short_title(one.title)), (". ", _place_cited(one))))


def in_text(item: Item, number: int, *, language: str = "") -> Rich:
    """The reference in the text to the numbered entry of a list (7.4.1: paragraph not seen): [10, с. 81]."""
    place = _place_cited(entry(item, language))
    return rich(f"[{number}") + (f", {place[:1].lower()}{place[1:]}" if place else "") + "]"


def in_text_by_author(item: Item, *, language: str = "", suffix: str = "") -> Rich:
    """The reference in the text to an entry of an unnumbered list: [Бахтин, 2003, с. 18], by the title when there are
    four authors or more, or none."""
    one = entry(item, language)
    names = one.authors
    shown = [_in_chinese(name) if has_han(name.family) else name.key for name in names]
    head = ", ".join(shown) if 0 < len(names) <= 3 else short_title(one.title, mark="")
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
    description = chain(
        ("", _heading(one)),
        (". ", chain(("", one.title), ("", _about_title(one)), (" / ", _responsibility(one)))),
    )
    if item.type == "treaty":
        return chain(("", description), (" // ", _treaty_container(one)), (". ", _tail(one, is_note=is_note)))
    if item.type in PERIODICAL_PARTS:
        return chain(
            ("", description),
            (" // ", one.container),
            (". ", _periodical_date(one, suffix)),
            (". ", _numbers(one)),
            (". ", _pages(one, is_note=is_note)),
            (". ", _tail(one, is_note=is_note)),
        )
    is_site = item.type in WEB or (one.container and item.is_online and not (one.publisher or item.pages))
    if is_site or not (one.container or one.publisher or one.place or item.type in BOOKS or item.type == "thesis"):
        return chain(
            ("", description),
            (" // ", one.container),
            (". ", edition_text(item.edition, one.language)),
            (". ", _full_date(one, suffix)),
            (". ", _numbers(one)),
            (". ", _pages(one, is_note=is_note)),
            (". ", _tail(one, is_note=is_note)),
        )
    host = chain(("", one.container), (" / ", _container_responsibility(one)))
    return chain(
        ("", description),
        (" // ", host),
        (". ", edition_text(item.edition, one.language)),
        (". ", _imprint(one, suffix)),
        (". ", _numbers(one)),
        (". ", _pages(one, is_note=is_note)),
        (". ", EMPTY if is_note else wrap("(", one.collection, ")")),
        (". ", _tail(one, is_note=is_note)),
    )


def _heading(one: Entry) -> str:
    """One, two or three personal authors (4.10.1, 4.10.2); four and more, and organizations, stand behind the slash."""
    names = one.authors
    if not names or len(names) > 3 or not all(name.is_person for name in names):
        return ""
    return ", ".join(family_first(name) for name in names)


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
    authors = one.authors
    behind = authors if len(authors) > 3 or any(not name.is_person for name in authors) else ()
    return join([_listed(behind, one), *_others(one)], "; ")


_PHRASE = re.compile(r"[а-яёa-z]")


def _others(one: Entry) -> list[str]:
    """Editors, compilers and translators: as printed when the print is a phrase («под общ. ред. В. И. Романова»),
    else in the nominative («ред. В. И. Романов»), for names are not declined by rule."""
    words = one.words
    templates = (("compiler", words.compiler), ("editor", words.editor), ("translator", words.translator))
    found = []
    for role, template in templates:
        people = [person for person in one.item.contributors if person.role == role]
        phrases = [tidy(person.name_as_printed) for person in people if _PHRASE.match(person.name_as_printed)]
        if phrases:
            found += phrases
        elif names := one.names(role):
            found.append(template.format(_listed(names, one)))
    return found


def _container_responsibility(one: Entry) -> str:
    editors = one.container_names("editor", "compiler")
    return one.words.editor.format(_listed(editors, one)) if editors else ""


def _about_title(one: Entry) -> str:
    """What kind of work it is, where the standard says so; of a treaty, where and when it was signed."""
    item = one.item
    if item.type == "thesis":
        return f": {one.words.thesis}"
    if item.type == "patent" and item.number:
        return f": пат. {tidy(item.number)}" if one.words is RUSSIAN else f": pat. {tidy(item.number)}"
    if item.type == "standard" and item.number and tidy(item.number) not in one.title:
        return f": {tidy(item.number)}"
    if item.type == "treaty" and item.treaty is not None:
        places = texts_of([item.treaty.place], one.language) if item.treaty.place else []
        signed = read_date(item.treaty.signed)
        day = _written_out(signed, one) if signed else ""
        if one.words is CHINESE:
            inner = "，".join(part for part in (*places, day) if part)
            return f"（{inner}）" if inner else ""
        inner = ", ".join(part for part in (*places, day) if part)
        return f" ({inner})" if inner else ""
    return ""


def _written_out(date: Date, one: Entry) -> str:
    year, day = year_text(date, one.language), _day(date, one)
    if one.words is RUSSIAN:
        return f"{day[:1].lower()}{day[1:]} {year} г." if day else f"{year} г."
    if one.words is CHINESE:
        return f"{year}年{day}"
    return " ".join(part for part in (day, year) if part)


def _day(date: Date, one: Entry) -> str:
    """10 февр., 2月10日; in a Latin entry the day comes first too: 10 February."""
    day = day_month(date, one.language)
    month, _space, number = day.partition(" ")
    is_latin = one.words not in (RUSSIAN, CHINESE)
    return f"{number} {month}" if is_latin and number.isdigit() else day


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
    place = PLACES.get(one.place, one.place) if one.words is RUSSIAN else one.place
    year = year_text(one.date, one.language)
    where = f"{place}: {one.publisher}" if place and one.publisher else place or one.publisher
    return chain(("", where), (", ", year + suffix if year else ""))


def _periodical_date(one: Entry, suffix: str) -> Rich:
    """The year, and the day where the issue is known by it: always in a newspaper, elsewhere when there is neither
    volume nor issue."""
    item = one.item
    if item.type == "article-newspaper" or not (item.volume or item.issue):
        return _full_date(one, suffix)
    year = year_text(one.date, one.language)
    return rich(year + suffix if year else "")


def _full_date(one: Entry, suffix: str) -> Rich:
    year = year_text(one.date, one.language)
    return chain(("", year + suffix if year else ""), (". ", _day(one.date, one)))


def _numbers(one: Entry) -> Rich:
    item, words = one.item, one.words
    number = item.number if item.type not in ("patent", "standard") and tidy(item.number) not in one.title else ""
    return join(
        [counted(words.volume, item.volume), counted(words.issue, item.issue), _numbered(number, one)],
        ", ",
    )


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
        return "" if is_note else one.words.pages_total.format(pages)
    return counted(one.words.page, pages)


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


def short_title(title: str, *, most: int = 4, mark: str = "...") -> str:
    """The first words of a title, with three dots when something is left out: «Концепция виртуальных миров...»."""
    head = re.split(r"(?<=\w)[:：]\s*", title)[0]
    words = head.split()
    if len(words) > most + 1:
        head = " ".join(words[:most]).rstrip(",;:")
    is_cut = head != title and not (title.startswith("[") and title.endswith("]") and head == title)
    if title.startswith("[") and is_cut:
        head = head.lstrip("[")
        return f"[{head}{mark}]"
    return f"{head}{mark}" if is_cut else head
