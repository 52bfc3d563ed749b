"""What was typed outlives the sign-in: a form sent when the session has ended is carried along and filled in again.

The text travels in a hidden field, through the page of the sign-in and to the form it was typed in. There it is shown
and nothing is saved: the editor looks at it and saves it. Only forms of records are carried, only what this site's
own pages have sent, and never a password.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

CARRIED = "_carried"
#: The most that is carried, in bytes. More is given back to be copied: sent again it could be too much for a request.
MOST_CARRIED = 700_000
NEVER_CARRIED = ("csrfmiddlewaretoken", CARRIED)


class NotYetSaved(Exception):
    """A form that is only shown again: whatever else is right with it, it is not saved."""


class FillsInAgain(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows a form with the text that was carried to it."""

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """As Django has it; what was carried here is filled in and not saved."""
        if request.method == "POST" and CARRIED in request.POST:
            request.POST = unpacked(request.POST[CARRIED])  # type: ignore[assignment]
            request.refusal = NotYetSaved()  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)


def packed(post: QueryDict) -> str:
    """The fields of a form as one text, without passwords and tokens."""
    if CARRIED in post:
        return str(post[CARRIED])
    kept = [(name, post.getlist(name)) for name in post if name not in NEVER_CARRIED and "password" not in name.lower()]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> QueryDict:
    """The fields that `packed` has put into one text; none for a text that is something else."""
    found = QueryDict(mutable=True)
    try:
        for name, values in json.loads(text):
            if isinstance(name, str) and name not in NEVER_CARRIED:
                found.setlist(name, [value for value in values if isinstance(value, str)])
    except (ValueError, TypeError):
        found.clear()
    return found


def keeping_input(site: AdminSite, view: Callable[..., Any]) -> Callable[..., Any]:
    """The admin view `view`; a form sent to it when nobody is signed in is answered with a sign-in that carries it."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and not site.has_permission(request) and leads_to_form(request.path_info):
            return sign_in(site, request, request.get_full_path())
        return view(request, *args, **kwargs)

    return wrapper


def sign_in(site: AdminSite, request: HttpRequest, where: str) -> HttpResponse:
    """The page of the sign-in, which carries what `request` has sent to the form at `where`."""
    asking = copy.copy(request)
    asking.method = "GET"
    page: HttpResponse = site.login(
        asking,
        {
            "app_path": f"{reverse('admin:login')}?{urlencode({REDIRECT_FIELD_NAME: where})}",
            REDIRECT_FIELD_NAME: where,
            **_carried(packed(request.POST)),
        },
    )
    page.status_code = 403
    return page


def after_sign_in(site: AdminSite, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer to a sign-in; to one that has carried something, the page from which it goes on to its form."""
    carried, where = request.POST.get(CARRIED, ""), answer.headers.get("Location", "")
    if not carried or answer.status_code != 302 or not site.has_permission(request):
        return answer
    path = urlsplit(where).path
    return offer(site, request, where, carried, _("You are signed in again.")) if leads_to_form(path) else answer


def carried_along(request: HttpRequest) -> dict[str, Any]:
    """What the page of the sign-in has to carry on, after a password that was wrong."""
    return _carried(request.POST[CARRIED]) if CARRIED in request.POST else {}


def offer(site: AdminSite, request: HttpRequest, where: str, carried: str, said: str) -> HttpResponse:
    """The page that gives back what was typed and leads on to the form at `where`, when the editor says so."""
    request.current_app = site.name
    context = {**site.each_context(request), "title": _("Your text is kept"), "where": where, "said": said}
    return TemplateResponse(request, "admin/entente/carried.html", context | _carried(carried))


def refuse_forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the token of a form does not fit. To a form of ours, such as one opened before a new sign-in, the text is
    given back; a form that another site has sent gets nothing."""
    site, where = admin.site, _wanted_form(request)
    if request.method != "POST" or not where or not _is_from_here(request):
        return csrf_failure(request, reason)
    if not site.has_permission(request):
        return sign_in(site, request, where)
    said = _("Nothing was saved: the page was opened before you last signed in.")
    page = offer(site, request, where, packed(request.POST), said)
    page.status_code = 403
    return page


def leads_to_form(path: str) -> bool:
    """Whether `path` is that of the form of a record, a new one or one that is there."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    is_form = (found.url_name or "").endswith(("_add", "_change"))
    return is_form and isinstance(getattr(found.func, "model_admin", None), FillsInAgain)


def _wanted_form(request: HttpRequest) -> str:
    """The address of the form that `request` is on its way to, by the sign-in or straight; empty for none."""
    where = request.get_full_path()
    if CARRIED in request.POST and request.path_info == reverse("admin:login"):
        where = request.POST.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return where if is_ours and leads_to_form(urlsplit(where).path) else ""


def _is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site has sent the request: browsers say so, and other sites cannot."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source).netloc == request.get_host()


def _carried(text: str) -> dict[str, Any]:
    fields = [(name, value) for name, values in unpacked(text).lists() for value in values if value.strip()]
    typed = [f"{name}: {value}" for name, value in fields if not name.endswith("_FORMS")]
    return {
        "carried": text,
        "carried_name": CARRIED,
        "typed": "\n".join(typed),
        "is_too_long": len(text.encode()) > MOST_CARRIED,
    }
