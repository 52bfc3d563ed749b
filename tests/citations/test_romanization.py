"""Russian in Latin letters by ALA-LC without diacritics, and which languages are not written in them."""

from __future__ import annotations

import pytest

from citations.romanization import is_in_latin_letters, latin_tag, russian_in_latin_letters


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("Международная жизнь", "Mezhdunarodnaia zhiznʹ"),
        ("Российско-китайский диалог: модель 2016", "Rossiisko-kitaiskii dialog: modelʹ 2016"),
        ("В чём плюсы и минусы союза Китая и России", "V chem pliusy i minusy soiuza Kitaia i Rossii"),
        ("Щит и меч: объект, съезд, эхо, этюд", "Shchit i mech: obʺekt, sʺezd, ekho, etiud"),
        ("Хроника «Шёлкового пути» № 5", "Khronika “Shelkovogo puti” no. 5"),
        # A word of capitals: the letters that the table ties together are both capitals, others are not.
        ("США, ЦК КПСС и ЮНЕСКО; РОССИЯ", "SShA, TsK KPSS i IUNESKO; ROSSIIA"),
        ("Я и Ж", "Ia i Zh"),
        # Before 1918: the hard sign at the end of a word is passed over.
        ("Вѣстникъ Европы, міръ, Ѳедоръ", "Viestnik Evropy, mir, Fedor"),
        ("и\u0306од", "iod"),
        ("ДНЕВНИКЪ", "DNEVNIK"),
        ("中国 and NATO", "中国 and NATO"),
        ("", ""),
    ],
)
def test_russian_is_romanized(russian, latin):
    assert russian_in_latin_letters(russian) == latin


@pytest.mark.parametrize(
    ("language", "is_latin"),
    [
        ("en", True), ("fr", True), ("vi", True), ("sr-Latn", True), ("ru-Latn-petr1708", True), ("en-GB", True),
        ("ru", False), ("zh-Hans", False), ("zh-Hant-TW", False), ("sr", False), ("ja", False), ("uz-Cyrl", False),
    ],
)  # fmt: skip
def test_languages_by_their_script(language, is_latin):
    assert is_in_latin_letters(language) is is_latin


@pytest.mark.parametrize(
    ("language", "tag"), [("zh-Hant", "zh-Latn-pinyin"), ("zh", "zh-Latn-pinyin"), ("ru", "ru-Latn"), ("ja", "ja-Latn")]
)
def test_a_transliteration_has_a_language_tag_of_its_own(language, tag):
    assert latin_tag(language) == tag
