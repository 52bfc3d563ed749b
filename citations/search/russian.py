"""Russian and English words as search compares them: stems, transliterations, keyboard layouts."""

import re
from functools import lru_cache

import Stemmer

_ENGLISH = Stemmer.Stemmer("english", 0)
_CYRILLIC = re.compile(r"[а-яй]")


def is_cyrillic(word: str) -> bool:
    """In: a folded word. Out: whether it is written in Cyrillic."""
    return bool(_CYRILLIC.search(word))


# Russian is stemmed by rules of our own, for nouns and adjectives only: Snowball's take the verbal ending off обмен,
# Непал, орган and the genitive ending off остров and Лавров, and so part the forms of one word. Here an ending is taken
# off until none is left, so that остров, острова and островов all come to the same, however little remains.
_REFLEXIVE = re.compile(r"(?<=[аеийоуыюяхм])ся$")
_ENDING = re.compile(r"(?:[аяыиь]ми|[ое]го|[ое]му|[ое]в|[оеаяыи]м|[аяыи]х)$")
_VOWELS = "аеийоуыьэюя"
_INHABITANT = re.compile(r"(?<=[аяе][нр])ин$")  # гражданин, граждане; татарин, татары
_NEUTER = re.compile(r"(?<=[а-я])мя$")  # время, времени; имя, имена
# The vowel that comes and goes: рынок, рынка; перечень, перечня; зерно, зёрен; китаец, китайца.
_AFTER_VOWEL = re.compile(r"(?<=[аеиоуыэюя])е(?=[цк]$)")
_FLEETING = re.compile(
    r"(?<=[бвгджзклмнпрстфхцчшщй])[еоьй](?=[бвгклмнрц]$)|(?<=[а-я]{2}[бвгджзклмнпрстфхцчшщй])е(?=с$)"
)
# The few whose forms no rule joins.
_IRREGULAR = {
    "церковь": "церкв", "церковью": "церкв", "любовь": "любв", "любовью": "любв", "лед": "льд", "дитя": "дет",
    "тюрем": "тюрм", "писем": "писм", "чай": "чаев", "чая": "чаев", "чаю": "чаев", "чаи": "чаев", "чае": "чаев",
}  # fmt: skip


def _russian_stem(word: str) -> str:
    if len(word) < 3:
        return word
    word = _NEUTER.sub("мен", _IRREGULAR.get(word, word))
    if len(word) > 6:
        word = _REFLEXIVE.sub("", word)
    while True:
        shorter = _ENDING.sub("", word)
        if len(shorter) < 2:
            shorter = word
        while len(shorter) > 2 and shorter[-1] in _VOWELS:
            shorter = shorter[:-1]
        if shorter == word:
            break
        word = shorter
    if len(word) > 3:
        word = _INHABITANT.sub("", word)
    if len(word) > 2:
        word = _AFTER_VOWEL.sub("й", word)
        word = _FLEETING.sub("", word)
        word = word.replace("нн", "н")
    return word


@lru_cache(maxsize=50_000)
def trimmed(word: str) -> str:
    """In: a folded word. Out: it without its last ending, for comparing misspelled words; longer than its stem."""
    if not is_cyrillic(word) or len(word) < 5:
        return word
    shorter = _ENDING.sub("", word)
    return shorter if shorter != word else word.rstrip(_VOWELS) or word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """In: a folded word in any script. Out: what all its forms share; never empty.

    Russian nouns and adjectives by the rules above, English by Snowball, any other script as it is.
    """
    if word.isascii():
        return str(_ENGLISH.stemWord(word)) or word
    return _russian_stem(word) if is_cyrillic(word) else word


_CYRILLIC_TO_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "u", "я": "a",
})  # fmt: skip
_DIGRAPHS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("zh", "z"), ("kh", "h"), ("ch", "c"), ("sh", "s"), ("ph", "f"),
    ("x", "ks"), ("w", "v"), ("q", "k"), ("ck", "k"), ("j", "i"), ("y", "i"),
)  # fmt: skip
_VOWEL_PAIRS = re.compile(r"i+(?=[aeu])")
_DOUBLE = re.compile(r"(.)\1+")


def _collapse(text: str) -> str:
    text = text.replace("ts", "c").replace("tc", "c").replace("sh", "s").replace("kh", "h").replace("sc", "s")
    text = _DOUBLE.sub(r"\1", text).replace("io", "e")
    text = _VOWEL_PAIRS.sub("", text)
    return _DOUBLE.sub(r"\1", text)


@lru_cache(maxsize=10_000)
def skeletons(word: str) -> tuple[str, ...]:
    """In: a folded word in Latin or Cyrillic letters. Out: what ISO 9, BGN, GOST, ALA-LC and passport spellings share.

    Usually one skeleton; two for a Latin word with ch, which is ч in English and х in GOST 7.79 and science.
    The first is the one to store; a query tries all. Empty for a word in neither script.
    """
    if is_cyrillic(word):
        found = _collapse(word.translate(_CYRILLIC_TO_LATIN))
        return (found,) if found.isascii() else ()
    if not word.isascii() or not word.isalpha():
        return ()
    spellings = [word]
    if "ch" in word.replace("shch", ""):
        spellings.append(word.replace("ch", "h"))
    result = []
    for spelling in spellings:
        for old, new in _DIGRAPHS:
            spelling = spelling.replace(old, new)
        result.append(_collapse(spelling))
    return tuple(dict.fromkeys(result))


_KEYS_EN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS_RU = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SHIFTED_EN = '{}:"<>~'
_SHIFTED_RU = "хъжэбюё"
_TO_RU = str.maketrans(_KEYS_EN + _SHIFTED_EN, _KEYS_RU + _SHIFTED_RU)
_TO_EN = str.maketrans(_KEYS_RU, _KEYS_EN)
_RU_VOWELS = frozenset("аеёиоуыэюя")


def other_layout(query: str) -> str | None:
    """In: a query as typed. Out: the same keys on the other keyboard layout, Russian or English.

    None if it has letters of neither or of both, or what comes out has no vowel.
    """
    query = query.lower()
    latin = any("a" <= sign <= "z" for sign in query)
    cyrillic = any("а" <= sign <= "я" or sign == "ё" for sign in query)
    if latin and not cyrillic:
        typed = query.translate(_TO_RU)
        return typed if _RU_VOWELS & set(typed) else None
    if cyrillic and not latin:
        typed = query.translate(_TO_EN)
        return typed if set("aeiouy") & set(typed) else None
    return None


# The endings a Russian word may take.
_NOUN_ENDINGS = """
а я о е у ю ы и ь й ом ем ой ей ою ею ам ям ами ями ах ях ов ев ий ия ие ию ием ии иям иями иях ья ье ью ьи ьем ьей
ьям ьями ьях
"""
_ADJECTIVE_ENDINGS = """
ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ей ых их ыми ими ою ею ьего ьему ьим ьих ьими
"""
_ENDINGS = frozenset(["", *_NOUN_ENDINGS.split(), *_ADJECTIVE_ENDINGS.split()])
_ADJECTIVE_END = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
# Endings no noun has (of those a noun may have too, nothing follows).
_ONLY_ADJECTIVE_END = re.compile(
    r"(?:ый|ая|яя|ое|ее|ые|ого|его|ому|ему|ым|ую|юю|ых|ыми|(?:ов|ев|ск|н)(?:ой|ий|ие|им|их|ими))$"
)
# Nouns in -ия, -ие keep their и in every form: Грузии is no form of груз, грузов none of Грузия. Of those in -чие and
# the like only the plural is plain: рабочие is an adjective, противоречия is none.
_I_NOUN = re.compile(r"(?<![кгхжшчщ])ие$|и[яи]$")
_I_NOUN_FORM = re.compile(r"(?<=[^кгхжшчщ])и(?:[яию]|ей|ею|ем|ям|ями|ях|ев)$")
_SOFT_ENDINGS = frozenset(["ее", "его", "ему", "ем", "яя", "ей", "ею", "юю"])
_ONLY_NOUN_END = re.compile(r"(?:ов|ев|ам|ям|ами|ями|ах|ях|[бвгджзклнпрстфцчшщ])$")
_VERB_END = re.compile(r"(?:[аеияуы]ть|[аеияы]л[аио]?|[уюая]т|[ая]ет|ишь|ешь|ться|тся)$")


def is_ending(text: str) -> bool:
    """In: the end of a folded word. Out: whether Russian nouns or adjectives end so."""
    return text in _ENDINGS


def _ending(word: str, other: str) -> str:
    """What is left of a word after what it begins with like the other."""
    same = 0
    for mine, theirs in zip(word, other, strict=False):
        if mine != theirs:
            break
        same += 1
    return word[same:]


# What may follow the base of a noun, by what its dictionary form adds to it. It may look like an adjective's ending:
# систему, войной, подъёму, Китая.
_AFTER_BASE = {
    "а": frozenset(["", *["а", "у", "ы", "и", "е", "ой", "ою", "ам", "ами", "ах"]]),
    "ы": frozenset(["", *["а", "у", "ы", "и", "е", "ой", "ою", "ом", "ов", "ам", "ами", "ах"]]),
    "й": frozenset(["й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"]),
    "ье": frozenset(["ье", "ья", "ью", "ьем", "ьего", "ьему", "ьим", "ьих", "ьими", "ьи"]),
    "": frozenset(["", *["а", "у", "ы", "и", "е", "ом", "ов", "ам", "ами", "ах"]]),
}


def _declined(form: str, dictionary_form: str) -> bool:
    """Whether the one is the other, a noun, with another ending."""
    ending = next(end for end in (dictionary_form[-2:], dictionary_form[-1:], "") if end in _AFTER_BASE)
    if not ending and dictionary_form[-1] in "аеиоуыэюяьй":
        return False
    base = dictionary_form.removesuffix(ending)
    return form.startswith(base) and form[len(base) :] in _AFTER_BASE[ending]


@lru_cache(maxsize=50_000)
def may_be_form_of(form: str, dictionary_form: str) -> bool:
    """In: two folded Russian words with one stem. Out: False when one is plainly an adjective or verb, the other not.

    «правых» is no form of «право», «мировой» none of «мир», «договором» is one of «договор».
    """
    if form == dictionary_form or not is_cyrillic(form):
        return True
    if _I_NOUN.search(dictionary_form):
        # внутренние looks like a noun, and is none: внутреннее, внутренней.
        base = dictionary_form[:-2]
        soft = dictionary_form.endswith("ние") and form.startswith(base) and form[len(base) :] in _SOFT_ENDINGS
        return soft or form.startswith(dictionary_form[:-1])
    if (ending := _I_NOUN_FORM.search(form)) and not dictionary_form.startswith(form[: ending.start() + 1]):
        return False
    adjective = bool(_ADJECTIVE_END.search(dictionary_form))
    if not adjective and _declined(form, dictionary_form):
        return True
    if not adjective and _ONLY_ADJECTIVE_END.search(form) and not _ONLY_ADJECTIVE_END.search(dictionary_form):
        # Surnames are declined like adjectives in part: Лавровым, Лавровых.
        surname = dictionary_form.endswith(("ов", "ев", "ин", "ын", "ова", "ева", "ина", "ына"))
        return surname and form.endswith(("ым", "ых", "ыми", "ой"))
    if _VERB_END.search(form) and not _VERB_END.search(dictionary_form) and len(_ending(form, dictionary_form)) > 1:
        return False
    noun_like = dictionary_form.endswith(("ие", "ий", "ье", "ой", "ее"))
    return not (adjective and not noun_like and _ONLY_NOUN_END.search(form) and not _ONLY_ADJECTIVE_END.search(form))
