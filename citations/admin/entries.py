"""The address of a record in the admin by its kind and key, which stays right when the record is gone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from citations.records import KINDS, resolve_by_key

VIEWS = ("change", "history")


def address(kind: str, key: str, view: str = "change") -> str:
    """Where the admin shows a record: its form, or with `view` its history."""
    return reverse("admin:entry", args=[kind, key, view])


def urls(site: AdminSite) -> list[Any]:
    """The addresses, for the admin site."""
    view = site.admin_view(lambda request, **wanted: go(site, request, **wanted))
    return [path("entry/<slug:kind>/<slug:key>/<slug:view>/", view, name="entry")]


def go(site: AdminSite, request: HttpRequest, kind: str, key: str, view: str) -> HttpResponse:
    """To the record; when it was deleted, to what history has of it."""
    if kind not in KINDS or view not in VIEWS:
        raise Http404
    model = KINDS[kind].record_model
    found = resolve_by_key(model, key)
    if found is None:
        return HttpResponseRedirect(
            f"{reverse('admin:citations_revision_changelist')}?{urlencode({'kind': kind, 'q': key})}"
        )
    opts = model._meta
    return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[found.pk]))
