"""The admin of the treaty register."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from citations.admin.base import ChildInline, MissingTitle, RecordAdmin, TranslatedChildInline, badge, language_row
from citations.admin.citing import Cites
from citations.admin.forms import EventFormSet, PartyFormSet
from citations.admin.listing import LagsIn, Without
from citations.admin.searching import find
from citations.admin.sources import PUBLICATION, TITLES, WORK_SEARCH, ContributionInline, SectionInline
from citations.languages import columns
from citations.models import Obligation, Treaty, TreatyEvent, TreatyParty, TreatyRelation, TreatyText

LOCATOR = ("locator_label", "locator_value", "locator_as_printed")


class PartyInline(TranslatedChildInline):
    """The parties, with those who signed for them."""

    model = TreatyParty
    formset = PartyFormSet
    fieldsets = (
        (
            None,
            {"fields": (("party", "signatory"), *language_row("office"), ("bound_from", "bound_until", "position"))},
        ),
    )

    def row_label(self, row: TreatyParty) -> object:
        return f"{row.party} · {row.signatory}" if row.signatory else row.party


class TextInline(ChildInline):
    """The treaty in each of its languages."""

    model = TreatyText
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("language", "standing", "prevails"),
                    ("title_as_printed", "publication"),
                    ("url", "position"),
                )
            },
        ),
    )

    def row_label(self, row: TreatyText) -> object:
        return f"{row.language} · {row.get_standing_display()}"


class EventInline(TranslatedChildInline):
    """What happened to the treaty, and when."""

    model = TreatyEvent
    formset = EventFormSet
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("kind", "date", "date_as_printed", "preferred"),
                    ("party", "evidence", "position"),
                    LOCATOR,
                    *language_row("note"),
                )
            },
        ),
    )

    def row_label(self, row: TreatyEvent) -> object:
        party = f" · {row.party}" if row.party else ""
        return f"{row.get_kind_display()} {row.date or row.date_as_printed}{party}"


class ObligationInline(TranslatedChildInline):
    """What the treaty binds its parties to."""

    model = Obligation
    fieldsets = ((None, {"fields": (("kind", "evidence", "position"), LOCATOR, *language_row("note"))}),)

    def row_label(self, row: Obligation) -> object:
        place = f" · {row.get_locator_label_display()} {row.locator_value}" if row.locator_label else ""
        return f"{row.get_kind_display()}{place}"


class RelationInline(ChildInline):
    """How the treaty stands to earlier ones."""

    model = TreatyRelation
    open_rows = True
    fieldsets = ((None, {"fields": (("kind", "other", "position"),)}),)

    def row_label(self, row: TreatyRelation) -> object:
        return f"{row.get_kind_display()}: {row.other}"


class TreatyWithout(Without):
    """Treaties that lack one of their parts."""

    parts = (
        ("parties", _("parties"), "parties", {}),
        ("date", _("a date"), "events", {"date_earliest__isnull": False}),
        ("text", _("an authentic text"), "texts", {"standing": "authentic"}),
        ("obligations", _("obligations"), "obligations", {}),
    )


@admin.register(Treaty)
class TreatyAdmin(Cites, RecordAdmin):
    """Treaties, statements and other documents of record."""

    content = (
        (_("Treaty"), {"fields": (("kind", "binding", "type", "language"), *language_row("place"))}),
        TITLES,
        (_("Registration"), {"fields": (("registration_number", "registration_volume", "registration_page"),)}),
        PUBLICATION,
    )
    key_from = "title_en"
    inlines = (
        PartyInline,
        EventInline,
        TextInline,
        ObligationInline,
        RelationInline,
        ContributionInline,
        SectionInline,
    )
    list_display = ("key", "russian", "chinese", "english", "signed_on", "ended_on", "kind", "bound", "state_of_entry")
    list_filter = ("status", MissingTitle, LagsIn, TreatyWithout, "kind", "binding")
    search_fields = (
        *WORK_SEARCH,
        *(f"parties__party__{name}" for name in columns("name")),
        "events__date",
    )
    search_through: ClassVar[dict[str, tuple[str, ...]]] = {"parties__party": ("organization",)}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("events")

    @admin.display(description=_("binds"), ordering="binding")
    def bound(self, treaty: Treaty) -> object:
        short = {"yes": _("yes"), "no": _("no")}
        return badge(treaty.binding, short.get(treaty.binding, treaty.get_binding_display()))

    @admin.display(description=_("signed"))
    def signed_on(self, treaty: Treaty) -> str | None:
        return treaty.signed

    @admin.display(description=_("ended"))
    def ended_on(self, treaty: Treaty) -> str | None:
        return treaty.ended

    def told_apart_by(self, instance: Treaty) -> str:
        return instance.signed or instance.issued

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"type": "treaty", **super().get_changeform_initial_data(request)}


@admin.register(TreatyText)
class TreatyTextAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Serves the autocomplete of an attestation only; texts are edited with their treaty."""

    search_fields = (
        "language",
        "title_as_printed",
        "treaty__key",
        *(f"treaty__{name}" for name in columns("title")),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return TreatyText._default_manager.select_related("treaty").order_by("treaty__key", "language")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return find(queryset, search_term, self.search_fields), False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        """None: there is no page of a text."""
        return []
