"""The admin site: its name and its index."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class EntenteAdminSite(AdminSite):
    """The editors' workplace."""

    site_header = _("Entente")
    site_title = _("Entente")
    index_title = _("Glossary, treaties and citations")
