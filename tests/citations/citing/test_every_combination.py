"""Whatever fields a work has or lacks: every style says it without a stray sign, and CSL-JSON stays valid."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from citations.citing.csl import to_csl
from citations.citing.items import Contributor, Item, Locator, Texts, TreatyData
from citations.citing.registry import STYLES, cite, cite_many
from citations.models import LocatorLabel, SourceType
from citations.models.sources import ContributionRole
from citations.models.treaties import TreatyKind

WRONG = {
    "None": re.compile(r"\bNone\b"),
    "an empty bracket": re.compile(r"\(\s*\)|\[\s*\]|（\s*）|“”|«»|\(\?|\[/"),
    "two stops": re.compile(r"\.\.(?!\.)(?<!\.\.\.)"),
    "two commas or colons": re.compile(r"[,，;；:：]\s*[,，;；：.](?!\w)"),
    "a comma before a colon or stop": re.compile(r"[,，:：]\s*\.\s|[,，]\s*:(?!\w)"),
    "two spaces": re.compile(r"  "),
    "a space before a sign": re.compile(r"\s[,.，：；](?!\w)"),
    "a slash before nothing": re.compile(r"//\s*(?:\.|$|//)|(?<![/:])/\s*\."),
    "a sign behind an opening bracket": re.compile(r"[(（]\s*[.,，:：]"),
    "a sign before a closing bracket": re.compile(r"[,，:：]\s*[)）\]]"),
    "a sign at the beginning": re.compile(r"^[\s.,，:：;)）/]"),
    "a separator at the end": re.compile(r"[,，:：;/(（\[]\.?$|\s$"),
}

TITLES = st.sampled_from(
    ["", "Россия и Китай: союз или партнёрство?", "中俄关系：结盟还是结伴", "The Origins of Alliances",
     "Кто виноват?", "“一带一路”倡议", "Washington, D.C.", "Внешняя политика,", " Мир "]
)  # fmt: skip
NAMES = st.sampled_from(["", "Лавров", "阎", "Walt", "De Morgan"])
GIVEN = st.sampled_from(["", "Сергей", "学通", "Stephen M.", "Jean-Luc", "С.", "Peyton Z., Jr."])
SHORT = st.sampled_from(["", "М.: Наука", "人民出版社", "Cornell University Press"])
PLACES = st.sampled_from(["", "Москва", "北京", "Ithaca"])
DATES = st.sampled_from(
    ["", "2012", "2012-02", "2012-02-10", "1896?", "1896-06~", "189X", "19XX", "1949/1953", "1949/..", "../1949",
     "2016-06/2016-07", "2016-06-28/2016-06-30", "2012-21", "1896%", "2012-XX", "2012-02-XX"]
)  # fmt: skip
LANGUAGES = st.sampled_from(["", "ru", "zh-Hans", "zh-Hant", "en", "fr", "de", "uk", "vi"])


def by_language(words: st.SearchStrategy[str]) -> st.SearchStrategy[Texts]:
    return st.builds(Texts, ru=words, zh_hans=words, en=words)


PEOPLE = st.builds(
    Contributor,
    role=st.sampled_from(ContributionRole.values),
    is_person=st.booleans(),
    family=by_language(NAMES),
    given=by_language(GIVEN),
    patronymic=by_language(st.sampled_from(["", "Викторович"])),
    name=by_language(SHORT),
    name_original=st.sampled_from(["", "Lê Duẩn"]),
    native_language=LANGUAGES,
    name_as_printed=st.sampled_from(["", "под общ. ред. В. И. Романова", "С. Бономарева"]),
)
ITEMS = st.builds(
    Item,
    key=st.sampled_from(["a", "b"]),
    type=st.sampled_from(SourceType.values),
    language=LANGUAGES,
    title=by_language(TITLES),
    title_original=st.sampled_from(["", "Politique étrangère"]),
    title_transliterated=st.sampled_from(["", "Zhong-E jiemeng: “weilai”", "Soiuz?"]),
    container_transliterated=st.sampled_from(["", "Shehui guancha"]),
    description=by_language(st.sampled_from(["", "Статья о союзе.", "关于同盟的文章。", "An article [sic]."])),
    contributors=st.lists(PEOPLE, max_size=8).map(tuple),
    container=by_language(SHORT),
    container_contributors=st.lists(PEOPLE, max_size=4).map(tuple),
    publisher=by_language(SHORT),
    place=by_language(PLACES),
    issued=DATES,
    edition=st.sampled_from(["", "1", "2", "3", "испр. изд.", "修订版", "Rev. ed."]),
    collection=by_language(SHORT),
    number=st.sampled_from(["", "25", "№ 35-ФЗ", "GB/T 7714—2025"]),
    volume=st.sampled_from(["", "18", "XI", "第1册"]),
    issue=st.sampled_from(["", "2", "增刊2"]),
    pages=st.sampled_from(["", "480", "44-79", "103–123", "序2-3"]),
    url=st.sampled_from(["", "https://example.org/a", "https://example.org/a/"]),
    archive_url=st.sampled_from(["", "https://web.archive.org/x"]),
    accessed=DATES,
    doi=st.sampled_from(["", "10.1017/CBO9780511612183"]),
    isbn=st.sampled_from(["", "978-7-02-000220-7"]),
    identification=st.sampled_from(["identified", "conjectural", "lost"]),
    original_title=st.sampled_from(["", "Social Theory"]),
    treaty=st.none()
    | st.builds(
        TreatyData,
        kind=st.sampled_from(TreatyKind.values),
        parties=st.lists(by_language(st.sampled_from(["", "СССР", "中华民国"])), max_size=5).map(tuple),
        signed=DATES,
        place=by_language(PLACES),
        registration_number=st.sampled_from(["", "II-68"]),
        registration_volume=st.sampled_from(["", "10"]),
        registration_page=st.sampled_from(["", "300"]),
        publications=st.sampled_from([(), (("zh-Hans", "中华人民共和国国务院公报，1989年第9号"),)]),
    ),
    locator=st.none()
    | st.builds(Locator, label=st.sampled_from(LocatorLabel.values), value=st.sampled_from(["", "5", "12-14"])),
)


#: An address ends with whatever it likes.
ADDRESS = re.compile(r"https?://\S*[^\s.,)\]]")
#: Shrinking eight people and twenty fields takes minutes and shows no more than the example found.
FAST = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


def assert_clean(text: str) -> None:
    text = ADDRESS.sub("URL", text)
    for what, pattern in WRONG.items():
        found = pattern.search(text)
        assert not found, f"{what} ({found[0]!r}) in {text!r}"
    assert text.endswith((".", "?", "!", "”", ")", "）", "]")) or text == "", text


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@settings(max_examples=60, **FAST)
@given(item=ITEMS, language=st.sampled_from(["", "ru", "zh-Hans", "en"]))
def test_no_combination_of_fields_leaves_a_stray_sign(style: Any, item: Item, language: str) -> None:
    cited = cite(item, style, language=language)
    for form in (cited.citation, *cited.others.values()):
        assert form.text, item
        assert_clean(form.text)
        assert "<script" not in form.html
    for what, pattern in WRONG.items():
        assert not pattern.search(cited.in_text.text), (what, cited.in_text.text)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@settings(max_examples=15, **FAST)
@given(items=st.lists(ITEMS, min_size=1, max_size=5))
def test_works_cited_together_can_be_told_apart(style: Any, items: list[Item]) -> None:
    cited = cite_many(items, style)
    assert len(cited) == len(items)
    for one in cited:
        assert_clean(one.citation.text)
    if style.suffix is not None and not any(item.locator for item in items):
        marks = [one.in_text.text for one in cited]
        assert len(set(marks)) == len(marks), marks


@settings(max_examples=80, **FAST)
@given(item=ITEMS)
def test_csl_json_holds_no_empty_value(item: Item) -> None:
    found, losses = to_csl(item)
    assert json.loads(json.dumps(found)) == found
    assert found["type"] in SourceType.values
    assert found["title"]

    def check(value: Any) -> None:
        assert value not in ("", None, [], {}), found
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(inner)

    check(found)
    for name in ("issued", "accessed"):
        if name in found:
            assert 1 <= len(found[name]["date-parts"]) <= 2
            assert all(1 <= len(parts) <= 3 for parts in found[name]["date-parts"])
    assert all(loss.field and loss.message for loss in losses)
