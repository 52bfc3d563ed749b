"""Search in the admin: any spelling finds the entry, the best first, in lists and in autocompletes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from citations import changes
from citations.search import index
from tests.factories import (
    make_attestation,
    make_citation,
    make_domain,
    make_organization,
    make_person,
    make_source,
    make_term,
    make_treaty,
)
from tests.pages import MOST_QUERIES, choices, cost, save

pytestmark = pytest.mark.django_db


def listed(client: Client, model: str, question: str) -> list[str]:
    page = client.get(f"{reverse(f'admin:{model}_changelist')}?{question}")
    return [record.key for record in page.context["cl"].result_list]


@pytest.fixture
def terms(db: None) -> None:
    with changes.change():
        domain = make_domain(key="diplomacy")
        make_term(key="non-alliance", domain=domain)
        make_term(
            key="alliance", domain=domain, name_ru="союз", name_zh_hans="同盟", name_en="alliance", status="draft"
        )
        make_term(
            key="a-treaty-of-alliance",
            domain=domain,
            name_ru="союзный договор",
            name_zh_hans="盟约",
            name_en="treaty of alliance",
        )


@pytest.mark.parametrize("typed", ["bujiemeng", "不結盟", "неприсоединения", "nonalliance", "non-allianse"])
def test_any_spelling_finds_the_term_in_the_list_and_in_an_autocomplete(desk: Client, terms: None, typed: str) -> None:
    assert listed(desk, "glossary_term", f"q={typed}")[0] == "non-alliance"
    assert choices(desk, "glossary.attestation", "term", typed)[0] == "non-alliance · non-alliance"


def test_the_best_comes_first_drafts_included(desk: Client, terms: None) -> None:
    assert listed(desk, "glossary_term", "q=alliance") == ["alliance", "non-alliance", "a-treaty-of-alliance"]
    assert choices(desk, "glossary.termrelation", "other", "alliance") == [
        "alliance · alliance",
        "non-alliance · non-alliance",
        "treaty of alliance · a-treaty-of-alliance",
    ]


def test_a_list_that_is_ordered_by_a_column_keeps_its_order(desk: Client, terms: None) -> None:
    assert listed(desk, "glossary_term", "q=alliance&o=1") == ["a-treaty-of-alliance", "alliance", "non-alliance"]


def test_filters_narrow_what_is_found(desk: Client, terms: None) -> None:
    assert listed(desk, "glossary_term", "q=alliance&status__exact=draft") == ["alliance"]


def test_without_words_everything_is_there(desk: Client, terms: None) -> None:
    assert listed(desk, "glossary_term", "q=") == ["a-treaty-of-alliance", "alliance", "non-alliance"]
    assert len(choices(desk, "glossary.attestation", "term", "")) == 3


def test_keys_are_found_too(desk: Client) -> None:
    make_treaty(key="1950-sino-soviet")
    make_person(key="zheng-yu-2016", family_name_en="Another")
    assert listed(desk, "citations_treaty", "q=1950-sino") == ["1950-sino-soviet"]
    assert listed(desk, "citations_person", "q=yu-2016") == ["zheng-yu-2016"]


@pytest.mark.parametrize(
    ("model", "typed", "found"),
    [
        ("citations_person", "Чжэна", "zheng-yu"),
        ("citations_person", "鄭羽", "zheng-yu"),
        ("citations_organization", "китайской народной республики", "prc"),
        ("citations_organization", "china", "prc"),
        ("citations_source", "евразийского союза", "eurasian-union"),
        ("citations_source", "правда", "eurasian-union"),
        ("citations_treaty", "友好同盟互助條約", "1950-sino-soviet"),
        ("citations_treaty", "youhao tongmeng", "1950-sino-soviet"),
        ("glossary_domain", "外交", "diplomacy"),
    ],
)
def test_every_list_is_searched(desk: Client, model: str, typed: str, found: str) -> None:
    make_person(key="zheng-yu")
    make_organization(key="prc")
    make_source(key="eurasian-union")
    make_treaty(key="1950-sino-soviet")
    make_domain(key="diplomacy")
    assert listed(desk, model, f"q={typed}") == [found]


def test_evidence_is_found_among_sources_and_treaties(desk: Client) -> None:
    make_source(key="eurasian-union")
    make_treaty(key="1950-sino-soviet")
    assert choices(desk, "glossary.attestation", "source", "союза") == [
        "A Eurasian union · eurasian-union",
        "Treaty of Friendship, Alliance and Mutual Assistance · 1950-sino-soviet",
    ]


@pytest.mark.parametrize("typed", ["\x00", "%", "'", "a\x07b", "战" * 5_000, "щщщщщщ"])
def test_nothing_is_found_by_what_is_no_word(desk: Client, terms: None, typed: str) -> None:
    page = desk.get(reverse("admin:glossary_term_changelist"), {"q": typed})
    assert page.status_code == 200
    assert [term.key for term in page.context["cl"].result_list if typed != "\x00"] == []


#: What finds each kind directly, by its sound or in the other alphabet, after a slip, in the other layout, and not.
TYPED = {
    "glossary_term": ["неприсоединения", "bujiemeng", "неприсаединения", "ytghbcjtlbytybt", "不結盟", "щщщщщщ"],
    "citations_treaty": ["договора", "youhao", "дгоовор", "ljujdjh", "友好條約", "щщщщщщ"],
    "citations_source": ["союза", "ouya", "евразиский", "cj.pf", "歐亞聯盟", "щщщщщщ"],
    "citations_person": ["чжэна", "zheng", "чжэнн юй", "x;'y", "鄭羽", "щщщщщщ"],
    "citations_organization": ["республики", "zhonghua", "народнная", "hjccbz", "中國", "щщщщщщ"],
    "glossary_domain": ["дипломатия", "щщщщщщ"],
    "glossary_attestation": ["неприсоединения", "щщщщщщ"],
    "citations_citation": ["eurasian", "щщщщщщ"],
}
MAKE = {
    "glossary_term": make_term,
    "citations_treaty": make_treaty,
    "citations_source": make_source,
    "citations_person": make_person,
    "citations_organization": make_organization,
    "glossary_domain": make_domain,
    "glossary_attestation": make_attestation,
    "citations_citation": lambda: make_citation(cited=make_source()),
}


@pytest.mark.parametrize("model", MAKE)
def test_a_search_costs_few_queries_and_the_same_for_one_row_and_twenty(desk: Client, model: str) -> None:
    addresses = [f"{reverse(f'admin:{model}_changelist')}?q={typed}" for typed in TYPED[model]]
    MAKE[model]()
    one = [cost(desk, address) for address in addresses]
    with changes.change():
        for _ in range(19):
            MAKE[model]()
    assert [cost(desk, address) for address in addresses] == one
    assert max(one) <= MOST_QUERIES + 2


def test_without_its_index_the_list_says_so_and_still_finds_keys(
    desk: Client, terms: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "ANALYSER_VERSION", 99)
    page = desk.get(reverse("admin:glossary_term_changelist"), {"q": "non-alliance"})
    assert [term.key for term in page.context["cl"].result_list] == ["non-alliance"]
    (message,) = get_messages(page.wsgi_request)
    assert str(message) == (
        "Names are not searched at present: The search index has version 3, the program version 99; "
        "run: manage.py rebuild_search"
    )
    assert choices(desk, "glossary.attestation", "term", "non-alliance") == ["non-alliance · non-alliance"]


def test_records_are_found_by_the_beginnings_of_their_other_words(desk: Client) -> None:
    term = make_term(key="non-alliance", pinyin="bù jiéméng", palladius="бу цземэн")
    make_term(key="alliance", name_ru="союз", name_zh_hans="同盟", name_en="alliance", domain=term.domain)
    make_person(key="zheng-yu", description_ru="Китайский политолог", description_zh_hans="中国国际政治学者")
    assert listed(desk, "glossary_term", "q=цземэн") == ["non-alliance"]
    assert listed(desk, "citations_person", "q=политолог китайский") == ["zheng-yu"]
    assert listed(desk, "citations_person", "q=國際政治") == ["zheng-yu"]
    assert listed(desk, "citations_person", "q=политолог японский") == []


def test_the_other_words_follow_every_change(desk: Client) -> None:
    person = make_person(key="zheng-yu", description_ru="Политолог")
    person.description_ru = "Историк"
    person.save()
    assert listed(desk, "citations_person", "q=политолог") == []
    person.name_original = "鄭羽"
    person.save()
    assert listed(desk, "citations_person", "q=историк") == ["zheng-yu"]
    person.delete()
    make_person(key="zheng-yu", description_ru="Историк")
    assert listed(desk, "citations_person", "q=историк") == ["zheng-yu"]


def test_attestations_citations_and_treaties_are_found_through_what_they_refer_to(desk: Client) -> None:
    work = make_source(key="eurasian-union")
    make_attestation(key="seen", term=make_term(key="non-alliance"), source=work, language="ru", form="нейтралитета")
    other = make_source(key="treaties", title_ru="Договоры", title_zh_hans="条约集", title_en="Treaties")
    alliance = make_term(key="alliance", name_ru="союз", name_zh_hans="同盟", name_en="alliance")
    make_attestation(key="elsewhere", term=alliance, source=other, language="ru", form="союза")
    make_citation(key="note-1", citing=work)
    treaty = make_treaty(key="1950-sino-soviet")
    treaty.parties.create(party=make_organization(key="prc"))
    assert listed(desk, "glossary_attestation", "q=нейтралитета") == ["seen"]
    assert listed(desk, "glossary_attestation", "q=bujiemeng") == ["seen"]
    assert listed(desk, "glossary_attestation", "q=eurasian") == ["seen"]
    assert listed(desk, "citations_citation", "q=eurasian") == ["note-1"]
    assert listed(desk, "citations_treaty", "q=КНР") == ["1950-sino-soviet"]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("ru", "Найдено больше, чем здесь показано, и фильтры выбирают только из показанного: добавьте слово."),
        ("zh-hans", "找到的条目多于此处所列，筛选也只在所列条目中进行：请再加一个词。"),
        ("en", "More is found than is listed here, and filters narrow only what is listed: add a word."),
    ],
)
def test_a_list_says_that_more_was_found(
    desk: Client, terms: None, monkeypatch: pytest.MonkeyPatch, settings: Any, language: str, note: str
) -> None:
    monkeypatch.setattr("citations.search.mentions.MOST_FOUND", 2)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    address = reverse("admin:glossary_term_changelist")
    assert note in desk.get(address, {"q": "alliance"}).content.decode()
    assert note not in desk.get(address, {"q": "treaty"}).content.decode()


# A form that is none of the term's designations


WARNING = (
    "«{}» не узнаётся как обозначение термина «неприсоединение к союзам» на этом языке. Сохранено "
    "как есть; проверьте, верны ли форма, язык и термин, или добавьте термину обозначение."
)


@pytest.mark.parametrize(
    ("language", "form", "recognised"),
    [
        ("ru", "политике неприсоединения к союзам", True),
        ("zh-Hans", "不結盟", True),
        ("en", "Non-Alliance", True),
        ("ru", "нейтралитета", False),
        ("ru", "不结盟", False),
        ("zh-Hans", "结盟", False),
    ],
)
def test_an_editor_is_told_of_a_form_that_is_no_designation(
    desk: Client, settings: Any, language: str, form: str, recognised: bool
) -> None:
    seen = make_attestation(term=make_term(key="non-alliance"))
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    answer = save(desk, seen, language=language, form=form)
    assert answer.status_code == 302
    seen.refresh_from_db()
    assert (seen.language, seen.form) == (language, form)
    warnings = [str(one) for one in get_messages(answer.wsgi_request) if one.level_tag == "warning"]
    assert warnings == ([] if recognised else [WARNING.format(form)])


def test_a_refused_save_warns_of_nothing(desk: Client) -> None:
    seen = make_attestation(term=make_term(key="non-alliance"))
    answer = save(desk, seen, form="нейтралитет", said="1950-99")
    assert answer.status_code == 200
    assert [one for one in get_messages(answer.wsgi_request) if one.level_tag == "warning"] == []
