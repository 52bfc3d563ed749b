"""The order of names: origin and output language decide together."""

from __future__ import annotations

import pytest

from citations.names import full_name

ZHENG = {"ru": ("Чжэн", "Юй", ""), "zh-Hans": ("郑", "羽", ""), "en": ("Zheng", "Yu", "")}
LAVROV = {
    "ru": ("Лавров", "Сергей", "Викторович"),
    "zh-Hans": ("拉夫罗夫", "谢尔盖", ""),
    "en": ("Lavrov", "Sergey", "Viktorovich"),
}
WALTZ = {"ru": ("Уолтц", "Кеннет", ""), "zh-Hans": ("华尔兹", "肯尼思", ""), "en": ("Waltz", "Kenneth", "")}
LE_DUAN = {"ru": ("Ле", "Зуан", ""), "zh-Hans": ("黎", "笋", ""), "en": ("Lê", "Duẩn", "")}


@pytest.mark.parametrize(
    ("native", "names", "language", "expected"),
    [
        ("zh-Hans", ZHENG, "ru", "Чжэн Юй"),
        ("zh-Hans", ZHENG, "zh-Hans", "郑羽"),
        ("zh-Hans", ZHENG, "en", "Zheng Yu"),
        ("ru", LAVROV, "ru", "Сергей Викторович Лавров"),
        ("ru", LAVROV, "zh-Hans", "谢尔盖·拉夫罗夫"),
        ("ru", LAVROV, "en", "Sergey Lavrov"),
        ("en", WALTZ, "ru", "Кеннет Уолтц"),
        ("en", WALTZ, "zh-Hans", "肯尼思·华尔兹"),
        ("en", WALTZ, "en", "Kenneth Waltz"),
        ("vi", LE_DUAN, "ru", "Ле Зуан"),
        ("vi", LE_DUAN, "zh-Hans", "黎笋"),
        ("vi", LE_DUAN, "en", "Lê Duẩn"),
    ],
)
def test_a_name_as_written_in_a_language(native, names, language, expected):
    family, given, patronymic = names[language]
    written = full_name(family=family, given=given, patronymic=patronymic, native_language=native, language=language)
    assert written == expected


@pytest.mark.parametrize("language", ["ru", "zh-Hans", "en"])
def test_a_missing_part_leaves_no_trace(language):
    assert full_name(family="Платон", given="", patronymic="", native_language="", language=language) == "Платон"
    assert full_name(family="", given="", patronymic="", native_language="ru", language=language) == ""
