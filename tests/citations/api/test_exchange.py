"""Lists and records in the formats of exchange, by parameter, suffix and Accept header; and what they would lose."""

from __future__ import annotations

import html
import io
import json
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_domain, make_organization, make_source, make_term, make_treaty

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return Client()


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/api/v1/sources/?format=ris", {}),
        ("/api/v1/sources.ris", {}),
        ("/api/v1/sources/", {"Accept": "application/x-research-info-systems"}),
    ],
    ids=["parameter", "suffix", "Accept"],
)
def test_a_list_as_a_file(reader, address, headers):
    make_source(key="pravda-2012")
    make_source(key="draft", status="draft")
    make_treaty(key="treaty-1950")
    response = reader.get(address, headers=headers)
    assert (response.status_code, response.headers["Content-Type"]) == (
        200,
        "application/x-research-info-systems; charset=utf-8",
    )
    assert response.headers["Content-Disposition"] == 'attachment; filename="sources.ris"'
    text = body(response).decode()
    assert text.startswith("TY  - NEWS\nID  - pravda-2012\nT2  - Правда\nLA  - ru\nTI  - Евразийский союз\n")
    assert "ID  - treaty-1950\n" in text
    assert "draft" not in text


def test_a_filtered_list_and_a_page_of_it(reader):
    domain = make_domain(key="diplomacy")
    for number in range(3):
        make_term(key=f"term-{number}", domain=domain)
    make_term(key="other")
    lines = body(reader.get("/api/v1/terms/?format=jsonl&domain=diplomacy")).decode().splitlines()
    assert [json.loads(line)["record"]["key"] for line in lines] == ["term-0", "term-1", "term-2"]
    page = body(reader.get("/api/v1/terms/?format=jsonl&domain=diplomacy&page_size=2")).decode().splitlines()
    assert [json.loads(line)["record"]["key"] for line in page] == ["term-0", "term-1"]


@pytest.mark.parametrize(
    "address", ["/api/v1/sources/pravda-2012/?format=biblatex", "/api/v1/sources/pravda-2012.biblatex"]
)
def test_one_record_bears_an_etag(reader, address):
    make_source(key="pravda-2012")
    response = reader.get(address)
    assert response.headers["Content-Disposition"] == 'attachment; filename="pravda-2012.bib"'
    assert body(response).startswith("@article{pravda-2012,\n\ttitle = {Евразийский союз},\n".encode())
    again = reader.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_the_same_record_is_the_same_file(reader):
    make_term(key="non-alliance")
    first, second = (body(reader.get("/api/v1/terms/non-alliance.tbx")) for _time in range(2))
    assert first == second


def test_languages_narrow_a_file(reader):
    make_term(key="non-alliance")
    (line,) = body(reader.get("/api/v1/terms/?format=jsonl&languages=ru")).decode().splitlines()
    said = json.loads(line)
    assert (said["languages"], said["record"]["name"]) == (["ru"], {"ru": "неприсоединение к союзам"})


def test_what_a_format_would_lose(reader):
    make_source(key="pravda-2012", editorial_note_en="The page is not known.")
    found = reader.get("/api/v1/sources/?format=ris&losses=true").json()
    assert (found["format"], found["records"], found["count"]) == ("ris", 1, 3)
    assert [(one["key"], one["field"], one["message"]) for one in found["losses"]] == [
        ("pravda-2012", "title.zh-Hans", "RIS has room for one translation of the title"),
        ("pravda-2012", "editorial_note.en", "RIS has no place for it"),
        ("pravda-2012", "status", "RIS has no place for it"),
    ]


@pytest.mark.parametrize(("address", "name"), [("?losses=true", "json"), ("?losses=true&format=ndjson", "ndjson")])
def test_json_loses_nothing(reader, address, name):
    make_term(key="non-alliance")
    response = reader.get(f"/api/v1/terms/{address}")
    assert response.headers["Content-Type"] == "application/vnd.entente.losses+json"
    assert response.json() == {"format": name, "records": 1, "count": 0, "summary": [], "losses": []}


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/api/v1/terms/?format=ris", 400, "format"),
        ("/api/v1/people/?format=tbx", 400, "format"),
    ],
)
def test_what_does_not_fit_is_refused(reader, address, status, parameter):
    response = reader.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert [one["parameter"] for one in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize("address", ["/api/v1/terms/nothing.tbx", "/api/v1/terms.doc"])
def test_what_is_not_there_is_a_problem(reader, address):
    make_term(key="non-alliance")
    response = reader.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("name", ["csl-json", "biblatex", "ris"])
def test_a_file_costs_the_same_for_one_work_and_twenty(reader, django_assert_num_queries, name):
    make_source()
    with CaptureQueriesContext(connection) as one:
        body(reader.get(f"/api/v1/sources/?format={name}"))
    for _number in range(19):
        make_source()
    with django_assert_num_queries(len(one)):
        body(reader.get(f"/api/v1/sources/?format={name}"))


def test_a_table_of_sources_leaves_the_treaties_to_their_own(reader):
    make_source(key="pravda-2012")
    make_treaty(key="treaty-1950")
    text = body(reader.get("/api/v1/sources.csv")).decode("utf-8-sig")
    assert [line.partition(",")[0] for line in text.splitlines()] == ["key", "pravda-2012"]


@pytest.mark.parametrize("name", ["jsonl", "csv", "xlsx", "tbx", "skos", "skos-jsonld"])
def test_no_file_tells_of_a_draft(reader, name):
    term = make_term(key="non-alliance")
    draft = make_term(key="secret-pact", name_ru="тайный пакт", status="draft")
    term.relations.create(kind="contrasts", other=draft)
    state = make_organization(key="secret-state", name_ru="тайное государство", status="draft")
    term.designations.create(language="ru", text="внеблоковость", official_for=state)
    content = body(reader.get(f"/api/v1/terms/?format={name}"))
    if name == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            text = b"".join(book.read(part) for part in book.namelist()).decode(errors="replace")
            content = html.unescape(text).encode()
    assert "внеблоковость".encode() in content
    assert b"secret" not in content
    assert "тайн".encode() not in content


def test_works_do_not_tell_of_drafts_either(reader):
    draft = make_source(key="secret-book", title_ru="Тайная книга", status="draft")
    make_source(key="pravda-2012", published_in=draft, container_title_ru="")
    for name in ("csl-json", "biblatex", "ris"):
        content = body(reader.get(f"/api/v1/sources/?format={name}"))
        assert b"pravda-2012" in content
        assert b"secret" not in content
        assert "Тайная".encode() not in content
