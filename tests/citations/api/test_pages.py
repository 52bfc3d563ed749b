"""Lists in pages and as a stream: order, cursors, links, sizes."""

from __future__ import annotations

import json

import pytest

from citations.api import rendering
from tests.factories import make_domain

pytestmark = pytest.mark.django_db

KEYS = ["alliance", "alliance-2", "diplomacy", "security", "xizang"]


@pytest.fixture
def domains():
    for key in reversed(KEYS):
        make_domain(key=key)


def keys(page: dict) -> list[str]:
    return [record["key"] for record in page["results"]]


def test_pages_follow_each_other_there_and_back(client, domains):
    page = client.get("/api/v1/domains/?page_size=2").json()
    assert list(page) == ["next", "previous", "results"]
    assert (keys(page), page["previous"]) == (["alliance", "alliance-2"], None)
    assert page["next"] == "http://testserver/api/v1/domains/?cursor=after.alliance-2&page_size=2"
    page = client.get(page["next"]).json()
    assert keys(page) == ["diplomacy", "security"]
    page = client.get(page["next"]).json()
    assert (keys(page), page["next"]) == (["xizang"], None)
    assert page["previous"] == "http://testserver/api/v1/domains/?cursor=before.xizang&page_size=2"
    page = client.get(page["previous"]).json()
    assert keys(page) == ["diplomacy", "security"]
    page = client.get(page["previous"]).json()
    assert (keys(page), page["previous"]) == (["alliance", "alliance-2"], None)


def test_neighbours_stand_in_the_link_header_too(client, domains):
    response = client.get("/api/v1/domains/?page_size=2&cursor=after.alliance-2")
    assert response.headers["Link"] == (
        '<http://testserver/api/v1/domains/?cursor=after.security&page_size=2>; rel="next", '
        '<http://testserver/api/v1/domains/?cursor=before.diplomacy&page_size=2>; rel="prev"'
    )


def test_links_keep_the_filters(client, domains):
    page = client.get("/api/v1/domains/?status=published&page_size=1&languages=ru,zh-Hans").json()
    assert page["next"] == (
        "http://testserver/api/v1/domains/?cursor=after.alliance&languages=ru%2Czh-Hans&page_size=1&status=published"
    )
    assert keys(client.get(page["next"]).json()) == ["alliance-2"]


def test_an_empty_page_leads_back_to_the_beginning(client, domains):
    page = client.get("/api/v1/domains/?cursor=after.zzz").json()
    assert page == {"next": None, "previous": "http://testserver/api/v1/domains/", "results": []}


def test_the_whole_list_streams_in_chunks(client, domains, monkeypatch):
    monkeypatch.setattr(rendering, "CHUNK", 2)
    response = client.get("/api/v1/domains/", headers={"accept": "application/x-ndjson"})
    assert response.streaming
    assert response.headers["Content-Type"] == "application/x-ndjson"
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert [json.loads(line)["key"] for line in lines] == KEYS


def test_a_page_as_ndjson_has_its_neighbours_in_the_header(client, domains):
    response = client.get("/api/v1/domains/?format=ndjson&page_size=1&cursor=after.security")
    assert [json.loads(line)["key"] for line in response.content.splitlines()] == ["xizang"]
    assert response.headers["Link"] == (
        '<http://testserver/api/v1/domains/?cursor=before.xizang&format=ndjson&page_size=1>; rel="prev"'
    )


def test_an_empty_page_as_ndjson_still_says_what_it_is(client):
    response = client.get("/api/v1/domains/?format=ndjson&page_size=1")
    assert (response.content, response.headers["Content-Type"]) == (b"", "application/x-ndjson")


def test_one_record_as_ndjson_is_one_line(client, domains):
    response = client.get("/api/v1/domains/diplomacy/?format=ndjson")
    assert response.content.count(b"\n") == 1
    assert json.loads(response.content)["key"] == "diplomacy"
