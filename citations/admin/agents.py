"""The admin of people and organizations."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from citations.admin.base import MissingFamilyName, MissingIn, RecordAdmin, TranslatedChildInline, language_row
from citations.admin.listing import LagsIn
from citations.languages import active_tag, column, columns
from citations.models import Organization, OrganizationRelation, Person


class MissingDescription(MissingIn):
    """People of whom nothing is said in a language."""

    title = _("missing description")
    parameter_name = "undescribed"
    field = "description"


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    """People, family and given name apart in each language."""

    content = (
        (_("Names"), {"fields": language_row("family_name", "given_name", "patronymic")}),
        (_("About"), {"fields": (("native_language", "name_original"), *language_row("description"))}),
    )
    key_from = "family_name_en"
    list_display = ("key", "russian", "chinese", "english", "native_language", "state_of_entry", "updated_at")
    list_filter = ("status", MissingFamilyName, MissingDescription, LagsIn, "native_language")
    search_fields = ("key", *columns("description"))

    def told_apart_by(self, instance: Person) -> str:
        return str(getattr(instance, column("description", active_tag())))


class OrganizationRelationInline(TranslatedChildInline):
    """How an organization stands to earlier and rival ones."""

    model = OrganizationRelation
    fieldsets = ((None, {"fields": (("kind", "other"), ("date", "according_to", "position"), *language_row("note"))}),)

    def row_label(self, row: OrganizationRelation) -> object:
        return f"{row.get_kind_display()}: {row.other}"


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    """States, organizations, institutions and media, as they then were."""

    content = (
        (_("Names"), {"fields": language_row("name", "abbreviation")}),
        (_("About"), {"fields": (("kind", "existed", "polity"),)}),
    )
    key_from = "name_en"
    inlines = (OrganizationRelationInline,)
    list_display = ("key", "russian", "chinese", "english", "kind", "polity", "existed", "state_of_entry")
    list_filter = ("status", "kind", MissingIn, LagsIn)
    search_fields = ("key", "polity")

    def told_apart_by(self, instance: Organization) -> str:
        return " · ".join(filter(None, (instance.get_kind_display(), instance.existed)))
