"""GB/T 7714, rules for bibliographic references: 2025 (in force since 1 July 2026) and 2015, numeric and author-date.

Paragraphs are those of the edition named; where none is named the paragraph was not seen. The editions differ in
what `Edition` says and in the layouts of standards, reports, preprints and data sets.
"""

from __future__ import annotations

from dataclasses import dataclass

from citations.citing.items import BOOK_PARTS, BOOKS, PERIODICAL_PARTS, WEB, Item
from citations.citing.parts import (
    CHINESE,
    EMPTY,
    RUSSIAN,
    Date,
    Entry,
    Name,
    Piece,
    Point,
    Rich,
    chain,
    edition_text,
    ended,
    entry_of,
    initials,
    is_chinese,
    is_extent,
    join,
    letters,
    link,
    numeric_date,
    page_range,
    rich,
    split_suffix,
    texts_of,
    tidy,
    wrap,
)

DEFAULT = "zh-Hans"
UNTS = "United Nations Treaty Series"


@dataclass(frozen=True, slots=True)
class Edition:
    """What tells the editions of the standard apart."""

    year: int
    #: 7 (2025): the full stop and the square brackets are half-width, every other sign is full-width. The standard
    #: prints its Latin and Russian examples so too; without `is_wide_everywhere` only Chinese entries are set so.
    is_wide: bool
    is_wide_everywhere: bool
    #: 8.1.1 (2015): the surname in capitals; 2025: as it is written.
    has_capital_surnames: bool
    #: 2025: hyphens between initials stay (Godard J-L).
    keeps_hyphens: bool
    #: 2015: the day of access behind every online work; 2025: only of web pages, data sets and preprints.
    dates_every_access: bool
    #: Between the years of a run: a dash (2025), a hyphen (2015).
    dash: str
    #: 8.4.1.3 and 8.4.2.3 (2015): a missing place or publisher is said in brackets.
    says_missing_imprint: bool


GB_2025 = Edition(
    2025,
    is_wide=True,
    is_wide_everywhere=True,
    has_capital_surnames=False,
    keeps_hyphens=True,
    dates_every_access=False,
    dash="—",
    says_missing_imprint=False,
)
GB_2015 = Edition(
    2015,
    is_wide=False,
    is_wide_everywhere=False,
    has_capital_surnames=True,
    keeps_hyphens=False,
    dates_every_access=True,
    dash="-",
    says_missing_imprint=True,
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The signs of an entry, in the width it is set in."""

    comma: str
    colon: str
    opening: str
    closing: str


WIDE = Marks("，", "：", "（", "）")
NARROW = Marks(", ", ": ", "(", ")")


def entry(item: Item, language: str = "") -> Entry:
    """`item` as an entry of this style."""
    return entry_of(item, DEFAULT, language)


def marks(one: Entry, edition: Edition) -> Marks:
    """The signs for this entry in this edition."""
    is_wide = edition.is_wide and (edition.is_wide_everywhere or is_chinese(one.language))
    return WIDE if is_wide else NARROW


def numeric(item: Item, edition: Edition = GB_2025, *, language: str = "") -> Rich:
    """The entry of a numbered list (顺序编码制), without its number."""
    one = entry(item, language)
    return ended(chain(("", _authors(one, edition)), (". ", _rest(one, edition, is_author_date=False))))


def author_date(item: Item, edition: Edition = GB_2025, *, language: str = "", suffix: str = "") -> Rich:
    """The entry of a list by author and year (著者-出版年制): the year follows the author; 佚名 or Anon without one
    (8.1.3 of 2015)."""
    one = entry(item, language)
    signs = marks(one, edition)
    head = chain(("", _heading(one, edition)), (signs.comma, heading_year(one, edition) + suffix))
    return ended(chain(("", head), (". ", _rest(one, edition, is_author_date=True))))


def in_text_number(item: Item, number: int, *, language: str = "") -> Rich:
    """[1], with the page behind the bracket when one is cited: [1]23."""
    return rich(f"[{number}]") + _cited_page(item)


def in_text(item: Item, edition: Edition = GB_2025, *, language: str = "", suffix: str = "") -> Rich:
    """（郑羽，2016）, （张群 等，2024）, （Deverell et al.，2013）: the first author, and the page behind the bracket
    (10.2 of 2015: of a Chinese author the name, of others the surname)."""
    one = entry(item, language)
    signs = marks(one, edition)
    names = _main_names(one)
    if names:
        first = names[0]
        shown = _name(first, names, edition) if first.language.startswith("zh") or first.literal else first.family
        shown = (shown or first.key) + (f" {one.words.et_al}" if len(names) > 1 else "")
    else:
        shown = _heading(one, edition)
    inner = chain(("", shown), (signs.comma, heading_year(one, edition) + suffix))
    return wrap(signs.opening, inner, signs.closing) + _cited_page(item)


def year_suffix(item: Item, place: int, language: str = "") -> str:
    """The Latin letter behind the year of works by one author in one year (2010a, 2010b), in every language."""
    return letters(place)


def heading_year(one: Entry, edition: Edition) -> str:
    """The year of the heading; of an undated work the year it was read, in brackets; else 无日期, n.d., б. г."""
    if year := _year(one.date, edition):
        return year
    if one.accessed.point is not None:
        return f"[{one.accessed.point.year}]"
    return one.words.no_date


def code(item: Item, edition: Edition) -> str:
    """The type of the work and its carrier: M, J/OL, EB/OL (annex B of 2015). Treaties have no code: in a collection
    M, online EB, else Z; white papers and other policy documents R."""
    return f"{_type_code(item, edition)}/OL" if item.is_online else _type_code(item, edition)


_CODES = {
    "article-journal": "J", "article-magazine": "J", "periodical": "J", "article-newspaper": "N",
    "book": "M", "chapter": "M", "classic": "M", "entry-dictionary": "M", "entry-encyclopedia": "M", "pamphlet": "M",
    "musical_score": "M", "manuscript": "A", "personal_communication": "A", "dataset": "DS", "map": "CM",
    "paper-conference": "C", "patent": "P", "report": "R", "software": "CP", "standard": "S", "thesis": "D",
    "webpage": "EB", "post": "EB", "post-weblog": "EB",
}  # fmt: skip


def _type_code(item: Item, edition: Edition) -> str:
    if item.type == "treaty":
        if item.treaty is not None and item.treaty.kind == "policy-document":
            return "R"
        return "M" if _is_collected_treaty(item) else "EB" if item.is_online else "Z"
    if item.type == "collection":
        return "G" if item.publisher else "A"
    if item.type == "article":
        return ("PP" if edition.year >= 2025 else "EB") if item.is_online else "Z"
    if item.type in ("review", "review-book") and item.container:
        return "J"
    if item.type == "entry" and item.container:
        return "M"
    if found := _CODES.get(item.type):
        return found
    if _is_in_book(item):
        return "M"
    return "EB" if item.is_online else "Z"


def _is_collected_treaty(item: Item) -> bool:
    return bool(item.container or (item.treaty is not None and item.treaty.registration_volume))


def _is_in_book(item: Item) -> bool:
    """A work of any other sort that stands in a book: it has a container with a publisher or pages."""
    has_place_in_print = item.publisher or item.pages or item.volume
    return bool(item.container and has_place_in_print and item.type not in PERIODICAL_PARTS | WEB | BOOKS)


# Names


def _authors(one: Entry, edition: Edition) -> str:
    """The main responsibility: three names, of four and more the first three and 等, et al., и др. (8.1.2 of 2015)."""
    return _list(_main_names(one), one, edition)


def _main_names(one: Entry) -> tuple[Name, ...]:
    names = one.authors
    if names or one.container:
        return names
    return one.names("editor") or one.names("compiler")


def _heading(one: Entry, edition: Edition) -> str:
    if authors := _authors(one, edition):
        return authors
    treaty = one.item.treaty
    if treaty is not None and treaty.parties:
        parties = texts_of(treaty.parties, one.language)
        names = tuple(Name(literal=party, language=one.language, is_person=False) for party in parties)
        return _list(names, one, edition)
    return "佚名" if one.words is CHINESE else "Аноним" if one.words is RUSSIAN else "Anon"


def _list(names: tuple[Name, ...], one: Entry, edition: Edition) -> str:
    shown = [_name(name, names, edition) for name in names[:3]]
    if len(names) > 3:
        shown.append(one.words.et_al)
    return marks(one, edition).comma.join(shown)


def _name(name: Name, among: tuple[Name, ...], edition: Edition) -> str:
    """The family name first, then initials without stops (8.1.1 of 2015, 7.1.1 of 2025). Of a foreigner in Chinese
    characters the family name only, with Latin initials when two of one name stand together; a given name that is
    made of syllables (Chinese, Korean, Vietnamese) is never cut."""
    if name.literal:
        return name.literal
    if name.language.startswith("zh"):
        if name.is_family_first or not name.family:
            return name.family + name.given
        namesakes = [other for other in among if other.family == name.family and other.language == name.language]
        cut = initials(name.latin_given, stop="", hyphen="-") if len(namesakes) > 1 else ""
        return f"{name.family} {cut}".strip()
    given, suffix = split_suffix(name.given)
    family = name.family.upper() if edition.has_capital_surnames else name.family
    if name.keeps_given_name:
        return " ".join(part for part in (family, given) if part)
    hyphen = "-" if edition.keeps_hyphens else " "
    short = " ".join(part for text in (given, name.patronymic) if (part := initials(text, stop="", hyphen=hyphen)))
    whole = " ".join(part for part in (family, short) if part)
    comma = "，" if edition.is_wide and edition.is_wide_everywhere else ", "
    return f"{whole}{comma}{suffix}" if suffix else whole


def _others(one: Entry, edition: Edition) -> Rich:
    """Other responsibility behind the title: 徐超，译; editors too when the work has an author."""
    words = ("译", "编") if one.words is CHINESE else ("пер.", "ред.") if one.words is RUSSIAN else ("trans.", "ed.")
    comma = marks(one, edition).comma
    main = _main_names(one)
    editors = () if main == one.names("editor") else one.names("editor")
    compilers = () if main == one.names("compiler") else one.names("compiler")
    groups = ((one.names("translator"), words[0]), ((*editors, *compilers), words[1]))
    return join([chain(("", _list(names, one, edition)), (comma, word)) for names, word in groups if names], ". ")


# The rest of the entry


def _rest(one: Entry, edition: Edition, *, is_author_date: bool) -> Rich:
    """Everything behind the author (and year): title, code, source, access."""
    item = one.item
    found = _type_code(item, edition)
    dated = not is_author_date
    title = _title(one, edition)
    if item.type in PERIODICAL_PARTS and (one.container or found in ("J", "N")):
        source = _in_periodical(one, edition, is_dated=dated)
        return _accessed(one, edition, chain(("", title), (". ", _others(one, edition)), (". ", source)))
    if found == "EB" and not _is_host(one):
        return chain(("", title), (". ", _others(one, edition)), (". ", _web_dates(one, edition)), (". ", _access(one)))
    if found in ("DS", "PP"):
        return _deposited(one, edition, title)
    if _is_host(one):
        return _accessed(one, edition, _in_book(one, edition, title, is_dated=dated))
    if found == "S" and edition.year >= 2025:
        return _accessed(one, edition, chain(("", title), (". ", _others(one, edition))))
    if found == "R" and edition.year < 2025 and item.is_online and not one.publisher:
        return chain(("", title), (". ", _others(one, edition)), (". ", _web_dates(one, edition)), (". ", _access(one)))
    body = chain(
        ("", title),
        (". ", _others(one, edition)),
        (". ", edition_text(item.edition, one.language)),
        (". ", _imprint(one, edition, is_dated=dated)),
    )
    return _accessed(one, edition, body)


def _title(one: Entry, edition: Edition) -> Rich:
    """The title with the number of its volume, report, patent, file or standard, and the code in brackets."""
    item = one.item
    colon = marks(one, edition).colon
    number = tidy(item.number) if item.type not in PERIODICAL_PARTS and tidy(item.number) not in one.title else ""
    whole: Piece = one.title
    if item.type == "standard":
        if number:
            is_first = edition.year >= 2025  # 8.9 (2025): the number of a standard leads and nobody heads it
            whole = f"{number} {one.title}" if is_first else f"{one.title}{colon}{number}"
    else:
        volume = "" if _is_host(one) or item.type in PERIODICAL_PARTS else _volume(one)
        whole = chain(("", one.title), (colon, volume), (colon, number if item.type != "treaty" else ""))
    return rich(whole) + f"[{code(item, edition)}]"


def _volume(one: Entry) -> str:
    volume = tidy(one.item.volume)
    if not volume or not volume[0].isdigit():
        return volume
    return f"第{volume}卷" if one.words is CHINESE else f"т. {volume}" if one.words is RUSSIAN else f"v. {volume}"


def _in_periodical(one: Entry, edition: Edition, *, is_dated: bool) -> Rich:
    """Newspaper: 刊名，日期（版次）. Others: 刊名，年，卷（期）：页码, and the day where there is neither volume nor
    issue (8.5.1 of 2025)."""
    item = one.item
    signs = marks(one, edition)
    pages = page_range(item.pages, "-")
    if item.type == "article-newspaper":
        source = chain(("", one.container), (signs.comma, _full_date(one)))
        return source + wrap(signs.opening, pages or tidy(item.issue), signs.closing)
    has_issue = bool(tidy(item.volume) or tidy(item.issue))
    date = one.date.point
    if has_issue:
        when = _year(one.date, edition) if is_dated else ""
    else:
        when = _full_date(one) if is_dated or (date is not None and date.month) else ""
    source = chain(("", one.container), (signs.comma, when), (signs.comma, tidy(item.volume)))
    source = source + wrap(signs.opening, tidy(item.issue), signs.closing)
    return chain(("", source), (signs.colon, pages or tidy(item.number)))


def _is_host(one: Entry) -> bool:
    """Whether the work is printed with // as part of another."""
    item = one.item
    if item.type == "treaty":
        return _is_collected_treaty(item)
    return bool(one.container and (item.type in BOOK_PARTS or _is_in_book(item)))


def _in_book(one: Entry, edition: Edition, title: Rich, *, is_dated: bool) -> Rich:
    item = one.item
    colon = marks(one, edition).colon
    treaty = item.treaty
    hosts = one.container_names("author") or one.container_names("editor") or one.container_names("compiler")
    container, volume, pages = one.container, _volume(one), page_range(item.pages, "-")
    if not container and treaty is not None:
        container, pages = UNTS, page_range(treaty.registration_page, "-")
        volume = f"v. {tidy(treaty.registration_volume)}"
    host = chain(("", _list(hosts, one, edition)), (". ", chain(("", container), (colon, volume))))
    own = chain(("", title), (". ", _others(one, edition)))
    return chain(
        ("", chain(("", own), ("//", host))),
        (". ", edition_text(item.edition, one.language)),
        (". ", _imprint(one, edition, is_dated=is_dated, pages=pages)),
    )


def _imprint(one: Entry, edition: Edition, *, is_dated: bool, pages: str | None = None) -> Rich:
    """出版地：出版者，年：页码. Patents, reports without a publisher, archives, treaties and whatever is no book keep
    the whole date, even where the year stands in the heading."""
    item = one.item
    signs = marks(one, edition)
    place, publisher = one.place, one.publisher
    if item.type == "treaty" and item.treaty is not None and not (place or publisher or _is_collected_treaty(item)):
        place = next(iter(texts_of([item.treaty.place], one.language)), "") if item.treaty.place else ""
    found = _type_code(item, edition)
    is_year_only = found in ("M", "C", "G", "D", "J", "CM", "CP", "S") or (found == "R" and bool(publisher))
    if edition.says_missing_imprint and found in ("M", "C", "D", "G") and not item.is_online and item.type != "treaty":
        place, publisher = _said_missing(one, place, publisher)
    if item.type == "treaty":
        when = _full_date(one)
    elif is_year_only:
        when = _year(one.date, edition) if is_dated else ""
    else:
        date = one.date.point
        when = _full_date(one) if is_dated or (date is not None and date.month) else ""
    if pages is None:
        pages = page_range(item.pages, "-")
    if is_extent(pages) and item.type in BOOKS and not one.container:
        pages = ""  # 480 pages in all are no place in the work
    if item.locator is not None and item.locator.label == "page" and item.locator.value and item.type in BOOKS:
        pages = page_range(item.locator.value, "-")
    imprint = chain(("", chain(("", place), (signs.colon, publisher))), (signs.comma, when))
    return chain(("", imprint), (signs.colon, pages))


def _said_missing(one: Entry, place: str, publisher: str) -> tuple[str, str]:
    if bool(place) == bool(publisher):
        return place, publisher
    if one.words is CHINESE:
        return place or "[出版地不详]", publisher or "[出版者不详]"
    if one.words is RUSSIAN:
        return place or "[Б. м.]", publisher or "[б. и.]"
    return place or "[S.l.]", publisher or "[s.n.]"


def _web_dates(one: Entry, edition: Edition) -> Rich:
    """（2012-05-03）[2013-11-12]: when it was put there, and when it was read."""
    signs = marks(one, edition)
    return wrap(signs.opening, _full_date(one).strip("[]"), signs.closing) + wrap("[", numeric_date(one.accessed), "]")


def _deposited(one: Entry, edition: Edition, title: Rich) -> Rich:
    """A data set or a preprint: 题名[DS/OL]. V1.0. 发布者（日期）[引用日期]. 路径 (8.14 and 8.15 of 2025)."""
    item = one.item
    version = tidy(item.edition)
    version = f"V{version}" if version[:1].isdigit() else version
    keeper = one.publisher or (one.container if item.type == "article" else "")
    dates = _web_dates(one, edition) if item.is_online else chain(("", _full_date(one)))
    comma = "" if item.is_online else marks(one, edition).comma
    spot = chain(("", keeper), (comma if keeper else "", dates))
    return chain(("", title), (". ", _others(one, edition)), (". ", version), (". ", spot), (". ", _access(one)))


def _accessed(one: Entry, edition: Edition, body: Rich) -> Rich:
    """`body` with the day of access, where the edition asks for it, and the access path."""
    read = numeric_date(one.accessed) if edition.dates_every_access and one.item.is_online else ""
    read = read.strip("[]")
    bracket = wrap("[", read, "]")
    if bracket and body.text.endswith(f"[{code(one.item, edition)}]"):
        return chain(("", body), (". ", bracket), (". ", _access(one)))
    return chain(("", body + bracket if body else bracket), (". ", _access(one)))


def _access(one: Entry) -> Rich:
    """The address, and the DOI unless the address holds it (8.6 of 2015, 7.8 and 7.9 of 2025)."""
    item = one.item
    has_doi = bool(item.doi) and item.doi.lower() not in item.url.lower()
    doi = rich("DOI:") + link(f"https://doi.org/{item.doi}", item.doi) if has_doi else EMPTY
    return chain(("", link(item.url)), (". ", doi))


# Dates


def _year(date: Date, edition: Edition) -> str:
    """The year; one that is only inferred stands in brackets (8.4.3.3 of 2015: [1936])."""
    if date.start and date.end:
        first, last = _year_of(date.start, edition), _year_of(date.end, edition)
        return first if first == last else f"{first}{edition.dash}{last}"
    if date.point is None:
        return ""
    year = _year_of(date.point, edition)
    if date.is_open:
        return f"{year}{edition.dash}" if date.start else year
    return year


def _year_of(point: Point, edition: Edition) -> str:
    first, last = point.years
    year = point.year if first == last else f"{first}{edition.dash}{last}"
    return year if point.is_exact else f"[{year}]"


def _full_date(one: Entry) -> str:
    return numeric_date(one.date)


def _cited_page(item: Item) -> str:
    locator = item.locator
    return page_range(locator.value, "-") if locator is not None and locator.label == "page" else ""
