"""The feed of changes in the admin: readable in the reader’s language, narrowed in every way, at a fixed cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from citations import changes
from citations.admin.feed import TOUCHING
from citations.models import Revision, Treaty
from glossary.models import Term
from tests.factories import make_attestation, make_citation, make_person, make_term, make_treaty
from tests.pages import MOST_QUERIES, cost, with_rights

pytestmark = pytest.mark.django_db

FEED = "/admin/citations/revision/"


def told(client: Client, question: str = "") -> list[tuple[str, str, str, int]]:
    """Kind, name, what was changed and version of every row, newest first."""
    rows = client.get(f"{FEED}{question}").context["cl"].result_list
    return [(row.step.kind, row.step.name, row.step.changed, row.version) for row in rows]


def edited(editor: Any) -> tuple[Term, Treaty]:
    """A term and a treaty, each changed once by an editor."""
    term, treaty = make_term(key="non-alliance"), make_treaty(key="treaty-of-1950")
    with changes.change(origin=changes.Origin.ADMIN, by=editor, why="определение сверено"):
        term.definition_zh_hans, term.definition_ru = "不结成军事同盟。", "Отказ от участия в союзах."
        term.status = "draft"
        term.save()
    with changes.change(origin=changes.Origin.ADMIN, by=editor):
        treaty.events.create(kind="in-force", date="1950-04-11", position=1)
    return term, treaty


def test_every_change_is_told_in_words(desk: Client, editor: Any) -> None:
    edited(editor)
    assert told(desk) == [
        ("treaty", "Treaty of Friendship, Alliance and Mutual Assistance", "events", 3),
        ("term", "non-alliance", "definition (Russian), definition (Chinese), status", 2),
        ("treaty", "Treaty of Friendship, Alliance and Mutual Assistance", "events", 2),
        ("treaty", "Treaty of Friendship, Alliance and Mutual Assistance", "created", 1),
        ("term", "non-alliance", "created", 1),
        ("domain", "diplomacy", "created", 1),
    ]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("ru", "Договор о дружбе, союзе и взаимной помощи", "неприсоединение к союзам"),
        ("zh-hans", "友好同盟互助条约", "不结盟"),
    ],
)
def test_records_are_named_in_the_readers_language(
    desk: Client, editor: Any, settings: Any, language: str, first: str, second: str
) -> None:
    edited(editor)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert [name for _kind, name, _changed, _version in told(desk)][:2] == [first, second]


def test_each_row_leads_to_the_history_of_its_record(desk: Client, editor: Any) -> None:
    term, _treaty = edited(editor)
    page = desk.get(f"{FEED}?kind=term").content.decode()
    assert '<a href="/admin/entry/term/non-alliance/history/">non-alliance</a>' in page
    assert desk.get("/admin/entry/term/non-alliance/history/").headers["Location"] == (
        f"/admin/glossary/term/{term.pk}/history/"
    )


def test_a_deleted_record_keeps_its_name(desk: Client) -> None:
    person = make_person(key="zheng-yu")
    person.delete()
    assert told(desk) == [("person", "Zheng Yu", "deleted", 2), ("person", "Zheng Yu", "created", 1)]


def test_every_kind_has_a_name_in_the_feed(desk: Client) -> None:
    make_attestation(form="неприсоединения")
    make_citation(statement_en="An alliance is an understanding between states.")
    assert {(kind, name) for kind, name, _changed, _version in told(desk)} >= {
        ("attestation", "неприсоединения"),
        ("citation", "An alliance is an understanding between states."),
    }


def test_of_many_changed_fields_the_first_are_named(desk: Client) -> None:
    term = make_term()
    for suffix in ("ru", "zh_hans", "en"):
        for field in ("name", "definition", "usage_note"):
            setattr(term, f"{field}_{suffix}", "不结盟（修订）")
    term.save()
    assert told(desk)[0][2] == (
        "name (Russian), name (Chinese), name (English), definition (Russian), definition (Chinese), and 4 more"
    )


@pytest.mark.parametrize(
    ("question", "versions"),
    [
        ("kind=term", [("term", 2), ("term", 1)]),
        ("touching=zh-Hans&kind=term", [("term", 2), ("term", 1)]),
        ("touching=en&kind=term", [("term", 1)]),
        ("origin__exact=admin", [("treaty", 3), ("term", 2)]),
        ("origin__exact=import", []),
        ("by=nobody&kind=treaty", [("treaty", 2), ("treaty", 1)]),
        ("q=сверено", [("term", 2)]),
        ("touching=fr&kind=domain", [("domain", 1)]),
    ],
)
def test_the_feed_is_narrowed(desk: Client, editor: Any, question: str, versions: list[tuple[str, int]]) -> None:
    edited(editor)
    assert [(kind, version) for kind, _name, _changed, version in told(desk, f"?{question}")] == versions


def test_who_and_why_are_looked_for_in_the_newest_changes_and_keys_in_all(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citations.admin.revisions.NEWEST", 1)
    monkeypatch.setattr("citations.admin.searching.NEWEST", 1)
    with changes.change(why="сверено с договором"):
        make_person(key="zheng-yu")
    with changes.change(why="сверено с переводом"):
        make_person(key="lavrov")
    assert [revision.key for revision in desk.get(f"{FEED}?q=сверено").context["cl"].result_list] == ["lavrov"]
    assert [revision.key for revision in desk.get(f"{FEED}?q=zheng").context["cl"].result_list] == ["zheng-yu"]
    page = desk.get(f"{FEED}?q=сверено").content.decode()
    assert "Looked through: all keys, and the newest 1 changes." in page


def test_the_feed_is_narrowed_to_one_person(desk: Client, editor: Any) -> None:
    colleague = get_user_model().objects.create_superuser("Ли Мин")
    edited(editor)
    with changes.change(origin=changes.Origin.ADMIN, by=colleague):
        make_person(key="zheng-yu")
    assert told(desk, f"?by={colleague.pk}") == [("person", "Zheng Yu", "created", 1)]
    assert len(told(desk, f"?by={editor.pk}")) == 2


def test_the_sets_of_languages_that_hold_one() -> None:
    assert TOUCHING["zh-Hans"] == ["zh-Hans", "ru zh-Hans", "zh-Hans en", "ru zh-Hans en"]


@pytest.mark.parametrize("question", ["", "?touching=zh-Hans", "?kind=term", "?q=term", "?origin__exact=command"])
def test_the_feed_costs_the_same_for_one_and_fifty_rows(desk: Client, question: str) -> None:
    term = make_term(key="term")
    term.definition_zh_hans = "不结成军事同盟。"
    term.save()
    one = cost(desk, f"{FEED}{question}")
    for number in range(24):
        other = make_term(key=f"term-{number}", domain=term.domain)
        other.definition_zh_hans = "不结成军事同盟。"
        other.save()
    assert Revision.objects.count() > 50 - 1
    # Of several pages that are read in parts, on SQLite, the keys come first.
    in_parts = question == "?touching=zh-Hans" and connection.vendor == "sqlite"
    assert cost(desk, f"{FEED}{question}") == one + in_parts <= MOST_QUERIES


def test_the_feed_is_for_who_may_view_history() -> None:
    assert with_rights("view_term").get(FEED).status_code == 403
