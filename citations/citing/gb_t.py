"""GB/T 7714, rules for bibliographic references: 2025 (in force since 1 July 2026) and 2015, numeric and author-date.

Paragraphs are those of the edition named; where none is named the paragraph was not seen. The editions differ in
what `Edition` says and in the layouts of standards, reports, papers of conferences, preprints, data sets and programs.
"""

from __future__ import annotations

from dataclasses import dataclass

from citations.citing import gb_t_values as values
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
    ended,
    entry_of,
    has_han,
    initials,
    is_chinese,
    is_extent,
    join,
    letters,
    link,
    numeric_date,
    page_range,
    read_date,
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
    #: 2025: hyphens between initials stay (Godard J-L), and Jr follows them without a comma (Peebles P Z Jr).
    keeps_hyphens: bool
    #: 2015: the day of access behind every online work; 2025: only of what `dates_access` names.
    dates_every_access: bool
    #: Between the years of a run: a dash (2025), a hyphen (2015).
    dash: str


GB_2025 = Edition(
    2025,
    is_wide=True,
    is_wide_everywhere=True,
    has_capital_surnames=False,
    keeps_hyphens=True,
    dates_every_access=False,
    dash="—",
)
GB_2015 = Edition(
    2015,
    is_wide=False,
    is_wide_everywhere=False,
    has_capital_surnames=True,
    keeps_hyphens=False,
    dates_every_access=True,
    dash="-",
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
    heads = item.type != "standard" or edition.year < 2025  # 8.9.2 (2025): the number of a standard leads
    authors = _authors(one, edition) if heads else ""
    return ended(chain(("", authors), (". ", _rest(one, edition, is_author_date=False))))


def author_date(item: Item, edition: Edition = GB_2025, *, language: str = "", suffix: str = "") -> Rich:
    """The entry of a list by author and year (著者-出版年制): the year follows the author; 佚名 or Anon without one
    (8.1.3 of 2015)."""
    one = entry(item, language)
    signs = marks(one, edition)
    head = chain(("", _heading(one, edition)), (signs.comma, heading_year(one, edition, suffix)))
    return ended(chain(("", head), (". ", _rest(one, edition, is_author_date=True))))


def in_text_number(item: Item, number: int, *, language: str = "") -> Rich:
    """[1], with the page behind the bracket when one is cited: [1]23."""
    return rich(f"[{number}]") + _cited_page(item)


def in_text(item: Item, edition: Edition = GB_2025, *, language: str = "", suffix: str = "") -> Rich:
    """（郑羽，2016）, （张群 等，2024）, （Deverell et al.，2013）: the first author, and the page behind the bracket
    (10.2 of 2015, 9.3.1 of 2025: of an author in Chinese characters the name, of others the surname)."""
    one = entry(item, language)
    signs = marks(one, edition)
    names = _main_names(one) or _parties(one)
    if names:
        first = names[0]
        is_whole = first.language.startswith("zh") or first.literal or has_han(first.family)
        shown = _name(first, names, edition) if is_whole else first.family
        shown = (shown or first.key) + (f" {_et_al(one)}" if len(names) > 1 else "")
    else:
        shown = _heading(one, edition)
    inner = chain(("", shown), (signs.comma, heading_year(one, edition, suffix)))
    return wrap(signs.opening, inner, signs.closing) + _cited_page(item)


def year_suffix(item: Item, place: int, language: str = "") -> str:
    """The Latin letter behind the year of works by one author in one year (2010a, 2010b), in every language."""
    return letters(place)


def heading_year(one: Entry, edition: Edition, suffix: str = "") -> str:
    """The year of the heading with the letter behind it; of an undated work the year it was read, in brackets; else
    无日期, n.d., б. г., with the letter set off: [2020a], n.d.-a."""
    year = _year(one.date, edition)
    if not year and one.accessed.point is not None:
        year = f"[{one.accessed.point.year}]"
    if not year:
        return f"{one.words.no_date}-{suffix}" if suffix else one.words.no_date
    return f"{year[:-1]}{suffix}]" if year.endswith("]") else year + suffix


def code(item: Item, edition: Edition) -> str:
    """The type of the work and its carrier: M, J/OL, EB/OL (annex B of 2015, A of 2025). Treaties have no code: in a
    collection M, online EB, else Z; white papers and other policy documents R. Laws and regulations are A, as the
    notice of a city government in 4.6.2 of 2015, in a book M."""
    return f"{_type_code(item, edition)}/OL" if item.is_online else _type_code(item, edition)


_CODES = {
    "article-journal": "J", "article-magazine": "J", "periodical": "J", "article-newspaper": "N",
    "book": "M", "chapter": "M", "classic": "M", "entry-dictionary": "M", "entry-encyclopedia": "M", "pamphlet": "M",
    "musical_score": "M", "manuscript": "A", "personal_communication": "A", "dataset": "DS", "map": "CM",
    "paper-conference": "C", "patent": "P", "report": "R", "software": "CP", "standard": "S", "thesis": "D",
    "webpage": "EB", "post": "EB", "post-weblog": "EB",
}  # fmt: skip
_LEGAL = frozenset({"bill", "hearing", "legal_case", "legislation", "regulation"})


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
    if found := _CODES.get(item.type) or _periodical_code(item):
        return found
    if _is_in_book(item):
        return "M"
    if item.type in _LEGAL:
        return "A"
    return "EB" if item.is_online else "Z"


def dates_access(item: Item, edition: Edition) -> bool:
    """Whether the edition asks for the day an address was read: 2015 for every online work, 2025 for web pages, data
    sets, preprints and programs (8.11, 8.14 and 8.15)."""
    return item.is_online and (edition.dates_every_access or _type_code(item, edition) in _ON_WEB or _is_law(item))


_ON_WEB = frozenset({"EB", "DS", "PP", "CP"})


def _is_law(item: Item) -> bool:
    return item.type in _LEGAL and not _is_in_book(item) and not _periodical_code(item)


def _is_collected_treaty(item: Item) -> bool:
    return bool(item.container or (item.treaty is not None and item.treaty.registration_volume))


def _is_in_book(item: Item) -> bool:
    """A work of any other sort that stands in a book: it has a container with a publisher or pages."""
    has_place_in_print = item.publisher or item.pages or item.volume
    is_other = item.type not in PERIODICAL_PARTS | WEB | BOOKS and not _periodical_code(item)
    return bool(item.container and has_place_in_print and is_other)


def _periodical_code(item: Item) -> str:
    """J for a work of any other sort (a law, an interview, a speech) in an issue of a periodical, N on a page of a
    daily (8.5 of 2025); else ""."""
    is_other = item.type not in PERIODICAL_PARTS | WEB | BOOKS | BOOK_PARTS | {"treaty"} and item.type not in _CODES
    if not is_other or not item.container or item.publisher or item.place:
        return ""
    date = read_date(item.date).point
    return "J" if item.issue else "N" if item.pages and not item.volume and date and date.day else ""


# Names


def _authors(one: Entry, edition: Edition) -> str:
    """The main responsibility: three names, of four and more the first three and 等, et al., и др. (8.1.2 of 2015)."""
    return _list(_main_names(one), one, edition)


def _main_names(one: Entry) -> tuple[Name, ...]:
    names = one.authors
    if names or one.container:
        return names
    return one.names("editor") or one.names("compiler")


def _host_names(one: Entry) -> tuple[Name, ...]:
    """The main responsibility of what contains the work: who made the containing work, else the editors of the part."""
    roles = ("author", "editor", "compiler")
    hosts = next((names for role in roles if (names := one.container_names(role))), ())
    return hosts or one.names("editor") or one.names("compiler")


def _parties(one: Entry) -> tuple[Name, ...]:
    """The parties of a treaty, who head it where nobody else does."""
    parties = texts_of(one.item.treaty.parties, one.language) if one.item.treaty else []
    return tuple(Name(literal=party, language=one.language, is_person=False) for party in parties)


def _heading(one: Entry, edition: Edition) -> str:
    if names := _main_names(one) or _parties(one):
        return _list(names, one, edition)
    return "佚名" if one.words is CHINESE else "Аноним" if one.words is RUSSIAN else "Anon"


def _list(names: tuple[Name, ...], one: Entry, edition: Edition) -> str:
    shown = [_name(name, names, edition) for name in names[:3]]
    if len(names) > 3:
        shown.append(_et_al(one))
    return marks(one, edition).comma.join(shown)


def _et_al(one: Entry) -> str:
    """等, et al., и др., and 외 in Korean (6.1 of 2015), 他 in Japanese: the word of the language of the entry."""
    return {"ja": "他", "ko": "외"}.get(one.language.split("-")[0], one.words.et_al)


#: Their names are whole in Chinese characters; of others, Hungarians too, only the family name is given.
_WHOLE_IN_CHINESE = frozenset({"zh", "ja", "ko", "vi"})


def _name(name: Name, among: tuple[Name, ...], edition: Edition) -> str:
    """The family name first, then initials without stops (8.1.1 of 2015, 7.1.1 of 2025). Of a foreigner in Chinese
    characters the family name only, with Latin initials when two of one name stand together; a given name that is
    made of syllables (Chinese, Korean, Vietnamese) is never cut."""
    if name.literal:
        return values.name_without_origin(name.literal, name.language) if name.is_person else name.literal
    if name.language.startswith("zh"):
        is_native = name.native.split("-")[0] in _WHOLE_IN_CHINESE or (not name.native and len(name.family) == 1)
        if is_native or not name.family:
            return name.family + name.given
        namesakes = [other for other in among if other.family == name.family and other.language == name.language]
        cut = initials(name.latin_given, stop="", hyphen="-") if len(namesakes) > 1 else ""
        return f"{name.family} {cut}".strip()
    if has_han(name.family):
        return name.family + name.given
    given, suffix = split_suffix(name.given)
    family = name.family.upper() if edition.has_capital_surnames else name.family
    if name.keeps_given_name:
        return " ".join(part for part in (family, given) if part)
    hyphen = "-" if edition.keeps_hyphens else " "
    short = " ".join(part for text in (given, name.patronymic) if (part := initials(text, stop="", hyphen=hyphen)))
    whole = " ".join(part for part in (family, short) if part)
    if edition.year >= 2025:
        return f"{whole} {suffix.rstrip('.')}" if suffix else whole
    return f"{whole}, {suffix}" if suffix else whole


def _others(one: Entry, edition: Edition) -> Rich:
    """Other responsibility behind the title: 徐超，译; editors too when the work has an author, unless they edited
    what contains it."""
    words = ("译", "编") if one.words is CHINESE else ("пер.", "ред.") if one.words is RUSSIAN else ("trans.", "ed.")
    comma = marks(one, edition).comma
    elsewhere = (_main_names(one), _host_names(one) if _is_host(one) else ())
    editors = () if one.names("editor") in elsewhere else one.names("editor")
    compilers = () if one.names("compiler") in elsewhere else one.names("compiler")
    groups = ((one.names("translator"), words[0]), ((*editors, *compilers), words[1]))
    return join([chain(("", _list(names, one, edition)), (comma, word)) for names, word in groups if names], ". ")


# The rest of the entry


def _rest(one: Entry, edition: Edition, *, is_author_date: bool) -> Rich:
    """Everything behind the author (and year): title, code, source, access."""
    item = one.item
    found = _type_code(item, edition)
    dated = not is_author_date
    title = _title(one, edition)
    if _periodical_code(item) or (item.type in PERIODICAL_PARTS and (one.container or found in ("J", "N"))):
        source = _in_periodical(one, edition, is_dated=dated)
        return _accessed(one, edition, chain(("", title), (". ", _others(one, edition)), (". ", source)))
    has_day = one.date.point is None or bool(one.date.point.month)
    is_bare = found in ("R", "DS", "CP") and item.is_online and not one.publisher and has_day and not _cited_page(item)
    is_page = (found == "EB" and not _is_host(one)) or (item.is_online and _is_law(item))
    if is_page or (is_bare and edition.year < 2025):  # 8.11 of 2025, 4.6 of 2015
        return chain(("", title), (". ", _others(one, edition)), (". ", _web_dates(one, edition)), (". ", _access(one)))
    if edition.year >= 2025 and (found in ("DS", "PP") or (found == "CP" and item.is_online)):
        return _deposited(one, edition, title)
    if _is_host(one):
        return _accessed(one, edition, _in_book(one, edition, title, is_dated=dated))
    if found == "S" and edition.year >= 2025:
        return _accessed(one, edition, chain(("", title), (". ", _others(one, edition))))
    body = chain(
        ("", title),
        (". ", _others(one, edition)),
        (". ", _run(one, edition) if item.type == "periodical" else EMPTY),
        (". ", _edition(one, found)),
        (". ", _imprint(one, edition, is_dated=dated)),
    )
    return _accessed(one, edition, body)


def _title(one: Entry, edition: Edition) -> Rich:
    """The title with the number of its volume, report, patent, file or standard, and the code in brackets."""
    item = one.item
    colon = marks(one, edition).colon
    number = tidy(item.number) if item.type not in PERIODICAL_PARTS and tidy(item.number) not in one.title else ""
    title = _titled(one.title, one, edition)
    whole: Piece = title
    if item.type == "standard":
        if number:
            whole = f"{number} {title}" if edition.year >= 2025 else f"{title}{colon}{number}"
    else:
        has_volume = not (_is_host(one) or item.type in PERIODICAL_PARTS or item.type == "periodical")
        volume = _volume(one) if has_volume else ""
        whole = chain(("", title), (colon, volume), (colon, number if item.type != "treaty" else ""))
    return rich(whole) + f"[{code(item, edition)}]"


def _titled(title: str, one: Entry, edition: Edition) -> str:
    """A title with the sign before its other title information in the width of the entry's."""
    return values.wide_colons(title) if marks(one, edition) is WIDE else title


def _edition(one: Entry, found: str) -> str:
    """The edition; of data, preprints and programs the version (V1.0 in 7.4 of 2025)."""
    if found in ("DS", "PP", "CP"):
        version = tidy(one.item.edition)
        return f"V{version}" if version[:1].isdigit() else version
    return values.edition(one.item.edition, "zh" if one.language.split("-")[0] == "ja" else one.language)


def _volume(one: Entry) -> str:
    volume = tidy(one.item.volume)
    if not volume or not volume[0].isdigit():
        return volume
    if one.language.split("-")[0] == "ja":
        return f"第{volume}巻"
    return f"第{volume}卷" if one.words is CHINESE else f"т. {volume}" if one.words is RUSSIAN else f"v.{volume}"


def _run(one: Entry, edition: Edition) -> Rich:
    """What has come out of a periodical: 1984，1（1）— or 1957（1）—1990（4） (4.3.2 of 2015, 8.4.2 of 2025)."""
    signs = marks(one, edition)
    firsts, lasts = ([], [])
    for value in (values.bare(one.item.volume), values.bare(one.item.issue)):
        first, _dash, last = page_range(value, "-").partition("-")
        firsts.append(first)
        lasts.append(last)
    if not any(firsts):
        return EMPTY

    def mark(point: Point | None, volume: str, issue: str) -> Rich:
        when = _year_of(point, edition) if point else ""
        return chain(("", when), (signs.comma, volume)) + wrap(signs.opening, issue, signs.closing)

    begin, end = mark(one.date.point, *firsts), mark(one.date.end, *lasts)
    if one.date.is_open and one.date.start:
        return begin + edition.dash
    return begin + edition.dash + end if one.date.end and any(lasts) else begin


def _in_periodical(one: Entry, edition: Edition, *, is_dated: bool) -> Rich:
    """Newspaper: 刊名，日期（版次）. Others: 刊名，年，卷（期）：页码, and the day where there is neither volume nor
    issue (8.5.1 of 2025). A cited page stands for those of the whole article (8.8.2 of 2015, 8.5.1.1 of 2025)."""
    item = one.item
    signs = marks(one, edition)
    container = _titled(one.container, one, edition)
    pages = _cited_page(item) or page_range(values.bare(item.pages), "-")
    volume, issue = values.combined(item.volume), values.combined(item.issue)
    if _type_code(item, edition) == "N":
        source = chain(("", container), (signs.comma, _full_date(one)))
        return source + wrap(signs.opening, pages or issue, signs.closing)
    has_issue = bool(volume or issue)
    date = one.date.point
    if has_issue:
        when = _year(one.date, edition) if is_dated else ""
    else:
        when = _full_date(one) if is_dated or (date is not None and date.month) else ""
    source = chain(("", container), (signs.comma, when), (signs.comma, volume))
    source = source + wrap(signs.opening, issue, signs.closing)
    return chain(("", source), (signs.colon, pages or tidy(item.number)))


def _is_host(one: Entry) -> bool:
    """Whether the work is printed with // as part of another."""
    item = one.item
    if item.type == "treaty":
        return _is_collected_treaty(item)
    return bool(one.container and (item.type in BOOK_PARTS or _is_in_book(item)))


def _in_book(one: Entry, edition: Edition, title: Rich, *, is_dated: bool) -> Rich:
    item = one.item
    signs = marks(one, edition)
    treaty = item.treaty
    container, volume = _titled(one.container, one, edition), _volume(one)
    pages = page_range(values.bare(item.pages), "-")
    if not container and treaty is not None:
        container, pages = UNTS, page_range(treaty.registration_page, "-")
        volume = f"v.{tidy(treaty.registration_volume)}"
    hosts = _list(_host_names(one), one, edition)
    host = chain(("", hosts), (". ", chain(("", container), (signs.colon, volume))))
    own = chain(("", title), (". ", _others(one, edition)))
    if edition.year >= 2025 and item.type == "paper-conference" and not (one.place or one.publisher):
        when = _year(one.date, edition) if is_dated else ""  # 8.6.3: read and not published
        return chain(("", chain(("", own), ("//", chain(("", host), (signs.comma, when))))), (signs.colon, pages))
    return chain(
        ("", chain(("", own), ("//", host))),
        (". ", _edition(one, "M")),
        (". ", _imprint(one, edition, is_dated=is_dated, pages=pages)),
    )


def _imprint(one: Entry, edition: Edition, *, is_dated: bool, pages: str | None = None) -> Rich:
    """出版地：出版者，年：页码. Patents, reports without a publisher, archives, treaties and whatever is no book keep
    the whole date, even where the year stands in the heading."""
    item = one.item
    signs = marks(one, edition)
    place, publisher = values.first(one.place), values.first(one.publisher)
    if item.type == "treaty" and item.treaty is not None and not (place or publisher or _is_collected_treaty(item)):
        place = next(iter(texts_of([item.treaty.place], one.language)), "") if item.treaty.place else ""
    found = _type_code(item, edition)
    is_year_only = found in ("M", "C", "G", "D", "J", "CM", "CP", "DS", "S") or (found == "R" and bool(publisher))
    if found in ("M", "C", "D", "G") and not item.is_online and item.type != "treaty":
        place, publisher = _said_missing(one, place, publisher)
    if item.type == "treaty":
        when = _full_date(one)
    elif is_year_only:
        when = _year(one.date, edition) if is_dated else ""
    else:
        date = one.date.point
        when = _full_date(one) if is_dated or (date is not None and date.month) else ""
    if pages is None:
        pages = page_range(values.bare(item.pages), "-")
    if is_extent(pages) and item.type in BOOKS and not one.container:
        pages = ""  # 480 pages in all are no place in the work
    if not one.container and item.type != "treaty":
        pages = _cited_page(item) or pages
    imprint = chain(("", chain(("", place), (signs.colon, publisher))), (signs.comma, when))
    return chain(("", imprint), (signs.colon, pages))


def _said_missing(one: Entry, place: str, publisher: str) -> tuple[str, str]:
    """Place and publisher, in brackets that they are not known (8.4.1.3 and 8.4.2.3 of 2015, 7.5.2.3 and 7.5.3.3 of
    2025); nothing at all of a work of which not even the year is known."""
    if not (place or publisher or one.date):
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
    """A data set, a preprint or a program: 题名[DS/OL]. V1.0. 发布者（日期）[引用日期]. 路径 (8.11, 8.14 and 8.15 of
    2025)."""
    item = one.item
    version = _edition(one, "DS")
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
