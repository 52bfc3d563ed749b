"""The admin of history: every revision can be looked at and gone back to, none can be changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations import changes
from citations.admin.base import steps
from citations.admin.differences import shown
from citations.admin.searching import find
from citations.history import difference, revert
from citations.models import PublicRecord, Revision
from citations.records import KINDS, Kind, RecordProblems, complete, resolve_by_key, to_record


class RevertForm(forms.Form):
    """Why an editor goes back to an earlier state, and which version the record had when it was decided."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=gettext_lazy("reason for the change"), required=False, max_length=500)


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """All changes of all records, newest first."""

    list_display = ("at", "kind_of_record", "key", "version", "by_name", "origin", "why")
    list_filter = ("kind", "origin", "at")
    search_fields = ("key", "by_name", "why")
    ordering = ("-pk",)
    show_full_result_count = False
    list_per_page = 50

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_of_record(self, revision: Revision) -> object:
        kind = KINDS.get(revision.kind)
        return kind.record_model._meta.verbose_name if kind is not None else revision.kind

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("by")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return find(queryset, search_term, self.search_fields), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.revert_view)
        return [path("<int:pk>/revert/", view, name="citations_revision_revert"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """One revision: who, when, why, and what it changed."""
        revision = self.get_object(request, object_id)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        if revision is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        kind, instance = _record(revision)
        context = {
            **self.admin_site.each_context(request),
            "title": str(revision),
            "subtitle": None,
            "opts": self.opts,
            "step": steps([revision])[0],
            "revision": revision,
            "instance": instance,
            "history_address": _address(kind, "history", instance) if instance is not None else "",
            "may_revert": self._may_revert(request, kind, instance),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entente/revision.html", context)

    def revert_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether to make the record again what it was; on POST do so, as one more change."""
        revision = Revision.objects.filter(pk=pk).first()
        if revision is None:
            raise Http404
        kind, instance = _record(revision)
        if not self._may_revert(request, kind, instance):
            raise PermissionDenied
        found = instance.version if instance is not None else 0
        form = RevertForm(request.POST or None, initial={"version": found})
        problems: list[str] = []
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["version"] != found:
                problems = [_outrun()]
                form = RevertForm(initial={"version": found, "why": form.cleaned_data["why"]})
            else:
                problems = self._revert(request, revision, form.cleaned_data["why"].strip())
                if not problems:
                    return HttpResponseRedirect(_address(kind, "change", _record(revision)[1]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Back to version %(version)s of %(record)s")
            % {"version": revision.version, "record": instance or revision.key},
            "subtitle": None,
            "opts": self.opts,
            "revision": revision,
            "instance": instance,
            "differences": _way_back(kind, instance, revision),
            "form": form,
            "problems": problems,
            "history_address": _address(kind, "history", instance) if instance is not None else "",
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entente/revert.html", context)

    def _revert(self, request: HttpRequest, revision: Revision, why: str) -> list[str]:
        try:
            with changes.change(
                origin=changes.Origin.ADMIN,
                by=request.user,
                why=why or _("back to version %(version)s") % {"version": revision.version},
            ):
                revert(revision, by=request.user)
        except RecordProblems as refusal:
            return [f"{'.'.join(map(str, one.path))}: {one.message}" for one in refusal.problems]
        except ValidationError as refusal:
            return list(refusal.messages)
        except (changes.EditConflict, IntegrityError):
            return [_outrun()]
        self.message_user(
            request,
            _("The entry is again what it was in version %(version)s.") % {"version": revision.version},
            messages.SUCCESS,
        )
        return []

    def _may_revert(self, request: HttpRequest, kind: Kind, instance: PublicRecord | None) -> bool:
        """Whoever may change the record may take it back; whoever may add one may bring a deleted one back."""
        editing = self.admin_site.get_model_admin(kind.record_model)
        if instance is None:
            return editing.has_add_permission(request)
        return editing.has_change_permission(request, instance)


def _outrun() -> str:
    return _("Nothing was changed: the entry was changed in the meantime. Look at the difference anew.")


def _record(revision: Revision) -> tuple[Kind, PublicRecord | None]:
    kind = KINDS[revision.kind]
    return kind, resolve_by_key(kind.record_model, revision.key)


def _address(kind: Kind, view: str, instance: PublicRecord | None) -> str:
    assert instance is not None
    opts = kind.record_model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[instance.pk])


def _way_back(kind: Kind, instance: PublicRecord | None, revision: Revision) -> list[Any]:
    if revision.record is None:
        return []
    now = to_record(kind.queryset().get(pk=instance.pk)) if instance is not None else None
    return shown(kind, difference(now, complete(kind, revision.record)))
