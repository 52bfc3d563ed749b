"""Search through the API: what is found and why, what is refused, and the filter `q` of the lists."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citations import changes
from citations.search import index
from citations.search.analysis import QueryRefused
from citations.search.engine import find
from citations.search.ranking import TIERS
from tests.factories import make_domain, make_organization, make_person, make_source, make_term, make_treaty

pytestmark = pytest.mark.django_db

ALLOWED = ["words in any language and script, at most 1000 characters, without control characters"]


def search(client: Client, **asked: str) -> list[dict[str, Any]]:
    response = client.get("/api/v1/search/", asked)
    assert response.status_code == 200, response.content
    results: list[dict[str, Any]] = response.json()["results"]
    return results


def keys(client: Client, **asked: str) -> list[str]:
    return [f"{hit['type']}:{hit['key']}" for hit in search(client, **asked)]


def refused(client: Client, query: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/search/?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    (error,) = response.json()["errors"]
    return dict(error)


@pytest.fixture
def vocabulary(db):
    """A term with a synonym, a person, an organization, a source and a treaty, and a draft of each name."""
    with changes.change():
        china = make_domain(key="diplomacy-china", parent=make_domain(key="diplomacy"))
        term = make_term(key="non-alliance", domain=china)
        term.designations.create(language="ru", text="внеблоковый статус")
        make_term(key="non-alliance-draft", domain=china, status="draft")
        make_person(key="zheng-yu")
        make_organization(key="prc")
        make_source(key="eurasian-union")
        make_treaty(key="1950-sino-soviet")


def test_a_hit_says_what_was_found_and_why(client, vocabulary):
    assert search(client, q="внеблокового статуса") == [
        {
            "type": "term",
            "key": "non-alliance",
            "url": "http://testserver/api/v1/terms/non-alliance/",
            "status": "published",
            "name": {"ru": "неприсоединение к союзам", "zh-Hans": "不结盟", "en": "non-alliance"},
            "match": {"text": "внеблоковый статус", "language": "ru", "tier": "words"},
            "score": 953,
        }
    ]


@pytest.mark.parametrize(
    ("typed", "found", "tier"),
    [
        ("bujiemeng", "term:non-alliance", "pinyin"),
        ("不結盟", "term:non-alliance", "exact"),
        ("неприсоединения", "term:non-alliance", "words"),
        ("nonalliance", "term:non-alliance", "exact"),
        ("буцземэн", "term:non-alliance", "palladius"),
        ("zheng yu", "person:zheng-yu", "exact"),
        ("кнр", "organization:prc", "exact"),
        ("евразийского союза", "source:eurasian-union", "words"),
        ("友好同盟互助條約", "treaty:1950-sino-soviet", "exact"),
    ],
)
def test_every_kind_is_found_in_every_script(client, vocabulary, typed, found, tier):
    hits = search(client, q=typed)
    assert (f"{hits[0]['type']}:{hits[0]['key']}", hits[0]["match"]["tier"]) == (found, tier)
    assert tier in TIERS


def test_nonsense_finds_nothing(client, vocabulary):
    assert search(client, q="щщщщщщ") == []
    assert search(client, q="   ") == []


def test_what_is_found_can_be_narrowed(client, vocabulary):
    make_term(key="union", name_ru="союз", name_zh_hans="同盟", name_en="alliance")
    assert keys(client, q="союз", type="term") == ["term:union", "term:non-alliance"]
    assert keys(client, q="союз", type="source,treaty") == ["source:eurasian-union", "treaty:1950-sino-soviet"]
    assert keys(client, q="союз", limit="1") == ["term:union"]
    assert keys(client, q="союз", domain="diplomacy") == ["term:non-alliance"]
    assert keys(client, q="союз", domain="diplomacy-china") == ["term:non-alliance"]
    assert keys(client, q="союз", domain="no-such-domain") == []
    assert keys(client, q="prc", language="en") == ["organization:prc"]
    assert keys(client, q="prc", language="ru") == []
    assert keys(client, q="неприсоед", suggest="1") == ["term:non-alliance"]
    assert search(client, q="bujiemeng", languages="ru")[0]["name"] == {"ru": "неприсоединение к союзам"}


def test_drafts_are_not_found_and_the_retired_say_so(client, vocabulary):
    successor = make_term(key="successor", name_ru="иное", name_zh_hans="其他", name_en="other")
    make_term(key="withdrawn", status="retired", replaced_by=successor)
    found = {hit["key"]: hit["status"] for hit in search(client, q="不结盟")}
    assert found == {"non-alliance": "published", "withdrawn": "retired"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "is missing; give it."),
        ("q=", "is empty; give a value."),
        ("q=a%00b", "The query holds a control character; remove it."),
        ("q=%1B%5B0m", "The query holds a control character; remove it."),
        ("q=" + "a" * 1001, "The query has 1001 characters; at most 1000 are allowed."),
        ("q=" + "%E6%88%98" * 5000, "The query has 5000 characters; at most 1000 are allowed."),
        ("q=a&q=b", "stands more than once; give it once."),
    ],
)
def test_a_query_no_one_types_is_refused_with_what_is_allowed(client, query, message):
    assert refused(client, query) == {"parameter": "q", "message": message, "allowed": ALLOWED}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("q=a&type=domain", "type"),
        ("q=a&limit=101", "limit"),
        ("q=a&limit=0", "limit"),
        ("q=a&suggest=yes", "suggest"),
        ("q=a&language=zh_Hans", "language"),
        ("q=a&domain=A%00", "domain"),
        ("q=a&page_size=5", "page_size"),
        ("q=a&format=ndjson", "format"),
    ],
)
def test_other_parameters_are_as_strict_as_everywhere(client, query, parameter):
    error = refused(client, query)
    assert error["parameter"] == parameter
    assert error["allowed"]


def test_it_is_tagged_and_answers_head_and_options(client, vocabulary):
    got, head = client.get("/api/v1/search/?q=союз"), client.head("/api/v1/search/?q=союз")
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    assert client.get("/api/v1/search/?q=союз", headers={"if-none-match": got.headers["ETag"]}).status_code == 304
    options = client.options("/api/v1/search/?q=союз").json()
    assert options["methods"] == ["GET", "HEAD", "OPTIONS"]
    assert options["parameters"][0]["name"] == "q"
    assert client.post("/api/v1/search/?q=союз").status_code == 405


def test_one_hit_costs_as_much_as_twenty(client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/api/v1/search/?q=не&limit=50").status_code == 200
        return len(queries)

    with changes.change():
        make_term(domain=make_domain(key="one"))
        make_person(family_name_ru="Не")
    before = cost()
    with changes.change():
        domain = make_domain(key="two")
        for _ in range(19):
            make_term(domain=domain)
            make_person(family_name_ru="Не")
    assert len(search(client, q="не", limit="50")) == 40
    assert cost() == before


def test_an_index_of_another_version_says_what_to_do_and_nothing_else_fails(client, vocabulary, monkeypatch):
    monkeypatch.setattr(index, "ANALYSER_VERSION", 99)
    for address in ("search/?q=союз", "terms/?q=союз", "terms/?q=союз&format=ndjson"):
        response = client.get(f"/api/v1/{address}")
        assert (response.status_code, response.headers["Content-Type"]) == (503, "application/problem+json")
        assert response.json()["detail"] == (
            "Search is out of order, everything else answers. To whoever runs this server: The search index has "
            "version 3, the program version 99; run: manage.py rebuild_search"
        )
    assert client.get("/api/v1/terms/").status_code == 200


# The lists


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("terms/?q=bujiemeng", ["non-alliance"]),
        ("terms/?q=внеблокового", ["non-alliance"]),
        ("terms/?q=нечто", []),
        ("treaties/?q=友好同盟互助條約", ["1950-sino-soviet"]),
        ("sources/?q=союз", ["1950-sino-soviet", "eurasian-union"]),
        ("sources/?q=союз&treaty=false", ["eurasian-union"]),
        ("people/?q=郑羽", ["zheng-yu"]),
        ("organizations/?q=prc", ["prc"]),
        ("terms/?q=союз&status=retired", []),
        ("terms/?q=союз&cursor=after.non-alliance", []),
    ],
)
def test_lists_are_narrowed_by_words_and_stay_in_the_order_of_the_key(client, vocabulary, address, found):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    assert [record["key"] for record in response.json()["results"]] == found


@pytest.mark.parametrize("name", ["terms", "treaties", "sources", "people", "organizations"])
def test_lists_refuse_the_same_words(client, name):
    (error,) = client.get(f"/api/v1/{name}/?q=a%00").json()["errors"]
    assert error == {
        "parameter": "q",
        "message": "The query holds a control character; remove it.",
        "allowed": ALLOWED,
    }


@pytest.mark.parametrize("name", ["domains", "citations", "attestations"])
def test_what_has_no_name_of_its_own_is_not_searched(client, name):
    assert client.get(f"/api/v1/{name}/?q=a").json()["errors"][0]["parameter"] == "q"


# Hostile queries

SIGNS = [
    *"abcdefghijklmnopqrstuvwxyz", *"абвгдежзийклмнопрстуфхцчшщъыьэюя", *"不結盟结战略夥伴关系上海精神和平共处盐鹽",
    *" \t\n\r'\"`´«»“”()[]{}<>%_*?!\\/|;:,.=+-–—·…&#@$^~", *"0123456789", *"éüñøłıſßǅİ",
    *"\u0301\u0308\u200b\u200d\u3000\ufeff", *"\x00\x07\x1b\x7f\x85\ud800\udfff", *"🙂👩‍🚀𠀀𓀀ﷺ፠",
    "zhuang", "shch", "ань", "OR 1=1 --", "NEAR(", "' UNION SELECT ",
    "неприсоединения", "bujiemeng", "non-alliance", "союз", "%00", "${jndi:ldap}", "../..", "\\u0000",
]  # fmt: skip


def hostile(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    lengths = [0, 1, 2, 3, 5, 8, 13, 30, 60]
    found = []
    for number in range(count):
        if number % 50 == 0:
            found.append(chance.choice(SIGNS) * chance.choice([300, 999, 1000, 1001, 10_000]))
        else:
            found.append("".join(chance.choice(SIGNS) for _ in range(chance.choice(lengths))))
    return found


def test_three_thousand_hostile_queries_are_answered_or_refused(client, vocabulary):
    answered = refused_ones = 0
    queries = hostile(3_000, seed=20010716)
    for typed in queries[:2_700]:
        try:
            find(typed, limit=10)
            answered += 1
        except QueryRefused:
            refused_ones += 1
    for typed in queries[2_700:]:
        asked = typed.encode("utf-8", "replace").decode()
        response = client.get("/api/v1/search/", {"q": asked})
        assert response.status_code in (200, 400), typed
        answered += response.status_code == 200
        refused_ones += response.status_code == 400
    assert answered + refused_ones == 3_000
    assert min(answered, refused_ones) > 300
