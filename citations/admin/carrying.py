"""What was typed outlives the sign-in: a form sent when the session has ended is carried along and filled in again.

The text travels in a hidden field, signed, through the page of the sign-in, through any number of wrong passwords and
in any language, back to the form it was typed in. While a password has to be changed first, it waits in the session.
In its form it is shown and nothing is saved: the editor looks at it and saves it. Only forms of records are carried,
only what this site's own pages have sent, and never a password.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.i18n import set_language

CARRIED = "_carried"
#: The most that is carried, in bytes. More is given back to be copied: sent again it could be too much for a request.
MOST_CARRIED = 700_000
NEVER_CARRIED = ("csrfmiddlewaretoken", CARRIED)
_SALT = "entente.carried"


class NotYetSaved(Exception):
    """A form that is only shown again: whatever else is right with it, it is not saved."""


class FillsInAgain(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows a form with the text that was carried to it."""

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """As Django has it; what was carried here is filled in and not saved, and what belongs elsewhere is dropped."""
        if request.method == "POST" and CARRIED in request.POST:
            carried = Carried.read(request.POST[CARRIED])
            if carried is None or urlsplit(carried.where).path != request.path:
                return HttpResponseRedirect(request.get_full_path())
            request.POST = carried.fields  # type: ignore[assignment]
            request.refusal = NotYetSaved()  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)


@dataclass(frozen=True)
class Carried:
    """A form on its way: the address it was sent to, and its fields without passwords and tokens."""

    where: str
    fields: QueryDict

    @classmethod
    def of(cls, request: HttpRequest) -> Carried | None:
        """What `request` has sent: a form of a record, or one that is on its way already; None for anything else."""
        if request.method != "POST":
            return None
        if CARRIED in request.POST:
            return cls.read(request.POST[CARRIED])
        if not leads_to_form(request.path_info):
            return None
        fields = QueryDict(mutable=True)
        for name, values in request.POST.lists():
            if name not in NEVER_CARRIED and "password" not in name.lower():
                fields.setlist(name, values)
        return cls(request.get_full_path(), fields)

    @classmethod
    def read(cls, text: str) -> Carried | None:
        """What `signed` has made a text of; None for a text that is none of ours."""
        try:
            where, lists = signing.loads(text, salt=_SALT)
        except signing.BadSignature:
            return None
        fields = QueryDict(mutable=True)
        for name, values in lists:
            fields.setlist(name, values)
        return cls(where, fields)

    @cached_property
    def signed(self) -> str:
        """All of it as one text that nobody else can make."""
        return signing.dumps([self.where, list(self.fields.lists())], salt=_SALT, compress=True)

    @cached_property
    def is_too_long(self) -> bool:
        """Whether it is more than is carried."""
        return len(json.dumps(list(self.fields.lists()), ensure_ascii=False).encode()) > MOST_CARRIED

    @property
    def typed(self) -> str:
        """The fields as a text for people."""
        found = [(name, value) for name, values in self.fields.lists() for value in values if value.strip()]
        return "\n".join(f"{name}: {value}" for name, value in found if not name.endswith("_FORMS"))

    @property
    def context(self) -> dict[str, Any]:
        """What a page needs to carry it on."""
        return {
            "carried": self,
            "carried_name": CARRIED,
            "carried_text": "" if self.is_too_long else self.signed,
        }


# Before the sign-in


def keeping_input(site: AdminSite, view: Callable[..., Any]) -> Callable[..., Any]:
    """The admin view `view`; a form sent to it when nobody is signed in is answered with a sign-in that carries it."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        carried = None if site.has_permission(request) else Carried.of(request)
        return view(request, *args, **kwargs) if carried is None else sign_in(site, request, carried, status=403)

    return wrapper


def sign_in(site: AdminSite, request: HttpRequest, carried: Carried, *, status: int = 200) -> HttpResponse:
    """The page of the sign-in, which carries on what was typed."""
    asking = copy.copy(request)
    asking.method = "GET"
    address = f"{reverse('admin:login')}?{urlencode({REDIRECT_FIELD_NAME: carried.where})}"
    page: HttpResponse = site.login(
        asking, {"app_path": address, REDIRECT_FIELD_NAME: carried.where, **carried.context}
    )
    page.status_code = status
    return page


def carried_along(request: HttpRequest) -> dict[str, Any]:
    """What a page has to carry on that answers a sign-in which has failed."""
    carried = Carried.of(request)
    return {} if carried is None else carried.context


def go_on(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Where a text on its way goes on, in the language that is asked for: the sign-in, or the way to its form."""
    carried = Carried.of(request)
    if carried is None:
        return HttpResponseRedirect(reverse("admin:index"))
    cookies = set_language(request).cookies
    if settings.LANGUAGE_COOKIE_NAME in cookies:
        activate(cookies[settings.LANGUAGE_COOKIE_NAME].value)
    page = offer(site, request, carried) if site.has_permission(request) else sign_in(site, request, carried)
    page.cookies.update(cookies)
    return page


# After it


def after_sign_in(site: AdminSite, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer to a sign-in; to one that has carried something, the page from which it goes on to its form."""
    carried = Carried.of(request)
    if carried is None or answer.status_code != 302 or not site.has_permission(request):
        return answer
    return offer(site, request, carried)


def keep(request: HttpRequest) -> bool:
    """Put what `request` has sent aside, in the session, until something else is done that comes first.

    Returns whether anything is kept there, from before too.
    """
    carried = Carried.of(request)
    if carried is not None and not carried.is_too_long:
        request.session[CARRIED] = carried.signed
    return CARRIED in request.session


def offer_kept(site: AdminSite, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer to what came first; when it is done and something was put aside, the page that gives it back, once."""
    if answer.status_code != 302:
        return answer
    carried = Carried.read(request.session.pop(CARRIED, ""))
    return answer if carried is None else offer(site, request, carried, _("Your password has been changed."))


def offer(site: AdminSite, request: HttpRequest, carried: Carried, said: str = "") -> HttpResponse:
    """The page that gives back what was typed and leads on to its form, when the editor says so."""
    request.current_app = site.name
    context = {
        **site.each_context(request),
        "title": _("Your text is kept"),
        "said": said or _("You are signed in again."),
        **carried.context,
    }
    return TemplateResponse(request, "admin/entente/carried.html", context)


def refuse_forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the token of a form does not fit. To a form of ours, such as one opened before a new sign-in, the text is
    given back; a form that another site has sent gets nothing."""
    site, carried = admin.site, Carried.of(request)
    if carried is None or not _is_from_here(request):
        return csrf_failure(request, reason)
    if not site.has_permission(request):
        return sign_in(site, request, carried, status=403)
    page = offer(site, request, carried, _("Nothing was saved: the page was opened before you last signed in."))
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


def _is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site has sent the request: browsers say so, and other sites cannot."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source).netloc == request.get_host()
