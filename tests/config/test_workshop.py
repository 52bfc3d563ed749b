"""What a page tells the workshop: the record it lets one write, and the commands one may give."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_person, make_term
from tests.pages import change_page, with_rights

pytestmark = pytest.mark.django_db


def told(response: Any) -> dict[str, str]:
    """The attributes by which a page speaks to its scripts."""
    found = re.search(r'<div id="workshop" hidden([^>]*)>', response.content.decode())
    return dict(re.findall(r'data-(\w+)="([^"]*)"', found[1])) if found else {}


def commands(response: Any) -> list[str]:
    return re.findall(r'class="palette-command">([^<]+)<', response.content.decode())


def test_a_form_names_its_record_and_version(desk: Client, editor: Any) -> None:
    term = make_term(key="non-alliance")
    assert told(desk.get(change_page(term))) == {
        "user": str(editor.pk),
        "find": "/admin/workshop/find/",
        "doubles": "/admin/workshop/doubles/",
        "transcriptions": "/admin/workshop/transcriptions/",
        "transliterations": "/admin/workshop/transliterations/",
        "form": "term_form",
        "kind": "term",
        "key": "non-alliance",
        "version": "1",
    }


def test_a_new_record_has_no_key_yet(desk: Client) -> None:
    page = told(desk.get(reverse("admin:citations_person_add")))
    assert (page["form"], page["kind"], page["key"], page["version"]) == ("person_form", "person", "", "")


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/glossary/term/", "/admin/auth/user/add/", "/admin/password_change/"]
)
def test_only_forms_of_records_are_kept_as_drafts(desk: Client, address: str) -> None:
    page = told(desk.get(address))
    assert page["user"]
    assert "form" not in page


def test_what_one_may_only_view_is_no_form() -> None:
    page = with_rights("view_person").get(change_page(make_person()))
    assert "form" not in told(page)
    assert commands(page) == []


def test_the_commands_are_those_one_may_give(desk: Client) -> None:
    assert commands(desk.get("/admin/")) == [
        "New term",
        "New source",
        "New treaty",
        "New person",
        "New organization",
        "Recent changes",
    ]
    assert commands(with_rights("add_term", "view_revision").get("/admin/")) == ["New term", "Recent changes"]


def test_a_stranger_is_told_nothing(client: Client) -> None:
    page = client.get(reverse("admin:login"))
    assert told(page) == {}
    assert b"workshop/main.js" not in page.content


def test_a_small_window_has_no_palette(desk: Client) -> None:
    page = desk.get(reverse("admin:citations_person_add"), {"_popup": "1"})
    assert commands(page) == []
    assert b"data-popup" in page.content
