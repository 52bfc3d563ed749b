"""The API as a whole: its addresses, its errors, its headers, and what it does with a wrong request."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from django.urls import path
from rest_framework.throttling import AnonRateThrottle

from config import urls
from tests.corpus import ENDPOINTS
from tests.factories import make_term

pytestmark = pytest.mark.django_db

JSON, NDJSON, PROBLEM = "application/json", "application/x-ndjson", "application/problem+json"
DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def problem(response, status: int) -> dict:
    """The problem that `response` tells, when it is one of this status."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == PROBLEM
    told = json.loads(response.content)
    assert list(told)[:5] == ["type", "title", "status", "detail", "instance"]
    assert (told["type"], told["status"]) == ("about:blank", status)
    return told


def test_the_index_lists_every_endpoint(client):
    assert client.get("/api/v1/").json() == {
        name: f"http://testserver/api/v1/{name}/"
        for name in (*ENDPOINTS, "changes", "citing", "search", "recognize", "schema", "docs")
    }


@pytest.mark.parametrize("endpoint", [*ENDPOINTS, "changes", "schema"])
def test_every_endpoint_answers_get_head_and_options_alike(client, endpoint):
    address = f"/api/v1/{endpoint}/"
    got, head, options = client.get(address), client.head(address), client.options(address)
    assert (got.status_code, head.status_code, options.status_code) == (200, 200, 200)
    assert (got.headers["Content-Type"], head.content) == (JSON, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert options.json()["methods"] == ["GET", "HEAD", "OPTIONS"]
    assert "format" in [parameter["name"] for parameter in options.json()["parameters"]]
    assert got.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["terms/", "terms/non-alliance/", "changes/?x=1", "schema/", "docs/", ""])
def test_a_wrong_method_is_refused_with_those_that_are_allowed(client, method, address):
    response = getattr(client, method)(f"/api/v1/{address}")
    told = problem(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert told["detail"] == (
        f"{method.upper()} is not possible here: this API is read only. Allowed: GET, HEAD, OPTIONS."
    )


def test_an_unknown_parameter_is_refused_on_lists_and_details_alike(client):
    make_term(key="non-alliance")
    told = problem(client.get("/api/v1/terms/?domian=diplomacy"), 400)
    assert told["instance"] == "/api/v1/terms/?domian=diplomacy"
    assert told["detail"] == "domian: there is no such parameter here; did you mean “domain”?"
    assert told["errors"][0]["parameter"] == "domian"
    assert {"domain", "status", "cursor", "format"} <= set(told["errors"][0]["allowed"])
    told = problem(client.get("/api/v1/terms/non-alliance/?domain=diplomacy"), 400)
    assert told["errors"][0]["allowed"] == ["languages", "losses", "format"]


BAD_VALUES = {
    "terms/?reliability=zh:official": "reliability",
    "terms/?missing=de": "missing",
    "terms/?languages=": "languages",
    "terms/?domain=a%00": "domain",
    "terms/?cursor=%00": "cursor",
    "terms/?cursor=after.a%00": "cursor",
    "terms/?cursor=cD1ub24tYWxsaWFuY2U=": "cursor",
    "terms/?cursor=after.": "cursor",
    "terms/?page_size=0": "page_size",
    "terms/?page_size=501": "page_size",
    "terms/?format=xml": "format",
    "terms/?updated_since=yesterday": "updated_since",
    "treaties/?signed_after=1950-02-30": "signed_after",
    "treaties/?in_force_on=1955": "in_force_on",
    "citations/?note_number=99999999999999999999": "note_number",
    "changes/?cursor=after.99999999999999999999": "cursor",
    "changes/?kind=draft": "kind",
    "schema/?format=yaml": "format",
}


@pytest.mark.parametrize(("query", "parameter"), BAD_VALUES.items())
def test_a_bad_value_is_refused_with_what_is_allowed(client, query, parameter):
    (error,) = problem(client.get(f"/api/v1/{query}"), 400)["errors"]
    assert error["parameter"] == parameter
    assert error["allowed"]


def test_a_repeated_parameter_is_refused(client):
    (error,) = problem(client.get("/api/v1/terms/?status=retired&status=published"), 400)["errors"]
    assert error == {
        "parameter": "status",
        "message": "stands more than once; give it once.",
        "allowed": ["published", "retired"],
    }


@pytest.mark.parametrize("key", ["%00", "non-aliance", "Non-Alliance", "%D1%81%D0%BE%D1%8E%D0%B7", "a" * 500])
def test_an_unknown_key_is_not_found(client, key):
    make_term(key="non-alliance")
    assert "There is no term “" in problem(client.get(f"/api/v1/terms/{key}/"), 404)["detail"]


def test_an_unknown_key_is_answered_with_one_like_it(client):
    make_term(key="non-alliance")
    assert problem(client.get("/api/v1/terms/non-aliance/"), 404)["detail"] == (
        "There is no term “non-aliance”; did you mean “non-alliance”? "
        "http://testserver/api/v1/terms/ lists what there is."
    )


@pytest.mark.parametrize("address", ["/api/nothing", "/api/v2/terms/", "/api/v1/terms/a/b/", "/api/", "/api/v1/term/"])
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_an_unknown_address_is_a_problem_too(client, method, address):
    told = problem(getattr(client, method)(address), 404)
    assert told["detail"] == f"There is nothing at {address}; http://testserver/api/v1/ lists what there is."


def test_an_address_without_its_closing_slash_leads_to_the_one_with_it(client):
    response = client.get("/api/v1/terms?status=retired")
    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/terms/?status=retired")


def test_our_own_fault_is_a_problem_that_tells_nothing_about_it(client, settings, monkeypatch, caplog):
    def fail(request):
        raise RuntimeError("the secret key is xyz")

    monkeypatch.setattr(urls, "urlpatterns", [path("api/v1/terms/", fail), *urls.urlpatterns])
    from django.urls import clear_url_caches

    clear_url_caches()
    client.raise_request_exception = False
    with caplog.at_level(logging.CRITICAL):
        response = client.get("/api/v1/terms/", headers={"accept-language": "ru"})
    clear_url_caches()
    assert problem(response, 500)["detail"] == "This is our fault, not yours, and has been logged. Ask again later."


def test_an_unknown_host_is_a_problem(client):
    assert problem(client.get("/api/v1/terms/", headers={"host": "elsewhere.example"}), 400)["title"] == "Bad Request"


def test_outside_the_api_errors_stay_pages(client):
    response = client.get("/nothing/")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


# Negotiation


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/json", JSON),
        ("*/*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        ("application/x-ndjson", NDJSON),
        ("application/x-ndjson;q=0.9, application/json;q=0.5", NDJSON),
    ],
)
def test_the_accept_header_chooses_the_form(client, accept, expected):
    response = client.get("/api/v1/terms/", headers={"accept": accept})
    assert response.headers["Content-Type"] == expected
    assert "Accept" in response.headers["Vary"]


def test_what_is_not_offered_is_not_acceptable(client):
    told = problem(client.get("/api/v1/terms/", headers={"accept": "application/pdf"}), 406)
    assert told["detail"] == (
        "The answer cannot be written as the Accept header asks. Allowed: application/json, application/x-ndjson, "
        "application/jsonl, text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, "
        "application/x-tbx, text/turtle, application/ld+json."
    )


@pytest.mark.parametrize("language", ["ru", "zh-hans", "en"])
def test_errors_are_in_english_and_nothing_depends_on_cookies_or_language(client, language):
    client.cookies["django_language"] = language
    response = client.get("/api/v1/terms/?page_size=x", headers={"accept-language": language})
    assert problem(response, 400)["detail"] == "page_size: “x” is not allowed."
    assert "cookie" not in response.headers["Vary"].lower()
    assert "accept-language" not in response.headers["Vary"].lower()
    assert not response.cookies


# Caching


@pytest.mark.parametrize("address", ["terms/", "terms/non-alliance/", "schema/", ""])
def test_an_answer_that_the_reader_has_is_not_sent_again(client, address):
    make_term(key="non-alliance")
    first = client.get(f"/api/v1/{address}")
    tag = first.headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    assert first.headers["Cache-Control"] == "no-cache"
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(f"/api/v1/{address}", headers={"if-none-match": sent})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert client.head(f"/api/v1/{address}", headers={"if-none-match": tag}).status_code == 304
    assert client.get(f"/api/v1/{address}", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_changed_answer_has_another_tag(client):
    term = make_term(key="non-alliance")
    before = client.get("/api/v1/terms/").headers["ETag"]
    term.name_en = "nonalliance"
    term.save()
    assert client.get("/api/v1/terms/", headers={"if-none-match": before}).status_code == 200


def test_if_match_with_another_tag_is_a_problem(client):
    assert problem(client.get("/api/v1/terms/", headers={"if-match": '"other"'}), 412)["title"] == "Precondition Failed"


def test_pages_elsewhere_may_read(client):
    response = client.get("/api/v1/terms/", headers={"origin": "https://reader.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]


# Throttling


@pytest.fixture
def two_a_minute(monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle"}}
    from django.core.cache import cache

    cache.clear()
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    yield
    cache.clear()


def test_a_reader_who_asks_too_often_is_told_when_to_come_back(client, two_a_minute):
    assert [client.get("/api/v1/terms/").status_code for _ in range(2)] == [200, 200]
    response = client.get("/api/v1/domains/")
    told = problem(response, 429)
    wait = int(response.headers["Retry-After"])
    assert 1 <= wait <= 60
    assert told["detail"] == f"Too many requests from your address; ask again in {wait} s."


def test_behind_a_proxy_each_reader_is_counted_alone(client, two_a_minute, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}

    def ask(reader: str) -> int:
        return client.get("/api/v1/terms/", headers={"x-forwarded-for": f"198.51.100.9, {reader}"}).status_code

    assert [ask("203.0.113.1"), ask("203.0.113.1"), ask("203.0.113.1"), ask("203.0.113.2")] == [200, 200, 429, 200]


def test_without_a_proxy_the_header_is_not_believed(client, two_a_minute):
    def ask(reader: str) -> int:
        return client.get("/api/v1/terms/", headers={"x-forwarded-for": reader}).status_code

    assert [ask("203.0.113.1"), ask("203.0.113.2"), ask("203.0.113.3")] == [200, 200, 429]


# The reading page and the document


def test_the_reading_page_asks_this_host_alone_and_runs_under_the_strict_policy(client):
    response = client.get("/api/v1/docs/", headers={"accept": "text/html"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert re.findall(r'(?:src|href|data-schema)="([^"]+)"', page)
    assert all(found.startswith("/") for found in re.findall(r'(?:src|href|data-schema)="([^"]+)"', page))
    assert "<script>" not in page
    assert "style=" not in page


REQUESTS = sorted(set(re.findall(r"GET (/api/v1/[^\s`|]*)", DOCUMENT)))


def test_every_request_in_the_document_can_be_made(client):
    """What is asked by key is not in the test's database: there only the parameters are looked at."""
    assert len(REQUESTS) > 60
    answers = {address: client.get(address).status_code for address in REQUESTS}
    allowed = {
        address: 404 if re.search(r"/v1/[a-z]+/[a-z0-9-]+[/.]|[?&]keys=", address) else 200 for address in REQUESTS
    }
    assert answers == allowed
