"""The findings of the last audit in the admin: a list to work through, and a filter for lists of records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from citations.admin.base import badge
from citations.admin.entries import address
from citations.admin.listing import ListPaginator, OfKind, QuickChangeList
from citations.languages import TAG_CHOICES
from citations.records import KINDS, kind_of
from glossary.audit.findings import CODES
from glossary.audit.storing import finding_of, last_run
from glossary.models import AuditFinding

ANYTHING = "any"


class FoundByAudit(admin.SimpleListFilter):
    """Records of which the last audit found something that they do not accept; of one code by a link only."""

    title = _("found by the audit")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        asked = request.GET.get(self.parameter_name)
        return [(ANYTHING, _("anything")), *((code, code) for code in CODES if code == asked)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        code = self.value()
        if code != ANYTHING and code not in CODES:
            return queryset
        found = AuditFinding._default_manager.filter(accepted=False, kind=kind_of(queryset.model).name)
        found = found if code == ANYTHING else found.filter(code=code)
        return queryset.filter(key__in=found.values("key"))


class OfCode(admin.SimpleListFilter):
    """Findings of one code."""

    title = _("code")
    parameter_name = "code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        run = last_run()
        counts = run.counts if run is not None else {}
        return [(code, f"{code} ({counts[code]['found']})") for code in CODES if code in counts]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(code=self.value()) if self.value() else queryset


class InLanguage(admin.SimpleListFilter):
    """Findings in a text of one language."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return TAG_CHOICES

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(AuditFinding)
class AuditFindingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What the last audit found, to be worked through; each leads to its record."""

    list_display = ("code", "record", "place", "what", "to_do", "state")
    list_display_links = None
    list_filter = (OfCode, OfKind, InLanguage, "accepted")
    ordering = ("pk",)
    paginator = ListPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    @admin.display(description=_("record"))
    def record(self, finding: AuditFinding) -> SafeString:
        kind = KINDS[finding.kind].record_model._meta.verbose_name
        return format_html('<a href="{}">{}</a> {}', address(finding.kind, finding.key), finding.key, kind)

    @admin.display(description=_("field"))
    def place(self, finding: AuditFinding) -> str:
        return finding_of(finding).place

    @admin.display(description=_("what is found"))
    def what(self, finding: AuditFinding) -> str:
        return finding_of(finding).what

    @admin.display(description=_("what to do"))
    def to_do(self, finding: AuditFinding) -> str:
        return finding_of(finding).to_do

    @admin.display(description=_("status"))
    def state(self, finding: AuditFinding) -> SafeString:
        return badge("accepted", _("accepted")) if finding.accepted else badge("gap", _("open"))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QuickChangeList]:
        return QuickChangeList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
