"""The groups that give rights: there from the start, in the reader’s language, left as administrators want them."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from config.accounts.groups import GROUPS, make_groups

pytestmark = pytest.mark.django_db


def rights(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_the_groups_are_there_with_their_rights() -> None:
    assert list(Group.objects.order_by("pk").values_list("name", flat=True)) == [
        "Editors",
        "Russian editors",
        "Chinese editors",
        "English editors",
        "Publishers",
    ]
    assert rights("Russian editors") == {"edit_ru"}
    assert rights("Chinese editors") == {"edit_zh_hans"}
    assert rights("English editors") == {"edit_en"}
    assert rights("Publishers") == {"publish"}
    assert {"add_term", "change_treatytext", "delete_designation", "view_revision"} <= rights("Editors")
    assert not {"publish", "edit_ru", "add_user", "change_revision"} & rights("Editors")


def test_what_an_administrator_changed_stays_and_what_is_gone_comes_back() -> None:
    Group.objects.get(name="Editors").permissions.remove(Permission.objects.get(codename="delete_term"))
    Group.objects.get(name="Publishers").delete()
    make_groups(apps=apps)
    assert "delete_term" not in rights("Editors")
    assert rights("Publishers") == {"publish"}


def test_a_group_waits_until_all_its_rights_are_there() -> None:
    Group.objects.all().delete()
    Permission.objects.get(codename="add_term").delete()
    make_groups(apps=apps)
    assert not Group.objects.filter(name="Editors").exists()
    assert Group.objects.count() == len(GROUPS) - 1


def test_an_administrator_sees_the_groups_with_what_each_gives(desk: Client, editor: Any) -> None:
    page = desk.get(reverse("admin:auth_user_change", args=[editor.pk])).content.decode()
    for group in GROUPS:
        assert f"{group.label}: {group.purpose}</label>" in page
    listed = desk.get(reverse("admin:auth_group_changelist")).content.decode()
    assert "Publish drafts, retire entries and take them back." in listed


def test_a_group_of_ones_own_keeps_its_name(desk: Client) -> None:
    Group.objects.create(name="学生")
    assert "学生" in desk.get(reverse("admin:auth_group_changelist")).content.decode()
