"""The Chicago Manual of Style, 18th edition (2024): author-date and notes and bibliography.

Chapter 13 lays down both systems and chapter 14 the sorts of works; paragraphs are named where one is sure of them,
elsewhere the paragraph was not seen. Names and titles stand in Latin letters where the record has them, Chinese ones
with their characters behind them, in roman; a title in another language is followed by its English translation in
brackets (11.82 and following for Chinese, 11.89 and following for Russian: paragraphs not seen).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citations.citing.items import BOOK_PARTS, BOOKS, PERIODICAL_PARTS, WEB, Contributor, Item
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
    initials,
    is_before,
    is_chinese,
    is_extent,
    is_phrase,
    italic,
    letters,
    link,
    locator_text,
    name_of,
    opening,
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
_IN_ISSUES = PERIODICAL_PARTS | {"interview"}
ENTRIES = frozenset({"entry", "entry-dictionary", "entry-encyclopedia"})
#: Works that stand under the name of what they were published in when nobody signed them (14.87, 14.97, 14.102, 14.104,
#: 14.130).
UNDER_CONTAINER = ENTRIES | {
    "article-magazine", "article-newspaper", "review", "review-book", "webpage", "post-weblog"
}  # fmt: skip
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
    head = _heading(one) or _stand_in(one)
    rest = ((". ", year), (". ", _titled(one))) if head else ((". ", _titled(one)), (". ", year))
    body = chain(("", head), *rest)
    return _finished(body, one, has_year=False)


def bibliography(item: Item, *, language: str = "") -> Rich:
    """The entry of the bibliography: like the reference, with the year at the end of the imprint."""
    one = entry(item, language)
    head = _heading(one) or _stand_in(one)
    return _finished(chain(("", head), (". ", _titled(one))), one, has_year=True)


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
    if item.is_archival:
        return _closed(chain(("", lead), (", ", date), (", ", _kept(one, pages)), (", ", read), (", ", address)))
    if kind == "post-weblog":
        body = chain(("", lead), (", ", _blog(one)), (", ", date), (", ", pages))
        return _closed(chain(("", body), (", ", read), (", ", address)))
    if kind in _IN_ISSUES and one.container:
        asked = chain(("", lead), (", ", _by("interview by {}", one, item.contributors, "interviewer")))
        return _closed(chain(("", _note_periodical(one, asked, pages)), (", ", read), (", ", address)))
    if kind in WEB or (kind not in BOOK_PARTS and _is_site(one)):
        site = (", ", _container(one))
        body = chain(("", lead), site, (", ", one.publisher), (", ", _number("no. {}", one)), (", ", date))
        return _closed(chain(("", body), (", ", pages), (", ", read), (", ", address)))
    if _is_unsigned_entry(one):
        place = locator_text(item, "en")
        word = chain(("", _under_word(one)), (", ", place), (", ", date))
        return _closed(chain(("", word), (", ", read), (", ", address)))
    translated = (", ", _by("trans. {}", one, item.contributors, *_translators(one)))
    edition, volume = (", ", _edition(one)), (", ", counted("vol. {}", item.volume))
    if one.container:
        people = one.item.container_contributors
        host = chain(
            ("", _container(one, is_italic=True)),
            edition,
            (", ", _by_host_authors(one)),
            (", ", _by("ed. {}", one, people)),
            (", ", _by("trans. {}", one, people, "translator")),
            volume,
        )
        about = chain(("", lead), translated, (", ", wrap("in ", host, "")))
    else:
        editors = (", ", _by("ed. {}", one, item.contributors) if _names_editors(one) else "")
        about = chain(("", lead), editors, translated, edition, volume)
    about = chain(("", about), (", ", _number("no. {}", one)), (", ", one.collection))
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
    title = _under_word(one, is_short=True) if _is_unsigned_entry(one) else _titled(one, is_short=True)
    return _closed(chain(("", _family_names(names)), (", ", title), (", ", pages)))


def in_text(item: Item, *, language: str = "", suffix: str = "", names: str = "") -> Rich:
    """(Walt 1987, 33): family names and year; of three and more authors the first and et al. (13.112 and following:
    paragraph not seen); `names` when more is needed to tell the authors from others."""
    one = entry(item, language)
    head: Rich | str = names or _family_names(_main_names(one)) or _stand_in(one, is_short=True)
    head = head or _titled(one, is_short=True, has_translation=False)
    year = _year(one, suffix)
    inner = chain(("", head), (", " if year.startswith("n.d.") else " ", year), (", ", locator_text(item, "en")))
    return _inside(wrap("(", inner, ")"))


def names_in_text(items: Sequence[Item], language: str = "") -> list[str]:
    """The names that stand in the text for each of `items` cited together: where first authors share a family name the
    initial goes with it, the given name when that is the same too, and a name whose own order puts the family first
    stands whole (Zhang Wenmu); where et al. would hide who differs, as many names as tell them apart (13.112 and
    following: paragraph not seen)."""
    everybody = [_main_names(entry(item, language)) for item in items]
    namesakes: dict[str, set[Name]] = {}
    for names in everybody:
        for name in names[:1]:
            namesakes.setdefault(name.key, set()).add(name)
    heads = []
    for names in everybody:
        first = _told_apart(names[0], namesakes[names[0].key]) if names else ""
        heads.append([first, *(name.key for name in names[1:])])
    return [_shown_names(head, _count_of_names(head, heads)) for head in heads]


def _count_of_names(head: list[str], heads: list[list[str]]) -> int:
    """How many of the names of `head` tell it from the others that are shortened by et al. too."""
    others = [other for other in heads if len(other) > 2 and other != head]
    count = 1
    while count < len(head) and any(other[:count] == head[:count] for other in others):
        count += 1
    return count


def _told_apart(name: Name, namesakes: set[Name]) -> str:
    if len(namesakes) == 1 or name.literal or not name.given:
        return name.key
    if name.is_family_first:
        return re.sub(r"[\u3400-\u9fff]+", "", _direct(name)).strip()
    short = initials(name.given)
    is_enough = [initials(one.given) for one in namesakes].count(short) == 1
    return f"{short} {name.family}" if is_enough else _direct(name)


def _shown_names(names: list[str], count: int) -> str:
    if len(names) <= 2:
        return " and ".join(names)
    if count >= len(names):
        return ", ".join(names[:-1]) + f", and {names[-1]}"
    return ", ".join(names[:count]) + (" et al." if count == 1 else ", et al.")


def by_title(item: Item, language: str = "") -> str:
    """What works of one author and year are filed by: the title, of an English one without its article."""
    one = entry(item, language)
    title = one.title_transliterated or one.title
    return re.sub(r"^(?:the|an?)\s+(?=\S)", "", title.casefold()) if not one.title_transliterated else title.casefold()


def year_suffix(item: Item, place: int, language: str = "") -> str:
    """The Latin letter behind the year of works by one author in one year: 2012a, 2012b."""
    return letters(place)


# Names


def _main_roles(one: Entry) -> tuple[str, ...]:
    found = {person.role for person in one.item.contributors if _latin(person)}
    for role in ("author", "speaker", "director"):
        if role in found:
            return (role,)
    if one.container:
        return ()
    roles = ("editor", "compiler", "translator") if one.item.type in BOOKS else ("editor", "compiler")
    return next(((role,) for role in roles if role in found), ())


def _authors(one: Entry) -> tuple[Name, ...]:
    roles = _main_roles(one)
    return _main_names(one) if roles and roles[0] in ("author", "speaker", "director") else ()


def _main_names(one: Entry) -> tuple[Name, ...]:
    roles = _main_roles(one)
    return tuple(name for person in one.item.contributors if person.role in roles and (name := _latin(person)))


def _latin(person: Contributor) -> Name:
    """The name in Latin letters, of a Chinese person with the characters behind it (paragraph not seen); none where
    only a phrase is printed, which nothing can be said of in English."""
    name = name_of(person, "en")
    if person.is_person and name.literal and person.role != "author" and is_phrase(name.literal):
        return Name()
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
    if not whole or not roles or roles[0] not in ("editor", "compiler", "translator"):
        return whole
    short = {"editor": "ed", "compiler": "comp", "translator": "trans"}[roles[0]]
    return f"{whole}, {short}{'s' if short != 'trans' and len(_main_names(one)) > 1 else ''}."


def _translators(one: Entry) -> tuple[str, ...]:
    """The role of those named as translators, unless they head the entry already."""
    return ("",) if "translator" in _main_roles(one) else ("translator",)


def _names_editors(one: Entry) -> bool:
    """Whether editors are named behind the title: they are, unless they head the entry."""
    return not {"editor", "compiler"} & set(_main_roles(one))


def _by_host_authors(one: Entry) -> str:
    """Those who wrote the book that contains the work, when they are others than its own authors."""
    authors = [person for person in one.item.contributors if person.role == "author"]
    hosts = tuple(person for person in one.item.container_contributors if person.role == "author")
    return "" if list(hosts) == authors else _by("by {}", one, hosts, "author")


def _stand_in(one: Entry, *, is_short: bool = False) -> Rich:
    """The newspaper, magazine or site that stands in the place of an author whom nobody names (14.97)."""
    if _main_names(one) or one.item.type not in UNDER_CONTAINER or one.container == one.title:
        return EMPTY
    is_italic = one.item.type != "webpage"
    if is_short:
        return _set(one.container_transliterated or one.container, is_italic=is_italic)
    return _container(one, is_italic=is_italic)


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
    """Those in one of `roles` as the template says it; a phrase printed on the work stands as it is."""
    wanted = [person for person in people if person.role in (roles or ("editor", "compiler"))]
    names = tuple(name for person in wanted if (name := _latin(person)))
    phrases = [tidy(person.name_as_printed) for person in wanted if not _latin(person)]
    named = [template.format(_listed(names))] if names else []
    return ", ".join([*named, *(phrase for phrase in phrases if phrase)])


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


def _is_unsigned_entry(one: Entry) -> bool:
    return one.item.type in ENTRIES and not one.is_supplied and bool(_stand_in(one))


def _under_word(one: Entry, *, is_short: bool = False) -> Rich:
    """*Encyclopædia Britannica*, 15th ed., vol. 1, s.v. “Alliance”: how notes name an entry that nobody signed
    (14.130)."""
    edition, volume = ("", "") if is_short else (_edition(one), counted("vol. {}", one.item.volume))
    word = rich("s.v. ") + _titled(one, is_short=is_short)
    return chain(("", _stand_in(one, is_short=is_short)), (", ", edition), (", ", volume), (", ", word))


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
    """The title up to its colon, of an English one without its article, of more than six words the first three or
    four."""
    head = re.split(r"[:：]\s*", title)[0]
    words = (re.sub(r"^(?:The|A|An)\s+(?=\S)", "", head) if is_english else head).split()
    return opening(words, 4) if len(words) > 6 else " ".join(words)


# The source


def _finished(lead: Rich, one: Entry, *, has_year: bool) -> Rich:
    """`lead` with the source of the work and its address."""
    item = one.item
    kind = item.type
    when = _full(one.date) if has_year else _sentence(day_month(one.date, "en"))
    year = _year_plain(one) if has_year else ""
    is_site = kind in WEB or (kind not in BOOK_PARTS and _is_site(one))
    is_roman = is_site and kind not in _IN_ISSUES
    container = EMPTY if _stand_in(one) else _container(one, is_italic=not is_roman)
    if kind == "treaty":
        source = chain(
            ("", _parties(one)),
            (". ", when),
            (". ", _registered(one)),
            (". ", _container(one)),
        )
    elif item.is_archival:
        source = chain(("", when), (". ", _sentence(_kept(one, _abbreviated(item.pages)))))
    elif kind == "post-weblog":
        source = chain(("", EMPTY if _stand_in(one) else _blog(one)), (", ", when))
    elif kind in _IN_ISSUES and one.container:
        asked = _by("Interview by {}", one, item.contributors, "interviewer")
        source = chain(("", asked), (". ", _periodical(one, container, has_year=has_year)))
    elif is_site:
        source = chain(("", container), (". ", one.publisher), (". ", _number("No. {}", one)), (". ", when))
    else:
        source = chain(
            ("", _book(one, container)),
            (". ", _number("No. {}", one)),
            (". ", one.collection),
            (". ", chain(("", _genre(one)), (", ", _publisher(one)), (", ", year if not _is_dated_whole(one) else ""))),
            (". ", when if _is_dated_whole(one) else ""),
        )
    return _closed(chain(("", lead), (". ", source), (". ", _sentence(_read(one))), (". ", _address(one))))


def _book(one: Entry, container: Rich) -> Rich:
    """Who edited and translated the book, its edition and volume; of a part the book that contains it with the same,
    divided by commas: In *Host*, 2nd ed., edited by David L. Sills, vol. 1."""
    item = one.item
    translated = _by("Translated by {}", one, item.contributors, *_translators(one))
    if not container:
        return chain(
            ("", _sentence(_by("Edited by {}", one, item.contributors)) if _names_editors(one) else ""),
            (". ", _sentence(translated)),
            (". ", _sentence(_edition(one))),
            (". ", _sentence(counted("Vol. {}", item.volume))),
        )
    people = item.container_contributors
    host = chain(
        ("", container),
        (", ", _edition(one)),
        (", ", _by_host_authors(one)),
        (", ", _by("edited by {}", one, people)),
        (", ", _by("translated by {}", one, people, "translator")),
        (", ", counted("vol. {}", item.volume)),
    )
    return chain(("", _sentence(translated)), (". ", wrap("In ", host, "")))


_EDITION = re.compile(r"(?:Abridged|Abr|Enlarged|Enl|Expanded|Exp|Revised|Rev|Updated)\b")


def _edition(one: Entry) -> str:
    """2nd ed., rev. ed.: as it stands behind a comma."""
    edition = edition_text(one.item.edition, "en")
    return edition[:1].lower() + edition[1:] if _EDITION.match(edition) else edition


def _closed(content: Rich) -> Rich:
    """`content` with its full stop."""
    return _inside(ended(content))


def _inside(content: Rich) -> Rich:
    """`content` with the stops and commas inside the quotation marks, inner ones too (6.9, 6.11)."""
    runs: list[Run] = []
    for run in content.runs:
        if runs and (runs[-1].italic, runs[-1].url) == (run.italic, run.url):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return Rich(tuple(replace(run, text=_moved(run.text)) for run in runs))


def _moved(text: str) -> str:
    return re.sub(r"”([.,])", r"\1”", re.sub(r"(‘[^‘“”]*)’”([.,])", r"\1\2’”", text))


def _kept(one: Entry, place: str) -> str:
    """Where an archive keeps the work, the archive last: f. 17, op. 3, d. 5, l. 12, RGASPI (14.119 and following:
    paragraph not seen)."""
    latin = one.container_transliterated or one.container
    return ", ".join(part for part in (tidy(one.item.number), place, one.collection, latin) if part)


def _blog(one: Entry) -> Rich:
    """*Lingua Franca* (blog), Chronicle of Higher Education (14.105)."""
    name = _container(one, is_italic=True)
    is_named = not name or "blog" in name.text.lower()
    return chain(("", name if is_named else name + " (blog)"), (", ", one.publisher))


def _is_by_date(one: Entry) -> bool:
    """Whether the article is cited by the date alone: in a newspaper, in a magazine even if it is numbered (14.87,
    14.97), and where there is no number."""
    item = one.item
    is_dated = item.type == "article-magazine" and bool(day_month(one.date, "en"))
    return item.type == "article-newspaper" or is_dated or not (tidy(item.volume) or tidy(item.issue))


def _periodical(one: Entry, name: Rich, *, has_year: bool) -> Rich:
    """*Journal* 44 (1): 103–23; with the year 44, no. 1 (1990): 103–23; *Newspaper*, February 10. Without `name` what
    stands behind it."""
    item = one.item
    volume, issue = tidy(item.volume), tidy(item.issue)
    pages = _abbreviated(item.pages)
    if _is_by_date(one):
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
    if _is_by_date(one):
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
    """The parties in English, the two joined by “and”; none where the title names them all."""
    treaty = one.item.treaty
    names = texts_of(treaty.parties, "en") if treaty is not None else []
    title = f"{one.title} {one.item.title.en}".casefold()
    if all(name.casefold() in title for name in names):
        return ""
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
    year = _year_plain(one)
    return f"{year}{suffix}" if year else f"n.d.-{suffix}" if suffix else "n.d."


def _year_plain(one: Entry) -> str:
    return _short_years(year_text(one.date, "en"))


def _short_years(years: str) -> str:
    """1951–63: the second year of one century shortened like pages (9.66)."""
    return re.sub(r"([0-9]{2})([0-9]{2})–\1[0-9]{2}", lambda found: _abbreviated(found[0]), years)


def _full(date: Date) -> str:
    """February 10, 2012; May 2014; June–July 2016; 2012."""
    year, day = _short_years(year_text(date, "en")), day_month(date, "en")
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
