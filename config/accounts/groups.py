"""The groups an administrator gives rights with: who edits which language, who publishes, who works at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps as global_apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citations.records import recorded_models
from citations.rights import EDIT, PUBLISH


@dataclass(frozen=True, slots=True)
class EditorsGroup:
    """A group: its permanent name in the database, what it is called, what it is for, and the rights it begins with."""

    name: str
    label: str | Promise
    purpose: str | Promise
    rights: Callable[[], set[str]]


def _of_records() -> set[str]:
    """To see, add, change and delete records of every kind with their children, and to see history."""
    found = {
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in recorded_models()
        for action in ("view", "add", "change", "delete")
    }
    return found | {"citations.view_revision"}


GROUPS = (
    EditorsGroup(
        "Editors",
        _("Editors"),
        _("Add and change entries of every kind, as drafts and in no language yet: dates, references, numbers."),
        _of_records,
    ),
    EditorsGroup(
        "Russian editors",
        _("Russian editors"),
        _("Change what is written in Russian; the other languages are there to be read."),
        lambda: {EDIT["ru"]},
    ),
    EditorsGroup(
        "Chinese editors",
        _("Chinese editors"),
        _("Change what is written in Chinese; the other languages are there to be read."),
        lambda: {EDIT["zh-Hans"]},
    ),
    EditorsGroup(
        "English editors",
        _("English editors"),
        _("Change what is written in English; the other languages are there to be read."),
        lambda: {EDIT["en"]},
    ),
    EditorsGroup(
        "Publishers",
        _("Publishers"),
        _("Publish drafts, retire entries and take them back."),
        lambda: {PUBLISH},
    ),
)
BY_NAME = {group.name: group for group in GROUPS}


def label_of(name: str) -> str:
    """What a group is called in the language of the interface; one that an administrator made, as they called it."""
    return str(BY_NAME[name].label) if name in BY_NAME else name


def purpose_of(name: str) -> str:
    """What a group of ours is for; nothing for any other."""
    return str(BY_NAME[name].purpose) if name in BY_NAME else ""


def make_groups(*, apps: Any = global_apps, **_others: Any) -> None:
    """Make the groups that are not there yet; what an administrator has changed in one stays.

    Called after every migration, half-way ones too: a group waits until all its rights are there.
    """
    try:
        groups, rights = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    there = set(groups.objects.values_list("name", flat=True))
    missing = [group for group in GROUPS if group.name not in there]
    if not missing:
        return
    stored = {
        f"{app}.{codename}": pk
        for pk, app, codename in rights.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for group in missing:
        wanted = group.rights()
        if wanted <= stored.keys():
            groups.objects.create(name=group.name).permissions.set([stored[right] for right in wanted])
