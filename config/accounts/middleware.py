"""What stands before the admin: a sign-in that has ended is over, and a password of one's own comes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from citations.admin.carrying import keep
from config.accounts import sessions

#: What is open to a user who has still to change the password they were given.
OPEN_VIEWS = {
    "admin:login",
    "admin:carried",
    "admin:logout",
    "admin:password_change",
    "admin:password_change_done",
    "admin:jsi18n",
}


class SignedIn:
    """Ends a sign-in that has lasted long enough, and lets nobody work with a password that somebody else has set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_admin(request):
            if sessions.has_ended(request.session):
                logout(request)
                messages.info(request, _("You were signed out because nothing was done for long: sign in again."))
            else:
                sessions.go_on(request.session)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead to the form for a new password, and keep what was typed; what a script asks for is refused."""
        where = request.resolver_match.view_name if request.resolver_match else ""
        if not _is_admin(request) or where in OPEN_VIEWS:
            return None
        if not sessions.waits_for_password(request.session, request.user):
            return None
        said = _("Your password was set by somebody else: choose one of your own first.")
        if not _asks_for_a_page(request):
            return JsonResponse({"detail": said}, status=403)
        messages.warning(request, said)
        if keep(request):
            messages.info(request, _("What you typed is kept: it is given back when the password is changed."))
        return HttpResponseRedirect(reverse("admin:password_change"))


def _is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("admin:index"))


def _asks_for_a_page(request: HttpRequest) -> bool:
    """Whether a person waits for a page; a script names another destination, or prefers JSON."""
    if request.headers.get("Sec-Fetch-Dest", "document") not in ("document", "iframe"):
        return False
    return request.get_preferred_type(["text/html", "application/json"]) != "application/json"
