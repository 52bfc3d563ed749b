"""Writing in Latin letters: which languages are not written in them, and Russian by the table of ALA-LC."""

from __future__ import annotations

import re
import unicodedata

#: Languages whose usual script is not Latin (BCP 47); the tag of a text may name another script.
_NOT_LATIN = frozenset({
    "ab", "am", "ar", "as", "av", "ba", "be", "bg", "bn", "bo", "ce", "cu", "cv", "dv", "dz", "el", "fa", "gu",
    "he", "hi", "hy", "ii", "ja", "ka", "kk", "km", "kn", "ko", "kv", "ky", "lo", "mk", "ml", "mn", "mr", "my",
    "ne", "or", "os", "pa", "ps", "ru", "sa", "sd", "si", "sr", "ta", "te", "tg", "th", "ti", "tt", "ug", "uk",
    "ur", "yi", "zh", "bua", "chm", "kbd", "myv", "nan", "sah", "tyv", "udm", "wuu", "xal", "yue",
})  # fmt: skip
_SCRIPT = re.compile(r"-([A-Z][a-z]{3})(?:-|$)")


def is_in_latin_letters(language: str) -> bool:
    """Whether texts in `language` (BCP 47) are written in Latin letters: en, sr-Latn; not ru, zh-Hant, uz-Cyrl."""
    script = _SCRIPT.search(language)
    return script[1] == "Latn" if script else language.partition("-")[0] not in _NOT_LATIN


def latin_tag(language: str) -> str:
    """The language (BCP 47) of a transliteration out of `language`: zh-Latn-pinyin, ru-Latn."""
    primary = language.partition("-")[0]
    return "zh-Latn-pinyin" if primary == "zh" else f"{primary}-Latn"


def sign_that_is_not_latin(text: str) -> str:
    """The first sign of `text` that does not belong in a text in Latin letters, "" when there is none.

    Letters have to be Latin, or the primes and apostrophes that transliterations use; digits, marks, signs and
    punctuation have to be those that stand among them: no 《》 and no № either.
    """
    return next((sign for sign in text if not _is_latin(sign)), "")


def _is_latin(sign: str) -> bool:
    category = unicodedata.category(sign)
    if unicodedata.east_asian_width(sign) in "WF" or category == "So":
        return False
    return category[0] != "L" or unicodedata.name(sign, "").startswith(("LATIN ", "MODIFIER LETTER "))


#: ALA-LC Romanization Tables, Russian (2012), without ligature ties and diacritics; the letters of 1918 and before too.
_RUSSIAN = dict(zip("абвгдезийклмнопрстуфыэёіѳѵ", "abvgdeziiklmnoprstufyeeify", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ʺ", "ь": "ʹ", "ю": "iu", "я": "ia",
    "ѣ": "ie", "«": "“", "»": "”", "№": "no.",
}  # fmt: skip
#: One letter for two that the table ties together: both are capitals in a word of capitals.
_TIED = frozenset("юяѣ")
_WORD = re.compile(r"[^\W\d_]+|.", re.DOTALL)


def russian_in_latin_letters(text: str) -> str:
    """`text` with its Russian letters romanized: «Внешняя политика Китая» is Vneshniaia politika Kitaia.

    A hard sign that ends a word is passed over, as the table says; the soft sign is ʹ (U+02B9). What is not Russian
    stays.
    """
    return "".join(_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))


def _word(word: str) -> str:
    is_shouted = len(word) > 1 and word.isupper()
    kept = word[:-1] if len(word) > 1 and word[-1] in "ъЪ" else word
    return "".join(_letter(letter, is_shouted=is_shouted) for letter in kept)


def _letter(letter: str, *, is_shouted: bool) -> str:
    latin = _RUSSIAN.get(letter.lower(), letter)
    if latin == letter or letter.islower() or not letter.isalpha():
        return latin
    return latin.upper() if is_shouted and letter.lower() in _TIED else latin.capitalize()
