"""The admin site: its name, the order of its index, and its autocompletes."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

#: The apps and models of the index, in the order of an editor's work; whatever is not named follows.
APPS = ("glossary", "citations", "auth")
MODELS = ("Term", "Attestation", "Domain", "Treaty", "Source", "Citation", "Person", "Organization", "Revision")


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

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """What autocompletes offer: names with keys, treaties among the sources."""
        from citations.admin.widgets import RecordChoices

        return RecordChoices.as_view(admin_site=self)(request)


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
