"""CSL-JSON 1.0.2: what it holds, what goes into custom, and what is told as lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citations.citing.csl import to_csl
from citations.citing.items import Item, Texts, TreatyData
from tests.citations.citing.works import organization, person, work


def test_a_book_with_a_translator():
    item = work(
        "book", "zh-Hans", "数字化生存", person("尼葛洛庞帝", "zh", native="en"), person("胡|泳", "zh", "translator"),
        organization("某编辑部", "zh", "editor"), place="海口", publisher="海南出版社", issued="1996", pages="271",
        isbn="7-5443-0026-8", edition="2", key="being-digital", original_title="Being Digital",
    )  # fmt: skip
    assert to_csl(item) == (
        {
            "id": "being-digital",
            "type": "book",
            "language": "zh-Hans",
            "title": "数字化生存",
            "author": [{"family": "尼葛洛庞帝"}],
            "translator": [{"family": "胡", "given": "泳", "static-ordering": True}],
            "editor": [{"literal": "某编辑部"}],
            "issued": {"date-parts": [[1996]]},
            "publisher": "海南出版社",
            "publisher-place": "海口",
            "edition": "2",
            "number-of-pages": "271",
            "ISBN": "7-5443-0026-8",
            "original-title": "Being Digital",
        },
        (),
    )


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (work("book", "ru", "Мир", pages="II, 43 с."), {"number-of-pages": "II, 43"}),
        (work("book", "ru", "Мир", pages="5–17"), {"page": "5-17"}),
        (work("chapter", "ru", "Глава", container="Мир", pages="5"), {"page": "5"}),
        (work("article-newspaper", "ru", "Статья", pages="3"), {"page": "3"}),
    ],
)
def test_the_extent_of_a_whole_work_is_not_the_place_of_a_part(item, expected):
    found, _losses = to_csl(item)
    assert {name: found[name] for name in ("page", "number-of-pages") if name in found} == expected


@pytest.mark.parametrize(
    ("edtf", "expected", "is_lossy"),
    [
        ("2012-02-10", {"date-parts": [[2012, 2, 10]]}, False),
        ("2012-02", {"date-parts": [[2012, 2]]}, False),
        ("2012", {"date-parts": [[2012]]}, False),
        ("1949/1953", {"date-parts": [[1949], [1953]]}, False),
        ("2016-06/2016-07", {"date-parts": [[2016, 6], [2016, 7]]}, False),
        ("2012-21", {"date-parts": [[2012]], "season": 1}, False),
        ("1896?", {"date-parts": [[1896]], "circa": True}, True),
        ("1896-06~", {"date-parts": [[1896, 6]], "circa": True}, True),
        ("189X", {"date-parts": [[1890], [1899]], "circa": True}, True),
        ("1957/..", {"date-parts": [[1957]]}, True),
        ("../1957", {"date-parts": [[1957]]}, True),
    ],
)
def test_dates(edtf, expected, is_lossy):
    found, losses = to_csl(Item(key="x", type="book", title=Texts(en="A book"), issued=edtf))
    assert found["issued"] == expected
    assert [loss.field for loss in losses] == (["issued"] if is_lossy else [])
    assert found.get("custom", {}).get("issued-edtf") == (edtf if is_lossy else None)


def test_a_treaty():
    item = Item(
        key="1945-sino-soviet",
        type="treaty",
        title=Texts("Договор о дружбе и союзе", "友好同盟条约", "Treaty of Friendship and Alliance"),
        url="https://example.org/",
        treaty=TreatyData(
            kind="treaty",
            parties=(Texts(zh_hans="中华民国", en="Republic of China"), Texts(ru="СССР", en="USSR")),
            signed="1945-08-14",
            place=Texts("Москва", "莫斯科", "Moscow"),
            registration_number="II-68",
            registration_volume="10",
            registration_page="300",
        ),
    )
    found, losses = to_csl(item)
    assert found == {
        "id": "1945-sino-soviet",
        "type": "treaty",
        "title": "Treaty of Friendship and Alliance",
        "issued": {"date-parts": [[1945, 8, 14]]},
        "container-title": "United Nations Treaty Series",
        "volume": "10",
        "number": "II-68",
        "page": "300",
        "URL": "https://example.org/",
        "genre": "treaty",
        "authority": "Republic of China; USSR",
        "event-place": "Moscow",
        "custom": {
            "parties": [{"zh-Hans": "中华民国", "en": "Republic of China"}, {"ru": "СССР", "en": "USSR"}],
            "title": {"ru": "Договор о дружбе и союзе", "zh-Hans": "友好同盟条约"},
        },
    }
    assert [(loss.field, loss.message) for loss in losses] == [
        ("parties", "CSL-JSON has one authority; the parties one by one stand in custom"),
        ("title", "CSL-JSON has it in one language; ru, zh-Hans stand in custom"),
    ]


def test_a_lost_work_keeps_what_is_known_of_it():
    item = Item(key="x", type="speech", language="ru", description=Texts(ru="Речь о союзе"), identification="lost")
    spoken = replace(item, contributors=(person("Лавров|Сергей|Викторович", "ru", "speaker"),))
    found, losses = to_csl(spoken)
    assert found == {
        "id": "x",
        "type": "speech",
        "language": "ru",
        "title": "[Речь о союзе]",
        "author": [{"family": "Лавров", "given": "Сергей Викторович"}],
        "custom": {"description": {"ru": "Речь о союзе"}, "identification": "lost"},
    }
    assert [(loss.field, loss.message) for loss in losses] == [
        ("contributions", "CSL-JSON has no speaker; the author stands for it"),
        ("description", "CSL-JSON has it in one language; ru stand in custom"),
        ("identification", "CSL-JSON has no field for it; it stands in custom"),
        ("title", "no title is known; the description stands for it in square brackets"),
    ]
