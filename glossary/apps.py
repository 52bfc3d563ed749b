"""The glossary app: terms and their attestations."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlossaryConfig(AppConfig):
    name = "glossary"
    verbose_name = _("Glossary")

    def ready(self) -> None:
        """Make the glossary's kinds of record known, then let history watch and search index all kinds."""
        from citations import history, lags
        from citations import indexing as citations_indexing
        from glossary import indexing

        history.connect()
        citations_indexing.connect()
        lags.connect()
        indexing.connect()
