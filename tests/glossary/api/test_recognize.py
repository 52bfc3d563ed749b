"""Recognition through the API: which records a text names, where, and how a bad request is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citations import changes
from citations.models import Revision
from tests.factories import make_domain, make_organization, make_person, make_source, make_term, make_treaty

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/recognize/"
JSON = "application/json"


def send(client: Client, body: Any, **headers: str) -> Any:
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(ADDRESS, data, content_type=JSON, headers=headers)


def spans(client: Client, text: str, **more: str) -> list[dict[str, Any]]:
    response = send(client, {"text": text, **more})
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["spans"]
    return found


def named(client: Client, text: str, **more: str) -> list[tuple[str, list[str]]]:
    return [(span["text"], [one["key"] for one in span["records"]]) for span in spans(client, text, **more)]


@pytest.fixture
def vocabulary(db):
    with changes.change():
        make_term(key="non-alliance", domain=make_domain(key="diplomacy"))
        make_person(key="zheng-yu")
        make_organization(key="prc")
        make_source(key="eurasian-union")
        make_treaty(key="1950-sino-soviet")


def test_a_place_says_what_stands_there_and_what_it_is_elsewhere(client, vocabulary):
    assert spans(client, "🙂 О неприсоединении к союзам") == [
        {
            "start": 4,
            "end": 28,
            "text": "неприсоединении к союзам",
            "records": [
                {
                    "type": "term",
                    "key": "non-alliance",
                    "url": "http://testserver/api/v1/terms/non-alliance/",
                    "name": {"ru": "неприсоединение к союзам", "zh-Hans": "不结盟", "en": "non-alliance"},
                    "language": "ru",
                    "form": "неприсоединение к союзам",
                }
            ],
        }
    ]


def test_terms_treaties_people_and_organizations_are_recognised_but_no_works(client, vocabulary):
    text = (
        "Чжэн Юй: КНР и «Договор о дружбе, союзе и взаимной помощи». Евразийский союз. "
        "中华人民共和国堅持不結盟，郑羽说。 Non-Alliance of the PRC, prc."
    )
    assert named(client, text) == [
        ("Чжэн Юй", ["zheng-yu"]),
        ("КНР", ["prc"]),
        ("Договор о дружбе, союзе и взаимной помощи", ["1950-sino-soviet"]),
        ("中华人民共和国", ["prc"]),
        ("不結盟", ["non-alliance"]),
        ("郑羽", ["zheng-yu"]),
        ("Non-Alliance", ["non-alliance"]),
        ("PRC", ["prc"]),
    ]


def test_the_language_can_be_told(client, vocabulary):
    assert named(client, "不结盟 non-alliance", language="en") == [("non-alliance", ["non-alliance"])]


def test_only_what_is_published_is_recognised(client):
    successor = make_term(key="successor", name_ru="иное", name_zh_hans="其他词", name_en="other")
    make_term(key="draft", status="draft")
    make_term(key="retired", status="retired", replaced_by=successor)
    assert named(client, "不结盟") == []


def test_names_are_narrowed_to_languages(client, vocabulary):
    answer = client.post(f"{ADDRESS}?languages=en", {"text": "不结盟"}, content_type=JSON).json()
    assert answer["spans"][0]["records"][0]["name"] == {"en": "non-alliance"}


def test_one_record_costs_as_much_as_twenty(client):
    def cost(text: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert send(client, {"text": text}).status_code == 200
        return len(queries)

    with changes.change():
        domain = make_domain(key="diplomacy")
        for number in range(1, 21):
            make_term(domain=domain, name_ru=f"союз {number}", name_zh_hans=f"同盟{number}", name_en=f"union {number}")
    text = ", ".join(f"союза {number}" for number in range(1, 21))
    assert len(named(client, text)) == 20
    assert cost(text) == cost("союза 1") == 5


def test_nothing_is_written_and_anyone_may_ask(vocabulary):
    strict = Client(enforce_csrf_checks=True)
    before = Revision.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert send(strict, {"text": "不结盟"}).status_code == 200
    assert [one["sql"] for one in queries if not one["sql"].startswith("SELECT")] == []
    assert Revision.objects.count() == before


def test_pages_elsewhere_may_ask(client):
    preflight = client.options(
        ADDRESS,
        headers={
            "origin": "https://reader.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "content-type" in preflight.headers["Access-Control-Allow-Headers"]
    answer = send(client, {"text": ""}, origin="https://reader.example")
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_other_methods_are_refused(client, method):
    response = getattr(client, method)(ADDRESS)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST, OPTIONS")
    if method != "head":
        assert response.json()["detail"].endswith("this API is read only. Allowed: POST, OPTIONS.")


def test_options_say_what_can_be_asked(client):
    answer = client.options(ADDRESS)
    assert (answer.status_code, answer.json()["methods"]) == (200, ["POST", "OPTIONS"])
    assert [one["name"] for one in answer.json()["parameters"]] == ["languages", "format"]


TEXT_ALLOWED = ["a text of at most 100000 characters"]
LANGUAGE_ALLOWED = ["a BCP 47 language tag, such as ru, zh-Hans, zh-Hant, en or fr"]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, [("text", "is missing; give it.", TEXT_ALLOWED)]),
        ({"text": 1}, [("text", "is not a text; put it in quotes.", TEXT_ALLOWED)]),
        ({"text": None}, [("text", "is not a text; put it in quotes.", TEXT_ALLOWED)]),
        ({"text": ["a"]}, [("text", "is not a text; put it in quotes.", TEXT_ALLOWED)]),
        ({"text": {"text": "a"}}, [("text", "is not a text; put it in quotes.", TEXT_ALLOWED)]),
        (
            {"text": "а" * 100_001},
            [("text", "has 100001 characters; send at most 100000 at a time.", TEXT_ALLOWED)],
        ),
        ({"text": "a", "language": "zh_Hans"}, [("language", "“zh_Hans” is not allowed.", LANGUAGE_ALLOWED)]),
        (
            {"text": "a", "langauge": "ru"},
            [("langauge", "there is no such parameter here; did you mean “language”?", ["text", "language"])],
        ),
        ('{"text": "a", "text": "b"}', [("text", "stands more than once; give it once.", TEXT_ALLOWED)]),
        (
            {"language": "", "x": 1},
            [
                ("language", "is empty; give a value or leave it out.", LANGUAGE_ALLOWED),
                ("x", "there is no such parameter here; `allowed` lists those there are.", ["text", "language"]),
                ("text", "is missing; give it.", TEXT_ALLOWED),
            ],
        ),
    ],
)
def test_a_wrong_body_is_refused_with_all_that_is_wrong(client, body, errors):
    response = send(client, body)
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    found = [(one["parameter"], one["message"], one["allowed"]) for one in response.json()["errors"]]
    assert found == errors


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('{"text": "a"', "not JSON in UTF-8 (line 1, column 13)"),
        ("{'text': 'a'}", "not JSON in UTF-8 (line 1, column 2)"),
        ('{"text": NaN}', "not JSON in UTF-8 (a character or a number that is none)"),
        (b'{"text": "\xff"}', "not JSON in UTF-8 (a character or a number that is none)"),
        (r'{"text": "\ud800"}', "not JSON in UTF-8 (a character or a number that is none)"),
        (r'{"\udfff": "a"}', "not JSON in UTF-8 (a character or a number that is none)"),
        ("[" * 100_000, "not JSON in UTF-8 (nested too deeply)"),
        ('{"text": ' + "9" * 5_000 + "}", "not JSON in UTF-8 (a character or a number that is none)"),
        ("[]", "JSON, but no object"),
        ('"текст"', "JSON, but no object"),
        ("null", "JSON, but no object"),
    ],
)
def test_what_is_no_json_object_is_refused(client, body, why):
    response = send(client, body)
    assert response.status_code == 400
    assert response.json()["detail"] == f"The body is {why}; send an object of: text, language."


@pytest.mark.parametrize(
    "sent_as", ["text/plain", "multipart/form-data; boundary=x", "application/json; charset=gbk", ""]
)
def test_another_media_type_is_refused(client, sent_as):
    response = client.post(ADDRESS, b'{"text": "a"}', content_type=sent_as)
    assert response.status_code == 415
    assert response.json()["detail"] == "The body is not JSON in UTF-8; send it with Content-Type: application/json."


@pytest.mark.parametrize("size", [2_000_001, 3_000_000])
def test_a_body_that_is_too_large_is_refused(client, size):
    response = send(client, b'"' + b"a" * (size - 2) + b'"')
    assert (response.status_code, response.headers["Content-Type"]) == (413, "application/problem+json")
    assert response.json()["detail"] == "The body has more than 2000000 bytes; send less at a time."


def test_the_longest_text_is_read_however_it_is_escaped(client, vocabulary):
    text = "不结盟。" * 25_000
    assert len(text) == 100_000
    assert len(spans(client, text)) == 25_000
    assert len(json.dumps("🙂" * 100_000)) < 2_000_000
    assert spans(client, "🙂" * 100_000) == []
