"""The feed of changes: its steps in order, what it tells of each, and what it never tells."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from citations import changes
from citations.models import Organization
from tests.factories import make_organization, make_person

pytestmark = pytest.mark.django_db


def steps(client, query: str = "") -> list[dict]:
    return client.get(f"/api/v1/changes/?{query}").json()["results"]


def test_a_step_says_what_changed_where_and_when_but_not_by_whom(client):
    editor = get_user_model().objects.create_superuser("vera", password="союз")
    with changes.change(origin=changes.Origin.ADMIN, by=editor, why="по письму читателя"):
        made = make_person(key="zheng-yu")
    (step,) = steps(client)
    assert list(step) == ["id", "kind", "key", "url", "version", "at", "origin", "change", "record"]
    assert step["kind"] == "person"
    assert step["key"] == "zheng-yu"
    assert step["url"] == "http://testserver/api/v1/people/zheng-yu/"
    assert (step["version"], step["origin"], step["change"]) == (1, "admin", "created")
    assert step["at"] == made.updated_at.isoformat().replace("+00:00", "Z")
    assert step["record"]["family_name"] == {"ru": "Чжэн", "zh-Hans": "郑", "en": "Zheng"}
    assert "accepted_findings" not in step["record"]
    body = client.get("/api/v1/changes/").content.decode()
    assert "vera" not in body
    assert "по письму" not in body


def test_the_life_of_a_record(client):
    state = make_organization(key="ussr", status="draft")
    assert steps(client) == []
    for status in ("published", "retired", "draft", "published"):
        state.status = status
        state.save()
    told = steps(client, "kind=organization&key=ussr")
    assert [(step["version"], step["change"]) for step in told] == [
        (2, "created"),
        (3, "changed"),
        (4, "withdrawn"),
        (5, "created"),
    ]
    assert [step["record"] and step["record"]["status"] for step in told] == ["published", "retired", None, "published"]
    Organization.objects.get(key="ussr").delete()
    told = steps(client)
    assert told[-1]["change"] == "deleted"
    assert {(step["url"], step["record"]) for step in told} == {(None, None)}


def test_what_is_withdrawn_is_not_told_from_history(client):
    state = make_organization(key="ussr")
    state.status = "draft"
    state.name_ru = "Тайна"
    state.save()
    told = steps(client)
    assert [(step["change"], step["url"], step["record"]) for step in told] == [
        ("created", None, None),
        ("withdrawn", None, None),
    ]


def test_a_reader_who_keeps_a_copy_asks_on_from_the_last_step(client):
    for number in range(1, 4):
        make_organization(key=f"state-{number}")
    first = client.get("/api/v1/changes/?page_size=2").json()
    assert [step["key"] for step in first["results"]] == ["state-1", "state-2"]
    last = first["results"][-1]["id"]
    assert first["next"] == f"http://testserver/api/v1/changes/?cursor=after.{last}&page_size=2"
    assert [step["key"] for step in steps(client, f"cursor=after.{last}")] == ["state-3"]


def test_steps_by_origin_and_time(client):
    with changes.change(origin=changes.Origin.IMPORT):
        make_organization(key="prc")
    make_organization(key="ussr")
    assert [step["key"] for step in steps(client, "origin=import")] == ["prc"]
    at = steps(client, "key=ussr")[0]["at"]
    assert [step["key"] for step in steps(client, f"since={at}")] == ["ussr"]
    assert steps(client, "since=9999-12-31T23:59:59-14:00") == []
    assert len(steps(client, "since=0001-01-01T00:00:00%2B14:00")) == 2


def test_the_feed_streams_as_ndjson(client):
    make_organization(key="prc")
    response = client.get("/api/v1/changes/?format=ndjson")
    (line,) = b"".join(response.streaming_content).splitlines()
    assert b'"key":"prc"' in line
