"""The start page and the error pages: in the reader's language, from the database, without drafts."""

from __future__ import annotations

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django.views import defaults

from config.views import date_text
from tests.factories import make_citation, make_source, make_term, make_treaty

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def make_entries():
    make_term(key="non-alliance")
    make_treaty(
        key="2001-good-neighbourliness",
        title_ru="Договор о добрососедстве, дружбе и сотрудничестве",
        title_zh_hans="睦邻友好合作条约",
        title_en="Treaty of Good-Neighbourliness and Friendly Cooperation",
        signed="2001-07-16",
    )
    make_citation(
        key="alliance-discourse-paper-note-12",
        note_number=12,
        cited=make_source(title_ru="В Китае опубликована статья", title_zh_hans="中国发表文章", title_en="An article"),
        as_printed="Александр Драбкин, В Китае опубликована директивная статься",
    )


def test_start_page_shows_entries_in_three_languages(client):
    make_entries()
    page = client.get("/").content.decode()
    for text in (
        '<p class="word" lang="ru">неприсоединение к союзам</p>',
        '<p class="word" lang="zh-Hans">不结盟</p>',
        '<p class="reading" lang="zh-Latn">bù jiéméng</p>',
        '<p class="word" lang="en">non-alliance</p>',
        "睦邻友好合作条约",
        "Александр Драбкин, В Китае опубликована директивная статься",
        'href="/api/v1/terms/non-alliance/"',
        'href="/api/v1/treaties/2001-good-neighbourliness/"',
        'href="/admin/"',
        'href="/api/v1/"',
        'href="/api/v1/docs/"',
    ):
        assert text in page


@pytest.mark.parametrize(
    ("accept", "tag", "definition", "signed"),
    [
        ("ru", "ru", "Отказ государства вступать в военные союзы.", "16 июля 2001"),
        ("zh-CN,zh;q=0.9", "zh-Hans", "国家不加入军事同盟的政策。", "2001年7月16日"),
        ("en-GB", "en", "A state’s refusal to enter military alliances.", "July 16, 2001"),
        ("fr", "en", "A state’s refusal to enter military alliances.", "July 16, 2001"),
    ],
)
def test_start_page_speaks_the_readers_language(client, accept, tag, definition, signed):
    make_entries()
    page = client.get("/", HTTP_ACCEPT_LANGUAGE=accept).content.decode()
    assert f'<html lang="{tag}">' in page
    assert definition in page
    assert signed in page
    assert f'lang="{tag}" aria-current="true"' in page


def test_language_switch_is_remembered(client):
    make_entries()
    answer = client.post(reverse("set_language"), {"language": "zh-hans", "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "国家不加入军事同盟的政策。" in client.get("/").content.decode()


def test_start_page_shows_no_draft_and_stands_without_entries(client):
    make_term(key="shanghai-spirit", status="draft", name_zh_hans="上海精神")
    make_citation(key="alliance-discourse-paper-note-12", citing=make_source(status="draft"))
    answer = client.get("/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "上海精神" not in page
    assert "alliance-discourse-paper-note-12" not in page


def test_start_page_is_read_only(client):
    assert client.post("/").status_code == 405


def test_start_page_costs_few_queries(client, django_assert_max_num_queries):
    make_entries()
    with django_assert_max_num_queries(12):
        client.get("/")


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/admin/login/", "/static/entente/start.css"])
def test_content_security_policy_is_in_force_everywhere(client, path):
    answer = client.get(path)
    answer.close()
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY


def test_pages_hold_no_inline_script_or_style(client):
    make_entries()
    for path in ("/", "/nothing-here"):
        page = client.get(path).content.decode()
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:", page)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


def test_static_files_may_be_cached_for_an_hour(client):
    answer = client.get("/static/entente/start.css")
    answer.close()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "max-age=3600, public"
    again = client.get("/static/entente/start.css", HTTP_IF_NONE_MATCH=answer["ETag"])
    again.close()
    assert again.status_code == 304


def test_favicon_stands_where_browsers_look(client):
    assert client.get("/favicon.ico")["Location"] == "/static/entente/favicon.svg"


def test_unknown_address_has_a_page_that_helps(client):
    answer = client.get("/nothing-here", HTTP_ACCEPT_LANGUAGE="en")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "There is nothing at this address" in page
    assert '<a href="/">To the start page</a>' in page


@pytest.mark.parametrize(
    ("handler", "heading"),
    [
        (defaults.bad_request, "This request cannot be read"),
        (defaults.permission_denied, "This is not open to you"),
        (defaults.server_error, "Something went wrong here"),
    ],
)
def test_other_errors_have_a_page_that_helps(handler, heading):
    request = RequestFactory().get("/")
    with translation.override("en"):
        page = (
            handler(request) if handler is defaults.server_error else handler(request, Exception())
        ).content.decode()
    assert f"<h1>{heading}</h1>" in page


@pytest.mark.parametrize(
    ("edtf", "language", "expected"),
    [
        ("2001-07-16", "ru", "16 июля 2001 г."),
        ("2001-07-16", "zh-hans", "2001年7月16日"),
        ("2001-07", "ru", "2001-07"),
        ("1950?", "en", "1950?"),
        (None, "en", ""),
    ],
)
def test_dates_are_written_out_only_when_they_name_a_day(edtf, language, expected):
    with translation.override(language):
        assert date_text(edtf) == expected
