"""The admin site: its name, the order of its index, and its autocompletes."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

#: The apps and models of the index, in the order of an editor's work; whatever is not named follows.
APPS = ("glossary", "citations", "auth")
MODELS = (
    "Term", "Attestation", "Domain", "AuditFinding",
    "Treaty", "Source", "Citation", "Person", "Organization", "Revision",
)  # fmt: skip


class EntenteAdminSite(AdminSite):
    """The editors' workplace."""

    site_header = _("Entente")
    site_title = _("Entente")
    index_title = _("Glossary, treaties and citations")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The index in the order of an editor's work, not of the alphabet."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(MODELS, model["object_name"]))
        return sorted(apps, key=lambda app: _place(APPS, app["app_label"]))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """As Django has it; a form sent after the sign-in has ended is not lost."""
        from citations.admin.carrying import keeping_input

        return keeping_input(self, super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """As Django has it; what was typed before is carried along, or waits until the password is changed."""
        from citations.admin.carrying import after_sign_in, carried_along, keep
        from config.accounts.sessions import waits_for_password

        answer = super().login(request, carried_along(request) | (extra_context or {}))
        if waits_for_password(request.session, request.user):
            keep(request)
            return answer
        return after_sign_in(self, request, answer)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """As Django has it; then what was typed before is given back."""
        from citations.admin.carrying import offer_kept

        return offer_kept(self, request, super().password_change(request, extra_context))

    def go_on(self, request: HttpRequest) -> Any:
        """Where a text goes on that has been typed before the sign-in ended."""
        from citations.admin.carrying import go_on

        return go_on(self, request)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """What autocompletes offer: names with keys, treaties among the sources."""
        from citations.admin.widgets import RecordChoices

        return RecordChoices.as_view(admin_site=self)(request)

    def get_urls(self) -> list[Any]:
        """Django’s pages, and what the workshop asks while an editor types."""
        from citations.admin import entries
        from citations.admin.finding import AnyRecord, Doubles
        from config import dashboard
        from glossary.assisting import Transcriptions, Transliterations

        questions = {
            "find": AnyRecord,
            "doubles": Doubles,
            "transcriptions": Transcriptions,
            "transliterations": Transliterations,
        }
        asked = [
            path(f"workshop/{name}/", self.admin_view(view.as_view(admin_site=self)), name=f"workshop_{name}")
            for name, view in questions.items()
        ]
        asked.append(path("carried/", never_cache(self.go_on), name="carried"))
        return [*asked, *entries.urls(self), *dashboard.urls(self), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """What there is and what there is to do, with the list of everything below it."""
        from config import dashboard

        return dashboard.index(self, request, extra_context)


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
