"""What the styles share: text with italics and links, names, dates, and the words for page and volume by language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from citations.citing.items import Contributor, Item, Texts

# Rich text


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; `url` makes it a link."""

    text: str
    italic: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """Text in runs; rendered as plain text and as HTML that holds no more than <i> and <a>."""

    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(run.text for run in self.runs)

    @property
    def html(self) -> str:
        """The text as HTML, everything escaped; only http and https are ever linked."""
        return "".join(_html(run) for run in self.runs)

    def __bool__(self) -> bool:
        return any(run.text for run in self.runs)

    def __add__(self, other: Rich | str) -> Rich:
        return Rich(self.runs + rich(other).runs)


def _html(run: Run) -> str:
    text = html.escape(run.text)
    if run.italic:
        text = f"<i>{text}</i>"
    if run.url.startswith(("http://", "https://")):
        text = f'<a href="{html.escape(run.url)}">{text}</a>'
    return text


Piece = Rich | str
EMPTY = Rich()


def rich(content: Piece) -> Rich:
    """`content` as rich text."""
    return content if isinstance(content, Rich) else Rich((Run(content),)) if content else EMPTY


def italic(content: str) -> Rich:
    """`content` in italics."""
    return Rich((Run(content, italic=True),)) if content else EMPTY


def link(address: str, shown: str = "") -> Rich:
    """`address` as a link."""
    return Rich((Run(shown or address, url=address),)) if address else EMPTY


def chain(*pieces: tuple[str, Piece]) -> Rich:
    """The pieces (separator, content) in a row: what is empty goes with its separator, the first has none, and no
    stop stands after a stop."""
    whole = EMPTY
    for separator, content in pieces:
        piece = rich(content)
        if not piece:
            continue
        whole = whole + _after(whole.text, separator) + piece if whole else piece
    return whole


def join(pieces: Iterable[Piece], separator: str) -> Rich:
    """The pieces that are not empty, with `separator` between them."""
    return chain(*((separator, piece) for piece in pieces))


def wrap(before: str, content: Piece, after: str) -> Rich:
    """`content` in brackets, or nothing at all."""
    return rich(before) + content + after if rich(content) else EMPTY


def ended(content: Piece, stop: str = ".") -> Rich:
    """`content` with its full stop, unless it ends with one."""
    whole = rich(content)
    return whole + _after(whole.text, stop) if whole else EMPTY


#: After these no full stop follows.
_CLOSED = re.compile(r"[.…。]$|[.…?!。？！][”’]+$|[?!？！]$")


def _after(text: str, separator: str) -> str:
    if separator.startswith(".") and _CLOSED.search(text):
        return separator[1:]
    if separator and text.endswith(separator[0]) and separator[0] in ",;:，；：":
        return separator[1:]
    return separator


def tidy(text: str) -> str:
    """A field's text on one line, without the separators that stand around it by mistake."""
    return " ".join(text.split()).strip(" \t,;:，；：、/")


#: Words that no shortened title ends with; the Latin ones English, Pinyin and transliterated Russian.
_LINKING = frozenset(
    {"а", "в", "во", "для", "до", "за", "и", "из", "или", "к", "как", "на", "не", "но", "о", "об", "от", "по", "при",
     "с", "со", "у", "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
     "de", "he", "i", "iz", "na", "o", "s", "v", "yu"}
)  # fmt: skip


def opening(words: Sequence[str], most: int) -> str:
    """The first words of a title, at most so many unless none of them could end it, and at least three."""
    ends = [place for place in range(3, len(words)) if words[place - 1].lower() not in _LINKING]
    length = max((place for place in ends if place <= most), default=ends[0] if ends else most)
    return " ".join(words[:length]).rstrip(",;:")


# Languages


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a bibliographic entry in its language."""

    page: str
    pages_total: str
    volume: str
    issue: str
    edition: str
    editor: str
    translator: str
    compiler: str
    et_al: str
    untitled: str
    no_date: str
    number: str
    same: str
    op_cit: str
    thesis: str


RUSSIAN = Words(
    "С. {}", "{} с.", "Т. {}", "№ {}", "{} изд.", "ред. {}", "пер. {}", "сост. {}", "и др.", "без заглавия",
    "б. г.", "№ {}", "Там же", "Указ. соч.", "дис.",
)  # fmt: skip
CHINESE = Words(
    "第{}页", "共{}页", "第{}卷", "第{}期", "{}版", "{}主编", "{}译", "{}编", "等", "无题",
    "无日期", "第{}号", "同上", "前引文献", "学位论文",
)  # fmt: skip
ENGLISH = Words(
    "P. {}", "{} p.", "Vol. {}", "No. {}", "{} ed.", "ed. {}", "transl. {}", "comp. {}", "et al.", "no title",
    "n.d.", "No. {}", "Ibid.", "Op. cit.", "thesis",
)  # fmt: skip
GERMAN = replace(ENGLISH, page="S. {}", pages_total="{} S.", volume="Bd. {}", issue="H. {}", edition="{} Aufl.")

_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"})
#: The content languages by the first part of a tag.
_CONTENT = {"ru": "ru", "zh": "zh-Hans", "en": "en"}


def words_of(language: str) -> Words:
    """The words for an entry in `language` (BCP 47): Russian for what is written in Cyrillic, German for German,
    English for every other."""
    base = language.split("-")[0]
    if base == "zh":
        return CHINESE
    return RUSSIAN if base in _CYRILLIC else GERMAN if base == "de" else ENGLISH


def is_chinese(language: str) -> bool:
    """Whether the language (BCP 47) is Chinese."""
    return language.split("-")[0] == "zh"


_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def has_han(text: str) -> bool:
    """Whether there are Chinese characters in `text`."""
    return bool(_HAN.search(text))


# Names

#: Their given names are never cut to initials: a syllable is not an initial.
_WHOLE_GIVEN_NAMES = frozenset({"zh", "ko", "vi"})
_FAMILY_FIRST = _WHOLE_GIVEN_NAMES | {"ja", "hu"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the language of an entry: in parts, or as one text (an organization, a name as printed)."""

    family: str = ""
    given: str = ""
    patronymic: str = ""
    literal: str = ""
    native: str = ""
    language: str = ""
    #: The Latin initials of a foreigner written in Chinese characters, who are told apart by them.
    latin_given: str = ""
    is_person: bool = True

    @property
    def is_family_first(self) -> bool:
        """Whether the name's own order puts the family name first."""
        return self.native.split("-")[0] in _FAMILY_FIRST

    @property
    def keeps_given_name(self) -> bool:
        """Whether the given name is written out where others have initials."""
        return self.native.split("-")[0] in _WHOLE_GIVEN_NAMES

    @property
    def key(self) -> str:
        """What the name is filed and compared by."""
        return self.literal or self.family or self.given

    def __bool__(self) -> bool:
        return bool(self.literal or self.family or self.given)


def name_of(contributor: Contributor, language: str) -> Name:
    """`contributor` as an entry in `language` names them; an empty Name when nothing is known.

    The parts in the language of the entry are taken, else the name in the own script, else as printed, else the
    parts in another language.
    """
    tag = _CONTENT.get(language.split("-")[0], "")
    printed = tidy(contributor.name_as_printed)
    if not contributor.is_person:
        name = tidy(contributor.name.get(tag) or contributor.name_original or printed or contributor.name.best())
        return Name(literal=name, language=language, is_person=False)
    native = contributor.native_language
    found = tag if tag and (contributor.family.get(tag) or contributor.given.get(tag)) else ""
    if not found:
        own = tidy(contributor.name_original)
        if own or printed:
            return Name(literal=own or printed, native=native, language=language)
        found = next((t for t in ("en", "ru", "zh-Hans") if contributor.family.get(t) or contributor.given.get(t)), "")
    given = tidy(contributor.given.get(found))
    return Name(
        family=tidy(contributor.family.get(found)),
        given=given,
        patronymic=tidy(contributor.patronymic.get(found)),
        native=native,
        language=found or language,
        latin_given=tidy(contributor.given.en),
    )


def names_of(contributors: Sequence[Contributor], language: str, *roles: str) -> tuple[Name, ...]:
    """The names of those in one of `roles`, in order, in the language of the entry."""
    names = (name_of(one, language) for role in roles for one in contributors if one.role == role)
    return tuple(name for name in names if name)


#: Particles that stand behind a given name and are not cut: Ludwig van, Charles de.
_PARTICLES = frozenset(
    {"af", "av", "d'", "d’", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "ten", "ter",
     "van", "von", "zu", "ван", "д'", "д’", "да", "де", "дель", "ден", "дер", "ди", "дю", "ла", "ле", "тен", "тер",
     "фон", "цу"}
)  # fmt: skip
#: Two letters that write one sound of a foreign name: Джон is Дж., as Russian reference lists have it.
_DIGRAPH = re.compile(r"дж(?:$|(?=[аеёиоуыэюя]))", re.IGNORECASE)


def initials(given: str, *, stop: str = ".", between: str = " ", hyphen: str = ".-") -> str:
    """`given` cut to initials: "Сергей Викторович" is "С. В.", "Жан-Поль" is "Ж.-П.", "Джон" is "Дж.", "Peyton Z." is
    "P. Z."; a particle behind it stays whole: "Ludwig van" is "L. van"."""
    letters: list[str] = []
    for word in re.sub(r"(?<=\w)\.(?=\w)", ". ", given).split():
        if letters and word in _PARTICLES:
            letters.append(word)
            continue
        parts = [part for part in word.replace(".", "").split("-") if part]
        heads = ["Дж" if _DIGRAPH.match(part) else part[0].upper() for part in parts if part[0].isalnum()]
        if heads:
            letters.append(hyphen.join(heads) + stop)
    return between.join(letters)


_PHRASE = re.compile(r"[а-яёa-z]|(?:Под|Отв|Гл|Науч|Общ|Ред|Сост|Пер|Перевод|Ed|Eds|Edited|Comp|Trans|Transl)\b")


def is_phrase(printed: str) -> bool:
    """Whether what is printed of somebody says in words what he did («под ред. В. И. Романова») and is no mere name."""
    return bool(_PHRASE.match(tidy(printed)))


def split_suffix(given: str) -> tuple[str, str]:
    """A given name and the Jr. or III behind its comma."""
    name, _comma, suffix = given.partition(",")
    return name.strip(), suffix.strip()


# Dates

_POINT = re.compile(r"([0-9]{2,4}X{0,2}|[0-9]{4})(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([?~%]?)")

MONTHS = {
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
        "декабрь",
    ),
    "ru-day": ("янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек."),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip
_SEASONS = {
    "ru": {21: "весна", 22: "лето", 23: "осень", 24: "зима"},
    "zh": {21: "春", 22: "夏", 23: "秋", 24: "冬"},
    "en": {21: "Spring", 22: "Summer", 23: "Fall", 24: "Winter"},
}


@dataclass(frozen=True, slots=True)
class Point:
    """One EDTF date: as much of year, month (21 to 24: a season) and day as is known, and how surely."""

    year: str
    month: int = 0
    day: int = 0
    doubt: str = ""

    @property
    def is_uncertain(self) -> bool:
        """Marked ? or %."""
        return self.doubt in ("?", "%")

    @property
    def is_approximate(self) -> bool:
        """Marked ~ or %."""
        return self.doubt in ("~", "%")

    @property
    def is_exact(self) -> bool:
        """Neither doubted nor with digits left open."""
        return not self.doubt and "X" not in self.year

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year it can mean."""
        return int(self.year.replace("X", "0")), int(self.year.replace("X", "9"))


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date or interval; `is_open` when one end is not closed."""

    start: Point | None = None
    end: Point | None = None
    is_open: bool = False

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def point(self) -> Point | None:
        """The date, of an interval its beginning (or its only known end)."""
        return self.start or self.end


def read_date(text: str) -> Date:
    """The EDTF `text` (levels 0 and 1); an empty Date when it is empty or cannot be read."""
    if "/" in text:
        first, last = text.split("/")[:2]
        start, end = _read_point(first), _read_point(last)
        return Date(start, end, is_open=start is None or end is None) if start or end else Date()
    return Date(_read_point(text))


def _read_point(text: str) -> Point | None:
    found = _POINT.fullmatch(text)
    if not found:
        return None
    year, month, day, doubt = found.groups()
    known = int(month) if month and month != "XX" else 0
    return Point(year, known, int(day) if known and day and day != "XX" else 0, doubt)


def year_text(date: Date, language: str, *, dash: str = "–") -> str:
    """The year as a heading writes it; doubtful years stand in square brackets (ISBD A.3.2.7), "" without one.

    1896?: [1896?]; 1896~: [ок. 1896], [约1896], [ca. 1896]; 189X: [1890-е], [1890年代], [1890s]; an open interval
    keeps its dash: 1957–.
    """
    if date.start and date.end:
        first, last = _year(date.start, language), _year(date.end, language)
        return first if first == last else f"{first}{dash}{last}"
    if date.point is None:
        return ""
    year = _year(date.point, language)
    if date.is_open:
        return f"{year}{dash}" if date.start else f"{dash}{year}"
    return year


def _year(point: Point, language: str) -> str:
    year = point.year
    words = words_of(language)
    if "X" in year:
        first, last = point.years
        if last - first == 9:
            year = f"{first}-е" if words is RUSSIAN else f"{first}年代" if words is CHINESE else f"{first}s"
        else:
            year = f"{first}–{last}"
    elif point.is_approximate:
        year = f"ок. {year}" if words is RUSSIAN else f"约{year}" if words is CHINESE else f"ca. {year}"
    if point.is_exact:
        return year
    return f"[{year}?]" if point.is_uncertain else f"[{year}]"


def day_month(date: Date, language: str) -> str:
    """The day and month of `date` as its language writes them behind or before the year; "" when neither is known.

    Russian shortens the month after a day as GOST R 7.0.12-2011 does (10 февр., 3 мая) and writes it out alone
    (Июнь); English writes February 10; Chinese 2月10日.
    """
    if date.start and date.end and date.start.year == date.end.year and date.start.month and date.end.month:
        return _day_month_range(date.start, date.end, language)
    point = date.point
    if point is None or not point.month:
        return ""
    return _day_month(point, language)


def _day_month(point: Point, language: str) -> str:
    words = words_of(language)
    if point.month > 12:
        name = "ru" if words is RUSSIAN else "zh" if words is CHINESE else "en"
        season = _SEASONS[name].get(point.month, "")
        return season.capitalize()
    if words is RUSSIAN:
        month = point.month - 1
        return f"{point.day} {MONTHS['ru-day'][month]}" if point.day else MONTHS["ru"][month].capitalize()
    if words is CHINESE:
        return f"{point.month}月{point.day}日" if point.day else f"{point.month}月"
    month_name = MONTHS["en"][point.month - 1]
    return f"{month_name} {point.day}" if point.day else month_name


def _day_month_range(start: Point, end: Point, language: str) -> str:
    first, last = _day_month(start, language), _day_month(end, language)
    if not first or not last or first == last:
        return first or last
    words = words_of(language)
    if start.month == end.month and start.day and end.day:
        if words is RUSSIAN:
            return f"{start.day}–{last}"
        if words is CHINESE:
            return f"{start.month}月{start.day}日至{end.day}日"
        return f"{first}–{end.day}"
    if words is CHINESE:
        return f"{first}至{last}"
    return f"{first}–{last[:1].lower() + last[1:] if words is RUSSIAN else last}"


def numeric_date(date: Date) -> str:
    """2000-11-20, 2000-11 or 2000; an interval with a slash; "" when there is none, and for a season its year."""
    points = [point for point in (date.start, date.end) if point]
    shown = list(dict.fromkeys(_numeric(point) for point in points))
    return "/".join(shown)


def _numeric(point: Point) -> str:
    text = point.year if "X" not in point.year else f"{point.years[0]}—{point.years[1]}"
    if 1 <= point.month <= 12:
        text += f"-{point.month:02}"
        if point.day:
            text += f"-{point.day:02}"
    return text if point.is_exact else f"[{text}]"


def russian_day(date: Date) -> str:
    """21.02.2006, 02.2006 or 2006: how GOST writes when an address was read."""
    point = date.point
    if point is None:
        return ""
    parts = [f"{point.day:02}"] if point.day else []
    parts += [f"{point.month:02}"] if 1 <= point.month <= 12 else []
    return ".".join([*parts, point.year])


def is_before(date: Date, year: int) -> bool:
    """Whether `date` lies certainly before `year`."""
    return date.point is not None and date.point.years[1] < year


# Places, pages and numbers

#: Places that a reference shortens (GOST R 7.0.12-2011, as in the examples of GOST R 7.0.5).
PLACES = {
    "Москва": "М.",
    "Санкт-Петербург": "СПб.",
    "Ленинград": "Л.",
    "Петроград": "Пг.",
    "Ростов-на-Дону": "Ростов н/Д",
    "Нижний Новгород": "Н. Новгород",
}


def short_place(place: str) -> str:
    """`place` with each of its towns shortened: Москва; Ленинград is М.; Л., [Москва] is [М.]."""
    return re.sub(r"[^;,\[\]]+", lambda found: _shortened(found[0]), place).replace(" ;", ";")


def _shortened(town: str) -> str:
    name = town.strip()
    return town.replace(name, PLACES[name]) if name in PLACES else town


_RANGE = re.compile(r"(?<=[0-9A-Za-z])\s*[-‐‑–—]+\s*(?=[0-9A-Za-z])")


def page_range(pages: str, dash: str) -> str:
    """`pages` with this dash in its ranges."""
    return _RANGE.sub(dash, tidy(pages))


_EXTENT = re.compile(r"((?:[IVXLCDM]+,\s*)?[0-9]+)\s*(?:[сСpPsS]\.?|pp\.|页)?")


def is_extent(pages: str) -> bool:
    """Whether `pages` says how many pages a work has rather than where a part stands: 480; II, 43; 480 с."""
    return bool(_EXTENT.fullmatch(pages.strip()))


def extent(pages: str) -> str:
    """How many pages `pages` says a work has, without the word for them: 480; II, 43."""
    found = _EXTENT.fullmatch(pages.strip())
    return found[1] if found else pages


def ordinal(number: str) -> str:
    """2nd, 3rd, 11th: an English ordinal; anything else as it stands."""
    if not number.isdigit():
        return number
    value = int(number)
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def edition_text(edition: str, language: str) -> str:
    """How an entry in `language` names its edition: 2-е изд., 2 版, 2nd ed.; "" for the first, which goes unsaid."""
    edition = tidy(edition)
    if not edition or edition == "1":
        return ""
    if not edition.isdigit():
        return edition
    words = words_of(language)
    if words is RUSSIAN:
        return f"{edition}-е изд."
    if words is CHINESE:
        return f"{edition} 版"
    return f"{edition}. Aufl." if words is GERMAN else f"{ordinal(edition)} ed."


def counted(template: str, value: str) -> str:
    """`value` with its word: Т. 6, 第6卷, Vol. 6; a value that brings its own word stays as it is."""
    value = tidy(value)
    if not value:
        return ""
    return template.format(value) if value[0].isdigit() or _ROMAN.fullmatch(value) else value


_ROMAN = re.compile(r"(?:[IVXLCDM]+|[ivxlcdm]+)(?:(?:[-–/]|, ?)(?:[IVXLCDM]+|[ivxlcdm]+|[0-9]+))*")

_LOCATOR_WORDS: dict[str, tuple[str, str, str]] = {
    "act": ("Действ. {}", "第{}幕", "act {}"),
    "appendix": ("Прил. {}", "附件{}", "app. {}"),
    "article": ("Ст. {}", "第{}条", "art. {}"),
    "book": ("Кн. {}", "第{}编", "bk. {}"),
    "canon": ("Кан. {}", "第{}条", "can. {}"),
    "chapter": ("Гл. {}", "第{}章", "chap. {}"),
    "column": ("Стб. {}", "第{}栏", "col. {}"),
    "elocation": ("{}", "{}", "{}"),
    "equation": ("Ур. {}", "式{}", "eq. {}"),
    "figure": ("Рис. {}", "图{}", "fig. {}"),
    "folio": ("Л. {}", "第{}叶", "fol. {}"),
    "issue": ("№ {}", "第{}期", "no. {}"),
    "line": ("Строка {}", "第{}行", "line {}"),
    "note": ("Примеч. {}", "注{}", "n. {}"),
    "opus": ("Соч. {}", "作品{}", "op. {}"),
    "page": ("С. {}", "第{}页", "{}"),
    "paragraph": ("Абз. {}", "第{}段", "para. {}"),
    "part": ("Ч. {}", "第{}部分", "pt. {}"),
    "preamble": ("Преамбула", "序言", "preamble"),
    "rule": ("Правило {}", "规则{}", "r. {}"),
    "scene": ("Явл. {}", "第{}场", "sc. {}"),
    "section": ("Разд. {}", "第{}节", "sec. {}"),
    "sub-verbo": ("Ст. «{}»", "“{}”条", "s.v. “{}”"),
    "supplement": ("Доп. {}", "增刊{}", "suppl. {}"),
    "table": ("Табл. {}", "表{}", "table {}"),
    "timestamp": ("{}", "{}", "{}"),
    "title": ("Разд. {}", "第{}编", "tit. {}"),
    "verse": ("Стих {}", "第{}节", "v. {}"),
    "version": ("Версия {}", "第{}版", "version {}"),
    "volume": ("Т. {}", "第{}卷", "vol. {}"),
}


def locator_text(item: Item, language: str) -> str:
    """The place in the work with its word in `language`: «С. 5», «Ст. 3», 第三条's 第3条, art. 3; "" without one."""
    locator = item.locator
    if locator is None or not (locator.value or locator.label == "preamble"):
        return ""
    russian, chinese, english = _LOCATOR_WORDS.get(locator.label, ("{}", "{}", "{}"))
    words = words_of(language)
    template = russian if words is RUSSIAN else chinese if words is CHINESE else english
    if locator.label == "page" and words is GERMAN:
        template = "S. {}"
    return template.format(page_range(locator.value, "–") if locator.value else "").strip()


# The entry


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in the language of its entry: what every style begins with."""

    item: Item
    language: str
    words: Words
    title: str
    #: Whether the title is ours, in square brackets, because none is known.
    is_supplied: bool
    #: The title in another language, when that of the work is not known.
    is_translated: bool
    #: The title in Latin letters; "" in an entry in another language than the work's, which shows a translation.
    title_transliterated: str
    container: str
    container_transliterated: str
    publisher: str
    place: str
    collection: str
    date: Date
    accessed: Date

    def names(self, *roles: str) -> tuple[Name, ...]:
        """Those in one of `roles`."""
        return names_of(self.item.contributors, self.language, *roles)

    @property
    def authors(self) -> tuple[Name, ...]:
        """Those who answer for the work in the first place: authors, else speakers, else directors of a film."""
        for roles in (("author",), ("speaker",), ("director",)):
            if names := self.names(*roles):
                return names
        return ()

    def container_names(self, *roles: str) -> tuple[Name, ...]:
        """Those who made the containing work."""
        return names_of(self.item.container_contributors, self.language, *roles)


def entry_of(item: Item, default: str, language: str = "") -> Entry:
    """`item` in the language of its entry: `language` when given, else its own, else (it has none) `default`.

    A text that is missing in that language is taken from another rather than left out. A work without a title bears
    its description in square brackets, or else the words “no title” (ISBD A.3.2.7).
    """
    tag = language or item.language or default
    content = _CONTENT.get(tag.split("-")[0], "")
    words = words_of(tag)
    own = item.title_original if not content or (tag == item.language and tag not in _CONTENT.values()) else ""
    exact = tidy(own or item.title.get(content))
    title = exact or tidy(
        item.title_original or item.title.best() or item.title_as_printed or item.title_transliterated
    )
    is_own = tag.split("-")[0] == item.language.split("-")[0]
    is_supplied = not title
    if is_supplied:
        description = tidy(item.description.get(content) or item.description.best()).rstrip(".。")
        title = f"[{_unbracketed(description) or words.untitled}]"
    return Entry(
        item=item,
        language=tag,
        words=words,
        title=title,
        is_supplied=is_supplied,
        is_translated=not is_supplied and not exact,
        title_transliterated=tidy(item.title_transliterated) if is_own else "",
        container=tidy(item.container.get(content) or item.container_original or item.container.best()),
        container_transliterated=tidy(item.container_transliterated) if is_own else "",
        publisher=tidy(item.publisher.get(content) or item.publisher.best()),
        place=tidy(item.place.get(content) or item.place.best()),
        collection=tidy(item.collection.get(content) or item.collection.best()),
        date=read_date(item.date),
        accessed=read_date(item.accessed),
    )


def _unbracketed(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")


def texts_of(texts: Sequence[Texts], language: str) -> list[str]:
    """Each of `texts` in `language`, or in another when it is missing there."""
    content = _CONTENT.get(language.split("-")[0], "en")
    return [found for one in texts if (found := tidy(one.get(content) or one.best()))]


def letters(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """The suffix of the year for the place `number` from 0: a, b … z, aa, ab …"""
    text = ""
    number += 1
    while number:
        number, place = divmod(number - 1, len(alphabet))
        text = alphabet[place] + text
    return text
