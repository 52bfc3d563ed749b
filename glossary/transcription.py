"""Traditional characters, pinyin and Palladius spelling of a Chinese form, computed.

From the Simplified form alone, by rule and dictionary: what comes out is a computation
and is to be shown as one.  A reading or a division into words can depend on what is
meant, which no table knows; editors therefore can override every result.

Pinyin follows GB/T 16159-2012 《汉语拼音正词法基本规则》: words joined, no tone sandhi.
Palladius follows the «Большой китайско-русский словарь» and Russian spelling.  Readings
come from pypinyin's tables, characters from OpenCC (both load at the first call that
needs them), words from our list in ``_lexicon``, Cyrillic syllables and names from
``citations.palladius`` and ``_palladius``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from citations.palladius import SYLLABLES
from citations.readings import is_phrase, read, without_tone
from glossary import _lexicon, _palladius

if TYPE_CHECKING:
    from opencc import OpenCC

__all__ = [
    "name_to_palladius",
    "name_to_pinyin",
    "title_to_pinyin",
    "to_palladius",
    "to_pinyin",
    "to_traditional",
]

_HAN = r"〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_ONLY = re.compile(f"[{_HAN}]*")


def to_traditional(text: str) -> str:
    """Return a Simplified text in Traditional characters.

    In: Simplified text, with anything else beside it.  Out: the same text in the forms
    of Taiwan's 《常用國字標準字體表》 (臺灣, 群眾, 為, 裡).  The words stay those of the
    mainland (信息, not 資訊), and so does the punctuation.

    Source: OpenCC's phrase tables, configuration ``s2tw``; its plain ``s2t`` prefers
    variants that hardly anyone prints (羣衆, 爲, 裏).  ``_lexicon.TRADITIONAL`` goes
    before it: 于洪君 is a surname and 克制 is restraint.
    """
    pieces = _traditional_corrections().split(text)
    # What split() captured, the corrected words, stands at the odd places.
    pieces[::2] = [piece and _opencc().convert(piece) for piece in pieces[::2]]
    pieces[1::2] = [_lexicon.TRADITIONAL[piece] for piece in pieces[1::2]]
    return "".join(pieces)


def to_pinyin(text: str) -> str:
    """Return a Chinese text in Hanyu pinyin with tone marks.

    In: Simplified text.  Out: its words with spaces between them, proper names with
    capitals, set phrases with their hyphen (tāoguāng-yǎnghuì), the apostrophe before a,
    o, e (Xī'ān), every tone as in the dictionary (bù duìkàng).  Punctuation becomes
    Western, 《》 become “ ”; Latin, Cyrillic and digits stay.  A sentence, known by its
    。, ！ or ？, begins with a capital; a term does not.

    Source: GB/T 16159-2012; for the division of words it leaves open, the practice of
    the 《现代汉语词典》.
    """
    pinyin = _transcribe(text, _unit_in_pinyin, _ENGLISH_QUOTES)
    if re.search("[。！？]", text):
        pinyin = re.sub(r"(^|[.!?…][”’)\]]* )[“‘(\[]*\w", lambda m: m[0].upper(), pinyin)
    return pinyin


def title_to_pinyin(title: str) -> str:
    """Return a Chinese title as catalogues and English prose romanize it: Zhongguo shehui kexue.

    In: the title in Simplified characters.  Out: pinyin without tones but with its ü and the apostrophe ’, capitals on
    the first word and on names; it has to be read, for the division into words is a proposal.

    Source: as ``to_pinyin``; without tones as the Chicago Manual of Style and the ALA-LC table have it.
    """
    pinyin = _transcribe(title, lambda unit: without_tone(_unit_in_pinyin(unit)).replace("'", "’"), _ENGLISH_QUOTES)
    return re.sub(r"[^\W\d_]", lambda first: first[0].upper(), pinyin, count=1)


def to_palladius(text: str) -> str:
    """Return a Chinese text in Palladius transcription.

    In: Simplified text.  Out: syllables joined within a word, spaces between words, ъ
    between a final -н and a vowel (Чанъань), capitals as Russian has them: on persons
    and places, and on the first word of an organization's name.  Names Russian received
    otherwise keep their form (Пекин, Чан Кайши).  Quotation marks become « ».

    Source: see ``citations.palladius``; the rule for ъ is the dictionary's: -н before a vowel
    takes it, -нь and a vowel before a vowel do not (Яньань, Сиань).
    """
    return _transcribe(text, _unit_in_palladius, _RUSSIAN_QUOTES)


def name_to_pinyin(family: str, given: str) -> str:
    """Return a Chinese person's name in pinyin: family name first, each with a capital.

    In: the two parts in characters, either of which may be empty.  Out: Xí Jìnpíng;
    compound surnames joined (Zhūgě Liàng), double ones with a hyphen (Zhāng-Wáng
    Shūfāng), surnames as surnames are read (Xiè, not Jiě).

    Source: GB/T 16159-2012 on personal names; GB/T 28039-2011.
    """
    if not _HAN_ONLY.fullmatch(family + given):
        return to_pinyin(f"{family} {given}")
    return " ".join(_word_in_pinyin(word, capital=True) for word in _name(family, given))


def name_to_palladius(family: str, given: str) -> str:
    """Return a Chinese person's name in Palladius: Си Цзиньпин, Чжугэ Лян.

    In: the two parts in characters, either of which may be empty.  Out: family name,
    space, given name joined; or the form established in Russian (Сунь Ятсен).

    Source: see ``citations.palladius``.
    """
    if established := _palladius.ESTABLISHED.get(family + given):
        return established
    if not _HAN_ONLY.fullmatch(family + given):
        return to_palladius(f"{family} {given}")
    return " ".join(_word_in_palladius(word, capital=True) for word in _name(family, given))


# --- Traditional characters -----------------------------------------------------------


@cache
def _opencc() -> "OpenCC":
    import opencc

    # The whole path: given "s2tw" alone, OpenCC opens a file of that name in the current
    # directory before its own.
    configuration = files(opencc) / "clib" / "share" / "opencc" / "s2tw.json"
    return opencc.OpenCC(str(configuration))


@cache
def _traditional_corrections() -> re.Pattern[str]:
    longest_first = sorted(_lexicon.TRADITIONAL, key=len, reverse=True)
    return re.compile(f"({'|'.join(longest_first)})")


# --- What a text is made of -----------------------------------------------------------


class _Kind(Enum):
    WORD = auto()
    IDIOM = auto()
    NUMBER = auto()
    PARTICLE = auto()  # one character that is a word by itself: 的 和 不 项
    UNKNOWN = auto()  # one character no list explains
    NAME = auto()  # proper, and written as one: 俄语, 中-俄, 北约
    PLACE = auto()
    PERSON = auto()
    TITLE = auto()  # an organization or a document, of several words

    @property
    def is_proper(self) -> bool:
        return self in {_Kind.NAME, _Kind.PLACE, _Kind.PERSON, _Kind.TITLE}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its syllables in pinyin, in the halves a hyphen divides."""

    characters: str
    halves: tuple[tuple[str, ...], ...]

    def __add__(self, suffix: "_Word") -> "_Word":
        *first, last = self.halves
        joined = (*first, last + suffix.halves[0], *suffix.halves[1:])
        return _Word(self.characters + suffix.characters, joined)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the lists know as one thing: a word, or a name or phrase of several."""

    kind: _Kind
    words: tuple[_Word, ...]

    @property
    def characters(self) -> str:
        return "".join(word.characters for word in self.words)


# --- Readings -------------------------------------------------------------------------


def _read(characters: str) -> tuple[str, ...]:
    """Return the syllables of a word, one for each character."""
    if known := _lexicon.READINGS.get(characters):
        return tuple(known.split())
    # A character without a reading stands for itself.
    syllables = [one for piece, syllable in read(characters) for one in ([syllable] if syllable else piece)]
    in_isolation = {} if is_phrase(characters) else _lexicon.CHARACTER_READINGS
    return tuple(
        # pypinyin's phrases carry the sandhi of 一 and 不; GB/T 16159 writes none.
        _WITHOUT_SANDHI.get((character, syllable)) or in_isolation.get(character, syllable)
        for character, syllable in zip(characters, syllables, strict=True)
    )


_WITHOUT_SANDHI = {("一", "yí"): "yī", ("一", "yì"): "yī", ("不", "bú"): "bù"}


def _word(entry: str) -> _Word:
    """Make a word of its entry, in which a hyphen may stand: 中-俄."""
    halves = entry.split("-")
    characters = "".join(halves)
    syllables = iter(_read(characters))
    return _Word(characters, tuple(tuple(next(syllables) for _ in half) for half in halves))


def _name(family: str, given: str) -> list[_Word]:
    """Return family and given name as words, leaving out the one that is empty."""
    known = _lexicon.PERSON_READINGS.get(family + given, "").split()
    words = []
    if family:
        syllables = tuple(known[: len(family)]) or _read_family(family)
        cut = 1 if _is_double_surname(family) else len(family)
        halves = (syllables[:cut], syllables[cut:])
        words.append(_Word(family, tuple(half for half in halves if half)))
    if given:
        words.append(_Word(given, (tuple(known[len(family) :]) or _read_given(given),)))
    return words


def _read_family(family: str) -> tuple[str, ...]:
    if known := _lexicon.SURNAME_READINGS.get(family):
        return tuple(known.split())
    if _is_double_surname(family):
        return _read_family(family[0]) + _read_family(family[1])
    return _read(family)


def _read_given(given: str) -> tuple[str, ...]:
    return tuple(
        _lexicon.GIVEN_NAME_READINGS.get(character, syllable)
        for character, syllable in zip(given, _read(given), strict=True)
    )


def _is_double_surname(family: str) -> bool:
    """Tell 张王, two surnames, from the compound 诸葛 and from the foreign 普京."""
    return (
        len(family) == 2 and family not in _lexicon.COMPOUND_SURNAMES and set(family) <= set(_lexicon.COMMON_SURNAMES)
    )


# --- Dividing Chinese into words ------------------------------------------------------

_NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_NUMBER = re.compile(f"第?[{_NUMERALS}]+")
_NUMBER_WORD = re.compile(
    "[零〇]|[一二三四五六七八九两]?[百千][万亿]?"
    "|[一二三四五六七八九]?十[一二三四五六七八九]?[万亿]?|[一二三四五六七八九两]?[万亿]?"
)
_FOREIGN_NAME = re.compile(f"[{_lexicon.FOREIGN_NAME_CHARACTERS}]{{3,}}")

# What a unit costs: a word of ours 10, so that the cheapest division is the one into the
# fewest words; a little more for what is less sure.
_WORD_COST = 10
_COMMON_PARTICLE_COST = 9
_PHRASE_COSTS = {2: 12, 3: 13, 4: 21}  # a phrase of pypinyin's, by its length
_NUMBER_COST = 11
_FOREIGN_NAME_COST = 6  # a character
_UNKNOWN_COST = 16


@dataclass(frozen=True, slots=True)
class _Edge:
    """One possible unit of a text: where it stands, what it is, what it costs."""

    start: int
    end: int
    kind: _Kind
    entry: str
    cost: int


def _divide(han: str) -> list[_Unit]:
    """Divide a run of Chinese characters into units."""
    units = _read_particles(_unit(edge) for edge in _cheapest_path(han))
    return _as_treaty(list(_join_affixes(_join_unknown(units))))


def _cheapest_path(han: str) -> list[_Edge]:
    """Return the division into the fewest units, maximum matching in its exact form.

    Where two cost the same the later words are the longer: 和|平等, not 和平|等.
    """
    total = [0]
    last: list[_Edge] = []
    ending_at: list[list[_Edge]] = [[] for _ in range(len(han) + 1)]
    for edge in _edges(han):
        ending_at[edge.end].append(edge)
    for edges in ending_at[1:]:
        best = min(edges, key=lambda edge: (total[edge.start] + edge.cost, edge.start))
        total.append(total[best.start] + best.cost)
        last.append(best)
    path: list[_Edge] = []
    position = len(han)
    while position:
        path.append(last[position - 1])
        position = path[-1].start
    return path[::-1]


def _edges(han: str) -> Iterator[_Edge]:
    """List every unit the text might hold, for each place at least one."""
    ours, longest = _entries()
    for start, character in enumerate(han):
        if character in _lexicon.COMMON_PARTICLES:
            cost, kind = _COMMON_PARTICLE_COST, _Kind.PARTICLE
        elif character in _lexicon.PARTICLES:
            cost, kind = _WORD_COST, _Kind.PARTICLE
        else:
            cost, kind = _UNKNOWN_COST, _Kind.UNKNOWN
        yield _Edge(start, start + 1, kind, character, cost)
        for end in range(start + 1, min(start + longest, len(han)) + 1):
            piece = han[start:end]
            if piece in ours:
                kind, entry = ours[piece]
                # Several words together are a little likelier than each alone.
                cost = _WORD_COST * (entry.count(" ") + 1) - entry.count(" ")
                yield _Edge(start, end, kind, entry, cost)
            elif _is_phrase(piece):
                kind = _Kind.IDIOM if len(piece) == 4 else _Kind.WORD
                yield _Edge(start, end, kind, piece, _PHRASE_COSTS[len(piece)])
        if match := _NUMBER.match(han, start):
            yield _Edge(start, match.end(), _Kind.NUMBER, match[0], _NUMBER_COST)
        if match := _FOREIGN_NAME.match(han, start):
            cost = max(_FOREIGN_NAME_COST * len(match[0]), 2 * _WORD_COST + 1)
            yield _Edge(start, match.end(), _Kind.NAME, match[0], cost)


@cache
def _entries() -> tuple[dict[str, tuple[_Kind, str]], int]:
    """Return our words by their characters, and the length of the longest."""
    lists = (
        (_Kind.WORD, _lexicon.WORDS.split()),
        (_Kind.WORD, _split_entries(_lexicon.PHRASES)),
        (_Kind.IDIOM, _lexicon.IDIOMS.split()),
        (_Kind.NAME, _lexicon.NAMES.split()),
        (_Kind.PLACE, _split_entries(_lexicon.PLACES)),
        (_Kind.TITLE, _split_entries(_lexicon.TITLES)),
        (_Kind.PERSON, _split_entries(_lexicon.PERSONS)),
    )
    entries = {re.sub("[ -]", "", entry): (kind, entry) for kind, words in lists for entry in words}
    return entries, max(map(len, entries))


def _split_entries(text: str) -> list[str]:
    return [entry.strip() for entry in re.split("[、\n]", text) if entry.strip()]


def _is_proper(word: str) -> bool:
    ours, _ = _entries()
    return word in ours and ours[word][0].is_proper


def _is_phrase(piece: str) -> bool:
    """Tell whether the piece is a phrase of pypinyin's, and not a mere sequence of words.

    Among its phrases are 中国人 and 共产主义 beside 层出不穷.
    """
    ours, _ = _entries()
    if len(piece) not in _PHRASE_COSTS or not is_phrase(piece):
        return False
    if len(piece) > 2 and (_is_proper(piece[:2]) or _is_proper(piece[:3])):
        return False
    first, second = piece[:2], piece[2:]
    return len(piece) < 4 or second not in ours or (first not in ours and not is_phrase(first))


def _unit(edge: _Edge) -> _Unit:
    entry, kind = edge.entry, edge.kind
    if kind is _Kind.PERSON and " " in entry:
        return _Unit(kind, tuple(_name(*entry.split())))
    if kind is _Kind.IDIOM and "-" not in entry and _falls_into_halves(entry):
        entry = f"{entry[:2]}-{entry[2:]}"
    if kind is _Kind.NUMBER:
        entry = _divide_number(entry)
    return _Unit(kind, tuple(_word(word) for word in entry.split()))


def _falls_into_halves(idiom: str) -> bool:
    """Tell 层出-不穷 from 总而言之, which GB/T 16159 writes as one.

    A rule of thumb: a grammatical word in the middle (名副其实, 不言而喻, 众所周知)
    ties the halves together.
    """
    first, second, third = idiom[0], idiom[1], idiom[2]
    if second == "所":
        return first in "有无"
    return second == "之" or (second not in "而不莫如" and third not in "之而其于以")


def _divide_number(number: str) -> str:
    """Write a number as GB/T 16159 does: 二十一 joined, 五百|零|三, 第-五, 五-四."""
    ordinal, number = ("第-", number[1:]) if number[0] == "第" else ("", number)
    if re.search("[十百千万亿]", number):
        return ordinal + " ".join(filter(None, _NUMBER_WORD.findall(number)))
    if ordinal:
        return ordinal + number
    # Digit by digit: 二〇〇一 is a year; two together are 五四 or 三五 ("three to five").
    return ("-" if len(number) == 2 else " ").join(number)


def _read_particles(units: Iterable[_Unit]) -> Iterator[_Unit]:
    """Give 为, 地 and 得 the reading their place in the text asks for.

    为 is wéi where it says "as" or "to be" (以合作为核心), else wèi, "for"; 地 and 得 are
    de after a word (逐步地), else what they are by themselves (地, land).
    """
    previous = ""
    says_as = False
    for unit in units:
        reading = None
        match unit.characters:
            case "为":
                reading = "wéi" if says_as or previous in _lexicon.WEI_RIGHT_AFTER else "wèi"
            case "地" | "得" if len(previous) > 1:
                reading = "de"
        yield _Unit(unit.kind, (_Word(unit.characters, ((reading,),)),)) if reading else unit
        previous = unit.characters
        says_as = says_as or previous in _lexicon.WEI_AFTER


def _join_unknown(units: Iterable[_Unit]) -> Iterator[_Unit]:
    """Join neighbouring characters no list explains, by twos, the last by three.

    Most Chinese words have two syllables: the best guess where nothing is known.
    """
    for kind, group in groupby(units, key=lambda unit: unit.kind):
        if kind is not _Kind.UNKNOWN:
            yield from group
            continue
        han = "".join(unit.characters for unit in group)
        while han:
            size = 3 if len(han) == 3 else 2
            yield _Unit(kind if len(han) == 1 else _Kind.WORD, (_word(han[:size]),))
            han = han[size:]


def _join_affixes(units: Iterable[_Unit]) -> Iterator[_Unit]:
    """Join 化, 性, 者, 们 ... and 着, 了, 过 to the word before, 非 and 反 to the next.

    GB/T 16159 on prefixes and suffixes; after a place-name the generic word stands
    apart with a capital (钓鱼 岛), and after a proper name 人 and 语 make one (中国人).
    """
    waiting: _Unit | None = None
    for unit in units:
        joined = waiting and _join(waiting, unit)
        if joined:
            waiting = joined
            continue
        if waiting:
            yield waiting
        waiting = unit
    if waiting:
        yield waiting


def _join(unit: _Unit, following: _Unit) -> _Unit | None:
    """Return the two as one unit, or None if they are two."""
    *rest, last = unit.words
    suffix = following.characters
    if unit.kind is _Kind.PLACE and suffix in _lexicon.PLACE_GENERICS:
        return _Unit(_Kind.PLACE, (*unit.words, *following.words))
    if unit.kind in {_Kind.NAME, _Kind.PLACE} and suffix in _lexicon.NAME_SUFFIXES:
        return _Unit(_Kind.NAME, (*rest, last + following.words[0]))
    if unit.kind is _Kind.WORD and suffix in _lexicon.SUFFIXES:
        syllables = (_lexicon.SUFFIXES[suffix],)
        return _Unit(_Kind.WORD, (*rest, last + _Word(suffix, (syllables,))))
    if unit.characters in _lexicon.PREFIXES and following.kind is _Kind.WORD:
        first, *rest = following.words
        return _Unit(_Kind.WORD, (last + first, *rest))
    return None


def _as_treaty(units: list[_Unit]) -> list[_Unit]:
    """Take for a name, a capital on each word, what begins with a name and ends in a treaty.

    So 中苏友好同盟条约, but not the sentence 中国退出条约.
    """
    if (
        len(units) > 1
        and units[0].kind.is_proper
        and units[-1].characters in _lexicon.TREATY_WORDS
        and not any(unit.characters in _lexicon.NEVER_IN_TREATY_NAMES for unit in units)
    ):
        return [_Unit(_Kind.TITLE, tuple(word for unit in units for word in unit.words))]
    return units


# --- Writing --------------------------------------------------------------------------


def _unit_in_pinyin(unit: _Unit) -> str:
    return " ".join(
        _word_in_pinyin(
            word,
            capital=unit.kind.is_proper
            and not (unit.kind is _Kind.TITLE and word.characters in _lexicon.MINOR_PARTICLES),
        )
        for word in unit.words
    )


def _word_in_pinyin(word: _Word, *, capital: bool) -> str:
    halves = ("".join(_with_apostrophes(half)) for half in word.halves)
    return "-".join(map(_capitalize, halves) if capital else halves)


def _with_apostrophes(syllables: Sequence[str]) -> Iterator[str]:
    for index, syllable in enumerate(syllables):
        if index and without_tone(syllable)[0] in "aoeê":
            yield "'"
        yield syllable


def _unit_in_palladius(unit: _Unit) -> str:
    if established := _palladius.ESTABLISHED.get(unit.characters):
        return established
    words = list(unit.words)
    if unit.kind is _Kind.IDIOM:
        words = [_Word("", (half,)) for word in words for half in word.halves]
    if unit.kind is _Kind.PLACE and len(words) > 1 and len(words[-1].characters) == 1:
        # Хэйлунцзян, Дяоюйдао: Russian joins what pinyin writes Diàoyú Dǎo.
        generic = words.pop()
        words[-1] += generic
    return " ".join(
        _word_in_palladius(
            word,
            capital=unit.kind is _Kind.PERSON or (unit.kind.is_proper and (not index or _is_proper(word.characters))),
        )
        for index, word in enumerate(words)
    )


def _word_in_palladius(word: _Word, *, capital: bool) -> str:
    halves = ("".join(_with_hard_signs(half)) for half in word.halves)
    return "-".join(map(_capitalize, halves) if capital else halves)


def _with_hard_signs(syllables: Sequence[str]) -> Iterator[str]:
    previous = ""
    for syllable in syllables:
        toneless = without_tone(syllable)
        cyrillic = SYLLABLES.get(toneless, syllable)
        if previous.endswith("н") and cyrillic[0] in "аеёиоуэюя":
            yield "ъ"
        yield cyrillic
        previous = cyrillic


def _capitalize(word: str) -> str:
    return word[:1].upper() + word[1:]


# --- Running text ---------------------------------------------------------------------

_SOFT = "\x1f"  # a space that gives way to the punctuation beside it

_PUNCTUATION = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # Ａ１％ －
    | {sign: f"{western}{_SOFT}" for sign, western in zip("，、。；：？！", ",,.;:?!", strict=True)}
    | {sign: f"{_SOFT}{western}" for sign, western in zip("（【〔［", "([[[", strict=True)}
    | {sign: f"{western}{_SOFT}" for sign, western in zip("）】〕］", ")]]]", strict=True)}
)
_SOFT_GIVES_WAY = re.compile(
    rf"{_SOFT}+(?=[,.;:?!…)\]”’»%])|(?<=[(\[“‘«]){_SOFT}+|(?<=[-–—~/]){_SOFT}+|{_SOFT}+(?=[-–—~/])"
)


_ENGLISH_QUOTES = str.maketrans("《》「」〈〉『』", "“”“”‘’‘’")
_RUSSIAN_QUOTES = str.maketrans("《》「」〈〉『』“”", "«»«»«»«»«»")


def _transcribe(text: str, write: Callable[[_Unit], str], quotes: dict[int, int]) -> str:
    """Return the text with its Chinese written out and its punctuation Western.

    Text without Chinese stays as it is, but for white space, which becomes one space.
    """
    text = re.sub(f"(?<=[{_HAN}])[·•‧・](?=[{_HAN}])", " ", text)  # 弗拉基米尔·普京
    text = re.sub("…+", "…", text.replace("——", " — "))
    text = text.translate(quotes).translate(_PUNCTUATION)
    text = re.sub(
        f"[{_HAN}]+",
        lambda han: f"{_SOFT}{' '.join(map(write, _divide(han[0])))}{_SOFT}",
        text,
    )
    return re.sub(rf"[\s{_SOFT}]+", " ", _SOFT_GIVES_WAY.sub("", text)).strip()
