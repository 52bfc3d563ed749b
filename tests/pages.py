"""Works the admin as an editor’s browser does: opens a form, sends what it holds, reads the errors."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citations.models import Revision

#: No list and no form of the admin takes more queries than this.
MOST_QUERIES = 10


class _Form(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.fields: dict[str, str] = {}
        self.select: str | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if tag == "form":
            self.inside = got.get("id") == self.form_id
        name = got.get("name") or ""
        if not self.inside or "__prefix__" in name:
            return
        if tag == "input" and name:
            kind = got.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in got:
                    self.fields[name] = got.get("value") or "on"
            elif kind not in ("submit", "button", "file"):
                self.fields[name] = got.get("value") or ""
        elif tag == "select":
            self.select = name
            self.fields.setdefault(name, "")
        elif tag == "option" and self.select and "selected" in got:
            self.fields[self.select] = got.get("value") or ""
        elif tag == "textarea":
            self.textarea = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            self.fields[self.textarea] = self.fields[self.textarea].removeprefix("\n")
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.inside and self.textarea:
            self.fields[self.textarea] += data


def form_in(response: Any, form_id: str) -> dict[str, str]:
    """The fields of the form `form_id` of a page with their values, as a browser would send them untouched."""
    reader = _Form(form_id)
    reader.feed(response.content.decode())
    assert reader.fields, f"the page has no form {form_id}"
    return reader.fields


def errors_in(response: Any) -> list[str]:
    """Every error sentence of an admin form, in the order of the page's forms."""
    found: list[str] = []
    form = response.context["adminform"].form
    for messages in form.errors.values():
        found += [str(message) for message in messages]
    for inline in response.context["inline_admin_formsets"]:
        found += [str(message) for message in inline.formset.non_form_errors()]
        for row in inline.formset.forms:
            for messages in row.errors.values():
                found += [str(message) for message in messages]
    return found


def change_page(instance: Any) -> str:
    """The address of the form of `instance`."""
    return reverse(f"admin:{instance._meta.app_label}_{instance._meta.model_name}_change", args=[instance.pk])


def save(client: Client, instance: Any, **changed: str) -> Any:
    """Open the form of `instance`, change some of its fields, and save."""
    page = client.get(change_page(instance))
    form = form_in(page, f"{instance._meta.model_name}_form")
    unknown = set(changed) - set(form)
    assert not {name for name in unknown if not name.endswith("-DELETE")}, unknown
    return client.post(change_page(instance), form | changed)


def add_row(form: dict[str, str], prefix: str, **values: str) -> None:
    """Add a row to a list of children, as the button on the page does."""
    place = int(form[f"{prefix}-TOTAL_FORMS"])
    form[f"{prefix}-TOTAL_FORMS"] = str(place + 1)
    form.update({f"{prefix}-{place}-{name}": value for name, value in values.items()})


def latest(kind: str, key: str) -> Revision:
    """The newest revision of a record."""
    found = Revision.objects.of(kind, key).order_by("-version").first()
    assert found is not None
    return found


def choices(client: Client, model: str, field: str, term: str) -> list[str]:
    """What the autocomplete of a field answers to `term`."""
    app, name = model.split(".")
    asked = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    return [row["text"] for row in client.get(reverse("admin:autocomplete"), asked).json()["results"]]


def with_rights(*names: str) -> Client:
    """The browser of a member of staff with these rights only."""
    user = get_user_model().objects.create_user("сотрудник", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


_members = count(1)


def member_of(*groups: str) -> Any:
    """A new member of staff in these groups."""
    user = get_user_model().objects.create_user(f"сотрудница-{next(_members)}", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    return user


def desk_of(user: Any) -> Client:
    """The browser of `user`."""
    client = Client()
    client.force_login(user)
    return client


def every_address(instance: Any) -> list[str]:
    """The list of a record's kind, the form of a new one, and every page of the record."""
    label = f"admin:{instance._meta.app_label}_{instance._meta.model_name}"
    return [
        reverse(f"{label}_changelist"),
        reverse(f"{label}_add"),
        *(reverse(f"{label}_{view}", args=[instance.pk]) for view in ("change", "delete", "history")),
    ]


def cost(client: Client, address: str) -> int:
    """How many queries the page takes, Django's memory of content types empty."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
