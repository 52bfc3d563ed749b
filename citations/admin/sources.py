"""The admin of works and of citations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citations.admin.base import ChildInline, MissingIn, MissingTitle, RecordAdmin, badge, language_row
from citations.admin.citing import Cites
from citations.admin.listing import LagsIn, Without
from citations.languages import columns
from citations.models import Citation, Contribution, Source, SourceSection, Treaty

WORK_SEARCH = ("key", *columns("description"), *columns("container_title"), "container_title_transliterated")
TITLES = (
    _("Titles"),
    {
        "fields": (
            *language_row("title"),
            ("title_original", "title_transliterated", "title_as_printed"),
            *language_row("description"),
        )
    },
)
PUBLICATION = (
    _("Publication"),
    {
        "fields": (
            ("issued", "identification", "published_in"),
            *language_row("container_title"),
            "container_title_transliterated",
            *language_row("publisher", "publisher_place", "collection_title"),
            ("number", "volume", "issue", "pages", "edition"),
            ("doi", "isbn", "translation_of"),
            ("url", "archive_url", "accessed"),
        )
    },
)


class ContributionInline(ChildInline):
    """Who made a work, in the order printed on it."""

    model = Contribution
    fieldsets = ((None, {"fields": (("role", "person", "organization"), ("name_as_printed", "position"))}),)

    def row_label(self, row: Contribution) -> object:
        return f"{row.get_role_display()}: {row.person or row.organization or row.name_as_printed}"


class SectionInline(ChildInline):
    """The parts of a work as its locators count them."""

    model = SourceSection
    open_rows = True
    fieldsets = ((None, {"fields": (("number", "title_as_printed", "paragraphs", "position"),)}),)

    def row_label(self, row: SourceSection) -> object:
        return f"{row.number} {row.title_as_printed}".strip()


class SourceWithout(Without):
    """Works without those who made them, or without their sections."""

    parts = (
        ("contributions", _("contributors"), "contributions", {}),
        ("sections", _("sections"), "sections", {}),
    )


class MissingStatement(MissingIn):
    """Citations that do not say in a language what they support."""

    title = _("missing statement")
    field = "statement"


@admin.register(Source)
class SourceAdmin(Cites, RecordAdmin):
    """Every work but the treaties, which have an admin of their own."""

    content = (
        (_("Work"), {"fields": (("type", "language"),)}),
        TITLES,
        PUBLICATION,
    )
    key_from = "title_en"
    inlines = (ContributionInline, SectionInline)
    list_display = (
        "key",
        "russian",
        "chinese",
        "english",
        "type",
        "language",
        "issued",
        "identified",
        "state_of_entry",
    )
    list_filter = ("status", MissingTitle, LagsIn, SourceWithout, "type", "identification", "language")
    search_fields = WORK_SEARCH

    @admin.display(description=_("identification"), ordering="identification")
    def identified(self, source: Source) -> object:
        return badge(source.identification, source.get_identification_display())

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).filter(treaty__isnull=True)

    def told_apart_by(self, instance: Source) -> str:
        return " · ".join(filter(None, (instance.get_type_display(), instance.issued)))

    def get_choices(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Sources and treaties: either can be evidence."""
        return Source._default_manager.order_by("key")

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """The form; of a treaty, which many references name as a source, the form of the treaty."""
        if object_id.isdecimal() and Treaty._base_manager.filter(pk=int(object_id)).exists():
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return HttpResponseRedirect(reverse("admin:citations_treaty_change", args=[object_id]) + query)
        return super().change_view(request, object_id, form_url, extra_context)


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    """Notes of one work citing another."""

    content = (
        (
            _("Where it is cited"),
            {"fields": (("citing", "note_number", "sequence", "paragraph"), "as_printed", *language_row("statement"))},
        ),
        (
            _("What is cited"),
            {"fields": (("cited", "state"), ("locator_label", "locator_value", "locator_as_printed"))},
        ),
    )
    references_in_list = ("citing", "cited")
    list_display = ("key", "citing", "note_number", "sequence", "cited", "shown_state", "state_of_entry")
    list_filter = ("status", "state", MissingStatement, LagsIn)
    search_fields = (
        "key",
        "as_printed",
        *columns("statement"),
        *(f"cited__{name}" for name in columns("title")),
        "cited__key",
        "citing__key",
    )
    search_through: ClassVar[dict[str, tuple[str, ...]]] = {
        "cited": ("source", "treaty"),
        "citing": ("source", "treaty"),
    }

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, citation: Citation) -> object:
        return badge(citation.state, citation.get_state_display())
