"""A small index to search in: terms, people and organizations of our subject, in three languages."""

import pytest

from citations.search import index
from citations.search.analysis import Label
from citations.search.index import Document

# key, Russian, Chinese, English
TERMS = [
    ("non-alliance", "Неприсоединение к союзам", "不结盟", "non-alliance"),
    ("non-alignment", "Неприсоединение", "不结盟运动", "Non-Aligned Movement"),
    ("strategic-partnership", "Стратегическое партнёрство", "战略伙伴关系", "strategic partnership"),
    ("shanghai-spirit", "Шанхайский дух", "上海精神", "Shanghai spirit"),
    ("multipolar-world", "Многополярный мир", "多极世界", "multipolar world"),
    ("peaceful-coexistence", "Мирное сосуществование", "和平共处", "peaceful coexistence"),
    (
        "five-principles",
        "Пять принципов мирного сосуществования",
        "和平共处五项原则",
        "Five Principles of Peaceful Coexistence",
    ),
    ("exchange", "Обмен", "交流", "exchange"),
    ("market", "Рынок", "市场", "market"),
    ("refugee", "Беженец", "难民", "refugee"),
    ("island", "Остров", "岛屿", "island"),
    ("law", "Право", "法律", "law"),
    ("network", "Сеть", "网络", "network"),
    ("agency", "Межучрежденческая группа", "机构间小组", "inter-agency group"),
    (
        "treaty",
        "Договор о добрососедстве, дружбе и сотрудничестве",
        "睦邻友好合作条约",
        "Treaty of Good-Neighbourliness",
    ),
    ("paraguay", "Парагвай", "巴拉圭", "Paraguay"),
    ("salt", "Соль", "盐", "salt"),
    ("who", "ВОЗ", "世卫组织", "WHO"),
    ("human-rights", "Права человека", "人权", "human rights"),
    ("library", "Цифровые библиотеки", "数字图书馆", "digital libraries"),
    ("librarian", "Библиотекарь", "图书馆技术人员", "library technicians"),
    ("georgia", "Грузия", "格鲁吉亚", "Georgia"),
    ("load", "Груз", "货物", "load"),
    ("chad", "Чад", "乍得", "Chad"),
]
PEOPLE = [
    ("xi-jinping", [("zh-Hans", "习近平")]),
    ("qin-gang", [("zh-Hans", "秦刚")]),
    ("zeng-qinghong", [("zh-Hans", "曾庆红")]),
    ("lavrov", [("ru", "Лавров Сергей Викторович"), ("ru", "Лавров")]),
    ("khrushchev", [("ru", "Хрущёв")]),
    ("moskovsky", [("ru", "Московский")]),
    ("bogomazov", [("en", "Bogomazov")]),
]


def documents():
    for key, ru, zh, en in TERMS:
        yield Document(
            "term",
            key,
            [Label("ru", ru), Label("zh-Hans", zh), Label("en", en, "case" if key == "who" else "")],
            {"status": "published", "domain": ["security", "law"] if key == "law" else "security"},
        )
    for key, labels in PEOPLE:
        yield Document(
            "person", key, [Label(language, text, "person") for language, text in labels], {"status": "draft"}
        )


@pytest.fixture
def empty_index(db):
    return index


@pytest.fixture
def small_index(empty_index):
    empty_index.write_many(documents())
    return empty_index
