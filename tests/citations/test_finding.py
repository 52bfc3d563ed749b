"""What the workshop asks while an editor types: records by any name, and those that bear the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
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
from tests.pages import change_page, cost, with_rights

pytestmark = pytest.mark.django_db


def ask(client: Client, name: str, **asked: str) -> Any:
    return client.get(reverse(f"admin:workshop_{name}"), asked)


def keys(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one["key"] for one in answer.json()["results"]]


@pytest.fixture
def corpus(db: None) -> None:
    with changes.change():
        domain = make_domain(key="diplomacy")
        term = make_term(key="non-alliance", domain=domain)
        make_term(
            key="alliance", domain=domain, name_ru="союз", name_zh_hans="同盟", name_en="alliance", status="draft"
        )
        treaty = make_treaty(key="1950-sino-soviet")
        source = make_source(
            key="eurasian-union", doi="10.1000/182", isbn="978-5-699-12014-7", url="https://pravda.ru/a/"
        )
        make_person(key="zheng-yu", description_en="A Chinese political scientist.")
        make_organization(key="prc")
        make_attestation(key="seen-in-1950", term=term, source=treaty)
        make_citation(key="note-1", citing=source)


# The palette


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bujiemeng", "non-alliance"),
        ("不結盟", "non-alliance"),
        ("неприсоединения", "non-alliance"),
        ("союз", "alliance"),
        ("友好同盟", "1950-sino-soviet"),
        ("Чжэн Юй", "zheng-yu"),
        ("КНР", "prc"),
        ("евразийского союза", "eurasian-union"),
        ("外交", "diplomacy"),
        ("seen-in-1950", "seen-in-1950"),
        ("note-1", "note-1"),
        ("prc", "prc"),
    ],
)
def test_the_palette_finds_every_kind_by_any_name_or_key(desk: Client, corpus: None, typed: str, first: str) -> None:
    assert keys(ask(desk, "find", q=typed))[0] == first


def test_what_the_palette_finds_is_named_in_all_languages_with_kind_and_state(
    desk: Client, corpus: None, settings: Any
) -> None:
    from glossary.models import Term

    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    answer = ask(desk, "find", q="tongmeng").json()["results"]
    assert answer[0] == {
        "kind": "Термин",
        "key": "alliance",
        "names": {"ru": "союз", "zh-Hans": "同盟", "en": "alliance"},
        "apart": "дипломатия",
        "status": "draft",
        "status_name": "черновик",
        "url": change_page(Term.objects.get(key="alliance")),
    }


def test_the_palette_offers_at_most_twelve(desk: Client) -> None:
    domain = make_domain()
    with changes.change():
        for _ in range(20):
            make_term(domain=domain)
    assert len(keys(ask(desk, "find", q="不结盟"))) == 12


def test_the_palette_finds_only_what_one_may_view(corpus: None) -> None:
    client = with_rights("view_treaty", "view_term")
    assert keys(ask(client, "find", q="prc")) == []
    assert keys(ask(client, "find", q="同盟")) == ["alliance", "1950-sino-soviet"]
    get_user_model().objects.all().delete()
    assert keys(ask(with_rights(), "find", q="同盟")) == []


def test_without_its_index_the_palette_finds_keys(desk: Client, corpus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "ANALYSER_VERSION", 99)
    assert keys(ask(desk, "find", q="zheng-yu")) == ["zheng-yu"]


def test_nothing_typed_finds_nothing(desk: Client, corpus: None) -> None:
    assert keys(ask(desk, "find")) == []
    assert keys(ask(desk, "find", q="  ")) == []


# Doubles


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("不结盟", [("non-alliance", True)]),
        ("不結盟", [("non-alliance", True)]),
        ("不接盟", [("non-alliance", False)]),
        ("Неприсоединение к союзам", [("non-alliance", True)]),
        ("неприсоединения к союзам", [("non-alliance", True)]),
        ("непрсоединение к союзам", [("non-alliance", False)]),
        ("Non-alliance", [("non-alliance", True)]),
        ("союз", [("alliance", True)]),
        ("нейтралитет", []),
        ("不", []),
        ("неприсоединение", []),
    ],
)
def test_terms_of_the_same_name_or_nearly_are_told(
    desk: Client, corpus: None, typed: str, found: list[tuple[str, bool]]
) -> None:
    answer = ask(desk, "doubles", kind="term", text=typed).json()["results"]
    assert [(one["key"], one["same"]) for one in answer] == found


def test_a_designation_is_a_name_as_well(desk: Client, corpus: None) -> None:
    term = make_term(key="neutrality", name_ru="нейтралитет", name_zh_hans="中立", name_en="neutrality")
    term.designations.create(language="ru", text="внеблоковый статус")
    assert keys(ask(desk, "doubles", kind="term", text="внеблоковый статус")) == ["neutrality"]


def test_a_record_is_no_double_of_itself(desk: Client, corpus: None) -> None:
    assert keys(ask(desk, "doubles", kind="term", text="不结盟", own="non-alliance")) == []


@pytest.mark.parametrize(
    ("kind", "asked", "found"),
    [
        ("source", {"text": "欧亚联盟"}, ["eurasian-union"]),
        ("source", {"text": "友好同盟互助条约"}, ["1950-sino-soviet"]),
        ("treaty", {"text": "Евразийский союз"}, ["eurasian-union"]),
        ("source", {"doi": "10.1000/182"}, ["eurasian-union"]),
        ("source", {"doi": "10.1000/183"}, []),
        ("source", {"isbn": "9785699120147"}, ["eurasian-union"]),
        ("source", {"isbn": "5-699-12014-1"}, ["eurasian-union"]),
        ("source", {"isbn": "978-5-699-12015-4"}, []),
        ("source", {"isbn": "12014"}, []),
        ("source", {"url": "http://pravda.ru/a"}, ["eurasian-union"]),
        ("source", {"url": "http://pravda.ru/b"}, []),
        ("source", {"doi": "10.1000/182", "own": "eurasian-union"}, []),
        ("person", {"text": "Чжэн Юй"}, ["zheng-yu"]),
        ("person", {"text": "郑羽"}, ["zheng-yu"]),
        ("organization", {"text": "КНР"}, ["prc"]),
        ("organization", {"text": "中华人民共和国"}, ["prc"]),
    ],
)
def test_works_people_and_organizations_have_doubles_too(
    desk: Client, corpus: None, kind: str, asked: dict[str, str], found: list[str]
) -> None:
    assert keys(ask(desk, "doubles", kind=kind, **asked)) == found


def test_what_tells_two_of_one_name_apart_is_told(desk: Client, corpus: None) -> None:
    told = {
        kind: ask(desk, "doubles", kind=kind, text=text).json()["results"][0]["apart"]
        for kind, text in [
            ("term", "союз"),
            ("treaty", "友好同盟互助条约"),
            ("source", "欧亚联盟"),
            ("person", "郑羽"),
            ("organization", "КНР"),
        ]
    }
    assert told == {
        "term": "diplomacy",
        "treaty": "1950-02-14",
        "source": "newspaper article · 2012-02-10",
        "person": "A Chinese political scientist.",
        "organization": "state · 1949-10-01/..",
    }


def test_doubles_are_shown_to_those_who_may_view_them(corpus: None) -> None:
    client = with_rights("view_source")
    assert keys(ask(client, "doubles", kind="term", text="союз")) == []
    assert keys(ask(client, "doubles", kind="source", text="友好同盟互助条约")) == []
    assert keys(ask(client, "doubles", kind="source", text="欧亚联盟")) == ["eurasian-union"]


# What is refused


@pytest.mark.parametrize(
    ("name", "asked", "error"),
    [
        ("find", {"query": "союз"}, "“query” is no parameter here."),
        ("find", {"q": "战" * 1_001}, "“q” has more than 1000 characters."),
        ("find", {"q": "a\x07b"}, "Character 2 is U+0007, which is no text; take it out."),
        ("find", {"q": ["союз", "同盟"]}, "“q” is given more than once."),
        ("doubles", {"text": "союз"}, "“kind” is one of term, treaty, source, person, organization."),
        ("doubles", {"kind": "user", "text": "союз"}, "“kind” is one of term, treaty, source, person, organization."),
        ("doubles", {"kind": "term"}, "Ask for one text, or of a work for one DOI, ISBN or address."),
        (
            "doubles",
            {"kind": "term", "doi": "10.1000/182"},
            "Ask for one text, or of a work for one DOI, ISBN or address.",
        ),
        (
            "doubles",
            {"kind": "source", "doi": "10.1000/182", "text": "союз"},
            "Ask for one text, or of a work for one DOI, ISBN or address.",
        ),
        ("transcriptions", {"text": "战" * 301}, "“text” has more than 300 characters."),
        ("transcriptions", {"q": "战"}, "“q” is no parameter here."),
        ("transliterations", {"text": "战" * 501}, "“text” has more than 500 characters."),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(desk: Client, name: str, asked: dict[str, Any], error: str) -> None:
    answer = ask(desk, name, **asked)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize("name", ["find", "doubles", "transcriptions", "transliterations"])
def test_only_staff_may_ask_and_only_ask(client: Client, desk: Client, name: str) -> None:
    assert ask(client, name).status_code == 302
    client.force_login(get_user_model().objects.create_user("читатель"))
    assert ask(client, name).status_code == 302
    assert desk.post(reverse(f"admin:workshop_{name}")).status_code == 405
    assert ask(desk, name, **({"kind": "term", "text": "盟约"} if name == "doubles" else {}))[
        "Cache-Control"
    ].startswith("no-store")


def test_doubles_wait_for_the_index(desk: Client, corpus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "ANALYSER_VERSION", 99)
    answer = ask(desk, "doubles", kind="term", text="союз")
    assert answer.status_code == 503
    assert answer.json()["error"].endswith("the program version 99; run: manage.py rebuild_search")


# What it costs


@pytest.mark.parametrize(
    ("name", "question", "queries"),
    [("find", "q=不结盟", 6), ("doubles", "kind=term&text=不结盟", 5), ("doubles", "kind=source&doi=10.1000/182", 4)],
)
def test_a_question_costs_the_same_for_one_row_and_twenty(desk: Client, name: str, question: str, queries: int) -> None:
    address = f"{reverse(f'admin:workshop_{name}')}?{question}"
    domain = make_domain()
    make_term(domain=domain)
    make_source(doi="10.1000/182")
    assert cost(desk, address) == queries
    with changes.change():
        for _ in range(19):
            make_term(domain=domain)
            make_source(doi="10.1000/182")
    assert cost(desk, address) == queries
