"""The Chicago Manual of Style, 18th edition (2024): author-date and notes and bibliography.

Chapter 13 lays down both systems and chapter 14 the sorts of works; paragraphs are named where one is sure of them,
elsewhere the paragraph was not seen. Names and titles stand in Latin letters where the record has them, Chinese ones
with their characters behind them, in roman; a title in another language is followed by its English translation in
brackets (11.82 and following for Chinese, 11.89 and following for Russian: paragraphs not seen).
"""

from __future__ import annotations

import re
from dataclasses import replace

from citations.citing.items import BOOK_PARTS, PERIODICAL_PARTS, WEB, Contributor, Item
from citations.citing.parts import (
    EMPTY,
    Date,
    Entry,
    Name,
    Rich,
    Run,
    chain,
    counted,
    day_month,
    edition_text,
    ended,
    entry_of,
    has_han,
    is_before,
    is_chinese,
    is_extent,
    italic,
    letters,
    link,
    locator_text,
    name_of,
    page_range,
    rich,
    split_suffix,
    texts_of,
    tidy,
    wrap,
    year_text,
)
from citations.names import full_name

DEFAULT = "en"
ITALIC = frozenset(
    {"book", "classic", "collection", "map", "motion_picture", "musical_score", "pamphlet", "periodical", "report",
     "standard", "broadcast", "performance", "graphic", "figure"}
)  # fmt: skip
#: Languages whose characters stand behind a transliterated title.
_WITH_CHARACTERS = frozenset({"zh", "ja", "ko"})
ROMAN = frozenset(
    {"treaty", "legislation", "bill", "regulation", "legal_case", "hearing", "software", "dataset", "event"}
)


def entry(item: Item, language: str = "") -> Entry:
    """`item` as an entry of this style. What is transliterated stands among Latin letters: publisher, place and series
    then bear their English names."""
    one = entry_of(item, DEFAULT, language)
    if not (one.title_transliterated or one.container_transliterated):
        return one
    return replace(
        one,
        publisher=tidy(item.publisher.en) or one.publisher,
        place=tidy(item.place.en) or one.place,
        collection=tidy(item.collection.en) or one.collection,
    )


def reference(item: Item, *, language: str = "", suffix: str = "") -> Rich:
    """The entry of the reference list: author, year, title, source (13.102 and following: paragraph not seen)."""
    one = entry(item, language)
    year = _year(one, suffix)
    head = _heading(one)
    rest = ((". ", year), (". ", _titled(one))) if head else ((". ", _titled(one)), (". ", year))
    body = chain(("", head), *rest)
    return _finished(body, one, has_year=False)


def bibliography(item: Item, *, language: str = "") -> Rich:
    """The entry of the bibliography: like the reference, with the year at the end of the imprint."""
    one = entry(item, language)
    return _finished(chain(("", _heading(one)), (". ", _titled(one))), one, has_year=True)


def note(item: Item, *, language: str = "") -> Rich:
    """The full note: names in their own order, commas, the imprint in parentheses, the place cited."""
    one = entry(item, language)
    kind = item.type
    title = _titled(one)
    head = _note_names(one.item, _main_roles(one))
    if not _main_names(one) or not _authors(one):
        head = _with_role(head, one)
    lead = chain(("", head), (", ", title))
    date, address = _full(one.date), _address(one)
    read = _read(one)
    pages = _cited(one)
    if kind == "treaty":
        body = chain(("", lead), (", ", _parties(one)), (", ", date), (", ", _registered(one)), (", ", _container(one)))
        return _closed(chain(("", body), (", ", pages), (", ", read), (", ", address)))
    if kind in PERIODICAL_PARTS and one.container:
        return _closed(chain(("", _note_periodical(one, lead, pages)), (", ", read), (", ", address)))
    if kind in WEB or (kind not in BOOK_PARTS and _is_site(one)):
        body = chain(
            ("", lead), (", ", _container(one)), (", ", one.publisher), (", ", _number("no. {}", one)), (", ", date)
        )
        return _closed(chain(("", body), (", ", pages), (", ", read), (", ", address)))
    host = chain(("", _container(one, is_italic=True)), (", ", _by("ed. {}", one, one.item.container_contributors)))
    about = chain(
        ("", chain(("", lead), (", ", wrap("in ", host, "")))),
        (", ", _by("ed. {}", one, item.contributors) if _authors(one) and not one.container else ""),
        (", ", _by("trans. {}", one, item.contributors, "translator")),
        (", ", edition_text(item.edition, "en")),
        (", ", counted("vol. {}", item.volume)),
        (", ", _number("no. {}", one)),
    )
    imprint = chain(
        ("", _genre(one).lower()), (", ", _publisher(one)), (", ", date if _is_dated_whole(one) else _year_plain(one))
    )
    body = chain(("", about), (" ", wrap("(", imprint, ")")), (", ", pages))
    return _closed(chain(("", body), (", ", read), (", ", address)))


def short_note(item: Item, *, language: str = "") -> Rich:
    """The shortened note: family names, the short title, the place cited (13.32 to 13.36: paragraphs not seen)."""
    one = entry(item, language)
    names = _main_names(one)
    pages = locator_text(item, "en")
    title = _titled(one, is_short=True)
    return _closed(chain(("", _family_names(names)), (", ", title), (", ", pages)))


def in_text(item: Item, *, language: str = "", suffix: str = "") -> Rich:
    """(Walt 1987, 33): family names and year; of three and more authors the first and et al. (13.112 and following:
    paragraph not seen)."""
    one = entry(item, language)
    head: Rich | str = _family_names(_main_names(one)) or _titled(one, is_short=True, has_translation=False)
    year = _year(one, suffix)
    inner = chain(("", head), (", " if year.startswith("n.d.") else " ", year), (", ", locator_text(item, "en")))
    return _inside(wrap("(", inner, ")"))


def year_suffix(item: Item, place: int, language: str = "") -> str:
    """The Latin letter behind the year of works by one author in one year: 2012a, 2012b."""
    return letters(place)


# Names


def _main_roles(one: Entry) -> tuple[str, ...]:
    found = {person.role for person in one.item.contributors}
    for role in ("author", "speaker", "director"):
        if role in found:
            return (role,)
    return () if one.container else ("editor",) if "editor" in found else ("compiler",)


def _authors(one: Entry) -> tuple[Name, ...]:
    roles = _main_roles(one)
    return _main_names(one) if roles and roles[0] in ("author", "speaker", "director") else ()


def _main_names(one: Entry) -> tuple[Name, ...]:
    roles = _main_roles(one)
    return tuple(name for person in one.item.contributors if person.role in roles and (name := _latin(person)))


def _latin(person: Contributor) -> Name:
    """The name in Latin letters, of a Chinese person with the characters behind it (paragraph not seen)."""
    name = name_of(person, "en")
    if name.literal or not person.is_person or not is_chinese(person.native_language) or name.language != "en":
        return name
    characters = person.family.zh_hans + person.given.zh_hans
    given = f"{name.given} {characters}".strip() if characters else name.given
    return Name(family=name.family, given=given, native=name.native, language="en")


def _inverted(name: Name) -> str:
    """Walt, Stephen M.; a name whose own order puts the family first is not turned and has no comma: Zheng Yu 郑羽."""
    if name.literal:
        return name.literal
    if name.is_family_first or not name.family or not name.given:
        return _direct(name)
    given, suffix = split_suffix(name.given)
    return ", ".join(part for part in (name.family, given, suffix) if part)


def _direct(name: Name) -> str:
    if name.literal:
        return name.literal
    given, suffix = split_suffix(name.given)
    whole = full_name(
        family=name.family, given=given, patronymic="", native_language=name.native, language=name.language
    )
    return f"{whole} {suffix}" if suffix else whole


def _heading(one: Entry) -> str:
    """Up to six names, of more the first three and et al. (13.23); the first turned, the others not."""
    names = _main_names(one)
    if not names:
        return ""
    shown = [_inverted(names[0]), *(_direct(name) for name in names[1:])]
    if len(names) > 6:
        whole = ", ".join([*shown[:3], "et al."])
    elif len(shown) > 1:
        whole = ", ".join(shown[:-1]) + f", and {shown[-1]}"
    else:
        whole = shown[0]
    return _with_role(whole, one)


def _with_role(whole: str, one: Entry) -> str:
    roles = _main_roles(one)
    if not whole or not roles or roles[0] not in ("editor", "compiler"):
        return whole
    short = "ed" if roles[0] == "editor" else "comp"
    return f"{whole}, {short}{'s' if len(_main_names(one)) > 1 else ''}."


def _note_names(item: Item, roles: tuple[str, ...]) -> str:
    names = tuple(name for person in item.contributors if person.role in roles and (name := _latin(person)))
    return _listed(names)


def _listed(names: tuple[Name, ...]) -> str:
    """One or two names, of more the first and et al. (13.23)."""
    if len(names) > 2:
        return f"{_direct(names[0])} et al."
    return " and ".join(_direct(name) for name in names)


def _family_names(names: tuple[Name, ...]) -> str:
    heads = [name.key for name in names]
    if len(heads) > 2:
        return f"{heads[0]} et al."
    return " and ".join(heads)


def _by(template: str, one: Entry, people: tuple[Contributor, ...], *roles: str) -> str:
    wanted = roles or ("editor", "compiler")
    names = tuple(name for person in people if person.role in wanted and (name := _latin(person)))
    return template.format(_listed(names)) if names else ""


# Titles


def _set(title: str, *, is_italic: bool) -> Rich:
    """A title in italics, unless it is written in Chinese characters, which have none (paragraph not seen)."""
    return italic(title) if is_italic and not has_han(title) else rich(title)


def _titled(one: Entry, *, is_short: bool = False, has_translation: bool = True) -> Rich:
    """The title: in italics, in quotation marks, or plain; then its characters and its translation.

    A short title is the transliterated one alone, where there is one.
    """
    item = one.item
    latin = one.title_transliterated
    if one.is_supplied and not latin:
        description = tidy(item.description.en or item.description.best()).rstrip(".。").replace("[", "(")
        return rich(f"[{description.replace(']', ')') or 'no title'}]")
    title = latin or one.title
    behind = ""
    if not is_short:
        characters = "" if one.is_supplied or one.is_translated else _characters(one, one.title, latin)
        behind = f"{characters}{_translation(one, title) if has_translation else ''}"
    if is_short:
        title = short_title(title, is_english=not latin)
    if item.type in ITALIC or (item.type == "document" and one.publisher):
        return _set(title, is_italic=True) + behind
    if item.type in ROMAN:
        return rich(title) + behind
    inner = title.replace("“", "‘").replace("”", "’")
    return rich(f"“{inner}”{behind}")


def _translation(one: Entry, title: str) -> str:
    english = tidy(one.item.title.en)
    return f" [{english}]" if english and english != title else ""


def _characters(one: Entry, text: str, latin: str) -> str:
    """The characters behind a Chinese, Japanese or Korean title in Latin letters; other scripts are not printed beside
    them."""
    return f" {text}" if latin and text not in ("", latin) and one.language.split("-")[0] in _WITH_CHARACTERS else ""


def _container(one: Entry, *, is_italic: bool = False) -> Rich:
    """What the work is published in, a Chinese one with its characters: *Zhongguo shehui kexue* 中国社会科学."""
    latin = one.container_transliterated
    return _set(latin or one.container, is_italic=is_italic) + _characters(one, one.container, latin)


def short_title(title: str, *, is_english: bool = True) -> str:
    """The title up to its colon, of an English one without its article, of more than six words the first four."""
    head = re.split(r"[:：]\s*", title)[0]
    words = (re.sub(r"^(?:The|A|An)\s+(?=\S)", "", head) if is_english else head).split()
    return " ".join(words[:4]).rstrip(",;") if len(words) > 6 else " ".join(words)


# The source


def _finished(lead: Rich, one: Entry, *, has_year: bool) -> Rich:
    """`lead` with the source of the work and its address."""
    item = one.item
    kind = item.type
    when = _full(one.date) if has_year else _sentence(day_month(one.date, "en"))
    year = _year_plain(one) if has_year else ""
    if kind == "treaty":
        source = chain(
            ("", _parties(one)),
            (". ", when),
            (". ", _registered(one)),
            (". ", _container(one)),
        )
    elif kind in PERIODICAL_PARTS and one.container:
        source = _periodical(one, has_year=has_year)
    elif kind in WEB or (kind not in BOOK_PARTS and _is_site(one)):
        source = chain(("", _container(one)), (". ", one.publisher), (". ", _number("No. {}", one)), (". ", when))
    else:
        host = chain(
            ("", _container(one, is_italic=True)),
            (", ", _by("edited by {}", one, item.container_contributors)),
        )
        editors = _by("Edited by {}", one, item.contributors) if _authors(one) and not one.container else ""
        source = chain(
            ("", wrap("In ", host, "")),
            (". ", editors),
            (". ", _by("Translated by {}", one, item.contributors, "translator")),
            (". ", edition_text(item.edition, "en")),
            (". ", counted("Vol. {}", item.volume)),
            (". ", _number("No. {}", one)),
            (". ", one.collection),
            (". ", chain(("", _genre(one)), (", ", _publisher(one)), (", ", year if not _is_dated_whole(one) else ""))),
            (". ", when if _is_dated_whole(one) else ""),
        )
    return _closed(chain(("", lead), (". ", source), (". ", _sentence(_read(one))), (". ", _address(one))))


def _closed(content: Rich) -> Rich:
    """`content` with its full stop."""
    return _inside(ended(content))


def _inside(content: Rich) -> Rich:
    """`content` with the stops and commas inside the quotation marks (6.9)."""
    runs: list[Run] = []
    for run in content.runs:
        if runs and (runs[-1].italic, runs[-1].url) == (run.italic, run.url):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return Rich(tuple(replace(run, text=re.sub(r"”([.,])", r"\1”", run.text)) for run in runs))


def _periodical(one: Entry, *, has_year: bool) -> Rich:
    """*Journal* 44 (1): 103–23; with the year 44, no. 1 (1990): 103–23; *Newspaper*, February 10."""
    item = one.item
    name = _container(one, is_italic=True)
    volume, issue = tidy(item.volume), tidy(item.issue)
    pages = _abbreviated(item.pages)
    if item.type == "article-newspaper" or not (volume or issue):
        when = _full(one.date) if has_year else _sentence(day_month(one.date, "en"))
        return chain(
            ("", name), (", ", when), (", " if when else ": ", "" if item.type == "article-newspaper" else pages)
        )
    if has_year:
        head = chain(("", chain(("", name), (" ", volume))), (", ", counted("no. {}", issue)))
        return chain(("", chain(("", head), (" ", wrap("(", _year_plain(one), ")")))), (": ", pages))
    if volume:
        return chain(("", chain(("", name), (" ", volume), (" ", wrap("(", issue, ")")))), (": ", pages))
    return chain(("", chain(("", name), (", ", counted("no. {}", issue)))), (": ", pages))


def _note_periodical(one: Entry, lead: Rich, pages: str) -> Rich:
    item = one.item
    name = _container(one, is_italic=True)
    volume, issue = tidy(item.volume), tidy(item.issue)
    if item.type == "article-newspaper" or not (volume or issue):
        place = pages if item.locator else "" if item.type == "article-newspaper" else pages
        return chain(("", chain(("", lead), (", ", name))), (", ", _full(one.date)), (", ", place))
    head = chain(("", chain(("", lead), (", ", chain(("", name), (" ", volume))))), (", ", counted("no. {}", issue)))
    return chain(("", chain(("", head), (" ", wrap("(", _year_plain(one), ")")))), (": ", pages))


def _publisher(one: Entry) -> str:
    """The publisher; the place before it only for what appeared before 1900 (14.30), and alone when there is no
    publisher."""
    if one.publisher and is_before(one.date, 1900) and one.place:
        return f"{one.place}: {one.publisher}"
    return one.publisher or one.place


def _genre(one: Entry) -> str:
    return {"thesis": "Thesis", "patent": "Patent"}.get(one.item.type, "")


def _is_dated_whole(one: Entry) -> bool:
    """Whether the day matters more than a publisher: speeches, documents, laws, letters, broadcasts and the like."""
    return bool(day_month(one.date, "en")) and one.item.type not in BOOK_PARTS | {"book", "thesis", "report"}


def _is_site(one: Entry) -> bool:
    """A work that is no book, article or part of a book and is online: its container is a site."""
    return one.item.is_online and one.item.type not in ITALIC | {"thesis", "patent"} and not one.item.pages


def _parties(one: Entry) -> str:
    """The parties in English, the two joined by “and”."""
    treaty = one.item.treaty
    names = texts_of(treaty.parties, "en") if treaty is not None else []
    if len(names) > 3:
        return f"{names[0]} et al."
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def _registered(one: Entry) -> Rich:
    """10 UNTS 300."""
    treaty = one.item.treaty
    if treaty is None or not treaty.registration_volume:
        return EMPTY
    place = f"{tidy(treaty.registration_volume)} UNTS {tidy(treaty.registration_page)}".strip()
    number = tidy(treaty.registration_number) if not treaty.registration_page else ""
    return chain(("", place), (", ", f"no. {number}" if number else ""))


def _number(template: str, one: Entry) -> str:
    """The number of a report, law or document, unless its title says it."""
    number = tidy(one.item.number)
    return "" if number in one.title else counted(template, number)


def _address(one: Entry) -> Rich:
    """The DOI as an address, else the address."""
    if one.item.doi:
        return link(f"https://doi.org/{one.item.doi}")
    return link(one.item.url)


def _read(one: Entry) -> str:
    """When the address was read, only of an undated work (13.15: paragraph not seen)."""
    if one.date or not one.item.url or not one.accessed:
        return ""
    return f"accessed {_full(one.accessed)}"


# Dates and pages


def _year(one: Entry, suffix: str) -> str:
    year = year_text(one.date, "en")
    return f"{year}{suffix}" if year else f"n.d.-{suffix}" if suffix else "n.d."


def _year_plain(one: Entry) -> str:
    return year_text(one.date, "en")


def _full(date: Date) -> str:
    """February 10, 2012; May 2014; June–July 2016; 2012."""
    year, day = year_text(date, "en"), day_month(date, "en")
    if not day:
        return year
    return f"{day}, {year}" if day[-1].isdigit() else f"{day} {year}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _abbreviated(pages: str) -> str:
    """The pages with the second number of a range shortened (9.63): 103–23, 44–79, 101–8, 100–104."""
    return re.sub(r"(?<![0-9.])([0-9]+)–([0-9]+)(?![0-9.])", _shorter, page_range(pages, "–"))


def _shorter(found: re.Match[str]) -> str:
    first, last = found.groups()
    if len(first) != len(last) or len(first) < 3 or first.endswith("00") or int(last) <= int(first):
        return found[0]
    shared = 0
    while shared < len(first) and first[shared] == last[shared]:
        shared += 1
    kept = last[shared:]
    if first[-2] == "0" and len(kept) == 1:
        return f"{first}–{kept}"
    if len(kept) < 2:
        kept = last[-2:]
    return f"{first}–{last if len(kept) == len(last) else kept}"


def _cited(one: Entry) -> str:
    """The place cited, else of an article its pages."""
    place = locator_text(one.item, "en")
    if place:
        return place
    pages = _abbreviated(one.item.pages)
    return "" if is_extent(pages) and not one.container else pages
